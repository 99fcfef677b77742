"""The OS packages that somebody asked for, as against those that came along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import PackageInstalled
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows

_ABOUT = "the packages installed by hand"
_APT = "packages_by_hand.apt"
_DEBIAN_NAME = re.compile(r"([a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+.-]*")
_YUM_ENTRY = re.compile(r".*/[0-9a-f]{40}-(?P<package>[^/]+)/reason")


@probes("apt-mark showmanual", about=_ABOUT)
def apt(output: str) -> Iterator[Sighting]:
    """Read one name per line; a foreign architecture's is `name:i386`.

    A box's own packages are among them: the installer marks them as asked for.
    """
    for number, line in rows(output):
        match = _DEBIAN_NAME.fullmatch(line.strip())
        if match:
            yield number, PackageInstalled(match[1], "apt")


@probes("cat /etc/apk/world", about=_ABOUT, instead_of=_APT)
def apk(output: str) -> Iterator[Sighting]:
    """Read apk's own list of what was asked for, `nodejs=12.22.1-r0` or `nodejs>12`."""
    for number, line in rows(output):
        name, _, version = line.strip().partition("=")
        name = re.split(r"[<>~@]", name)[0]
        if _NAME.fullmatch(name):
            yield number, PackageInstalled(name, "apk", version.lstrip("~") or None)


@probes(
    "grep -rl '^user' /var/lib/yum/yumdb --include=reason",
    about=_ABOUT,
    root=True,
    exits=(0, 1),
    instead_of=_APT,
)
def yum(output: str) -> Iterator[Sighting]:
    """Read yum's own records (CentOS 6 and 7): one file per package says who asked for it."""
    found = False
    for number, line in rows(output):
        match = _YUM_ENTRY.fullmatch(line.strip())
        parts = match["package"].rsplit("-", 3) if match else []
        if len(parts) == 4 and _NAME.fullmatch(parts[0]):
            found = True
            yield number, PackageInstalled(parts[0], "yum")
    if not found:
        raise NotUnderstood("it lists no package")


@probes(
    "dnf -q -C repoquery --userinstalled --qf '%{name}\\n'",
    about=_ABOUT,
    instead_of=_APT,
)
def dnf(output: str) -> Iterator[Sighting]:
    """Read one name per line, from the cache only (`-C`): a probe uses no network."""
    for number, line in rows(output):
        if _NAME.fullmatch(line.strip()):
            yield number, PackageInstalled(line.strip(), "dnf")
