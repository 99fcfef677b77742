"""Expressions of manifests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from migrator.read.puppet.nodes import (
    Access,
    Array,
    Binary,
    Call,
    Choice,
    Default,
    Interpolated,
    Lambda,
    Literal,
    Node,
    Parameter,
    Regex,
    Table,
    TypeName,
    Unary,
    Variable,
)
from migrator.read.puppet.tokens import NotPuppet, Token, Tokenizer

MAX_DEPTH = 60
_STRENGTH = {
    "or": 1, "and": 2, "<": 3, ">": 3, "<=": 3, ">=": 3, "==": 4, "!=": 4, "<<": 5, ">>": 5,
    "+": 6, "-": 6, "*": 7, "/": 7, "%": 7, "=~": 8, "!~": 8, "in": 9,
}  # fmt: skip
_WORDS = {"true": True, "false": False, "undef": None}


class ExpressionParser:
    """Reads tokens from left to right."""

    def __init__(self, text: str, tokens: list[Token], depth: int = 0) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0
        self.depth = depth
        self.broken: NotPuppet | None = None

    # --- tokens ----------------------------------------------------------------------------------

    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.peek()
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def accept(self, text: str) -> bool:
        """Take the next token when it is this sign or word."""
        token = self.peek()
        if token.text == text and token.kind in ("sign", "name"):
            self.take()
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            token = self.peek()
            raise NotPuppet(f"`{text}` is missing before `{token.text}`", token.line)

    def span(self, start: Token) -> tuple[int, int, str]:
        """The place and text from a token to the one that was taken last."""
        last = self.tokens[max(self.position - 1, 0)]
        text = self.text[start.start : last.end]
        return start.line, start.line + text.count("\n"), text

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise NotPuppet("it is nested too deeply", self.peek().line)
            yield
        finally:
            self.depth -= 1

    # --- operators -------------------------------------------------------------------------------

    def expression(self, strength: int = 0) -> Node:
        """An expression whose operators bind at least as strongly as `strength`."""
        with self.deeper():
            start = self.peek()
            left = self._unary()
            while True:
                sign = self.peek()
                own = _STRENGTH.get(sign.text, 0) if sign.kind in ("sign", "name") else 0
                if own == 0 or own < strength:
                    break
                self.take()
                left = self.binary(start, sign.text, left, self.expression(own + 1))
            if self.peek().text == "?" and self.peek().kind == "sign":
                left = self._selector(start, left)
            return left

    def binary(self, start: Token, sign: str, left: Node, right: Node) -> Node:
        return Binary(*self.span(start), sign, left, right)

    def _unary(self) -> Node:
        start = self.peek()
        if start.kind == "sign" and start.text in ("!", "-", "*"):
            self.take()
            with self.deeper():
                return Unary(*self.span(start), start.text, self._unary())
        return self._postfix(start, self.primary())

    def _postfix(self, start: Token, left: Node) -> Node:
        """What follows a value directly: `[key]`, `.method`, `? { … }`."""
        while True:
            token = self.peek()
            previous = self.tokens[max(self.position - 1, 0)]
            if token.text == "[" and token.kind == "sign" and token.start == previous.end:
                self.take()
                left = Access(*self.span(start), left, self._list("]"))
            elif token.text == "[" and isinstance(left, (Variable, TypeName)):
                if token.line != previous.line:
                    return left
                self.take()
                left = Access(*self.span(start), left, self._list("]"))
            elif token.text == "." and token.kind == "sign" and self.peek(1).kind == "name":
                self.take()
                left = self._method(start, left)
            elif token.text == "?" and token.kind == "sign":
                left = self._selector(start, left)
            else:
                return left

    def _method(self, start: Token, receiver: Node) -> Node:
        name = self.take().text
        arguments = self._list(")") if self.accept("(") else ()
        block = self._lambda() if self.peek().text == "|" else None
        return Call(*self.span(start), name, (receiver, *arguments), block)

    def _selector(self, start: Token, value: Node) -> Node:
        self.take()
        self.expect("{")
        options: list[tuple[tuple[Node, ...], tuple[Node, ...]]] = []
        while not self.accept("}"):
            wanted = self.expression()
            self.expect("=>")
            options.append(((wanted,), (self.expression(),)))
            self.accept(",")
        return Choice(*self.span(start), value, tuple(options), selects=True)

    # --- values ----------------------------------------------------------------------------------

    def primary(self) -> Node:
        """A value by itself."""
        token = self.take()
        match token.kind:
            case "string":
                return self._string(token)
            case "number":
                return Literal(*self.span(token), _number(token.text))
            case "variable":
                return Variable(*self.span(token), token.text)
            case "regex":
                return Regex(*self.span(token), token.text)
            case "type":
                return TypeName(*self.span(token), token.text)
            case "name":
                return self._name(token)
        if token.text == "[":
            items = self._list("]")
            return Array(*self.span(token), items)
        if token.text == "{":
            return self._table(token)
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        raise NotPuppet(f"`{token.text}` is no value", token.line)

    def _name(self, token: Token) -> Node:
        if token.text in _WORDS:
            return Literal(*self.span(token), _WORDS[token.text])
        if token.text == "default":
            return Default(*self.span(token))
        if self.peek().text == "(" and self.peek().kind == "sign":
            self.take()
            arguments = self._list(")")
            block = self._lambda() if self.peek().text == "|" else None
            return Call(*self.span(token), token.text, arguments, block)
        return Literal(*self.span(token), token.text)

    def _list(self, closing: str) -> tuple[Node, ...]:
        found: list[Node] = []
        while not self.accept(closing):
            found.append(self.expression())
            if not self.accept(","):
                self.expect(closing)
                break
        return tuple(found)

    def _table(self, start: Token) -> Node:
        pairs: list[tuple[Node, Node]] = []
        while not self.accept("}"):
            key = self.expression()
            self.expect("=>")
            pairs.append((key, self.expression()))
            self.accept(",")
        return Table(*self.span(start), tuple(pairs))

    def _lambda(self) -> Lambda:
        start = self.peek()
        parameters = self.parameters("|", "|")
        body = self.block()
        return Lambda(*self.span(start), parameters, body)

    def parameters(self, opening: str, closing: str) -> tuple[Parameter, ...]:
        raise NotImplementedError

    def block(self) -> tuple[Node, ...]:
        raise NotImplementedError

    def _string(self, token: Token) -> Node:
        span = self.span(token)
        if not token.parts:
            return Literal(*span, token.text)
        parts = [part if isinstance(part, str) else self._hole(part.code) for part in token.parts]
        if len(parts) == 1 and isinstance(parts[0], str):
            return Literal(*span, parts[0])
        return Interpolated(*span, tuple(parts))

    def _hole(self, code: str) -> Node:
        """The expression in `${…}`, where a bare name is a variable."""
        word = code.strip()
        bare = word.partition("[")[0].partition(".")[0].strip()
        if bare.replace("::", "").isidentifier() and not word[len(bare) :].startswith("("):
            word = "$" + word
        with self.deeper():
            inner = type(self)(word, Tokenizer(word).read(), self.depth)
            return inner.expression()


def _number(text: str) -> int | float | str:
    """A number; one with a leading zero, such as a file's mode, stays a text."""
    if text[:1] == "0" and text.isdecimal() and len(text) > 1:
        return text
    try:
        return int(text, 0)
    except ValueError:
        return float(text)
