"""What becomes of the machine's cron jobs: a scheduler beside the application, or nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.decide.fates import Fate
from migrator.decide.job_commands import Surroundings, Translation, translate
from migrator.decide.same_image import on_same_image
from migrator.evidence import CronScheduled, Evidence
from migrator.infer.seen import seen
from migrator.plan import App, CronJob, Question, Warning
from migrator.questions import Answers
from migrator.read.synced_folders import GuestPaths
from migrator.redact import names_a_secret, redact

NONE = "none"
SERVICE = "scheduler"
FOLDER = "/scheduler"
_NOT_OF_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass
class ScheduleDecision:
    """Every job once with its fate by schedule and command; `service` runs those that stay."""

    jobs: list[CronJob] = field(default_factory=list)
    fates: dict[tuple[str, str], Fate] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    service: App | None = None


def decide_schedule(
    evidence: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
    app: App | None,
    programs: Collection[str],
    answers: Answers,
) -> ScheduleDecision:
    """Translate each job's command for the application's image; ask where that is not certain.

    `programs` are what the image has beside Debian's essential ones. Without an
    application nothing can run a job.
    """
    decision = ScheduleDecision()
    for job, item in _distinct(evidence):
        around = Surroundings(
            paths.get(item.machine or "", GuestPaths({}, {})), app.dir if app else ".", programs
        )
        found = translate(job.command, around)
        if app is None and found.maintenance is None:
            found = Translation(None, why="there is no application that could run it")
        _decide(decision, job, item, found, answers)
    if app is not None and any(job.run is not None for job in decision.jobs):
        decision.service = _scheduler(app)
    return decision


def _distinct(evidence: Sequence[Evidence]) -> list[tuple[CronScheduled, Evidence]]:
    """Each job once: what files say of it first, with the user whom either names."""
    found: dict[tuple[str, str], tuple[CronScheduled, Evidence]] = {}
    for job, item in seen(evidence, CronScheduled):
        key = (job.schedule, job.command)
        known, first = found.get(key, (job, item))
        found[key] = (replace(known, user=known.user or job.user), first)
    return list(found.values())


def _decide(
    decision: ScheduleDecision,
    job: CronScheduled,
    item: Evidence,
    found: Translation,
    answers: Answers,
) -> None:
    run, why, fate = _outcome(decision, job, item, found, answers)
    decision.fates[job.schedule, job.command] = fate
    place, line = item.origin.place, item.origin.line
    decision.jobs.append(
        CronJob(job.schedule, redact(job.command), job.user, run, redact(why), place, line)
    )
    if run is not None and found.lost:
        message = (
            f"A cron job wrote to {', '.join(found.lost)}; in the container {SERVICE} its "
            "output goes to the log. Mount a volume and write there what has to stay."
        )
        decision.warnings.append(Warning("cron-output", message, place, line))


def _outcome(
    decision: ScheduleDecision,
    job: CronScheduled,
    item: Evidence,
    found: Translation,
    answers: Answers,
) -> tuple[str | None, str, Fate]:
    """What the scheduler runs of a job, why, and the fate of its step."""
    if found.maintenance is not None:
        return None, found.maintenance, Fate("dropped", None, f"a cron job: {found.maintenance}")
    run, why = _with_settings(found.text, job.environment), found.why
    if run is None and found.text is not None:
        why = "its table sets a secret for it"
    if not found.certain or run is None:
        question = answers.settle(_question(decision, job, item, run, why))
        decision.questions.append(question)
        if question.answer is None:
            return None, why, Fate("manual", None, f"a scheduled job; {why}: {question.id}")
        if question.answer == NONE:
            left = f"left out, as {question.who}"
            return None, left, Fate("dropped", None, left)
        run, why = question.answer, question.who
    if not run.isprintable():
        return None, "it is no line of a crontab", Fate("manual", None, "a scheduled job")
    target = f"compose.yaml: services.{SERVICE}"
    return run, why, Fate("compose", target, f"{job.schedule}: {SERVICE} runs {run}")


def _with_settings(text: str | None, settings: Mapping[str, str]) -> str | None:
    """The command with the variables that its table sets; none where one is a secret."""
    if text is None or any(names_a_secret(name) or redact(v) != v for name, v in settings.items()):
        return None
    words = [f"{name}={shlex.quote(value)}" for name, value in sorted(settings.items())]
    return f"export {' '.join(words)}; {text}" if words else text


def _question(
    decision: ScheduleDecision, job: CronScheduled, item: Evidence, run: str | None, why: str
) -> Question:
    taken = {question.id.removeprefix("cron.") for question in decision.questions}
    return Question(
        id=f"cron.{_name(job.command, taken)}",
        text=f"Which command runs `{redact(job.command)}` in the container {SERVICE}?",
        choices=[NONE] if run is None else [run, NONE],
        default=NONE,
        answer=None,
        why=f"{item.origin.where} schedules it ({job.schedule}), and {why}.",
    )


def _name(command: str, taken: Collection[str]) -> str:
    """`backup` for `/usr/local/bin/backup.sh --all`, told apart by a number."""
    word = redact(command).split()[0].rpartition("/")[2].partition(".")[0].lower()
    first = _NOT_OF_A_NAME.sub("-", word).strip("-") or "job"
    names = (first, *(f"{first}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _scheduler(app: App) -> App:
    """The application's image with the scheduler instead of its own command."""
    container = on_same_image(app, SERVICE, ["node", f"{FOLDER}/scheduler.js"])
    return replace(container, restart=True, role="scheduler")
