"""Jinja's expressions, computed as far as their values are known.

Jinja itself only parses here. Evaluating its syntax tree by ourselves is what keeps a
hostile template harmless (no Python attribute is ever looked up, and every step and
every text is counted), and what lets a text keep its known parts around an unknown one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes

from migrator.read.ansible.budget import Budget
from migrator.read.ansible.filters import FILTERS, TESTS
from migrator.read.ansible.functions import FUNCTIONS
from migrator.read.ansible.methods import method
from migrator.read.ansible.operators import arithmetic, compared
from migrator.read.ansible.values import Undefined, as_text, truth, undefined, unknown
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown

MAX_NESTING = 60

Names = Callable[[str], Any]
"""Gives a variable's value, an Undefined for one that is not set."""


class Evaluator:
    """Evaluates expressions. `names` looks variables up, `budget` bounds the work.

    `local` has what a template itself sets.
    """

    def __init__(self, names: Names, budget: Budget) -> None:
        self.names = names
        self.budget = budget
        self.local: dict[str, Any] = {}
        self.depth = 0

    def value(self, node: nodes.Node) -> Any:
        """An expression's value; Unknown where it depends on something unknown."""
        self.budget.step()
        self.depth += 1
        try:
            if self.depth > MAX_NESTING:
                return unknown("the expression is nested too deeply")
            compute = _EXPRESSIONS.get(type(node))
            if compute is None:
                return unknown("the expression has a form that is not computed here")
            return self.budget.fits(compute(self, node))
        finally:
            self.depth -= 1

    def values(self, items: list[nodes.Expr]) -> list[Any]:
        return [self.value(item) for item in items]

    def keywords(self, items: Sequence[Any]) -> dict[str, Any]:
        return {str(item.key): self.value(item.value) for item in items}

    def name(self, node: nodes.Name) -> Any:
        return self.local[node.name] if node.name in self.local else self.names(node.name)

    def attribute(self, node: nodes.Getattr) -> Any:
        return self.item(self.value(node.node), node.attr)

    def subscript(self, node: nodes.Getitem) -> Any:
        container = self.value(node.node)
        if isinstance(node.arg, nodes.Slice):
            return self.slice(container, node.arg)
        return self.item(container, self.value(node.arg))

    def slice(self, container: Any, part: nodes.Slice) -> Any:
        ends = [None if end is None else self.value(end) for end in (part.start, part.stop)]
        whole = isinstance(container, (str, list)) and part.step is None
        if whole and all(end is None or isinstance(end, int) for end in ends):
            return container[ends[0] : ends[1]]
        return unknown("a slice that cannot be computed")

    def item(self, container: Any, key: Any) -> Any:
        """`container.key` and `container[key]`."""
        match container, key:
            case Undefined(), _:
                return container
            case Unknown(reason=reason), _:
                return unknown(reason)
            case _, Unknown(reason=reason):
                return unknown(reason)
            case Mapping(), _:
                return container[key] if _has(container, key) else undefined(str(key))
            case list() | tuple() | str(), int():
                inside = -len(container) <= key < len(container)
                return container[key] if inside else undefined(f"item {key}")
            case _:
                return undefined(str(key))

    def call(self, node: nodes.Call) -> Any:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return unknown("a call whose arguments cannot be computed")
        arguments, keywords = self.values(node.args), self.keywords(node.kwargs)
        if isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS:
            return FUNCTIONS[node.node.name](self, arguments, keywords)
        if isinstance(node.node, nodes.Getattr):
            return method(self.value(node.node.node), node.node.attr, arguments, self.budget)
        return unknown("a call of something that is not known here")

    def filter(self, node: nodes.Filter) -> Any:
        subject = self.value(node.node) if node.node is not None else ""
        return self.filtered(node.name, subject, self.values(node.args), self.keywords(node.kwargs))

    def filtered(self, name: str, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        """Apply the filter `name`, with or without the name of its collection."""
        chosen = FILTERS.get(name.rpartition(".")[2])
        if chosen is None:
            if isinstance(subject, Unknown):
                return subject
            return unknown(f"the filter {name} is not computed here")
        return chosen(self, subject, given, named)

    def test(self, node: nodes.Test) -> Any:
        return self.tested(node.name, self.value(node.node), self.values(node.args))

    def tested(self, name: str, subject: Any, given: list[Any]) -> Any:
        """Apply the test `name`: True, False, or an Unknown."""
        chosen = TESTS.get(name.rpartition(".")[2])
        if chosen is None:
            return unknown(f"the test {name} is not computed here")
        return chosen(self, subject, given)

    def negation(self, node: nodes.Not) -> Any:
        found = self.value(node.node)
        known = truth(found)
        return found if known is None else not known

    def conjunction(self, node: nodes.And) -> Any:
        left = self.value(node.left)
        if truth(left) is False:
            return left
        right = self.value(node.right)
        return right if truth(left) or truth(right) is False else left

    def disjunction(self, node: nodes.Or) -> Any:
        left = self.value(node.left)
        if truth(left):
            return left
        right = self.value(node.right)
        return right if truth(left) is False or truth(right) else left

    def choice(self, node: nodes.CondExpr) -> Any:
        test = self.value(node.test)
        known = truth(test)
        if known is None:
            return unknown(test.reason)
        if known:
            return self.value(node.expr1)
        return self.value(node.expr2) if node.expr2 is not None else ""

    def comparison(self, node: nodes.Compare) -> Any:
        left = self.value(node.expr)
        for operand in node.ops:
            right = self.value(operand.expr)
            found = compared(operand.op, left, right)
            if found is not True:
                return found
            left = right
        return True

    def operation(self, node: nodes.BinExpr) -> Any:
        return arithmetic(node.operator, self.value(node.left), self.value(node.right))

    def concatenation(self, node: nodes.Concat) -> Text:
        return join([as_text(self.value(item)) for item in node.nodes])

    def sign(self, node: nodes.UnaryExpr) -> Any:
        found = self.value(node.node)
        if isinstance(found, (int, float)):
            return -found if isinstance(node, nodes.Neg) else found
        return found if isinstance(found, Unknown) else unknown("a sign before what is no number")

    def mapping(self, node: nodes.Dict) -> dict[str, Any]:
        return {str(self.value(pair.key)): self.value(pair.value) for pair in node.items}


def _has(container: Mapping[Any, Any], key: Any) -> bool:
    try:
        return key in container
    except TypeError:
        return False


_EXPRESSIONS: dict[type, Callable[[Evaluator, Any], Any]] = {
    nodes.Const: lambda self, node: node.value,
    nodes.TemplateData: lambda self, node: node.data,
    nodes.List: lambda self, node: self.values(node.items),
    nodes.Tuple: lambda self, node: self.values(node.items),
    nodes.Name: Evaluator.name,
    nodes.Getattr: Evaluator.attribute,
    nodes.Getitem: Evaluator.subscript,
    nodes.Call: lambda self, node: self.call(node),
    nodes.Filter: lambda self, node: self.filter(node),
    nodes.Test: Evaluator.test,
    nodes.Not: Evaluator.negation,
    nodes.And: Evaluator.conjunction,
    nodes.Or: Evaluator.disjunction,
    nodes.CondExpr: Evaluator.choice,
    nodes.Compare: Evaluator.comparison,
    nodes.Concat: Evaluator.concatenation,
    nodes.Dict: Evaluator.mapping,
    nodes.Neg: Evaluator.sign,
    nodes.Pos: Evaluator.sign,
    nodes.Add: Evaluator.operation,
    nodes.Sub: Evaluator.operation,
    nodes.Mul: Evaluator.operation,
    nodes.Div: Evaluator.operation,
    nodes.FloorDiv: Evaluator.operation,
    nodes.Mod: Evaluator.operation,
    nodes.Pow: Evaluator.operation,
}
