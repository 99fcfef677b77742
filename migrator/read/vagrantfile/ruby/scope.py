"""Where names live: frames of methods, and the scopes of blocks inside them."""

from __future__ import annotations

from typing import Any

from migrator.read.vagrantfile.ruby.values import Module


class Frame:
    """One run of a method, of a class body or of a file."""

    __slots__ = (
        "arguments",
        "block",
        "file",
        "method",
        "module",
        "receiver",
        "unsure",
        "visibility",
    )

    def __init__(
        self,
        receiver: Any,
        file: str,
        module: Module | None = None,
        block: Any = None,
        method: Any = None,
        arguments: Any = None,
    ) -> None:
        self.receiver = receiver
        self.file = file
        self.module = module
        self.block = block
        self.method = method
        self.arguments = arguments
        self.visibility = "public"
        self.unsure: Any = None


class Scope:
    """Local variables; a block's scope sees those of the scope around it."""

    __slots__ = ("frame", "parent", "variables")

    def __init__(self, frame: Frame, parent: Scope | None = None) -> None:
        self.frame = frame
        self.parent = parent
        self.variables: dict[str, Any] = {}

    def holder(self, name: str) -> Scope | None:
        """The innermost scope that has the variable."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope
            scope = scope.parent
        return None

    def assign(self, name: str, value: Any) -> None:
        """Set a variable where it lives, else here."""
        (self.holder(name) or self).variables[name] = value

    def chain(self) -> list[Scope]:
        """This scope and those around it, innermost first."""
        found: list[Scope] = []
        scope: Scope | None = self
        while scope is not None:
            found.append(scope)
            scope = scope.parent
        return found
