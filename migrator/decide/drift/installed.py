"""What somebody installed or scheduled in the guest by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.decide.drift.compared import Compared, Sides
from migrator.evidence import CronScheduled, Evidence, GlobalInstalled
from migrator.infer.seen import seen
from migrator.knowledge.node_ranges import acceptance
from migrator.plan import Standing

_Global = tuple[GlobalInstalled, Evidence]


def compare_installed(sides: Sides) -> Iterator[Compared]:
    """Yield the global npm packages, OS packages and scheduled jobs that differ from the files'."""
    yield from _globals(sides)
    yield from _packages(sides)
    yield from _cron(sides)


def _globals(sides: Sides) -> Iterator[Compared]:
    written = _by_name(sides.evidence, "static")
    live = _by_name(sides.evidence, "live")
    for name in sorted({*written, *live}):
        fact, files, guest = f"app.globals.{name}", written.get(name), live.get(name)
        if guest is None and files is not None:
            if sides.readable("the global npm packages"):
                yield Compared(fact, "files-only", _shown(files[0]), None, files[1])
        elif guest is not None and files is None:
            yield Compared(fact, "guest-only", None, _shown(guest[0]), None, guest[1])
        elif guest is not None and files is not None:
            standing: Standing = "agree" if _same(files[0], guest[0]) else "differ"
            texts = _shown(files[0]), _shown(guest[0])
            yield Compared(fact, standing, *texts, files[1], guest[1])


def _by_name(evidence: Sequence[Evidence], method: str) -> dict[str, _Global]:
    found = [pair for pair in seen(evidence, GlobalInstalled) if pair[1].method == method]
    return {package.name: (package, item) for package, item in found}


def _shown(package: GlobalInstalled) -> str:
    return package.version or "installed"


def _same(files: GlobalInstalled, guest: GlobalInstalled) -> bool:
    """Whether the guest's version is one that the files ask for; a tag such as `latest` is any."""
    accepts = acceptance(files.version) if files.version else None
    if accepts is None or guest.version is None:
        return True
    return accepts(guest.version)


def _packages(sides: Sides) -> Iterator[Compared]:
    """Packages by hand that the image gets, or that nothing is known to need."""
    files, both = sides.files.packages, sides.both.packages
    kept = ({*both.runtime, *both.build} - {*files.runtime, *files.build}) | {*both.left_in_guest}
    for name in sorted(kept):
        yield Compared(f"os_packages.{name}", "guest-only", None, "installed by hand")


def _cron(sides: Sides) -> Iterator[Compared]:
    jobs = seen(sides.evidence, CronScheduled)
    written = {" ".join(job.command.split()) for job, item in jobs if item.method == "static"}
    for job, item in jobs:
        if item.method == "live" and " ".join(job.command.split()) not in written:
            shown = f"{job.schedule} {job.command}"
            yield Compared("cron", "guest-only", None, shown, None, item)
