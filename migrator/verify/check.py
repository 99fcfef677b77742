"""The result of one check, and what several checks read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Check:
    """What was looked at; `problems` say what is wrong, or why it was skipped."""

    name: str
    outcome: Literal["passed", "failed", "skipped"]
    problems: tuple[str, ...] = ()


def judged(name: str, problems: Sequence[str]) -> Check:
    """Failed with its problems, or passed when there are none."""
    return Check(name, "failed" if problems else "passed", tuple(problems))


def dockerfiles(texts: Mapping[str, str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Each Dockerfile's path and its instructions as words, continued lines joined."""
    for path, text in sorted(texts.items()):
        if posixpath.basename(path).startswith("Dockerfile"):
            lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
            joined = "\n".join(lines).replace("\\\n", " ")
            yield path, [words for line in joined.split("\n") if (words := line.split())]
