"""`self` in recipes, attribute files, definitions and the actions of custom resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.read.chef.attributes import SPOKEN, View, plain
from migrator.read.chef.resource import OF_EVERY_OBJECT, Resource
from migrator.read.vagrantfile.ruby.procs import invoke, run_method
from migrator.read.vagrantfile.ruby.registry import FUNCTIONS, Call
from migrator.read.vagrantfile.ruby.values import Hash, Method, Receiver, Ruby, Symbol, text_of
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen

NAMELESS = frozenset({"apt_update", "build_essential", "chef_sleep", "reboot"})
_NOTHING = frozenset(
    "use_inline_resources whyrun_supported? updated_by_last_action tag load_current_resource "
    "provides chef_version resource_name unified_mode default_action actions "
    "attribute property state_attrs current_resource current_value action_class".split()
)


class Recipe(Receiver):
    """One file of a cookbook while it is evaluated.

    `params` are those of a definition, `resource` is the custom resource whose action
    is evaluated, `inside` the ledger entry that declared resources belong behind.
    """

    type_name = "a recipe"

    def __init__(
        self,
        kitchen: Kitchen,
        cookbook: str,
        recipe: str,
        *,
        params: Hash | None = None,
        resource: Resource | None = None,
    ) -> None:
        self.kitchen = kitchen
        self.cookbook = cookbook
        self.recipe = recipe
        self.params = params
        self.resource = resource
        self.inside = resource.unit if resource is not None else None

    def answer(self, call: Call) -> Ruby:
        if call.name in OF_EVERY_OBJECT:
            return NotImplemented
        if call.name == "require":
            return True
        answer = self.answer_inside(call)
        if answer is not NotImplemented or call.name in FUNCTIONS:
            return answer
        if call.name in {"include_recipe", "require_recipe"}:  # the second until Chef 10
            for name in call.positional():
                self.kitchen.include(name, self, call.node)
            return None
        return self._declare(call)

    def answer_inside(self, call: Call) -> Ruby:
        """What is also answered in a resource's block: the node and questions about it."""
        name = call.name
        if name == "node":
            return self.kitchen.node
        if name in SPOKEN and not call.arguments:
            return self.kitchen.node.answer(call)
        if name in ("cookbook_name", "recipe_name"):
            return self.cookbook if name == "cookbook_name" else self.recipe
        if name == "params" and self.params is not None:
            return self.params
        if name in ("new_resource", "current_resource") and self.resource is not None:
            return self.resource
        own = self.resource.properties if self.resource is not None else {}
        if name in own and not call.arguments and call.block is None:
            return own[name]
        question = _QUESTIONS.get(name)
        if question is not None:
            return question(self, call)
        method = self.kitchen.helper(name)
        if isinstance(method, Method):
            return run_method(call.run, method, self, call.arguments, call.block, call.node)
        return NotImplemented

    def _declare(self, call: Call) -> Ruby:
        """Anything else is a definition or a resource."""
        kitchen, name, first = self.kitchen, call.name, call.argument(0)
        if name == "define":
            options = call.options()
            kitchen.definitions[text_of(first)] = (call.block, options)
            return None
        if name == "action" and call.block is not None:
            kitchen.custom_actions[text_of(first)] = call.block
            return None
        if name in ("declare_resource", "edit_resource", "build_resource"):
            inner = Call(call.run, self, text_of(first), call.arguments[1:], call.block, call.node)
            return self._resource(inner)
        if name in kitchen.definitions:
            return self._definition(call)
        is_nameless = name in NAMELESS or call.block is not None
        if call.arguments or is_nameless:
            return self._resource(call)
        return NotImplemented

    def _resource(self, call: Call) -> Ruby:
        run = call.run
        if call.name.endswith(("?", "!", "=")) or len(call.positional()) > 1:
            return NotImplemented
        resource = self.kitchen.declare(call, self, call.argument(0, ""))
        if resource is None:
            return call.unknown("more resources are declared than are followed")
        resource.assumed = tuple(
            dict.fromkeys(f"it is not decided: {each.reason}" for each in run.undecided)
        )
        resource.fill(call)
        return resource

    def _definition(self, call: Call) -> Ruby:
        """Evaluate a definition's body with the parameters of this use of it."""
        body, defaults = self.kitchen.definitions[call.name]
        params = Hash(defaults)
        params[Symbol("name")] = call.argument(0, "")
        if call.block is not None:
            invoke(call.run, call.block, [], call.node, receiver=Parameters(params, self))
        inner = Recipe(self.kitchen, self.cookbook, self.recipe, params=params)
        inner.inside = self.inside
        return invoke(call.run, body, [], call.node, receiver=inner)


class Parameters(Receiver):
    """`self` in the block that a definition is used with: each call sets a parameter."""

    type_name = "the parameters of a definition"

    def __init__(self, params: Hash, recipe: Recipe) -> None:
        self.params = params
        self.recipe = recipe

    def answer(self, call: Call) -> Ruby:
        if call.name in OF_EVERY_OBJECT or call.name in FUNCTIONS:
            return NotImplemented
        if call.arguments or call.block is not None:
            value = call.argument(0) if len(call.arguments) == 1 else list(call.arguments)
            self.params[Symbol(call.name)] = value if call.arguments else call.block
            return value
        if Symbol(call.name) in self.params:
            return self.params[Symbol(call.name)]
        return self.recipe.answer_inside(call)


# --- questions ----------------------------------------------------------------------------------


def _is_platform(recipe: Recipe, call: Call) -> Ruby:
    key = "platform_family" if call.name == "platform_family?" else "platform"
    own = recipe.kitchen.attributes.get((key,))
    if isinstance(own, Unknown):
        return own
    return own in [text_of(each) for each in call.arguments]


def _value_for_platform(recipe: Recipe, call: Call) -> Ruby:
    """Read `value_for_platform(%w(ubuntu debian) => {"default" => "apache2"})`."""
    get = recipe.kitchen.attributes.get
    is_family = call.name == "value_for_platform_family"
    own, version = (
        get(("platform_family" if is_family else "platform",)),
        get(("platform_version",)),
    )
    if isinstance(own, Unknown):
        return own
    fallback: Ruby = None
    for keys, value in call.options().items():
        names = [text_of(key) for key in (keys if isinstance(keys, (list, tuple)) else [keys])]
        if own in names:
            return value if is_family or not isinstance(value, dict) else _for(value, str(version))
        if "default" in names:
            fallback = value
    return fallback


def _for(versions: dict[Ruby, Ruby], version: str) -> Ruby:
    by_name = {text_of(key): value for key, value in versions.items() if not isinstance(key, tuple)}
    return by_name.get(version, by_name.get("default"))


def _secret(recipe: Recipe, call: Call) -> Ruby:
    return call.unknown("data bags and searches need a Chef server")


def _lazy(recipe: Recipe, call: Call) -> Ruby:
    return call.run_block()


def _nothing(recipe: Recipe, call: Call) -> Ruby:
    return None


def _found(recipe: Recipe, call: Call) -> Ruby:
    """Read `resources("service[nginx]")`, `resources(:service => "nginx")`."""
    options = call.options()
    if options:
        kind, name = next(iter(options.items()))
        key = f"{text_of(kind)}[{name}]"
    else:
        words = [text_of(each) for each in call.positional()]
        key = words[0] if len(words) == 1 else f"{words[0]}[{words[1]}]" if words else ""
    return recipe.kitchen.by_key.get(key, key)


def _with_block(recipe: Recipe, call: Call) -> Ruby:
    return call.run_block() if call.block is not None else None


_QUESTIONS = {
    "platform?": _is_platform,
    "platform_family?": _is_platform,
    "value_for_platform": _value_for_platform,
    "value_for_platform_family": _value_for_platform,
    "data_bag": _secret,
    "data_bag_item": _secret,
    "search": _secret,
    "chef_vault_item": _secret,
    "encrypted_data_bag_item": _secret,
    "lazy": _lazy,
    "resources": _found,
    "find_resource": _found,
    "find_resource!": _found,
    "converge_by": _with_block,
    "with_run_context": _with_block,
    "converge_if_changed": _with_block,
    **dict.fromkeys(_NOTHING, _nothing),
}


class AttributeFile(Recipe):
    """`self` in a cookbook's attribute files, where names are attributes."""

    type_name = "an attribute file"

    def answer(self, call: Call) -> Ruby:
        if call.name in OF_EVERY_OBJECT:
            return NotImplemented
        answer = self.answer_inside(call)
        if answer is not NotImplemented or call.name in FUNCTIONS:
            return answer
        if call.name == "include_attribute":
            for name in call.positional():
                self.kitchen.include_attributes(str(name))
            return None
        if not call.arguments and call.block is None:
            value = View(self.kitchen.attributes, None).below(call.name)
            return NotImplemented if value is None else value
        return NotImplemented


class TemplateSelf(Recipe):
    """`self` in a template: it asks, and declares nothing."""

    type_name = "a template"

    def answer(self, call: Call) -> Ruby:
        return NotImplemented if call.name in OF_EVERY_OBJECT else self.answer_inside(call)


def values_of(resource: Resource) -> Hash:
    """The variables of a template, by the name that it knows them by."""
    value = resource.value("variables")
    return plain(value) if isinstance(value, dict) else Hash()
