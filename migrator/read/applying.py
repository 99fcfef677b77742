"""What applying a resource has at hand: of a recipe, a manifest or a state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from migrator.read import equivalents
from migrator.read.known_steps import Lookup, Steps
from migrator.read.recording import Account, Recording
from migrator.values import Text, Unknown


class Declared(Protocol):
    """A resource as it is declared: its type, its ledger entry, and where it stands.

    `assumed` are the undecided conditions that it stands under.
    """

    unit: int
    assumed: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its type: `package`, `pkg.installed`."""

    @property
    def place(self) -> tuple[str, int]:
        """Its file and line."""


R = TypeVar("R", bound=Declared)


@dataclass(frozen=True)
class Applying(ABC, Generic[R]):
    """One resource, about to be told as commands. `tool` is whose it is."""

    recording: Recording
    resource: R
    tool: ClassVar[str]

    @property
    @abstractmethod
    def environment(self) -> Mapping[str, Text]:
        """The variables that the resource sets for its commands."""

    @abstractmethod
    def text(self, *names: str) -> Text | None:
        """The first of these settings that is made, as text; None where none is."""

    @abstractmethod
    def words(self, *names: str) -> list[Text]:
        """A setting as a list of texts."""

    @abstractmethod
    def named(self, *names: str) -> Text:
        """A setting that is the resource's own name unless it is made."""

    # --- who and with what -------------------------------------------------------------------

    @property
    def manager(self) -> str:
        """The program that installs the guest's packages."""
        return equivalents.manager_of(self.recording.guest)

    @property
    def user(self) -> str:
        """Who the resource's commands run as."""
        user = self.text("user")
        return user if isinstance(user, str) and user else "root"

    def account(self, user: str = "root", cwd: Text | None = None) -> Account:
        """Somebody that a command runs as."""
        return Account(user, None, cwd, assumed=self.resource.assumed)

    def own_account(self) -> Account:
        """Who a command of the resource runs as: its user, folder and environment."""
        home = self.environment.get("HOME")
        home = home if isinstance(home, str) else None
        return Account(self.user, home, self.text("cwd"), self.environment, self.resource.assumed)

    # --- what it does ------------------------------------------------------------------------

    def run(self, argv: Sequence[Text], account: Account | None = None) -> None:
        """Follow one command."""
        self.recording.run(self.resource.unit, argv, account or self.account())

    def note(self, *words: Text) -> None:
        """Say that the resource does something that no command stands for."""
        self.recording.command(
            self.resource.unit, (f"{self.tool}:{self.resource.kind}", *words), self.account()
        )

    def writes(self, path: Text) -> None:
        """Say that a file is written, whose content is told apart."""
        self.recording.command(self.resource.unit, ("tee", path), self.account())

    def write(self, path: str, content: Text, at: tuple[str, int] | None = None) -> None:
        """Write a file; `at` is where its text stands in the repository."""
        self.writes(path)
        self.recording.write(self.resource.unit, path, content, at)

    def put(self, path: str, host: str) -> None:
        """Put a file of the repository into the guest."""
        self.writes(path)
        self.recording.place(self.resource.unit, path, host)

    def add(self, path: str, text: Text) -> None:
        """Add to a file."""
        self.writes(path)
        self.recording.append(self.resource.unit, path, text)

    def lose(self, path: str, what: str) -> None:
        """Write a file whose text the repository does not have."""
        why = f"the repository does not have {what}"
        self.write(path, Unknown(why, *self.resource.place))
        self.recording.cannot_follow(*self.resource.place, why)

    def cron(self, columns: Sequence[str], nickname: str | None) -> None:
        """Add a job to its user's table; `columns` are the settings of its five columns."""
        schedule: list[Text] = [self.text(column) or "*" for column in columns]
        schedule = [f"@{nickname}"] if nickname else schedule
        line = equivalents.cron_line(schedule, self.text("command") or "")
        self.add(f"/var/spool/cron/crontabs/{self.user}", line)

    def host(self, address: Text, names: Sequence[Text]) -> None:
        """Add a line to the guest's table of hosts."""
        self.add("/etc/hosts", equivalents.cron_line([address, *names[:-1]], names[-1]))

    def npm(self, names: Sequence[Text], version: Text | None, folder: Text | None) -> None:
        """Install packages of npm, into a folder or globally."""
        for name in names:
            if folder:
                word = equivalents.versioned(name, "@", version)
                self.run(("npm", "install", word), self.account(self.user, folder))
            else:
                self.run(equivalents.language_package("npm", name, version))

    def take(
        self, steps: Sequence[Any], lookup: Lookup, others: Mapping[str, Sequence[Any]]
    ) -> bool:
        """Take the steps that are known of the resource; whether there was anything to do."""
        before = len(self.recording.commands)
        Steps(self.recording, self.resource.unit, lookup, others, self.account()).take(steps)
        return len(self.recording.commands) > before

    def settle(self, name: str) -> None:
        """Say that a cookbook or module only has settings for others."""
        self.recording.command(self.resource.unit, (f"{self.tool}:settings", name), self.account())
