"""The run list: roles taken apart, in the order in which Chef expands them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from migrator.read.project import NotReadable, Project
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby, Symbol
from migrator.values import Unknown

MAX_ROLES = 100
_ITEM = re.compile(r"(recipe|role)\[([^\]@]+)(?:@[^\]]*)?\]")
RunRuby = Callable[[str, Receiver], None]


@dataclass
class Role(Receiver):
    """A role; `self` of a role written in Ruby."""

    run_list: list[Ruby] = field(default_factory=list)
    default: Hash = field(default_factory=Hash)
    override: Hash = field(default_factory=Hash)

    def answer(self, call: Call) -> Ruby:
        match call.name:
            case "run_list" | "recipes":
                self.run_list = _flat(call.arguments)
            case "env_run_lists" | "env_run_list":
                lists = call.options()
                self.run_list = _flat([lists.get("_default", lists.get(Symbol("_default"), []))])
            case "default_attributes":
                self.default = call.options()
            case "override_attributes":
                self.override = call.options()
            case "name" | "description" | "json_class" | "chef_type":
                pass
            case _:
                return NotImplemented
        return None


def _flat(values: Iterable[Ruby]) -> list[Ruby]:
    return [
        item for value in values for item in (_flat(value) if isinstance(value, list) else [value])
    ]


@dataclass
class Expansion:
    """The recipes of a run list, and the attributes of the roles met on the way.

    `recipes` are (cookbook, recipe); `unknown` are items that could not be read, with why.
    """

    recipes: dict[tuple[str, str], None] = field(default_factory=dict)
    defaults: list[Hash] = field(default_factory=list)
    overrides: list[Hash] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)


def split_recipe(name: str) -> tuple[str, str]:
    """The cookbook and recipe of `mongodb::10gen_repo`; "default" where none is named."""
    cookbook, _, recipe = name.strip().partition("::")
    return cookbook, recipe.partition("@")[0] or "default"


def expand(
    items: Iterable[Ruby], project: Project, folders: Iterable[str], run_ruby: RunRuby
) -> Expansion:
    """Take every role apart, each once; a role that is not in `folders` is unknown."""
    expansion = Expansion()
    _expand(list(items), project, list(folders), run_ruby, expansion)
    return expansion


def _expand(
    items: list[Ruby],
    project: Project,
    folders: list[str],
    run_ruby: RunRuby,
    expansion: Expansion,
) -> None:
    for item in items:
        if isinstance(item, Unknown):
            expansion.unknown.append((str(item), item.reason))
            continue
        match = _ITEM.fullmatch(str(item).strip())
        kind, name = (match[1], match[2]) if match else ("recipe", str(item))
        if kind == "recipe":
            expansion.recipes[split_recipe(name)] = None
        elif name not in expansion.roles and len(expansion.roles) < MAX_ROLES:
            expansion.roles[name] = None
            role = read_role(name, project, folders, run_ruby)
            if role is None:
                expansion.unknown.append((f"role[{name}]", "the repository has no such role"))
                continue
            _expand(role.run_list, project, folders, run_ruby, expansion)
            expansion.defaults.append(role.default)
            expansion.overrides.append(role.override)


def read_role(
    name: str, project: Project, folders: Iterable[str], run_ruby: RunRuby
) -> Role | None:
    """A role from its JSON or Ruby file; None where there is none."""
    for folder in folders:
        path = posixpath.join(folder, f"{name}.rb")
        if project.is_file(path):
            role = Role()
            run_ruby(path, role)
            return role
        path = posixpath.join(folder, f"{name}.json")
        if project.is_file(path):
            return _from_json(project, path)
    return None


def _from_json(project: Project, path: str) -> Role | None:
    try:
        read = json.loads(project.text(path))
    except (NotReadable, ValueError, RecursionError):
        return None
    if not isinstance(read, Mapping):
        return None
    run_list = read.get("run_list")
    return Role(
        run_list if isinstance(run_list, list) else [],
        _hash(read.get("default_attributes")),
        _hash(read.get("override_attributes")),
    )


def _hash(value: object) -> Hash:
    return Hash(value) if isinstance(value, dict) else Hash()
