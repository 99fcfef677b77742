"""No written file holds the value of a secret."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.redact import redact
from migrator.verify.check import Check, judged


def check_secrets(texts: Mapping[str, str]) -> Check:
    """Nothing that would be masked in a report stands in a file; the line is named, not shown."""
    problems = [
        f"{path}:{number} holds what looks like a secret"
        for path, text in sorted(texts.items())
        for number, line in enumerate(text.splitlines(), start=1)
        if _holds_a_secret(line)
    ]
    return judged("no file holds a secret", problems)


def _holds_a_secret(line: str) -> bool:
    """Whether masking changes the line; the backslashes of JSON and Markdown do not count."""
    bare = line.replace("\\", "")
    return redact(bare) != bare
