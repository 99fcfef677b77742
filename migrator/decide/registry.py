"""Where images are pulled from: a mirror in front, a digest behind, as a person wants it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from migrator.plan import App, Image, ReverseProxy, Service, Warning
from migrator.questions import Answers

MIRROR, DIGEST = "image.mirror", "image.digest."


@dataclass(frozen=True)
class Registry:
    """The mirror and the digests by an image's own name."""

    mirror: str | None = None
    digests: dict[str, str] = field(default_factory=dict)

    def name(self, image: str) -> str:
        """The whole reference of an image."""
        digest = self.digests.get(image)
        prefix = f"{self.mirror}/" if self.mirror else ""
        return f"{prefix}{image}@{digest}" if digest else f"{prefix}{image}"

    def image(self, image: Image) -> Image:
        """The application's image with whole references."""
        node_from = self.name(image.node_from) if image.node_from else None
        return replace(image, base=self.name(image.base), node_from=node_from)

    def app(self, app: App) -> App:
        """An application on the image of this registry."""
        fetch = replace(app.fetch, image=self.name(app.fetch.image)) if app.fetch else None
        return replace(app, image=self.image(app.image), fetch=fetch) if app.image else app

    def service(self, service: Service) -> Service:
        """A service on the image of this registry."""
        return replace(service, image=self.name(service.image))

    def proxy(self, proxy: ReverseProxy | None) -> ReverseProxy | None:
        """The web server in front on the image of this registry."""
        if proxy is None or proxy.image is None:
            return proxy
        return replace(proxy, image=self.name(proxy.image))


def registry_of(answers: Answers) -> Registry:
    """The registry that the answers want."""
    return Registry(answers.get(MIRROR), answers.below(DIGEST))


def unused_digests(
    answers: Answers, app: App | None, services: list[Service], proxy: ReverseProxy | None
) -> Iterator[Warning]:
    """Warn of a digest for an image that nothing is built on or runs, such as last year's."""
    used = {service.image for service in services}
    if proxy is not None and proxy.image is not None:
        used.add(proxy.image)
    if app is not None and app.image is not None:
        used |= {app.image.base, app.image.node_from or ""}
    if app is not None and app.fetch is not None:
        used.add(app.fetch.image)
    for name in registry_of(answers).digests:
        if name not in used:
            place = answers.place(f"{DIGEST}{name}")
            message = f"The digest for {name} pins nothing: that image is not used."
            source, line = (place.source, place.line) if place else (None, None)
            yield Warning("digest-unused", message, source, line)
