"""Addresses from an ssh-config file."""

from __future__ import annotations

from pathlib import Path

import paramiko

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress


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
