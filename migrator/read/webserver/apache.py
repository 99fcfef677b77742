"""Apache's virtual hosts, as far as they forward requests or serve a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.ports import port_of
from migrator.read.process_files.definition import logical_lines, words_of
from migrator.read.webserver.site import Listen, Root, Site, Upstream, split_address, split_url


@dataclass
class _Host:
    line: int = 1
    listen: list[Listen] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    upstreams: list[Upstream] = field(default_factory=list)
    roots: list[Root] = field(default_factory=list)
    redirect: str | None = None
    tls: bool = False


def read_apache(text: str, path: str) -> tuple[Site, ...]:
    """Read the virtual hosts of a file; what stands outside them counts as one of its own."""
    outside = _Host()
    hosts: list[_Host] = []
    host, locations = outside, ["/"]
    for number, words in _directives(text):
        name = words[0].lower()
        if name == "<virtualhost":
            host = _Host(number, [listen for word in words[1:] for listen in _listen(word)])
            hosts.append(host)
        elif name == "</virtualhost":
            host = outside
        elif name in ("<location", "<locationmatch") and len(words) > 1:
            locations.append(words[-1])
        elif name.startswith("</location") and len(locations) > 1:
            locations.pop()
        elif len(words) > 1:
            _directive(host, name, words[1:], locations[-1], number)
    if outside.upstreams or outside.roots:
        hosts.append(outside)
    return tuple(_site(host, path) for host in hosts)


def _directives(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in logical_lines(text):
        line = line.strip()
        if line.startswith("<"):
            line = line.rstrip(">")
        words = list(words_of(line)) if line and not line.startswith("#") else []
        if words:
            yield number, words


def _listen(address: str) -> Iterator[Listen]:
    alone = port_of(address)
    host, port = split_address(address) if alone is None else ("*", alone)
    if port is not None:
        everywhere = host in ("*", "_default_", "0.0.0.0", "[::]", "")
        yield Listen(port, None if everywhere else host)


def _directive(host: _Host, name: str, words: list[str], location: str, line: int) -> None:
    if name == "listen":
        host.listen += _listen(words[0])
    elif name in ("servername", "serveralias"):
        host.names += [split_address(word)[0] for word in words]
    elif name == "documentroot":
        host.roots.append(Root("/", words[0], line))
    elif name == "sslengine":
        host.tls = words[0].lower() == "on"
    elif name == "proxypass":
        _proxy(host, words, location, line)
    elif name == "rewriterule" and len(words) > 2 and "P" in words[2].strip("[]").split(","):
        _proxy(host, [location, words[1]], location, line)
    elif name == "redirect" and words[-2:-1] == ["/"]:
        host.redirect = words[-1]


def _proxy(host: _Host, words: list[str], location: str, line: int) -> None:
    """`ProxyPass /path url`; inside a Location the path is the location's."""
    path, target = (location, words[0]) if "://" in words[0] else (words[0], "".join(words[1:2]))
    if "://" not in target:
        return
    scheme, address, port = split_url(target)
    websocket = scheme in ("ws", "wss")
    host.upstreams.append(
        Upstream(path, address, port, line, "http" if websocket else scheme, websocket)
    )


def _site(host: _Host, path: str) -> Site:
    return Site(
        kind="apache",
        path=path,
        line=host.line,
        listen=tuple(Listen(found.port, found.address, host.tls) for found in host.listen),
        server_names=tuple(host.names),
        upstreams=tuple(host.upstreams),
        roots=tuple(host.roots),
        redirect=host.redirect,
    )
