"""The built wheel finds its templates and schemas wherever it is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest

from migrator.render import render
from tests.render.plans import express

ROOT = Path(__file__).parents[1]
BUILT_FROM = ("migrator", "templates", "pyproject.toml", "README.md")
PROGRAM = """
import json, pathlib
import migrator
from migrator.render import render
from migrator.render.templates import directory
from plans import express

package = pathlib.Path(migrator.__file__).parent
print(json.dumps({
    "package": str(package),
    "templates": str(directory()),
    "schemas": [path.name for path in (package / "schemas").iterdir()],
    "files": {file.path: file.text for file in render(express())},
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what belongs to it."""
    source = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, source / name)
    built = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(built), str(source)]
    # With the build backend at hand nothing has to be downloaded for it.
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    subprocess.run([*command, *isolation], check=True, capture_output=True)
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment into which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, "--no-index", "--no-deps", str(wheel)], check=True)
    return python


@pytest.fixture(scope="module")
def seen(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the installed package says of itself, in another folder than the checkout.

    The libraries it needs are lent by this environment, whose own `migrator` is
    only linked and so not seen from there.
    """
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(ROOT / "tests" / "render" / "plans.py", elsewhere)
    program = subprocess.run(
        [environment, "-c", PROGRAM],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(program.stdout)
    return found


def test_the_package_is_the_installed_one(seen: dict[str, Any], environment: Path) -> None:
    assert str(environment.parents[1]) in seen["package"]


def test_the_templates_are_inside_the_package(seen: dict[str, Any]) -> None:
    assert seen["templates"] == f"{seen['package']}/templates"


def test_the_schemas_are_inside_the_package(seen: dict[str, Any]) -> None:
    assert "plan.schema.json" in seen["schemas"]


def test_it_renders_what_the_checkout_renders(seen: dict[str, Any]) -> None:
    assert seen["files"] == {file.path: file.text for file in render(express())}
