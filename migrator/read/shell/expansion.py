"""Words to the texts that a command is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from migrator.read.shell import parameters, patterns
from migrator.read.shell.arithmetic import Calculator, Undecided
from migrator.read.shell.fields import MAX_FIELDS, Piece, assembled
from migrator.read.shell.nodes import Assignment, Word
from migrator.read.shell.running import PRIVATE, output_of
from migrator.read.shell.splitting import brace_expanded
from migrator.read.shell.state import Shell, as_text
from migrator.read.shell.texts import join, mapped, stripped
from migrator.read.shell.words import (
    Calculation,
    Literal,
    Parameter,
    Part,
    Substitution,
    literal,
    parts_of,
    parts_of_quoted,
)
from migrator.values import Text, Unknown


def fields(shell: Shell, word: Word) -> list[Text]:
    """The fields of a word: braces, expansions, splitting and file names done."""
    if not shell.session.unknowns and (plain := literal(word.text)) is not None:
        return [plain]
    found: list[Text] = []
    for source in brace_expanded(word.text):
        found.extend(assembled(shell, pieces(shell, parts_of(source))))
        if len(found) > MAX_FIELDS:
            break
    return found


def all_fields(shell: Shell, words: Iterable[Word]) -> list[Text]:
    found: list[Text] = []
    for word in words:
        found.extend(fields(shell, word))
    return found


def text(shell: Shell, source: str) -> Text:
    """A word's text without splitting, as in an assignment or inside `[[ ]]`."""
    if not shell.session.unknowns and (plain := literal(source)) is not None:
        return plain
    found = _joined(pieces(shell, parts_of(source)))
    shell.session.spend(len(str(found)))
    return found


def heredoc(shell: Shell, body: str, literal: bool) -> Text:
    """A heredoc's body, expanded unless its delimiter is quoted."""
    if literal:
        return body if not shell.session.unknowns else join(_revealed(shell, body))
    found = _joined(pieces(shell, parts_of_quoted(body)))
    shell.session.spend(len(str(found)))
    return found


def pattern(shell: Shell, source: str) -> Text:
    """A word as a shell pattern: what is quoted stands for itself."""
    return join(
        mapped(piece.text, patterns.escaped) if piece.quoted else piece.text
        for piece in pieces(shell, parts_of(source))
    )


def value(shell: Shell, assignment: Assignment) -> Text | dict[str, Text]:
    """The value that an assignment gives: a text, or an array with its indices."""
    if isinstance(assignment.value, Word):
        return text(shell, assignment.value.text)
    array: dict[str, Text] = {}
    for word in assignment.value:
        key, equals, rest = word.text.partition("]=")
        if key.startswith("[") and equals:
            array[str(text(shell, key[1:]))] = text(shell, rest)
            continue
        for field in fields(shell, word):
            array[str(len(array))] = field
    return array


def _joined(found: Iterable[Piece]) -> Text:
    """Pieces as one text; several fields (`"$@"`) with blanks between."""
    texts: list[Text] = []
    for piece in found:
        if piece.apart:
            texts.append(" ")
        texts.append(piece.text)
    return join(texts) if texts else ""


def pieces(shell: Shell, expanded: Sequence[Part]) -> Iterator[Piece]:
    """Expand each part of a word."""
    for index, part in enumerate(expanded):
        match part:
            case Literal():
                yield from _literal(shell, part, first=index == 0)
            case Parameter():
                yield from _parameter(shell, part)
            case Substitution() if part.process:
                yield Piece(_process(shell, part), True)
            case Substitution():
                yield Piece(substituted(shell, part.script), part.quoted, not part.quoted)
            case Calculation():
                yield Piece(calculated(shell, part.expression), True)


def _literal(shell: Shell, part: Literal, first: bool) -> Iterator[Piece]:
    content = part.text
    if first and not part.quoted and content.startswith("~"):
        name, slash, rest = content[1:].partition("/")
        home = _home(shell, name)
        if home is not None:
            yield Piece(home, True)
            content = slash + rest
    if shell.session.unknowns:
        for stretch in _revealed(shell, content):
            yield Piece(stretch, part.quoted)
    else:
        yield Piece(content, part.quoted)


def _home(shell: Shell, name: str) -> Text | None:
    if not name:
        return shell.text("HOME")
    if name in ("+", "-"):
        return shell.cwd if name == "+" else shell.previous
    return shell.session.users.get(name)


def _revealed(shell: Shell, content: str) -> Iterator[Text]:
    """The unknown stretches behind private signs: the reverse of `running.hidden`."""
    unknowns, start = shell.session.unknowns, 0
    for position, sign in enumerate(content):
        number = ord(sign) - PRIVATE
        if 0 <= number < len(unknowns):
            if position > start:
                yield content[start:position]
            yield unknowns[number]
            start = position + 1
    if start < len(content) or not content:
        yield content[start:]


def _parameter(shell: Shell, part: Parameter) -> Iterator[Piece]:
    """A parameter; `$@` and `${array[@]}` give several fields."""
    found = parameters.expand(shell, part, text, pattern)
    if not isinstance(found, list):
        yield Piece(found, part.quoted, not part.quoted)
    elif part.quoted and (part.name == "*" or part.index == "*"):
        yield Piece(join(_with_blanks(found)) if found else "", True)
    else:
        for index, item in enumerate(found):
            yield Piece(item, part.quoted, not part.quoted, apart=index > 0)


def _with_blanks(items: Sequence[Text]) -> Iterator[Text]:
    for index, item in enumerate(items):
        if index:
            yield " "
        yield item


def substituted(shell: Shell, script: str) -> Text:
    """What `$(script)` gives."""
    found = output_of(shell, script)
    result = stripped(as_text(found, shell))
    shell.session.spend(len(str(result)))
    return result


def _process(shell: Shell, part: Substitution) -> str:
    """A path like /dev/fd/63 that holds what `<(script)` writes."""
    path = f"/dev/fd/{shell.session.descriptors}"
    shell.session.descriptors += 1
    if part.process == "<":
        shell.put(path, output_of(shell, part.script))
    else:
        output_of(shell, part.script, stdin=shell.unknown("what is written to the process"))
    return path


def calculated(shell: Shell, expression: str) -> Text:
    """What `$((expression))` gives."""
    source = text(shell, expression)
    if isinstance(source, Unknown):
        return shell.unknown(source.reason)
    try:
        return str(calculator(shell).value(source))
    except Undecided:
        return shell.unknown("its arithmetic cannot be computed")


def calculator(shell: Shell) -> Calculator:
    """Arithmetic over the shell's variables."""

    def get(name: str) -> int:
        found = shell.text(name)
        if isinstance(found, Unknown):
            raise Undecided(name)
        try:
            return int(found.strip() or "0", 10)
        except ValueError as error:
            raise Undecided(name) from error

    return Calculator(get, lambda name, number: shell.set(name, str(number)))
