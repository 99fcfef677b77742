"""Commands that run text as a script: bash, su, eval, source."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin, invoke, plain, program
from migrator.read.shell.profile import load_profile
from migrator.read.shell.running import (
    execute_text,
    follow_downloaded,
    follow_file,
    follow_text,
    in_process,
)
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, TRUE, Call, Exit, Status
from migrator.read.shell.texts import separated
from migrator.trace import Remote
from migrator.values import Text

SHELL_OPTIONS = ("-c", "-o", "+o", "-O", "+O", "--rcfile", "--init-file")


def follow_stream(shell: Shell, call: Call, name: str) -> Status | None:
    """Run what stands on standard input as a script; None when nothing does."""
    content = shell.stdin
    if content is None or content == "":
        return None
    return _follow(shell, call, content, name)


def _follow(shell: Shell, call: Call, content: Text | Remote, name: str) -> Status:
    """Run a script's text in a shell that is its own process."""
    remote = follow_downloaded(shell, call, content)
    if remote is not None or isinstance(content, Remote):
        return remote or DONE
    if not isinstance(content, str) and not any(content.parts):
        shell.record(call)
        shell.cannot_follow("the text of the script is not known")
        shell.write(shell.unknown("a script that is not known writes it"))
        return DONE
    before = len(shell.session.commands)
    shell.wrappers = (*shell.wrappers, *call.wrappers, name)
    if content is shell.stdin:
        shell.stdin = None
    status = follow_text(shell, content)
    if len(shell.session.commands) == before:
        shell.record(call)
    return status


@builtin("bash", "sh", "dash", "zsh", "ash", "ksh", records=False)
def run_shell(shell: Shell, call: Call) -> Status:
    """`bash -c text`, `bash file`, `bash -s`, or a script on standard input."""
    name = program(call.argv[0])
    options = split(call.argv[1:], SHELL_OPTIONS, leading=True)
    child = shell.spawn()
    if options.has("-l", "--login", "-i"):
        load_profile(child)
    child.errexit = options.has("-e")
    script = options.value("-c")
    if script is not None:
        child.name = options.operands[0] if options.operands else name
        child.arguments = tuple(options.operands[1:])
        return _follow(child, call, script, name)
    operands = options.operands[options.operands[:1] == ["-"] :]
    child.arguments = tuple(operands)
    if operands and not options.has("-s"):
        return _script_file(child, call, operands)
    return follow_stream(child, call, name) or plain(shell, call)


def _script_file(shell: Shell, call: Call, operands: Sequence[Text]) -> Status:
    path = shell.path(operands[0])
    if path is None:
        shell.cannot_follow(f"which script `{operands[0]}` is, is not known")
        return plain(shell, call)
    return in_process(shell, call, path, operands[1:], operands[0])


@builtin("source", ".", records=False)
def source(shell: Shell, call: Call) -> Status:
    """Run a file in this shell."""
    words = [word for word in call.argv[1:] if word != "--"]
    path = shell.path(words[0]) if words else None
    if path is None:
        shell.record(call)
        if words:
            shell.cannot_follow(f"which file `{words[0]}` is, is not known")
        return DONE
    return follow_file(shell, call, path, words[1:] or None)


@builtin("eval", records=False)
def evaluate(shell: Shell, call: Call) -> Status:
    """Run the words as text in this shell."""
    script = separated(" ", call.argv[1:])
    if not isinstance(script, str) and not any(script.parts):
        remote = follow_downloaded(shell, call, script)
        if remote is None:
            shell.record(call)
            shell.cannot_follow("the text given to `eval` is not known")
        return remote or DONE
    before = len(shell.session.commands)
    with shell.session.deeper() as allowed:
        status = execute_text(shell, script) if allowed else DONE
    if len(shell.session.commands) == before:
        shell.record(call)
    return status


@builtin("su", "runuser", records=False)
def switch_user(shell: Shell, call: Call) -> Status:
    """`su - user -c text`, `su user <<EOF`, `runuser -u user command`."""
    name = program(call.argv[0])
    valued = (
        "-c",
        "--command",
        "-s",
        "--shell",
        "-g",
        "-G",
        *(("-u",) if name == "runuser" else ()),
    )
    words = ["-l" if word == "-" else word for word in call.argv[1:]]
    options = split(words, (*valued, "--user"), leading=name == "runuser" and "-u" in words)
    user = options.value("-u", "--user")
    operands = list(options.operands)
    if user is None:
        user = operands.pop(0) if operands else "root"
    child = shell.spawn()
    if isinstance(user, str):
        child.become(user, None)
    if options.has("-l", "--login"):
        login(child)
    script = options.value("-c", "--command")
    if script is None and operands[:1] == ["-c"] and len(operands) > 1:
        script = operands[1]
    if script is not None:
        return _follow(child, call, script, name)
    if operands and name == "runuser":
        child.wrappers = (*child.wrappers, name)
        return invoke(child, Call(tuple(operands), call.redirects, call.assignments))
    if operands and (path := child.path(operands[0])):
        return in_process(child, call, path, operands[1:], operands[0])
    return follow_stream(child, call, name) or plain(shell, call)


def login(shell: Shell) -> None:
    """Begin as a login shell does: at home, with what the profile exports."""
    shell.cwd = shell.home
    shell.variables = {}
    shell.exported = set()
    shell.export("HOME")
    load_profile(shell)


@builtin("exec", records=False)
def replace_shell(shell: Shell, call: Call) -> Status:
    """`exec command` ends the shell with the command; without one it redirects for good."""
    options = split(call.argv[1:], ("-a",), leading=True)
    if not options.operands:
        shell.record(call)
        return TRUE
    words = (*shell.wrappers, *call.wrappers, "exec")
    child = shell.fork()
    child.wrappers = words
    status = invoke(child, Call(tuple(options.operands), call.redirects, call.assignments))
    raise Exit(f"`exec {options.operands[0]}` on line {shell.line} comes before", status)
