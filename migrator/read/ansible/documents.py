"""Ansible's YAML files as plain values that remember their lines.

Ansible's own tags are understood, duplicate keys are taken as Ansible takes them
(the last one counts), and aliases cannot make a small file large.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from migrator.values import Unknown
from migrator.yaml_text import NotYaml, load_yaml, loader_for

MAX_DOCUMENT = 512 * 1024
MAX_MERGED = 5_000


class Block(dict[str, Any]):
    """A mapping and the lines it stands on, counted from 1; `end_line` is the last one.

    `lines` has the line of each key.
    """

    line: int = 1
    end_line: int = 1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lines: dict[str, int] = {}


class Verbatim(str):
    """A text marked `!unsafe`: nothing in it is a template."""


class _Constructor(yaml.SafeLoader):
    """What both loaders below build values with; never used to parse by itself."""

    def block(self, node: yaml.MappingNode) -> Block:
        self.limited_merge(node)
        self.flatten_mapping(node)
        found = Block()
        found.line = node.start_mark.line + 1
        # The end of a block stands before the token that follows it, on a later line.
        found.end_line = max(found.line, node.end_mark.line + bool(node.flow_style))
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable):
                found[str(key)] = self.construct_object(value_node, deep=True)
                found.lines[str(key)] = key_node.start_mark.line + 1
        return found

    def sequence(self, node: yaml.SequenceNode) -> list[Any]:
        """Built in one go, so that a list which holds itself is refused."""
        return [self.construct_object(child, deep=True) for child in node.value]

    def limited_merge(self, node: yaml.MappingNode) -> None:
        """Refuse merge keys that would multiply a mapping beyond any real use."""
        size, pending = 0, [node]
        while pending:
            for key, value in pending.pop().value:
                size += 1
                if size > MAX_MERGED:
                    raise NotYaml("its merge keys make it too large")
                if key.tag == "tag:yaml.org,2002:merge":
                    merged = value.value if isinstance(value, yaml.SequenceNode) else [value]
                    pending.extend(one for one in merged if isinstance(one, yaml.MappingNode))

    def text(self, node: yaml.Node) -> str:
        return str(node.value)

    def tagged(self, suffix: str, node: yaml.Node) -> object:
        """Values under a tag: `!unsafe` is a text, `!vault` and all others are unknown."""
        if suffix == "unsafe" and isinstance(node, yaml.ScalarNode):
            return Verbatim(node.value)
        why = "it is encrypted by ansible-vault" if "vault" in suffix else f"it is a !{suffix}"
        return Unknown(why, "", node.start_mark.line + 1)


def _equipped(base: Any) -> Any:
    """A loader on top of `base` that builds what `_Constructor` says."""
    loader: Any = type("AnsibleLoader", (base,), {"limited_merge": _Constructor.limited_merge})
    loader.add_constructor("tag:yaml.org,2002:map", _Constructor.block)
    loader.add_constructor("tag:yaml.org,2002:seq", _Constructor.sequence)
    loader.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.text)
    loader.add_constructor("tag:yaml.org,2002:binary", _Constructor.text)
    loader.add_multi_constructor("!", _Constructor.tagged)
    loader.add_multi_constructor("tag:yaml.org,2002:python/", _Constructor.tagged)
    return loader


_LOADERS: dict[Any, Any] = {}


def read_document(text: str) -> object:
    """The first document's value: None, scalars, lists and `Block`s, with Unknown leaves.

    NotYaml says why a text has no value.
    """
    if len(text) > MAX_DOCUMENT:
        raise NotYaml("it is too large")
    base = loader_for(text)
    if base not in _LOADERS:
        _LOADERS[base] = _equipped(base)
    return load_yaml(text + "\n", lambda documents: next(documents, None), _LOADERS[base])
