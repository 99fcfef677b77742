"""Texts that are known in part: joining, splitting and cutting them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from migrator.values import Text, Unknown

MAX_TEXT = 256 * 1024


class Presumed(str):
    """A text as a command writes it on a fresh machine: empty, where it looks something up.

    Alone it decides conditions; inside a longer text an empty one is unknown, since
    whoever writes `$(which node)` into a file means the path that will be there.
    """


NOT_THERE = Unknown("it is not there on a fresh machine", "", 0)


def parts(text: Text) -> tuple[str | None, ...]:
    """The known stretches of a text, None between them for what is not known."""
    return text.parts if isinstance(text, Unknown) else (text,)


def join(texts: Iterable[Text]) -> Text:
    """The texts one after the other; unknown for the reason of the first unknown one.

    A result over `MAX_TEXT` characters is unknown as a whole.
    """
    found: list[str | None] = []
    unknown: Unknown | None = None
    kept = [text for text in texts if text != "" or isinstance(text, Presumed)]
    full = any(text != "" for text in kept)
    if len(kept) == 1:
        return kept[0]
    if not full:
        return kept[0] if kept else ""
    kept = [NOT_THERE if text == "" else text for text in kept]
    for text in kept:
        if isinstance(text, Unknown):
            unknown = unknown or text
        for part in parts(text):
            if part is not None and found and found[-1] is not None:
                found[-1] += part
            elif part is not None or not found or found[-1] is not None:
                found.append(part)
    length = sum(len(part) for part in found if part is not None)
    if length > MAX_TEXT:
        return Unknown("the text is too long", "", 0)
    if unknown is None:
        return "".join(part for part in found if part is not None)
    return Unknown(unknown.reason, unknown.source, unknown.line, tuple(found) or (None,))


def separated(separator: Text, texts: Iterable[Text]) -> Text:
    """The texts as one, with a separator between them."""
    found: list[Text] = []
    for text in texts:
        found += [separator, text] if found else [text]
    return join(found)


def mapped(text: Text, change: Callable[[str], str]) -> Text:
    """Apply `change` to every known stretch."""
    if isinstance(text, str):
        return change(text)
    changed = tuple(part if part is None else change(part) for part in text.parts)
    return Unknown(text.reason, text.source, text.line, changed)


def stripped(text: Text) -> Text:
    """Without the line ends at the end, as a command substitution gives it."""
    if isinstance(text, Presumed):
        return Presumed(text.rstrip("\n"))
    if isinstance(text, str):
        return text.rstrip("\n")
    last = text.parts[-1]
    if last is None or not last.endswith("\n"):
        return text
    kept = (*text.parts[:-1], last.rstrip("\n"))
    return Unknown(text.reason, text.source, text.line, kept)


def starts(text: Text, prefix: str) -> bool:
    """Whether the text certainly begins with `prefix`."""
    first = parts(text)[0]
    return first is not None and first.startswith(prefix)


def is_certainly_full(text: Text) -> bool:
    """Whether the text certainly is not empty."""
    return any(parts(text))
