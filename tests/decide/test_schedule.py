"""What becomes of cron jobs: run by the scheduler, dropped with a reason, or asked about."""

from __future__ import annotations

from dataclasses import replace

from migrator.decide.schedule import ScheduleDecision, decide_schedule
from migrator.evidence import CronScheduled, Evidence, Origin
from migrator.plan import App
from migrator.questions import Answers
from migrator.read.synced_folders import GuestPaths
from tests.render.plans import express

PATHS = {"default": GuestPaths({"/vagrant": "."}, {})}


def app() -> App:
    found = express().app
    assert found is not None
    return found


def job(command: str, schedule: str = "@daily", **settings: str) -> Evidence:
    observation = CronScheduled(schedule, command, "vagrant", settings)
    return Evidence("default", observation, Origin("provision.sh", 7), by="cron.crontab")


def decided(*jobs: Evidence, **answers: str) -> ScheduleDecision:
    given = {name.replace("_", ".", 1): answer for name, answer in answers.items()}
    return decide_schedule(jobs, PATHS, app(), [], Answers(given))


def test_a_job_of_the_application_gets_a_scheduler() -> None:
    found = decided(job("node /vagrant/clean.js"))

    assert found.service is not None
    assert (found.service.service, found.service.role, found.service.restart) == (
        "scheduler",
        "scheduler",
        True,
    )
    assert [each.run for each in found.jobs] == ["node /app/clean.js"]
    assert found.fates["@daily", "node /vagrant/clean.js"].target == (
        "compose.yaml: services.scheduler"
    )
    assert found.questions == []


def test_maintenance_of_the_machine_is_dropped_and_needs_no_scheduler() -> None:
    found = decided(job("/usr/sbin/logrotate /etc/logrotate.conf"))

    assert found.service is None
    assert found.questions == []
    assert [fate.outcome for fate in found.fates.values()] == ["dropped"]
    assert found.jobs[0].why == "the container engine keeps and rotates the logs"


def test_a_job_that_is_not_understood_is_asked_about_once() -> None:
    found = decided(job("/usr/local/bin/backup"), job("/usr/local/bin/backup"))

    assert [(each.id, each.default, each.answer) for each in found.questions] == [
        ("cron.backup", "none", None)
    ]
    assert found.fates["@daily", "/usr/local/bin/backup"].outcome == "manual"
    assert found.service is None


def test_two_jobs_of_one_program_have_questions_of_their_own() -> None:
    found = decided(job("/opt/backup a"), job("/opt/backup b"), job("/opt/backup c"))

    names = [each.id for each in found.questions]

    assert names == ["cron.backup", "cron.backup-2", "cron.backup-3"]


def test_an_answer_is_what_the_scheduler_runs() -> None:
    found = decided(job("/usr/local/bin/backup"), cron_backup="node backup.js")

    assert found.jobs[0].run == "node backup.js"
    assert found.service is not None


def test_an_answer_of_none_leaves_the_job_out() -> None:
    found = decided(job("/usr/local/bin/backup"), cron_backup="none")

    assert found.fates["@daily", "/usr/local/bin/backup"].outcome == "dropped"
    assert found.service is None


def test_a_tables_settings_go_with_the_job() -> None:
    found = decided(job("node /vagrant/a.js", NODE_ENV="a b"))

    assert found.jobs[0].run == "export NODE_ENV='a b'; node /app/a.js"


def test_a_tables_secret_is_repeated_nowhere() -> None:
    found = decided(job("node /vagrant/a.js", DB_PASSWORD="hunter2"))

    assert found.jobs[0].run is None
    assert "hunter2" not in repr(found.jobs) + repr(found.questions)


def test_a_file_that_output_went_to_is_told() -> None:
    found = decided(job("node /vagrant/a.js > /home/vagrant/a.txt"))

    assert [each.code for each in found.warnings] == ["cron-output"]


def test_without_an_application_nothing_runs_a_job() -> None:
    found = decide_schedule([job("node /vagrant/a.js")], PATHS, None, [], Answers())

    assert found.service is None
    assert found.jobs[0].why == "there is no application that could run it"


def test_a_question_offers_what_was_understood_and_says_where_the_job_is() -> None:
    (known,) = decided(job("node report.js")).questions
    (unknown,) = decided(job("/usr/local/bin/backup")).questions

    assert known.choices == ["node report.js", "none"]
    assert known.why == (
        "provision.sh:7 schedules it (@daily), and its files are relative to a home of the VM."
    )
    assert unknown.choices == ["none"]


def test_a_place_without_a_line_is_told_without_one() -> None:
    live = replace(job("/usr/local/bin/backup"), origin=Origin("crontab -l of web"))
    (question,) = decided(live).questions

    assert question.why.startswith("crontab -l of web schedules it ")


def test_a_tables_secret_is_the_reason_to_ask() -> None:
    for settings in ({"DB_PASSWORD": "x"}, {"URL": "postgres://u:hunter22@db/x"}):
        (question,) = decided(job("node /vagrant/a.js", **settings)).questions

        assert "its table sets a secret for it" in question.why


def test_an_answer_of_several_lines_is_no_job() -> None:
    found = decided(job("/usr/local/bin/backup"), cron_backup="node a.js\n* * * * * b")

    assert found.jobs[0].run is None
    assert found.fates["@daily", "/usr/local/bin/backup"].outcome == "manual"


def test_the_user_whom_either_source_names_is_kept() -> None:
    first = job("node /vagrant/a.js")
    assert isinstance(first.observation, CronScheduled)
    nobody = replace(first, observation=replace(first.observation, user=None))

    for both in ((first, nobody), (nobody, first)):
        assert [each.user for each in decided(*both).jobs] == ["vagrant"]


def test_maintenance_needs_no_application_to_be_left_out() -> None:
    found = decide_schedule([job("logrotate /etc/x")], PATHS, None, [], Answers())

    assert found.jobs[0].why == "the container engine keeps and rotates the logs"


def test_a_job_of_a_folder_is_run_in_the_folder_of_the_application() -> None:
    inside = replace(app(), dir="server")
    found = decide_schedule([job("node /vagrant/server/a.js")], PATHS, inside, [], Answers())

    assert found.jobs[0].run == "node /app/a.js"


def test_a_job_without_a_name_of_its_own_is_called_job() -> None:
    assert [each.id for each in decided(job("'??' x")).questions] == ["cron.job"]


def test_what_is_lost_is_told_of_jobs_that_run_only() -> None:
    found = decided(job("mysqldump x > /root/x.sql"))

    assert found.warnings == []
