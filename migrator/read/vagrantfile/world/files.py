"""`File`, `IO`, `Dir` and `FileUtils`: the repository's files, read-only."""

from __future__ import annotations

import fnmatch
import posixpath

from migrator.machine import Location
from migrator.read.project import NotReadable
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import concatenate
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol, located
from migrator.read.vagrantfile.world.namespace import Namespace
from migrator.read.vagrantfile.world.paths import (
    HOME,
    expand,
    in_project,
    shown,
    text_path,
)
from migrator.values import Unknown

FILE = Namespace("File")
FILE_UTILS = Namespace("FileUtils")
FILE.constants.update(
    {"SEPARATOR": "/", "Separator": "/", "PATH_SEPARATOR": ":", "NULL": "/dev/null",
     "ALT_SEPARATOR": None, "FNM_PATHNAME": 2, "FNM_DOTMATCH": 4, "FNM_EXTGLOB": 16}
)  # fmt: skip


def path_of(call: Call, place: int = 0) -> str:
    """A path among the arguments; Incalculable when it is not known."""
    value = text_path(call.required(place))
    if isinstance(value, Unknown):
        raise Incalculable(value.reason)
    if not isinstance(value, str):
        raise WrongUse("the path is not a text")
    return str(value)


def read_text(call: Call, path: str) -> str:
    """A file's text; Incalculable, or what Ruby would raise, when there is none."""
    name = in_project(call.run, path)
    if name is None:
        why = f"{shown(call.run, path)} is not a file of the repository"
        if call.run.rescuers and expand(call.run, path).startswith(f"{HOME}/"):
            # The repository is prepared for a host that does not have it.
            call.run.host_branch(why, "decided as on a host that does not have it", call.node)
            raise WrongUse(why, "Errno::ENOENT")
        raise Incalculable(why)
    try:
        text = call.run.project.text(name)
    except NotReadable as error:
        if "no such file" in str(error):
            raise WrongUse(f"{name}: there is no such file", "Errno::ENOENT") from error
        raise Incalculable(f"{name} cannot be read: {error}") from error
    call.run.read_files[name] = None
    return located(text, Location(name, 1))


@FILE.declares("join", unknowns=True)
def join(call: Call) -> Ruby:
    pieces: list[str | Unknown] = []
    for argument in flattened(call.arguments):
        piece = text_path(argument)
        if not isinstance(piece, (str, Unknown)):
            raise WrongUse("no implicit conversion into String")
        if pieces:
            last = pieces[-1]
            if isinstance(piece, str) and isinstance(last, str):
                pieces[-1] = last.rstrip("/")
                piece = "/" + piece.lstrip("/")
            elif isinstance(piece, str):
                piece = "/" + piece.lstrip("/")
            else:
                pieces.append("/")
        pieces.append(piece)
    return concatenate(pieces)


def flattened(values: list[Ruby], depth: int = 0) -> list[Ruby]:
    result: list[Ruby] = []
    for value in values:
        result += flattened(value, depth + 1) if isinstance(value, list) and depth < 10 else [value]
    return result


@FILE.declares("expand_path absolute_path realpath realdirpath")
def expand_path(call: Call) -> Ruby:
    base = call.argument(1)
    return expand(call.run, path_of(call), None if base is None else path_of(call, 1))


@FILE.declares("dirname", unknowns=True)
def dirname(call: Call) -> Ruby:
    value = text_path(call.required())
    if isinstance(value, Unknown):
        last = value.parts[-1]
        if last is not None and "/" in last and len(value.parts) > 1:
            parts = (*value.parts[:-1], last.rpartition("/")[0])
            return Unknown(value.reason, value.source, value.line, parts)
        return Unknown(value.reason, value.source, value.line)
    return posixpath.dirname(value.rstrip("/") or "/") or "."


@FILE.declares("basename", unknowns=True)
def basename(call: Call) -> Ruby:
    value, suffix = text_path(call.required()), call.argument(1)
    if isinstance(value, Unknown):
        last = value.parts[-1]
        if last is None or "/" not in last:
            return Unknown(value.reason, value.source, value.line)
        value = last
    name = posixpath.basename(value.rstrip("/")) or "/"
    if suffix == ".*":
        return posixpath.splitext(name)[0]
    return name.removesuffix(suffix) if isinstance(suffix, str) and name != suffix else name


@FILE.declares("extname")
def extname(call: Call) -> Ruby:
    return posixpath.splitext(path_of(call))[1]


@FILE.declares("split")
def split(call: Call) -> Ruby:
    return [posixpath.dirname(path_of(call)) or ".", posixpath.basename(path_of(call))]


@FILE.declares("absolute_path?")
def is_absolute(call: Call) -> Ruby:
    return path_of(call).startswith("/")


@FILE.declares("exist? exists? file? directory? readable? executable? symlink? size? zero? empty?")
def question(call: Call) -> Ruby:
    return answer_question(call, call.name, path_of(call))


def answer_question(call: Call, question: str, path: str) -> Ruby:
    """What a test of a path says; outside the repository the host has nothing."""
    run = call.run
    name = in_project(run, path)
    if name is None:
        if expand(run, path).startswith("/dev/") or expand(run, path) in ("/", "/tmp", "/etc"):
            return question in ("exist?", "exists?", "readable?")
        run.host_branch(
            f"{question} {shown(call.run, path)}",
            "it lies outside the repository; decided as on a host that does not have it",
            call.node,
        )
        return False
    is_file, is_folder = run.project.is_file(name), run.project.is_dir(name)
    if question == "file?":
        return is_file
    if question == "directory?":
        return is_folder
    if question in ("size?", "zero?", "empty?"):
        size = len(read_text(call, path).encode()) if is_file else 0
        return (size or None) if question == "size?" else is_file and size == 0
    if question == "symlink?":
        return (run.project.root / name).is_symlink()
    return is_file or is_folder


@FILE.declares("read binread")
def read(call: Call) -> Ruby:
    return read_text(call, path_of(call))


@FILE.declares("readlines foreach")
def readlines(call: Call) -> Ruby:
    text = str(read_text(call, path_of(call)))
    lines = text.splitlines(keepends=not call.options().get(Symbol("chomp")))
    if call.block is None:
        return lines[: limits.MAX_ITEMS]
    for line in lines:
        call.run_block(line)
    return None


@FILE.declares("open new")
def open_file(call: Call) -> Ruby:
    """A file that is read; writing is not done, and gives a file that swallows it."""
    from migrator.read.vagrantfile.world.streams import Stream

    mode = call.argument(1, "r")
    writes = isinstance(mode, str) and mode[:1] in "wa"
    stream = Stream("" if writes else read_text(call, path_of(call)))
    if writes:
        call.run.doubt(
            f"File.open {shown(call.run, path_of(call))}", "nothing is written", call.node
        )
    return call.run_block(stream) if call.block is not None else stream


@FILE.declares(
    "write delete unlink chmod rename symlink utime chown truncate mkfifo", unknowns=True
)
def write(call: Call) -> Ruby:
    call.run.doubt(f"File.{call.name}", "nothing is written", call.node)
    return None


@FILE.declares("size")
def size(call: Call) -> Ruby:
    return len(read_text(call, path_of(call)).encode())


@FILE.declares("mtime ctime atime stat lstat readlink ftype umask")
def of_the_host(call: Call) -> Ruby:
    return call.unknown(f"File.{call.name} differs from host to host")


@FILE.declares("fnmatch fnmatch?")
def matches(call: Call) -> Ruby:
    return fnmatch.fnmatchcase(path_of(call, 1), path_of(call))


@FILE_UTILS.declares(
    "mkdir_p mkdir mkpath makedirs cp copy cp_r mv move rm rm_f rm_rf rm_r touch ln ln_s ln_sf "
    "chmod chmod_R chown chown_R rmdir install copy_file cd remove_dir",
    unknowns=True,
)
def change_files(call: Call) -> Ruby:
    call.run.doubt(f"FileUtils.{call.name}", "nothing is written", call.node)
    return None
