"""What runs in the machine, seen beside what the files say how the application is started."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrator.infer.start import script_of
from migrator.model import StartCommand
from migrator.situation import Application


@dataclass(frozen=True)
class RunningStarts:
    """The running processes that are the application's, and those of other sources.

    One that files start too carries what they say about it: its name, who keeps it
    running, its environment, and their evidence after the machine's own.
    """

    starts: tuple[StartCommand, ...] = ()
    elsewhere: tuple[StartCommand, ...] = ()


def running_starts(
    application: Application,
    live: Sequence[StartCommand],
    declared: Sequence[StartCommand],
    main: StartCommand | None,
) -> RunningStarts:
    """Sort the live processes. `main` is what the files alone would start."""
    known = {script_key(script_of(start), application) for start in (*declared, *_of(main))}
    known |= {script_key(path, application) for path in application.entry_files}
    starts, elsewhere = [], []
    for start in (_rebased(each, application.directory) for each in live):
        script = script_of(start)
        is_outside = script is not None and script.startswith("/")
        is_known = start.directory is not None or script_key(script, application) in known
        if is_outside or not is_known:
            elsewhere.append(start)
        elif "node_modules" not in (script or "").split("/"):
            starts.append(_confirmed(start, [*_of(main), *declared], application))
    wanted = script_key(script_of(main), application) if main is not None else None
    starts.sort(key=lambda start: script_key(script_of(start), application) != wanted)
    return RunningStarts(tuple(starts), tuple(elsewhere))


def script_key(script: str | None, application: Application) -> str | None:
    """A script's name for comparing: `./server.js`, `server` and `server.js` are one."""
    if script is None:
        return None
    path = posixpath.normpath(script)
    if path == ".":
        path = (application.manifest.main if application.manifest else None) or "index"
    return posixpath.normpath(path).removesuffix(".js")


def _of(start: StartCommand | None) -> list[StartCommand]:
    return [] if start is None else [start]


def _rebased(start: StartCommand, directory: str) -> StartCommand:
    """The command relative to the application's directory, when its script lies below that."""
    script = script_of(start)
    if start.directory in {None, directory} or script is None or script.startswith("/"):
        return start
    path = posixpath.normpath(posixpath.join(start.directory or ".", script))
    if directory != "." and not path.startswith(f"{directory}/"):
        return start
    moved = posixpath.relpath(path, directory)
    words = tuple(moved if word == script else word for word in start.argv)
    return replace(start, argv=words, directory=directory)


def _confirmed(
    start: StartCommand, declared: Sequence[StartCommand], application: Application
) -> StartCommand:
    """The running process with what the files say about the same script."""
    script = script_key(script_of(start), application)
    same = [each for each in declared if script_key(script_of(each), application) == script]
    same.sort(key=lambda each: each.development)
    if script is None or not same:
        return start
    told = same[0]
    # pm2 shows the script alone as the command of a process, without its arguments.
    hides_arguments = told.manager == "pm2" and len(start.argv) == 2
    return replace(
        told,
        argv=told.argv if hides_arguments else start.argv,
        evidence=(*start.evidence, *told.evidence),
        directory=start.directory if start.directory is not None else application.directory,
        development=False,
        source="live",
    )
