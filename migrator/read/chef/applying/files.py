"""Files, templates, folders and links."""

from __future__ import annotations

import posixpath

from migrator.read.chef.applying.registry import Applying, applies
from migrator.read.chef.recipe import TemplateSelf, values_of
from migrator.read.project import NotReadable
from migrator.read.vagrantfile.world.documents import render_erb

_WRITING = frozenset({"create", "create_if_missing", "touch"})


def _path(applying: Applying) -> str | None:
    """The absolute path of the resource; None, and a note, where it is not known."""
    path = applying.resource.named("path", "target_file")
    if isinstance(path, str) and path.startswith("/"):
        return path
    applying.writes(path)
    return None


@applies("file", "create")
def file(applying: Applying) -> None:
    """Read `file "/etc/x" do content "…" end`."""
    resource = applying.resource
    path = _path(applying)
    if path is None:
        return
    if applying.action == "delete":
        applying.run(("rm", "-f", path))
    elif applying.action in _WRITING:
        content = resource.string("content")
        if content is None:
            applying.writes(path)
        else:
            applying.write(path, content)


def _companion(applying: Applying, kind: str, name: str) -> str | None:
    """The cookbook's file of that name, of the platform first."""
    resource, get = applying.resource, applying.kitchen.attributes.get
    platform, version = str(get(("platform",))), str(get(("platform_version",)))
    systems = [f"{platform}-{version}", platform]
    cookbook = resource.string("cookbook")
    own = cookbook if isinstance(cookbook, str) else resource.recipe.cookbook
    return applying.kitchen.cookbooks.companion(own, kind, name, systems)


def _source(applying: Applying, path: str, suffix: str) -> str:
    for word in applying.resource.words("source"):
        if isinstance(word, str):
            return word
    return posixpath.basename(path) + suffix


@applies("cookbook_file", "create")
def cookbook_file(applying: Applying) -> None:
    """Read `cookbook_file "/etc/x" do source "x" end` from the cookbook's `files`."""
    path = _path(applying)
    if path is None or applying.action not in _WRITING:
        return
    found = _companion(applying, "files", _source(applying, path, ""))
    if found is None:
        applying.lose(path, f"what {path} is made from")
    else:
        applying.put(path, found)


@applies("template", "create")
def template(applying: Applying) -> None:
    """Read `template "/etc/x" do source "x.erb"; variables(…) end`, rendered where it can be."""
    path = _path(applying)
    if path is None or applying.action not in _WRITING:
        return
    resource = applying.resource
    found = _companion(applying, "templates", _source(applying, path, ".erb"))
    try:
        text = None if found is None else applying.recording.project.text_for_guest(found)
    except NotReadable:
        text = None
    if found is None or text is None:
        applying.lose(path, f"what {path} is made from")
        return
    receiver = TemplateSelf(applying.kitchen, resource.recipe.cookbook, resource.recipe.recipe)
    content = render_erb(applying.kitchen.run, text, found, receiver, values_of(resource))
    applying.write(path, content, (found, 1))


@applies("directory", "create")
def directory(applying: Applying) -> None:
    """Read `directory "/srv/app" do recursive true end`."""
    path = applying.resource.named("path")
    applying.run(("rm", "-rf", path) if applying.action == "delete" else ("mkdir", "-p", path))


@applies("remote_directory", "create")
def remote_directory(applying: Applying) -> None:
    """Read a folder of the cookbook's `files`, placed file by file."""
    path = _path(applying)
    if path is None:
        return
    cookbooks = applying.kitchen.cookbooks
    root = cookbooks.root(applying.resource.recipe.cookbook)
    applying.run(("mkdir", "-p", path))
    name = _source(applying, path, "")
    for folder in (f"{root}/files/default/{name}", f"{root}/files/{name}") if root else ():
        applying.recording.place_folder(applying.resource.unit, path, folder)


@applies("link", "create")
def link(applying: Applying) -> None:
    """Read `link "/usr/bin/node" do to "/usr/bin/nodejs" end`."""
    target = applying.resource.string("to") or ""
    place = applying.resource.named("target_file")
    applying.run(
        ("rm", "-f", place) if applying.action == "delete" else ("ln", "-s", target, place)
    )


@applies("append_if_no_line add_to_list replace_or_add", "edit")
def line_in_file(applying: Applying) -> None:
    """Read a line that is added to a file."""
    path = _path(applying)
    line = applying.resource.string("line")
    if path is not None and isinstance(line, str):
        applying.add(path, f"{line}\n")
