"""Nothing of a repository is executed, and nothing outside it is opened."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.errors import MigrationError
from migrator.machine import VagrantConfig
from migrator.read.project import Project
from migrator.read.vagrantfile import read_vagrantfile
from tests.read.vagrantfile.cases import all_cases
from tests.read.vagrantfile.conftest import Reader

# How many mutated Vagrantfiles are tried; the lab tries a hundred thousand.
MUTATIONS = int(os.environ.get("MIGRATOR_MUTATIONS", "300"))

_LOOKS = ("open", "os.listdir", "os.scandir")
_watching: list[list[tuple[str, Any]]] = []
_FORBIDDEN = ("subprocess.", "os.exec", "os.system", "os.fork", "os.spawn", "os.posix_spawn",
              "socket.", "pty.", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.",
              "os.chmod", "os.link", "os.symlink", "ctypes.", "os.putenv")  # fmt: skip


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and (
        event in ("open", "os.listdir", "os.scandir") or event.startswith(_FORBIDDEN)
    ):
        _watching[-1].append((event, arguments[0] if arguments else None))


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """Every file that is opened and everything that is run meanwhile."""
    events: list[tuple[str, Any]] = []
    _watching.append(events)
    try:
        yield events
    finally:
        _watching.pop()


def outside(events: list[tuple[str, Any]], root: Path) -> list[tuple[str, Any]]:
    """The events that are not a look at a file of the repository."""
    found = []
    for event, target in events:
        is_look = event in _LOOKS
        path = (
            Path(os.path.realpath(os.fsdecode(target)))
            if isinstance(target, (str, bytes, os.PathLike))
            else None
        )
        if not (is_look and path is not None and (path == root or root in path.parents)):
            found.append((event, target))
    return found


HOSTILE = r"""
require "open3"
require "socket"
require "net/http"
require "/etc/passwd"
require_relative "../../outside"
load "../outside.rb"
`touch executed`
%x(touch executed)
system "touch executed"
exec "touch executed" if false
spawn "touch executed"
fork { }
IO.popen("touch executed") { |io| io.read }
Open3.capture3("touch executed")
Process.spawn("touch executed")
Kernel.system("touch executed")
send(:system, "touch executed")
method(:system).call("touch executed")
Object.send(:eval, "system('touch executed')")
eval "`touch executed`"
instance_eval "`touch executed`"
TCPSocket.new("127.0.0.1", 22)
Net::HTTP.get(URI("http://127.0.0.1/"))
open("|touch executed")
open("/etc/passwd").read
File.read("/etc/passwd")
File.open("../outside.txt", "w") { |f| f.write "x" }
File.write("made", "x")
File.delete("Vagrantfile")
FileUtils.rm_rf(".")
Dir.mkdir("made")
Dir["/etc/*"].each { |f| File.read(f) }
Dir.glob("../**/*") { |f| File.read(f) }
Dir.chdir("/") { Dir.glob("*") }
Dir.chdir("..")
YAML.load_file("/etc/passwd")
YAML.load("--- !ruby/object:Gem::Installer\ni: x\n")
YAML.unsafe_load("--- !!python/object/apply:os.system ['touch executed']")
YAML.load_file("object.yml")
JSON.parse(File.read("../outside.json"))
ERB.new("<%= `touch executed` %><% system('touch executed') %>").result
Marshal.load("x")
ObjectSpace.each_object { |x| x }
ENV["PATH"] = "/tmp"
Pathname.new("/etc").children.each { |c| c.read }
Pathname.new("link").read
File.read("link")
File.read("fifo")
$LOAD_PATH << "."
at_exit { system "touch executed" }
trap("EXIT") { system "touch executed" }
ENV.to_h.each { |k, v| puts k }
Vagrant.configure("2") do |config|
  config.vm.box = "b"
  config.trigger.before(:up) { |t| t.run = {inline: "touch executed"}; t.ruby { system "x" } }
  config.vm.provision "shell", path: "/etc/passwd"
  config.vm.synced_folder "/", "/host"
end
"""


def test_a_hostile_vagrantfile_runs_nothing_and_reads_nothing(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "outside.rb").write_text("SECRET = 1\n")
    (root / "link").symlink_to("/etc/passwd")
    os.mkfifo(root / "fifo")
    (root / "object.yml").write_text("a: !!python/object/apply:os.system ['touch executed']\n")
    (root / "Vagrantfile").write_text(HOSTILE)
    project = Project(root)
    read_vagrantfile(project)  # so that what Python itself loads late is there

    with watched() as events:
        config = read_vagrantfile(Project(root))

    assert outside(events, root.resolve()) == []
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "Vagrantfile", "fifo", "link", "object.yml", "outside.rb", "outside.txt", "project"
    ]  # fmt: skip
    assert config.machines[0].box == "b"
    assert "secret" not in repr(config)


def test_reading_the_cases_opens_only_their_files() -> None:
    for case in all_cases():
        case.read()
        with watched() as events:
            case.read()

        assert outside(events, case.folder.resolve()) == [], case.name


def test_the_watch_itself_sees_what_is_opened(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")

    with watched() as events:
        (tmp_path / "x").read_text()

    assert outside(events, tmp_path / "elsewhere") != []
    assert outside(events, tmp_path) == []


# --- mutations ------------------------------------------------------------------------------

SOURCES = [
    path.read_bytes()
    for case in all_cases()
    for path in sorted(case.folder.glob("Vagrantfile*"))
    if path.is_file()
]
PIECES = [
    b"do |x|", b"end", b"{", b"}", b"(", b")", b"[", b"]", b"<<~A\n", b"A\n", b"if ",
    b"while true\n", b"loop { ", b"#{", b'"', b"'", b"nil", b"*", b"**", b"&", b" => ", b": ",
    b"|", b"9" * 40, b"..", b"def f(*)\n", b"f(f)", b"return ", b"break ", b"next ", b"yield ",
    b"super ", b"retry\n", b"raise ", b"rescue ", b"ensure\n", b"@a", b"$1", b"/(a+)+b/",
    b" * 10**9", b".map { |a, (b, *c)| ", b"eval(", b"load __FILE__\n", b"class A < A\n",
    b"class << self\n", b"\\", b"%w(", b"\xff", b".each_slice(0)", b"config.vm.", b"-> { ",
    b"ERB.new(", b"`ls`", b"Struct.new(", b" << ", b" ||= ", b".inject(:+)", b".flatten",
    b".product(", b"case ", b"when ", b"in ", b"else ", b";", b"\n", b" if `x`",
    b"Vagrant.configure(2) do |c|\n", b".sort", b"(1..)", b"Hash.new { |h, k| h[k] }",
]  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    """A Vagrantfile of the cases with a few things cut, doubled, moved or put in."""
    source = bytearray(chance.choice(SOURCES))
    for _ in range(chance.choice([1, 1, 2, 3, 5, 10, 30])):
        place = chance.randrange(len(source) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            del source[place : place + chance.randrange(1, 40)]
        elif kind == 1:
            source[place:place] = chance.choice(PIECES)
        elif kind == 2:
            other = chance.choice(SOURCES)
            start = chance.randrange(len(other))
            source[place:place] = other[start : start + chance.randrange(100)]
        elif kind == 3:
            start = chance.randrange(len(source) + 1)
            source[place:place] = source[start : start + chance.randrange(200)]
        else:
            lines = bytes(source).split(b"\n")
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
            source = bytearray(b"\n".join(lines))
    return bytes(source)


@given(seed=st.integers(0, 2**48))
@settings(
    max_examples=MUTATIONS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_mutated_vagrantfile_is_read_or_refused_in_words(tmp_path: Path, seed: int) -> None:
    (tmp_path / "Vagrantfile").write_bytes(mutated(random.Random(seed)))

    try:
        config = read_vagrantfile(Project(tmp_path))
    except MigrationError as error:
        assert error.next
    else:
        assert isinstance(config, VagrantConfig)


@pytest.mark.parametrize(
    "junk", ["\ufeff", "\r\r\r", "=begin\n", "__END__\n", "<<A\n", '"#{', "😀" * 50]
)
def test_junk_is_read_or_refused_in_words(read: Reader, junk: str) -> None:
    try:
        read(junk)
    except MigrationError as error:
        assert error.next
