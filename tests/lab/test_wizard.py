"""The wizard, as a person meets it: a conversation through a pseudo-terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.lab.migrated import ROOT, SAMPLES, copy_project

pytestmark = pytest.mark.lab

UP = "\x1b[A"
DOWN = "\x1b[B"
BACKSPACE = "\x7f"
ENTER = "\r"
INTERRUPT = "\x03"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The smallest sample, without anything that says how it is started."""
    project = copy_project(SAMPLES / "hello-express", tmp_path / "hello")
    manifest = json.loads((project / "package.json").read_text())
    del manifest["main"], manifest["scripts"]["start"]
    (project / "package.json").write_text(json.dumps(manifest))
    (project / "server.js").rename(project / "greeter.js")
    (project / "app.js").rename(project / "greeting.js")
    return project


@pytest.fixture
def wizard(project: Path) -> Iterator[pexpect.spawn[str]]:
    """`migrator` without arguments, in the project's folder, at a terminal of 50 by 110."""
    terminal = at_a_terminal(project, 110)
    yield terminal
    terminal.close(force=True)


@pytest.fixture
def narrow_wizard(project: Path) -> Iterator[pexpect.spawn[str]]:
    """The same at a terminal of 50 columns, in a project whose Node nobody names either."""
    (project / "Vagrantfile").write_text('Vagrant.configure("2") { |c| c.vm.box = "debian/9" }\n')
    terminal = at_a_terminal(project, 50)
    yield terminal
    terminal.close(force=True)


def at_a_terminal(project: Path, columns: int) -> pexpect.spawn[str]:
    """The wizard with a pager that marks each line it is given."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "migrator"],
        cwd=str(project),
        env={
            "PATH": "/usr/bin:/bin",
            "TERM": "xterm",
            "PYTHONPATH": str(ROOT),
            "PAGER": "sed 's/^/paged: /'",
        },
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=30,
    )


def _written(project: Path) -> bool:
    return any((project / name).exists() for name in ("Dockerfile", "migration", "migrator.yaml"))


def test_it_asks_what_is_unknown_shows_the_changes_and_writes(
    wizard: pexpect.spawn[str], project: Path
) -> None:
    wizard.expect("Which command starts the application")
    wizard.send("node greeter.js" + ENTER)
    wizard.expect("Keep these answers in migrator.yaml")
    wizard.send(ENTER)
    wizard.expect("Write them")
    wizard.send(DOWN + ENTER)
    wizard.expect(r'paged: [^\n]*CMD \["node", "greeter.js"\]')
    wizard.expect("Write them")
    wizard.send(ENTER)
    wizard.expect("docker compose up")
    wizard.expect(pexpect.EOF)
    wizard.close()

    assert wizard.exitstatus == 0
    assert 'CMD ["node", "greeter.js"]' in (project / "Dockerfile").read_text()
    assert "app.start: node greeter.js\n" in (project / "migrator.yaml").read_text()


def test_leaving_at_the_preview_writes_nothing(wizard: pexpect.spawn[str], project: Path) -> None:
    wizard.expect("Which command starts the application")
    wizard.send("node greeter.js" + ENTER)
    wizard.expect("Keep these answers in migrator.yaml")
    wizard.send(ENTER)
    wizard.expect("Write them")
    wizard.send(DOWN + DOWN + ENTER)
    wizard.expect("Nothing was written")
    wizard.expect(pexpect.EOF)
    wizard.close()

    assert wizard.exitstatus == 1
    assert not _written(project)


def test_an_interrupt_writes_nothing(wizard: pexpect.spawn[str], project: Path) -> None:
    wizard.expect("Which command starts the application")
    wizard.send(INTERRUPT)
    wizard.expect("Interrupted")
    wizard.expect(pexpect.EOF)
    wizard.close()

    assert wizard.exitstatus == 130
    assert not _written(project)


def test_what_the_answers_file_would_refuse_is_refused_at_the_prompt(
    narrow_wizard: pexpect.spawn[str], project: Path
) -> None:
    terminal = narrow_wizard
    terminal.expect("Which version of Node does the application")
    terminal.send(UP + UP + ENTER)
    terminal.expect("Which version of Node does the application")
    terminal.send("26.13.099" + ENTER)
    terminal.expect('app.node is "26.13.099", which names no')
    terminal.expect("of Node that ever was")
    terminal.send(BACKSPACE * len("26.13.099") + ENTER)
    terminal.expect("Which command starts the application")
    terminal.send(ENTER)
    terminal.expect("Write them")
    terminal.send(ENTER)
    terminal.expect("answer what is")
    terminal.expect(pexpect.EOF)

    assert "docker compose" not in str(terminal.before)
    assert not (project / "migrator.yaml").exists()
    assert not (project / "compose.yaml").exists()
