"""How long the whole static analysis of a repository takes, from reading to the plan.

Run `python -m benchmarks.repository [FOLDER …]`: every repository below the folders (the samples
by default) is analysed; the milliseconds of each, those of the bare parse of the files that the
analysis opens, their ratio and the medians are printed. What the shell reader remembers of texts
is forgotten before each round.
"""

from __future__ import annotations

import functools
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter_bash
import tree_sitter_javascript
import tree_sitter_ruby
import tree_sitter_typescript
from tree_sitter import Language, Parser

from benchmarks.shell import forget
from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers

ROUNDS = 7
SAMPLES = Path(__file__).parent.parent / "sample_vagrantfiles"
RUBY, BASH, JAVASCRIPT, TYPESCRIPT = (
    Parser(Language(language))
    for language in (
        tree_sitter_ruby.language(),
        tree_sitter_bash.language(),
        tree_sitter_javascript.language(),
        tree_sitter_typescript.language_typescript(),
    )
)
PARSERS = {
    **dict.fromkeys(("", ".rb"), RUBY),
    **dict.fromkeys((".sh", ".bash"), BASH),
    **dict.fromkeys((".js", ".cjs", ".mjs", ".jsx"), JAVASCRIPT),
    ".ts": TYPESCRIPT,
}


class Opened:
    """The files below a folder that the process opens while `root` is set."""

    def __init__(self) -> None:
        self.root: Path | None = None
        self.paths: set[Path] = set()
        sys.addaudithook(self._notice)

    def _notice(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.root is None or event != "open" or not isinstance(arguments[0], (str, Path)):
            return
        path = Path(arguments[0])
        if self.root in path.parents:
            self.paths.add(path)

    def by(self, root: Path) -> list[Path]:
        """What an analysis of `root` opens."""
        self.root, self.paths = root.resolve(), set()
        plan_of(root)
        self.root = None
        return sorted(path for path in self.paths if path.is_file())


def fastest(run: Callable[[], object]) -> float:
    """The best of some runs, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        forget()
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def plan_of(root: Path) -> None:
    """The whole static analysis."""
    decide(analyse(Request(root=root)), Answers())


def parse_all(texts: list[tuple[str, bytes]]) -> None:
    """The bare parse: a syntax tree of every program, a value of every JSON text."""
    for suffix, text in texts:
        if suffix in PARSERS:
            PARSERS[suffix].parse(text)
        elif suffix == ".json":
            json.loads(text)


def main(folders: list[Path]) -> None:
    """Measure and print one line a repository."""
    opened = Opened()
    whole: list[float] = []
    bare: list[float] = []
    for root in sorted(path for folder in folders for path in folder.iterdir() if path.is_dir()):
        texts = [(path.suffix, path.read_bytes()) for path in opened.by(root)]
        plan = fastest(functools.partial(plan_of, root))
        parsing = fastest(functools.partial(parse_all, texts))
        whole.append(plan)
        bare.append(parsing)
        print(
            f"{root.name:24} {plan:8.2f} ms  bare parse {parsing:6.2f} ms {plan / parsing:7.1f} x"
        )
    ratio = statistics.median(one / other for one, other in zip(whole, bare, strict=True))
    print(
        f"{'median':24} {statistics.median(whole):8.2f} ms"
        f"  bare parse {statistics.median(bare):6.2f} ms {ratio:7.1f} x"
    )


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or [SAMPLES])
