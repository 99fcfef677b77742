"""`test`, `[ … ]` and `[[ … ]]`: what is known decides, else a fresh machine does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator.read.shell import expansion, patterns
from migrator.read.shell.nodes import Simple, Word
from migrator.read.shell.state import Shell
from migrator.read.shell.status import ABSENT, FALSE, PRESENT, TRUE, Call, Status
from migrator.read.shell.texts import Presumed, is_certainly_full
from migrator.trace import Redirect
from migrator.values import Text, Unknown

UNARY = frozenset(f"-{letter}" for letter in "abcdefghknoprstuvwxzLNOGS")
BINARY = frozenset(
    {"=", "==", "!=", "<", ">", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-ef", "-nt", "-ot"}
)
MAX_DEPTH = 8
MAX_EXPRESSION = 100


class Malformed(Exception):
    """The expression is not one that a shell would take."""


def both(left: Status, right: Status) -> Status:
    """Logical and: a certain no wins over a presumed one."""
    for status in (left, right):
        if not status.ok and status.basis == "known":
            return status
    for status in (left, right):
        if not status.ok:
            return status
    return left if left.basis != "known" else right


class Condition:
    """One expression. `raw` are the words of `[[ ]]` where patterns are still patterns."""

    def __init__(self, shell: Shell, words: Sequence[Text], raw: Sequence[Word] = ()) -> None:
        self.shell = shell
        self.words = words
        self.raw = raw
        self.position = 0
        self.depth = 0

    def decide(self) -> Status:
        """The expression's truth; ABSENT (false) for one that is malformed."""
        if len(self.words) > MAX_EXPRESSION:
            return ABSENT
        if not self.words:
            return FALSE
        try:
            found = self._or()
        except Malformed:
            return ABSENT
        return found if self.position == len(self.words) else ABSENT

    def _peek(self, ahead: int = 0) -> Text:
        position = self.position + ahead
        return self.words[position] if position < len(self.words) else ""

    def _or(self) -> Status:
        found = self._and()
        while self._peek() in ("-o", "||") and self.position < len(self.words):
            self.position += 1
            found = ~both(~found, ~self._and())
        return found

    def _and(self) -> Status:
        found = self._not()
        while self._peek() in ("-a", "&&") and self.position < len(self.words):
            self.position += 1
            found = both(found, self._not())
        return found

    def _not(self) -> Status:
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH or self.position >= len(self.words):
                raise Malformed
            if self._peek(1) not in BINARY or self.position + 2 >= len(self.words):
                if self._peek() == "!" and self.position + 1 < len(self.words):
                    self.position += 1
                    return ~self._not()
                if self._peek() == "(":
                    return self._bracketed()
            return self._primary()
        finally:
            self.depth -= 1

    def _bracketed(self) -> Status:
        self.position += 1
        found = self._or()
        if self._peek() != ")":
            raise Malformed
        self.position += 1
        return found

    def _primary(self) -> Status:
        left, operator = self._peek(), self._peek(1)
        rest = len(self.words) - self.position
        if rest >= 3 and operator in BINARY:
            self.position += 3
            return self._compare(left, str(operator), self.words[self.position - 1])
        if rest >= 2 and left in UNARY and operator not in ("-a", "-o", "&&", "||", ")"):
            self.position += 2
            return unary(self.shell, str(left), operator)
        self.position += 1
        return unary(self.shell, "-n", left)

    def _compare(self, left: Text, operator: str, right: Text) -> Status:
        if operator in ("=", "==", "!="):
            wanted = right
            if self.raw:
                wanted = expansion.pattern(self.shell, self.raw[self.position - 1].text)
            if self.raw and isinstance(left, str) and isinstance(wanted, str):
                self.shell.session.work(patterns.effort(wanted, left))
            found = _equal(left, wanted, bool(self.raw))
            return ~found if operator == "!=" else found
        if operator == "=~":
            return _regular(self.shell, left, right)
        if operator in ("<", ">"):
            if isinstance(left, str) and isinstance(right, str):
                return _presumed(left < right if operator == "<" else left > right, left, right)
            return ABSENT
        if operator in ("-ef", "-nt", "-ot"):
            return ABSENT
        return _numbers(left, operator, right)


def _presumed(truth: bool, *operands: Text) -> Status:
    """A truth that is only presumed when one of its operands is."""
    if any(isinstance(operand, Presumed) for operand in operands):
        return Status(truth, "fresh")
    return Status(truth)


def _equal(left: Text, wanted: Text, is_pattern: bool) -> Status:
    if isinstance(left, Unknown) or isinstance(wanted, Unknown):
        return ABSENT
    truth = patterns.matches(wanted, left) if is_pattern else left == wanted
    return _presumed(truth, left, wanted)


def _regular(shell: Shell, left: Text, right: Text) -> Status:
    if isinstance(left, str) and isinstance(right, str):
        expression = patterns.expression(right, extended=True)
        if expression is not None and len(left) <= expression.limit:
            shell.session.work(expression.effort(len(left)))
            return _presumed(expression.compiled.search(left) is not None, left)
    return ABSENT


def _numbers(left: Text, operator: str, right: Text) -> Status:
    pair = []
    for operand in (left, right):
        if not isinstance(operand, str) or not re.fullmatch(r"\s*[-+]?\d{1,18}\s*", operand):
            return ABSENT if operator != "-ne" else PRESENT
        pair.append(int(operand))
    one, two = pair
    truth = {
        "-eq": one == two,
        "-ne": one != two,
        "-lt": one < two,
        "-le": one <= two,
        "-gt": one > two,
        "-ge": one >= two,
    }[operator]
    return _presumed(truth, left, right)


def unary(shell: Shell, operator: str, operand: Text) -> Status:
    """`-f file`, `-z text` and their like."""
    if operator in ("-z", "-n"):
        if isinstance(operand, Unknown):
            full = TRUE if is_certainly_full(operand) else PRESENT
        else:
            full = _presumed(bool(operand), operand)
        return ~full if operator == "-z" else full
    if operator == "-t":
        return FALSE
    if operator == "-v":
        return Status(shell.get(str(operand)) is not None)
    if operator == "-o":
        return FALSE
    return _file(shell, operator, operand)


def _file(shell: Shell, operator: str, operand: Text) -> Status:
    path = shell.path(operand)
    if path is None:
        return ABSENT if operand != "" else FALSE
    files = shell.session.files
    if operator in ("-L", "-h"):
        return TRUE if path in files.links else ABSENT
    if operator in ("-S", "-p", "-b", "-c", "-u", "-g", "-k"):
        return ABSENT
    is_file, is_directory = files.is_file(path), files.is_directory(path)
    truth = {"-f": is_file, "-d": is_directory, "-s": is_file}.get(
        operator, is_file or is_directory
    )
    if files.is_settled(path):
        return Status(truth)
    mentioned = shell.session.mentioned
    if not truth and (path in mentioned or ("/" in str(operand) and operand in mentioned)):
        return PRESENT
    return Status(truth, "fresh")


def run_double_bracket(shell: Shell, node: Simple, redirects: tuple[Redirect, ...]) -> Status:
    """`[[ … ]]`: its words are not split, and right sides may be patterns."""
    raw = [word for word in node.words if isinstance(word, Word)]
    words = [expansion.text(shell, word.text) for word in raw]
    shell.record(Call(tuple(words), redirects))
    inside = words[1:-1] if words[-1] == "]]" else words[1:]
    return Condition(shell, inside, raw[1:]).decide()
