"""Reads the files that say which processes run: units, jobs, Procfiles, ecosystems."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from migrator.read.javascript.constants import loaded_value
from migrator.read.json_text import NotJson, read_lenient_json
from migrator.read.process_files.definition import ProcessDefinition
from migrator.read.process_files.managers import read_forever, read_nodemon, read_pm2
from migrator.read.process_files.simple import read_procfile, read_rc_local
from migrator.read.process_files.supervisord import read_supervisord
from migrator.read.process_files.systemd import read_systemd
from migrator.read.process_files.sysvinit import read_sysvinit
from migrator.read.process_files.upstart import read_upstart
from migrator.values import Unknown, Value
from migrator.yaml_text import NotYaml, read_yaml

__all__ = [
    "ProcessDefinition",
    "read_forever",
    "read_nodemon",
    "read_pm2",
    "read_process_file",
    "read_procfile",
    "read_rc_local",
    "read_supervisord",
    "read_systemd",
    "read_sysvinit",
    "read_upstart",
]

Reader = Callable[[str, str], tuple[ProcessDefinition, ...]]

# Where each kind of file lies, in the guest or in a repository; the first that fits counts.
_READERS: tuple[tuple[str, Reader], ...] = (
    ("*.service", read_systemd),
    ("*/etc/init/*.conf", read_upstart),
    ("*/etc/init.d/*", read_sysvinit),
    ("*/rc.local", read_rc_local),
    ("*supervisor*.conf", read_supervisord),
    ("*supervisor*.ini", read_supervisord),
    ("*/Procfile*", read_procfile),
)
_VALUES: tuple[tuple[str, Callable[[Value, str, int], tuple[ProcessDefinition, ...]]], ...] = (
    ("*/nodemon.json", read_nodemon),
    ("*forever*.json", read_forever),
    ("*ecosystem*", read_pm2),
    ("*pm2*", read_pm2),
    ("*/process*.*", read_pm2),
    ("*/app.json", read_pm2),
)
_UPSTART_STANZAS = ("start on ", "stop on ")


def read_process_file(text: str, path: str) -> tuple[ProcessDefinition, ...]:
    """Read a file by where it lies; nothing for one that describes no process.

    An ecosystem file in JavaScript needs its project: evaluate it with
    `migrator.read.javascript.exported_value` and give the value to `read_pm2`.
    """
    place = path if path.startswith("/") else f"/{path}"
    for pattern, read in _READERS:
        if fnmatchcase(place, pattern):
            return read(text, path)
    if path.endswith(".conf") and any(stanza in text for stanza in _UPSTART_STANZAS):
        return read_upstart(text, path)
    if "[program:" in text:
        return read_supervisord(text, path)
    for pattern, of_value in _VALUES:
        if fnmatchcase(place, pattern) and path.endswith((".json", ".yml", ".yaml", ".json5")):
            return of_value(_value(text, path), path, 1)
    return ()


def _value(text: str, path: str) -> Value:
    unknown = Unknown("it is neither JSON nor YAML", path, 1)
    try:
        if path.endswith((".yml", ".yaml")):
            return loaded_value(read_yaml(text), unknown)
        return loaded_value(read_lenient_json(text).value, unknown)
    except (NotJson, NotYaml):
        return unknown
