"""An answers file is read, or refused with a sentence: never with a traceback."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.ask.answer_keys import key_of_answer
from migrator.ask.answers_file import MAX_ANSWERS_BYTES, parse_answers, read_answers
from migrator.decide import questions
from migrator.errors import MigrationError


def written(folder: Path, text: str) -> Path:
    """An answers file with this text."""
    path = folder / "answers.yaml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    """What is said of a text that is refused, with the file's name alone."""
    path = written(folder, text)
    with pytest.raises(MigrationError) as caught:
        read_answers(path)
    return f"{caught.value.message} {caught.value.next}".replace(str(path), path.name)


def test_sections_are_dotted_keys_and_lists_are_words(tmp_path: Path) -> None:
    path = written(tmp_path, "app:\n  start: [node, server.js]\n  port: 3000\napp.node: 0.10\n")

    answers = read_answers(path)

    assert answers.given == {"app.start": "node server.js", "app.port": "3000", "app.node": "0.10"}
    assert str(answers.place("app.port")) == "answers.yaml:3"


def test_a_name_may_hold_dots(tmp_path: Path) -> None:
    path = written(tmp_path, "package:\n  libgtk2.0-0: runtime\npackage.libpng1.6: build\n")

    assert read_answers(path).below("package.") == {"libgtk2.0-0": "runtime", "libpng1.6": "build"}


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "app.start:\n", "app:\n", "ignore.files: []"]
)
def test_what_is_left_empty_answers_nothing(tmp_path: Path, text: str) -> None:
    assert read_answers(written(tmp_path, text)).given == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "app:\n  nod: 8\n",
            "answers.yaml:2: app.nod is not a key of an answers file. Write app.node",
        ),
        (
            "\nnode: 8\n",
            "answers.yaml:2: node is not a key of an answers file. Write app.node inst",
        ),
        ("packages.gdal: drop\n", "Write package.gdal instead."),
        ("app.nodepolicy: same\n", "Write app.node-policy instead."),
        (
            "qqqqq: 1\n",
            "answers.yaml:1: qqqqq is not a key of an answers file. Write one line a key",
        ),
        (
            "package.gdal: dropp\n",
            'is "dropp", which is none of runtime, build, drop. Write one of',
        ),
        ("app.node: 8\napp:\n  node: 10\n", "answers.yaml:3: app.node is answered for the second"),
        ("app.port: 99999\n", 'answers.yaml:1: app.port is "99999", which has not the form'),
        (
            "app.node: banana\n",
            "names no release of Node that ever was. Write it like this: `app.no",
        ),
        ("app.start: {a: b}\n", "wants one value, or the words of a command as a list."),
        ("app.port: [1, 2]\n", "answers.yaml:1: app.port wants one value and no list."),
        ("app: 3\n", "answers.yaml:1: app is a section with keys of its own."),
        ('app.start: "a\\nb"\n', "answers.yaml:1: app.start wants one line of text."),
        ("image.digest.node:8: abc\n", 'image.digest.node:8 is "abc", which has not the form'),
        ("<<: {app.node: 8}\n", "answers.yaml:1: << is not a key"),
        ("[a]: 8\n", "answers.yaml:1: (no name) is not a key"),
        ("package: [a]\n", "answers.yaml:1: package is a section with keys of its own."),
        ("package.: drop\n", "answers.yaml:1: package. is not a key"),
        ("app.start: [node, '']\n", "answers.yaml:1: app.start wants one line of text."),
        ("a: [\n", "answers.yaml:1 is not valid YAML: "),
        ("app.node: 8\n---\n", "answers.yaml is not valid YAML: it holds more than one"),
        ('"\\e[31mx": 8\n', "answers.yaml:1: \\x1b[31mx is not a key"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_write(
    tmp_path: Path, text: str, said: str
) -> None:
    assert said in refusal(tmp_path, text)


def test_a_list_where_one_entry_is_wrong_names_the_line_of_that_entry(tmp_path: Path) -> None:
    said = refusal(tmp_path, "ignore.files:\n  - legacy\n  - {a: b}\n")

    assert "answers.yaml:3: " in said


@pytest.mark.parametrize(
    "text",
    [
        f"app.start: {'[' * 5000}\n",
        "app: &app {start: *app}\n",
        "app.start: [\n",
        "app.node: 8\n---\napp.node: 10\n",
        "- node server.js\n",
        "app.start: !!python/object/apply:os.system [true]\n",
        "app.start: !ruby/object x\n",
        "\n".join(
            ["a0: &a0 [x, x]"]
            + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 18)]
        ),
    ],
    ids=[
        "too deep",
        "in itself",
        "unfinished",
        "two documents",
        "a list",
        "object",
        "tag",
        "laughs",
    ],
)
def test_what_cannot_be_read_is_refused_with_a_next_step(tmp_path: Path, text: str) -> None:
    with pytest.raises(MigrationError) as caught:
        read_answers(written(tmp_path, text))

    assert caught.value.next


@given(st.text(alphabet="ap.node:package 8[]{}&*!|>'\" \n\t#-"))
def test_garbage_is_answers_or_an_error_of_our_own(text: str) -> None:
    try:
        parse_answers(text, "answers.yaml")
    except MigrationError as error:
        assert error.message.startswith("answers.yaml")


def test_every_question_has_a_key_in_the_answers_file() -> None:
    ids = [
        keyword.value
        for path in sorted(Path(questions.__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Question"
        for keyword in node.keywords
        if keyword.arg == "id"
    ]

    assert ids
    assert [ast.unparse(id) for id in ids if key_of_answer(first_words(id)) is None] == []


def first_words(id: ast.expr) -> str:
    """A question's id; `x` stands for what only the run time knows."""
    if isinstance(id, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "x" for part in id.values
        )
    if isinstance(id, ast.Constant):
        return str(id.value)
    assert isinstance(id, ast.Name)
    value = getattr(questions, id.id)
    assert isinstance(value, str)
    return value


def test_a_file_as_large_as_any_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    text = "name: shop\n#"
    large = text + "x" * (MAX_ANSWERS_BYTES - len(text))

    assert read_answers(written(tmp_path, large)).given == {"name": "shop"}
    assert "is too large to be one" in refusal(tmp_path, large + "x")
