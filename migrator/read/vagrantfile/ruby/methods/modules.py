"""Methods of classes and modules, among them what stands in their bodies."""

from __future__ import annotations

from collections.abc import Callable

from migrator.read.vagrantfile.ruby.calls import call_method
from migrator.read.vagrantfile.ruby.definitions import make
from migrator.read.vagrantfile.ruby.matching import is_a
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Instance, Module, Ruby, Symbol, text_of


@method(Module, name="new", unknowns=True)
def new(call: Call) -> Ruby:
    return make(call.run, call.receiver, call.arguments, call.block, call.node)


@method(Module, names="name to_s inspect")
def name(call: Call) -> Ruby:
    return call.receiver.name


@method(Module, name="===")
def matches(call: Call) -> Ruby:
    return is_a(call.run, call.required(), call.receiver)


@method(Module, name="<")
def below(call: Call) -> Ruby:
    return call.receiver is not call.required() and call.required() in call.receiver.ancestors()


@method(Module, name="superclass")
def superclass(call: Call) -> Ruby:
    return call.receiver.superclass


@method(Module, names="attr_reader attr_accessor attr_writer attr")
def attributes(call: Call) -> Ruby:
    for each in call.arguments:
        attribute = text_of(each)
        if call.name != "attr_writer":
            call.receiver.methods[attribute] = _reader(attribute)
        if call.name in ("attr_writer", "attr_accessor"):
            call.receiver.methods[f"{attribute}="] = writer(attribute)
    if call.run.scope.frame.visibility == "singleton":
        call.receiver.own.update(call.receiver.methods)
    return None


def _reader(attribute: str) -> Callable[[Call], Ruby]:
    return lambda call: call.receiver.variables.get(f"@{attribute}")


def writer(attribute: str) -> Callable[[Call], Ruby]:
    """A method that sets an attribute."""

    def write(call: Call) -> Ruby:
        call.receiver.variables[f"@{attribute}"] = call.required()
        return call.required()

    return write


@method(Module, names="include prepend")
def include(call: Call) -> Ruby:
    for each in call.arguments:
        if isinstance(each, Module):
            if each not in call.receiver.includes:
                call.receiver.includes.append(each)
            if call.name == "include" and each.find_own("included") is not None:
                call_method(call.run, each, "included", [call.receiver], None, call.node)
    return call.receiver


@method(Module, name="ancestors")
def ancestors(call: Call) -> Ruby:
    return call.receiver.ancestors()


@method(Module, names="private public protected private_class_method private_constant")
def visibility(call: Call) -> Ruby:
    return call.arguments[0] if call.arguments else None


@method(Module, name="module_function")
def module_function(call: Call) -> Ruby:
    if not call.arguments:
        call.run.scope.frame.visibility = "function"
    for each in call.arguments:
        found = call.receiver.find(text_of(each))
        if found is not None:
            call.receiver.own[text_of(each)] = found
    return None


@method(Module, name="define_method")
def define_method(call: Call) -> Ruby:
    body = call.block or call.argument(1)
    call.receiver.methods[text_of(call.required())] = body
    return Symbol(text_of(call.required()))


@method(Module, name="alias_method")
def alias_method(call: Call) -> Ruby:
    found = call.receiver.find(text_of(call.required(1)))
    if found is not None:
        call.receiver.methods[text_of(call.required())] = found
    return None


@method(Module, names="const_get")
def const_get(call: Call) -> Ruby:
    found: Ruby = call.receiver
    for part in text_of(call.required()).split("::"):
        found = found.constants.get(part) or call.run.main.constants.get(part)
    return found


@method(Module, names="const_set", unknowns=True)
def const_set(call: Call) -> Ruby:
    call.receiver.constants[text_of(call.required())] = call.required(1)
    return call.required(1)


@method(Module, names="const_defined?")
def const_defined(call: Call) -> Ruby:
    wanted = text_of(call.required())
    return wanted in call.receiver.constants or wanted in call.run.main.constants


@method(Module, name="constants")
def constants(call: Call) -> Ruby:
    return [Symbol(each) for each in call.receiver.constants]


@method(Module, names="method_defined? instance_methods instance_method")
def methods(call: Call) -> Ruby:
    if call.name == "method_defined?":
        return call.receiver.find(text_of(call.required())) is not None
    return [Symbol(each) for each in call.receiver.methods if each != "initialize"]


@method(Module, names="class_eval module_eval class_exec")
def class_eval(call: Call) -> Ruby:
    if call.block is None:
        return call.unknown("a text that is evaluated as a class is not followed")
    frame = Frame(call.receiver, call.run.scope.frame.file, call.receiver)
    scope = Scope(frame, call.block.scope)
    body = call.block.node.fields.get("body")
    with call.run.inside(scope):
        return call.run.evaluate(body) if body is not None else None


@method(Module, names="instance_methods_of")
def nothing(call: Call) -> Ruby:
    return []


@method(Module, names="exception")
def exception(call: Call) -> Ruby:
    return Instance(call.receiver, {"@message": call.argument(0)})


def new_class(call: Call) -> Ruby:
    """`Class.new(Parent) { … }` and `Module.new { … }`."""
    superclass = call.argument(0)
    known = superclass if isinstance(superclass, Module) else None
    module = Module("", call.receiver.name == "Class", known)
    if call.block is not None:
        invoke_class_body(call, module)
    return module


def invoke_class_body(call: Call, module: Module) -> None:
    """Evaluate a block as the body of a class."""
    if call.block is None:
        return
    body = call.block.node.fields.get("body")
    if body is None:
        invoke(call.run, call.block, [module], call.node)
        return
    with call.run.inside(Scope(Frame(module, call.run.scope.frame.file, module), call.block.scope)):
        call.run.evaluate(body)
