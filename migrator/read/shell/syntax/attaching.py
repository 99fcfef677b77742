"""Questions about nodes of the tree, and where a redirection belongs."""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node as Syntax

from migrator.read.shell.nodes import (
    Chain,
    Negated,
    Node,
    Pipeline,
    Redirected,
    Redirection,
    Simple,
    Word,
)
from migrator.read.shell.syntax.commands import REDIRECTS

PLAIN = frozenset(
    {
        "command",
        "declaration_command",
        "unset_command",
        "test_command",
        "variable_assignment",
        "variable_assignments",
    }
)


def holds_command(node: Syntax) -> bool:
    """Whether a command stands anywhere in `node`."""
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type in PLAIN or current.type == "command_name":
            return True
        pending.extend(current.named_children)
    return False


def is_plain(node: Syntax) -> bool:
    """Whether `node` is a simple command or a pipeline of them, with its redirections."""
    pending = [node]
    while pending:
        current = pending.pop()
        if current.type in ("redirected_statement", "negated_command", "pipeline"):
            pending.extend(
                child
                for child in current.children
                if child.is_named and child.type not in REDIRECTS and child.type != "comment"
            )
        elif current.type not in PLAIN:
            return False
    return True


def continues(redirect: Syntax) -> bool:
    return redirect.type == "heredoc_redirect" and any(
        child.type in ("pipeline", "&&", "||") for child in redirect.children
    )


def target(node: Node) -> Node:
    """The node that a redirection after `node` belongs to."""
    while True:
        if isinstance(node, Pipeline) and node.stages:
            node = node.stages[-1]
        elif isinstance(node, Chain) and node.items:
            node = node.items[-1][1]
        elif isinstance(node, Negated):
            node = node.body
        else:
            return node


def with_redirections(
    node: Node,
    redirections: tuple[Redirection, ...],
    words: tuple[Word, ...],
    line: int,
    header: int | None,
) -> Node:
    """`node` with redirections on the part of it that they belong to."""
    if not redirections:
        return node
    if isinstance(node, Simple):
        return replace(
            node,
            words=(*node.words, *words),
            redirections=(*node.redirections, *redirections),
        )
    if isinstance(node, Pipeline) and node.stages:
        last = with_redirections(node.stages[-1], redirections, words, line, header)
        return replace(node, stages=(*node.stages[:-1], last))
    if isinstance(node, Chain) and node.items:
        operator, right = node.items[-1]
        last = with_redirections(right, redirections, words, line, header)
        return replace(node, items=(*node.items[:-1], (operator, last)))
    if isinstance(node, Negated):
        return replace(node, body=with_redirections(node.body, redirections, words, line, header))
    after = max(node.after, header + 1 if header is not None else 0)
    return Redirected(node, redirections, line, header, node.first, after)
