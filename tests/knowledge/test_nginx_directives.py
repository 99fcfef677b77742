"""What nginx's directives need to mean the same in a container."""

from __future__ import annotations

import pytest

from migrator.knowledge.nginx_directives import Group, group_of, is_silent_include, proxy_params
from migrator.knowledge.tables import table

GROUPS: tuple[Group, ...] = ("kept", "effects", "blocks", "tables", "silent")


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("kept", "default_type index ip_hash keepalive_timeout proxy_set_header set tcp_nodelay"),
        (
            "effects",
            "add_header client_max_body_size deny error_page gzip return rewrite try_files",
        ),
        ("blocks", "if limit_except location"),
        ("tables", "geo map split_clients types"),
        ("silent", "access_log error_log listen log_format pid server_name user worker_processes"),
    ],
)
def test_a_directive_is_of_one_group(group: Group, names: str) -> None:
    assert {group_of(name) for name in names.split()} == {group}


@pytest.mark.parametrize(
    "name", ["fastcgi_pass", "auth_basic", "perl", "js_include", "load_module", "sources", "kept"]
)
def test_what_a_container_cannot_have_is_of_none(name: str) -> None:
    assert group_of(name) is None


def test_no_directive_is_in_two_groups() -> None:
    names = [name for group in GROUPS for name in table("nginx_directives")[group]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "path",
    ["mime.types", "/etc/nginx/modules-enabled/*.conf", "conf.d/*.conf", "sites-enabled/*"],
)
def test_an_include_that_the_image_has_is_silent(path: str) -> None:
    assert is_silent_include(path)


@pytest.mark.parametrize("path", ["fastcgi_params", "/etc/nginx/snippets/x.conf", "", "mime"])
def test_another_include_is_not(path: str) -> None:
    assert not is_silent_include(path)


def test_debians_headers_for_a_backend_are_four() -> None:
    assert [name for name, _ in proxy_params()] == [
        "Host",
        "X-Real-IP",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
    ]
    assert all(value.startswith("$") for _, value in proxy_params())
