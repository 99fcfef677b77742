"""Templates: ERB with the variables of the scope, in the Vagrantfile reader's evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.read.puppet.nodes import Node
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import Puppet
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS, Call
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby, Symbol, text_of
from migrator.read.vagrantfile.world.constants import constants
from migrator.read.vagrantfile.world.documents import render_erb
from migrator.read.vagrantfile.world.environment import Environment
from migrator.values import Text, Unknown

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


class Variables(Receiver):
    """`self` and `scope` in a template: variables by their bare names, or looked up."""

    type_name = "a template"

    def __init__(self, compiler: Compiler, scope: Scope, node: Node) -> None:
        self.compiler = compiler
        self.scope = scope
        self.node = node

    def answer(self, call: Call) -> Ruby:
        name = call.name
        if name == "scope":
            return self
        if name in ("lookupvar", "[]", "to_hash", "lookup"):
            return self._look(text_of(call.argument(0, "")))
        if name == "has_variable?":
            return self._look(text_of(call.argument(0, ""))) is not None
        if call.arguments or name in FUNCTIONS:
            return NotImplemented
        value = self._look(name)
        return NotImplemented if value is None else value

    def _look(self, name: str) -> Ruby:
        value = self.compiler.variable(name.removeprefix("::"), self.scope, self.node)
        return to_ruby(value)


def to_ruby(value: Puppet, depth: int = 0) -> Ruby:
    """A value as Ruby has it; undef is the symbol that templates of Puppet 3 see as nil."""
    if depth > 20:
        return None
    if isinstance(value, dict):
        return Hash({key: to_ruby(item, depth + 1) for key, item in value.items()})
    if isinstance(value, list):
        return [to_ruby(item, depth + 1) for item in value]
    if value is None or isinstance(value, (bool, int, float, str, Unknown)):
        return value
    return Symbol(str(value))


def render(compiler: Compiler, name: str, scope: Scope, node: Node) -> Text:
    """A module's template, `module/name.erb`."""
    module, _, rest = name.partition("/")
    path = compiler.modules.file(module, "templates", rest)
    text = compiler.read_file(path) if path is not None else None
    if path is None or text is None:
        return Unknown(f"the template {name} is not in the repository", compiler.source, node.line)
    return _evaluated(compiler, text, path, scope, node)


def render_inline(compiler: Compiler, text: str, scope: Scope, node: Node) -> Text:
    """A template that stands in the manifest."""
    return _evaluated(compiler, text, compiler.source, scope, node)


def _evaluated(compiler: Compiler, text: str, name: str, scope: Scope, node: Node) -> Text:
    run = Interpreter(compiler.setting.project, constants(Environment({}), []))
    known: dict[str, Ruby] = {}
    for each in reversed([*scope.chain(), compiler.node, compiler.top]):
        known.update({key: to_ruby(value) for key, value in each.variables.items()})
    return render_erb(run, text, name, Variables(compiler, scope, node), known)
