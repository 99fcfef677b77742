"""Definitions: methods, lambdas, modules and classes."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.calls import call_method, find_defined, run_defined
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import (
    Changed,
    Hash,
    Instance,
    Located,
    Method,
    Module,
    Proc,
    Range,
    Ruby,
    String,
    Symbol,
)
from migrator.read.vagrantfile.syntax import Node


@evaluates("method")
def method(run: Interpreter, node: Node) -> Ruby:
    name = node.fields["name"].text
    frame = run.scope.frame
    owner = frame.module
    definition = Method(name, node, owner)
    if frame.visibility == "singleton" and owner is not None:
        owner.own[name] = definition
        return Symbol(name)
    (owner or run.main).methods[name] = definition
    if frame.visibility == "function" and owner is not None:
        owner.own[name] = definition
    return Symbol(name)


@evaluates("singleton_method")
def singleton_method(run: Interpreter, node: Node) -> Ruby:
    name = node.fields["name"].text
    target = run.evaluate(node.fields["object"])
    if isinstance(target, Module):
        target.own[name] = Method(name, node, target)
    else:
        run.main.methods[name] = Method(name, node)
    return Symbol(name)


@evaluates("lambda")
def lambda_literal(run: Interpreter, node: Node) -> Ruby:
    return Proc(node, run.scope, is_lambda=True)


@evaluates("module", "class")
def module(run: Interpreter, node: Node) -> Ruby:
    name_node = node.fields["name"]
    outer = run.scope.frame.module
    holder = outer or run.main
    name = name_node.word
    if name_node.kind == "scope_resolution":
        name = name_node.fields["name"].word
        scope = name_node.fields.get("scope")
        found = run.evaluate(scope) if scope is not None else run.main
        holder = found if isinstance(found, Module) else holder
    found = holder.constants.get(name)
    if not isinstance(found, Module) and name_node.kind != "scope_resolution":
        found = run.constant(name, node)
    if not isinstance(found, Module):
        found = Module(name, node.kind == "class", outer=outer)
        found.superclass = _superclass(run, node)
        holder.constants[name] = found
    _patch(run, found)
    return run_module_body(run, found, node)


def _superclass(run: Interpreter, node: Node) -> Module | None:
    clause = node.fields.get("superclass")
    if clause is None or not clause.children:
        return None
    value = run.evaluate(clause.children[0])
    return value if isinstance(value, Module) else None


def run_module_body(run: Interpreter, module: Module, node: Node) -> Ruby:
    """Evaluate what stands between `class` and `end`."""
    body = node.fields.get("body")
    if body is None:
        return None
    with run.inside(Scope(Frame(module, node.source.name, module))):
        return run.evaluate(body)


_STRINGS = (str, String, Located, Changed)
_BUILT_IN: dict[str, tuple[type, ...]] = {
    "String": _STRINGS, "Symbol": (Symbol,), "Array": (list,), "Hash": (Hash, dict),
    "Integer": (int,), "Fixnum": (int,), "Float": (float,), "Numeric": (int, float),
    "NilClass": (type(None),), "Range": (Range,), "TrueClass": (bool,), "FalseClass": (bool,),
    "Object": (*_STRINGS, Symbol, list, Hash, int, float, type(None), Range, bool),
}  # fmt: skip


def _patch(run: Interpreter, module: Module) -> None:
    """Let methods that the repository adds to a class of Ruby be found."""
    if run.main.constants.get(module.name) is not module:
        return
    for python_type in _BUILT_IN.get(module.name, ()):
        run.patched.setdefault(python_type, [])
        if module not in run.patched[python_type]:
            run.patched[python_type].append(module)


@evaluates("singleton_class")
def singleton_class(run: Interpreter, node: Node) -> Ruby:
    target = run.evaluate(node.fields["value"])
    body = node.fields.get("body")
    if not isinstance(target, Module) or body is None:
        return run.unknown("the singleton class is not followed", node)
    frame = Frame(target, node.source.name, target)
    frame.visibility = "singleton"
    with run.inside(Scope(frame)):
        return run.evaluate(body)


@evaluates("alias")
def alias(run: Interpreter, node: Node) -> Ruby:
    new, old = node.fields["name"].text.lstrip(":"), node.fields["alias"].text.lstrip(":")
    holder = run.scope.frame.module or run.main
    found = holder.find(old)
    if found is not None:
        holder.methods[new] = found
    else:
        run.doubt(node.text, f"the method `{old}` is not known", node)
    return None


@evaluates("undef")
def undefine(run: Interpreter, node: Node) -> Ruby:
    holder = run.scope.frame.module or run.main
    for child in node.children:
        holder.methods.pop(child.text.lstrip(":"), None)
    return None


@evaluates("super")
def super_call(run: Interpreter, node: Node) -> Ruby:
    return call_super(run, _passed_on(run), node)


def _passed_on(run: Interpreter) -> list[Ruby]:
    """What `super` without arguments passes on: the parameters as they are now."""
    frame = run.scope.frame
    parameters = frame.method.node.fields.get("parameters") if frame.method is not None else None
    plain = ("identifier", "optional_parameter")
    if parameters is None or any(each.kind not in plain for each in parameters.children):
        return list(frame.arguments or [])
    names = [each.fields["name"].word if each.fields else each.word for each in parameters.children]
    holders = [(run.scope.holder(name), name) for name in names]
    return [holder.variables[name] for holder, name in holders if holder is not None]


def call_super(run: Interpreter, arguments: list[Ruby], node: Node) -> Ruby:
    """Call the method of the same name further up."""
    frame = run.scope.frame
    method, receiver = frame.method, frame.receiver
    if method is None or method.owner is None:
        return fail(run, "NoMethodError", "`super` has nothing above it", node)
    module = receiver.module if isinstance(receiver, Instance) else method.owner
    ancestors = module.ancestors()
    above = ancestors[ancestors.index(method.owner) + 1 :] if method.owner in ancestors else []
    for ancestor in above:
        found = ancestor.methods.get(method.name)
        if found is None and isinstance(receiver, Module):
            found = ancestor.own.get(method.name)
        if found is not None:
            return run_defined(run, found, receiver, method.name, arguments, frame.block, node)
    if method.name == "initialize" and arguments and is_error(module):
        receiver.variables["@message"] = arguments[0]
    if method.name in ("initialize", "inherited", "included", "method_missing"):
        return None
    return call_method(run, receiver, method.name, arguments, frame.block, node)


def is_error(module: Module) -> bool:
    """Whether a class is one of exceptions."""
    return any(
        each.name == "Exception" or each.name.endswith("Error") for each in module.ancestors()
    )


def make(run: Interpreter, module: Module, arguments: list[Ruby], block: Ruby, node: Node) -> Ruby:
    """A new object of a class of the repository."""
    instance = Instance(module)
    initialize = find_defined(run, instance, "initialize")
    if initialize is not None:
        run_defined(run, initialize, instance, "initialize", arguments, block, node)
    elif module.members is not None:
        _fill_members(instance, module, arguments)
    elif arguments and is_error(module):
        instance.variables["@message"] = arguments[0]
    return instance


def _fill_members(instance: Instance, module: Module, arguments: list[Ruby]) -> None:
    last = arguments[-1] if arguments else None
    members = module.members or ()
    if module.keyword_init and isinstance(last, Hash):
        for member in members:
            instance.variables[f"@{member}"] = last.get(Symbol(member))
        return
    for place, member in enumerate(members):
        instance.variables[f"@{member}"] = arguments[place] if place < len(arguments) else None
