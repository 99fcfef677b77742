"""A batch that is killed takes its processes along."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

VAGRANTFILE = 'Vagrant.configure("2") { |config| config.vm.box = "ubuntu/bionic64" }\n'
PROC = Path("/proc")


def children(process: int) -> list[int]:
    """The processes that this one has started."""
    return [int(each) for each in (PROC / f"{process}/task/{process}/children").read_text().split()]


def is_running(process: int) -> bool:
    """Whether it lives; one that ended and was not waited for does not."""
    try:
        return "\nState:\tZ" not in (PROC / f"{process}/status").read_text()
    except OSError:
        return False


def eventually_none(processes: list[int]) -> list[int]:
    """Those that still live when there was time enough to end."""
    for _ in range(100):
        processes = [each for each in processes if is_running(each)]
        if not processes:
            break
        time.sleep(0.1)
    return processes


@pytest.mark.skipif(not PROC.is_dir(), reason="asks /proc which processes live")
def test_no_process_outlives_a_killed_batch(tmp_path: Path) -> None:
    for number in range(300):
        root = tmp_path / "all" / str(number)
        root.mkdir(parents=True)
        (root / "Vagrantfile").write_text(VAGRANTFILE)
    command = [sys.executable, "-m", "migrator", "batch", str(tmp_path / "all")]
    command += ["--out", str(tmp_path / "out"), "--jobs", "3"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
        started: list[int] = []
        while len(started) < 3 and batch.poll() is None:
            started = children(batch.pid)
            time.sleep(0.05)
        batch.kill()

    assert len(started) == 3
    assert eventually_none(started) == []
