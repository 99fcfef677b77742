"""The Dockerfile of one application: what stands in it, decided here; the template prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migrator.plan import App, EvidenceLine, Image, Plan
from migrator.render import names, smoke
from migrator.render.installing import HOME, fetched, installation, manifest, prunes, splits
from migrator.render.origins import (
    evidence_for,
    joined,
    package_notes,
    place,
    quoted,
    sentence,
    wrapped,
)
from migrator.render.stages import Copy, Dockerfile, Packages, Release, Tests
from migrator.render.templates import fill

BUILT = f"{HOME}/built"
_NO_SERVICES = (
    "No service answers while an image is built. Where a test needs one, leave it out here, or "
    "write these files with --no-test-gate."
)
_PROGRAMS_OF_IMAGE = frozenset({"node", "npm", "npx", "yarn", "pnpm", "sh", "bash"})


def dockerfile(plan: Plan, app: App, image: Image, fact: str) -> str:
    """The text of the Dockerfile of `app`; `fact` is its name in the plan's evidence (`app`)."""
    return fill("Dockerfile.j2", d=view(plan, app, image, fact), built=BUILT)


def view(plan: Plan, app: App, image: Image, fact: str) -> Dockerfile:
    """Everything that the Dockerfile says, worked out from the plan."""
    sources = Copy((_context(app),), "./")
    needs_sources = app.install_needs_sources is not None
    first = needs_sources and app.fetch is None
    keeps_tree = not app.artefacts and (app.build is not None or needs_sources)
    build_packages = _build_packages(plan)
    build_globals = _build_globals(app)
    clones, copied = bool(app.git_dependencies), manifest(app)
    return Dockerfile(
        about=_about(plan, app, image, fact),
        image=image,
        from_node=_folders_of_node(app, image),
        from_node_notes=("Yarn is in /opt.",) if "/opt/" in _folders_of_node(app, image) else (),
        packages=_runtime_packages(plan),
        globals=_globals(app.runtime_globals),
        build_packages=build_packages,
        build_globals=build_globals,
        tools=bool(build_packages.names or build_globals.names or (clones and not app.fetch)),
        prunes=prunes(app),
        sources_first=sources if first else None,
        sources_after=sources if needs_sources and not first else None,
        sources_why=_why_sources(app, first),
        fetched=fetched(app),
        clones=clones,
        # node-gyp is the only one for whom a Python is installed.
        compiles=any(name.startswith("python") for name in build_packages.names),
        manifest=() if first else copied,
        installation=installation(plan, app, fact),
        install_keeps_tree=keeps_tree and app.build is None,
        build=tuple(app.build) if app.build else None,
        build_copy=None if needs_sources else sources,
        build_keeps_tree=keeps_tree and app.build is not None,
        tests=_tests(plan, app, sources, needs_sources),
        release=_release(plan, app, fact, sources, keeps_tree),
    )


def _why_sources(app: App, first: bool) -> tuple[str, ...]:
    before = "The sources come first: " if first else ""
    return wrapped(sentence(f"{before}{app.install_needs_sources}"))


def _context(app: App) -> str:
    return "." if app.dir == "." else f"{names.path(app.dir)}/"


def _about(plan: Plan, app: App, image: Image, fact: str) -> tuple[str, ...]:
    # The first words are fixed: a comment `# name=value` at the top would be a parser directive.
    machine = f', which ran in the Vagrant machine "{app.machine}"' if app.machine else ""
    lines = [*wrapped(f"The image of {app.name or plan.project.name}{machine}.")]
    found = evidence_for(plan, f"{fact}.node.version") or evidence_for(plan, f"{fact}.node")
    if found is not None:
        lines.append(f"Node.js {app.node.version} comes from {quoted(found)}")
    return (*lines, *wrapped(sentence(image.why)))


def _runtime_packages(plan: Plan) -> Packages:
    names = sorted({*plan.os_packages.installed_to_run(), "tini"})
    return Packages(tuple(names), package_notes(plan, "runtime", names))


def _build_packages(plan: Plan) -> Packages:
    names = plan.os_packages.installed_to_build()
    return Packages(tuple(names), package_notes(plan, "build", names))


def _build_globals(app: App) -> Packages:
    names = set(app.build_globals) - set(app.runtime_globals)
    if app.package_manager.from_npm is not None:
        names.add(app.package_manager.from_npm)
    elif app.package_manager.name == "pnpm":
        version = app.package_manager.version
        names.add(f"pnpm@{version}" if version else "pnpm")
    return _globals(names)


def _globals(names: Iterable[str]) -> Packages:
    """npm packages for every user; hadolint wants versions, which provisioning may not give."""
    unpinned = [name for name in sorted(names) if "@" not in name[1:]]
    notes = (
        (f"Nothing says which version of {joined(unpinned)}.", "hadolint ignore=DL3016")
        if unpinned
        else ()
    )
    return Packages(tuple(sorted(names)), notes)


def _folders_of_node(app: App, image: Image) -> tuple[str, ...]:
    """What is copied from the official Node image; its Yarn is in /opt."""
    if image.node_from is None:
        return ()
    manager = app.package_manager
    yarn = manager.name == "yarn" and manager.from_npm is None
    return ("/usr/local/", "/opt/") if yarn else ("/usr/local/",)


def _tests(plan: Plan, app: App, sources: Copy, has_sources: bool) -> Tests:
    """Linter and tests, or the smoke test; the last RUN leaves the marker behind."""
    lint = (tuple(app.lint),) if app.lint else ()
    if app.test:
        gate_runs: tuple[tuple[str, ...], ...] = (tuple(app.test),)
        notes = wrapped(_NO_SERVICES) if plan.services and plan.test_gate else ()
    else:
        depends = (smoke.dependencies_command(),) if app.install else ()
        gate_runs = (*smoke.parse_commands(app), *depends)
        notes = wrapped(smoke.describe(app))
    return Tests(
        stage="build" if app.build else "dependencies",
        copy=None if app.build or has_sources else sources,
        notes=notes,
        once=bool(app.test),
        runs=lint,
        gate_runs=gate_runs,
    )


def _release(plan: Plan, app: App, fact: str, sources: Copy, keeps_tree: bool) -> Release:
    listens = evidence_for(plan, f"{fact}.port", app.port)
    return Release(
        copies=_release_copies(app, sources, keeps_tree),
        gated=plan.test_gate,
        ports=_exposed(plan, app),
        port_notes=(_says_the_port(listens, app.port),) if listens is not None else (),
        health=smoke.health_command(app.port) if app.port is not None else None,
        start=tuple(app.start) if app.start else None,
        start_notes=_start_notes(plan, app, fact),
        programs="/app/node_modules/.bin" if _is_own_program(app.start) else None,
    )


def _says_the_port(line: EvidenceLine, port: int | None) -> str:
    """Where the port stands; the text only where the number is in it."""
    return quoted(line) if str(port) in line.text else f"{place(line)} gives the port."


def _is_own_program(start: Sequence[str] | None) -> bool:
    """Whether a dependency brings the program: npm looks for it there, a container does not."""
    if not start:
        return False
    return "/" not in start[0] and start[0] not in _PROGRAMS_OF_IMAGE


def _start_notes(plan: Plan, app: App, fact: str) -> tuple[str, ...]:
    """Why this command; without a reason, the line that starts it."""
    if app.start_why:
        return wrapped(sentence(app.start_why))
    started = evidence_for(plan, f"{fact}.start")
    return (quoted(started),) if started is not None else ()


def _release_copies(app: App, sources: Copy, keeps_tree: bool) -> tuple[Copy, ...]:
    """Modules first, because they change least; what was made last, over the sources."""
    installer = "production" if splits(app) else "dependencies"
    maker = "build" if app.build else "dependencies"
    folders = map(names.path, app.module_folders) if app.install else ()
    copies = [Copy((f"/app/{folder}",), folder, stage=installer) for folder in folders]
    copies.append(Copy((f"{BUILT}/",), "./", stage=maker) if keeps_tree else sources)
    for artefact in app.artefacts:
        copies.append(Copy((f"/app/{names.path(artefact)}",), artefact, stage=maker))
    return tuple(copies)


def _exposed(plan: Plan, app: App) -> tuple[str, ...]:
    """The application's port and every other that compose publishes for it."""
    published = {
        (port.container, port.protocol) for port in plan.ports if port.service == app.service
    }
    if app.port is not None:
        published.add((app.port, "tcp"))
    return tuple(
        f"{number}{'' if protocol == 'tcp' else f'/{protocol}'}"
        for number, protocol in sorted(published)
    )
