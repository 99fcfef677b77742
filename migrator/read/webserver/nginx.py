"""nginx's server blocks: what they listen on and where they pass requests to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migrator.ports import port_of
from migrator.read.webserver.nginx_syntax import Directive, parse_nginx
from migrator.read.webserver.site import Listen, Root, Site, Upstream, split_address, split_url

_PASSES = {
    "proxy_pass": "http",
    "fastcgi_pass": "fastcgi",
    "uwsgi_pass": "uwsgi",
    "scgi_pass": "scgi",
    "grpc_pass": "grpc",
}
_TRANSPARENT = frozenset({"", "http", "location", "if", "limit_except", "events", "stream"})
_BLOCKS = frozenset({"server", "http", "upstream", "events", "stream", "mail"})
_REDIRECTS = frozenset({"301", "302", "303", "307", "308", "permanent", "redirect"})


def read_nginx(text: str, path: str, others: Iterable[str] = ()) -> tuple[Site, ...]:
    """Read every server block of a configuration file, in its order.

    What it includes is not followed; a server without `listen` is on port 80, as
    nginx documents. `others` are the texts of files that may hold its upstreams.
    """
    whole = parse_nginx(text)
    files = [parse_nginx(other) for other in others if "upstream" in other]
    groups = {
        " ".join(group.arguments): group
        for file in (*files, whole)
        for block in (file, *file.all("http"))
        for group in block.all("upstream")
    }
    return tuple(
        _site(server, block, groups, path)
        for block in (whole, *whole.all("http"))
        for server in block.all("server")
        if not server.arguments
    )


def _site(server: Directive, beside: Directive, groups: dict[str, Directive], path: str) -> Site:
    listen = [found for found in map(_listen, server.all("listen")) if found is not None]
    if not any(True for _ in server.all("listen")):
        listen = [Listen(80)]
    if any("on" in directive.arguments for directive in server.all("ssl")):
        listen = [Listen(found.port, found.address, tls=True) for found in listen]
    names = (name for directive in server.all("server_name") for name in directive.arguments)
    return Site(
        kind="nginx",
        path=path,
        line=server.line,
        listen=tuple(dict.fromkeys(listen)),
        server_names=tuple(name for name in names if name and name != "_"),
        upstreams=tuple(_upstreams(server, groups)),
        roots=tuple(_roots(server)),
        redirect=_redirect(server),
        server=server,
        around=tuple(other for other in beside.block if other.name not in _BLOCKS),
        groups=groups,
    )


def _listen(directive: Directive) -> Listen | None:
    written = directive.arguments[0] if directive.arguments else ""
    tls = "ssl" in directive.arguments[1:]
    alone = port_of(written)
    if alone is not None:
        return Listen(alone, tls=tls)
    if not written or written.startswith("unix:"):
        return None
    address, port = split_address(written)
    everywhere = address in ("*", "[::]", "0.0.0.0")
    return Listen(port or 80, None if everywhere else address, tls)


def _within(server: Directive) -> Iterator[tuple[str, Directive, list[Directive]]]:
    """Every directive of a server with its location and the blocks around it."""
    pending = [(server, "/", [server])]
    while pending:
        block, location, around = pending.pop(0)
        for directive in block.block:
            yield location, directive, around
            if directive.block and directive.name in _TRANSPARENT:
                inner = location
                if directive.name == "location":
                    inner = " ".join(directive.arguments)
                pending.append((directive, inner, [*around, directive]))


def _upstreams(server: Directive, groups: dict[str, Directive]) -> Iterator[Upstream]:
    variables = {
        directive.arguments[0]: directive.arguments[1]
        for _, directive, _ in _within(server)
        if directive.name == "set" and len(directive.arguments) == 2
    }
    for location, directive, around in _within(server):
        if directive.name not in _PASSES or not directive.arguments:
            continue
        target = directive.arguments[0]
        for name, value in variables.items():
            target = target.replace(name, value, 1)
        default = _PASSES[directive.name]
        scheme, host, port = split_url(target if "://" in target else f"{default}://{target}")
        upgrades = any(_upgrades(block) for block in around)
        if host in groups:
            for address, line in _members(groups[host]):
                host_of, port_of = split_address(address)
                yield Upstream(location, host_of, port_of, line, scheme, upgrades)
        else:
            yield Upstream(location, host, port, directive.line, scheme, upgrades)


def _members(group: Directive) -> Iterator[tuple[str, int]]:
    for member in group.all("server"):
        if member.arguments and "down" not in member.arguments:
            yield member.arguments[0].removeprefix("unix:"), member.line


def _upgrades(block: Directive) -> bool:
    headers = (directive.arguments for directive in block.all("proxy_set_header"))
    return any(arguments and arguments[0].lower() == "upgrade" for arguments in headers)


def _roots(server: Directive) -> Iterator[Root]:
    for location, directive, _ in _within(server):
        if directive.name in ("root", "alias") and directive.arguments:
            yield Root(location, directive.arguments[0], directive.line)


def _redirect(server: Directive) -> str | None:
    """Where a server, or its location `/`, sends every request."""
    root = [block for block in server.all("location") if block.arguments == ("/",)]
    for block in (server, *root):
        for directive in block.block:
            arguments = directive.arguments
            if directive.name == "return" and len(arguments) == 2 and arguments[0] in _REDIRECTS:
                return arguments[1]
            if directive.name == "rewrite" and len(arguments) > 2 and arguments[0] in _EVERYTHING:
                return arguments[1] if arguments[2] in _REDIRECTS else None
    return None


_EVERYTHING = frozenset({"^", ".*", "^.*", "^(.*)$", "^/(.*)$", "^(.*)", "^/(.*)", "^.*$"})
