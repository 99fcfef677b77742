"""How control leaves an expression other than by its value."""

from __future__ import annotations

from typing import Any

from migrator.values import Unknown


class Leave(Exception):
    """Base of all that travels up through the evaluator."""


class Break(Leave):
    """`break`: the loop or the call that the block belongs to ends with a value."""

    def __init__(self, value: Any, owner: object) -> None:
        self.value = value
        self.owner = owner


class Next(Leave):
    """`next`: this run of the block ends with a value."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Redo(Leave):
    """`retry`: the `begin` body starts again."""


class Return(Leave):
    """`return`: the method `frame` ends with a value."""

    def __init__(self, value: Any, frame: object) -> None:
        self.value = value
        self.frame = frame


class Thrown(Leave):
    """`throw`: the `catch` with the same tag ends with a value."""

    def __init__(self, tag: Any, value: Any) -> None:
        self.tag = tag
        self.value = value


class Raised(Leave):
    """A Ruby exception that some `rescue` of the repository may take."""

    def __init__(self, kind: str, message: Any, error: Any = None) -> None:
        self.kind = kind
        self.message = message
        self.error = error


class LimitReached(Leave):
    """A limit of the evaluator; nothing in the repository can catch it."""

    def __init__(self, unknown: Unknown) -> None:
        self.unknown = unknown


class WrongUse(Exception):
    """A built-in method was called in a way that Ruby itself would refuse."""

    def __init__(self, message: str, kind: str = "TypeError") -> None:
        super().__init__(message)
        self.kind = kind


class Incalculable(Exception):
    """A built-in method cannot say what Ruby would; the text is the reason."""
