"""A development dependency that what is started needs is not left out of the release."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Plan
from migrator.questions import Answers
from migrator.render import render

VAGRANTFILE = """\
Vagrant.configure("2") do |config|
  config.vm.box = "debian/bookworm64"
  config.vm.provision "shell", inline: "apt-get install -y nodejs && cd /vagrant && npm install"
end
"""
LISTEN = "require('http').createServer().listen(3000)\n"


def planned(root: Path, start: str, **files: str) -> Plan:
    manifest = {
        "name": "shop",
        "scripts": {"start": start},
        "dependencies": {"express": "^4.0.0"},
        "devDependencies": {"morgan": "^1.0.0", "http-server": "^0.9.0", "mocha": "^5.0.0"},
    }
    (root / "Vagrantfile").write_text(VAGRANTFILE)
    (root / "package.json").write_text(json.dumps(manifest, indent=1))
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return decide(analyse(Request(root=root)), Answers())


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"server": "var log = require('morgan')\n" + LISTEN}, "server.js:1"),
        ({"server": "import log from 'morgan/index'\n" + LISTEN}, "server.js:1"),
        ({"server": "var app = require('./lib/app')\n" + LISTEN, "lib__app": "\nrequire('morgan')"},
         "lib/app.js:2"),
    ],
)  # fmt: skip
def test_what_the_started_file_always_loads_keeps_them_all(
    files: dict[str, str], place: str, tmp_path: Path
) -> None:
    plan = planned(tmp_path, "node server.js", **files)
    dockerfile = next(file.text for file in render(plan) if file.path == "Dockerfile")

    assert plan.app is not None
    assert plan.app.development_needed == ["morgan"]
    assert (
        f"# {place} loads morgan of the devDependencies, so the release keeps all of" in dockerfile
    )
    assert "COPY --from=dependencies --chown=node:node /app/node_modules node_modules" in dockerfile
    assert "--production" not in dockerfile and "--omit=dev" not in dockerfile
    (warning,) = [one for one in plan.warnings if one.code == "development-dependency"]
    assert f"{warning.source}:{warning.line}" == place


def test_a_start_command_that_is_one_keeps_them_all(tmp_path: Path) -> None:
    plan = planned(tmp_path, "http-server public")

    assert plan.app is not None
    assert plan.app.development_needed == ["http-server"]
    (warning,) = [one for one in plan.warnings if one.code == "development-dependency"]
    assert (warning.source, warning.line) == ("package.json", 11)


@pytest.mark.parametrize(
    "text",
    [
        "if (process.env.DEBUG) require('morgan')\n",
        "try { require('morgan') } catch (e) {}\n",
        "var log = process.env.DEBUG ? require('morgan') : null\n",
        "process.env.DEBUG && require('morgan')\n",
        "function log() { return require('morgan') }\n",
        "app.configure('development', () => app.use(require('morgan')))\n",
        "if (process.env.DEBUG) require('./debugging')\n",
        "// require('morgan')\n",
        "require('express')\n",
    ],
)
def test_what_may_never_be_loaded_is_left_out(text: str, tmp_path: Path) -> None:
    plan = planned(tmp_path, "node server.js", server=text + LISTEN, debugging="require('morgan')")

    assert plan.app is not None
    assert plan.app.development_needed == []
    assert plan.app.dev_dependencies


def test_what_another_file_loads_is_left_out(tmp_path: Path) -> None:
    plan = planned(tmp_path, "node server.js", server=LISTEN, index="require('morgan')\n" + LISTEN)

    assert plan.app is not None
    assert plan.app.development_needed == []
