"""Answers are written into a file that a person keeps, and nothing else of it is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.ask.answers_file import parse_answers
from migrator.ask.saving import HEAD, with_saved


def test_a_new_file_says_what_it_is() -> None:
    text = with_saved("", {"app.start": "node server.js", "app.node": "8"})

    assert text == f'{HEAD}app.start: node server.js\napp.node: "8"\n'


def test_new_answers_come_at_the_end_and_comments_stay() -> None:
    old = "# ours\napp:\n  port: 3000  # behind nginx\n\n# done"

    text = with_saved(old, {"app.start": "npm start"})

    assert text == f"{old}\napp.start: npm start\n"


def test_an_answer_that_is_there_is_replaced_in_its_line() -> None:
    old = "app:\n  # what ops asked for\n  node: 8   # until spring\n  port: 3000\n"

    text = with_saved(old, {"app.node": "20.20.2"})

    assert text == old.replace("8   #", '"20.20.2"   #')


@pytest.mark.parametrize(
    "old",
    ["{app.port: 3000}\n", "app.port: 3000\n...\n", "  app.port: 3000\n", "app.start:\n  - node\n"],
    ids=["flow", "ended", "indented", "a list"],
)
def test_a_form_that_lines_do_not_fit_into_is_left_alone(old: str) -> None:
    assert with_saved(old, {"app.node": "8", "app.start": "npm start"}) is None


@pytest.mark.parametrize(
    "word", ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "No", "8", "a #b", "a: b"]
)
def test_what_a_reader_takes_for_no_text_is_quoted(word: str) -> None:
    assert with_saved("", {"name": word}) == f'{HEAD}name: "{word}"\n'


@pytest.mark.parametrize("word", ["nope", "yes-man", "node server.js", "/srv/app", "a=b"])
def test_a_plain_text_is_not_quoted(word: str) -> None:
    assert with_saved("", {"name": word}) == f"{HEAD}name: {word}\n"


def test_the_same_answer_again_changes_nothing() -> None:
    old = "name: 'shop'  # quoted\napp.port: 3000\n"

    assert with_saved(old, {"name": "shop"}) == old


def test_an_answer_on_several_lines_is_left_alone() -> None:
    old = "name: a\n  b\napp.port: 3000\n"

    assert with_saved(old, {"name": "c"}) is None
    assert with_saved(old, {"app.port": "80"}) == old.replace("3000", '"80"')


@given(
    st.dictionaries(
        st.sampled_from(["app.start", "package.a: b", "package.#c", "name", "provider"]),
        st.text(st.characters(exclude_categories=("C", "Z")), min_size=1),
    )
)
def test_what_was_saved_is_read_again(answers: dict[str, str]) -> None:
    answers = {id: "drop" if id.startswith("package") else text for id, text in answers.items()}

    text = with_saved("# mine\nvagrantfile: vm/Vagrantfile # ours\n", answers)

    assert text is not None
    assert text.startswith("# mine\nvagrantfile: vm/Vagrantfile # ours\n")
    read = dict(parse_answers(text, "migrator.yaml").given)
    assert read == {"vagrantfile": "vm/Vagrantfile", **answers}
