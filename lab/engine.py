"""The Docker command line, as the lab uses it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# Debian's client has the buildx and compose plugins; another one earlier on
# PATH may have neither.
CLIENT = "/usr/bin/docker" if Path("/usr/bin/docker").exists() else shutil.which("docker")

ENVIRONMENT = {
    **os.environ,
    "PATH": f"/usr/bin:{os.environ.get('PATH', '')}",
    "DOCKER_BUILDKIT": "1",
    "BUILDKIT_PROGRESS": "plain",
}


class EngineError(Exception):
    """A Docker command that was expected to work and did not; the text is its output."""


def attempt(
    *arguments: str, timeout: float = 900, directory: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one docker command and return how it ended, whatever that was.

    `timeout` is in seconds. Standard error is part of the output, in order.
    """
    return subprocess.run(
        [CLIENT or "docker", *arguments],
        cwd=directory,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )


def docker(*arguments: str, timeout: float = 900, directory: Path | None = None) -> str:
    """Run one docker command that has to work and return its output, stripped.

    Raises EngineError with the end of the output when it fails.
    """
    ended = attempt(*arguments, timeout=timeout, directory=directory)
    if ended.returncode != 0:
        raise EngineError(f"docker {' '.join(arguments)}\n{ended.stdout[-6000:]}")
    return ended.stdout.strip()


def is_running() -> bool:
    """Tell whether an engine answers here."""
    if CLIENT is None:
        return False
    return attempt("info", "--format", "{{.ServerVersion}}", timeout=30).returncode == 0


def has_image(reference: str) -> bool:
    """Tell whether the engine already holds an image under this name."""
    return attempt("image", "inspect", "--format", "{{.Id}}", reference).returncode == 0


def build(context: Path, tag: str, target: str | None = None, **arguments: str) -> None:
    """Build the Dockerfile of `context`, up to `target`, with these build arguments, as `tag`."""
    words = ["--target", target] if target else []
    for name, value in arguments.items():
        words += ["--build-arg", f"{name}={value}"]
    docker("build", "--tag", tag, *words, str(context), timeout=1800)
