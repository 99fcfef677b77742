"""One parsed file, with what the evaluator looks for already sorted out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tree_sitter import Node

from migrator.read.javascript.nodes import (
    FUNCTIONS,
    callee_of,
    declared_names,
    function_around,
    imported_names,
    key_of,
    parameters_of,
    pattern_names,
    text_of,
)

_BLOCKS = ("statement_block", "for_statement", "for_in_statement", "catch_clause")
# The types of node that the grammar's query collects.
KEPT = (
    *("variable_declarator", "assignment_expression", "call_expression", "new_expression"),
    *("member_expression", "subscript_expression", "string", "template_string"),
    *("import_statement", "export_statement", "class_declaration", "field_definition"),
    *("public_field_definition", "return_statement", *sorted(FUNCTIONS), *_BLOCKS),
)


@dataclass(frozen=True)
class Binding:
    """A name bound in a scope, which reaches from byte `start` to byte `end`.

    `keys` lead from the value to what the name stands for: `const {a: {b}} = value` binds
    b with keys ("a", "b"). `value` None: it has no initial value. `fallback` is the value
    of `{b = 3}`. `parameter` is the position of a function's parameter, `owner` the function.
    """

    start: int
    end: int
    value: Node | None = None
    keys: tuple[str, ...] = ()
    fallback: Node | None = None
    parameter: int | None = None
    owner: Node | None = None


@dataclass
class Source:
    """One parsed file; `path` is relative to the project's root.

    `assigned` has every right side by the left one's text (`exports.port`), `exported` what
    `export` statements name: "default" among them.
    """

    path: str
    content: bytes
    root: Node
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    assigned: dict[str, list[Node]] = field(default_factory=dict)
    exported: dict[str, Node] = field(default_factory=dict)
    kept: dict[str, list[Node]] = field(default_factory=dict)
    _literals: dict[int, Entries] = field(default_factory=dict)

    def of(self, *types: str) -> Iterator[Node]:
        """The nodes of these types, one type after the other, each in the file's order."""
        for type in types:
            yield from self.kept.get(type, ())

    @cached_property
    def calls(self) -> Mapping[str, list[Node]]:
        """Calls and constructions by the last name of what they call: `a.b.listen()` is listen.

        What has no name, such as `require('./server')()`, is under "".
        """
        calls: dict[str, list[Node]] = {}
        for call in self.of("call_expression", "new_expression"):
            callee = callee_of(call)
            if callee is not None and callee.type == "member_expression":
                callee = callee.child_by_field_name("property")
            named = callee is not None and callee.type != "call_expression"
            calls.setdefault(text_of(callee) if named else "", []).append(call)
        return calls

    @cached_property
    def returns(self) -> Mapping[int, list[Node]]:
        """The return statements of each function, by the function node's id."""
        returns: dict[int, list[Node]] = {}
        for statement in self.of("return_statement"):
            function = function_around(statement)
            if function is not None:
                returns.setdefault(function.id, []).append(statement)
        return returns

    def entries(self, literal: Node) -> Entries:
        """What an object literal holds; it is looked through once."""
        if literal.id not in self._literals:
            self._literals[literal.id] = _entries(literal)
        return self._literals[literal.id]


@dataclass(frozen=True)
class Entries:
    """What an object literal holds: its keys, and its spreads, each with its position."""

    keys: Mapping[str, tuple[int, Node]]
    spreads: tuple[tuple[int, Node], ...]


def _entries(literal: Node) -> Entries:
    keys: dict[str, tuple[int, Node]] = {}
    spreads = []
    for position, child in enumerate(literal.named_children):
        key = None
        if child.type == "pair":
            key = key_of(child.child_by_field_name("key"))
        elif child.type == "shorthand_property_identifier":
            key = text_of(child)
        elif child.type == "method_definition":
            key = text_of(child.child_by_field_name("name"))
        elif child.type == "spread_element":
            spreads.append((position, child))
        if key is not None:
            keys[key] = (position, child)
    return Entries(keys, tuple(spreads))


def index(source: Source) -> None:
    """Fill everything of a `Source` but its tree and the nodes that were kept of it."""
    _Index(source).fill()


class _Index:
    """Visits declarations in the order of the file, inside the scopes around them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        whole = (0, len(source.content))
        self._functions = [whole]
        self._blocks = [whole]

    def fill(self) -> None:
        source = self._source
        visited = [node for type in _VISITS for node in source.of(type)]
        visited += [node for type in (*FUNCTIONS, *_BLOCKS) for node in source.of(type)]
        for node in sorted(visited, key=lambda node: (node.start_byte, -node.end_byte)):
            self._leave(node.start_byte)
            visit = _VISITS.get(node.type)
            if visit is not None:
                visit(self, node)
            elif node.type in FUNCTIONS:
                self._open_function(node)
            else:
                self._blocks.append((node.start_byte, node.end_byte))

    def _leave(self, position: int) -> None:
        for scopes in (self._functions, self._blocks):
            while len(scopes) > 1 and scopes[-1][1] <= position:
                scopes.pop()

    def _open_function(self, node: Node) -> None:
        if node.type in ("function_declaration", "generator_function_declaration"):
            self._named(node)
        reach = (node.start_byte, node.end_byte)
        self._functions.append(reach)
        self._blocks.append(reach)
        self._parameters(node)

    def _bind(self, name: str, binding: Binding) -> None:
        self._source.bindings.setdefault(name, []).append(binding)

    def _declarator(self, node: Node) -> None:
        parent = node.parent
        lexical = parent is not None and parent.type == "lexical_declaration"
        start, end = (self._blocks if lexical else self._functions)[-1]
        value = node.child_by_field_name("value")
        for name, keys, fallback in pattern_names(node.child_by_field_name("name")):
            self._bind(name, Binding(start, end, value, keys, fallback))

    def _assignment(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None:
            name = text_of(left).replace("?.", ".")
            self._source.assigned.setdefault(name, []).append(right)

    def _named(self, node: Node) -> None:
        name = text_of(node.child_by_field_name("name"))
        start, end = self._functions[-1]
        if name:
            self._bind(name, Binding(start, end, node))

    def _parameters(self, node: Node) -> None:
        for position, parameter in enumerate(parameters_of(node)):
            pattern = parameter.child_by_field_name("pattern") or parameter
            default = parameter.child_by_field_name("value")
            for name, keys, fallback in pattern_names(pattern):
                place = Binding(
                    *(node.start_byte, node.end_byte, None, keys, fallback or default),
                    parameter=position,
                    owner=node,
                )
                self._bind(name, place)

    def _import(self, node: Node) -> None:
        start, end = self._functions[0]
        for name, keys in imported_names(node):
            self._bind(name, Binding(start, end, node, keys))

    def _export(self, node: Node) -> None:
        exported = self._source.exported
        value = node.child_by_field_name("value")
        declaration = node.child_by_field_name("declaration")
        markers = {child.type for child in node.children}
        if "=" in markers:
            self._source.assigned.setdefault("module.exports", []).append(node.named_children[-1])
        elif "default" in markers:
            exported["default"] = value or declaration or node
        elif declaration is not None:
            exported.update((text_of(name), name) for name in declared_names(declaration))
        for clause in node.named_children:
            if clause.type == "export_clause" and node.child_by_field_name("source") is None:
                for entry in clause.named_children:
                    name = entry.child_by_field_name("name")
                    if name is not None:
                        exported[text_of(entry.child_by_field_name("alias") or name)] = name

    def _field(self, node: Node) -> None:
        name, value = node.child_by_field_name("property"), node.child_by_field_name("value")
        if name is not None and value is not None:
            self._source.assigned.setdefault(f"this.{text_of(name)}", []).append(value)


_VISITS: dict[str, Callable[[_Index, Node], None]] = {
    "variable_declarator": _Index._declarator,
    "assignment_expression": _Index._assignment,
    "class_declaration": _Index._named,
    "import_statement": _Index._import,
    "export_statement": _Index._export,
    "field_definition": _Index._field,
    "public_field_definition": _Index._field,
}
