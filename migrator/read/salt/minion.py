"""What Vagrant's options and the minion's own configuration say before any state is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migrator.read.ansible.values import listed
from migrator.read.options import plain
from migrator.read.project import NotReadable
from migrator.read.recording import Setting
from migrator.read.salt.documents import bounded_document
from migrator.read.salt.grains import Grains, grains_of
from migrator.read.salt.tree import Tree
from migrator.read.synced_folders import in_repository
from migrator.yaml_text import NotYaml

STATES, PILLAR = "/srv/salt", "/srv/pillar"
"""Salt's own defaults of `file_roots` and `pillar_roots`."""


@dataclass(frozen=True)
class Minion:
    """One machine as Salt sees it; `given` is the pillar that the Vagrantfile sets.

    `problem` says why its own configuration could not be read.

    `is_named` is false where its id is the host name that the box happens to have.
    """

    id: str
    is_named: bool
    options: Mapping[str, Any]
    grains: Grains
    states: Tree
    pillar: Tree
    given: Mapping[str, Any]
    problem: str | None = None


def minion_of(setting: Setting) -> Minion:
    """The minion of a provisioner.

    Its id is `minion_id`, the configuration's own, the host name or the machine's name.
    """
    options = setting.provisioner.options
    configuration, problem = _document(setting, options.get("minion_config"))
    names = (options.get("minion_id"), configuration.get("id"), setting.guest.hostname)
    name = next((one for one in names if isinstance(one, str) and one), None)
    is_named = name is not None or len(setting.machines) > 1
    name = name or setting.machine.name
    own = configuration.get("grains")
    more, problem_of_grains = _document(setting, options.get("grains_config"))
    grains = {**(own if isinstance(own, dict) else {}), **more}
    given = options.get("pillar_data")
    return Minion(
        name,
        is_named,
        configuration,
        grains_of(setting.guest, name, grains),
        Tree(setting.project, _folders(setting, configuration.get("file_roots"), STATES)),
        Tree(setting.project, _folders(setting, configuration.get("pillar_roots"), PILLAR)),
        plain(given) if isinstance(given, Mapping) else {},
        problem or problem_of_grains,
    )


def _document(setting: Setting, path: object) -> tuple[dict[str, Any], str | None]:
    """A YAML file that the Vagrantfile names, empty where there is none, and why it is not read."""
    if not isinstance(path, str):
        return {}, None
    try:
        found = bounded_document(setting.project.text(setting.path(path)))
    except (NotReadable, NotYaml) as error:
        if not isinstance(error, NotReadable) or setting.project.is_file(setting.path(path)):
            return {}, f"{path} cannot be read: {error}"
        return {}, None
    return (dict(found) if isinstance(found, dict) else {}), None


def _folders(setting: Setting, roots: Any, default: str) -> list[str]:
    """The repository's folders of the roots of the environment `base`, or of all of them."""
    named: list[object] = []
    if isinstance(roots, Mapping):
        named = listed(roots["base"]) if "base" in roots else []
        named = named or [one for value in roots.values() for one in listed(value)]
    paths = [str(one) for one in named if isinstance(one, str)] or [default]
    found = [in_repository(path, setting.guest.folders, setting.state.links) for path in paths]
    return [path for path in dict.fromkeys(found) if path is not None]
