"""Which of a machine's Node processes is the application, and what else runs there."""

from __future__ import annotations

import pytest

from migrator.evidence import (
    Evidence,
    NodeFound,
    NodeInstalled,
    Observation,
    Origin,
    PackageInstalled,
    PortListened,
    ProcessRunning,
    ServiceRunning,
    ServiceVersion,
    SocketListening,
)
from migrator.infer.node import LOGIN_PROBE, PROCESS_PROBE, conclude
from migrator.infer.ports import PortClues, application_port
from migrator.infer.running import application_processes, manager_of
from migrator.infer.services import backing_services
from migrator.infer.start import from_machine
from migrator.machine import ForwardedPort, Location, Machine
from migrator.model import BackingService, StartCommand
from migrator.read.synced_folders import GuestPaths

PATHS = {"web": GuestPaths({"/vagrant": "."}, {"/srv/app": "/vagrant/app"})}
PM2 = ProcessRunning(("PM2 v5.4.3: God Daemon (/home/vagrant/.pm2)",), "/", "vagrant", 10, "/n/18")


def live(*observations: Observation, by: str = "test") -> list[Evidence]:
    return [
        Evidence("web", each, Origin("web$ command", number), by=by, method="live")
        for number, each in enumerate(observations, 1)
    ]


def files(*observations: Observation) -> list[Evidence]:
    return [Evidence("web", each, Origin("setup.sh", 1), by="test") for each in observations]


def node(*argv: str, directory: str | None = "/vagrant", pid: int = 1) -> ProcessRunning:
    return ProcessRunning(("node", *argv), directory, "vagrant", pid, "/usr/bin/node")


def started(*observations: Observation) -> StartCommand:
    (start, *_) = from_machine(live(*observations), PATHS)
    return start


@pytest.mark.parametrize(
    "tool",
    [
        PM2,
        ProcessRunning(("npm start",), "/vagrant", "vagrant", 1, "/usr/bin/node"),
        node("/usr/bin/npm", "start"),
        node("/usr/lib/node_modules/npm/bin/npm-cli.js", "start"),
        node("/usr/share/yarn/bin/yarn.js", "start"),
        node("/vagrant/node_modules/.bin/nodemon", "server.js"),
        node("/usr/lib/node_modules/nodemon/bin/nodemon.js", "server.js"),
        node("/usr/lib/node_modules/forever/bin/monitor", "server.js"),
        ProcessRunning(
            ("/home/vagrant/.vscode-server/bin/1a2b/node", "server-main.js"), "/", "vagrant", 1
        ),
    ],
    ids=lambda process: " ".join(process.argv)[:40],
)
def test_a_tool_is_not_the_application(tool: ProcessRunning) -> None:
    assert application_processes(live(tool), PATHS) == []


@pytest.mark.parametrize("script", ["supervisor.js", "/vagrant/npm.js", "lib/forever.js"])
def test_an_application_may_be_called_like_a_tool(script: str) -> None:
    assert len(application_processes(live(node(script)), PATHS)) == 1


def test_the_repositorys_process_comes_before_one_from_elsewhere() -> None:
    found = application_processes(
        live(node("/opt/statsd.js", directory="/"), node("app.js")), PATHS
    )

    assert [process.argv[1] for process, _ in found] == ["app.js", "/opt/statsd.js"]


def test_of_the_repositorys_own_the_one_that_listens_comes_first() -> None:
    processes = node("worker.js", pid=1), node("server.js", pid=2)

    found = application_processes(live(*processes, SocketListening(80, "*", "node", 2)), PATHS)

    assert [process.argv[1] for process, _ in found] == ["server.js", "worker.js"]


@pytest.mark.parametrize(
    ("argv", "directory", "expected"),
    [
        (("server.js",), "/vagrant", (("node", "server.js"), ".")),
        (("/vagrant/server.js",), "/", (("node", "server.js"), ".")),
        (("bin/www",), "/srv/app", (("node", "bin/www"), "app")),
        (("/srv/app/server.js", "--cluster"), "/", (("node", "server.js", "--cluster"), "app")),
        (("/home/ann/app/server.js",), "/home/ann/app", (("node", "server.js"), None)),
        (("/opt/tool.js",), "/home/ann", (("node", "/opt/tool.js"), None)),
    ],
)
def test_a_running_script_is_found_through_synced_folders(
    argv: tuple[str, ...], directory: str, expected: tuple[tuple[str, ...], str | None]
) -> None:
    start = started(node(*argv, directory=directory))

    assert (start.argv, start.directory) == expected


def test_the_port_is_that_of_the_applications_own_socket() -> None:
    seen: list[Observation] = [
        node("server.js", pid=2),
        SocketListening(3000, "*", "node", 7),
        SocketListening(8125, "127.0.0.1", "node", 2),
        SocketListening(4000, "*", "node", 2),
    ]

    port = application_port(live(*seen), PortClues(started(*seen), {}, None))

    assert port is not None
    assert (port.value, port.standing) == (4000, "observed")


def test_under_pm2_the_daemon_holds_a_clusters_socket() -> None:
    seen: list[Observation] = [
        PM2,
        node("server.js", pid=11),
        SocketListening(3000, "*", "PM2 v5.4.3: God", 10),
    ]

    port = application_port(live(*seen), PortClues(started(*seen), {}, None))

    assert port is not None
    assert port.value == 3000
    assert manager_of(live(*seen)) == "pm2"


def test_what_the_code_says_beats_a_process_that_nobody_knows() -> None:
    evidence = [*files(PortListened(5555)), *live(SocketListening(3000, "*", "node", 9))]

    port = application_port(evidence, PortClues(None, {}, None))

    assert port is not None
    assert port.value == 5555


def forwarding(*ports: int) -> Machine:
    here = Location("Vagrantfile", 1)
    forwards = tuple(ForwardedPort(port, port, here) for port in ports)
    return Machine("web", here, forwarded_ports=forwards)


def test_of_several_ports_in_the_code_the_one_forwarded_first_counts() -> None:
    machine = forwarding(3000, 3001)
    evidence = files(PortListened(9000), PortListened(3001), PortListened(3000))

    port = application_port(evidence, PortClues(None, {}, machine))

    assert port is not None
    assert port.value == 3000


def test_of_several_ports_none_of_which_is_forwarded_the_first_counts() -> None:
    machine = forwarding(80)
    evidence = files(PortListened(9000), PortListened(3001))

    port = application_port(evidence, PortClues(None, {}, machine))

    assert port is not None
    assert port.value == 9000


def test_a_process_that_is_no_node_tells_no_port() -> None:
    evidence = live(SocketListening(3000, "*", "ruby", 9), SocketListening(22, "*", "sshd", 1))

    assert application_port(evidence, PortClues(None, {}, None)) is None


def installed(*versions: str) -> list[Evidence]:
    return live(*(NodeFound(f"/n/{version}/bin/node", version) for version in versions))


def test_the_running_node_beats_a_logins_and_the_installed_ones() -> None:
    running = NodeFound("/usr/bin/node", "8.17.0")
    login = NodeFound("/n/10.24.1/bin/node", "10.24.1")
    evidence = [
        *installed("12.22.12", "10.24.1"),
        *live(login, by=LOGIN_PROBE),
        *live(node("server.js"), running, by=PROCESS_PROBE),
    ]

    conclusion = conclude(evidence, None, None, PATHS)

    assert [each.version for each in conclusion.candidates] == ["8.17.0", "10.24.1", "12.22.12"]
    assert [each.in_use for each in conclusion.candidates] == [True, True, False]
    assert conclusion.chosen == conclusion.candidates[0]


def test_an_editors_node_is_only_installed() -> None:
    editor = ProcessRunning(
        ("/home/a/.vscode-server/node",), "/", "a", 1, "/home/a/.vscode-server/node"
    )
    evidence = [
        *live(editor, NodeFound("/home/a/.vscode-server/node", "22.1.0"), by=PROCESS_PROBE),
        *live(NodeFound("/usr/bin/node", "8.17.0"), by=LOGIN_PROBE),
    ]

    conclusion = conclude(evidence, None, None, PATHS)

    assert conclusion.chosen is not None
    assert conclusion.chosen.version == "8.17.0"


def test_of_nodes_that_are_only_installed_the_one_that_files_install_wins() -> None:
    evidence = [*files(NodeInstalled("nvm", "10.24.1")), *installed("12.22.12", "10.24.1")]

    conclusion = conclude(evidence, None, None, PATHS)

    assert conclusion.chosen is not None
    assert (conclusion.chosen.version, conclusion.chosen.source) == ("10.24.1", "live")


def services(*evidence: Evidence) -> list[tuple[str, str | None]]:
    found: list[BackingService] = backing_services(list(evidence), {})
    return [(service.kind, service.version) for service in found]


def test_the_binarys_version_beats_the_pinned_one() -> None:
    pinned = files(PackageInstalled("redis-server", "apt", "5.0.7"))

    assert services(*pinned, *live(ServiceVersion("redis", "6.0.16"))) == [("redis", "6.0.16")]


def test_of_two_servers_the_running_cluster_counts() -> None:
    seen = (
        ServiceRunning("postgresql@12-main"),
        ServiceVersion("postgresql", "12.18"),
        ServiceVersion("postgresql", "15.6"),
    )

    assert services(*live(*seen)) == [("postgresql", "12.18")]


def test_a_server_that_is_only_installed_in_the_guest_is_no_service() -> None:
    seen = PackageInstalled("redis-server", "apt"), ServiceVersion("redis", "6.0.16")

    assert services(*live(*seen)) == []


def test_a_unit_called_mysql_may_run_mariadb() -> None:
    seen = ServiceRunning("mysql"), ServiceVersion("mariadb", "10.3.39")

    assert services(*live(*seen)) == [("mariadb", "10.3.39")]


def test_files_that_say_mysql_and_a_guest_that_runs_mariadb_are_one_service() -> None:
    evidence = [
        *files(PackageInstalled("mariadb-server", "apt")),
        *live(ServiceRunning("mysql"), ServiceVersion("mariadb", "10.3.39")),
    ]

    assert services(*evidence) == [("mariadb", "10.3.39")]
