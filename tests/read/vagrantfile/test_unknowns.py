"""What cannot be known is unknown, keeps its known parts, and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migrator.read.vagrantfile.ruby.interpreter import HANDLERS
from migrator.values import Unknown
from tests.read.vagrantfile.conftest import Reader

Inline = Callable[..., object]


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("`uname -a`", "a command of the host is not executed"),
        ("%x(uname)", "a command of the host is not executed"),
        ('system("true").to_s', "a command of the host is not executed"),
        ('Open3.capture2("ls").first', "a command of the host is not executed"),
        ("Time.now.to_s", "the time differs each time"),
        ("rand(10).to_s", "a random number differs each time"),
        ("SecureRandom.hex(4)", "a random value differs each time"),
        ("Socket.gethostname", "the network of the host is not asked"),
        ("Etc.nprocessors.to_s", "the users and processors of the host differ"),
        ('File.read("/etc/hostname")', "/etc/hostname is not a file of the repository"),
        ('ENV["USER"]', "USER differs from host to host"),
        ("[1, 2].sample.to_s", "`sample` gives another value each time"),
    ],
)
def test_what_only_the_host_knows_is_unknown(inline: Inline, expression: str, reason: str) -> None:
    value = inline(expression)

    assert isinstance(value, Unknown)
    assert value.reason == reason
    assert value.line == 3


def test_a_text_keeps_its_known_parts(inline: Inline) -> None:
    value = inline('"setup_#{`cat version`.strip}.x --on #{1 + 1}"')

    assert isinstance(value, Unknown)
    assert value.parts == ("setup_", None, ".x --on 2")


def test_parts_survive_adding_and_joining(inline: Inline) -> None:
    value = inline('File.join("/opt", `id`, "bin") + " " + ["a", `b`, "c"].join("-")')

    assert isinstance(value, Unknown)
    assert value.parts == ("/opt/", None, "/bin a-", None, "-c")


def test_an_unknown_default_is_not_invented(inline: Inline) -> None:
    value = inline('`cat v`.empty? ? "8" : "10"')

    assert isinstance(value, Unknown)


def test_branches_of_an_unknown_condition_that_agree_are_known(inline: Inline) -> None:
    value = inline("x", setup='if `uname` == "Darwin"\n  x = "same"\nelse\n  x = "same"\nend')

    assert value == "same"


def test_a_variable_that_the_branches_set_differently_is_unknown(inline: Inline) -> None:
    value = inline(
        '"#{x} and #{y}"',
        setup='x, y = "old", "kept"\nx = "new" if `uname` == "Darwin"',
    )

    assert isinstance(value, Unknown)
    assert value.parts == (None, " and kept")


def test_a_setting_under_an_unknown_condition_is_unknown(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.box = "plain"\n'
        '  config.vm.box = "other" if `uname` == "Darwin"\n'
        '  config.vm.hostname = "kept"\n'
        "end\n"
    )

    assert isinstance(config.machines[0].box, Unknown)
    assert config.machines[0].hostname == "kept"


def test_a_provisioner_under_an_unknown_condition_is_kept_with_a_doubt(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.provision "shell", path: "a.sh" if `which x`.empty?\n'
        "end\n"
    )

    assert [step.path for step in config.machines[0].provisioners] == ["a.sh"]
    assert any("whether it counts" in doubt.why for doubt in config.doubts)


def test_a_method_that_may_have_returned_early_gives_an_unknown(inline: Inline) -> None:
    value = inline("m", setup='def m\n  return "early" if `x` == ""\n  "late"\nend')

    assert isinstance(value, Unknown)


def test_a_loop_over_an_unknown_is_a_doubt_and_the_rest_is_read(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  `ls`.split.each { |name| config.vm.provision "shell", inline: name }\n'
        '  config.vm.provision "shell", inline: "echo after"\n'
        "end\n"
    )

    assert [step.inline for step in config.machines[0].provisioners] == ["echo after"]
    assert any(doubt.at.line == 2 for doubt in config.doubts)


def test_a_key_that_is_not_known_makes_missing_keys_unknown(inline: Inline) -> None:
    value = inline("h[:other]", setup='h = {known: "x"}\nh[`id`] = "y"')

    assert isinstance(value, Unknown)
    assert inline("h[:known]", setup='h = {known: "x"}\nh[`id`] = "y"') == "x"


def test_a_missing_method_costs_only_its_own_expression(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.box = "x".no_such_method\n'
        '  config.vm.hostname = "web"\n'
        "end\n"
    )

    assert isinstance(config.machines[0].box, Unknown)
    assert config.machines[0].hostname == "web"
    assert [doubt.at.line for doubt in config.doubts] == [2]


@pytest.mark.parametrize(
    "stop",
    [
        'raise "install the plugin"',
        "raise Vagrant::Errors::VagrantError.new",
        "abort 'no'",
        "exit 1",
        "exit!(1)",
        'system("vagrant plugin install x") && exec("vagrant up")',
    ],
)
def test_reading_goes_on_where_vagrant_would_stop(read: Reader, stop: str) -> None:
    config = read(
        f'unless Vagrant.has_plugin?("x")\n  {stop}\nend\n'
        'Vagrant.configure("2") do |config|\n  config.vm.box = "b"\nend\n'
    )

    assert config.machines[0].box == "b"
    assert config.doubts


def test_a_broken_line_is_a_doubt_and_the_rest_is_read(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.box = "b"\n'
        "  config.vm.network )(\n"
        '  config.vm.hostname = "web"\n'
        "end\n"
    )

    assert config.machines[0].box == "b"
    assert config.machines[0].hostname == "web"
    assert [(doubt.at.line, doubt.why) for doubt in config.doubts] == [
        (3, "this is not Ruby; the rest is read without it")
    ]


def test_a_missing_end_is_a_doubt_and_the_rest_is_read(read: Reader) -> None:
    config = read('Vagrant.configure("2") do |config|\n  if true\n    config.vm.box = "b"\nend\n')

    assert config.machines[0].box == "b"
    assert [doubt.why for doubt in config.doubts] == [
        "this is not Ruby; it is read as if it had an `end` more"
    ]


def test_a_plain_vagrantfile_has_no_doubts(read: Reader) -> None:
    config = read('Vagrant.configure("2") do |config|\n  config.vm.box = "b"\nend\n')

    assert config.doubts == ()
    assert config.host_branches == ()
    assert config.environment == ()
    assert config.read_files == ()


@pytest.mark.parametrize(
    ("setup", "expression", "known"),
    [
        ('h = {a: "old"}\nh[:a] = "new" if `x` == ""', 'h[:a] + "!"', None),
        ('h = {a: "same"}\nh[:b] = "new" if `x` == ""', "h[:a]", "same"),
        ('l = ["kept"]\nl << "maybe" if `x` == ""', "l.first", "kept"),
        ('l = ["kept"]\nl << "maybe" if `x` == ""', "l.last", None),
        ('if `x` == ""\n  PORT = "1"\nelse\n  PORT = "2"\nend', "PORT", None),
        ('if `x` == ""\n  PORT = "1"\nelse\n  PORT = "1"\nend', "PORT", "1"),
        (
            'S = Struct.new(:a)\ns = S.new("old")\ns.a = "new" if `x` == ""\nt = S.new("kept")',
            "s.a",
            None,
        ),
        ('$g = "old"\n$g = "new" if `x` == ""', "$g", None),
        ('@v = "old"\n@v = "new" unless `x` == ""', "@v", None),
    ],
)
def test_what_an_undecided_branch_changes_is_unknown(
    inline: Inline, setup: str, expression: str, known: str | None
) -> None:
    value = inline(expression, setup=setup)

    assert isinstance(value, Unknown) if known is None else value == known


def test_what_has_no_handler_is_a_doubt_and_not_lost_in_silence(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(HANDLERS, "case_match")
    config = read('case 1\nin 1 then 2\nend\nVagrant.configure("2") { |c| c.vm.box = "b" }\n')

    assert config.machines[0].box == "b"
    assert [doubt.why for doubt in config.doubts] == ["`case_match` is not followed"]


@pytest.mark.parametrize(
    "expression", ["[1].pack('C')", "'a'.unpack('C')", "1.to_r", "[1].bsearch { |n| n }"]
)
def test_a_method_that_is_not_followed_is_no_error_to_be_rescued(
    inline: Inline, expression: str
) -> None:
    value = inline("value", setup=f"value = begin\n  {expression}\nrescue\n  'rescued'\nend")

    assert isinstance(value, Unknown)
    assert value.reason.endswith("is not followed")


@pytest.mark.parametrize("network", ['"192.0.2.9"', ':private_network, :ip => "192.0.2.9"'])
def test_a_network_that_version_one_does_not_have_is_a_doubt(read: Reader, network: str) -> None:
    config = read(
        "Vagrant::Config.run do |config|\n"
        f"  config.vm.network({network})\n"
        '  config.vm.network :hostonly, "192.0.2.10"\n'
        "end\n"
    )

    assert [each.ip for each in config.machines[0].networks] == ["192.0.2.10"]
    assert [doubt.at.line for doubt in config.doubts] == [2]
