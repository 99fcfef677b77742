"""`File`, `IO`, `Dir` and `FileUtils`: the repository's files, read-only."""

from __future__ import annotations

import fnmatch
import posixpath

from migrator.machine import Location
from migrator.read.project import NotReadable
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.control import Incalculable, WrongUse
from migrator.read.vagrantfile.ruby.regexps import compiled
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import concatenate, is_text
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol, located, text_of
from migrator.read.vagrantfile.world.namespace import Namespace
from migrator.read.vagrantfile.world.paths import (
    HOME,
    absolute_file,
    expand,
    in_project,
    root,
    text_path,
    working_directory,
)
from migrator.values import Unknown

FILE = Namespace("File")
DIR = Namespace("Dir")
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
        raise Incalculable(f"{shown(call, path)} is not a file of the repository")
    try:
        text = call.run.project.text(name)
    except NotReadable as error:
        if "no such file" in str(error):
            raise WrongUse(f"{name}: there is no such file", "Errno::ENOENT") from error
        raise Incalculable(f"{name} cannot be read: {error}") from error
    call.run.read_files[name] = None
    return located(text, Location(name, 1))


def shown(call: Call, path: str) -> str:
    """A path for messages: without the made-up root."""
    top = root(call.run)
    return path.replace(f"{top}/", "").replace(HOME, "~")


@FILE.declares("join", unknowns=True)
def join(call: Call) -> Ruby:
    pieces: list[str | Unknown] = []
    for argument in _flat(call.arguments):
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


def _flat(values: list[Ruby], depth: int = 0) -> list[Ruby]:
    result: list[Ruby] = []
    for value in values:
        result += _flat(value, depth + 1) if isinstance(value, list) and depth < 10 else [value]
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
            f"{question} {shown(call, path)}",
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
        call.run.doubt(f"File.open {shown(call, path_of(call))}", "nothing is written", call.node)
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


# --- folders --------------------------------------------------------------------------------


@DIR.declares("pwd getwd")
def pwd(call: Call) -> Ruby:
    return working_directory(call.run)


@DIR.declares("home")
def home(call: Call) -> Ruby:
    return HOME


@DIR.declares("tmpdir mktmpdir")
def temporary(call: Call) -> Ruby:
    return "/tmp"


@DIR.declares("exist? exists? empty?")
def folder_exists(call: Call) -> Ruby:
    if call.name == "empty?":
        return not entries_of(call, path_of(call))
    return answer_question(call, "directory?", path_of(call))


def entries_of(call: Call, path: str) -> list[str]:
    """The names in a folder of the repository."""
    name = in_project(call.run, path)
    if name is None:
        raise Incalculable(f"{shown(call, path)} is not a folder of the repository")
    return call.run.project.entries(name)


@DIR.declares("entries children each_child")
def entries(call: Call) -> Ruby:
    dots = [".", ".."] if call.name == "entries" else []
    found = dots + entries_of(call, path_of(call))
    if call.block is not None:
        for name in found:
            call.run_block(name)
    return found


@DIR.declares("[] glob")
def glob(call: Call) -> Ruby:
    found: list[Ruby] = []
    base = call.options().get(Symbol("base"))
    for pattern in _flat(call.positional()):
        if is_text(pattern) or hasattr(pattern, "text"):
            found += glob_in(call, text_of(text_path(pattern)), text_path(base))
    if call.block is None:
        return found
    for path in found:
        call.run_block(path)
    return None


def glob_in(call: Call, pattern: str, base: str | None = None) -> list[Ruby]:
    """The files and folders of the repository that a pattern of the shell matches."""
    run = call.run
    start = expand(run, base or ".")
    full = expand(run, pattern, start)
    top = root(run)
    if not full.startswith(top):
        raise Incalculable(f"{shown(call, pattern)} lies outside the repository")
    matcher = compiled(_glob_regexp(full), "")
    names = {name for name in run.project.files() if matcher.fullmatch(absolute_file(run, name))}
    folders = {name.rpartition("/")[0] for name in run.project.files()}
    for folder in list(folders):
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            folders.add(folder)
    names |= {f for f in folders if f and matcher.fullmatch(absolute_file(run, f))}
    paths = [absolute_file(run, name) for name in sorted(names)]
    if not pattern.startswith("/"):
        paths = [posixpath.relpath(path, start) for path in paths]
        if pattern.startswith("./"):
            paths = [f"./{path}" for path in paths]
    if pattern.endswith("/"):
        paths = [f"{path}/" for path in paths]
    return list(paths)


def _glob_regexp(pattern: str) -> str:
    """A pattern of `Dir.glob` as a regular expression; hidden files need their dot."""
    result, place, depth = "", 0, 0
    while place < len(pattern):
        letter = pattern[place]
        if pattern.startswith("**/", place):
            result += "(?:(?!\\.)[^/]+/)*"
            place += 3
            continue
        if letter == "*":
            result += "(?!\\.)[^/]*" if pattern[place - 1 : place] == "/" else "[^/]*"
        elif letter == "?":
            result += "[^/]"
        elif letter == "{":
            result, depth = result + "(?:", depth + 1
        elif letter == "}" and depth:
            result, depth = result + ")", depth - 1
        elif letter == "," and depth:
            result += "|"
        elif letter == "[" and "]" in pattern[place:]:
            end = pattern.index("]", place)
            result += pattern[place : end + 1]
            place = end
        else:
            result += "\\" + letter if not letter.isalnum() and letter not in "/_" else letter
        place += 1
    return result + ")" * depth


@DIR.declares("chdir")
def chdir(call: Call) -> Ruby:
    """Run the block in another folder; without a block the folder changes for good."""
    name = in_project(call.run, path_of(call)) if call.arguments else None
    if name is None:
        raise Incalculable("the folder is not in the repository")
    before = call.run.folder
    call.run.folder = "" if name == "." else name
    if call.block is None:
        return 0
    try:
        return call.run_block(path_of(call))
    finally:
        call.run.folder = before


@DIR.declares("mkdir rmdir delete unlink")
def change_folder(call: Call) -> Ruby:
    call.run.doubt(f"Dir.{call.name}", "nothing is written", call.node)
    return 0


@FILE_UTILS.declares(
    "mkdir_p mkdir mkpath makedirs cp copy cp_r mv move rm rm_f rm_rf rm_r touch ln ln_s ln_sf "
    "chmod chmod_R chown chown_R rmdir install copy_file cd remove_dir",
    unknowns=True,
)
def change_files(call: Call) -> Ruby:
    call.run.doubt(f"FileUtils.{call.name}", "nothing is written", call.node)
    return None
