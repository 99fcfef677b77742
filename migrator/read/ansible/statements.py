"""Jinja's templates: texts with expressions, loops and branches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from jinja2 import nodes

from migrator.read.ansible.expressions import Evaluator
from migrator.read.ansible.values import as_text, truth, unknown
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown


class LoopControl(Exception):
    """`{% break %}` or `{% continue %}`."""

    def __init__(self, ends: bool) -> None:
        super().__init__("loop control")
        self.ends = ends


class Writer(Evaluator):
    """Writes what a template's statements write; `statements` has the forms that are known."""

    statements: ClassVar[Mapping[type, Callable[[Any, Any], Text]]] = {}

    def text(self, body: list[nodes.Node]) -> Text:
        """What a template's statements write."""
        written: list[Text] = []
        for node in body:
            self.budget.step()
            if isinstance(node, nodes.Output):
                written += [self.written(part) for part in node.nodes]
            elif (write := self.statements.get(type(node))) is not None:
                written.append(write(self, node))
            else:
                written.append(unknown("the template has a form that is not computed here"))
        return self.budget.fits(join(written))

    def written(self, part: nodes.Expr) -> Text:
        if isinstance(part, nodes.TemplateData):
            return str(part.data)
        return as_text(self.value(part))

    def branches(self, node: nodes.If) -> Text:
        for test, body in [(node.test, node.body), *((e.test, e.body) for e in node.elif_)]:
            found = self.value(test)
            known = truth(found)
            if known is None:
                return unknown(found.reason)
            if known:
                return self.text(body)
        return self.text(node.else_)

    def loop(self, node: nodes.For) -> Text:
        items = self.value(node.iter)
        if isinstance(items, Unknown):
            return unknown(items.reason)
        items = list(items) if isinstance(items, (list, tuple, Mapping, str)) else []
        with self.inner():
            if node.test is not None:
                items = [item for item in items if self.kept(node, item)]
            if not items:
                return self.text(node.else_)
            return self.turns(node, items)

    def kept(self, node: nodes.For, item: Any) -> bool:
        self.bind(node.target, item)
        assert node.test is not None
        return truth(self.value(node.test)) is not False

    def turns(self, node: nodes.For, items: list[Any]) -> Text:
        written: list[Text] = []
        for index, item in enumerate(items):
            self.budget.step()
            self.bind(node.target, item)
            self.local["loop"] = {
                "index": index + 1,
                "index0": index,
                "first": index == 0,
                "last": index == len(items) - 1,
                "length": len(items),
            }
            try:
                written.append(self.text(node.body))
            except LoopControl as control:
                if control.ends:
                    break
        return join(written)

    def assign(self, node: nodes.Assign) -> Text:
        self.bind(node.target, self.value(node.node))
        return ""

    def bind(self, target: nodes.Node, value: Any) -> None:
        """Set a name, or the names of a tuple."""
        if isinstance(target, nodes.Name):
            self.local[target.name] = value
        elif isinstance(target, nodes.Tuple):
            parts = list(value) if isinstance(value, (list, tuple)) else []
            for index, name in enumerate(target.items):
                part = parts[index] if index < len(parts) else unknown("a part of an unknown value")
                self.bind(name, part)

    def expression_statement(self, node: nodes.ExprStmt) -> Text:
        self.value(node.node)
        return ""

    def leave(self, node: nodes.Node) -> Text:
        raise LoopControl(isinstance(node, nodes.Break))

    @contextmanager
    def inner(self) -> Iterator[None]:
        """Keep what is set inside from what comes after."""
        before = dict(self.local)
        try:
            yield
        finally:
            self.local = before


Writer.statements = {
    nodes.If: Writer.branches,
    nodes.For: Writer.loop,
    nodes.Assign: Writer.assign,
    nodes.ExprStmt: Writer.expression_statement,
    nodes.Break: Writer.leave,
    nodes.Continue: Writer.leave,
}
