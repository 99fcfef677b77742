"""What an OS package is for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.knowledge.os_packages import classify, loaded_by, renamed
from migrator.knowledge.tables import table

SUITES = ("bullseye", "bookworm", "trixie")


@pytest.mark.parametrize(
    "name",
    [
        "vim",
        "htop",
        "curl",
        "git",
        "git-core",
        "unzip",
        "ca-certificates",
        "software-properties-common",
        "python-software-properties",
        "linux-headers-generic",
        "virtualbox-guest-dkms",
        "language-pack-sv",
        "supervisor",
        "mysql-client",
        "postgresql-client-9.5",
        "postgresql-server-dev-9.3",
        "zlibc",
        "mongodb-org-shell",
        "php7.0-mbstring",
        "ansible",
        "openssh-server",
        "nodejs-legacy",
        "apg",
        "yarn",
        "python-psycopg2",
        "firefox-esr-l10n-en-gb",
        "puppetlabs-release-precise",
    ],
)
def test_furniture_stays_behind_with_a_reason(name: str) -> None:
    package = classify(name, "apt")

    assert (package.kind, package.names) == ("furniture", ())
    assert package.reason


@pytest.mark.parametrize(
    ("name", "suite", "debian"),
    [
        ("build-essential", "bookworm", "build-essential"),
        ("g++", "bookworm", "g++"),
        ("g++-4.8", "bookworm", "g++"),
        ("make", "bookworm", "make"),
        ("libpq-dev", "bookworm", "libpq-dev"),
        ("libssl-dev", "bookworm", "libssl-dev"),
        ("libmysqlclient-dev", "bookworm", "default-libmysqlclient-dev"),
        ("libjpeg8-dev", "bookworm", "libjpeg-dev"),
        ("libpng12-dev", "bullseye", "libpng-dev"),
        ("libncurses5-dev", "trixie", "libncurses-dev"),
        ("python", "bullseye", "python2"),
        ("python", "bookworm", "python3"),
        ("python2.7", "bullseye", "python2"),
        ("python-dev", "bullseye", "python2-dev"),
    ],
)
def test_build_packages_by_their_name_on_the_image(name: str, suite: str, debian: str) -> None:
    package = classify(name, "apt", suite)

    assert (package.kind, package.names) == ("build", (debian,))


@pytest.mark.parametrize(
    ("name", "suite", "debian"),
    [
        ("imagemagick", "bookworm", "imagemagick"),
        ("graphicsmagick", "bookworm", "graphicsmagick"),
        ("ffmpeg", "bookworm", "ffmpeg"),
        ("libav-tools", "bookworm", "ffmpeg"),
        ("ghostscript", "bookworm", "ghostscript"),
        ("chromium-browser", "bookworm", "chromium"),
        ("libpq5", "bookworm", "libpq5"),
        ("libfontconfig", "bookworm", "libfontconfig1"),
        ("libfontconfig1:amd64", "bookworm", "libfontconfig1"),
        ("libicu52", "bullseye", "libicu67"),
        ("libicu52", "bookworm", "libicu72"),
        ("libssl1.0.0", "bookworm", "libssl3"),
        ("libasound2", "trixie", "libasound2t64"),
        ("fonts-liberation", "bookworm", "fonts-liberation"),
        ("ttf-dejavu", "bookworm", "fonts-dejavu"),
        ("ttf-wqy-zenhei", "bookworm", "fonts-wqy-zenhei"),
        ("tesseract-ocr-deu", "bookworm", "tesseract-ocr-deu"),
    ],
)
def test_runtime_packages_by_their_name_on_the_image(name: str, suite: str, debian: str) -> None:
    package = classify(name, "apt", suite)

    assert (package.kind, package.names) == ("runtime", (debian,))


@pytest.mark.parametrize(
    ("name", "manager", "kind", "names"),
    [
        ("gcc-c++", "yum", "build", ("g++",)),
        ("libpng-devel", "yum", "build", ("libpng-dev",)),
        ("@development", "dnf", "build", ("build-essential",)),
        ("ImageMagick", "yum", "runtime", ("imagemagick",)),
        ("kernel-devel", "yum", "furniture", ()),
        ("vim-enhanced", "yum", "furniture", ()),
        ("build-base", "apk", "build", ("build-essential",)),
        ("base-devel", "pacman", "build", ("build-essential",)),
    ],
)
def test_other_distributions_names_are_translated(
    name: str, manager: str, kind: str, names: tuple[str, ...]
) -> None:
    package = classify(name, manager)

    assert (package.kind, package.names) == (kind, names)


@pytest.mark.parametrize(
    ("name", "manager", "reason"),
    [
        ("foo", "apt", "not a package that is known"),
        ("libfoo-dev", "apt", "not a package that is known"),
        ("openjdk-8-jre", "apt", "Java"),
        ("ruby2.1", "apt", "Ruby"),
        ("phantomjs", "apt", "no package phantomjs"),
        ("requests", "pip", "no package of Debian"),
        ("", "apt", "not a package that is known"),
        ("x" * 1000, "apt", "no package of Debian"),
    ],
)
def test_what_is_not_known_is_for_a_person_to_say(name: str, manager: str, reason: str) -> None:
    package = classify(name, manager)

    assert (package.kind, package.names) == ("unknown", ())
    assert reason in package.reason


def test_a_package_that_left_debian_is_not_installed_there() -> None:
    kinds = [classify("wkhtmltopdf", "apt", suite).kind for suite in SUITES]

    assert kinds == ["runtime", "runtime", "unknown"]


def test_a_renamed_package_says_so() -> None:
    assert "called ffmpeg on Debian bookworm" in classify("libav-tools", "apt").reason


def test_headers_know_the_library_that_is_loaded_later() -> None:
    assert loaded_by("libpq-dev", "bookworm") == ("libpq5",)
    assert loaded_by("libcairo2-dev", "bookworm") == ("libcairo2",)
    assert loaded_by("libicu-dev", "bullseye") == ("libicu67",)
    assert loaded_by("libjpeg8-dev", "bookworm") == ("libjpeg62-turbo",)
    assert loaded_by("build-essential", "bookworm") == ()


@pytest.mark.parametrize("suite", SUITES)
def test_every_new_name_is_a_package_that_the_table_knows(suite: str) -> None:
    packages = table("os_packages")

    for names, _ in packages["renames"]:
        for name in names:
            classified = classify(name, "apt", suite)
            gone = suite in packages["absent"].get(renamed(name, suite), ())
            assert classified.kind in {"build", "runtime", "furniture"} or gone, name


def test_every_package_has_one_kind() -> None:
    packages = table("os_packages")
    names = [
        name
        for kind in ("furniture", "build", "runtime")
        for group in packages[kind].values()
        for name in group
    ]

    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_translation_leads_to_a_package_that_is_known() -> None:
    for manager in ("yum", "apk", "pacman"):
        for name in table("os_packages")[manager]:
            assert classify(name, manager).kind != "unknown" or "java" in name, name


def test_every_pattern_is_a_regular_expression() -> None:
    packages = table("os_packages")

    for key in ("furniture_patterns", "runtime_patterns", "unknown_patterns", "rename_patterns"):
        assert all(re.compile(row[0]) for row in packages[key])


def test_the_table_names_its_sources() -> None:
    assert all(each["standing"] in {"seen", "known"} for each in table("os_packages")["sources"])


@given(st.text(max_size=250), st.sampled_from(["apt", "yum", "apk", "pip", "?"]))
def test_no_name_is_an_error(name: str, manager: str) -> None:
    package = classify(name, manager)

    assert bool(package.names) == (package.kind in {"build", "runtime"})
