"""The release image beside a plain Dockerfile and another generator's, for the same sources.

Run `python -m benchmarks.images [SAMPLE …]` where the lab's engine runs (`make lab`). Every sample
is built in three ways, on the same Node release:

- `release`: the generated Dockerfile, whose release waits for the tests;
- `plain`: one stage, everything copied, `npm install`, `npm start`;
- `generator`: what the npm package of `GENERATOR` writes for it, on the slim image.

One line each says the megabytes above the Node image, and the seconds of a build from nothing (no
layer, no cache mount), after a change of a source file and after one of package.json. What takes
no part in the comparison says why. The engine's cache mounts are emptied
before each: nobody else should use the engine meanwhile.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.engine import EngineError, attempt, docker
from lab.images import NeverExisted, NoStandIn, dockerfile_references, ensure_image
from tests.lab.migrated import SAMPLES, Migrated, migrate

# MIT licence; writes a Dockerfile of several stages for any package.json with a start script.
GENERATOR = "@flydotio/dockerfile@0.7.10"
IMAGE = "migrator-lab/benchmark"
PLAIN = """\
FROM node:{node}
WORKDIR /app
COPY . .
RUN {manager} install
CMD ["{manager}", "start"]
"""


@dataclass(frozen=True)
class Way:
    """A Dockerfile for an application: where it stands, and the folder that a build gets."""

    name: str
    dockerfile: Path
    context: Path
    application: Path


@dataclass(frozen=True)
class Measured:
    """What one way costs: megabytes above the Node image, and seconds."""

    megabytes: float
    cold: float
    source: float
    manifest: float


class NotBuilt(Exception):
    """A way that builds no image; the text says why."""


def ways(sample: str, scratch: Path) -> Iterator[Way | tuple[str, str]]:
    """The three ways for a sample, each on a copy of its own; a name and a reason for a failure."""
    ours = migrate(SAMPLES / sample, scratch / "release" / sample)
    app = ours.plan["app"]
    yield Way("release", ours.directory / "Dockerfile", ours.directory, ours.directory / app["dir"])
    manager = "yarn" if app["package_manager"]["name"] == "yarn" else "npm"
    for name in ("plain", "generator"):
        application = _copy(ours, app["dir"], scratch / name)
        dockerfile = application / "Dockerfile"
        try:
            if name == "plain":
                text = PLAIN.format(node=app["node"]["version"], manager=manager)
            else:
                text = _generated(application, app["node"]["version"])
        except NotBuilt as reason:
            yield name, str(reason)
            continue
        dockerfile.write_text(text, encoding="utf-8")
        yield Way(name, dockerfile, application, application)


def _copy(ours: Migrated, directory: str, target: Path) -> Path:
    """The application's folder alone, as it was before the migration."""
    source = SAMPLES / ours.directory.name / directory
    return Path(shutil.copytree(source, target / ours.directory.name))


def _generated(application: Path, node: str) -> str:
    """The other generator's Dockerfile, for the machine's Node."""
    ended = subprocess.run(
        ["npx", "--yes", GENERATOR, "--force"],
        cwd=application,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    written = application / "Dockerfile"
    if not written.exists():
        raise NotBuilt(f"it writes none: {(ended.stderr or ended.stdout).strip()[-200:]}")
    lines = written.read_text(encoding="utf-8").splitlines()
    # The engine's own frontend does, and no registry has another one here.
    kept = [line for line in lines if not line.startswith("# syntax")]
    return "\n".join(
        f"ARG NODE_VERSION={node}" if line.startswith("ARG NODE_VERSION=") else line
        for line in kept
    )


def measure(way: Way) -> Measured:
    """Build four times; NotBuilt when the first build fails."""
    _images(way)
    docker("builder", "prune", "--force", "--filter", "type=exec.cachemount")
    cold = _build(way, "--no-cache")
    megabytes = _size(IMAGE) - _base_size(way)
    # Another text each time, or the engine would know the layers of an earlier run.
    (way.application / "benchmark-note.txt").write_text(f"{uuid.uuid4()}\n", encoding="utf-8")
    source = _build(way)
    _change_manifest(way.application / "package.json")
    return Measured(megabytes, cold, source, _build(way))


def _images(way: Way) -> None:
    try:
        for reference in dockerfile_references(way.dockerfile.read_text(encoding="utf-8")):
            ensure_image(reference)
    except (NeverExisted, NoStandIn) as error:
        raise NotBuilt(str(error)) from error


def _build(way: Way, *options: str) -> float:
    """The seconds of one build."""
    start = time.perf_counter()
    ended = attempt(
        "build", "--quiet", *options, "--tag", IMAGE, "--file", str(way.dockerfile), ".",
        directory=way.context, timeout=1200,
    )  # fmt: skip
    if ended.returncode != 0:
        told = [line for line in ended.stdout.splitlines() if "ERROR" in line or "failed" in line]
        raise NotBuilt(f"it does not build: {(told or [ended.stdout])[-1].strip()[-160:]}")
    return time.perf_counter() - start


def _size(image: str) -> float:
    return int(docker("image", "inspect", "--format", "{{.Size}}", image)) / 1e6


def _base_size(way: Way) -> float:
    """The Node image's size; where Node is copied onto a Debian, both of them."""
    references = dockerfile_references(way.dockerfile.read_text(encoding="utf-8"))
    base = _size(references[0])
    if references[0].startswith("debian:"):
        copied = docker("run", "--rm", references[1], "du", "-sb", "/usr/local").split()[0]
        base += int(copied) / 1e6
    return base


def _change_manifest(path: Path) -> None:
    """What makes every way install again, and leaves the lock file right."""
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["description"] = f"changed {uuid.uuid4()}"
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(samples: list[str]) -> None:
    """Measure and print every sample in every way."""
    print(
        f"{'sample':20} {'way':10} {'above the base':>14} {'cold':>8} {'source':>8} {'manifest':>8}"
    )
    for sample in samples:
        with tempfile.TemporaryDirectory() as scratch:
            for way in ways(sample, Path(scratch)):
                if isinstance(way, tuple):
                    print(f"{sample:20} {way[0]:10} {way[1]}", flush=True)
                    continue
                try:
                    found = measure(way)
                except (NotBuilt, EngineError) as reason:
                    print(f"{sample:20} {way.name:10} {reason}", flush=True)
                    continue
                print(
                    f"{sample:20} {way.name:10} {found.megabytes:11.1f} MB {found.cold:6.1f} s"
                    f" {found.source:6.1f} s {found.manifest:6.1f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
