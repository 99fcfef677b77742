"""Packages of the system and of languages, and where they come from."""

from __future__ import annotations

import re

from migrator.read import equivalents
from migrator.read.puppet.applying.registry import Applying, applies

_LANGUAGES = {"npm": "npm", "gem": "gem", "puppet_gem": "gem", "pip": "pip", "pip3": "pip3"}
_STATES = frozenset({"present", "installed", "latest", "held", "true"})
_PROVIDERS = {"aptitude": "apt", **{manager: manager for manager in equivalents.MANAGERS}}


@applies("package")
def package(applying: Applying) -> None:
    """Read `package { "nodejs": ensure => "0.10.25" }`, also with the providers npm and gem."""
    name, provider = applying.named("name"), str(applying.text("provider") or "")
    version = None if applying.ensure in _STATES else applying.text("ensure")
    source = applying.text("source")
    manager = _PROVIDERS.get(provider, applying.manager)
    if applying.is_absent:
        if provider not in _LANGUAGES:
            applying.run(equivalents.remove(manager, name))
    elif provider in _LANGUAGES:
        applying.run(equivalents.language_package(_LANGUAGES[provider], name, version))
    elif provider in ("dpkg", "rpm") and source:
        applying.run(("dpkg" if provider == "dpkg" else "rpm", "-i", source))
    else:
        applying.run(equivalents.install(manager, name, version=version))


@applies("apt::ppa")
def ppa(applying: Applying) -> None:
    """Read `apt::ppa { "ppa:chris-lea/node.js": }`."""
    if not applying.is_absent:
        applying.run(("add-apt-repository", "-y", applying.resource.title))


@applies("apt::source")
def apt_source(applying: Applying) -> None:
    """Read a `deb` line in its parts."""
    release = applying.text("release") or applying.compiler.facts["lsbdistcodename"]
    words = (release, applying.text("repos") or "main")
    applying.run(equivalents.apt_source(applying.text("location") or "", words))


@applies("yumrepo")
def yumrepo(applying: Applying) -> None:
    """Read a repository by its `baseurl`."""
    address = applying.text("baseurl", "mirrorlist") or applying.resource.title
    applying.run(("yum-config-manager", "--add-repo", address))


@applies("nodejs::npm")
def npm_package(applying: Applying) -> None:
    """Read `nodejs::npm { "/srv/app:express": version => "3.4.0" }` and the newer form."""
    title = applying.resource.title
    folder, separator, name = title.rpartition(":")
    if not separator or not re.match(r"/", folder):
        folder, name = str(applying.text("target") or ""), title
    name = str(applying.text("package") or name)
    version = applying.text("version")
    version = version or (None if applying.ensure in _STATES else applying.text("ensure"))
    if applying.is_absent:
        return
    applying.npm([name], version, folder)
