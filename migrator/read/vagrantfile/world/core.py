"""Ruby's own classes and exceptions: fresh ones for each reading, for they can be changed."""

from __future__ import annotations

import re

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import store
from migrator.read.vagrantfile.ruby.methods.enumerables import items
from migrator.read.vagrantfile.ruby.methods.grouping import unique
from migrator.read.vagrantfile.ruby.methods.modules import new_class
from migrator.read.vagrantfile.ruby.methods.structs import new_open_struct, new_struct
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import regexp_text
from migrator.read.vagrantfile.ruby.values import Hash, Module, Range, Regexp, Ruby, text_of

# name, and the class above it
_ERRORS = (
    ("Exception", None), ("ScriptError", "Exception"), ("LoadError", "ScriptError"),
    ("NotImplementedError", "ScriptError"), ("SystemExit", "Exception"),
    ("Interrupt", "Exception"), ("StandardError", "Exception"),
    ("RuntimeError", "StandardError"), ("ArgumentError", "StandardError"),
    ("NameError", "StandardError"), ("NoMethodError", "NameError"),
    ("TypeError", "StandardError"), ("IndexError", "StandardError"),
    ("KeyError", "IndexError"), ("StopIteration", "IndexError"), ("IOError", "StandardError"),
    ("EOFError", "IOError"), ("ZeroDivisionError", "StandardError"),
    ("SystemCallError", "StandardError"), ("LocalJumpError", "StandardError"),
    ("RangeError", "StandardError"), ("RegexpError", "StandardError"),
    ("SocketError", "StandardError"), ("SecurityError", "Exception"),
    ("SyntaxError", "ScriptError"), ("NoMatchingPatternError", "StandardError"),
    ("FrozenError", "RuntimeError"),
)  # fmt: skip


def exception_classes() -> dict[str, Ruby]:
    """The classes of exceptions, and `Errno` with those of the system."""
    found: dict[str, Module] = {}
    for name, above in _ERRORS:
        found[name] = Module(name, True, found[above] if above else None)
    found["Errno"] = Module("Errno")
    for name in ("ENOENT", "EACCES", "EEXIST", "ECONNREFUSED"):
        found["Errno"].constants[name] = Module(f"Errno::{name}", True, found["SystemCallError"])
    return dict(found)


def core_classes() -> dict[str, Ruby]:
    """Ruby's own classes, whose constructors answer in Python."""
    names = (
        "Object BasicObject Kernel Module Class String Symbol Integer Fixnum Float Numeric Array "
        "Hash Range Regexp Proc NilClass TrueClass FalseClass Comparable Enumerable Struct "
        "OpenStruct Set Method Enumerator Forwardable Singleton FileTest MatchData"
    ).split()
    classes = {name: Module(name, True) for name in names}
    for name, constructor in _CONSTRUCTORS.items():
        classes[name].own["new"] = constructor
    classes["Hash"].own["[]"] = _to_hash
    classes["Regexp"].own.update({"escape": _escape, "quote": _escape, "union": _union})
    classes["Array"].own["[]"] = lambda call: list(call.arguments)
    classes["Set"].own["[]"] = lambda call: unique(call.arguments)
    classes["Integer"].own["sqrt"] = lambda call: int(call.required() ** 0.5)
    classes["Float"].constants.update({"INFINITY": float("inf"), "NAN": float("nan")})
    return dict(classes)


def _new_array(call: Call) -> Ruby:
    size = call.argument(0, 0)
    if isinstance(size, list):
        return list(size)
    if size > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    if call.block is not None:
        return [call.run_block(place) for place in range(size)]
    return [call.argument(1)] * size


def _new_hash(call: Call) -> Ruby:
    result = Hash()
    result.default = call.block if call.block is not None else call.argument(0)
    return result


def _to_hash(call: Call) -> Ruby:
    first = call.argument(0)
    if len(call.arguments) == 1:
        pairs = items(first)
    else:
        pairs = [call.arguments[place : place + 2] for place in range(0, len(call.arguments), 2)]
    result = Hash()
    for pair in pairs:
        store(result, pair[0], pair[1])
    return result


def _escape(call: Call) -> Ruby:
    return re.escape(call.required()).replace("\\/", "/")


def _union(call: Call) -> Ruby:
    wanted = call.arguments[0] if isinstance(call.argument(0), list) else call.arguments
    return Regexp(
        "|".join(
            regexp_text(each) if isinstance(each, Regexp) else re.escape(text_of(each))
            for each in wanted
        )
    )


_CONSTRUCTORS: dict[str, Ruby] = {
    "Array": _new_array,
    "Hash": _new_hash,
    "String": lambda call: str(call.argument(0, "") or ""),
    "Regexp": lambda call: (
        call.required()
        if isinstance(call.required(), Regexp)
        else Regexp(call.required(), "i" if call.argument(1) else "")
    ),
    "Range": lambda call: Range(call.required(0), call.required(1), bool(call.argument(2))),
    "Set": lambda call: unique(items(call.argument(0, []) or [])),
    "Struct": new_struct,
    "OpenStruct": new_open_struct,
    "Proc": lambda call: call.block,
    "Class": new_class,
    "Module": new_class,
    "Object": lambda call: Hash(),
}
