"""What is installed for other languages, and when the application needs it."""

from __future__ import annotations

import pytest

from migrator.knowledge.other_languages import reason_to_leave


@pytest.mark.parametrize("name", ["ruby2.3-dev", "ruby1.9.3", "compass", "libruby"])
def test_ruby_stays_behind_where_nothing_runs_it(name: str) -> None:
    assert reason_to_leave(name, "apt", ["express"], "node server.js") == (
        "nothing in package.json runs Ruby"
    )


def test_ruby_may_be_needed_by_a_package_or_a_script() -> None:
    assert reason_to_leave("ruby", "rvm", ["grunt-contrib-compass"], "") is None
    assert reason_to_leave("ruby", "apt", [], "compass compile && node app.js") is None
    assert reason_to_leave("sass", "gem", ["gulp-ruby-sass"], "") is None


def test_tools_of_people_stay_behind_and_the_rest_is_for_a_person() -> None:
    assert reason_to_leave("awscli", "pip", [], "") is not None
    assert reason_to_leave("Capistrano", "gem", [], "") is not None
    assert reason_to_leave("mailcatcher", "gem", [], "") is None
    assert reason_to_leave("pillow", "pip", [], "") is None
    assert reason_to_leave("libxdo-dev", "apt", [], "") is None


@pytest.mark.parametrize("manager", ["rvm", "rbenv", "bundler", "apt"])
def test_ruby_is_ruby_whoever_installs_it(manager: str) -> None:
    assert reason_to_leave("ruby", manager, [], "") == "nothing in package.json runs Ruby"


@pytest.mark.parametrize(
    "user",
    [
        *("compass", "compass-node", "grunt-compass", "grunt-contrib-compass", "gulp-compass"),
        *("grunt-contrib-sass", "grunt-jekyll", "grunt-scss-lint", "gulp-jekyll"),
        *("gulp-ruby-sass", "gulp-scss-lint"),
    ],
)
def test_a_package_that_runs_ruby_keeps_it(user: str) -> None:
    assert reason_to_leave("ruby", "apt", [user], "") is None
    assert reason_to_leave("ruby", "apt", [f"my-{user}"], "") is not None


@pytest.mark.parametrize("program", ["bundle", "compass", "gem", "jekyll", "rake", "ruby", "sass"])
def test_a_script_that_runs_ruby_keeps_it(program: str) -> None:
    assert reason_to_leave("ruby", "apt", [], f"{program} x && node app.js") is None
    assert reason_to_leave("ruby", "apt", [], f"node-{program} x && node app.js") is not None


@pytest.mark.parametrize("name", ["google-chrome-stable", "chromium", "xvfb", "xfonts-base"])
def test_a_browser_stays_behind_where_no_release_drives_one(name: str) -> None:
    why = "nothing in package.json runs a browser"

    assert reason_to_leave(name, "apt", ["karma", "puppeteer"], "karma start", ["express"]) == why
    assert reason_to_leave(name, "apt", [], "", ["puppeteer"]) is None
    assert reason_to_leave(name, "apt", [], "xvfb-run node server.js") is None


@pytest.mark.parametrize("name", ["chromium-bsu", "xvfb4", "google-perftools", "wkhtmltopdf"])
def test_what_is_no_browser_is_not_judged_as_one(name: str) -> None:
    assert reason_to_leave(name, "apt", [], "") is None
