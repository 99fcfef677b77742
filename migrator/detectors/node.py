"""How a machine gets its Node.js: NodeSource, nvm, n, tarballs and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.detectors.arguments import arguments, known
from migrator.detectors.registry import recognises, recognises_download
from migrator.detectors.run import unreadable
from migrator.evidence import (
    Furniture,
    NodeInstalled,
    NodeRepository,
    NodeSelected,
    Observation,
    Unreadable,
)
from migrator.knowledge.nodesource import nodesource_line
from migrator.trace import Command

_RELEASE = re.compile(r"(?:node|iojs)-v?(\d+\.\d+\.\d+)(?=[-./]|$)")
_DIST_FOLDER = re.compile(r"/v(\d+\.\d+\.\d+)(?:/|$)")
_LATEST_FOLDER = re.compile(r"/(latest(?:-v[\d.]+x?|-[a-z]+)?)/")
_VERSION = re.compile(r"v?\d+(\.(\d+|x|\*)){0,2}")


@recognises_download(r"nodesource\.com/+setup")
def nodesource_script(command: Command) -> Iterator[Observation]:
    """Read `curl …/setup_8.x | bash -`; without a number it set up 0.10 (facts: NodeSource)."""
    assert command.runs is not None
    line = nodesource_line(str(command.runs.url))
    if line is None or not isinstance(command.runs.url, str):
        yield Unreadable("Node version", f"{command.runs.url} names no release line")
        # What is installed next comes from there all the same, not from the distribution.
        yield NodeRepository("nodesource", "")
    else:
        yield NodeRepository("nodesource", line)


@recognises_download(r"nvm-sh/nvm|creationix/nvm|xtuple/nvm|/nvm/.*install\.sh")
def nvm_installer(command: Command) -> Iterator[Observation]:
    """The nvm installer brings no Node by itself, unless NODE_VERSION is set for it."""
    version = {**command.environment, **command.assignments}.get("NODE_VERSION")
    if isinstance(version, str) and version:
        yield NodeInstalled("nvm", version)
    yield Furniture("installs nvm: the image has its Node already")


@recognises_download(r"n-install|tj/n/|git\.io/n-install")
def n_installer(command: Command) -> Iterator[Observation]:
    """`n-install` brings the lts release unless versions are given."""
    operands = [word for word in known(command.argv[1:]) if _VERSION.fullmatch(word)]
    yield NodeInstalled("n", operands[-1] if operands else "lts")


@recognises_download(r"fnm\.vercel\.app|get\.volta\.sh|Schniz/fnm|asdf-vm|nodenv-installer")
def version_manager_installer(command: Command) -> Iterator[Observation]:
    """Installers of version managers bring no Node by themselves."""
    yield Furniture("installs a version manager: the image has its Node already")


@recognises_download(r"npmjs\.(org|com)/install\.sh|clean\.sh")
def npm_installer(command: Command) -> Iterator[Observation]:
    """The old npm installer; the Node image has the npm of its release."""
    yield Furniture("installs npm: it comes with the Node image")


@recognises_download(r"install\.meteor\.com")
def meteor_installer(command: Command) -> Iterator[Observation]:
    """Meteor brings a Node of its own."""
    yield Unreadable("Meteor", "it brings a Node release of its own that cannot be read here")


@recognises("nvm")
def nvm(command: Command) -> Iterator[Observation]:
    """Read `nvm install 8`, `nvm use`, `nvm alias default v0.*`; no version means .nvmrc."""
    given = arguments(command)
    verb = given.operands[0] if given.operands else ""
    if given.unknown and verb in {"install", "use", "alias"}:
        yield from (unreadable("Node version", word) for word in given.unknown)
    elif verb in {"install", "i"}:
        spec = given.operands[1] if len(given.operands) > 1 else ""
        yield NodeInstalled("nvm", "lts/*" if not spec and given.has("--lts") else spec)
    elif verb == "use" and given.operands[1:2] in (["default"], ["stable"], ["node"]):
        yield Furniture("nvm's default is what the image has")
    elif verb == "use":
        yield NodeSelected("nvm", given.operands[1] if len(given.operands) > 1 else "")
    elif given.operands[:2] == ["alias", "default"] and len(given.operands) > 2:
        yield NodeSelected("nvm", given.operands[2])
    else:
        yield Furniture("nvm's own housekeeping")


@recognises("n")
def n(command: Command) -> Iterator[Observation]:
    """Read `n 6.11`, `n stable`, `n --lts`, `n io 2.5`."""
    given = arguments(command)
    if given.unknown:
        yield from (unreadable("Node version", word) for word in given.unknown)
        return
    operands = [word for word in given.operands if word not in {"install", "i"}]
    if operands[:1] and operands[0] in {"rm", "prune", "ls", "bin", "which", "-"}:
        yield Furniture("n's own housekeeping")
    elif operands:
        yield NodeInstalled("n", operands[-1])
    else:
        word = "lts" if given.has("--lts") else "latest" if given.has("--latest") else "stable"
        yield NodeInstalled("n", word)


@recognises("fnm", "volta", "asdf", "nodenv", "nodebrew")
def version_manager(command: Command) -> Iterator[Observation]:
    """Read `fnm install 12`, `volta install node@14`, `asdf global nodejs 12.1.0`.

    nodebrew also has `install-binary` and `compile`.
    """
    program = str(command.argv[0]).rpartition("/")[2]
    given = arguments(command)
    verb = given.operands[0] if given.operands else ""
    words = [word for word in given.operands[1:] if word not in {"nodejs", "node", "default"}]
    spec = words[-1].removeprefix("node@") if words else ""
    if program == "volta" and not any(word.startswith("node@") for word in words):
        yield Furniture("volta's own housekeeping")
    elif verb in {"install", "install-binary", "compile"}:
        yield NodeInstalled(program, spec)
    elif verb in {"global", "local", "use", "default", "pin"}:
        yield NodeSelected(program, spec)
    else:
        yield Furniture(f"{program}'s own housekeeping")


@recognises("tar", "unzip", "curl", "wget", "dpkg", "rpm", "git")
def node_archive(command: Command) -> Iterator[Observation]:
    """Read a release from nodejs.org by the name of its archive: `node-v4.4.3-linux-x64.tar.gz`."""
    for word in known(command.argv[1:]):
        version = _archive_version(word)
        if version is not None:
            yield NodeInstalled("tarball", version)
            return


def _archive_version(word: str) -> str | None:
    """The Node release that an address or archive name stands for, None when it is none."""
    folder = word.rpartition("/")[0]
    match = _RELEASE.match(word.rpartition("/")[2])
    if match is not None:
        return match.group(1)
    if "nodejs.org/" not in folder and "iojs.org/" not in folder:
        return None
    match = _DIST_FOLDER.search(folder) or _LATEST_FOLDER.search(word)
    if match is not None:
        return (
            match.group(1).removeprefix("latest-")
            if "latest-" in match.group(1)
            else match.group(1)
        )
    return "latest" if "node-latest" in word else None
