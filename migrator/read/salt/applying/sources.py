"""Sources and archives that are fetched."""

from __future__ import annotations

from migrator.read import equivalents
from migrator.read.salt.applying.registry import Applying, applies


@applies("git.latest git.cloned git.detached")
def git(applying: Applying) -> None:
    """Read `git.latest: [name: address, target: /srv/app, rev: v2]`."""
    argv = equivalents.clone(
        applying.name, applying.text("target"), applying.text("rev", "branch", "ref")
    )
    applying.run(argv, applying.own_account())


@applies("archive.extracted")
def archive(applying: Applying) -> None:
    """Read `archive.extracted: [name: /opt, source: https://…/node.tar.gz]`."""
    source = str(applying.text("source") or "")
    file = f"/tmp/{source.rpartition('/')[2]}"
    if "://" in source and not source.startswith("salt://"):
        applying.run(("curl", "-o", file, source))
    else:
        file = source
    if file.endswith(".zip"):
        applying.run(("unzip", file, "-d", applying.name))
    else:
        applying.run(("tar", "-xf", file, "-C", applying.name))
