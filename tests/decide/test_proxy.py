"""Golden cases: a web server's site in, the proxy's container out.

A case's first line is where the guest has the file. `/vagrant` is the repository, of which
`public` and `admin` are folders; the application listens on 3000 and 3001, PostgreSQL on 5432.
"""

from __future__ import annotations

from dataclasses import replace
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
FOLDERS = {
    "/vagrant": ".",
    "/vagrant/public": "public",
    "/vagrant/public/": "public",
    "/vagrant/admin": "admin",
}
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


@pytest.mark.parametrize(
    ("directive", "secret"),
    [
        ('proxy_set_header Authorization "Basic c2hvcDpodW50ZXIyMg==";', "c2hvcDpodW50ZXIyMg"),
        ("proxy_set_header X-Api-Key abcdef99;", "abcdef99"),
        ('set $password "hunter22secret";', "hunter22secret"),
        ('if ($http_x_api_key != "sk_live_abcdef123456") { return 403; }', "sk_live_abc"),
        ("proxy_pass http://admin:hunter22secret@10.0.0.9:8080;", "hunter22secret"),
    ],
)
def test_a_secret_of_a_site_is_left_out_and_masked(directive: str, secret: str) -> None:
    text = (
        "server { location / { proxy_pass http://localhost:3000; }"
        f" location /x {{ {directive} }} }}"
    )
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert len(found.proxy.left_out) == 1
    assert secret not in repr(found)


@pytest.mark.parametrize("order", ["{set} {use}", "{use} {set}"])
def test_what_reads_a_variable_that_is_left_out_is_left_out(order: str) -> None:
    parts = order.format(
        set='set $token "hunter22secret";',
        use="location /x { proxy_set_header X-Token $token; proxy_pass http://localhost:3000; }",
    )
    text = f"server {{ location / {{ proxy_pass http://localhost:3000; }} {parts} }}"
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert "hunter22secret" not in repr(found)
    assert not any("$token" in repr(each) for each in found.proxy.directives)
    assert any("it reads $token" in each for each in found.proxy.left_out)


def test_a_guard_whose_secret_is_left_out_refuses_everybody() -> None:
    guard = 'if ($http_x_api_key != "sk_live_abcdef123456") { return 403; }'
    text = (
        "server { location / { proxy_pass http://localhost:3000; }"
        f" location /admin {{ {guard} proxy_pass http://localhost:3000; }} }}"
    )
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    (server,) = [each for each in found.proxy.directives if each.name == "server"]
    admin = next(each for each in server.block or () if each.arguments == ["/admin"])
    assert [each.name for each in admin.block or ()] == ["return", "proxy_pass"]
    assert "everything there is refused" in found.proxy.left_out[0]


def test_a_row_that_holds_a_secret_leaves_its_table() -> None:
    text = (
        "map $http_x_api_key $known { default 0; abcdef99 1; }"
        " server { location / { proxy_pass http://localhost:3000; } }"
    )
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert "abcdef99" not in repr(found)
    assert len(found.proxy.left_out) == 1


@pytest.mark.parametrize(
    "directive",
    ["set $token $http_x_token;", "proxy_hide_header X-Token;", "proxy_set_header Host $host;"],
)
def test_a_name_without_a_value_is_no_secret(directive: str) -> None:
    text = f"server {{ location / {{ proxy_pass http://localhost:3000; {directive} }} }}"
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert found.proxy.left_out == []


def test_a_path_of_another_process_goes_to_its_service() -> None:
    text = (
        "server { location / { proxy_pass http://localhost:3000; }"
        " location /api { proxy_pass http://127.0.0.1:3001; } }"
    )
    api = replace(application(), service="api", port=3001)
    around = Neighbours(application(), frozenset({3000, 3001}), [], frozenset(), [api])
    found = decide_proxy(observed(text, "/etc/nginx/conf.d/a.conf"), around, {}, WITH)

    assert "http://api:3001" in repr(found.proxy)
    assert "http://app:3000" in repr(found.proxy)


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


@pytest.mark.parametrize("server", ["unix:/run/app.sock", "127.0.0.1:\u00b2", "10.0.0.7:99999"])
def test_a_member_without_an_address_is_left_out(server: str) -> None:
    text = (
        f"upstream pool {{ server 127.0.0.1:3000; server {server}; }}"
        " server { location / { proxy_pass http://pool; } }"
    )
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert any("cannot be reached" in each for each in found.proxy.left_out)


def test_what_the_image_sets_for_all_servers_moves_into_each() -> None:
    text = (
        "http { keepalive_timeout 30; default_type text/plain; server_tokens off;"
        " server { keepalive_timeout 5; location / { proxy_pass http://localhost:3000; } } }"
    )
    found = decided(text, "/etc/nginx/nginx.conf", WITH)

    assert found.proxy is not None
    top = [each.name for each in found.proxy.directives]
    assert top == ["server_tokens", "server"]
    (inner,) = [each for each in found.proxy.directives if each.name == "server"]
    names = [each.name for each in inner.block or []]
    assert names.count("keepalive_timeout") == 1
    assert "default_type" in names


FORWARDS = "server { listen 80; location / { proxy_pass http://localhost:3000; } }"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "192.168.33.10"])
def test_every_name_of_the_machine_itself_is_the_application(host: str) -> None:
    text = FORWARDS.replace("http://localhost:3000", "http://pool")
    found = decided(
        f"upstream pool {{ server {host}:3000; }} {text}", "/etc/nginx/conf.d/a.conf", WITH
    )

    assert "server', arguments=['app:3000']" in repr(found.proxy)


@pytest.mark.parametrize("host", ["10.0.0.7", "db"])
def test_another_host_stays_what_it_is(host: str) -> None:
    text = f"{FORWARDS[:-2]} location /x {{ proxy_pass http://{host}:3000; }} }}"
    found = decided(text, "/etc/nginx/conf.d/a.conf", WITH)

    assert f"http://{host}:3000" in repr(found.proxy)


def test_a_site_that_is_available_and_enabled_is_one() -> None:
    twice = [
        *observed(FORWARDS, "/etc/nginx/sites-available/a"),
        *observed(FORWARDS, "/etc/nginx/sites-enabled/a"),
    ]
    around = Neighbours(application(), frozenset(), [], frozenset())
    found = decide_proxy(twice, around, {}, WITH)

    assert found.proxy is not None
    assert found.proxy.sources == ["provision.sh:5 (/etc/nginx/sites-available/a)"]


def test_two_sites_of_a_file_are_of_one_source() -> None:
    other = FORWARDS.replace("80;", "8080;")
    found = decided(f"{FORWARDS}\n{other}", "/etc/nginx/conf.d/a.conf", WITH)

    assert found.proxy is not None
    assert found.proxy.sources == ["provision.sh:5 (/etc/nginx/conf.d/a.conf)"]
    assert found.ports == {80: 80, 8080: 8080}
    assert next(each.arguments for each in found.proxy.directives[1].block or []) == ["8080"]


def test_a_container_in_front_has_a_name_and_the_steps_of_the_site_become_it() -> None:
    found = decided(FORWARDS, "/etc/nginx/conf.d/a.conf", WITH)

    assert found.names() == {"nginx": "proxy"}
    assert found.fate("app").target == "compose.yaml: services.proxy"
    assert found.proxy is not None
    assert found.proxy.image is not None
    assert found.proxy.healthcheck is not None


def test_without_a_container_nothing_has_a_name() -> None:
    none = Answers({"proxy": "none"})

    assert decided(FORWARDS, "/etc/nginx/conf.d/a.conf", none).names() == {}
    assert decided("server { }", "/etc/nginx/conf.d/a.conf", WITH).names() == {}


def test_a_live_site_is_told_by_its_place_alone() -> None:
    (item,) = observed(FORWARDS, "/etc/nginx/conf.d/a.conf")
    live = replace(item, origin=Origin("nginx -T of web"))
    around = Neighbours(application(), frozenset(), [], frozenset())
    (question,) = decide_proxy([live], around, {}, Answers()).questions

    assert question.why == "The site of nginx -T of web: it only passes requests on."


@pytest.mark.parametrize(("effects", "more"), [(3, ""), (4, " and 1 more")])
def test_at_most_three_reasons_are_told(effects: int, more: str) -> None:
    names = ["gzip on", "expires 1h", "limit_rate 1k", "autoindex on"][:effects]
    text = FORWARDS.replace("listen 80;", f"{'; '.join(names)};")
    (question,) = decided(text, "/etc/nginx/conf.d/a.conf", Answers()).questions

    assert question.why.endswith(f"sets gzip; sets expires; sets limit_rate{more}.")


def test_a_guard_by_a_secret_that_is_left_out_is_said() -> None:
    guard = 'if ($http_x_api_key != "sk_live_abcdef123456") { return 403; }'
    text = FORWARDS.replace("listen 80;", guard)
    unguarded = FORWARDS.replace("listen 80;", "set $password hunter22secret;")

    for site, codes in ((text, ["proxy-password"]), (unguarded, [])):
        found = decided(site, "/etc/nginx/conf.d/a.conf", Answers({"proxy": "none"}))
        assert [each.code for each in found.warnings] == codes


def test_a_process_without_a_port_is_nobodys_backend() -> None:
    worker = replace(application(), service="worker", port=None)
    around = Neighbours(application(), frozenset(), [], frozenset(), [worker])
    found = decide_proxy(observed(FORWARDS, "/etc/nginx/conf.d/a.conf"), around, {}, WITH)

    assert "worker" not in repr(found.proxy)


def test_an_application_without_a_port_has_nothing_in_front() -> None:
    around = Neighbours(replace(application(), port=None), frozenset(), [], frozenset())
    found = decide_proxy(observed(FORWARDS, "/etc/nginx/conf.d/a.conf"), around, {}, WITH)

    assert found.questions == []
    assert found.proxy is not None, "what the machine had is told all the same"
