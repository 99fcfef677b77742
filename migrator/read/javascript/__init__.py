"""Reads the application's own JavaScript: which ports it opens and what it needs to run."""

from migrator.read.javascript.always import always_loaded
from migrator.read.javascript.constants import exported_value, loaded_value
from migrator.read.javascript.dotenv import read_dotenv
from migrator.read.javascript.entries import Entry, entries_of
from migrator.read.javascript.environment import VariableUse
from migrator.read.javascript.frontends import development_servers
from migrator.read.javascript.listening import Listening
from migrator.read.javascript.reach import PackageUse
from migrator.read.javascript.scripts import ScriptPort, command_ports, script_ports
from migrator.read.javascript.survey import Survey, Unread, survey
from migrator.read.javascript.written import WrittenAddress

__all__ = [
    "Entry",
    "Listening",
    "PackageUse",
    "ScriptPort",
    "Survey",
    "Unread",
    "VariableUse",
    "WrittenAddress",
    "always_loaded",
    "command_ports",
    "development_servers",
    "entries_of",
    "exported_value",
    "loaded_value",
    "read_dotenv",
    "script_ports",
    "survey",
]
