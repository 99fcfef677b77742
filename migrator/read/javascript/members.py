"""What a member of a value is: of an object, a module, a file's content, a package."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript.evaluate import NO_FRAME, Evaluator, Frame
from migrator.read.javascript.nodes import text_of
from migrator.read.javascript.packages import package_member
from migrator.read.javascript.settling import settled
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import (
    NOTHING,
    Content,
    Environment,
    Fact,
    Loaded,
    Made,
    Merged,
    Module,
    Package,
    Structure,
    text,
)

MAX_SPREADS = 5


def member_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """`object.property`."""
    key = text_of(node.child_by_field_name("property"))
    return _of(evaluator, node, key, source, frame)


def subscript_rule(evaluator: Evaluator, node: Node, source: Source, frame: Frame) -> Fact:
    """`object[index]`. An index from a variable nobody sets is taken for "development"."""
    index = evaluator.evaluate(node.child_by_field_name("index"), source, frame)
    if index.unset:
        fact = _of(evaluator, node, "development", source, frame)
        return replace(fact, assumed=True)
    key = text(index.content)
    return NOTHING if key is None else _of(evaluator, node, key, source, frame)


def _of(evaluator: Evaluator, node: Node, key: str, source: Source, frame: Frame) -> Fact:
    base = evaluator.evaluate(node.child_by_field_name("object"), source, frame)
    fact = evaluator.member(base, key)
    if base.assumed:
        fact = replace(fact, assumed=True)
    written = text_of(node).replace("?.", ".")
    assigned = source.assigned.get(written, [])
    if isinstance(base.content, Structure) and base.content.source is source:
        # Their name's own assignments were taken into account by `member`.
        assigned = [] if written == f"{base.content.name}.{key}" else assigned
    return settled(evaluator, fact, assigned, source, frame)


def member(evaluator: Evaluator, fact: Fact, key: str) -> Fact:
    """What `key` is in a value; NOTHING when the value or the key is not known."""
    found = _member(evaluator, fact.content, key)
    if key == "default" and not found.known and not isinstance(fact.content, Module):
        # A CommonJS module imported as one of the newer kind.
        return fact
    return found


def _member(evaluator: Evaluator, content: Content, key: str) -> Fact:
    if isinstance(content, Environment):
        return evaluator.variable(key)
    if isinstance(content, Structure):
        return _in_structure(evaluator, content, key)
    if isinstance(content, Loaded):
        return _in_loaded(content, key)
    if isinstance(content, Module):
        return _in_module(evaluator, content.source, key)
    if isinstance(content, Merged):
        fact = NOTHING
        for layer in content.layers:
            fact = _over(evaluator.member(layer, key), fact)
        return fact
    if isinstance(content, Package | Made):
        return package_member(evaluator, content, key)
    return NOTHING


def _over(upper: Fact, lower: Fact) -> Fact:
    """A key of two objects laid over each other; objects below it are merged in turn."""
    if not upper.known and upper.variable is None:
        return lower
    structured = (Structure, Loaded, Merged)
    if isinstance(upper.content, structured) and isinstance(lower.content, structured):
        return replace(upper, content=Merged((lower, upper)))
    return upper


def _in_structure(evaluator: Evaluator, structure: Structure, key: str) -> Fact:
    source, node = structure.source, structure.node
    fact = NOTHING
    if node.type == "object":
        fact = _in_object(evaluator, structure, key)
    elif node.type == "array":
        entries = [child for child in node.named_children if child.type != "comment"]
        if key.isdecimal() and len(key) < 6 and int(key) < len(entries):
            fact = evaluator.evaluate(entries[int(key)], source)
    elif node.type == "class_declaration":
        fact = settled(evaluator, fact, source.assigned.get(f"this.{key}", []), source, NO_FRAME)
    if structure.name:
        path = f"{structure.name}.{key}"
        fact = settled(evaluator, fact, source.assigned.get(path, []), source, NO_FRAME)
        if isinstance(fact.content, Structure) and not fact.content.name:
            fact = replace(fact, content=replace(fact.content, name=path))
    return fact


def _in_object(evaluator: Evaluator, structure: Structure, key: str) -> Fact:
    source = structure.source
    entries = source.entries(structure.node)
    written, child = entries.keys.get(key, (-1, None))
    fact = NOTHING
    if child is not None and child.type == "method_definition":
        fact = Fact(Structure(source, child, key))
    elif child is not None:
        value = child.child_by_field_name("value") or child
        fact = evaluator.evaluate(value, source)
    for position, spread in entries.spreads[-MAX_SPREADS:]:
        below = evaluator.member(evaluator.evaluate(spread, source), key)
        fact = _over(below, fact) if position > written else _over(fact, below)
    return fact


def _in_loaded(loaded: Loaded, key: str) -> Fact:
    content = loaded.content
    value: object = None
    if isinstance(content, dict):
        if key not in content:
            return NOTHING
        value = content[key]
    elif isinstance(content, list) and key.isdecimal() and len(key) < 6 and int(key) < len(content):
        value = content[int(key)]
    else:
        return NOTHING
    if value is None or isinstance(value, bool | int | float | str):
        return Fact(value)
    return Fact(Loaded(value, loaded.path))


def _in_module(evaluator: Evaluator, module: Source, key: str) -> Fact:
    exported = module.exported.get(key)
    fact = NOTHING if exported is None else evaluator.evaluate(exported, module)
    for name in ("exports", "module.exports"):
        assigned = module.assigned.get(f"{name}.{key}", [])
        fact = settled(evaluator, fact, assigned, module, NO_FRAME)
        if isinstance(fact.content, Structure) and not fact.content.name:
            fact = replace(fact, content=replace(fact.content, name=f"{name}.{key}"))
    return fact
