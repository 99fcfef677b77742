"""One filter for each language that is written; values come from a hostile repository.

A free text (an argument, a value, an excerpt) can hold anything and is quoted.
Names with a grammar of their own are checked instead: see `migrator.render.names`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Sequence

from migrator.errors import MigrationError
from migrator.render import names
from migrator.visible import visible

_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/@+-]+")
_PLAIN_WORD = re.compile(r"[A-Za-z_./][A-Za-z0-9_./@-]*(?::[A-Za-z0-9_./@-]+)*")
# What YAML 1.1 and 1.2 read as something else than a text, though no mark says so.
_YAML_WORDS = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"}
)
_NGINX_WORD = re.compile(r"[A-Za-z0-9$_./:@=~^*+,%?!|()&<>-]+")
_COMMENT_LENGTH = 100


def copy_paths(sources: Iterable[str], target: str) -> str:
    """The sources and the target of COPY; globs in names are taken literally.

    Names that the plain form would split or expand make it the JSON form.
    """
    literal = [re.sub(r"[\[*?]", r"[\g<0>]", source) for source in sources]
    words = [names.any_path(word) for word in (*literal, target)]
    if all(_PLAIN_PATH.fullmatch(word) and not word.startswith("-") for word in words):
        return " ".join(words)
    return exec_form(words)


def ignore_pattern(value: str) -> str:
    """A line of .dockerignore that means exactly this path.

    A slash in front keeps `!` and `#` from meaning an exception or a comment.
    """
    literal = re.sub(r"[\[*?]", r"[\g<0>]", names.path(value)).strip()
    return f"/{literal}" if literal.startswith(("!", "#")) else literal


def shell(arguments: Iterable[str]) -> str:
    """A command for RUN, each argument quoted for sh.

    A line break or control character cannot stand in a RUN line, and a command
    that begins with a dash would be read as an option of RUN: MigrationError.
    """
    words = list(arguments)
    if not words or words[0].startswith("-") or any(visible(word) != word for word in words):
        raise MigrationError(
            f"This command cannot be written into a Dockerfile: {visible(' '.join(words))[:80]}",
            next="Put it into a script or an npm script, and name that in the answers file.",
        )
    return shlex.join(words)


def exec_form(arguments: Iterable[str]) -> str:
    """A command as the JSON array of CMD and ENTRYPOINT, on one line."""
    return "[" + ", ".join(json_text(argument) for argument in arguments) + "]"


def json_text(value: str) -> str:
    """A JSON string in which every unprintable character is escaped."""
    return escape_unprintable(json.dumps(_without_surrogates(value), ensure_ascii=False))


def escape_unprintable(document: str) -> str:
    """Escape what `json.dumps` leaves raw in a document: C1 controls, line separators, bidi marks.

    Line breaks stay: outside of its strings JSON may have them, inside they are escaped already.
    """
    if document.replace("\n", "").isprintable():
        return document
    return "".join(
        character if character.isprintable() or character == "\n" else json.dumps(character)[1:-1]
        for character in document
    )


def yaml(value: str) -> str:
    """A YAML scalar that is always a text: bare where that is plain, else double-quoted.

    `$` is doubled, because compose expands variables in every value.
    """
    doubled = value.replace("$", "$$")
    bare = _PLAIN_WORD.fullmatch(doubled) and doubled.lower() not in _YAML_WORDS
    if bare and not re.fullmatch(r"[.0-9eE-]+|\.+", doubled):
        return doubled
    return _yaml_text(doubled)


def yaml_list(values: Iterable[str]) -> str:
    """A YAML flow sequence of double-quoted texts, `$` doubled."""
    return "[" + ", ".join(_yaml_text(value.replace("$", "$$")) for value in values) + "]"


def _yaml_text(value: str) -> str:
    """A double-quoted scalar: a JSON string, but YAML has no surrogate pairs."""
    return "".join(
        character if character.isprintable() else _yaml_escape(character)
        for character in json.dumps(_without_surrogates(value), ensure_ascii=False)
    )


def _yaml_escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def composed(parts: Sequence[str]) -> str:
    """A compose value of text and names of secrets by turns, which it reads from `.env`.

    Compose refuses to start while a secret has no value there.
    """
    texts = [
        part.replace("$", "$$") if index % 2 == 0 else _required(part)
        for index, part in enumerate(parts)
    ]
    return _yaml_text("".join(texts))


def _required(name: str) -> str:
    return "${" + names.secret(name) + ":?see .env.example}"


def nginx_word(value: str) -> str:
    """One word of nginx's configuration; bare where that is plain, else in double quotes.

    A control character cannot stand in it: MigrationError.
    """
    if not value.isprintable():
        raise MigrationError(
            f"This cannot be written into nginx's configuration: {visible(value)[:80]}",
            next="Take it out of the web server's site, or answer `proxy: none`.",
        )
    if _NGINX_WORD.fullmatch(value):
        return value
    escaped = _without_surrogates(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def comment(value: str) -> str:
    """One line for a comment of a Dockerfile, a YAML or an ignore file, at most 100 characters."""
    line = visible(" ".join(value.split())).strip("\\ ")
    return line if len(line) <= _COMMENT_LENGTH else f"{line[: _COMMENT_LENGTH - 1]}…"


def _without_surrogates(value: str) -> str:
    return value.encode("utf-8", "replace").decode("utf-8")
