"""Modules that look, wait or say something, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.ansible.modules.registry import Action, Arguments, module, run


@module("debug")
def debug(given: Arguments) -> Iterator[Action]:
    yield run("echo", given.text("msg", "var"))


@module("assert", "fail")
def check(given: Arguments) -> Iterator[Action]:
    yield run("test", given.text("that", "msg"))


@module("wait_for", "pause", "wait_for_connection", "async_status")
def wait(given: Arguments) -> Iterator[Action]:
    yield run("sleep", given.text("seconds", "delay", "timeout"))


@module("stat")
def stat(given: Arguments) -> Iterator[Action]:
    """Asked as the shell asks it, which knows what is there on a fresh machine."""
    yield run("test", "-e", given.text("path"))


@module("slurp", "fetch")
def look(given: Arguments) -> Iterator[Action]:
    yield run("stat", given.text("path", "src"))


@module("find")
def find(given: Arguments) -> Iterator[Action]:
    yield run("find", *given.texts("paths", "path"))


@module("setup", "gather_facts", "ping", "service_facts", "package_facts", "getent", "command_info")
def facts(given: Arguments) -> Iterator[Action]:
    yield run("uname", "-a")


@module("mail", "slack", "hipchat", "say", "mattermost")
def message(given: Arguments) -> Iterator[Action]:
    yield run("mail", given.text("to", "channel", "room"))
