"""A web server's sites as nginx's configuration in a container: hosts, folders and ports moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migrator.decide.proxy_parts import PLAIN, Backends, Translated
from migrator.decide.proxy_secrets import (
    has_secret,
    is_literal,
    names_secret_variable,
    reads,
    refusal_of,
    secret_variables,
)
from migrator.evidence import ProxySite, SiteDirective, SiteTarget
from migrator.knowledge.nginx_directives import group_of, is_silent_include, proxy_params
from migrator.plan import ProxyDirective, ServedFolder
from migrator.ports import port_of
from migrator.redact import redact

_URL = re.compile(r"(?P<scheme>https?)://(?P<host>[\w.-]+)(?::(?P<port>\d{1,5}))?(?P<path>[/?].*)?")
_REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
_HTTPS = re.compile(r"https://([^/\s:]+?)(?=[/:]|\$request_uri|\$uri|\$1|$)")
_OWN_HOST = frozenset({"$host", "$http_host", "$server_name", "$hostname"})
_STATIC = frozenset({"alias", "autoindex", "index", "root", "try_files"})
# Set for all servers by the file /etc/nginx/nginx.conf of the official image; a second time in the
# same context is an error to nginx.
_SET_BY_IMAGE = frozenset({"default_type", "keepalive_timeout"})
_WEBSOCKET = (("Upgrade", "$http_upgrade"), ("Connection", "upgrade"))


def translated(
    sites: Sequence[ProxySite], backends: Backends, in_repository: Mapping[str, str]
) -> Translated:
    """Translate the sites of one machine; `in_repository` has the served folders that exist."""
    return _Translator(backends, in_repository).all(sites)


class _Translator:
    def __init__(self, backends: Backends, in_repository: Mapping[str, str]) -> None:
        self.backends = backends
        self.in_repository = in_repository
        self.found = Translated()
        self.groups: Mapping[str, SiteDirective] = {}
        self.names: Sequence[str] = ()
        self.lost: set[str] = set()

    def all(self, sites: Sequence[ProxySite]) -> Translated:
        servers = [server for server in map(self.server, sites) if server is not None]
        around: list[ProxyDirective] = []
        named: dict[str, SiteDirective] = {}
        for site in sites:
            if site.source is not None:
                self.groups = site.source.groups
                around += self.block(site.source.around)
                named.update(site.source.groups)
        used = {word for server in servers for word in _words(server)}
        groups = [self.group(name, named[name]) for name in sorted(named) if _names(used, name)]
        servers = [_with_inherited(server, around) for server in servers]
        around = [each for each in around if each.name not in _SET_BY_IMAGE]
        for directive in (*around, *filter(None, groups), *servers):
            if directive not in self.found.directives:
                self.found.directives.append(directive)
        return self.found

    def server(self, site: ProxySite) -> ProxyDirective | None:
        """One site; none where it does nothing that is left."""
        self.found.https |= bool(site.tls)
        self.groups = site.source.groups if site.source is not None else {}
        self.names = site.server_names
        directives = (site.source.server.block or ()) if site.source else ()
        self.lost = secret_variables(directives)
        before = self.found.forwards
        inner = self.block(directives) if site.source else self.generic(site)
        acts = {"location", "return", "rewrite", "root", "if"}
        if not any(each.name in acts for each in inner):
            return None
        self.found.forwards |= before
        plain = dict.fromkeys(PLAIN if port in site.tls else port for port in site.listen)
        head = [ProxyDirective("listen", [str(port)]) for port in plain]
        names = [name for name in site.server_names if name.isprintable()]
        if names:
            head.append(ProxyDirective("server_name", names))
        return ProxyDirective("server", [], [*head, *inner])

    def group(self, name: str, given: SiteDirective) -> ProxyDirective | None:
        """An upstream of several servers, each once."""
        block = [ProxyDirective("server", [target]) for target in self.members(given)]
        rest = [each for each in given.block or () if each.name != "server"]
        return ProxyDirective("upstream", [name], [*block, *self.block(rest)]) if block else None

    def members(self, group: SiteDirective) -> list[str]:
        """The addresses of a group's servers that can be had."""
        found: dict[str, None] = {}
        for each in group.block or ():
            if each.name == "server" and each.arguments and "down" not in each.arguments:
                target = self.member(each)
                found |= {target: None} if target is not None else {}
        return list(found)

    def member(self, given: SiteDirective) -> str | None:
        """The address of a group's server; how much of the requests it got is not kept."""
        host, colon, port = given.arguments[0].rpartition(":")
        number = port_of(port) if colon else None
        if host == "unix" or (colon and number is None):
            self.lose(given, f"{given.arguments[0]} cannot be reached from a container")
            return None
        if len(given.arguments) > 1:
            self.lose(given, f"{' '.join(given.arguments[1:])} is not kept")
        return self.backends.of(host or port, number)

    def block(self, directives: Sequence[SiteDirective]) -> list[ProxyDirective]:
        found: list[ProxyDirective] = []
        for directive in directives:
            if not all(word.isprintable() for word in (directive.name, *directive.arguments)):
                self.lose(directive, "it is no line of text")
            elif has_secret(directive):
                first = " ".join(directive.arguments[:1])
                refusal = refusal_of(directive)
                closed = "; until it is put back, everything there is refused" if refusal else ""
                self.lose(directive, f"it holds a secret ({directive.name} {first} ...){closed}")
                found += self.block(refusal)
            elif lost := reads(directive, self.lost):
                self.lose(directive, f"it reads {lost}, which is left out")
            else:
                found += self.directive(directive)
        return found

    def lose(self, directive: SiteDirective, why: str) -> None:
        line = f" (line {directive.line})" if directive.line else ""
        self.found.left_out[redact(f"{directive.name}{line}: {why}")] = None

    def directive(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        name, arguments = given.name, list(given.arguments)
        if name.startswith("ssl") or name == "http2":
            self.found.https = True
        elif name == "include":
            yield from self.include(given)
        elif name == "proxy_pass" and arguments:
            yield from self.proxy_pass(given)
        elif name in ("root", "alias") and arguments:
            yield from self.folder(given)
        elif name in ("return", "rewrite") and _to_https(arguments, self.names):
            self.found.https = True
        elif (group := group_of(name)) in ("kept", "effects"):
            if group == "effects":
                self.found.beyond[_effect(name, arguments)] = None
            yield ProxyDirective(name, arguments)
        elif group == "blocks":
            yield from self.inner(given)
        elif group == "tables":
            yield ProxyDirective(name, arguments, list(self.rows(given)))
        elif group is None:
            self.lose(given, "it is not translated")

    def rows(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        """A table's rows; the table stays without those that are lost, for what reads it."""
        keyed = any(map(names_secret_variable, given.arguments))
        for row in given.block or ():
            if row.name == "include":
                self.lose(row, f"what {' '.join(row.arguments)} holds is not followed")
            elif not all(word.isprintable() for word in (row.name, *row.arguments)):
                self.lose(row, f"a row of {given.name} is no line of text")
            elif has_secret(row) or (keyed and is_literal(row.name)):
                where = f"{given.name} (line {row.line})"
                self.found.left_out[f"{where}: a row of it holds a secret"] = None
            else:
                yield ProxyDirective(row.name, list(row.arguments))

    def include(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        path = " ".join(given.arguments)
        if path.rpartition("/")[2] == "proxy_params":
            for header, value in proxy_params():
                yield ProxyDirective("proxy_set_header", [header, value])
        elif not is_silent_include(path):
            self.lose(given, f"what {path} holds is not followed")

    def proxy_pass(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        url = _URL.fullmatch(given.arguments[0])
        if url is None:
            self.lose(given, f"{given.arguments[0]} cannot be reached from a container")
            return
        host, path = url["host"], url["path"] or ""
        if host in self.groups:
            targets = self.members(self.groups[host])
            target = host if targets else None
            is_app = self.backends.app in targets
            only_app = targets == [self.backends.app]
        else:
            target = self.backends.of(host, int(url["port"]) if url["port"] else None)
            is_app = only_app = target == self.backends.app
        if target is None:
            self.lose(given, f"nothing that is known here listens at {given.arguments[0]}")
            return
        self.found.forwards |= is_app
        if not only_app or path:
            self.found.beyond[f"passes requests on to {target}{path}"] = None
        yield ProxyDirective("proxy_pass", [f"{url['scheme']}://{target}{path}"])

    def folder(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        path = given.arguments[0]
        inside = self.in_repository.get(path)
        if inside is None or inside == ".":
            self.lose(given, f"{path} is no folder of the repository to be served")
            return
        target = f"/srv/{inside}"
        self.found.folders[target] = ServedFolder(inside, target)
        self.found.beyond[f"serves {inside}/"] = None
        yield ProxyDirective(given.name, [target + ("/" if path.endswith("/") else "")])

    def inner(self, given: SiteDirective) -> Iterator[ProxyDirective]:
        """A location or condition; one whose files are elsewhere leaves them to the application."""
        beyond = dict(self.found.beyond)
        block = self.block(given.block or ())
        served = any(each.name in ("root", "alias") for each in given.block or ())
        answers = {"root", "alias", "proxy_pass"} & {each.name for each in block}
        if given.name == "location" and served and not answers:
            self.found.beyond = beyond
            rest = [each for each in block if each.name not in _STATIC]
            block = [ProxyDirective("proxy_pass", [f"http://{self.backends.app}"]), *rest]
        if block:
            yield ProxyDirective(given.name, list(given.arguments), block)

    def generic(self, site: ProxySite) -> list[ProxyDirective]:
        """Apache's and HAProxy's sites: folders and forwarded paths are all that is taken over."""
        rest = "whatever else the site says: only its folders and forwarded paths are translated"
        self.found.left_out[rest] = None
        targets = {each.location: each for each in reversed(site.targets)}
        served = [
            SiteDirective("root", (folder,), 0)
            for location, folder in site.folders
            if location == "/" and folder in self.in_repository and "/" not in targets
        ]
        found = self.block(served)
        for location, target in sorted(targets.items()):
            if not location.startswith("/"):
                self.found.left_out[redact(f"{location}: only plain paths are translated")] = None
                continue
            inner = self.block([_pass(target), *_headers(target)])
            if inner and inner[0].name == "proxy_pass":
                found.append(ProxyDirective("location", [location], inner))
        if site.redirect is not None and not _to_https(["301", site.redirect], self.names):
            if redact(site.redirect) != site.redirect:
                self.found.left_out["a redirect: its address holds a secret"] = None
                return found
            self.found.beyond[f"redirects to {site.redirect}"] = None
            found.append(ProxyDirective("return", ["301", f"{site.redirect}$request_uri"]))
        return found


def _with_inherited(server: ProxyDirective, around: Sequence[ProxyDirective]) -> ProxyDirective:
    """A server with what stood around all of them and what the image's own file sets there."""
    block = server.block or []
    own = {each.name for each in block}
    inherited = [each for each in around if each.name in _SET_BY_IMAGE - own]
    return replace(server, block=[*block, *inherited])


def _pass(target: SiteTarget) -> SiteDirective:
    port = f":{target.port}" if target.port else ""
    return SiteDirective("proxy_pass", (f"http://{target.host}{port}",), 0)


def _headers(target: SiteTarget) -> list[SiteDirective]:
    headers = [*proxy_params(), *(_WEBSOCKET if target.websocket else ())]
    version = [SiteDirective("proxy_http_version", ("1.1",), 0)] if target.websocket else []
    return version + [SiteDirective("proxy_set_header", header, 0) for header in headers]


def _to_https(arguments: Sequence[str], names: Sequence[str]) -> bool:
    """Whether `return` or `rewrite` only moves a request to TLS on the same host."""
    hosts = (match[1] for word in arguments[1:] if (match := _HTTPS.match(word)))
    return any(host in _OWN_HOST or host in names for host in hosts)


def _effect(name: str, arguments: Sequence[str]) -> str:
    if name == "return" and arguments and arguments[0] in _REDIRECTS:
        return f"redirects to {arguments[-1]}"
    return f"sets {name}"


def _words(directive: ProxyDirective) -> Iterator[str]:
    yield from directive.arguments
    for inner in directive.block or ():
        yield from _words(inner)


def _names(words: set[str], group: str) -> bool:
    """Whether a `proxy_pass` of these words goes to the upstream `group`."""
    pattern = re.compile(rf"https?://{re.escape(group)}(?:[/?].*)?")
    return any(pattern.fullmatch(word) for word in words)
