"""Golden cases: a script in, its trace as text out.

Lines that begin with `#: ` before the script set the scene: `#: args a b`,
`#: user vagrant`, `#: system centos 7 redhat`, `#: environment NAME=value`,
`#: folder /guest/path host/path`, `#: file name` (up to the next of these lines
the text of a file of the repository) and `#: script`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.shell import Guest, follow

from .spoken import spoken

CASES = Path(__file__).parents[2] / "cases" / "shell"
SEPARATOR = "#=>\n"
CODENAMES = {"14.04": "trusty", "16.04": "xenial", "18.04": "bionic", "20.04": "focal"}


@dataclass
class Scene:
    """What a case's head says, and the script itself."""

    script: str = ""
    args: tuple[str, ...] = ()
    user: str = "root"
    system: tuple[str, str, str] = ("ubuntu", "14.04", "debian")
    environment: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=lambda: {"/vagrant": "."})
    files: dict[str, str] = field(default_factory=dict)


def read_scene(text: str) -> Scene:
    scene, current = Scene(), "script"
    kept: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        if line.startswith("#: "):
            current = _direct(scene, line[3:].split()) or current
            kept[current] = "" if current == "script" else kept.get(current, "")
        else:
            kept[current] = kept.get(current, "") + line
    scene.script = kept.pop("script", "")
    scene.files = kept
    return scene


def _direct(scene: Scene, words: list[str]) -> str | None:
    """Follow one line of the head; gives the file that begins with it."""
    match words:
        case ["file", name]:
            return name
        case ["script"]:
            return "script"
        case ["args", *args]:
            scene.args = tuple(args)
        case ["user", name]:
            scene.user = name
        case ["system", name, version, family]:
            scene.system = (name, version, family)
        case ["environment", pair]:
            name, _, value = pair.partition("=")
            scene.environment[name] = value
        case ["folder", guest, host]:
            scene.folders[guest] = host
        case _:
            raise ValueError(f"a case's head has no line {' '.join(words)!r}")
    return None


def trace_of(scene: Scene, root: Path) -> str:
    for name, content in scene.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    name, version, family = scene.system
    guest = Guest(name, version, CODENAMES.get(version), family, folders=scene.folders)
    trace = follow(
        scene.script,
        source="script.sh",
        line=1,
        project=Project(root),
        guest=guest,
        args=scene.args,
        environment=scene.environment,
        user=scene.user,
    )
    return spoken(trace)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.case")), ids=lambda path: path.stem)
def test_a_script_gives_the_expected_trace(case: Path, tmp_path: Path, update_golden: bool) -> None:
    text, _, expected = case.read_text("utf-8").partition(SEPARATOR)

    found = trace_of(read_scene(text), tmp_path)

    if update_golden:
        case.write_text(f"{text}{SEPARATOR}{found}", "utf-8")
    else:
        assert found == expected
