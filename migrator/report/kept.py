"""The outcome where files of a person's stand in the place of new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from migrator.container_names import COMPOSE_NAMES, NEW
from migrator.plan import Plan
from migrator.report.document import Code, Line


def ready_but_kept(plan: Plan, kept: Collection[str] = ()) -> Line | None:
    """What to say instead of "ready" where files of a person's stay; None where none does.

    `kept` are those that a run met where it had to write; the plan knows of the container
    files that were there before.
    """
    paths = sorted({*kept, *_in_the_way(plan)})
    if plan.status != "ready" or not paths:
        return None
    listed: list[str | Code] = []
    for path in paths:
        listed += [", " if listed else "", Code(path)]
    return (
        "Ready, but for files that a person wrote and that stay: ",
        *listed,
        ". Where they stand the new ones go beside them, as ",
        Code(f"NAME{NEW}"),
        "; ",
        Code("migrator generate --force"),
        " puts those in place and keeps what they replace.",
    )


def _in_the_way(plan: Plan) -> Iterator[str]:
    """The container files of a person's in whose place, or behind which, ours would stand."""
    folders = {app.dir for app in plan.extra_apps} | {"."}
    ours = {"Dockerfile" if folder == "." else f"{folder}/Dockerfile" for folder in folders}
    for warning in plan.warnings:
        source = warning.source or ""
        if warning.code == "existing-container-file" and source in ours | COMPOSE_NAMES:
            yield source
