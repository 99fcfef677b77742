"""The few errors that a Vagrantfile can cause, each in words a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import MigrationError
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile
from tests.read.vagrantfile.conftest import Reader


def test_no_vagrantfile_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="Vagrantfile cannot be read: there is no such file"):
        read_vagrantfile(Project(tmp_path))


def test_a_binary_vagrantfile_is_an_error(read: Reader) -> None:
    with pytest.raises(MigrationError, match="it is a binary file"):
        read("\0\1\2")


def test_a_folder_is_no_vagrantfile(tmp_path: Path) -> None:
    (tmp_path / "Vagrantfile").mkdir()

    with pytest.raises(MigrationError, match="it is not a regular file"):
        read_vagrantfile(Project(tmp_path))


def test_what_is_not_ruby_names_its_first_bad_line(read: Reader) -> None:
    with pytest.raises(MigrationError, match="Vagrantfile:2: this is not Ruby") as caught:
        read("x = 1\n<html>)}</html>\n")

    assert "vagrant validate" in caught.value.next


@pytest.mark.parametrize("text", ["", "# nothing\n", "puts 'hello'\n"])
def test_ruby_without_a_configuration_gives_the_default_machine(read: Reader, text: str) -> None:
    config = read(text)

    assert [machine.name for machine in config.machines] == ["default"]
    assert config.machines[0].primary


def test_an_empty_block_gives_the_default_machine_with_its_line(read: Reader) -> None:
    config = read('# a comment\nVagrant.configure("2") do |config|\nend\n')

    assert [(machine.name, machine.at.line) for machine in config.machines] == [("default", 2)]
