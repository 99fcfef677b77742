"""What the virtual machine was, beside what the containers are."""

from __future__ import annotations

import shlex

from migrator.plan import DECLARED, App, CronJob, NodeVersion, Plan, PlannedMachine
from migrator.report.document import Block, Code, Line, Paragraph, Section, Table

_HEAD = ("", "Vagrant", "Docker")
# Sources of a Node release that say nothing about the machine.
_CANDIDATE = "app.node.candidate."
_DECIDED = frozenset({"answer", "default", "policy"})
Row = tuple[Line, Line, Line]


def comparison(plan: Plan) -> Section | None:
    """A row for each thing that both worlds have a word for."""
    rows = [*_systems(plan), *_applications(plan), *_ports(plan), *_services(plan)]
    rows += [*_proxy(plan), *_cron(plan), *_files(plan), *_packages(plan)]
    blocks: list[Block] = [Table(_HEAD, tuple(rows))] if rows else []
    if plan.os_packages.dropped:
        dropped = tuple(((Code(one.name),), (one.reason,)) for one in plan.os_packages.dropped)
        blocks += [
            Paragraph(("These packages of the machine are in no image:",)),
            Table(("Package", "Why"), dropped),
        ]
    return Section("From the machine to containers", tuple(blocks)) if blocks else None


def _systems(plan: Plan) -> list[Row]:
    return [((f"Machine {one.name}",), _system(one), _becomes(plan, one)) for one in plan.machines]


def _becomes(plan: Plan, machine: PlannedMachine) -> Line:
    """The containers that take a machine's place."""
    named = [f"service {one.name}" for one in plan.services if one.machine == machine.name]
    if plan.app is not None and plan.app.machine == machine.name:
        beside = f", beside {', '.join(named)}" if named else ""
        if plan.app.image is None:
            return (f"service {plan.app.service}; its image is an open question{beside}",)
        return (f"service {plan.app.service} on ", Code(plan.app.image.base), beside)
    return (", ".join(named) or "none of the containers",)


def _system(machine: PlannedMachine) -> Line:
    box: Line = (Code(machine.box),) if machine.box else ("box unknown",)
    if machine.os is None:
        return box
    version = f" {machine.os.version}" if machine.os.version else ""
    return (*box, f" ({machine.os.id}{version})")


def _applications(plan: Plan) -> list[Row]:
    apps = ([] if plan.app is None else [plan.app]) + plan.extra_apps
    return [row for app in apps if app.role == "process" for row in _application(app, plan)]


def _application(app: App, plan: Plan) -> list[Row]:
    inside = app.image.node if app.image is not None else app.node.version
    version = f"Node.js {inside}" if inside else "an open question"
    manager = app.process_manager or "by hand"
    start: Line = ("an open question",)
    if app.start:
        start = (Code(shlex.join(app.start)), " through tini, as the user node")
    return [
        ((f"Node.js of {app.service}",), (_machines_node(app.node, plan),), (version,)),
        ((f"Start of {app.service}",), (manager,), start),
    ]


def _machines_node(node: NodeVersion, plan: Plan) -> str:
    """The release that the machine has, or how it is named where that tells none."""
    if plan.node_move is not None:
        return f"Node.js {plan.node_move.machine}"
    if node.source in _DECIDED:
        return _candidate(plan)
    if node.source == "distro":
        return f"Node.js {node.version or 'of a version that is not known'}, the distribution's"
    named = f"{node.spec or 'no version named'} ({node.source})"
    sure = any(
        line.fact == "app.node.version" and line.confidence == "certain" for line in plan.evidence
    )
    if not sure or node.version is None or node.source in DECLARED:
        return named
    if (node.spec or "").removeprefix("v") == node.version:
        return f"Node.js {node.version} ({node.source})"
    return f"Node.js {node.version}, from {named}"


def _candidate(plan: Plan) -> str:
    """What the machine would have got of itself, where somebody decided for the image."""
    for line in plan.evidence:
        source = line.fact.removeprefix(_CANDIDATE)
        if line.fact.startswith(_CANDIDATE) and source not in DECLARED and line.value:
            return f"{line.value} ({source})"
    return "not known"


def _ports(plan: Plan) -> list[Row]:
    forwarded = [
        f"{port.host or 'any'} to {port.guest}/{port.protocol}"
        for machine in plan.machines
        for port in machine.forwarded_ports
    ]
    published = [
        f"{port.host or 'any'} to {port.service}:{port.container}/{port.protocol}"
        for port in plan.ports
    ]
    if not forwarded and not published:
        return []
    return [(("Ports",), (_or_none(forwarded),), (_or_none(published),))]


def _services(plan: Plan) -> list[Row]:
    return [
        (
            (f"{one.kind}",),
            (f"version {one.version}" if one.version else "version not pinned",),
            ("service ", Code(one.name), ", image ", Code(one.image)),
        )
        for one in plan.services
    ]


def _proxy(plan: Plan) -> list[Row]:
    proxy = plan.reverse_proxy
    if proxy is None:
        return []
    listens = ", ".join(str(port) for port in proxy.listen) or "a port that is not known"
    to = f", in front of {proxy.upstream_port}" if proxy.upstream_port is not None else ""
    new: Line = ("no container of its own",)
    if proxy.service is not None:
        new = (f"service {proxy.service}, image ", Code(proxy.image or ""))
    return [(("Web server",), (f"{proxy.kind} on {listens}{to}",), new)]


def _cron(plan: Plan) -> list[Row]:
    return [
        (("Scheduled",), (Code(f"{job.schedule} {job.command}"),), _runs(job)) for job in plan.cron
    ]


def _runs(job: CronJob) -> Line:
    if job.run is None:
        return (f"no container: {job.why}",)
    return ("service scheduler: ", Code(job.run))


def _files(plan: Plan) -> list[Row]:
    owners: dict[str, list[str]] = {}
    for machine in plan.machines:
        for folder in machine.synced_folders:
            if not folder.disabled:
                owners.setdefault(f"{folder.host} at {folder.guest}", []).append(machine.name)
    folders = [
        text if len(names) == len(plan.machines) else f"{text} of {', '.join(names)}"
        for text, names in owners.items()
    ]
    if not folders or plan.app is None:
        return []
    new = "copied into the image; mounted at /app by compose.override.yaml"
    return [(("Synced folders",), (_or_none(folders),), (new,))]


def _packages(plan: Plan) -> list[Row]:
    packages = plan.os_packages
    rows: list[Row] = []
    if packages.installed_to_run():
        names = ", ".join(packages.installed_to_run())
        rows.append((("Packages to run",), ("installed",), (f"every stage: {names}",)))
    if packages.installed_to_build():
        names = ", ".join(packages.installed_to_build())
        rows.append((("Packages to build",), ("installed",), (f"never in the release: {names}",)))
    return rows


def _or_none(texts: list[str]) -> str:
    return ", ".join(texts) or "none"
