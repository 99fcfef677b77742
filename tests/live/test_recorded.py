"""A transcript answers like the guest did, and holds no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.live.recorded import (
    RecordedSession,
    Recorder,
    load_transcript,
    parse_transcript,
)
from migrator.live.session import Answer, GuestCommand, Unanswered, shell_line

UNAME = GuestCommand("uname -r")


def test_a_transcript_answers_what_was_recorded() -> None:
    guest = RecordedSession("web", {"uname -r": Answer("3.13.0\n", 0)})
    recorder = Recorder(guest, "web")

    recorder.run(UNAME)
    replayed = parse_transcript(recorder.transcript())

    assert replayed.machine == "web"
    assert replayed.run(UNAME) == Answer("3.13.0\n", 0)


def test_a_cut_answer_stays_cut() -> None:
    recorder = Recorder(RecordedSession("web", {"uname -r": Answer("3.1", None, True)}), "web")

    recorder.run(UNAME)

    assert parse_transcript(recorder.transcript()).run(UNAME) == Answer("3.1", None, True)


def test_no_answer_is_recorded_too() -> None:
    recorder = Recorder(RecordedSession("web", {"uname -r": "it did not answer"}), "web")
    with pytest.raises(Unanswered):
        recorder.run(UNAME)

    replayed = parse_transcript(recorder.transcript())

    with pytest.raises(Unanswered, match="it did not answer"):
        replayed.run(UNAME)


def test_a_command_that_was_not_recorded_has_no_answer() -> None:
    with pytest.raises(Unanswered, match="the transcript does not have it"):
        RecordedSession("web", {}).run(UNAME)


def test_the_same_command_as_root_is_another_command() -> None:
    session = RecordedSession("web", {"sudo uname -r": Answer("5", 0)})

    assert session.run(GuestCommand("uname -r", root=True)).stdout == "5"
    with pytest.raises(Unanswered):
        session.run(UNAME)


def test_no_secret_is_recorded() -> None:
    answer = Answer("DB_PASSWORD=hunter2\nnode app.js --token=abcdef\n", 0)
    recorder = Recorder(RecordedSession("web", {"uname -r": answer}), "web")

    recorder.run(UNAME)

    assert "hunter2" not in recorder.transcript()
    assert "abcdef" not in recorder.transcript()


def test_two_recordings_are_the_same_bytes_whatever_the_order() -> None:
    guest = RecordedSession("web", {"a": Answer("1", 0), "b": Answer("2", 0)})
    forwards, backwards = Recorder(guest, "web"), Recorder(guest, "web")

    for name in ("a", "b"):
        forwards.run(GuestCommand(name))
    for name in ("b", "a"):
        backwards.run(GuestCommand(name))

    assert forwards.transcript() == backwards.transcript()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"commands": []}',
        '{"commands": {"a": 1}}',
        '{"commands": {"a": {"stdout": "text", "exit_status": 0}}}',
        '{"commands": {"a": {"stdout": [1], "exit_status": 0}}}',
        '{"commands": {"a": {"stdout": [], "exit_status": "0"}}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_transcript_is_bad_input(tmp_path: Path, text: str) -> None:
    path = tmp_path / "web.json"
    path.write_text(text)

    with pytest.raises(MigrationError) as caught:
        load_transcript(path)

    assert caught.value.exit_code == ExitCode.BAD_INPUT


def test_a_missing_transcript_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(MigrationError):
        load_transcript(tmp_path / "none.json")


def test_a_command_line_suits_any_login_shell() -> None:
    line = shell_line(GuestCommand("echo 'a b'", root=True))

    assert line.startswith("sudo -n env LC_ALL=C sh -c '")
    assert "2>/dev/null" in line
