"""Files, folders and links: their content is rendered where the repository tells it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from migrator.read.ansible.values import listed
from migrator.read.project import NotReadable
from migrator.read.salt.applying.registry import Applying, applies
from migrator.read.salt.compiler import text_of
from migrator.read.salt.functions import traversed
from migrator.read.salt.states import plain
from migrator.read.shell.texts import join
from migrator.trace import GuestFile, Remote
from migrator.values import Text, Unknown

MAX_PATTERN = 200
MAX_CHANGED = 1024 * 1024


@applies("file.managed")
def managed(applying: Applying) -> None:
    """Read `file.managed` with `source`, `contents`, `contents_pillar`; `template: jinja`."""
    path = _path(applying)
    if path is None:
        return
    source = next(
        (str(one) for one in listed(applying.value("source")) if isinstance(one, str)), ""
    )
    if re.match(r"(?:https?|ftp)://", source):
        applying.run(("curl", "-o", path, source))
        return
    applying.writes(path)
    own = _contents(applying)
    if own is not None or not source.startswith("salt://"):
        _write(applying, path, "" if own is None else own, None)
        return
    found = applying.compiler.minion.states.find(source)
    if found is None:
        _write(applying, path, applying.unknown(f"{source} is not in the repository"), None)
    else:
        _write(applying, path, _content(applying, found), (found, 1))


def _path(applying: Applying) -> str | None:
    if isinstance(applying.name, str):
        return posixpath.normpath(f"/{applying.name.lstrip('/')}")
    applying.unknown("which file it means cannot be told")
    return None


def _contents(applying: Applying) -> Text | None:
    """The text that the state itself gives, or a place of the pillar."""
    where = applying.value("contents_pillar", "contents_grains")
    value = applying.value("contents")
    if where is not None:
        tree: Any = applying.compiler.pillar
        if applying.value("contents_pillar") is None:
            tree = applying.compiler.minion.grains
        value = traversed(tree, where, Unknown(f"{where} is not in the repository", "", 0))
    if value is None:
        return None
    return _lines([text_of(one) for one in (value if isinstance(value, list) else [value])])


def _lines(texts: Sequence[Text]) -> Text:
    """Texts as lines: each ends, and none twice."""
    return join(
        [one if isinstance(one, str) and one.endswith("\n") else join((one, "\n"))
         for one in texts]
    )  # fmt: skip


def _content(applying: Applying, found: str) -> Text:
    """A file of the states, rendered if it is a template."""
    compiler = applying.compiler
    try:
        text = compiler.recording.project.text(found).replace("\r\n", "\n")
    except NotReadable as error:
        return applying.unknown(f"{found} cannot be read: {error}")
    if applying.value("template") != "jinja":
        return text
    return compiler.rendered(
        text, {**_mapping(applying, "defaults"), **_mapping(applying, "context")}
    )


def _mapping(applying: Applying, name: str) -> dict[str, Any]:
    """`context` and `defaults`: a mapping, or a list of small ones."""
    found: dict[str, Any] = {}
    for one in listed(applying.value(name)):
        found.update(plain(one) if isinstance(one, Mapping) else {})
    return found


def _write(applying: Applying, path: str, content: Text, at: tuple[str, int] | None) -> None:
    applying.recording.write(applying.resource.unit, path, content, at=at)


@applies("file.recurse")
def recurse(applying: Applying) -> None:
    """Read a folder of the states, placed file by file."""
    path = _path(applying)
    source = applying.text("source") or ""
    if path is None:
        return
    applying.run(("mkdir", "-p", path))
    found = applying.compiler.minion.states.find(str(source))
    if found is None:
        applying.unknown(f"{source} is not in the repository")
        return
    for name, host in applying.compiler.minion.states.below(found):
        _write(applying, posixpath.join(path, name), _content(applying, host), (host, 1))


@applies("file.directory file.absent file.exists file.missing file.touch")
def folder(applying: Applying) -> None:
    """Read folders that are made, things that are removed, files that have to be there."""
    words: dict[str, tuple[str, ...]] = {
        "directory": ("mkdir", "-p"), "absent": ("rm", "-rf"), "touch": ("touch",),
        "exists": ("test", "-e"), "missing": ("test", "!", "-e"),
    }  # fmt: skip
    applying.run((*words[applying.verb], applying.name))


@applies("file.symlink")
def symlink(applying: Applying) -> None:
    """Read `file.symlink: [target: /usr/bin/nodejs]`."""
    applying.run(("ln", "-sfn", applying.text("target") or "", applying.name))


@applies("file.copy file.rename")
def copy(applying: Applying) -> None:
    """Read a file of the guest that is copied or moved."""
    verb = ("cp", "-r") if applying.verb == "copy" else ("mv",)
    applying.run((*verb, applying.text("source") or "", applying.name))


@applies("file.append file.prepend")
def append(applying: Applying) -> None:
    """Read lines that are added to a file, of `text` or of a file of the states."""
    path = _path(applying)
    if path is None:
        return
    applying.writes(path)
    lines = applying.words("text", "lines")
    for name in applying.words("sources", "source"):
        found = applying.compiler.minion.states.find(str(name))
        lines.append(_content(applying, found) if found else Unknown("it is not there", "", 0))
    applying.recording.append(applying.resource.unit, path, _lines(lines))


@applies(
    "file.replace file.line file.blockreplace file.comment file.uncomment file.keyvalue file.sed"
)
def change(applying: Applying) -> None:
    """Read a change inside a file; a known file and a plain pattern make a known result."""
    path = _path(applying)
    if path is None:
        return
    applying.writes(path)
    before = applying.recording.state.files.get(path)
    after = _changed(applying, before)
    if after is not None:
        applying.recording.write(applying.resource.unit, path, after)
    elif before is None and applying.value("content", "repl") is not None:
        line = applying.text("content", "repl") or ""
        applying.recording.append(applying.resource.unit, path, join((line, "\n")))


def _changed(applying: Applying, before: GuestFile | None) -> Text | None:
    """The file after the change; None where there is no file to change."""
    if before is None or isinstance(before.content, Remote):
        return None
    text, pattern = before.content, applying.text("pattern", "match")
    new = applying.text("repl", "content")
    if not isinstance(text, str) or not isinstance(new, str):
        return Unknown(f"what stands in {before.path} is changed", "", 0)
    if applying.verb == "line" and pattern is None:
        return text if new in text.splitlines() else f"{text.rstrip()}\n{new}\n"
    if not isinstance(pattern, str) or applying.verb not in ("replace", "line"):
        return Unknown(f"what stands in {before.path} is changed", "", 0)
    found = _expression(applying, pattern, new)
    after = None if found is None else _replaced(found, text, new, applying.verb == "line")
    if after is not None:
        return after
    return Unknown(f"what stands in {before.path} is changed", "", 0)


def _expression(applying: Applying, pattern: str, new: str) -> re.Pattern[str] | None:
    """A pattern that is plain but for its anchors; None for another one.

    `file.replace` takes Python's expressions, MULTILINE unless its `flags` say otherwise.
    """
    anchored = re.fullmatch(r"(\^?)([^][\\.*+?{}()|^$]*)(\$?)", pattern)
    if anchored is None or len(pattern) > MAX_PATTERN or "\\" in new:
        return None
    if applying.value("flags", "count") is not None:
        return None
    return re.compile(f"{anchored[1]}{re.escape(anchored[2])}{anchored[3]}", re.MULTILINE)


def _replaced(found: re.Pattern[str], text: str, new: str, whole: bool) -> str | None:
    """The text with what matches replaced, or the `whole` lines; None where it grows too long."""
    matches = sum(1 for _ in found.finditer(text))
    if len(text) + matches * len(new) > MAX_CHANGED:
        return None
    if not whole:
        return found.sub(lambda _: new, text)
    return "\n".join(new if found.search(row) else row for row in text.splitlines()) + "\n"
