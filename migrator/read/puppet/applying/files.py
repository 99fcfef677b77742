"""Files, folders and links."""

from __future__ import annotations

import posixpath
import re

from migrator.read.puppet.applying.registry import Applying, applies
from migrator.read.shell.files import Files
from migrator.values import Text, Unknown

MAX_FILES = 500


@applies("file")
def file(applying: Applying) -> None:
    """Read `file { "/etc/x": content => …, source => … }`, folders and links."""
    path = applying.named("path", "name")
    if not isinstance(path, str) or not path.startswith("/"):
        applying.writes(path)
        return
    target = applying.text("target")
    if applying.is_absent:
        applying.run(("rm", "-rf", path))
    elif applying.ensure == "link" or target is not None:
        applying.run(("ln", "-s", target or "", path))
    elif applying.ensure.startswith("/"):
        applying.run(("ln", "-s", applying.ensure, path))
    elif applying.ensure == "directory":
        applying.run(("mkdir", "-p", path))
        for source in applying.words("source")[:1]:
            _from_source(applying, path, source)
    elif applying.value("content") is not None:
        _write(applying, path, applying.text("content") or "")
    elif applying.value("source") is not None:
        _from_source(applying, path, applying.words("source")[0])
    else:
        applying.writes(path)


def _write(applying: Applying, path: str, content: Text, at: tuple[str, int] | None = None) -> None:
    owner, mode = applying.text("owner"), str(applying.text("mode") or "")
    is_number = re.fullmatch(r"[0-7]{3,5}", mode) is not None
    applying.writes(path)
    applying.recording.write(
        applying.resource.unit,
        path,
        content,
        owner=owner if isinstance(owner, str) and owner else "root",
        executable=bool(int(mode, 8) & 0o100) if is_number else "x" in mode,
        at=at,
    )


def _from_source(applying: Applying, path: str, source: Text) -> None:
    """A file of a module (`puppet:///modules/x/y`), or one that the guest has by then."""
    text = str(source)
    modules = applying.compiler.modules
    found: str | None = None
    if match := re.match(r"puppet://[^/]*/modules/([^/]+)/(.+)", text):
        root = modules.root(match[1])
        found = None if root is None else posixpath.normpath(f"{root}/files/{match[2]}")
    elif not text.startswith(("puppet:", "http")):
        recording = applying.recording
        files = Files(recording.guest, recording.project, recording.state)
        host = files.host_path(text) if isinstance(source, str) else None
        found = host or None
        if found is None:
            applying.run(("cp", source, path))
            return
    project = applying.compiler.setting.project
    if found is not None and project.is_dir(found):
        _folder(applying, path, found)
    elif found is not None and project.is_file(found):
        content = applying.compiler.read_file(found)
        unreadable = Unknown(f"{found} cannot be read", applying.resource.source, 1)
        _write(applying, path, unreadable if content is None else content, (found, 1))
    else:
        _lost(applying, path, text)


def _folder(applying: Applying, path: str, found: str) -> None:
    if applying.ensure != "directory":
        applying.run(("mkdir", "-p", path))
    names = [name for name in applying.compiler.setting.project.files()
             if name.startswith(f"{found}/")]  # fmt: skip
    for name in names[:MAX_FILES]:
        target = posixpath.join(path, name[len(found) + 1 :])
        applying.recording.place(applying.resource.unit, target, name)


def _lost(applying: Applying, path: str, source: str) -> None:
    resource = applying.resource
    why = f"the repository does not have {source}"
    _write(applying, path, Unknown(why, resource.source, resource.body.line))
    applying.recording.cannot_follow(resource.source, resource.body.line, why)


@applies("file_line")
def file_line(applying: Applying) -> None:
    """Read `file_line { "x": path => "/etc/x", line => "…" }`."""
    path, line = applying.text("path"), applying.text("line")
    if isinstance(path, str) and isinstance(line, str) and not applying.is_absent:
        applying.writes(path)
        applying.recording.append(applying.resource.unit, path, f"{line}\n")
    else:
        applying.run(("sed", "-i", path or ""))


@applies("concat concat::fragment")
def concat(applying: Applying) -> None:
    """Read the pieces of a file; their order is left as they are declared."""
    path = applying.text("target") or applying.named("path")
    content = applying.text("content")
    applying.writes(path)
    is_piece = applying.resource.kind == "concat::fragment"
    if is_piece and isinstance(path, str) and isinstance(content, str):
        applying.recording.append(applying.resource.unit, path, content)
