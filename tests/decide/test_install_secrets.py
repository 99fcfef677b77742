"""Credentials of a registry reach the installation, and nothing that stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import BuildSecret, Plan
from migrator.questions import Answers
from migrator.render import render

TOKEN = "3f9e8d7c-1111-2222-3333-444455556666"
WRITTEN = f"save-exact=true\n//npm.example.org/:_authToken={TOKEN}\n"
REFERRED = "//npm.example.org/:_authToken=${NPM_TOKEN}\n"
VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "debian/bookworm64"
  config.vm.provision "shell", inline: "apt-get install -y nodejs && cd /vagrant && npm install"
end
"""


def planned(root: Path, npmrc: str, folder: str = ".") -> Plan:
    (root / "Vagrantfile").write_text(VAGRANTFILE)
    at = root / folder
    at.mkdir(exist_ok=True)
    manifest = {"name": "shop", "scripts": {"start": "node server.js"}}
    (at / "package.json").write_text(json.dumps(manifest))
    (at / "server.js").write_text("require('http').createServer().listen(3000)\n")
    (at / ".npmrc").write_text(npmrc)
    return decide(analyse(Request(root=root)), Answers())


@pytest.mark.parametrize(
    ("npmrc", "secrets"),
    [
        (WRITTEN, [BuildSecret("npmrc", path=".npmrc")]),
        (
            REFERRED,
            [BuildSecret("npmrc", path=".npmrc"), BuildSecret("NPM_TOKEN", None, "NPM_TOKEN")],
        ),
    ],
)
def test_the_file_and_its_variables_are_secrets_of_the_build(
    npmrc: str, secrets: list[BuildSecret], tmp_path: Path
) -> None:
    plan = planned(tmp_path, npmrc)

    assert plan.app is not None
    assert plan.app.install_secrets == secrets
    assert ".npmrc" not in plan.app.copy_before_install


@pytest.mark.parametrize("npmrc", [WRITTEN, REFERRED])
def test_no_image_gets_the_file_otherwise(npmrc: str, tmp_path: Path) -> None:
    files = {file.path: file.text for file in render(planned(tmp_path, npmrc))}

    assert ".npmrc" in files[".dockerignore"].splitlines()
    assert not [
        line for line in files["Dockerfile"].splitlines() if "COPY" in line and "npmrc" in line
    ]
    assert not [path for path, text in files.items() if TOKEN in text]


def test_a_file_in_a_folder_has_an_id_of_its_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, WRITTEN, "web")

    assert plan.app is not None
    assert plan.app.install_secrets == [BuildSecret("npmrc-web", path="web/.npmrc")]


@pytest.mark.parametrize(("npmrc", "told"), [(WRITTEN, True), (REFERRED, False)])
def test_a_written_credential_is_a_warning_with_its_line(
    npmrc: str, told: bool, tmp_path: Path
) -> None:
    found = [one for one in planned(tmp_path, npmrc).warnings if one.code == "registry-credential"]

    assert [(one.source, one.line) for one in found] == ([(".npmrc", 2)] if told else [])


def test_a_file_without_a_credential_is_copied_as_before(tmp_path: Path) -> None:
    plan = planned(tmp_path, "save-exact=true\n")

    assert plan.app is not None
    assert plan.app.install_secrets == []
    assert ".npmrc" in plan.app.copy_before_install
    assert ".npmrc" not in {file.path: file.text for file in render(plan)}[".dockerignore"]
