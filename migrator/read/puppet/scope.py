"""Where variables and resource defaults live."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.puppet.values import Puppet, Reference


class Scope:
    """One scope: the top, a node, a class, an instance of a defined type, or a block.

    Variables are looked up through `parent`, resource defaults through `caller`, because
    the former are static in Puppet and the latter are not. `containers` are the class and the
    instances that resources declared here stand in, `unit` the ledger entry that theirs follow.
    """

    def __init__(
        self,
        name: str,
        parent: Scope | None = None,
        caller: Scope | None = None,
        module: str = "",
    ) -> None:
        self.name = name
        self.parent = parent
        self.caller = caller or parent
        self.module: str = module or (parent.module if parent is not None else "")
        self.source: str = parent.source if parent is not None else ""
        self.containers: tuple[Reference, ...] = parent.containers if parent is not None else ()
        self.unit: int | None = parent.unit if parent is not None else None
        self.variables: dict[str, Puppet] = {}
        self.defaults: dict[str, dict[str, Puppet]] = {}

    def chain(self) -> Iterator[Scope]:
        """This scope and those whose variables it sees."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def defaults_of(self, kind: str) -> dict[str, Puppet]:
        """The attributes that resources of a type have here unless they set them."""
        scopes: list[Scope] = []
        scope: Scope | None = self
        while scope is not None and scope not in scopes:
            scopes.append(scope)
            scope = scope.caller
        found: dict[str, Puppet] = {}
        for scope in reversed(scopes):
            found.update(scope.defaults.get(kind, {}))
        return found
