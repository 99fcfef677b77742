"""The one error a person is meant to see, and the exit codes that go with it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit status of every command means; scripts may rely on it."""

    DONE = 0
    NEEDS_PERSON = 1
    USAGE = 2
    BAD_INPUT = 3
    ENVIRONMENT = 4
    INTERRUPTED = 130


class MigrationError(Exception):
    """Something that a person has to put right, said in words they can act on.

    `message` says what happened and names the file and line where there is
    one; `next` says what to do about it.
    """

    def __init__(
        self, message: str, *, next: str, exit_code: ExitCode = ExitCode.BAD_INPUT
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next = next
        self.exit_code = exit_code
