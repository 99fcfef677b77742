"""Files, folders and links."""

from __future__ import annotations

import posixpath
import re

from migrator.read.puppet.applying.registry import Applying, applies
from migrator.read.puppet.places import shared_folder
from migrator.read.shell.files import Files
from migrator.values import Text


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
        applying.write(path, applying.text("content") or "")
    elif applying.value("source") is not None:
        _from_source(applying, path, applying.words("source")[0])
    else:
        applying.writes(path)


def _from_source(applying: Applying, path: str, source: Text) -> None:
    """A file of a module (`puppet:///modules/x/y`), or one that the guest has by then."""
    text = str(source)
    modules = applying.compiler.modules
    recording = applying.recording
    files = Files(recording.guest, recording.project, recording.state)
    found: str | None = None
    if match := re.match(r"puppet://[^/]*/modules/([^/]+)/(.+)", text):
        root = modules.root(match[1])
        found = None if root is None else posixpath.normpath(f"{root}/files/{match[2]}")
    elif match := re.match(r"puppet://[^/]*/([^/]+)/(.+)", text):
        shared = shared_folder(applying.compiler.setting, files, match[1])
        found = None if shared is None else posixpath.normpath(f"{shared}/{match[2]}")
    elif not text.startswith(("puppet:", "http")):
        host = files.host_path(text) if isinstance(source, str) else None
        found = host or None
        if found is None:
            applying.run(("cp", source, path))
            return
    project = applying.compiler.setting.project
    if found is not None and project.is_dir(found):
        if applying.ensure != "directory":
            applying.run(("mkdir", "-p", path))
        applying.recording.place_folder(applying.resource.unit, path, found)
    elif found is not None and project.is_file(found):
        applying.put(path, found)
    else:
        applying.lose(path, text)


@applies("file_line")
def file_line(applying: Applying) -> None:
    """Read `file_line { "x": path => "/etc/x", line => "…" }`."""
    path, line = applying.text("path"), applying.text("line")
    if isinstance(path, str) and isinstance(line, str) and not applying.is_absent:
        applying.add(path, f"{line}\n")
    else:
        applying.run(("sed", "-i", path or ""))


@applies("concat concat::fragment")
def concat(applying: Applying) -> None:
    """Read the pieces of a file; their order is left as they are declared."""
    path = applying.text("target") or applying.named("path")
    content = applying.text("content")
    is_piece = applying.resource.kind == "concat::fragment"
    if is_piece and isinstance(path, str) and isinstance(content, str):
        applying.add(path, content)
    else:
        applying.writes(path)
