"""Which processes the application consists of: the main one, and those beside it."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.running import running_starts
from migrator.decide.start import Starts, StartSources, belongs, decide_start, in_directory
from migrator.evidence import Evidence, ProcessStarted
from migrator.infer.running import manager_of
from migrator.infer.seen import seen
from migrator.infer.start import from_machine, from_provisioning, script_of
from migrator.knowledge.node_runners import runner_of_package
from migrator.model import StartCommand
from migrator.read.synced_folders import GuestPaths
from migrator.redact import redact
from migrator.situation import Application

_UNIT_MANAGERS = frozenset({"systemd", "upstart", "sysvinit"})
_MAIN_NAMES = ("web", "app", "server", "www", "api", "main")
_SUPERVISING = frozenset(
    {"systemd", "upstart", "sysvinit", "supervisord", "pm2", "forever", "procfile"}
)
_PROJECT_FILES = "process_files.project"
_BY_HAND = "process.node_process"
_SETTING_UP = ("install", "seed", "setup", "migrate", "upgrade", "init", "create", "populate")
_SECRET_IN_START = (
    "The command that starts it holds what looks like a secret, which must not stand in an image: "
    "let the program read it from a variable."
)
_SAFE_NAME = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True)
class Processes:
    """The main process, further ones that run beside it, and who keeps them running.

    `suggestions` are commands that might be the start when none is known, `units`
    the guest's units that run the application, `running` processes of the running machine,
    `elsewhere` those whose files are not the repository's.
    """

    starts: Starts = field(default_factory=lambda: Starts(None, None, None))
    others: Sequence[StartCommand] = ()
    manager: str | None = None
    units: frozenset[str] = frozenset()
    suggestions: Sequence[str] = ()
    why_unknown: str = "Nothing says how the application is started."
    running: Sequence[StartCommand] = ()
    elsewhere: Sequence[StartCommand] = ()


def decide_processes(
    application: Application, evidence: Sequence[Evidence], paths: Mapping[str, GuestPaths]
) -> Processes:
    """Sort the ways in which the application is started."""
    given = _given_to_managers(evidence)
    found = [
        _by_name(_with(start, given), application) for start in from_provisioning(evidence, paths)
    ]
    scripts = [start for start in found if start.source.startswith("script:")]
    rest = [start for start in found if not start.source.startswith("script:")]
    # A Procfile or ecosystem file counts as the VM's own way only where the VM uses it.
    used = any(not started.argv for started, _ in seen(evidence, ProcessStarted))
    files = [start for start in rest if start.source == _PROJECT_FILES and not used]
    provisioned = _lasting([start for start in rest if start not in files])
    provisioned.sort(key=lambda start: _main_rank(start))
    manifest = application.manifest
    sources = StartSources(
        provisioning=provisioned,
        scripts=scripts,
        process_files=files,
        fallback=application.server,
        fallback_why="nothing starts it, and it is the entry file that listens or runs by itself",
        manager=_runner(application),
        has_start_script=manifest is not None and "start" in manifest.scripts,
        missing=_missing_in_release(application),
    )
    by_files = decide_start(application.directory, sources)
    running = running_starts(application, from_machine(evidence, paths), found, by_files.chosen)
    starts = decide_start(application.directory, replace(sources, live=running.starts))
    chosen = starts.chosen
    told = chosen is None or not _holds_a_secret(chosen)
    return Processes(
        starts=starts if told else replace(starts, chosen=None, why=None),
        others=_beside(chosen, provisioned, application),
        manager=_manager(chosen, found) or manager_of(evidence),
        units=frozenset(
            started.name
            for started, _ in seen(evidence, ProcessStarted)
            if started.name and started.manager in _UNIT_MANAGERS
        ),
        suggestions=_suggestions(application),
        why_unknown=Processes.why_unknown if told else _SECRET_IN_START,
        running=running.starts,
        elsewhere=running.elsewhere,
    )


def _given_to_managers(evidence: Sequence[Evidence]) -> dict[str, str]:
    """The variables of the call that hands a process file over: its processes have them, too."""
    return {
        name: value
        for started, _ in seen(evidence, ProcessStarted)
        if not started.argv
        for name, value in started.environment.items()
        if isinstance(value, str)
    }


def _with(start: StartCommand, given: Mapping[str, str]) -> StartCommand:
    if start.source != _PROJECT_FILES or not given:
        return start
    return replace(start, environment={**given, **start.environment})


def _by_name(start: StartCommand, application: Application) -> StartCommand:
    """`node .` with the file that it runs, the package's main."""
    main = application.manifest.main if application.manifest is not None else None
    if start.argv[:2] != ("node", ".") or start.directory not in {None, application.directory}:
        return start
    file = next((name for name in application.entry_files if name in {main, f"{main}.js"}), ".")
    return replace(start, argv=("node", file, *start.argv[2:]))


def _holds_a_secret(start: StartCommand) -> bool:
    return _masked(start.argv) != start.argv


def _masked(argv: Sequence[str]) -> tuple[str, ...]:
    """The words without secrets: what starts a container stands in files that are committed."""
    text = shlex.join(argv)
    return tuple(argv) if redact(text) == text else tuple(shlex.split(redact(text)))


def _lasting(provisioned: Sequence[StartCommand]) -> list[StartCommand]:
    """Without what a script runs in the foreground before others: it ends, or they never run.

    `node install` and `node seed.js` set up; `pm2 start app.js` or the last line serves.
    """
    plain = [
        start
        for start in provisioned
        if start.manager is None and start.source == _BY_HAND and start.evidence
    ]
    last = max(plain, key=lambda start: start.evidence[0].origin.unit or 0, default=None)
    supervised = any(start.manager in _SUPERVISING for start in provisioned)
    return [
        start
        for start in provisioned
        if start not in plain or (start is last and not (supervised or _sets_up(start)))
    ]


def _sets_up(start: StartCommand) -> bool:
    """Whether the script's name says that it prepares something: `node seed.js`."""
    script = (script_of(start) or "").rpartition("/")[2].partition(".")[0].lower()
    return script.startswith(_SETTING_UP)


def _missing_in_release(application: Application) -> frozenset[str]:
    manifest = application.manifest
    if manifest is None:
        return frozenset()
    known = filter(None, map(runner_of_package, manifest.only_development))
    return frozenset(each.program for each in known if each.role == "transpiler")


def _runner(application: Application) -> str:
    return application.locks[0].manager if application.locks else "npm"


def _main_rank(start: StartCommand) -> tuple[bool, int]:
    """Supervised processes first; of several, the one that is named like the main one."""
    name = (start.name or "").lower()
    mark = next((i for i, part in enumerate(_MAIN_NAMES) if part in name), len(_MAIN_NAMES))
    return (start.development, mark if start.manager in _SUPERVISING else len(_MAIN_NAMES) + 1)


def _beside(
    chosen: StartCommand | None, provisioned: Sequence[StartCommand], application: Application
) -> list[StartCommand]:
    """Supervised processes of the same sources that run another script."""
    if chosen is None or chosen.manager not in _SUPERVISING:
        return []
    found: dict[str, StartCommand] = {}
    mine = [start for start in provisioned if _is_installed_with(start, application)]
    for start in (in_directory(start, application.directory) for start in mine):
        script = script_of(start)
        same = start.manager == chosen.manager
        if same and script is not None and script != script_of(chosen) and not start.development:
            name = _SAFE_NAME.sub("-", (start.name or script.partition(".")[0]).lower()).strip("-")
            argv = _masked(start.argv)
            found.setdefault(name, replace(start, name=name, argv=argv, directory=None))
    return [found[name] for name in sorted(found)]


def _is_installed_with(start: StartCommand, application: Application) -> bool:
    """Whether a process has the application's packages, in its folder or in a workspace's.

    Another folder with a package.json would need an installation of its own.
    """
    apart = [
        other.directory
        for other in application.others
        if posixpath.relpath(other.directory, application.directory) not in application.workspaces
    ]
    return belongs(start, application.directory) and not any(
        f"{start.directory}/".startswith(f"{folder}/") for folder in apart
    )


def _manager(chosen: StartCommand | None, found: Sequence[StartCommand]) -> str | None:
    """Who keeps the process running: of the chosen start, else of any that provisioning has."""
    if chosen is not None and chosen.manager is not None:
        return chosen.manager
    return next((start.manager for start in found if start.manager is not None), None)


def _suggestions(application: Application) -> list[str]:
    """What might start it: usual entry files that exist, and scripts that serve."""
    files = [f"node {name}" for name in application.entry_files if not name.endswith(".ts")]
    scripts = application.manifest.scripts if application.manifest is not None else {}
    return files + [f"npm run {name}" for name in scripts if name in {"serve", "server", "dev"}]
