"""`node` as recipes see it on a fresh machine."""

from __future__ import annotations

from migrator.knowledge.systems import system_facts
from migrator.read.chef.attributes import SPOKEN, Attributes, View, key_of
from migrator.read.shell import Guest
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Hash, Receiver, Ruby
from migrator.values import Unknown

_OF_THE_MACHINE = (
    "ipaddress", "ip6address", "macaddress", "filesystem", "etc", "fqdn", "domain", "uptime",
    "counters", "block_device", "dmi", "keys", "command", "ohai_time", "idletime",
)  # fmt: skip


def system_attributes(guest: Guest, source: str, line: int) -> Hash:
    """The automatic attributes that follow from the box; what only Ohai could tell is unknown."""

    def of_the_box(value: str | None) -> str | Unknown:
        return value or Unknown("the box's system is not known", source, line)

    system = system_facts(guest.id, guest.version)
    # Ohai asks what process 1 is called, which is "init" unless it is systemd.
    init = system.init and ("systemd" if system.init == "systemd" else "init")
    found = Hash({name: _unknown(name, source, line) for name in _OF_THE_MACHINE})
    found.update(
        {
            "platform": of_the_box(system.platform),
            "platform_family": of_the_box(system.platform_family),
            "platform_version": of_the_box(guest.version),
            "os": "linux",
            "hostname": guest.hostname or "vagrant",
            "machinename": guest.hostname or "vagrant",
            "current_user": "root",
            "chef_environment": "_default",
            "chef_packages": Hash({"chef": Hash({"version": CHEF_VERSION})}),
            "kernel": Hash(
                {"name": "Linux", "machine": guest.architecture, "os": "GNU/Linux"}
            ),
            "lsb": Hash(
                {"codename": of_the_box(guest.codename), "release": of_the_box(guest.version),
                 "id": of_the_box(system.name)}
            ),
            "cpu": Hash({"total": _unknown("cpu", source, line)}),
            "memory": Hash({"total": _unknown("memory", source, line)}),
            "network": Hash({"interfaces": _unknown("network", source, line)}),
            "virtualization": Hash({"system": "vbox", "role": "guest"}),
            "languages": Hash(),
            "init_package": of_the_box(init),
        }
    )  # fmt: skip
    return found


CHEF_VERSION = "12.22.5"
"""The last Chef that took recipes of every age; most of those beside Vagrantfiles are of it."""


def _unknown(name: str, source: str, line: int) -> Unknown:
    return Unknown(f"{name} differs from machine to machine", source, line)


class ChefNode(Receiver):
    """The node: its attributes, run list and the questions about both."""

    type_name = "node"

    def __init__(self, attributes: Attributes, run_list: list[str], loaded: list[str]) -> None:
        self.attributes = attributes
        self.run_list = run_list
        self.loaded = loaded
        self.run_state = Hash()

    @property
    def text(self) -> str:
        """How it shows in a text."""
        return f"node[{self.attributes.get(('hostname',))}]"

    def answer(self, call: Call) -> Ruby:
        name = call.name
        if name in SPOKEN:
            view = View(self.attributes, SPOKEN[name])
            if name.endswith("_unless"):
                return Unless(view)
            return view
        if name in ("recipe?", "role?", "run_list?"):
            wanted = str(call.required())
            return wanted in self._recipes() or f"{wanted}::default" in self._recipes()
        if name == "recipes":
            return self._recipes()
        if name == "run_list":
            return list(self.run_list)
        if name in ("roles", "tags", "policy_group", "policy_name"):
            return [] if name in ("roles", "tags") else None
        if name == "run_state":
            return self.run_state
        if name in ("save", "consume_attributes", "chef_server"):
            return None
        if name in ("chef_environment", "environment"):
            return "_default"
        if name == "name":
            return self.attributes.get(("hostname",))
        if name == "run_context":
            return self
        if name in ("loaded_recipe?", "loaded_recipes"):
            loaded = [*self.loaded, *(each.removesuffix("::default") for each in self.loaded)]
            return loaded if name == "loaded_recipes" else str(call.required()) in loaded
        return View(self.attributes, None).answer(call)

    def _recipes(self) -> list[str]:
        named = [item[7:-1] for item in self.run_list if item.startswith("recipe[")]
        return [*named, *self.loaded]


class Unless(Receiver):
    """`node.default_unless['a'] = value`: it counts only where nothing is set yet."""

    type_name = "the node's attributes"

    def __init__(self, view: View) -> None:
        self.view = view

    def answer(self, call: Call) -> Ruby:
        if call.name == "[]":
            inner = View(self.view.attributes, self.view.level, (*self.view.path, _key(call)))
            return Unless(inner)
        if call.name == "[]=" and call.arguments:
            path = (*self.view.path, _key(call))
            if self.view.attributes.get(path) is None:
                self.view.set(call.arguments[0], call.arguments[-1])
            return call.arguments[-1]
        return self.view.answer(call)


def _key(call: Call) -> str:
    return key_of(call.required())
