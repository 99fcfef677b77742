"""The OS packages that somebody asked for, as against those that came along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import PackageInstalled
from migrator.probes.registry import NotUnderstood, Sighting, probes, rows, rows_below

_ABOUT = "the packages installed by hand"
_APT = "packages_by_hand.apt"
_DEBIAN_NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+")
# The first word of each alternative: `libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0`.
_DEBIAN_DEPENDENCY = re.compile(r"(?:^|[,|])\s*([a-z0-9][a-z0-9+.-]+)")
# Debian Policy, section 2.5.
_OF_EVERY_SYSTEM = frozenset({"required", "important", "standard"})
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+.-]*")
_YUM_ENTRY = re.compile(r".*/[0-9a-f]{40}-(?P<package>[^/]+)/reason")


@probes(
    """
manual=$(apt-mark showmanual) || exit
echo 'priority package depends'
[ -n "$manual" ] && dpkg-query -W -f='${Priority} ${Package} ${Pre-Depends}, ${Depends}\\n' $manual
true
""",
    about=_ABOUT,
    title="apt-mark showmanual",
)
def apt(output: str) -> Iterator[Sighting]:
    """Read `priority name dependencies` lines.

    An installer marks all that it installs as asked for, so a minimal system and what
    it depends on is left out. What else a box was made with is still among them.
    """
    lines: dict[str, int] = {}
    depends: dict[str, list[str]] = {}
    minimal: list[str] = []
    for number, line in rows_below(output, "priority package depends"):
        priority, _, rest = line.partition(" ")
        name, _, needs = rest.partition(" ")
        if not _DEBIAN_NAME.fullmatch(name):
            continue
        lines[name] = number
        depends[name] = _DEBIAN_DEPENDENCY.findall(needs)
        if priority in _OF_EVERY_SYSTEM:
            minimal.append(name)
    system = _reached(minimal, depends)
    for name, number in lines.items():
        if name not in system:
            yield number, PackageInstalled(name, "apt")


def _reached(start: list[str], depends: dict[str, list[str]]) -> set[str]:
    """The packages that those of `start` need, and they themselves."""
    reached: set[str] = set()
    pending = list(start)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += depends.get(name, [])
    return reached


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
