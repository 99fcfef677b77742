"""The ledger: every provisioning step once, with what becomes of it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from migrator.decide.fates import Destinations, Fate, fate_of
from migrator.evidence import UNRECOGNISED, Evidence, Observation
from migrator.plan import LedgerEntry, Outcome
from migrator.redact import redact
from migrator.steps import Step

# Source, first and last line, text, and the how-manieth of these it is.
_Place = tuple[str, int, int, str, int]

_WEIGHT: dict[Outcome, int] = {
    "manual": 6,
    "service": 5,
    "image": 4,
    "app": 3,
    "compose": 2,
    "environment": 1,
    "dropped": 0,
}


def ledger(
    steps: Sequence[Step], evidence: Iterable[Evidence], destinations: Destinations
) -> list[LedgerEntry]:
    """One entry a step, in the order in which the machines run them.

    The same line run on several machines, or by several provisioners, is one entry; the
    same text twice on one line is two.
    """
    by_step: dict[int, list[Observation]] = {}
    for item in evidence:
        if item.origin.unit is not None:
            by_step.setdefault(item.origin.unit, []).append(item.observation)
    entries: dict[_Place, LedgerEntry] = {}
    met: Counter[tuple[str, int, _Place]] = Counter()
    for index, step in enumerate(steps):
        entry = _entry(step, by_step.get(index, []), destinations)
        place = (step.source, step.line, step.end_line, step.text, 0)
        here = (step.machine, step.declared, place)
        key = (*place[:4], met[here])
        met[here] += 1
        if key not in entries or _outweighs(entry, entries[key]):
            entries[key] = entry
    return list(entries.values())


def _outweighs(new: LedgerEntry, old: LedgerEntry) -> bool:
    return _WEIGHT[new.outcome] > _WEIGHT[old.outcome]


def _entry(
    step: Step, observations: Sequence[Observation], destinations: Destinations
) -> LedgerEntry:
    fate = _fate_of_step(step, observations, destinations)
    return LedgerEntry(
        source=step.source,
        line=step.line,
        end_line=step.end_line,
        text=redact(step.text),
        outcome=fate.outcome,
        target=fate.target,
        reason=redact(fate.reason),
        machine=step.machine,
    )


def _fate_of_step(
    step: Step, observations: Sequence[Observation], destinations: Destinations
) -> Fate:
    if step.skipped is not None:
        return Fate("dropped", None, f"does not run: {step.skipped}")
    if step.run == "never":
        return Fate("dropped", None, "its provisioner runs only when a person asks for it")
    if not observations:
        return Fate("manual", None, UNRECOGNISED)
    fates = [fate_of(observation, destinations) for observation in observations]
    strongest = max(fates, key=lambda fate: _WEIGHT[fate.outcome])
    reasons = dict.fromkeys(fate.reason for fate in fates if fate.outcome == strongest.outcome)
    others = dict.fromkeys(
        fate.reason
        for fate in fates
        if fate.outcome != strongest.outcome and fate.outcome != "dropped"
    )
    dropped = [fate for fate in fates if fate.outcome == "dropped"]
    if dropped and strongest.outcome != "dropped":
        named = dict.fromkeys(fate.reason for fate in dropped if ":" in fate.reason)
        others.update(named)
    return Fate(strongest.outcome, strongest.target, "; ".join([*reasons, *others]))
