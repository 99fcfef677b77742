"""Commands, which are followed like any other shell, and sources."""

from __future__ import annotations

import posixpath

from migrator.read import equivalents
from migrator.read.puppet.applying.registry import Applying, applies
from migrator.read.shell.files import Files


@applies("exec")
def execute(applying: Applying) -> None:
    """Read `exec { "npm install": cwd => …, user => …, unless => … }` as on a fresh machine."""
    reason = _held_back(applying)
    if reason is not None:
        applying.recording.skip(applying.resource.unit, reason)
        return
    command = applying.value("command")
    if isinstance(command, list):
        applying.run(applying.words("command"), applying.own_account())
        return
    text = applying.named("command")
    applying.recording.script(applying.resource.unit, text, account=applying.own_account())


def _held_back(applying: Applying) -> str | None:
    """Why the command does not run on a fresh machine; None where it does."""
    if str(applying.text("refreshonly")) == "true" and not applying.notified:
        return "it is refreshonly, and nothing that is applied notifies it"
    files = Files(applying.recording.guest, applying.recording.project, applying.recording.state)
    for path in applying.words("creates"):
        if isinstance(path, str) and files.is_settled(path):
            return f"what it creates is there already: {path}"
    for word, holds_back in (("unless", True), ("onlyif", False)):
        for condition in applying.words(word):
            holds = applying.recording.holds(condition, applying.resource.unit)
            if holds is holds_back:
                return f"its {word} says so on a fresh machine"
    return None


@applies("vcsrepo git::repo")
def vcsrepo(applying: Applying) -> None:
    """Read `vcsrepo { "/srv/app": source => "…", revision => "…" }`."""
    source = applying.text("source") or ""
    target = applying.named("path", "target")
    if str(applying.text("provider") or "git") == "git" and not applying.is_absent:
        words = equivalents.clone(source, target, applying.text("revision"))
        applying.run(words, applying.account(applying.user))
    else:
        applying.run(("svn", "checkout", source, target))


@applies("wget::fetch archive archive::download staging::file remote_file wget::authfetch")
def fetch(applying: Applying) -> None:
    """Read a download: `wget::fetch { "x": source => "http://…", destination => "/tmp/x" }`."""
    source = applying.named("source", "url")
    default = f"/tmp/{posixpath.basename(str(source))}"
    target = applying.text("destination", "target", "path") or default
    applying.run(("curl", "-L", "-o", target, source))


@applies("staging::extract archive::extract")
def extract(applying: Applying) -> None:
    """Read an archive that is unpacked."""
    applying.run(("tar", "xf", applying.named("source")))
