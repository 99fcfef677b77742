"""What package scripts start: in which folder, and which of several."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers


def start(root: Path, scripts: Mapping[str, str]) -> list[str] | None:
    files = {
        "Vagrantfile": 'Vagrant.configure("2") { |c| c.vm.provision "shell", path: "up.sh" }\n',
        "up.sh": "curl -sL https://deb.nodesource.com/setup_8.x | bash -\napt-get install nodejs\n",
        "package.json": json.dumps({"scripts": scripts, "dependencies": {"express": "4"}}),
        "dist/server.js": "require('http').createServer().listen(3000)\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    app = decide(analyse(Request(root=root)), Answers()).app
    assert app is not None
    return list(app.start) if app.start is not None else None


def test_a_script_that_changes_its_folder_first_starts_what_lies_there(tmp_path: Path) -> None:
    assert start(tmp_path, {"start": "cd dist && node server.js"}) == ["node", "dist/server.js"]


def test_one_that_comes_back_does_not(tmp_path: Path) -> None:
    assert start(tmp_path, {"start": "cd dist; cd ..; node dist/server.js"}) == [
        "node",
        "dist/server.js",
    ]


def test_one_that_leaves_the_package_keeps_its_words(tmp_path: Path) -> None:
    assert start(tmp_path, {"start": "cd /tmp && node server.js"}) == ["node", "server.js"]


@pytest.mark.parametrize("name", ["start:prod", "production", "start:prod:server"])
def test_without_a_start_script_that_of_production_comes_first(tmp_path: Path, name: str) -> None:
    scripts = {"server": "node watched.js", name: "node dist/server.js"}

    assert start(tmp_path, scripts) == ["node", "dist/server.js"]


def test_the_start_script_comes_before_that_of_production(tmp_path: Path) -> None:
    scripts = {"start:prod": "node other.js", "start": "node dist/server.js"}

    assert start(tmp_path, scripts) == ["node", "dist/server.js"]


def test_a_production_script_that_only_builds_starts_nothing(tmp_path: Path) -> None:
    scripts = {"production": "webpack -p", "server": "node dist/server.js"}

    assert start(tmp_path, scripts) == ["node", "dist/server.js"]


@pytest.mark.parametrize(
    ("started", "source", "port"),
    [
        ("dist/shop.js", "src/shop.ts", 4000),
        ("build/src/shop.js", "src/shop.js", 4000),
        ("lib/shop.js", "src/other.js", None),
        ("out/shop.js", "shop.js", 4000),
        ("vendor/shop.js", "src/shop.ts", None),
    ],
)
def test_a_port_is_found_in_what_a_built_file_is_made_of(
    tmp_path: Path, started: str, source: str, port: int | None
) -> None:
    files = {
        "Vagrantfile": 'Vagrant.configure("2") { |c| c.vm.provision "shell", path: "up.sh" }\n',
        "up.sh": "apt-get install -y nodejs\n",
        "package.json": json.dumps({"scripts": {"start": f"node {started}"}}),
        source: "import http from 'http';\nhttp.createServer().listen(4000);\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    app = decide(analyse(Request(root=tmp_path)), Answers()).app

    assert app is not None and app.port == port
