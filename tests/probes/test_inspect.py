"""A whole machine is inspected from its transcript, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.evidence import Evidence, GuestSystem, SocketListening, Unreadable
from migrator.live.recorded import Recorder, load_transcript, parse_transcript
from migrator.live.session import Answer, GuestCommand, Unanswered
from migrator.probes.inspect import inspect_machine
from migrator.probes.registry import declared

MACHINES = sorted((Path(__file__).parent / "machines").glob("*.json"))


def listed(evidence: tuple[Evidence, ...]) -> str:
    """One line for each piece of evidence: where it was seen, and what."""
    return "".join(f"{item.origin.place}\t{item.observation}\n" for item in evidence)


class SameAnswer:
    """A guest that says the same whatever it is asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[GuestCommand] = []

    def run(self, command: GuestCommand) -> Answer:
        self.asked.append(command)
        return self.answer


class SilentGuest:
    """A guest that is gone."""

    def run(self, command: GuestCommand) -> Answer:
        raise Unanswered("the connection to web was lost")


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_a_recorded_machine_gives_the_evidence_that_was_reviewed(
    path: Path, update_golden: bool
) -> None:
    session = load_transcript(path)
    expected = path.with_suffix(".evidence")

    seen = listed(inspect_machine(session, session.machine))

    if update_golden:
        expected.write_text(seen, "utf-8")
    assert seen == expected.read_text("utf-8")


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_what_was_recorded_replays_to_the_same_evidence(path: Path) -> None:
    session = load_transcript(path)
    recorder = Recorder(session, session.machine)

    first = inspect_machine(recorder, "web")
    replayed = inspect_machine(parse_transcript(recorder.transcript()), "web")

    assert replayed == first


def test_evidence_says_where_and_by_whom_it_was_seen() -> None:
    session = load_transcript(MACHINES[0].with_name("debian-12.json"))

    evidence = inspect_machine(session, "db")

    socket = next(item for item in evidence if isinstance(item.observation, SocketListening))
    assert socket.machine == "db"
    assert socket.origin.place == "db# ss -tlnp"
    assert socket.origin.line == 2
    assert socket.origin.excerpt.startswith("LISTEN 0      244")
    assert socket.by == "listening_sockets.ss"
    assert socket.method == "live"


def test_a_command_without_sudo_is_shown_with_a_users_prompt() -> None:
    session = load_transcript(MACHINES[0].with_name("debian-12.json"))

    evidence = inspect_machine(session, "web")

    system = next(item for item in evidence if isinstance(item.observation, GuestSystem))
    assert system.origin.place == "web$ cat /etc/os-release"


def test_a_machine_that_is_gone_leaves_every_question_unreadable() -> None:
    evidence = inspect_machine(SilentGuest(), "web")

    what = [item.observation.what for item in evidence if isinstance(item.observation, Unreadable)]
    questions = {probe.about for probe in declared()}
    assert len(what) == len(evidence)
    assert {*questions, "what only root may see"} == set(what)


def test_as_root_nothing_is_asked_of_sudo() -> None:
    guest = SameAnswer(Answer("0\n", 0))

    inspect_machine(guest, "web")

    assert not any(command.root for command in guest.asked)


def test_a_missing_server_is_no_evidence_of_anything() -> None:
    guest = SameAnswer(Answer("", 127))

    evidence = inspect_machine(guest, "web")

    assert not any("Redis" in str(item.observation) for item in evidence)


def test_a_substitute_is_only_asked_when_the_first_has_no_answer() -> None:
    session = load_transcript(MACHINES[0].with_name("debian-12.json"))
    recorder = Recorder(session, "web")

    inspect_machine(recorder, "web")

    assert '"sudo ss -tlnp"' in recorder.transcript()
    assert "netstat" not in recorder.transcript()


@given(st.text(max_size=400), st.sampled_from([0, 1, 2, 127]), st.booleans())
def test_garbage_is_never_a_traceback(text: str, status: int, cut: bool) -> None:
    guest = SameAnswer(Answer(text, None if cut else status, truncated=cut))

    evidence = inspect_machine(guest, "web")

    assert all(item.machine == "web" for item in evidence)


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "State",
                "LISTEN 0 128 *:22 *:*",
                "Proto",
                "tcp 0 0 :::1 :::* LISTEN 1/x",
                "sl",
                "0: 0100007F:0016 0:0 0A",
                "cron:",
                "/etc/cron.d/x: @daily root x",
                "installed:",
                "v1.2.3 /usr/bin/node",
                "pid variable",
                "1 A=***",
                "1 B=x://***@y",
                "ID=x",
                "pid user version directory executable arguments",
                "1\troot\t-\t/\t/n\tnode\t-a",
                "{",
                '{"dependencies": {"a": {}}}',
                "the login shell has:",
                "servers:",
                "folders:",
            ]
        ),
    ),
    max_size=8,
)


@given(LINES)
def test_half_right_output_is_never_a_traceback(lines: list[str]) -> None:
    guest = SameAnswer(Answer("\n".join(lines), 0))

    first = inspect_machine(guest, "web")

    assert inspect_machine(guest, "web") == first
