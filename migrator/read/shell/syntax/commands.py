"""Simple commands of the tree: their words, assignments, redirections and heredocs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node as Syntax

from migrator.read.shell.nodes import Assignment, Redirection, Word
from migrator.read.shell.splitting import split_words

REDIRECTS = frozenset({"file_redirect", "herestring_redirect", "heredoc_redirect"})


class Source:
    """The script's bytes, with what is needed to cut text out of them."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.lines = content.split(b"\n")

    def text(self, start: int, stop: int) -> str:
        return self.content[start:stop].decode("utf-8", "replace")

    def of(self, node: Syntax) -> str:
        return self.text(node.start_byte, node.end_byte)

    def breaks(self, start: int, stop: int) -> bool:
        """Whether a line ends between the two places (an escaped line end does not count)."""
        gap = self.content[start:stop]
        return b"\n" in gap and b"\n" in gap.replace(b"\\\n", b"")


def runs(source: Source, children: Sequence[Syntax]) -> Iterator[list[Syntax]]:
    """Cut a command's children where a line ends between them.

    The grammar takes `a=1 b=2`, line end, `command` for one command.
    """
    run: list[Syntax] = []
    for child in children:
        if run and source.breaks(run[-1].end_byte, child.start_byte):
            yield run
            run = []
        run.append(child)
    if run:
        yield run


def words(source: Source, children: Sequence[Syntax]) -> list[Word]:
    """The words among a command's children; what touches is one word."""
    found: list[Word] = []
    start = stop = -1
    line = 0
    for child in children:
        if child.type in REDIRECTS or child.type == "variable_assignment":
            continue
        if child.start_byte == stop:
            stop = child.end_byte
            continue
        if start >= 0:
            found.append(Word(source.text(start, stop), line))
        start, stop, line = child.start_byte, child.end_byte, child.start_point[0] + 1
    if start >= 0:
        found.append(Word(source.text(start, stop), line))
    return found


def assignment(source: Source, node: Syntax) -> Assignment | None:
    """A `variable_assignment` of the tree; None when it has no name."""
    name = node.child_by_field_name("name")
    if name is None:
        return None
    line = node.start_point[0] + 1
    label, _, index = source.of(name).partition("[")
    operator = next((child for child in node.children if child.type in ("=", "+=")), None)
    if operator is None:
        return None
    text = source.text(operator.end_byte, node.end_byte)
    value: Word | tuple[Word, ...] = Word(text, line)
    if text.startswith("("):
        value = tuple(Word(item, line) for item in split_words(text[1:-1], comments=True))
    return Assignment(
        label.strip(), value, index.rstrip().removesuffix("]") or None, operator.type == "+="
    )


def redirections(
    source: Source, children: Sequence[Syntax]
) -> tuple[list[Redirection], list[Word]]:
    """The redirections among `children`, and words that the tree hangs in them.

    `echo >&2 text` and `cat <<EOF file` are read by the grammar as redirections
    with a second target.
    """
    found: list[Redirection] = []
    extra: list[Word] = []
    resume = 0
    for child in children:
        if child.type == "heredoc_redirect":
            redirection, resume = heredoc(source, child, resume)
            found.append(redirection)
            inner, words_inside = redirections(source, child.children)
            found.extend(inner)
            extra.extend(words_inside)
            extra.extend(words(source, child.children_by_field_name("argument")))
        elif child.type in REDIRECTS:
            redirection, targets = _file(source, child)
            found.append(redirection)
            extra.extend(targets)
    return found, extra


def _file(source: Source, node: Syntax) -> tuple[Redirection, list[Word]]:
    descriptor = operator = ""
    targets: list[Syntax] = []
    for child in node.children:
        if child.type == "file_descriptor":
            descriptor = source.of(child)
        elif not child.is_named and not operator:
            operator = child.type
        else:
            targets.append(child)
    found = words(source, targets)
    return Redirection(operator, descriptor, found[0] if found else None), found[1:]


def heredoc(source: Source, node: Syntax, resume: int) -> tuple[Redirection, int]:
    """A heredoc's redirection, and the line after its end (counted from 0).

    The body is cut from the lines themselves: the tree drops blank lines and
    indentation. `resume` is where a further heredoc of the same line begins.
    """
    operator, delimiter, descriptor, first = "<<", "", "", node.start_point[0] + 1
    for child in node.children:
        if child.type in ("<<", "<<-"):
            operator = child.type
        elif child.type == "file_descriptor":
            descriptor = source.of(child)
        elif child.type == "heredoc_start":
            delimiter = source.of(child)
            first = child.end_point[0] + 1
    bare = "".join(sign for sign in delimiter if sign not in "'\"\\")
    first = max(first, resume)
    while first < len(source.lines) and source.lines[first - 1].endswith(b"\\"):
        first += 1
    body: list[str] = []
    line = first
    for line in range(first, min(node.end_point[0] + 1, len(source.lines))):
        text = source.lines[line].decode("utf-8", "replace")
        text = text.lstrip("\t") if operator == "<<-" else text
        if text == bare:
            break
        body.append(text)
    content = "".join(f"{text}\n" for text in body)
    return Redirection(operator, descriptor, None, content, bare != delimiter), line + 1
