"""Settings that code keeps by name: Express's `set`, nconf, convict, config, yargs, commander."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.loading import exports_of
from migrator.read.javascript.nodes import arguments_of
from migrator.read.javascript.settling import happens
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import (
    NOTHING,
    Fact,
    Loaded,
    Made,
    Merged,
    Package,
    Structure,
    either,
)

MAX_KEYS = 20
MAX_CALLS = 200

# Packages whose result has the command line's options as members.
COMMAND_LINE = frozenset(
    {"yargs", "optimist", "minimist", "commander", "nopt", "command-line-args", "meow", "argh"}
)
_OBJECTS = ("overrides", "file", "add", "use", "defaults", "config", "options", "load")
_NAMED = ("set", "default", "option", "setDefault", "constant", "value")


def setting(evaluator: Evaluator, base: Fact, name: str) -> Fact:
    """`base.get(name)`: nested names are written `a:b` or `a.b`."""
    content = base.content
    keys = name.replace(":", ".").split(".")[:MAX_KEYS]
    if isinstance(content, Package | Made):
        if content.name == "config":
            return _configured(evaluator, keys)
        if isinstance(content, Made) and content.name == "convict":
            return _convict(evaluator, content, keys)
        if content.name == "express" and name == "env":
            return either(evaluator.variable("NODE_ENV"), Fact("development"))
    found = named_setting(evaluator, name)
    if found.known or found.variable:
        return found
    if any(b"feathers" in source.content for source in evaluator.program.sources):
        # Its configuration package makes the `config` folder the application's settings.
        return _configured(evaluator, keys)
    if isinstance(content, Package | Made) and content.name != "nconf":
        return NOTHING
    for layer in _objects(evaluator):
        found = evaluator.member(layer, *keys)
        if found.known or found.variable:
            break
    # nconf and Nest's configuration read the environment by the same name, when told to.
    return either(evaluator.variable(name), found) if name.isupper() else found


def _configured(evaluator: Evaluator, keys: list[str]) -> Fact:
    found = evaluator.member(config_files(evaluator), *keys)
    variable = custom_variable(evaluator, keys)
    return found if variable is None else either(evaluator.variable(variable), found)


def named_setting(evaluator: Evaluator, name: str) -> Fact:
    """What `.set(name, value)`, `.default(name, value)` or an option of that name says."""
    for source in evaluator.program.sources:
        if source.path not in evaluator.settings:
            evaluator.settings[source.path] = _by_name(evaluator, source)
        for call in evaluator.settings[source.path].get(name, ()):
            if happens(evaluator, call, source) is False:
                continue
            fact = evaluator.evaluate(arguments_of(call)[-1], source)
            if isinstance(fact.content, Structure):
                fact = evaluator.member(fact, "default")
            if fact.known or fact.variable:
                return fact
    return NOTHING


def _by_name(evaluator: Evaluator, source: Source) -> dict[str, list[Node]]:
    """The calls of one file that set something, by the names that they set."""
    calls: dict[str, list[Node]] = {}
    for method in _NAMED:
        for call in source.calls.get(method, ())[:MAX_CALLS]:
            arguments = arguments_of(call)
            written = evaluator.evaluate(arguments[0], source).content if arguments else None
            if len(arguments) < 2 or not isinstance(written, str):
                continue
            # A commander flag: `-p, --port <n>`.
            flags = [word[2:] for word in written.replace(",", " ").split() if word[:2] == "--"]
            for name in (written, *flags):
                calls.setdefault(name, []).append(call)
    return calls


def _objects(evaluator: Evaluator) -> Iterator[Fact]:
    """The objects that settings are taken from, such as `nconf.defaults({…})`."""
    for source in evaluator.program.sources:
        for method in _OBJECTS:
            for call in source.calls.get(method, ())[:MAX_CALLS]:
                for argument in arguments_of(call):
                    fact = evaluator.evaluate(argument, source)
                    fact = _file(evaluator, fact) if method == "file" else fact
                    structure = isinstance(fact.content, Structure)
                    if structure or isinstance(fact.content, Loaded | Merged):
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
