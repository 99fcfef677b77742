"""Golden cases: a tree of playbook files in, its trace as text out.

Lines that begin with `#: ` set the scene, as in the shell reader's cases: `#: file name` begins
a file of the repository, `#: playbook site.yml` names what is run (site.yml if left out),
`#: system centos 7 redhat`, `#: host web`, `#: machines web db`, `#: group name member…`,
`#: inventory hosts`, `#: extra name=value`, `#: tags a b`, `#: skip a b`, `#: limit x`,
`#: folder /guest/path host/path`, `#: requirements file`, `#: local` and `#: become`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from migrator.read.ansible import Invocation, read_playbook
from migrator.read.project import Project
from migrator.read.shell import Guest
from tests.read.shell.spoken import spoken

CASES = Path(__file__).parents[2] / "cases" / "ansible"
SEPARATOR = "#=>\n"
CODENAMES = {"14.04": "trusty", "16.04": "xenial", "18.04": "bionic", "20.04": "focal"}


@dataclass
class Scene:
    """What a case's head says, and the repository's files."""

    options: dict[str, Any] = field(default_factory=lambda: {"playbook": "site.yml"})
    system: tuple[str, str, str] = ("ubuntu", "18.04", "debian")
    folders: dict[str, str] = field(default_factory=lambda: {"/vagrant": "."})
    files: dict[str, str] = field(default_factory=dict)


def read_scene(text: str) -> Scene:
    scene, current = Scene(), "site.yml"
    for line in text.splitlines(keepends=True):
        if line.startswith("#: "):
            current = _direct(scene, line[3:].split()) or current
        else:
            scene.files[current] = scene.files.get(current, "") + line
    return scene


def _direct(scene: Scene, words: list[str]) -> str | None:
    """Follow one line of the head; gives the file that begins with it."""
    options = scene.options
    match words:
        case ["file", name]:
            return name
        case ["system", name, version, family]:
            scene.system = (name, version, family)
        case ["folder", guest, host]:
            scene.folders = {**scene.folders, guest: host}
        case ["group", name, *hosts]:
            options["groups"] = {**options.get("groups", {}), name: tuple(hosts)}
        case ["extra", pair]:
            name, _, value = pair.partition("=")
            options["extra_vars"] = {**options.get("extra_vars", {}), name: value}
        case ["machines", *names]:
            options["machines"] = tuple(names)
        case ["inventory", *names]:
            options["inventories"] = tuple(names)
        case ["tags", *names]:
            options["tags"] = tuple(names)
        case ["skip", *names]:
            options["skip_tags"] = tuple(names)
        case ["local"]:
            options.update(in_guest=True, user="root")
        case ["become"]:
            options["become"] = True
        case ["playbook" | "host" | "limit" | "requirements" | "directory" as key, value]:
            options[key] = value
        case _:
            raise ValueError(f"a case's head has no line {' '.join(words)!r}")
    return None


def trace_of(scene: Scene, root: Path) -> str:
    for name, content in scene.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    name, version, family = scene.system
    guest = Guest(name, version, CODENAMES.get(version), family, folders=scene.folders)
    trace = read_playbook(Project(root), Invocation(**scene.options), guest=guest)
    return spoken(trace)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.case")), ids=lambda path: path.stem)
def test_a_playbook_gives_the_expected_trace(
    case: Path, tmp_path: Path, update_golden: bool
) -> None:
    text, _, expected = case.read_text("utf-8").partition(SEPARATOR)

    found = trace_of(read_scene(text), tmp_path)

    if update_golden:
        case.write_text(f"{text}{SEPARATOR}{found}", "utf-8")
    else:
        assert found == expected
