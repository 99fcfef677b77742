"""Commands whose answer follows from the guest: its system, user, names of files."""

from __future__ import annotations

import posixpath

from migrator.read.shell.commands.options import split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell
from migrator.read.shell.status import ABSENT, DONE, FALSE, PRESENT, TRUE, Call, Status
from migrator.read.shell.texts import Presumed, join, separated
from migrator.values import Text, Unknown

DEBIAN_ARCHITECTURES = {"x86_64": "amd64", "i686": "i386", "i386": "i386", "aarch64": "arm64"}
TOOLS: dict[str, frozenset[str]] = {
    "debian": frozenset({"apt-get", "apt", "apt-key", "apt-cache", "dpkg", "update-rc.d"}),
    "redhat": frozenset({"yum", "rpm", "chkconfig", "service"}),
    "alpine": frozenset({"apk", "rc-service"}),
    "suse": frozenset({"zypper", "rpm"}),
    "arch": frozenset({"pacman"}),
}
EVERYWHERE = frozenset(
    "awk bash cat chmod chown cp curl cut date echo find grep gzip hostname id ln ls mkdir mv perl"
    " ps rm sed sh sort ssh sudo su tar tee test touch tr uname vi wc whoami".split()
)
SYSTEM_NAMES = {"ubuntu": "Ubuntu", "debian": "Debian", "centos": "CentOS", "fedora": "Fedora"}


def _answer(shell: Shell, text: Text) -> Status:
    shell.write(join([text, "\n"]))
    return TRUE


@builtin("uname")
def uname(shell: Shell, call: Call) -> Status:
    machine = shell.session.guest.architecture
    known: dict[str, Text] = {
        "-s": "Linux",
        "-m": machine,
        "-p": machine,
        "-i": machine,
        "-o": "GNU/Linux",
        "-n": shell.text("HOSTNAME"),
        "-r": shell.unknown("the kernel's version"),
        "-v": shell.unknown("the kernel's version"),
    }
    flags = split(call.argv[1:]).flags & set(known) or {"-s"}
    return _answer(shell, separated(" ", (known[flag] for flag in known if flag in flags)))


@builtin("arch")
def arch(shell: Shell, call: Call) -> Status:
    return _answer(shell, shell.session.guest.architecture)


@builtin("getconf")
def getconf(shell: Shell, call: Call) -> Status:
    if call.argv[1:2] == ("LONG_BIT",):
        return _answer(shell, "64" if "64" in shell.session.guest.architecture else "32")
    return _answer(shell, shell.unknown("`getconf` asks the machine"))


@builtin("lsb_release")
def lsb_release(shell: Shell, call: Call) -> Status:
    guest = shell.session.guest
    options = split(call.argv[1:])
    unknown = shell.unknown("the box's system")
    name = SYSTEM_NAMES.get(guest.id or "", guest.id)
    known: dict[str, Text] = {
        "-c": guest.codename or unknown,
        "-i": name or unknown,
        "-r": guest.version or unknown,
        "-d": f"{name} {guest.version}" if name and guest.version else unknown,
    }
    longs = {"--codename": "-c", "--id": "-i", "--release": "-r", "--description": "-d"}
    flags = {longs.get(flag, flag) for flag in options.flags}
    labels = {"-c": "Codename", "-i": "Distributor ID", "-r": "Release", "-d": "Description"}
    short = options.has("-s", "--short")
    for flag in known:
        if flag in flags or "-a" in flags:
            _answer(shell, known[flag] if short else join([f"{labels[flag]}:\t", known[flag]]))
    return TRUE


@builtin("dpkg")
def dpkg(shell: Shell, call: Call) -> Status:
    if "--print-architecture" in call.argv:
        machine = shell.session.guest.architecture
        return _answer(shell, DEBIAN_ARCHITECTURES.get(machine, machine))
    if {"-s", "-l", "-L", "--status", "--list", "--get-selections"} & set(call.words()[1:3]):
        shell.write(Presumed(""))
        return _mentioned(shell, call.words()[2:])
    return DONE


def _mentioned(shell: Shell, names: list[str]) -> Status:
    """Whether an earlier command named one of `names`; what nobody named is not there."""
    return PRESENT if any(name in shell.session.mentioned for name in names) else ABSENT


@builtin("whoami", "logname")
def whoami(shell: Shell, call: Call) -> Status:
    return _answer(shell, shell.user)


@builtin("id")
def identity(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:])
    user = str(options.operands[0]) if options.operands else shell.user
    if user not in shell.session.users:
        return ABSENT
    if options.has("-n"):
        return _answer(shell, user)
    return _answer(shell, "0" if user == "root" else "1000")


@builtin("hostname")
def hostname(shell: Shell, call: Call) -> Status:
    if any(str(word).startswith("-") for word in call.argv[1:]):
        return _answer(shell, shell.unknown("the machine's addresses"))
    return _answer(shell, shell.text("HOSTNAME")) if len(call.argv) == 1 else DONE


@builtin("nproc", "date", "ifconfig", "ip", "free", "df", "du", "stat", "mktemp", "tty", "uuidgen")
def measured(shell: Shell, call: Call) -> Status:
    """What only the running machine can answer."""
    if shell.out is not None:
        _answer(shell, shell.unknown(f"`{call.words()[0]}` asks the machine"))
    return DONE


@builtin("dirname")
def directory_name(shell: Shell, call: Call) -> Status:
    word = call.argv[-1] if len(call.argv) > 1 else ""
    if isinstance(word, Unknown):
        return _answer(shell, shell.unknown(word.reason))
    return _answer(
        shell, posixpath.dirname(word.rstrip("/") or "/") or ("/" if word == "/" else ".")
    )


@builtin("basename")
def base_name(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-s", "--suffix"))
    words = options.operands or [""]
    suffix = options.value("-s", "--suffix") or (words[1] if len(words) > 1 else "")
    word = words[0]
    if isinstance(word, Unknown):
        last = word.parts[-1]
        known = last.rpartition("/")[2] if last and "/" in last else None
        return _answer(shell, known if known else shell.unknown(word.reason))
    base = posixpath.basename(word.rstrip("/"))
    return _answer(shell, base.removesuffix(str(suffix)) if base != suffix else base)


@builtin("readlink", "realpath")
def real_path(shell: Shell, call: Call) -> Status:
    words = split(call.argv[1:]).operands
    path = shell.path(words[0]) if words else None
    if path is None:
        return _answer(shell, shell.unknown("the path is not known"))
    return _answer(shell, shell.session.files.resolve(path))


@builtin("which", "type", "hash")
def find_command(shell: Shell, call: Call) -> Status:
    names = [word for word in call.words()[1:] if not word.startswith("-")]
    if not names and call.words()[0] == "hash":
        return TRUE
    return look_up(shell, names)


def look_up(shell: Shell, names: list[str]) -> Status:
    """`command -v name`: what the box has, what the script made, what it mentioned before."""
    if not names:
        return FALSE
    name = names[0].rpartition("/")[2]
    if name in shell.functions:
        return _answer(shell, name)
    family = shell.session.guest.family
    tools = TOOLS.get(family or "", frozenset())
    foreign = any(name in others for others in TOOLS.values()) and family is not None
    if name in tools or name in EVERYWHERE:
        return _answer(shell, f"/usr/bin/{name}")
    if foreign:
        return FALSE
    if name in shell.session.mentioned:
        shell.write(Presumed(f"/usr/bin/{name}\n"))
        return PRESENT
    shell.write(Presumed(""))
    return ABSENT
