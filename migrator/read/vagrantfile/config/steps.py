"""Provisioners and triggers of the result."""

from __future__ import annotations

import shlex

from migrator.machine import Location, Provisioner, Trigger
from migrator.read.vagrantfile.config.export import Exporter
from migrator.read.vagrantfile.config.provisioners import ProvisionerEntry
from migrator.read.vagrantfile.config.triggers import TriggerEntry
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.values import Text, Unknown

_OF_A_SHELL = ("inline", "path", "args", "env", "privileged")


def provisioner(export: Exporter, entry: ProvisionerEntry) -> Provisioner:
    """One provisioning step."""
    at = entry.at
    settings = dict(entry.section.settings)
    shell: dict[str, Ruby] = {}
    kind = export.text(entry.kind, at)
    if kind == "shell":
        shell = {name: settings.pop(name) for name in _OF_A_SHELL if name in settings}
    options = {name: export.value(value, at) for name, value in settings.items()}
    for option, value in (
        ("preserve_order", True if entry.preserve_order else None),
        ("before", entry.before),
        ("after", entry.after),
    ):
        if value is not None:
            options[option] = export.value(value, at)
    name = export.text(entry.name, at)
    when = export.text(entry.run, at)
    inline = shell.get("inline")
    environment = shell.get("env")
    return Provisioner(
        kind=str(kind),
        at=at,
        name=None if name is None else str(name),
        run="once" if when is None else str(when),
        inline=export.text(inline, at),
        inline_at=export.location(inline),
        path=export.text(shell.get("path"), at),
        args=arguments(export, shell.get("args"), at),
        env=environment_of(export, environment, at),
        privileged=export.flag(shell.get("privileged"), True),
        options=options,
    )


def arguments(export: Exporter, value: Ruby, at: Location) -> tuple[Text, ...]:
    """The positional arguments of a script; Vagrant hands a text to the shell as it is."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(export.text(item, at) or "" for item in value)
    text = export.text(value, at)
    if text is None:
        return ()
    if isinstance(text, Unknown):
        return _unknown_words(text)
    try:
        return tuple(shlex.split(text))
    except ValueError:
        return (text,)


def _unknown_words(text: Unknown) -> tuple[Text, ...]:
    """Words of a text with unknown parts, when no quoting makes the borders unclear."""
    known = "".join(part for part in text.parts if part is not None)
    if any(mark in known for mark in "'\"\\"):
        return (text,)
    words: list[list[str | None]] = [[]]
    for part in text.parts:
        if part is None:
            words[-1].append(None)
            continue
        for place, piece in enumerate(part.split(" ")):
            if place:
                words.append([])
            if piece:
                words[-1].append(piece)
    return tuple(
        Unknown(text.reason, text.source, text.line, tuple(word))
        if None in word
        else "".join(piece or "" for piece in word)
        for word in words
        if word
    )


def environment_of(export: Exporter, value: Ruby, at: Location) -> dict[str, Text]:
    """The variables that a shell provisioner gets."""
    if isinstance(value, dict):
        return {
            str(export.text(unkey(key), at)): export.text(item, at) or ""
            for key, item in value.items()
        }
    return {}


def triggers(export: Exporter, entries: list[TriggerEntry]) -> tuple[Trigger, ...]:
    """The triggers in order; Vagrant keeps one for each command."""
    return tuple(
        Trigger(
            when=entry.when,
            commands=(entry.command,),
            at=entry.at,
            options={
                **export.mapping(entry.section.settings, entry.at),
                **{
                    name: export.mapping(part.settings, entry.at)
                    for name, part in entry.section.parts.items()
                    if part.settings
                },
            },
        )
        for entry in entries
    )
