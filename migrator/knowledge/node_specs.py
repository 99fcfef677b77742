"""From the way people write Node versions (`8.x`, `lts/carbon`, `>=4 <7`) to a release."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from migrator.knowledge import node_releases as releases
from migrator.knowledge.node_ranges import Accepts, acceptance

Kind = Literal["exact", "line", "range", "open", "symbolic"]

# A longer text is not a version, and the range reader's expressions are not made for one.
MAX_LENGTH = 100
# `n stable` was the newest even minor number until n 3.0.0 made it an alias of lts.
N_STABLE_IS_LTS = date(2019, 3, 29)

_PREFIX = re.compile(r"^(?:node(?:js)?[-@/ ]|iojs[-@]|latest-(?=v\d)|=)?\s*v?(?=[\d*x^~<>=])", re.I)
# A number of a version starts with no zero (semver.org, item 2).
_NUMBER = r"(?:0|[1-9]\d{0,2})"
_LEADING_ZERO = re.compile(r"(?<!\d)0\d")
_FULL = rf"({_NUMBER}\.{_NUMBER}\.{_NUMBER})"
_EXACT = re.compile(_FULL)
_PACKAGED = re.compile(rf"(?:\d:)?{_FULL}(?:[~+]dfsg|-\d+(?:nodesource|chl|ubuntu|\.el|deb)|-r\d)")
_LINE = re.compile(rf"({_NUMBER})(?:\.({_NUMBER}))?(?:\.[x*]){{0,2}}")
_CODENAME = re.compile(r"(?:lts/|lts-|--lts=)?([a-z]+)")
_NEWEST = frozenset({"latest", "current", "node", "newest"})
_LTS = frozenset({"lts", "lts/*", "--lts", "lts/latest", "lts_latest", "lts-latest"})


@dataclass(frozen=True)
class Resolution:
    """The exact release that a text names, and how sure that is.

    `kind`: "exact" names one release; "line" and "range" have an upper bound and mean
    the last release within it; "open" is a range without an upper bound and
    "symbolic" a moving name such as `lts`, both read as of the day `on`.
    """

    spec: str
    version: str
    kind: Kind
    why: str
    on: date | None = None


def resolve(
    spec: str,
    *,
    on: date | None = None,
    versions: Iterable[str] | None = None,
    tool: str | None = None,
) -> Resolution | None:
    """The release that `spec` names, None when it names none that ever existed.

    `on` is the day that moving names and open ranges are read for; without one it is
    the day the table was made. An open range means the newest long-term support release
    inside it, or the newest release where none fits. `versions` narrows the choice, for
    example to those that are installed. `tool` is who reads the text (`n`, `nvm`, …):
    `stable` meant different things to them.
    """
    if len(spec) > MAX_LENGTH:
        return None
    allowed = None if versions is None else _ascending(versions)
    return _resolve(spec, on or releases.as_of(), allowed, tool)


def _ascending(versions: Iterable[str]) -> tuple[str, ...]:
    """Sort full version numbers, leaving out whatever is not one."""
    full = {version for version in versions if _EXACT.fullmatch(version)}
    return tuple(sorted(full, key=releases.key_of))


@functools.lru_cache(maxsize=256)
def _resolve(
    spec: str, on: date, allowed: tuple[str, ...] | None, tool: str | None
) -> Resolution | None:
    text = spec.strip().strip("'\"").strip().lower()
    bare = _PREFIX.sub("", text)
    among = releases.versions() if allowed is None else allowed
    version, kind, why = (
        _exact(bare, among, anything=allowed is None)
        or _symbolic(text, on, among, tool)
        or _line(bare, among)
        or _range(bare, on, among)
        or (None, "exact", "")
    )
    if version is None:
        return None
    dated = kind in {"open", "symbolic"}
    return Resolution(spec, version, kind, why, on if dated else None)


_Found = tuple[str | None, Kind, str]


def _exact(text: str, among: tuple[str, ...], *, anything: bool) -> _Found | None:
    """Read one full version, bare or with a distribution's package suffix.

    A release of a living line that is newer than the table is taken at its word.
    """
    match = _EXACT.fullmatch(text) or _PACKAGED.match(text)
    if match is None:
        return None
    version = match[1]
    if version in among or (anything and _after_the_table(version)):
        return version, "exact", f"names {version}"
    return None, "exact", ""


def _after_the_table(version: str) -> bool:
    newest = releases.newest_of(releases.line_name(version))
    line = releases.line_of(version)
    if newest is None or line is None or line.end <= releases.as_of():
        return False
    return releases.key_of(version) > releases.key_of(newest)


def _symbolic(text: str, on: date, among: tuple[str, ...], tool: str | None) -> _Found | None:
    """Read a moving name; None when the text is not one."""
    if text in _NEWEST:
        return _newest(among, on), "symbolic", f"the newest release on {on}"
    if text == "stable":
        return _stable(on, among, tool)
    if text in _LTS:
        return _newest_lts(among, on), "symbolic", f"the newest LTS release on {on}"
    if text in {"iojs", "io.js"}:
        iojs = tuple(version for version in among if releases.is_iojs(version))
        return _last(iojs), "symbolic", "the last release of io.js"
    if match := re.fullmatch(r"lts/-(\d)", text):
        return _earlier_lts(int(match[1]), on, among)
    if match := _CODENAME.fullmatch(text):
        return _codename(match[1], among)
    return None


def _stable(on: date, among: tuple[str, ...], tool: str | None) -> _Found:
    """`stable`: to `n` LTS or the newest even minor, by its age; else the newest release."""
    if tool == "n" and on >= N_STABLE_IS_LTS:
        return _newest_lts(among, on), "symbolic", f"n's stable, the newest LTS release on {on}"
    stable = [version for version in among if _is_stable(version)]
    if tool == "n":
        stable = [version for version in stable if releases.key_of(version)[1] % 2 == 0]
    return _newest(stable, on), "symbolic", f"the newest stable release on {on}"


def _codename(name: str, among: tuple[str, ...]) -> _Found | None:
    for line in releases.lines():
        if line.codename is not None and line.codename.lower() == name:
            return (
                _last(_of_line(line.name, among)),
                "line",
                f"the last release of Node {line.name}, {line.codename}",
            )
    return None


def _earlier_lts(steps: int, on: date, among: tuple[str, ...]) -> _Found:
    names = [line.name for line in releases.lines() if line.lts is not None and line.lts <= on]
    if not 0 < steps < len(names):
        return None, "symbolic", ""
    name = names[-1 - steps]
    version = _newest(_of_line(name, among), on)
    return version, "symbolic", f"LTS line {name}, {steps} before the newest on {on}"


def _line(text: str, among: tuple[str, ...]) -> _Found | None:
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    start = ".".join(number for number in match.groups() if number is not None) + "."
    fitting = tuple(version for version in among if version.startswith(start))
    return _last(fitting), "line", f"the last release of {text}"


def _range(text: str, on: date, among: tuple[str, ...]) -> _Found | None:
    """Read an npm range; one that the newest release of all satisfies has no upper bound."""
    accepts = None if _LEADING_ZERO.search(text) else acceptance(text)
    if accepts is None:
        return None
    newest = next((version for version in reversed(among) if accepts(version)), None)
    if newest is not None and newest == among[-1]:
        return _open_choice(accepts, on, among, text or "any version")
    return newest, "range", f"the last release that satisfies {text}"


def _open_choice(accepts: Accepts, on: date, among: tuple[str, ...], what: str) -> _Found:
    lts = _newest_lts(among, on, accepts)
    if lts is not None:
        return lts, "open", f"{what} allows the newest LTS release on {on}"
    stable = tuple(version for version in among if _is_stable(version) and accepts(version))
    return _newest(stable, on), "open", f"{what} allows the newest release on {on}"


def _of_line(name: str, among: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(version for version in among if releases.line_name(version) == name)


def _last(among: tuple[str, ...]) -> str | None:
    return among[-1] if among else None


def _newest(among: Iterable[str], on: date) -> str | None:
    """The highest version that was released by a day; io.js only where nothing else fits."""
    released = [version for version in among if _date_of(version) <= on]
    node = [version for version in released if not releases.is_iojs(version)]
    return max(node or released, key=releases.key_of, default=None)


def _newest_lts(
    among: tuple[str, ...], on: date, accepts: Accepts = lambda version: True
) -> str | None:
    for line in reversed(releases.lines()):
        if line.lts is None or line.lts > on:
            continue
        fitting = (version for version in _of_line(line.name, among) if accepts(version))
        if newest := _newest(fitting, on):
            return newest
    return None


def _date_of(version: str) -> date:
    found = releases.release(version)
    return date.max if found is None else found.date


def _is_stable(version: str) -> bool:
    """Before Node 4 an even minor number was what made a release a stable one."""
    return releases.key_of(version)[1] % 2 == 0 or not version.startswith("0.")
