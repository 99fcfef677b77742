"""Applying the declared resources in order, with guards, actions and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import migrator.read.chef.applying  # noqa: F401  (its modules declare what applies which resource)
from migrator.read.chef.applying.registry import APPLIES, DEFAULT_ACTIONS, Applying
from migrator.read.chef.custom import apply_custom
from migrator.read.chef.known import apply_known
from migrator.read.chef.resource import Guard, Notice, Resource
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.running import guarded
from migrator.read.vagrantfile.ruby.values import NativeProc, Proc
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen

MAX_APPLIED = 10_000
MAX_CHAIN = 20
NOTHING = "its action is :nothing, and no resource that runs notifies it"


class Converging:
    """One run over the declared resources."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen
        self.delayed: dict[tuple[str, str], None] = {}
        self.done: set[tuple[int, str]] = set()
        self.depth = 0

    def run(self) -> None:
        """Apply all resources, then what was put off to the end."""
        kitchen = self.kitchen
        # Actions of custom resources declare further ones behind those that are there.
        place = 0
        while place < len(kitchen.declared):
            resource = kitchen.declared[place]
            place += 1
            self.apply(resource, resource.actions or [self._default(resource)])
        while self.delayed:
            target, action = next(iter(self.delayed))
            del self.delayed[(target, action)]
            self._notify(target, action)
        for resource in kitchen.declared:
            if not resource.applied:
                kitchen.recording.skip(resource.unit, resource.why_not or NOTHING)

    def _default(self, resource: Resource) -> str:
        return DEFAULT_ACTIONS.get(resource.kind, "default")

    def apply(self, resource: Resource, actions: list[str]) -> None:
        """Apply one resource, and tell the resources that it notifies."""
        actions = [action for action in actions if action != "nothing"]
        if not actions or len(self.done) >= MAX_APPLIED:
            return
        reason = self._held_back(resource)
        if reason is not None:
            resource.why_not = reason
            return
        resource.applied = True
        for action in actions:
            self.done.add((resource.unit, action))
            apply_action(self.kitchen, resource, action)
        awaiting = [
            Notice(notice.action, other.key, notice.at_once)
            for notice, other in self.kitchen.awaiting
            if notice.target == resource.key
        ]
        for notice in (*resource.notices, *awaiting):
            if not notice.at_once:
                self.delayed[(notice.target, notice.action)] = None
            elif self.depth < MAX_CHAIN:
                self.depth += 1
                self._notify(notice.target, notice.action)
                self.depth -= 1

    def _notify(self, key: str, action: str) -> None:
        target = self.kitchen.by_key.get(key)
        if target is not None and (target.unit, action) not in self.done:
            self.apply(target, [action])

    def _held_back(self, resource: Resource) -> str | None:
        """Why a guard keeps the resource from being applied; None where it is applied."""
        for guard in resource.guards:
            holds = self._holds(guard, resource)
            if holds is None:
                resource.assumed += (f"{guard.word} is decided as on a fresh machine",)
            elif holds is (guard.word == "not_if"):
                return f"its {guard.word} says so on a fresh machine"
        return None

    def _holds(self, guard: Guard, resource: Resource) -> bool | None:
        kitchen = self.kitchen
        if isinstance(guard.condition, (Proc, NativeProc)):
            value = evaluate_block(kitchen, guard.condition, resource)
            return kitchen.run.decide(value, resource.node)
        if isinstance(guard.condition, (bool, type(None), Unknown)):
            return guard.condition if isinstance(guard.condition, bool) else None
        text = resource.as_text(guard.condition)
        return kitchen.recording.holds(text, resource.unit)


def evaluate_block(kitchen: Kitchen, block: Proc | NativeProc, resource: Resource) -> object:
    """The value of a block of a resource, evaluated while it is applied."""
    with guarded(kitchen.run):
        return invoke(kitchen.run, block, [], resource.node)
    return Unknown("the block cannot be followed", *resource.place)


def apply_action(kitchen: Kitchen, resource: Resource, action: str) -> None:
    """Tell what one action of one resource does; what nobody knows is shown by its name."""
    applying = Applying(kitchen.recording, resource, kitchen, action)
    function = APPLIES.get(resource.kind)
    if function is not None:
        function(applying)
    elif not apply_custom(applying) and not apply_known(applying):
        applying.note(resource.as_text(resource.name))


def apply(kitchen: Kitchen, resource: Resource, actions: list[str]) -> None:
    """Apply a resource while recipes are still evaluated, as `run_action` does."""
    converging = Converging(kitchen)
    converging.apply(resource, actions)
