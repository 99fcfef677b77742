"""Commands over SSH: the only module that imports paramiko."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from types import TracebackType

import paramiko

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress
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

CONNECT_SECONDS = 15.0
_CHUNK_BYTES = 64 * 1024


class _UnknownHost(paramiko.SSHException):
    """The host's key is in no known_hosts file."""


class _RefuseUnknownHost(paramiko.MissingHostKeyPolicy):
    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        raise _UnknownHost(hostname)


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


def connect(
    address: GuestAddress,
    *,
    command_seconds: float = COMMAND_SECONDS,
    session_seconds: float = SESSION_SECONDS,
) -> SshSession:
    """Log in to a guest; MigrationError (exit code 4) says what stands in the way."""
    client = paramiko.SSHClient()
    if address.accepts_any_host_key:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    else:
        client.load_system_host_keys()
        for path in address.known_hosts:
            client.load_system_host_keys(str(Path(path).expanduser()))
        client.set_missing_host_key_policy(_RefuseUnknownHost())
    try:
        _log_in(client, address)
    except (paramiko.SSHException, EOFError, OSError, ValueError) as error:
        client.close()
        message, what_next = _explain(error, address)
        raise MigrationError(message, next=what_next, exit_code=ExitCode.ENVIRONMENT) from error
    return SshSession(
        client,
        address.machine,
        command_seconds=command_seconds,
        session_seconds=session_seconds,
    )


def _log_in(client: paramiko.SSHClient, address: GuestAddress) -> None:
    # Vagrant names the one key that works; offering the agent's keys first can
    # use up the guest's limit of attempts.
    keys = [str(Path(path).expanduser()) for path in address.identity_files]
    client.connect(
        address.host,
        port=address.port,
        username=address.user,
        key_filename=keys or None,  # type: ignore[arg-type]  # the stub forgets lists
        allow_agent=not address.trusted,
        look_for_keys=not keys and not address.trusted,
        timeout=CONNECT_SECONDS,
        banner_timeout=CONNECT_SECONDS,
        auth_timeout=CONNECT_SECONDS,
        channel_timeout=CONNECT_SECONDS,
    )


def _explain(error: Exception, address: GuestAddress) -> tuple[str, str]:
    """What happened and what to do about it, in a person's words."""
    name = f"Machine '{address.machine}' ({address})"
    by_hand = f"`ssh -p {address.port} {address.user + '@' if address.user else ''}{address.host}`"
    match error:
        case _UnknownHost():
            return (
                f"{name} has a host key that is in no known_hosts file.",
                f"Connect once with {by_hand}, compare the key's fingerprint, and accept it.",
            )
        case paramiko.BadHostKeyException():
            return (
                f"{name} shows another host key than the one in known_hosts.",
                "Find out why before you connect: it may be another computer.",
            )
        case paramiko.PasswordRequiredException():
            return (
                f"{name}: its key is protected by a passphrase.",
                "Add the key to your ssh-agent with `ssh-add`, then run this again.",
            )
        case paramiko.AuthenticationException():
            return (
                f"{name} refused the login.",
                f"Try {by_hand}; name the right user and key, or leave out --live.",
            )
        case socket.gaierror():
            return f"{name}: its name is not known.", "Check the host's name, or give its address."
        case TimeoutError():
            return (
                f"{name} did not answer within {CONNECT_SECONDS:.0f} s.",
                "Check that it runs and that nothing between blocks SSH, or leave out --live.",
            )
        case paramiko.SSHException() | EOFError():
            return (
                f"{name} and this program could not agree on a connection: {error}.",
                f"Try {by_hand} -v` to see what the machine offers, or leave out --live.".replace(
                    "` -v`", " -v`"
                ),
            )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (
        f"{name} cannot be reached: {reason}.",
        "Check that the machine is up and its SSH port and key are right, or leave out --live.",
    )


def addresses_in(config_file: Path, machines: tuple[str, ...] = ()) -> tuple[GuestAddress, ...]:
    """Read the machines of an ssh-config file (`vagrant ssh-config > FILE` writes one).

    Without `machines`, every host that the file names; patterns such as `*` only
    add to them. MigrationError (exit code 4) when a machine is not in the file.
    """
    try:
        config = paramiko.SSHConfig.from_text(config_file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, paramiko.SSHException, ValueError) as error:
        raise MigrationError(
            f"{config_file} cannot be read as an ssh-config file: {error}.",
            next="Write one with `vagrant ssh-config > FILE`.",
            exit_code=ExitCode.ENVIRONMENT,
        ) from error
    hosts = sorted(name for name in config.get_hostnames() if not set(name) & set("*?!"))
    missing = sorted(set(machines) - set(hosts))
    if missing or not hosts:
        raise MigrationError(
            f"{config_file} has no host {missing[0]!r}." if missing else f"{config_file} is empty.",
            next=f"Name one of: {', '.join(hosts)}."
            if hosts
            else "Name a file with a Host section.",
            exit_code=ExitCode.ENVIRONMENT,
        )
    return tuple(_address(config, name) for name in machines or tuple(hosts))


def _address(config: paramiko.SSHConfig, machine: str) -> GuestAddress:
    settings = config.lookup(machine)
    if "proxycommand" in settings or "proxyjump" in settings:
        raise MigrationError(
            f"'{machine}' is reached through another host, which is not supported.",
            next="Open a tunnel with `ssh -L` and name its local port, or leave out --live.",
            exit_code=ExitCode.ENVIRONMENT,
        )
    known = settings.get("userknownhostsfile", "").split()
    port = settings.get("port", "22")
    return GuestAddress(
        machine,
        settings["hostname"],
        int(port) if port.isdecimal() else 22,
        settings.get("user"),
        tuple(settings.get("identityfile", ())),
        known_hosts=tuple(path for path in known if path != "/dev/null" and Path(path).is_file()),
    )
