"""The samples are complete, small applications that anyone can install from any registry."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent.parent / "sample_vagrantfiles"
LOCK_FILES = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock")
MOST_SOURCE_LINES = 200

samples = pytest.mark.parametrize(
    "sample",
    sorted(path for path in SAMPLES.iterdir() if path.is_dir()),
    ids=lambda path: path.name,
)


def application_of(sample: Path) -> Path:
    """The folder of the sample's package.json, which may be below the Vagrantfile's.

    Of several, the one that installs the others as its workspaces.
    """
    manifests = [path for path in sample.rglob("package.json") if "node_modules" not in path.parts]
    first, *others = sorted(manifests, key=lambda path: len(path.parts))
    workspaces = json.loads(first.read_text(encoding="utf-8")).get("workspaces", [])
    installed = [path for pattern in workspaces for path in first.parent.glob(pattern)]

    assert {path.parent for path in others} == set(installed)
    return first.parent


def manifest_of(sample: Path) -> dict[str, Any]:
    manifest = json.loads((application_of(sample) / "package.json").read_text(encoding="utf-8"))
    assert isinstance(manifest, dict)
    return manifest


def lock_file_of(sample: Path) -> Path:
    present = [name for name in LOCK_FILES if (application_of(sample) / name).is_file()]

    assert len(present) == 1, f"{sample.name} has the lock files {present}"
    return application_of(sample) / present[0]


def own_sources(sample: Path) -> list[Path]:
    return [
        path
        for pattern in ("*.js", "*.mjs", "*.ts")
        for path in sample.rglob(pattern)
        if not {"node_modules", "dist"} & set(path.parts)
    ]


def test_there_are_at_least_ten_samples() -> None:
    assert len([path for path in SAMPLES.iterdir() if path.is_dir()]) >= 10


@samples
def test_a_sample_has_a_vagrantfile_with_provisioning(sample: Path) -> None:
    assert ".provision" in (sample / "Vagrantfile").read_text(encoding="utf-8")


@samples
def test_a_readme_is_titled_by_the_sample_and_says_what_it_shows(sample: Path) -> None:
    title, blank, first = (sample / "README.md").read_text(encoding="utf-8").splitlines()[:3]

    assert (title, blank) == (f"# {sample.name}", "")
    assert first.startswith("Shows ")


@samples
def test_a_sample_can_be_started_and_tested(sample: Path) -> None:
    assert {"start", "test"} <= manifest_of(sample)["scripts"].keys()


@samples
def test_a_sample_is_never_published(sample: Path) -> None:
    assert manifest_of(sample)["private"] is True


@samples
def test_a_lock_file_holds_every_production_dependency(sample: Path) -> None:
    lock = lock_file_of(sample)
    text = lock.read_text(encoding="utf-8")

    for name in manifest_of(sample).get("dependencies", {}):
        quoted = (
            rf'^"?{re.escape(name)}@' if lock.name == "yarn.lock" else rf'"{re.escape(name)}": '
        )
        assert re.search(quoted, text, re.MULTILINE), f"{name} is not in {lock.name}"


@samples
def test_a_lock_file_names_no_registry(sample: Path) -> None:
    text = lock_file_of(sample).read_text(encoding="utf-8")

    assert re.findall(r'"?resolved"?:? "[a-z+]+:.*', text) == []


@samples
def test_a_sample_is_small(sample: Path) -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own_sources(sample))

    assert 0 < lines <= MOST_SOURCE_LINES


@samples
def test_a_sample_reads_its_port_from_the_environment_and_answers_about_its_health(
    sample: Path,
) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in own_sources(sample))

    assert "process.env.PORT" in text
    assert "health" in text


def test_at_least_half_of_the_samples_have_dependencies_for_development_only() -> None:
    manifests = [manifest_of(path) for path in SAMPLES.iterdir() if path.is_dir()]

    assert 2 * sum("devDependencies" in manifest for manifest in manifests) >= len(manifests)


def test_one_sample_has_a_linter() -> None:
    scripts = [manifest_of(path)["scripts"] for path in SAMPLES.iterdir() if path.is_dir()]

    assert any("lint" in script for script in scripts)
