"""Packages of the system and of languages, and where they come from."""

from __future__ import annotations

import re

from migrator.read import equivalents
from migrator.read.chef.applying.registry import Applying, applies
from migrator.values import Text

_MANAGER_OF = {f"{manager}_package": manager for manager in equivalents.MANAGERS}
_BOUND = re.compile(r"(?P<name>\S+)\s+(?P<sign>[<>]?=|[<>])\s*(?P<version>\S+)")
_INSTALLING = frozenset({"install", "upgrade", "reconfig", "lock"})


def _names(applying: Applying) -> list[Text]:
    """The package, or several: the property `package_name`, else the resource's name."""
    resource = applying.resource
    value = resource.value("package_name")
    value = resource.name if value is None else value
    values = value if isinstance(value, list) else [value]
    return [name for name in map(resource.as_text, values) if name != ""]


def _bounded(name: Text, version: Text | None) -> tuple[Text, Text | None]:
    """A package by its name alone; for yum Chef also takes it with a bound: `redis >= 2.8`."""
    found = _BOUND.fullmatch(name) if isinstance(name, str) else None
    if found is None:
        return name, version
    return found["name"], found["version"] if found["sign"] == "=" else version


def _versions(applying: Applying) -> list[Text | None]:
    resource = applying.resource
    value = resource.value("version")
    if isinstance(value, list):
        return [None if each is None else resource.as_text(each) for each in value]
    text = resource.string("version")
    return [text] * len(_names(applying))


@applies("package " + " ".join(_MANAGER_OF), "install")
def package(applying: Applying) -> None:
    """Read `package "nodejs"`, `apt_package %w(git curl)`, with `version` and `package_name`."""
    manager = _MANAGER_OF.get(applying.resource.kind, applying.manager)
    source = applying.resource.string("source")
    names = _names(applying)
    versions = _versions(applying) + [None] * len(names)
    for written, of in zip(names, versions, strict=False):
        name, version = _bounded(written, of)
        if applying.action in _INSTALLING:
            path = source if source and str(source).startswith("/") else name
            applying.run(equivalents.install(manager, path, version=version))
        elif applying.action in ("remove", "purge"):
            applying.run(equivalents.remove(manager, name))


@applies("dpkg_package", "install")
def dpkg_package(applying: Applying) -> None:
    """Read `dpkg_package "name" do source "/tmp/name.deb" end`."""
    applying.run(("dpkg", "-i", applying.resource.named("source")))


@applies("rpm_package", "install")
def rpm_package(applying: Applying) -> None:
    """Read `rpm_package "name" do source "/tmp/name.rpm" end`."""
    applying.run(("rpm", "-U", applying.resource.named("source")))


@applies("gem_package python_pip pip easy_install_package python_package", "install")
def language_package(applying: Applying) -> None:
    """Read `gem_package "sass"`, `python_pip "supervisor"`."""
    program = "gem" if applying.resource.kind == "gem_package" else "pip"
    for name, version in zip(_names(applying), _versions(applying), strict=False):
        applying.run(equivalents.language_package(program, name, version))


@applies("npm_package nodejs_npm npm", "install")
def npm_package(applying: Applying) -> None:
    """Read `nodejs_npm "pm2"`, or one with `path`: the dependencies of a folder."""
    resource = applying.resource
    folder, version = resource.string("path"), resource.string("version")
    if applying.action in ("install_from_json", "install_local") or resource.value("json"):
        applying.run(("npm", "install"), applying.account(applying.user, folder))
    elif applying.action == "install" or folder is not None:
        applying.npm(_names(applying), version, folder)


@applies("apt_repository", "add")
def apt_repository(applying: Applying) -> None:
    """Read a `deb` line in its parts, or a PPA by its address."""
    resource = applying.resource
    if applying.action == "remove":
        return
    uri = resource.named("uri")
    if isinstance(uri, str) and uri.startswith("ppa:"):
        applying.run(("add-apt-repository", "-y", uri))
        return
    own = applying.kitchen.attributes.get(("lsb", "codename"))
    words = (resource.string("distribution") or own, *resource.words("components"))
    applying.run(equivalents.apt_source(uri, words))


@applies("yum_repository yum_repo", "create")
def yum_repository(applying: Applying) -> None:
    """Read a repository by its `baseurl` or `mirrorlist`."""
    resource = applying.resource
    address = resource.string("baseurl", "url", "mirrorlist") or resource.as_text(resource.name)
    applying.run(("yum-config-manager", "--add-repo", address))


@applies("apt_update", "periodic")
def apt_update(applying: Applying) -> None:
    """Read `apt_update "daily"`."""
    applying.run(("apt-get", "update"))


@applies("apt_preference", "add")
def apt_preference(applying: Applying) -> None:
    """Read a pin, which the installed version shows by itself."""
    applying.run(("apt-mark", "showhold"))


@applies("build_essential", "install")
def build_essential(applying: Applying) -> None:
    """Read `build_essential "tools"`: a compiler and make."""
    is_redhat = applying.manager in ("yum", "dnf")
    names = ("gcc", "gcc-c++", "make") if is_redhat else ("build-essential",)
    for name in names:
        applying.run(equivalents.install(applying.manager, name))
