"""Evaluating Salt's templates: imports, macros and Salt's own tags, on Ansible's evaluator.

A condition that rests on something unknown is taken as met, a loop over something unknown
as run once: the states inside are then seen. `doubts` notes where; `untaken` has the
stretches of branches that were not taken, so that their states are accounted for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes

from migrator.read.ansible.budget import Budget
from migrator.read.ansible.expressions import Names
from migrator.read.ansible.statements import Writer
from migrator.read.ansible.values import Undefined, as_json, truth, undefined, unknown
from migrator.read.salt.functions import call_salt
from migrator.read.salt.lines import marked, plain
from migrator.values import Text, Unknown

MAX_CALLS = 30

Load = Callable[["SlsWriter", str], "nodes.Template | str"]
"""Gives the syntax tree of `salt://NAME`, or why there is none."""
Read = Callable[[str, str], Any]
"""Reads a text as yaml, json or text."""


class Macro:
    """A macro, or a thing that a template exports."""

    def __init__(self, node: nodes.Macro, writer: SlsWriter) -> None:
        self.node = node
        self.writer = writer


class SlsWriter(Writer):
    """Writes one template; `load` finds the templates that it imports."""

    def __init__(self, names: Names, budget: Budget, load: Load, read: Read) -> None:
        super().__init__(names, budget)
        self.load = load
        self.read = read
        self.doubts: list[tuple[int, str]] = []
        self.untaken: list[tuple[int, str]] = []
        self.calls = 0
        self.with_marks = True

    def written(self, part: nodes.Expr) -> Text:
        if isinstance(part, nodes.TemplateData):
            return marked(str(part.data), part.lineno) if self.with_marks else str(part.data)
        return super().written(part)

    # --- statements ------------------------------------------------------------------------------

    def choose(self, node: nodes.If) -> Text:
        """Write the first branch whose condition is met or cannot be told."""
        written: Text | None = None
        for test, body in [(node.test, node.body), *((e.test, e.body) for e in node.elif_)]:
            if written is None and self._is_met(test):
                written = self.text(body)
            else:
                self._leave_out(body)
        if written is not None:
            self._leave_out(node.else_)
            return written
        return self.text(node.else_)

    def _is_met(self, test: nodes.Node) -> bool:
        found = self.value(test)
        if isinstance(found, Unknown) and not isinstance(found, Undefined):
            self.doubts.append((test.lineno, f"a condition is taken as met: {found.reason}"))
            return True
        return truth(found) is True

    def _leave_out(self, body: list[nodes.Node]) -> None:
        for node in body:
            for data in node.find_all(nodes.TemplateData):
                self.untaken.append((data.lineno, str(data.data)))

    def repeat(self, node: nodes.For) -> Text:
        items = self.value(node.iter)
        if isinstance(items, Unknown):
            if not isinstance(items, Undefined):
                self.doubts.append((node.lineno, f"a loop is run once: {items.reason}"))
            item = unknown("an item of something that is not known")
            with self.inner():
                return self.turns(node, [item])
        return self.loop(node)

    def assign_block(self, node: nodes.AssignBlock) -> Text:
        """`{% set x %}…{% endset %}` and `{% load_yaml as x %}…{% endload %}`."""
        text = plain(self.text(node.body))
        wanted = node.filter.name if node.filter is not None else "load_text"
        self.bind(node.target, self.filtered(wanted, text, [], {}))
        return ""

    def include(self, node: nodes.Include) -> Text:
        other = self._other(node.template)
        if isinstance(other, Unknown):
            return other
        writer, template = other
        writer.local = self.local
        return writer.text(template.body)

    def import_all(self, node: nodes.Import) -> Text:
        self.local[node.target] = self._exports(node.template)
        return ""

    def import_names(self, node: nodes.FromImport) -> Text:
        found = self._exports(node.template)
        for name in node.names:
            source, target = (name, name) if isinstance(name, str) else name
            self.local[target] = self.item(found, source)
        return ""

    def _exports(self, name: nodes.Expr) -> Any:
        """What a template sets at its top."""
        other = self._other(name)
        if isinstance(other, Unknown):
            return other
        writer, template = other
        writer.text(template.body)
        return dict(writer.local)

    def _other(self, expression: nodes.Expr) -> tuple[SlsWriter, nodes.Template] | Unknown:
        name = self.value(expression)
        if isinstance(name, Unknown):
            return name
        if self.calls > MAX_CALLS:
            return unknown("its templates import one another")
        template = self.load(self, str(name))
        if isinstance(template, str):
            return unknown(template)
        writer = SlsWriter(self.names, self.budget, self.load, self.read)
        writer.calls, writer.with_marks = self.calls + 1, False
        return writer, template

    def define(self, node: nodes.Macro) -> Text:
        self.local[node.name] = Macro(node, self)
        return ""

    def scoped(self, node: nodes.With) -> Text:
        with self.inner():
            for target, value in zip(node.targets, node.values, strict=True):
                self.bind(target, self.value(value))
            return self.text(node.body)

    def nested(self, node: nodes.Scope) -> Text:
        return self.text(node.body)

    def filter_block(self, node: nodes.FilterBlock) -> Text:
        found = self.filtered(node.filter.name, self.text(node.body), [], {})
        return found if isinstance(found, (str, Unknown)) else ""

    # --- expressions -----------------------------------------------------------------------------

    def call(self, node: nodes.Call) -> Any:
        asked = _asked_of_salt(node.node)
        if asked is not None:
            name = self.value(asked) if isinstance(asked, nodes.Expr) else asked
            return call_salt(self, name, self.values(node.args), self.keywords(node.kwargs))
        macro = self._macro(node.node)
        if macro is not None:
            return self._called(macro, self.values(node.args), self.keywords(node.kwargs))
        return super().call(node)

    def _macro(self, node: nodes.Expr) -> Macro | None:
        if isinstance(node, nodes.Name):
            found = self.local.get(node.name)
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            holder = self.local.get(node.node.name)
            found = holder.get(node.attr) if isinstance(holder, dict) else None
        else:
            found = None
        return found if isinstance(found, Macro) else None

    def _called(self, macro: Macro, given: list[Any], named: Mapping[str, Any]) -> Text:
        if self.calls > MAX_CALLS:
            return unknown("its macros call one another")
        writer = SlsWriter(self.names, self.budget, self.load, self.read)
        writer.calls, writer.with_marks = self.calls + 1, False
        writer.local = dict(macro.writer.local)
        node = macro.node
        defaults = [None] * (len(node.args) - len(node.defaults)) + list(node.defaults)
        for index, (target, default) in enumerate(zip(node.args, defaults, strict=True)):
            if index < len(given):
                writer.local[target.name] = given[index]
            elif target.name in named:
                writer.local[target.name] = named[target.name]
            elif default is not None:
                writer.local[target.name] = writer.value(default)
            else:
                writer.local[target.name] = undefined(target.name)
        return writer.text(node.body)

    def filtered(self, name: str, subject: Any, given: list[Any], named: dict[str, Any]) -> Any:
        verb, _, form = name.partition("_")
        if verb in ("load", "import") and form in ("yaml", "json", "text"):
            if isinstance(subject, Unknown):
                return subject
            if verb == "load":
                return self.read(form, str(subject))
            return self._imported(form, str(subject))
        if name in ("yaml", "json", "tojson", "yaml_encode", "yaml_dquote"):
            return as_json(subject)
        return super().filtered(name, subject, given, named)

    def _imported(self, form: str, path: str) -> Any:
        other = self._other(nodes.Const(path))
        if isinstance(other, Unknown):
            return other
        writer, template = other
        text = writer.text(template.body)
        return text if isinstance(text, Unknown) else self.read(form, text)


def _asked_of_salt(node: nodes.Expr) -> nodes.Expr | str | None:
    """The function's name in `salt['pillar.get']`, `salt.pillar.get`; None for other calls."""
    if isinstance(node, nodes.Getitem) and _is_salt(node.node):
        return node.arg
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Getattr):
        inner = node.node
        return f"{inner.attr}.{node.attr}" if _is_salt(inner.node) else None
    return None


def _is_salt(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Name) and node.name in ("salt", "__salt__")


SlsWriter.statements = {
    **Writer.statements,
    nodes.If: SlsWriter.choose,
    nodes.For: SlsWriter.repeat,
    nodes.AssignBlock: SlsWriter.assign_block,
    nodes.Include: SlsWriter.include,
    nodes.Import: SlsWriter.import_all,
    nodes.FromImport: SlsWriter.import_names,
    nodes.Macro: SlsWriter.define,
    nodes.With: SlsWriter.scoped,
    nodes.Scope: SlsWriter.nested,
    nodes.FilterBlock: SlsWriter.filter_block,
}
