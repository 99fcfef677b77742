"""Tables of cron jobs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.crontab import read_crontab, read_schedule


def test_a_crontab_of_the_system_names_users() -> None:
    text = (
        "SHELL=/bin/sh\n# m h\n*/5 0-6 * jan,feb Mon-Fri root cd / && run\n@reboot app node a.js\n"
        "0 3 * * * root date +\\%F >x%input\n"
    )

    found = read_schedule(text, "/etc/cron.d/app")

    assert [(c.schedule, c.user, c.command, c.line) for c in found] == [
        ("*/5 0-6 * jan,feb Mon-Fri", "root", "cd / && run", 3),
        ("@reboot", "app", "node a.js", 4),
        ("0 3 * * *", "root", "date +%F >x", 5),
    ]
    assert found[0].environment == {"SHELL": "/bin/sh"}


def test_a_crontab_of_a_user_is_that_users() -> None:
    (found,) = read_schedule("@daily node clean.js", "/var/spool/cron/crontabs/vagrant")

    assert (found.user, found.command) == ("vagrant", "node clean.js")


@pytest.mark.parametrize(
    "text",
    [
        *("", "# 0 3 * * * x", "this is not a crontab line", "0 3 * *", "@never x", "0 3 * * *"),
        *("It may take 5 minutes or more", "MAILTO=me@example.com", "60 * * * * x", "* * * * mon"),
        *("*/0 * * * * x", "* * 0 * * x", "a * * * * x", "1 2 3 4 jan x"),
        *("* 24 * * * x", "* * 32 * * x", "* * * 13 * x", "* * * 0 * x", "* * * * 8 x"),
        *("0059 * * * * x", "٣ * * * * x", "0 3 * * * %input", "@daily %input"),
    ],
)
def test_what_schedules_nothing(text: str) -> None:
    assert read_crontab(text, "crontab", has_user=False) == ()


def test_settings_count_for_the_jobs_below_them() -> None:
    text = '@hourly one\nMAILTO=""\nNODE_ENV = production\n@hourly two\n'

    first, second = read_crontab(text, "crontab", has_user=False, owner="app")

    assert (first.environment, first.user) == ({}, "app")
    assert second.environment == {"MAILTO": "", "NODE_ENV": "production"}


def test_the_rest_after_a_percent_sign_is_no_command() -> None:
    (found,) = read_crontab("0 3 * * * cat > /tmp/x%rm -rf /", "crontab", has_user=False)

    assert found.command == "cat > /tmp/x"


@given(st.text(alphabet="@daily0123 */,-mon%\\=#\n\"'\t"))
def test_garbage_is_read(text: str) -> None:
    for job in (*read_schedule(text, "/etc/cron.d/x"), *read_schedule(text, "x")):
        assert "\n" not in job.command


@pytest.mark.parametrize("line", ["QUEUE=mail", '"QUEUE" = mail', "'QUEUE'='mail'"])
def test_a_setting_holds_for_the_jobs_below_it(line: str) -> None:
    (job,) = read_crontab(f"{line}\n@daily node job.js\n", "crontab", has_user=False)

    assert job.environment == {"QUEUE": "mail"}


@pytest.mark.parametrize(
    "line", ['"x; touch /tmp/pwned; y"=1', "'a b'=1", '"é"=1', '"$(reboot)"=1', "\"QUEUE'=1"]
)
def test_what_is_no_name_of_a_variable_is_no_setting(line: str) -> None:
    (job,) = read_crontab(f"{line}\n@daily node job.js\n", "crontab", has_user=False)

    assert job.environment == {}


@pytest.mark.parametrize("schedule", ["0 5-3 * * *", "0 0 * * sat-sun", "0 0 * dec-jan *"])
def test_a_range_that_ends_before_it_begins_is_no_schedule(schedule: str) -> None:
    assert read_crontab(f"{schedule} node job.js\n", "crontab", has_user=False) == ()


@pytest.mark.parametrize("schedule", ["59 23 31 12 7", "0 0 1 1 0", "*/5 1-3 1,15 dec sat"])
def test_the_ends_of_each_column_are_taken(schedule: str) -> None:
    (found,) = read_crontab(f"{schedule} x", "crontab", has_user=False)

    assert found.schedule == schedule


def test_the_table_of_the_whole_system_names_users_and_no_other_file_does() -> None:
    text = "@daily root node a.js"

    (of_system,) = read_schedule(text, "/etc/crontab")
    (of_nobody,) = read_schedule(text, "/opt/crontab")

    assert (of_system.user, of_system.command) == ("root", "node a.js")
    assert (of_nobody.user, of_nobody.command) == (None, "root node a.js")
