"""Recipes and resources of well-known cookbooks that the repository does not have."""

from __future__ import annotations

from migrator.knowledge.cookbooks import Cookbook, cookbook, custom_resource
from migrator.read.chef.applying.registry import Applying
from migrator.read.chef.run_list import split_recipe
from migrator.values import Text, Unknown


def apply_known(applying: Applying) -> bool:
    """Tell what a well-known recipe or resource does; False for one that nobody knows here."""
    if applying.resource.kind == "recipe":
        name, recipe = split_recipe(str(applying.resource.name))
        known = cookbook(name)
        return known is not None and _take(applying, known, recipe)
    steps = custom_resource(applying.resource.kind)
    if steps is None:
        return False

    def lookup(name: str) -> Text | None:
        if name == "action":
            return applying.action
        if name == "name":
            return applying.resource.as_text(applying.resource.name)
        return applying.resource.string(name)

    applying.take(steps, lookup, {})
    return True


def _take(applying: Applying, known: Cookbook, recipe: str) -> bool:
    if recipe not in known.recipes:
        return False
    kitchen, resource = applying.kitchen, applying.resource
    locked = kitchen.locked.get(known.name)
    at = kitchen.at

    def lookup(name: str) -> Text | None:
        value = kitchen.attributes.get(tuple(name.split(".")))
        if value is not None and not isinstance(value, (dict, list)):
            return resource.as_text(value)
        if name in known.defaults:
            return known.defaults[name]
        by_release = known.default_of(name, locked)
        if by_release is not None:
            return by_release
        if name in known.unsaid:
            return Unknown(known.unsaid[name], at.source, at.line)
        return None

    if not applying.take(known.recipes[recipe], lookup, known.recipes):
        applying.settle(known.name)
    return True
