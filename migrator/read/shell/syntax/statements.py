"""Statements of the tree: lists, pipelines, compound commands, and the ledger's units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from tree_sitter import Node as Syntax

from migrator.read.shell.nodes import (
    Arithmetic,
    Assignment,
    Background,
    Case,
    CaseItem,
    Chain,
    Clause,
    CountingFor,
    For,
    Function,
    Group,
    If,
    Negated,
    Node,
    Opaque,
    Pipeline,
    Simple,
    Subshell,
    While,
    Word,
)
from migrator.read.shell.splitting import split_words
from migrator.read.shell.syntax import commands
from migrator.read.shell.syntax.attaching import (
    continues,
    holds_command,
    is_plain,
    target,
    with_redirections,
)
from migrator.read.shell.syntax.commands import REDIRECTS, Source
from migrator.read.shell.syntax.units import Units

MAX_NESTING = 40


class Statements(Units):
    """Reads statements and numbers the units on the way, in the order of the text."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.broken: list[int] = []
        self.depth = 0
        self.kinds: dict[str, Callable[[Syntax], Sequence[Node]]] = {
            "program": self._inside,
            "ERROR": self._error,
            "command": self._command,
            "declaration_command": self._declaration,
            "unset_command": self._declaration,
            "variable_assignment": self._command,
            "variable_assignments": self._command,
            "test_command": self._test,
            "compound_statement": self._compound,
            "subshell": self._subshell,
            "do_group": self._inside,
            "pipeline": self._pipeline,
            "list": self._list,
            "negated_command": self._negated,
            "redirected_statement": self._redirected,
            "if_statement": self._if,
            "for_statement": self._for,
            "c_style_for_statement": self._counting_for,
            "while_statement": self._while,
            "case_statement": self._case,
            "function_definition": self._function,
        }

    # --- sequences ---------------------------------------------------------------------

    def block(self, children: Iterable[Syntax]) -> tuple[Node, ...]:
        """The statements among `children`, in order."""
        found: list[Node] = []
        for child in children:
            if child.type == "&" and found:
                last = found[-1]
                found[-1] = Background(last, last.first, last.after)
            elif child.is_named and child.type not in ("comment", "heredoc_body", "heredoc_end"):
                found.extend(self.statement(child))
        return tuple(found)

    def statement(self, node: Syntax) -> Sequence[Node]:
        kind = self.kinds.get(node.type)
        if kind is None or self.depth >= MAX_NESTING:
            return self._opaque(node, deep=kind is not None)
        first = len(self.spans)
        self.depth += 1
        try:
            found = kind(node)
        finally:
            self.depth -= 1
        if node.has_error and self.claimed is None and not self.covers(node, first):
            del self.spans[first:]
            return self._opaque(node, deep=False)
        return found

    def one(self, nodes: Sequence[Node], first: int) -> Node:
        """A sequence as one node."""
        if len(nodes) == 1:
            return nodes[0]
        return Group(tuple(nodes), *self.range_from(first))

    def _inside(self, node: Syntax) -> Sequence[Node]:
        return self.block(node.children)

    def _error(self, node: Syntax) -> Sequence[Node]:
        self.broken.append(node.start_point[0] + 1)
        return self.block(node.children)

    def _opaque(self, node: Syntax, deep: bool) -> Sequence[Node]:
        """A node that is no statement: a unit only where commands may stand in it."""
        if not deep and not holds_command(node):
            return ()
        why = "it is nested too deeply" if deep else "it is not valid shell"
        unit = self.unit(node, node)
        return (Opaque(why, node.start_point[0] + 1, unit, unit + 1),)

    # --- simple commands -----------------------------------------------------------------

    def _command(self, node: Syntax) -> Sequence[Node]:
        if node.type == "variable_assignment":
            return self._simple([node])
        timed = [child for child in node.children if child.type == "subshell"]
        if timed:
            return self.whole(node, lambda: self.block(timed))
        return self.whole(node, lambda: self._simple(node.children))

    def _simple(self, children: Sequence[Syntax], extra: Sequence[Syntax] = ()) -> Sequence[Node]:
        found: list[Node] = []
        runs = list(commands.runs(self.source, children))
        for index, run in enumerate(runs):
            more = extra if index == len(runs) - 1 else ()
            found.append(self._run(run, more))
        return found

    def _run(self, run: Sequence[Syntax], extra: Sequence[Syntax]) -> Node:
        """One simple command: assignments, words and redirections of one line."""
        unit = self.unit(run[0], extra[-1] if extra else run[-1])
        redirections, hanging = commands.redirections(self.source, [*run, *extra])
        words = commands.words(self.source, run)
        assignments = [
            found
            for child in run
            if child.type == "variable_assignment"
            and (found := commands.assignment(self.source, child))
        ]
        return Simple(
            (*words, *hanging),
            tuple(assignments),
            tuple(redirections),
            run[0].start_point[0] + 1,
            unit,
            unit + 1,
        )

    def _declaration(self, node: Syntax, extra: Sequence[Syntax] = ()) -> Sequence[Node]:
        unit = self.unit(node, extra[-1] if extra else node)
        items: list[Word | Assignment] = []
        for child in node.children:
            if child.type == "variable_assignment":
                if found := commands.assignment(self.source, child):
                    items.append(found)
            else:
                items.extend(commands.words(self.source, [child]))
        redirections, hanging = commands.redirections(self.source, extra)
        line = node.start_point[0] + 1
        return (Simple((*items, *hanging), (), tuple(redirections), line, unit, unit + 1),)

    def _test(self, node: Syntax, extra: Sequence[Syntax] = ()) -> Sequence[Node]:
        line = node.start_point[0] + 1
        opener, closer = node.children[0], node.children[-1]
        if opener.type == "((":
            return (self._arithmetic(node),)
        unit = self.unit(node, extra[-1] if extra else node)
        inside = self.source.text(opener.end_byte, closer.start_byte)
        texts = [opener.type, *split_words(inside, opener.type == "[["), closer.type]
        redirections, _ = commands.redirections(self.source, extra)
        words = tuple(Word(text, line) for text in texts)
        return (Simple(words, (), tuple(redirections), line, unit, unit + 1),)

    def _arithmetic(self, node: Syntax) -> Node:
        unit = self.unit(node, node)
        text = self.source.text(node.children[0].end_byte, node.children[-1].start_byte)
        return Arithmetic(text, node.start_point[0] + 1, unit, unit + 1)

    # --- lists and pipelines ----------------------------------------------------------------

    def _pipeline(self, node: Syntax) -> Sequence[Node]:
        stages = [child for child in node.children if child.is_named and child.type != "comment"]
        # The grammar ties `!` to the first command; the shell means the whole pipeline.
        negated = bool(stages) and stages[0].type == "negated_command"
        if negated:
            stages = [*(child for child in stages[0].children if child.is_named), *stages[1:]]
        if all(is_plain(stage) for stage in stages):
            return self.whole(node, lambda: (self._whole_pipeline(stages, negated),))
        return (self._whole_pipeline(stages, negated),)

    def _whole_pipeline(self, stages: Sequence[Syntax], negated: bool) -> Node:
        first = len(self.spans)
        body = self._stages(stages)
        return Negated(body, *self.range_from(first)) if negated else body

    def _stages(self, stages: Sequence[Syntax], head: Node | None = None) -> Node:
        first = len(self.spans) if head is None else head.first
        found = [] if head is None else [head]
        for stage in stages:
            start = len(self.spans)
            found.append(self.one(self.statement(stage), start))
        return Pipeline(tuple(found), *self.range_from(first))

    def _list(self, node: Syntax) -> Sequence[Node]:
        """`a && b || c`: the tree nests to the left, which is unrolled without recursion."""
        links: list[tuple[str, Syntax]] = []
        while node.type == "list" and node.child_count >= 3:
            links.append((node.children[1].type, node.children[-1]))
            node = node.children[0]
        first = len(self.spans)
        head = self.one(self.statement(node), first)
        items: list[tuple[str, Node]] = []
        for operator, right in reversed(links):
            start = len(self.spans)
            items.append((operator, self.one(self.statement(right), start)))
        return (Chain(head, tuple(items), *self.range_from(first)),)

    def _negated(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        body = self.one(self.block(node.children[1:]), first)
        return (Negated(body, *self.range_from(first)),)

    # --- redirections --------------------------------------------------------------------

    def _redirected(self, node: Syntax) -> Sequence[Node]:
        body = node.child_by_field_name("body")
        redirects = [child for child in node.children if child.type in REDIRECTS]
        if body is None:
            return self._simple(redirects)
        continued = any(continues(redirect) for redirect in redirects)
        if body.type == "command" and not continued:
            return self.whole(node, lambda: self._simple(body.children, redirects))
        if is_plain(body) or continued:
            return self.whole(node, lambda: (self._attached(body, redirects),))
        return (self._attached(body, redirects),)

    def _attached(self, body: Syntax, redirects: Sequence[Syntax]) -> Node:
        first = len(self.spans)
        found = self.one(self.statement(body), first)
        if redirects and self.claimed is None and body.type == "list":
            self._extend(redirects[-1])
        redirections, words = commands.redirections(self.source, redirects)
        line = body.start_point[0] + 1
        text = "".join(
            self.source.of(child) for child in redirects if child.type != "heredoc_redirect"
        )
        compound = not isinstance(target(found), Simple)
        header = self.header(text, redirects[0], redirects[-1]) if compound and redirects else None
        found = with_redirections(found, tuple(redirections), tuple(words), line, header)
        for redirect in redirects:
            found = self._continued(found, redirect)
        return found

    def _extend(self, last: Syntax) -> None:
        """Let the newest unit reach to the end of `last`."""
        span = self.spans.pop()
        self.cut(span.start, last.end_byte, span.line)

    def _continued(self, found: Node, redirect: Syntax) -> Node:
        """What stands behind a heredoc's delimiter: `<<EOF | bash`, `<<EOF && next`."""
        first = len(self.spans)
        operator = ""
        for child in redirect.children:
            if child.type == "pipeline":
                stages = [stage for stage in child.children if stage.is_named]
                found = self._stages(stages, found)
            elif child.type in ("&&", "||"):
                operator = child.type
            elif operator and child.is_named and child.type != "heredoc_body":
                right = self.one(self.statement(child), first)
                found = Chain(found, ((operator, right),), *self.range_from(found.first))
                operator = ""
        return found

    # --- compound commands --------------------------------------------------------------------

    def _compound(self, node: Syntax) -> Sequence[Node]:
        if node.children and node.children[0].type == "((":
            return (self._arithmetic(node),)
        first = len(self.spans)
        body = self.block(node.children)
        return (Group(body, *self.range_from(first)),)

    def _subshell(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        body = self.block(node.children)
        return (Subshell(body, *self.range_from(first)),)

    def _if(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        parts: list[Syntax] = []
        clauses: list[Clause] = []
        otherwise: tuple[Node, ...] = ()
        for child in node.children:
            if child.type == "elif_clause":
                clauses.append(self._clause(child.children))
            elif child.type == "else_clause":
                otherwise = self.block(child.children)
            else:
                parts.append(child)
                if child.type != "fi" and child.next_sibling is not None:
                    following = child.next_sibling.type
                    if following in ("elif_clause", "else_clause", "fi") and not clauses:
                        clauses.append(self._clause(parts))
        return (If(tuple(clauses), otherwise, *self.range_from(first)),)

    def _clause(self, children: Sequence[Syntax]) -> Clause:
        first = len(self.spans)
        then = next(
            (index for index, child in enumerate(children) if child.type == "then"), len(children)
        )
        head = [child for child in children[:then] if child.type not in ("if", "elif", ";")]
        condition = self.block(head)
        text = self.source.text(head[0].start_byte, head[-1].end_byte) if head else ""
        body = self.block(children[then + 1 :])
        return Clause(condition, text, body, *self.range_from(first))

    def _for(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        values = node.children_by_field_name("value")
        body = node.child_by_field_name("body")
        variable = node.child_by_field_name("variable")
        listed = any(child.type == "in" for child in node.children)
        words = tuple(commands.words(self.source, values)) if listed else None
        header = None
        if values:
            header = self.header(
                " ".join(word.text for word in words or ()), node.children[0], values[-1]
            )
        found = self.block([body]) if body is not None else ()
        name = self.source.of(variable) if variable is not None else ""
        line = node.start_point[0] + 1
        return (For(name, words, found, line, header, *self.range_from(first)),)

    def _counting_for(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        body = node.child_by_field_name("body")
        head = node.children[: -1 if body is not None else None]
        header = self.unit(head[0], head[-1])
        text = self.source.text(head[0].start_byte, head[-1].end_byte)
        match = re.search(r"\(\((.*?);(.*?);(.*?)\)\)", text, re.S)
        start, condition, step = match.groups() if match else ("", "0", "")
        found = self.block([body]) if body is not None else ()
        line = node.start_point[0] + 1
        return (CountingFor(start, condition, step, found, line, header, *self.range_from(first)),)

    def _while(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        body = node.child_by_field_name("body")
        head = [child for child in node.children[1:] if child != body and child.type != ";"]
        condition = self.block(head)
        text = self.source.text(head[0].start_byte, head[-1].end_byte) if head else ""
        found = self.block([body]) if body is not None else ()
        until = node.children[0].type == "until"
        return (While(condition, text, found, until, *self.range_from(first)),)

    def _case(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        value = node.child_by_field_name("value")
        line = node.start_point[0] + 1
        subject = Word(self.source.of(value), line) if value is not None else Word("", line)
        header = self.header(subject.text, node.children[0], value) if value is not None else None
        items = [self._item(child) for child in node.children if child.type == "case_item"]
        return (Case(subject, tuple(items), line, header, *self.range_from(first)),)

    def _item(self, node: Syntax) -> CaseItem:
        first = len(self.spans)
        bracket = next((index for index, child in enumerate(node.children) if child.type == ")"), 0)
        values = node.children_by_field_name("value")
        patterns = tuple(commands.words(self.source, values))
        body = self.block(node.children[bracket + 1 :])
        ending = node.child_by_field_name("termination") or node.child_by_field_name("fallthrough")
        terminator = ending.type if ending is not None else ";;"
        return CaseItem(patterns, body, terminator, *self.range_from(first))

    def _function(self, node: Syntax) -> Sequence[Node]:
        first = len(self.spans)
        name = node.child_by_field_name("name")
        body = node.child_by_field_name("body")
        found: Node = Group((), *self.range_from(first))
        if body is not None:
            found = self._attached(
                body, [child for child in node.children if child.type in REDIRECTS]
            )
        label = self.source.of(name) if name is not None else ""
        return (Function(label, found, node.start_point[0] + 1, *self.range_from(first)),)
