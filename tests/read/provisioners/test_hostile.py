"""Mutated recipes, manifests and states: never an exception, nothing read from elsewhere."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.read.project import Project
from migrator.read.provisioning import Provisioned
from migrator.read.puppet.parser import parse
from migrator.read.repository import read_repository
from migrator.read.salt.functions import traversed
from migrator.values import Unknown

from .test_cases import CASES, lay_out

PIECES = ["", '"', "'", "{", "}", "(", ")", "[", "]", "end", "do", "=>", "->", "${", "#{", "<%",
          "%>", "|", "/", "$", "@", "\n", "\\", "::", "?", "*", "../../../etc/passwd"]  # fmt: skip
WORDS = [" 'x'", ": ", "ensure", ",", ";", "if ", "case ", "class ", "define ", "a", " == ", "$x ",
         "Exec", "1", "!", "<|", "|>", "@(E)\nE\n", "package", "{{", "}}", "{% if x %}", "{% for",
         "%}", "{% endif %}", "- ", "  - name: ", "salt['cmd.run']('x')", "pillar", "&a", "*a",
         "<<: ", "include", "extend:\n", "\ue0001\ue001"]  # fmt: skip
NESTED = ["[" * 5000, "(" * 5000, "if a {" * 3000, "!" * 5000, '"${' * 5000, "a->" * 3000]
SOURCES = [
    path.read_text("utf-8").partition("#=>\n")[0]
    for kind in ("chef", "puppet", "salt")
    for path in sorted((CASES / kind).glob("*.case"))
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A case whose files of the tool have pieces cut out, doubled or put in from elsewhere."""
    head, mark, rest = draw(st.sampled_from(SOURCES)).partition("#: file ")
    files = rest.split("#: file ")
    place = draw(st.integers(0, len(files) - 1))
    name, newline, text = files[place].partition("\n")
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = draw(st.sampled_from([*PIECES, *WORDS, text[start:end] * 2]))
        text = text[:start] + piece + text[end:]
    files[place] = name + newline + text
    return head + mark + "#: file ".join(files)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=mutated())
def test_no_mutation_of_a_case_raises(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("mutated")
    lay_out(text, root)

    repository = read_repository(Project(root))

    for machine in repository.provisioned:
        assert "root:x:0:0" not in repr((machine.commands, machine.files))
        assert all(0 <= command.unit < len(repository.steps) for command in machine.commands)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *WORDS]), max_size=60))
def test_any_text_is_parsed_to_its_end(pieces: list[str]) -> None:
    statements, _ = parse("".join(pieces))

    assert isinstance(statements, tuple)


@pytest.mark.parametrize("text", NESTED)
def test_deep_nesting_is_refused_and_not_followed(text: str) -> None:
    _, broken = parse(text)

    assert broken is not None


RECIPES = [
    "loop { package 'x' }",
    "(1..100000).each { |n| package n.to_s }",
    "define(:x) { x 'a' }\nx 'b'",
    "include_recipe 'app::default'\ninclude_recipe 'app'",
    "execute 'a' do\n notifies :run, 'execute[a]', :immediately\nend",
    "package File.read('/etc/passwd')",
    "template '/x' do\n source '../../../../../../../../etc/passwd'\nend",
    "cookbook_file '/x' do\n source '../../../../../../../../etc/passwd'\nend",
]


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipes_end_and_stay_inside_the_repository(recipe: str, tmp_path: Path) -> None:
    vagrantfile = (
        'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/trusty64"\n'
        '  config.vm.provision("chef_solo") { |chef| chef.add_recipe "app" }\nend\n'
    )
    lay_out(f"{vagrantfile}#: file cookbooks/app/recipes/default.rb\n{recipe}\n", tmp_path)

    machine = read_repository(Project(tmp_path)).provisioned[0]

    assert machine.steps
    assert "root:x:0:0" not in repr((machine.commands, machine.files))


MANIFESTS = [
    "define again { again { \"x${name}\": } }\nagain { 'x': }",
    'range(1, 100000).each |$n| { package { "p${n}": } }',
    "class a { include b }\nclass b { include a }\ninclude a",
    "exec { 'a': } -> exec { 'b': } -> Exec['a']",
    "file { '/x': source => '/vagrant/../../../../../etc/passwd' }",
    "file { '/x': source => 'puppet:///modules/app/../../../../../etc/passwd' }",
    "file { '/x': content => file('app/../../../../../etc/passwd') }",
    "file { '/x': content => template('app/../../../../../etc/passwd') }",
    "import '../../../../../../etc/*'",
    "$a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ /^(a+)+$/\nexec { \"x ${a}\": }",
]


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_manifests_end_and_stay_inside_the_repository(manifest: str, tmp_path: Path) -> None:
    vagrantfile = (
        'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/trusty64"\n'
        '  config.vm.provision("puppet") { |puppet| puppet.module_path = "modules" }\nend\n'
    )
    app = "#: file modules/app/manifests/init.pp\nclass app { }\n"
    lay_out(f"{vagrantfile}#: file manifests/default.pp\n{manifest}\n{app}", tmp_path)

    machine = read_repository(Project(tmp_path)).provisioned[0]

    assert machine.steps
    assert "root:x:0:0" not in repr((machine.commands, machine.files))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pattern=st.one_of(
        st.text(st.characters(min_codepoint=32, codec="utf-8"), max_size=20),
        st.text("a1(?<n>)[:alph]*+{,}\\|^$zZ&k0-9i", max_size=20),
    ),
    new=st.text("\\0129k<n>&a", max_size=12),
)
def test_any_pattern_and_replacement_give_a_value_or_none(
    pattern: str, new: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("pattern")
    written, replacement = (
        "'" + each.replace("\\", "\\\\").replace("'", "\\'") + "'" for each in (pattern, new)
    )
    vagrantfile = 'Vagrant.configure("2") { |config| config.vm.provision "puppet" }\n'
    (root / "manifests").mkdir()
    (root / "Vagrantfile").write_text(vagrantfile, "utf-8")
    (root / "manifests/default.pp").write_text(
        f"$a = regsubst('aa1-\\n', {written}, {replacement}, 'G')\n"
        f"$b = split('aa1-\\n', {written})\n"
        f"if 'aa1' =~ {written} {{ exec {{ 'echo matched': }} }}\n"
        'exec { "echo ${a} ${b}": }\nexec { "echo last": }\n',
        "utf-8",
    )

    machine = read_repository(Project(root)).provisioned[0]

    assert any(command.argv == ("echo", "last") for command in machine.commands)


STATES = [
    "include:\n  - app\n  - .app\n  - ..app\n",
    "{% for n in range(100000) %}p{{ n }}:\n  pkg.installed\n{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}:\n  pkg.installed\n",
    '{% from "app.sls" import a %}{% include "app.sls" %}\na:\n  pkg.installed\n',
    "{{ ''.__class__.__mro__[1].__subclasses__() }}:\n  pkg.installed\n",
    "{% set x = 'a' * 100000000 %}{{ x }}:\n  pkg.installed\n",
    "/x:\n  file.managed:\n    - source: salt://../../../../../../etc/passwd\n",
    "/x:\n  file.recurse:\n    - source: salt://../../../../../../etc\n",
    "{% import_text '../../../../../../etc/passwd' as x %}\n"
    "/x:\n  file.managed:\n    - contents: {{ x }}\n",
    "a:\n  cmd.script:\n    - source: salt://../../../../../etc/passwd\n",
    "a: &a\n  pkg.installed: *a\n",
    "a: &a [*a, *a]\nb: *a\n",
    "x:\n  file.managed:\n    - names: [{a: {b: [1]}}, [[1]], 7, null]\n    - contents: {a: 1}\n",
    "x:\n  - pkg\n  - installed\ny: 7\nz:\n  pkg: [[installed]]\n",
    "x:\n  file.replace:\n    - name: /x\n    - pattern: (a+)+$\n    - repl: b\n",
    "{% set x = salt['grains.filter_by']({'Debian': {}}, grain='nope', default=[]) %}\n",
    "{% set x = salt['grains.filter_by']({'Debian': {}}, base=[]) %}\n",
    "{% load_yaml as l %}[1]{% endload %}{% for n in ['²', '9' * 5000] %}\n"
    "{{ salt['grains.filter_by']({'Debian': l}) }}{{ salt['pillar.get']('l:' ~ n) }}\n"
    "{% endfor %}\n",
    "x:\n  pkg.installed:\n    - require: 7\n    - watch: {a: b}\n    - onlyif: [[1]]\n",
]


def provisioned_by(states: str, root: Path) -> Provisioned:
    """The machine that an app of these states is applied to."""
    vagrantfile = (
        'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/trusty64"\n'
        '  config.vm.synced_folder "salt", "/srv/salt"\n'
        "  config.vm.provision(:salt) { |salt| salt.run_highstate = true }\nend\n"
    )
    top = "#: file salt/top.sls\nbase:\n  '*':\n    - app\n"
    lay_out(f"{vagrantfile}{top}#: file salt/app.sls\n{states}", root)
    return read_repository(Project(root)).provisioned[0]


@pytest.mark.parametrize("states", STATES)
def test_states_end_and_stay_inside_the_repository(states: str, tmp_path: Path) -> None:
    machine = provisioned_by(states, tmp_path)

    assert machine.steps
    assert "root:x:0:0" not in repr((machine.commands, machine.files))


def doubled(times: int) -> str:
    """A file of one letter, which that many states double."""
    changes = "".join(
        f"r{n}:\n  file.replace: [name: /x, pattern: a, repl: aa]\n" for n in range(times)
    )
    return f"/x:\n  file.managed:\n    - contents: a\n{changes}"


def replaced(pattern: str, lines: int, size: int) -> str:
    """A file whose every match is replaced by a text of `size`."""
    contents = "".join(f"      - {'a' * 9}\n" for _ in range(lines))
    change = f"r:\n  file.replace: [name: /x, pattern: '{pattern}', repl: {'b' * size}]\n"
    return f"/x:\n  file.managed:\n    - contents:\n{contents}{change}"


# Each is small enough that without its bound the test fails, rather than the machine.
@pytest.mark.parametrize(
    "states", [doubled(22), replaced("^", 20, 100_000), replaced("", 4, 100_000)]
)
def test_a_file_that_would_grow_too_long_is_not_known(states: str, tmp_path: Path) -> None:
    (file,) = provisioned_by(states, tmp_path).files

    assert isinstance(file.content, Unknown)


@pytest.mark.parametrize(
    ("states", "size"),
    [(doubled(10), 2**10 + 1), (replaced("^", 5, 100_000), 5 * 10 + 6 * 100_000)],
)
def test_a_file_that_grows_a_little_is_known(states: str, size: int, tmp_path: Path) -> None:
    (file,) = provisioned_by(states, tmp_path).files

    assert isinstance(file.content, str)
    assert len(file.content) == size


def aliases(levels: int) -> str:
    """Packages in lists that repeat lists, nine times at each level."""
    names = "abcdefghi"[:levels]
    lists = "".join(f"  {b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise(names))
    return (
        f"x:\n  test.nop: []\n  a: &a [{', '.join(['p'] * 9)}]\n{lists}"
        f"z:\n  pkg.installed:\n    - pkgs: *{names[-1]}\n"
    )


def test_lists_that_aliases_repeat_too_often_are_not_gone_through(tmp_path: Path) -> None:
    machine = provisioned_by(aliases(5), tmp_path)

    assert not any("install" in command.argv for command in machine.commands)
    assert "too many values" in repr(machine.problems)


def test_a_list_that_an_alias_repeats_is_gone_through(tmp_path: Path) -> None:
    machine = provisioned_by(aliases(1), tmp_path)

    assert any(command.argv[-1] == "p" for command in machine.commands)


@pytest.mark.parametrize("word", ["²", "9" * 5000])
def test_a_place_that_is_no_number_is_not_in_a_list(word: str) -> None:
    assert traversed({"l": [1]}, f"l:{word}", "none") == "none"
