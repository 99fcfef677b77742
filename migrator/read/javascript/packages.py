"""Members of what a package gives, where the reader knows the package."""

from __future__ import annotations

from migrator.read.javascript import settings
from migrator.read.javascript.evaluate import Evaluator
from migrator.read.javascript.nodes import arguments_of
from migrator.read.javascript.values import (
    NOTHING,
    Environment,
    Fact,
    Made,
    Package,
)


def package_member(evaluator: Evaluator, content: Package | Made, key: str) -> Fact:
    """`express.Router`, `process.env`, `argv.port`, `config.port`."""
    if key == "default":
        # `import config from 'config'`
        return Fact(content)
    if isinstance(content, Package):
        if content.name == "process":
            return Fact(Environment()) if key == "env" else NOTHING
        if content.name == "config" and not content.members and key != "get":
            found = evaluator.member(settings.config_files(evaluator), key)
            return found if found.known else Fact(Package("config", (key,)))
    if content.name in settings.COMMAND_LINE and key not in ("argv", "program"):
        found = _option(evaluator, content, key)
        if found.known or found.variable:
            return found
    if isinstance(content, Package):
        return Fact(Package(content.name, (*content.members, key)))
    return Fact(Made(content.name, (*content.members, key), content.source, content.call))


def _option(evaluator: Evaluator, content: Package | Made, key: str) -> Fact:
    """An option's default: as registered by name, or in minimist's `default` object."""
    found = settings.named_setting(evaluator, key)
    if found.known or not isinstance(content, Made):
        return found
    for argument in arguments_of(content.call):
        fact = evaluator.evaluate(argument, content.source)
        for keys in (["default", key], [key, "default"], ["flags", key, "default"]):
            found = evaluator.member(fact, *keys)
            if found.known:
                return found
    return NOTHING
