"""What is to be done with each file: whose is what stands there, and who has to wait."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.container_names import BEFORE, COMPOSE, COMPOSE_NAMES, DOCKERIGNORE, NEW, OVERRIDE
from migrator.errors import MigrationError
from migrator.render import RenderedFile
from migrator.visible import visible
from migrator.write.disk import content_of, locate
from migrator.write.manifest import MANIFEST, sum_of


@dataclass(frozen=True)
class Step:
    """One file's place on disk, what is there now (None: nothing), and whose it is.

    `ours` is what we wrote last, `recorded` what we wrote and a person may have changed.
    """

    file: RenderedFile
    target: Path
    existing: bytes | None
    ours: bool
    recorded: bool

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def changes(self) -> bool:
        return self.existing != self.content

    @property
    def is_own_work(self) -> bool:
        """Whether a person's own file is there, which never was ours."""
        return self.changes and not self.ours and not self.recorded

    @property
    def beside(self) -> Path:
        """Where the file goes while a person's is in the way."""
        return self.target.with_name(self.target.name + NEW)

    @property
    def before(self) -> Path:
        """Where a person's own file goes to make room."""
        return self.target.with_name(self.target.name + BEFORE)

    @property
    def content(self) -> bytes:
        return self.file.text.encode("utf-8", "replace")


def plan_steps(
    files: Sequence[RenderedFile], destination: Path, recorded: Mapping[str, list[str]]
) -> list[Step]:
    """The steps in the order of their paths; `recorded` is the manifest."""
    steps = []
    for file in sorted(files, key=lambda file: file.path):
        target = locate(file.path, destination)
        existing = content_of(target, file.path)
        ours = existing is None or sum_of(existing) in recorded.get(file.path, [])
        steps.append(Step(file, target, existing, ours, file.path in recorded))
    return steps


def waiting_steps(steps: Sequence[Step], others: Sequence[str]) -> list[Step]:
    """The steps whose files wait beside a person's.

    Compose takes `compose.yaml` before every other name, applies an override to whichever
    file it takes, and our services are built by stages that a Dockerfile of a person's does
    not have: both wait together. What our Dockerfile does not need, theirs may. A file of
    ours that is in use stays in use.
    """
    own_work = [step for step in steps if step.is_own_work]
    dockerfile = any(step.target.name.startswith("Dockerfile") for step in own_work)
    compose = dockerfile or any(step.path == COMPOSE for step in own_work)
    waiting = {COMPOSE, OVERRIDE} if others or compose else set()
    waiting |= {DOCKERIGNORE} if dockerfile else set()
    return [
        step
        for step in steps
        if step.changes and (not step.ours or (step.existing is None and step.path in waiting))
    ]


def other_compose_files(destination: Path, recorded: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The compose files of a person's whose place `compose.yaml` would take."""
    names = sorted(COMPOSE_NAMES - {COMPOSE} - set(recorded))
    return tuple(name for name in names if (destination / name).is_file())


def refuse_links_outside(steps: Sequence[Step], destination: Path) -> None:
    """A link at a name beside a file must not lead outside either."""
    for step in steps:
        locate(f"{step.path}{NEW}", destination)
        locate(f"{step.path}{BEFORE}", destination)
    locate(MANIFEST, destination)


def refuse_taken_names(steps: Sequence[Step]) -> None:
    """A file that made room once must not be lost when another one has to."""
    for step in steps:
        if not step.is_own_work or not os.path.lexists(step.before):
            continue
        if not step.before.is_file() or not filecmp.cmp(step.target, step.before, shallow=False):
            raise MigrationError(
                f"{visible(step.path)} is to be replaced, and {visible(step.before.name)}, under "
                "which it would be kept, is there already.",
                next="Move one of the two away, and run it again.",
            )
