"""What keeps the application running, or starts it: node, pm2, forever and the init systems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.detectors.arguments import Arguments, arguments, known, split
from migrator.detectors.registry import recognises
from migrator.evidence import Furniture, Observation, ProcessStarted, ServiceStarted, Unreadable
from migrator.knowledge.frameworks import is_development_command, serving_programs
from migrator.knowledge.node_runners import command_form
from migrator.read.process_files.definition import process_count
from migrator.trace import Command

_SCRIPTS = (".js", ".cjs", ".mjs", ".coffee")
_SERVING = frozenset({"start", "lift", "run", "serve", "server"})
_PM2_STARTING = frozenset(
    "start restart reload startOrRestart startOrReload startOrGracefulReload".split()
)
_LOOKING = frozenset({"-v", "-V", "--version", "-h", "--help"})
_HOUSEKEEPING = frozenset(
    "save startup kill delete stop list ls logs update unstartup install set flush stopall "
    "cleanlogs restartall".split()
)


@recognises("node", "nodejs", "iojs", "coffee", "babel-node", "ts-node", "meteor")
def node_process(command: Command) -> Iterator[Observation]:
    """Read `node server.js`, with or without `nohup` and `&`; `node -v` only looks."""
    words = known(command.argv)
    given = _given(command)
    if given.has("-v", "--version", "-e", "-p", "--eval", "-h"):
        yield Furniture("shows a version")
    elif given.operands:
        yield ProcessStarted(
            words,
            manager=_wrapper(command),
            directory=command.cwd,
            user=command.user,
            environment=dict(command.assignments),
        )


def script_process(command: Command) -> Iterator[ProcessStarted]:
    """Read a JavaScript file that is run as a program, by its first line: `bin/server.js -v`."""
    words = known(command.argv)
    if len(words) == len(command.argv) and words[0].endswith(_SCRIPTS):
        yield ProcessStarted(
            words, None, command.cwd, command.user, environment=dict(command.assignments)
        )


@recognises(*serving_programs())
def framework_program(command: Command) -> Iterator[Observation]:
    """Read `sails lift`, `next start`, `hubot -a slack`; other verbs make or build something."""
    words = known(command.argv)
    verb = words[1] if len(words) > 1 else ""
    serves = verb in _SERVING or (verb.startswith("-") and verb not in _LOOKING)
    if serves and len(words) == len(command.argv):
        yield ProcessStarted(
            words,
            _wrapper(command),
            command.cwd,
            command.user,
            environment=dict(command.assignments),
            development=is_development_command(
                " ".join([PurePosixPath(words[0]).name, *words[1:]])
            ),
        )


def _given(command: Command) -> Arguments:
    """A command line of a program that runs a JavaScript file."""
    form = command_form(PurePosixPath(str(command.argv[0])).name)
    return arguments(command, form.taking_value if form else ())


def _wrapper(command: Command) -> str | None:
    return next((name for name in ("nohup", "screen", "tmux") if name in command.wrappers), None)


@recognises("pm2", "pm2-runtime", "pm2-dev")
def pm2(command: Command) -> Iterator[Observation]:
    """Read `pm2 start app.js --name web -i 2 -- --port 80`, also of an ecosystem file."""
    given = _given(command)
    operands = given.operands
    if PurePosixPath(str(command.argv[0])).name != "pm2" and operands:
        operands = operands if operands[0] == "start" else ["start", *operands]
    if len(operands) < 2 or operands[0] not in _PM2_STARTING:
        yield Furniture("the container runs the process in the foreground, without pm2")
        return
    script = operands[1]
    configured = script.endswith((".json", ".yml", ".yaml", ".config.js", ".config.cjs"))
    yield ProcessStarted(
        # What an ecosystem file starts is read from the file itself.
        () if configured or script.startswith("ecosystem") else tuple(operands[1:]),
        "pm2",
        given.options.get("--cwd") or command.cwd,
        given.options.get("--user") or command.user,
        dict(command.assignments),
        development=given.has("--watch"),
        restart=False if given.has("--no-autorestart") else None,
        instances=process_count(given.options.get("-i") or given.options.get("--instances")),
    )


@recognises("forever")
def forever(command: Command) -> Iterator[Observation]:
    """Read `forever start -l log app.js`, `forever -w -c coffee app.coffee`."""
    given = _given(command)
    operands = given.operands
    if operands[:1] and operands[0] in _HOUSEKEEPING:
        yield Furniture("the container runs the process in the foreground, without forever")
        return
    operands = operands[1:] if operands[:1] == ["start"] else operands
    runner = given.options.get("-c") or given.options.get("--command") or "node"
    if operands:
        yield ProcessStarted(
            (*runner.split(), *operands),
            "forever",
            given.options.get("--sourceDir") or given.options.get("--workingDir") or command.cwd,
            command.user,
            dict(command.assignments),
            development=given.has("-w", "--watch"),
        )


@recognises("nodemon", "supervisor", "node-dev", "ts-node-dev", "node-supervisor")
def development_runner(command: Command) -> Iterator[Observation]:
    """Read `nodemon -L app.js`: npm's supervisor is a file watcher, not supervisord."""
    name = PurePosixPath(str(command.argv[0])).name
    given = _given(command)
    runner = (given.options.get("-x") or given.options.get("--exec") or "node").split()
    # Without a file nodemon runs the package's own main; the others only explain themselves.
    started = given.operands or (["."] if name == "nodemon" and len(runner) == 1 else [])
    if not started and len(runner) == 1:
        return
    yield ProcessStarted(
        (*runner, *started),
        "nodemon" if name == "nodemon" else "supervisor",
        command.cwd,
        command.user,
        dict(command.assignments),
        development=True,
    )


@recognises("systemctl")
def systemctl(command: Command) -> Iterator[Observation]:
    """Read `systemctl enable --now app`; what the unit runs stands in its file."""
    given = arguments(command, ("-t", "--type"))
    starting = {"start", "restart", "reload", "enable", "reload-or-restart", "try-restart"}
    if given.operands[:1] and given.operands[0] in starting:
        for unit in given.operands[1:]:
            yield ServiceStarted(unit.removesuffix(".service"))
        yield from _unknown_units(command)
    else:
        yield Furniture("housekeeping of the VM's init system")


@recognises("service", "initctl", "start", "restart", "invoke-rc.d", "rc-service", "rc-update")
def service(command: Command) -> Iterator[Observation]:
    """Read `service nginx restart`, upstart's `start app`, `initctl start app`."""
    program = PurePosixPath(str(command.argv[0])).name
    words = [word for word in known(command.argv[1:]) if not word.startswith("-")]
    verbs = {"start", "restart", "reload", "force-reload", "add"}
    if program in {"start", "restart"}:
        names = words[:1]
    elif program in {"initctl", "rc-update"}:
        names = words[1:2] if words[:1] and words[0] in verbs else []
    else:
        names = words[:1] if words[1:2] and words[1] in verbs else []
    yield from (ServiceStarted(name) for name in names)
    if not names:
        yield Furniture("housekeeping of the VM's init system")


def _unknown_units(command: Command) -> Iterator[Observation]:
    for word in command.argv[1:]:
        if not isinstance(word, str):
            yield Unreadable("service unit", str(word))


@recognises("supervisorctl", "supervisord", "stop", "status")
def supervisor_control(command: Command) -> Iterator[Observation]:
    """What supervisord runs stands in its configuration."""
    yield Furniture("supervisord's programs become containers of their own")


@recognises("screen", "tmux", "daemon", "start-stop-daemon", "daemonize")
def detached(command: Command) -> Iterator[Observation]:
    """Read `screen -dmS app node server.js` as the process that it detaches."""
    name = PurePosixPath(str(command.argv[0])).name
    given = split(command.argv[1:], ("-S", "-s", "-t", "-L", "-n", "--name"))
    words = [part for operand in given.operands for part in operand.split()]
    node = next(
        (i for i, word in enumerate(words) if word.rpartition("/")[2] in {"node", "nodejs", "npm"}),
        None,
    )
    if node is None:
        yield Furniture("terminal sessions of the VM")
    else:
        yield ProcessStarted(tuple(words[node:]), name, command.cwd, command.user)
