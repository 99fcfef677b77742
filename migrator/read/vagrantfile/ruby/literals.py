"""Literals: numbers, strings, heredocs, symbols, arrays, hashes, ranges."""

from __future__ import annotations

import re

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.arguments import splat
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates, shorten
from migrator.read.vagrantfile.ruby.keys import store
from migrator.read.vagrantfile.ruby.values import Hash, Range, Ruby, Symbol
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown


@evaluates("nil")
def nil(run: Interpreter, node: Node) -> Ruby:
    return None


@evaluates("true")
def true(run: Interpreter, node: Node) -> Ruby:
    return True


@evaluates("false")
def false(run: Interpreter, node: Node) -> Ruby:
    return False


@evaluates("integer")
def integer(run: Interpreter, node: Node) -> Ruby:
    digits = node.word.replace("_", "").lower()
    if len(digits) > limits.MAX_INTEGER_BITS // 4:
        return run.unknown("the number is too long", node)
    try:
        if re.fullmatch(r"0[0-7]+", digits):
            return int(digits, 8)
        return int(digits.removeprefix("0d"), 10 if digits.startswith("0d") else 0)
    except ValueError:
        return run.unknown("it is not a number of Ruby", node)


@evaluates("float")
def floating(run: Interpreter, node: Node) -> Ruby:
    return float(node.word.replace("_", ""))


@evaluates("rational", "complex")
def number_with_suffix(run: Interpreter, node: Node) -> Ruby:
    return run.unknown("rational and complex numbers are not followed", node)


@evaluates("simple_symbol")
def simple_symbol(run: Interpreter, node: Node) -> Ruby:
    return Symbol(node.word[1:])


@evaluates("hash_key_symbol", "bare_symbol_key")
def hash_key_symbol(run: Interpreter, node: Node) -> Ruby:
    return Symbol(node.word)


@evaluates("string_array", "symbol_array")
def word_array(run: Interpreter, node: Node) -> Ruby:
    return [run.evaluate(child) for child in node.children]


@evaluates("array", "right_assignment_list")
def array(run: Interpreter, node: Node) -> Ruby:
    items: list[Ruby] = []
    pairs: Hash | None = None
    for child in node.children:
        if child.kind in ("pair", "hash_splat_argument"):
            pairs = pairs if pairs is not None else Hash()
            add_pair(run, child, pairs)
        elif child.kind == "splat_argument":
            spread = splat(run, child)
            if isinstance(spread, Unknown):
                return spread
            items += spread
        elif child.kind != "heredoc_body":
            items.append(run.evaluate(child))
    return items if pairs is None else [*items, pairs]


@evaluates("hash")
def hash_literal(run: Interpreter, node: Node) -> Ruby:
    result = Hash()
    for child in node.children:
        add_pair(run, child, result)
    return result


def add_pair(run: Interpreter, node: Node, into: Hash) -> None:
    """Add a `key => value`, `key: value` or `**hash` to a hash."""
    if node.kind == "hash_splat_argument":
        other = run.evaluate(node.children[0]) if node.children else None
        if isinstance(other, dict):
            into.update(other)
        elif other is not None:
            into.unsure = other
        return
    if node.kind != "pair":
        return
    key_node, value_node = node.fields.get("key"), node.fields.get("value")
    if key_node is None:
        return
    key = run.evaluate(key_node)
    if key_node.kind == "string" and "arrow" not in node.fields and isinstance(key, str):
        key = Symbol(str(key))
    value = run.evaluate(value_node if value_node is not None else _implied(key_node))
    store(into, key, value)


def _implied(key: Node) -> Node:
    """The variable that `{name:}` means."""
    node = Node("identifier", key.source, key.start, key.end)
    node.word = key.word
    return node


@evaluates("range")
def range_literal(run: Interpreter, node: Node) -> Ruby:
    begin, end = node.fields.get("begin"), node.fields.get("end")
    first = run.evaluate(begin) if begin is not None else None
    last = run.evaluate(end) if end is not None else None
    for bound in (first, last):
        if isinstance(bound, Unknown):
            return bound
    return Range(first, last, node.fields["operator"].word == "...")


@evaluates("heredoc_body", "empty_statement", "uninterpreted")
def nothing(run: Interpreter, node: Node) -> Ruby:
    return None


@evaluates("too_deep")
def too_deep(run: Interpreter, node: Node) -> Ruby:
    run.doubt(shorten(node.text), "the expression is nested too deeply", node)
    return run.unknown("the expression is nested too deeply", node)
