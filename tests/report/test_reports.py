"""The report says everything that is in the plan, and nothing of it is markup."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console

from migrator.plan import (
    Conflict,
    CronJob,
    LedgerEntry,
    NodeChange,
    NodeConcern,
    NodeMove,
    Plan,
    PlannedFolder,
    Question,
    ReverseProxy,
    Warning,
)
from migrator.report.machines import machine_table
from migrator.report.markdown import code, markdown_report, plain
from migrator.report.page import html_report
from migrator.report.terminal import terminal_overview, terminal_summary
from tests.render.hostile import hostile
from tests.render.plans import PLANS, express, native_postgres, no_start

FEW = settings(max_examples=25, deadline=None)
BREAK: tuple[str, list[object]] = ("wbr", [])
PARSER = MarkdownIt("commonmark").enable("table")


def tokens(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def kinds(markdown: str) -> list[str]:
    """The structure of a Markdown text: its tokens without the texts."""
    return [token.type for token in tokens(markdown) if token.type not in {"text", "text_special"}]


def printed(plan: Plan, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    terminal_summary(plan, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


class Tags(HTMLParser):
    """The start tags of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def soiled(text: str) -> Plan:
    """A plan in which every text of the repository is `text`."""
    plan = native_postgres()
    return replace(
        plan,
        project=replace(plan.project, name=text),
        machines=[replace(one, name=text, box=text) for one in plan.machines],
        evidence=[replace(one, value=text, source=text, text=text) for one in plan.evidence],
        conflicts=[Conflict("app.port", [text, "1"], text, text)],
        ledger=[LedgerEntry(text, 1, 1, text, "manual", text, text)],
        questions=[Question("x", text, [text], text, None, text)],
        warnings=[Warning("x", text, text, 1)],
        readiness_reasons=[text],
        node_move=NodeMove(text, text, text, [changed(text)]),
    )


def changed(text: str) -> NodeChange:
    """A change of Node that concerns something called `text`."""
    return NodeChange(text, "api", text, text, [NodeConcern(text, text, 1)], text)


@FEW
@given(hostile)
def test_no_text_changes_the_structure_of_the_markdown(text: str) -> None:
    assert kinds(markdown_report(soiled(f"x{text}x"))) == kinds(markdown_report(soiled("x")))


@FEW
@given(hostile)
def test_a_text_at_the_start_of_a_line_is_no_markup_either(text: str) -> None:
    shown = [kind for kind in kinds(f"- {plain(text)}\n") if kind != "softbreak"]

    assert set(shown) <= {
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    }


@FEW
@given(hostile)
def test_no_text_becomes_a_tag_of_the_page(text: str) -> None:
    soil, clean = (Tags(html_report(soiled(each))).found for each in (f"x{text}", "x"))

    # A place where a line may break is no more than that.
    assert [tag for tag in soil if tag != BREAK] == [tag for tag in clean if tag != BREAK]


@FEW
@given(hostile)
def test_no_text_reaches_the_terminal_as_a_sequence(text: str) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed(soiled(text)))

    assert all(character.isprintable() or character == "\n" for character in shown)


def test_a_code_span_holds_backticks() -> None:
    (span,) = [token for token in tokens(code("a ``b`` `")) if token.type == "code_inline"]

    assert span.content == "a ``b`` `"


def test_a_bar_in_a_cell_stays_in_its_cell() -> None:
    report = markdown_report(soiled("curl x | bash"))

    assert r"`curl x \| bash`" in report


def test_a_plain_sentence_stays_readable() -> None:
    sentence = "Node.js 8 gets no security fixes since 2019-12-31 (see package.json)."

    assert plain(sentence) == sentence


@pytest.mark.parametrize("make", [markdown_report, html_report, printed])
def test_secrets_are_masked_everywhere(make: object) -> None:
    assert callable(make)
    text = make(soiled("export DB_PASSWORD=hunter2"))

    assert "hunter2" not in text
    assert "DB_PASSWORD=***" in text


@pytest.mark.parametrize("name", PLANS)
def test_every_ledger_entry_and_every_source_line_is_in_the_report(name: str) -> None:
    plan = PLANS[name]()
    report = markdown_report(plan)

    assert all(code(entry.text).replace("|", r"\|") in report for entry in plan.ledger)
    assert all(f"`{one.source}:{one.line}`" in report for one in plan.evidence)


@pytest.mark.parametrize("name", PLANS)
def test_the_terminal_shows_the_source_line_of_every_fact(name: str) -> None:
    plan = PLANS[name]()
    shown = printed(plan)

    assert all(f"{one.source}:{one.line}" in shown for one in plan.evidence)


def test_a_narrow_terminal_loses_nothing() -> None:
    shown = printed(native_postgres(), width=60)

    assert "Where: api.service:7" in shown
    assert "Value: node bin/www" in shown


def test_an_open_question_is_shown_with_its_choices_and_default() -> None:
    report = markdown_report(no_start())

    assert "How does the application start?" in report
    assert "One of `node index.js`, `node app.js`. Suggested: `node index.js`." in report


def test_an_answered_question_is_not_open_any_more() -> None:
    plan = no_start()
    answered = replace(plan, questions=[replace(plan.questions[0], answer="node index.js")])

    assert "Answered question" in markdown_report(answered)
    assert "Suggested" not in markdown_report(answered)


def test_the_shares_of_the_ledger_are_given_in_per_cent() -> None:
    plan = native_postgres()
    dropped = replace(plan.ledger[0], outcome="dropped")
    manual = replace(plan.ledger[0], outcome="manual")
    report = markdown_report(replace(plan, ledger=[*plan.ledger, dropped, manual]))

    assert (
        "4 steps: 2 taken over (50 %), 1 left out with a reason (25 %), 1 for a person (25 %)."
        in (report)
    )


def test_a_repository_without_an_application_gets_no_commands() -> None:
    plan = replace(native_postgres(), app=None, status="not-node", services=[], ports=[])
    report = markdown_report(plan)

    assert "Not a Node.js application" in report
    assert "docker compose" not in report


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = html_report(native_postgres())
    tags = {tag for tag, _ in Tags(page).found}

    known = "html meta title style body h1 h2 p ul li div table tr th td code pre wbr"
    assert tags <= set(known.split())
    assert "default-src &#x27;none&#x27;" in page


def test_the_machines_are_shown_as_vagrant_sees_them() -> None:
    console = Console(file=io.StringIO(), width=100)
    machine_table(native_postgres(), console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()

    assert "box ubuntu/bionic64" in shown
    assert "port 8000 to 8000/tcp" in shown
    assert "provisioner shell path provision.sh on line 9" in shown


def test_what_has_no_container_is_said() -> None:
    plan = replace(
        native_postgres(),
        reverse_proxy=ReverseProxy("nginx", [80], 8000, None),
        cron=[CronJob("0 3 * * *", "logrotate x", "root", None, "the engine rotates the logs")],
    )
    report = markdown_report(plan)

    assert "| Web server | nginx on 80, in front of 8000 | no container of its own |" in report
    assert (
        "| Scheduled | `0 3 * * * logrotate x` | no container: the engine rotates the logs |"
    ) in report


def test_a_long_step_is_shortened_and_keeps_its_lines() -> None:
    step = LedgerEntry("provision.sh", 3, 9, "cat <<EOF\n" + "x " * 999, "manual", None, "")
    report = markdown_report(replace(native_postgres(), ledger=[step]))

    assert "`provision.sh:3-9`" in report
    assert "x x…`" in report


def test_what_is_printed_into_a_file_has_no_blanks_at_the_ends_of_lines() -> None:
    printed = io.StringIO()

    terminal_overview(express(), Console(file=printed, width=100))

    lines = printed.getvalue().splitlines()
    assert "  Ports" in printed.getvalue()
    assert [line for line in lines if line != line.rstrip()] == []


def test_folders_are_named_with_their_machines_where_these_differ() -> None:
    plan = express()
    shared = replace(plan.machines[0], synced_folders=[PlannedFolder(".", "/vagrant", False)])
    own = PlannedFolder("data", "/data", False)
    db = replace(shared, name="db", synced_folders=[*shared.synced_folders, own])

    text = markdown_report(replace(plan, machines=[shared, db]))

    assert ". at /vagrant, data at /data of db |" in text


def test_a_wide_table_of_the_page_scrolls_in_a_box_of_its_own() -> None:
    page = html_report(native_postgres())

    assert page.count('<div class="table">\n<table>') == page.count("<table>") > 0
    assert ".<wbr>" in page


def test_the_column_of_docker_has_the_release_of_the_image() -> None:
    plan = express()
    assert plan.app is not None and plan.app.image is not None
    older = replace(
        plan.app.image, base="debian:bookworm-slim", node_from="m.example/node:0.10.45-slim"
    )
    named = replace(plan.app.node, version="0.10.25", source="distro", spec="distro")
    app = replace(plan.app, image=older, node=named, start=[])

    report = markdown_report(replace(plan, app=app))

    assert "| Node.js 0.10.25, the distribution's | Node.js 0.10.45 |" in report
    assert "an open question through" not in report


@pytest.mark.parametrize(
    ("lint", "test", "said"),
    [
        (["npm", "run", "lint"], ["npm", "test"], "linter and tests only"),
        (None, ["npm", "test"], "tests only"),
        (None, None, "the generated checks only"),
    ],
)
def test_the_stage_of_the_tests_is_said_to_run_what_it_runs(
    lint: list[str] | None, test: list[str] | None, said: str
) -> None:
    plan = express()
    assert plan.app is not None

    report = markdown_report(replace(plan, app=replace(plan.app, lint=lint, test=test)))

    assert f"docker build --target test .                # {said}\n" in report
