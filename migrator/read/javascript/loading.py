"""What `require` and `import` give: a package, a file's value, a module's exports."""

from __future__ import annotations

from dataclasses import replace

from migrator.read.javascript.evaluate import NO_FRAME, Evaluator
from migrator.read.javascript.modules import is_local, package_of
from migrator.read.javascript.settling import settled
from migrator.read.javascript.source import Source
from migrator.read.javascript.values import NOTHING, Fact, Module, Package, Structure


def load(evaluator: Evaluator, request: Fact, source: Source) -> Fact:
    """The value of a module by its name as written in `source`."""
    if not isinstance(request.content, str) or not request.content:
        return NOTHING
    if not is_local(request.content):
        return Fact(Package(package_of(request.content)))
    path = evaluator.program.resolve(request.content, source)
    if path is None:
        return NOTHING
    if path.endswith(".json"):
        loaded = evaluator.program.loaded(path)
        return NOTHING if loaded is None else Fact(loaded)
    module = evaluator.program.source(path)
    return NOTHING if module is None else exports_of(evaluator, module)


def exports_of(evaluator: Evaluator, module: Source) -> Fact:
    """What a file exports: the one value of `module.exports`, else its named exports."""
    assigned = module.assigned.get("module.exports", [])
    fact = settled(evaluator, NOTHING, assigned, module, NO_FRAME)
    if not fact.known and fact.variable is None:
        return Fact(Module(module))
    if isinstance(fact.content, Structure) and not fact.content.name:
        fact = replace(fact, content=replace(fact.content, name="module.exports"))
    return fact
