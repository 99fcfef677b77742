"""Methods of strings and symbols; substitutions are in `substitutions.py`."""

from __future__ import annotations

import re

from migrator.machine import Location
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.matching import same
from migrator.read.vagrantfile.ruby.regexps import pattern, search
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import concatenate, inspect, text_or_unknown
from migrator.read.vagrantfile.ruby.values import (
    Located,
    Match,
    Range,
    Regexp,
    Ruby,
    Symbol,
    located,
    text_of,
)
from migrator.values import Unknown

_BLANK = " \t\n\v\f\r\0"


def keep_lines(before: str, after: str, skipped_lines: int = 0) -> str:
    """`after` with the place of `before`, when their lines still correspond."""
    if not isinstance(before, Located) or isinstance(after, Located):
        return after
    at = before.at
    if skipped_lines:
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
    if call.arguments:
        return keep_lines(call.receiver, text.removesuffix(str(call.required())))
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending):
            return keep_lines(call.receiver, text[: -len(ending)])
    return call.receiver


@method(str, name="chop")
def chop(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver)[:-1])


@method(str, name="delete_prefix")
def delete_prefix(call: Call) -> Ruby:
    return str(call.receiver).removeprefix(call.required())


@method(str, name="delete_suffix")
def delete_suffix(call: Call) -> Ruby:
    return keep_lines(call.receiver, str(call.receiver).removesuffix(call.required()))


@method(
    str,
    names="to_s to_str itself freeze dup clone +@ -@ encode force_encoding scrub "
    "unicode_normalize b",
)
def unchanged(call: Call) -> Ruby:
    return call.receiver


@method(str, names="to_sym intern")
def to_sym(call: Call) -> Ruby:
    return Symbol(str(call.receiver))


@method(str, name="to_i")
def to_i(call: Call) -> Ruby:
    base = call.argument(0, 10)
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    found = re.match(rf"\s*([+-]?[{digits}][{digits}_]*)", str(call.receiver), re.IGNORECASE)
    if found is None:
        return 0
    if len(found[1]) > limits.MAX_INTEGER_BITS // 4:
        raise Incalculable("the number is too long")
    return int(re.sub(r"_+", "_", found[1].rstrip("_")), base)


@method(str, name="to_f")
def to_f(call: Call) -> Ruby:
    found = re.match(r"\s*[+-]?\d[\d_]*(\.\d+)?([eE][+-]?\d+)?", str(call.receiver))
    return float(found[0].replace("_", "")) if found else 0.0


@method(str, names="hex oct")
def other_base(call: Call) -> Ruby:
    base = 16 if call.name == "hex" else 8
    text = str(call.receiver).strip().lower().removeprefix("0x")
    found = re.match(r"[+-]?[0-9a-f]+" if base == 16 else r"[+-]?[0-7]+", text[:1000])
    return int(found[0], base) if found else 0


@method(str, name="ord")
def ordinal(call: Call) -> Ruby:
    return ord(call.receiver[0])


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


@method(str, names="== === eql? equal?")
def equals(call: Call) -> Ruby:
    return same(call.receiver, call.required())


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


@method(str, names="[] slice")
def element(call: Call) -> Ruby:
    text, key = str(call.receiver), call.required()
    if isinstance(key, str):
        return key if key in text else None
    if isinstance(key, Regexp):
        match = search(key, text)
        return _group(match, call.argument(1, 0)) if match is not None else None
    if isinstance(key, Range):
        start, stop = bounds(key, len(text))
        return text[start:stop] if 0 <= start <= len(text) else None
    start = key + len(text) if key < 0 else key
    if not 0 <= start <= len(text):
        return None
    if len(call.arguments) > 1:
        return text[start : start + call.arguments[1]] if call.arguments[1] >= 0 else None
    return text[start] if start < len(text) else None


def bounds(key: Range, size: int) -> tuple[int, int]:
    """A range of positions as Python's slice bounds."""
    start = 0 if key.first is None else key.first
    stop = size if key.last is None else key.last + (0 if key.exclusive else 1)
    if key.last is not None and key.last < 0:
        stop += size
    return (start + size if start < 0 else start), max(0, stop)


def _group(match: Match, which: Ruby) -> Ruby:
    if isinstance(which, (str, Symbol)):
        return match.named.get(text_of(which))
    return match.groups[which] if which < len(match.groups) else None


@method(str, name="[]=")
def set_element(call: Call) -> Ruby:
    text, key, value = str(call.receiver), call.arguments[0], call.arguments[-1]
    if isinstance(key, str):
        return text.replace(key, value, 1)
    if isinstance(key, Regexp):
        return pattern(key, text).sub(lambda _: value, text, count=1)
    if isinstance(key, Range):
        start, stop = bounds(key, len(text))
    else:
        start = key + len(text) if key < 0 else key
        stop = start + (call.arguments[1] if len(call.arguments) > 2 else 1)
    return text[:start] + value + text[stop:]


@method(str, names="index rindex")
def index(call: Call) -> Ruby:
    text, key = str(call.receiver), call.required()
    if isinstance(key, Regexp):
        found = search(key, text, call.argument(1, 0))
        return found.start if found is not None else None
    position = text.find(key, call.argument(1, 0)) if call.name == "index" else text.rfind(key)
    return position if position >= 0 else None


@method(str, name="split")
def split(call: Call) -> Ruby:
    text, separator, limit = str(call.receiver), call.argument(0), call.argument(1, 0)
    if separator is None or separator == " ":
        pieces = text.split(None, limit - 1) if limit > 0 else text.split()
        return list(pieces)
    if isinstance(separator, Regexp):
        pieces = pattern(separator, text).split(text, maxsplit=max(0, limit - 1))
        if separator.source == "":
            pieces = list(text)
    elif separator == "":
        pieces = list(text)
    else:
        pieces = text.split(separator, limit - 1) if limit > 0 else text.split(separator)
    result = ["" if piece is None else piece for piece in pieces]
    while limit == 0 and result and not result[-1]:
        result.pop()
    return result


@method(str, names="lines each_line")
def lines(call: Call) -> Ruby:
    found = re.findall(r"[^\n]*\n|[^\n]+", str(call.receiver))
    if call.options().get(Symbol("chomp")):
        found = [line.rstrip("\n") for line in found]
    if call.block is None:
        return found
    for line in found:
        call.run_block(line)
    return call.receiver


@method(str, names="chars each_char")
def chars(call: Call) -> Ruby:
    if len(call.receiver) > limits.MAX_ITEMS:
        raise Incalculable("the text is too long")
    found = list(call.receiver)
    if call.block is not None:
        for character in found:
            call.run_block(character)
    return found


@method(str, name="bytes")
def byte_values(call: Call) -> Ruby:
    return list(call.receiver[: limits.MAX_ITEMS].encode("utf-8", "replace"))


@method(str, names="partition rpartition")
def partition(call: Call) -> Ruby:
    text, separator = str(call.receiver), call.required()
    if isinstance(separator, Regexp):
        match = search(separator, text)
        return [text, "", ""] if match is None else [match.before, match.groups[0], match.after]
    return list(
        text.partition(separator) if call.name == "partition" else text.rpartition(separator)
    )


@method(str, names="ljust rjust center")
def justify(call: Call) -> Ruby:
    width, filling = call.required(), call.argument(1, " ")
    if width > limits.MAX_TEXT or not filling:
        raise Incalculable("the text is too long")
    text = str(call.receiver)
    missing = max(0, width - len(text))
    left = {"ljust": 0, "rjust": missing, "center": missing // 2}[call.name]
    return _filled(filling, left) + text + _filled(filling, missing - left)


def _filled(filling: str, width: int) -> str:
    return (filling * (width // len(filling) + 1))[:width]


@method(str, name="insert")
def insert(call: Call) -> Ruby:
    text, position, piece = str(call.receiver), call.arguments[0], call.arguments[1]
    position = position + len(text) + 1 if position < 0 else position
    return text[:position] + piece + text[position:]


@method(str, name="prepend", unknowns=True)
def prepend(call: Call) -> Ruby:
    return concatenate([*call.arguments, call.receiver])


@method(str, name="replace")
def replace(call: Call) -> Ruby:
    return call.required()


@method(str, name="clear")
def clear(call: Call) -> Ruby:
    return ""


@method(str, names="succ next")
def succ(call: Call) -> Ruby:
    return successor(str(call.receiver))


def successor(text: str) -> str:
    """The string after `text`: "a9" to "b0", "az" to "ba"."""
    if not re.search(r"[a-zA-Z0-9]", text):
        raise Incalculable("the next text is not known")
    letters = list(text)
    position = len(letters) - 1
    last_changed = position
    while position >= 0:
        letter = letters[position]
        if not (letter.isalnum() and letter.isascii()):
            position -= 1
            continue
        last_changed = position
        if letter not in "zZ9":
            letters[position] = chr(ord(letter) + 1)
            return "".join(letters)
        letters[position] = {"z": "a", "Z": "A", "9": "0"}[letter]
        position -= 1
    first = letters[last_changed]
    letters.insert(last_changed, "1" if first == "0" else first)
    return "".join(letters)


@method(str, name="upto")
def upto(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.methods.ranges import items

    for value in items(Range(str(call.receiver), call.required())):
        call.run_block(value)
    return call.receiver


@method(str, names="sum hash object_id crypt unpack unpack1 codepoints")
def not_followed(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` of a text is not followed")


# --- symbols ----------------------------------------------------------------------------------


@method(Symbol, names="to_s name id2name")
def symbol_text(call: Call) -> Ruby:
    return call.receiver.name


@method(Symbol, names="to_sym freeze dup itself")
def symbol_itself(call: Call) -> Ruby:
    return call.receiver


@method(Symbol, name="to_proc")
def symbol_proc(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method
    from migrator.read.vagrantfile.ruby.values import NativeProc

    run, node, name = call.run, call.node, call.receiver.name
    return NativeProc(lambda given: call_method(run, given[0], name, given[1:], None, node))


@method(Symbol, names="upcase downcase capitalize succ")
def symbol_case(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method

    return Symbol(call_method(call.run, call.receiver.name, call.name, [], None, call.node))


@method(Symbol, names="length size [] start_with? end_with? empty? =~ match match?")
def symbol_as_text(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.calls import call_method

    return call_method(call.run, call.receiver.name, call.name, call.arguments, None, call.node)


@method(Symbol, name="<=>")
def symbol_order(call: Call) -> Ruby:
    left, right = call.receiver.name, text_of(call.required())
    return (left > right) - (left < right)


@method(type(None), name="to_s")
def nil_text(call: Call) -> Ruby:
    return text_or_unknown(call.run, call.receiver, call.node)
