"""Whatever a playbook says: no exception, no end of time, nothing outside the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.read.ansible import Invocation, read_playbook
from migrator.read.project import Project
from migrator.read.shell import Guest
from migrator.trace import Trace

CASES = sorted((Path(__file__).parents[2] / "cases" / "ansible").glob("*.case"))
TREES = [case.read_text("utf-8").partition("#=>\n")[0] for case in CASES]
PIECES = [
    "{{ item }}", "{% for a in b %}", "with_items: ", "when: ", "- block:\n", "*a", "&a ", "<<: ",
    "!vault |", "!!python/object:os.system", "[", "{", "]", "}", ":", "\n", "  ", "- ", "\t",
    "register: r\n", "include: site.yml", "roles: [site]", "loop: 1", "\u2028", "'", '"', "\\", "%",
]  # fmt: skip


def follow(root: Path, text: str) -> Trace:
    (root / "site.yml").write_text(text, "utf-8")
    guest = Guest("ubuntu", "18.04", "bionic", "debian", folders={"/vagrant": "."})
    return read_playbook(Project(root), Invocation("site.yml"), guest=guest)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("repository")


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_mutated_playbook_never_raises(data: st.DataObject, root: Path) -> None:
    text = data.draw(st.sampled_from(TREES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        piece = data.draw(st.sampled_from(PIECES) | st.text(max_size=8))
        text = text[:start] + piece + text[end:]

    follow(root, text.encode("utf-8", "replace").decode("utf-8"))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(flags=st.lists(st.sampled_from(["", "when: false", "tags: never", "loop: []"]), max_size=8))
def test_every_task_is_in_the_ledger_once(flags: list[str], root: Path) -> None:
    tasks = "".join(f"    - command: echo {n}\n      {flag}\n" for n, flag in enumerate(flags))

    trace = follow(root, f"- hosts: all\n  tasks:\n{tasks}")

    assert [unit.line for unit in trace.units] == [3 + 2 * n for n in range(len(flags))]
    ran = [unit.skipped is None for unit in trace.units]
    assert ran == [flag == "" for flag in flags]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(expression=st.text(alphabet="ab.[]()|~+-*/%'\" 019{},:=<>", max_size=40))
def test_any_expression_has_a_value(
    expression: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp()
    quoted = expression.replace("'", "''")

    follow(root, f"- hosts: all\n  tasks:\n    - debug: msg='{{{{ {quoted} }}}}'\n")


def _aliases() -> str:
    lists = "".join(f"    a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    return (
        f"- hosts: all\n  vars:\n    a0: &a0 [x]\n{lists}  tasks:\n    - debug: var={{{{ a39 }}}}\n"
    )


def _tasks_of_aliases() -> str:
    blocks = "".join(
        f"- block: &b{n} [{{block: *b{n - 1}}}, {{block: *b{n - 1}}}]\n" for n in range(1, 30)
    )
    body = "".join(f"    {line}\n" for line in blocks.splitlines())
    return f"- hosts: all\n  tasks:\n    - block: &b0 [{{command: x}}]\n{body}"


HOSTILE: dict[str, Callable[[], str]] = {
    "aliases that double": _aliases,
    "blocks of aliases that double": _tasks_of_aliases,
    "merge keys that double": lambda: (
        "- a0: &a0 {x: 1}\n"
        + "".join(f"- a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40))
    ),
    "an alias of itself": lambda: "&a [*a, {hosts: *a, tasks: *a}]",
    "nesting without end": lambda: "[" * 50_000,
    "nested blocks": lambda: "- hosts: all\n  tasks: " + "[{block: " * 200 + "[]" + "}]" * 200,
    "a loop of loops": lambda: (
        "- hosts: all\n  vars: {l: '{{ range(9000) | list }}'}\n  tasks:\n"
        + "    - command: echo {{ item }}\n      with_items: '{{ l }}'\n" * 200
    ),
    "lists that hold themselves twice": lambda: (
        "- hosts: all\n  tasks:\n    - debug: msg='{% set x=[1] %}"
        + "{% set x=[x,x] %}" * 60
        + "{{ x }}{{ x == x }}{{ x | flatten }}{{ x | to_json }}'\n"
    ),
    "an expression of the hundreds": lambda: (
        "- hosts: all\n  tasks:\n    - debug: msg={{ " + "+".join(["1"] * 5000) + " }}\n"
    ),
    "digits": lambda: (
        "- hosts: all\n  vars: {a: " + "9" * 6000 + "}\n  tasks: [{debug: {msg: '{{ a }}'}}]"
    ),
    "powers": lambda: "- hosts: all\n  tasks: [{debug: {msg: '{{ 9 ** 9 ** 9 }}'}}]",
    "a slow expression": lambda: (
        "- hosts: all\n  tasks: [{debug: {msg: \"{{ '"
        + "a" * 180
        + "!' | regex_replace('a*a*$', '') }}\"}}]"
    ),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_playbook_is_followed_within_limits(
    text: Callable[[], str], tmp_path: Path
) -> None:
    trace = follow(tmp_path, text())

    assert len(trace.units) < 5_000
    assert len(trace.commands) < 25_000


@pytest.mark.parametrize(
    "task",
    [
        "copy: src={path} dest=/tmp/copied",
        "template: src={path} dest=/tmp/copied",
        "script: {path}",
        "include_vars: {path}",
        "include: {path}",
        "debug: msg={{{{ lookup('file', '{path}') }}}}",
        "copy: content={{{{ lookup('pipe', 'cat {path}') }}}} dest=/tmp/copied",
    ],
)
@pytest.mark.parametrize("path", ["../secret", "/../secret", "../../../../../../../etc/passwd"])
def test_nothing_outside_of_the_repository_is_read(task: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("- debug: msg=very-secret\n", "utf-8")
    (tmp_path / "repository").mkdir()

    trace = follow(
        tmp_path / "repository", f"- hosts: all\n  tasks:\n    - {task.format(path=path)}\n"
    )

    assert "very-secret" not in repr(trace)
    assert "root:" not in repr(trace)


def test_a_symbolic_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("very-secret", "utf-8")
    root = tmp_path / "repository"
    (root / "files").mkdir(parents=True)
    (root / "files" / "link").symlink_to(tmp_path / "secret")

    trace = follow(root, "- hosts: all\n  tasks:\n    - copy: src=link dest=/tmp/copied\n")

    assert "very-secret" not in repr(trace)
