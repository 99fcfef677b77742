"""Puppet's functions, those of stdlib that manifests use most among them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.read.puppet.nodes import Body, Call
from migrator.read.puppet.scope import Scope
from migrator.read.puppet.templates import render, render_inline
from migrator.read.puppet.values import (
    MAX_ITEMS,
    MAX_LENGTH,
    Puppet,
    Reference,
    flat,
    joined,
    to_text,
    truth,
)
from migrator.values import Unknown

if TYPE_CHECKING:
    from migrator.read.puppet.compiler import Compiler


@dataclass(frozen=True)
class FunctionCall:
    """One call with its evaluated arguments."""

    compiler: Compiler
    name: str
    arguments: list[Puppet]
    node: Call
    scope: Scope

    def argument(self, place: int, default: Puppet = None) -> Puppet:
        """An argument, or what it defaults to."""
        return self.arguments[place] if place < len(self.arguments) else default

    def unknown(self, reason: str) -> Unknown:
        """The value of a call that cannot be followed."""
        return self.compiler.evaluator.unknown(reason, self.node)

    def first_unknown(self) -> Unknown | None:
        """An argument that is not known."""
        found = next((each for each in flat(self.arguments) if isinstance(each, Unknown)), None)
        return None if found is None else Unknown(found.reason, found.source, found.line)

    def run(self, *values: Puppet) -> Puppet:
        """The value of the block that was given."""
        if self.node.block is None:
            return self.unknown("it has no block")
        return self.compiler.block(self.node.block, values, self.scope)


Function = Callable[[FunctionCall], Puppet]
FUNCTIONS: dict[str, Function] = {}


def function(names: str) -> Callable[[Function], Function]:
    """Declare a function by its names."""

    def declare(native: Function) -> Function:
        FUNCTIONS.update(dict.fromkeys(names.split(), native))
        return native

    return declare


def calculation(names: str) -> Callable[[Function], Function]:
    """Declare a function whose value is unknown as soon as one of its arguments is."""

    def declare(native: Function) -> Function:
        def guarded(call: FunctionCall) -> Puppet:
            unknown = call.first_unknown()
            if unknown is not None:
                return unknown
            try:
                return native(call)
            except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
                return call.unknown(f"{call.name} is used wrongly")

        return function(names)(guarded)

    return declare


# --- declaring ------------------------------------------------------------------------------------


def _names(call: FunctionCall) -> Iterable[str]:
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            yield value.title
        elif not isinstance(value, Unknown):
            yield str(to_text(value))


@function("include require contain")
def include(call: FunctionCall) -> Puppet:
    """`include a, b`; `require` orders the class before what calls it as well."""
    found = []
    for name in _names(call):
        contained = call.name == "contain"
        declaring = call.compiler.declaring
        found.append(declaring.include(name, call.scope, call.node, {}, contained=contained))
        if call.name == "require" and call.scope.containers:
            call.compiler.catalog.relate(found[-1], call.scope.containers[-1], False)
    return found


@function("hiera_include")
def hiera_include(call: FunctionCall) -> Puppet:
    """`hiera_include("classes")`."""
    for name in flat(call.compiler.hiera.all(str(call.argument(0)))):
        call.compiler.declaring.include(str(name), call.scope, call.node, {})
    return None


@function("realize")
def realize(call: FunctionCall) -> Puppet:
    """`realize(User["x"])`."""
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            call.compiler.declaring.realize(value)
    return None


@function("import")
def import_manifest(call: FunctionCall) -> Puppet:
    """`import "nodes/*.pp"`."""
    for name in _names(call):
        call.compiler.imported(name, call.scope)
    return None


def _declare(call: FunctionCall, kind: str, title: str, attributes: dict[str, Puppet]) -> Puppet:
    node = call.node
    body = Body(node.line, node.end_line, node.text, node, ())
    return call.compiler.declaring.declare(kind.lower(), title, attributes, body, call.scope)


@function("create_resources")
def create_resources(call: FunctionCall) -> Puppet:
    """`create_resources("user", { "app" => {…} }, {…})`."""
    table, defaults = call.argument(1), call.argument(2)
    if not isinstance(table, dict):
        why = "what create_resources makes is not known"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
        return None
    common = defaults if isinstance(defaults, dict) else {}
    for title, attributes in list(table.items())[:MAX_ITEMS]:
        own = attributes if isinstance(attributes, dict) else {}
        _declare(call, str(call.argument(0)), title, {**common, **own})
    return None


@function("ensure_packages ensure_resource ensure_resources")
def ensure(call: FunctionCall) -> Puppet:
    """Declare resources unless they are declared already."""
    if call.name == "ensure_packages":
        kind, titles, given = "package", call.argument(0), call.argument(1)
    else:
        kind, titles, given = str(call.argument(0)), call.argument(1), call.argument(2)
    attributes = dict(given) if isinstance(given, dict) else {}
    if isinstance(titles, dict):
        titles = list(titles)
    for title in flat(titles):
        reference = Reference(kind.lower(), str(to_text(title)))
        if not call.compiler.catalog.has(reference):
            _declare(call, kind, reference.title, {"ensure": "present", **attributes})
    return None


@function("defined")
def is_defined(call: FunctionCall) -> Puppet:
    """Whether a resource is declared by now, or a class or type can be found."""
    compiler = call.compiler
    for value in flat(call.arguments):
        if isinstance(value, Reference):
            if compiler.catalog.has(value):
                return True
        elif isinstance(value, str):
            find = compiler.definitions.find
            if find("class", value) is not None or find("define", value) is not None:
                return True
    return False


@function("defined_with_params")
def defined_with_params(call: FunctionCall) -> Puppet:
    """Whether a resource is declared."""
    return any(
        isinstance(each, Reference) and call.compiler.catalog.has(each)
        for each in flat(call.arguments)
    )


@function("fail")
def fail(call: FunctionCall) -> Puppet:
    """The manifest would stop here; reading goes on behind it."""
    if not call.compiler.undecided:
        why = f"Puppet would stop here: {joined(call.arguments)}"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
    return None


@function(
    "notice info debug warning err alert crit emerg tag assert_type deprecation assert_private "
    "validate_string validate_bool validate_array validate_hash validate_re validate_integer "
    "validate_absolute_path validate_slength validate_numeric validate_legacy notify lest "
    "validate_platform warn_once validate_cmd validate_ip_address"
)
def nothing(call: FunctionCall) -> Puppet:
    """What only tells or checks."""
    return None


# --- data and files -------------------------------------------------------------------------------


@function("hiera lookup hiera_array hiera_hash")
def hiera(call: FunctionCall) -> Puppet:
    """`hiera("key", default)`; `lookup` also takes a hash of options."""
    key = str(to_text(call.argument(0)))
    values = call.compiler.hiera.all(key)
    if not values:
        default = call.argument(3 if call.name == "lookup" and len(call.arguments) > 2 else 1)
        if isinstance(default, dict) and "default_value" in default:
            default = default["default_value"]
        return call.unknown(f"Hiera has no {key}") if default is None else default
    if call.name == "hiera_array":
        return flat(values)
    if call.name == "hiera_hash":
        merged: dict[str, Puppet] = {}
        for value in reversed(values):
            merged.update(value if isinstance(value, dict) else {})
        return merged
    return values[0]


@function("template")
def template(call: FunctionCall) -> Puppet:
    """`template("module/file.erb", …)`."""
    return joined([render(call.compiler, name, call.scope, call.node) for name in _names(call)])


@function("inline_template")
def inline_template(call: FunctionCall) -> Puppet:
    """`inline_template("<%= @x %>")`."""
    texts = [render_inline(call.compiler, name, call.scope, call.node) for name in _names(call)]
    return joined(texts)


@function("epp inline_epp generate fqdn_rand getparam shellquote")
def not_followed(call: FunctionCall) -> Puppet:
    """What is not followed."""
    return call.unknown(f"{call.name} is not followed")


@function("file")
def file(call: FunctionCall) -> Puppet:
    """`file("module/name")`: the text of a module's file."""
    for name in _names(call):
        module, _, rest = name.partition("/")
        path = call.compiler.modules.file(module, "files", rest)
        text = call.compiler.read_file(path) if path is not None else None
        if text is not None:
            return text
    return call.unknown("the file is not in the repository")


@function("getvar")
def getvar(call: FunctionCall) -> Puppet:
    """`getvar("::module::name")`."""
    name = str(to_text(call.argument(0))).removeprefix("::")
    return call.compiler.variable(name, call.scope, call.node)


# --- texts ----------------------------------------------------------------------------------------


@calculation("split")
def split(call: FunctionCall) -> Puppet:
    """`split("a,b", ",")`."""
    text, by = str(to_text(call.argument(0))), call.argument(1)
    pattern = getattr(by, "source", None) or str(by)
    if len(pattern) == 1 or not re.search(r"[\\^$.|?*+()\[\]{}]", pattern):
        return text.split(pattern)[:MAX_ITEMS]
    if pattern in (r"\s+", r"[\s]+", r"\s"):
        return text.split()[:MAX_ITEMS]
    if re.fullmatch(r"\[[^\[\]\\]+\]|\\.", pattern):
        return re.split(pattern, text)[:MAX_ITEMS]
    return call.unknown("the pattern is too involved")


@function("join")
def join_texts(call: FunctionCall) -> Puppet:
    """`join(["a", "b"], ",")`."""
    by = call.argument(1, "")
    found: list[Puppet] = []
    for item in flat(call.argument(0)):
        found += [by, item] if found else [item]
    return joined(found)


@calculation("regsubst")
def regsubst(call: FunctionCall) -> Puppet:
    """`regsubst(text, pattern, replacement, flags)` for plain patterns."""
    text, pattern, new = (call.argument(place, "") for place in range(3))
    source = getattr(pattern, "source", None) or str(pattern)
    value = call.compiler.evaluator.matches(pattern, text, call.node, Scope(""))
    if isinstance(value, Unknown) or not isinstance(text, str):
        return call.unknown("the pattern is too involved")
    count = 0 if "G" in str(call.argument(3, "")) else 1
    return re.sub(source, str(new), text[:MAX_LENGTH], count=count)[:MAX_LENGTH]


@calculation("downcase upcase capitalize strip chomp lstrip rstrip")
def changed(call: FunctionCall) -> Puppet:
    """Letters and margins."""
    text = str(to_text(call.argument(0)))
    changes: dict[str, Callable[[], str]] = {
        "downcase": text.lower, "upcase": text.upper, "capitalize": text.capitalize,
        "strip": text.strip, "chomp": lambda: text.rstrip("\n"), "lstrip": text.lstrip,
        "rstrip": text.rstrip,
    }  # fmt: skip
    return changes[call.name]()


@calculation("sprintf")
def sprintf(call: FunctionCall) -> Puppet:
    """`sprintf("%s-%d", …)` for plain places."""
    text = str(to_text(call.argument(0)))
    if not re.fullmatch(r"(?:[^%]|%[sd%])*", text):
        return call.unknown("the format is too involved")
    values = iter(call.arguments[1:])
    return re.sub(
        r"%([sd%])", lambda found: "%" if found[1] == "%" else str(to_text(next(values, ""))), text
    )


@calculation("versioncmp")
def versioncmp(call: FunctionCall) -> Puppet:
    """The order of two versions."""
    one, other = (_version(str(to_text(call.argument(place)))) for place in range(2))
    return (one > other) - (one < other)


def _version(text: str) -> list[tuple[int, int | str]]:
    parts = re.findall(r"\d+|[A-Za-z]+", text[:100])
    return [(1, int(part)) if part.isdigit() else (0, part) for part in parts]


@calculation("basename dirname")
def of_path(call: FunctionCall) -> Puppet:
    """The parts of a path."""
    text = str(to_text(call.argument(0)))
    return posixpath.basename(text) if call.name == "basename" else posixpath.dirname(text)


# --- collections ----------------------------------------------------------------------------------


@function("each")
def each(call: FunctionCall) -> Puppet:
    """`$list.each |$item| { … }`, with two parameters also the place or key."""
    for arguments in _turns(call):
        call.run(*arguments)
    return call.argument(0)


@function("map")
def mapped(call: FunctionCall) -> Puppet:
    """`$list.map |$item| { … }`."""
    return [call.run(*arguments) for arguments in _turns(call)]


@function("filter")
def filtered(call: FunctionCall) -> Puppet:
    """`$list.filter |$item| { … }`."""
    value = call.argument(0)
    turns = list(_turns(call))
    kept = [turn for turn in turns if truth(call.run(*turn))]
    if isinstance(value, dict):
        keys = {turn[0] if len(turn) > 1 else turn[0][0] for turn in kept}
        return {key: item for key, item in value.items() if key in keys}
    return [turn[-1] for turn in kept]


@function("with")
def with_values(call: FunctionCall) -> Puppet:
    """`with(1) |$x| { … }`."""
    return call.run(*call.arguments)


def _turns(call: FunctionCall) -> Iterable[tuple[Puppet, ...]]:
    """The arguments of each turn of a loop."""
    value, block = call.argument(0), call.node.block
    if isinstance(value, Unknown):
        why = f"the loop is not followed, because {value.reason}"
        call.compiler.recording.cannot_follow(call.compiler.source, call.node.line, why)
        return
    several = block is not None and len(block.parameters) > 1
    pairs = value.items() if isinstance(value, dict) else enumerate(flat([value]))
    for key, item in list(pairs)[:MAX_ITEMS]:
        if several:
            yield key, item
        else:
            yield ([key, item] if isinstance(value, dict) else item,)


@function("pick pick_default")
def pick(call: FunctionCall) -> Puppet:
    """The first argument that is neither undef nor empty."""
    return next((value for value in call.arguments if value not in (None, "")), None)


@calculation("merge")
def merge(call: FunctionCall) -> Puppet:
    """Hashes laid over one another."""
    found: dict[str, Puppet] = {}
    for value in call.arguments:
        found.update(value if isinstance(value, dict) else {})
    return found


@calculation("concat flatten any2array unique union")
def lists(call: FunctionCall) -> Puppet:
    """Lists out of lists."""
    found = flat(call.arguments)[:MAX_ITEMS]
    if call.name in ("unique", "union"):
        return [item for place, item in enumerate(found) if item not in found[:place]]
    return found


@calculation("size length count")
def size(call: FunctionCall) -> Puppet:
    """How long a list, hash or text is."""
    return len(call.argument(0) or "")


@calculation("empty")
def empty(call: FunctionCall) -> Puppet:
    """Whether there is nothing in it."""
    return call.argument(0) in (None, "", [], {})


@calculation("member has_key has_value")
def member(call: FunctionCall) -> Puppet:
    """Whether a list has an item, or a hash a key."""
    return str(to_text(call.argument(1))) in [str(to_text(each)) for each in call.argument(0)]


@calculation("keys values")
def of_hash(call: FunctionCall) -> Puppet:
    """The keys or values of a hash."""
    return list(getattr(call.argument(0), call.name)())


@calculation("prefix suffix")
def affixed(call: FunctionCall) -> Puppet:
    """A text before or behind each item."""
    own = str(to_text(call.argument(1, "")))
    before, behind = (own, "") if call.name == "prefix" else ("", own)
    return [f"{before}{to_text(item)}{behind}" for item in flat(call.argument(0))]


@calculation("delete difference delete_undef_values reject")
def without(call: FunctionCall) -> Puppet:
    """A list without some of its items."""
    unwanted = flat(call.argument(1)) if call.name != "delete_undef_values" else [None]
    return [item for item in flat(call.argument(0)) if item not in unwanted]


@calculation("sort reverse_each")
def sorted_items(call: FunctionCall) -> Puppet:
    """A list in order."""
    return sorted(flat(call.argument(0)), key=lambda item: str(to_text(item)))


@calculation("str2bool num2bool bool2str")
def truths(call: FunctionCall) -> Puppet:
    """Truth values from and to texts."""
    value = str(to_text(call.argument(0))).lower()
    decided = value in ("true", "1", "t", "y", "yes", "on")
    return ("true" if decided else "false") if call.name == "bool2str" else decided


@calculation("is_string is_array is_hash is_integer is_bool is_numeric")
def kinds(call: FunctionCall) -> Puppet:
    """What kind of value it is."""
    value = call.argument(0)
    wanted: dict[str, tuple[type, ...]] = {
        "is_string": (str,), "is_array": (list,), "is_hash": (dict,), "is_integer": (int,),
        "is_bool": (bool,), "is_numeric": (int, float),
    }  # fmt: skip
    return isinstance(value, wanted[call.name]) and (
        call.name == "is_bool" or not isinstance(value, bool)
    )


@calculation("range")
def numbers(call: FunctionCall) -> Puppet:
    """`range(1, 3)`."""
    first, last = (int(str(to_text(call.argument(place)))) for place in range(2))
    return list(range(first, min(last + 1, first + MAX_ITEMS)))
