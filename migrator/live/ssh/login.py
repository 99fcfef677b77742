"""Logging in to a guest, and what to do when it refuses."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paramiko

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress
from migrator.live.session import COMMAND_SECONDS, SESSION_SECONDS
from migrator.live.ssh.session import SshSession

CONNECT_SECONDS = 15.0

# OpenSSH before 7.2 (Ubuntu 14.04, CentOS 6) knows RSA keys with SHA-1 alone, cannot say so,
# and Vagrant's own key is an RSA key.
_SHA1_ONLY = {"pubkeys": ["rsa-sha2-512", "rsa-sha2-256"]}

# paramiko logs its threads' tracebacks; without a handler Python prints them on standard error.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


class _UnknownHost(paramiko.SSHException):
    """The host's key is in no known_hosts file."""


class _UnusableKey(paramiko.SSHException):
    """A private key that cannot be read; the text names it and says why."""


class _RefuseUnknownHost(paramiko.MissingHostKeyPolicy):
    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        raise _UnknownHost(hostname)


def connect(
    address: GuestAddress,
    *,
    command_seconds: float = COMMAND_SECONDS,
    session_seconds: float = SESSION_SECONDS,
) -> SshSession:
    """Log in to a guest; MigrationError (exit code 4) says what stands in the way."""
    client = paramiko.SSHClient()
    try:
        _know_hosts(client, address)
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


def _know_hosts(client: paramiko.SSHClient, address: GuestAddress) -> None:
    if address.accepts_any_host_key:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        return
    client.load_system_host_keys()
    for path in address.known_hosts:
        client.load_system_host_keys(str(Path(path).expanduser()))
    client.set_missing_host_key_policy(_RefuseUnknownHost())


def _log_in(client: paramiko.SSHClient, address: GuestAddress) -> None:
    """Try each way in, one connection a way, so that a guest's limit of attempts is kept."""
    refused: paramiko.SSHException | None = None
    for way in _ways_in(address):
        try:
            client.connect(
                address.host,
                port=address.port,
                username=address.user,
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
                channel_timeout=CONNECT_SECONDS,
                **way,
            )
            return
        except paramiko.SSHException as error:
            login_failed = _is_refusal(client, error)
            client.close()
            if refused is None and not login_failed:
                raise
            refused = refused or error
    raise refused or paramiko.AuthenticationException("there is no key to log in with")


def _is_refusal(client: paramiko.SSHClient, error: paramiko.SSHException) -> bool:
    """Whether only the login failed, so that another key may get in.

    Having no key at all is a plain SSHException; the connection stands then.
    """
    transport = client.get_transport()
    stands = transport is not None and transport.is_active()
    return stands or isinstance(error, paramiko.AuthenticationException)


def _ways_in(address: GuestAddress) -> Iterator[dict[str, Any]]:
    """The arguments of each attempt: the named keys, then what the person's agent holds."""
    locked: Exception | None = None
    for path in address.identity_files:
        try:
            key = _load(path)
        except paramiko.PasswordRequiredException as error:
            locked = error
            continue
        alone = {"pkey": key, "allow_agent": False, "look_for_keys": False}
        yield alone
        if isinstance(key, paramiko.RSAKey):
            yield {**alone, "disabled_algorithms": _SHA1_ONLY}
    if not address.trusted:
        yield {"allow_agent": True, "look_for_keys": not address.identity_files}
    if locked is not None:
        raise locked


def _load(path: str) -> paramiko.PKey:
    try:
        return paramiko.PKey.from_path(Path(path).expanduser())
    except TypeError as error:
        # What cryptography says when a passphrase is needed.
        raise paramiko.PasswordRequiredException(path) from error
    except OSError as error:
        raise _UnusableKey(f"{path}: {error.strerror or error}") from error
    except Exception as error:
        # cryptography and paramiko have unrelated classes for what a file can be instead of a key.
        raise _UnusableKey(f"{path} is not a private key that can be used") from error


# What each error means and what to do about it, the particular before the general.
_EXPLANATIONS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        _UnknownHost,
        "{name} has a host key that is in no known_hosts file.",
        "Connect once with `{by_hand}`, compare the key's fingerprint, and accept it.",
    ),
    (
        paramiko.BadHostKeyException,
        "{name} shows another host key than the one in known_hosts.",
        "Find out why before you connect: it may be another computer.",
    ),
    (_UnusableKey, "{name}: {error}.", "Name a private key that may log in there."),
    (
        paramiko.PasswordRequiredException,
        "{name}: its key is protected by a passphrase.",
        "Add the key to your ssh-agent with `ssh-add`, then run this again.",
    ),
    (
        paramiko.AuthenticationException,
        "{name} refused the login.",
        "Try `{by_hand}`; name the right user and key, or leave out --live.",
    ),
    (
        paramiko.ssh_exception.NoValidConnectionsError,
        "{name} cannot be reached: nothing listens there.",
        "Check that the machine is up and its SSH port is right, or leave out --live.",
    ),
    (
        socket.gaierror,
        "{name}: its name is not known.",
        "Check the host's name, or give its address.",
    ),
    (
        TimeoutError,
        "{name} did not answer in time.",
        "Check that it runs and that nothing between blocks SSH, or leave out --live.",
    ),
    (
        paramiko.SSHException,
        "{name} and this program could not agree on a connection: {error}.",
        "Try `{by_hand}` to see whether ssh itself gets in, or leave out --live.",
    ),
    (
        Exception,
        "{name} cannot be reached: {error}.",
        "Check that the machine is up and its SSH port is right, or leave out --live.",
    ),
)


def _explain(error: Exception, address: GuestAddress) -> tuple[str, str]:
    """What happened and what to do about it, in a person's words."""
    user = f"{address.user}@" if address.user else ""
    words = {
        "name": f"Machine '{address.machine}' ({address})",
        "by_hand": f"ssh -p {address.port} {user}{address.host}",
        "error": str(error).rstrip("."),
    }
    _, message, what_next = next(entry for entry in _EXPLANATIONS if isinstance(error, entry[0]))
    return message.format(**words), what_next.format(**words)
