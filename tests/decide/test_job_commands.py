"""Commands of cron jobs, as the application's container runs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.decide.job_commands import MAX_COMMAND, Surroundings, translate
from migrator.read.synced_folders import GuestPaths

WHERE = GuestPaths({"/vagrant": "."}, {"/srv/app": "/vagrant"})
AROUND = Surroundings(WHERE, ".")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("cd /vagrant && node report.js", "node report.js"),
        ("cd /vagrant/jobs; node a.js", "cd /app/jobs; node a.js"),
        ("/usr/bin/node /vagrant/job.js", "node /app/job.js"),
        ("/home/vagrant/.nvm/versions/node/v8.0.0/bin/node /vagrant/x.js", "node /app/x.js"),
        ("cd /srv/app && /usr/local/bin/nodejs a.js", "node a.js"),
        ("su - vagrant -c 'cd /vagrant && npm run mail'", "npm run mail"),
        ("sudo -u www-data node /vagrant/x.js", "node /app/x.js"),
        (". /home/vagrant/.nvm/nvm.sh && nvm use 8 && node /vagrant/z.js", "node /app/z.js"),
        ("PATH=/usr/local/bin:$PATH node /vagrant/p.js", "node /app/p.js"),
        ("nice -n 10 node /vagrant/y.js 2>&1 | logger -t y", "nice -n 10 node /app/y.js"),
        ("bash -lc 'cd /vagrant && npm run x'", "bash -lc 'cd /app && npm run x'"),
        ("cd /vagrant && ./node_modules/.bin/knex seed:run", "./node_modules/.bin/knex seed:run"),
        ("node /vagrant/x.js --out=/vagrant/out.txt", "node /app/x.js --out=/app/out.txt"),
        ("flock -n /tmp/x.lock node /vagrant/q.js", "flock -n /tmp/x.lock node /app/q.js"),
        ("node /vagrant/q.js > /dev/null 2>&1", "node /app/q.js > /dev/null 2>&1"),
        ("node /vagrant/q.js > /tmp/out 2>&1", "node /app/q.js > /tmp/out 2>&1"),
        ("node /vagrant/q.js >> /vagrant/q.log", "node /app/q.js >> /app/q.log"),
        ("cd /vagrant && node q.js >q.log", "node q.js >q.log"),
        ("cd /vagrant && ./q.js", "./q.js"),
        ("cd /vagrant && ./q.cjs", "./q.cjs"),
        ("cd /vagrant && ./q.mjs", "./q.mjs"),
        ("cd /tmp && node /vagrant/q.js", "cd /tmp && node /app/q.js"),
        ("ls /dev && node /app/q.js", "ls /dev && node /app/q.js"),
        ("cd /app; node q.js", "node q.js"),
        ("env A=1 node /vagrant/q.js", "env A=1 node /app/q.js"),
        ("timeout 30s node /vagrant/q.js", "timeout 30s node /app/q.js"),
        ("flock /vagrant/q.lock node /vagrant/q.js", "flock /app/q.lock node /app/q.js"),
        ("/bin/sh -c 'node /vagrant/q.js'", "sh -c 'node /app/q.js'"),
        ("/usr/bin/env node /vagrant/q.js", "env node /app/q.js"),
        ("/usr/local/bin/npm --prefix /vagrant run x", "npm --prefix /app run x"),
        (". ~/.bashrc; node /vagrant/q.js", "node /app/q.js"),
        ("export PATH=/opt/bin:$PATH; node /vagrant/q.js", "node /app/q.js"),
    ],
)
def test_a_job_of_the_application_is_translated(command: str, expected: str) -> None:
    found = translate(command, AROUND)

    assert (found.text, found.certain) == (expected, True)


@pytest.mark.parametrize(
    ("command", "expected", "file"),
    [
        ("node /vagrant/a.js >> /var/log/a.log 2>&1", "node /app/a.js", "/var/log/a.log"),
        ("node /vagrant/a.js > ~/a.txt", "node /app/a.js", "~/a.txt"),
        ("node /vagrant/a.js &>> $HOME/a.log", "node /app/a.js", "$HOME/a.log"),
    ],
)
def test_output_to_a_file_of_the_vm_goes_to_the_log(command: str, expected: str, file: str) -> None:
    found = translate(command, AROUND)

    assert (found.text, found.certain, found.lost) == (expected, True, (file,))


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("node report.js", "its files are relative to a home of the VM"),
        ("/usr/local/bin/backup", "/usr/local/bin/backup is not in the application's image"),
        ("mysqldump todo", "mysqldump is not in the application's image"),
        ("mysqldump -u root -phunter2 todo", "it holds what looks like a secret"),
        ("curl -s http://localhost:3000/cron", "curl is not in the application's image"),
        ("cd /vagrant && git pull && npm install", "git is not in the application's image"),
        ("cd ~/app && node x.js", "it uses a home of the VM"),
        ("find /var/log -mtime +7 -delete", "/var/log is not in the application's image"),
        ("/vagrant/scripts/run.sh", "what run.sh needs cannot be told"),
        ("echo hello", "it runs nothing of the application"),
        ("node /vagrant/x.js\x1b[31m", "it holds what looks like a secret"),
        ("node /vagrant/x.js && pm2 restart x", "pm2 is not in the application's image"),
        ("node $HOME/x.js", "it uses a home of the VM"),
        ("/usr/bin/rsync /vagrant/a /tmp", "/usr/bin/rsync is not in the application's image"),
        ("/opt/app/tool /vagrant/a", "/opt/app/tool is not in the application's image"),
        ("env nice -n 5 ruby x.rb", "ruby is not in the application's image"),
    ],
)
def test_what_is_not_certain_says_why(command: str, why: str) -> None:
    found = translate(command, AROUND)

    assert (found.certain, found.why) == (False, why)


@pytest.mark.parametrize(
    "command",
    [
        "/usr/sbin/logrotate /etc/logrotate.conf",
        "test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily )",
        "apt-get update && apt-get -y upgrade",
        "nice certbot renew --quiet && systemctl reload nginx",
        "sh -c 'ntpdate pool.ntp.org'",
    ],
)
def test_maintenance_of_the_machine_has_a_reason(command: str) -> None:
    found = translate(command, AROUND)

    assert found.text is None
    assert found.maintenance is not None


def test_a_file_outside_of_the_applications_folder_is_not_in_its_image() -> None:
    around = Surroundings(WHERE, "server")

    assert translate("node /vagrant/server/a.js", around).text == "node /app/a.js"
    assert translate("node /vagrant/tools/a.js", around).text is None


def test_a_package_that_the_image_has_brings_its_program() -> None:
    around = Surroundings(WHERE, ".", ("curl",))

    assert not translate("curl http://api/x", around).certain
    assert translate("curl http://api/x | node /vagrant/in.js", around).certain


@given(st.text(alphabet="cd /vagrantodejs.;&|<>'\"$~(){}2\\=-\t"))
def test_any_command_is_translated_or_not(command: str) -> None:
    found = translate(command, AROUND)

    assert found.certain <= (found.text is not None)
    assert translate(command, AROUND) == found


@given(
    st.sampled_from(["node", "cd", "cat"]),
    st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True),
)
def test_a_folder_of_the_vm_is_in_no_translated_command(program: str, file: str) -> None:
    found = translate(f"{program} /vagrant/{file} /srv/app/{file}", AROUND)

    assert found.text == f"{program} /app/{file} /app/{file}"


def test_a_command_longer_than_any_is_not_translated() -> None:
    found = translate(f"node /vagrant/x.js {'PATH=,' * 8000}", AROUND)

    assert found.text is None
    assert "too long" in found.why


def test_a_command_as_long_as_any_is_translated() -> None:
    command = "node /vagrant/x.js "

    assert translate(command + "y" * (MAX_COMMAND - len(command)), AROUND).certain
    assert not translate(command + "y" * (MAX_COMMAND - len(command) + 1), AROUND).certain
