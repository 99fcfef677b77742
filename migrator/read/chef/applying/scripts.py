"""Commands and scripts in recipes: followed like any other shell."""

from __future__ import annotations

from migrator.read.chef.applying.registry import Applying, applies
from migrator.read.vagrantfile.ruby.values import Ruby, String

_SHELLS = frozenset({"bash", "sh", "dash", "ksh", "/bin/bash", "/bin/sh", "/usr/bin/env bash"})


@applies("execute", "run")
def execute(applying: Applying) -> None:
    """Read `execute "npm install" do command …; cwd …; user … end`."""
    resource = applying.resource
    if applying.action != "run":
        return
    value = resource.value("command")
    if isinstance(value, list):
        argv = [resource.as_text(each) for each in value]
        applying.run(argv, applying.own_account())
        return
    _follow(applying, resource.name if value is None else value)


@applies("bash script sh ksh csh", "run")
def script(applying: Applying) -> None:
    """Read `bash "install" do code <<-EOH … EOH end`; another interpreter's is not followed."""
    resource = applying.resource
    interpreter = str(resource.string("interpreter") or resource.kind)
    if applying.action != "run":
        return
    if resource.kind != "bash" and interpreter not in _SHELLS and resource.kind != "script":
        applying.note(interpreter)
        return
    code = resource.value("code")
    if code is None:
        applying.recording.command(resource.unit, (":",), applying.account())
    elif interpreter in _SHELLS or resource.kind == "bash":
        _follow(applying, code)
    else:
        applying.note(interpreter)


def _follow(applying: Applying, value: Ruby) -> None:
    resource = applying.resource
    line = None
    at = value.at if isinstance(value, String) else None
    if at is not None and at.source == resource.node.source.name:
        line = at.line
    text = resource.as_text(value)
    applying.recording.script(resource.unit, text, line=line, account=applying.own_account())


@applies("python ruby perl powershell_script batch ruby_block", "run")
def other_language(applying: Applying) -> None:
    """Code that is no shell: a person has to look at it."""
    applying.note(applying.resource.as_text(applying.resource.name))
