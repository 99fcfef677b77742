"""Variables that a committed .env gives, and the address that the application listens on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers

UP = "apt-get install -y nodejs mysql-server\n"
READS_DOTENV = "require('dotenv').config();\n"
LISTENS = "require('http').createServer().listen(process.env.PORT, process.env.HOST);\n"


def planned(root: Path, code: str, files: Mapping[str, str], up: str = UP) -> Plan:
    given = {
        "Vagrantfile": 'Vagrant.configure("2") { |c| c.vm.provision "shell", path: "up.sh" }\n',
        "up.sh": up,
        "package.json": '{"scripts": {"start": "node server.js"}}',
        "server.js": code,
        **files,
    }
    for name, text in given.items():
        (root / name).write_text(text, encoding="utf-8")
    return decide(analyse(Request(root=root)), Answers())


def environment(plan: Plan) -> dict[str, str | None]:
    return {variable.name: variable.value for variable in plan.environment}


def test_a_committed_dotenv_reaches_the_container_whose_image_has_none(tmp_path: Path) -> None:
    files = {".env": "PORT=5000\nCOOKIE_SECRET=abc123def\nUNREAD=1\n"}
    code = f"{READS_DOTENV}{LISTENS}use(process.env.COOKIE_SECRET);\n"
    plan = planned(tmp_path, code, files)

    assert environment(plan) == {"PORT": "5000", "COOKIE_SECRET": None}
    assert plan.app is not None and plan.app.port == 5000


@pytest.mark.parametrize(
    "line",
    [
        "SESSION=a string of words",
        "MAIL_KEY=words",
        "LOGGING=kJ8s7dfKJH3kjh4KJH5kjhKJ",
        "MAPS=0f8fad5b-d9cb-469f-a165-70867728950e",
        "HOOK=https://hooks.example.com/services/T0/B0/kJ8s7dfKJH3kjh4KJH5kjhKJ",
        "MAIL=smtps://me@example.com:words@smtp.example.com",
    ],
)
def test_what_may_be_a_key_is_written_nowhere(tmp_path: Path, line: str) -> None:
    name, _, value = line.partition("=")
    plan = planned(tmp_path, f"{READS_DOTENV}use(process.env.{name});\n", {".env": f"{line}\n"})

    assert [(one.name, one.secret) for one in plan.environment] == [(name, True)]
    assert value not in repr(plan)


@pytest.mark.parametrize(
    "line",
    ["KEY_PREFIX=app", "KEY=6", "NAMES=one-two-three-four-five-six", "API=http://a.example/v1"],
)
def test_what_no_key_looks_like_is_given(tmp_path: Path, line: str) -> None:
    name, _, value = line.partition("=")
    code = f"{READS_DOTENV}use(process.env.{name});\n"

    assert environment(planned(tmp_path, code, {".env": f"{line}\n"})) == {name: value}


@pytest.mark.parametrize("ignored", [".env", ".env*", "/.env", "**/.env", "*.env"])
def test_a_persons_own_dotenv_stays_with_the_person(tmp_path: Path, ignored: str) -> None:
    files = {".env": "PORT=5000\n", ".gitignore": f"node_modules\n{ignored}\n"}

    assert environment(planned(tmp_path, READS_DOTENV + LISTENS, files)) == {}


@pytest.mark.parametrize(("folder", "given"), [(".", {}), ("web", {}), ("other", {"PORT": "5000"})])
def test_a_gitignore_of_any_folder_above_it_counts(
    tmp_path: Path, folder: str, given: dict[str, str]
) -> None:
    app = "web/api"
    for name in (app, "other"):
        (tmp_path / name).mkdir(parents=True)
    files = {
        f"{folder}/.gitignore": ".env\n",
        f"{app}/.env": "PORT=5000\n",
        f"{app}/package.json": '{"scripts": {"start": "node server.js"}}',
        f"{app}/server.js": READS_DOTENV + LISTENS,
    }

    plan = planned(tmp_path, "", {**files, "package.json": "{}"}, f"{UP}cd /vagrant/{app}; npm i\n")

    assert plan.app is not None and plan.app.dir == app
    assert environment(plan) == given


@pytest.mark.parametrize("ignored", [".env.local", ".env-dev", ".env/", ".env\n!.env", "#.env"])
def test_another_pattern_leaves_it_in(tmp_path: Path, ignored: str) -> None:
    files = {".env": "PORT=5000\n", ".gitignore": f"{ignored}\n"}

    assert environment(planned(tmp_path, READS_DOTENV + LISTENS, files)) == {"PORT": "5000"}


def test_a_dotenv_that_no_code_loads_says_nothing(tmp_path: Path) -> None:
    assert environment(planned(tmp_path, LISTENS, {".env": "PORT=5000\n"})) == {}


def test_what_the_vm_sets_comes_before_the_dotenv(tmp_path: Path) -> None:
    up = f"{UP}echo 'export PORT=6000' >> /etc/profile\n"
    plan = planned(tmp_path, READS_DOTENV + LISTENS, {".env": "PORT=5000\n"}, up)

    assert environment(plan) == {"PORT": "6000"}


def test_a_template_points_a_variable_to_its_service(tmp_path: Path) -> None:
    code = f"{LISTENS}connect(process.env.DB_HOST, process.env.WEB_HOST, process.env.MAIL);\n"
    files = {".env.sample": "DB_HOST='localhost'\nWEB_HOST=localhost\nMAIL=me@example.org\n"}

    assert environment(planned(tmp_path, code, files)) == {"DB_HOST": "mysql"}


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost"])
def test_what_listens_for_itself_only_is_opened_by_its_variable(
    tmp_path: Path, address: str
) -> None:
    code = f"const host = process.env.NODE_IP || '{address}';\nserver.listen(3000, host);\n"
    plan = planned(tmp_path, code, {})

    assert environment(plan) == {"NODE_IP": "0.0.0.0"}
    assert "listens-on-loopback" not in {warning.code for warning in plan.warnings}


def test_without_a_variable_it_is_said(tmp_path: Path) -> None:
    plan = planned(tmp_path, "server.listen(3000, '127.0.0.1');\n", {})

    assert environment(plan) == {}
    assert "listens-on-loopback" in {warning.code for warning in plan.warnings}


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_what_listens_everywhere_is_left_alone(tmp_path: Path, address: str) -> None:
    code = f"server.listen(3000, process.env.HOST || '{address}');\n"

    assert environment(planned(tmp_path, code, {})) == {}


@pytest.mark.parametrize(
    ("address", "is_elsewhere"),
    [
        ("mongodb://ann:secret@dogen.mongohq.com:10056/users", True),
        ("mysql://8.8.8.8/shop", True),
        ("mongodb://192.168.33.12/shop", False),
        ("mongodb://localhost/shop", False),
        ("mongodb://db.shop.local/shop", False),
        ("mongodb://mongo/shop", False),
    ],
)
def test_an_address_of_the_internet_is_not_called_the_vms(
    tmp_path: Path, address: str, is_elsewhere: bool
) -> None:
    code = f"{LISTENS}require('mongoose').connect('{address}');\n"
    plan = planned(tmp_path, code, {})
    told = [each.message for each in plan.warnings if each.code == "hard-coded-address"]

    assert len(told) == 1 and ("outside of the VM" in told[0]) is is_elsewhere
