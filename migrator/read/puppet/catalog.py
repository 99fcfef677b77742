"""The catalogue: every declared resource, and the order that their relations ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from migrator.read.puppet.nodes import Body
from migrator.read.puppet.values import Puppet, Reference, flat

MAX_RESOURCES = 4000


@dataclass(eq=False)
class Declared:
    """One resource of the catalogue.

    `containers` are the classes and instances of defined types that it stands in; `unit` is
    its ledger entry; `assumed` are undecided conditions that it stands under.
    """

    kind: str
    title: str
    source: str
    body: Body
    unit: int
    containers: tuple[Reference, ...] = ()
    attributes: dict[str, Puppet] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    virtual: bool = False
    applied: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Its file and line."""
        return self.source, self.body.line

    @property
    def reference(self) -> Reference:
        """How others name it."""
        return Reference(self.kind, self.title)


class Catalog:
    """Resources in the order of declaration, and who comes before whom.

    `containers` has the attributes of classes and instances of defined types, whose
    relations and stage hold for all that stands in them.
    """

    def __init__(self) -> None:
        self.resources: list[Declared] = []
        self.by_reference: dict[Reference, Declared] = {}
        self.containers: dict[Reference, dict[str, Puppet]] = {}
        self.edges: list[tuple[Reference, Reference, bool]] = []

    def add(self, resource: Declared) -> None:
        """Add a resource; the first of two with one title counts."""
        self.resources.append(resource)
        self.by_reference.setdefault(resource.reference, resource)

    def has(self, reference: Reference) -> bool:
        """Whether a resource or class is declared by now."""
        return reference in self.by_reference or reference in self.containers

    def relate(self, first: Reference, second: Reference, notifies: bool) -> None:
        """Note that `first` comes before `second`."""
        self.edges.append((first, second, notifies))

    # --- order -----------------------------------------------------------------------------------

    def ordered(self) -> tuple[list[Declared], list[tuple[Declared, Declared]]]:
        """Resources in the order in which they are applied, and (who notifies, who is notified).

        The manifest's order, but for what relations and stages ask for; where those contradict
        one another, the manifest wins.
        """
        self._note_attributes()
        members = self._members()
        before: dict[int, list[Declared]] = {}
        notices: list[tuple[Declared, Declared]] = []
        for first, second, notifies in self.edges:
            for later in members.get(second, ()):
                for earlier in members.get(first, ()):
                    if earlier is not later:
                        before.setdefault(id(later), []).append(earlier)
                        if notifies:
                            notices.append((earlier, later))
        staged = sorted(self.resources, key=self._stage)
        return _settled(staged, before), notices

    def _members(self) -> dict[Reference, list[Declared]]:
        found: dict[Reference, list[Declared]] = {}
        for resource in self.resources:
            for reference in (resource.reference, *resource.containers):
                found.setdefault(reference, []).append(resource)
        return found

    def _note_attributes(self) -> None:
        """Read `require`, `before`, `notify` and `subscribe` as relations."""
        everything = [(each.reference, each.attributes) for each in self.resources]
        for own, attributes in (*everything, *self.containers.items()):
            for name, goes_first in (("require", False), ("subscribe", False), ("before", True),
                                     ("notify", True)):  # fmt: skip
                for other in references(attributes.get(name)):
                    first, second = (own, other) if goes_first else (other, own)
                    self.relate(first, second, name in ("subscribe", "notify"))

    def _stage(self, resource: Declared) -> int:
        """How far before (negative) or behind the main stage a resource is applied."""
        for container in resource.containers:
            stage = self.containers.get(container, {}).get("stage")
            if isinstance(stage, str) and stage != "main":
                return self._stages().get(stage, 0)
        return 0

    def _stages(self) -> dict[str, int]:
        places = {"main": 0, "setup": -1, "runtime": 1, "deploy": 2}
        for _ in range(10):
            for first, second, _ in self.edges:
                if first.kind == second.kind == "stage":
                    if second.title in places and first.title not in places:
                        places[first.title] = places[second.title] - 1
                    elif first.title in places and second.title not in places:
                        places[second.title] = places[first.title] + 1
        return places


def references(value: Puppet) -> Iterable[Reference]:
    """The references in an attribute's value."""
    return (item for item in flat(value) if isinstance(item, Reference))


def _settled(resources: list[Declared], before: dict[int, list[Declared]]) -> list[Declared]:
    """Each resource behind those that come before it, else in the given order."""
    done: dict[int, Declared] = {}
    opened: set[int] = set()
    for first in resources:
        pending = [first]
        while pending:
            resource = pending[-1]
            opened.add(id(resource))
            waiting = next(
                (each for each in before.get(id(resource), ())
                 if id(each) not in done and id(each) not in opened),
                None,
            )  # fmt: skip
            if waiting is None:
                pending.pop()
                done.setdefault(id(resource), resource)
            else:
                pending.append(waiting)
    return list(done.values())
