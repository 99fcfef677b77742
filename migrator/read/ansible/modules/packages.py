"""OS packages, and where they come from."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from migrator.read import equivalents
from migrator.read.ansible.modules.registry import Action, Arguments, Write, module, option, run
from migrator.read.shell.texts import join, separated
from migrator.values import Text


def _install(manager: str, given: Arguments) -> Iterator[Action]:
    names = given.texts("name", "pkg", "package", "packages")
    if given.flag("update_cache", "update-cache") and not names:
        yield run(*equivalents.MANAGERS[manager].refresh)
    if names:
        words = equivalents.remove if given.absent else equivalents.install
        yield run(*words(manager, *names))


@module("apt")
def apt(given: Arguments) -> Iterator[Action]:
    """`apt: name=git,curl`, also `deb=` for a package file and `upgrade=dist`."""
    yield from _install("apt", given)
    package = given.text("deb")
    if package is not None:
        yield run("dpkg", "-i", package)
    if given.word("state") == "build-dep":
        yield run("apt-get", "build-dep", *given.texts("name", "pkg"))
    if given.word("upgrade", "no") not in {"no", "false"}:
        yield run("apt-get", "upgrade", "-y")
    if given.flag("autoremove", "autoclean", "clean") and not given.texts("name", "pkg"):
        yield run("apt-get", "autoremove", "-y")


@module("aptitude")
def aptitude(given: Arguments) -> Iterator[Action]:
    yield from _install("apt", given)


@module("yum")
def yum(given: Arguments) -> Iterator[Action]:
    yield from _install("yum", given)


@module("dnf", "dnf5")
def dnf(given: Arguments) -> Iterator[Action]:
    yield from _install("dnf", given)


@module("apk")
def apk(given: Arguments) -> Iterator[Action]:
    yield from _install("apk", given)


@module("zypper")
def zypper(given: Arguments) -> Iterator[Action]:
    yield from _install("zypper", given)


@module("pacman")
def pacman(given: Arguments) -> Iterator[Action]:
    yield from _install("pacman", given)


@module("package")
def package(given: Arguments) -> Iterator[Action]:
    """Whatever the guest installs packages with; apt where the box does not tell."""
    chosen = given.word("use", "auto")
    own = equivalents.manager_of(given.guest)
    yield from _install(chosen if chosen in equivalents.MANAGERS else own, given)


@module("apt_repository")
def apt_repository(given: Arguments) -> Iterator[Action]:
    yield run("add-apt-repository", "--remove" if given.absent else "-y", given.text("repo"))


@module("deb822_repository")
def deb822_repository(given: Arguments) -> Iterator[Action]:
    """A source by its parts, written as the one line that means the same."""
    suites, components = given.texts("suites"), given.texts("components")
    for address in given.texts("uris"):
        yield run(*equivalents.apt_source(address, [*suites, *components]))


@module("yum_repository")
def yum_repository(given: Arguments) -> Iterator[Action]:
    """A repository file of yum; its address is what tells the packages' version."""
    name = given.word("file") or given.word("name", "repository")
    path = f"/etc/yum.repos.d/{posixpath.basename(name)}.repo"
    if given.absent:
        yield run("rm", "-f", path)
        return
    lines: list[Text] = [f"[{given.word('name', 'repository')}]\n"]
    for key in ("baseurl", "mirrorlist", "gpgkey"):
        value = given.text(key)
        if value is not None:
            lines += [f"{key}=", value, "\n"]
    yield run("yum-config-manager", "--enable", name)
    yield Write(path, join(lines))


@module("apt_key", "rpm_key")
def package_key(given: Arguments) -> Iterator[Action]:
    words = [*option("--keyserver", given.text("keyserver")), *option("--recv", given.text("id"))]
    source = given.text("url", "file", "key", "data")
    yield run("apt-key", "add" if source is not None else "adv", *words, source)


@module("debconf")
def debconf(given: Arguments) -> Iterator[Action]:
    words = [given.text(name) or "" for name in ("name", "question", "vtype", "value")]
    yield run("debconf-set-selections", stdin=join([separated(" ", words), "\n"]))


@module("dpkg_selections", "apt_rpm", "yum_versionlock", "apt_hold")
def selections(given: Arguments) -> Iterator[Action]:
    yield run("apt-mark", given.text("selection") or "hold", *given.texts("name", "package"))


@module("alternatives")
def alternatives(given: Arguments) -> Iterator[Action]:
    yield run("update-alternatives", "--set", given.text("name"), given.text("path"))


@module("pip", "pip3")
def pip(given: Arguments) -> Iterator[Action]:
    """`pip: name=x version=1`, `requirements=file`."""
    version = given.text("version")
    names = [equivalents.versioned(name, "==", version) for name in given.texts("name")]
    requirements = option("-r", given.text("requirements"))
    if not given.absent:
        yield run("pip", "install", *requirements, *names, cwd=given.text("chdir"))
    else:
        yield run("pip", "uninstall", *names)


@module("easy_install")
def easy_install(given: Arguments) -> Iterator[Action]:
    yield run("easy_install", *given.texts("name"))


@module("gem")
def gem(given: Arguments) -> Iterator[Action]:
    verb = "uninstall" if given.absent else "install"
    yield run("gem", verb, *given.texts("name"), *option("--version", given.text("version")))


@module("bundler")
def bundler(given: Arguments) -> Iterator[Action]:
    yield run("bundle", "install", cwd=given.text("chdir"))


@module("composer")
def composer(given: Arguments) -> Iterator[Action]:
    yield run("composer", given.text("command") or "install", cwd=given.text("working_dir"))


@module("snap")
def snap(given: Arguments) -> Iterator[Action]:
    verb = "remove" if given.absent else "install"
    channel = given.text("channel")
    words = () if channel is None else (join(["--channel=", channel]),)
    yield run("snap", verb, *given.texts("name"), *words)


@module("homebrew", "homebrew_cask", "homebrew_tap")
def homebrew(given: Arguments) -> Iterator[Action]:
    yield run("brew", "install", *given.texts("name"))
