"""How long the whole static analysis of a repository takes, from reading to the plan.

Run `python -m benchmarks.repository [FOLDER …]`: every repository below the folders (the samples
by default) is analysed; the milliseconds of each, their median, and their ratio to reading the
Vagrantfile alone are printed.
"""

from __future__ import annotations

import functools
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile

ROUNDS = 7
SAMPLES = Path(__file__).parent.parent / "sample_vagrantfiles"


def fastest(run: Callable[[], object]) -> float:
    """The best of some runs, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def plan_of(root: Path) -> None:
    """The whole static analysis."""
    decide(analyse(Request(root=root)), Answers())


def vagrantfile_of(root: Path) -> None:
    """The Vagrantfile alone."""
    read_vagrantfile(Project(root))


def main(folders: list[Path]) -> None:
    """Measure and print one line a repository."""
    repositories = sorted(path for folder in folders for path in folder.iterdir() if path.is_dir())
    whole: list[float] = []
    vagrantfiles: list[float] = []
    for root in repositories:
        plan = fastest(functools.partial(plan_of, root))
        vagrantfile = fastest(functools.partial(vagrantfile_of, root))
        whole.append(plan)
        vagrantfiles.append(vagrantfile)
        print(f"{root.name:24} {plan:8.2f} ms  {plan / vagrantfile:6.1f} x its Vagrantfile")
    print(f"{'median':24} {statistics.median(whole):8.2f} ms")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or [SAMPLES])
