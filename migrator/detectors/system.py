"""The guest's own set-up: what only the VM needed, and the little that a container needs too."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from migrator.detectors.arguments import arguments, known, lines_in_part
from migrator.detectors.registry import recognises, recognises_file
from migrator.evidence import (
    SCRIPT_SCOPE,
    EnvironmentSet,
    Furniture,
    HostNamed,
    Observation,
    PortRedirected,
    RepositoryCloned,
)
from migrator.knowledge.session_variables import worth_knowing
from migrator.knowledge.tables import table
from migrator.ports import port_of
from migrator.trace import Command, GuestFile, Redirect

_VERSION_MANAGER = re.compile(
    r"/(nvm|n|nodenv|node-build|asdf|fnm|rbenv|ruby-build|pyenv)(\.git)?/?$"
)
_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=(.*)")
_BEGUN = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=")
# Settings of a shell or of the set-up itself, beyond those that any session has.
_SHELL_SETTINGS = frozenset(
    "PS1 PS2 IFS HISTFILESIZE NVM_DIR NVM_BIN N_PREFIX NODE_PATH COMPOSER_HOME CLICOLOR TZ "
    "PROMPT_COMMAND UCF_FORCE_CONFFNEW APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE NPM_CONFIG_PREFIX "
    "APT_LISTCHANGES_FRONTEND NEEDRESTART_MODE GOPATH GOROOT JAVA_HOME LS_COLORS PIP_USER".split()
)


def _is_setting(name: str, value: str) -> bool:
    """Whether a variable is a shell's own business, or computed when a shell starts."""
    return name in _SHELL_SETTINGS or not worth_knowing(name) or "$(" in value


@functools.cache
def furniture_reasons() -> dict[str, str]:
    """Program -> why its steps are dropped, from `knowledge/furniture.json`."""
    reasons: dict[str, list[str]] = table("furniture")["reasons"]
    return {program: reason for reason, programs in reasons.items() for program in programs}


def furniture(command: Command) -> Iterator[Observation]:
    """A step that changes nothing a container needs."""
    written = next((r.target for r in command.redirects if _writes(r)), None)
    if written is not None:
        yield Furniture(f"writes {written}, a file of the VM")
        return
    program = str(command.argv[0]).rpartition("/")[2]
    yield Furniture(furniture_reasons()[program])


def _writes(redirect: Redirect) -> bool:
    return redirect.operator in {">", ">>", ">|"} and not str(redirect.target).startswith("/dev/")


for _program in furniture_reasons():
    recognises(_program)(furniture)


@recognises("")
def script_variable(command: Command) -> Iterator[Observation]:
    """A line that only sets variables of the script."""
    yield Furniture("a variable of the script; its value is used where it appears")


@recognises("export")
def export(command: Command) -> Iterator[Observation]:
    """Read `export NODE_ENV=production`; the shell's own settings are furniture."""
    found = False
    for word in known(command.argv[1:]):
        name, has_value, value = word.partition("=")
        if has_value and not _is_setting(name, value):
            found = True
            yield EnvironmentSet(name, value, scope=SCRIPT_SCOPE)
    if not found:
        yield Furniture("a variable of the script; its value is used where it appears")


@recognises_file(
    r"/etc/environment|/etc/profile(\.d/.+)?|/etc/bash\.bashrc"
    r"|(/root|/home/[^/]+)/\.(bashrc|profile|bash_profile|zshrc|bash_login|pam_environment)"
)
def login_environment(
    file: GuestFile, _: Mapping[str, GuestFile]
) -> Iterator[tuple[int, Observation]]:
    """Read the variables that a login shell of the guest has, as far as they are known."""
    yield from _assignments(file)


@recognises_file(r"(/.+)?/\.env(\.(local|production))?")
def application_environment(
    file: GuestFile, _: Mapping[str, GuestFile]
) -> Iterator[tuple[int, Observation]]:
    """Read a file for dotenv, whose variables compose gives the application instead."""
    yield from _assignments(file)


def _assignments(file: GuestFile) -> Iterator[tuple[int, Observation]]:
    """The variables of a file; of a value that is not known in full, that there is one."""
    for number, (line, unknown) in enumerate(lines_in_part(file.content)):
        if unknown is not None:
            begun = _BEGUN.match(line.strip())
            if begun is not None and not _is_setting(begun.group(1), ""):
                yield number, EnvironmentSet(begun.group(1), unknown, scope=file.path)
            continue
        match = _ASSIGNMENT.fullmatch(line.strip())
        if match is None:
            continue
        value = match.group(2).strip().strip("\"'")
        if not _is_setting(match.group(1), value):
            yield number, EnvironmentSet(match.group(1), value, scope=file.path)


@recognises("iptables", "ip6tables")
def port_redirect(command: Command) -> Iterator[Observation]:
    """Read `iptables -t nat … --dport 80 … --to-port 3000`; other rules are furniture."""
    options = ("-t", "-A", "-I", "-p", "--dport", "-j", "--to-port", "--to-ports", "-i", "-s", "-m")
    given = arguments(command, options)
    port = port_of(given.options.get("--dport", ""))
    to = port_of(given.options.get("--to-port") or given.options.get("--to-ports") or "")
    if port is not None and to is not None:
        yield PortRedirected(port, to)
    else:
        yield Furniture("firewall of the VM; compose publishes only the ports it lists")


@recognises_file(r"/etc/hosts")
def hosts_file(file: GuestFile, _: Mapping[str, GuestFile]) -> Iterator[tuple[int, Observation]]:
    """Read the names that the script adds; the machine's own are left out."""
    if not isinstance(file.content, str):
        return
    for number, line in enumerate(file.content.splitlines()):
        words = line.partition("#")[0].split()
        if len(words) > 1 and not words[0].startswith(("127.", "::", "ff0", "fe0")):
            for name in words[1:]:
                yield number, HostNamed(name, words[0])


@recognises("git", "hg", "svn")
def version_control(command: Command) -> Iterator[Observation]:
    """Read `git clone address folder`; every other use is housekeeping."""
    given = arguments(command, ("-b", "--branch", "--depth", "-c", "-C", "-o"))
    if (
        given.operands[:1]
        and given.operands[0] in {"clone", "checkout", "co"}
        and len(given.operands) > 1
    ):
        address = given.operands[1]
        if _VERSION_MANAGER.search(address):
            yield Furniture("installs a version manager: the image has its Node already")
            return
        if "://" in address or "@" in address or address.endswith(".git"):
            yield RepositoryCloned(address, given.operands[2] if len(given.operands) > 2 else None)
            return
    yield Furniture("the sources are in the repository that is migrated")
