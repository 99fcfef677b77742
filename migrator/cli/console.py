"""Where the command line prints: results to standard output, everything else beside it."""

from __future__ import annotations

import os

from rich.console import Console

from migrator.errors import ExitCode
from migrator.plan import Plan
from migrator.visible import visible

# A file or a pipe has no width of its own; COLUMNS says another.
WIDTH_OF_NO_TERMINAL = 100
out = Console(soft_wrap=False)
if not out.is_terminal and "COLUMNS" not in os.environ:
    out.width = WIDTH_OF_NO_TERMINAL
err = Console(stderr=True)


def say(text: str, style: str = "") -> None:
    """Print a line of news beside the result."""
    err.print(visible(text), style=style, markup=False, highlight=False, soft_wrap=True)


def status_code(plan: Plan) -> int:
    """The exit code that a plan's status means."""
    if plan.status == "failed":
        return ExitCode.BAD_INPUT
    return ExitCode.DONE if plan.status == "ready" else ExitCode.NEEDS_PERSON
