"""Which file a start command runs, and the ports that command lines name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.read.javascript import Entry, ScriptPort, command_ports, entries_of, script_ports
from migrator.read.javascript.command_lines import CommandLine, split_commands
from migrator.read.manifest import read_manifest
from migrator.read.project import Project

FILES = {
    "server.js": "",
    "src/index.js": "",
    "src/main.ts": "",
    "bin/www": "#!/usr/bin/env node\n",
    "bin/run.sh": "#!/bin/sh\n",
    "app.coffee": "",
    "ecosystem.config.js": "",
}
SCRIPTS = {
    "start": "node server.js",
    "dev": "NODE_ENV=development nodemon --watch src server.js",
    "loop": "npm run loop",
    "all": "concurrently \"npm run dev\" 'webpack --watch'",
    "both": "run-p start dev",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    manifest = json.dumps({"main": "src/index.js", "scripts": SCRIPTS})
    for name, text in {**FILES, "package.json": manifest}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return Project(tmp_path)


def entries(project: Project, command: str) -> tuple[Entry, ...]:
    manifest = read_manifest(project.text("package.json"), "package.json")
    return entries_of(command, project, ".", manifest)


@pytest.mark.parametrize(
    ("command", "file", "runner"),
    [
        ("node server.js", "server.js", "node"),
        ("nodejs server", "server.js", "nodejs"),
        ("node .", "src/index.js", "node"),
        ("node src", "src/index.js", "node"),
        ("./bin/www", "bin/www", "node"),
        ("node bin/www", "bin/www", "node"),
        ("node --max_old_space_size=2048 -r dotenv/config server.js x", "server.js", "node"),
        ("PORT=80 /usr/bin/node server.js", "server.js", "node"),
        ("cd x && sudo node server.js &", "server.js", "node"),
        ("coffee app.coffee", "app.coffee", "coffee"),
        ("babel-node --presets es2015 src/index.js", "src/index.js", "babel-node"),
        ("ts-node src/main.ts", "src/main.ts", "ts-node"),
        ("nest start", "src/main.ts", "nest"),
        ("nodemon -L -q server.js", "server.js", "nodemon"),
        ("nodemon --exec babel-node src/index.js", "src/index.js", "babel-node"),
        ("nodemon -x 'node server.js'", "server.js", "node"),
        ("nodemon", "src/index.js", "nodemon"),
        ("supervisor -w index.js,lib server.js", "server.js", "supervisor"),
        ("forever start -l out.log -a server.js", "server.js", "forever"),
        ("forever server.js", "server.js", "forever"),
        ("forever -d -a -w -c 'node --debug' server.js", "server.js", "forever"),
        ("forever start -c 'npm start' .", "server.js", "node"),
        ("pm2 start server.js --name web -i 4", "server.js", "pm2"),
        ("pm2 start ecosystem.config.js --env production", "ecosystem.config.js", "pm2"),
        ("pm2-runtime server.js", "server.js", "pm2-runtime"),
        ("npm start", "server.js", "node"),
        ("yarn dev", "server.js", "nodemon"),
        ("npm run all", "server.js", "nodemon"),
        ("node missing.js", None, "node"),
    ],
)
def test_a_command_leads_to_its_file(
    project: Project, command: str, file: str | None, runner: str
) -> None:
    found = entries(project, command)

    assert [(entry.file, entry.runner) for entry in found[:1]] == (
        [(file, runner)] if runner else []
    )


@pytest.mark.parametrize(
    "command",
    [
        *("", "gulp serve", "npm run missing", "npm run loop", "pm2 save", "forever list"),
        *(
            "node",
            "node --version",
            "./bin/run.sh",
            "python app.py",
            "'unclosed",
            "mocha server.js",
        ),
    ],
)
def test_a_command_that_runs_no_file_of_the_application(project: Project, command: str) -> None:
    assert entries(project, command) == ()


def test_several_scripts_lead_to_several_entries(project: Project) -> None:
    assert [entry.runner for entry in entries(project, "npm run both")] == ["node", "nodemon"]


def test_scripts_that_call_each_other_are_followed_a_long_way(project: Project) -> None:
    scripts = {f"s{number}": f"npm-run-all --parallel s{number + 1}" for number in range(9)}
    manifest = read_manifest(json.dumps({"scripts": {**scripts, "s9": "node server"}}), "p.json")

    assert [entry.file for entry in entries_of("npm run s0", project, ".", manifest)] == [
        "server.js"
    ]


def test_scripts_that_multiply_end(project: Project) -> None:
    scripts = {"start": "npm-run-all " + "start " * 1500}
    manifest = read_manifest(json.dumps({"scripts": scripts}), "package.json")

    assert entries_of("npm start", project, ".", manifest) == ()


def test_an_entry_says_what_stands_around_the_file(project: Project) -> None:
    assert entries(project, "NODE_ENV=production nodemon server.js --quiet") == (
        Entry(
            file="server.js",
            written="server.js",
            runner="nodemon",
            arguments=("--quiet",),
            environment={"NODE_ENV": "production"},
            development=True,
        ),
    )


def test_npm_start_without_a_script_runs_server_js(project: Project) -> None:
    manifest = read_manifest("{}", "package.json")

    assert entries_of("npm start", project, ".", manifest)[0].file == "server.js"


def test_a_file_outside_the_repository_is_none_of_it(project: Project) -> None:
    assert entries(project, "node ../../etc/passwd")[0].file is None
    assert entries(project, "node /etc/passwd")[0].file is None


@pytest.mark.parametrize(
    ("command", "port", "variable", "kind"),
    [
        ("http-server ./public -p 4000", 4000, None, "http"),
        ("webpack-dev-server --port 9000 --hot", 9000, None, "http"),
        ("ng serve --port=4201", 4201, None, "http"),
        ("PORT=8888 ./bin/db-migrate up && node app.js", 8888, "PORT", "http"),
        ("cross-env PORT=5000 node app.js", 5000, "PORT", "http"),
        ("node --inspect=0.0.0.0:9229 app.js", 9229, None, "debug"),
        ("node --debug=5858 app.js", 5858, None, "debug"),
        ("serve --listen tcp://0.0.0.0:5000 build", 5000, None, "http"),
    ],
)
def test_a_command_line_names_a_port(
    command: str, port: int, variable: str | None, kind: str
) -> None:
    found = command_ports(command)

    assert [(p.port, p.variable, p.kind) for p in found] == [(port, variable, kind)]


@pytest.mark.parametrize(
    "command",
    [
        *("mkdir -p 4000", "tsc -p 3", "webpack -p", "node app.js 4000", "http-server -p"),
        *("serve --port $PORT", "x --port 99999", "docker run -p 80:80 x", "node --inspect a.js"),
        *("PORT=$PORT node a.js", "# PORT=3000"),
    ],
)
def test_a_command_line_names_no_port(command: str) -> None:
    assert command_ports(command) == []


def test_a_scripts_port_has_its_line_and_host() -> None:
    text = '{"scripts": {\n"dev": "vite --host 0.0.0.0 --port 5173"}}'

    assert script_ports(read_manifest(text, "package.json")) == (
        ScriptPort("dev", "vite", 5173, line=2, host="0.0.0.0"),
    )


def test_commands_are_split_where_the_shell_would() -> None:
    assert split_commands("A=1 B='x y' node a.js && (b; c) | d &") == [
        CommandLine(("node", "a.js"), {"A": "1", "B": "x y"}),
        *(CommandLine((word,), {}) for word in "bcd"),
    ]


def test_sudo_and_its_options_are_no_part_of_what_runs() -> None:
    assert split_commands("exec sudo -u web -H A=1 /usr/bin/env node a.js >> log 2>&1") == [
        CommandLine(("node", "a.js", ">>", "log"), {"A": "1"}),
    ]
    assert split_commands("sudo -E -u") == [CommandLine((), {})]


@given(st.text(alphabet="nodem -p=;&|()'\"\\$`\n.js/x1"))
def test_garbage_is_split_somehow(command: str) -> None:
    assert all(line.words or line.environment for line in split_commands(command) if line.words)
    command_ports(command)
