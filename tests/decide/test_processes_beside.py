"""Further processes of the application: their own variables, ports and health checks."""

from __future__ import annotations

from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.render import render

VAGRANTFILE = """Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 3000, host: 8080
  config.vm.network "forwarded_port", guest: 3001, host: 8081
  config.vm.provision "shell", inline: "cd /vagrant && pm2 start ecosystem.json"
end
"""
SERVER = "require('http').createServer().listen(process.env.PORT)\n"


def plan_of(root: Path, admin: str, start: str = "pm2 start ecosystem.json") -> Plan:
    web = '{"name": "web", "script": "web.js", "env": {"PORT": 3000, "COLOUR": "blue"}}'
    files = {
        "Vagrantfile": VAGRANTFILE.replace("pm2 start ecosystem.json", start),
        "package.json": '{"engines": {"node": "18.20.8"}}',
        "ecosystem.json": f'{{"apps": [{web}, {{"name": "admin", "script": "admin.js"{admin}}}]}}',
        "web.js": SERVER,
        "admin.js": SERVER,
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return decide(analyse(Request(root=root)), Answers())


def compose_of(plan: Plan) -> str:
    return next(file.text for file in render(plan) if file.path == "compose.yaml")


def test_a_process_with_a_port_of_its_own_is_published_by_its_own_container(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ', "env": {"PORT": 3001, "COLOUR": "red"}')

    assert [(port.host, port.container, port.service) for port in plan.ports] == [
        (8081, 3001, "admin"),
        (8080, 3000, "app"),
    ]
    (admin,) = plan.extra_apps
    assert {one.name: one.value for one in admin.environment} == {"COLOUR": "red", "PORT": "3001"}
    container = compose_of(plan).partition("\n  admin:\n")[2]
    assert "      COLOUR: red\n" in container
    assert '      PORT: "3001"\n' in container


def test_the_variables_of_the_managers_call_are_its_processes(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "", start="COLOUR=red SIZE=3 pm2 start ecosystem.json")

    given = {one.name: one.value for one in plan.environment}
    assert (given["COLOUR"], given["SIZE"]) == ("blue", "3")


def test_a_process_without_variables_has_those_of_the_application(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "")

    (admin,) = plan.extra_apps
    assert (admin.environment, admin.port) == ([], None)
    assert all(port.service == "app" for port in plan.ports)


def test_a_port_that_is_none_is_only_a_variable(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ', "env": {"PORT": "99999999999999999999"}')

    (admin,) = plan.extra_apps
    assert admin.port is None


def test_a_secret_on_a_command_line_reaches_no_file(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ', "args": "--token=hunter22secret"')
    (tmp_path / "ecosystem.json").write_text(
        '{"apps": [{"name": "web", "script": "web.js", "args": "--token=hunter22secret"}]}', "utf-8"
    )

    alone = decide(analyse(Request(root=tmp_path)), Answers())

    assert alone.app is not None
    assert alone.app.start is None
    assert "secret" in next(one.why for one in alone.questions if one.id == "app.start")
    for made in (plan, alone):
        assert all("hunter22secret" not in file.text for file in render(made))
