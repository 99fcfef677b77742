"""Functions that declare classes and resources, or ask what is declared."""

from __future__ import annotations

from migrator.read.puppet.functions.registry import FunctionCall, function, names
from migrator.read.puppet.nodes import Body
from migrator.read.puppet.values import MAX_ITEMS, Puppet, Reference, flat, joined, to_text


@function("include require contain")
def include(call: FunctionCall) -> Puppet:
    """`include a, b`; `require` orders the class before what calls it as well."""
    found = []
    for name in names(call):
        contained = call.name == "contain"
        declaring = call.compiler.declaring
        found.append(declaring.include(name, call.scope, call.node, {}, contained=contained))
        if call.name == "require" and call.scope.containers:
            call.compiler.catalog.relate(found[-1], call.scope.containers[-1], False)
    return found


@function("hiera_include")
def hiera_include(call: FunctionCall) -> Puppet:
    """`hiera_include("classes")`."""
    for name in flat(call.compiler.hiera.all(str(call.argument(0)))):
        call.compiler.declaring.include(str(name), call.scope, call.node, {})
    return None


@function("realize")
def realize(call: FunctionCall) -> Puppet:
    """`realize(User["x"])`."""
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            call.compiler.declaring.realize(value)
    return None


@function("import")
def import_manifest(call: FunctionCall) -> Puppet:
    """`import "nodes/*.pp"`."""
    for name in names(call):
        call.compiler.imported(name, call.scope)
    return None


def _declare(call: FunctionCall, kind: str, title: str, attributes: dict[str, Puppet]) -> Puppet:
    node = call.node
    body = Body(node.line, node.end_line, node.text, node, ())
    return call.compiler.declaring.declare(kind.lower(), title, attributes, body, call.scope)


@function("create_resources")
def create_resources(call: FunctionCall) -> Puppet:
    """`create_resources("user", { "app" => {…} }, {…})`."""
    table, defaults = call.argument(1), call.argument(2)
    if not isinstance(table, dict):
        why = "what create_resources makes is not known"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
        return None
    common = defaults if isinstance(defaults, dict) else {}
    for title, attributes in list(table.items())[:MAX_ITEMS]:
        own = attributes if isinstance(attributes, dict) else {}
        _declare(call, str(call.argument(0)), title, {**common, **own})
    return None


@function("ensure_packages ensure_resource ensure_resources")
def ensure(call: FunctionCall) -> Puppet:
    """Declare resources unless they are declared already."""
    if call.name == "ensure_packages":
        kind, titles, given = "package", call.argument(0), call.argument(1)
    else:
        kind, titles, given = str(call.argument(0)), call.argument(1), call.argument(2)
    attributes = dict(given) if isinstance(given, dict) else {}
    if isinstance(titles, dict):
        titles = list(titles)
    for title in flat(titles):
        reference = Reference(kind.lower(), str(to_text(title)))
        if not call.compiler.catalog.has(reference):
            _declare(call, kind, reference.title, {"ensure": "present", **attributes})
    return None


@function("defined")
def is_defined(call: FunctionCall) -> Puppet:
    """Whether a resource is declared by now, or a class or type can be found."""
    compiler = call.compiler
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            if compiler.catalog.has(value):
                return True
        elif isinstance(value, str):
            find = compiler.definitions.find
            if find("class", value) is not None or find("define", value) is not None:
                return True
    return False


@function("defined_with_params")
def defined_with_params(call: FunctionCall) -> Puppet:
    """Whether a resource is declared."""
    return any(
        isinstance(each, Reference) and call.compiler.catalog.has(each)
        for each in flat(call.arguments)
    )


@function("fail")
def fail(call: FunctionCall) -> Puppet:
    """The manifest would stop here; reading goes on behind it."""
    if not call.compiler.undecided:
        why = f"Puppet would stop here: {joined(call.arguments)}"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
    return None


@function(
    "notice info debug warning err alert crit emerg tag assert_type deprecation assert_private "
    "validate_string validate_bool validate_array validate_hash validate_re validate_integer "
    "validate_absolute_path validate_slength validate_numeric validate_legacy notify lest "
    "validate_platform warn_once validate_cmd validate_ip_address"
)
def nothing(call: FunctionCall) -> Puppet:
    """What only tells or checks."""
    return None
