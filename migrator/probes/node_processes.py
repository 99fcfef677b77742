"""The Node processes that run, and what surrounds them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from migrator.evidence import EnvironmentSet, NodeFound, ProcessRunning
from migrator.probes.node_versions import version_of
from migrator.probes.registry import Sighting, probes, rows_below
from migrator.probes.scripts import EACH_NODE_PROCESS, MASK_SECRETS, PRINT_VERSION
from migrator.probes.variables import secret_hidden, worth_knowing
from migrator.redact import MASK, names_a_secret, redact

_FIELDS = 5

# One line a process: a line break or tab inside a value becomes a blank, so that no process can
# forge another's line; the NULs between the arguments become tabs.
_PROCESSES = (
    PRINT_VERSION
    + """one_line() { printf '%s' "$1" | tr '\\t\\n' '  '; }\n"""
    + "echo 'pid user version directory executable arguments'"
    + EACH_NODE_PROCESS.format(
        # /proc/PID/exe is the very binary, also of a process in a container of the guest.
        body=r"""set -- $(ls -ld "$p")
  printf '%s\t%s\t%s\t%s\t%s\t' "${p#/proc/}" "$3" "$(print_version "$p/exe")" \
    "$(one_line "$(readlink "$p/cwd")")" "$(one_line "$exe")"
  tr '\t\n\0' '  \t' <"$p/cmdline"; echo"""
    )
)
# pm2's daemon has the variables of whoever started it first, not those of an application.
_ENVIRONMENT = "echo 'pid variable'" + EACH_NODE_PROCESS.format(
    body=f"""case "$first" in 'PM2 v'*) continue ;; esac
  tr '\\n\\0' ' \\n' <"$p/environ" | {MASK_SECRETS} | sed "s/^/${{p#/proc/}} /" """
)


@probes(
    _PROCESSES,
    about="the running Node processes",
    title="cat /proc/*/cmdline # of node",
    root=True,
)
def processes(output: str) -> Iterator[Sighting]:
    """Read a line per process: who runs it, where, with which binary and arguments.

    A process that renamed itself (pm2 makes `node /srv/app.js` of it) shows one
    argument with blanks; it is split as a shell would.
    """
    for number, line in rows_below(output, "pid user version directory executable arguments"):
        fields = line.split("\t")
        if len(fields) <= _FIELDS or not fields[0].isdecimal():
            continue
        pid, user, shown, directory, executable = fields[:_FIELDS]
        argv = _arguments(fields[_FIELDS:])
        if not argv:
            continue
        yield (
            number,
            ProcessRunning(argv, directory or None, user or None, int(pid[:9]), executable or None),
        )
        version = version_of(shown, executable)
        if version:
            yield number, NodeFound(executable, version)


def _arguments(fields: list[str]) -> tuple[str, ...]:
    while fields and not fields[-1].strip():
        fields = fields[:-1]
    if len(fields) == 1 and fields[0].startswith(("node ", "nodejs ")):
        try:
            fields = shlex.split(fields[0])
        except ValueError:
            fields = fields[0].split()
    masked = []
    for before, word in zip(["", *fields], fields, strict=False):
        follows_option = before.startswith("-") and "=" not in before
        hidden = follows_option and names_a_secret(before.lstrip("-"))
        masked.append(MASK if hidden else redact(word))
    return tuple(masked)


@probes(
    _ENVIRONMENT,
    about="the environment of the running Node processes",
    title="cat /proc/*/environ # of node, secrets masked",
    root=True,
)
def process_environment(output: str) -> Iterator[Sighting]:
    """Read `pid NAME=value`: what the application's process really has.

    The variables of every login and of process managers are left out.
    """
    for number, line in rows_below(output, "pid variable"):
        pid, _, assignment = line.partition(" ")
        name, found, value = assignment.partition("=")
        if pid.isdecimal() and found and worth_knowing(name):
            scope = f"process {pid}"
            yield number, EnvironmentSet(name, secret_hidden(name, value, scope, number), scope)
