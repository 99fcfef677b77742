"""From rendered files to the disk: atomically, and never over a person's work.

A file is ours when its content is what we last wrote there, which the manifest
`migration/files.json` remembers as SHA-256 sums. Anything else belongs to a
person: it stays, and the new version goes beside it as `NAME.migrator-new`.

Every file is written under another name and renamed, so that a kill at any
moment leaves each one old or new. The manifest holds the old and the new sums
while files are being written, so that after a kill both are still ours.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.errors import ExitCode, MigrationError
from migrator.render import RenderedFile
from migrator.visible import visible

MANIFEST = "migration/files.json"
BESIDE = ".migrator-new"
_MAX_EXISTING_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Written:
    """What became of each file; paths are relative to the destination.

    `kept` are files of a person that stayed: their new version is at the same
    path with `.migrator-new` after it.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Step:
    """One file's place on disk, what is there now (None: nothing), and whose it is."""

    file: RenderedFile
    target: Path
    existing: bytes | None
    ours: bool

    @property
    def content(self) -> bytes:
        return self.file.text.encode("utf-8", "replace")


def write(files: Sequence[RenderedFile], destination: Path, *, force: bool = False) -> Written:
    """Write `files` below `destination`, which is made when it is missing.

    With `force` a person's files are replaced too. MigrationError, before
    anything is written, when a path leaves the destination, also through a
    symbolic link, or is a directory; and when the disk refuses.
    """
    with _disk_errors(destination):
        destination.mkdir(parents=True, exist_ok=True)
        recorded = _read_manifest(destination)
        steps = _plan(files, destination, recorded)
        _refuse_links_outside(steps, destination)
        return _carry_out(steps, destination, recorded, force)


def replace_file(path: Path, text: str) -> None:
    """Write one file of the program's own in one step; MigrationError when the disk refuses."""
    with _disk_errors(path):
        _replace(path, text.encode("utf-8", "replace"))


def difference(files: Sequence[RenderedFile], destination: Path) -> str:
    """What `write` would change, as a unified diff; empty when nothing.

    Control characters of existing files are made visible: this is shown in terminals.
    """
    with _disk_errors(destination):
        steps = _plan(files, destination, _read_manifest(destination))
    return "".join(line for step in steps for line in _difference(step))


def _difference(step: _Step) -> Iterator[str]:
    path = step.file.path
    new = f"b/{path}" if step.existing is None or step.ours else f"b/{path}{BESIDE}"
    old = "/dev/null" if step.existing is None else f"a/{path}"
    before = (step.existing or b"").decode("utf-8", "replace").splitlines()
    after = step.file.text.splitlines()
    for line in difflib.unified_diff(before, after, old, new, lineterm=""):
        yield "\t".join(visible(part) for part in line.split("\t")) + "\n"


def _carry_out(
    steps: Sequence[_Step], destination: Path, recorded: Mapping[str, list[str]], force: bool
) -> Written:
    unchanged = [step for step in steps if step.existing == step.content]
    changed = [step for step in steps if step.existing != step.content]
    beside = [] if force else [step for step in changed if not step.ours]
    replaced = [step for step in changed if step not in beside]
    sums = {step.file.path: [_sum(step.content)] for step in steps if step not in beside}
    kept = {path: known for path, known in recorded.items() if path not in sums}
    if replaced:
        both = {path: sorted({*recorded.get(path, []), *new}) for path, new in sums.items()}
        _write_manifest(destination, kept | both)
    for step in replaced:
        _replace(step.target, step.content)
    for step in beside:
        _replace(step.target.with_name(step.target.name + BESIDE), step.content)
    _write_manifest(destination, kept | sums)
    return Written(
        tuple(step.file.path for step in replaced),
        tuple(step.file.path for step in unchanged),
        tuple(step.file.path for step in beside),
    )


def _plan(
    files: Sequence[RenderedFile], destination: Path, recorded: Mapping[str, list[str]]
) -> list[_Step]:
    steps = []
    for file in sorted(files, key=lambda file: file.path):
        target = _locate(file.path, destination)
        existing = _existing(target, file.path)
        ours = existing is None or _sum(existing) in recorded.get(file.path, [])
        steps.append(_Step(file, target, existing, ours))
    return steps


def _locate(path: str, destination: Path) -> Path:
    """The real place of `path`, every symbolic link followed."""
    root = destination.resolve()
    target = (root / path).resolve()
    if root not in target.parents:
        raise MigrationError(
            f"{visible(path)} leads outside of {destination}, to {visible(str(target))}.",
            next="Remove the symbolic link, or write elsewhere with --output DIR.",
        )
    return target


def _existing(target: Path, path: str) -> bytes | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise MigrationError(
            f"{visible(path)} needs a folder where there is a file.",
            next="Move that file away, or write elsewhere with --output DIR.",
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise MigrationError(
            f"{visible(path)} is there already and is not a file.",
            next="Move it away, or write elsewhere with --output DIR.",
        )
    if status.st_size > _MAX_EXISTING_BYTES:
        return b""
    return target.read_bytes()


def _refuse_links_outside(steps: Sequence[_Step], destination: Path) -> None:
    """A link at NAME.migrator-new must not lead outside either."""
    for step in steps:
        _locate(f"{step.file.path}{BESIDE}", destination)
    _locate(MANIFEST, destination)


def _replace(target: Path, content: bytes) -> None:
    """Give `target` this content in one step; its permissions stay, if it is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileNotFoundError):
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _read_manifest(destination: Path) -> dict[str, list[str]]:
    """The sums that we recorded; none when the file is missing or is not one of ours."""
    content = _existing(_locate(MANIFEST, destination), MANIFEST)
    try:
        files = json.loads(content or b"{}")["files"]
        return {
            path: [one for one in known if isinstance(one, str)]
            for path, known in files.items()
            if isinstance(known, list)
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _write_manifest(destination: Path, files: Mapping[str, list[str]]) -> None:
    """Record what is ours; nothing is written when that is recorded already."""
    text = json.dumps({"files": dict(sorted(files.items()))}, indent=2) + "\n"
    target = _locate(MANIFEST, destination)
    if _existing(target, MANIFEST) != text.encode():
        _replace(target, text.encode())


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextlib.contextmanager
def _disk_errors(destination: Path) -> Iterator[None]:
    """Turn what the operating system refuses into words."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        place = getattr(error, "filename", None) or destination
        full = getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
        raise MigrationError(
            f"{visible(str(place))} cannot be written: {reason}.",
            next="Free some space and run it again."
            if full
            else "Make the folder writable, or write elsewhere with --output DIR.",
            exit_code=ExitCode.ENVIRONMENT,
        ) from error
