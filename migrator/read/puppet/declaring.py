"""Declaring resources, classes and instances of defined types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.knowledge.forge_modules import Kind, is_told, known_of
from migrator.read.puppet.applying.registry import APPLIES
from migrator.read.puppet.catalog import Declared
from migrator.read.puppet.definitions import Defined
from migrator.read.puppet.nodes import Binary, Body, Collector, Node, Override, Resource
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.values import Puppet, Reference, flat, to_text

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


class Declaring:
    """The part of a compilation that fills the catalogue."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.chained: dict[int, list[Reference]] = {}

    def last_of(self, chain: Binary, declared: list[Reference]) -> list[Reference]:
        """What the last part of a chain declared."""
        return self.chained.get(id(chain), declared)

    # --- resources -------------------------------------------------------------------------------

    def resource(self, node: Resource, scope: Scope) -> list[Reference]:
        """Declare each title of each body."""
        kind = node.kind.lower()
        found: list[Reference] = []
        for body in node.bodies:
            titles = flat(self.compiler.evaluator.value(body.title, scope))
            for title in titles:
                attributes = self.attributes(body.attributes, scope)
                text = str(to_text(title))
                single = len(node.bodies) == 1
                place = node if single else body
                whole = Body(place.line, place.end_line, place.text, body.title, body.attributes)
                found.append(self.declare(kind, text, attributes, whole, scope, node.virtual))
        return found

    def attributes(self, written: Iterable[tuple[str, Node]], scope: Scope) -> dict[str, Puppet]:
        """The values of attributes; `*` spreads a hash of them."""
        found: dict[str, Puppet] = {}
        for name, node in written:
            value = self.compiler.evaluator.value(node, scope)
            if name == "*" and isinstance(value, Mapping):
                found.update(value)
            elif name != "*":
                found[name] = value
        return found

    def declare(
        self,
        kind: str,
        title: str,
        attributes: Mapping[str, Puppet],
        body: Body,
        scope: Scope,
        virtual: bool = False,
    ) -> Reference:
        """Declare one resource: a class, an instance of a defined type, or a plain one."""
        compiler = self.compiler
        if kind == "class":
            return self.include(title, scope, body, attributes)
        reference = Reference(kind, title)
        if reference in compiler.catalog.containers:
            return reference
        name, defined = self._defined(kind, scope)
        recording = compiler.recording
        unit = recording.unit(
            compiler.source, body.line, body.end_line, body.text, inside=scope.unit
        )
        if defined is not None and not virtual and not self._is_known("defines", name):
            recording.command(unit, ("puppet:follow", name))
            self._instance(reference, defined, name, dict(attributes), scope, unit, body)
            return reference
        given = {**scope.defaults_of(kind), **attributes}
        declared = Declared(
            name,
            title,
            compiler.source,
            body,
            unit,
            scope.containers,
            given,
            tuple(dict.fromkeys(compiler.undecided)),
            virtual,
        )
        compiler.catalog.add(declared)
        return reference

    def _defined(self, kind: str, scope: Scope) -> tuple[str, Defined | None]:
        """The defined type that a name stands for: its own, or one inside of the class."""
        find = self.compiler.definitions.find
        for name in (f"{scope.name}::{kind}" if scope.name else kind, kind):
            if (defined := find("define", name)) is not None:
                return name, defined
        return kind, None

    def _is_known(self, kind: Kind, name: str) -> bool:
        """Whether a module of the Forge is told by what is known of it, not by its manifests."""
        author = self.compiler.modules.author(name.partition("::")[0])
        return is_told(name, author) and (name in APPLIES or known_of(kind, name) is not None)

    def _instance(
        self,
        reference: Reference,
        defined: Defined,
        name: str,
        attributes: dict[str, Puppet],
        scope: Scope,
        unit: int,
        body: Body,
    ) -> None:
        """Run the body of a defined type with its parameters."""
        compiler = self.compiler
        compiler.catalog.containers[reference] = attributes
        inner = Scope(name, compiler.node, scope, name.partition("::")[0])
        inner.containers = (*scope.containers, reference)
        inner.source, inner.unit = defined.source, unit
        given = {**scope.defaults_of(reference.kind), **attributes}
        inner.variables.update({"title": reference.title, "name": reference.title})
        self._bind(inner, defined, given, name, hiera=False)
        compiler.enter(defined.definition.body, inner)

    def _bind(
        self,
        inner: Scope,
        defined: Defined,
        given: Mapping[str, Puppet],
        name: str,
        *,
        hiera: bool,
    ) -> None:
        """Give parameters their values: the declaration's, Hiera's, or their defaults."""
        compiler = self.compiler
        inner.variables["module_name"] = inner.module
        source, compiler.source = compiler.source, defined.source
        for parameter in defined.definition.parameters:
            value: Puppet = None
            if given.get(parameter.name) is not None:
                value = given[parameter.name]
            elif hiera and (found := compiler.hiera.get(f"{name}::{parameter.name}")) is not None:
                value = found
            elif parameter.default is not None:
                value = compiler.evaluator.value(parameter.default, inner)
            inner.variables[parameter.name] = value
        compiler.source = source

    # --- classes ---------------------------------------------------------------------------------

    def include(
        self,
        name: str,
        scope: Scope,
        place: Node,
        attributes: Mapping[str, Puppet],
        *,
        contained: bool = False,
    ) -> Reference:
        """Declare a class once, and run its body."""
        compiler = self.compiler
        name, defined = compiler.definitions.find_class(name.lower(), scope.name)
        name = name.removeprefix("::")
        reference = Reference("class", name)
        if reference in compiler.catalog.containers:
            return reference
        compiler.catalog.containers[reference] = dict(attributes)
        inner = Scope(name, compiler.node, scope, name.partition("::")[0])
        inner.containers = (*scope.containers, reference) if contained else (reference,)
        inner.unit = None
        compiler.scopes[name] = inner
        if defined is None or self._is_known("classes", name):
            self._missing(reference, dict(attributes), place, scope)
            return reference
        if defined.definition.inherits is not None:
            base = defined.definition.inherits.removeprefix("::").lower()
            self.include(base, scope, place, {})
            inner.parent = compiler.scopes.get(base, compiler.node)
        inner.source = defined.source
        inner.variables.update({"title": name, "name": name})
        self._bind(inner, defined, attributes, name, hiera=True)
        compiler.enter(defined.definition.body, inner)
        return reference

    def _missing(
        self, reference: Reference, attributes: dict[str, Puppet], place: Node, scope: Scope
    ) -> None:
        """A class that the repository does not have is a resource, told by what is known of it."""
        compiler = self.compiler
        unit = compiler.recording.unit(
            compiler.source, place.line, place.end_line, place.text, inside=scope.unit
        )
        body = Body(place.line, place.end_line, place.text, place, ())
        declared = Declared(
            "class",
            reference.title,
            compiler.source,
            body,
            unit,
            (reference,),
            attributes,
            tuple(dict.fromkeys(compiler.undecided)),
        )
        compiler.catalog.add(declared)

    # --- in the end ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Apply overrides and collectors, and put collected resources into their chains."""
        compiler = self.compiler
        for node, scope in compiler.late:
            compiler.source = scope.source
            if isinstance(node, Override):
                values = self.attributes(node.attributes, scope)
                for reference in flat(compiler.evaluator.value(node.reference, scope)):
                    declared = compiler.catalog.by_reference.get(reference)
                    if declared is not None:
                        declared.attributes.update(values)
            elif isinstance(node, Collector):
                values = self.attributes(node.attributes, scope)
                for declared in self._collected(node.kind.lower(), node.title):
                    declared.virtual = False
                    declared.attributes.update(values)
        compiler.catalog.edges = [
            (one, other, notifies)
            for first, second, notifies in compiler.catalog.edges
            for one in self._spread(first)
            for other in self._spread(second)
        ]

    def _collected(self, kind: str, title: str | None) -> list[Declared]:
        return [
            each
            for each in self.compiler.catalog.resources
            if each.kind == kind and title in (None, each.title)
        ]

    def _spread(self, reference: Reference) -> Sequence[Reference]:
        if reference.kind != "collected":
            return (reference,)
        return [each.reference for each in self._collected(reference.title, None)]

    def realize(self, reference: Reference) -> None:
        """`realize(User['x'])`: a virtual resource becomes a real one."""
        declared = self.compiler.catalog.by_reference.get(reference)
        if declared is not None:
            declared.virtual = False
