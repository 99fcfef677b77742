"""Small questions to a node of a JavaScript syntax tree."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

MAX_PATTERN_DEPTH = 20

FUNCTIONS = frozenset(
    {
        *("function_declaration", "function_expression", "function", "arrow_function"),
        *("method_definition", "generator_function", "generator_function_declaration"),
    }
)


def text_of(node: Node | None) -> str:
    """The node's text as it stands in the file."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def line_of(node: Node) -> int:
    return node.start_point[0] + 1


def arguments_of(call: Node) -> list[Node]:
    """The arguments of a call or `new`, without comments."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None or arguments.type != "arguments":
        return []
    return [child for child in arguments.named_children if child.type != "comment"]


def callee_of(call: Node) -> Node | None:
    return call.child_by_field_name("function") or call.child_by_field_name("constructor")


def key_of(node: Node | None) -> str | None:
    """The name that a property is written under; None for a computed one."""
    if node is None or node.type == "computed_property_name":
        return None
    if node.type == "string":
        return string_of(node)
    return text_of(node)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def string_of(node: Node) -> str:
    """The value of a string literal."""
    return "".join(_piece(child) for child in node.named_children)


def _piece(child: Node) -> str:
    text = text_of(child)
    if child.type != "escape_sequence":
        return text
    if text[1:2] in ("u", "x"):
        digits = text[2:].strip("{}")
        try:
            code = int(digits, 16)
            return "\ufffd" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)
        except ValueError:
            return text
    return _ESCAPES.get(text[1:2], text[1:].strip("\r\n"))


def parameters_of(function: Node) -> list[Node]:
    """The parameters of a function, in order."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    several = function.child_by_field_name("parameters")
    return [] if several is None else several.named_children


def function_around(node: Node) -> Node | None:
    """The innermost function that a node is part of."""
    around = node.parent
    while around is not None and around.type not in FUNCTIONS:
        around = around.parent
    return around


def pattern_names(
    pattern: Node | None, keys: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], Node | None]]:
    """Each name that a pattern binds, the keys that lead to its value, and its default."""
    if pattern is None or len(keys) > MAX_PATTERN_DEPTH:
        return
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern", "type_identifier"):
        name = text_of(pattern)
        yield name, (*keys, name) if pattern.type.startswith("shorthand") else keys, None
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        default = pattern.child_by_field_name("right")
        for name, path, _ in pattern_names(pattern.child_by_field_name("left"), keys):
            yield name, path, default
    elif pattern.type == "pair_pattern":
        key = key_of(pattern.child_by_field_name("key"))
        if key is not None:
            yield from pattern_names(pattern.child_by_field_name("value"), (*keys, key))
    elif pattern.type == "object_pattern":
        for child in pattern.named_children:
            yield from pattern_names(child, keys)
    elif pattern.type == "array_pattern":
        for position, child in enumerate(pattern.named_children):
            yield from pattern_names(child, (*keys, str(position)))


def imported_names(statement: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name that an import statement binds and the key it is exported under."""
    for clause in statement.named_children:
        for part in [clause] if clause.type == "import_require_clause" else clause.named_children:
            if part.type == "import_require_clause":
                yield text_of(part.named_children[0]), ()
            elif part.type == "identifier":
                yield text_of(part), ("default",)
            elif part.type == "namespace_import" and part.named_children:
                yield text_of(part.named_children[0]), ()
            elif part.type == "named_imports":
                yield from map(_specifier, part.named_children)


def _specifier(entry: Node) -> tuple[str, tuple[str, ...]]:
    name = entry.child_by_field_name("name")
    return text_of(entry.child_by_field_name("alias") or name), (key_of(name) or "",)


def import_source(statement: Node) -> Node | None:
    """The string that says what an import or export statement loads."""
    source = statement.child_by_field_name("source")
    if source is None:
        for clause in statement.named_children:
            source = source or clause.child_by_field_name("source")
    return source


def is_type_only(statement: Node) -> bool:
    """`import type` leaves nothing to load."""
    return any(child.type == "type" for child in statement.children)


def declared_names(declaration: Node) -> Iterator[Node]:
    """The names that a declaration binds: of a function, a class, or plain variables."""
    name = declaration.child_by_field_name("name")
    if name is not None:
        yield name
    for child in declaration.named_children:
        if child.type == "variable_declarator":
            yield from declared_names(child)
