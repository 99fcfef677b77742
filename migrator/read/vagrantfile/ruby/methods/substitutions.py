"""Methods of strings that search and replace, and those of matches."""

from __future__ import annotations

import re
from collections.abc import Callable

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.methods.strings import keep_lines
from migrator.read.vagrantfile.ruby.regexps import as_match, expand, pattern, replace, search
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.texts import regexp_text
from migrator.read.vagrantfile.ruby.values import Hash, Match, Regexp, Ruby, Symbol, text_of
from migrator.values import Unknown


@method(str, names="gsub sub")
def substitute(call: Call) -> Ruby:
    """Replace matches by a template, by a hash's values, or by what a block gives."""
    text, wanted = str(call.receiver), call.required()
    if len(call.arguments) < 2 and call.block is None:
        return call.unknown("an enumerator without a block is not followed")
    replaced = replace(wanted, text, _replacement(call), 0 if call.name == "gsub" else 1)
    if replaced.count("\n") == text.count("\n"):
        return keep_lines(call.receiver, replaced)
    return replaced


def _replacement(call: Call) -> Callable[[re.Match[str]], str]:
    if len(call.arguments) > 1:
        template = call.arguments[1]
        if isinstance(template, Hash):
            return lambda found: str(template.get(found[0], ""))
        text = str(template)
        return (lambda found: expand(text, found)) if "\\" in text else (lambda found: text)

    def from_block(found: re.Match[str]) -> str:
        call.run.match = as_match(found)
        value = call.run_block(found[0])
        if isinstance(value, Unknown):
            raise Incalculable(value.reason)
        return "" if value is None else text_of(value)

    return from_block


@method(str, names="match")
def match(call: Call) -> Ruby:
    wanted = call.required()
    wanted = Regexp(wanted) if isinstance(wanted, str) else wanted
    call.run.match = search(wanted, str(call.receiver))
    return call.run.match


@method(Regexp, name="match")
def match_text(call: Call) -> Ruby:
    subject = call.required()
    call.run.match = None if subject is None else search(call.receiver, text_of(subject))
    return call.run.match


@method(str, name="match?")
def has_match(call: Call) -> Ruby:
    wanted = call.required()
    wanted = Regexp(wanted) if isinstance(wanted, str) else wanted
    return search(wanted, str(call.receiver)) is not None


@method(Regexp, names="match? ===")
def matches_text(call: Call) -> Ruby:
    subject = call.required()
    return (
        isinstance(subject, (str, Symbol)) and search(call.receiver, text_of(subject)) is not None
    )


@method(Regexp, name="=~")
def match_operator(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby.matching import matches

    return matches(call.run, call.receiver, call.required(), call.node)


@method(Regexp, name="source")
def source(call: Call) -> Ruby:
    return call.receiver.source


@method(Regexp, name="to_s")
def as_part(call: Call) -> Ruby:
    return regexp_text(call.receiver)


@method(str, name="scan")
def scan(call: Call) -> Ruby:
    found = [
        list(each.groups()) if each.re.groups else each[0]
        for each in pattern(call.required(), str(call.receiver)).finditer(str(call.receiver))
    ]
    if call.block is None:
        return found
    for each in found:
        call.run_block(each)
    return call.receiver


@method(str, names="tr tr_s")
def translate(call: Call) -> Ruby:
    wanted, replacements = call.arguments[0], _characters(call.arguments[1])
    text = str(call.receiver)
    negated = len(wanted) > 1 and wanted.startswith("^")
    characters = _characters(wanted[1:] if negated else wanted)
    if negated:
        last = replacements[-1:]
        result = "".join(each if each in characters else last for each in text)
    else:
        padded = replacements + replacements[-1:] * (len(characters) - len(replacements))
        table = {
            ord(each): padded[place] if place < len(padded) else ""
            for place, each in reversed(list(enumerate(characters)))
        }
        result = text.translate(table)
    return keep_lines(call.receiver, result) if result.count("\n") == text.count("\n") else result


@method(str, name="delete")
def delete(call: Call) -> Ruby:
    wanted = call.required()
    negated = len(wanted) > 1 and wanted.startswith("^")
    characters = _characters(wanted[1:] if negated else wanted)
    return "".join(each for each in call.receiver if (each in characters) is negated)


@method(str, name="squeeze")
def squeeze(call: Call) -> Ruby:
    characters = _characters(call.arguments[0]) if call.arguments else None
    result: list[str] = []
    for each in str(call.receiver):
        wanted = characters is None or each in characters
        if not (wanted and result and result[-1] == each):
            result.append(each)
    return "".join(result)


@method(str, name="count")
def count(call: Call) -> Ruby:
    characters = _characters(call.required())
    return sum(each in characters for each in call.receiver)


def _characters(text: str) -> str:
    """The characters that `a-z0-9` stands for."""

    def spread(found: re.Match[str]) -> str:
        first, last = ord(found[1]), ord(found[2])
        if last - first > 1000:
            raise Incalculable("the range of characters is too large")
        return "".join(chr(code) for code in range(first, last + 1))

    return re.sub(r"(.)-(.)", spread, text, flags=re.DOTALL)


# --- matches ----------------------------------------------------------------------------------


@method(Match, name="[]")
def group(call: Call) -> Ruby:
    which = call.required()
    if isinstance(which, (str, Symbol)):
        return call.receiver.named.get(text_of(which))
    return call.receiver.groups[which] if which < len(call.receiver.groups) else None


@method(Match, name="captures")
def captures(call: Call) -> Ruby:
    return list(call.receiver.groups[1:])


@method(Match, name="named_captures")
def named_captures(call: Call) -> Ruby:
    return Hash(call.receiver.named)


@method(Match, name="to_a")
def groups(call: Call) -> Ruby:
    return list(call.receiver.groups)


@method(Match, name="to_s")
def whole(call: Call) -> Ruby:
    return call.receiver.groups[0]


@method(Match, name="pre_match")
def before(call: Call) -> Ruby:
    return call.receiver.before


@method(Match, name="post_match")
def after(call: Call) -> Ruby:
    return call.receiver.after
