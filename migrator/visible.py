"""Makes every character of a text visible, so that none can act on a terminal or an editor."""

from __future__ import annotations


def visible(text: str) -> str:
    """`text` with control, format and other unprintable characters written as escapes.

    Line breaks are escaped too: the result is one line.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", "backslashreplace").decode("ascii")
        for character in text
    )


def visible_lines(text: str) -> str:
    """A text of several lines with everything but its line breaks made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))
