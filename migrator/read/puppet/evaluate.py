"""The values of expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from migrator.read.puppet.nodes import (
    Access,
    Array,
    Assignment,
    Binary,
    Call,
    Choice,
    Condition,
    Default,
    Interpolated,
    Literal,
    Node,
    Regex,
    Table,
    TypeName,
    Unary,
    Variable,
)
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import (
    DEFAULT,
    MAX_ITEMS,
    Puppet,
    Reference,
    flat,
    joined,
    same,
    to_text,
    truth,
)
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.regexps import search
from migrator.read.vagrantfile.ruby.values import Regexp
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler

_NUMERIC = re.compile(r"-?\d+(\.\d+)?")


class Evaluator:
    """Evaluates expressions in a scope; what it cannot is an Unknown with its reason."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler

    def value(self, node: Node, scope: Scope) -> Puppet:
        """The value of an expression."""
        self.compiler.step()
        handler = _HANDLERS.get(type(node))
        if handler is None:
            return self.unknown("it has no value that is followed", node)
        return handler(self, node, scope)

    def unknown(self, reason: str, node: Node) -> Unknown:
        """A value that cannot be known."""
        return Unknown(reason, self.compiler.source, node.line)

    # --- values ----------------------------------------------------------------------------------

    def literal(self, node: Literal, scope: Scope) -> Puppet:
        return node.value

    def default(self, node: Default, scope: Scope) -> Puppet:
        return DEFAULT

    def regex(self, node: Regex, scope: Scope) -> Puppet:
        return Regexp(node.pattern)

    def interpolated(self, node: Interpolated, scope: Scope) -> Puppet:
        parts = [part if isinstance(part, str) else self.value(part, scope) for part in node.parts]
        return joined(parts)

    def variable(self, node: Variable, scope: Scope) -> Puppet:
        return self.compiler.variable(node.name, scope, node)

    def array(self, node: Array, scope: Scope) -> Puppet:
        found: list[Puppet] = []
        for item in node.items:
            value = self.value(item, scope)
            found += flat(value) if isinstance(item, Unary) and item.sign == "*" else [value]
        return found

    def table(self, node: Table, scope: Scope) -> Puppet:
        return {
            str(to_text(self.value(key, scope))): self.value(value, scope)
            for key, value in node.pairs
        }

    def type_name(self, node: TypeName, scope: Scope) -> Puppet:
        return Reference("type", node.name)

    def access(self, node: Access, scope: Scope) -> Puppet:
        keys = [self.value(key, scope) for key in node.keys]
        if isinstance(node.base, TypeName):
            titles = [to_text(key) for key in flat(keys)]
            found = [Reference(node.base.name.lower(), str(title)) for title in titles]
            return found[0] if len(found) == 1 else found
        base = self.value(node.base, scope)
        if isinstance(base, Unknown):
            return Unknown(base.reason, base.source, base.line)
        key = keys[0] if keys else None
        if isinstance(base, Mapping):
            return base.get(str(to_text(key)))
        if isinstance(base, (list, str)):
            return _item(base, keys)
        return None

    # --- operators -------------------------------------------------------------------------------

    def unary(self, node: Unary, scope: Scope) -> Puppet:
        value = self.value(node.operand, scope)
        if node.sign == "*":
            return flat(value)
        if isinstance(value, Unknown) and truth(value) is None:
            return value
        if node.sign == "!":
            return not truth(value)
        number = _number(value)
        return self.unknown("it is not a number", node) if number is None else -number

    def binary(self, node: Binary, scope: Scope) -> Puppet:
        left = self.value(node.left, scope)
        if node.sign in ("and", "or"):
            return self._logical(node, left, scope)
        right = self.value(node.right, scope)
        for operand in (left, right):
            if isinstance(operand, Unknown):
                return Unknown(operand.reason, operand.source, operand.line)
        match node.sign:
            case "==" | "!=":
                return same(left, right) is (node.sign == "==")
            case "=~" | "!~":
                found = self.matches(right, left, node, scope)
                return found if isinstance(found, Unknown) else found is (node.sign == "=~")
            case "in":
                return _contains(right, left)
            case "<" | ">" | "<=" | ">=":
                return self._ordered(node, left, right)
            case _:
                return self._calculated(node, left, right)

    def _logical(self, node: Binary, left: Puppet, scope: Scope) -> Puppet:
        """`and` and `or`: a decided operand may settle it whatever the other one is."""
        settles = node.sign == "or"
        first = truth(left)
        if first is settles:
            return settles
        right = self.value(node.right, scope)
        second = truth(right)
        if second is settles:
            return settles
        if first is None or second is None:
            because = left if first is None else right
            return Unknown(because.reason, because.source, because.line)
        return not settles

    def _ordered(self, node: Binary, left: Puppet, right: Puppet) -> Puppet:
        one, other = _number(left), _number(right)
        if one is None or other is None:
            one, other = str(left).lower(), str(right).lower()  # type: ignore[assignment]  # texts have the same order
        order: dict[str, bool] = {
            "<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other  # type: ignore[operator]  # both are numbers or both texts
        }  # fmt: skip
        return order[node.sign]

    def _calculated(self, node: Binary, left: Puppet, right: Puppet) -> Puppet:
        if node.sign in ("+", "<<") and isinstance(left, list):
            added = right if isinstance(right, list) and node.sign == "+" else [right]
            return [*left, *added][:MAX_ITEMS]
        if node.sign == "+" and isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
        if node.sign == "-" and isinstance(left, list):
            return [item for item in left if item not in flat(right)]
        one, other = _number(left), _number(right)
        if one is None or other is None or abs(one) > 1e15 or abs(other) > 1e15:
            return self.unknown("it is not a number", node)
        try:
            return _CALCULATIONS[node.sign](one, other)
        except (ZeroDivisionError, KeyError, OverflowError):
            return self.unknown("it cannot be calculated", node)

    def matches(self, pattern: Puppet, value: Puppet, node: Node, scope: Scope) -> Puppet:
        """Whether a value matches a pattern, whose groups become `$0`, `$1` and so on."""
        if isinstance(pattern, Reference):
            return self.unknown("data types are not followed", node)
        text = str(to_text(value))
        try:
            found = search(self.compiler.affordable(pattern, text), text)
        except Incalculable as reason:
            return self.unknown(str(reason), node)
        if found is not None:
            scope.variables.update({str(place): text for place, text in enumerate(found.groups)})
        return found is not None

    # --- choices ---------------------------------------------------------------------------------

    def choice(self, node: Choice, scope: Scope) -> Puppet:
        """A selector's value. An undecided one is unknown unless all of its options agree."""
        if not node.selects:
            return self.compiler.case(node, scope)
        value = self.value(node.value, scope)
        chosen = self.chosen(node, value, scope)
        if isinstance(chosen, Unknown):
            return chosen
        return None if chosen is None else self.value(chosen[0], scope)

    def chosen(
        self, node: Choice, value: Puppet, scope: Scope
    ) -> tuple[Node, ...] | Unknown | None:
        """What the first option that fits chooses; None where none does."""
        fallback: tuple[Node, ...] | None = None
        undecided: Unknown | None = None
        if isinstance(value, Unknown):
            return Unknown(value.reason, value.source, value.line)
        for wanted, then in node.options:
            for each in wanted:
                option = self.value(each, scope)
                if option is DEFAULT:
                    fallback = then
                    continue
                fits = self._fits(option, value, each, scope)
                if isinstance(fits, Unknown):
                    undecided = undecided or fits
                elif fits:
                    return undecided or then
        return undecided or fallback

    def _fits(self, option: Puppet, value: Puppet, node: Node, scope: Scope) -> Puppet:
        if isinstance(option, Unknown):
            return option
        if isinstance(option, Regexp):
            return self.matches(option, value, node, scope)
        if isinstance(option, list):
            return any(same(each, value) for each in option)
        return same(option, value)

    def condition(self, node: Condition, scope: Scope) -> Puppet:
        return self.compiler.condition(node, scope)

    def call(self, node: Call, scope: Scope) -> Puppet:
        return self.compiler.call(node, scope)

    def assignment(self, node: Assignment, scope: Scope) -> Puppet:
        return self.compiler.assign(node, scope)


def _item(base: list[Puppet] | str, keys: list[Puppet]) -> Puppet:
    numbers = [_number(key) for key in keys]
    if not numbers or any(number is None for number in numbers):
        return None
    first = int(numbers[0] or 0)
    if len(numbers) > 1:
        count = int(numbers[1] or 0)
        return base[first : first + count] if count >= 0 else base[first:]
    return base[first] if -len(base) <= first < len(base) else None


def _contains(collection: Puppet, item: Puppet) -> bool:
    if isinstance(collection, str):
        return str(to_text(item)).lower() in collection.lower()
    if isinstance(collection, Mapping):
        return str(to_text(item)) in collection
    return any(same(each, item) for each in flat(collection))


def _number(value: Puppet) -> int | float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) < 30 and (match := _NUMERIC.fullmatch(value.strip())):
        return float(value) if match[1] else int(value)
    return None


_CALCULATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b if isinstance(a, int) and isinstance(b, int) else a / b,
    "%": lambda a, b: a % b,
}

_HANDLERS: dict[type, Callable[..., Puppet]] = {
    Literal: Evaluator.literal,
    Default: Evaluator.default,
    Regex: Evaluator.regex,
    Interpolated: Evaluator.interpolated,
    Variable: Evaluator.variable,
    Array: Evaluator.array,
    Table: Evaluator.table,
    TypeName: Evaluator.type_name,
    Access: Evaluator.access,
    Unary: Evaluator.unary,
    Binary: Evaluator.binary,
    Choice: Evaluator.choice,
    Condition: Evaluator.condition,
    Call: Evaluator.call,
    Assignment: Evaluator.assignment,
}
