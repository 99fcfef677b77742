"""HTTP answers: what a sample should say, and what it says."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Answer:
    """What an address answers: the status and a part of the text."""

    url: str
    status: int
    text: str


@dataclass(frozen=True)
class Expected:
    """What a sample answers complete, without its services, and in development."""

    release: Answer
    without_services: Answer
    development: Answer


def expected_answers(sample: str) -> Expected:
    """Look up what a sample answers; KeyError for one that nobody has written down."""
    table = yaml.safe_load(Path(__file__).with_name("expected_answers.yaml").read_text())
    row: dict[str, Any] = table[sample]
    variants = {name: row.pop(name) for name in ("without_services", "development") if name in row}
    return Expected(
        release=Answer(**row),
        without_services=Answer(**variants.get("without_services", row)),
        development=Answer(**variants.get("development", row)),
    )


def ask(url: str) -> tuple[int, str]:
    """Request an address once; status 0 when nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")
    except OSError as failure:
        return 0, str(failure)


def ask_until(expected: Answer, seconds: int = 60) -> tuple[int, str]:
    """Request an address until it answers as expected; return the last answer either way."""
    deadline = time.monotonic() + seconds
    while True:
        status, text = ask(expected.url)
        if (status == expected.status and expected.text in text) or time.monotonic() > deadline:
            return status, text
        time.sleep(1)
