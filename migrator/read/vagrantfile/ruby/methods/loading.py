"""`require`, `load` and `eval`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.files import evaluate_text, load_file
from migrator.read.vagrantfile.ruby.interpreter import Interpreter
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.values import (
    Ruby,
)
from migrator.read.vagrantfile.world.paths import in_project, text_path


@function("require")
def require(call: Call) -> Ruby:
    name = call.argument(0)
    if isinstance(name, str) and name.startswith(("/", "./", "../")):
        return load_file(call, name, once=True)
    if isinstance(name, str) and name.partition("/")[0].removesuffix(".rb") not in LIBRARIES:
        found = _on_load_path(call.run, name)
        if found is not None:
            return load_file(call, found, once=True)
        return fail(call.run, "LoadError", f"cannot load such file -- {name}", call.node)
    return True


def _on_load_path(run: Interpreter, name: str) -> str | None:
    """The file of the repository that `require "name"` means."""
    file = name if name.endswith(".rb") else f"{name}.rb"
    for folder in map(text_path, run.load_path):
        if isinstance(folder, str):
            found = in_project(run, f"{folder}/{file}")
            if found is not None and run.project.is_file(found):
                return f"{folder}/{file}"
    return None


# What a plain Vagrant can require: Ruby's standard library and the gems it is made of.
LIBRARIES = frozenset(
    "English abbrev base64 benchmark bigdecimal bundler cgi cmath coverage csv date delegate "
    "digest drb erb etc expect fcntl fiddle fileutils find forwardable getoptlong io ipaddr irb "
    "json logger matrix minitest monitor mutex_m net nkf objspace observer open-uri open3 openssl "
    "optparse ostruct pathname pp prettyprint prime pstore psych pty racc rake rbconfig readline "
    "resolv rexml ripper rss rubygems securerandom set shellwords singleton socket stringio "
    "strscan syslog tempfile thread time timeout tmpdir tracer tsort un uri weakref webrick yaml "
    "zlib vagrant i18n log4r childprocess concurrent erubi ed25519 listen net-scp net-sftp "
    "net-ssh rest-client winrm zip fog rexml mime bcrypt_pbkdf ruby_dep".split()
)


@function("require_relative")
def require_relative(call: Call) -> Ruby:
    return load_file(call, call.required(), once=True, beside=True)


@function("load")
def load(call: Call) -> Ruby:
    return load_file(call, call.required())


@function("eval instance_eval")
def evaluate(call: Call) -> Ruby:
    if call.block is not None:
        return call.run_block(call.receiver)
    return evaluate_text(call, call.required())
