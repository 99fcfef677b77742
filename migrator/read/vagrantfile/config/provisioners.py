"""What a provisioner's block may call besides setting options."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.machine import Location
from migrator.read.vagrantfile.config.sections import Section
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import concatenate, text_or_unknown
from migrator.read.vagrantfile.ruby.values import Hash, Ruby, Symbol, text_of
from migrator.values import Unknown


@dataclass(eq=False)
class ProvisionerSection(Section):
    """The options of one provisioner."""

    kind: str = ""

    def merged(self, inner: Section) -> Section:
        result = super().merged(inner)
        assert isinstance(result, ProvisionerSection)
        result.kind = inner.kind if isinstance(inner, ProvisionerSection) else self.kind
        for name in ("run_list", "json", "images", "containers", "build_images"):
            outer_value, inner_value = self.settings.get(name), inner.settings.get(name)
            if isinstance(outer_value, list) and isinstance(inner_value, list):
                result.settings[name] = outer_value + inner_value
            elif isinstance(outer_value, dict) and isinstance(inner_value, dict):
                result.settings[name] = Hash({**outer_value, **inner_value})
        return result

    def answer(self, call: Call) -> Ruby:
        special = _SPECIAL.get((_family(self.kind), call.name))
        if special is not None:
            return special(self, call)
        if not call.arguments and call.block is None and call.name not in self.settings:
            default = _DEFAULTS.get((_family(self.kind), call.name))
            if default is not None:
                self.settings[call.name] = default()
        return super().answer(call)

    def collection(self, name: str, empty: type) -> Ruby:
        """A setting that collects; made empty when it is first needed."""
        value = self.settings.get(name)
        if not isinstance(value, empty):
            value = self.settings[name] = empty()
        return value


def _family(kind: str) -> str:
    if kind.startswith("chef"):
        return "chef"
    return "docker" if kind == "podman" else kind


def _add_to_run_list(section: ProvisionerSection, call: Call) -> Ruby:
    word = "recipe" if call.name == "add_recipe" else "role"
    name = text_or_unknown(call.run, call.required(), call.node)
    is_wrapped = isinstance(name, str) and name.startswith(f"{word}[")
    entry = name if is_wrapped else concatenate([f"{word}[", name, "]"])
    section.collection("run_list", list).append(entry)
    return section.settings["run_list"]


def _pull_images(section: ProvisionerSection, call: Call) -> Ruby:
    images = section.collection("images", list)
    for image in call.arguments:
        images += image if isinstance(image, list) else [image]
    return None


def _build_image(section: ProvisionerSection, call: Call) -> Ruby:
    section.collection("build_images", list).append([call.required(), call.options()])
    return None


def _run_container(section: ProvisionerSection, call: Call) -> Ruby:
    """`d.run "name", image: …`; the image is the name when none is given."""
    name = call.required()
    options = Hash(call.options())
    if Symbol("image") not in options:
        options[Symbol("image")] = name
    key = name if isinstance(name, (str, Symbol)) else str(name)
    section.collection("containers", Hash)[key] = options
    return None


def _pillar(section: ProvisionerSection, call: Call) -> Ruby:
    section.collection("pillar_data", Hash).update(call.options())
    return None


def _post_install(section: ProvisionerSection, call: Call) -> Ruby:
    return section.record(call)


_SPECIAL = {
    ("chef", "add_recipe"): _add_to_run_list,
    ("chef", "add_role"): _add_to_run_list,
    ("docker", "pull_images"): _pull_images,
    ("docker", "build_image"): _build_image,
    ("docker", "run"): _run_container,
    ("docker", "post_install_provision"): _post_install,
    ("salt", "pillar"): _pillar,
}

_DEFAULTS: dict[tuple[str, str], type] = {
    ("chef", "json"): Hash, ("chef", "run_list"): list,
    ("puppet", "facter"): Hash, ("puppet_server", "facter"): Hash,
    ("ansible", "groups"): Hash, ("ansible", "extra_vars"): Hash, ("ansible", "host_vars"): Hash,
    ("ansible_local", "groups"): Hash, ("ansible_local", "extra_vars"): Hash,
}  # fmt: skip


@dataclass(eq=False)
class ProvisionerEntry:
    """One `provision` call, or several of the same name in one scope."""

    name: Ruby
    kind: Ruby
    section: ProvisionerSection
    at: Location
    run: Ruby = None
    preserve_order: bool = False
    before: Ruby = None
    after: Ruby = None

    @property
    def identity(self) -> object:
        """What overriding goes by: the name, or nothing but itself."""
        return self if self.name is None or isinstance(self.name, Unknown) else text_of(self.name)

    def overridden_by(self, inner: ProvisionerEntry) -> ProvisionerEntry:
        """The entry of an inner scope on top of this one."""
        section = self.section.merged(inner.section)
        assert isinstance(section, ProvisionerSection)
        return ProvisionerEntry(
            inner.name,
            inner.kind,
            section,
            inner.at,
            self.run if inner.run is None else inner.run,
            inner.preserve_order,
            inner.before,
            inner.after,
        )


def merge_provisioners(
    outer: list[ProvisionerEntry], inner: list[ProvisionerEntry]
) -> list[ProvisionerEntry]:
    """Outer ones first; an overridden one moves to the inner scope unless its order is kept."""
    overriding = {entry.identity: place for place, entry in enumerate(inner)}
    remaining: list[ProvisionerEntry | None] = list(inner)
    result: list[ProvisionerEntry] = []
    for entry in outer:
        place = overriding.get(entry.identity)
        above = None if place is None else remaining[place]
        if place is None or above is None:
            result.append(entry)
            continue
        joined = entry.overridden_by(above)
        if joined.preserve_order:
            remaining[place] = None
            result.append(joined)
        else:
            remaining[place] = joined
    return result + [entry for entry in remaining if entry is not None]
