"""The constants that a Vagrantfile starts with."""

from __future__ import annotations

from typing import Any

from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.world.addresses import IP_ADDRESS, RESOLV
from migrator.read.vagrantfile.world.core import core_classes, exception_classes
from migrator.read.vagrantfile.world.documents import ERB, JSON, YAML
from migrator.read.vagrantfile.world.environment import Environment
from migrator.read.vagrantfile.world.files import FILE, FILE_UTILS
from migrator.read.vagrantfile.world.folders import DIR
from migrator.read.vagrantfile.world.libraries import LIBRARIES
from migrator.read.vagrantfile.world.pathnames import PATHNAME
from migrator.read.vagrantfile.world.streams import Stream
from migrator.read.vagrantfile.world.vagrant import GEM, PROCESS, RB_CONFIG, vagrant_namespace


def constants(environment: Environment, blocks: list[tuple[str, Any]]) -> dict[str, Ruby]:
    """A fresh set; `blocks` receives the configuration blocks (see `world/vagrant.py`)."""
    found = dict(LIBRARIES)
    found.update(core_classes())
    found.update(exception_classes())
    found.update(
        {
            "ENV": environment, "File": FILE, "IO": FILE, "Dir": DIR, "FileUtils": FILE_UTILS,
            "Pathname": PATHNAME, "YAML": YAML, "Psych": YAML, "JSON": JSON, "ERB": ERB,
            "Vagrant": vagrant_namespace(blocks), "RbConfig": RB_CONFIG, "Gem": GEM,
            "FileTest": FILE, "IPAddr": IP_ADDRESS, "Resolv": RESOLV, "Process": PROCESS,
            "ARGV": ["up"], "STDOUT": Stream(""), "STDERR": Stream(""),
            "RUBY_PLATFORM": "x86_64-linux-gnu", "RUBY_VERSION": "3.1.2",
            "RUBY_ENGINE": "ruby", "RUBY_PATCHLEVEL": 20, "RUBY_DESCRIPTION": "ruby 3.1.2",
            "TOPLEVEL_BINDING": None, "DATA": None,
        }
    )  # fmt: skip
    return found
