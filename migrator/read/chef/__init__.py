"""Chef: recipes of the repository, evaluated as a fresh machine would, and well-known cookbooks.

Recipes are Ruby and run in the Vagrantfile reader's evaluator; nothing of them is executed.
Each resource becomes a unit, and the commands that it comes to are followed like a script's.
"""

from __future__ import annotations

from collections.abc import Mapping

from migrator.read.chef.attributes import plain
from migrator.read.chef.converge import Converging
from migrator.read.chef.cookbooks import cookbooks_of, locked_versions
from migrator.read.chef.kitchen import Kitchen
from migrator.read.chef.run_list import Expansion, expand
from migrator.read.options import paths_of
from migrator.read.recording import Setting
from migrator.read.vagrantfile.ruby.running import room_for_recursion
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby
from migrator.trace import Trace
from migrator.values import Value

__all__ = ["follow_chef"]

ROLES = ("roles", "chef/roles")


def follow_chef(setting: Setting) -> Trace:
    """Follow `chef_solo` or `chef_zero`: run list, roles, attributes, recipes, resources."""
    kitchen = Kitchen(setting, cookbooks_of(setting))
    kitchen.locked = locked_versions(setting)
    with room_for_recursion():
        expansion = _expanded(kitchen)
        _load(kitchen, expansion)
        at = setting.provisioner.at
        for cookbook, recipe in expansion.recipes:
            text = f"recipe[{cookbook}]" if recipe == "default" else f"recipe[{cookbook}::{recipe}]"
            kitchen.include_named(cookbook, recipe, at.source, at.line, text)
        for item, why in expansion.unknown:
            kitchen.missing(item, at.source, at.line, item, None)
            kitchen.recording.cannot_follow(at.source, at.line, f"{item}: {why}")
        Converging(kitchen).run()
    _close(kitchen)
    return kitchen.recording.trace()


def _expanded(kitchen: Kitchen) -> Expansion:
    """The run list without its roles; what it says of itself goes into the node."""
    setting = kitchen.setting
    options = setting.provisioner.options
    items = options.get("run_list")
    named = paths_of(options.get("roles_path"))
    folders = [setting.path(path) for path in named or ROLES]

    def run_ruby(path: str, role: Receiver) -> None:
        kitchen.evaluate(path, role)

    given = [_ruby(item) for item in items] if isinstance(items, tuple) else []
    json = _ruby(options.get("json"))
    if not given and isinstance(json, dict) and isinstance(json.get("run_list"), list):
        given = json["run_list"]
    expansion = expand(given, setting.project, folders, run_ruby)
    kitchen.run_list += [f"recipe[{name}::{recipe}]" if recipe != "default" else f"recipe[{name}]"
                         for name, recipe in expansion.recipes]  # fmt: skip
    return expansion


def _load(kitchen: Kitchen, expansion: Expansion) -> None:
    """Lay the attributes over one another and load the cookbooks that the run list names."""
    kitchen.attributes.merge(
        "normal", plain(_ruby(kitchen.setting.provisioner.options.get("json")))
    )
    for defaults in expansion.defaults:
        kitchen.attributes.merge("role_default", defaults)
    for overrides in expansion.overrides:
        kitchen.attributes.merge("role_override", overrides)
    kitchen.load_cookbooks(dict.fromkeys(cookbook for cookbook, _ in expansion.recipes))


def _ruby(value: Value) -> Ruby:
    """A value of the Vagrantfile as the evaluator has them."""
    if isinstance(value, Mapping):
        return Hash({key: _ruby(item) for key, item in value.items()})
    if isinstance(value, tuple):
        return [_ruby(item) for item in value]
    return value


def _close(kitchen: Kitchen) -> None:
    """Keep what stayed unclear in recipes, and an entry where the run list says nothing."""
    recording, at = kitchen.recording, kitchen.at
    for doubt in kitchen.run.doubts:
        if "/libraries/" in doubt.at.source or "/attributes/" in doubt.at.source:
            continue
        recording.cannot_follow(doubt.at.source, doubt.at.line, f"{doubt.what}: {doubt.why}")
    if not recording.units:
        kind = kitchen.setting.provisioner.kind
        unit = recording.unit(at.source, at.line, at.line, kind)
        recording.command(unit, ("chef:run_list", kind))
