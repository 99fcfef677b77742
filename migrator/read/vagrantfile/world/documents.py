"""`YAML`, `JSON` and `ERB`: settings files and templates of the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.files import evaluate_text
from migrator.read.vagrantfile.ruby.identity import current
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.running import guarded
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.texts import to_s
from migrator.read.vagrantfile.ruby.values import Hash, Module, Receiver, Ruby, Symbol, text_of
from migrator.read.vagrantfile.syntax import parse
from migrator.read.vagrantfile.world.files import path_of, read_text
from migrator.read.vagrantfile.world.namespace import Namespace
from migrator.read.vagrantfile.world.yaml_text import load_yaml
from migrator.values import Text, Unknown

YAML = Namespace("YAML")
JSON = Namespace("JSON")
ERB = Namespace("ERB")
YAML.constants["VERSION"] = "4.0.3"
_STANDARD_ERROR = Module("StandardError", True)
for _library, _error in ((JSON, "ParserError"), (JSON, "JSONError"), (YAML, "SyntaxError")):
    _library.constants[_error] = Module(f"{_library.type_name}::{_error}", True, _STANDARD_ERROR)


@YAML.declares("load_file safe_load_file unsafe_load_file parse_file")
def load_file(call: Call) -> Ruby:
    return _yaml(call, read_text(call, path_of(call)))


@YAML.declares("load safe_load unsafe_load")
def load(call: Call) -> Ruby:
    text = call.required()
    if not isinstance(text, str):
        from migrator.read.vagrantfile.world.streams import Stream

        text = text.content if isinstance(text, Stream) else str(text)
    return _yaml(call, text)


def _yaml(call: Call, text: str) -> Ruby:
    value = load_yaml(str(text))
    return _with_symbol_keys(value) if call.options().get(Symbol("symbolize_names")) else value


@YAML.declares("dump")
def dump(call: Call) -> Ruby:
    return call.unknown("writing YAML is not followed")


@JSON.declares("parse load parse! load_file")
def parse_json(call: Call) -> Ruby:
    text = read_text(call, path_of(call)) if call.name == "load_file" else call.required()
    try:
        value = _from_json(json.loads(str(text)), [0])
    except (ValueError, RecursionError) as error:
        raise WrongUse("it is not JSON", "JSON::ParserError") from error
    return _with_symbol_keys(value) if call.options().get(Symbol("symbolize_names")) else value


def _from_json(value: object, count: list[int]) -> Ruby:
    count[0] += 1
    if count[0] > limits.MAX_ITEMS:
        raise Incalculable("the document is too large")
    if isinstance(value, dict):
        return Hash({key: _from_json(item, count) for key, item in value.items()})
    if isinstance(value, list):
        return [_from_json(item, count) for item in value]
    return value


def _with_symbol_keys(value: Ruby) -> Ruby:
    if isinstance(value, dict):
        return Hash(
            {
                Symbol(key) if isinstance(key, str) else key: _with_symbol_keys(item)
                for key, item in value.items()
            }
        )
    return [_with_symbol_keys(item) for item in value] if isinstance(value, list) else value


@JSON.declares("generate dump pretty_generate")
def generate(call: Call) -> Ruby:
    return json_text(call.required(), pretty=call.name == "pretty_generate")


@method(str, Symbol, int, float, bool, type(None), list, dict, name="to_json")
def to_json(call: Call) -> Ruby:
    return json_text(call.receiver)


@method(str, Symbol, int, float, bool, type(None), list, dict, name="to_yaml")
def to_yaml(call: Call) -> Ruby:
    return call.unknown("writing YAML is not followed")


def json_text(value: Ruby, pretty: bool = False) -> str:
    """A value as Ruby's `to_json` writes it."""
    plain = _to_json(value, [0])
    if pretty:
        text = json.dumps(plain, indent=2, ensure_ascii=False)
        return re.sub(r"^( *)(.*)([\[{])([\]}])(,?)$", _open, text, flags=re.MULTILINE)
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False)


def _open(found: re.Match[str]) -> str:
    """An empty array or object over several lines, as Ruby 3.1 writes it."""
    indent, before, opening, closing, comma = found.groups()
    blank = "\n" if opening == "[" else ""
    return f"{indent}{before}{opening}\n{blank}{indent}{closing}{comma}"


def _to_json(value: Ruby, count: list[int], depth: int = 0) -> object:
    count[0] += 1
    if count[0] > limits.MAX_ITEMS or depth > 40:
        raise Incalculable("the value is too large")
    if isinstance(value, Unknown):
        raise Incalculable(value.reason)
    if isinstance(value, dict):
        return {
            str(to_s(unkey(key))): _to_json(item, count, depth + 1) for key, item in value.items()
        }
    if isinstance(value, list):
        return [_to_json(item, count, depth + 1) for item in value]
    return value.name if isinstance(value, Symbol) else value


# --- templates --------------------------------------------------------------------------------


@ERB.declares("new", unknowns=True)
def new_template(call: Call) -> Ruby:
    text = call.required()
    if not isinstance(text, str):
        return call.unknown("the template is not known")
    mode = call.options().get(Symbol("trim_mode")) or call.argument(2)
    return Template(str(text), mode if isinstance(mode, str) else "")


class Template(Receiver):
    """An ERB template; it is evaluated like everything else."""

    type_name = "ERB"

    def __init__(self, text: str, trim_mode: str) -> None:
        self.code = ruby_of(text, trim_mode)

    def answer(self, call: Call) -> Ruby:
        if call.name == "result_with_hash":
            return self._result(call, Scope(Frame(None, call.node.source.name)), call.options())
        if call.name in ("result", "run"):
            scope = call.argument(0)
            return self._result(call, scope if isinstance(scope, Scope) else call.run.scope, Hash())
        return NotImplemented

    def _result(self, call: Call, scope: Scope, values: Hash) -> Ruby:
        run: Interpreter = call.run
        inner = Scope(scope.frame, scope)
        for name, value in values.items():
            inner.variables[text_of(name)] = value
        inner.variables["_erbout"] = ""
        with run.inside(inner):
            evaluate_text(call, self.code)
            return current(run, inner.variables["_erbout"])


def render_erb(
    run: Interpreter, text: str, name: str, receiver: Receiver, variables: Mapping[str, Ruby]
) -> Text:
    """What the template in the file `name` gives, for its `self` and its `@variables`."""
    template = Template(text, "-")
    scope = Scope(Frame(receiver, name))
    result: Ruby = None
    before = run.instance_variables
    run.instance_variables = {f"@{key}": value for key, value in variables.items()}
    try:
        with guarded(run), run.inside(scope):
            call = Call(run, template, "result", [scope], None, parse(name, "").root)
            result = template.answer(call)
    finally:
        run.instance_variables = before
    if isinstance(result, Unknown):
        return result
    if isinstance(result, str):
        return str.__str__(result)
    why = "the template cannot be followed" if run.exhausted is None else run.exhausted.reason
    return Unknown(why, name, 1)


_TAG = re.compile(r"<%%|<%(=|#|-)?(.*?)(-)?%>(\n)?", re.DOTALL)


def ruby_of(text: str, trim_mode: str = "") -> str:
    """A template as Ruby code that appends to `_erbout`."""
    code: list[str] = []
    last = 0
    for tag in _TAG.finditer(text):
        before = text[last : tag.start()]
        last = tag.end()
        kind, inner, newline = tag[1] or "", tag[2] or "", tag[4] or ""
        if tag[0] == "<%%":
            code.append(_literal(before + "<%"))
            continue
        if kind == "-":
            before = re.sub(r"[ \t]+\Z", "", before)
        code.append(_literal(before))
        if kind == "=":
            code.append(f"_erbout << (({inner}).to_s)\n")
        elif kind != "#":
            code.append(f"{inner}\n")
        trims = (tag[3] and "-" in trim_mode) or ">" in trim_mode or ("<>" in trim_mode)
        if newline and not trims:
            code.append(_literal(newline))
    code.append(_literal(text[last:]))
    return "".join(code)


def _literal(text: str) -> str:
    if not text:
        return ""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"_erbout << '{escaped}'\n"
