"""What became of the files of a run, for the person who started it."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.container_names import BEFORE, COMPOSE, NEW
from migrator.write import Written

FORCE = (
    "Until the new files are in place, yours are what Docker builds. `migrator generate --force` "
    f"puts them in place; what they replace is kept as NAME{BEFORE}, and still counts."
)


def news(written: Written) -> Iterator[str]:
    """A line for each file that was written."""
    waiting = (path for path in written.beside if path not in written.kept)
    yield from (f"wrote {path}" for path in written.written)
    yield from (f"wrote {path}{NEW}" for path in waiting)


def cautions(written: Written) -> Iterator[str]:
    """A line for each file of a person's that was in the way, and what to do then."""
    for path in written.kept:
        if path in written.beside:
            yield f"kept {path}, which a person wrote or changed; see {path}{NEW}"
        else:
            yield f"kept {path}, whose place {COMPOSE} would take; see {COMPOSE}{NEW}"
    for path in written.moved:
        yield f"kept what a person wrote in {path} as {path}{BEFORE}"
    for path in written.overtaken:
        yield f"{COMPOSE} now takes the place of {path}, which stays as it is"
    if written.kept:
        yield FORCE
