"""Resources that the repository's own cookbooks define, with their providers' actions."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read.chef.applying.registry import Applying
from migrator.read.chef.recipe import Recipe
from migrator.read.vagrantfile.ruby.procs import invoke
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.running import guarded
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol, text_of

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen

_PROVIDES = re.compile(r"^\s*(?:resource_name|provides)\s*\(?\s*[:'\"](\w+)", re.MULTILINE)
MAX_NESTED = 12


@dataclass(frozen=True)
class Custom:
    """Where a resource of the repository is defined; `provider` is None in the newer style."""

    cookbook: str
    resource: str
    provider: str | None


def custom_resources(kitchen: Kitchen) -> dict[str, Custom]:
    """Every resource that a cookbook of the repository defines, by the names it goes by."""
    found: dict[str, Custom] = {}
    for cookbook in kitchen.cookbooks.names():
        for path in kitchen.cookbooks.folder(cookbook, "resources"):
            stem = posixpath.basename(path).removesuffix(".rb")
            prefix = cookbook.replace("-", "_")
            provider = path.replace("/resources/", "/providers/")
            is_file = kitchen.setting.project.is_file(provider)
            custom = Custom(cookbook, path, provider if is_file else None)
            own = prefix if stem == "default" else f"{prefix}_{stem}"
            for name in (own, *_PROVIDES.findall(kitchen.cookbooks.text(path))):
                found.setdefault(name, custom)
    return found


class Definition(Recipe):
    """`self` in the file that defines a resource: its properties and their defaults."""

    type_name = "a custom resource"

    def __init__(self, kitchen: Kitchen, applying: Applying, custom: Custom) -> None:
        super().__init__(kitchen, custom.cookbook, "resource", resource=applying.resource)
        self.applying = applying
        self.default: str | None = None

    def answer(self, call: Call) -> Ruby:
        if call.name in ("property", "attribute"):
            self._property(call)
            return None
        if call.name in ("default_action", "actions") and call.arguments:
            self.default = self.default or text_of(call.argument(0))
            return None
        return super().answer(call)

    def _property(self, call: Call) -> None:
        name, options = text_of(call.required()), call.options()
        properties = self.applying.resource.properties
        is_name = options.get(Symbol("name_property")) or options.get(Symbol("name_attribute"))
        if is_name:
            properties.setdefault(name, self.applying.resource.name)
        elif Symbol("default") in options:
            properties.setdefault(name, options[Symbol("default")])


def apply_custom(applying: Applying) -> bool:
    """Follow the action of a resource that the repository defines; False where it does not."""
    kitchen, resource = applying.kitchen, applying.resource
    custom = kitchen.custom.get(resource.kind)
    if custom is None or kitchen.nested >= MAX_NESTED:
        return False
    kitchen.custom_actions = {}
    definition = Definition(kitchen, applying, custom)
    kitchen.evaluate(custom.resource, definition)
    if custom.provider is not None:
        provider = Recipe(kitchen, custom.cookbook, "provider", resource=resource)
        kitchen.evaluate(custom.provider, provider)
    actions = kitchen.custom_actions
    action = applying.action
    if action == "default":
        action = definition.default or next(iter(actions), "default")
    block = actions.get(action)
    if block is None:
        return False
    kitchen.recording.command(resource.unit, ("chef:follow", resource.kind), applying.account())
    _run(kitchen, block, Recipe(kitchen, custom.cookbook, "provider", resource=resource))
    return True


def _run(kitchen: Kitchen, block: Ruby, receiver: Recipe) -> None:
    assert receiver.resource is not None
    kitchen.nested += 1
    with guarded(kitchen.run):
        invoke(kitchen.run, block, [], receiver.resource.node, receiver=receiver)
    kitchen.nested -= 1
