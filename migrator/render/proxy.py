"""The proxy's configuration: nginx's directives, each word quoted so that it stays one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.plan import Plan, ProxyDirective, ReverseProxy
from migrator.render import names
from migrator.render.origins import joined, wrapped
from migrator.render.quote import nginx_word
from migrator.render.templates import fill

PATH = "migration/proxy/nginx.conf"
_TARGET = "/etc/nginx/conf.d/default.conf"


def proxy_of(plan: Plan) -> ReverseProxy | None:
    """The plan's proxy where a container is one."""
    proxy = plan.reverse_proxy
    return proxy if proxy is not None and proxy.service and proxy.image else None


def files(plan: Plan) -> dict[str, str]:
    """The configuration by its path; none without a proxy."""
    proxy = proxy_of(plan)
    if proxy is None:
        return {}
    origin = f"{proxy.kind}'s site, translated from {joined(proxy.sources)}."
    about = [*wrapped(origin), *_lost(proxy)]
    return {PATH: fill("nginx.conf.j2", about=about, lines=list(_lines(proxy.directives)))}


def note(proxy: ReverseProxy) -> tuple[str, ...]:
    """What stands above the proxy in the compose file."""
    return wrapped(f"In front, as {proxy.kind} was: {joined(proxy.sources)}.")


def mounts(proxy: ReverseProxy) -> tuple[str, ...]:
    """The configuration and the folders that are served, read-only."""
    pairs = [(PATH, _TARGET), *((folder.path, folder.target) for folder in proxy.folders)]
    return tuple(f"{names.mount(f'./{names.path(path)}', target)}:ro" for path, target in pairs)


def _lost(proxy: ReverseProxy) -> Iterator[str]:
    for what in proxy.left_out:
        yield from wrapped(f"Left out: {what}")


def _lines(directives: Sequence[ProxyDirective], depth: int = 0) -> Iterator[str]:
    """Blocks apart from their neighbours by a blank line, indented by four columns."""
    indent = "    " * depth
    for index, directive in enumerate(directives):
        words = " ".join(map(nginx_word, (directive.name, *directive.arguments)))
        if index and (directive.block is not None or directives[index - 1].block is not None):
            yield ""
        if directive.block is None:
            yield f"{indent}{words};"
        else:
            yield f"{indent}{words} {{"
            yield from _lines(directive.block, depth + 1)
            yield f"{indent}}}"
