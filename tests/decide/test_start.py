"""Which of a package's scripts starts the release."""

from __future__ import annotations

from migrator.decide.start import StartSources, decide_start
from migrator.model import StartCommand

TRANSPILED = StartCommand(("ts-node", "src/main.ts"), None, source="script:start")
BUILT = StartCommand(("node", "dist/main.js"), None, source="script:start:prod")
WATCHED = StartCommand(("node", "w.js"), None, source="script:dev", development=True)


def started(*scripts: StartCommand, missing: frozenset[str] = frozenset()) -> tuple[str, ...]:
    chosen = decide_start(".", StartSources(scripts=scripts, missing=missing)).chosen
    return chosen.argv if chosen is not None else ()


def test_a_release_without_its_compiler_starts_what_was_built() -> None:
    assert started(TRANSPILED, BUILT, missing=frozenset({"ts-node"})) == ("node", "dist/main.js")


def test_a_start_script_whose_program_is_there_stands() -> None:
    assert started(TRANSPILED, BUILT) == ("ts-node", "src/main.ts")


def test_a_script_for_developers_is_no_release() -> None:
    found = started(TRANSPILED, WATCHED, missing=frozenset({"ts-node"}))

    assert found == ("ts-node", "src/main.ts")


def test_a_script_that_provisioning_put_elsewhere_yields_to_one_of_the_repository() -> None:
    unit = StartCommand(("node", "/opt/app/server.js"), "systemd")
    script = StartCommand(("node", "server.js"), None, source="script:start")
    sources = StartSources(provisioning=(unit,), scripts=(script,))
    chosen = decide_start(".", sources).chosen

    assert chosen is not None and chosen.argv == ("node", "server.js")
    alone = decide_start(".", StartSources(provisioning=(unit,))).chosen
    assert alone is not None and alone.argv == ("node", "/opt/app/server.js")
