"""Settings that code keeps by name: Express's `set`, nconf, convict, config, yargs, commander."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.index import Source
from migrator.read.javascript.loading import exports_of
from migrator.read.javascript.nodes import arguments_of, callee_of, text_of
from migrator.read.javascript.values import (
    NOTHING,
    Environment,
    Fact,
    Made,
    Merged,
    Package,
    Structure,
    either,
)

MAX_KEYS = 20

# Packages whose result has the command line's options as members.
COMMAND_LINE = frozenset(
    {"yargs", "optimist", "minimist", "commander", "nopt", "command-line-args", "meow", "argh"}
)
_OBJECTS = frozenset({"defaults", "overrides", "use", "add", "config", "options", "load"})
_NAMED = frozenset({"set", "default", "option", "setDefault", "constant", "value"})


def setting(evaluator: Evaluator, base: Fact, name: str) -> Fact:
    """`base.get(name)`: nested names are written `a:b` or `a.b`."""
    keys = name.replace(":", ".").split(".")[:MAX_KEYS]
    if isinstance(base.content, Package | Made):
        if base.content.name == "config":
            found = evaluator.member(config_files(evaluator), *keys)
            variable = custom_variable(evaluator, keys)
            return found if variable is None else either(evaluator.variable(variable), found)
        if isinstance(base.content, Made) and base.content.name == "convict":
            return _convict(evaluator, base.content, keys)
    found = named_setting(evaluator, name)
    if found.known or found.variable:
        return found
    if isinstance(base.content, Package | Made) and base.content.name != "nconf":
        return NOTHING
    for layer in _objects(evaluator):
        found = evaluator.member(layer, *keys)
        if found.known or found.variable:
            break
    if isinstance(base.content, Package | Made) and name.isupper():
        # nconf reads the environment by the same name, when told to.
        return replace(found, variable=found.variable or name, default=found.content)
    return found


def named_setting(evaluator: Evaluator, name: str) -> Fact:
    """What `.set(name, value)`, `.default(name, value)` or an option of that name says."""
    for source in evaluator.program.sources:
        for call, method in _method_calls(source, _NAMED):
            arguments = arguments_of(call)
            if len(arguments) < 2 or not _names(evaluator, arguments[0], source, name):
                continue
            fact = evaluator.evaluate(arguments[-1], source)
            if isinstance(fact.content, Structure) and method == "option":
                fact = evaluator.member(fact, "default")
            if fact.known or fact.variable:
                return fact
    return NOTHING


def _names(evaluator: Evaluator, argument: Node, source: Source, name: str) -> bool:
    """Whether a name or a commander flag (`-p, --port <n>`) is that of a setting."""
    written = evaluator.evaluate(argument, source).content
    if not isinstance(written, str):
        return False
    return written == name or f"--{name}" in written.replace(",", " ").split()


def _objects(evaluator: Evaluator) -> Iterator[Fact]:
    """The objects that settings are taken from, such as `nconf.defaults({…})`."""
    for source in evaluator.program.sources:
        for call, method in _method_calls(source, _OBJECTS | {"file"}):
            for argument in arguments_of(call):
                fact = evaluator.evaluate(argument, source)
                if method == "file":
                    fact = _file(evaluator, fact)
                if isinstance(fact.content, Structure) and fact.content.node.type != "object":
                    continue
                if fact.known and not isinstance(fact.content, str | int | Environment):
                    yield fact


def _file(evaluator: Evaluator, fact: Fact) -> Fact:
    """nconf's `file('config.json')` or `file({file: 'config.json'})`."""
    if isinstance(fact.content, Structure):
        fact = evaluator.member(fact, "file")
    if not isinstance(fact.content, str):
        return NOTHING
    path = evaluator.program.inside(fact.content)
    loaded = None if path is None else evaluator.program.loaded(path)
    return NOTHING if loaded is None else Fact(loaded)


def _method_calls(source: Source, methods: frozenset[str]) -> Iterator[tuple[Node, str]]:
    for call in source.of("call_expression"):
        callee = callee_of(call)
        if callee is not None and callee.type == "member_expression":
            method = text_of(callee.child_by_field_name("property"))
            if method in methods:
                yield call, method


def _convict(evaluator: Evaluator, made: Made, keys: list[str]) -> Fact:
    """convict's schema: each setting has a default and may name its variable."""
    arguments = arguments_of(made.call)
    if not arguments:
        return NOTHING
    schema = evaluator.member(evaluator.evaluate(arguments[0], made.source), *keys)
    default = evaluator.member(schema, "default")
    variable = evaluator.member(schema, "env").content
    if isinstance(variable, str):
        return either(evaluator.variable(variable), default)
    return default


def config_files(evaluator: Evaluator) -> Fact:
    """What the `config` package puts together from the folder of that name."""
    environment = evaluator.program.variable("NODE_ENV") or "development"
    layers = []
    for name in ("default", environment, "local"):
        for extension in (".json", ".yaml", ".yml", ".js"):
            path = evaluator.program.within_app(f"config/{name}{extension}")
            if not evaluator.program.modules.has_file(path):
                continue
            if extension == ".js":
                source = evaluator.program.source(path)
                layers += [exports_of(evaluator, source)] if source is not None else []
            else:
                loaded = evaluator.program.loaded(path, lenient=True)
                layers += [Fact(loaded)] if loaded is not None else []
    return Fact(Merged(tuple(layers)))


def custom_variable(evaluator: Evaluator, keys: list[str]) -> str | None:
    """The variable that overrides a setting of the `config` package, where one does."""
    path = evaluator.program.within_app("config/custom-environment-variables.json")
    loaded = evaluator.program.loaded(path)
    found = evaluator.member(NOTHING if loaded is None else Fact(loaded), *keys).content
    return found if isinstance(found, str) else None
