"""What commands that look something up find on a fresh machine: nothing."""

from __future__ import annotations

from migrator.read.shell.state import Shell
from migrator.read.shell.status import ABSENT, DONE, Call, Status
from migrator.read.shell.texts import Presumed

LOOKUPS: dict[str, frozenset[str]] = {
    "apk": frozenset({"info"}),
    "brew": frozenset({"list", "ls"}),
    "crontab": frozenset({"-l"}),
    "docker": frozenset({"ps", "inspect", "images"}),
    "docker-compose": frozenset({"ps"}),
    "dpkg": frozenset({"-l", "-s", "-L", "--list", "--status", "--get-selections"}),
    "dpkg-query": frozenset(),
    "forever": frozenset({"list"}),
    "gem": frozenset({"list"}),
    "getent": frozenset(),
    "initctl": frozenset({"status"}),
    "lsof": frozenset(),
    "npm": frozenset({"list", "ls", "ll"}),
    "nvm": frozenset({"ls", "which", "current"}),
    "pacman": frozenset({"-Q", "-Qi", "-Qs"}),
    "pgrep": frozenset(),
    "pidof": frozenset(),
    "pip": frozenset({"show", "freeze", "list"}),
    "pm2": frozenset({"describe", "show", "list", "ls", "id", "pid", "jlist"}),
    "rpm": frozenset({"-q", "-qa", "-qi", "--query"}),
    "screen": frozenset({"-ls", "-list"}),
    "service": frozenset({"status"}),
    "snap": frozenset({"list"}),
    "status": frozenset(),
    "systemctl": frozenset({"is-active", "is-enabled", "status"}),
    "tmux": frozenset({"has-session", "ls", "has"}),
    "vboxmanage": frozenset(),
}
"""Commands that ask for something that is there already, by their first words; an
empty set for those that do nothing else."""


def presumed(call: Call) -> Status:
    """Whether a command that nothing else is known of succeeds."""
    words = call.words()
    wanted = LOOKUPS.get(words[0].rpartition("/")[2])
    if wanted is None:
        return DONE
    if not wanted or wanted.intersection(words[1:4]):
        return ABSENT
    return DONE


FILTERS = frozenset(
    {"awk", "column", "cut", "gawk", "head", "paste", "rev", "sort", "tail", "tr", "uniq"}
)


def written(shell: Shell, call: Call, status: Status) -> None:
    """Write what a command that nothing else is known of writes."""
    if shell.out is None:
        return
    name = call.words()[0]
    filtered = isinstance(shell.stdin, Presumed) and name.rpartition("/")[2] in FILTERS
    if filtered or not status.ok:
        shell.write("" if name == "crontab" else Presumed(""))
    else:
        shell.write(shell.unknown(f"`{name}` writes it"))
