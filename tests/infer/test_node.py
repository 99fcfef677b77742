"""Which Node a machine runs, from what its provisioning does in order."""

from __future__ import annotations

import datetime

import pytest

from migrator.evidence import (
    Evidence,
    NodeDeclared,
    NodeFound,
    NodeInstalled,
    NodeRepository,
    NodeSelected,
    Observation,
    Origin,
    PackageInstalled,
    PackageRemoved,
    Unreadable,
)
from migrator.infer.node import conclude
from migrator.model import NodeConclusion
from migrator.plan import OperatingSystem

TRUSTY = OperatingSystem("debian", "ubuntu", "14.04", "trusty")
NODEJS = PackageInstalled("nodejs", "apt")
DAY = datetime.date(2016, 6, 1)


def seen_in_order(
    *observations: Observation,
    live: tuple[Observation, ...] = (),
    on: datetime.date | None = DAY,
) -> NodeConclusion:
    """What is concluded of a machine whose provisioning gives these observations."""
    evidence = [
        Evidence("default", observation, Origin("provision.sh", number, unit=number), by="test")
        for number, observation in enumerate(observations, 1)
    ]
    evidence += [
        Evidence("default", each, Origin("default$ node --version"), by="test", method="live")
        for each in live
    ]
    return conclude(evidence, TRUSTY, on)


def version(conclusion: NodeConclusion) -> tuple[str | None, str | None]:
    """The version and source that were chosen."""
    chosen = conclusion.chosen
    return (chosen.version, chosen.source) if chosen else (None, None)


@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([NODEJS], ("0.10.25", "distro")),
        ([NodeRepository("nodesource", "8.x"), NODEJS], ("8.17.0", "nodesource")),
        ([NODEJS, NodeRepository("nodesource", "8.x")], ("0.10.25", "distro")),
        ([NodeRepository("ppa", "0.10"), NODEJS], ("0.10.48", "ppa")),
        ([NODEJS, NodeInstalled("n", "6.11.0")], ("6.11.0", "n")),
        ([NodeInstalled("n", "6.11.0"), NODEJS], ("6.11.0", "n")),
        ([NodeInstalled("nvm", "4.4.3"), NodeInstalled("nvm", "6.2.0")], ("4.4.3", "nvm")),
        (
            [
                NodeInstalled("nvm", "4.4.3"),
                NodeInstalled("nvm", "6.2.0"),
                NodeSelected("nvm", "6"),
            ],
            ("6.2.0", "nvm"),
        ),
        (
            [NodeInstalled("nvm", "0.10.33"), NodeSelected("nvm", "v0.*")],
            ("0.10.33", "nvm"),
        ),
        ([NODEJS, PackageRemoved("nodejs", "apt")], (None, None)),
        ([PackageInstalled("node", "apt")], (None, None)),
        ([PackageInstalled("npm", "apt")], ("0.10.25", "distro")),
        ([PackageInstalled("node", "snap", "14")], ("14.21.3", "snap")),
        ([PackageInstalled("node", "snap")], ("6.2.0", "snap")),
    ],
)
def test_the_last_writer_on_the_path_wins(
    observations: list[Observation], expected: tuple[str | None, str | None]
) -> None:
    assert version(seen_in_order(*observations)) == expected


def test_nvm_without_a_version_means_the_projects_and_is_as_sure() -> None:
    conclusion = seen_in_order(NodeInstalled("nvm", ""), NodeDeclared("nvmrc", "4.4.3"))

    assert version(conclusion) == ("4.4.3", "nvm")
    assert conclusion.chosen is not None
    assert not conclusion.chosen.symbolic


def test_a_symbolic_version_is_of_the_day_of_the_commit() -> None:
    conclusion = seen_in_order(NodeInstalled("nvm", "node"))

    assert version(conclusion) == ("6.2.0", "nvm")
    assert conclusion.chosen is not None
    assert conclusion.chosen.symbolic


def test_what_the_running_machine_has_beats_its_provisioning() -> None:
    conclusion = seen_in_order(NODEJS, live=(NodeFound("/usr/bin/node", "v6.17.1"),))

    assert version(conclusion) == ("6.17.1", "live")


def test_the_project_is_asked_when_provisioning_installs_no_node() -> None:
    assert version(seen_in_order(NodeDeclared("nvmrc", "v6.9.1"))) == ("6.9.1", "nvmrc")


def test_provisioning_beats_what_the_project_declares() -> None:
    conclusion = seen_in_order(NODEJS, NodeDeclared("engines", ">=4"))

    assert version(conclusion) == ("0.10.25", "distro")
    assert len(conclusion.candidates) == 2


def test_a_repository_of_an_unknown_line_is_not_taken_for_the_distribution() -> None:
    doubt = Unreadable("Node version", "it is downloaded")

    conclusion = seen_in_order(doubt, NodeRepository("nodesource", ""), NODEJS)

    assert version(conclusion) == (None, "nodesource")


def test_an_unreadable_version_is_not_replaced_by_a_declared_one() -> None:
    doubt = Unreadable("Node version", "it is downloaded")

    assert version(seen_in_order(doubt, NodeDeclared("engines", ">=4")))[0] is None


def test_an_open_range_is_of_the_day_of_the_commit_or_asked() -> None:
    wanted = NodeDeclared("engines", ">=0.10")

    assert version(seen_in_order(wanted))[0] is not None
    assert version(seen_in_order(wanted, on=None))[0] is None
    assert version(seen_in_order(NodeDeclared("engines", "4.x"), on=None))[0] == "4.9.1"
