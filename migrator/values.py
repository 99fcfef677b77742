"""Values that a partial evaluator computes: known, or unknown with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Unknown:
    """A value that cannot be known without running something.

    `parts` keeps what is known of a text: `("setup_", None, ".x")` is a text
    whose middle is unknown. A value of which nothing is known is `(None,)`.
    """

    reason: str
    source: str
    line: int
    parts: tuple[str | None, ...] = (None,)

    def __str__(self) -> str:
        """Show the known parts around a mark for the unknown ones."""
        return "".join("‹?›" if part is None else part for part in self.parts)


Value = Union[None, bool, int, float, str, Unknown, "tuple[Value, ...]", "Mapping[str, Value]"]
Text = Union[str, Unknown]
