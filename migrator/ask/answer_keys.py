"""What an answers file may hold: each key with the form of its value.

`schemas/answers.schema.json` says the same to an editor; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from migrator.knowledge.node_specs import resolve
from migrator.visible import visible

Form = Literal["text", "words", "list"]
FORMS: dict[Form, str] = {
    "text": "one value",
    "words": "one value, or the words of a command as a list",
    "list": "one value, or a list of them",
}


@dataclass(frozen=True)
class AnswerKey:
    """A key, `package.*` with any name after the dot, and what may stand there.

    `choices` are the only values, if there are any; else `pattern` is what a value looks
    like, and `example` one that does.
    """

    id: str
    about: str
    example: str
    form: Form = "text"
    choices: tuple[str, ...] = ()
    pattern: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it stands for many keys."""
        return self.id.endswith(".*")

    def matches(self, id: str) -> bool:
        """Whether this is the key of an answer."""
        if not self.is_open:
            return id == self.id
        return id.startswith(self.id[:-1]) and len(id) > len(self.id) - 1

    def refusal(self, value: str) -> str | None:
        """What is wrong with a value, None when it will do."""
        if not value:
            return "is empty"
        if self.choices and value not in self.choices:
            return f"is none of {', '.join(self.choices)}"
        if self.id == "app.node" and resolve(value) is None:
            return "names no release of Node that ever was"
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            return "has not the form that is expected"
        return None


_PORT = r"none|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}"
_PREFIX = r"[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
NODE_POLICIES = ("same", "nearest-lts", "latest-lts")

ANSWER_KEYS: tuple[AnswerKey, ...] = (
    AnswerKey("name", "The project's name in the report; else its folder's.", "shop"),
    AnswerKey("vagrantfile", "The Vagrantfile, relative to the repository.", "vm/Vagrantfile"),
    AnswerKey("provider", "The provider whose overrides are read.", "virtualbox"),
    AnswerKey("app.node", "The Node release, as a version, a range or a name.", "8.17.0"),
    AnswerKey(
        "app.node-policy",
        "Which Node where app.node does not say: the machine's, or a newer one on purpose.",
        "latest-lts",
        choices=NODE_POLICIES,
    ),
    AnswerKey("app.start", "The command that starts it.", "node server.js", form="words"),
    AnswerKey("app.port", 'The port it listens on, or "none".', "3000", pattern=_PORT),
    AnswerKey("app.service", "The application's name in compose.yaml.", "web", pattern=_NAME),
    AnswerKey(
        "package.*",
        "What becomes of an OS package of the machine.",
        "runtime",
        choices=("runtime", "build", "drop"),
    ),
    AnswerKey(
        "cron.*",
        'The command that the scheduler runs for a cron job, or "none".',
        "node backup.js",
    ),
    AnswerKey(
        "proxy",
        "Whether a container stands in front of the application, as the VM's web server did.",
        "container",
        choices=("container", "none"),
    ),
    AnswerKey(
        "image.mirror",
        "The registry, with a path if it wants one, that every image is pulled through.",
        "registry.example/hub",
        pattern=_PREFIX,
    ),
    AnswerKey(
        "image.digest.*",
        "The digest that an image is pinned to, by its name without a mirror.",
        "sha256:" + "0" * 64,
        pattern=r"sha256:[0-9a-f]{64}",
    ),
    AnswerKey(
        "test-gate",
        "Whether a failing test stops the release image.",
        "no",
        choices=("yes", "no"),
    ),
    AnswerKey(
        "ignore.files",
        "Files and folders that are not read, as globs relative to the repository.",
        "legacy/*",
        form="list",
    ),
    AnswerKey(
        "ignore.steps",
        "Provisioning steps that need nobody, as globs of their text.",
        "*motd*",
        form="list",
    ),
    AnswerKey("ignore.warnings", "Codes of warnings to leave out.", "node-eol", form="list"),
)


def key_of_answer(id: str) -> AnswerKey | None:
    """The key that an answer's id belongs to."""
    return next((key for key in ANSWER_KEYS if key.matches(id)), None)


def wrong_answer(id: str, value: str) -> str | None:
    """What is wrong with the answer of an id, as a sentence and what to write instead."""
    key = key_of_answer(id)
    why = key.refusal(value) if key is not None else None
    if key is None or why is None:
        return None
    return f'{visible(id)} is "{visible(value)}", which {why}. {example_of(id, key)}'


def example_of(id: str, key: AnswerKey) -> str:
    """What to write for a key instead of something wrong."""
    if key.choices:
        return f"Write one of {', '.join(key.choices)}."
    return f"Write it like this: `{visible(id)}: {key.example}`."


def is_section(id: str) -> bool:
    """Whether keys stand below an id, as `app.start` does below `app`."""
    return any(key.id.startswith(f"{id}.") for key in ANSWER_KEYS)


def nearest_key(id: str) -> str | None:
    """The known key that a wrong one was probably meant to be."""
    known = list(_spellings(id))
    found = get_close_matches(id, known, 1, 0.6) or get_close_matches(
        id.rpartition(".")[2], [name.rpartition(".")[2] for name in known], 1, 0.75
    )
    return next((name for name in known if found and name.endswith(found[0])), None)


def _spellings(id: str) -> Iterator[str]:
    """The keys' names; an open one with what `id` has after its first dot."""
    rest = id.partition(".")[2]
    for key in ANSWER_KEYS:
        if key.is_open and rest:
            yield f"{key.id[:-1]}{rest}"
        elif not key.is_open:
            yield key.id
