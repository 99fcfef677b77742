"""From rendered files to the disk: atomically, and never over a person's work.

A file is ours when its content is what we last wrote there, which the manifest
`migration/files.json` remembers as SHA-256 sums. Anything else belongs to a
person: it stays, and the new version goes beside it as `NAME.migrator-new`.
What would take the place of a person's file under another name waits beside it
too. With force a person's own file makes room and stays as `NAME.before-migrator`.

Every file is written under another name and renamed, so that a kill at any
moment leaves each one old or new. The manifest holds the old and the new sums
while files are being written, so that after a kill both are still ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.container_names import COMPOSE, NEW
from migrator.render import RenderedFile
from migrator.visible import visible
from migrator.write.disk import content_of, copy, discard, disk_errors, locate, replace
from migrator.write.manifest import MANIFEST, read_manifest, sum_of, write_manifest
from migrator.write.steps import (
    Step,
    other_compose_files,
    plan_steps,
    refuse_links_outside,
    refuse_taken_names,
    waiting_steps,
)

__all__ = [
    "MANIFEST",
    "Written",
    "difference",
    "recorded_files",
    "replace_file",
    "take_back_others",
    "write",
]


@dataclass(frozen=True)
class Written:
    """What became of each file; paths are relative to the destination.

    `kept` are files of a person that stayed, `beside` the files that are at their path
    with `.migrator-new` after it. With force, `moved` are files of a person that are now
    at their path with `.before-migrator` after it, and `overtaken` compose files of a
    person that stayed and that Compose no longer looks at.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()


def write(files: Sequence[RenderedFile], destination: Path, *, force: bool = False) -> Written:
    """Write `files` below `destination`, which is made when it is missing.

    With `force` a person's files are replaced too; one that never was ours is kept under
    another name. MigrationError, before anything is written, when a path leaves the
    destination, also through a symbolic link, or is a directory, or that other name is
    taken; and when the disk refuses.
    """
    with disk_errors(destination):
        destination.mkdir(parents=True, exist_ok=True)
        recorded = read_manifest(destination)
        steps = plan_steps(files, destination, recorded)
        refuse_links_outside(steps, destination)
        if force:
            refuse_taken_names(steps)
        return _carry_out(steps, destination, recorded, force)


def replace_file(path: Path, text: str) -> None:
    """Write one file of the program's own in one step; MigrationError when the disk refuses."""
    with disk_errors(path):
        replace(path, text.encode("utf-8", "replace"))


def take_back_others(files: Sequence[RenderedFile], destination: Path) -> None:
    """Take away what an earlier run wrote below `destination` and that is not among `files`.

    What a person changed stays. MigrationError as `write` has it.
    """
    with disk_errors(destination):
        recorded = read_manifest(destination)
        left = dict(recorded)
        for path in set(recorded) - {file.path for file in files}:
            target = locate(path, destination)
            content = content_of(target, path)
            if content is None or sum_of(content) in recorded[path]:
                target.unlink(missing_ok=True)
                del left[path]
        if left != recorded:
            write_manifest(destination, left)


def recorded_files(destination: Path) -> tuple[str, ...]:
    """The paths that were written below `destination`, as its manifest names them."""
    with disk_errors(destination):
        return tuple(sorted(read_manifest(destination)))


def difference(files: Sequence[RenderedFile], destination: Path, *, force: bool = False) -> str:
    """What `write` would change, as a unified diff; empty when nothing.

    Control characters of existing files are made visible: this is shown in terminals.
    """
    with disk_errors(destination):
        recorded = read_manifest(destination)
        steps = plan_steps(files, destination, recorded)
        waiting = [] if force else waiting_steps(steps, other_compose_files(destination, recorded))
    return "".join(line for step in steps for line in _difference(step, waits=step in waiting))


def _difference(step: Step, *, waits: bool) -> Iterator[str]:
    new = f"b/{step.path}{NEW}" if waits else f"b/{step.path}"
    old = "/dev/null" if step.existing is None else f"a/{step.path}"
    before = (step.existing or b"").decode("utf-8", "replace").splitlines()
    after = step.file.text.splitlines()
    for line in difflib.unified_diff(before, after, old, new, lineterm=""):
        yield "\t".join(visible(part) for part in line.split("\t")) + "\n"


def _carry_out(
    steps: Sequence[Step], destination: Path, recorded: Mapping[str, list[str]], force: bool
) -> Written:
    others = other_compose_files(destination, recorded)
    waiting = [] if force else waiting_steps(steps, others)
    replaced = [step for step in steps if step.changes and step not in waiting]
    moved = [step for step in replaced if step.is_own_work]
    sums = {step.path: [sum_of(step.content)] for step in steps if step not in waiting}
    rest = {path: known for path, known in recorded.items() if path not in sums}
    for step in moved:
        copy(step.target, step.before)
    if replaced:
        both = {path: sorted({*recorded.get(path, []), *new}) for path, new in sums.items()}
        write_manifest(destination, rest | both)
    for step in replaced:
        replace(step.target, step.content)
    for step in steps:
        if step not in waiting:
            discard(step.beside, step.content)
    for step in waiting:
        replace(step.beside, step.content)
    write_manifest(destination, rest | sums)
    return _written(steps, waiting, others)


def _written(steps: Sequence[Step], waiting: Sequence[Step], others: Sequence[str]) -> Written:
    """What became of the steps; `others` are the compose files that ours would come before."""
    replaced = [step for step in steps if step.changes and step not in waiting]
    stays = _paths(step for step in waiting if not step.ours)
    return Written(
        written=_paths(replaced),
        unchanged=_paths(step for step in steps if not step.changes),
        kept=tuple(sorted([*stays, *(others if COMPOSE in _paths(waiting) else ())])),
        beside=_paths(waiting),
        moved=_paths(step for step in replaced if step.is_own_work),
        overtaken=tuple(others) if COMPOSE in _paths(replaced) else (),
    )


def _paths(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(step.path for step in steps)
