"""The constants that a Vagrantfile starts with."""

from __future__ import annotations

from typing import Any

from migrator.read.vagrantfile.ruby.values import Module, Ruby
from migrator.read.vagrantfile.world.documents import ERB, JSON, YAML
from migrator.read.vagrantfile.world.environment import Environment
from migrator.read.vagrantfile.world.files import DIR, FILE, FILE_UTILS
from migrator.read.vagrantfile.world.libraries import core_classes, libraries
from migrator.read.vagrantfile.world.pathnames import PATHNAME
from migrator.read.vagrantfile.world.streams import Stream
from migrator.read.vagrantfile.world.vagrant import GEM, RB_CONFIG, vagrant_namespace

# name, and the class above it
_ERRORS = (
    ("Exception", None), ("ScriptError", "Exception"), ("LoadError", "ScriptError"),
    ("NotImplementedError", "ScriptError"), ("SystemExit", "Exception"),
    ("Interrupt", "Exception"), ("StandardError", "Exception"),
    ("RuntimeError", "StandardError"), ("ArgumentError", "StandardError"),
    ("NameError", "StandardError"), ("NoMethodError", "NameError"),
    ("TypeError", "StandardError"), ("IndexError", "StandardError"),
    ("KeyError", "IndexError"), ("StopIteration", "IndexError"), ("IOError", "StandardError"),
    ("EOFError", "IOError"), ("ZeroDivisionError", "StandardError"),
    ("SystemCallError", "StandardError"), ("LocalJumpError", "StandardError"),
    ("RangeError", "StandardError"), ("RegexpError", "StandardError"),
    ("SocketError", "StandardError"), ("SecurityError", "Exception"),
    ("SyntaxError", "ScriptError"), ("FrozenError", "RuntimeError"),
)  # fmt: skip


def constants(environment: Environment, blocks: list[tuple[str, Any]]) -> dict[str, Ruby]:
    """A fresh set; `blocks` receives the configuration blocks (see `world/vagrant.py`)."""
    found = core_classes()
    found.update(libraries())
    for name, above in _ERRORS:
        found[name] = Module(name, True, found[above] if above else None)
    found["Errno"] = Module("Errno")
    for name in ("ENOENT", "EACCES", "EEXIST", "ECONNREFUSED"):
        found["Errno"].constants[name] = Module(f"Errno::{name}", True, found["SystemCallError"])
    found.update(
        {
            "ENV": environment, "File": FILE, "IO": FILE, "Dir": DIR, "FileUtils": FILE_UTILS,
            "Pathname": PATHNAME, "YAML": YAML, "Psych": YAML, "JSON": JSON, "ERB": ERB,
            "Vagrant": vagrant_namespace(blocks), "RbConfig": RB_CONFIG, "Gem": GEM,
            "FileTest": FILE, "ARGV": ["up"], "STDOUT": Stream(""), "STDERR": Stream(""),
            "RUBY_PLATFORM": "x86_64-linux-gnu", "RUBY_VERSION": "3.1.2",
            "RUBY_ENGINE": "ruby", "RUBY_PATCHLEVEL": 20, "RUBY_DESCRIPTION": "ruby 3.1.2",
            "TOPLEVEL_BINDING": None, "DATA": None,
        }
    )  # fmt: skip
    return found
