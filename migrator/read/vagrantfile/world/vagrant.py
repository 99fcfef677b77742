"""The `Vagrant` module as a Vagrantfile sees it on a plain Linux host."""

from __future__ import annotations

import re
from typing import Any

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import call_method
from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.keys import unkey
from migrator.read.vagrantfile.ruby.methods.hash_changes import copied
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.values import Hash, Module, Receiver, Ruby, Symbol
from migrator.read.vagrantfile.world.namespace import HostOnly, Namespace, Swallowing
from migrator.read.vagrantfile.world.paths import HOME, absolute_file
from migrator.values import Unknown

# The version whose behaviour is read (Debian 12's package).
VERSION = "2.3.4"


def vagrant_namespace(blocks: list[tuple[str, Any]]) -> Namespace:
    """A fresh `Vagrant`; `blocks` receives every configuration block with its version."""
    vagrant = Namespace("Vagrant")
    vagrant.constants.update(
        {
            "VERSION": VERSION,
            "DEFAULT_SERVER_URL": "https://vagrantcloud.com",
            "Util": _util(),
            "Errors": _errors(),
            "UI": Swallowing("UI"),
            "Action": ActionName("Vagrant::Action"),
        }
    )
    vagrant.constants["Config"] = _version_one(blocks)

    @vagrant.declares("configure", unknowns=True)
    def configure(call: Call) -> Ruby:
        version = call.argument(0)
        if call.block is None:
            return None
        if len(blocks) < limits.MAX_FILE_LOADS:
            blocks.append(("1" if str(version) == "1" else "2", call.block))
        return None

    @vagrant.declares("has_plugin?", unknowns=True)
    def has_plugin(call: Call) -> Ruby:
        plugin = call.argument(0)
        name = plugin if isinstance(plugin, str) else "a plugin"
        call.run.host_branch(
            f"Vagrant.has_plugin? {name}", "decided as without any plugin", call.node
        )
        return False

    @vagrant.declares("require_version require_plugin plugin", unknowns=True)
    def require(call: Call) -> Ruby:
        return None

    @vagrant.declares("in_installer? server_mode? in_bundler? prerelease? very_quiet?")
    def off(call: Call) -> Ruby:
        return False

    @vagrant.declares("user_data_path")
    def user_data_path(call: Call) -> Ruby:
        return f"{HOME}/.vagrant.d"

    @vagrant.declares(
        "source_root installer_embedded_dir global_logger original_env", unknowns=True
    )
    def of_the_host(call: Call) -> Ruby:
        return call.unknown("it belongs to the Vagrant of the host")

    return vagrant


def _version_one(blocks: list[tuple[str, Any]]) -> Namespace:
    config = Namespace("Vagrant::Config")

    @config.declares("run", unknowns=True)
    def run(call: Call) -> Ruby:
        version = call.argument(0)
        if call.block is not None and len(blocks) < limits.MAX_FILE_LOADS:
            blocks.append(("2" if str(version) == "2" else "1", call.block))
        return None

    return config


def _errors() -> Namespace:
    errors = Namespace("Vagrant::Errors")
    base = Module("Vagrant::Errors::VagrantError", True)
    errors.constants.update(
        {
            name: Module(f"Vagrant::Errors::{name}", True, base)
            for name in ("PluginNotInstalled", "VagrantfileLoadError", "EnvironmentLocked")
        }
    )
    errors.constants["VagrantError"] = base
    return errors


_PLATFORM_ANSWERS: dict[str, Ruby] = {
    "windows?": False, "darwin?": False, "mac?": False, "solaris?": False, "freebsd?": False,
    "bsd?": False, "cygwin?": False, "msys?": False, "wsl?": False, "linux?": True,
    "bit64?": True, "windows_admin?": False, "windows_hyperv_enabled?": False, "arm?": False,
    "platform": "linux-gnu", "terminal_supports_colors?": True,
}  # fmt: skip


def _util() -> Namespace:
    util, platform = Namespace("Vagrant::Util"), Namespace("Vagrant::Util::Platform")
    util.constants["Platform"] = platform
    util.constants["Subprocess"] = HostOnly("Subprocess", "a command of the host is not executed")
    util.constants["DeepMerge"] = _deep_merge()
    util.constants["Which"] = HostOnly("Which", "the programs of the host are not looked for")

    @platform.declares(" ".join(_PLATFORM_ANSWERS))
    def answer(call: Call) -> Ruby:
        value = _PLATFORM_ANSWERS[call.name]
        call.run.host_branch(
            f"Vagrant::Util::Platform.{call.name}", "decided as on a plain Linux host", call.node
        )
        return value

    @platform.declares("wsl_windows_access? cygwin_path windows_path wsl_to_windows_path")
    def path(call: Call) -> Ruby:
        return call.argument(0)

    return util


def _deep_merge() -> Namespace:
    """`Vagrant::Util::DeepMerge` (lib/vagrant/util/deep_merge.rb)."""
    merging = Namespace("Vagrant::Util::DeepMerge")

    @merging.declares("deep_merge")
    def deep_merge(call: Call) -> Ruby:
        return _merged(call, call.required(), call.required(1), 0)

    return merging


def _merged(call: Call, own: Ruby, other: Ruby, depth: int) -> Ruby:
    if depth > limits.MAX_CALLS_DEEP:
        raise Incalculable("the value is too large")
    result = copied(own)
    result.unsure = getattr(other, "unsure", None) or result.unsure
    for key, value in other.items():
        before = result.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            result[key] = _merged(call, before, value, depth + 1)
        elif call.block is not None and before not in (None, False):
            result[key] = call.run_block(unkey(key), before, value)
        else:
            result[key] = value
    return result


class ActionName(Receiver):
    """One of Vagrant's actions, which a trigger can be hung on: known by its name alone."""

    type_name = "Class"

    def __init__(self, text: str) -> None:
        self.text = text

    def answer(self, call: Call) -> Ruby:
        if call.arguments == [Symbol("::")]:
            return ActionName(f"{self.text}::{call.name}")
        return self.text if call.name in ("to_s", "name", "inspect") else NotImplemented


class UserId(Receiver):
    """The number of the user who runs Vagrant: an ordinary one's where it is compared."""

    type_name = "Integer"

    def __init__(self, text: Unknown) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return other is self or other == _ORDINARY

    def __hash__(self) -> int:
        return hash(_ORDINARY)

    def answer(self, call: Call) -> Ruby:
        if call.name in ("==", "!=", "<", ">", "<=", ">=", "zero?", "nonzero?", "positive?"):
            return call_method(call.run, _ORDINARY, call.name, call.arguments, None, call.node)
        return NotImplemented if call.name in ("nil?", "is_a?", "class") else self.text


# The first ordinary user of a Linux host; what matters is that it is not root.
_ORDINARY = 1000


# --- the host itself ------------------------------------------------------------------------

RB_CONFIG = Namespace("RbConfig")
RB_CONFIG_VALUES = {
    "host_os": "linux-gnu",
    "host_cpu": "x86_64",
    "target_os": "linux",
    "arch": "x86_64-linux-gnu",
    "ruby_version": "3.1.0",
}
GEM = Namespace("Gem")


@RB_CONFIG.declares("CONFIG")
def rb_config(call: Call) -> Ruby:
    call.run.host_branch("RbConfig::CONFIG", "decided as on a plain Linux host", call.node)
    return Hash(RB_CONFIG_VALUES)


@GEM.declares("win_platform? java_platform?")
def is_windows(call: Call) -> Ruby:
    call.run.host_branch(f"Gem.{call.name}", "decided as on a plain Linux host", call.node)
    return False


PROCESS = Namespace("Process")


@PROCESS.declares("uid euid gid egid")
def user_id(call: Call) -> Ruby:
    """Unknown, but for the question whether it is root's."""
    call.run.host_branch(f"Process.{call.name}", "decided as for an ordinary user", call.node)
    return UserId(call.unknown(f"Process.{call.name} differs from host to host"))


@PROCESS.declares("pid ppid clock_gettime kill spawn wait detach daemon fork", unknowns=True)
def process(call: Call) -> Ruby:
    return call.unknown("the processes of the host are not asked")


@GEM.declares("loaded_specs")
def loaded_specs(call: Call) -> Ruby:
    """The gems of the running program: of those that may be there only Vagrant is known."""
    vagrant = Namespace("Gem::Specification")
    vagrant.declares("version")(lambda _: Version(VERSION))
    return Hash({"vagrant": vagrant})


def gem_version(call: Call) -> Ruby:
    """`Gem::Version.new`: comparable, as a list of numbers and words."""
    text = call.required()
    return Version(str(text))


class Version(Namespace):
    """A version number with an order."""

    def __init__(self, text: str) -> None:
        super().__init__("Gem::Version")
        self.text = text

    def answer(self, call: Call) -> Ruby:
        if call.name in ("<", ">", "<=", ">=", "<=>", "=="):
            other = getattr(call.required(), "text", call.required())
            order = compare_versions(self.text, str(other))
            if call.name == "<=>":
                return order
            return {
                "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0, "==": order == 0
            }[call.name]  # fmt: skip
        if call.name in ("to_s", "version"):
            return self.text
        if call.name == "segments":
            return [int(part[:18]) if part.isdecimal() else part for part in self.text.split(".")]
        return NotImplemented


def compare_versions(left: str, right: str) -> int:
    """The order of two version numbers; words come before numbers, as in RubyGems."""
    one, other = (re.findall(r"\d+|[a-z]+", text.lower()) for text in (left, right))
    for place in range(max(len(one), len(other))):
        a = one[place] if place < len(one) else "0"
        b = other[place] if place < len(other) else "0"
        key_a, key_b = (
            (1, int(each[:18]), "") if each.isdecimal() else (0, 0, each) for each in (a, b)
        )
        if key_a != key_b:
            return 1 if key_a > key_b else -1
    return 0


_VERSION_CLASS = Namespace("Gem::Version")
_VERSION_CLASS.declares("new create")(gem_version)
GEM.constants["Version"] = _VERSION_CLASS
_REQUIREMENT = HostOnly("Gem::Requirement", "requirements of gems are not followed")
GEM.constants.update({"Requirement": _REQUIREMENT, "Dependency": _REQUIREMENT})
GEM.constants["Specification"] = HostOnly(
    "Gem::Specification", "the gems of the host are not known"
)
GEM.constants["LoadError"] = Module("Gem::LoadError", True)


@function("__FILE__")
def file_name(call: Call) -> Ruby:
    """`__FILE__`."""
    return absolute_file(call.run, call.node.source.name)


@function("__dir__")
def folder_name(call: Call) -> Ruby:
    """`__dir__`."""
    return absolute_file(call.run, call.node.source.name).rpartition("/")[0]


@function("__LINE__")
def line_number(call: Call) -> Ruby:
    """`__LINE__`."""
    return call.node.line
