"""A move to another Node: what changes, and which of it concerns the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migrator.decide.node_move import _is_older
from migrator.pipeline import Request, analyse, decide
from migrator.plan import NodeChange, NodeMove, Plan
from migrator.questions import Answers, Place
from migrator.render import render
from migrator.report.markdown import markdown_report
from tests.test_bad_input import repository

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/bionic64"
  config.vm.provision "shell", inline: <<-SHELL
    curl -sL https://deb.nodesource.com/setup_8.x | bash -
    apt-get install -y nodejs
  SHELL
end
"""
SERVER = """\
// util.print("an old comment")
const util = require("util");
util.print("up");
const cipher = crypto.createCipheriv("aes-128-cbc", key, iv);
require("http").createServer().listen(3000);
"""


def plan_of(root: Path, answers: dict[str, str], **fields: Any) -> Plan:
    """The plan of an application on Node 8.17.0 with these fields in its package.json."""
    manifest = {"name": "app", "scripts": {"start": "node server.js"}, **fields}
    text = json.dumps(manifest, indent=1)
    repository(root, Vagrantfile=VAGRANTFILE, package__json=text, server__js=SERVER)
    given = Answers(answers, places={id: Place("migrator.yaml", 1) for id in answers})
    return decide(analyse(Request(root=root)), given)


def move_of(root: Path, node: str, **fields: Any) -> NodeMove:
    move = plan_of(root, {"app.node": node}, **fields).node_move
    assert move is not None
    return move


def concerned(move: NodeMove) -> dict[str, NodeChange]:
    """The changes that concern the repository, by the first thing that they are about."""
    return {change.concerns[0].shown(): change for change in move.changes if change.concerns}


@pytest.mark.parametrize("answers", [{}, {"app.node-policy": "same"}, {"app.node": "8.17.0"}])
def test_who_stays_is_told_nothing(tmp_path: Path, answers: dict[str, str]) -> None:
    plan = plan_of(tmp_path, answers)

    assert plan.node_move is None
    assert plan.app is not None and plan.app.node.version == "8.17.0"


def test_the_image_follows_and_the_plan_says_who_decided(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "20"})

    assert plan.app is not None and plan.app.image is not None and plan.node_move is not None
    assert plan.app.image.base.startswith(f"node:{plan.app.node.version}-")
    assert (plan.node_move.machine, plan.node_move.decided_by) == ("8.17.0", "migrator.yaml:1")
    assert [line.source for line in plan.evidence if line.fact == "app.node.version"] == [
        "migrator.yaml"
    ]


@pytest.mark.parametrize(
    ("policy", "line"), [("same", "8"), ("nearest-lts", "8"), ("latest-lts", "24")]
)
def test_a_policy_chooses_the_line(tmp_path: Path, policy: str, line: str) -> None:
    plan = plan_of(tmp_path, {"app.node-policy": policy})

    assert plan.app is not None and plan.app.node.version is not None
    assert plan.app.node.version.partition(".")[0] == line


def test_what_the_code_uses_is_named_with_its_line(tmp_path: Path) -> None:
    found = concerned(move_of(tmp_path, "24.19.0"))

    assert list(found) == ["util.print( (server.js:3)"]
    assert found["util.print( (server.js:3)"].since == "12.0.0"


def test_what_concerns_the_repository_comes_first_and_is_a_warning(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "12.22.12"})

    assert plan.node_move is not None
    assert plan.node_move.changes[0].concerns
    (warning,) = [warning for warning in plan.warnings if warning.code == "node-change"]
    assert (warning.source, warning.line) == ("server.js", 3)


@pytest.mark.parametrize(
    ("package", "wanted", "node", "said"),
    [
        ("webpack", "^4.46.0", "18.20.8", "--openssl-legacy-provider"),
        ("webpack", "~5.60.0", "18.20.8", "--openssl-legacy-provider"),
        ("react-scripts", "3.4.1", "18.20.8", "--openssl-legacy-provider"),
        ("node-sass", "^4.14.1", "14.21.3", None),
        ("node-sass", "^4.14.1", "16.20.2", "node-sass before 6.0"),
        ("node-sass", "^4.14.1", "18.20.8", "node-sass before 8.0"),
        ("node-sass", "^9.0.0", "24.19.0", "no release of node-sass"),
        ("bcrypt", "3.0.0", "12.22.12", "3.0.6"),
        ("gulp", "^3.9.1", "12.22.12", "primordials"),
        ("fibers", "^5.0.0", "16.20.2", "no release from 16"),
        ("webpack", "^5.0.0", "18.20.8", None),
        ("webpack", ">=4", "18.20.8", None),
        ("webpack", "latest", "18.20.8", None),
        ("webpack", "^6.0.0", "18.20.8", None),
        ("webpack", "github:webpack/webpack#v4.1.0", "18.20.8", None),
        ("webpack", "^4.46.0", "16.20.2", None),
        ("webpack-cli", "^3.0.0", "18.20.8", None),
        ("gulp", "^4.0.2", "12.22.12", None),
    ],
)
def test_a_package_is_told_when_it_is_too_old_for_the_new_node(
    tmp_path: Path, package: str, wanted: str, node: str, said: str | None
) -> None:
    move = move_of(tmp_path, node, devDependencies={package: wanted})

    about = [
        f"{change.what} {change.advice}"
        for change in move.changes
        for concern in change.concerns
        if concern.what.startswith(f"{package} ") and "compiled modules" not in change.what
        if "node-gyp" not in change.what
    ]
    assert about == [] if said is None else said in about[0]


def test_a_package_is_named_with_its_line(tmp_path: Path) -> None:
    move = move_of(tmp_path, "18.20.8", dependencies={"webpack": "4.46.0"})

    assert "webpack 4.46.0 (package.json:7)" in concerned(move)


def test_a_token_in_an_address_is_in_no_document(tmp_path: Path) -> None:
    address = "git+https://ci:ghp_0123456789abcdefghijABCDEFGHIJ012345@example.org/fibers.git"
    plan = plan_of(tmp_path, {"app.node": "18"}, dependencies={"fibers": address})

    assert plan.node_move is not None
    assert any(name.startswith("fibers ") for name in concerned(plan.node_move))
    assert not [file.path for file in render(plan) if "ghp_0123456789" in file.text]


def test_the_locked_version_counts(tmp_path: Path) -> None:
    locked = {"webpack": {"version": "5.90.0", "resolved": "", "integrity": "x"}}
    lock = json.dumps({"name": "app", "lockfileVersion": 1, "dependencies": locked})
    repository(tmp_path, **{"package-lock__json": lock})

    found = concerned(move_of(tmp_path, "18.20.8", dependencies={"webpack": ">4 <6"}))

    assert list(found) == ["util.print( (server.js:3)", "lockfileVersion 1 (package-lock.json)"]


def test_compiled_modules_and_the_python_that_builds_them_are_told(tmp_path: Path) -> None:
    found = [
        change.what
        for change in move_of(tmp_path, "24.19.0", dependencies={"heapdump": "^0.3.0"}).changes
        if any(concern.what.startswith("heapdump") for concern in change.concerns)
    ]

    assert any("built for the new Node" in what for what in found)
    assert any("node-gyp runs python3 instead of python2" in what for what in found)


def test_nothing_is_said_of_npm_to_who_installs_with_yarn(tmp_path: Path) -> None:
    repository(tmp_path, yarn__lock="# yarn lockfile v1\n")

    assert not [change for change in move_of(tmp_path, "20").changes if change.kind == "npm"]


def test_a_move_down_lists_nothing(tmp_path: Path) -> None:
    assert move_of(tmp_path, "6.17.1").changes == []


def test_engines_that_want_another_node_are_a_conflict_and_a_warning(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "20"}, engines={"node": "8.x"})

    (warning,) = [warning for warning in plan.warnings if warning.code == "node-not-declared"]
    (conflict,) = [conflict for conflict in plan.conflicts if conflict.fact == "app.node.version"]
    assert (warning.source, warning.line) == ("package.json", 7)
    assert "engines asks for 8.x" in warning.message
    assert "8.17.0" in conflict.candidates


def test_engines_that_allow_it_are_none(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "20"}, engines={"node": ">=8"})

    assert not [warning for warning in plan.warnings if warning.code == "node-not-declared"]


def test_the_report_tells_of_the_move(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node-policy": "latest-lts"})

    report = {file.path: file.text for file in render(plan)}["migration/report.md"]
    assert "## Moving to another Node" in report
    assert "The machine runs Node 8.17.0; the image has 24." in report
    assert "`util.print( (server.js:3)`" in report
    assert "Node.js 24" in report and "latest-lts (policy)" not in report


@pytest.mark.parametrize(
    ("name", "text", "source"),
    [
        ("__nvmrc", "8.17.0\n", "nvmrc"),
        ("__node-version", "8.17.0\n", "node-version"),
        ("__tool-versions", "nodejs 8.17.0\n", "tool-versions"),
    ],
)
def test_a_file_that_asks_for_another_node_is_a_warning(
    tmp_path: Path, name: str, text: str, source: str
) -> None:
    repository(tmp_path, **{name: text})
    plan = plan_of(tmp_path, {"app.node": "20"})

    (warning,) = [warning for warning in plan.warnings if warning.code == "node-not-declared"]
    assert warning.message.startswith(f"{source} asks for 8.17.0, and 20.")
    assert (warning.source, warning.line) == (f".{source}", 1)


def test_volta_that_asks_for_another_node_is_a_warning(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "20"}, volta={"node": "8.17.0"})

    (warning,) = [warning for warning in plan.warnings if warning.code == "node-not-declared"]
    assert warning.message.startswith("volta asks for 8.17.0, and 20.")


def test_a_machine_that_has_another_node_is_no_file_that_asks(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"app.node": "20"})

    assert not [warning for warning in plan.warnings if warning.code == "node-not-declared"]


def test_a_module_that_a_row_is_about_is_not_told_a_second_time(tmp_path: Path) -> None:
    move = move_of(tmp_path, "18.20.8", dependencies={"bcrypt": "3.0.0", "heapdump": "^0.3.0"})

    (native,) = [change for change in move.changes if "compiled modules" in change.what]
    (bcrypt,) = [change for change in move.changes if change.what.startswith("bcrypt ")]
    assert [concern.what for concern in native.concerns] == ["heapdump ^0.3.0"]
    assert [concern.what for concern in bcrypt.concerns] == ["bcrypt 3.0.0"]


def test_what_is_about_packages_that_are_not_here_is_left_out(tmp_path: Path) -> None:
    whats = [change.what for change in move_of(tmp_path, "24.19.0").changes]

    assert not [what for what in whats if "webpack" in what or "node-sass" in what]
    assert not [what for what in whats if "package-lock.json has a new form" in what]
    assert [what for what in whats if what.startswith("OpenSSL 3")]


@pytest.mark.parametrize(("format", "told"), [(1, True), (2, False), (3, False)])
def test_a_lock_file_of_the_old_form_is_told(tmp_path: Path, format: int, told: bool) -> None:
    lock = json.dumps({"name": "app", "lockfileVersion": format, "packages": {}})
    repository(tmp_path, **{"package-lock__json": lock})

    found = concerned(move_of(tmp_path, "18.20.8"))

    assert (f"lockfileVersion {format} (package-lock.json)" in found) is told


def test_the_python_is_told_only_where_it_is_another(tmp_path: Path) -> None:
    for node, told in (("9.11.2", False), ("24.19.0", True)):
        move = move_of(tmp_path, node, dependencies={"heapdump": "^0.3.0"})
        assert any("node-gyp runs" in change.what for change in move.changes) is told


def test_a_warning_names_npm_or_node_by_its_release(tmp_path: Path) -> None:
    lock = json.dumps({"name": "app", "lockfileVersion": 1, "dependencies": {}})
    repository(tmp_path, **{"package-lock__json": lock})
    plan = plan_of(tmp_path, {"app.node": "18"})

    told = [warning.message for warning in plan.warnings if warning.code == "node-change"]
    assert sorted(message.partition(":")[0] for message in told) == [
        "Since Node 12.0.0",
        "Since npm 7.0.0",
    ]


@pytest.mark.parametrize(
    ("wanted", "old"),
    [
        *(("4", True), ("^4.46", True), ("~5.60.9", True), ("5.61.0", False), ("5.61", False)),
        *(("^3 || ^4", True), ("^4 || ^5", False), ("*", False), ("", False), ("latest", False)),
        *(("file:../webpack-4.0.0", False), ("webpack/webpack#v4.1.0", False)),
        *(("npm:other@4.0.0", False), ("git@github.com:a/b#4.0.0", False)),
    ],
)
def test_a_wanted_version_is_old_when_none_that_it_allows_is_new(wanted: str, old: bool) -> None:
    assert _is_older(wanted, "5.61.0") is old


NOBODY_KNOWS = 'Vagrant.configure("2") { |config| config.vm.box = "ubuntu/bionic64" }\n'
EVERY_DAY_ANOTHER = VAGRANTFILE.replace("setup_8.x", "setup_lts.x")


@pytest.mark.parametrize("vagrantfile", [NOBODY_KNOWS, EVERY_DAY_ANOTHER])
def test_from_a_release_that_nobody_knows_there_is_no_move(
    tmp_path: Path, vagrantfile: str
) -> None:
    manifest = '{"name": "app", "engines": {"node": ">=4.0.0"}, "scripts": {"start": "node s.js"}}'
    repository(tmp_path, Vagrantfile=vagrantfile, package__json=manifest, s__js=SERVER)
    answers = Answers({"app.node": "18"})

    plan = decide(analyse(Request(root=tmp_path)), answers)

    assert plan.app is not None and (plan.app.node.version or "").startswith("18.")
    assert plan.node_move is None


def test_what_an_older_release_lacks_is_not_said_to_be_nothing(tmp_path: Path) -> None:
    report = markdown_report(plan_of(tmp_path, {"app.node": "6.17.1"}))

    assert "The machine runs Node 8.17.0; the image has 6.17.1" in report
    assert "What an older Node lacks is not known here." in report
