"""Asking Vagrant which machines run and how to reach them: the only python-vagrant import.

Vagrant runs the Vagrantfile, which is Ruby and may do anything. Nothing else of
this program does that, which is why looking into a running machine is opt-in.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import vagrant

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress

# Vagrant itself needs one to ten seconds; a Vagrantfile that waits for a network may need more.
VAGRANT_SECONDS = 90.0

_COMPLAINT_LENGTH = 300

_STATE_LINE = re.compile(r"\d+,[^,\s]+,(?:state|provider-name),[^,]+")

Result = TypeVar("Result")


@dataclass(frozen=True)
class VagrantMachines:
    """The machines of a directory: those that run, and the state of the others in words."""

    running: tuple[GuestAddress, ...]
    stopped: Mapping[str, str]


class _BoundedVagrant(vagrant.Vagrant):
    """python-vagrant that ends Vagrant, and whatever it started, after a time."""

    def __init__(self, root: Path, seconds: float) -> None:
        super().__init__(str(root))  # type: ignore[no-untyped-call]  # it has no types
        self._seconds = seconds

    # The one place through which `status` and `conf` run a command; upstream waits for ever.
    def _run_vagrant_command(self, args: Sequence[str | None]) -> str:
        command = self._make_vagrant_command(args)  # type: ignore[no-untyped-call]  # it has no types
        with subprocess.Popen(
            command,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                output, errors = process.communicate(timeout=self._seconds)
            except BaseException:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command, output, errors)
        text = output.decode("utf-8", "replace")
        return _states_only(text) if "--machine-readable" in args else text


def _states_only(text: str) -> str:
    """The lines that python-vagrant needs; it stumbles over what a Vagrantfile prints itself."""
    return "".join(f"{line}\n" for line in text.splitlines() if _STATE_LINE.fullmatch(line))


def running_machines(
    root: Path, names: Sequence[str] = (), *, seconds: float = VAGRANT_SECONDS
) -> VagrantMachines:
    """Ask Vagrant about the machines of `root`, or only about `names`.

    MigrationError (exit code 4) when Vagrant is not installed, fails or takes
    longer than `seconds`, when a named machine does not run, or when none does.
    """
    guests = _BoundedVagrant(root, seconds)
    states = {
        status.name: str(status.state or "unknown") for status in _ask(guests.status, seconds)
    }
    for name in names:
        if name not in states:
            raise _error(
                f"Vagrant knows no machine {name!r}.",
                f"Name one of: {', '.join(sorted(states)) or 'none is defined'}.",
            )
        if not _runs(states[name]):
            raise _not_running(name, states[name])
    wanted = {name: state for name, state in states.items() if not names or name in names}
    running = [name for name, state in wanted.items() if _runs(state)]
    if not running:
        raise _none_running(wanted)
    return VagrantMachines(
        tuple(_address(guests, name, seconds) for name in running),
        {name: _words(state) for name, state in wanted.items() if not _runs(state)},
    )


def _runs(state: str) -> bool:
    return state.casefold() == "running"


def _address(guests: _BoundedVagrant, name: str, seconds: float) -> GuestAddress:
    def ask() -> Mapping[str, str]:
        settings: Mapping[str, str] = guests.conf(vm_name=name)  # type: ignore[no-untyped-call]  # it has no types
        return settings

    settings = _ask(ask, seconds)
    host, port = settings.get("HostName"), settings.get("Port", "22")
    if not host or not port.isdecimal():
        raise _error(
            f"Vagrant does not say how to reach machine '{name}' over SSH.",
            f"Look at what `vagrant ssh-config {name}` prints, or leave out --live.",
        )
    key = settings.get("IdentityFile")
    user = settings.get("User")
    return GuestAddress(name, host, int(port), user, (key,) if key else (), trusted=True)


def _ask(question: Callable[[], Result], seconds: float) -> Result:
    """Answer of a python-vagrant call, with its errors in a person's words."""
    try:
        return question()
    except subprocess.TimeoutExpired as error:
        raise _error(
            f"Vagrant did not answer within {seconds:.0f} s.",
            "See whether `vagrant status` works by itself, or leave out --live.",
        ) from error
    except subprocess.CalledProcessError as error:
        raise _error(
            f"Vagrant failed: {_complaint(error)}",
            "Mend what `vagrant status` complains about, or leave out --live.",
        ) from error
    except (RuntimeError, OSError) as error:
        # python-vagrant says with a bare RuntimeError that there is no executable.
        raise _error(
            "Vagrant is not installed, or not on the PATH.",
            "Install Vagrant, name the machine by --ssh user@host:port, or leave out --live.",
        ) from error
    except ValueError as error:
        raise _error(
            "Vagrant's answer could not be understood.",
            "See what `vagrant status --machine-readable` prints, or leave out --live.",
        ) from error


def _complaint(error: subprocess.CalledProcessError) -> str:
    """Vagrant's own first sentence: machine-readable on standard output, or on standard error."""
    for line in (error.stdout or b"").decode("utf-8", "replace").splitlines():
        fields = line.split(",", 4)
        if len(fields) == 5 and fields[2] == "error-exit":
            text = fields[4].replace("%!(VAGRANT_COMMA)", ",").replace("\\n", " ")
            return _ended(text)
    text = (error.stderr or b"").decode("utf-8", "replace").strip()
    return _ended(text.splitlines()[0] if text else f"exit status {error.returncode}")


def _ended(text: str) -> str:
    """The text with one full stop; of a long one, the sentences that fit."""
    whole = " ".join(text.split())
    shown = (
        whole if len(whole) <= _COMPLAINT_LENGTH else whole[:_COMPLAINT_LENGTH].rpartition(". ")[0]
    )
    return f"{(shown or whole[:_COMPLAINT_LENGTH]).rstrip('.')}."


def _not_running(name: str, state: str) -> MigrationError:
    return _error(
        f"Vagrant says machine '{name}' is {_words(state)}, so it cannot be inspected live.",
        f"Run `vagrant up {name}`, or leave out --live.",
    )


def _none_running(states: Mapping[str, str]) -> MigrationError:
    if len(states) == 1:
        return _not_running(*next(iter(states.items())))
    listed = ", ".join(f"'{name}' is {_words(state)}" for name, state in sorted(states.items()))
    return _error(
        f"No machine of this directory runs: {listed or 'none is defined'}.",
        "Run `vagrant up`, or leave out --live.",
    )


def _words(state: str) -> str:
    return {"poweroff": "powered off", "saved": "suspended"}.get(state, state.replace("_", " "))


def _error(message: str, what_next: str) -> MigrationError:
    return MigrationError(message, next=what_next, exit_code=ExitCode.ENVIRONMENT)
