"""A real Vagrant machine of Vagrant's Docker provider, for looking into while it runs."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lab.engine import ENVIRONMENT
from lab.node_images import write_node
from lab.vagrant_box import ensure_box
from migrator.knowledge.node_releases import npm_of

_ENVIRONMENT = {
    **ENVIRONMENT,
    "VAGRANT_DEFAULT_PROVIDER": "docker",
    "VAGRANT_CHECKPOINT_DISABLE": "1",
}


class MachineError(Exception):
    """A Vagrant command that was expected to work and did not; the text is its output."""


@dataclass(frozen=True)
class Machine:
    """The machine of the Vagrantfile in `directory`."""

    directory: Path

    def vagrant(self, *arguments: str, timeout: float = 600) -> str:
        """Run a vagrant command there and return its output, stripped."""
        ended = subprocess.run(
            ["vagrant", *arguments],
            cwd=self.directory,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )
        if ended.returncode != 0:
            raise MachineError(f"vagrant {' '.join(arguments)}\n{ended.stdout[-6000:]}")
        return ended.stdout.strip()

    def run(self, command: str) -> str:
        """Run a shell command in the machine, as the user vagrant."""
        return self.vagrant("ssh", "--command", command)


@contextmanager
def running_machine(directory: Path) -> Iterator[Machine]:
    """Bring the machine up with its provisioning; destroy it whatever happens after."""
    ensure_box()
    machine = Machine(directory)
    try:
        machine.vagrant("up", timeout=900)
        yield machine
    finally:
        machine.vagrant("destroy", "--force", timeout=120)


def write_node_tarball(version: str, folder: Path) -> Path:
    """Make the tarball of a Node release, named and laid out as the official one."""
    name = f"node-v{version}-linux-x64"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.tar.gz"
    with tempfile.TemporaryDirectory() as scratch:
        write_node(version, npm_of(version), Path(scratch) / name)
        with tarfile.open(target, "w:gz", compresslevel=1) as archive:
            archive.add(Path(scratch) / name, arcname=name)
    return target
