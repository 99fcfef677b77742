"""Methods that change a string in place, under every name that it has."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.calls import call_method
from migrator.read.vagrantfile.ruby.control import WrongUse
from migrator.read.vagrantfile.ruby.identity import change
from migrator.read.vagrantfile.ruby.methods.string_parts import span
from migrator.read.vagrantfile.ruby.regexps import search
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import concatenate
from migrator.read.vagrantfile.ruby.values import ChangedUnknown, Ruby
from migrator.values import Unknown

_NIL_UNCHANGED = (
    "upcase! downcase! capitalize! swapcase! strip! lstrip! rstrip! chomp! chop! squeeze! tr! "
    "tr_s! delete! gsub! sub! delete_prefix! delete_suffix!"
)
_ALWAYS_ITSELF = "reverse! succ! next! encode! unicode_normalize! scrub!"
_OTHERS = "<< concat prepend insert replace clear []= slice! setbyte"


@method(str, names=_NIL_UNCHANGED, unknowns=True)
def change_or_nil(call: Call) -> Ruby:
    """Do what the method without the `!` gives; nil where there is nothing to change."""
    new = _without_mark(call)
    if isinstance(new, str) and new == call.receiver and not _replaces(call):
        return None
    return change(call.run, call.receiver, new)


def _replaces(call: Call) -> bool:
    """Whether a substitution found something, be it to put the same in its place."""
    if call.name not in ("sub!", "gsub!"):
        return False
    return search(call.required(), str(call.receiver)) is not None


@method(str, names=_ALWAYS_ITSELF, unknowns=True)
def change_always(call: Call) -> Ruby:
    return change(call.run, call.receiver, _without_mark(call))


def _without_mark(call: Call) -> Ruby:
    plain = call.name.rstrip("!")
    return call_method(call.run, call.receiver, plain, call.arguments, call.block, call.node)


@method(str, names="<< concat", unknowns=True)
def append(call: Call) -> Ruby:
    pieces = [_character(call, each) for each in call.arguments]
    return change(call.run, call.receiver, concatenate([call.receiver, *pieces]))


def _character(call: Call, piece: Ruby) -> str | Unknown:
    """A text; of a number the character that has this code, as in `text << 65`."""
    if type(piece) is int:
        is_one = 0 <= piece < 0x110000 and not 0xD800 <= piece < 0xE000
        return chr(piece) if is_one else call.unknown(f"{piece} is not a character")
    return _text(piece)


def _text(piece: Ruby) -> str | Unknown:
    if not isinstance(piece, (str, Unknown)):
        piece = getattr(piece, "text", None)
    if not isinstance(piece, (str, Unknown)):
        raise WrongUse("no implicit conversion into String")
    return piece


@method(str, name="prepend", unknowns=True)
def prepend(call: Call) -> Ruby:
    pieces = [_text(each) for each in call.arguments]
    return change(call.run, call.receiver, concatenate([*pieces, call.receiver]))


@method(str, name="insert", unknowns=True)
def insert(call: Call) -> Ruby:
    text, place, piece = str(call.receiver), call.required(), _text(call.required(1))
    if isinstance(place, Unknown):
        return change(call.run, call.receiver, _unclear(place))
    place = place + len(text) + 1 if place < 0 else place
    if not 0 <= place <= len(text):
        raise WrongUse(f"index {place} out of string", "IndexError")
    return change(call.run, call.receiver, concatenate([text[:place], piece, text[place:]]))


@method(str, name="replace", unknowns=True)
def replace(call: Call) -> Ruby:
    return change(call.run, call.receiver, _text(call.required()))


@method(str, name="clear")
def clear(call: Call) -> Ruby:
    return change(call.run, call.receiver, "")


@method(str, name="[]=", unknowns=True)
def set_part(call: Call) -> Ruby:
    text, (*keys, value) = str(call.receiver), call.arguments
    unclear = next((key for key in keys if isinstance(key, Unknown)), None)
    if unclear is not None:
        change(call.run, call.receiver, _unclear(unclear))
        return value
    place = span(text, keys)
    if place is None:
        raise WrongUse("this part is not in the string", "IndexError")
    new = concatenate([text[: place[0]], _text(value), text[place[1] :]])
    change(call.run, call.receiver, new)
    return value


@method(str, name="slice!", unknowns=True)
def take_part(call: Call) -> Ruby:
    text = str(call.receiver)
    unclear = next((key for key in call.arguments if isinstance(key, Unknown)), None)
    if unclear is not None:
        change(call.run, call.receiver, _unclear(unclear))
        return _unclear(unclear)
    place = span(text, call.arguments)
    if place is None:
        return None
    change(call.run, call.receiver, text[: place[0]] + text[place[1] :])
    return text[place[0] : place[1]]


@method(str, name="setbyte")
def set_byte(call: Call) -> Ruby:
    change(call.run, call.receiver, call.unknown("the bytes of a text are not followed"))
    return call.required(1)


@method(str, name="force_encoding")
def force_encoding(call: Call) -> Ruby:
    return call.receiver


@method(Unknown, names=f"{_NIL_UNCHANGED} {_ALWAYS_ITSELF} {_OTHERS}", unknowns=True)
def change_unclear(call: Call) -> Ruby:
    """Change a text of which parts are known; what is unknown altogether stays what it is."""
    text, name = call.receiver, call.name
    if len(text.parts) == 1 and not isinstance(text, ChangedUnknown):
        return _unclear(text)
    new: str | Unknown = _unclear(text)
    if all(isinstance(each, (str, Unknown)) for each in call.arguments):
        if name in ("<<", "concat"):
            new = concatenate([text, *call.arguments])
        elif name == "prepend":
            new = concatenate([*call.arguments, text])
        elif name == "replace":
            new = call.required()
    return change(call.run, text, "" if name == "clear" else new)


def _unclear(cause: Unknown) -> Unknown:
    return Unknown(cause.reason, cause.source, cause.line)
