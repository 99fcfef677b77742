"""What recipes and manifests do that no shell command stands for."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.detectors.registry import recognises
from migrator.detectors.run import unreadable
from migrator.evidence import Furniture, NodeInstalled, Observation, Unreadable
from migrator.trace import Command


@recognises("chef:follow", "puppet:follow")
def followed(command: Command) -> Iterator[Observation]:
    """A resource that the repository defines: what it is made of stands in its own steps."""
    yield Furniture("what it is made of is followed step by step")


@recognises("chef:node", "puppet:node")
def node(command: Command) -> Iterator[Observation]:
    """Node from a cookbook or module that is told by its attributes and parameters."""
    by, spec = str(command.argv[0]).partition(":")[0], command.argv[1]
    yield NodeInstalled(by, spec) if isinstance(spec, str) else unreadable("Node version", spec)


_MISSING = {
    "chef:recipe": "Chef recipe",
    "puppet:class": "Puppet class",
    "salt:missing": "Salt states",
}


@recognises("chef:recipe", "puppet:class", "salt:missing")
def missing(command: Command) -> Iterator[Observation]:
    """A recipe, class or SLS file that is neither in the repository nor well known."""
    what = _MISSING[str(command.argv[0])]
    yield Unreadable(what, f"{command.argv[1]} is not in the repository")


@recognises("salt:highstate")
def no_states(command: Command) -> Iterator[Observation]:
    """A highstate that comes to nothing, with the reason."""
    yield Unreadable("Salt highstate", str(command.argv[1]))


@recognises(
    "chef:chef_client", "chef:chef_gem", "chef:chef_handler", "chef:chef_sugar", "chef:log",
    "chef:minitest_handler", "chef:ohai", "chef:ohai_hint", "chef:ohai_plugin", "chef:settings",
    "chef:chef_client_updater", "chef:breakpoint", "chef:notify_group", "puppet:notify",
    "puppet:settings", "puppet:filebucket", "puppet:resources", "puppet:anchor", "puppet:schedule",
    "puppet:notice", "puppet:whit", "puppet:stage", "salt:environ.setenv", "salt:settings",
    "salt:test",
)  # fmt: skip
def own_business(command: Command) -> Iterator[Observation]:
    """Logging, handlers and settings of the configuration management."""
    yield Furniture("the configuration management's own business")


@recognises("puppet", "librarian-puppet", "r10k", "facter")
def of_the_tool_itself(command: Command) -> Iterator[Observation]:
    """Read `puppet module install`, `puppet resource service puppet …`; `apply` does the work.

    Any other resource than the tool's own service changes the machine, and is nobody's yet.
    """
    words = [str(word) for word in command.argv[1:4]]
    resource = words[:1] == ["resource"] and words[1:] != ["service", "puppet"]
    if words[:1] != ["apply"] and not resource:
        yield Furniture("the configuration management's own business")
