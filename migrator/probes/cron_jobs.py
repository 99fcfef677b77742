"""What cron runs."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.evidence import CronScheduled
from migrator.probes.registry import Sighting, probes, rows_below
from migrator.read.crontab import read_schedule
from migrator.redact import redact

# A file that belongs to a package is the distribution's, not the project's.
_CRON = r"""
echo 'cron:'
for f in /etc/crontab /etc/cron.d/* /var/spool/cron/crontabs/* /var/spool/cron/*; do
  [ -f "$f" ] || continue
  case "$f" in
    /etc/cron.d/*) dpkg -S "$f" >/dev/null && continue; rpm -qf "$f" >/dev/null && continue ;;
  esac
  sed "s|^|$f: |" "$f"
done; true
"""


@probes(_CRON, about="the cron jobs", title="cat /etc/crontab /etc/cron.d/* crontabs", root=True)
def crontabs(output: str) -> Iterator[Sighting]:
    """Read `file: line`; a user's table has no user column, its file is the user's name.

    The distribution's own `run-parts` lines are left out, as are settings and comments.
    """
    tables: dict[str, list[tuple[int, str]]] = {}
    for number, line in rows_below(output, "cron:"):
        file, found, entry = line.partition(": ")
        if found:
            tables.setdefault(file, []).append((number, entry))
    for file, entries in tables.items():
        for job in read_schedule("\n".join(entry for _, entry in entries), file):
            if "run-parts" not in job.command:
                number = entries[job.line - 1][0]
                yield number, CronScheduled(job.schedule, redact(job.command), job.user)
