"""Methods of strings and symbols; substitutions are in `substitutions.py`."""

from __future__ import annotations

import re

from migrator.machine import Location
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.identity import anew, is_frozen, is_same
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.regexps import pattern
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import concatenate, inspect
from migrator.read.vagrantfile.ruby.values import (
    Regexp,
    Ruby,
    String,
    Symbol,
    located,
)
from migrator.values import Unknown

_BLANK = " \t\n\v\f\r\0"


def keep_lines(before: str, after: str, skipped_lines: int = 0) -> str:
    """`after` with the place of `before`, when their lines still correspond."""
    at = before.at if isinstance(before, String) else None
    if at is not None and skipped_lines:
        at = Location(at.source, at.line + skipped_lines)
    return located(after, at)


@method(str, names="upcase")
def upcase(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver).upper())


@method(str, names="downcase")
def downcase(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver).lower())


@method(str, name="capitalize")
def capitalize(call: Call) -> Ruby:
    return str(call.receiver).capitalize()


@method(str, name="swapcase")
def swapcase(call: Call) -> Ruby:
    return str(call.receiver).swapcase()


@method(str, name="reverse")
def reverse(call: Call) -> Ruby:
    return str(call.receiver)[::-1]


@method(str, names="length size")
def length(call: Call) -> Ruby:
    return len(call.receiver)


@method(str, name="bytesize")
def bytesize(call: Call) -> Ruby:
    return len(call.receiver.encode("utf-8", "surrogatepass"))


@method(str, name="strip")
def strip(call: Call) -> Ruby:
    text = str(call.receiver)
    stripped = text.lstrip(_BLANK[:-1])
    skipped = text[: len(text) - len(stripped)].count("\n")
    return keep_lines(call.receiver, stripped.rstrip(_BLANK), skipped)


@method(str, name="lstrip")
def lstrip(call: Call) -> Ruby:
    text = str(call.receiver)
    stripped = text.lstrip(_BLANK)
    return keep_lines(call.receiver, stripped, text[: len(text) - len(stripped)].count("\n"))


@method(str, name="rstrip")
def rstrip(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver).rstrip(_BLANK))


@method(str, name="chomp")
def chomp(call: Call) -> Ruby:
    text = str(call.receiver)
    if call.arguments and call.arguments[0] is not None:
        ending = str(call.required())
        chomped = text.removesuffix(ending) if ending else re.sub(r"(\r?\n)+\Z", "", text)
        return keep_lines(call.receiver, chomped)
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending):
            return keep_lines(call.receiver, text[: -len(ending)])
    return anew(call.receiver)


@method(str, name="chop")
def chop(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver)[:-1])


@method(str, name="delete_prefix")
def delete_prefix(call: Call) -> Ruby:
    return str(call.receiver).removeprefix(call.required())


@method(str, name="delete_suffix")
def delete_suffix(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver).removesuffix(call.required()))


@method(str, names="to_s to_str itself -@")
def unchanged(call: Call) -> Ruby:
    return call.receiver


@method(str, names="dup encode scrub unicode_normalize b")
def duplicate(call: Call) -> Ruby:
    return anew(call.receiver)


@method(str, name="+@")
def unfrozen(call: Call) -> Ruby:
    """Itself, or a copy where it is frozen."""
    return anew(call.receiver) if is_frozen(call.run, call.receiver) else call.receiver


@method(str, names="to_sym intern")
def to_sym(call: Call) -> Ruby:
    return Symbol(str(call.receiver))


@method(str, name="inspect")
def inspected(call: Call) -> Ruby:
    return inspect(call.receiver)


@method(str, name="dump")
def dump(call: Call) -> Ruby:
    return inspect(call.receiver)


@method(str, name="+", unknowns=True)
def plus(call: Call) -> Ruby:
    other = call.required()
    if not isinstance(other, (str, Unknown)):
        other = getattr(other, "text", None) if hasattr(other, "text") else other
    if not isinstance(other, (str, Unknown)):
        raise WrongUse("no implicit conversion into String")
    return concatenate([call.receiver, other])


@method(str, name="*")
def times(call: Call) -> Ruby:
    if len(call.receiver) * max(0, call.required()) > limits.MAX_TEXT:
        raise Incalculable("the text is too long")
    return str(call.receiver) * call.required()


@method(str, names="== === eql?")
def equals(call: Call) -> Ruby:
    return same(call.receiver, call.required())


@method(str, name="equal?")
def is_itself(call: Call) -> Ruby:
    return is_same(call.receiver, call.required())


@method(str, name="<=>")
def compare(call: Call) -> Ruby:
    other = call.required()
    return (call.receiver > other) - (call.receiver < other) if isinstance(other, str) else None


@method(str, names="< > <= >=")
def order(call: Call) -> Ruby:
    left, right = str(call.receiver), call.required()
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[
        call.name
    ]


@method(str, name="between?")
def between(call: Call) -> Ruby:
    return bool(call.required(0) <= str(call.receiver) <= call.required(1))


@method(str, names="casecmp casecmp?")
def casecmp(call: Call) -> Ruby:
    left, right = call.receiver.lower(), call.required().lower()
    return left == right if call.name == "casecmp?" else (left > right) - (left < right)


@method(str, name="empty?")
def is_empty(call: Call) -> Ruby:
    return not call.receiver


@method(str, names="include? member?")
def includes(call: Call) -> Ruby:
    return call.required() in call.receiver


@method(str, name="start_with?")
def starts(call: Call) -> Ruby:
    return any(_starts(str(call.receiver), each) for each in call.arguments)


def _starts(text: str, prefix: Ruby) -> bool:
    if isinstance(prefix, Regexp):
        return pattern(prefix, text).match(text) is not None
    return text.startswith(prefix)


@method(str, name="end_with?")
def ends(call: Call) -> Ruby:
    return any(call.receiver.endswith(each) for each in call.arguments)


@method(str, name="ascii_only?")
def ascii_only(call: Call) -> Ruby:
    return call.receiver.isascii()


@method(str, name="valid_encoding?")
def valid_encoding(call: Call) -> Ruby:
    return True


@method(str, name="encoding")
def encoding(call: Call) -> Ruby:
    return "UTF-8"
