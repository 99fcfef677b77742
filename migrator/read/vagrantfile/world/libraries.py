"""Small libraries of Ruby that Vagrantfiles use, and those that only a host could answer."""

from __future__ import annotations

import base64
import hashlib
import math
import shlex

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.registry import Call, method
from migrator.read.vagrantfile.ruby.values import Ruby
from migrator.read.vagrantfile.world.namespace import HostOnly, Namespace

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


@method(str, names="shellsplit")
def split_text(call: Call) -> Ruby:
    return list(shlex.split(call.receiver))


@method(list, names="shelljoin")
def join_words(call: Call) -> Ruby:
    return " ".join(shell_escaped(str(each)) for each in call.receiver)


@SHELLWORDS.declares("join shelljoin")
def shell_join(call: Call) -> Ruby:
    return " ".join(shell_escaped(str(each)) for each in call.required())


@BASE64.declares(
    "encode64 strict_encode64 urlsafe_encode64 decode64 strict_decode64 urlsafe_decode64"
)
def base_64(call: Call) -> Ruby:
    text = call.required()
    if "decode" in call.name:
        decode = base64.urlsafe_b64decode if "urlsafe" in call.name else base64.b64decode
        try:
            return decode(text).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Incalculable("what is encoded is not a text") from error
    encode = base64.urlsafe_b64encode if "urlsafe" in call.name else base64.b64encode
    encoded = encode(text.encode()).decode()
    if call.name == "encode64":
        pieces = [encoded[place : place + 60] for place in range(0, len(encoded), 60)]
        return "".join(f"{piece}\n" for piece in pieces)
    return encoded


@MATH.declares("sqrt log log2 log10 sin cos pow")
def mathematics(call: Call) -> Ruby:
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
    ("OpenURI", "the network is not asked"),
    ("Addrinfo", "the network of the host is not asked"),
    ("Open3", "a command of the host is not executed"),
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


def _libraries() -> dict[str, Ruby]:
    digest = Namespace("Digest")
    digest.constants.update(
        {name.upper(): _digest(name) for name in ("md5", "sha1", "sha256", "sha512")}
    )
    found: dict[str, Ruby] = {name: HostOnly(name, reason) for name, reason in _HOST}
    found.update({"Shellwords": SHELLWORDS, "Base64": BASE64, "Digest": digest, "Math": MATH})
    return found


LIBRARIES = _libraries()
