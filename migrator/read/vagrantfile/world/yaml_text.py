"""YAML as Ruby's Psych reads it, on top of PyYAML's parser.

Psych types plain scalars by rules of its own (`ScalarScanner`): `:name` is a symbol,
`1,000` an integer, `0777` octal, `1:30` a number to base sixty, and `y` a string. Its
`load` refuses dates and objects; a date stays the text that was written here.
"""

from __future__ import annotations

import re

import yaml

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.keys import as_key
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol
from migrator.yaml_text import possible_depth

MAX_DEPTH = 60
# libyaml ends the process somewhat above 20,000.
MAX_NESTED = 5_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The C parser says "" for a plain scalar, the Python one None.
_QUOTED = ("'", '"', "|", ">")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)\Z")
_OCTAL = re.compile(r"[-+]?0[_,]*[0-7][0-7_,]*\Z")
_BASED = re.compile(r"[-+]?(?:0b[01_,]+|0x[0-9a-fA-F_,]+)\Z")
_FLOAT = re.compile(r"(?:[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][+-][0-9]+)?(?# base 10))\Z")
_SIXTY = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}\Z")
_NOTHING = ("", "~", "null", "Null", "NULL")
_WORDS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def load_yaml(text: str) -> Ruby:
    """The first document of a text; WrongUse when it is not YAML."""
    if possible_depth(text) > MAX_NESTED:
        raise Incalculable("the document is nested too deeply")
    loader = _LOADER(text)
    try:
        node = loader.get_single_node() if "\n---" not in text[4:] else _first(loader)
        if node is None:
            return None
        return _Build().value(node, 0)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise WrongUse("it is not YAML", "Psych::SyntaxError") from error
    finally:
        loader.dispose()


def _first(loader: yaml.SafeLoader) -> yaml.Node | None:
    if not loader.check_node():
        return None
    node: yaml.Node | None = loader.get_node()
    return node


class _Build:
    """Nodes to values; a node with an anchor is built once and shared."""

    def __init__(self) -> None:
        self.count = 0
        self.built: dict[int, Ruby] = {}

    def value(self, node: yaml.Node, depth: int) -> Ruby:
        if id(node) in self.built:
            return self.built[id(node)]
        self.count += 1
        if self.count > limits.MAX_ITEMS or depth > MAX_DEPTH:
            raise Incalculable("the document is too large")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            items: list[Ruby] = []
            self.built[id(node)] = items
            items += [self.value(child, depth + 1) for child in node.value]
            return items
        result = Hash()
        self.built[id(node)] = result
        for key_node, value_node in node.value:
            self._add(result, key_node, value_node, depth)
        return result

    def _add(self, into: Hash, key_node: yaml.Node, value_node: yaml.Node, depth: int) -> None:
        value = self.value(value_node, depth + 1)
        if isinstance(key_node, yaml.ScalarNode) and key_node.value == "<<" and not key_node.style:
            for merged in value if isinstance(value, list) else [value]:
                if isinstance(merged, dict):
                    for key, item in merged.items():
                        into.setdefault(key, item)
            return
        into[as_key(self.value(key_node, depth + 1))] = value


def _scalar(node: yaml.ScalarNode) -> Ruby:
    text: str = node.value
    if node.tag == "!ruby/symbol":
        return Symbol(text)
    return text if node.style in _QUOTED or _is_said_text(node) else plain_scalar(text)


_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = yaml.resolver.Resolver()


def _is_said_text(node: yaml.ScalarNode) -> bool:
    """Whether a tag says that it is a text, though it looks like something else."""
    looks_like = _RESOLVER.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]  # its stubs leave it out
    return node.tag == "!" or (node.tag == _TEXT and looks_like != _TEXT)


def plain_scalar(text: str) -> Ruby:
    """The value of a scalar without quotes."""
    if text in _NOTHING:
        return None
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if len(text) > 100 or text[0] not in ":+-.0123456789":
        return text
    if re.match(r"\d{4}-\d\d?-\d\d?(\Z|[Tt ])", text):
        raise Incalculable("a date in the document is not followed")
    if text.startswith(":") and len(text) > 1 and re.match(r":[^:]", text):
        return Symbol(text[1:].strip("\"'"))
    return _number(text)


def _number(text: str) -> Ruby:
    digits = text.replace("_", "").replace(",", "")
    if _OCTAL.match(text) and len(digits.lstrip("+-")) > 1:
        return int(digits, 8)
    if _INTEGER.match(text):
        return int(digits)
    if _BASED.match(text):
        return int(digits, 0)
    if _SIXTY.match(text):
        return _base_sixty(text)
    if text.lower() in (".inf", "-.inf", "+.inf", ".nan"):
        return float(text.lower().replace(".", ""))
    if _FLOAT.match(text) and re.search(r"[0-9]", text):
        try:
            return float(digits)
        except ValueError:
            return text
    return text


def _base_sixty(text: str) -> int:
    # The first part always counts as hours in Psych, so "22:22" is 80520.
    total = 0
    for place, part in enumerate(text.split(":")):
        total += int(part) * 60 ** abs(place - 2)
    return total
