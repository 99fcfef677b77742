"""How a container finds the program that its start command names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migrator.render import render
from tests.render.plans import express


def dockerfile(*start: str) -> str:
    plan = express()
    assert plan.app is not None
    files = render(replace(plan, app=replace(plan.app, start=list(start))))
    return next(file.text for file in files if file.path == "Dockerfile")


@pytest.mark.parametrize("program", ["coffee", "sails", "ts-node"])
def test_a_dependencys_program_is_on_the_path(program: str) -> None:
    assert "ENV PATH=/app/node_modules/.bin:$PATH\n" in dockerfile(program, "app")


@pytest.mark.parametrize("program", ["node", "npm", "./bin/run"])
def test_the_images_own_programs_and_paths_need_none(program: str) -> None:
    assert "ENV PATH" not in dockerfile(program, "app")
