"""npm packages that need more than JavaScript."""

from __future__ import annotations

import pytest

from migrator.knowledge.native_modules import is_compiled, needs_of
from migrator.knowledge.tables import table

TOOLS = ("g++", "make", "python")


@pytest.mark.parametrize("package", ["bcrypt", "sqlite3", "node-sass", "fibers", "leveldown"])
def test_a_module_that_is_compiled_needs_the_tools_and_nothing_at_run_time(package: str) -> None:
    needs = needs_of(package)

    assert needs is not None
    assert (needs.build, needs.runtime) == (TOOLS, ())


def test_a_module_that_links_a_library_needs_its_headers_and_then_the_library() -> None:
    needs = needs_of("pg-native")

    assert needs is not None
    assert needs.build == (*TOOLS, "libpq-dev")
    assert needs.runtime == ("libpq5",)


def test_names_are_those_of_the_debian_release() -> None:
    bullseye, trixie = needs_of("node-icu", "bullseye"), needs_of("speaker", "trixie")
    assert bullseye is not None and trixie is not None

    assert bullseye.runtime == ("libicu67",)
    assert trixie.runtime == ("libasound2t64",)


@pytest.mark.parametrize(
    ("package", "program"),
    [
        ("gm", "graphicsmagick"),
        ("imagemagick", "imagemagick"),
        ("fluent-ffmpeg", "ffmpeg"),
        ("graphviz", "graphviz"),
        ("phantomjs-prebuilt", "libfontconfig1"),
        ("puppeteer", "libnss3"),
        ("oracledb", "libaio1"),
    ],
)
def test_a_wrapper_needs_the_program_it_calls(package: str, program: str) -> None:
    needs = needs_of(package)

    assert needs is not None
    assert program in needs.runtime


def test_ready_made_binaries_say_where_they_come_from() -> None:
    sharp, sass = needs_of("sharp"), needs_of("node-sass")
    assert sharp is not None and sharp.prebuilt is not None
    assert sass is not None and sass.prebuilt is not None

    assert (sharp.prebuilt.since, sharp.prebuilt.source) == ("0.33.0", "package")
    assert sass.prebuilt.source == "download"


@pytest.mark.parametrize(
    "package", ["express", "bcryptjs", "pg", "mysql2", "jimp", "@grpc/grpc-js", "sass", ""]
)
def test_plain_javascript_needs_nothing(package: str) -> None:
    assert needs_of(package) is None
    assert not is_compiled(package)


def test_a_wrapper_compiles_nothing() -> None:
    assert is_compiled("bcrypt")
    assert not is_compiled("gm")


def test_no_module_stands_twice() -> None:
    names = [name for row in table("native_modules")["modules"] for name in row["names"]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("suite", ["bullseye", "bookworm"])
def test_every_package_that_a_module_needs_exists_on_the_debian_release(suite: str) -> None:
    absent = table("os_packages")["absent"]

    for row in table("native_modules")["modules"]:
        needs = needs_of(row["names"][0], suite)
        assert needs is not None
        for name in {*needs.build, *needs.runtime} - {"python"}:
            assert suite not in absent.get(name, ()), name


def test_the_table_names_its_sources() -> None:
    sources = table("native_modules")["sources"]

    assert all(source["standing"] in {"seen", "known"} for source in sources)
