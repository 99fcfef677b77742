"""`Pathname`."""

from __future__ import annotations

import posixpath

from migrator.read.vagrantfile.ruby.registry import Call, function
from migrator.read.vagrantfile.ruby.texts import concatenate
from migrator.read.vagrantfile.ruby.values import Receiver, Ruby
from migrator.read.vagrantfile.world.files import answer_question, read_text
from migrator.read.vagrantfile.world.folders import entries_of, glob_in
from migrator.read.vagrantfile.world.namespace import Namespace
from migrator.read.vagrantfile.world.paths import expand, text_path, working_directory
from migrator.values import Unknown

PATHNAME = Namespace("Pathname")
_QUESTIONS = ("exist?", "file?", "directory?", "readable?", "executable?", "symlink?", "zero?")


@function("Pathname", unknowns=False)
@PATHNAME.declares("new")
def new(call: Call) -> Ruby:
    value = text_path(call.required())
    return Pathname(value) if isinstance(value, str) else value


@PATHNAME.declares("pwd getwd")
def pwd(call: Call) -> Ruby:
    return Pathname(working_directory(call.run))


@PATHNAME.declares("glob")
def glob(call: Call) -> Ruby:
    return [Pathname(path) for path in glob_in(call, str(text_path(call.required())))]


class Pathname(Receiver):
    """A path with methods; nothing of the file itself is kept."""

    type_name = "Pathname"

    def __init__(self, text: str) -> None:
        self.text = str(text)

    def answer(self, call: Call) -> Ruby:
        name, path = call.name, self.text
        if name in ("to_s", "to_path", "to_str"):
            return path
        if name in ("join", "+", "/"):
            return self._joined(call)
        if name in ("dirname", "parent"):
            return Pathname(posixpath.dirname(path) or ".")
        if name == "basename":
            base = posixpath.basename(path)
            suffix = call.argument(0)
            if suffix == ".*":
                base = posixpath.splitext(base)[0]
            return Pathname(base.removesuffix(suffix) if isinstance(suffix, str) else base)
        if name == "extname":
            return posixpath.splitext(path)[1]
        if name in ("expand_path", "realpath", "realdirpath", "cleanpath"):
            if name == "cleanpath":
                return Pathname(posixpath.normpath(path))
            base = text_path(call.argument(0))
            return Pathname(expand(call.run, path, base if isinstance(base, str) else None))
        if name == "relative_path_from":
            start = expand(call.run, str(text_path(call.required())))
            return Pathname(posixpath.relpath(expand(call.run, path), start))
        if name in ("absolute?", "relative?"):
            return path.startswith("/") is (name == "absolute?")
        return self._of_the_file(call)

    def _joined(self, call: Call) -> Ruby:
        path: str | Unknown = self.text
        for argument in call.arguments:
            piece = text_path(argument)
            if isinstance(path, str) and isinstance(piece, str):
                path = posixpath.normpath(posixpath.join(path, piece))
            elif isinstance(piece, (str, Unknown)):
                path = concatenate([path, "/", piece])
        return Pathname(path) if isinstance(path, str) else path

    def _of_the_file(self, call: Call) -> Ruby:
        name, path = call.name, self.text
        if name in _QUESTIONS:
            return answer_question(call, name, path)
        if name == "read":
            return read_text(call, path)
        if name in ("readlines", "each_line"):
            lines = str(read_text(call, path)).splitlines(keepends=True)
            for line in lines if call.block is not None else ():
                call.run_block(line)
            return lines
        if name in ("children", "entries", "each_child"):
            found = [Pathname(posixpath.join(path, entry)) for entry in entries_of(call, path)]
            for child in found if call.block is not None else ():
                call.run_block(child)
            return found
        if name == "glob":
            return [
                Pathname(found)
                for found in glob_in(call, posixpath.join(path, str(call.required())))
            ]
        if name in ("start_with?", "end_with?", "include?", "sub", "gsub"):
            from migrator.read.vagrantfile.ruby.calls import call_method

            return call_method(call.run, path, name, call.arguments, call.block, call.node)
        return NotImplemented
