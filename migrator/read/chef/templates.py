"""Templates of cookbooks: ERB with the variables of the resource and the node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.read.chef.recipe import Recipe, TemplateSelf
from migrator.read.vagrantfile.ruby.control import Leave, LimitReached
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Hash
from migrator.read.vagrantfile.syntax import parse
from migrator.read.vagrantfile.world.documents import Template
from migrator.values import Text, Unknown

if TYPE_CHECKING:
    from migrator.read.chef.kitchen import Kitchen


def render(kitchen: Kitchen, recipe: Recipe, text: str, name: str, values: Hash) -> Text:
    """What a template gives; `values` are its `@variables`, `name` is its file."""
    run = kitchen.run
    root = parse(name, "").root
    template = Template(text, "-")
    before, run.instance_variables = (
        run.instance_variables,
        {f"@{key}": value for key, value in values.items()},
    )
    receiver = TemplateSelf(kitchen, recipe.cookbook, recipe.recipe)
    scope = Scope(Frame(receiver, name))
    kept = run.depth, run.scope
    try:
        with run.inside(scope):
            result = template.answer(Call(run, template, "result", [scope], None, root))
    except LimitReached as limit:
        run.give_up(limit.unknown)
        return Unknown(limit.unknown.reason, name, 1)
    except (Leave, RecursionError):
        return Unknown("the template cannot be followed", name, 1)
    finally:
        run.instance_variables = before
        run.depth, run.scope = kept
    if isinstance(result, (str, Unknown)):
        return result if isinstance(result, Unknown) else str.__str__(result)
    return Unknown("the template cannot be followed", name, 1)
