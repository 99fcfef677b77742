"""From statements to the catalogue: conditions, variables, classes and resources."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence

from migrator.read.project import NotReadable
from migrator.read.puppet.catalog import MAX_RESOURCES, Catalog
from migrator.read.puppet.declaring import Declaring
from migrator.read.puppet.definitions import Definitions
from migrator.read.puppet.evaluate import Evaluator
from migrator.read.puppet.functions import FUNCTIONS, FunctionCall
from migrator.read.puppet.hiera import Hiera
from migrator.read.puppet.modules import Modules
from migrator.read.puppet.nodes import (
    Assignment,
    Binary,
    Call,
    Choice,
    Collector,
    Condition,
    Defaults,
    Definition,
    Lambda,
    Node,
    Override,
    Resource,
)
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import Puppet, Reference, flat, truth
from migrator.read.recording import Recording, Setting
from migrator.read.vagrantfile.ruby.charges import steps_of_match
from migrator.read.vagrantfile.ruby.values import Regexp
from migrator.values import Unknown

MAX_STEPS = 200_000
MAX_DEPTH = 60
ARROWS = frozenset({"->", "~>", "<-", "<~"})


class Exhausted(Exception):
    """The manifests are too long to follow to their end."""


class Compiler:
    """One compilation. Statements give the references of what they declare.

    `folder` has the machine's own manifests, relative to the root.
    """

    def __init__(
        self,
        setting: Setting,
        modules: Modules,
        facts: dict[str, Puppet],
        rec: Recording,
        folder: str,
    ) -> None:
        at = setting.provisioner.at
        self.setting = setting
        self.modules = modules
        self.hiera = Hiera(setting, facts)
        self.recording = rec
        self.catalog = Catalog()
        self.definitions = Definitions(modules, rec, folder)
        self.evaluator = Evaluator(self)
        self.top = Scope("")
        self.top.source = at.source
        self.facts = facts
        self.top.variables.update(facts)
        self.top.variables["facts"] = facts
        self.node = self.top
        self.scopes: dict[str, Scope] = {}
        self.source = at.source
        self.undecided: list[str] = []
        self.entered: list[tuple[Sequence[Node], str]] = []
        self.seen: set[int] = set()
        self.late: list[tuple[Node, Scope]] = []
        self.steps = 0
        self.depth = 0
        self.declaring = Declaring(self)

    def step(self) -> None:
        """Count one step; Exhausted when there are too many."""
        self.steps += 1
        if self.steps > MAX_STEPS or len(self.catalog.resources) > MAX_RESOURCES:
            raise Exhausted("the manifests are longer than is followed")

    def affordable(self, pattern: Puppet, *texts: str, flags: str = "") -> Regexp:
        """A pattern, given as one or as text, for `texts`; what matching costs counts as steps."""
        regexp = Regexp(pattern.source if isinstance(pattern, Regexp) else str(pattern), flags)
        self.steps += sum(steps_of_match(regexp, text) for text in texts)
        return regexp

    # --- statements ------------------------------------------------------------------------------

    def enter(self, statements: Sequence[Node], scope: Scope) -> list[Reference]:
        """Run the statements of a manifest or definition, in the file of the scope."""
        self.entered.append((statements, scope.source))
        before, self.source = self.source, scope.source
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise Exhausted("the classes are nested too deeply")
            return self.run(statements, scope)
        finally:
            self.depth -= 1
            self.source = before

    def run(self, statements: Iterable[Node], scope: Scope) -> list[Reference]:
        """Run statements in order."""
        return [found for node in statements for found in self.statement(node, scope)]

    def statement(self, node: Node, scope: Scope) -> list[Reference]:
        """Run one statement."""
        self.step()
        handler = _STATEMENTS.get(type(node))
        if handler is not None:
            return handler(self, node, scope)
        value = self.evaluator.value(node, scope)
        return [item for item in flat(value) if isinstance(item, Reference)]

    def _resource(self, node: Resource, scope: Scope) -> list[Reference]:
        self.seen.add(id(node))
        return self.declaring.resource(node, scope)

    def _chain(self, node: Binary, scope: Scope) -> list[Reference]:
        """`a -> b`: what is declared on the left comes before what is on the right."""
        if node.sign not in ARROWS:
            self.evaluator.value(node, scope)
            return []
        left, right = self.statement(node.left, scope), self.statement(node.right, scope)
        # In a longer chain the left side is one itself, and only its last part counts.
        last = left
        if isinstance(node.left, Binary) and node.left.sign in ARROWS:
            last = self.declaring.last_of(node.left, left)
        for one in last:
            for other in right:
                first, second = (one, other) if node.sign in ("->", "~>") else (other, one)
                self.catalog.relate(first, second, "~" in node.sign)
        self.declaring.chained[id(node)] = right
        return [*left, *right]

    def _defaults(self, node: Defaults, scope: Scope) -> list[Reference]:
        values = self.declaring.attributes(node.attributes, scope)
        scope.defaults.setdefault(node.kind.lower(), {}).update(values)
        return []

    def _later(self, node: Node, scope: Scope) -> list[Reference]:
        """Overrides and collectors work on what is declared in the end."""
        self.late.append((node, scope))
        if isinstance(node, Override):
            return self.statement(node.reference, scope)
        assert isinstance(node, Collector)
        return [Reference("collected", node.kind.lower())]

    def _definition(self, node: Definition, scope: Scope) -> list[Reference]:
        return []

    # --- variables -------------------------------------------------------------------------------

    def assign(self, node: Assignment, scope: Scope) -> Puppet:
        """Set a variable of the scope."""
        value = self.evaluator.value(node.value, scope)
        for name in node.names:
            if node.appends:
                before = self.variable(name, scope, node)
                value = [*flat(before), *flat(value)] if isinstance(before, list) else value
            scope.variables[name] = value
        return value

    def variable(self, name: str, scope: Scope, node: Node) -> Puppet:
        """A variable's value, undef where it is not set; `a::b` is that of the class `a`."""
        outer, separator, last = name.rpartition("::")
        if separator:
            holder = self.scopes.get(outer)
            if holder is None and self.definitions.find("class", outer) is not None:
                self.declaring.include(outer, scope, node, {})
                holder = self.scopes.get(outer)
            return holder.variables.get(last) if holder is not None else None
        for each in (*scope.chain(), self.node, self.top):
            if name in each.variables:
                return each.variables[name]
        return None

    # --- choices ---------------------------------------------------------------------------------

    def condition(self, node: Condition, scope: Scope) -> Puppet:
        """Run the branch that is taken; both, as assumptions, where that is not decided."""
        test = self.evaluator.value(node.test, scope)
        decided = truth(test)
        if decided is None:
            reason = test.reason if isinstance(test, Unknown) else "it is not decided"
            return self._either([node.then, node.otherwise], scope, reason)
        taken = node.then if decided is not node.negated else node.otherwise
        return self.run(taken, scope)

    def case(self, node: Choice, scope: Scope) -> Puppet:
        """Run the option that fits."""
        chosen = self.evaluator.chosen(node, self.evaluator.value(node.value, scope), scope)
        if isinstance(chosen, Unknown):
            return self._either([then for _, then in node.options], scope, chosen.reason)
        return [] if chosen is None else self.run(chosen, scope)

    def _either(
        self, branches: Sequence[Sequence[Node]], scope: Scope, reason: str
    ) -> list[Reference]:
        """Run every branch; a variable that they leave different is unknown behind them."""
        before, found, outcomes = dict(scope.variables), [], []
        self.undecided.append(f"it is not decided: {reason}")
        try:
            for branch in branches:
                scope.variables = dict(before)
                found += self.run(branch, scope)
                outcomes.append(scope.variables)
        finally:
            self.undecided.pop()
        scope.variables = before
        for name in dict.fromkeys(name for outcome in outcomes for name in outcome):
            values = [outcome.get(name) for outcome in outcomes]
            agree = all(value == values[0] for value in values)
            scope.variables[name] = values[0] if agree else Unknown(reason, self.source, 1)
        return found

    # --- calls -----------------------------------------------------------------------------------

    def call(self, node: Call, scope: Scope) -> Puppet:
        """Call a function; one that nobody knows here has an unknown value."""
        arguments = [self.evaluator.value(each, scope) for each in node.arguments]
        function = FUNCTIONS.get(node.name.removeprefix("::"))
        if function is None:
            return self.evaluator.unknown(f"the function {node.name} is not followed", node)
        return function(FunctionCall(self, node.name, arguments, node, scope))

    def block(self, block: Lambda, values: Sequence[Puppet], scope: Scope) -> Puppet:
        """Run a lambda; its value is that of its last statement."""
        inner = Scope(scope.name, scope)
        for place, parameter in enumerate(block.parameters):
            default = parameter.default
            value = values[place] if place < len(values) else None
            if place >= len(values) and default is not None:
                value = self.evaluator.value(default, scope)
            inner.variables[parameter.name] = value
        result: Puppet = None
        for statement in block.body:
            if type(statement) in _STATEMENTS:
                result = self.statement(statement, inner)
            else:
                result = self.evaluator.value(statement, inner)
        return result

    def imported(self, pattern: str, scope: Scope) -> None:
        """`import "x.pp"`: the manifests beside this one that match, as old Puppet has it."""
        folder = posixpath.dirname(scope.source)
        for path in self.setting.project.matching(posixpath.join(folder, pattern)):
            statements = self.definitions.read(path)
            inner = Scope("", self.top)
            inner.source = path
            self.enter(statements, inner)

    def read_file(self, path: str) -> str | None:
        """The text of a file of the repository; None where there is none."""
        try:
            return self.setting.project.text(path)
        except NotReadable:
            return None


_STATEMENTS: dict[type, Callable[..., list[Reference]]] = {
    Resource: Compiler._resource,
    Binary: Compiler._chain,
    Defaults: Compiler._defaults,
    Override: Compiler._later,
    Collector: Compiler._later,
    Definition: Compiler._definition,
    Condition: lambda compiler, node, scope: _declared(compiler.condition(node, scope)),
    Choice: lambda compiler, node, scope: _declared(compiler.evaluator.choice(node, scope)),
}


def _declared(value: Puppet) -> list[Reference]:
    return [item for item in flat(value) if isinstance(item, Reference)]
