"""Small libraries of Ruby that Vagrantfiles use, and those that only a host could answer."""

from __future__ import annotations

import base64
import hashlib
import shlex

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.methods.enumerables import items, unique
from migrator.read.vagrantfile.ruby.methods.modules import new_class
from migrator.read.vagrantfile.ruby.methods.structs import new_open_struct, new_struct
from migrator.read.vagrantfile.ruby.registry import Call, function, method
from migrator.read.vagrantfile.ruby.values import Hash, Module, Range, Regexp, Ruby
from migrator.read.vagrantfile.world.namespace import HostOnly, Namespace
from migrator.read.vagrantfile.world.vagrant import file_name, folder_name

SHELLWORDS = Namespace("Shellwords")
BASE64 = Namespace("Base64")
MATH = Namespace("Math")
MATH.constants["PI"] = 3.141592653589793


@SHELLWORDS.declares("escape shellescape")
def shell_escape(call: Call) -> Ruby:
    return shell_escaped(call.required())


@method(str, name="shellescape")
def shellescape(call: Call) -> Ruby:
    return shell_escaped(call.receiver)


def shell_escaped(text: str) -> str:
    """A word that a shell reads back as `text`, as Ruby's Shellwords writes it."""
    if not text:
        return "''"
    plain = "_-.,:+/@%\n"
    escaped = "".join(
        each if (each.isalnum() and each.isascii()) or each in plain else f"\\{each}"
        for each in text
    )
    return escaped.replace("\n", "'\n'")


@SHELLWORDS.declares("split shellsplit shellwords")
def shell_split(call: Call) -> Ruby:
    return list(shlex.split(call.required()))


@SHELLWORDS.declares("join")
def shell_join(call: Call) -> Ruby:
    return " ".join(shell_escaped(str(each)) for each in call.required())


@BASE64.declares("encode64 strict_encode64 urlsafe_encode64 decode64 strict_decode64")
def base_64(call: Call) -> Ruby:
    text = call.required()
    if "decode" in call.name:
        return base64.b64decode(text).decode("utf-8", "replace")
    encoded = base64.b64encode(text.encode()).decode()
    if call.name == "encode64":
        pieces = [encoded[place : place + 60] for place in range(0, len(encoded), 60)]
        return "".join(f"{piece}\n" for piece in pieces)
    return encoded


@MATH.declares("sqrt log log2 log10 sin cos pow")
def mathematics(call: Call) -> Ruby:
    import math

    return float(getattr(math, call.name)(*call.arguments))


def _digest(name: str) -> Namespace:
    digest = Namespace(f"Digest::{name.upper()}")

    @digest.declares("hexdigest")
    def hexdigest(call: Call) -> Ruby:
        return hashlib.new(name, call.required().encode()).hexdigest()

    return digest


_HOST = (
    ("Time", "the time differs each time"), ("Date", "the date differs each day"),
    ("DateTime", "the time differs each time"), ("Random", "a random value differs each time"),
    ("SecureRandom", "a random value differs each time"),
    ("Socket", "the network of the host is not asked"),
    ("TCPSocket", "the network is not asked"), ("UDPSocket", "the network is not asked"),
    ("Net", "the network is not asked"), ("URI", "addresses are not followed"),
    ("OpenURI", "the network is not asked"), ("Resolv", "the network is not asked"),
    ("IPAddr", "calculations with addresses are not followed"),
    ("Addrinfo", "the network of the host is not asked"),
    ("Open3", "a command of the host is not executed"),
    ("Process", "the processes of the host are not asked"),
    ("Etc", "the users and processors of the host differ"),
    ("Tempfile", "temporary files are not written"), ("Logger", "logging is not followed"),
    ("Log4r", "logging is not followed"), ("Timeout", "time is not followed"),
    ("Thread", "threads are not followed"), ("Zlib", "compression is not followed"),
    ("OpenSSL", "cryptography is not followed"), ("GetoptLong", "arguments are not known"),
    ("OptionParser", "arguments are not known"), ("ObjectSpace", "objects are not counted"),
    ("GC", "memory is not followed"), ("Bundler", "the gems of the host are not known"),
    ("VagrantPlugins", "the plugins of the host are not known"),
    ("I18n", "translations are not followed"), ("Kconv", "encodings are not followed"),
    ("STDIN", "the terminal is not asked"), ("PTY", "a command of the host is not executed"),
    ("IO_console", "the terminal is not asked"), ("WIN32OLE", "there is no Windows"),
    ("CSV", "CSV is not followed"), ("Marshal", "objects are not loaded"),
    ("Signal", "signals are not followed"), ("Rake", "tasks are not followed"),
    ("StringIO", "streams in memory are not followed"), ("Rational", "fractions are not followed"),
    ("Encoding", "encodings are not followed"), ("REXML", "XML is not followed"),
)  # fmt: skip


def libraries() -> dict[str, Ruby]:
    """The constants of these libraries."""
    digest = Namespace("Digest")
    digest.constants.update(
        {name.upper(): _digest(name) for name in ("md5", "sha1", "sha256", "sha512")}
    )
    found: dict[str, Ruby] = {name: HostOnly(name, reason) for name, reason in _HOST}
    found.update({"Shellwords": SHELLWORDS, "Base64": BASE64, "Digest": digest, "Math": MATH})
    return found


def core_classes() -> dict[str, Ruby]:
    """Ruby's own classes, whose constructors answer in Python."""
    names = (
        "Object BasicObject Kernel Module Class String Symbol Integer Fixnum Float Numeric Array "
        "Hash Range Regexp Proc NilClass TrueClass FalseClass Comparable Enumerable Struct "
        "OpenStruct Set Method Enumerator Forwardable Singleton FileTest MatchData"
    ).split()
    classes = {name: Module(name, True) for name in names}
    for name, constructor in _CONSTRUCTORS.items():
        classes[name].own["new"] = constructor
    classes["Hash"].own["[]"] = _to_hash
    classes["Regexp"].own.update({"escape": _escape, "quote": _escape, "union": _union})
    classes["Array"].own["[]"] = lambda call: list(call.arguments)
    classes["Set"].own["[]"] = lambda call: unique(call.arguments)
    classes["Integer"].own["sqrt"] = lambda call: int(call.required() ** 0.5)
    classes["Float"].constants.update({"INFINITY": float("inf"), "NAN": float("nan")})
    return dict(classes)


def _new_array(call: Call) -> Ruby:
    from migrator.read.vagrantfile.ruby import limits

    size = call.argument(0, 0)
    if isinstance(size, list):
        return list(size)
    if size > limits.MAX_ITEMS:
        raise Incalculable("the collection is too large")
    if call.block is not None:
        return [call.run_block(place) for place in range(size)]
    return [call.argument(1)] * size


def _new_hash(call: Call) -> Ruby:
    result = Hash()
    result.default = call.block if call.block is not None else call.argument(0)
    return result


def _to_hash(call: Call) -> Ruby:
    first = call.argument(0)
    if len(call.arguments) == 1:
        pairs = items(first)
    else:
        pairs = [call.arguments[place : place + 2] for place in range(0, len(call.arguments), 2)]
    return Hash({pair[0]: pair[1] for pair in pairs})


def _escape(call: Call) -> Ruby:
    import re

    return re.escape(call.required()).replace("\\/", "/")


def _union(call: Call) -> Ruby:
    import re

    wanted = call.arguments[0] if isinstance(call.argument(0), list) else call.arguments
    return Regexp(
        "|".join(each.source if isinstance(each, Regexp) else re.escape(each) for each in wanted)
    )


_CONSTRUCTORS: dict[str, Ruby] = {
    "Array": _new_array,
    "Hash": _new_hash,
    "String": lambda call: str(call.argument(0, "") or ""),
    "Regexp": lambda call: (
        call.required()
        if isinstance(call.required(), Regexp)
        else Regexp(call.required(), "i" if call.argument(1) else "")
    ),
    "Range": lambda call: Range(call.required(0), call.required(1), bool(call.argument(2))),
    "Set": lambda call: unique(items(call.argument(0, []) or [])),
    "Struct": new_struct,
    "OpenStruct": new_open_struct,
    "Proc": lambda call: call.block,
    "Class": new_class,
    "Module": new_class,
    "Object": lambda call: Hash(),
}


@method(list, name="add", unknowns=True)
def add_to_set(call: Call) -> Ruby:
    if call.required() not in call.receiver:
        call.receiver.append(call.required())
    return call.receiver


function("__FILE__")(file_name)
function("__dir__")(folder_name)
function("__LINE__")(lambda call: call.node.line)
function("__callee__")(lambda call: None)
