"""The small Vagrantfiles under `tests/cases/vagrantfile`, the samples, and Vagrant's answers.

A case is a folder with a Vagrantfile, `answer.json` (what real Vagrant made of it, see
`tests/lab/test_vagrant_oracle.py`) and perhaps a `case.json` with an environment, a
provider or another file name. The answers about the samples are in `samples/`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.machine import VagrantConfig
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "vagrantfile"
SAMPLES = ROOT / "sample_vagrantfiles"


@dataclass(frozen=True)
class Case:
    """A folder with a Vagrantfile, and where real Vagrant's answer about it is stored."""

    name: str
    folder: Path
    stored: Path

    @property
    def answer(self) -> dict[str, Any]:
        """What real Vagrant made of it."""
        loaded: dict[str, Any] = json.loads(self.stored.read_text("utf-8"))
        return loaded

    def read(self) -> VagrantConfig:
        """What we make of it."""
        path = self.folder / "case.json"
        settings = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return read_vagrantfile(
            Project(self.folder),
            settings.get("vagrantfile", "Vagrantfile"),
            environment=settings.get("environment"),
            provider=settings.get("provider"),
        )


def all_cases() -> list[Case]:
    """Every case and every sample, by name."""
    found = [
        Case(folder.name, folder, folder / "answer.json")
        for folder in sorted(CASES.iterdir())
        if folder.name != "samples"
    ]
    found += [
        Case(f"sample {folder.name}", folder, CASES / "samples" / f"{folder.name}.json")
        for folder in sorted(SAMPLES.iterdir())
        if (folder / "Vagrantfile").is_file()
    ]
    return found
