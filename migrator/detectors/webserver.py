"""Web servers in front of the application: the sites that provisioning leaves in the guest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.detectors.registry import recognises_file
from migrator.evidence import Observation, ProxySite, SiteDirective, SiteSource, SiteTarget
from migrator.read.webserver import Site, read_sites
from migrator.read.webserver.nginx_syntax import Directive
from migrator.trace import GuestFile

# Files of nginx's that are searched for an upstream of another one.
MAX_OTHERS = 20


@recognises_file(
    r"/etc/nginx/(nginx\.conf|conf\.d/.+|sites-(available|enabled)/.+)"
    r"|/usr/local/(etc/)?nginx/(conf/)?.+\.conf"
    r"|/etc/(apache2|httpd)/(sites-(available|enabled)|conf\.d|conf(-enabled|-available)?)/.+"
    r"|/etc/haproxy/haproxy\.cfg"
)
def site_file(file: GuestFile, files: Mapping[str, GuestFile]) -> Iterator[tuple[int, Observation]]:
    """Read a site: where it listens, and where it passes requests on to."""
    if isinstance(file.content, str):
        beside = (other for path, other in files.items() if "/nginx/" in path and path != file.path)
        others = [other.content for other in beside if isinstance(other.content, str)]
        for site in read_sites(file.content, file.path, others[:MAX_OTHERS]):
            yield site.line - 1, _seen(site)


def _seen(site: Site) -> ProxySite:
    upstream = next(iter(site.upstreams), None)
    root = next(iter(site.roots), None)
    return ProxySite(
        kind=site.kind,
        listen=tuple(dict.fromkeys(listen.port for listen in site.listen)) or (80,),
        upstream_host=upstream.host if upstream else None,
        upstream_port=(upstream.port or 80) if upstream else None,
        root=root.folder if root else None,
        config=site.path,
        server_names=site.server_names,
        redirect=site.redirect,
        tls=tuple(dict.fromkeys(listen.port for listen in site.listen if listen.tls)),
        targets=tuple(
            SiteTarget(each.location, each.host, each.port, each.websocket)
            for each in site.upstreams
        ),
        folders=tuple((root.location, root.folder) for root in site.roots),
        source=_source(site),
    )


def _source(site: Site) -> SiteSource | None:
    if site.server is None:
        return None
    return SiteSource(
        _directive(site.server),
        tuple(map(_directive, site.around)),
        {name: _directive(group) for name, group in site.groups.items()},
    )


def _directive(found: Directive) -> SiteDirective:
    """The reader's directive as an observation; its depth is bounded by the reader."""
    block = tuple(map(_directive, found.block)) if found.block else None
    return SiteDirective(found.name, found.arguments, found.line, block)
