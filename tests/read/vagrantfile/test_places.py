"""Every value has its line, and a script's first line is a line of the Vagrantfile."""

from __future__ import annotations

import pytest

from migrator.machine import Location
from tests.read.vagrantfile.conftest import Reader


def place_of(read: Reader, script: str, setup: str = "") -> Location | None:
    """Where the first line of a script stands; `script` begins in line 3."""
    config = read(
        f'Vagrant.configure("2") do |config|\n{setup}\n'
        f'config.vm.provision "shell", inline: {script}\nend\n'
    )
    step = config.machines[0].provisioners[0]
    assert step.inline is not None
    return step.inline_at


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ('"echo one"', 3),
        ("'echo one\necho two'", 3),
        ("<<-SHELL\n  echo one\n  echo two\nSHELL", 4),
        ("<<~SHELL\n  echo one\n  echo two\nSHELL", 4),
        ("<<-'SHELL', privileged: false\n  echo one\nSHELL", 4),
        ("<<~SHELL.strip\n\n\n  echo one\nSHELL", 6),
        ("<<-SHELL.gsub(/^ +/, '')\n  echo one\n  echo two\nSHELL", 4),
        ("<<~SHELL.freeze\n  echo #{1 + 1}\n  echo two\nSHELL", 4),
        ("[1, 2].first.then { <<~A }\n  echo x\nA", 4),
    ],
)
def test_a_script_that_stands_in_the_file_has_a_place(read: Reader, script: str, line: int) -> None:
    assert place_of(read, script) == Location("Vagrantfile", line)


@pytest.mark.parametrize(
    "script",
    [
        '"echo one\\necho two"',
        '["echo one", "echo two"].join("\\n")',
        "<<~SHELL\n  #{two}\n  echo\nSHELL",
        "<<~SHELL\n  echo one \\\n    two\nSHELL",
        '"echo " + name',
    ],
)
def test_a_script_put_together_by_code_has_none(read: Reader, script: str) -> None:
    assert place_of(read, script, setup='name = "x"; two = "a\\nb"') is None


def test_a_script_in_a_variable_keeps_the_place_where_it_stands(read: Reader) -> None:
    config = read(
        "$script = <<-S\necho one\nS\n"
        'Vagrant.configure("2") do |config|\n'
        "  config.vm.provision :shell, inline: $script\nend\n"
    )

    step = config.machines[0].provisioners[0]
    assert step.inline_at == Location("Vagrantfile", 2)
    assert step.at == Location("Vagrantfile", 5)


def test_a_script_read_from_a_file_has_that_files_place(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.provision :shell, inline: File.read("setup.sh")\nend\n',
        {"setup.sh": "echo one\n"},
    )

    assert config.machines[0].provisioners[0].inline_at == Location("setup.sh", 1)


def test_everything_of_a_machine_has_its_line(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.define "web" do |web|\n'
        '    web.vm.network "forwarded_port", guest: 80, host: 8080\n'
        '    web.vm.network "private_network", ip: "10.0.0.2"\n'
        '    web.vm.synced_folder "a", "/a"\n'
        '    web.trigger.before(:up) { |t| t.info = "x" }\n'
        "  end\n"
        "end\n"
    )

    machine = config.machines[0]
    assert machine.at.line == 2
    assert machine.forwarded_ports[0].at.line == 3
    assert machine.networks[0].at.line == 4
    assert [folder.at and folder.at.line for folder in machine.synced_folders] == [5, None]
    assert machine.triggers[0].at.line == 6


def test_a_provisioner_of_an_included_file_names_that_file(read: Reader) -> None:
    config = read(
        'load "more.rb"\n',
        {
            "more.rb": '\nVagrant.configure("2") do |config|\n'
            '  config.vm.provision "shell", inline: "echo"\nend\n'
        },
    )

    assert config.machines[0].provisioners[0].at == Location("more.rb", 3)


def test_evaluated_text_has_the_lines_of_its_file(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n  eval File.read("part.rb")\nend\n',
        {"part.rb": '\n\nconfig.vm.provision "shell", inline: "echo"\n'},
    )

    assert config.machines[0].provisioners[0].at == Location("part.rb", 3)
