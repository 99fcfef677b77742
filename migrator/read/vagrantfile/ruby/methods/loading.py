"""`require`, `load` and `eval`."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.files import evaluate_text, load_file
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.values import (
    Ruby,
)


@function("require")
def require(call: Call) -> Ruby:
    name = call.argument(0)
    if isinstance(name, str) and name.startswith(("/", "./", "../")):
        return load_file(call, name, relative=not name.startswith("/"), once=True)
    if isinstance(name, str) and name.partition("/")[0].removesuffix(".rb") not in LIBRARIES:
        return fail(call.run, "LoadError", f"cannot load such file -- {name}", call.node)
    return True


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
    return load_file(call, call.required(), relative=True, once=True, beside=True)


@function("load")
def load(call: Call) -> Ruby:
    return load_file(call, call.required(), relative=True)


@function("eval instance_eval")
def evaluate(call: Call) -> Ruby:
    if call.block is not None:
        return call.run_block(call.receiver)
    return evaluate_text(call, call.required())
