"""HAProxy's frontends and the servers behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.read.process_files.definition import words_of
from migrator.read.webserver.site import Listen, Site, Upstream, split_address


@dataclass
class _Section:
    kind: str
    name: str
    line: int
    listen: list[Listen] = field(default_factory=list)
    servers: list[Upstream] = field(default_factory=list)
    backends: list[str] = field(default_factory=list)


def read_haproxy(text: str, path: str) -> tuple[Site, ...]:
    """Read `frontend` and `listen` sections, each with the servers it leads to."""
    sections: list[_Section] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = words_of(line.partition("#")[0])
        if not words:
            continue
        if words[0] in ("frontend", "listen", "backend", "global", "defaults"):
            name = words[1] if len(words) > 1 else ""
            sections.append(_Section(words[0], name, number))
            for word in words[2:3]:
                sections[-1].listen += _bound(word, tls=False)
        elif sections and len(words) > 1:
            _setting(sections[-1], words, number)
    backends = {section.name: section for section in sections if section.kind == "backend"}
    return tuple(
        Site(
            kind="haproxy",
            path=path,
            line=section.line,
            listen=tuple(section.listen),
            upstreams=tuple(
                server
                for source in (section, *(backends.get(name) for name in section.backends))
                if source is not None
                for server in source.servers
            ),
        )
        for section in sections
        if section.kind in ("frontend", "listen")
    )


def _setting(section: _Section, words: tuple[str, ...], line: int) -> None:
    if words[0] == "bind":
        section.listen += _bound(words[1], tls="ssl" in words[2:])
    elif words[0] in ("default_backend", "use_backend"):
        section.backends.append(words[1])
    elif words[0] == "server" and len(words) > 2:
        host, port = split_address(words[2])
        section.servers.append(Upstream("/", host, port, line))


def _bound(text: str, *, tls: bool) -> list[Listen]:
    found = []
    for address in text.split(","):
        host, port = split_address(address)
        if port is not None:
            found.append(
                Listen(port, host if host not in ("*", "", "0.0.0.0", "::") else None, tls)
            )
    return found
