"""The application's container: how it is installed, tested, built, started and reached."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from migrator.decide.development import needed_to_start
from migrator.decide.fetch import INSTALL_HOOKS, decide_fetch, git_dependencies
from migrator.decide.image import ImageDecision, brought_by_npm
from migrator.decide.install import Installation, decide_installation
from migrator.decide.scripts import Scripts, decide_scripts
from migrator.decide.start import Starts
from migrator.evidence import Evidence, GlobalInstalled
from migrator.infer.seen import seen
from migrator.knowledge import node_releases
from migrator.knowledge.frameworks import framework_of_command
from migrator.knowledge.node_runners import runner_of_package
from migrator.model import NodeConclusion, StartCommand
from migrator.plan import App, BuildSecret, NodeVersion
from migrator.read.manifest import Manifest
from migrator.situation import Application

# A file without an ending that is loaded, such as Express's bin/www, is JavaScript to Node.
_JAVASCRIPT = frozenset({".js", ".cjs", ".mjs", ""})
# Who starts a process again when it ends; the others leave it dead until someone logs in.
_RESTARTING = frozenset(
    {"forever", "monit", "pm2", "runit", "supervisor", "supervisord", "systemd", "upstart"}
)
_PACKAGE_MANAGERS = frozenset({"npm", "yarn", "pnpm", "n"})


@dataclass(frozen=True)
class Parts:
    """What was decided about the application before it is put together."""

    name: str
    machine: str | None
    node: NodeConclusion
    image: ImageDecision
    starts: Starts
    port: int | None
    manager: str | None
    service: str = "app"
    beside: Sequence[StartCommand] = ()


def planned_node(conclusion: NodeConclusion) -> NodeVersion:
    """The Node release as the plan names it."""
    chosen = conclusion.chosen
    if chosen is None:
        return NodeVersion(None, None, "default", None)
    end = node_releases.eol(chosen.version) if chosen.version else None
    return NodeVersion(chosen.spec, chosen.version, chosen.source, end.isoformat() if end else None)


def planned_app(
    application: Application,
    evidence: Sequence[Evidence],
    parts: Parts,
    committed: datetime.date | None,
) -> App:
    """Put the application's container together; `committed` is the day of the newest commit."""
    manifest = application.manifest
    lock = application.locks[0] if application.locks else None
    choice = parts.image.choice
    # What runs is the image's Node, which is another one where the exact version has no image.
    version = choice.version if choice else None
    npm = node_releases.npm_of(version) if version else None
    installation = decide_installation(manifest, lock, npm, committed)
    cloned = git_dependencies(manifest, lock)
    manager = replace(
        installation.manager,
        from_npm=brought_by_npm(installation.manager, parts.image.choice),
    )
    scripts = decide_scripts(manifest, manager.name)
    start = parts.starts.chosen
    needed = needed_to_start(manifest, application.directory, evidence, _started(parts))
    globals_ = global_packages(evidence, parts.machine)
    return App(
        dir=application.directory,
        name=parts.name,
        machine=parts.machine,
        node=planned_node(parts.node),
        package_manager=manager,
        install=list(installation.everything) if manifest else [],
        lint=scripts.lint,
        test=scripts.test,
        build=scripts.build,
        start=list(start.argv) if start else None,
        port=parts.port,
        globals=[_named(name, wanted) for name, wanted in globals_],
        process_manager=parts.manager,
        service=parts.service,
        image=parts.image.image,
        install_production=list(installation.production) if manifest else [],
        copy_before_install=list(application.install_files),
        install_needs_sources=_hook_that_needs_sources(manifest, application.workspaces),
        entry_files=_entry_files(application, start),
        artefacts=_artefacts(manifest) if scripts.build else [],
        dev_start=parts.starts.development or scripts.watch,
        dev_dependencies=bool(manifest and manifest.development) and not needed,
        development_needed=needed,
        start_why=parts.starts.why,
        build_globals=_build_globals(globals_, manifest, scripts),
        runtime_globals=_runtime_globals(globals_, start),
        restart=restarts(start, parts.manager),
        instances=start.instances if start else None,
        install_before=installation.before if manifest else None,
        install_why=_unusual(installation) if manifest else None,
        fetch=decide_fetch(version, npm, manifest, cloned)
        if installation.fetched and version and manifest
        else None,
        git_dependencies=cloned,
        install_secrets=_install_secrets(application) if manifest else [],
        test_left_out=scripts.test_left_out,
        module_folders=_module_folders(application),
    )


def _started(parts: Parts) -> Sequence[StartCommand]:
    """What runs in the application's image: its own start and those of its other processes."""
    chosen = parts.starts.chosen
    return parts.beside if chosen is None else (chosen, *parts.beside)


def _module_folders(application: Application) -> list[str]:
    """Where packages land: the workspaces that have their own are those that the lock file says."""
    lock = application.locks[0] if application.locks else None
    nested = lock.nested if lock is not None and lock.nested is not None else None
    own = [name for name in application.workspaces if nested is None or name in nested]
    return ["node_modules", *(f"{name}/node_modules" for name in own)]


def restarts(start: StartCommand | None, manager: str | None) -> bool:
    """Whether something starts the process again: its own settings say so, else who manages it."""
    if start is not None and start.restart is not None:
        return start.restart
    return manager in _RESTARTING


def _unusual(installation: Installation) -> str | None:
    return installation.why if installation.before or installation.fetched else None


def _install_secrets(application: Application) -> list[BuildSecret]:
    """The file with the credentials, and the variables that it refers to.

    Also where the file names variables only: an npm before 7 ends where one is not set, so the
    file must not be there when tests and scripts run.
    """
    access = application.access
    if access is None:
        return []
    folder = re.sub(r"[^A-Za-z0-9]+", "-", posixpath.dirname(access.path))
    secrets = [BuildSecret(f"npmrc-{folder}" if folder else "npmrc", path=access.path)]
    return secrets + [BuildSecret(name, variable=name) for name in access.variables]


def global_packages(
    evidence: Sequence[Evidence], machine: str | None
) -> list[tuple[str, str | None]]:
    """The npm packages that provisioning installs globally, with the version it names."""
    found: dict[str, str | None] = {}
    for package, item in seen(evidence, GlobalInstalled):
        if item.machine in {machine, None} or machine is None:
            found[package.name] = package.version or found.get(package.name)
    return sorted(found.items())


def _artefacts(manifest: Manifest | None) -> list[str]:
    """The folder that the build makes, where the framework that builds has one of its own."""
    if manifest is None:
        return []
    words = manifest.scripts.get("build", "").split()
    builders = [framework_of_command(word.rpartition("/")[2]) for word in words]
    found = next((each for each in builders if each is not None and each.output), None)
    explicit = any(word.startswith(("--out", "-o", "--dist")) for word in words)
    return [found.output] if found is not None and found.output and not explicit else []


def _named(name: str, version: str | None) -> str:
    return f"{name}@{version}" if version else name


def _hook_that_needs_sources(
    manifest: Manifest | None, workspaces: Mapping[str, Manifest]
) -> str | None:
    """Why an install needs the sources: a hook of the package's own that runs its files."""
    if manifest is None:
        return None
    packages = {"": manifest, **{f"{folder}/": each for folder, each in workspaces.items()}}
    for folder, package in packages.items():
        for name in INSTALL_HOOKS:
            if package.scripts.get(name, "").strip():
                return f"{folder}package.json has a {name} script"
    return None


def _entry_files(application: Application, start: StartCommand | None) -> list[str]:
    """What the generated smoke test parses: the start's own script and what it leads to.

    Nothing of an application that is compiled while it is loaded: Node alone cannot parse it.
    """
    if application.manifest is not None and _is_compiled(application.manifest):
        return []
    files = [
        path for path in application.source_files if posixpath.splitext(path)[1] in _JAVASCRIPT
    ]
    if start is not None and len(start.argv) > 1:
        script = next((word for word in start.argv[1:] if not word.startswith("-")), "")
        resolved = posixpath.normpath(script)
        if resolved.endswith((".js", ".cjs", ".mjs")) and resolved not in files:
            files.insert(0, resolved)
    return list(dict.fromkeys(files))[:50]


def _is_compiled(manifest: Manifest) -> bool:
    known = map(runner_of_package, [*manifest.dependencies, *manifest.development])
    return any(runner is not None and runner.role == "transpiler" for runner in known)


def _build_globals(
    globals_: Sequence[tuple[str, str | None]], manifest: Manifest | None, scripts: Scripts
) -> list[str]:
    """Global packages that the project's own scripts call and that it does not depend on."""
    if manifest is None:
        return []
    called = " ".join(
        text for name, text in manifest.scripts.items() if name not in {"start", "dev", "watch"}
    )
    words = set(called.replace("&&", " ").split())
    return [
        _named(name, version)
        for name, version in globals_
        if name not in _PACKAGE_MANAGERS
        and not _only_runs(name)
        and manifest.requires(name) is None
        and words & {name, name.removesuffix("-cli")}
    ]


def _only_runs(package: str) -> bool:
    """Whether a package restarts or watches processes, which the engine does."""
    known = runner_of_package(package)
    return known is not None and known.role in {"manager", "watcher"}


def _runtime_globals(
    globals_: Sequence[tuple[str, str | None]], start: StartCommand | None
) -> list[str]:
    """Global packages that the start command itself is: coffee, babel-node."""
    if start is None or start.argv[0] in {"node", "npm", "yarn", "pnpm"}:
        return []
    providers: Mapping[str, tuple[str, ...]] = {
        "coffee": ("coffee-script", "coffeescript", "coffee"),
        "babel-node": ("babel-cli", "@babel/node", "babel"),
        "ts-node": ("ts-node", "typescript"),
    }
    wanted = providers.get(start.argv[0], (start.argv[0],))
    return [_named(name, version) for name, version in globals_ if name in wanted]
