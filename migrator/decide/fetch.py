"""The stage that gets packages for a Node whose own npm cannot get the right ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator.knowledge import npm_features
from migrator.knowledge.node_images import choose_image
from migrator.plan import Fetch
from migrator.read.lockfile import Lockfile
from migrator.read.manifest import Manifest

# npm's own forms of a git dependency: package.json documentation, "Git URLs as Dependencies".
_GIT_PREFIXES = ("git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:")
_OWNER_AND_NAME = re.compile(r"[\w-]+/[\w.-]+(#.+)?")
# In the order in which npm runs them; `prepare` came with npm 4, which did not drop `prepublish`.
INSTALL_HOOKS = ("preinstall", "install", "postinstall", "prepublish", "prepare")


def decide_fetch(
    node: str, npm: str | None, manifest: Manifest | None, git_dependencies: Sequence[str]
) -> Fetch:
    """Choose the image and the settings with which packages for `node` are got.

    `npm` is the version that this Node comes with: its peer dependencies are what the
    application was written for. The image with git is the one that is not slim.
    """
    choice = choose_image(npm_features.fetcher_node())
    assert choice is not None, "npm_features.json names a Node without an image"
    image = choice.base.removesuffix("-slim") if git_dependencies else choice.base
    peers = "force" if npm_features.installs_peers(npm) else "legacy_peer_deps"
    settings = {"node_version": node, "ignore_scripts": "true", peers: "true"}
    scripts = manifest.scripts if manifest is not None else {}
    own = [["npm", "run", name] for name in INSTALL_HOOKS if scripts.get(name, "").strip()]
    return Fetch(image, settings, own, npm_features.held_by_name(node))


def git_dependencies(manifest: Manifest | None, lock: Lockfile | None) -> list[str]:
    """The packages that npm clones: those of the manifest, and deeper ones of the lock file."""
    if manifest is None:
        return []
    groups = (manifest.dependencies, manifest.optional, manifest.development)
    named = {name for group in groups for name, wanted in group.items() if comes_by_git(wanted)}
    return sorted(named.union(lock.git if lock is not None else ()))


def comes_by_git(wanted: str) -> bool:
    """Whether npm clones a dependency: a git address, or `owner/name` for one on GitHub."""
    return wanted.startswith(_GIT_PREFIXES) or _OWNER_AND_NAME.fullmatch(wanted) is not None
