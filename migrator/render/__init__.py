"""From a plan to the text of every file that the migration writes; nothing is read or written."""

from __future__ import annotations

import json
from dataclasses import dataclass

from migrator.container_names import COMPOSE
from migrator.plan import Plan, to_document
from migrator.render import compose, proxy, quote, schedule
from migrator.render.build_secrets import secret_paths
from migrator.render.containers import Container, containers
from migrator.render.dockerfile import dockerfile
from migrator.render.templates import fill
from migrator.report.markdown import markdown_report

PLAN_PATH = "migration/plan.json"
REPORT_PATH = "migration/report.md"


@dataclass(frozen=True)
class RenderedFile:
    """A file to be written; `path` is relative to the project's root and uses `/`."""

    path: str
    text: str


def render(plan: Plan) -> tuple[RenderedFile, ...]:
    """Every file of the migration, sorted by path.

    The container files are left out where the plan has no application whose Node
    image is known; the plan and the report are always there. MigrationError
    when the plan holds a name that no quoting can make safe.
    """
    texts = {PLAN_PATH: plan_json(plan), REPORT_PATH: markdown_report(plan)}
    found = containers(plan)
    if found:
        texts |= _container_files(plan, found)
    return tuple(RenderedFile(path, text) for path, text in sorted(texts.items()))


def plan_json(plan: Plan) -> str:
    """The plan document, with every character that a terminal could act on escaped."""
    document = json.dumps(to_document(plan), indent=2, ensure_ascii=False)
    return quote.escape_unprintable(document) + "\n"


def _container_files(plan: Plan, found: tuple[Container, ...]) -> dict[str, str]:
    texts = {
        ".dockerignore": fill(
            "dockerignore.j2", init_scripts=_mounted_scripts(plan), secret_paths=secret_paths(plan)
        ),
        COMPOSE: compose.compose_file(plan),
        "compose.override.yaml": compose.override_file(plan),
    }
    for one in found:
        if not one.shares_image:
            texts[one.dockerfile] = dockerfile(plan, one.app, one.image, one.fact)
    example = compose.environment_example(plan)
    if example is not None:
        texts[".env.example"] = example
    for service in plan.services:
        for script in service.init_scripts:
            if script.text is not None:
                texts[compose.init_script_path(service, script.name)] = script.text
    return texts | schedule.files(plan) | proxy.files(plan)


def _mounted_scripts(plan: Plan) -> list[str]:
    """Files of the repository that only a database reads."""
    scripts = (script for service in plan.services for script in service.init_scripts)
    return sorted({script.path for script in scripts if script.path is not None})
