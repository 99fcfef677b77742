"""Which groups a machine belongs to, what they set, and which hosts a pattern means."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from migrator.read.ansible.documents import Block, read_document
from migrator.read.ansible.shorthand import split_words
from migrator.yaml_text import NotYaml

MAX_LINES = 5_000
MAX_HOSTS = 500


@dataclass
class Inventory:
    """Hosts by group and variables by host and group; `children` are the groups of a group."""

    groups: dict[str, list[str]] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    host_vars: dict[str, dict[str, Any]] = field(default_factory=dict)
    group_vars: dict[str, dict[str, Any]] = field(default_factory=dict)

    def hosts(self) -> list[str]:
        """Every host that is named, in order."""
        named = [host for hosts in self.groups.values() for host in hosts]
        return list(dict.fromkeys([*named, *self.host_vars]))

    def add(self, group: str, host: str) -> None:
        hosts = self.groups.setdefault(group, [])
        if host not in hosts and len(hosts) < MAX_HOSTS:
            hosts.append(host)

    def groups_of(self, host: str) -> list[str]:
        """The host's groups, parents before their children, without `all`."""
        found = [group for group, hosts in self.groups.items() if host in hosts]
        for _ in range(8):
            parents = [
                parent
                for parent, children in self.children.items()
                if parent not in found and any(child in found for child in children)
            ]
            if not parents:
                break
            found = [*parents, *found]
        return [group for group in dict.fromkeys(found) if group not in {"all", "ungrouped"}]


def read_inventory(text: str, inventory: Inventory) -> None:
    """Add what an inventory file says, in INI or in YAML form. Never fails."""
    if re.match(r"\s*(?:---|all\s*:|\w[\w-]*\s*:\s*$)", text):
        try:
            document = read_document(text)
        except NotYaml:
            document = None
        if isinstance(document, Block):
            for group, content in document.items():
                _read_group(inventory, group, content, 0)
            return
    _read_ini(text, inventory)


def _read_group(inventory: Inventory, group: str, content: object, depth: int) -> None:
    if not isinstance(content, Mapping) or depth > 8:
        return
    hosts = content.get("hosts")
    for host, variables in (hosts if isinstance(hosts, Mapping) else {}).items():
        inventory.add(group, host)
        if isinstance(variables, Mapping):
            inventory.host_vars.setdefault(host, {}).update(variables)
    if isinstance(content.get("vars"), Mapping):
        inventory.group_vars.setdefault(group, {}).update(content["vars"])
    children = content.get("children")
    for child, inner in (children if isinstance(children, Mapping) else {}).items():
        inventory.children.setdefault(group, []).append(child)
        inventory.groups.setdefault(child, [])
        _read_group(inventory, child, inner, depth + 1)


def _read_ini(text: str, inventory: Inventory) -> None:
    group, kind = "ungrouped", ""
    for line in text.splitlines()[:MAX_LINES]:
        line = line.strip()
        if not line or line[0] in "#;":
            continue
        header = re.fullmatch(r"\[([^\]:]+)(?::(\w+))?\]\s*(?:[#;].*)?", line)
        if header is not None:
            group, kind = header[1], header[2] or ""
            inventory.groups.setdefault(group, [])
        elif kind == "vars":
            name, _, value = line.partition("=")
            variables = inventory.group_vars.setdefault(group, {})
            variables[name.strip()] = plain_value(value.strip())
        elif kind == "children":
            inventory.children.setdefault(group, []).append(line.split()[0])
        else:
            _read_host(line, group, inventory)


def _read_host(line: str, group: str, inventory: Inventory) -> None:
    words = split_words(line)
    for host in _expanded(words[0]) if words else ():
        inventory.add(group, host)
        pairs = (word.partition("=") for word in words[1:] if "=" in word)
        variables = {name: plain_value(value) for name, _, value in pairs}
        if variables:
            inventory.host_vars.setdefault(host, {}).update(variables)


def _expanded(name: str) -> Iterator[str]:
    """`web[1:3]` as web1, web2, web3; a port behind a colon is no part of the name."""
    span = re.fullmatch(r"([^\[]*)\[(\d{1,4}):(\d{1,4})\](.*)", name)
    if span is None:
        yield name.partition(":")[0]
        return
    width = len(span[2])
    for number in range(int(span[2]), min(int(span[3]), int(span[2]) + MAX_HOSTS) + 1):
        yield f"{span[1]}{number:0{width}d}{span[4]}"


def plain_value(text: str) -> Any:
    """A value of an INI inventory or of `-e name=value`: quotes taken off, numbers as numbers."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text.isdecimal() and len(text) < 12 and (text == "0" or not text.startswith("0")):
        return int(text)
    return {"True": True, "False": False, "true": True, "false": False}.get(text, text)


def add_groups(inventory: Inventory, groups: Mapping[str, Iterable[str]]) -> None:
    """The groups of a Vagrantfile; `NAME:children` lists groups, `NAME:vars` is left to others."""
    for name, members in groups.items():
        base, _, kind = name.partition(":")
        if kind == "children":
            inventory.children.setdefault(base, []).extend(members)
        elif not kind:
            for pattern in members:
                for host in _expanded(pattern):
                    inventory.add(base, host)


def matches(pattern: str, host: str, groups: Iterable[str]) -> bool:
    """Whether a host pattern (`all`, `web:!db`, `app*`, `web:&prod`) means this host."""
    names = {host, "all", *groups}
    found = False
    for term in re.split(r"[,:]", pattern):
        term = term.strip()
        if not term:
            continue
        holds = term == "*" or any(fnmatch.fnmatchcase(name, term.lstrip("!&")) for name in names)
        if term.startswith("!"):
            found = found and not holds
        elif term.startswith("&"):
            found = found and holds
        else:
            found = found or holds
    return found
