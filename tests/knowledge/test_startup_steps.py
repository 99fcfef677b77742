"""Which commands bring a database to the application's state."""

from __future__ import annotations

import pytest

from migrator.knowledge.startup_steps import (
    builds,
    is_migration,
    migrations,
    names_a_migration,
    package_of,
)


@pytest.mark.parametrize(
    "line",
    [
        "sequelize db:migrate",
        "sequelize-cli db:migrate",
        "knex migrate:latest",
        "knex migrate:up",
        "db-migrate up",
        "migrate-mongo up",
        "node-pg-migrate up",
        "prisma migrate deploy",
        "typeorm migration:run",
        "typeorm migrations:run",
        "knex --env production migrate:latest",
    ],
)
def test_a_migration_is_one(line: str) -> None:
    words = line.split()

    assert is_migration(words[0], words)
    assert words[0] in migrations()


@pytest.mark.parametrize(
    "line",
    [
        "sequelize db:migrate:undo",
        "sequelize db:seed:all",
        "knex migrate:make users",
        "db-migrate down",
        "migrate-mongo status",
        "docker up",
        "prisma generate",
        "up",
    ],
)
def test_another_verb_or_program_is_none(line: str) -> None:
    assert not is_migration(line.split()[0], line.split())


def test_the_package_of_a_program_is_known() -> None:
    assert package_of("sequelize") == package_of("sequelize-cli") == "sequelize-cli"
    assert [package_of(program) for program in migrations() if not program.startswith("seq")] == [
        program for program in migrations() if not program.startswith("seq")
    ]
    assert package_of("node") is None


@pytest.mark.parametrize(
    "script", ["migrate", "db:migrate", "migrations", "run-migration", "Migrate-up", "migrate.js"]
)
def test_a_script_that_is_named_after_migrating_migrates(script: str) -> None:
    assert names_a_migration(script)


@pytest.mark.parametrize(
    "script", ["emigrate", "immigration", "migrated", "migrate:make", "make-migration", "seed", ""]
)
def test_a_script_that_only_sounds_like_it_does_not(script: str) -> None:
    assert not names_a_migration(script)


@pytest.mark.parametrize(
    "script",
    [
        *("build", "build:css", "bundle-js", "compile", "dist", "gulp", "grunt", "install"),
        *("postinstall", "prepare", "prepublish", "test", "lint:fix", "Build"),
    ],
)
def test_a_script_that_makes_files_builds(script: str) -> None:
    assert builds(script)


@pytest.mark.parametrize("script", ["seed", "rebuild", "builder", "warm-cache", "latest", ""])
def test_a_script_that_makes_no_files_does_not(script: str) -> None:
    assert not builds(script)
