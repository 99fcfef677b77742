"""Damaged Vagrantfiles and scripts by the thousand: no exception, no hang, nothing executed.

The inputs are the project's own cases and samples with seeded damage, so that a failure
can be had again by its number (as long as the cases stay the same). On two cores a hundred
thousand scripts take three minutes and as many Vagrantfiles six, a good part of it in parsing
broken Ruby anew.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from migrator.errors import MigrationError
from migrator.read.project import NotReadable, Project
from migrator.read.shell import Guest, follow
from migrator.read.vagrantfile import read_vagrantfile

ROOT = Path(__file__).parent.parent.parent
# Of each kind. MIGRATOR_MUTATIONS asks for more, or for fewer.
INPUTS = int(os.environ.get("MIGRATOR_MUTATIONS", "20000"))
CHUNK = 500
# No input may take longer, in the process's own time: other work on the machine is no slowness.
SECONDS = 3.0
# One that takes this long by the clock ends its process, which no `except` can keep from it.
SECONDS_TO_LIVE = 60
_LOOKS = ("open", "os.listdir", "os.scandir")
_FORBIDDEN = (
    "subprocess.", "os.exec", "os.system", "os.fork", "os.spawn", "os.posix_spawn", "socket.",
    "pty.", "ctypes.", "os.putenv", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link",
    "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.",
)  # fmt: skip
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


@dataclass
class Watch:
    """What the process does outside of a folder, while it is `on`."""

    folder: Path
    on: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take an event of Python's own auditing (PEP 578)."""
        if not self.on:
            return
        if event.startswith(_FORBIDDEN):
            self.seen.append(f"did {event}")
        elif event in _LOOKS and not self._is_inside(arguments[0]):
            self.seen.append(f"looked at {arguments[0]!r}")

    def _is_inside(self, target: Any) -> bool:
        if not isinstance(target, (str, bytes, os.PathLike)):
            return False
        path = Path(os.path.realpath(os.fsdecode(target)))
        return path == self.folder or self.folder in path.parents


def damaged(texts: list[str], number: int) -> str:
    """The input of that number: every other one is hardly the language any more."""
    chance = random.Random(number)
    text = chance.choice(texts)
    if number % 2:
        return _shuffled(text, chance.choice(texts), chance)[:20_000]
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


def _shuffled(text: str, other: str, chance: random.Random) -> str:
    """A text with whole lines lost, doubled, moved and taken from another: much still holds."""
    lines, others = text.split("\n"), other.split("\n")
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(lines) + 1)
        stop = start + chance.choice((1, 1, 1, 2, 5))
        kind = chance.randrange(4)
        if kind == 0:
            del lines[start:stop]
        elif kind == 1:
            lines[start:start] = lines[start:stop]
        elif kind == 2:
            moved = lines[start:stop]
            del lines[start:stop]
            place = chance.randrange(len(lines) + 1)
            lines[place:place] = moved
        else:
            place = chance.randrange(len(others))
            lines[start:start] = others[place : place + stop - start]
    return "\n".join(lines)


def vagrantfile(path: Path) -> None:
    """Read a file as a Vagrantfile; the tool's own error is an answer, too."""
    try:
        read_vagrantfile(Project(path.parent), path.name)
    except MigrationError as error:
        assert error.next


def script(path: Path) -> None:
    """Follow a file as a provisioning script."""
    project = Project(path.parent)
    try:
        text = project.text(path.name)
    except NotReadable:
        return
    follow(text, source=path.name, line=1, project=project, guest=Guest(id="ubuntu"))


READERS: dict[str, tuple[Callable[[Path], None], str, str]] = {
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


def run_share(kind: str, first: int, count: int, folder: Path) -> Outcome:
    """Read `count` inputs from the number `first` on, watched for what they do and take.

    Each stands in `folder` while it is read: one that ends the process is found there.
    """
    folder.mkdir()
    read, texts, outcome, watch = READERS[kind][0], texts_of(kind), Outcome(), Watch(folder)
    path = folder / "Vagrantfile"
    for text in texts:  # so that what Python itself loads late is there
        path.write_text(text, "utf-8")
        read(path)
    sys.addaudithook(watch)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for number in range(first, first + count):
        path.write_text(damaged(texts, number), "utf-8", "replace")
        signal.alarm(SECONDS_TO_LIVE)
        problems, seconds = _watched(read, path, watch)
        signal.alarm(0)
        outcome.broken += [f"{number}: {problem}" for problem in problems]
        outcome.slowest = max(outcome.slowest, seconds)
    shutil.rmtree(folder)
    return outcome


def _watched(read: Callable[[Path], None], path: Path, watch: Watch) -> tuple[list[str], float]:
    """What is wrong with the reading of one file, and how long it took."""
    problems: list[str] = []
    watch.on = True
    start = time.process_time()
    try:
        read(path)
    except BaseException as error:  # whatever it is, it must not have come this far
        problems.append(f"{type(error).__name__}: {error}")
    seconds = time.process_time() - start
    watch.on = False
    if seconds > SECONDS:
        problems.append(f"took {seconds:.1f} s")
    problems += watch.seen
    watch.seen.clear()
    return problems, seconds


@pytest.mark.parametrize("kind", sorted(READERS))
def test_no_damaged_input_breaks_a_reader(kind: str, tmp_path: Path) -> None:
    root = tmp_path.resolve()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        shares = [
            pool.submit(run_share, kind, first, CHUNK, root / str(first))
            for first in range(0, INPUTS, CHUNK)
        ]
        try:
            outcomes = [share.result() for share in shares]
        except BrokenProcessPool:
            pytest.fail(f"an input ended its process; it is one of those below {root}")

    broken = [each for outcome in outcomes for each in outcome.broken]
    print(f"{INPUTS} inputs, the slowest {max(each.slowest for each in outcomes):.2f} s")
    assert broken == []
