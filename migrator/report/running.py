"""How to build and run the containers, for people who know the Vagrant commands."""

from __future__ import annotations

import shlex

from migrator.plan import App, Plan
from migrator.report.document import Block, Code, Commands, Line, Paragraph, Section, Table


def running(plan: Plan) -> Section | None:
    """The commands to start with, and a table of old and new ones."""
    if plan.app is None or plan.app.image is None:
        return None
    first = (
        ("cp .env.example .env                        # then fill it in",)
        if _has_secrets(plan)
        else ()
    )
    blocks: list[Block] = [
        Commands(
            (
                *first,
                "docker compose -f compose.yaml up --build   # the release",
                "docker compose up --build                   # development, sources mounted",
                f"{_test_build(plan.app):43} # {_tested(plan.app)} only",
            )
        ),
        Table(("Vagrant", "Docker"), _commands(plan)),
        Paragraph(("The Vagrantfile is as it was: the machine still works.",)),
    ]
    return Section("How to run it", tuple(blocks))


def _test_build(app: App) -> str:
    """The command that builds up to the tests, with the options that give it its secrets."""
    given = (
        f"id={one.id},src={one.path}" if one.path else f"id={one.id},env={one.variable}"
        for one in app.install_secrets
    )
    secrets = "".join(f" --secret {shlex.quote(option)}" for option in given)
    return f"docker build --target test{secrets} ."


def _tested(app: App) -> str:
    """What the stage `test` runs."""
    named = [name for name, command in (("linter", app.lint), ("tests", app.test)) if command]
    return " and ".join(named) or "the generated checks"


def _commands(plan: Plan) -> tuple[tuple[Line, ...], ...]:
    service = plan.app.service if plan.app is not None else "app"
    front = plan.reverse_proxy.service if plan.reverse_proxy is not None else None
    reached = next((port for port in plan.ports if port.service == (front or service)), None)
    table = [
        ("vagrant up", "docker compose up --build --detach"),
        ("vagrant ssh", f"docker compose exec {service} sh"),
        ("vagrant ssh -c COMMAND", f"docker compose exec {service} COMMAND"),
        ("vagrant status", "docker compose ps"),
        ("vagrant provision", "docker compose build"),
        ("vagrant reload", "docker compose restart"),
        ("vagrant halt", "docker compose stop"),
        ("vagrant destroy", "docker compose down --volumes"),
    ]
    if reached is not None:
        shown = f"docker compose port {reached.service} {reached.container}"
        table.insert(4, ("vagrant port", shown))
    return tuple(((Code(old),), (Code(new),)) for old, new in table)


def _has_secrets(plan: Plan) -> bool:
    build = plan.app.install_secrets if plan.app is not None else []
    variables = [*plan.environment, *(one for each in plan.services for one in each.environment)]
    return any(one.variable for one in build) or any(
        one.secret or one.value is None for one in variables
    )
