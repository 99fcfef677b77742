"""One filter for each language that is written; values come from a hostile repository.

A free text (an argument, a value, an excerpt) is quoted and can hold anything.
A name with a grammar of its own (a package, an image, a port) is checked with
`fullmatch` instead, and MigrationError names the one that does not fit: quoted
or not, a package called `x; reboot` can only be an attack or a misreading.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Sequence

from migrator.errors import MigrationError
from migrator.visible import visible

_IMAGE = re.compile(
    r"(?:[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?/)?"
    r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*"
    r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    r"(?:@sha256:[0-9a-f]{64})?"
)
_OS_PACKAGE = re.compile(r"[a-z0-9][a-z0-9+.-]+(?:=[A-Za-z0-9.+:~-]+)?")
_NPM_PACKAGE = re.compile(
    r"(?:@[A-Za-z0-9~][A-Za-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*(?:@[A-Za-z0-9.^~<>=*+-]+)?"
)
_SERVICE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HOST_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_PATH = re.compile(r"[^\x00-\x1f\x7f\\\"'`$\u0080-\u009f\u2028\u2029\ud800-\udfff]+")
_MOUNTED = re.compile(r"[A-Za-z0-9._/@+ \u00a1-\ud7ff-]+")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/@+-]+")
_PLAIN_WORD = re.compile(r"[A-Za-z_./][A-Za-z0-9_./@-]*(?::[A-Za-z0-9_./@-]+)*")
# What YAML 1.1 and 1.2 read as something else than a text, though no mark says so.
_YAML_WORDS = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"}
)
_COMMENT_LENGTH = 100
_CORRECT = "Look up its evidence with `migrator inspect`, and correct it in the answers file."


def _checked(pattern: re.Pattern[str], what: str, value: str) -> str:
    if not pattern.fullmatch(value):
        raise MigrationError(
            f"The plan has {what} that cannot be one: {visible(value)[:80]}",
            next=_CORRECT,
        )
    return value


def image(value: str) -> str:
    """An image reference, checked."""
    return _checked(_IMAGE, "an image name", value)


def os_package(value: str) -> str:
    """A Debian package, with or without `=version`, checked."""
    return _checked(_OS_PACKAGE, "an OS package", value)


def npm_package(value: str) -> str:
    """An npm package, with or without `@version` or a range, checked, as a word for sh."""
    return shlex.quote(_checked(_NPM_PACKAGE, "an npm package", value))


def service(value: str) -> str:
    """A compose service's or volume's name, checked."""
    return _checked(_SERVICE, "a service name", value)


def variable(value: str) -> str:
    """An environment variable's name, checked."""
    return _checked(_VARIABLE, "an environment variable", value)


def port(value: int) -> str:
    """A port number, checked."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 65536:
        raise MigrationError(
            f"The plan has a port that cannot be one: {visible(str(value))[:80]}",
            next=_CORRECT,
        )
    return str(value)


def published_port(host_ip: str | None, host: int | None, container: int, protocol: str) -> str:
    """Compose's short form of a published port, `127.0.0.1:8080:80/udp`."""
    suffix = {"tcp": "", "udp": "/udp"}.get(protocol)
    if suffix is None:
        raise MigrationError(
            f"Port {port(container)} has a protocol that compose cannot publish: "
            f"{visible(protocol)[:40]}",
            next="Only tcp and udp can be forwarded; correct it in the Vagrantfile.",
        )
    parts = [] if host is None else [port(host)]
    if host_ip is not None:
        address = _checked(_HOST_ADDRESS, "a host address", host_ip)
        parts = [f"[{address}]" if ":" in address else address, *(parts or [""])]
    return ":".join([*parts, port(container)]) + suffix


def mount(source: str, target: str) -> str:
    """Compose's short form of a mount, `./db:/data`; neither side may have a colon."""
    for side in (source, target):
        _checked(_MOUNTED, "a mounted path", side)
    return f"{source}:{target}"


def path(value: str) -> str:
    """A relative path inside the project, checked; `.` is the root itself."""
    checked = _checked(_PATH, "a path", value)
    if checked.startswith("/") or ".." in checked.split("/"):
        raise MigrationError(
            f"The plan has a path that leaves the project: {visible(value)[:80]}",
            next=_CORRECT,
        )
    return checked


def copy_paths(sources: Iterable[str], target: str) -> str:
    """The sources and the target of COPY; globs in names are taken literally.

    Names that the plain form would split or expand make it the JSON form.
    """
    literal = [re.sub(r"[\[*?]", r"[\g<0>]", source) for source in sources]
    words = [_checked(_PATH, "a path", word) for word in (*literal, target)]
    if all(_PLAIN_PATH.fullmatch(word) and not word.startswith("-") for word in words):
        return " ".join(words)
    return exec_form(words)


def ignore_pattern(value: str) -> str:
    """A line of .dockerignore that means exactly this path."""
    return re.sub(r"[\[*?]", r"[\g<0>]", path(value)).strip()


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
    checked = _checked(_IDENTIFIER, "a secret's variable", name)
    return "${" + checked + ":?see .env.example}"


def comment(value: str) -> str:
    """One line for a comment of a Dockerfile, a YAML or an ignore file, at most 100 characters."""
    line = visible(" ".join(value.split())).rstrip("\\").strip()
    return line if len(line) <= _COMMENT_LENGTH else f"{line[: _COMMENT_LENGTH - 1]}…"


def _without_surrogates(value: str) -> str:
    return value.encode("utf-8", "replace").decode("utf-8")
