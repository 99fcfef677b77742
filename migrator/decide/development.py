"""Development dependencies without which what is started would not start."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence

from migrator.decide.facts import Facts
from migrator.evidence import DevelopmentPackageLoaded, Evidence
from migrator.infer.seen import seen
from migrator.infer.start import script_of
from migrator.model import StartCommand
from migrator.plan import App, Warning
from migrator.read.manifest import Manifest
from migrator.situation import Situation

_MANAGERS = frozenset({"npm", "yarn", "pnpm"})


def needed_to_start(
    manifest: Manifest | None,
    directory: str,
    evidence: Sequence[Evidence],
    starts: Iterable[StartCommand],
) -> list[str]:
    """The packages of devDependencies that a start command is, or that its file always loads."""
    if manifest is None:
        return []
    needed: set[str] = set()
    for start in starts:
        programs = _programs(start, manifest)
        needed |= {*programs, *(f"{name}-cli" for name in programs)} & manifest.only_development
        script = script_of(start)
        if script is not None:
            entry = posixpath.normpath(posixpath.join(directory, script))
            needed |= _loaded_by({entry, f"{entry}.js"}, evidence)
    return sorted(needed)


def tell_needed(facts: Facts, situation: Situation, app: App) -> None:
    """Say of each of them where it is loaded, or else where package.json has it."""
    for name, (place, line) in _places(situation, app):
        facts.place("app.development_needed", name, place, line, name)


def development_warnings(situation: Situation, app: App) -> Iterator[Warning]:
    """One for each of them."""
    for name, (place, line) in _places(situation, app):
        message = (
            f"The start needs {name}, which package.json lists under devDependencies alone: the "
            "release has all of those. Under dependencies it would let the others be left out."
        )
        yield Warning("development-dependency", message, place, line)


def _programs(start: StartCommand, manifest: Manifest) -> set[str]:
    """What the command runs; of a package script everything that it calls."""
    scripts = [manifest.scripts[word] for word in start.argv[1:] if word in manifest.scripts]
    if start.argv[0] not in _MANAGERS or not scripts:
        return {start.argv[0]}
    return {word for script in scripts for word in script.split()}


def _loaded_by(entries: Collection[str], evidence: Sequence[Evidence]) -> set[str]:
    loaded = seen(evidence, DevelopmentPackageLoaded)
    return {found.name for found, _ in loaded if found.entry in entries}


def _places(situation: Situation, app: App) -> Iterator[tuple[str, tuple[str, int | None]]]:
    application = situation.application
    manifest = application.manifest if application is not None else None
    if manifest is None:
        return
    places = {
        found.name: (item.origin.place, item.origin.line)
        for found, item in seen(situation.evidence, DevelopmentPackageLoaded)
    }
    for name in app.development_needed:
        yield name, places.get(name, (manifest.path, manifest.line_of_package(name)))
