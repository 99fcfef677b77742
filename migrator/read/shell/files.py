"""The guest's files as far as they are known: written by the script, or synced from the project."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from migrator.read.project import NotReadable, Project
from migrator.read.shell.guest import Guest
from migrator.trace import GuestFile, GuestState

MAX_LINKS = 16
FOLDERS = frozenset(
    "/ /bin /boot /dev /etc /etc/apt /etc/apt/sources.list.d /etc/cron.d /etc/default /etc/init"
    " /etc/init.d /etc/profile.d /etc/ssh /etc/sudoers.d /etc/sysctl.d /etc/systemd/system /home"
    " /home/vagrant /home/vagrant/.ssh /lib /lib/systemd/system /media /mnt /opt /proc /root /run"
    " /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/etc"
    " /usr/local/lib /usr/local/sbin /usr/local/share /usr/local/src /usr/sbin /usr/share /usr/src"
    " /var /var/cache /var/lib /var/log /var/run /var/spool/cron /var/tmp".split()
)
FILES = frozenset(
    "/dev/null /etc/apt/sources.list /etc/bash.bashrc /etc/bashrc /etc/crontab /etc/environment"
    " /etc/fstab /etc/group /etc/hostname /etc/hosts /etc/os-release /etc/passwd /etc/profile"
    " /etc/rc.local /etc/resolv.conf /etc/shadow /etc/ssh/sshd_config /etc/sudoers"
    " /etc/sysctl.conf /etc/timezone /home/vagrant/.bashrc /home/vagrant/.bash_profile"
    " /home/vagrant/.profile /home/vagrant/.ssh/authorized_keys /root/.bashrc"
    " /root/.profile".split()
)


class Files:
    """A virtual file system over the project's synced folders.

    Files that a box brings along (`FILES`) exist with unknown content; whatever
    else was not written by the script is absent, as on a fresh machine. `shown` are files of
    the repository by the links that lead to them.
    """

    def __init__(self, guest: Guest, project: Project, state: GuestState) -> None:
        self.project = project
        self.folders = {normal(path): host for path, host in guest.folders.items()}
        self.links: dict[str, str] = {**guest.links, **state.links}
        self.files: dict[str, GuestFile] = dict(state.files)
        self.directories: set[str] = set(state.directories)
        self.removed: set[str] = set(state.removed)
        self.written: set[str] = set()
        self.shown: dict[str, GuestFile] = {}
        self.box = _box_files(guest)

    def resolve(self, path: str) -> str:
        """`path` with the guest's symbolic links followed."""
        path = normal(path)
        for _ in range(MAX_LINKS):
            for end in _prefixes(path):
                if end in self.links and end not in self.files:
                    target = posixpath.join(posixpath.dirname(end), self.links[end])
                    path = normal(target + path[len(end) :])
                    break
            else:
                return path
        return path

    def host_path(self, path: str) -> str | None:
        """The project's path of a guest path in a synced folder; None outside of them."""
        path = self.resolve(path)
        best = max(
            (folder for folder in self.folders if is_below(path, folder)), key=len, default=None
        )
        if best is None:
            return None
        rest = path[len(best) :].strip("/")
        return posixpath.normpath(posixpath.join(self.folders[best], rest))

    def get(self, path: str) -> GuestFile | None:
        """What the script (or one before it) wrote to `path`."""
        return self.files.get(self.resolve(path))

    def read(self, path: str) -> GuestFile | None:
        """The file at `path`, also one of the synced folders; None when it is absent."""
        path = self.resolve(path)
        if path in self.files:
            return self.files[path]
        if path in self.removed:
            return None
        host = self.host_path(path)
        if host is not None and self.project.is_file(host):
            try:
                content = self.project.text(host).replace("\r\n", "\n")
            except NotReadable:
                return None
            return GuestFile(path, content, -1, host, 1)
        if path in self.box:
            return GuestFile(path, self.box[path], -1, "", 0)
        return None

    def is_file(self, path: str) -> bool:
        path = self.resolve(path)
        if path in self.removed:
            return False
        host = self.host_path(path)
        known = path in self.files or path in self.box or path in FILES
        return known or (host is not None and self.project.is_file(host))

    def is_directory(self, path: str) -> bool:
        path = self.resolve(path)
        if path in self.removed:
            return False
        if path in self.directories or path in FOLDERS or path in self.folders:
            return True
        host = self.host_path(path)
        if host is not None and self.project.is_dir(host):
            return True
        return any(name.startswith(path + "/") for name in self.files)

    def is_settled(self, path: str) -> bool:
        """Whether existence is known from the repository or the script, not presumed."""
        path = self.resolve(path)
        if path in self.files or path in self.removed or path in self.directories:
            return True
        if path in FOLDERS:
            return True
        host = self.host_path(path)
        return host is not None and (self.project.is_file(host) or self.project.is_dir(host))

    def write(self, file: GuestFile) -> None:
        path = self.resolve(file.path)
        self.files[path] = replace(file, path=path)
        self.written.add(path)
        self.removed.discard(path)

    def make_directory(self, path: str) -> None:
        path = self.resolve(path)
        self.directories.add(path)
        self.removed.discard(path)

    def remove(self, path: str) -> None:
        """Forget a file, a link or a directory with all that is in it."""
        path = normal(path)
        if self.links.pop(path, None) is not None:
            return
        path = self.resolve(path)
        for name in [name for name in self.files if is_below(name, path)]:
            del self.files[name]
            self.written.discard(name)
        self.directories -= {name for name in self.directories if is_below(name, path)}
        self.removed.add(path)

    def link(self, path: str, target: str) -> None:
        path = normal(path)
        self.files.pop(path, None)
        self.written.discard(path)
        self.removed.discard(path)
        self.links[path] = target

    def left(self) -> list[GuestFile]:
        """What the script wrote, and what it linked to from the repository, by path."""
        linked = {path: file for path, file in self.shown.items() if path in self.links}
        return [
            *(self.files[path] for path in sorted(self.written)),
            *(linked[path] for path in sorted(linked)),
        ]

    def names(self, directory: str) -> list[str]:
        """The names in a directory of the guest, sorted."""
        directory = self.resolve(directory)
        prefix = directory.rstrip("/") + "/"
        found = {
            name[len(prefix) :].partition("/")[0]
            for name in (*self.files, *self.directories, *self.links, *self.box, *FOLDERS, *FILES)
            if name.startswith(prefix)
        }
        host = self.host_path(directory)
        if host is not None:
            found.update(self.project.entries(host))
        return sorted(name for name in found if prefix + name not in self.removed)


def normal(path: str) -> str:
    """An absolute path without `.`, `..` and doubled slashes."""
    return posixpath.normpath("/" + path.lstrip("/"))


def is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _prefixes(path: str) -> Iterator[str]:
    """Every leading path of `path`, the shortest first."""
    position = path.find("/", 1)
    while position >= 0:
        yield path[:position]
        position = path.find("/", position + 1)
    yield path


def _box_files(guest: Guest) -> dict[str, str]:
    """The files of the box whose content follows from its system."""
    found: dict[str, str] = {}
    if guest.hostname:
        found["/etc/hostname"] = f"{guest.hostname}\n"
    if guest.id and guest.version:
        found["/etc/os-release"] = (
            f'ID={guest.id}\nVERSION_ID="{guest.version}"\n'
            f"VERSION_CODENAME={guest.codename or ''}\n"
        )
    if guest.id == "ubuntu" and guest.version:
        found["/etc/lsb-release"] = (
            f"DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE={guest.version}\n"
            f"DISTRIB_CODENAME={guest.codename or ''}\n"
        )
    if guest.family == "debian":
        found["/etc/debian_version"] = f"{guest.codename or ''}\n"
    return found
