"""The words behind `ansible-playbook`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.read.ansible.documents import read_document
from migrator.read.ansible.inventory import plain_value
from migrator.read.ansible.shorthand import key_values
from migrator.values import Text, Unknown
from migrator.yaml_text import NotYaml

LONG = {
    "-i": "--inventory", "--inventory-file": "--inventory", "-e": "--extra-vars", "-t": "--tags",
    "-l": "--limit", "-u": "--user", "-U": "--become-user", "--sudo-user": "--become-user",
    "-b": "--become", "-s": "--become", "--sudo": "--become", "-c": "--connection",
}  # fmt: skip
TAKING_VALUE = frozenset(
    "--inventory --extra-vars --tags --skip-tags --limit --user --become-user --connection "
    "--private-key --key-file --forks -f --vault-password-file --vault-id --start-at-task "
    "--become-method --module-path -M --timeout -T --ssh-common-args --ssh-extra-args".split()
)


@dataclass
class CommandLine:
    """Operands and options as given; `values` has every value of an option in order."""

    playbooks: list[Text] = field(default_factory=list)
    values: dict[str, list[Text]] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """The known values of an option."""
        return [value for value in self.values.get(name, ()) if isinstance(value, str)]

    def words(self, name: str) -> tuple[str, ...]:
        """The values of an option that takes words with commas between them."""
        parts = (part.strip() for text in self.texts(name) for part in text.split(","))
        return tuple(part for part in parts if part)

    def last(self, name: str) -> str | None:
        texts = self.texts(name)
        return texts[-1] if texts else None


def read_command_line(words: Iterable[Text]) -> CommandLine:
    """Read the words after the program's name."""
    found = CommandLine()
    pending: str | None = None
    for word in words:
        if pending is not None:
            found.values.setdefault(pending, []).append(word)
            pending = None
        elif isinstance(word, Unknown) or not word.startswith("-"):
            found.playbooks.append(word)
        else:
            name, has_value, value = word.partition("=")
            if not word.startswith("--"):
                name, has_value, value = word[:2], word[2:], word[2:].removeprefix("=")
            name = LONG.get(name, name)
            if name in TAKING_VALUE and not has_value:
                pending = name
            else:
                found.values.setdefault(name, []).append(value)
    return found


def extra_variables(texts: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The variables of `-e` options, and the files that `-e @file` names."""
    found: dict[str, Any] = {}
    files: list[str] = []
    for text in texts:
        if text.startswith("@"):
            files.append(text[1:])
        elif text.lstrip().startswith("{"):
            found.update(_mapping(text))
        else:
            found.update({k: plain_value(v) for k, v in key_values(text).items()})
    return found, tuple(files)


def _mapping(text: str) -> Mapping[str, Any]:
    try:
        document = read_document(text)
    except NotYaml:
        return {}
    return document if isinstance(document, Mapping) else {}
