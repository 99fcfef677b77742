"""The image that Vagrant's Docker provider runs as a machine: sshd under systemd."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from lab.debian_images import STANDINS, ensure_debian
from lab.engine import build, has_image

BOX = "migrator-lab/vagrant-box:bookworm"


def _public_key() -> Path:
    """The well-known key that `vagrant up` first logs in with; Debian's package ships it."""
    listing = subprocess.run(
        ["dpkg", "-L", "vagrant"], capture_output=True, text=True, timeout=60, check=True
    )
    return next(
        Path(line) for line in listing.stdout.splitlines() if line.endswith("/keys/vagrant.pub")
    )


def ensure_box() -> str:
    """Make the box image unless the engine has it; return its name."""
    if not has_image(BOX):
        with tempfile.TemporaryDirectory() as folder:
            context = Path(folder)
            shutil.copytree(STANDINS / "vagrant-box", context, dirs_exist_ok=True)
            shutil.copyfile(_public_key(), context / "vagrant.pub")
            build(context, BOX, BASE=ensure_debian("bookworm"))
    return BOX
