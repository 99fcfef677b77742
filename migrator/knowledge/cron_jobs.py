"""What the programs of cron jobs are for, from `cron_jobs.json`."""

from __future__ import annotations

import functools

from migrator.knowledge.tables import table


@functools.cache
def _maintenance() -> dict[str, str]:
    reasons: dict[str, list[str]] = table("cron_jobs")["maintenance"]
    return {program: reason for reason, programs in reasons.items() for program in programs}


def maintenance_reason(program: str) -> str | None:
    """Why a job of this program has no part in containers; None for any other program."""
    return _maintenance().get(program)


def runs_application(program: str) -> bool:
    """Whether a program is Node, or starts what the application brings."""
    return program in table("cron_jobs")["application"]


def runs_another(program: str) -> bool:
    """Whether a program only runs the command that its words go on with: `nice`, `flock`."""
    return program in table("cron_jobs")["before_another"]


def in_every_image(program: str) -> bool:
    """Whether every image of Debian has the program, or its shell has it built in."""
    return program in table("cron_jobs")["in_every_image"]
