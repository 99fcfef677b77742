"""Numbers of ports in texts that anybody may have written, and addresses to listen on."""

from __future__ import annotations

MAX_PORT = 65535
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Where only the machine or container itself is answered."""


def port_of(text: str) -> int | None:
    """The port that a text is the number of, None for every other text.

    The digits of other scripts and superscripts are no numbers to the programs that listen.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_PORT))):
        return None
    number = int(text)
    return number if 0 < number <= MAX_PORT else None
