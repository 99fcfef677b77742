"""A scratch copy of a project, migrated, and what Docker makes of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.engine import EngineError, docker
from lab.images import NoStandIn, dockerfile_references, ensure_image

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "sample_vagrantfiles"

# A developer's files belong to the first user of the machine, who is the image's `node` user, too.
DEVELOPER = 1000

_STATE = "{{.State.Status}}{{with .State.Health}} {{.Status}}{{end}}"


def run_migrator(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would, with standard input closed."""
    return subprocess.run(
        [sys.executable, "-m", "migrator", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def copy_project(source: Path, target: Path) -> Path:
    """Copy a project as a developer's checkout; return the copy."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", ".vagrant"))
    _give_to_developer(target)
    return target


def _give_to_developer(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, DEVELOPER, DEVELOPER, follow_symlinks=False)


@dataclass(frozen=True)
class Migrated:
    """A project folder with generated files; `name` also names its image and its containers."""

    name: str
    directory: Path

    @property
    def image(self) -> str:
        """The release image that `build` makes."""
        return f"migrator-lab/{self.name}"

    @property
    def plan(self) -> Any:
        """The plan document that was written beside the files."""
        return json.loads((self.directory / "migration/plan.json").read_text(encoding="utf-8"))

    def dockerfiles(self) -> list[Path]:
        """The generated Dockerfiles: one for each application."""
        return sorted(self.directory.glob("Dockerfile*"))

    def build(self, *arguments: str) -> str:
        """Build the Dockerfile, all images it pulls being there; return the engine's output."""
        return docker(
            "build", "--tag", self.image, *arguments, ".", directory=self.directory, timeout=1200
        )

    def compose(self, *arguments: str, development: bool = False) -> str:
        """Run a compose command on the release set-up, or on the one for development."""
        files = [] if development else ["--file", "compose.yaml"]
        project = ["--ansi", "never", "--project-name", f"lab-{self.name}"]
        return docker(
            "compose", *project, *files, *arguments, directory=self.directory, timeout=1200
        )

    def start(self, *arguments: str, development: bool = False) -> list[str]:
        """Build and start in the background; return the applications' containers.

        A failure says what the containers logged.
        """
        try:
            self.compose("up", "--detach", "--build", *arguments, development=development)
            return [self.compose("ps", "--all", "--quiet", name) for name in self.applications()]
        except EngineError as failure:
            raise EngineError(f"{failure}\n{self.logs()}") from None

    def wait_until_healthy(self, container: str, seconds: int = 120) -> None:
        """Wait for a container's health check; one without a check only has to be running.

        Not left to `compose up --wait`, which takes a check that is switched off for an error.
        """
        deadline = time.monotonic() + seconds
        while True:
            state = docker("inspect", "--format", _STATE, container)
            if state in ("running", "running healthy"):
                return
            if state != "running starting" or time.monotonic() > deadline:
                raise EngineError(f"{self.name} is {state}\n{self.logs()}")
            time.sleep(1)

    def logs(self) -> str:
        """The last lines that each container wrote."""
        return self.compose("logs", "--tail", "30")

    def services(self) -> dict[str, Any]:
        """The services as compose itself reads them."""
        configuration = json.loads(self.compose("config", "--format", "json"))
        services: dict[str, Any] = configuration["services"]
        return services

    def applications(self) -> list[str]:
        """The services that are built here rather than pulled, and that stay."""
        services = self.services()
        ending = {
            name
            for service in services.values()
            for name, wait in service.get("depends_on", {}).items()
            if wait["condition"] == "service_completed_successfully"
        }
        return [name for name in services if "build" in services[name] and name not in ending]

    def missing_services(self) -> list[str]:
        """Make every image that compose pulls; return the services whose image cannot be made."""
        missing = []
        for name, service in self.services().items():
            if "build" in service:
                continue
            try:
                ensure_image(service["image"])
            except NoStandIn:
                missing.append(name)
        return missing


def migrate(source: Path, target: Path, *options: str) -> Migrated:
    """Copy a project, generate into the copy, fill in its secrets, make the images it builds on.

    A tag that never existed, or a failed command, fails the test that asked.
    """
    migrated = Migrated(source.name, copy_project(source, target))
    ended = run_migrator("generate", *options, str(migrated.directory))
    assert ended.returncode in (0, 1), ended.stderr
    assert migrated.dockerfiles(), ended.stderr + ended.stdout
    _fill_in_secrets(migrated.directory)
    _give_to_developer(migrated.directory)
    for dockerfile in migrated.dockerfiles():
        for reference in dockerfile_references(dockerfile.read_text(encoding="utf-8")):
            ensure_image(reference)
    return migrated


def _fill_in_secrets(directory: Path) -> None:
    """Make .env out of .env.example, as its first line tells a person to do."""
    example = directory / ".env.example"
    if example.exists():
        lines = example.read_text(encoding="utf-8").splitlines()
        filled = [f"{line}lab-secret" if line.endswith("=") else line for line in lines]
        (directory / ".env").write_text("\n".join(filled) + "\n", encoding="utf-8")


def break_a_test(directory: Path) -> None:
    """Make the first test file of a project fail when it is loaded."""
    tests = sorted(
        path
        for path in directory.rglob("*")
        if path.suffix in (".js", ".mjs", ".ts")
        and ("test" in path.relative_to(directory).parts or path.name.startswith("test"))
    )
    with tests[0].open("a", encoding="utf-8") as file:
        file.write("\nthrow new Error('broken by the lab');\n")
