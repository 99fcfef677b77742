"""The scheduler's files: the table of jobs, and the program that runs them."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.errors import MigrationError
from migrator.plan import CronJob, Plan
from migrator.render import names
from migrator.render.origins import wrapped
from migrator.render.templates import fill
from migrator.visible import visible

FOLDER = "migration/scheduler"
MOUNT = f"{names.mount(f'./{FOLDER}', '/scheduler')}:ro"


@dataclass(frozen=True)
class TableLine:
    """One job of the table and where the VM had it."""

    note: str
    line: str


def note(plan: Plan) -> tuple[str, ...]:
    """What stands above the scheduler in the compose file."""
    places = {f"{job.source}:{job.line}" if job.line else job.source for job in _kept(plan)}
    found = ", ".join(sorted(place for place in places if place))
    return wrapped(f"Runs the cron jobs of {FOLDER}/crontab, which were in {found or 'the VM'}.")


def files(plan: Plan) -> dict[str, str]:
    """The texts by path; none where no job is left to run."""
    jobs = _kept(plan)
    if not jobs or not any(app.role == "scheduler" for app in plan.extra_apps):
        return {}
    lines = [TableLine(_origin(job), table_line(job)) for job in jobs]
    return {
        f"{FOLDER}/crontab": fill("crontab.j2", lines=lines),
        f"{FOLDER}/scheduler.js": fill("scheduler.js.j2"),
    }


def table_line(job: CronJob) -> str:
    """A job as a line of a crontab, where a bare % would end the command.

    MigrationError for a command or schedule that is more than one line.
    """
    line = f"{job.schedule} {(job.run or '').replace('%', chr(92) + '%')}"
    if not line.isprintable():
        raise MigrationError(
            f"This cron job cannot be written into a table: {visible(line)[:80]}",
            next="Put it into a script, and name that in the answers file.",
        )
    return line


def _kept(plan: Plan) -> list[CronJob]:
    return [job for job in plan.cron if job.run is not None]


def _origin(job: CronJob) -> str:
    place = f"{job.source}:{job.line}" if job.line else job.source or "the VM"
    by = f", as {job.user}" if job.user else ""
    return f"{place}{by}: {job.command}"
