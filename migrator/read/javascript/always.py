"""Which packages a file loads whenever it runs, whatever its branches decide."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Iterator

from tree_sitter import Node

from migrator.read.javascript.modules import is_local, package_of
from migrator.read.javascript.nodes import (
    FUNCTIONS,
    arguments_of,
    callee_of,
    import_source,
    is_type_only,
    line_of,
    string_of,
    text_of,
)
from migrator.read.javascript.program import Program
from migrator.read.javascript.reach import MAX_FILES, PackageUse
from migrator.read.javascript.source import Source
from migrator.read.project import Project

_BRANCHES = FUNCTIONS | {
    *("if_statement", "ternary_expression", "binary_expression", "switch_statement"),
    *("try_statement", "for_statement", "for_in_statement", "while_statement", "do_statement"),
    *("class_declaration", "class"),
}


def always_loaded(
    project: Project, app_dir: str, entry: str, wanted: frozenset[str]
) -> tuple[PackageUse, ...]:
    """Where `entry`, or a file that it always loads, loads one of the `wanted` packages.

    What stands in a branch, a function or a `try` may never be reached, and is left out.
    """
    program = Program(project, app_dir, {})
    found: dict[str, PackageUse] = {}
    pending = deque([entry] if _is_code(entry) else [])
    seen = {entry}
    while pending and len(seen) <= MAX_FILES:
        source = program.source(pending.popleft())
        if source is None:
            continue
        for name, line in _requests(source):
            if not is_local(name):
                package = package_of(name)
                if package in wanted:
                    found.setdefault(package, PackageUse(package, source.path, line))
                continue
            target = program.resolve(name, source)
            if target is not None and target not in seen and _is_code(target):
                seen.add(target)
                pending.append(target)
    return tuple(found.values())


def _is_code(path: str) -> bool:
    """Whether Node runs the file as it is: of TypeScript's imports some are of types only."""
    return posixpath.splitext(path)[1] in {".js", ".cjs", ".mjs", ""}


def _requests(source: Source) -> Iterator[tuple[str, int]]:
    """The literal names that the file's own lines load, and where."""
    for call in source.of("call_expression"):
        callee = callee_of(call)
        if callee is None or text_of(callee) != "require" or _is_in_a_branch(call):
            continue
        for argument in arguments_of(call)[:1]:
            if argument.type == "string":
                yield string_of(argument), line_of(call)
    for statement in source.of("import_statement", "export_statement"):
        name = import_source(statement)
        if name is not None and not is_type_only(statement):
            yield string_of(name), line_of(statement)


def _is_in_a_branch(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.type in _BRANCHES:
            return True
        parent = parent.parent
    return False
