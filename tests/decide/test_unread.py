"""What could not be read of an application's own files is said."""

from __future__ import annotations

from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.plan import Warning
from migrator.questions import Answers

CODES = {"code-not-read", "manifest-entry-ignored"}


def warnings_of(root: Path, **files: str) -> list[Warning]:
    provisioned = 'config.vm.provision "shell", inline: "apt-get install -y nodejs"'
    files["Vagrantfile"] = f'Vagrant.configure("2") do |config|\n  {provisioned}\nend\n'
    for name, text in files.items():
        (root / name.replace("__", ".")).write_text(text, encoding="utf-8")
    plan = decide(analyse(Request(root=root)), Answers())
    return [warning for warning in plan.warnings if warning.code in CODES]


def test_code_that_is_no_javascript_is_named_with_the_reason(tmp_path: Path) -> None:
    found = warnings_of(
        tmp_path,
        package__json='{"scripts": {"start": "node index.js"}}',
        index__js='require("coffee-script/register");\nrequire("./server");\n',
        server__coffee="app.listen 3000\n",
    )

    assert [(each.code, each.source) for each in found] == [("code-not-read", "server.coffee")]
    assert "CoffeeScript" in found[0].message


def test_an_entry_of_a_wrong_type_is_named_with_its_line(tmp_path: Path) -> None:
    found = warnings_of(
        tmp_path,
        package__json='{"main": "index.js",\n "dependencies": {"express": 4}}',
        index__js="require('http').createServer().listen(3000)\n",
    )

    assert [(each.code, each.line) for each in found] == [("manifest-entry-ignored", 2)]
    assert "dependencies.express" in found[0].message


def test_nothing_is_said_where_everything_was_read(tmp_path: Path) -> None:
    found = warnings_of(
        tmp_path,
        package__json='{"main": "index.js", "dependencies": {}}',
        index__js="require('./lib')\n",
        lib__js="require('http').createServer().listen(3000)\n",
    )

    assert found == []
