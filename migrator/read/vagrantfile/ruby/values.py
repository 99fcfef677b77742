"""Ruby's values in Python.

nil, true, false, integers and floats are Python's own; a string is a `String`, an array a
`list`. What Python has no counterpart for is here, and `migrator.values.Unknown` stands
for whatever could not be computed.

A plain `str` is a string that nothing in the repository has a name for yet: the key of a
hash, or what a built-in method just made (see `identity.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from migrator.machine import Location
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.vagrantfile.ruby.scope import Frame, Scope
    from migrator.read.vagrantfile.syntax import Node

Ruby = Any


class Symbol:
    """A symbol; never equal to the string of the same letters."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and other.name == self.name

    def __hash__(self) -> int:
        return hash((":", self.name))

    def __repr__(self) -> str:
        return f":{self.name}"


class String(str):
    """A string of Ruby's: an object of its own, whatever it says.

    Its lines are lines of a file, one by one, from `at` on, unless that is None.
    """

    __slots__ = ()
    at: Location | None = None


class Located(String):
    """A string that stands in a file."""

    __slots__ = ("at",)


class Changed(String):
    """What a string has become; `root` is the object that it was at first."""

    __slots__ = ("at", "root")
    root: Ruby


def located(text: str, at: Location | None) -> String:
    """`text`, remembering where its first line stands."""
    if at is None:
        return String(text)
    result = Located(text)
    result.at = at
    return result


@dataclass(frozen=True)
class ChangedUnknown(Unknown):
    """What a string has become that something unknown was added to."""

    root: Ruby = field(default=None, compare=False, repr=False)


class Hash(dict[Any, Any]):
    """A hash; `default` answers for keys that it does not have.

    `unsure` is set once a key that cannot be known was stored: from then on a
    missing key is unknown too.
    """

    __slots__ = ("default", "unsure")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.default: Ruby = None
        self.unsure: Ruby = None


@dataclass(frozen=True)
class Range:
    """A range; an end that is None is open."""

    first: Ruby
    last: Ruby
    exclusive: bool = False


@dataclass(frozen=True)
class Regexp:
    """A regular expression as Ruby writes it, with its flags (i, m, x)."""

    source: str
    flags: str = ""


@dataclass(frozen=True)
class Match:
    """A successful match: the groups by number (0 is all of it) and by name."""

    groups: tuple[str | None, ...]
    named: dict[str, str | None]
    before: str
    after: str
    start: int


@dataclass(eq=False)
class Proc:
    """A block, proc or lambda with the scope that it was written in."""

    node: Node
    scope: Scope
    is_lambda: bool = False

    @property
    def frame(self) -> Frame:
        return self.scope.frame


@dataclass(eq=False)
class NativeProc:
    """A callable that is not written in the repository: `&:name`, `method(:puts)`."""

    call: Callable[[list[Ruby]], Ruby]
    is_lambda: bool = True


@dataclass(eq=False)
class Method:
    """A method that the repository defines."""

    name: str
    node: Node
    owner: Module | None = None


@dataclass(eq=False)
class Module:
    """A module or class, ours or Ruby's, with its methods and constants."""

    name: str
    is_class: bool = False
    superclass: Module | None = None
    outer: Module | None = None
    methods: dict[str, Method | Callable[..., Ruby]] = field(default_factory=dict)
    own: dict[str, Method | Callable[..., Ruby]] = field(default_factory=dict)
    constants: dict[str, Ruby] = field(default_factory=dict)
    includes: list[Module] = field(default_factory=list)
    extended: list[Module] = field(default_factory=list)
    variables: dict[str, Ruby] = field(default_factory=dict)
    members: tuple[str, ...] | None = None
    keyword_init: bool = False

    def ancestors(self) -> list[Module]:
        """The module, what it includes, and its superclasses, nearest first."""
        found: list[Module] = []
        current: Module | None = self
        while current is not None and current not in found:
            found.append(current)
            found += [module for module in reversed(current.includes) if module not in found]
            current = current.superclass
        return found

    def find(self, name: str) -> Method | Callable[..., Ruby] | None:
        """The method that an instance answers `name` with."""
        for module in self.ancestors():
            if name in module.methods:
                return module.methods[name]
        return None

    def find_own(self, name: str) -> Method | Callable[..., Ruby] | None:
        """The method that the module itself answers `name` with."""
        for module in self.ancestors():
            if name in module.own:
                return module.own[name]
            for extension in module.extended:
                if name in extension.methods:
                    return extension.methods[name]
        return None


@dataclass(eq=False)
class Instance:
    """An object of a class of the repository, a Struct or an OpenStruct."""

    module: Module
    variables: dict[str, Ruby] = field(default_factory=dict)


class Receiver:
    """An object that answers methods in Python: a part of the world or of Vagrant.

    `answer` is called with a `Call`, and returns NotImplemented when it has no such method.
    """

    type_name = "Object"

    def answer(self, call: Any) -> Ruby:
        """Answer a method call, NotImplemented for an unheard-of name."""
        return NotImplemented


def text_of(value: Ruby) -> str:
    """What a string or symbol says."""
    return value.name if isinstance(value, Symbol) else str(value)
