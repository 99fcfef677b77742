"""What inference concludes: findings, each with the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from migrator.evidence import Evidence
from migrator.plan import OperatingSystem

T = TypeVar("T")
Standing = Literal["confirmed", "declared", "observed", "answered", "assumed"]


@dataclass(frozen=True)
class Finding(Generic[T]):
    """A conclusion; `standing` says whether files and guest agree on it.

    confirmed: files and guest agree · declared: files only · observed: guest only
    · answered: a person said so · assumed: a default, open to question.
    """

    value: T
    evidence: tuple[Evidence, ...] = ()
    standing: Standing = "declared"
    why: str = ""


@dataclass(frozen=True)
class NodeCandidate:
    """One source's answer to "which Node"; `version` is null when it cannot be resolved.

    `symbolic` is set when the answer depends on a day ("stable", "lts"), `in_use` when the
    running machine's application or logins have it.
    """

    source: str
    spec: str
    version: str | None
    evidence: Evidence | None
    symbolic: bool = False
    in_use: bool = False


@dataclass(frozen=True)
class NodeConclusion:
    """The Node release that the application runs on, and who disagrees."""

    chosen: NodeCandidate | None
    candidates: tuple[NodeCandidate, ...]
    why: str


@dataclass(frozen=True)
class StartCommand:
    """A way the application is started; `directory` is relative to the project's root."""

    argv: tuple[str, ...]
    manager: str | None
    evidence: tuple[Evidence, ...] = ()
    name: str | None = None
    directory: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    development: bool = False
    source: str = ""
    restart: bool | None = None
    instances: int | None = None


@dataclass(frozen=True)
class BackingService:
    """A database, queue or cache that the application uses, as the VM has it.

    `of_distribution` is set where no line names the version: the distribution's archive has it.
    `settings` are those of the server by name, of which the container's server needs some.
    """

    kind: str
    version: str | None
    machine: str | None
    evidence: tuple[Evidence, ...]
    databases: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    of_distribution: bool = False
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Guest:
    """A machine's operating system and address, as far as it is known."""

    name: str
    os: OperatingSystem | None
    addresses: tuple[str, ...] = ()
