"""Services and jobs of the init system, supervisord and cron."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from migrator.read import equivalents
from migrator.read.ansible.modules.registry import Action, Arguments, module, option, run
from migrator.read.shell.texts import join
from migrator.values import Text

VERBS = {
    "started": "start", "running": "start", "restarted": "restart", "reloaded": "reload",
    "stopped": "stop",
}  # fmt: skip


@module("service", "sysvinit", "openrc")
def service(given: Arguments) -> Iterator[Action]:
    """`service: name=nginx state=started enabled=yes`."""
    name = given.text("name", "service") or ""
    state = given.word("state")
    if given.value("enabled") is not None:
        yield run(*equivalents.service(name, "enable" if given.flag("enabled") else "disable"))
    if state:
        yield run(*equivalents.service(name, VERBS.get(state, state)))


@module("systemd", "systemd_service")
def systemd(given: Arguments) -> Iterator[Action]:
    """`systemd: name=app state=started enabled=yes daemon_reload=yes`."""
    name = given.text("name", "service", "unit")
    state = given.word("state")
    if given.flag("daemon_reload", "daemon-reload") or name is None:
        yield run("systemctl", "daemon-reload")
    if name is None:
        return
    if given.value("masked") is not None:
        yield run("systemctl", "mask" if given.flag("masked") else "unmask", name)
    if given.value("enabled") is not None:
        yield run("systemctl", "enable" if given.flag("enabled") else "disable", name)
    if state:
        yield run("systemctl", VERBS.get(state, state), name)


@module("supervisorctl")
def supervisorctl(given: Arguments) -> Iterator[Action]:
    state = given.word("state", "started")
    yield run("supervisorctl", VERBS.get(state, state), given.text("name"))


@module("monit")
def monit(given: Arguments) -> Iterator[Action]:
    yield run("monit", given.word("state", "start"), given.text("name"))


@module("runit")
def runit(given: Arguments) -> Iterator[Action]:
    yield run("sv", VERBS.get(given.word("state"), "start"), given.text("name"))


@module("cron")
def cron(given: Arguments) -> Iterator[Action]:
    """A job, or a variable of the table (`env=yes`), of a user or of a file in /etc/cron.d."""
    file, job = given.text("cron_file"), given.text("job", "value")
    user = given.text("user")
    if given.absent or job is None:
        yield run("crontab", "-l", *option("-u", user))
    elif given.flag("env"):
        yield run(
            "crontab", *option("-u", user), "-", stdin=join([given.text("name") or "", "=", job])
        )
    elif file is not None:
        owner = user if user is not None else "root"
        line = equivalents.cron_line([*_schedule(given), owner], job)
        yield run("tee", "-a", _cron_path(file), stdin=line)
    else:
        stdin = equivalents.cron_line(_schedule(given), job)
        yield run("crontab", *option("-u", user), "-", stdin=stdin)


def _cron_path(file: Text) -> Text:
    if not isinstance(file, str):
        return join(["/etc/cron.d/", file])
    return file if file.startswith("/") else f"/etc/cron.d/{posixpath.basename(file)}"


def _schedule(given: Arguments) -> list[Text]:
    """The columns of a job."""
    special = given.text("special_time")
    if special is not None:
        return [join(["@", special])]
    columns = map(given.text, ("minute", "hour", "day", "month", "weekday"))
    return ["*" if value is None else value for value in columns]


@module("at")
def at(given: Arguments) -> Iterator[Action]:
    yield run("at", "now", stdin=given.text("command"))
