"""Rendering SLS files and collecting their states, includes first."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from migrator.read.ansible.budget import Budget, Spent
from migrator.read.ansible.documents import Block
from migrator.read.ansible.run import excerpt
from migrator.read.ansible.values import as_text, listed, undefined, unknown
from migrator.read.recording import Recording
from migrator.read.salt.documents import bounded_document
from migrator.read.salt.lines import clean, settled
from migrator.read.salt.lines import plain as without_marks
from migrator.read.salt.minion import Minion
from migrator.read.salt.states import REQUISITES, State, arguments_of, declared, plain
from migrator.read.salt.syntax import parsed
from migrator.read.salt.tree import Tree
from migrator.read.salt.writer import SlsWriter
from migrator.values import Text, Unknown
from migrator.yaml_text import NotYaml

MAX_STATES = 3000
MAX_INCLUDED = 200
_STATE = re.compile(r"^\s+([a-z_][\w]*\.[a-z_]\w*):?\s*$")
_YAML = re.compile(r"#!\s*(?:jinja\s*\|\s*)?yaml")
NOT_TAKEN = "its branch is not taken on this machine"


@dataclass(frozen=True)
class Document:
    """A rendered SLS file: `places` has the file's line of each rendered one, `untaken` the
    stretches of its branches that are not taken, each with its first line."""

    block: Block
    places: list[int]
    untaken: list[tuple[int, str]]

    def left_out(self) -> list[tuple[int, str]]:
        """(line, text) of the states in those branches."""
        found: dict[int, str] = {}
        for line, text in self.untaken:
            rows = text.split("\n")
            for index, row in enumerate(rows):
                if _STATE.match(row):
                    above = rows[index - 1].strip() if index else ""
                    shown = f"{above} {row.strip()}" if above.endswith(":") else row.strip()
                    found[line + index] = shown
        return sorted(found.items())


class Compiler:
    """Reads states for one minion; `pillar` is filled before any state is read."""

    def __init__(self, minion: Minion, recording: Recording) -> None:
        self.minion = minion
        self.recording = recording
        self.budget = Budget()
        self.pillar: dict[str, Any] = {}
        self.states: list[State] = []
        self.done: dict[str, None] = {}
        self.extensions: list[Mapping[str, Any]] = []
        self.units: dict[tuple[str, int], int] = {}

    # --- rendering -------------------------------------------------------------------------------

    def names(self, name: str, extra: Mapping[str, Any]) -> Any:
        """What a name stands for in a template."""
        if name in extra:
            return extra[name]
        known: dict[str, Any] = {
            "grains": self.minion.grains,
            "pillar": self.pillar,
            "opts": self.minion.options,
            "saltenv": "base",
            "env": "base",
            "salt": {},
        }
        return known.get(name, undefined(name))

    def writer(self, tree: Tree, extra: Mapping[str, Any]) -> SlsWriter:
        """What evaluates one template."""

        def load(at: SlsWriter, name: str) -> nodes.Template | str:
            path = tree.find(name)
            text = tree.text(path) if path is not None else None
            return f"{name} is not in the repository" if text is None else parsed(text)

        return SlsWriter(lambda name: self.names(name, extra), self.budget, load, _read)

    def rendered(self, text: str, extra: Mapping[str, Any], tree: Tree | None = None) -> Text:
        """A template that is no SLS file, such as the source of a managed file."""
        template = parsed(clean(text))
        if isinstance(template, str):
            return unknown(template)
        try:
            with self.budget.one():
                return without_marks(
                    self.writer(tree or self.minion.states, extra).text(template.body)
                )
        except Spent as limit:
            return unknown(str(limit))
        except RecursionError:
            return unknown("the template is nested too deeply")

    def document(self, path: str, tree: Tree, sls: str) -> Document | None:
        """An SLS file's document; None where it has none, which is noted."""
        template = self._template(path, tree)
        if isinstance(template, str):
            self._not_read(path, tree, template)
            return None
        folder = posixpath.dirname(sls.replace(".", "/"))
        extra = {"sls": sls, "slspath": folder or sls, "tpldir": folder, "tplfile": path}
        writer = self.writer(tree, extra)
        try:
            with self.budget.one():
                written, places = settled(writer.text(template.body))
            found = bounded_document(written)
        except (Spent, RecursionError, NotYaml) as error:
            self._not_read(path, tree, str(error) or "it is nested too deeply")
            return None
        for line, why in writer.doubts:
            self.recording.cannot_follow(path, line, why)
        block = found if isinstance(found, Block) else Block()
        return Document(block, places, [] if tree is self.minion.pillar else writer.untaken)

    def _template(self, path: str, tree: Tree) -> nodes.Template | str:
        """An SLS file's syntax tree, or why there is none."""
        text = tree.text(path)
        if text is None:
            return "it cannot be read"
        if text.startswith("#!") and not _YAML.match(text):
            return "it is written for another renderer than YAML"
        return parsed(text)

    def _not_read(self, path: str, tree: Tree, why: str) -> None:
        """One entry for a file whose states cannot be told, with what stands there."""
        self.recording.cannot_follow(path, 1, why)
        if tree is not self.minion.states:
            return
        lines = (tree.text(path) or "").splitlines()
        unit = self.recording.unit(path, 1, len(lines), "\n".join(lines))
        self.recording.command(unit, ("salt:sls", path))

    def _leave_out(self, path: str, line: int, text: str) -> None:
        """Enter a state of a branch that is not taken."""
        if (path, line) not in self.units and not self.recording.is_full:
            unit = self.units[(path, line)] = self.recording.unit(path, line, line, text)
            self.recording.skip(unit, NOT_TAKEN)

    # --- states ----------------------------------------------------------------------------------

    def include(self, name: str, source: str, line: int) -> None:
        """Collect the states called `name`, once."""
        if name in self.done or len(self.done) > MAX_INCLUDED:
            return
        self.done[name] = None
        path = self.minion.states.sls(name)
        if path is None:
            unit = self.recording.unit(source, line, line, name)
            self.recording.command(unit, ("salt:missing", name))
            return
        found = self.document(path, self.minion.states, name)
        if found is None:
            return
        block, places = found.block, found.places
        for other in listed(block.get("include")):
            self._include_one(other, name, path, places[block.lines["include"] - 1])
        if isinstance(block.get("extend"), Mapping):
            self.extensions.append(block["extend"])
        left_out = found.left_out()
        for state in declared(block, places, name, path):
            while left_out and left_out[0][0] < state.line:
                self._leave_out(path, *left_out.pop(0))
            if len(self.states) < MAX_STATES:
                state.unit = self._unit(state)
                self.states.append(state)
        for line, text in left_out:
            self._leave_out(path, line, text)

    def _include_one(self, other: Any, name: str, path: str, line: int) -> None:
        for one in other.values() if isinstance(other, Mapping) else [other]:
            word = plain(one)
            if not isinstance(word, str):
                self.recording.cannot_follow(path, line, "which states it includes is not known")
            elif word.endswith("*"):
                self.recording.cannot_follow(path, line, f"the includes {word} are not followed")
            else:
                self.include(absolute(word, name, path), path, line)

    def _unit(self, state: State) -> int:
        """The ledger's entry of a state, the same one for each turn of a loop."""
        place = (state.source, state.line)
        if place not in self.units:
            lines = (self.minion.states.text(state.source) or "").splitlines()
            end = min(state.end_line, len(lines))
            while end > state.line and _is_none_of_it(lines[end - 1]):
                end -= 1
            text = excerpt(lines, state.line, end)
            self.units[place] = self.recording.unit(
                state.source, state.line, end, text or state.function
            )
        return self.units[place]

    def extend(self) -> None:
        """Lay what `extend` says over the states that it names."""
        for extension in self.extensions:
            for ident, body in extension.items():
                for key, given in body.items() if isinstance(body, Mapping) else ():
                    for state in self.states:
                        if str(state.id) == ident and state.module == str(key).partition(".")[0]:
                            _extend(state, arguments_of(given))


def _extend(state: State, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        before = state.arguments.get(name)
        lists = isinstance(before, list) and isinstance(value, list)
        if lists and name.removesuffix("_in") in REQUISITES:
            state.arguments[name] = [*before, *value]  # type: ignore[misc]
        else:
            state.arguments[name] = value


def _is_none_of_it(line: str) -> bool:
    text = line.strip()
    return not text or text.startswith(("#", "{%", "{#"))


def absolute(word: str, name: str, path: str) -> str:
    """`.common` as it is meant in the states `name`, which stand in `path`."""
    dots = len(word) - len(word.lstrip("."))
    if not dots:
        return word
    parents = name.split(".")
    up = dots - 1 if path.endswith("/init.sls") else dots
    kept = parents[: len(parents) - up] if up else parents
    return ".".join([*kept, word.lstrip(".")])


def _read(form: str, text: str) -> Any:
    """A text as yaml, json or itself."""
    if form == "text":
        return text
    try:
        return plain(bounded_document(text))
    except NotYaml as error:
        return unknown(f"it is not {form}: {error}")


def text_of(value: Any) -> Text:
    """A value as a text of a command."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, Unknown) else as_text(value)
