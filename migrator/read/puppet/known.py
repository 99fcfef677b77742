"""Classes and defined types of well-known modules of the Forge."""

from __future__ import annotations

from migrator.knowledge.forge_modules import known_of
from migrator.read.puppet.applying.registry import Applying
from migrator.values import Text, Unknown


def apply_known(applying: Applying) -> bool:
    """Tell what a well-known class or defined type does; False for one that nobody knows here."""
    resource = applying.resource
    is_class = resource.kind == "class"
    name = resource.title.lower() if is_class else resource.kind
    known = known_of("classes" if is_class else "defines", name)
    if known is None:
        return False

    def lookup(wanted: str) -> Text | None:
        if wanted == "title":
            return resource.title
        if (value := applying.text(wanted)) is not None:
            return value
        if is_class and (data := applying.compiler.hiera.get(f"{name}::{wanted}")) is not None:
            return str(data)
        if wanted in known.defaults:
            return known.defaults[wanted]
        if wanted in known.unsaid:
            return Unknown(known.unsaid[wanted], resource.source, resource.body.line)
        return None

    if not applying.take(known.steps, lookup, {}):
        applying.settle(name)
    return True
