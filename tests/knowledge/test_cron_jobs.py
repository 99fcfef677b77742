"""What the programs of cron jobs are for."""

from __future__ import annotations

import pytest

from migrator.knowledge.cron_jobs import (
    in_every_image,
    maintenance_reason,
    runs_another,
    runs_application,
)


@pytest.mark.parametrize(
    ("reason", "programs"),
    [
        (
            "the packages of an image are renewed by building it again",
            "apt apt-get aptitude apk cron-apt dnf unattended-upgrade unattended-upgrades yum"
            " yum-cron",
        ),
        ("the container engine keeps and rotates the logs", "journalctl logrotate savelog"),
        (
            "certificates belong to whatever ends TLS before the containers",
            "acme.sh certbot certbot-auto letsencrypt letsencrypt-auto",
        ),
        ("the clock is the host's", "chronyc hwclock ntpd ntpdate rdate"),
        (
            "housekeeping of the VM's own system",
            "anacron chef-client debian-sa1 fstrim puppet reboot run-parts sessionclean sysctl",
        ),
        (
            "the container engine starts and restarts processes",
            "forever initctl monit pm2 rc-service restart service start supervisorctl systemctl",
        ),
    ],
)
def test_a_job_of_the_machine_says_why_it_is_left_out(reason: str, programs: str) -> None:
    assert {maintenance_reason(program) for program in programs.split()} == {reason}


@pytest.mark.parametrize("program", ["node", "mysqldump", "backup", "find", "curl", "aptly", ""])
def test_another_job_is_none_of_the_machine(program: str) -> None:
    assert maintenance_reason(program) is None


def test_programs_of_the_application_are_told_from_others() -> None:
    found = "node nodejs npm npx pnpm yarn yarnpkg".split()

    assert [program for program in found if not runs_application(program)] == []
    assert not any(map(runs_application, ["nodemon", "php", "python", "node.js", ""]))


def test_programs_that_run_another_are_told_from_others() -> None:
    found = "chrt env exec flock ionice nice nohup setsid stdbuf time timeout".split()

    assert [program for program in found if not runs_another(program)] == []
    assert not any(map(runs_another, ["sh", "sudo", "xargs", "node", ""]))


def test_the_essential_programs_of_debian_are_told_from_others() -> None:
    found = "sh bash cat cd cp echo find flock grep gzip ls mkdir rm sed sleep tar test".split()

    assert [program for program in found if not in_every_image(program)] == []
    assert not any(map(in_every_image, ["curl", "wget", "git", "python3", "rsync", "ps", "vi"]))
