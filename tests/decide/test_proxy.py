"""Golden cases: a web server's site in, the proxy's container out.

A case's first line is where the guest has the file. `/vagrant/public` and `/vagrant/admin` are
folders of the repository, the application listens on 3000 and 3001, PostgreSQL on 5432.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.decide.proxy import Neighbours, ProxyDecision, decide_proxy
from migrator.detectors.webserver import site_file
from migrator.evidence import Evidence, Origin
from migrator.plan import App
from migrator.questions import Answers
from migrator.read.webserver.nginx_syntax import Directive, parse_nginx
from migrator.render.proxy import files
from migrator.trace import GuestFile
from tests.render.plans import express, native_postgres, with_proxy

CASES = Path(__file__).parent.parent / "cases" / "proxy"
SEPARATOR = "#=>\n"
FOLDERS = {"/vagrant/public": "public", "/vagrant/public/": "public", "/vagrant/admin": "admin"}
WITH = Answers({"proxy": "container"})


def application() -> App:
    found = express().app
    assert found is not None
    return found


def observed(text: str, path: str) -> list[Evidence]:
    file = GuestFile(path, text, 0, "provision.sh", 4)
    return [
        Evidence("default", observation, Origin("provision.sh", line + 5), by="webserver.site_file")
        for line, observation in site_file(file, {path: file})
    ]


def decided(text: str, path: str, answers: Answers) -> ProxyDecision:
    around = Neighbours(
        application(),
        frozenset({3000, 3001}),
        native_postgres().services,
        frozenset({"192.168.33.10"}),
    )
    return decide_proxy(observed(text, path), around, FOLDERS, answers)


def described(text: str, path: str) -> str:
    """What is asked and chosen, then the configuration as it would be with a container."""
    questions = decided(text, path, Answers()).questions
    asked = "".join(f"{each.default}: {each.why}\n" for each in questions) or "no question\n"
    forced = decided(text, path, WITH)
    if forced.proxy is None or forced.proxy.service is None:
        return f"{asked}no container\n"
    told = "".join(f"{each.code}: {each.message}\n" for each in forced.warnings)
    ports = ", ".join(f"{port} to {to}" for port, to in forced.ports.items())
    folders = "".join(f"{each.path} at {each.target}\n" for each in forced.proxy.folders)
    (text,) = files(with_proxy(express(), forced.proxy)).values()
    return f"{asked}{told}ports {ports}\n{folders}{text}"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.case")), ids=lambda path: path.stem)
def test_a_site_becomes_a_proxy(case: Path, update_golden: bool) -> None:
    given_text, _, expected = case.read_text("utf-8").partition(SEPARATOR)
    first, _, text = given_text.partition("\n")

    found = described(text, first.removeprefix("#: "))

    if update_golden:
        case.write_text(f"{given_text}{SEPARATOR}{found}", "utf-8")
    else:
        assert found == expected


def test_a_person_may_do_without() -> None:
    text = "server { location / { proxy_pass http://localhost:3000; expires 1h; } }"
    found = decided(text, "/etc/nginx/conf.d/a.conf", Answers({"proxy": "none"}))

    assert found.service is None
    assert found.fate("app").target == "compose.yaml: services.app.ports"
    assert [(each.answer, each.optional) for each in found.questions] == [("none", True)]


@pytest.mark.parametrize("answer", ["container", "none"])
def test_a_password_that_is_asked_for_no_more_is_said(answer: str) -> None:
    text = "server { auth_basic x; location / { proxy_pass http://localhost:3000; } }"
    found = decided(text, "/etc/nginx/conf.d/a.conf", Answers({"proxy": answer}))

    assert "proxy-password" in [each.code for each in found.warnings]


def test_without_a_known_port_nothing_is_translated() -> None:
    site = observed("server { location / { proxy_pass http://a:1; } }", "/etc/nginx/conf.d/a.conf")

    assert decide_proxy(site, None, {}, WITH).service is None


def structure(directive: Directive) -> list[object]:
    return [(each.name, each.arguments, structure(each)) for each in directive.block]


WORDS = st.text(
    alphabet=st.sampled_from("abz09$;{}#\"'\\ \n\t()~^.*=é\u2028\x1b"), min_size=1, max_size=8
)


@given(WORDS, WORDS, WORDS)
def test_no_word_of_a_site_can_add_a_directive(location: str, header: str, value: str) -> None:
    def quoted(word: str) -> str:
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    text = (
        f"server {{ location {quoted(location)} {{ proxy_pass http://localhost:3000;"
        f" proxy_set_header {quoted(header)} {quoted(value)}; }} }}"
    )
    proxy = decided(text, "/etc/nginx/conf.d/a.conf", WITH).proxy
    if proxy is None or proxy.service is None:
        assert not location.isprintable()
        return

    (written,) = files(with_proxy(express(), proxy)).values()
    kept: list[object] = [("proxy_pass", ("http://app:3000",), [])]
    if header.isprintable() and value.isprintable():
        kept.append(("proxy_set_header", (header, value), []))

    assert structure(parse_nginx(written)) == [
        ("server", (), [("listen", ("80",), []), ("location", (location,), kept)])
    ]
