"""The destination on disk: places confined to it, files replaced in one step, refusals in words."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from migrator.errors import ExitCode, MigrationError
from migrator.visible import visible

_MAX_EXISTING_BYTES = 64 * 1024 * 1024


def locate(path: str, destination: Path) -> Path:
    """The real place of `path`, every symbolic link followed."""
    root = destination.resolve()
    target = (root / path).resolve()
    if root not in target.parents:
        raise MigrationError(
            f"{visible(path)} leads outside of {destination}, to {visible(str(target))}.",
            next="Remove the symbolic link, or write elsewhere with --output DIR.",
        )
    return target


def content_of(target: Path, path: str) -> bytes | None:
    """The bytes at a place, None where nothing is; MigrationError for what is not a file."""
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


def replace(target: Path, content: bytes) -> None:
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


def copy(source: Path, target: Path) -> None:
    """Give `target` the content and the permissions of `source` in one step."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        shutil.copy2(source, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def discard(target: Path, content: bytes) -> None:
    """Take away a file that holds nothing but `content`; another one stays."""
    if target.is_file() and target.read_bytes() == content:
        target.unlink()


@contextlib.contextmanager
def disk_errors(destination: Path) -> Iterator[None]:
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
