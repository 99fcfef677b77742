"""Templates with known, unknown and missing values."""

from __future__ import annotations

from typing import Any

import pytest

from migrator.read.ansible.budget import Budget
from migrator.read.ansible.documents import Verbatim
from migrator.read.ansible.templates import render_text
from migrator.read.ansible.values import Undefined, undefined, unknown
from migrator.values import Unknown

VALUES: dict[str, Any] = {
    "name": "app",
    "port": 3000,
    "modules": ["gulp", "bower"],
    "sites": {"shop": {"port": 80}, "blog": {"port": 81}},
    "memory": unknown("it depends on the machine"),
    "yes": True,
}


def render(text: str) -> Any:
    return render_text(text, lambda name: VALUES.get(name, undefined(name)), Budget())


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("no template", "no template"),
        ("{{ port }}", 3000),
        ("{{ modules }}", ["gulp", "bower"]),
        (":{{ port }}", ":3000"),
        ("{{ name ~ '-' ~ port }}", "app-3000"),
        ("{{ missing | default('x') }}", "x"),
        ("{{ missing | default(name) | upper }}", "APP"),
        ("{{ '' | default('x', true) }}", "x"),
        ("{{ modules | join(' ') }}", "gulp bower"),
        ("{{ sites.shop.port + 1 }}", 81),
        ("{{ sites['blog'].port }}", 81),
        ("{{ sites | dict2items | map(attribute='key') | list }}", ["shop", "blog"]),
        ("{{ modules | select('match', 'g') | list }}", ["gulp"]),
        ("{{ 'v8.1' | regex_replace('^v', '') }}", "8.1"),
        ("{{ '8.1.2'.split('.')[0] }}", "8"),
        ("{{ 'a' if port > 80 else 'b' }}", "a"),
        ("{% if yes %}a{% else %}b{% endif %}", "a"),
        ("{% for m in modules %}{{ loop.index }}{{ m }},{% endfor %}", "1gulp,2bower,"),
        ("{% for m in modules if m != 'gulp' %}{{ m }}{{ loop.last }}{% endfor %}", "bowerTrue"),
        ("{% set x = port %}{{ x }}", "3000"),
        ("{{ 'gulp' in modules and 'x' not in modules }}", True),
        ("{{ '16.04' is version('14.04', '>=') }}", True),
        ("{{ missing is defined }}", False),
        ("{{ memory is defined }}", True),
        ("{{ (modules | length) * 2 }}", 4),
        ("{# nothing #}x", "x"),
    ],
)  # fmt: skip
def test_a_template_with_known_values_has_a_value(template: str, value: Any) -> None:
    assert render(template) == value


def test_an_unknown_value_leaves_the_text_around_it() -> None:
    found = render("http://{{ name }}:{{ memory }}/x")

    assert isinstance(found, Unknown)
    assert found.parts == ("http://app:", None, "/x")
    assert found.reason == "it depends on the machine"


def test_a_name_that_nobody_sets_is_told_apart_from_an_unknown_value() -> None:
    assert isinstance(render("{{ missing }}"), Undefined)
    assert not isinstance(render("{{ memory }}"), Undefined)


@pytest.mark.parametrize(
    "template",
    [
        "{{ memory > 1 }}",
        "{{ name.__class__ }}",
        "{{ name | no_such_filter }}",
        "{{ lookup('pipe', 'id') }}",
        "{{ cycler() }}",
        "{{ unclosed",
        "{% include 'x' %}",
        "{{ 1 / 0 }}",
        "{{ 'x' * 99999999 }}",
        "{% for m in memory %}x{% endfor %}",
    ],
)
def test_what_cannot_be_computed_is_unknown(template: str) -> None:
    assert isinstance(render(template), Unknown)


def test_an_unsafe_text_is_no_template() -> None:
    assert render(Verbatim("{{ name }}")) == "{{ name }}"
