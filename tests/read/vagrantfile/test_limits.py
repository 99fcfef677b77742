"""No Vagrantfile hangs or exhausts the reader; what a limit cuts off is said."""

from __future__ import annotations

import pytest

from migrator.errors import MigrationError
from migrator.read.vagrantfile.ruby import limits
from migrator.values import Unknown
from tests.read.vagrantfile.conftest import Reader

ENDLESS = {
    "while": "while true\n  x = 1\nend",
    "until": "until false do end",
    "loop": "loop { }",
    "nested loops": "loop { loop { loop { x = 1 } } }",
    "loop without a block": "loop { x << y if loop }",
    "recursion": "def f(n)\n  f(n + 1)\nend\nf(0)",
    "mutual recursion": "def a; b; end\ndef b; a; end\na",
    "recursive block": "f = ->(g) { g.call(g) }\nf.call(f)",
    "retry": "begin\n  raise 'x'\nrescue\n  retry\nend",
    "itself": "load __FILE__",
    "evaluated itself": "eval File.read(__FILE__)",
    "included again and again": (
        "module A; def self.included(to) = to.extend(B)\nmodule B; end\nend\n"
        "class C\n  while true\n    include A\n    attr_reader :a\n  end\nend"
    ),
    "array that grows while it is walked": "x = [1]\nx.each { |n| x << n }",
    "times": "(10**9).times { |n| n }",
    "upto": "1.upto(10**12) { |n| n }",
    "step": "1.step(10**12, 1) { |n| n }",
    "endless range": "(1..).each { |n| n }",
    "large range": "(1..10**12).to_a",
    "text": 'x = "a"\nloop { x = x + x }',
    "text in place": 'x = "a"\nloop { x << x }',
    "interpolation": 'x = "a" * 100000\nloop { y = "#{x}#{x}" }',
    "repeated text": 'x = "a" * 10**12',
    "array": "x = [1]\nloop { x = x + x }",
    "array in place": "x = [1]\nloop { x.concat(x) }",
    "repeated array": "x = [1] * 10**12",
    "nested array": "x = []\n100.times { x = [x, x] }\nx.flatten",
    "inspected array": "x = []\n100.times { x = [x, x] }\nx.inspect\nx.to_s\nx.join",
    "array in itself": "x = []\nx << x\nx.flatten\nx.inspect\nx.join\nx == x",
    "hash in itself": "x = {}\nx[:x] = x\nx.to_json\nx.inspect",
    "product": "x = (1..1000).to_a\nx.product(x, x, x)",
    "permutation": "(1..20).to_a.permutation.to_a",
    "difference": "x = (1..20000).to_a\nloop { x - x.reverse }",
    "sort": "x = (1..20000).to_a\nloop { x.sort }",
    "power": "x = 10 ** 10 ** 10",
    "shift": "x = 1 << 10**10",
    "numbers": "x = 2\nloop { x = x * x }",
    "digits": f"x = {'9' * 10_000}",
    "justified": '"x".ljust(10**12)',
    "format": 'format("%1000000000d", 1)',
    "regular expression": '("a" * 40 + "!") =~ /^(a+)+$/',
    "alternatives": '("a" * 40 + "!") =~ /^(a|a|aa)*$/',
    "many quantifiers": '("a" * 5000) =~ /a*a*a*a*a*a*a*b/',
    "repeated matching": 'x = "ab" * 5000\nloop { x =~ /a.*b.*c/ }',
    "substitution": 'x = "a" * 1000\nloop { x = x.gsub("a", "aa") }',
    "nesting": "x = " + "[" * 5000 + "]" * 5000,
    "parentheses": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "long sum": "x = " + " + ".join(["1"] * 5000),
    "long chain": 'x = "a"' + ".strip" * 5000,
    "many ifs": "if true\n" * 1000 + "end\n" * 1000,
    "undecided": "".join(f"if `x{n}`\n" for n in range(30)) + "x = 1\n" + "end\n" * 30,
    "undecided in a row": "".join(f"x = {n} if `x{n}`\n" for n in range(3000)),
    "undecided and": "x = " + " && ".join(["`x`"] * 500),
    "class of itself": "class A < A\nend\nA.new",
    "circular classes": "class A; end\nclass B < A; end\nA.include(B)\nB.include(A)\nA.new.x",
    "method missing": "class A\n  def method_missing(n, *a)\n    foo\n  end\nend\nA.new.x",
    "class of a hash": "A = Class.new({})\nA.new.x\nA.y",
    "class of an unknown": "A = Class.new(`x`)\nA.new.x\nA.y",
    "customize alone": 'Vagrant.configure(2) { |c| c.vm.provider("x") { |v| v.customize } }',
    "no character": 'x = "a"\nx << -1\nx << 10**12\nx << 0xd800',
    "struct in itself": "S = Struct.new(:a)\ns = S.new\ns.a = s\ns.to_a.inspect",
    "machines": 'Vagrant.configure("2") { |c| 100000.times { |n| c.vm.define "m#{n}" } }',
    "ports": 'Vagrant.configure("2") { |c| loop { |n| c.vm.network "private_network" } }',
    "provisioners": 'Vagrant.configure("2") { |c| loop { c.vm.provision "shell", inline: "x" } }',
    "blocks": 'loop { Vagrant.configure("2") { |c| c.vm.box = "x" } }',
    "blocks in blocks": "def f; Vagrant.configure('2') { |c| f; f }; end\nf",
    "globs": 'loop { Dir.glob("**/**/**/*") }',
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS.keys())
def test_an_endless_vagrantfile_ends(read: Reader, source: str) -> None:
    config = read(f'{source}\nVagrant.configure("2") do |config|\n  config.vm.box = "b"\nend\n')

    assert config.machines


def test_reaching_the_limit_of_steps_is_a_doubt(read: Reader) -> None:
    config = read('loop { loop { x = 1 } }\nVagrant.configure("2") { |c| c.vm.box = "b" }\n')

    assert any("too many" in doubt.why for doubt in config.doubts)


def test_a_loop_that_does_not_end_costs_only_itself(read: Reader) -> None:
    config = read('while true do end\nVagrant.configure("2") { |c| c.vm.box = "b" }\n')

    assert config.machines[0].box == "b"
    assert [doubt.at.line for doubt in config.doubts] == [1]


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("aliases", "a: &a [x, x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
        )),
        ("nesting", "a: " + "[" * 2000 + "]" * 2000),
        ("nesting that ends libyaml", "a: " + "[" * 100_000),
        ("itself", "a: &a\n  b: *a\n"),
        ("keys", "".join(f"k{n}: {n}\n" for n in range(30_000))),
        ("numbers", f"a: {'9' * 5000}\n"),
        ("not YAML", "a: [\n b: {"),
    ],
)  # fmt: skip
def test_a_hostile_settings_file_ends(read: Reader, name: str, document: str) -> None:
    config = read(
        'require "yaml"\ns = YAML.load_file("s.yml")\n'
        'Vagrant.configure("2") do |config|\n'
        '  config.vm.box = s["a"].to_s\n  config.vm.hostname = "h"\n'
        '  config.vm.provision "chef_solo", json: s\nend\n',
        {"s.yml": document},
    )

    assert config.machines[0].hostname == "h"


def test_a_document_of_json_that_nests_too_deeply_is_unknown(read: Reader) -> None:
    config = read(
        'Vagrant.configure("2") { |c| c.vm.box = JSON.parse(File.read("s.json")).to_s }\n',
        {"s.json": "[" * 100_000 + "]" * 100_000},
    )

    assert isinstance(config.machines[0].box, Unknown)


# tree-sitter needs minutes for these.
SLOW_TO_PARSE = {
    "backticks": "`" * 200_000,
    "words": "%w[" * 60_000,
    "comments": "=begin\n" * 30_000,
}


@pytest.mark.parametrize("source", SLOW_TO_PARSE.values(), ids=SLOW_TO_PARSE.keys())
def test_a_vagrantfile_that_takes_too_long_to_parse_is_refused(read: Reader, source: str) -> None:
    with pytest.raises(MigrationError, match="it takes too long to parse"):
        read(source)


def test_an_included_file_that_takes_too_long_to_parse_costs_only_itself(read: Reader) -> None:
    config = read(
        'load "slow.rb"\nVagrant.configure("2") { |c| c.vm.box = "b" }\n',
        {"slow.rb": SLOW_TO_PARSE["backticks"]},
    )

    assert config.machines[0].box == "b"
    assert [doubt.why for doubt in config.doubts] == ["it takes too long to parse"]


@pytest.mark.parametrize("loop", ["loop do", "while true"])
def test_what_a_loop_changes_that_may_be_left_in_any_round_is_unknown(
    read: Reader, loop: str
) -> None:
    config = read(
        f"count = 0\nname = 'n'\n{loop}\n  name = 'm'\n  count += 1\n  break if `x`\nend\n"
        'Vagrant.configure("2") { |c| c.vm.box = "b#{count}"; c.vm.hostname = name }\n',
    )

    box = config.machines[0].box
    assert isinstance(box, Unknown)
    assert box.parts == ("b", None)
    assert config.machines[0].hostname == "m"


def test_the_time_limit_holds_where_no_count_does(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_STEPS", 10**9)
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.05)
    config = read('loop { loop { x = 1 } }\nVagrant.configure("2") { |c| c.vm.box = "b" }\n')

    assert [doubt.why for doubt in config.doubts if "too long" in doubt.why]


def test_doubts_are_bounded(read: Reader) -> None:
    config = read("".join(f"unknown_{n}\n" for n in range(3000)))

    assert len(config.doubts) <= limits.MAX_DOUBTS + 1
