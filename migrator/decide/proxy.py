"""The web server in front of the application: a container of its own, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.fates import Fate
from migrator.decide.proxy_parts import PLAIN, Backends, Translated
from migrator.decide.proxy_sites import translated
from migrator.decide.questions import PROXY
from migrator.evidence import Evidence, ProxySite
from migrator.infer.seen import seen
from migrator.knowledge.service_images import image_for
from migrator.knowledge.services import definition
from migrator.plan import App, HealthCheck, Question, ReverseProxy, Service, Warning
from migrator.questions import Answers

SERVICE = "proxy"
WITH, WITHOUT = "container", "none"
_LOCAL = frozenset({"", "localhost", "127.0.0.1", "0.0.0.0", "::1", "[::1]"})
_MOST_REASONS = 3


@dataclass
class ProxyDecision:
    """The proxy as the plan has it; `ports` maps what it listened on to the container's ports."""

    proxy: ReverseProxy | None = None
    ports: dict[int, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    @property
    def service(self) -> str | None:
        """The container's name, None where none stands in front."""
        return self.proxy.service if self.proxy is not None else None

    def names(self) -> dict[str, str]:
        """The kind of web server -> the container that takes its place."""
        if self.proxy is None or self.proxy.service is None:
            return {}
        return {self.proxy.kind: self.proxy.service}

    def fate(self, app: str) -> Fate:
        """What becomes of the steps that write its sites; `app` is the application's service."""
        if self.proxy is None or self.proxy.service is None:
            target = f"compose.yaml: services.{app}.ports"
            return Fate("compose", target, "compose publishes the application")
        reason = f"the site is translated for the container {self.proxy.service}"
        return Fate("compose", f"compose.yaml: services.{self.proxy.service}", reason)


@dataclass(frozen=True)
class Neighbours:
    """What a site can forward to: the application's ports, services, hosts that mean the VM.

    `beside` are its further processes, each a service with a port of its own.
    """

    app: App
    also: frozenset[int]
    services: Sequence[Service]
    hosts: frozenset[str]
    beside: Sequence[App] = ()


def decide_proxy(
    evidence: Sequence[Evidence],
    around: Neighbours | None,
    in_repository: Mapping[str, str],
    answers: Answers,
) -> ProxyDecision:
    """Translate the sites, and choose: a container where they do more than forward."""
    found = _distinct(evidence)
    decision = ProxyDecision(_seen(found))
    if around is None or around.app.port is None or not found:
        return decision
    sites = [site for site, _ in found]
    result = translated(sites, _backends(around), in_repository)
    servers = [each for each in result.directives if each.name == "server"]
    if not servers or not result.forwards or decision.proxy is None:
        return decision
    question = answers.settle(_question(decision.proxy, found, result))
    decision.questions.append(question)
    decision.warnings += _unguarded(found, result)
    if question.answer == WITH:
        _stand_in_front(decision, decision.proxy, found, result)
    return decision


def _distinct(evidence: Sequence[Evidence]) -> list[tuple[ProxySite, Evidence]]:
    """Each site once: one that is available and enabled is written twice."""
    found: list[tuple[ProxySite, Evidence]] = []
    for site, item in seen(evidence, ProxySite):
        bare = replace(site, config=None, source=None)
        if all(replace(other, config=None, source=None) != bare for other, _ in found):
            found.append((site, item))
    return found


def _seen(found: Sequence[tuple[ProxySite, Evidence]]) -> ReverseProxy | None:
    """The web server as the VM had it, from the first site that passes requests on."""
    sites = sorted((site for site, _ in found), key=lambda site: site.upstream_port is None)
    if not sites or all(site.redirect for site in sites):
        return None
    site = sites[0]
    return ReverseProxy(site.kind, sorted(site.listen), site.upstream_port, site.config)


def _backends(around: Neighbours) -> Backends:
    name, port = around.app.service, around.app.port
    ports = {service.port: f"{service.name}:{service.port}" for service in around.services}
    ports |= {other: f"{name}:{other}" for other in around.also}
    ports |= {other.port: f"{other.service}:{other.port}" for other in around.beside if other.port}
    return Backends(f"{name}:{port}", {**ports, port or 0: f"{name}:{port}"}, around.hosts | _LOCAL)


def _question(
    proxy: ReverseProxy, found: Sequence[tuple[ProxySite, Evidence]], result: Translated
) -> Question:
    beyond = list(result.beyond)
    shown = "; ".join(beyond[:_MOST_REASONS])
    more = f" and {len(beyond) - _MOST_REASONS} more" if len(beyond) > _MOST_REASONS else ""
    does = f"it {shown}{more}" if beyond else "it only passes requests on"
    places = ", ".join(dict.fromkeys(item.origin.where for _, item in found))
    return Question(
        id=PROXY,
        text=f"Does a container stand in front of the application, as {proxy.kind} did?",
        choices=[WITH, WITHOUT],
        default=WITH if beyond else WITHOUT,
        answer=None,
        why=f"The site of {places}: {does}.",
        closed=True,
        optional=True,
    )


def _files(found: Sequence[tuple[ProxySite, Evidence]]) -> list[str]:
    """Each of the VM's files once, with the place that writes it."""
    by_file: dict[str | None, str] = {}
    for site, item in found:
        where = f" ({site.config})" if site.config else ""
        by_file.setdefault(site.config, f"{item.origin.where}{where}")
    return list(by_file.values())


def _stand_in_front(
    decision: ProxyDecision,
    proxy: ReverseProxy,
    found: Sequence[tuple[ProxySite, Evidence]],
    result: Translated,
) -> None:
    image = image_for("nginx", None)
    known = definition("nginx")
    test = known.healthcheck(None, None, None) if known is not None else None
    decision.proxy = replace(
        proxy,
        service=SERVICE,
        image=image.image if image is not None else None,
        healthcheck=HealthCheck(test) if test else None,
        directives=result.directives,
        folders=[result.folders[name] for name in sorted(result.folders)],
        sources=_files(found),
        left_out=list(result.left_out),
    )
    decision.ports = _ports([site for site, _ in found])
    decision.warnings += _warnings(found, result)


def _ports(sites: Sequence[ProxySite]) -> dict[int, int]:
    """Ports that the VM's server listened on; one for TLS counts only where there is no other."""
    plain = {port: port for site in sites for port in site.listen if port not in site.tls}
    return plain or {port: PLAIN for site in sites for port in site.tls}


def _unguarded(
    found: Sequence[tuple[ProxySite, Evidence]], result: Translated
) -> Iterator[Warning]:
    """A password that the web server asked for and that nothing asks for any more."""
    if any(what.startswith(("auth_", "if ")) for what in result.left_out):
        origin = found[0][1].origin
        message = (
            "The web server in front asked for a password; nothing in the containers does. "
            "Guard the application before anybody else can reach it."
        )
        yield Warning("proxy-password", message, origin.place, origin.line)


def _warnings(found: Sequence[tuple[ProxySite, Evidence]], result: Translated) -> Iterator[Warning]:
    origin = found[0][1].origin
    if result.https:
        message = (
            f"TLS is not ended in the container {SERVICE}: no certificate belongs into the "
            "repository. It answers HTTP, for what ends TLS before it."
        )
        yield Warning("proxy-tls", message, origin.place, origin.line)
    for what in result.left_out:
        message = f"The container {SERVICE} does without {what}."
        yield Warning("proxy-left-out", message, origin.place, origin.line)
