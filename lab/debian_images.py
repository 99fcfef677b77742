"""Stand-ins for `debian:SUITE-slim` and `buildpack-deps:SUITE`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from lab.engine import build, has_image
from lab.surroundings import Surroundings, this_machine

STANDINS = Path(__file__).parent / "standins"

SERVED = ("bullseye", "bookworm", "trixie")
ARCHIVED = {"wheezy": "7", "jessie": "8", "stretch": "9", "buster": "10"}


def _sources(suite: str, here: Surroundings) -> str:
    """apt's sources as the real image has them, at the addresses this machine uses."""
    parts = [
        (here.mirror, f"{suite} {suite}-updates"),
        (here.security_mirror, f"{suite}-security"),
    ]
    return "\n".join(
        f"Types: deb\nURIs: {address}\nSuites: {suites}\nComponents: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
        for address, suites in parts
    )


def _write_context(suite: str, context: Path) -> None:
    """Lay out what the Dockerfile of a Debian stand-in copies."""
    here = this_machine()
    shutil.copytree(STANDINS / "debian", context, dirs_exist_ok=True)
    root = context / "root"
    subprocess.run(
        ["debootstrap", "--variant=minbase", suite, str(root), here.mirror],
        stdout=subprocess.DEVNULL,
        timeout=900,
        check=True,
    )
    for leftover in ("etc/apt/sources.list", "etc/resolv.conf", "etc/hostname"):
        (root / leftover).unlink(missing_ok=True)
    for cached in (root / "var/cache/apt/archives").glob("*.deb"):
        cached.unlink()
    subprocess.run(
        ["tar", "-C", str(root), "-cf", str(context / "rootfs.tar"), "."], timeout=300, check=True
    )
    shutil.rmtree(root)
    (context / "apt/sources.list.d").mkdir(parents=True)
    (context / "apt/sources.list.d/debian.sources").write_text(_sources(suite, here))
    (context / "apt/apt.conf.d").mkdir()
    (context / "apt/apt.conf.d/90migrator-lab").write_text("\n".join(here.apt_options) + "\n")
    shutil.copyfile(here.ca_bundle, context / "ca.crt")


def ensure_debian(suite: str) -> str:
    """Make `debian:SUITE-slim` unless the engine has it; return its name."""
    reference = f"debian:{suite}-slim"
    if has_image(reference):
        return reference
    if suite in ARCHIVED:
        return _archive(ensure_debian("bullseye"), suite, reference)
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder)
        _write_context(suite, context)
        build(context, reference, NPM_REGISTRY=this_machine().npm_registry)
    return reference


def ensure_buildpack(suite: str) -> str:
    """Make `buildpack-deps:SUITE` unless the engine has it; return its name."""
    reference = f"buildpack-deps:{suite}"
    if has_image(reference):
        return reference
    if suite in ARCHIVED:
        return _archive(ensure_buildpack("bullseye"), suite, reference)
    extra = "python2 python-is-python2" if suite == "bullseye" else ""
    build(STANDINS / "buildpack-deps", reference, BASE=ensure_debian(suite), EXTRA=extra)
    return reference


def _archive(base: str, suite: str, reference: str) -> str:
    here = this_machine()
    build(
        STANDINS / "archived",
        reference,
        BASE=base,
        SUITE=suite,
        NUMBER=ARCHIVED[suite],
        MIRROR=here.mirror,
        SECURITY_MIRROR=here.security_mirror,
    )
    return reference
