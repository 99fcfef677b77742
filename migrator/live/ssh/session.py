"""One open connection to a guest, and commands through it."""

from __future__ import annotations

import time
from types import TracebackType

import paramiko

from migrator.live.session import (
    COMMAND_SECONDS,
    MAX_OUTPUT_BYTES,
    SESSION_SECONDS,
    Answer,
    GuestCommand,
    Unanswered,
    decode,
    shell_line,
)

_CHUNK_BYTES = 64 * 1024


class SshSession:
    """An open connection to one guest; use it as a context manager.

    A command that takes longer than `command_seconds` is given up alone; when
    the connection breaks or `session_seconds` are used up, every later command is
    unanswered at once, so what was learnt before is kept.
    """

    def __init__(
        self,
        client: paramiko.SSHClient,
        machine: str,
        *,
        command_seconds: float = COMMAND_SECONDS,
        session_seconds: float = SESSION_SECONDS,
    ) -> None:
        """Take over a connected client."""
        self._client = client
        self._machine = machine
        self._command_seconds = command_seconds
        self._session_seconds = session_seconds
        self._session_ends = time.monotonic() + session_seconds

    def __enter__(self) -> SshSession:
        """Give the session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self._client.close()

    def run(self, command: GuestCommand) -> Answer:
        """Run one command, bounded in time and output."""
        now = time.monotonic()
        if now >= self._session_ends:
            raise Unanswered(
                f"the {self._session_seconds:.0f} s for inspecting {self._machine} are used up"
            )
        deadline = min(now + self._command_seconds, self._session_ends)
        try:
            channel = self._open_channel(deadline)
            try:
                channel.exec_command(shell_line(command))
                channel.shutdown_write()
                return self._read(channel, deadline)
            finally:
                channel.close()
        except TimeoutError as error:
            raise Unanswered(f"it did not answer within {self._command_seconds:.0f} s") from error
        except (paramiko.SSHException, EOFError, OSError) as error:
            raise self._lost() from error

    def _open_channel(self, deadline: float) -> paramiko.Channel:
        transport = self._client.get_transport()
        if transport is None or not transport.is_active():
            raise self._lost()
        return transport.open_session(timeout=max(deadline - time.monotonic(), 0.1))

    def _lost(self) -> Unanswered:
        return Unanswered(f"the connection to {self._machine} was lost")

    def _read(self, channel: paramiko.Channel, deadline: float) -> Answer:
        output = bytearray()
        while chunk := self._receive(channel, deadline):
            output += chunk
            if len(output) > MAX_OUTPUT_BYTES:
                return Answer(decode(bytes(output[:MAX_OUTPUT_BYTES])), None, truncated=True)
        if not channel.status_event.wait(max(deadline - time.monotonic(), 0.1)):
            raise TimeoutError
        status = channel.recv_exit_status()
        if status < 0:
            # No status came: a broken connection, or a command that a signal ended.
            transport = channel.get_transport()
            if transport is None or not transport.is_active():
                raise self._lost()
            raise Unanswered("it was ended before it was done")
        return Answer(decode(bytes(output)), status)

    @staticmethod
    def _receive(channel: paramiko.Channel, deadline: float) -> bytes:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        channel.settimeout(remaining)
        return channel.recv(_CHUNK_BYTES)
