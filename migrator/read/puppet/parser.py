"""Manifests to syntax trees: statements and definitions."""

from __future__ import annotations

from migrator.read.puppet.expressions import ExpressionParser
from migrator.read.puppet.nodes import (
    Assignment,
    Body,
    Call,
    Choice,
    Collector,
    Condition,
    Defaults,
    Definition,
    Literal,
    Node,
    Override,
    Parameter,
    Resource,
    TypeName,
)
from migrator.read.puppet.tokens import NotPuppet, Token, Tokenizer

ARROWS = frozenset({"->", "~>", "<-", "<~"})
_KEYWORDS = frozenset(
    {"if", "unless", "case", "class", "define", "node", "else", "elsif", "function", "type"}
)
_STARTS = frozenset({"string", "variable", "name", "type", "number"})


class Parser(ExpressionParser):
    """One manifest. What cannot be read ends the parse; what was read before is kept."""

    def manifest(self) -> tuple[Node, ...]:
        """The statements up to the end, or up to the first that is not of the language."""
        found: list[Node] = []
        while self.peek().kind != "end":
            try:
                found.append(self.statement())
            except NotPuppet as error:
                self.broken = error
                self._recover()
        return tuple(found)

    def _recover(self) -> None:
        """Go on behind the next brace that closes at the left margin."""
        while self.peek().kind != "end":
            token = self.take()
            if token.text == "}" and self._begins_line(token):
                return

    def _begins_line(self, token: Token) -> bool:
        return token.start == 0 or self.text[token.start - 1] == "\n"

    def block(self) -> tuple[Node, ...]:
        """Statements in braces."""
        self.expect("{")
        found: list[Node] = []
        while not self.accept("}"):
            found.append(self.statement())
        return tuple(found)

    def statement(self) -> Node:
        """One statement, with what arrows chain to it."""
        with self.deeper():
            start = self.peek()
            left = self._simple()
            while self.peek().text in ARROWS and self.peek().kind == "sign":
                sign = self.take().text
                left = self.binary(start, sign, left, self._simple())
            self.accept(";")
            return left

    def _simple(self) -> Node:
        token, following = self.peek(), self.peek(1)
        if token.kind == "sign" and token.text in ("@", "@@"):
            self.take()
            return self._resource(virtual=True)
        if token.kind == "name" and (keyword := self._keyword(token, following)) is not None:
            return keyword
        if token.kind == "name" and following.text == "{" and following.kind == "sign":
            return self._resource()
        if token.kind == "type":
            return self._of_type()
        if token.kind == "variable" and following.text in ("=", "+="):
            return self._assignment()
        if token.kind == "name" and self._is_bare_call(token, following):
            return self._bare_call()
        return self.expression()

    def _keyword(self, token: Token, following: Token) -> Node | None:
        match token.text:
            case "if" | "unless":
                return self._condition()
            case "case":
                return self._case()
            case "class" if following.text == "{":
                return self._resource()
            case "class" | "define" | "function":
                return self._definition()
            case "node" if following.text != "=>":
                return self._node()
            case "type" if following.kind == "type":
                self.take()
                return self.expression()
        return None

    def _is_bare_call(self, token: Token, following: Token) -> bool:
        """Whether a name is a function whose arguments follow on the line without brackets."""
        if token.text in _KEYWORDS or following.line != token.line:
            return False
        return following.kind in _STARTS or (following.text == "[" and following.start > token.end)

    def _bare_call(self) -> Node:
        start = self.take()
        arguments = [self.expression()]
        while self.accept(","):
            if self.peek().text in ("}", ")"):
                break
            arguments.append(self.expression())
        return Call(*self.span(start), start.text, tuple(arguments))

    def _assignment(self) -> Node:
        start = self.take()
        appends = self.take().text == "+="
        value = self.expression_or_statement()
        return Assignment(*self.span(start), (start.text,), value, appends)

    def expression_or_statement(self) -> Node:
        """A value, which may be that of an `if` or `case`."""
        if self.peek().text in ("if", "unless", "case") and self.peek().kind == "name":
            return self._simple()
        return self.expression()

    # --- definitions -----------------------------------------------------------------------------

    def _definition(self) -> Node:
        start = self.take()
        name = self.take().text
        parameters = self.parameters("(", ")") if self.peek().text == "(" else ()
        inherits = self.take().text if self.accept("inherits") else None
        if self.accept(">>"):
            self.expression()
        body = self.block()
        return Definition(*self.span(start), start.text, name, parameters, inherits, body)

    def _node(self) -> Node:
        start = self.take()
        matches = [self._node_name()]
        while self.accept(","):
            matches.append(self._node_name())
        inherits = self.take().text if self.accept("inherits") else None
        body = self.block()
        name = str(matches[0].value) if isinstance(matches[0], Literal) else ""
        return Definition(*self.span(start), "node", name, (), inherits, body, tuple(matches))

    def _node_name(self) -> Node:
        """A host's name, quoted or bare with its dots, `default`, or a pattern."""
        start = self.peek()
        if start.kind != "name" or start.text == "default":
            return self.primary()
        name = self.take().text
        while self.accept("."):
            name += f".{self.take().text}"
        return Literal(*self.span(start), name)

    def parameters(self, opening: str, closing: str) -> tuple[Parameter, ...]:
        """Parameters with their types, which are read over, and their defaults."""
        self.expect(opening)
        found: list[Parameter] = []
        while not self.accept(closing):
            while self.peek().kind != "variable":
                if self.peek().text in (closing, "") and self.peek().kind != "type":
                    raise NotPuppet("a parameter has no name", self.peek().line)
                self.take()
            name = self.take().text
            default = self.expression() if self.accept("=") else None
            found.append(Parameter(name, default))
            self.accept(",")
        return tuple(found)

    # --- conditions ------------------------------------------------------------------------------

    def _condition(self) -> Node:
        start = self.take()
        test = self.expression()
        then = self.block()
        otherwise: tuple[Node, ...] = ()
        if self.peek().text == "elsif":
            with self.deeper():
                otherwise = (self._condition(),)
        elif self.accept("else"):
            if self.peek().text == "if":
                otherwise = (self._condition(),)
            else:
                otherwise = self.block()
        return Condition(*self.span(start), test, then, otherwise, start.text == "unless")

    def _case(self) -> Node:
        start = self.take()
        value = self.expression()
        self.expect("{")
        options: list[tuple[tuple[Node, ...], tuple[Node, ...]]] = []
        while not self.accept("}"):
            wanted = [self.expression()]
            while self.accept(","):
                wanted.append(self.expression())
            self.expect(":")
            options.append((tuple(wanted), self.block()))
        return Choice(*self.span(start), value, tuple(options), selects=False)

    # --- resources -------------------------------------------------------------------------------

    def _resource(self, virtual: bool = False) -> Node:
        start = self.take()
        self.expect("{")
        bodies: list[Body] = []
        while not self.accept("}"):
            bodies.append(self._body())
            if not self.accept(";") and self.peek().text != "}":
                raise NotPuppet("a resource does not end", self.peek().line)
        return Resource(*self.span(start), start.text, tuple(bodies), virtual)

    def _body(self) -> Body:
        start = self.peek()
        title = self.expression()
        self.expect(":")
        attributes = self._attributes()
        return Body(*self.span(start), title, attributes)

    def _attributes(self) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        while self.peek().text not in (";", "}") or self.peek().kind == "string":
            name = self.take().text
            if self.peek().text not in ("=>", "+>"):
                raise NotPuppet("an attribute has no value", self.peek().line)
            self.take()
            found.append((name, self.expression_or_statement()))
            if not self.accept(","):
                break
        return tuple(found)

    def _of_type(self) -> Node:
        """What begins with a type's name: defaults, overrides, collectors, references."""
        start, following = self.peek(), self.peek(1)
        if following.text == "{":
            self.take()
            self.expect("{")
            attributes = self._attributes()
            self.accept(";")
            self.expect("}")
            return Defaults(*self.span(start), start.text, attributes)
        if following.text in ("<|", "<<|"):
            return self._collector()
        reference = self.expression()
        if self.peek().text == "{" and not isinstance(reference, TypeName):
            self.expect("{")
            attributes = self._attributes()
            self.accept(";")
            self.expect("}")
            return Override(*self.span(start), reference, attributes)
        return reference

    def _collector(self) -> Node:
        start = self.take()
        self.take()
        words: list[Token] = []
        while self.peek().text not in ("|>", "|>>"):
            if self.peek().kind == "end":
                raise NotPuppet("a collector has no end", start.line)
            words.append(self.take())
        self.take()
        titled = len(words) == 3 and words[0].text == "title" and words[1].text == "=="
        attributes: tuple[tuple[str, Node], ...] = ()
        if self.accept("{"):
            attributes = self._attributes()
            self.accept(";")
            self.expect("}")
        title = words[2].text if titled else None
        return Collector(*self.span(start), start.text, title, attributes)


def parse(text: str) -> tuple[tuple[Node, ...], NotPuppet | None]:
    """A manifest's statements, and the first place that is not of the language."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tokenizer = Tokenizer(text)
    parser = Parser(text, tokenizer.read())
    statements = parser.manifest()
    return statements, tokenizer.broken or parser.broken
