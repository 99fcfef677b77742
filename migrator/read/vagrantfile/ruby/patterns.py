"""Pattern matching: `case … in`, `value in pattern`, `value => pattern`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.calls import call_method, find_defined
from migrator.read.vagrantfile.ruby.flow import branch_of
from migrator.read.vagrantfile.ruby.interpreter import Interpreter, evaluates
from migrator.read.vagrantfile.ruby.keys import as_key
from migrator.read.vagrantfile.ruby.matching import case_equal
from migrator.read.vagrantfile.ruby.undecided import either
from migrator.read.vagrantfile.ruby.values import Hash, Instance, Ruby, Symbol
from migrator.read.vagrantfile.syntax import Node
from migrator.values import Unknown

# Whether a pattern takes a value; an unknown where that cannot be told.
Answer = bool | Unknown
_RESTS = ("splat_parameter", "hash_splat_parameter", "hash_splat_nil")


@evaluates("case_match")
def case_match(run: Interpreter, node: Node) -> Ruby:
    subject = run.evaluate(node.fields["value"])
    return _next_clause(run, subject, node.of_kind("in_clause"), node)


def _next_clause(run: Interpreter, subject: Ruby, clauses: list[Node], case: Node) -> Ruby:
    for place, clause in enumerate(clauses):
        decided = _clause_takes(run, clause, subject)
        body = clause.fields.get("body")
        if decided is True:
            return run.evaluate(body) if body is not None else None
        if isinstance(decided, Unknown):
            others = partial(_next_clause, run, subject, clauses[place + 1 :], case)
            return either(run, decided, [branch_of(run, body), others], clause)
    otherwise = case.fields.get("else")
    if otherwise is not None:
        return run.evaluate(otherwise)
    return fail(run, "NoMatchingPatternError", "no pattern takes the value", case)


def _clause_takes(run: Interpreter, clause: Node, subject: Ruby) -> Answer:
    taken = takes(run, clause.fields["pattern"], subject)
    guard = clause.fields.get("guard")
    if taken is False or guard is None:
        return taken
    value = run.evaluate(guard.fields["condition"])
    decided = run.decide(value, guard)
    if decided is None:
        return value if isinstance(value, Unknown) else run.unknown("undecided", guard)
    return taken if decided is (guard.kind == "if_guard") else False


@evaluates("test_pattern")
def test_pattern(run: Interpreter, node: Node) -> Ruby:
    return takes(run, node.fields["pattern"], run.evaluate(node.fields["value"]))


@evaluates("match_pattern")
def match_pattern(run: Interpreter, node: Node) -> Ruby:
    taken = takes(run, node.fields["pattern"], run.evaluate(node.fields["value"]))
    if taken is False:
        return fail(run, "NoMatchingPatternError", "the pattern does not take the value", node)
    return None


def takes(run: Interpreter, pattern: Node, value: Ruby) -> Answer:
    """Whether a pattern takes a value; the variables that it names are set as far as it does."""
    run.spend(1, pattern)
    kind, fields = pattern.kind, pattern.fields
    if kind == "identifier":
        run.scope.assign(pattern.word, value)
        return True
    if kind == "as_pattern":
        taken = takes(run, fields["value"], value)
        run.scope.assign(fields["name"].word, value)
        return taken
    if kind == "alternative_pattern":
        return _any(takes(run, each, value) for each in pattern.children)
    if kind == "parenthesized_pattern":
        return takes(run, pattern.children[0], value) if pattern.children else False
    if kind in ("array_pattern", "find_pattern", "hash_pattern"):
        return _takes_parts(run, pattern, value)
    if kind == "variable_reference_pattern":
        return case_equal(run, run.evaluate(fields["name"]), value, pattern)
    if kind == "expression_reference_pattern":
        return case_equal(run, run.evaluate(fields["value"]), value, pattern)
    return case_equal(run, run.evaluate(pattern), value, pattern)


def _takes_parts(run: Interpreter, pattern: Node, value: Ruby) -> Answer:
    """`[…]`, `{…}` and `Class(…)`, against what the value can be taken apart into."""
    children = [child for child in pattern.children if child is not pattern.fields.get("class")]
    if "class" in pattern.fields:
        of_class = case_equal(run, run.evaluate(pattern.fields["class"]), value, pattern)
        if of_class is False:
            return False
    is_hash = pattern.kind == "hash_pattern"
    parts = _parts(run, value, is_hash, pattern)
    if isinstance(parts, Unknown):
        for name in _names(children):
            run.scope.assign(name, parts)
        return parts
    if isinstance(parts, dict) and is_hash:
        return _takes_pairs(run, children, parts)
    if not isinstance(parts, list) or is_hash:
        return False
    if pattern.kind == "find_pattern":
        return _finds(run, children, parts)
    return _takes_items(run, children, parts)


def _parts(run: Interpreter, value: Ruby, is_hash: bool, node: Node) -> Ruby:
    name = "deconstruct_keys" if is_hash else "deconstruct"
    if isinstance(value, Instance) and find_defined(run, value, name) is not None:
        return call_method(run, value, name, [None] if is_hash else [], None, node)
    return value


def _names(patterns: Iterable[Node]) -> list[str]:
    """The variables that patterns would set."""
    found: list[str] = []
    for pattern in patterns:
        if pattern.kind == "identifier":
            found.append(pattern.word)
        elif pattern.kind == "keyword_pattern" and "value" not in pattern.fields:
            found.append(pattern.fields["key"].word)
        elif "reference" not in pattern.kind:
            found += _names(pattern.children)
    return found


def _takes_items(run: Interpreter, patterns: list[Node], values: list[Ruby]) -> Answer:
    rest = next((place for place, each in enumerate(patterns) if each.kind in _RESTS), None)
    if rest is None:
        if len(values) != len(patterns):
            return False
        return _all(takes(run, *pair) for pair in zip(patterns, values, strict=True))
    behind = len(patterns) - rest - 1
    if len(values) < rest + behind:
        return False
    end = len(values) - behind
    _set_rest(run, patterns[rest], values[rest:end])
    pairs = [*zip(patterns[:rest], values, strict=False)]
    pairs += zip(patterns[rest + 1 :], values[end:], strict=True)
    return _all(takes(run, *pair) for pair in pairs)


def _finds(run: Interpreter, patterns: list[Node], values: list[Ruby]) -> Answer:
    """`[*, a, b, *]`: the first place where the patterns in the middle hold."""
    middle = patterns[1:-1]
    for start in range(len(values) - len(middle) + 1):
        end = start + len(middle)
        found = _takes_items(run, middle, values[start:end])
        if found is not False:
            _set_rest(run, patterns[0], values[:start])
            _set_rest(run, patterns[-1], values[end:])
            return found
    return False


def _takes_pairs(run: Interpreter, patterns: list[Node], values: dict[Ruby, Ruby]) -> Answer:
    if not patterns:
        return not values
    left = Hash(values)
    answers: list[Answer] = []
    for pattern in patterns:
        if pattern.kind == "hash_splat_nil":
            answers.append(not left)
        elif pattern.kind == "hash_splat_parameter":
            _set_rest(run, pattern, left)
        else:
            answers.append(_takes_pair(run, pattern, values))
            left.pop(as_key(_key(pattern)), None)
    return _all(answers)


def _key(pattern: Node) -> Symbol:
    key = pattern.fields["key"]
    if key.kind != "string":
        return Symbol(key.word)
    return Symbol("".join(child.text for child in key.children))


def _takes_pair(run: Interpreter, pattern: Node, values: dict[Ruby, Ruby]) -> Answer:
    key, inner = _key(pattern), pattern.fields.get("value")
    missing = getattr(values, "unsure", None)
    if key not in values and missing is None:
        return False
    value = values.get(key, missing)
    if inner is not None:
        return takes(run, inner, value)
    run.scope.assign(key.name, value)
    return True if key in values else run.unknown("whether the hash has the key", pattern)


def _set_rest(run: Interpreter, pattern: Node, values: Ruby) -> None:
    name = pattern.fields.get("name")
    if name is not None:
        run.scope.assign(name.word, values)


def _all(answers: Iterable[Answer]) -> Answer:
    """Whether all hold; the first that does not ends it."""
    return _until(False, answers)


def _any(answers: Iterable[Answer]) -> Answer:
    """Whether one holds; the first that does ends it."""
    return _until(True, answers)


def _until(decisive: bool, answers: Iterable[Answer]) -> Answer:
    """The decisive answer where one is it, else an unknown one where there is one."""
    unsure: Unknown | None = None
    for answer in answers:
        if answer is decisive:
            return decisive
        if isinstance(answer, Unknown):
            unsure = unsure or answer
    return (not decisive) if unsure is None else unsure
