"""The npm packages that are installed for the whole machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from migrator.evidence import GlobalInstalled
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows_below

_ABOUT = "the global npm packages"
_NPM = "npm_globals.npm"
# They come with Node itself.
_BUNDLED = frozenset({"npm", "corepack"})
_NAME = re.compile(r"(?:@[a-z0-9][a-z0-9._~-]*/)?[A-Za-z0-9][A-Za-z0-9._~-]*")


# npm logs every run and notes when it last asked for a newer npm; a probe leaves no trace.
_NO_TRACE = "NO_UPDATE_NOTIFIER=1 npm_config_update_notifier=false npm_config_logs_max=0"


@probes(
    # npm answers with 1 when a package misses a dependency; a missing npm must stay 127.
    f"bash -lic '{_NO_TRACE} npm ls -g --json --depth=0'",
    about=_ABOUT,
    title="npm ls -g --json --depth=0",
    exits=(0, 1),
)
def npm(output: str) -> Iterator[Sighting]:
    """Read npm's tree of one level; a profile may print lines in front of it.

    npm also lists what is missing, so an entry is not yet an installed package.
    """
    start = re.search(r"^\{", output, re.MULTILINE)
    try:
        tree, _ = json.JSONDecoder().raw_decode(output, start.start() if start else 0)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("its output is not JSON") from error
    listed = tree.get("dependencies", {}) if isinstance(tree, dict) else None
    if not isinstance(listed, dict):
        raise NotUnderstood("its output has no dependencies")
    for name, entry in listed.items():
        installed = isinstance(entry, dict) and not entry.get("missing")
        if installed and _NAME.fullmatch(name) and name not in _BUNDLED:
            version = entry.get("version")
            yield 0, GlobalInstalled(name, version if isinstance(version, str) else None)


@probes(
    """
echo 'folders:'
for f in /usr/lib/node_modules/* /usr/local/lib/node_modules/* /usr/lib/node_modules/@*/* \
    /usr/local/lib/node_modules/@*/* /home/*/.nvm/versions/node/*/lib/node_modules/* \
    /root/.nvm/versions/node/*/lib/node_modules/*; do
  [ -f "$f/package.json" ] && echo "$f"
done; true
""",
    about=_ABOUT,
    title="ls /usr/lib/node_modules /usr/local/lib/node_modules ~/.nvm",
    root=True,
    instead_of=_NPM,
)
def folders(output: str) -> Iterator[Sighting]:
    """Read the names of the folders that npm installs into, without their versions."""
    for number, line in rows_below(output, "folders:"):
        _, found, name = line.strip().rpartition("/node_modules/")
        if found and _NAME.fullmatch(name) and name not in _BUNDLED:
            yield number, GlobalInstalled(name)
