"""Files and folders of the guest."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.read.ansible.modules.registry import (
    Action,
    Arguments,
    Copy,
    Write,
    module,
    option,
    run,
)
from migrator.read.ansible.values import as_json, as_text
from migrator.read.shell import patterns
from migrator.read.shell.texts import join
from migrator.values import Text, Unknown


@module("file")
def file(given: Arguments) -> Iterator[Action]:
    """A folder, a link, an empty file, something to be removed, or only its owner and mode."""
    path = given.text("path", "dest", "name")
    if path is None:
        return
    match given.word("state", "file"):
        case "directory":
            yield run("mkdir", "-p", path)
        case "link":
            yield run("ln", "-sf", "-T", given.text("src"), path)
        case "hard":
            yield run("ln", "-f", given.text("src"), path)
        case "touch":
            yield run("touch", path)
        case "absent":
            yield run("rm", "-rf", path)
    yield from _ownership(given, path)


def _ownership(given: Arguments, path: Text) -> Iterator[Action]:
    deep = ("-R",) if given.flag("recurse") else ()
    owner, group, mode = given.text("owner"), given.text("group"), given.value("mode")
    if owner is not None or group is not None:
        yield run("chown", *deep, join([owner or "", *((":", group) if group else ())]), path)
    if mode is not None:
        yield run("chmod", *deep, as_mode(mode), path)


def as_mode(mode: object) -> Text:
    """A mode as chmod takes it: YAML reads `0755` as a number in base eight."""
    return f"{mode:o}" if isinstance(mode, int) else as_text(mode)


@module("copy")
def copy(given: Arguments) -> Iterator[Action]:
    """A file of the repository, a text of the playbook (`content`), or one of the guest."""
    path, content, source = given.text("dest", "path"), given.value("content"), given.text("src")
    if path is None:
        return
    if content is not None:
        text = as_text(content) if isinstance(content, (str, Unknown)) else as_json(content)
        yield run("tee", path)
        yield Write(path, text)
    elif source is not None and given.flag("remote_src"):
        yield run("cp", "-r", source, path)
    elif source is not None:
        yield Copy(source, path)


@module("template")
def template(given: Arguments) -> Iterator[Action]:
    path, source = given.text("dest", "path"), given.text("src")
    if path is not None and source is not None:
        yield Copy(source, path, True)


@module("assemble")
def assemble(given: Arguments) -> Iterator[Action]:
    yield run("cp", "-r", given.text("src"), given.text("dest"))


@module("synchronize")
def synchronize(given: Arguments) -> Iterator[Action]:
    source, path = given.text("src"), given.text("dest")
    if source is not None and path is not None and given.word("mode", "push") == "push":
        yield Copy(source, path)


@module("lineinfile")
def lineinfile(given: Arguments) -> Iterator[Action]:
    """One line of a file: instead of the one that matches `regexp`, else at its end."""
    path, line = given.text("path", "dest", "destfile", "name"), given.text("line") or ""
    if path is None:
        return
    expression = given.text("regexp", "regex")
    if given.absent:
        yield run("sed", "-i", join(["/", expression or line, "/d"]), path)
        return
    before = given.read(path) if isinstance(path, str) else None
    if isinstance(before, str):
        yield run("tee", path, stdin=_with_line(before, line, expression))
    else:
        yield run("tee", "-a", path, stdin=join([line, "\n"]))


def _with_line(text: str, line: Text, expression: Text | None) -> Text:
    """The file's text with `line` in place of the last one that matches, or at the end."""
    lines = text.splitlines(keepends=True)
    if isinstance(line, str) and any(old.rstrip("\n") == line for old in lines):
        return text
    for index in range(len(lines) - 1, -1, -1) if isinstance(expression, str) else ():
        if _matches(str(expression), lines[index].rstrip("\n")):
            return join(["".join(lines[:index]), line, "\n", "".join(lines[index + 1 :])])
    whole = text if not text or text.endswith("\n") else f"{text}\n"
    return join([whole, line, "\n"])


def _matches(source: str, line: str) -> bool:
    """Whether an expression is found in a line; one that could take long is not tried."""
    found = patterns.expression(source, extended=True)
    return found is not None and len(line) <= found.limit and bool(found.compiled.search(line))


@module("blockinfile")
def blockinfile(given: Arguments) -> Iterator[Action]:
    path, block = given.text("path", "dest", "destfile", "name"), given.text("block", "content")
    if path is None or block is None or given.absent:
        yield run("sed", "-i", "/ANSIBLE MANAGED BLOCK/d", path)
        return
    yield run("tee", "-a", path, stdin=join([block, "\n"]))


@module("replace")
def replace(given: Arguments) -> Iterator[Action]:
    """A substitution, as sed writes it; a `/` in it is escaped."""
    path = given.text("path", "dest", "destfile", "name")
    parts = [given.text("regexp") or "", given.text("replace") or ""]
    escaped = [part.replace("/", "\\/") if isinstance(part, str) else part for part in parts]
    yield run("sed", "-i", "-E", join(["s/", escaped[0], "/", escaped[1], "/g"]), path)


@module("ini_file")
def ini_file(given: Arguments) -> Iterator[Action]:
    path, section, key = given.text("path", "dest"), given.text("section"), given.text("option")
    if path is None or given.absent:
        yield run("sed", "-i", join(["/^", key or "", "/d"]), path)
        return
    header: list[Text] = ["[", section, "]\n"] if section else []
    line = join([key, " = ", given.text("value") or "", "\n"]) if key is not None else ""
    yield run("tee", "-a", path, stdin=join([*header, line]))


@module("xml")
def xml(given: Arguments) -> Iterator[Action]:
    yield run("sed", "-i", given.text("xpath"), given.text("path"))


@module("tempfile")
def tempfile(given: Arguments) -> Iterator[Action]:
    yield run("mktemp")


@module("acl")
def acl(given: Arguments) -> Iterator[Action]:
    yield run("setfacl", "-m", given.text("entry"), given.text("path"))


@module("archive")
def archive(given: Arguments) -> Iterator[Action]:
    yield run("tar", "-czf", given.text("dest"), *given.texts("path"))


@module("patch")
def patch(given: Arguments) -> Iterator[Action]:
    yield run("patch", *option("-p", given.text("strip")), given.text("dest"))


@module("htpasswd")
def htpasswd(given: Arguments) -> Iterator[Action]:
    """The account is a secret of the web server; only that there is one is kept."""
    yield run("htpasswd", "-b", given.text("path", "dest"), given.text("name"))
