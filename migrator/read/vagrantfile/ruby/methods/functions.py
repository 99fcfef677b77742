"""Functions that are called without a receiver."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.calls import call_self, fail, to_array
from migrator.read.vagrantfile.ruby.control import Incalculable, Raised, Thrown, WrongUse
from migrator.read.vagrantfile.ruby.definitions import make
from migrator.read.vagrantfile.ruby.files import evaluate_text, load_file
from migrator.read.vagrantfile.ruby.interpreter import shorten
from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.texts import text_or_unknown
from migrator.read.vagrantfile.ruby.values import (
    Hash,
    Instance,
    Module,
    Proc,
    Ruby,
    Symbol,
    text_of,
)
from migrator.values import Unknown


@function("puts print p pp warn printf putc trap at_exit srand require_plugin sleep autoload")
def output(call: Call) -> Ruby:
    return call.argument(0) if call.name == "p" else None


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


@function("raise fail")
def raise_error(call: Call) -> Ruby:
    kind, error = "RuntimeError", None
    message: Ruby = ""
    for argument in call.positional():
        if isinstance(argument, Module):
            kind = argument.name
            error = make(call.run, argument, call.positional()[1:], None, call.node)
            message = error.variables.get("@message") or ""
        elif isinstance(argument, Instance):
            kind, error = argument.module.name, argument
            message = argument.variables.get("@message") or message
        elif isinstance(argument, (str, Unknown)):
            message = argument
    if error is not None and message:
        error.variables["@message"] = message
    if call.run.rescuers:
        raise Raised(kind, message, error)
    _stops(call, f"{kind}: {message}" if message else kind)
    return None


@function("exit exit! abort")
def leave(call: Call) -> Ruby:
    _stops(call, call.name)
    return None


def _stops(call: Call, why: str) -> None:
    """Note that Vagrant would stop here; reading goes on behind it."""
    if not call.run.undecided:
        call.run.doubt(
            shorten(call.node.text), f"Vagrant would stop here: {shorten(why)}", call.node
        )


@function("system exec spawn fork open gets readline readlines syscall select ` test")
def run_on_host(call: Call) -> Ruby:
    return call.unknown("a command of the host is not executed")


@function("rand")
def random(call: Call) -> Ruby:
    return call.unknown("a random number differs each time")


@function("lambda")
def make_lambda(call: Call) -> Ruby:
    return Proc(call.block.node, call.block.scope, True) if call.block is not None else None


@function("proc")
def make_proc(call: Call) -> Ruby:
    return call.block


@function("loop")
def loop(call: Call) -> Ruby:
    try:
        for _ in range(limits.MAX_ROUNDS):
            call.run_block()
    except Raised as raised:
        if raised.kind != "StopIteration":
            raise
        return None
    raise Incalculable("the loop has too many rounds")


@function("catch")
def catch(call: Call) -> Ruby:
    tag = call.argument(0)
    try:
        return call.run_block(tag)
    except Thrown as thrown:
        if thrown.tag != tag:
            raise
        return thrown.value


@function("throw")
def throw(call: Call) -> Ruby:
    raise Thrown(call.required(), call.argument(1))


@function("block_given? iterator?")
def block_given(call: Call) -> Ruby:
    return call.run.scope.frame.block is not None


@function("binding")
def binding(call: Call) -> Ruby:
    return call.run.scope


@function("caller caller_locations")
def caller(call: Call) -> Ruby:
    return []


@function("__method__")
def method_name(call: Call) -> Ruby:
    method = call.run.scope.frame.method
    return Symbol(method.name) if method is not None else None


@function("Integer Float")
def to_number(call: Call) -> Ruby:
    value = call.required()
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        try:
            text = value.replace("_", "").strip()
            if len(text) > 1000:
                raise Incalculable("the number is too long")
            return int(text, 0) if call.name == "Integer" else float(text)
        except ValueError as error:
            if call.options().get(Symbol("exception")) is False:
                return None
            raise WrongUse(f"invalid value {value!r}", "ArgumentError") from error
    return int(value) if call.name == "Integer" else float(value)


@function("String")
def to_text(call: Call) -> Ruby:
    return text_or_unknown(call.run, call.required(), call.node)


@function("Array")
def array(call: Call) -> Ruby:
    return to_array(call.required())


@function("Hash")
def to_hash(call: Call) -> Ruby:
    value = call.required()
    return value if isinstance(value, (dict, Unknown)) else Hash()


@function("attr_accessor attr_reader private public include using refine module_function")
def at_top_level(call: Call) -> Ruby:
    for module in call.arguments:
        if call.name == "include" and isinstance(module, Module):
            call.run.main.methods.update(module.methods)
            for name, value in module.constants.items():
                call.run.main.constants.setdefault(name, value)
    return None


@function("define_method")
def define_method(call: Call) -> Ruby:
    call.run.main.methods[text_of(call.required())] = call.block or call.argument(1)
    return None


@function("local_variables global_variables set_trace_func")
def not_followed(call: Call) -> Ruby:
    return call.unknown(f"`{call.name}` is not followed")


@function("send public_send __send__")
def send(call: Call) -> Ruby:
    return call_self(call.run, text_of(call.required()), call.arguments[1:], call.block, call.node)


@function("freeze tap then")
def on_main(call: Call) -> Ruby:
    return call.run_block(call.receiver) if call.block is not None else call.receiver
