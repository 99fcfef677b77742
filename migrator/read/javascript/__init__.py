"""Reads the application's own JavaScript: which ports it opens and what it needs to run."""

from migrator.read.javascript.environment import VariableUse
from migrator.read.javascript.listening import Listening
from migrator.read.javascript.reach import PackageUse
from migrator.read.javascript.survey import Survey, Unread, survey

__all__ = ["Listening", "PackageUse", "Survey", "Unread", "VariableUse", "survey"]
