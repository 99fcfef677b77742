"""One Chef run: which files are evaluated in which order, and what they declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from migrator.machine import Location
from migrator.read.chef.attributes import Attributes
from migrator.read.chef.constants import add_constants, helpers
from migrator.read.chef.cookbooks import Cookbooks
from migrator.read.chef.custom import Custom, custom_resources
from migrator.read.chef.node import ChefNode, system_attributes
from migrator.read.chef.recipe import AttributeFile, Recipe
from migrator.read.chef.resource import Notice, Resource
from migrator.read.chef.run_list import split_recipe
from migrator.read.project import NotReadable
from migrator.read.recording import Recording, Setting
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.running import run_file
from migrator.read.vagrantfile.ruby.values import Hash, Module, Receiver, Ruby
from migrator.read.vagrantfile.syntax import Node, Tree, parse
from migrator.read.vagrantfile.world.constants import constants
from migrator.read.vagrantfile.world.environment import Environment
from migrator.values import Unknown

MAX_RESOURCES = 3000
MAX_FILES = 600
MAX_INCLUDES = 60


class Kitchen:
    """The state of one run, shared by all of its recipes.

    `declared` are the resources in order; `definitions` are those of the cookbooks that
    are loaded; `custom_actions` are the actions of the provider file that is being read.
    """

    def __init__(self, setting: Setting, cookbooks: Cookbooks) -> None:
        self.setting = setting
        self.cookbooks = cookbooks
        self.at: Location = setting.provisioner.at
        self.run = Interpreter(setting.project, constants(Environment({}), []))
        self.recording = Recording(setting.project, setting.guest, setting.state)
        self.helpers: Module = helpers()
        add_constants(self)
        self.attributes = Attributes()
        system = system_attributes(setting.guest, self.at.source, self.at.line)
        self.attributes.merge("automatic", system)
        self.run_list: list[str] = []
        self.loaded: list[str] = []
        self.node = ChefNode(self.attributes, self.run_list, self.loaded)
        self.declared: list[Resource] = []
        self.by_key: dict[str, Resource] = {}
        self.definitions: dict[str, tuple[Ruby, Hash]] = {}
        self.custom_actions: dict[str, Ruby] = {}
        self.awaiting: list[tuple[Notice, Resource]] = []
        self.locked: Mapping[str, str] = {}
        self.nested = 0
        self._cookbooks: dict[str, None] = {}
        self._attribute_files: set[str] = set()
        self._files = 0
        self._deep = 0

    # --- cookbooks -----------------------------------------------------------------------------

    def load_cookbooks(self, names: Iterable[str]) -> None:
        """Load cookbooks with what they depend on: libraries, attributes, definitions."""
        order: dict[str, None] = {}
        for name in names:
            self._order(name, order)
        fresh = [name for name in order if name not in self._cookbooks]
        self._cookbooks.update(dict.fromkeys(fresh))
        for folder in ("libraries", "attributes", "definitions"):
            for name in fresh:
                for path in self.cookbooks.folder(name, folder):
                    if folder == "attributes":
                        self._load_attributes(name, path)
                    else:
                        self.evaluate(path, Recipe(self, name, folder))

    def include_attributes(self, name: str) -> None:
        """Evaluate the attribute file `cookbook::file`, unless it was evaluated before."""
        cookbook, file = split_recipe(name)
        root = self.cookbooks.root(cookbook)
        path = f"{root}/attributes/{file}.rb"
        if root is not None and self.setting.project.is_file(path):
            self._load_attributes(cookbook, path)

    def _load_attributes(self, cookbook: str, path: str) -> None:
        if path not in self._attribute_files:
            self._attribute_files.add(path)
            self.evaluate(path, AttributeFile(self, cookbook, "attributes"))

    def _order(self, name: str, order: dict[str, None], depth: int = 0) -> None:
        """Dependencies first, as Chef loads them."""
        if name in order or self.cookbooks.root(name) is None or depth > MAX_INCLUDES:
            return
        for dependency in self.cookbooks.depends(name):
            if dependency != name:
                self._order(dependency, order, depth + 1)
        order[name] = None

    def evaluate(self, path: str, receiver: Receiver | None) -> Tree | None:
        """Evaluate a Ruby file of the repository with `receiver` as its self."""
        self._files += 1
        if self._files > MAX_FILES:
            return None
        try:
            text = self.setting.project.text(path)
        except NotReadable as error:
            self.recording.cannot_follow(path, 1, str(error))
            return None
        tree = parse(path, text)
        if tree.error_line is not None:
            self.recording.cannot_follow(path, tree.error_line, "this is not Ruby")
        run_file(self.run, tree, receiver)
        return tree

    # --- recipes -------------------------------------------------------------------------------

    def include(self, name: Ruby, recipe: Recipe, node: Node) -> None:
        """Evaluate a recipe once; one that the repository does not have becomes a resource."""
        if isinstance(name, Unknown):
            self.missing(str(name), node.source.name, node.line, node.text, recipe.inside)
            return
        cookbook, wanted = split_recipe(str(name))
        own = cookbook or recipe.cookbook
        self.include_named(own, wanted, node.source.name, node.line, node.text, recipe.inside)

    def include_named(
        self,
        cookbook: str,
        recipe: str,
        source: str,
        line: int,
        text: str,
        inside: int | None = None,
    ) -> None:
        """Evaluate a recipe by its name; `source`, `line` and `text` are who asked for it."""
        full = f"{cookbook}::{recipe}"
        if full in self.loaded:
            return
        self.loaded.append(full)
        path = self.cookbooks.recipe(cookbook, recipe)
        if path is None or self._deep >= MAX_INCLUDES:
            self.missing(full, source, line, text, inside)
            return
        self._deep += 1
        try:
            self.load_cookbooks([cookbook])
            before = len(self.declared)
            receiver = Recipe(self, cookbook, recipe)
            receiver.inside = inside
            tree = self.evaluate(path, receiver)
            if tree is not None:
                self._note_others(tree, before)
        finally:
            self._deep -= 1

    def missing(self, name: str, source: str, line: int, text: str, inside: int | None) -> None:
        """Declare a recipe that is not in the repository, to be told by what is known of it."""
        unit = self.recording.unit(source, line, line, text, inside=inside)
        node = Node("recipe", parse(source, "").root.source, 0, 0)
        resource = Resource("recipe", name, node, Recipe(self, *split_recipe(name)), unit)
        self._add(resource)

    # --- resources -----------------------------------------------------------------------------

    def declare(self, call: Call, recipe: Recipe, name: Ruby) -> Resource | None:
        """Make the resource that a call declares, with its entry in the ledger."""
        if len(self.declared) >= MAX_RESOURCES or self.recording.is_full:
            why = "more resources are declared than are followed"
            self.recording.cannot_follow(call.node.source.name, call.node.line, why)
            return None
        node = call.node
        unit = self.recording.unit(
            node.source.name, node.line, node.end_line, node.text, inside=recipe.inside
        )
        resource = Resource(call.name, name, node, recipe, unit)
        self._add(resource)
        return resource

    def _add(self, resource: Resource) -> None:
        self.declared.append(resource)
        self.by_key[resource.key] = resource

    def _note_others(self, tree: Tree, before: int) -> None:
        """Enter the resources of a recipe that no branch or loop came to."""
        seen = {(each.node.source.name, each.node.start) for each in self.declared[before:]}
        for node in declarations(tree.root):
            if (node.source.name, node.start) not in seen:
                source, text = node.source.name, node.text
                unit = self.recording.unit(source, node.line, node.end_line, text)
                self.recording.skip(unit, "its branch is not taken on this machine")

    def apply(self, resource: Resource, actions: list[str]) -> None:
        """Apply a resource at once, as `run_action` does."""
        from migrator.read.chef.converge import apply

        apply(self, resource, actions)

    def helper(self, name: str) -> object | None:
        """A method of the modules that the cookbooks' libraries mix into recipes."""
        return self.helpers.find(name)

    @cached_property
    def custom(self) -> Mapping[str, Custom]:
        """The resources that the repository's cookbooks define."""
        return custom_resources(self)


_COMMON = frozenset(
    "package apt_package yum_package execute bash script service template file cookbook_file "
    "directory link user group cron git remote_file npm_package nodejs_npm apt_repository "
    "gem_package python_pip ark".split()
)


def declarations(root: Node) -> list[Node]:
    """The calls of a recipe that declare one of the common resources, outside of blocks of others.

    Definitions and methods are left out: their bodies belong to who uses them.
    """
    found: list[Node] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if node.kind in ("method", "singleton_method", "class", "module"):
            continue
        if node.kind == "call" and "receiver" not in node.fields:
            method = node.fields.get("method")
            name = method.word if method is not None else ""
            if name == "define":
                continue
            if name in _COMMON and "arguments" in node.fields:
                found.append(node)
                continue
        pending.extend(reversed(node.children))
    return found
