"""Web servers in front of the application: the sites that provisioning leaves in the guest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.detectors.registry import recognises_file
from migrator.evidence import Observation, ProxySite
from migrator.read.webserver import Site, read_sites
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
    """Read a site: where it listens, and where it passes requests on to.

    A site that only redirects says nothing about the application.
    """
    if isinstance(file.content, str):
        beside = (other for path, other in files.items() if "/nginx/" in path and path != file.path)
        others = [other.content for other in beside if isinstance(other.content, str)]
        for site in read_sites(file.content, file.path, others[:MAX_OTHERS]):
            if site.redirect is None:
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
    )
