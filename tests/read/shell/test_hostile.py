"""Hostile scripts: no exception, no endless work, nothing run or read outside."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.read.project import Project
from migrator.read.shell import Guest, follow
from migrator.trace import Trace

from .scripts import broken_scripts

EXAMPLES = int(os.environ.get("MIGRATOR_EXAMPLES", "100"))
FOLDER = Path(__file__).parents[2] / "cases"
CASES = [case.read_text("utf-8") for case in sorted(FOLDER.rglob("*.case"))]
FRAMES = 300

HOSTILE = {
    "nested conditions": "if true; then " * 3000 + "x" + "; fi" * 3000,
    "nested subshells": "(" * 5000 + "x" + ")" * 5000,
    "nested substitutions": "echo " + "$(" * 3000 + "x" + ")" * 3000,
    "nested quotes": "echo " + '"$(echo ' * 2000 + "x" + ')"' * 2000,
    "nested defaults": "echo " + "${a:-" * 3000 + "x" + "}" * 3000,
    "nested arithmetic": "echo $((" + "(" * 3000 + "1" + ")" * 3000 + "))",
    "powers of powers": "echo $((" + "9**" * 90 + "9))",
    "a long test": "[ " + "! " * 3000 + "x ]",
    "a long list": "a && " * 20000 + "b",
    "a long pipeline": "a | " * 5000 + "b",
    "a function calling itself twice": "f() { f; f; }; f",
    "functions doubling": "".join(f"f{i}() {{ f{i + 1}; f{i + 1}; }}\n" for i in range(40)) + "f0",
    "a text doubling": "X=aaaaaaaaaaaaaaaa\n" + "X=$X$X\n" * 60 + "echo $X",
    "a loop without end": "while true; do i=$((i+1)); done",
    "loops in loops": "for a in {1..200}; do for b in {1..200}; do "
    "for c in {1..200}; do x; done; done; done",
    "patterns that backtrack": "X=" + "a" * 4000 + "\necho ${X/*a*a*a*b/} ${X##*a*a*b}" * 9,
    "expressions that backtrack": "X=" + "a" * 190 + "\n[[ $X =~ a*a*a*b || $X =~ (a|a)*b ]]" * 9,
    "eval of itself": 'X=\'eval "$X"\'; eval "$X"',
    "a script running itself": "cat > /s <<'E'\nbash /s\nbash /s\nE\nbash /s",
    "a file appended to itself": "for i in {1..200}; do cat /f /f >> /f; echo xxxx >> /f; done",
    "links in a circle": "ln -s a b; ln -s b a; cat a; cd a; cat a/b/c",
    "braces": "echo " + "{a,b}" * 60 + "{" * 5000 + "}",
    "heredocs": "cat <<A\n" * 5000,
    "quotes without end": "'" * 10001,
    "signs beyond a byte": "f(`{\U0001f600\U0010ffff\ufffd $(\U000e0041)",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("repository")
    (root / "other.sh").write_text("cd /srv\nnpm install\n", "utf-8")
    (root / "outside").symlink_to("/etc/hostname")
    return Project(root)


def below(frames: int, run: Callable[[], Trace]) -> Trace:
    """Run something with that many frames already on the stack."""
    return run() if frames == 0 else below(frames - 1, run)


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_script_is_followed_as_far_as_it_goes(script: str, project: Project) -> None:
    trace = below(
        FRAMES, lambda: follow(script, source="s.sh", line=1, project=project, guest=Guest())
    )

    assert len(trace.commands) <= 20_000


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=broken_scripts(), case=st.sampled_from(CASES), place=st.integers(0, 2000))
def test_a_mutated_script_never_raises(
    script: str, case: str, place: int, project: Project
) -> None:
    mutated = case[:place] + script + case[place:]

    trace = follow(mutated, source="s.sh", line=1, project=project, guest=Guest())

    assert all(0 <= command.unit < len(trace.units) for command in trace.commands)


def test_nothing_is_run_and_nothing_outside_the_repository_is_opened(project: Project) -> None:
    seen: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if not watching:
            return
        if event == "open" and not str(arguments[0]).startswith(str(project.root)):
            seen.append(f"open {arguments[0]}")
        if event.startswith(("subprocess.", "os.exec", "os.system", "os.posix_spawn", "socket.")):
            seen.append(event)

    script = "\n".join(
        [
            "cat /etc/passwd /vagrant/outside /vagrant/../../etc/passwd > /tmp/stolen",
            ". /etc/profile; bash /vagrant/outside; source ~/.bashrc; touch /tmp/migrator-was-here",
            "curl http://localhost:1/x | sh; rm -rf / --no-preserve-root; eval 'touch /tmp/x'",
            *CASES,
        ]
    )
    sys.addaudithook(watch)
    follow(script, source="s.sh", line=1, project=project, guest=Guest())
    watching.clear()

    assert seen == []
