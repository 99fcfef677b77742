"""What a task registers: its result as on a fresh machine."""

from __future__ import annotations

from typing import Any

from migrator.read.ansible.documents import Block
from migrator.read.ansible.values import truth, unknown
from migrator.read.shell.status import Status
from migrator.read.shell.texts import stripped
from migrator.trace import Remote
from migrator.values import Text, Unknown

WHY = "the result of a task that is not run here"


class Result(dict[str, Any]):
    """A registered result; what is not known of it is there and unknown."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return unknown(WHY)


def skipped() -> dict[str, Any]:
    """The result of a task that did not run: nothing else is set in it."""
    return {"skipped": True, "changed": False, "failed": False}


def result_of(task: Block, status: Status, output: Text | Remote | None) -> Result:
    """A task's result from its last command's status and output.

    A task that only looks (its failure is ignored) may have failed: unless the
    shell reader knows the status on a fresh machine, it is unknown.
    """
    looking = truth(task.get("ignore_errors")) is not False and "ignore_errors" in task
    looking = looking or "failed_when" in task
    result = Result(changed=True, skipped=False)
    result["exists"] = status.ok
    result["stat"] = Result(exists=status.ok)
    if not status.ok:
        result["stat"] = {"exists": False}
    presumed = status.basis == "success"
    if presumed and looking:
        result["rc"] = result["failed"] = unknown(WHY)
    else:
        result["rc"] = 0 if status.ok else 1
        result["failed"] = not status.ok
    if output is not None and not isinstance(output, Remote):
        text = stripped(output)
        result["stdout"] = text
        if not isinstance(text, Unknown):
            result["stdout_lines"] = text.split("\n") if text else []
    return result


def combined(results: list[Any]) -> Any:
    """The result of a task with a loop."""
    result = Result(results=results, changed=True, failed=False, skipped=False)
    if results and all(isinstance(one, dict) and one.get("skipped") is True for one in results):
        return {**skipped(), "results": results}
    return result
