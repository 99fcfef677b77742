"""The variables that every login of the guest has."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.evidence import EnvironmentSet
from migrator.probes.registry import Sighting, probes, rows
from migrator.probes.scripts import MASK_SECRETS
from migrator.probes.variables import secret_hidden, worth_knowing

_FILE = "/etc/environment"


@probes(
    # Alpine and CentOS have no such file, which is as good as an empty one.
    f"[ ! -e {_FILE} ] || {MASK_SECRETS} {_FILE}",
    about="the variables of /etc/environment",
    title=f"cat {_FILE}",
)
def etc_environment(output: str) -> Iterator[Sighting]:
    """Read `NAME=value` lines, `export` and quotes allowed; PATH and the locale are left out."""
    for number, line in rows(output):
        name, found, value = line.strip().removeprefix("export ").partition("=")
        if found and worth_knowing(name.strip()):
            shown = secret_hidden(name.strip(), value.strip().strip("\"'"), _FILE, number)
            yield number, EnvironmentSet(name.strip(), shown, _FILE)
