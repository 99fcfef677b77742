"""The arguments of a call: positional ones, keywords, and the block."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.identity import own_items
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.procs import Keywords
from migrator.read.vagrantfile.ruby.values import (
    NativeProc,
    Proc,
    Range,
    Ruby,
    Symbol,
)
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


def evaluate_arguments(
    run: Interpreter, node: Node | None, block_node: Node | None
) -> tuple[list[Ruby], Ruby]:
    """The arguments, keywords last, and the block (a literal one or `&block`)."""
    arguments: list[Ruby] = []
    block: Ruby = None
    keywords: Keywords | None = None
    for child in node.children if node is not None else ():
        kind = child.kind
        if kind in ("pair", "hash_splat_argument"):
            from migrator.read.vagrantfile.ruby.literals import add_pair

            keywords = keywords if keywords is not None else Keywords()
            add_pair(run, child, keywords)
        elif kind == "splat_argument":
            spread = splat(run, child)
            arguments += [spread] if isinstance(spread, Unknown) else spread
        elif kind == "block_argument":
            block = as_block(run, child)
        elif kind == "forward_argument":
            arguments += _forwarded(run)
            block = run.scope.frame.block
        elif kind != "heredoc_body":
            arguments.append(run.evaluate(child))
    if keywords is not None and (keywords or keywords.unsure is not None):
        arguments.append(keywords)
    if block_node is not None:
        block = Proc(block_node, run.scope)
    return arguments, block


def _forwarded(run: Interpreter) -> list[Ruby]:
    """What `...` passes on: the method's own arguments behind those that have a name."""
    frame = run.scope.frame
    if frame.method is None:
        return []
    parameters = frame.method.node.fields["parameters"].children
    named = [each for each in parameters if each.kind == "identifier"]
    return list(frame.arguments or ())[len(named) :]


def splat(run: Interpreter, node: Node) -> Ruby:
    """The items of `*value`."""
    value = run.evaluate(node.children[0]) if node.children else run.scope.variables.get("*", [])
    return to_array(value)


def to_array(value: Ruby) -> Ruby:
    """What `Array(value)` gives: a list, or the unknown that it would be."""
    if value is None:
        return []
    if isinstance(value, Unknown):
        return value
    if isinstance(value, list):
        own_items(value)
        return value
    if isinstance(value, dict):
        own_items(value)
        return [[unkey(key), item] for key, item in value.items()]
    if isinstance(value, Range):
        from migrator.read.vagrantfile.ruby.methods.ranges import items

        return items(value)
    return [value]


def as_block(run: Interpreter, node: Node) -> Ruby:
    """The block that `&value` passes on."""
    if not node.children:
        return run.scope.frame.block
    value = run.evaluate(node.children[0])
    if isinstance(value, Symbol):
        from migrator.read.vagrantfile.ruby.calls import call_method

        return NativeProc(
            lambda arguments: call_method(
                run, arguments[0] if arguments else None, value.name, arguments[1:], None, node
            )
        )
    return value
