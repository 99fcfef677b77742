"""From a machine's provisioners to steps, commands and files, in the order Vagrant runs them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrator.machine import Machine, Provisioner
from migrator.plan import OperatingSystem
from migrator.read.ansible.called import follow_calls
from migrator.read.ansible.vagrant import follow_ansible, from_other_machines
from migrator.read.chef import follow_chef
from migrator.read.docker_provisioner import follow_docker, from_provider
from migrator.read.file_provisioner import follow_file
from migrator.read.project import NotReadable, Project
from migrator.read.puppet import follow_puppet
from migrator.read.recording import Reader, Setting
from migrator.read.salt import follow_salt
from migrator.read.shell import Guest, follow
from migrator.steps import Step
from migrator.trace import Command, GuestFile, GuestState, Trace
from migrator.values import Unknown

_READERS: dict[str, Reader] = {
    "ansible": follow_ansible,
    "ansible_local": follow_ansible,
    "chef_solo": follow_chef,
    "chef_zero": follow_chef,
    "docker": follow_docker,
    "file": follow_file,
    "puppet": follow_puppet,
    "salt": follow_salt,
}
"""The readers of provisioners other than shell scripts, by kind."""


@dataclass(frozen=True)
class Provisioned:
    """What one machine's provisioning does. `Command.unit` indexes `steps`.

    `problems` are the provisioners that could not be read: (source, line, why).
    """

    machine: str
    steps: tuple[Step, ...] = ()
    commands: tuple[Command, ...] = ()
    files: tuple[GuestFile, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, int, str], ...] = ()


@dataclass
class _Gathered:
    """One machine's provisioning while it is followed."""

    steps: list[Step] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    state: GuestState = field(default_factory=GuestState)
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    files: dict[str, GuestFile] = field(default_factory=dict)


def follow_machine(
    machine: Machine,
    project: Project,
    vagrantfile: str,
    os: OperatingSystem | None,
    folders: Mapping[str, str],
    first_step: int,
    machines: Sequence[Machine] = (),
) -> Provisioned:
    """Follow every provisioner of a machine on a fresh guest.

    `folders` maps guest paths to paths relative to the root. Step numbers start
    at `first_step`, so that several machines share one ledger; `machines` are
    all of them.
    """
    guest = Guest(
        id=os.id if os else None,
        version=os.version if os else None,
        codename=os.codename if os else None,
        family=os.family if os else None,
        hostname=machine.hostname if isinstance(machine.hostname, str) else None,
        folders=folders,
    )
    gathered = _Gathered()
    names = tuple(one.name for one in machines)
    provisioners = from_provider(machine) + machine.provisioners
    for provisioner in (*provisioners, *from_other_machines(machine, machines)):
        setting = Setting(provisioner, project, vagrantfile, guest, gathered.state, machine, names)
        _follow(setting, gathered, first_step)
    return Provisioned(
        machine.name,
        tuple(gathered.steps),
        tuple(gathered.commands),
        tuple(gathered.files.values()),
        gathered.state.links,
        tuple(gathered.problems),
    )


def _follow(setting: Setting, gathered: _Gathered, first_step: int) -> None:
    provisioner, machine = setting.provisioner, setting.machine.name
    if provisioner.kind == "shell":
        script = _script(provisioner, setting.project, setting.vagrantfile)
        if isinstance(script, _Script):
            trace = _run(script, provisioner, setting.project, setting.guest, gathered.state)
            trace = follow_calls(trace, setting.project, setting.guest, setting.machine)
            _add(trace, provisioner, machine, gathered, first_step)
            return
        gathered.problems.append((provisioner.at.source, provisioner.at.line, script))
    reader = _READERS.get(provisioner.kind)
    if reader is not None:
        _add(reader(setting), provisioner, machine, gathered, first_step)
        return
    gathered.steps.append(_opaque(provisioner, machine))


@dataclass(frozen=True)
class _Script:
    text: str
    source: str
    line: int


def _script(provisioner: Provisioner, project: Project, vagrantfile: str) -> _Script | str:
    """The script's text and where it stands; a text says why there is none."""
    at = provisioner.at
    if isinstance(provisioner.inline, str):
        start = provisioner.inline_at or at
        return _Script(provisioner.inline, start.source, start.line)
    if isinstance(provisioner.inline, Unknown):
        return f"its script cannot be computed: {provisioner.inline.reason}"
    path = provisioner.path
    if isinstance(path, Unknown):
        return f"the path of its script cannot be computed: {path.reason}"
    if path is None:
        return "it names neither a script nor a path"
    if "://" in path:
        return f"its script is at {path}, which is not fetched"
    where = posixpath.normpath(posixpath.join(posixpath.dirname(vagrantfile), path))
    try:
        return _Script(project.text(where), where, 1)
    except NotReadable as error:
        return f"its script {where} cannot be read: {error}"


def _run(
    script: _Script,
    provisioner: Provisioner,
    project: Project,
    guest: Guest,
    state: GuestState,
) -> Trace:
    user, home = ("root", "/root") if provisioner.privileged else ("vagrant", "/home/vagrant")
    return follow(
        script.text,
        source=script.source,
        line=script.line,
        project=project,
        guest=guest,
        args=provisioner.args,
        environment=provisioner.env,
        user=user,
        home=home,
        state=state,
    )


def _add(
    trace: Trace, provisioner: Provisioner, machine: str, gathered: _Gathered, first_step: int
) -> None:
    offset = first_step + len(gathered.steps)
    for unit in trace.units:
        gathered.steps.append(
            Step(
                machine,
                provisioner.kind,
                unit.source,
                unit.line,
                unit.end_line,
                unit.text,
                unit.skipped,
                provisioner.run,
                provisioner.at.line,
            )
        )
    gathered.commands += [replace(c, unit=c.unit + offset) for c in trace.commands]
    for file in trace.files:
        gathered.files[file.path] = replace(file, unit=file.unit + offset)
    gathered.state = trace.state
    gathered.problems += trace.unreadable


_RESTARTING = "a plugin restarts the machine, and a container has none"


def _opaque(provisioner: Provisioner, machine: str) -> Step:
    """The step for a provisioner that is not read line by line."""
    at = provisioner.at
    return Step(
        machine,
        provisioner.kind,
        at.source,
        at.line,
        at.line,
        _title(provisioner),
        skipped=_RESTARTING if provisioner.kind in {"reload", "reboot"} else None,
        run=provisioner.run,
        declared=at.line,
    )


def _title(provisioner: Provisioner) -> str:
    """The provisioner in a line: its kind and what it names."""
    options = provisioner.options
    named = [
        provisioner.path,
        options.get("playbook"),
        options.get("source"),
        options.get("manifest_file"),
    ]
    text = next((str(value) for value in named if value is not None), "")
    destination = options.get("destination")
    words = [provisioner.kind, text, f"-> {destination}" if destination is not None else ""]
    return " ".join(word for word in words if word)
