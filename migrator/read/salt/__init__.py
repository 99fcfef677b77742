"""Salt: the states that a minion's top file gives it, as they come to a fresh machine.

SLS files are Jinja over YAML; both are only read. Each function of each id becomes a unit,
and the commands that it comes to are followed like a script's, in the order that
requisites ask for.
"""

from __future__ import annotations

import migrator.read.salt.applying  # noqa: F401  (its modules declare what applies which state)
from migrator.read.ansible.values import truth
from migrator.read.recording import Recording, Setting
from migrator.read.salt.applying.applying import apply_all
from migrator.read.salt.compiler import Compiler
from migrator.read.salt.minion import minion_of
from migrator.read.salt.order import ordered
from migrator.read.salt.top import chosen, read_pillar
from migrator.trace import Trace

__all__ = ["follow_salt"]

OTHER_RUNS = ("run_overstate", "orchestrations")


def follow_salt(setting: Setting) -> Trace:
    """Follow a `salt` provisioner: its minion's configuration, pillar, top file and states."""
    recording = Recording(setting.project, setting.guest, setting.state)
    at, options = setting.provisioner.at, setting.provisioner.options
    minion = minion_of(setting)
    if minion.problem is not None:
        recording.cannot_follow(at.source, at.line, minion.problem)
    compiler = Compiler(minion, recording)
    if truth(options.get("run_highstate")) is not False and options.get("run_highstate"):
        read_pillar(compiler)
        for name, source, line in chosen(compiler, minion.states):
            compiler.include(name, source, line)
        compiler.extend()
        apply_all(compiler, ordered(compiler.states))
        if not recording.units:
            unit = recording.unit(at.source, at.line, at.line, "salt")
            recording.command(unit, ("salt:highstate", _nothing_because(compiler)))
    elif any(options.get(name) for name in OTHER_RUNS):
        unit = recording.unit(at.source, at.line, at.line, "salt")
        recording.command(unit, ("salt:orchestrate",))
    else:
        unit = recording.unit(at.source, at.line, at.line, "salt")
        recording.command(unit, ("salt:settings",))
    return recording.trace()


def _nothing_because(compiler: Compiler) -> str:
    minion = compiler.minion
    if not minion.states.folders:
        return "no synced folder has its states"
    if minion.states.find("top.sls") is None:
        return "its states have no top.sls"
    if compiler.done:
        return "its states declare nothing"
    return f"top.sls has no states for the minion {minion.id}"
