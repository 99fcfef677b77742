"""The scheduler: its table keeps one job a line, and its program runs each when cron would."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from migrator.errors import MigrationError
from migrator.plan import App, CronJob, Plan
from migrator.render import render

from .hostile import hostile
from .plans import express

NODE = shutil.which("node")
with_node = pytest.mark.skipif(NODE is None, reason="there is no node here")
# Noon of Tuesday 2 January 2024, in seconds.
NOON = 1704196800


def with_jobs(*jobs: CronJob) -> Plan:
    plan = express()
    app = plan.app
    assert isinstance(app, App)
    scheduler = replace(app, service="scheduler", role="scheduler", port=None)
    return replace(plan, cron=list(jobs), extra_apps=[scheduler])


def written(folder: Path, *jobs: CronJob) -> Path:
    """The scheduler's program, beside its table."""
    for file in render(with_jobs(*jobs)):
        if file.path.startswith("migration/scheduler/"):
            (folder / file.path.rpartition("/")[2]).write_text(file.text, "utf-8")
    return folder / "scheduler.js"


def run(program: Path, script: str) -> str:
    assert NODE is not None
    return subprocess.run(
        [NODE, "-e", script, str(program)],
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


@with_node
@pytest.mark.parametrize(
    ("schedule", "seconds", "due"),
    [
        ("* * * * *", 0, True),
        ("0 12 * * *", 0, True),
        ("0 12 * * *", 60, False),
        ("*/15 * * * *", 900, True),
        ("*/15 * * * *", 960, False),
        ("10-20/5 * * * *", 900, True),
        ("10-20/5 * * * *", 660, False),
        ("0 12 2 jan *", 0, True),
        ("0 12 * * tue", 0, True),
        ("0 12 * * 1-2,7", 0, True),
        ("0 12 * * sun", 0, False),
        ("0 12 * * 7", 5 * 86400, True),
        # Either kind of day is enough where both are restricted, as crontab(5) says.
        ("0 12 13 * tue", 0, True),
        ("0 12 2 * fri", 0, True),
        ("0 12 13 * fri", 0, False),
        ("0 12 */2 * tue", 0, False),
        ("@daily", 12 * 3600, True),
        ("@hourly", 0, True),
        ("@weekly", 12 * 3600, False),
        ("@reboot", 0, False),
    ],
)
def test_a_job_is_due_when_cron_runs_it(
    schedule: str, seconds: int, due: bool, tmp_path: Path
) -> None:
    program = written(tmp_path, CronJob(schedule, "x", None, "echo 100%"))
    script = (
        "var s=require(process.argv[1]),fs=require('fs');"
        f"var jobs=s.read(fs.readFileSync({json.dumps(str(tmp_path / 'crontab'))},'utf8'));"
        f"var due=s.isDue(jobs[0],new Date({(NOON + seconds) * 1000}));"
        "console.log(JSON.stringify([jobs.length,jobs[0].command,due]))"
    )

    assert json.loads(run(program, script)) == [1, "echo 100%", due]


@with_node
def test_a_running_job_is_ended_with_its_scheduler(tmp_path: Path) -> None:
    program = written(tmp_path, CronJob("@reboot", "x", None, "echo begun; sleep 60; echo never"))
    assert NODE is not None
    with subprocess.Popen([NODE, program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        begun = [process.stdout.readline().strip() for _ in range(3)]
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        code = process.wait(10)

    assert begun == ["1 jobs", "start: echo begun; sleep 60; echo never", "begun"]
    assert time.monotonic() - started < 10
    assert code == 0
    assert "never\n" not in rest.replace("echo never\n", "")


@settings(max_examples=50, deadline=None)
@given(hostile)
def test_no_command_can_add_a_job(text: str) -> None:
    plan = with_jobs(CronJob("@daily", text, text, text, text, text, 3))
    try:
        found = {file.path: file.text for file in render(plan)}
    except MigrationError:
        assert not text.isprintable()
        return

    table = found["migration/scheduler/crontab"].split("\n")
    jobs = [line for line in table if line.strip() and not line.startswith("#")]

    assert jobs == [f"@daily {text.replace('%', chr(92) + '%')}".rstrip("\n")]
