"""Commands that run another command: sudo, env, nohup, timeout, xargs and the like."""

from __future__ import annotations

import re

from migrator.read.shell.commands.answers import look_up
from migrator.read.shell.commands.options import split
from migrator.read.shell.commands.shells import follow_stream, login
from migrator.read.shell.dispatch import builtin, invoke, plain, program
from migrator.read.shell.state import Shell
from migrator.read.shell.status import Call, Status
from migrator.read.shell.texts import Presumed
from migrator.values import Text, Unknown

ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.S | re.ASCII)
SUDO_VALUED = (
    "-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-r", "-t", "-T", "-U",
    "-D", "--chdir", "-R",
)  # fmt: skip
PLAIN_WRAPPERS: dict[str, tuple[str, ...]] = {
    "nohup": (),
    "time": ("-f", "-o", "--format", "--output"),
    "nice": ("-n", "--adjustment"),
    "ionice": ("-c", "-n"),
    "stdbuf": ("-i", "-o", "-e"),
    "setsid": (),
    "builtin": (),
    "eatmydata": (),
    "unbuffer": (),
    "chronic": (),
    "coproc": (),
    "noglob": (),
}
"""Wrappers that change nothing about the command, with their options that take a value."""


def onward(shell: Shell, call: Call, words: list[Text], **assigned: Text) -> Status:
    """Run the wrapped command, with the wrapper's name on its list."""
    wrapped = Call(
        tuple(words),
        call.redirects,
        {**call.assignments, **assigned},
        wrappers=(*call.wrappers, program(call.argv[0])),
    )
    return invoke(shell, wrapped)


def _leading_assignments(words: list[Text]) -> dict[str, Text]:
    """Take `NAME=value` words off the front."""
    found: dict[str, Text] = {}
    while words:
        word = words[0]
        text = word if isinstance(word, str) else (word.parts[0] or "")
        match = ASSIGNMENT.fullmatch(text)
        if match is None:
            break
        value: Text = match[2]
        if isinstance(word, Unknown):
            kept = (match[2], *word.parts[1:]) if match[2] else word.parts[1:]
            value = Unknown(word.reason, word.source, word.line, kept)
        found[match[1]] = value
        words.pop(0)
    return found


def _export(shell: Shell, assigned: dict[str, Text]) -> None:
    for name, value in assigned.items():
        shell.set(name, value)
        shell.export(name)


@builtin("sudo", "doas", records=False)
def sudo(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], SUDO_VALUED, leading=True)
    words = list(options.operands)
    child = _without_functions(shell)
    user = options.value("-u", "--user") or "root"
    keeps = options.has("-E", "--preserve-env")
    home = (
        shell.home if _keeps_home(shell, options.has("-H", "-i", "--set-home", "--login")) else None
    )
    if isinstance(user, str):
        child.become(user.removeprefix("#"), home)
    if not keeps:
        child.variables = {k: v for k, v in child.variables.items() if k not in child.exported}
        child.exported = set()
        child._environment = None
    folder = options.value("-D", "--chdir")
    if folder is not None:
        child.cwd = child.path(folder) or shell.unknown("the directory is not known")
    assigned = _leading_assignments(words)
    if options.has("-i", "--login"):
        login(child)
    _export(child, assigned)
    if words:
        return onward(child, call, words, **assigned)
    if options.has("-i", "-s", "--login", "--shell"):
        return follow_stream(child.spawn(), call, "sudo") or plain(shell, call)
    return plain(shell, call)


def _keeps_home(shell: Shell, asked: bool) -> bool:
    """Ubuntu's sudo kept HOME until 19.10, unlike everybody else's."""
    guest = shell.session.guest
    if asked or guest.id != "ubuntu" or not guest.version:
        return False
    year = guest.version.partition(".")[0]
    return year.isdecimal() and int(year) < 19


@builtin("env", records=False)
def environment(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-u", "--unset", "-C", "--chdir", "-S"), leading=True)
    words = list(options.operands)
    child = _without_functions(shell)
    if options.has("-i", "--ignore-environment"):
        for name in list(child.exported):
            child.unset(name)
    assigned = _leading_assignments(words)
    _export(child, assigned)
    return onward(child, call, words, **assigned) if words else plain(shell, call)


def _wrapper(shell: Shell, call: Call) -> Status:
    valued = PLAIN_WRAPPERS[program(call.argv[0])]
    words = split(call.argv[1:], valued, leading=True).operands
    if not words:
        return plain(shell, call)
    return onward(shell if call.argv[0] == "time" else _without_functions(shell), call, list(words))


def _without_functions(shell: Shell) -> Shell:
    """A program that is run by another program cannot be a function of the script."""
    child = shell.fork()
    child.functions = {}
    return child


for _name in PLAIN_WRAPPERS:
    builtin(_name, records=False)(_wrapper)


@builtin("screen", records=False)
def screen(shell: Shell, call: Call) -> Status:
    """`screen -dmS name command` runs the command detached."""
    options = split(
        call.argv[1:], ("-S", "-t", "-c", "-e", "-h", "-p", "-s", "-T", "-X"), leading=True
    )
    if not options.operands or options.has("-X", "-r", "-x", "-ls", "-Q"):
        return plain(shell, call)
    child = _without_functions(shell)
    child.background = True
    return onward(child, call, list(options.operands))


@builtin("tmux", records=False)
def tmux(shell: Shell, call: Call) -> Status:
    """`tmux new-session -d 'text'` runs the text detached."""
    words = list(call.argv[1:])
    if words[:1] not in (["new"], ["new-session"]):
        return plain(shell, call)
    options = split(words[1:], ("-s", "-n", "-c", "-x", "-y", "-t", "-F", "-e"), leading=True)
    if not options.operands:
        return plain(shell, call)
    child = _without_functions(shell)
    child.background = True
    if len(options.operands) == 1:
        return onward(child, call, ["sh", "-c", options.operands[0]])
    return onward(child, call, list(options.operands))


@builtin("timeout", records=False)
def timeout(shell: Shell, call: Call) -> Status:
    words = split(call.argv[1:], ("-s", "--signal", "-k", "--kill-after"), leading=True).operands
    return (
        onward(_without_functions(shell), call, list(words[1:]))
        if len(words) > 1
        else plain(shell, call)
    )


@builtin("command", records=False)
def command(shell: Shell, call: Call) -> Status:
    """`command -v name` looks a command up, `command name` runs it."""
    options = split(call.argv[1:], (), leading=True)
    if options.has("-v", "-V"):
        shell.record(call)
        return look_up(shell, [str(word) for word in options.operands])
    if not options.operands:
        return plain(shell, call)
    child = _without_functions(shell)
    name = program(options.operands[0])
    if name in ("cd", "export", "source", "."):
        return onward(shell, call, list(options.operands))
    return onward(child, call, list(options.operands))


@builtin("scl", records=False)
def software_collection(shell: Shell, call: Call) -> Status:
    """`scl enable rh-nodejs8 -- node a.js`; without the dashes the last word is a script's text."""
    words = call.argv[1:]
    if words[:1] != ("enable",) or len(words) < 3:
        return plain(shell, call)
    if "--" in words:
        command = words[words.index("--") + 1 :]
        return onward(shell, call, list(command)) if command else plain(shell, call)
    return onward(_without_functions(shell), call, ["bash", "-c", words[-1]])


@builtin("xargs", records=False)
def xargs(shell: Shell, call: Call) -> Status:
    """Run a command with the words of a known input, all at once or (`-n 1`, `-I`) one by one."""
    options = split(
        call.argv[1:],
        ("-I", "-n", "-P", "-L", "-d", "-a", "-s", "--max-args", "--delimiter", "-E"),
        leading=True,
    )
    words: list[Text] = list(options.operands) or ["echo"]
    given: list[Text] = []
    if isinstance(shell.stdin, Presumed) and not shell.stdin:
        return plain(shell, call)
    if isinstance(shell.stdin, str):
        given = list(shell.stdin.split())
    elif shell.stdin is not None:
        given = [shell.unknown("it is read from a command")]
    child = _without_functions(shell)
    child.stdin = None
    mark = options.value("-I")
    single = mark is not None or options.value("-n", "-L", "--max-args") == "1"
    status = plain(shell, call) if single and not given else None
    for item in given if single else ():
        status = onward(child, call, _placed(words, mark, item))
    return status or onward(child, call, [*words, *given])


def _placed(words: list[Text], mark: Text | None, item: Text) -> list[Text]:
    """The command's words with the mark replaced by one item."""
    if not isinstance(mark, str) or not mark:
        return [*words, item]
    if isinstance(item, str):
        return [word.replace(mark, item) if isinstance(word, str) else word for word in words]
    return [item if word == mark else word for word in words]
