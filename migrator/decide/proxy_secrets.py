"""Which directives of a web server's site must not stand in a file that is committed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from migrator.evidence import SiteDirective
from migrator.knowledge.nginx_directives import gives_values
from migrator.redact import names_a_secret, redact


def has_secret(directive: SiteDirective) -> bool:
    """Whether a directive has a secret in it, or a value for what names one."""
    words = (directive.name, *directive.arguments)
    text = " ".join(words)
    if redact(text) != text:
        return True
    if not gives_values(directive.name):
        return False
    named = (at for at, word in enumerate(words) if names_secret_variable(word))
    return any(any(map(is_literal, words[at + 1 :])) for at in named)


def names_secret_variable(word: str) -> bool:
    """Whether a variable or header is called like a secret: `$http_x_api_key`, `X-Api-Key`."""
    return names_a_secret(word.strip("($!)").replace("-", "_"))


def is_literal(word: str) -> bool:
    """Whether a word is a value rather than a variable or an operator."""
    bare = word.strip("()\"'")
    return bool(re.search(r"\w", bare)) and not bare.startswith("$") and bare != "default"


def refusal_of(directive: SiteDirective) -> list[SiteDirective]:
    """What a condition does to those who do not know its secret: `return 403`, if it does that.

    Without the secret nobody can be told from anybody else, and so all are refused.
    """
    if directive.name != "if":
        return []
    return [
        each
        for each in directive.block or ()
        if each.name == "return" and re.fullmatch("4[0-9][0-9]", " ".join(each.arguments[:1]))
    ][:1]


def secret_variables(directives: Iterable[SiteDirective]) -> set[str]:
    """The variables that are set to a secret, at any depth."""
    found: set[str] = set()
    for directive in directives:
        if directive.name == "set" and has_secret(directive):
            found.update(directive.arguments[:1])
        found |= secret_variables(directive.block or ())
    return found


def reads(directive: SiteDirective, variables: Collection[str]) -> str | None:
    """The first of these variables that a directive's own words read; nginx has to know it."""
    used = {word for text in directive.arguments for word in re.findall(r"\$\w+", text)}
    return next((name for name in sorted(variables) if name in used), None)
