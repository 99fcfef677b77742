"""Damaged Vagrantfiles and scripts by the thousand: no exception, no hang, nothing executed.

The inputs are the project's own cases and samples with seeded damage, so that a
failure can be had again by its number. On two cores a hundred thousand scripts take
two minutes and as many Vagrantfiles sixteen, most of it in parsing broken Ruby anew.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from migrator.errors import MigrationError
from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.read.vagrantfile import read_vagrantfile

ROOT = Path(__file__).parent.parent.parent
# By default as many as fit into a build; MIGRATOR_MUTATIONS asks for more.
INPUTS = {
    "script": int(os.environ.get("MIGRATOR_MUTATIONS", "100000")),
    "vagrantfile": int(os.environ.get("MIGRATOR_MUTATIONS", "1500")),
}
CHUNK = 500
# An input that takes longer counts as a hang.
SECONDS = 20
_FORBIDDEN = ("subprocess.", "os.exec", "os.system", "os.fork", "os.spawn", "socket.", "pty.")
_PIECES = (
    "\n", " ", "'", '"', "`", "$(", ")", "{", "}", "[", "]", "|", "||", "&&", ";", "end", "do |x|",
    "if", "fi", "done", "<<EOF", "EOF", "<<~X", "#{", "${x:-", "\\", "\0", "é", "\U0001f600",
    "(" * 40, "{" * 40, "= ", "=>", "::", "..", "*" * 9, "%w[", "/x/", "2>&1", "case x in", "esac",
    "while true; do",
)  # fmt: skip

pytestmark = pytest.mark.lab


@dataclass
class Outcome:
    """What a share of the inputs came to; `broken` names each failing input and why."""

    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0


def damaged(texts: list[str], number: int) -> str:
    """The input of that number: one text with a few cuts, copies, splices and strange pieces."""
    chance = random.Random(number)
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 4)):
        start, stop = sorted(chance.randint(0, len(text)) for _ in range(2))
        stop = min(stop, start + 200)
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:start] + text[stop:]
        elif kind == 1:
            text = text[:start] + text[start:stop] * chance.randint(2, 4) + text[stop:]
        elif kind == 2:
            other = chance.choice(texts)
            place = chance.randint(0, len(other))
            text = text[:start] + other[place : place + 300] + text[start:]
        elif kind == 3:
            text = text[:start] + chance.choice(_PIECES) + text[start:]
        else:
            text = text[:start] + text[start:stop][::-1] + text[stop:]
    return text[:20_000]


def vagrantfile(text: str, folder: Path) -> None:
    """Read a text as a Vagrantfile; the tool's own error is an answer, too."""
    (folder / "Vagrantfile").write_text(text, "utf-8", "replace")
    try:
        read_vagrantfile(Project(folder))
    except MigrationError:
        return


def script(text: str, folder: Path) -> None:
    """Follow a text as a provisioning script."""
    follow(text, source="s.sh", line=1, project=Project(folder), guest=Guest(id="ubuntu"))


READERS: dict[str, tuple[Callable[[str, Path], None], str, str]] = {
    "vagrantfile": (vagrantfile, "tests/cases/vagrantfile", "**/Vagrantfile"),
    "script": (script, "tests/cases/shell", "*.case"),
}


def texts_of(kind: str) -> list[str]:
    """The undamaged inputs of a kind, from the cases and the samples."""
    _, cases, pattern = READERS[kind]
    found = sorted((ROOT / cases).glob(pattern))
    samples = "*/Vagrantfile" if kind == "vagrantfile" else "*/**/*.sh"
    found += sorted((ROOT / "sample_vagrantfiles").glob(samples))
    return [path.read_text("utf-8") for path in found]


def _too_slow(*_: object) -> None:
    raise TimeoutError


def run_share(kind: str, first: int, count: int) -> Outcome:
    """Read `count` inputs from the number `first` on, watched for what they execute."""
    executed: list[str] = []

    def watch(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            executed.append(event)

    sys.addaudithook(watch)
    signal.signal(signal.SIGALRM, _too_slow)
    read, texts, outcome = READERS[kind][0], texts_of(kind), Outcome()
    with TemporaryDirectory() as folder:
        for number in range(first, first + count):
            start = time.perf_counter()
            signal.alarm(SECONDS)
            try:
                read(damaged(texts, number), Path(folder))
            except BaseException as error:  # whatever it is, it must not have come this far
                outcome.broken.append(f"{number}: {type(error).__name__}: {error}")
            finally:
                signal.alarm(0)
            outcome.slowest = max(outcome.slowest, time.perf_counter() - start)
            outcome.broken += [f"{number}: executed {event}" for event in executed]
            executed.clear()
    return outcome


@pytest.mark.parametrize("kind", sorted(READERS))
def test_no_damaged_input_breaks_a_reader(kind: str) -> None:
    with ProcessPoolExecutor(2) as pool:
        shares = [
            pool.submit(run_share, kind, first, CHUNK) for first in range(0, INPUTS[kind], CHUNK)
        ]
        outcomes = [share.result() for share in shares]

    broken = [each for outcome in outcomes for each in outcome.broken]
    print(f"{INPUTS[kind]} inputs, the slowest {max(each.slowest for each in outcomes):.2f} s")
    assert broken == []
