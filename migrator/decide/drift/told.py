"""Warnings about what the running machine shows, and about what could not be read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator.decide.drift.compared import Compared
from migrator.evidence import Evidence, Unreadable
from migrator.knowledge.services import definition
from migrator.plan import Service, Warning

# The words of `live.inspection` for a machine that was not looked into at all.
WHOLE_MACHINE = "the running machine"


def drift_warnings(
    compared: Iterable[Compared], services: Sequence[Service], left: Mapping[str, Evidence]
) -> Iterator[Warning]:
    """Yield what files and guest do not share; `left` are packages that nothing needs."""
    names = {service.name for service in services}
    for each in compared:
        place = each.seen.origin.place if each.seen is not None else None
        if each.standing == "guest-only" and (message := _guest_only(each, names)):
            yield Warning("drift-guest-only", message, place, None)
        if each.standing == "files-only" and (message := _not_running(each)):
            origin = each.written.origin if each.written is not None else None
            source, line = (origin.place, origin.line) if origin else (None, None)
            yield Warning("drift-not-running", message, source, line)
        if each.fact == "app.start" and each.why:
            message = f"The machine runs `{each.guest}`: {each.why}."
            yield Warning("drift-other-process", message, place, None)
    if left:
        message = f"Installed by hand in the guest, and in no image: {', '.join(sorted(left))}."
        first = min(left)
        yield Warning("drift-packages", message, left[first].origin.place, None)


def _guest_only(each: Compared, services: set[str]) -> str | None:
    area, _, name = each.fact.partition(".")
    if area == "processes":
        return f"The machine also runs `{each.guest}`, which no container does."
    if area == "cron":
        return f"Only the machine schedules `{each.guest}`; no file does."
    if area != "services" or name.endswith(".version"):
        return None
    if name in services:
        return f"{name} runs in the machine, but no file installs it: it became a service."
    known = definition(name)
    what = "look at its configuration there" if known is not None else "nothing here translates it"
    return f"{name} runs in the machine, but no file installs it: {what}."


def _not_running(each: Compared) -> str | None:
    area, _, name = each.fact.partition(".")
    if area == "services":
        return f"{name} is installed by the files, but does not run in the machine."
    if each.fact == "app.start":
        return f"`{each.files}` does not run in the machine; the files alone tell of it."
    return None


def incomplete(evidence: Iterable[Evidence]) -> Iterator[Warning]:
    """Yield one warning for each machine that was read in part, or not at all."""
    by_machine: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.method == "live" and isinstance(item.observation, Unreadable):
            by_machine.setdefault(item.machine or "", []).append(item)
    for machine, items in by_machine.items():
        reasons: dict[str, list[str]] = {}
        for item in items:
            assert isinstance(item.observation, Unreadable)
            reasons.setdefault(item.observation.why.rstrip("."), []).append(item.observation.what)
        whole = next((why for why, what in reasons.items() if WHOLE_MACHINE in what), None)
        if whole is not None:
            message = f"Machine {machine} was not looked into: {whole}."
        else:
            listed = "; ".join(f"{', '.join(what)} ({why})" for why, what in reasons.items())
            message = f"Machine {machine} was read in part. Not read: {listed}."
        yield Warning("live-incomplete", message, items[0].origin.place, None)
