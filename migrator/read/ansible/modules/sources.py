"""Sources and downloads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from migrator.read import equivalents
from migrator.read.ansible.modules.files import as_mode
from migrator.read.ansible.modules.registry import Action, Arguments, Copy, module, option, run
from migrator.values import Text


@module("git")
def git(given: Arguments) -> Iterator[Action]:
    """`git: repo=… dest=… version=…`."""
    version = given.text("version")
    branch = None if version in ("HEAD", "master", "main") else version
    address = given.text("repo", "name") or ""
    yield run(*equivalents.clone(address, given.text("dest"), branch))


@module("hg", "subversion", "bzr")
def other_sources(given: Arguments) -> Iterator[Action]:
    yield run("svn", "checkout", given.text("repo", "name"), given.text("dest"))


@module("git_config")
def git_config(given: Arguments) -> Iterator[Action]:
    yield run("git", "config", given.text("name"), given.text("value"))


@module("get_url")
def get_url(given: Arguments) -> Iterator[Action]:
    """A download to a file, or into a folder under its own name."""
    url, path, mode = given.text("url"), given.text("dest"), given.value("mode")
    if url is None or path is None:
        return
    target = _target(url, path)
    yield run("curl", "-fsSL", "-o", target, url)
    if mode is not None:
        yield run("chmod", as_mode(mode), target)


def _target(url: Text, path: Text) -> Text:
    """Where a download lands: `dest` may be a folder, told by its end or its missing suffix."""
    if not isinstance(path, str) or not isinstance(url, str):
        return path
    name = posixpath.basename(url.partition("?")[0])
    folders = {"/tmp", "/opt", "/usr/src", "/usr/local/src", "/usr/local/bin", "/root", "/var/tmp"}
    return posixpath.join(path, name) if path.endswith("/") or path in folders else path


@module("uri")
def uri(given: Arguments) -> Iterator[Action]:
    yield run("curl", *option("-X", given.text("method")), given.text("url"))


@module("unarchive")
def unarchive(given: Arguments) -> Iterator[Action]:
    """An archive of the repository, of the guest (`remote_src`) or of an address, unpacked."""
    source, path = given.text("src"), given.text("dest")
    if source is None or path is None:
        return
    local = given.value("copy") is None or given.flag("copy")
    if local and not given.flag("remote_src") and "://" not in str(source):
        yield Copy(source, "/tmp/")
    name = str(source)
    if name.endswith(".zip"):
        yield run("unzip", source, "-d", path)
    else:
        yield run("tar", "-xf", source, "-C", path)
