"""Quoted literals: strings, symbols and regular expressions with interpolation."""

from __future__ import annotations

import re

from migrator.read.vagrantfile.ruby.identity import anew
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.texts import concatenate, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Regexp, Ruby, Symbol, located
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

_SIMPLE_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "s": " ", "0": "\0", "e": "\x1b", "a": "\a",
    "b": "\b", "f": "\f", "v": "\v", "\n": "",
}  # fmt: skip


@evaluates("delimited_symbol", "bare_symbol")
def delimited_symbol(run: Interpreter, node: Node) -> Ruby:
    text = _joined(run, node)
    return text if isinstance(text, Unknown) else Symbol(text)


@evaluates("character")
def character(run: Interpreter, node: Node) -> Ruby:
    return unescape(node.word[1:]) if node.word[1:2] == "\\" else node.word[1:]


@evaluates("string", "bare_string", "chained_string")
def string(run: Interpreter, node: Node) -> Ruby:
    text = _joined(run, node)
    if isinstance(text, str) and "\n" in text and text.count("\n") == node.text.count("\n"):
        return located(text, run.at(node))
    if isinstance(text, str) and "\n" not in text:
        return located(text, run.at(node))
    return anew(text)


@evaluates("subshell")
def subshell(run: Interpreter, node: Node) -> Ruby:
    return run.unknown("a command of the host is not executed", node)


@evaluates("regex")
def regex(run: Interpreter, node: Node) -> Ruby:
    source = _joined(run, node, escapes=False)
    if isinstance(source, Unknown):
        return source
    return Regexp(source, re.sub(r"[^imx]", "", node.text.rpartition(_closer(node))[2]))


def _closer(node: Node) -> str:
    opening = node.text[:3]
    if not opening.startswith("%"):
        return "/"
    return {"{": "}", "(": ")", "[": "]", "<": ">"}.get(opening[2:3], opening[2:3])


def _joined(run: Interpreter, node: Node, escapes: bool = True) -> str | Unknown:
    """The text of a quoted literal with its interpolations."""
    raw = node.kind in ("string", "delimited_symbol") and node.text.startswith(
        ("'", "%q", ":'", "%s")
    )
    parts: list[str | Unknown] = []
    end = _content_start(node)
    for child in node.children:
        if end is not None:
            if child.start > end:
                parts.append(lost_text(run, node, end, child.start, raw))
            end = child.end if child.kind != "heredoc_body" else None
        if child.kind == "string_content":
            parts.append(_content(node, child.word, raw))
        elif child.kind == "escape_sequence":
            parts.append(unescape(child.text) if escapes else child.text)
        elif child.kind == "interpolation":
            parts.append(interpolated(run, child))
        elif child.kind in ("string", "chained_string"):
            parts.append(_joined(run, child))
        elif child.kind != "heredoc_body":
            parts.append(text_or_unknown(run, run.evaluate(child), node))
    if len(parts) == 1:
        return parts[0]
    run.spend(sum(len(part) for part in parts if isinstance(part, str)) // 1024, node)
    return concatenate(parts)


def _content(node: Node, text: str, raw: bool) -> str:
    if "\\" not in text:
        return text
    if node.kind == "bare_string":
        return re.sub(r"\\([\s\\()\[\]{}<>])", r"\1", text)
    return _single_quoted(text) if raw else text


_OPENING = re.compile(r":?[\"'`]|%[a-zA-Z]?[^a-zA-Z0-9\s]|/")


def _content_start(node: Node) -> int | None:
    """The byte behind the opening quote; None for what has none."""
    if node.kind not in ("string", "delimited_symbol", "regex"):
        return None
    opening = _OPENING.match(node.between(node.start, node.start + 3))
    return node.start + len(opening[0].encode()) if opening is not None else None


def lost_text(run: Interpreter, node: Node, start: int, end: int, raw: bool) -> str | Unknown:
    r"""A piece of a text that the grammar takes for a comment, such as `#\q`."""
    text = node.between(start, end)
    if raw:
        return text
    if "#{" in text:
        return run.unknown("this part of the text cannot be followed", node)
    return re.sub(r"\\(?:u\{[^}]*\}|u\w{4}|x\w{1,2}|.)", lambda found: unescape(found[0]), text)


def interpolated(run: Interpreter, node: Node) -> str | Unknown:
    value = run.body(node.children)
    return str(value) if type(value) is str else text_or_unknown(run, value, node)


def _single_quoted(text: str) -> str:
    return re.sub(r"\\(['\\])", r"\1", text) if "\\" in text else text


def unescape(sequence: str) -> str:
    """The character that a double-quoted escape sequence stands for."""
    letter = sequence[1:2]
    try:
        if letter == "u":
            return "".join(
                chr(int(code, 16)) for code in re.findall(r"[0-9a-fA-F]{1,6}", sequence[2:])
            )
        if letter == "x":
            return chr(int(sequence[2:], 16))
        if letter.isdecimal() and len(sequence) > 1:
            return chr(int(sequence[1:], 8) & 0xFF)
    except (ValueError, OverflowError):
        return sequence[1:]
    return _SIMPLE_ESCAPES.get(letter, sequence[1:])
