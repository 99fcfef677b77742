"""Bad input: one clear message with file and line, an exit code, and nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.provision "shell", path: "provision.sh"
end
"""


def migrator(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would."""
    command = [sys.executable, "-m", "migrator", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def repository(root: Path, **files: str | bytes) -> Path:
    """A repository with these files; `__` in a name stands for a dot."""
    for name, content in files.items():
        path = root / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"README__md": "x"}, "There is no Vagrantfile in the repository."),
        ({"Vagrantfile": b"\x00\x01\x02"}, "Vagrantfile"),
        ({"Vagrantfile": "<html><body>{{ not } ruby"}, "Vagrantfile:1"),
    ],
    ids=["none", "binary", "not ruby"],
)
def test_a_vagrantfile_that_cannot_be_read_is_named(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    root = repository(tmp_path, **files)

    result = migrator("generate", str(root))

    assert result.returncode == 3
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert sorted(path.name for path in root.iterdir()) == sorted(
        name.replace("__", ".") for name in files
    )


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = migrator("inspect", str(tmp_path / "nowhere"))

    assert result.returncode == 3
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_instead_of_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "Vagrantfile").write_text(VAGRANTFILE)

    result = migrator("inspect", str(tmp_path / "Vagrantfile"))

    assert result.returncode == 3
    assert "is not a directory" in result.stderr


def warnings_of(root: Path) -> list[tuple[str, int | None, str]]:
    """Where the plan warns, and what it says."""
    result = migrator("inspect", str(root), "--format", "json")
    assert "Traceback" not in result.stderr
    assert result.returncode in {0, 1}
    return [
        (warning["source"], warning["line"], warning["message"])
        for warning in json.loads(result.stdout)["warnings"]
    ]


def test_a_provisioning_script_that_is_missing_is_a_warning_with_its_line(tmp_path: Path) -> None:
    root = repository(tmp_path, Vagrantfile=VAGRANTFILE, package__json='{"name": "x"}')

    found = warnings_of(root)

    assert (
        "Vagrantfile",
        3,
        "its script provision.sh cannot be read: there is no such file.",
    ) in found


def test_a_manifest_that_is_not_json_is_a_warning_with_its_line(tmp_path: Path) -> None:
    script = "apt-get install -y nodejs\n"
    root = repository(
        tmp_path, Vagrantfile=VAGRANTFILE, provision__sh=script, package__json='{\n "name": x\n}'
    )

    found = warnings_of(root)

    assert any(source == "package.json" and line == 2 for source, line, _ in found)


def test_a_script_outside_of_the_repository_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.sh").write_text("apt-get install -y secret-package\n")
    outside = VAGRANTFILE.replace("provision.sh", "../secret.sh")
    root = repository(tmp_path / "project", Vagrantfile=outside, package__json='{"name": "x"}')

    result = migrator("inspect", str(root), "--format", "json")

    assert "secret-package" not in result.stdout
    assert "outside" in result.stdout


def test_a_link_that_leaves_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.sh").write_text("apt-get install -y secret-package\n")
    root = repository(tmp_path / "project", Vagrantfile=VAGRANTFILE, package__json='{"name": "x"}')
    (root / "provision.sh").symlink_to(tmp_path / "secret.sh")

    result = migrator("inspect", str(root), "--format", "json")

    assert "secret-package" not in result.stdout


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("a: [", "answers.yaml:1"),
        ("- just\n- a list\n", "answers.yaml"),
        (b"\xff\xfe", "answers.yaml"),
    ],
)
def test_an_answers_file_that_cannot_be_read_is_named(
    tmp_path: Path, answers: str | bytes, message: str
) -> None:
    root = repository(tmp_path / "project", Vagrantfile=VAGRANTFILE)
    repository(tmp_path, answers__yaml=answers)

    result = migrator("generate", str(root), "--answers", str(tmp_path / "answers.yaml"))

    assert result.returncode == 3
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_an_option_without_its_value_is_wrong_usage(tmp_path: Path) -> None:
    result = migrator("inspect", str(tmp_path), "--env", "NAME")

    assert result.returncode == 2
    assert "NAME=VALUE" in result.stderr


def test_the_wizard_without_a_terminal_says_what_to_do_instead(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "migrator"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode == 2
    assert "--defaults" in result.stderr
