"""`Dir`: the repository's folders, read-only."""

from __future__ import annotations

import posixpath
import re

from migrator.read.vagrantfile.ruby.control import Incalculable
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.texts import is_text
from migrator.read.vagrantfile.ruby.values import Ruby, Symbol, text_of
from migrator.read.vagrantfile.world.files import answer_question, flattened, path_of
from migrator.read.vagrantfile.world.namespace import Namespace
from migrator.read.vagrantfile.world.paths import (
    HOME,
    absolute_file,
    expand,
    in_project,
    root,
    shown,
    text_path,
    working_directory,
)

DIR = Namespace("Dir")


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
        raise Incalculable(f"{shown(call.run, path)} is not a folder of the repository")
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
    for pattern in flattened(call.positional()):
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
    if full.startswith(f"{HOME}/"):
        call.run.host_branch(
            f"Dir.glob {shown(run, pattern)}", "decided as on a host that has none", call.node
        )
        return []
    if not full.startswith(top):
        raise Incalculable(f"{shown(call.run, pattern)} lies outside the repository")
    matcher = re.compile(_glob_regexp(full), re.DOTALL)
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
