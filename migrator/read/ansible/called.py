"""`ansible-playbook` in a shell script: the playbook's tasks in the script's trace."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from migrator.machine import Machine
from migrator.read.ansible import read_playbook
from migrator.read.ansible.command_line import CommandLine, extra_variables, read_command_line
from migrator.read.ansible.invocation import Invocation
from migrator.read.project import NotReadable, Project
from migrator.read.shell import Guest
from migrator.read.synced_folders import in_repository
from migrator.trace import Command, Trace
from migrator.values import Text

PROGRAM = "ansible-playbook"
MAX_CALLS = 20
MAX_NAMESAKES = 50


def follow_calls(trace: Trace, project: Project, guest: Guest, machine: Machine) -> Trace:
    """A script's trace with the tasks of every playbook that it runs behind the command.

    The playbooks see the guest as the script left it at its end.
    """
    index = calls = 0
    while index < len(trace.commands) and calls < MAX_CALLS:
        command = trace.commands[index]
        if command.follows is None and _is_call(command):
            found = _invocations(command, trace, project, guest, machine)
            inner: list[Trace] = []
            for invocation in found:
                state = inner[-1].state if inner else trace.state
                inner.append(read_playbook(project, invocation, guest=guest, state=state))
            # The last one first: each is put right behind the calling command.
            for invocation, one in zip(reversed(found), reversed(inner), strict=True):
                trace = spliced(trace, index, one, invocation.playbook)
            if inner:
                trace = replace(trace, state=inner[-1].state)
            index += sum(len(one.commands) for one in inner)
            calls += len(inner)
        index += 1
    return trace


def _is_call(command: Command) -> bool:
    name = command.argv[0] if command.argv else ""
    return isinstance(name, str) and name.rpartition("/")[2] == PROGRAM


def _invocations(
    command: Command, trace: Trace, project: Project, guest: Guest, machine: Machine
) -> list[Invocation]:
    """The runs that one command stands for; none where its playbook is not in the repository."""
    line = read_command_line(command.argv[1:])
    places = _Places(command, trace, guest)
    extra, files = extra_variables(line.texts("--extra-vars"))
    inventories, texts = places.inventories(line)
    found: list[Invocation] = []
    for playbook in line.playbooks:
        path = places.playbook(playbook, project)
        if path is None:
            continue
        found.append(
            Invocation(
                path,
                host=machine.name,
                directory=places.find(".") or "",
                inventories=inventories,
                inventory_texts=texts,
                extra_vars=extra,
                variable_files=tuple(name for one in files if (name := places.find(one))),
                tags=line.words("--tags"),
                skip_tags=line.words("--skip-tags"),
                limit=line.last("--limit"),
                user=line.last("--user") or command.user,
                become="--become" in line.values,
                become_user=line.last("--become-user"),
                in_guest=True,
                environment={**command.environment, **command.assignments},
                machines=(machine.name,),
                addresses=tuple(n.ip for n in machine.networks if isinstance(n.ip, str)),
            )
        )
    return found


class _Places:
    """Where the words of a command lead: the repository, or a file that a script wrote."""

    def __init__(self, command: Command, trace: Trace, guest: Guest) -> None:
        self.cwd = command.cwd
        self.files = trace.state.files
        self.links: Mapping[str, str] = trace.links
        self.folders = guest.folders

    def path(self, name: Text) -> str | None:
        if not isinstance(name, str) or not isinstance(self.cwd, str):
            return None
        return posixpath.normpath(posixpath.join(self.cwd, name))

    def find(self, name: Text) -> str | None:
        """A path relative to the root, None where it is no synced folder's."""
        return in_repository(self.path(name), self.folders, self.links)

    def playbook(self, name: Text, project: Project) -> str | None:
        """The repository's playbook, also where a script copied it to somewhere else."""
        found = self.find(name)
        if found is not None:
            return found if project.is_file(found) else None
        file = self.files.get(self.path(name) or "")
        if file is None or not isinstance(file.content, str):
            return None
        base = posixpath.basename(file.path)
        named = [path for path in project.files() if posixpath.basename(path) == base]
        same = [path for path in named[:MAX_NAMESAKES] if _text(project, path) == file.content]
        return same[0] if len(same) == 1 else None

    def inventories(self, line: CommandLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Inventories of the repository or in the command itself, and the texts of others."""
        names: list[str] = []
        texts: list[str] = []
        for given in line.texts("--inventory") or ["/etc/ansible/hosts"]:
            if "," in given:
                names.append(given)
                continue
            file = self.files.get(self.path(given) or "")
            found = self.find(given)
            if file is not None and isinstance(file.content, str):
                texts.append(file.content)
            elif found is not None:
                names.append(found)
        return tuple(names), tuple(texts)


def _text(project: Project, path: str) -> str | None:
    try:
        return project.text_for_guest(path)
    except NotReadable:
        return None


def spliced(outer: Trace, index: int, inner: Trace, followed: str) -> Trace:
    """`outer` with all of `inner` behind its command `index`, which is marked as followed."""
    unit = outer.commands[index].unit + 1
    size = len(inner.units)

    def shifted(number: int) -> int:
        return number + size if number >= unit else number

    before = [replace(one, unit=shifted(one.unit)) for one in outer.commands]
    before[index] = replace(before[index], follows=followed)
    added = [replace(one, unit=one.unit + unit) for one in inner.commands]
    files = {file.path: replace(file, unit=shifted(file.unit)) for file in outer.files}
    files.update({file.path: replace(file, unit=file.unit + unit) for file in inner.files})
    return replace(
        outer,
        units=(*outer.units[:unit], *inner.units, *outer.units[unit:]),
        commands=(*before[: index + 1], *added, *before[index + 1 :]),
        files=tuple(files[path] for path in sorted(files)),
        links={**outer.links, **inner.links},
        unreadable=(*outer.unreadable, *inner.unreadable),
        state=inner.state,
    )
