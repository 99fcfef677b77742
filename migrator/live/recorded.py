"""Transcripts: a guest's answers as a JSON file, recorded once and replayed anywhere.

    {"machine": "web", "commands": {"ss -tlnp": {"exit_status": 0, "stdout": ["…"]}}}

`stdout` is a list of lines so that a person can review it. A recorded text is
redacted before it is kept: a transcript may be sent to somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.errors import MigrationError
from migrator.live.session import Answer, GuestCommand, Session, Unanswered
from migrator.redact import redact


@dataclass(frozen=True)
class RecordedSession:
    """A guest that answers from a transcript; `machine` is the name it was recorded under."""

    machine: str
    answers: Mapping[str, Answer | str]

    def run(self, command: GuestCommand) -> Answer:
        """The recorded answer; `Unanswered` when there was none, or none was recorded."""
        answer = self.answers.get(command.shown)
        if answer is None:
            raise Unanswered("the transcript does not have it")
        if isinstance(answer, str):
            raise Unanswered(answer)
        return answer


class Recorder:
    """A session that passes every command on and keeps what came back."""

    def __init__(self, session: Session, machine: str) -> None:
        """Record `session` under the name `machine`."""
        self._session = session
        self._machine = machine
        self._commands: dict[str, dict[str, Any]] = {}

    def run(self, command: GuestCommand) -> Answer:
        """Run the command in the guest and keep its answer, or why there was none."""
        try:
            answer = self._session.run(command)
        except Unanswered as error:
            self._commands[command.shown] = {"unanswered": str(error)}
            raise
        entry: dict[str, Any] = {"exit_status": answer.exit_status}
        if answer.truncated:
            entry["truncated"] = True
        entry["stdout"] = redact(answer.stdout).split("\n")
        self._commands[command.shown] = entry
        return answer

    def transcript(self) -> str:
        """The transcript so far, commands sorted, as JSON text."""
        document = {"machine": self._machine, "commands": dict(sorted(self._commands.items()))}
        return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def load_transcript(path: Path) -> RecordedSession:
    """Read a transcript file; MigrationError (exit code 3) when it is not one."""
    try:
        return parse_transcript(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise MigrationError(
            f"{path} is not a transcript of a machine: {error}.",
            next="Record one with `migrator snapshot`.",
        ) from error


def parse_transcript(text: str) -> RecordedSession:
    """Read a transcript's JSON text; ValueError says what is wrong with it."""
    document = json.loads(text)
    if not isinstance(document, dict) or not isinstance(document.get("commands"), dict):
        raise ValueError("it has no object 'commands'")
    machine = document.get("machine")
    return RecordedSession(
        machine if isinstance(machine, str) else "default",
        {command: _answer(command, entry) for command, entry in document["commands"].items()},
    )


def _answer(command: str, entry: object) -> Answer | str:
    match entry:
        case {"unanswered": str(reason)}:
            return reason
        case {"stdout": list(lines), "exit_status": int() | None as status, **rest} if all(
            isinstance(line, str) for line in lines
        ):
            return Answer("\n".join(lines), status, truncated=rest.get("truncated") is True)
    raise ValueError(f"the entry of {command!r} has no stdout and exit_status")
