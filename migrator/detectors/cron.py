"""Cron jobs: tables that provisioning installs, and the processes that they start at boot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrator.detectors.arguments import arguments
from migrator.detectors.registry import for_program, recognises, recognises_file
from migrator.detectors.run import unreadable
from migrator.evidence import CronScheduled, Furniture, Observation, ProcessStarted, Unreadable
from migrator.read.crontab import ScheduledCommand, read_crontab, read_schedule
from migrator.read.javascript.command_lines import split_commands
from migrator.trace import Command, GuestFile, Remote
from migrator.values import Unknown

_TABLE = "table of cron jobs"
# Settings of cron itself; a job's own program does not read them.
_SETTINGS = frozenset({"SHELL", "PATH", "MAILTO", "MAILFROM", "HOME", "LOGNAME", "USER", "LANG"})


@recognises("crontab")
def crontab(command: Command) -> Iterator[Observation]:
    """Read `crontab -` and `crontab FILE`, the table being the input; `crontab -l` only lists."""
    given = arguments(command, ("-u",))
    table = command.stdin
    if given.has("-l", "-r", "-e"):
        yield Furniture("the VM's table of cron jobs is listed or emptied")
    elif isinstance(table, Unknown):
        yield unreadable(_TABLE, table)
    elif not isinstance(table, str):
        where = table.url if table is not None else next(iter(given.operands), "-")
        yield Unreadable(_TABLE, f"{where} is not in the repository")
    else:
        owner = given.options.get("-u") or command.user
        jobs = read_crontab(table, "crontab", has_user=False, owner=owner)
        for job in jobs:
            yield from _observed(job)
        if not jobs:
            yield Furniture("a table of cron jobs without a job")


@recognises_file(r"/etc/cron\.d/.+|/etc/crontab|/var/spool/cron/(crontabs/)?.+")
def crontab_file(file: GuestFile, _: Mapping[str, GuestFile]) -> Iterator[tuple[int, Observation]]:
    """Read a table of cron jobs; those in /etc name the user in the sixth column."""
    if isinstance(file.content, Remote):
        yield 0, Unreadable(_TABLE, f"it is downloaded from {file.content.url}")
    elif isinstance(file.content, Unknown):
        yield 0, unreadable(_TABLE, file.content)
    else:
        for job in read_schedule(file.content, file.path):
            for observation in _observed(job):
                yield job.line - 1, observation


def _observed(job: ScheduledCommand) -> Iterator[Observation]:
    """A job; one that starts Node when the machine boots is a process like any other."""
    started = list(_started(job)) if job.schedule == "@reboot" else []
    if started:
        yield from started
    else:
        yield CronScheduled(job.schedule, job.command, job.user, _settings(job))


def _settings(job: ScheduledCommand) -> dict[str, str]:
    """What the table sets for the job's program."""
    return {name: value for name, value in job.environment.items() if name not in _SETTINGS}


def _started(job: ScheduledCommand) -> Iterator[ProcessStarted]:
    """The Node processes of a command that cron runs when the machine has booted."""
    folder = ""
    for line in split_commands(job.command):
        if line.words[:1] == ("cd",) and len(line.words) == 2:
            folder = line.words[1]
            continue
        if not line.words:
            continue
        command = Command(argv=line.words, unit=0, source="", line=0, cwd=folder)
        for detector in for_program(line.words[0].rpartition("/")[2]):
            for observation in detector.run(command):
                if isinstance(observation, ProcessStarted):
                    settings = {**_settings(job), **line.environment, **observation.environment}
                    yield replace(observation, user=job.user, environment=settings)
