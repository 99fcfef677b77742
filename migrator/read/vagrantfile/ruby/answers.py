"""Answers of built-in methods: within limits, and unknown where Ruby would fail."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.charges import steps_of
from migrator.read.vagrantfile.ruby.control import Incalculable, Raised, WrongUse
from migrator.read.vagrantfile.ruby.identity import anew, current, may_not, own_items, refresh
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, shorten
from migrator.read.vagrantfile.ruby.matching import class_names
from migrator.read.vagrantfile.ruby.procs import Keywords, as_hash
from migrator.read.vagrantfile.ruby.registry import METHODS, BuiltIn, Call, Native
from migrator.read.vagrantfile.ruby.texts import concatenate, inspect
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Instance,
    Proc,
    Range,
    Receiver,
    Ruby,
    Symbol,
)
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_PYTHON_ERRORS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def answer_of(
    run: Interpreter,
    receiver: Receiver,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """What a part of the world or of Vagrant answers."""
    return guarded(
        receiver.answer, Call(run, receiver, name, plain_arguments(arguments), block, node)
    )


def run_builtin(
    run: Interpreter,
    builtin: BuiltIn,
    receiver: Ruby,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Run one of Ruby's own methods."""
    arguments = plain_arguments(arguments)
    if run.frozen and may_not(run, receiver, name):
        what = f"can't modify frozen {class_names(receiver)[0]}: {inspect(receiver)}"
        return fail(run, "FrozenError", what, node)
    if not builtin.takes_unknowns:
        for argument in arguments:
            if isinstance(argument, Unknown):
                return Unknown(argument.reason, argument.source, argument.line)
    return guarded(builtin.function, Call(run, receiver, name, arguments, block, node))


def guarded(answer: Native, call: Call) -> Ruby:
    """Run Python code that answers for Ruby, within the limits of sizes."""
    run, name, node = call.run, call.name, call.node
    _settle_strings(call)
    run.spend(steps_of(call), node)
    try:
        result = answer(call)
    except Incalculable as reason:
        return run.unknown(str(reason), node)
    except WrongUse as error:
        return fail(run, error.kind, str(error), node)
    except _PYTHON_ERRORS as error:
        return fail(run, "TypeError", f"`{name}` is used wrongly: {shorten(error)}", node)
    if isinstance(result, str) and len(result) > limits.MAX_TEXT:
        return run.unknown("the text is too long", node)
    if isinstance(result, (list, dict)) and len(result) > limits.MAX_ITEMS:
        return run.unknown("the collection is too large", node)
    if type(result) is int and result.bit_length() > limits.MAX_INTEGER_BITS:
        return run.unknown("the number is too large", node)
    return result


def _settle_strings(call: Call) -> None:
    """Let a built-in method see each string as an object of its own, and as it is by now."""
    for value in (call.receiver, *call.arguments):
        if isinstance(value, (list, Hash)):
            own_items(value)
    if call.run.changed:
        call.receiver = current(call.run, call.receiver)
        refresh(call.run, call.arguments)
        if isinstance(call.receiver, (list, Hash, Instance)):
            refresh(call.run, [call.receiver])


def plain_arguments(arguments: list[Ruby]) -> list[Ruby]:
    """The arguments with the keywords as an ordinary hash at the end."""
    if arguments and type(arguments[-1]) is Keywords:
        return [*arguments[:-1], as_hash(arguments[-1])]
    return arguments


def fail(run: Interpreter, kind: str, message: str, node: Node) -> Ruby:
    """What Ruby would raise: given to a `rescue` around, else an unknown with a doubt."""
    if run.rescuers:
        # How Ruby words it is known only where the message is Ruby's own.
        own = kind not in ("NameError", "NoMethodError", "TypeError", "LoadError")
        raise Raised(kind, message if own else run.unknown("the error's words are not known", node))
    if not run.undecided:
        run.doubt(shorten(node.text), f"Ruby would stop here: {message}", node)
    return run.unknown(message, node)


# Methods of a text that leave its known parts as they are.
_KEEPS_PARTS = frozenset("dup clone chomp strip rstrip lstrip".split())
_ARE_ITSELF = frozenset("to_s to_str freeze itself -@ +@ force_encoding encode!".split())


def call_unknown(
    run: Interpreter, receiver: Unknown, name: str, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """Call a method of a value that is not known."""
    changing = METHODS[Unknown].get(name)
    if changing is not None:
        return guarded(changing.function, Call(run, receiver, name, arguments, block, node))
    if name in _ARE_ITSELF and block is None:
        return receiver
    if name in _KEEPS_PARTS and block is None:
        return anew(receiver)
    if name == "+" and len(arguments) == 1 and isinstance(arguments[0], (str, Unknown)):
        return concatenate([receiver, arguments[0]])
    if isinstance(block, Proc):
        run.doubt(shorten(node.text), f"the block is not followed, because {receiver.reason}", node)
    return Unknown(receiver.reason, receiver.source, receiver.line)


_TYPE_NAMES = (
    (bool, "a boolean"), (str, "a string"), (int, "an integer"), (float, "a float"),
    (Symbol, "a symbol"), (list, "an array"), (dict, "a hash"), (Range, "a range"),
)  # fmt: skip


def type_name(value: Ruby) -> str:
    """What kind of value it is, for messages."""
    if value is None:
        return "nil"
    if isinstance(value, Receiver):
        return value.type_name
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), "an object")
