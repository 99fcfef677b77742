"""Methods that every object has."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.calls import call_method, call_self, find_defined
from migrator.read.vagrantfile.ruby.identity import freeze, is_frozen
from migrator.read.vagrantfile.ruby.matching import case_equal, class_names, equal, is_a
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call, find, method
from migrator.read.vagrantfile.ruby.texts import inspect, to_s
from migrator.read.vagrantfile.ruby.values import (
    Instance,
    Method,
    Module,
    NativeProc,
    Receiver,
    Ruby,
    Symbol,
    text_of,
)


@method(object, names="nil?")
def is_nil(call: Call) -> Ruby:
    return call.receiver is None


@method(object, names="== equal? eql?", unknowns=True)
def equals(call: Call) -> Ruby:
    if isinstance(call.receiver, Instance):
        return call.receiver is call.required()
    return equal(call.run, call.receiver, call.required(), call.node)


@method(object, names="!=", unknowns=True)
def differs(call: Call) -> Ruby:
    answer = equal(call.run, call.receiver, call.required(), call.node)
    return not answer if isinstance(answer, bool) else answer


@method(object, names="!")
def negated(call: Call) -> Ruby:
    decided = call.run.decide(call.receiver, call.node)
    return call.receiver if decided is None else not decided


@method(object, names="===", unknowns=True)
def matches_case(call: Call) -> Ruby:
    return case_equal(call.run, call.receiver, call.required(), call.node)


@method(object, names="=~")
def no_match(call: Call) -> Ruby:
    return None


@method(object, names="is_a? kind_of? instance_of?")
def is_kind(call: Call) -> Ruby:
    module = call.required()
    if call.name == "instance_of?" and not isinstance(call.receiver, Instance):
        return module.name in class_names(call.receiver)[:1]
    if call.name == "instance_of?":
        return call.receiver.module.name == module.name
    return is_a(call.run, call.receiver, module)


@method(object, name="class")
def class_of(call: Call) -> Ruby:
    if isinstance(call.receiver, Instance):
        return call.receiver.module
    names = class_names(call.receiver)
    name = "Integer" if "Integer" in names else names[0] if names else "Object"
    found = call.run.main.constants.get(name)
    return found if isinstance(found, Module) else Module(name, True)


@method(object, names="respond_to?")
def responds(call: Call) -> Ruby:
    name = text_of(call.required())
    if isinstance(call.receiver, Receiver):
        return call.unknown(f"whether there is `{name}` is not known")
    if isinstance(call.receiver, Instance) and call.receiver.module.find(name) is not None:
        return True
    if isinstance(call.receiver, Module) and call.receiver.find_own(name) is not None:
        return True
    if find_defined(call.run, call.receiver, "respond_to_missing?") is not None:
        asked = [Symbol(name), False]
        return call_method(call.run, call.receiver, "respond_to_missing?", asked, None, call.node)
    return find(call.receiver, name) is not None


@method(object, names="respond_to_missing?")
def responds_to_missing(call: Call) -> Ruby:
    return False


@method(object, names="to_s")
def text(call: Call) -> Ruby:
    if isinstance(call.receiver, Instance):
        message = call.receiver.variables.get("@message")
        return message if message is not None else call.unknown("the object has no text")
    return to_s(call.receiver)


@method(object, names="inspect")
def inspected(call: Call) -> Ruby:
    return inspect(call.receiver)


@method(object, names="freeze dup clone itself taint untaint")
def unchanged(call: Call) -> Ruby:
    if isinstance(call.receiver, Instance) and call.name in ("dup", "clone"):
        return Instance(call.receiver.module, dict(call.receiver.variables))
    return call.receiver


@method(str, list, dict, name="freeze")
def frozen(call: Call) -> Ruby:
    freeze(call.run, call.receiver)
    return call.receiver


@method(str, list, dict, name="clone")
def clone(call: Call) -> Ruby:
    """A copy that is frozen where the original is, unless `freeze: false` is given."""
    copy = call_method(call.run, call.receiver, "dup", [], None, call.node)
    wanted = call.options().get(Symbol("freeze"), is_frozen(call.run, call.receiver))
    if wanted:
        freeze(call.run, copy)
    return copy


@method(object, names="frozen?")
def whether_frozen(call: Call) -> Ruby:
    if isinstance(call.receiver, (str, list, dict)):
        return is_frozen(call.run, call.receiver)
    return not isinstance(call.receiver, Instance)


@method(object, names="tap")
def tap(call: Call) -> Ruby:
    call.run_block(call.receiver)
    return call.receiver


@method(object, names="then yield_self")
def then(call: Call) -> Ruby:
    return call.run_block(call.receiver)


@method(object, names="send public_send __send__", unknowns=True)
def send(call: Call) -> Ruby:
    name = call.required()
    if not isinstance(name, (str, Symbol)):
        return call.unknown("the method to call is not known")
    if call.receiver is call.run.receiver:
        return call_self(call.run, text_of(name), call.arguments[1:], call.block, call.node)
    return call_method(
        call.run, call.receiver, text_of(name), call.arguments[1:], call.block, call.node
    )


@method(object, names="method")
def method_object(call: Call) -> Ruby:
    name, run, node, receiver = text_of(call.required()), call.run, call.node, call.receiver
    if receiver is run.receiver:
        return NativeProc(lambda given: call_self(run, name, given, None, node))
    return NativeProc(lambda given: call_method(run, receiver, name, given, None, node))


@method(object, names="instance_variable_get")
def get_variable(call: Call) -> Ruby:
    return getattr(call.receiver, "variables", {}).get(text_of(call.required()))


@method(object, names="instance_variable_set", unknowns=True)
def set_variable(call: Call) -> Ruby:
    variables = getattr(call.receiver, "variables", None)
    if variables is not None:
        variables[text_of(call.required())] = call.required(1)
    return call.required(1)


@method(object, names="instance_variable_defined?")
def has_variable(call: Call) -> Ruby:
    return text_of(call.required()) in getattr(call.receiver, "variables", {})


@method(object, names="instance_eval instance_exec")
def instance_eval(call: Call) -> Ruby:
    if call.block is None:
        from migrator.read.vagrantfile.ruby.files import evaluate_text

        return evaluate_text(call, call.required(), receiver=call.receiver)
    arguments = call.arguments if call.name == "instance_exec" else [call.receiver]
    return invoke(call.run, call.block, arguments, call.node, receiver=call.receiver)


@method(object, names="define_singleton_method")
def define_singleton(call: Call) -> Ruby:
    name, body = text_of(call.required()), call.block or call.argument(1)
    if isinstance(call.receiver, Module):
        call.receiver.own[name] = body
    else:
        call.run.main.methods[name] = body
    return Symbol(name)


@method(object, names="extend")
def extend(call: Call) -> Ruby:
    for module in call.arguments:
        if isinstance(call.receiver, Module) and isinstance(module, Module):
            if module not in call.receiver.extended:
                call.receiver.extended.append(module)
        elif isinstance(module, Module):
            methods = {n: m for n, m in module.methods.items() if isinstance(m, Method)}
            call.run.main.methods.update(methods)
    return call.receiver


@method(object, names="object_id hash __id__")
def identity(call: Call) -> Ruby:
    return call.unknown("an object's identity differs each time")


@method(object, names="display pp")
def display(call: Call) -> Ruby:
    return None


@method(object, names="instance_variables methods singleton_class public_methods")
def not_followed(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is not followed")


@method(Instance, names="message to_str full_message")
def message(call: Call) -> Ruby:
    found = call.receiver.variables.get("@message")
    return call.receiver.module.name if found is None else found


@method(Instance, names="backtrace")
def backtrace(call: Call) -> Ruby:
    return []
