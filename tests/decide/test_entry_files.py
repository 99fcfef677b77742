"""Which files the generated test may have Node parse."""

from __future__ import annotations

import json
from pathlib import Path

from migrator.pipeline import Request, analyse, decide
from migrator.questions import Answers

VAGRANTFILE = 'Vagrant.configure("2") { |config| config.vm.box = "ubuntu/xenial64" }\n'


def entry_files(root: Path, dependencies: dict[str, str]) -> list[str]:
    manifest = {"dependencies": dependencies, "scripts": {"start": "node ./bin/www"}}
    (root / "bin").mkdir()
    (root / "Vagrantfile").write_text(VAGRANTFILE)
    (root / "package.json").write_text(json.dumps(manifest))
    (root / "bin" / "www").write_text("#!/usr/bin/env node\nrequire('../app').listen(3000);\n")
    (root / "app.js").write_text("module.exports = require('express')();\n")
    plan = decide(analyse(Request(root=root)), Answers())
    assert plan.app is not None
    return plan.app.entry_files


def test_the_started_file_counts_although_its_name_has_no_ending(tmp_path: Path) -> None:
    assert entry_files(tmp_path, {"express": "4"}) == ["bin/www", "app.js"]


def test_what_is_compiled_while_it_is_loaded_is_not_nodes_to_parse(tmp_path: Path) -> None:
    assert entry_files(tmp_path, {"express": "4", "babel-register": "6"}) == []
