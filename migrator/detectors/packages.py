"""OS packages that provisioning installs or removes, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migrator.detectors.arguments import Arguments, arguments
from migrator.detectors.package_files import package_file
from migrator.detectors.registry import recognises, recognises_file
from migrator.detectors.run import unreadable
from migrator.evidence import (
    Furniture,
    NodeInstalled,
    NodeRepository,
    Observation,
    PackageInstalled,
    PackageRemoved,
    RepositoryAdded,
)
from migrator.knowledge.nodesource import nodesource_addresses, nodesource_line
from migrator.trace import Command, GuestFile
from migrator.values import Unknown

APT_OPTIONS_WITH_VALUE = ("-t", "-o", "-c", "--target-release", "--option", "--config-file")
REFRESHED = Furniture("package lists and upgrades: the image's own release is current")


@recognises("apt-get", "apt", "aptitude")
def apt(command: Command) -> Iterator[Observation]:
    """Read `apt-get [-y] install a b=1.2 c-`, also with the options after the packages."""
    yield from _package_manager(command, "apt", APT_OPTIONS_WITH_VALUE, version_mark="=")


@recognises("yum", "dnf", "microdnf")
def yum(command: Command) -> Iterator[Observation]:
    """Read `yum -y install a b-1.2`; a package given as an address is a repository."""
    options = ("-c", "-d", "-e", "--enablerepo", "--disablerepo", "-x", "--exclude")
    yield from _package_manager(command, "yum", options)


@recognises("apk")
def apk(command: Command) -> Iterator[Observation]:
    """Read `apk add a b=1.2 --virtual .build`."""
    options = ("-t", "--virtual", "-X", "--repository")
    yield from _package_manager(command, "apk", options, version_mark="=")


@recognises("zypper")
def zypper(command: Command) -> Iterator[Observation]:
    """Read `zypper -n install a`."""
    yield from _package_manager(command, "zypper", ("-r", "--repo"))


@recognises("pacman")
def pacman(command: Command) -> Iterator[Observation]:
    """Read `pacman -S a b`; `-Sy` alone only refreshes."""
    given = arguments(command)
    if not any(option.startswith("-S") for option in given.options):
        yield Furniture("package housekeeping of the VM")
    elif not given.operands:
        yield REFRESHED
    yield from (PackageInstalled(name, "pacman") for name in given.operands)


_INSTALLING = frozenset({"install", "add", "in", "localinstall", "reinstall", "build-dep"})
_REMOVING = frozenset({"remove", "purge", "erase", "del", "rm"})
_KERNEL = ("linux-headers-", "linux-image-", "linux-modules-", "kernel-devel-")
# Red Hat's Software Collections have a Node beside the distribution's: `rh-nodejs8`, first of
# all `nodejs010`; `rh-nodejs8-npm` brings it, too.
_COLLECTION = re.compile(r"(?:rh-)?nodejs(?P<line>010|\d{1,2})(?:-nodejs|-npm)?")
_GROUPS = frozenset({"groupinstall", "group"})


def _unknown_package(word: Unknown) -> Observation:
    """A package whose name is known in part: `linux-headers-$(uname -r)` is of the kernel."""
    if str(word.parts[0]).startswith(_KERNEL):
        return Furniture(f"{word} serves the virtual machine itself")
    return unreadable("package", word)


def _package_manager(
    command: Command, manager: str, taking_value: tuple[str, ...], version_mark: str | None = None
) -> Iterator[Observation]:
    given = arguments(command, taking_value)
    yield from (_unknown_package(word) for word in given.unknown)
    verb = given.operands[0] if given.operands else ""
    if verb in _INSTALLING:
        yield from _installed(given, manager, version_mark)
    elif verb in _REMOVING:
        yield from (PackageRemoved(name, manager) for name in given.operands[1:])
    elif verb in _GROUPS:
        names = [name for name in given.operands[1:] if name not in {"install", "-y"}]
        yield from (PackageInstalled(f"@{name.lower()}", manager) for name in names)
    else:
        yield REFRESHED


def _installed(given: Arguments, manager: str, version_mark: str | None) -> Iterator[Observation]:
    for operand in given.operands[1:]:
        if "://" in operand or operand.endswith((".deb", ".rpm")):
            yield _from_file(operand, manager)
            continue
        name, _, version = operand.partition(version_mark) if version_mark else (operand, "", "")
        name = name.partition("/")[0].partition(":")[0]
        # Debian's epoch orders versions and is no part of them: `neo4j=1:3.5.8`.
        version = version.rpartition(":")[2]
        if name.endswith("-") and manager == "apt":
            yield PackageRemoved(name[:-1], manager)
        elif manager == "yum" and (collection := _COLLECTION.fullmatch(name)):
            line = collection["line"]
            yield NodeInstalled("software collections", "0.10" if line == "010" else line)
        elif name:
            # `yarn+` says "install" where `nodejs-` says "remove"; `g++` is a name.
            bare = name if manager != "apt" or name.endswith("++") else name.removesuffix("+")
            yield PackageInstalled(bare, manager, version or None)
    if len(given.operands) == 1 and not given.unknown:
        yield Furniture("installs nothing: no package is named")


def _from_file(place: str, manager: str) -> Observation:
    """The package at a path or an address; one that only adds a repository is a repository."""
    package = package_file(place)
    unversioned = package is None or package.version is None
    if package is None or package.is_repository or ("://" in place and unversioned):
        return RepositoryAdded(place, manager)
    return PackageInstalled(package.name, manager, package.version)


@recognises("dpkg")
def dpkg(command: Command) -> Iterator[Observation]:
    """Read `dpkg -i name_1.2_amd64.deb`; every other use only looks or configures."""
    given = arguments(command)
    if not given.has("-i", "--install"):
        yield Furniture("package housekeeping of the VM")
        return
    for operand in given.operands:
        package = package_file(operand)
        if package is not None:
            yield PackageInstalled(package.name, "apt", package.version)


@recognises("rpm")
def rpm(command: Command) -> Iterator[Observation]:
    """Read `rpm -Uvh address`: a repository's release package, or a package file."""
    given = arguments(command)
    if not any(option.startswith(("-i", "-U")) for option in given.options):
        yield Furniture("package housekeeping of the VM")
        return
    yield from (_from_file(operand, "yum") for operand in given.operands)


@recognises("add-apt-repository", "apt-add-repository", "yum-config-manager")
def package_source(command: Command) -> Iterator[Observation]:
    """Read an added source; `ppa:chris-lea/node.js` is where old machines had Node from."""
    given = arguments(command)
    for word in given.unknown:
        if addresses := nodesource_addresses(str(word)):
            # Whatever line it serves, the distribution's own package is not what is installed.
            yield NodeRepository("nodesource", addresses[0])
            yield unreadable("Node version", word)
        else:
            yield unreadable("package source", word)
    if given.has("-r", "--remove"):
        yield Furniture("removes a package source")
        return
    for operand in given.operands:
        yield from _source(operand)
    if not given.operands and not given.unknown:
        yield Furniture("package housekeeping of the VM")


def _source(text: str) -> Iterator[Observation]:
    """What one `deb …` line, ppa or address says about Node and about packages at large."""
    lines = [line for line in map(nodesource_line, nodesource_addresses(text)) if line is not None]
    if "chris-lea/node.js" in text:
        yield NodeRepository("ppa", "0.8" if "legacy" in text else "0.10")
    elif lines:
        yield NodeRepository("nodesource", lines[0])
    yield RepositoryAdded(text, "apt")


@recognises_file(r"/etc/apt/sources\.list(\.d/.+)?|/etc/yum\.repos\.d/.+")
def package_source_file(
    file: GuestFile, _: Mapping[str, GuestFile]
) -> Iterator[tuple[int, Observation]]:
    """Read the package sources that a script writes; commented ones do not count."""
    if not isinstance(file.content, str):
        return
    for number, line in enumerate(file.content.splitlines()):
        text = line.strip()
        if text.startswith(("deb ", "baseurl", "URIs:")):
            for observation in _source(text):
                yield number, observation


@recognises(
    "apt-key",
    "gpg",
    "debconf-set-selections",
    "dpkg-reconfigure",
    "apt-mark",
    "subscription-manager",
)
def package_housekeeping(command: Command) -> Iterator[Observation]:
    """Keys and answers for the package manager: no content of their own."""
    yield Furniture("keys and settings of the VM's package manager")


@recognises("update-alternatives", "ldconfig", "update-rc.d", "chkconfig", "insserv")
def alternatives(command: Command) -> Iterator[Observation]:
    """Links and boot order of the VM's system."""
    if "node" in " ".join(str(word) for word in command.argv):
        yield Furniture("the image has one node on its PATH")
    else:
        yield Furniture("links and boot order of the VM's system")


@recognises("snap")
def snap(command: Command) -> Iterator[Observation]:
    """Read `snap install node --classic --channel=12/stable`."""
    given = arguments(command, ("--channel",))
    if given.operands[:1] == ["install"]:
        channel = given.options.get("--channel", "").partition("/")[0] or None
        yield from (PackageInstalled(name, "snap", channel) for name in given.operands[1:])
    else:
        yield Furniture("package housekeeping of the VM")
