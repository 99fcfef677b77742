"""Running blocks, lambdas and methods: binding parameters, and what ends a run."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Next, Raised, Return
from migrator.read.vagrantfile.ruby.identity import own_items
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Hash, Method, NativeProc, Proc, Ruby, Symbol
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

KEEP = object()


class Keywords(Hash):
    """The `name: value` arguments of a call, until a method takes them."""

    __slots__ = ()


def as_hash(keywords: Keywords) -> Hash:
    """Keyword arguments as a hash of their own."""
    result = Hash(keywords)
    result.unsure = keywords.unsure
    return result


def invoke(
    run: Interpreter,
    proc: Ruby,
    arguments: list[Ruby],
    node: Node,
    receiver: Ruby = KEEP,
    block: Ruby = None,
) -> Ruby:
    """Call a proc. `receiver` replaces `self`, as `instance_eval` does."""
    if isinstance(proc, Unknown):
        return proc
    if isinstance(proc, NativeProc):
        return proc.call(arguments)
    if not isinstance(proc, Proc):
        return run.unknown("what is called is not a block", node)
    if run.depth >= limits.MAX_CALLS_DEEP:
        return run.unknown("the calls are nested too deeply", node)
    scope = Scope(_frame(proc, receiver), proc.scope)
    before, breaks_to = run.scope, run.breaks_to
    run.scope, run.breaks_to = scope, proc
    run.depth += 1
    try:
        bind_block(run, proc, arguments, block)
        body = proc.node.fields.get("body")
        return run.evaluate(body) if body is not None else None
    except Next as leaving:
        return leaving.value
    except Return as leaving:
        if proc.is_lambda and leaving.frame is proc.frame:
            return leaving.value
        raise
    finally:
        run.depth -= 1
        run.scope, run.breaks_to = before, breaks_to


def _frame(proc: Proc, receiver: Ruby) -> Frame:
    frame = proc.scope.frame
    if receiver is KEEP:
        return frame
    return Frame(receiver, frame.file, frame.module, frame.block, frame.method, frame.arguments)


def run_method(
    run: Interpreter, method: Method, receiver: Ruby, arguments: list[Ruby], block: Ruby, node: Node
) -> Ruby:
    """Call a method of the repository."""
    if run.depth >= limits.MAX_CALLS_DEEP:
        return run.unknown("the calls are nested too deeply", node)
    definition = method.node
    frame = Frame(receiver, definition.source.name, method.owner, block, method, arguments)
    before, breaks_to = run.scope, run.breaks_to
    run.scope, run.breaks_to = Scope(frame), None
    run.depth += 1
    try:
        parameters = definition.fields.get("parameters")
        bind(run, parameters.children if parameters else [], arguments, block)
        body = definition.fields.get("body")
        value = run.evaluate(body) if body is not None else None
        return value if frame.unsure is None else frame.unsure
    except Return as leaving:
        if leaving.frame is not frame:
            raise
        return leaving.value if frame.unsure is None else frame.unsure
    finally:
        run.depth -= 1
        run.scope, run.breaks_to = before, breaks_to


# --- parameters -----------------------------------------------------------------------------


def bind_block(run: Interpreter, proc: Proc, arguments: list[Ruby], block: Ruby) -> None:
    """Bind a block's parameters: missing ones are nil, a lone array is spread."""
    parameters = proc.node.fields.get("parameters")
    if parameters is None and proc.node.kind == "lambda":
        parameters = None
    variables = run.scope.variables
    if parameters is None:
        if arguments:
            variables["_1"] = variables["it"] = arguments[0]
            spread = arguments[0] if len(arguments) == 1 else arguments
            if isinstance(spread, list) and _mentions(proc.node, "_2"):
                variables.update({f"_{place + 1}": item for place, item in enumerate(spread[:9])})
        return
    own = _block_locals(parameters)
    variables.update(dict.fromkeys((each.word for each in own), None))
    wanted = [child for child in parameters.children if child not in own]
    takes_many = len([w for w in wanted if w.kind not in ("block_parameter",)]) > 1 or (
        len(wanted) == 1 and parameters.text.rstrip("| \t").endswith(",")
    )
    if len(arguments) == 1 and takes_many and not proc.is_lambda:
        if isinstance(arguments[0], list):
            arguments = arguments[0]
            own_items(arguments)
        elif isinstance(arguments[0], Unknown):
            whole = arguments[0]
            arguments = [Unknown(whole.reason, whole.source, whole.line) for _ in wanted]
    bind(run, wanted, arguments, block, strict=proc.is_lambda)


def _block_locals(parameters: Node) -> list[Node]:
    """The variables behind the `;` of `|a; b, c|`, which are the block's own."""
    if "locals" not in parameters.fields:
        return []
    start = parameters.fields["locals"].start
    return [child for child in parameters.children if child.start >= start]


def _mentions(node: Node, word: str) -> bool:
    return word.encode() in node.source.content[node.start : node.end]


def bind(
    run: Interpreter, wanted: list[Node], arguments: list[Ruby], block: Ruby, strict: bool = True
) -> None:
    """Give the parameters of the current scope their values."""
    variables = run.scope.variables
    if all(parameter.kind == "identifier" for parameter in wanted):
        given = [Hash(item) if type(item) is Keywords else item for item in arguments]
        if strict and len(given) != len(wanted):
            _wrong_count(run, len(given), len(wanted))
        for place, parameter in enumerate(wanted):
            variables[parameter.word] = given[place] if place < len(given) else None
        return
    arguments, keywords = _split_keywords(wanted, arguments)
    places = _positional_places(wanted, len(arguments))
    taken = 0
    for parameter in wanted:
        count = places.get(id(parameter))
        if count is not None:
            _bind_positional(run, parameter, arguments[taken : taken + count])
            taken += count
        elif parameter.kind == "keyword_parameter":
            _bind_keyword(run, parameter, keywords)
        elif parameter.kind == "hash_splat_parameter":
            name = parameter.fields.get("name")
            variables[name.word if name else "**"] = Hash(keywords)
        elif parameter.kind == "block_parameter":
            name = parameter.fields.get("name")
            variables[name.word if name else "&"] = block


def _wrong_count(run: Interpreter, given: int, wanted: int) -> None:
    if run.rescuers:
        counts = f"given {given}, expected {wanted}"
        raise Raised("ArgumentError", f"wrong number of arguments ({counts})")


def _split_keywords(wanted: list[Node], arguments: list[Ruby]) -> tuple[list[Ruby], Hash]:
    """The keyword arguments, when the parameters ask for some."""
    takes = any(each.kind in ("keyword_parameter", "hash_splat_parameter") for each in wanted)
    last = arguments[-1] if arguments else None
    if takes and isinstance(last, Hash) and all(isinstance(key, Symbol) for key in last):
        return arguments[:-1], Hash(last)
    return [Hash(item) if type(item) is Keywords else item for item in arguments], Hash()


_REQUIRED = ("identifier", "destructured_parameter")


def _positional_places(wanted: list[Node], given: int) -> dict[int, int]:
    """How many arguments each positional parameter takes, by the parameter's identity."""
    required = sum(each.kind in _REQUIRED for each in wanted)
    spare = max(0, given - required)
    places: dict[int, int] = {}
    for each in wanted:
        if each.kind in _REQUIRED:
            places[id(each)] = 1
        elif each.kind == "optional_parameter":
            places[id(each)] = 1 if spare else 0
            spare -= 1 if spare else 0
    for each in wanted:
        if each.kind == "splat_parameter":
            places[id(each)] = spare
    return places


def _bind_positional(run: Interpreter, parameter: Node, values: list[Ruby]) -> None:
    variables = run.scope.variables
    if parameter.kind == "identifier":
        variables[parameter.word] = values[0] if values else None
    elif parameter.kind == "destructured_parameter":
        value = values[0] if values else None
        bind(run, parameter.children, value if isinstance(value, list) else [value], None, False)
    elif parameter.kind == "splat_parameter":
        name = parameter.fields.get("name")
        variables[name.word if name else "*"] = list(values)
    else:
        default = parameter.fields.get("value")
        value = values[0] if values else default and run.evaluate(default)
        variables[parameter.fields["name"].word] = value


def _bind_keyword(run: Interpreter, parameter: Node, keywords: Hash) -> None:
    name = parameter.fields["name"].word
    default = parameter.fields.get("value")
    if Symbol(name) in keywords:
        value = keywords.pop(Symbol(name))
    elif default is not None:
        value = run.evaluate(default)
    elif run.rescuers:
        raise Raised("ArgumentError", f"missing keyword: :{name}")
    else:
        value = run.unknown(f"the keyword argument `{name}` is missing", parameter)
    run.scope.variables[name] = value


def arity(proc: Ruby) -> int:
    """How many plain parameters a block names, as Vagrant asks of provider blocks."""
    if not isinstance(proc, Proc):
        return 1
    parameters = proc.node.fields.get("parameters")
    if parameters is None:
        return 0
    kinds = [each.kind for each in parameters.children if each not in _block_locals(parameters)]
    required = sum(kind in _REQUIRED for kind in kinds)
    if "splat_parameter" in kinds or (proc.is_lambda and "optional_parameter" in kinds):
        return -required - 1
    return required
