"""What an expression of the application's code can stand for, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Union

from tree_sitter import Node

from migrator.read.javascript.source import Source


@dataclass(frozen=True, eq=False)
class Structure:
    """An object, array, function or class of the code; `name` is what it is bound to."""

    source: Source
    node: Node
    name: str = ""


@dataclass(frozen=True, eq=False)
class Loaded:
    """A value read from a JSON or YAML file: mappings, lists and plain values."""

    content: object
    path: str


@dataclass(frozen=True)
class Package:
    """A package that is not part of the repository, or a member of one.

    `require('hapi').Server` is Package("hapi", ("Server",)).
    """

    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Made:
    """What a package's function or class returned, by the members that led to it.

    `call` is the first call, `source` its file: `http.createServer(app)` is
    Made("http", ("createServer",), …).
    """

    name: str
    members: tuple[str, ...]
    source: Source
    call: Node


@dataclass(frozen=True, eq=False)
class Module:
    """The exports of a local file that are more than one value."""

    source: Source


@dataclass(frozen=True, eq=False)
class Merged:
    """Objects laid over each other; the last one that has a key counts."""

    layers: tuple[Fact, ...]


@dataclass(frozen=True)
class Environment:
    """`process.env`."""


@dataclass(frozen=True)
class FileText:
    """The text of a file of the repository: `fs.readFileSync('config.json')`."""

    path: str


class _Nothing:
    """Of a value nothing is known."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Nothing()

Content = Union[
    None,
    bool,
    int,
    float,
    str,
    Structure,
    Loaded,
    Package,
    Made,
    Module,
    Merged,
    Environment,
    FileText,
    _Nothing,
]


@dataclass(frozen=True, eq=False)
class Fact:
    """A value and how far it can be relied on.

    `variable` is the environment variable that sets it, `default` what the code falls back on
    when that is not set. `assumed` is set where something unknown was left out on the
    way: `argv.port || 3000` is 3000 as long as nobody passes an argument.
    """

    content: Content = UNKNOWN
    variable: str | None = None
    default: Content = None
    assumed: bool = False

    @property
    def known(self) -> bool:
        return not isinstance(self.content, _Nothing)

    @property
    def unset(self) -> bool:
        """Whether it is an environment variable that nobody sets, as far as is known."""
        return not self.known and self.variable is not None

    def with_content(self, content: Content) -> Fact:
        return replace(self, content=content)


NOTHING = Fact()


def truth(fact: Fact) -> bool | None:
    """Whether JavaScript takes the value for true; None when that is not known."""
    if fact.unset:
        return False
    if not fact.known:
        return None
    if fact.content is None or isinstance(fact.content, bool | int | float | str):
        return bool(fact.content)
    return True


def either(left: Fact, right: Fact) -> Fact:
    """`left || right`, where what is unknown on the left counts as not given."""
    decided = truth(left)
    if decided is True:
        return replace(left, default=right.content)
    return Fact(
        right.content,
        variable=_more_general(left.variable, right.variable),
        default=right.content if right.known else None,
        assumed=left.assumed or right.assumed or (decided is None and left.variable is None),
    )


def _more_general(first: str | None, second: str | None) -> str | None:
    """Of two variables for one setting: PORT goes before a hosting platform's own."""
    return second if first is None or second == "PORT" else first


def number(content: object) -> int | float | None:
    """The number that JavaScript makes of a plain value; None when it is not one."""
    if isinstance(content, bool):
        return int(content)
    if isinstance(content, int | float):
        return content
    if isinstance(content, str) and len(content) <= 32:
        try:
            return int(content.strip(), 0) if not content.strip().isdecimal() else int(content)
        except ValueError:
            return None
    return None


def text(content: object) -> str | None:
    """The text that JavaScript makes of a plain value; None when it is not one."""
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, float) and content.is_integer():
        return str(int(content))
    if isinstance(content, int | float | str):
        return str(content)
    return None


def spelled(fact: Fact) -> str | None:
    """A fact as part of a text; a NODE_ENV that nobody sets is taken for "development"."""
    if fact.unset and fact.variable == "NODE_ENV":
        return "development"
    return text(fact.content)
