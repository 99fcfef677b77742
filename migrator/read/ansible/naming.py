"""What a variable's name stands for where a task uses it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from migrator.read.ansible.run import Context, Run
from migrator.read.ansible.scope import Scope
from migrator.read.ansible.templates import render_file, rendered
from migrator.read.ansible.values import OMIT, Undefined, undefined, unknown
from migrator.read.shell.texts import stripped
from migrator.values import Unknown

MAX_ACTIVE = 40


class Names:
    """Looks variables up in a scope and computes the templates in their values.

    Values are computed when they are asked for, as Ansible does: a variable may be
    written with others that are set later or elsewhere.
    """

    def __init__(self, run: Run, context: Context, scope: Scope | None = None) -> None:
        self.run = run
        self.context = context
        self.scope = context.scope if scope is None else scope
        self.known: dict[str, Any] = {}
        self.active: list[str] = []

    def __call__(self, name: str) -> Any:
        """A variable's value: Undefined where it is not set, Unknown where it is not known."""
        if name in self.known:
            return self.known[name]
        if name in self.active or len(self.active) > MAX_ACTIVE:
            return unknown(f"`{name}` is set by itself")
        self.active.append(name)
        try:
            found = self.known[name] = self._found(name)
        finally:
            self.active.pop()
        return found

    def _found(self, name: str) -> Any:
        if name.startswith("lookup:"):
            _, kind, subject = name.split(":", 2)
            return self._looked_up(kind, subject)
        if name == "omit":
            return OMIT
        if name == "vars":
            return Variables(self)
        if name == "hostvars":
            return HostVariables(self)
        raw, there = self.scope.find(name)
        return self.render(raw) if there else undefined(name)

    def render(self, value: Any) -> Any:
        """A raw value with its templates computed."""
        return rendered(value, self, self.run.budget)

    def _looked_up(self, kind: str, subject: str) -> Any:
        if kind == "env":
            found = self.run.invocation.environment.get(subject)
            if found is not None or self.run.invocation.in_guest:
                return "" if found is None else found
            return unknown(f"the variable {subject} of whoever runs Ansible")
        path = find(self.run, self.context, "templates" if kind == "template" else "files", subject)
        text = self.run.library.text(path) if path is not None else None
        if text is None:
            return unknown(f"the file {subject} is not in the repository")
        return render_file(text, self, self.run.budget) if kind == "template" else stripped(text)


class Variables(Mapping[str, Any]):
    """`vars`: every variable by its name."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __getitem__(self, name: str) -> Any:
        return self.names(str(name))

    def __contains__(self, name: object) -> bool:
        return not isinstance(self.names(str(name)), Undefined)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class HostVariables(Mapping[str, Any]):
    """`hostvars`: this host's own variables, and what the inventory says of the others."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __getitem__(self, host: str) -> Any:
        run = self.names.run
        if host in {run.invocation.host, "localhost", "127.0.0.1"}:
            return Variables(self.names)
        return OtherHost(host, run.inventory.host_vars.get(host, {}))

    def __contains__(self, host: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.names.run.inventory.hosts())

    def __len__(self) -> int:
        return len(self.names.run.inventory.hosts())


class OtherHost(dict[str, Any]):
    """Another host's variables: those that the inventory does not give are unknown."""

    def __init__(self, host: str, variables: Mapping[str, Any]) -> None:
        super().__init__(variables)
        self.host = host

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return unknown(f"{name} of the host {self.host}")


def find(run: Run, context: Context, kind: str, name: str) -> str | None:
    """The repository's path of a file that a task names; `kind` is files, templates, vars, tasks.

    Absolute paths are the guest's: those in a synced folder are the repository's files.
    """
    if name.startswith(("/", "~")):
        path = run.base.path(name.replace("~", run.base.home, 1) if name[0] == "~" else name)
        host = run.session.files.host_path(path) if path is not None else None
        return host if host is not None and _there(run, host) else None
    for folder in context.folders:
        for base in (posixpath.join(folder, kind), folder):
            path = posixpath.normpath(posixpath.join(base, name))
            if not path.startswith("..") and _there(run, path):
                return path
    return None


def _there(run: Run, path: str) -> bool:
    return run.library.is_file(path) or run.library.is_dir(path)


def included_file(run: Run, given: Mapping[str, Any], free: Any, context: Context) -> str | None:
    """The repository's path of a file of tasks that is included, None where there is none."""
    wanted = given.get("file", given.get("_raw_params", free))
    if wanted is None or isinstance(wanted, Unknown):
        return None
    name = str(wanted)
    if name.startswith("/"):
        host = run.session.files.host_path(name)
        return host if host is not None and run.library.is_file(host) else None
    folders = [posixpath.join(folder, "tasks") for folder in context.folders]
    return run.library.first([posixpath.dirname(context.source), *folders, *context.folders], name)
