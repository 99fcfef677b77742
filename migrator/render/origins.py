"""What a generated comment says about where a thing comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from migrator.plan import EvidenceLine, Plan
from migrator.redact import redact
from migrator.visible import visible

_WIDTH = 96


def evidence_for(plan: Plan, fact: str, value: object = None) -> EvidenceLine | None:
    """The first evidence of `fact` (and of `value`, when one is given) that has a place."""
    for line in plan.evidence:
        if line.fact == fact and line.source and (value is None or line.value == value):
            return line
    return None


def place(line: EvidenceLine) -> str:
    """`provision.sh:12`, or the source alone where there is no line."""
    return line.source if line.line is None else f"{line.source}:{line.line}"


def quoted(line: EvidenceLine) -> str:
    """`provision.sh:12: apt-get install …`, on one line, secrets masked."""
    text = redact(" ".join(line.text.split()).replace(" \\ ", " "))
    return f"{place(line)}: {text}" if text else place(line)


def package_notes(plan: Plan, kind: str, names: Iterable[str]) -> tuple[str, ...]:
    """One line per place that installs some of these OS packages: `provision.sh:9: git, curl`.

    `kind` is the plan's list they stand in, `runtime` or `build`.
    """
    by_place: dict[str, list[str]] = {}
    for name in names:
        line = _package_evidence(plan, kind, name)
        if line is not None:
            by_place.setdefault(place(line), []).append(name)
    return tuple(
        text
        for where, found in by_place.items()
        for text in wrapped(f"{where}: {', '.join(found)}")
    )


def _package_evidence(plan: Plan, kind: str, name: str) -> EvidenceLine | None:
    fact = f"os_packages.{kind}"
    return evidence_for(plan, fact, name) or evidence_for(plan, f"{fact}.{name}")


def wrapped(text: str) -> tuple[str, ...]:
    """A sentence as comment lines, without control characters."""
    return tuple(textwrap.wrap(visible(" ".join(text.split())), _WIDTH))


def sentence(text: str) -> str:
    """A reason as a sentence of its own; a name at its start keeps its letters."""
    words = text.strip()
    first = words.partition(" ")[0]
    if first.isalpha() and first.isascii():
        words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) or not words else f"{words}."


def joined(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
