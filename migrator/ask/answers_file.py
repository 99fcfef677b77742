"""Answers from a YAML file: question id -> answer, so that a migration can be repeated."""

from __future__ import annotations

from pathlib import Path

from migrator.errors import MigrationError
from migrator.yaml_text import NotYaml, read_only_yaml

_NEXT = "Write one line a question, as `inspect` names them: `app.start: node server.js`."


def read_answers(path: Path) -> dict[str, str]:
    """Read an answers file; MigrationError names the file, and the line where there is one.

    A nested mapping is read as dotted ids (`app: {start: …}` is `app.start`), a
    list as a shell line is written, its words separated by blanks.
    """
    try:
        document = read_only_yaml(path.read_text("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise MigrationError(
            f"The answers file {path} cannot be read: {reason}.", next=_NEXT
        ) from error
    except UnicodeDecodeError as error:
        raise MigrationError(f"The answers file {path} is not text.", next=_NEXT) from error
    except NotYaml as error:
        place = path if error.line is None else f"{path}:{error.line}"
        raise MigrationError(f"{place} is not valid YAML: {error.reason}.", next=_NEXT) from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise MigrationError(f"{path} holds no mapping of questions to answers.", next=_NEXT)
    try:
        return dict(_flatten("", document))
    except RecursionError as error:
        message = f"{path} holds a mapping that contains itself."
        raise MigrationError(message, next=_NEXT) from error


def _flatten(prefix: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flatten(f"{prefix}{key}.", inner)]
    name = prefix.removesuffix(".")
    if isinstance(value, list):
        return [(name, " ".join(str(word) for word in value))]
    if isinstance(value, bool):
        return [(name, "yes" if value else "no")]
    return [] if value is None else [(name, str(value))]
