"""Names with a grammar of their own, checked with `fullmatch`; each filter returns its value.

MigrationError names the value that does not fit: quoted or not, a package called
`x; reboot` can only be an attack or a misreading, and belongs into no build.
"""

from __future__ import annotations

import re
import shlex

from migrator.errors import MigrationError
from migrator.visible import visible

_IMAGE = re.compile(
    r"(?:[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?/)?"
    r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
    r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    r"(?:@sha256:[0-9a-f]{64})?"
)
_OS_PACKAGE = re.compile(r"[a-z0-9][a-z0-9+.-]+(?:=[A-Za-z0-9.+:~-]+)?")
_NPM_PACKAGE = re.compile(
    r"(?:@[A-Za-z0-9~][A-Za-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*(?:@[A-Za-z0-9.^~<>=*+-]+)?"
)
_SERVICE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HOST_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_PATH = re.compile(r"[^\\\"'`$]+")
_MOUNTED = re.compile(r"[A-Za-z0-9._/@+ \u00a1-\ud7ff-]+")
_CORRECT = "Look up its evidence with `migrator inspect`, and correct it in the answers file."


def _checked(pattern: re.Pattern[str], what: str, value: str) -> str:
    if not pattern.fullmatch(value) or not value.isprintable():
        raise MigrationError(
            f"The plan has {what} that cannot be one: {visible(value)[:80]}",
            next=_CORRECT,
        )
    return value


def image(value: str) -> str:
    """An image reference, checked."""
    return _checked(_IMAGE, "an image name", value)


def os_package(value: str) -> str:
    """A Debian package, with or without `=version`, checked."""
    return _checked(_OS_PACKAGE, "an OS package", value)


def npm_package(value: str) -> str:
    """An npm package, with or without `@version` or a range, checked, as a word for sh."""
    return shlex.quote(_checked(_NPM_PACKAGE, "an npm package", value))


def service(value: str) -> str:
    """A compose service's or volume's name, checked."""
    return _checked(_SERVICE, "a service name", value)


def variable(value: str) -> str:
    """An environment variable's name, checked."""
    return _checked(_VARIABLE, "an environment variable", value)


def secret(value: str) -> str:
    """A variable that compose can read from `.env`, checked."""
    return _checked(_IDENTIFIER, "a secret's variable", value)


def secret_id(value: str) -> str:
    """The name by which a build gets a secret, checked."""
    return _checked(_SERVICE, "a build secret", value)


def port(value: int) -> str:
    """A port number, checked."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 65536:
        raise MigrationError(
            f"The plan has a port that cannot be one: {visible(str(value))[:80]}",
            next=_CORRECT,
        )
    return str(value)


def published_port(host_ip: str | None, host: int | None, container: int, protocol: str) -> str:
    """Compose's short form of a published port, `127.0.0.1:8080:80/udp`."""
    suffix = {"tcp": "", "udp": "/udp"}.get(protocol)
    if suffix is None:
        raise MigrationError(
            f"Port {port(container)} has a protocol that compose cannot publish: "
            f"{visible(protocol)[:40]}",
            next="Only tcp and udp can be forwarded; correct it in the Vagrantfile.",
        )
    parts = [] if host is None else [port(host)]
    if host_ip:
        # Vagrant takes this name for an address; Docker wants a number.
        numeric = "127.0.0.1" if host_ip == "localhost" else host_ip
        address = _checked(_HOST_ADDRESS, "a host address", numeric)
        parts = [f"[{address}]" if ":" in address else address, *(parts or [""])]
    return ":".join([*parts, port(container)]) + suffix


def mount(source: str, target: str) -> str:
    """Compose's short form of a mount, `./db:/data`; neither side may have a colon."""
    for side in (source, target):
        _checked(_MOUNTED, "a mounted path", side)
    return f"{source}:{target}"


def any_path(value: str) -> str:
    """A path of an image or of the project, checked: no quotes, no variables, one line."""
    return _checked(_PATH, "a path", value)


def path(value: str) -> str:
    """A relative path inside the project, checked; `.` is the root itself."""
    checked = any_path(value)
    if checked.startswith("/") or ".." in checked.split("/"):
        raise MigrationError(
            f"The plan has a path that leaves the project: {visible(value)[:80]}",
            next=_CORRECT,
        )
    return checked
