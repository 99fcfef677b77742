"""Configuration of Node's own process managers: pm2, forever, nodemon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import basename, splitext

from migrator.read.process_files.definition import ProcessDefinition, process_count, words_of
from migrator.values import Value

# What pm2 runs a script with, by its extension.
_INTERPRETERS = {
    **dict.fromkeys((".js", ".mjs", ".cjs", ""), "node"),
    ".coffee": "coffee",
    ".ts": "ts-node",
    ".sh": "bash",
    ".py": "python",
    ".ls": "lsc",
}


def read_pm2(value: Value, path: str, line: int = 1) -> tuple[ProcessDefinition, ...]:
    """The apps of an ecosystem file's value: `{apps: […]}`, a list, or one app."""
    apps: Value = value
    if isinstance(value, Mapping) and "apps" in value:
        apps = value["apps"]
    entries = apps if isinstance(apps, tuple) else (apps,)
    return tuple(
        _pm2_app(entry, path, line)
        for entry in entries
        if isinstance(entry, Mapping) and _text(entry, "script", "cmd")
    )


def _pm2_app(app: Mapping[str, Value], path: str, line: int) -> ProcessDefinition:
    script = _text(app, "script", "cmd") or ""
    words = words_of(script)
    interpreter = _text(app, "interpreter", "exec_interpreter")
    if interpreter is None:
        interpreter = _INTERPRETERS.get(splitext(words[0])[1], "none") if words else "none"
        interpreter = "none" if words[:1] in (("npm",), ("yarn",), ("node",)) else interpreter
    before = () if interpreter == "none" else (interpreter, *_words(app, "node_args"))
    restart = app.get("autorestart")
    return ProcessDefinition(
        name=_text(app, "name") or splitext(basename(words[0] if words else script))[0],
        manager="pm2",
        path=path,
        line=line,
        argv=(*before, *words, *_words(app, "args")),
        directory=_text(app, "cwd"),
        user=_text(app, "user", "uid"),
        environment=_environment(app.get("env")),
        environments={
            key.removeprefix("env_"): _environment(entry)
            for key, entry in app.items()
            if key.startswith("env_")
        },
        restart=restart if isinstance(restart, bool) else None,
        instances=process_count(str(app.get("instances"))),
        watch=app.get("watch") not in (None, False),
    )


def read_forever(value: Value, path: str, line: int = 1) -> tuple[ProcessDefinition, ...]:
    """The apps of a forever configuration: one object or a list of them."""
    entries = value if isinstance(value, tuple) else (value,)
    return tuple(
        ProcessDefinition(
            name=_text(app, "uid") or splitext(basename(_text(app, "script") or ""))[0],
            manager="forever",
            path=path,
            line=line,
            argv=(
                *words_of(_text(app, "command") or "node"),
                _text(app, "script") or "",
                *_words(app, "args", "options"),
            ),
            directory=_text(app, "workingDir", "sourceDir", "cwd"),
            environment=_environment(app.get("env")),
            watch=app.get("watch") not in (None, False),
        )
        for app in entries
        if isinstance(app, Mapping) and _text(app, "script")
    )


def read_nodemon(value: Value, path: str, line: int = 1) -> tuple[ProcessDefinition, ...]:
    """nodemon.json, or a manifest's nodemonConfig, where it names what to run."""
    if not isinstance(value, Mapping):
        return ()
    command = _text(value, "exec", "script")
    environment = _environment(value.get("env"))
    if command is None and not environment:
        return ()
    return (
        ProcessDefinition(
            name="nodemon",
            manager="nodemon",
            path=path,
            line=line,
            argv=words_of(command or ""),
            shell=command,
            environment=environment,
            watch=True,
        ),
    )


def _text(app: Mapping[str, Value], *keys: str) -> str | None:
    for key in keys:
        value = app.get(key)
        if isinstance(value, str) and value:
            return value
    return None


def _words(app: Mapping[str, Value], *keys: str) -> tuple[str, ...]:
    """Arguments as a list or as one text."""
    for key in keys:
        value = app.get(key)
        if isinstance(value, str):
            return words_of(value)
        if isinstance(value, Sequence):
            return tuple(str(word) for word in value)
    return ()


def _environment(value: Value) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {
        name: str(setting).lower() if isinstance(setting, bool) else str(setting)
        for name, setting in value.items()
        if isinstance(setting, str | int | float)
    }
