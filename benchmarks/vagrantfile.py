"""How long it takes to read a Vagrantfile: against the bare parse, and against Vagrant.

    python -m benchmarks.vagrantfile [FOLDER...]

Prints one line for each Vagrantfile below the folders (the samples by default). The target
is ten times the bare parse plus one millisecond, and 200 times faster than Vagrant, which
is asked once for each sample where it is installed. It runs the Vagrantfiles, so it is not
asked about other folders.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter
import tree_sitter_ruby

from migrator.errors import MigrationError
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_vagrantfiles"
REPETITIONS = 20
TIMES_THE_PARSE, PLUS_SECONDS = 10, 0.001
TIMES_VAGRANT = 200


def best(action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    shortest = float("inf")
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        action()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def read(folder: Path) -> None:
    """Read a folder's Vagrantfile from the disk; a broken one counts as read."""
    try:
        read_vagrantfile(Project(folder))
    except MigrationError:
        return


def vagrant_seconds(folder: Path) -> float | None:
    """How long Vagrant needs to say which machines there are; None without Vagrant."""
    if shutil.which("vagrant") is None:
        return None
    with tempfile.TemporaryDirectory() as home:
        copy = shutil.copytree(folder, Path(home) / "copy")
        environment = {**os.environ, "HOME": home, "VAGRANT_HOME": home}
        start = time.perf_counter()
        subprocess.run(
            ["vagrant", "validate", "--ignore-provider"],
            cwd=copy,
            env=environment,
            capture_output=True,
            check=False,
        )
        return time.perf_counter() - start


def main(folders: list[Path]) -> None:
    """Measure and print the table."""
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_ruby.language()))
    print(
        f"{'Vagrantfile':<44}{'parse':>9}{'read':>9}{'ratio':>7}{'target':>9}{'vagrant':>10}{'':>8}"
    )
    parsed = total = 0.0
    missed = 0
    for folder in folders:
        content = (folder / "Vagrantfile").read_bytes()
        bare = best(lambda content=content: parser.parse(content))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        whole = best(lambda folder=folder: read(folder))  # type: ignore[misc]  # as above
        real = vagrant_seconds(folder) if folder.parent == SAMPLES else None
        target = TIMES_THE_PARSE * bare + PLUS_SECONDS
        parsed, total, missed = parsed + bare, total + whole, missed + (whole > target)
        name = str(folder.name if folder.parent == SAMPLES else folder)[-43:]
        compared = f"{real:>9.2f}s{real / whole:>7.0f}x" if real is not None else ""
        print(
            f"{name:<44}{bare * 1000:>7.3f}ms{whole * 1000:>7.3f}ms{whole / bare:>7.1f}"
            f"{'ok' if whole <= target else 'missed':>9}{compared}"
        )
    count = len(folders)
    print(
        f"{f'mean of {count}':<44}{parsed / count * 1000:>7.3f}ms{total / count * 1000:>7.3f}ms"
        f"{total / parsed:>7.1f}{f'{count - missed} ok':>9}"
    )


if __name__ == "__main__":
    wanted = [Path(argument) for argument in sys.argv[1:]] or [SAMPLES]
    main([path.parent for root in wanted for path in sorted(root.rglob("Vagrantfile"))])
