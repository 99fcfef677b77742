"""Which of the start commands the container runs, and which one a developer's does."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrator.knowledge.frameworks import framework_of_command
from migrator.model import StartCommand


@dataclass(frozen=True)
class Starts:
    """The release's command and the development override's; null where there is none."""

    chosen: StartCommand | None
    development: list[str] | None
    why: str | None


@dataclass(frozen=True)
class StartSources:
    """Every way the application is started, each list best first.

    `missing` are programs that a release does not have, because only development
    dependencies bring them. `fallback` are usual entry files that exist; `has_start_script`
    whether the manifest has a start script at all.
    """

    live: Sequence[StartCommand] = ()
    provisioning: Sequence[StartCommand] = ()
    scripts: Sequence[StartCommand] = ()
    process_files: Sequence[StartCommand] = ()
    fallback: str | None = None
    fallback_why: str = ""
    manager: str = "npm"
    has_start_script: bool = False
    missing: frozenset[str] = frozenset()


def decide_start(directory: str, sources: StartSources) -> Starts:
    """Choose by what runs in the VM first, then by what the project itself says."""
    mine = [start for start in _ordered(sources) if belongs(start, directory)]
    plain = [start for start in mine if start.argv[0] not in {"npm", "yarn", "pnpm"}]
    steady = [start for start in plain if not start.development] or plain
    # A script that provisioning put elsewhere may not be where the image has its sources.
    steady.sort(key=_is_elsewhere)
    development = _development(directory, sources)
    if steady:
        chosen = in_directory(steady[0], directory)
        return Starts(chosen, development, _why(chosen))
    if sources.has_start_script and not _is_front_end(sources.scripts):
        started = StartCommand((sources.manager, "start"), None, source="script:start")
        return Starts(started, development, "the start script is more than one plain command")
    if sources.fallback is not None:
        started = StartCommand(("node", sources.fallback), None, source="fallback")
        return Starts(started, development, sources.fallback_why)
    return Starts(None, development, None)


def _ordered(sources: StartSources) -> list[StartCommand]:
    script_start = [s for s in sources.scripts if s.source == "script:start"]
    script_rest = [s for s in sources.scripts if s.source != "script:start"]
    if any(start.argv[0] in sources.missing for start in script_start):
        # `ts-node src/main.ts` for developers, `node dist/main.js` for a release.
        built = [s for s in script_rest if s.argv[0] == "node" and not s.development]
        script_start = [*built, *script_start]
    provisioned = list(sources.provisioning)
    files = sources.process_files
    return [*sources.live, *provisioned, *script_start, *files, *script_rest]


def _is_elsewhere(start: StartCommand) -> bool:
    """Whether the script is a place of the guest that no file of the repository is known for."""
    return start.source != "live" and any(word.startswith("/") for word in start.argv[1:2])


def belongs(start: StartCommand, directory: str) -> bool:
    """Whether a command is this application's: its directory is, or cannot be told."""
    return start.directory in {None, directory} or _is_inside(start.directory or "", directory)


def _is_inside(inner: str, outer: str) -> bool:
    return outer == "." or inner == outer or inner.startswith(f"{outer}/")


def in_directory(start: StartCommand, directory: str) -> StartCommand:
    """The command with its script relative to the application's directory."""
    if start.directory in {None, directory}:
        return start
    prefix = posixpath.relpath(start.directory or ".", directory)
    words = list(start.argv)
    for index, word in enumerate(words):
        if index and not word.startswith(("-", "/")):
            words[index] = posixpath.normpath(posixpath.join(prefix, word))
            break
    return replace(start, argv=tuple(words), directory=directory)


def _development(directory: str, sources: StartSources) -> list[str] | None:
    for start in sources.scripts:
        if start.development and start.source.startswith("script:"):
            name = start.source.partition(":")[2]
            return [sources.manager, "start"] if name == "start" else [sources.manager, "run", name]
    return None


def _is_front_end(scripts: Sequence[StartCommand]) -> bool:
    """Whether the scripts make or serve files for a browser: `ng serve`, `webpack --watch`."""
    frameworks = (framework_of_command(start.argv[0]) for start in scripts)
    return any(each is not None and each.kind in {"frontend", "builder"} for each in frameworks)


def _why(start: StartCommand) -> str:
    if start.evidence:
        return f"{start.evidence[0].origin.where} starts it with {' '.join(start.argv)}"
    return "it is the usual entry file"
