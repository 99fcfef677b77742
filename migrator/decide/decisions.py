"""Everything that was decided about one repository, while its plan is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from migrator.decide.environment import EnvironmentDecision
from migrator.decide.image import ImageDecision
from migrator.decide.node import NodeDecision
from migrator.decide.packages import PackageDecision
from migrator.decide.ports import PortDecision
from migrator.decide.processes import Processes
from migrator.decide.proxy import ProxyDecision
from migrator.decide.schedule import ScheduleDecision
from migrator.decide.services import ServiceDecision
from migrator.decide.startup import StartupDecision
from migrator.model import BackingService, Finding, NodeConclusion
from migrator.plan import App, Question


@dataclass
class Decisions:
    """Everything that was decided, while the plan is put together."""

    backing: Sequence[BackingService]
    services: ServiceDecision
    image: ImageDecision
    environment: EnvironmentDecision = field(default_factory=EnvironmentDecision)
    packages: PackageDecision = field(default_factory=PackageDecision)
    ports: PortDecision = field(default_factory=lambda: PortDecision([]))
    node_decision: NodeDecision = field(default_factory=NodeDecision)
    port: Finding[int] | None = None
    processes: Processes = field(default_factory=Processes)
    startup: StartupDecision = field(default_factory=StartupDecision)
    schedule: ScheduleDecision = field(default_factory=ScheduleDecision)
    proxy: ProxyDecision = field(default_factory=ProxyDecision)
    app: App | None = None
    extra_apps: list[App] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def node(self) -> NodeConclusion:
        """The Node release, and who disagrees."""
        return self.node_decision.conclusion

    def containers(self) -> dict[str, str]:
        """Kind of service or web server -> the container that takes its place."""
        return self.services.names() | self.proxy.names()
