"""How long following scripts takes, against the bare parse of the same texts.

Run `python benchmarks/shell.py [FOLDER …]`: every shell script below the folders
(the golden cases by default) is parsed and followed; the medians, their ratio and
the slowest script are printed. Caches are emptied before each measurement.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter_bash
from tree_sitter import Language, Parser

from migrator.read.project import NotReadable, Project
from migrator.read.shell import Guest, follow
from migrator.read.shell.splitting import brace_expanded
from migrator.read.shell.syntax import normalised, parsable, parse
from migrator.read.shell.words import literal, parts_of, parts_of_quoted

ROUNDS = 5
BASH = Language(tree_sitter_bash.language())
UBUNTU = Guest("ubuntu", "14.04", "trusty", "debian")


def scripts(folder: Path) -> list[tuple[Project, str, str]]:
    """The scripts below a folder, each with its project."""
    project = Project(folder)
    found = []
    for name in project.files():
        if name.endswith((".sh", ".bash", ".case")):
            try:
                found.append((project, name, project.text(name)))
            except NotReadable:
                continue
    return found


def forget() -> None:
    """Empty what the shell reader remembers of texts."""
    for cache in (parse, literal, parts_of, parts_of_quoted, brace_expanded):
        cache.cache_clear()


def fastest(run: Callable[[], object]) -> float:
    """The best of some runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        forget()
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(project: Project, name: str, text: str) -> tuple[float, float]:
    """Seconds for the bare parse and for following one script."""
    content = parsable(normalised(text))
    bare = fastest(lambda: Parser(BASH).parse(content))
    followed = fastest(lambda: follow(text, source=name, line=1, project=project, guest=UBUNTU))
    return bare, followed


def main(folders: list[str]) -> None:
    default = [str(Path(__file__).parent.parent / "tests" / "cases" / "shell")]
    results = {
        name: measure(project, name, text)
        for folder in folders or default
        for project, name, text in scripts(Path(folder))
    }
    if not results:
        print("There are no shell scripts.")
        return
    bare = statistics.median(parsed for parsed, _ in results.values())
    followed = statistics.median(whole for _, whole in results.values())
    slowest = max(results, key=lambda name: results[name][1])
    print(f"{len(results)} scripts")
    print(f"bare parse  {bare * 1000:.3f} ms at the median")
    print(
        f"following   {followed * 1000:.3f} ms at the median, {followed / bare:.1f} times as long"
    )
    print(f"slowest     {slowest}: {results[slowest][1] * 1000:.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
