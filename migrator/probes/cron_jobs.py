"""What cron runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import CronScheduled
from migrator.probes.registry import Sighting, probes, rows_below
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
_NICKNAME = r"@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)"
_COLUMN = r"[-\d*/,A-Za-z]+"
_SCHEDULE = rf"({_NICKNAME}|(?:{_COLUMN}\s+){{4}}{_COLUMN})"
_SYSTEM_LINE = re.compile(rf"{_SCHEDULE}\s+(?P<user>[a-z_][a-z0-9_.-]*)\s+(?P<command>\S.*)")
_USER_LINE = re.compile(rf"{_SCHEDULE}\s+(?P<command>\S.*)")


@probes(_CRON, about="the cron jobs", title="cat /etc/crontab /etc/cron.d/* crontabs", root=True)
def crontabs(output: str) -> Iterator[Sighting]:
    """Read `file: line`; a user's table has no user column, its file is the user's name.

    The distribution's own `run-parts` lines are left out, as are settings and comments.
    """
    for number, line in rows_below(output, "cron:"):
        file, found, entry = line.partition(": ")
        entry = entry.strip()
        if not found or entry.startswith("#") or "run-parts" in entry:
            continue
        by_user = file.startswith("/var/spool/")
        match = (_USER_LINE if by_user else _SYSTEM_LINE).fullmatch(entry)
        if match:
            user = file.rpartition("/")[2] if by_user else match["user"]
            schedule = " ".join(match[1].split())
            yield number, CronScheduled(schedule, redact(match["command"]), user)
