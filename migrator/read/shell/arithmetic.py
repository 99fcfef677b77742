"""Shell arithmetic: whole numbers, variables, the usual operators."""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile(
    r"\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|\*\*|<<=|>>=|<<|>>|&&|\|\||[-+*/%&|^=!<>]=|\+\+|--|[-+*/%()<>!~&|^?:=,])",
    re.ASCII,
)
LEVELS = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
    "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10, "**": 11,
}  # fmt: skip
MAX_TOKENS = 100
MAX_DEPTH = 20
LIMIT = 1 << 63


class Undecided(Exception):
    """The expression's value cannot be known, or it is not valid."""


class Calculator:
    """Evaluates one expression; `get` reads a variable, `set` assigns to one."""

    def __init__(self, get: Callable[[str], int], set: Callable[[str, int], None]) -> None:
        self.get = get
        self.set = set
        self.tokens: list[str] = []
        self.position = 0
        self.depth = 0

    def value(self, expression: str) -> int:
        """The value; Undecided when it cannot be known."""
        self.tokens = self._tokens(expression)
        self.position = 0
        if not self.tokens:
            return 0
        result = self._comma()
        if self.position < len(self.tokens):
            raise Undecided(expression)
        return result

    def _tokens(self, expression: str) -> list[str]:
        found: list[str] = []
        position = 0
        expression = expression.rstrip()
        while position < len(expression):
            match = TOKEN.match(expression, position)
            if match is None or len(found) >= MAX_TOKENS:
                raise Undecided(expression)
            found.append(match[1])
            position = match.end()
        return found

    def _peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self.position += 1
        return token

    def _comma(self) -> int:
        result = self._assignment()
        while self._peek() == ",":
            self._take()
            result = self._assignment()
        return result

    def _assignment(self) -> int:
        following = self.tokens[self.position + 1 : self.position + 2]
        if following and re.fullmatch(r"=|[-+*/%&|^]=|<<=|>>=", following[0]):
            name, operator = self._take(), self._take()
            if not re.match(r"[A-Za-z_]", name):
                raise Undecided(name)
            value = self._assignment()
            if operator != "=":
                value = _apply(operator[:-1], self.get(name), value)
            self.set(name, value)
            return value
        condition = self._binary(1)
        if self._peek() != "?":
            return condition
        self._take()
        first = self._assignment()
        if self._take() != ":":
            raise Undecided("?")
        second = self._assignment()
        return first if condition else second

    def _binary(self, level: int) -> int:
        left = self._unary()
        while LEVELS.get(self._peek(), 0) >= level:
            operator = self._take()
            right = self._binary(LEVELS[operator] + (operator != "**"))
            left = _apply(operator, left, right)
        return left

    def _unary(self) -> int:
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise Undecided("it is nested too deeply")
            return self._operand()
        finally:
            self.depth -= 1

    def _operand(self) -> int:
        token = self._take()
        if token in ("-", "+", "!", "~"):
            value = self._unary()
            return {"-": -value, "+": value, "!": int(not value), "~": ~value}[token]
        if token in ("++", "--"):
            name = self._take()
            return self._store(name, self.get(name) + (1 if token == "++" else -1))
        if token == "(":
            value = self._comma()
            if self._take() != ")":
                raise Undecided("(")
            return value
        if token[:1].isdecimal():
            return _number(token)
        if not re.fullmatch(r"[A-Za-z_]\w*", token):
            raise Undecided(token)
        value = self.get(token)
        if self._peek() in ("++", "--"):
            self._store(token, value + (1 if self._take() == "++" else -1))
        return value

    def _store(self, name: str, value: int) -> int:
        self.set(name, value)
        return value


def _number(token: str) -> int:
    try:
        if token[:2].lower() == "0x":
            return int(token, 16)
        return int(token, 8 if token.startswith("0") and len(token) > 1 else 10)
    except ValueError as error:
        raise Undecided(token) from error


def _apply(operator: str, left: int, right: int) -> int:
    """The result of one operation, in the 64 bits that a shell has."""
    if operator in ("/", "%") and right == 0:
        raise Undecided("division by zero")
    if operator in ("<<", ">>", "**") and not 0 <= right < 64:
        raise Undecided(operator)
    match operator:
        case "/":
            result = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        case "%":
            result = left - right * _apply("/", left, right)
        case "&&":
            result = int(bool(left) and bool(right))
        case "||":
            result = int(bool(left) or bool(right))
        case _:
            result = _PYTHON[operator](left, right)
    return (result + LIMIT) % (2 * LIMIT) - LIMIT


_PYTHON: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "**": lambda a, b: a**b,
    "<<": lambda a, b: a << b,
    ">>": lambda a, b: a >> b,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b),
    "<": lambda a, b: int(a < b),
    ">": lambda a, b: int(a > b),
    "<=": lambda a, b: int(a <= b),
    ">=": lambda a, b: int(a >= b),
}
