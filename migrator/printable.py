"""Text from a repository or a guest, made safe for a terminal."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """`text` with control and direction characters replaced by a visible mark.

    Escape sequences, bells and bidirectional overrides could otherwise rewrite
    what a person sees. Newlines and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        "�" if character not in _KEPT and unicodedata.category(character) in _UNSAFE else character
        for character in text
    )
