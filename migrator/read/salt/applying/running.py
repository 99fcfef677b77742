"""Commands and scripts in states: followed like any other shell."""

from __future__ import annotations

from migrator.read.project import NotReadable
from migrator.read.salt.applying.registry import Applying, applies
from migrator.values import Text


@applies("cmd.run cmd.wait cmd.watch")
def command(applying: Applying) -> None:
    """Read `cmd.run: [name: npm install, cwd: /srv/app, runas: vagrant]`."""
    recording = applying.recording
    recording.script(applying.resource.unit, applying.name, account=applying.own_account())


@applies("cmd.script cmd.wait_script")
def script(applying: Applying) -> None:
    """Read a script of the states, run with its `args`."""
    source = applying.text("source") or applying.name
    tree = applying.compiler.minion.states
    path = tree.find(str(source)) if str(source).startswith("salt://") else None
    if path is None:
        applying.unknown(f"the script {source} is not in the repository")
        applying.note(source)
        return
    try:
        text: Text = applying.recording.project.text(path).replace("\r\n", "\n")
    except NotReadable:
        applying.note(source)
        return
    if applying.value("template") == "jinja":
        text = applying.compiler.rendered(str(text), {})
    applying.recording.script(
        applying.resource.unit,
        text,
        account=applying.own_account(),
        args=tuple(word for text in applying.words("args") for word in str(text).split()),
    )
