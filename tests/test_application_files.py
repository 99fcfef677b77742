"""What starts an application that says so only by its files."""

from __future__ import annotations

import json
from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.box = "ubuntu/xenial64"
  config.vm.provision "shell", path: "setup.sh", env: { "QUEUE" => "jobs", "OTHER" => "1" }
end
"""
NODE = "curl -sL https://deb.nodesource.com/setup_8.x | bash -\napt-get install -y nodejs\n"


def plan_of(folder: Path, setup: str = NODE, **files: str) -> Plan:
    texts = {"Vagrantfile": VAGRANTFILE, "setup.sh": setup, **files}
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return decide(analyse(Request(root=folder)), Answers())


def started(plan: Plan) -> str:
    assert plan.app is not None
    return " ".join(plan.app.start or [])


def package(**content: object) -> str:
    return json.dumps({"name": "bot", "dependencies": {"async": "1"}, **content})


BOT = "const async = require('async');\nasync.forever(() => process.env.QUEUE);\n"


def test_a_main_that_exports_nothing_is_a_program(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, bot__js=BOT, package__json=package(main="bot.js"))

    assert started(plan) == "node bot.js"
    assert [variable.name for variable in plan.environment] == ["QUEUE"]


def test_a_main_that_exports_is_a_library(tmp_path: Path) -> None:
    exports = BOT + "module.exports = async;\n"
    plan = plan_of(tmp_path, bot__js=exports, package__json=package(main="bot.js"))

    assert started(plan) == ""


def test_a_main_beside_programs_for_people_is_no_server(tmp_path: Path) -> None:
    tool = package(main="bot.js", bin={"bot": "bot.js"})
    plan = plan_of(tmp_path, bot__js=BOT, package__json=tool)

    assert started(plan) == ""


def test_what_a_browser_loads_is_no_program(tmp_path: Path) -> None:
    page = "const async = require('async');\ndocument.title = 'x';\n"
    plan = plan_of(tmp_path, bot__js=page, package__json=package(main="bot.js"))

    assert started(plan) == ""


def test_what_ends_before_the_server_starts_is_not_the_server(tmp_path: Path) -> None:
    setup = NODE + "cd /vagrant\nnode install --yes\nnode bot.js\n"
    plan = plan_of(tmp_path, setup, bot__js=BOT, package__json=package())

    assert started(plan) == "node bot.js"


def test_a_set_up_script_alone_is_no_server(tmp_path: Path) -> None:
    setup = NODE + "cd /vagrant\nnode seed.js\n"
    plan = plan_of(tmp_path, setup, seed__js=BOT, package__json=package())

    assert started(plan) == ""


def test_the_last_of_a_chain_serves(tmp_path: Path) -> None:
    procfile = "web: node migrate.js && node bot.js\n"
    plan = plan_of(tmp_path, Procfile=procfile, bot__js=BOT, package__json=package())

    assert started(plan) == "node bot.js"
