"""Which files an application's entry files lead to, and which packages they use."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.modules import is_local, package_of
from migrator.read.javascript.nodes import (
    arguments_of,
    callee_of,
    import_source,
    is_type_only,
    line_of,
    string_of,
    text_of,
)
from migrator.read.javascript.scan import Request, scan
from migrator.read.javascript.source import Source

MAX_FILES = 1000
MAX_BYTES = 8 * 1024 * 1024
_NO_CODE = ".json"


@dataclass(frozen=True)
class PackageUse:
    """A package that a file loads; `name` is without the path inside it."""

    name: str
    file: str
    line: int


@dataclass
class Reach:
    """What entry files lead to. `files` are all local files, `parsed` those worth a parse."""

    files: list[str] = field(default_factory=list)
    parsed: list[Source] = field(default_factory=list)
    packages: list[PackageUse] = field(default_factory=list)


def reach(evaluator: Evaluator, entries: Iterable[str]) -> Reach:
    """Follow the local requests from `entries`, breadth first."""
    program = evaluator.program
    found = Reach()
    pending = deque(dict.fromkeys(posixpath.normpath(entry) for entry in entries))
    first = frozenset(pending)
    seen = set(first)
    size = 0
    while pending and len(found.files) < MAX_FILES and size < MAX_BYTES:
        path = pending.popleft()
        text = program.text(path)
        if text is None:
            continue
        found.files.append(path)
        size += len(text)
        if path.endswith(_NO_CODE):
            program.loaded(path)
            continue
        for request in _requests(evaluator, path, text, found, path in first):
            if not is_local(request.name):
                found.packages.append(PackageUse(package_of(request.name), path, request.line))
                continue
            target = program.modules.resolve(request.name, posixpath.dirname(path) or ".")
            if target is not None and target not in seen:
                seen.add(target)
                pending.append(target)
    return found


def _requests(
    evaluator: Evaluator, path: str, text: str, found: Reach, is_entry: bool
) -> Iterable[Request]:
    scanned = scan(text)
    if not scanned.needs_syntax and not is_entry:
        return scanned.requests
    source = evaluator.program.source(path)
    if source is None:
        return ()
    found.parsed.append(source)
    return list(requests_of(evaluator, source))


def requests_of(evaluator: Evaluator, source: Source) -> Iterator[Request]:
    """Everything that a parsed file loads, computed names included where they can be told."""
    for call in source.of("call_expression"):
        callee = callee_of(call)
        if callee is None or text_of(callee) not in ("require", "import"):
            continue
        for argument in arguments_of(call)[:1]:
            yield from _named(evaluator, argument, source, line_of(call))
    for statement in source.of("import_statement", "export_statement"):
        name = import_source(statement)
        if name is not None and not is_type_only(statement):
            yield Request(string_of(name), line_of(statement))


def _named(evaluator: Evaluator, argument: Node, source: Source, line: int) -> Iterator[Request]:
    name = evaluator.evaluate(argument, source).content
    if isinstance(name, str):
        yield Request(name, line)
        return
    folder = _folder(evaluator, argument, source)
    if folder is not None:
        for entry in evaluator.program.project.entries(folder):
            path = f"{folder}/{entry}"
            if entry.endswith((".js", ".ts")) and path != source.path:
                base = posixpath.dirname(source.path) or "."
                yield Request(f"./{posixpath.relpath(path, base)}", line)


def _folder(evaluator: Evaluator, argument: Node, source: Source) -> str | None:
    """The folder in `require('./routes/' + name)`, every file of which may be loaded."""
    left = argument
    while left.type == "binary_expression":
        inner = left.child_by_field_name("left")
        if inner is None:
            return None
        left = inner
    begin = evaluator.evaluate(left, source).content
    if argument.type == "template_string" and argument.named_children:
        begin = text_of(argument.named_children[0])
    if not isinstance(begin, str) or not is_local(begin):
        return None
    program = evaluator.program
    begin = begin if begin.endswith("/") else f"{begin}/"
    path = program.inside(begin) if begin.startswith("/") else None
    if path is None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), begin))
    return path if program.project.is_dir(path) else None
