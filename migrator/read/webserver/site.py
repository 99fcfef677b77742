"""Sites that a web server or load balancer serves, whichever one it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.ports import port_of
from migrator.read.webserver.nginx_syntax import Directive


@dataclass(frozen=True)
class Listen:
    """An address a site answers on; `address` None is every one of the machine."""

    port: int
    address: str | None = None
    tls: bool = False


@dataclass(frozen=True)
class Upstream:
    """Where requests below `location` are passed on to.

    `port` is None where the scheme's own is meant and for a Unix socket, whose path is
    then the `host`. `websocket` is set where the connection may be upgraded.
    """

    location: str
    host: str
    port: int | None
    line: int
    scheme: str = "http"
    websocket: bool = False


@dataclass(frozen=True)
class Root:
    """A folder whose files are served below `location`."""

    location: str
    folder: str
    line: int


@dataclass(frozen=True)
class Site:
    """One server block, virtual host or frontend; `redirect` is where all of it is sent.

    `server` is nginx's own block, `around` what stands beside it, `groups` each
    upstream by its name.
    """

    kind: str
    path: str
    line: int
    listen: tuple[Listen, ...] = ()
    server_names: tuple[str, ...] = ()
    upstreams: tuple[Upstream, ...] = ()
    roots: tuple[Root, ...] = ()
    redirect: str | None = None
    server: Directive | None = field(default=None, compare=False, repr=False)
    around: tuple[Directive, ...] = field(default=(), compare=False, repr=False)
    groups: Mapping[str, Directive] = field(default_factory=dict, compare=False, repr=False)


def split_address(text: str) -> tuple[str, int | None]:
    """`host:port` as its parts; the port is None where there is none."""
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        return text, None
    number = port_of(port)
    return (text, None) if number is None else (host, number)


def split_url(text: str) -> tuple[str, str, int | None]:
    """A proxy target as scheme, host and port: `http://localhost:3000/api`."""
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "http", text
    if rest.startswith("unix:"):
        return scheme, rest.removeprefix("unix:").partition(":")[0], None
    host, port = split_address(rest.partition("/")[0])
    return scheme, host, port
