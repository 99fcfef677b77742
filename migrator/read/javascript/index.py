"""Sorts out a parsed file: what is bound where, assigned and exported."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from migrator.read.javascript.nodes import (
    FUNCTIONS,
    declared_names,
    imported_names,
    parameters_of,
    pattern_names,
    text_of,
)
from migrator.read.javascript.source import Binding, Source

_BLOCKS = ("statement_block", "for_statement", "for_in_statement", "catch_clause")
# The types of node that the grammar's query collects.
KEPT = (
    *("variable_declarator", "assignment_expression", "call_expression", "new_expression"),
    *("member_expression", "subscript_expression", "string", "template_string"),
    *("import_statement", "export_statement", "class_declaration", "field_definition"),
    *("public_field_definition", "return_statement", *sorted(FUNCTIONS), *_BLOCKS),
)


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
