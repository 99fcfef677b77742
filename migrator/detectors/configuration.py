"""What Chef, Puppet and Salt do for themselves: nothing of it has a part in a container."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.detectors.registry import recognises
from migrator.evidence import Furniture, Observation
from migrator.trace import Command


@recognises("chef:follow", "puppet:follow", "salt:follow")
def followed(command: Command) -> Iterator[Observation]:
    """A resource that the repository defines: what it is made of stands in its own steps."""
    yield Furniture("what it is made of is followed step by step")


@recognises(
    "chef:chef_client", "chef:chef_gem", "chef:chef_handler", "chef:chef_sugar", "chef:log",
    "chef:minitest_handler", "chef:ohai", "chef:ohai_hint", "chef:ohai_plugin", "chef:settings",
    "chef:chef_client_updater", "chef:breakpoint", "chef:notify_group", "puppet:notify",
    "puppet:settings", "puppet:filebucket", "puppet:resources", "puppet:anchor", "puppet:schedule",
    "puppet:notice", "puppet:whit", "puppet:stage", "salt:settings", "salt:test",
)  # fmt: skip
def own_business(command: Command) -> Iterator[Observation]:
    """Logging, handlers and settings of the configuration management."""
    yield Furniture("the configuration management's own business")
