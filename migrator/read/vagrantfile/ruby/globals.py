"""Global variables that Ruby itself sets."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.values import Match, Ruby
from migrator.read.vagrantfile.syntax import Node

# Set by running something, or by the host; never known to a reader.
_OF_THE_HOST = frozenset("$? $$ $@ $, $; $_ $stdin $< $>".split())


def special(run: Interpreter, node: Node) -> Ruby:
    """The value of a global that the repository did not set; nil for an unheard-of one."""
    name = node.word
    match = run.match
    if (name[1:].isdecimal() and name != "$0") or name in ("$~", "$&", "$`", "$'"):
        return _of_match(match, name) if isinstance(match, Match) else match
    if name in ("$0", "$PROGRAM_NAME"):
        return "vagrant"
    if name == "$/":
        return "\n"
    if name in ("$stdout", "$stderr", "$STDOUT"):
        return run.constant("STDOUT", node)
    if name in ("$:", "$LOAD_PATH"):
        return run.load_path
    if name == "$!":
        return run.error
    if name in _OF_THE_HOST:
        return run.unknown(f"{name} is set by the host", node)
    return None


def _of_match(match: Match, name: str) -> Ruby:
    if name == "$~":
        return match
    if name == "$&":
        return match.groups[0]
    if name in ("$`", "$'"):
        return match.before if name == "$`" else match.after
    number = int(name[1:])
    return match.groups[number] if number < len(match.groups) else None
