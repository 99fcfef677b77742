"""Method calls: evaluating arguments, and finding who answers."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Break, Incalculable, Raised, WrongUse
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates, shorten
from migrator.read.vagrantfile.ruby.procs import Keywords, invoke, run_method
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS, METHODS, BuiltIn, Call, Native, find
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Instance,
    Method,
    Module,
    NativeProc,
    Proc,
    Range,
    Receiver,
    Ruby,
    Symbol,
)
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_PYTHON_ERRORS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@evaluates("call")
def call(run: Interpreter, node: Node) -> Ruby:
    fields = node.fields
    receiver_node, method_node = fields.get("receiver"), fields.get("method")
    if method_node is not None and method_node.kind == "super":
        from migrator.read.vagrantfile.ruby.definitions import call_super

        return call_super(run, evaluate_arguments(run, fields.get("arguments"), None)[0], node)
    name = _method_name(method_node)
    if receiver_node is None:
        return call_function(run, name, node, fields.get("arguments"), fields.get("block"))
    receiver = run.evaluate(receiver_node)
    operator = fields.get("operator")
    if operator is not None and operator.word == "&." and receiver is None:
        return None
    arguments, block = evaluate_arguments(run, fields.get("arguments"), fields.get("block"))
    if name in MUTATORS and isinstance(receiver, (str, Unknown)):
        from migrator.read.vagrantfile.ruby.assignment import mutate_text

        return mutate_text(run, receiver_node, receiver, name, arguments, block, node)
    try:
        return call_method(run, receiver, name, arguments, block, node)
    except Break as leaving:
        if leaving.owner is not block or block is None:
            raise
        return leaving.value


# Methods that change a string in place.
MUTATORS = frozenset(
    "<< concat replace prepend insert gsub! sub! strip! lstrip! rstrip! chomp! chop! squeeze! "
    "upcase! downcase! capitalize! swapcase! tr! delete! reverse! slice! force_encoding "
    "encode! clear []=".split()
)


def _method_name(node: Node | None) -> str:
    """The name; a call of nothing but arguments, `f.(1)`, is `call`."""
    if node is None:
        return "call"
    return node.word or node.text


def call_function(
    run: Interpreter, name: str, node: Node, arguments_node: Node | None, block_node: Node | None
) -> Ruby:
    """Call a name without a receiver: a method of `self`, else one of Ruby's functions."""
    arguments, block = evaluate_arguments(run, arguments_node, block_node)
    try:
        return call_self(run, name, arguments, block, node)
    except Break as leaving:
        if leaving.owner is not block or block is None:
            raise
        return leaving.value


def call_self(run: Interpreter, name: str, arguments: list[Ruby], block: Ruby, node: Node) -> Ruby:
    """Call a method of `self`, private ones and Ruby's functions included."""
    receiver = run.receiver
    defined = find_defined(run, receiver, name)
    if defined is not None:
        return run_defined(run, defined, receiver, name, arguments, block, node)
    if isinstance(receiver, Receiver):
        answer = _answer(run, receiver, name, arguments, block, node)
        if answer is not NotImplemented:
            return answer
    own = find(receiver, name) if isinstance(receiver, (Module, Instance)) else None
    function = own or FUNCTIONS.get(name)
    if function is not None:
        return run_builtin(run, function, receiver, name, arguments, block, node)
    if receiver is not None or name in METHODS[object]:
        return call_method(run, receiver, name, arguments, block, node)
    return fail(run, "NameError", f"undefined method or variable `{name}`", node)


def find_defined(run: Interpreter, receiver: Ruby, name: str) -> Method | object | None:
    """A method of the repository that `receiver` answers `name` with."""
    found = None
    if isinstance(receiver, Instance):
        found = receiver.module.find(name)
    elif isinstance(receiver, Module):
        found = receiver.find_own(name)
    elif run.patched:
        for module in run.patched.get(type(receiver), ()):
            found = found or module.methods.get(name)
    return found or run.main.methods.get(name)


def run_defined(
    run: Interpreter,
    defined: object,
    receiver: Ruby,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Run a method that the repository (or a class made by it) defines."""
    if isinstance(defined, Method):
        return run_method(run, defined, receiver, arguments, block, node)
    if isinstance(defined, Proc):
        return invoke(run, defined, arguments, node, receiver, block)
    if callable(defined):
        return _guarded(defined, Call(run, receiver, name, _plain(arguments), block, node))
    return run.unknown("the method cannot be called", node)


def call_method(
    run: Interpreter, receiver: Ruby, name: str, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """Call a method of a receiver; what cannot be answered is an unknown with a doubt."""
    run.steps += 1
    if isinstance(receiver, Unknown):
        return _call_unknown(run, receiver, name, arguments, block, node)
    if isinstance(receiver, Receiver):
        answer = _answer(run, receiver, name, arguments, block, node)
        if answer is not NotImplemented:
            return answer
    elif isinstance(receiver, (Instance, Module)) or run.patched:
        defined = find_defined(run, receiver, name)
        if defined is not None and defined is not run.main.methods.get(name):
            return run_defined(run, defined, receiver, name, arguments, block, node)
    builtin = find(receiver, name)
    if builtin is not None:
        return run_builtin(run, builtin, receiver, name, arguments, block, node)
    if receiver is run.receiver and name in run.main.methods:
        return run_defined(run, run.main.methods[name], receiver, name, arguments, block, node)
    if isinstance(receiver, (Instance, Module)):
        return _missing(run, receiver, name, arguments, block, node)
    what = f"undefined method `{name}` for {type_name(receiver)}"
    return fail(run, "NoMethodError", what, node)


def _missing(
    run: Interpreter,
    receiver: Instance | Module,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Let `method_missing` answer, where there is one."""
    is_object = isinstance(receiver, Instance)
    finder = receiver.module.find if isinstance(receiver, Instance) else receiver.find_own
    missing = finder("method_missing")
    if missing is not None:
        return run_defined(run, missing, receiver, name, [Symbol(name), *arguments], block, node)
    owner = receiver.module.name if isinstance(receiver, Instance) else receiver.name
    what = f"undefined method `{name}` for {'an instance of ' if is_object else ''}{owner}"
    return fail(run, "NoMethodError", what, node)


def _answer(
    run: Interpreter,
    receiver: Receiver,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """What a part of the world or of Vagrant answers."""
    return _guarded(receiver.answer, Call(run, receiver, name, _plain(arguments), block, node))


def run_builtin(
    run: Interpreter,
    builtin: BuiltIn,
    receiver: Ruby,
    name: str,
    arguments: list[Ruby],
    block: Ruby,
    node: Node,
) -> Ruby:
    """Run one of Ruby's own methods."""
    arguments = _plain(arguments)
    if not builtin.takes_unknowns:
        for argument in arguments:
            if isinstance(argument, Unknown):
                return Unknown(argument.reason, argument.source, argument.line)
    return _guarded(builtin.function, Call(run, receiver, name, arguments, block, node))


def _guarded(answer: Native, call: Call) -> Ruby:
    """Run Python code that answers for Ruby, within the limits of sizes."""
    run, name, node = call.run, call.name, call.node
    try:
        result = answer(call)
    except Incalculable as reason:
        return run.unknown(str(reason), node)
    except WrongUse as error:
        return fail(run, error.kind, str(error), node)
    except _PYTHON_ERRORS as error:
        return fail(run, "TypeError", f"`{name}` is used wrongly: {shorten(error)}", node)
    if isinstance(result, str) and len(result) > limits.MAX_TEXT:
        return run.unknown("the text is too long", node)
    if isinstance(result, (list, dict)) and len(result) > limits.MAX_ITEMS:
        return run.unknown("the collection is too large", node)
    if type(result) is int and result.bit_length() > limits.MAX_INTEGER_BITS:
        return run.unknown("the number is too large", node)
    return result


def _plain(arguments: list[Ruby]) -> list[Ruby]:
    """The arguments with the keywords as an ordinary hash at the end."""
    if arguments and type(arguments[-1]) is Keywords:
        return [*arguments[:-1], as_hash(arguments[-1])]
    return arguments


def as_hash(keywords: Keywords) -> Hash:
    """Keyword arguments as a hash of their own."""
    result = Hash(keywords)
    result.unsure = keywords.unsure
    return result


def fail(run: Interpreter, kind: str, message: str, node: Node) -> Ruby:
    """What Ruby would raise: given to a `rescue` around, else an unknown with a doubt."""
    if run.rescuers:
        raise Raised(kind, message)
    if not run.undecided:
        run.doubt(shorten(node.text), f"Ruby would stop here: {message}", node)
    return run.unknown(message, node)


# Methods of a text that leave its known parts as they are.
_KEEPS_PARTS = frozenset("to_s to_str freeze dup clone itself chomp strip rstrip lstrip".split())


def _call_unknown(
    run: Interpreter, receiver: Unknown, name: str, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """Call a method of a value that is not known."""
    if name in _KEEPS_PARTS and block is None:
        return receiver
    if (
        name in ("+", "<<", "concat")
        and len(arguments) == 1
        and ((isinstance(arguments[0], str) and len(receiver.parts) > 1) or name == "+")
    ):
        from migrator.read.vagrantfile.ruby.texts import concatenate

        if isinstance(arguments[0], (str, Unknown)):
            return concatenate([receiver, arguments[0]])
    if isinstance(block, Proc):
        run.doubt(shorten(node.text), f"the block is not followed, because {receiver.reason}", node)
    return Unknown(receiver.reason, receiver.source, receiver.line)


# --- arguments ------------------------------------------------------------------------------


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
        elif kind != "heredoc_body":
            arguments.append(run.evaluate(child))
    if keywords is not None and (keywords or keywords.unsure is not None):
        arguments.append(keywords)
    if block_node is not None:
        block = Proc(block_node, run.scope)
    return arguments, block


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
        return value
    if isinstance(value, dict):
        return [[key, item] for key, item in value.items()]
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
        return NativeProc(
            lambda arguments: call_method(
                run, arguments[0] if arguments else None, value.name, arguments[1:], None, node
            )
        )
    return value


_TYPE_NAMES = (
    (bool, "a boolean"), (str, "a string"), (int, "an integer"), (float, "a float"),
    (Symbol, "a symbol"), (list, "an array"), (dict, "a hash"), (Range, "a range"),
)  # fmt: skip


def type_name(value: Ruby) -> str:
    """What kind of value it is, for messages."""
    if value is None:
        return "nil"
    if isinstance(value, Receiver):
        return value.type_name
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), "an object")
