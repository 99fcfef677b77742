"""Packages of the system and of languages, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.read import equivalents
from migrator.read.ansible.values import listed
from migrator.read.salt.applying.registry import Applying, applies
from migrator.read.salt.compiler import text_of
from migrator.read.shell.texts import join
from migrator.values import Text


def _packages(applying: Applying) -> Iterator[tuple[Text, Text | None]]:
    """(name, version) of `pkgs`, else of the state's own name."""
    listing = listed(applying.value("pkgs"))
    for one in listing:
        if isinstance(one, Mapping):
            for name, version in one.items():
                yield str(name), None if version is None else text_of(version)
        else:
            yield text_of(one), None
    if not listing:
        yield applying.name, applying.text("version")


@applies("pkg.installed pkg.latest pkg.uptodate")
def installed(applying: Applying) -> None:
    """Read `pkg.installed: [pkgs: [git, nodejs: 4.4.3]]`, also `sources: [name: address]`."""
    if applying.verb == "uptodate":
        applying.run(("apt-get", "upgrade"))
        return
    sources = [one for one in listed(applying.value("sources")) if isinstance(one, Mapping)]
    for one in sources:
        for address in one.values():
            applying.run(equivalents.install(applying.manager, text_of(address)))
    if not sources:
        for name, version in _packages(applying):
            applying.run(equivalents.install(applying.manager, name, version=version))


@applies("pkg.removed pkg.purged")
def removed(applying: Applying) -> None:
    """Read `pkg.removed`, `pkg.purged`."""
    for name, _ in _packages(applying):
        applying.run(equivalents.remove(applying.manager, name))


@applies("pkgrepo.managed")
def repository(applying: Applying) -> None:
    """Read `pkgrepo.managed` of a PPA, a `deb` line, or a yum repository's `baseurl`."""
    ppa, line = applying.text("ppa"), applying.text("repo")
    address = applying.text("baseurl", "mirrorlist")
    key = applying.text("key_url")
    if key is not None:
        applying.run(("apt-key", "adv", "--fetch-keys", key))
    if ppa is not None:
        applying.run(("add-apt-repository", "-y", join(("ppa:", ppa))))
    elif address is not None:
        applying.run(("yum-config-manager", "--add-repo", address))
    else:
        applying.run(("add-apt-repository", "-y", line or applying.name))


@applies("pkgrepo.absent")
def no_repository(applying: Applying) -> None:
    """Read `pkgrepo.absent`."""
    ppa = applying.text("ppa")
    gone = applying.name if ppa is None else join(("ppa:", ppa))
    applying.run(("add-apt-repository", "--remove", gone))


@applies("pkg.held pkg.unheld pkg.mod_init")
def held(applying: Applying) -> None:
    """Read a pin, which the installed version shows by itself."""
    applying.run(("apt-mark", "hold", applying.name))


@applies("npm.installed npm.bootstrap npm.removed")
def npm(applying: Applying) -> None:
    """Read `npm.installed: [pkgs: [bower, gulp@3]]`; `npm.bootstrap: /srv/app`.

    Without `dir` the packages are global.
    """
    folder = applying.text("dir")
    if applying.verb == "bootstrap":
        applying.run(("npm", "install"), applying.own_account(applying.name))
        return
    verb = "uninstall" if applying.verb == "removed" else "install"
    words = applying.words("pkgs") or [applying.name]
    if folder is not None:
        applying.run(("npm", verb, *words), applying.own_account(folder))
        return
    for word in words:
        applying.run(("npm", verb, "-g", word), applying.own_account())


@applies("gem.installed pip.installed bower.installed bower.bootstrap")
def language_package(applying: Applying) -> None:
    """Read a package of gem, pip or bower; pip's also by a file of requirements."""
    program = applying.resource.module
    folder = applying.text("dir") or (applying.name if applying.verb == "bootstrap" else None)
    requirements = applying.text("requirements")
    if program == "bower":
        words = applying.words("pkgs") if applying.verb == "installed" else []
        applying.run(("bower", "install", *words), applying.own_account(folder))
    elif requirements is not None:
        applying.run(("pip", "install", "-r", requirements), applying.own_account())
    else:
        for word in applying.words("pkgs") or [applying.name]:
            version = applying.text("version")
            applying.run(
                equivalents.language_package(program, word, version), applying.own_account()
            )


@applies("debconf.set debconf.set_file")
def debconf(applying: Applying) -> None:
    """Read answers to what packages ask, without the answers themselves."""
    applying.run(("debconf-set-selections",))
