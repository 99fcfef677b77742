"""How a Dockerfile installs the application's packages: what is copied first, and the commands."""

from __future__ import annotations

import posixpath

from migrator.knowledge import npm_features
from migrator.plan import App, Plan
from migrator.render import names
from migrator.render.origins import evidence_for, joined, place, sentence, wrapped
from migrator.render.stages import Copy, Fetched, Installation

HOME = "/home/node"
# Where each package manager keeps what it downloaded, for the user `node`. Yarn's is the whole
# folder, because a mount point below it would leave ~/.cache to root, where node-gyp writes too.
_CACHES = {
    "npm": f"{HOME}/.npm",
    "yarn": f"{HOME}/.cache",
    "yarn 2": f"{HOME}/.yarn",
    "pnpm": f"{HOME}/.pnpm-store",
}
# What the second try is for, in the words of the comment above it.
_UNDATED = ("A mirror may not know the days of the registry; the second try is for such a one.",)
_CACHE_OPTIONS = {"pnpm": ("--store-dir", _CACHES["pnpm"])}


def manifest(app: App) -> tuple[Copy, ...]:
    """What installing needs, one COPY for each folder: COPY flattens its sources."""
    if not app.install:
        return ()
    by_folder: dict[str, list[str]] = {}
    for name in app.copy_before_install or ["package.json"]:
        by_folder.setdefault(posixpath.dirname(name.rstrip("/")), []).append(name)
    return tuple(_copy(app, folder, files) for folder, files in sorted(by_folder.items()))


def _copy(app: App, folder: str, files: list[str]) -> Copy:
    base = "" if app.dir == "." else names.path(app.dir)
    sources = tuple(posixpath.join(base, names.path(name)) for name in files)
    return Copy(sources, f"{folder}/" if folder else "./")


def splits(app: App) -> bool:
    """Whether the release gets a set of packages of its own."""
    return app.dev_dependencies and bool(app.install_production)


def prunes(app: App) -> bool:
    """Whether that set is what is left of everything, rather than an installation of its own.

    Without a lock file two installations may get different versions. Hooks of the application
    itself run once, with everything there.
    """
    alone = app.package_manager.lockfile is not None and app.install_needs_sources is None
    return splits(app) and app.fetch is None and not alone


def installation(plan: Plan, app: App, fact: str) -> Installation:
    """The commands of the package manager, with their cache and the comments above them."""
    manager, secrets = app.package_manager.name, app.install_secrets
    options = _CACHE_OPTIONS.get(manager, ())
    production = (*_production(app), *options) if splits(app) else ()
    everything = (*app.install, *options) if app.install else ()
    # Where a stage of its own gets the packages, both sets are installed there, this one first;
    # that writes a lock file, which the other one follows.
    first = app.fetch is not None and bool(production)
    # hadolint asks for `yarn cache clean`, and does not see that the cache is a mount.
    ignored = ("hadolint ignore=DL3060",) if manager == "yarn" else ()
    notes = (*_notes(plan, app, fact), *ignored)
    return Installation(
        notes=notes,
        more_notes=ignored if production else notes,
        cache=_cache(app),
        locks_cache=bool(production) and not prunes(app) and not _shares_cache(app),
        production=_commands(production, app, dated=first),
        everything=_commands(everything, app, dated=not first),
        files=tuple(
            (one.id, f"/app/{posixpath.basename(one.path)}")
            for one in secrets
            if one.path is not None
        ),
        variables=tuple(one.variable for one in secrets if one.variable is not None),
        folders=tuple(names.path(folder) for folder in app.module_folders),
    )


def _notes(plan: Plan, app: App, fact: str) -> tuple[str, ...]:
    why = wrapped(sentence(app.install_why)) if app.install_why and app.fetch is None else ()
    if app.development_needed:
        why = (*why, *wrapped(_needs_development(plan, app, fact)))
    access = evidence_for(plan, f"{fact}.install_secrets")
    if access is not None:
        secret = (
            f"{place(access)} has a registry's credential, which the build gets as a secret "
            "and no layer keeps."
        )
        why = (*why, *wrapped(secret))
    if app.install_before is None:
        return why
    held = app.fetch.held if app.fetch is not None else []
    return (
        *why,
        *_UNDATED,
        *((f"{joined(held)} is for it: later ones hide what they need.",) if held else ()),
    )


def _needs_development(plan: Plan, app: App, fact: str) -> str:
    needed = joined(app.development_needed)
    loads = evidence_for(plan, f"{fact}.development_needed")
    what = f"{place(loads)} loads {needed}" if loads is not None else f"The start needs {needed}"
    return f"{what} of the devDependencies, so the release keeps all of them."


def _cache(app: App) -> str:
    if app.fetch is not None:
        return "/root/.npm"
    # `--immutable` is what Yarn 2 and newer call --frozen-lockfile.
    return _CACHES["yarn 2" if "--immutable" in app.install else app.package_manager.name]


def _production(app: App) -> tuple[str, ...]:
    """The command that gets, or leaves, what the release needs."""
    if not prunes(app):
        return tuple(app.install_production)
    if app.package_manager.name != "npm":
        # Yarn 2 and newer install nothing here, and have no such option.
        is_new_yarn = "workspaces" in app.install_production
        return (*app.install_production, *(() if is_new_yarn else ("--ignore-scripts",)))
    # `--only` is one of `npm install` alone.
    newer = "--omit=dev" in app.install_production
    return ("npm", "prune", "--omit=dev" if newer else "--production")


def _shares_cache(app: App) -> bool:
    """Whether two processes can use the cache at once: not of Yarn 1, nor of npm before 5.

    Yarn's documentation, --mutex.
    """
    manager = app.package_manager
    if app.fetch is not None or manager.name == "pnpm":
        return True
    return manager.name == "npm" and npm_features.can(manager.version, "shared_cache")


def _commands(command: tuple[str, ...], app: App, *, dated: bool) -> tuple[tuple[str, ...], ...]:
    """The command, `dated` as of the day of the last commit, and what to do without the day."""
    if not command or not dated or app.install_before is None:
        return (command,) if command else ()
    held = app.fetch.held if app.fetch is not None else []
    return (*command, f"--before={app.install_before}"), (*command, *held)


def fetched(app: App) -> Fetched | None:
    """The stage that gets the packages with another npm; none where the image's own one does."""
    if app.fetch is None:
        return None
    return Fetched(
        notes=wrapped(sentence(app.install_why or "")),
        image=app.fetch.image,
        settings=tuple(f"npm_config_{name}={value}" for name, value in app.fetch.settings.items()),
        scripts=tuple(tuple(command) for command in app.fetch.scripts),
        everything=_fetched_to(app, "/app"),
        production=_fetched_to(app, "/production"),
    )


def _fetched_to(app: App, kept: str) -> tuple[Copy, ...]:
    folders = map(names.path, app.module_folders)
    return tuple(Copy((f"{kept}/{folder}",), folder, stage="packages") for folder in folders)
