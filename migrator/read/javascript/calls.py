"""What a call returns: loading, conversions, paths, and functions of the code itself."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript import settings
from migrator.read.javascript.evaluate import Evaluator, Frame
from migrator.read.javascript.loading import load
from migrator.read.javascript.modules import ROOT
from migrator.read.javascript.names import is_unbound
from migrator.read.javascript.nodes import FUNCTIONS, arguments_of, callee_of, text_of
from migrator.read.javascript.settling import happens
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import (
    NOTHING,
    Fact,
    FileText,
    Made,
    Merged,
    Package,
    Structure,
    number,
    text,
    truth,
)

MAX_RETURNS = 10
MAX_ARGUMENTS = 12
_CONVERSIONS = frozenset({"parseInt", "parseFloat", "Number", "String", "~~"})
_UNCHANGED = frozenset({"toString", "trim", "valueOf", "toLowerCase", "freeze", "then"})
_MERGES = frozenset({"assign", "extend", "merge", "defaultsDeep", "defaults", "all"})


def call_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """`callee(…)`."""
    callee = callee_of(node)
    if callee is None:
        return NOTHING
    facts = tuple(
        evaluator.evaluate(argument, source, frame)
        for argument in arguments_of(node)[:MAX_ARGUMENTS]
    )
    name = text_of(callee) if callee.type in ("identifier", "import") else ""
    if name in ("require", "import") and is_unbound(name, source):
        return load(evaluator, facts[0], source) if facts else NOTHING
    if name in _CONVERSIONS and is_unbound(name, source):
        return _converted(name, facts[0]) if facts else NOTHING
    if callee.type == "member_expression":
        fact = _method(evaluator, callee, facts, source, frame)
        if fact is not None:
            return fact
    return _applied(
        evaluator, evaluator.evaluate(callee, source, frame), facts, node, source, frame
    )


def new_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """`new Class(…)`: an instance of a local class has that class's fields."""
    made = evaluator.evaluate(callee_of(node), source, frame)
    if isinstance(made.content, Package):
        return Fact(Made(made.content.name, made.content.members, source, node))
    return made if isinstance(made.content, Structure) else NOTHING


def _converted(name: str, fact: Fact) -> Fact:
    if not fact.known:
        return fact
    if name == "String":
        return fact.with_content(text(fact.content))
    value = number(fact.content)
    return Fact(variable=fact.variable) if value is None else fact.with_content(value)


def _method(
    evaluator: Evaluator, callee: Node, facts: tuple[Fact, ...], source: Source, frame: Frame
) -> Fact | None:
    """A method that is known by name; None when it is not one."""
    method = text_of(callee.child_by_field_name("property"))
    receiver = callee.child_by_field_name("object")
    written = text_of(callee)
    if written == "JSON.parse" and facts:
        return _parsed(evaluator, facts[0])
    if written == "Object.assign" and facts:
        return Fact(Merged(facts))
    if written in ("Object.freeze", "Object.create") and facts:
        return facts[0]
    base = evaluator.evaluate(receiver, source, frame)
    if isinstance(base.content, Package):
        known = _of_package(evaluator, base.content, method, facts)
        if known is not None:
            return known
    if method == "get" and facts and isinstance(facts[0].content, str):
        own = evaluator.member(base, "get")
        if not isinstance(own.content, Structure):
            return settings.setting(evaluator, base, facts[0].content)
    if method in _UNCHANGED and not isinstance(base.content, Package | Made | Structure):
        return base
    return None


def _of_package(
    evaluator: Evaluator, package: Package, method: str, facts: tuple[Fact, ...]
) -> Fact | None:
    if package.name == "process" and method == "cwd":
        folder = evaluator.program.app_dir
        return Fact(ROOT if folder == "." else f"{ROOT}/{folder}")
    if package.name == "path" and method in _PATHS:
        pieces = [fact.content for fact in facts]
        texts = [piece for piece in pieces if isinstance(piece, str)]
        return Fact(_PATHS[method](texts)) if texts and len(texts) == len(pieces) else NOTHING
    if method in ("readFileSync", "readJsonSync", "readJSONSync") and facts:
        path = facts[0].content
        inside = evaluator.program.inside(path) if isinstance(path, str) else None
        fact = NOTHING if inside is None else Fact(FileText(inside))
        return fact if method == "readFileSync" else _parsed(evaluator, fact)
    if package.name in ("js-yaml", "yaml", "hjson", "json5") and facts:
        return _parsed(evaluator, facts[0])
    if method in _MERGES and package.name in ("lodash", "underscore", "deepmerge", "merge"):
        return Fact(Merged(facts[::-1] if method.startswith("defaults") else facts))
    if package.name == "dotenv":
        evaluator.program.use_dotenv()
    return None


_PATHS: dict[str, Callable[[list[str]], str]] = {
    "join": lambda pieces: posixpath.normpath("/".join(pieces)),
    "resolve": lambda pieces: posixpath.normpath(posixpath.join(ROOT, *pieces)),
    "normalize": lambda pieces: posixpath.normpath(pieces[0]),
    "dirname": lambda pieces: posixpath.dirname(pieces[0]),
    "basename": lambda pieces: posixpath.basename(pieces[0]),
}


def _parsed(evaluator: Evaluator, fact: Fact) -> Fact:
    """The value in a JSON or YAML file that was read as text."""
    if not isinstance(fact.content, FileText):
        return NOTHING
    loaded = evaluator.program.loaded(fact.content.path)
    return NOTHING if loaded is None else Fact(loaded)


def _applied(
    evaluator: Evaluator,
    function: Fact,
    facts: tuple[Fact, ...],
    call: Node,
    source: Source,
    frame: Frame,
) -> Fact:
    """The result of calling what a callee was found to be."""
    content = function.content
    if isinstance(content, Package):
        if content.name in ("extend", "xtend", "deepmerge", "merge", "object-assign"):
            return Fact(Merged(facts))
        if content.name == "rc" and len(facts) > 1:
            return facts[1]
        return Fact(Made(content.name, content.members, source, call))
    if isinstance(content, Made):
        return function
    if isinstance(content, Structure) and content.node.type in FUNCTIONS:
        return returned(evaluator, content, facts, frame)
    return NOTHING


def returned(
    evaluator: Evaluator, function: Structure, facts: tuple[Fact, ...], frame: Frame
) -> Fact:
    """What a function of the code returns: its first result that is known and true."""
    source, node = function.source, function.node
    inner = {**frame, (source.path, node.start_byte): facts}
    body = node.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        return evaluator.evaluate(body, source, inner)
    results: list[Fact] = []
    for statement in source.returns.get(node.id, ())[:MAX_RETURNS]:
        if happens(evaluator, statement, source, inner) is not False:
            value = statement.named_children[0] if statement.named_children else None
            results.append(evaluator.evaluate(value, source, inner))
    for result in results:
        if result.variable is not None or truth(result):
            return replace(result, assumed=result.assumed or len(results) > 3)
    return results[0] if results else NOTHING
