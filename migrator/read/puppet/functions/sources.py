"""Functions that look values up: in Hiera, in templates, in files."""

from __future__ import annotations

from migrator.read.puppet.functions.registry import FunctionCall, function, names
from migrator.read.puppet.templates import render, render_inline
from migrator.read.puppet.values import Puppet, flat, joined, to_text


@function("hiera lookup hiera_array hiera_hash")
def hiera(call: FunctionCall) -> Puppet:
    """`hiera("key", default)`; `lookup` also takes a hash of options."""
    key = str(to_text(call.argument(0)))
    values = call.compiler.hiera.all(key)
    if not values:
        default = call.argument(3 if call.name == "lookup" and len(call.arguments) > 2 else 1)
        if isinstance(default, dict) and "default_value" in default:
            default = default["default_value"]
        return call.unknown(f"Hiera has no {key}") if default is None else default
    if call.name == "hiera_array":
        return flat(values)
    if call.name == "hiera_hash":
        merged: dict[str, Puppet] = {}
        for value in reversed(values):
            merged.update(value if isinstance(value, dict) else {})
        return merged
    return values[0]


@function("template")
def template(call: FunctionCall) -> Puppet:
    """`template("module/file.erb", …)`."""
    return joined([render(call.compiler, name, call.scope, call.node) for name in names(call)])


@function("inline_template")
def inline_template(call: FunctionCall) -> Puppet:
    """`inline_template("<%= @x %>")`."""
    texts = [render_inline(call.compiler, name, call.scope, call.node) for name in names(call)]
    return joined(texts)


@function("epp inline_epp generate fqdn_rand getparam shellquote")
def not_followed(call: FunctionCall) -> Puppet:
    """What is not followed."""
    return call.unknown(f"{call.name} is not followed")


@function("file")
def file(call: FunctionCall) -> Puppet:
    """`file("module/name")`: the text of a module's file."""
    for name in names(call):
        module, _, rest = name.partition("/")
        path = call.compiler.modules.file(module, "files", rest)
        text = call.compiler.read_file(path) if path is not None else None
        if text is not None:
            return text
    return call.unknown("the file is not in the repository")


@function("getvar")
def getvar(call: FunctionCall) -> Puppet:
    """`getvar("::module::name")`."""
    name = str(to_text(call.argument(0))).removeprefix("::")
    return call.compiler.variable(name, call.scope, call.node)
