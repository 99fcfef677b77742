"""A trace as text that people review: one line for what each command does.

Only what differs from a plain root shell in /root is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from migrator.trace import Command, GuestFile, Remote, Trace, Unit
from migrator.values import Text

MAX_SHOWN = 300


def spoken(trace: Trace) -> str:
    """The units in order, each with its commands, then files, links and the rest."""
    lines = [line for index, unit in enumerate(trace.units) for line in _unit(trace, index, unit)]
    lines += [_file(file) for file in trace.files]
    lines += [f"link {path} -> {target}" for path, target in sorted(trace.links.items())]
    lines += [f"exported {name}={_word(value)}" for name, value in trace.exported.items()]
    lines += [f"unreadable {source}:{line}: {why}" for source, line, why in trace.unreadable]
    return "".join(f"{line}\n" for line in lines)


def _unit(trace: Trace, index: int, unit: Unit) -> Iterator[str]:
    place = f"{unit.source}:{unit.line}".removeprefix("script.sh:")
    place += f"-{unit.end_line}" if unit.end_line != unit.line else ""
    if unit.skipped is not None:
        yield f"{place}: skipped, {unit.skipped}"
        return
    commands = [command for command in trace.commands if command.unit == index]
    if not commands:
        yield f"{place}: nothing"
    for command in commands:
        yield f"{place}: {_command(command)}"


def _command(command: Command) -> str:
    words = [f"{name}={_word(value)}" for name, value in command.assignments.items()]
    words += [_word(word) for word in command.argv]
    words += [f"{one.operator}{_word(one.target)}" for one in command.redirects]
    if isinstance(command.stdin, Remote):
        words.append(f"<<< download {command.stdin.url}")
    elif command.stdin not in (None, ""):
        words.append(f"<<< {str(command.stdin)!r}")
    notes = []
    if (command.user, command.home) != ("root", "/root"):
        notes.append(f"as {command.user} at {command.home}")
    if command.cwd != "/root":
        notes.append(f"in {command.cwd}")
    if command.wrappers:
        notes.append(f"by {' '.join(command.wrappers)}")
    if command.background:
        notes.append("in the background")
    if command.runs is not None:
        notes.append(f"runs {command.runs.url}")
    if command.follows is not None:
        notes.append(f"follows {command.follows}")
    notes += [f"assumed {assumed}" for assumed in command.assumed]
    return " ".join(words) + (f"  [{'; '.join(notes)}]" if notes else "")


def _word(word: Text) -> str:
    text = str(word)
    plain = text and not any(sign in text for sign in " \t\n'\"|&;<>()$")
    return text if plain else repr(text)


def _file(file: GuestFile) -> str:
    content = file.content
    if isinstance(content, Remote):
        shown = f"download {content.url}"
    else:
        shown = repr(str(content)[:MAX_SHOWN])
    return f"file {file.path}{' added' if file.added else ''}: {shown}"
