"""The formats of lock files, one reader each: npm, Yarn 1, Yarn 2 and newer, pnpm, Bun.

Only what the manifest itself names is looked up, so that a lock file of ten thousand
packages costs little more than its parse. What each format holds is described in npm's
documentation of package-lock.json and in the files that the other tools write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from migrator.read.json_text import NotJson, read_json, read_lenient_json
from migrator.read.ranges import satisfies
from migrator.yaml_text import NotYaml, read_yaml


class LockNotReadable(Exception):
    """A lock file of which nothing can be used; the text says why."""


@dataclass(frozen=True)
class Misfit:
    """A package for which the lock and the manifest disagree; `locked` None: it is missing."""

    name: str
    wanted: str
    locked: str | None


@dataclass(frozen=True)
class Locked:
    """What was read of a lock file; see `migrator.read.lockfile.Lockfile` for the meanings."""

    format: str | None
    versions: dict[str, str] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    git: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()


Wanted = Mapping[str, str]
Reader = Callable[[str, Wanted, Set[str]], Locked]


def read_npm(text: str, wanted: Wanted, optional: Set[str]) -> Locked:
    """package-lock.json and npm-shrinkwrap.json: 1 has `dependencies`, 2 and 3 `packages`."""
    value = _json_object(text)
    packages = _object(value.get("packages"))
    prefix = "node_modules/"
    if not packages:
        packages, prefix = _object(value.get("dependencies")), ""
    root = _object(packages.get("")) if prefix else {}
    asked = {**_object(root.get("devDependencies")), **_object(root.get("dependencies"))}
    asked.update(_object(root.get("optionalDependencies")))

    versions: dict[str, str] = {}
    misfits = []
    for name, spec in wanted.items():
        entry = packages.get(prefix + name)
        version = entry.get("version") if isinstance(entry, dict) else None
        if isinstance(version, str):
            versions[name] = version
            if asked.get(name) != spec and satisfies(version, spec) is False:
                misfits.append(Misfit(name, spec, version))
        elif entry is None and name not in optional:
            misfits.append(Misfit(name, spec, None))
    addresses = list(_npm_addresses(packages))
    return Locked(
        str(value.get("lockfileVersion", "")),
        versions,
        tuple(misfits),
        _from_git(addresses),
        _hosts(address for _, address in addresses),
        _nested(packages) if prefix else frozenset(),
    )


def _nested(packages: Iterable[str]) -> frozenset[str]:
    """The folders of workspaces that have packages of their own: `apps/web/node_modules/koa`."""
    places = (path.partition("/node_modules/") for path in packages)
    return frozenset(
        folder for folder, found, _ in places if found and not folder.startswith("node_modules/")
    )


def read_yarn(text: str, wanted: Wanted, optional: Set[str]) -> Locked:
    """yarn.lock of either kind: blocks headed by the ranges that they answer."""
    blocks = dict(_yarn_blocks(text))
    metadata = blocks.get("__metadata")
    if metadata is None and "# yarn lockfile v1" not in text[:1000]:
        raise LockNotReadable("it is no lock file that Yarn wrote")
    versions: dict[str, str] = {}
    misfits = []
    for name, spec in wanted.items():
        block = blocks.get(f"{name}@{spec}") or blocks.get(f"{name}@npm:{spec}")
        if block is not None:
            versions[name] = block.get("version", "")
        elif name not in optional and not spec.startswith(("workspace:", "portal:", "link:")):
            misfits.append(Misfit(name, spec, None))
    addresses = [
        (_yarn_name(head), block.get("resolved") or block.get("resolution", ""))
        for head, block in blocks.items()
    ]
    return Locked(
        "1" if metadata is None else metadata.get("version", ""),
        versions,
        tuple(misfits),
        _from_git(addresses),
        _hosts(address for _, address in addresses),
    )


def read_pnpm(text: str, wanted: Wanted, optional: Set[str]) -> Locked:
    """pnpm-lock.yaml: what the project asks for stands before the long list of packages."""
    end = text.find("\npackages:")
    try:
        value = read_yaml(text if end < 0 else text[: end + 1])
    except NotYaml as error:
        raise LockNotReadable(str(error)) from error
    head = _object(value)
    if "lockfileVersion" not in head:
        raise LockNotReadable("it is no lock file that pnpm wrote")
    root = _object(_object(head.get("importers")).get(".")) or head
    asked = dict(_object(root.get("specifiers")))
    versions: dict[str, str] = {}
    for group in ("dependencies", "devDependencies", "optionalDependencies"):
        for name, entry in _object(root.get(group)).items():
            if isinstance(entry, dict):
                asked[name] = entry.get("specifier")
                entry = entry.get("version")
            versions[name] = str(entry).partition("(")[0].partition("_")[0]
    return Locked(
        str(head["lockfileVersion"]),
        {name: version for name, version in versions.items() if name in wanted},
        _unlike(asked, versions, wanted, optional),
        _from_git(versions.items()),
    )


def read_bun(text: str, wanted: Wanted, optional: Set[str]) -> Locked:
    """bun.lock: JSON with trailing commas; each package begins with `name@version`."""
    value = _json_object(text, lenient=True)
    root = _object(_object(value.get("workspaces")).get(""))
    asked: dict[str, object] = {}
    for group in ("dependencies", "devDependencies", "optionalDependencies"):
        asked.update(_object(root.get(group)))
    versions: dict[str, str] = {}
    for name, entry in _object(value.get("packages")).items():
        if isinstance(entry, list) and entry and isinstance(entry[0], str):
            versions[name] = entry[0].rpartition("@")[2]
    return Locked(
        str(value.get("lockfileVersion", "")),
        {name: version for name, version in versions.items() if name in wanted},
        _unlike(asked, versions, wanted, optional),
    )


_GIT_BEGINNINGS = (
    *("git+", "git:", "git@", "ssh:", "git+ssh:", "git+https:"),
    *("github:", "gitlab:", "bitbucket:", "github.com/", "gitlab.com/", "bitbucket.org/"),
)
_SHORT_GITHUB = re.compile(r"[A-Za-z0-9][\w.-]{0,99}/[\w.-]{1,99}")

# In the order in which one counts where nothing else decides; None: a binary format.
LOCK_FORMATS: dict[str, tuple[str, Reader | None]] = {
    "npm-shrinkwrap.json": ("npm", read_npm),
    "pnpm-lock.yaml": ("pnpm", read_pnpm),
    "yarn.lock": ("yarn", read_yarn),
    "package-lock.json": ("npm", read_npm),
    "bun.lock": ("bun", read_bun),
    "bun.lockb": ("bun", None),
}


def _json_object(text: str, *, lenient: bool = False) -> Mapping[str, object]:
    try:
        value = (read_lenient_json if lenient else read_json)(text).value
    except NotJson as error:
        raise LockNotReadable(str(error)) from error
    if not isinstance(value, dict):
        raise LockNotReadable("it holds no object")
    return value


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _npm_addresses(packages: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every package with the address it comes from, nested ones of format 1 as well."""
    pending = [packages]
    while pending:
        for path, entry in pending.pop().items():
            if not isinstance(entry, dict):
                continue
            nested = entry.get("dependencies")
            if isinstance(nested, dict):
                pending.append(nested)
            for address in (entry.get("resolved"), entry.get("version")):
                if isinstance(address, str) and ":" in address:
                    yield path.rpartition("node_modules/")[2], address


def _yarn_blocks(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each range of each heading with the plain settings below it."""
    block: dict[str, str] = {}
    for line in text.splitlines():
        if line[:1] not in ("", " ", "#"):
            block = {}
            for head in line.rstrip(":").split(", "):
                yield head.strip('"'), block
        elif line.startswith("  ") and line[2:3] not in ("", " "):
            key, _, value = line.strip().partition(" ")
            block[key.rstrip(":")] = value.strip('"')


def _yarn_name(head: str) -> str:
    return head[: head.find("@", 1)] if "@" in head[1:] else head


def _unlike(
    asked: Mapping[str, object], versions: Mapping[str, str], wanted: Wanted, optional: Set[str]
) -> tuple[Misfit, ...]:
    """Where the ranges that a lock was made for are not those of the manifest."""
    return tuple(
        Misfit(name, spec, versions.get(name))
        for name, spec in wanted.items()
        if asked.get(name) != spec and not (name in optional and name not in asked)
    )


def is_git(address: str) -> bool:
    """Whether a range or a resolved address is a git repository's, so that git is needed.

    `owner/repository` is npm's short form of a GitHub address.
    """
    place = address.partition("#")[0]
    return (
        place.startswith(_GIT_BEGINNINGS)
        or place.endswith(".git")
        or any(f"@{beginning}" in place for beginning in _GIT_BEGINNINGS if ":" in beginning)
        or bool(_SHORT_GITHUB.fullmatch(place))
    )


def _from_git(addresses: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(name for name, address in addresses if "git" in address and is_git(address))


def _hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The hosts of the addresses that are downloaded over HTTP."""
    return frozenset(
        address.split("/", 3)[2].rpartition("@")[2]
        for address in addresses
        if address.startswith(("https://", "http://"))
    )
