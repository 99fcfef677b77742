"""The world of a Vagrantfile: a plain Linux host, and the repository's files only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.machine import EnvironmentRead, Location
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile
from migrator.values import Unknown
from tests.read.vagrantfile.conftest import Reader

Inline = Callable[..., object]
BOX = 'Vagrant.configure("2") do |config|\n  config.vm.box = "b"\nend\n'


def test_every_variable_that_is_looked_at_is_reported(read: Reader) -> None:
    config = read(f'a = ENV["SET"]\nb = ENV.fetch("UNSET", "x")\n{BOX}', environment={"SET": "1"})

    assert config.environment == (
        EnvironmentRead("SET", "1", Location("Vagrantfile", 1)),
        EnvironmentRead("UNSET", None, Location("Vagrantfile", 2)),
    )


def test_the_environment_of_this_process_is_not_seen(
    inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAKED", "secret")

    assert inline('ENV["LEAKED"].inspect') == "nil"


@pytest.mark.parametrize(
    "condition",
    [
        "Vagrant::Util::Platform.windows?",
        'Vagrant.has_plugin?("vagrant-vbguest")',
        "Gem.win_platform?",
        'RbConfig::CONFIG["host_os"] =~ /darwin/',
        'File.exist?(File.expand_path("~/.ssh/id_rsa.pub"))',
    ],
)
def test_a_branch_that_depends_on_the_host_is_reported(read: Reader, condition: str) -> None:
    config = read(f'$x = "yes" if {condition}\n{BOX}')

    assert len(config.host_branches) == 1
    assert config.host_branches[0].at.line == 1
    assert config.doubts == ()


def test_a_condition_about_the_repository_is_not_about_the_host(read: Reader) -> None:
    config = read(f'x = 1 if File.exist?("settings.yml")\n{BOX}')

    assert config.host_branches == ()


def test_files_that_were_read_are_listed(read: Reader) -> None:
    config = read(
        f'require "yaml"\nrequire_relative "lib/a"\nYAML.load_file("b.yml")\n{BOX}',
        {"lib/a.rb": "A = 1\n", "b.yml": "x: 1\n", "unread.yml": "y: 2\n"},
    )

    assert config.read_files == ("lib/a.rb", "b.yml")


@pytest.mark.parametrize(
    "expression",
    [
        'File.read("../outside.txt")',
        'File.read("/etc/passwd")',
        'File.read(File.expand_path("../../etc/passwd", __dir__))',
        'IO.readlines("../outside.txt").join',
        'Pathname.new("../outside.txt").read',
        'Dir.entries("..").join',
        'Dir.glob("../*").join',
        'YAML.load_file("../outside.txt").to_s',
        'File.open("../outside.txt").read',
        'File.read("link.txt")',
        'File.read("folder/outside.txt")',
    ],
)
def test_nothing_outside_the_repository_is_read(
    tmp_path: Path, inline: Inline, expression: str
) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "project" / "folder").symlink_to(tmp_path)

    value = inline(expression)

    assert isinstance(value, Unknown)
    assert "secret" not in str(value)


def test_a_file_outside_is_not_loaded(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "evil.rb").write_text('LOADED = "yes"\n')

    config = read(f'load "../evil.rb"\nrequire_relative "../evil"\n{BOX}')

    assert len(config.doubts) == 2


def test_paths_are_relative_to_the_vagrantfiles_folder(tmp_path: Path) -> None:
    folder = tmp_path / "vm"
    folder.mkdir()
    (folder / "Vagrantfile").write_text(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.provision "shell", path: File.expand_path("../scripts/a.sh", __FILE__)\n'
        '  config.vm.provision "shell", path: File.join(__dir__, "..", "b.sh")\n'
        '  config.vm.synced_folder File.expand_path("..", __dir__), "/srv"\n'
        '  config.vm.synced_folder File.expand_path("~/.m2"), "/m2"\n'
        "end\n"
    )

    machine = read_vagrantfile(Project(tmp_path), "vm/Vagrantfile").machines[0]

    assert [step.path for step in machine.provisioners] == ["scripts/a.sh", "../b.sh"]
    assert [folder.host for folder in machine.synced_folders] == ["..", "~/.m2", "."]


def test_the_place_of_the_repository_never_shows(tmp_path: Path, inline: Inline) -> None:
    value = inline('"cd #{Dir.pwd}/app && cp #{Dir.home}/x ."')

    assert isinstance(value, Unknown)
    assert value.parts == ("cd ", None, "/app && cp ", None, "/x .")


def test_the_name_of_the_repositorys_folder_is_known(inline: Inline) -> None:
    assert inline("File.basename(Dir.pwd)") == "project"


def test_what_would_be_written_is_not(tmp_path: Path, read: Reader) -> None:
    config = read(
        'File.write("made.txt", "x")\nFileUtils.cp("Vagrantfile", "copy")\n'
        f'File.open("log", "w") {{ |f| f.puts "x" }}\nFileUtils.rm_rf("/")\n{BOX}'
    )

    assert sorted(path.name for path in (tmp_path / "project").iterdir()) == ["Vagrantfile"]
    assert [doubt.why for doubt in config.doubts] == ["nothing is written"] * 4


def test_an_optional_library_that_is_missing_can_be_rescued(inline: Inline) -> None:
    setup = 'begin\n  require "dotenv"\n  $x = "found"\nrescue LoadError\n  $x = "missing"\nend'

    assert inline("$x", setup=setup) == "missing"


def test_the_wanted_providers_overrides_count(read: Reader) -> None:
    source = (
        'Vagrant.configure("2") do |config|\n  config.vm.box = "plain"\n'
        '  config.vm.provider("virtualbox") { |v, o| o.vm.box = "vbox" }\n'
        '  config.vm.provider("libvirt") { |v, o| o.vm.box = "kvm" }\nend\n'
    )

    assert read(source).machines[0].box == "vbox"
    assert read(source, provider="libvirt").machines[0].box == "kvm"
    assert read(source, provider="hyperv").machines[0].box == "plain"
    chosen = {"VAGRANT_DEFAULT_PROVIDER": "libvirt"}
    assert read(source, environment=chosen).machines[0].box == "kvm"


def test_addresses_are_calculated(inline: Inline) -> None:
    assert inline('IPAddr.new("10.0.0.9").succ.to_s') == "10.0.0.10"
    assert inline('IPAddr.new("10.0.0.0/8").include?("10.1.2.3").to_s') == "true"
    assert inline('(IPAddr.new("nonsense") rescue "no").to_s') == "no"
    assert inline('("10.0.0.1" =~ Resolv::IPv4::Regex).inspect') == "0"
    assert inline('("10.0.0.1" =~ Resolv::IPv6::Regex).inspect') == "nil"


def test_a_script_by_an_ordinary_user_is_not_roots(read: Reader) -> None:
    config = read(f'raise "not as root" if Process.uid == 0\n{BOX}')

    assert config.doubts == ()
    assert [branch.at.line for branch in config.host_branches] == [1]


@pytest.mark.parametrize("expression", ["Process.uid.to_s", '"#{Process.gid}"', "Process.uid + 1"])
def test_the_number_of_the_user_is_not_known(inline: Inline, expression: str) -> None:
    assert isinstance(inline(expression), Unknown)


@pytest.mark.parametrize("test", ["Process.uid == 0", "Process.uid.zero?", "Process.euid < 1"])
def test_whoever_runs_vagrant_is_not_root(inline: Inline, test: str) -> None:
    assert inline(f'{test} ? "root" : "not root"') == "not root"
