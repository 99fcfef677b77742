"""Servers that come as a release's archive rather than as a package."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.detectors.arguments import known
from migrator.detectors.registry import recognises
from migrator.evidence import Observation, ServiceInstalled
from migrator.knowledge.services import service_of_archive
from migrator.trace import Command


@recognises("wget", "curl", "tar", "unzip")
def server_archive(command: Command) -> Iterator[Observation]:
    """Read `wget http://…/redis-2.8.4.tar.gz`; what is compiled or unpacked next is that."""
    for word in known(command.argv[1:]):
        name = word.partition("?")[0].rpartition("/")[2]
        found = service_of_archive(name)
        if found is not None:
            kind, version = found
            yield ServiceInstalled(kind, version, f"the VM takes it from {name}")
            return


@recognises("kafka-server-start.sh", "kafka-server-start")
def kafka_server(command: Command) -> Iterator[Observation]:
    """Read Kafka's own script that runs a broker; bin/ of its archive has it."""
    yield ServiceInstalled("kafka", None, "the VM starts its broker")


@recognises("zookeeper-server-start.sh", "zookeeper-server-start", "zkServer.sh")
def zookeeper_server(command: Command) -> Iterator[Observation]:
    """Read the scripts that run ZooKeeper: Kafka's, which brings one, and its own."""
    yield ServiceInstalled("zookeeper", None, "the VM starts it")
