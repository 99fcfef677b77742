"""An SSH address is read strictly, and only known places get away without a known key."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.errors import ExitCode, MigrationError
from migrator.live.address import GuestAddress, is_loopback, parse_address
from migrator.live.ssh import addresses_in

CONFIG = """\
Host *
  User deploy

Host web
  HostName 192.168.33.10
  Port 2200
  IdentityFile "/home/ann/my keys/web"
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no

Host db
  HostName db.example.com
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vagrant@192.168.33.10", ("192.168.33.10", 22, "vagrant")),
        ("deploy@app.example.com:2222", ("app.example.com", 2222, "deploy")),
        ("app.example.com", ("app.example.com", 22, None)),
        ("root@[::1]:2200", ("::1", 2200, "root")),
    ],
)
def test_an_address_is_user_host_and_port(text: str, expected: tuple[str, int, str | None]) -> None:
    address = parse_address(text)

    assert (address.host, address.port, address.user) == expected


@pytest.mark.parametrize(
    "text",
    ["", "@host", "user@", "host:port", "host:0", "host:70000", "a b", "u@-oProxyCommand=x", "::1"],
)
def test_what_is_no_address_is_wrong_usage(text: str) -> None:
    with pytest.raises(MigrationError) as caught:
        parse_address(text)

    assert caught.value.exit_code == ExitCode.USAGE


def test_a_key_goes_with_the_address() -> None:
    address = parse_address("vagrant@host", machine="web", identity_file=Path("/keys/one"))

    assert address.identity_files == ("/keys/one",)
    assert address.machine == "web"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost", "LOCALHOST"])
def test_this_computer_may_have_any_host_key(host: str) -> None:
    assert is_loopback(host)
    assert GuestAddress("web", host).accepts_any_host_key


@pytest.mark.parametrize(
    "host", ["192.168.33.10", "localhost.example.com", "127.0.0.1.example.com", "127.1", "0.0.0.0"]
)
def test_another_computer_needs_a_known_host_key(host: str) -> None:
    assert not GuestAddress("web", host).accepts_any_host_key


def test_a_machine_that_vagrant_named_may_have_any_host_key() -> None:
    assert GuestAddress("web", "192.168.121.7", trusted=True).accepts_any_host_key


def test_every_host_of_an_ssh_config_is_a_machine(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(CONFIG)

    addresses = addresses_in(config)

    assert addresses == (
        GuestAddress("db", "db.example.com", 22, "deploy"),
        GuestAddress("web", "192.168.33.10", 2200, "deploy", ("/home/ann/my keys/web",)),
    )


def test_a_config_that_waives_host_keys_is_not_followed(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(CONFIG)

    (web,) = addresses_in(config, ("web",))

    assert not web.accepts_any_host_key


def test_known_hosts_of_the_config_are_kept(tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.touch()
    config = tmp_path / "config"
    config.write_text(f"Host web\n  UserKnownHostsFile {known} /no/such/file\n")

    (web,) = addresses_in(config)

    assert web.known_hosts == (str(known),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Host *\n  User x\n",
        "Host web\n  ProxyCommand touch /tmp/x\n",
        "Host web\n  ProxyJump a\n",
    ],
)
def test_a_config_that_leads_nowhere_is_an_error(tmp_path: Path, text: str) -> None:
    config = tmp_path / "config"
    config.write_text(text)

    with pytest.raises(MigrationError) as caught:
        addresses_in(config)

    assert caught.value.exit_code == ExitCode.ENVIRONMENT


def test_a_machine_that_the_config_lacks_is_answered_with_those_it_has(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(CONFIG)

    with pytest.raises(MigrationError) as caught:
        addresses_in(config, ("qa",))

    assert caught.value.next == "Name one of: db, web."


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_unreadable_config_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    config = tmp_path / "config"
    if content is not None:
        config.write_bytes(content)

    with pytest.raises(MigrationError):
        addresses_in(config)
