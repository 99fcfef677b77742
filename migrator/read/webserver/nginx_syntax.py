"""nginx's configuration language: directives, blocks, quotes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_DEPTH = 50
MAX_DIRECTIVES = 50_000


@dataclass
class Directive:
    """One directive with its arguments; `block` holds what stands between its braces."""

    name: str
    arguments: tuple[str, ...]
    line: int
    block: list[Directive] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Directive]:
        """The directives of a name right inside this one."""
        return (directive for directive in self.block if directive.name == name)


def parse_nginx(text: str) -> Directive:
    """The whole file as one directive's block; braces that do not match are forgiven."""
    whole = Directive("", (), 1)
    open_blocks = [whole]
    words: list[str] = []
    started = 1
    count = 0
    for kind, word, line in _tokens(text):
        if kind == "word":
            started = started if words else line
            words.append(word)
            continue
        if words and count < MAX_DIRECTIVES:
            count += 1
            directive = Directive(words[0], tuple(words[1:]), started)
            open_blocks[-1].block.append(directive)
            if kind == "{" and len(open_blocks) < MAX_DEPTH:
                open_blocks.append(directive)
        if kind == "}" and len(open_blocks) > 1:
            open_blocks.pop()
        words = []
    return whole


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield ("word", text, line) and the marks `{`, `}` and `;`."""
    position, line = 0, 1
    while position < len(text):
        character = text[position]
        if character in "{};":
            yield character, "", line
            position += 1
        elif character.isspace():
            line += character == "\n"
            position += 1
        elif character == "#":
            end = text.find("\n", position)
            position = len(text) if end < 0 else end
        else:
            word, position_after = _word(text, position)
            yield "word", word, line
            line += text.count("\n", position, position_after)
            position = position_after


def _word(text: str, start: int) -> tuple[str, int]:
    """The word at `start`, without its quotes, and where it ends."""
    quote = text[start] if text[start] in "\"'" else ""
    position = start + len(quote)
    kept = []
    while position < len(text):
        character = text[position]
        if character == "\\" and position + 1 < len(text):
            following = text[position + 1]
            kept.append(following if following in "\"'\\; " else character + following)
            position += 2
            continue
        if character == quote:
            return "".join(kept), position + 1
        if not quote and _ends_word(text, position):
            break
        kept.append(character)
        position += 1
    return "".join(kept), position


def _ends_word(text: str, position: int) -> bool:
    character = text[position]
    # `${name}` is part of a word.
    if character == "{" and text[position - 1] == "$":
        return False
    if character == "}" and "${" in text[max(position - 64, 0) : position].rpartition("}")[2]:
        return False
    return character.isspace() or character in "{};"
