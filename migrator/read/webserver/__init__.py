"""Reads web servers' configuration: which sites there are and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.read.webserver.apache import read_apache
from migrator.read.webserver.haproxy import read_haproxy
from migrator.read.webserver.nginx import read_nginx
from migrator.read.webserver.site import Listen, Root, Site, Upstream

__all__ = [
    "Listen",
    "Root",
    "Site",
    "Upstream",
    "read_apache",
    "read_haproxy",
    "read_nginx",
    "read_sites",
]

_READERS = {
    "apache": read_apache,
    "httpd": read_apache,
    "haproxy": read_haproxy,
}


def read_sites(text: str, path: str, others: Iterable[str] = ()) -> tuple[Site, ...]:
    """Read a configuration file by where it lies, else by what its text looks like.

    `others` are the texts of nginx's further files: a site's upstream may stand in one.
    """
    place = path.lower()
    if "nginx" in place:
        return read_nginx(text, path, others)
    for word, read in _READERS.items():
        if word in place:
            return read(text, path)
    if "<VirtualHost" in text or "ProxyPass " in text:
        return read_apache(text, path)
    if "server" in text and "{" in text and ("listen" in text or "proxy_pass" in text):
        return read_nginx(text, path, others)
    return ()
