"""A cron job's command as the application's container runs it: without the VM's paths and users.

The text stays a shell's text; what cannot be translated is named, so that a person can.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from migrator.knowledge.cron_jobs import (
    in_every_image,
    maintenance_reason,
    runs_another,
    runs_application,
)
from migrator.read.javascript.command_lines import split_commands
from migrator.read.process_files.definition import shell_text
from migrator.read.synced_folders import GuestPaths, in_repository
from migrator.redact import redact

HOME = "/app"
"""The application's folder in its image."""

# The patterns below take time with the square of a command's length; cron's own limit is 998.
MAX_COMMAND = 2000

_SU = re.compile(r"(?:/bin/)?su\s+(?:-l?\s+)?[\w-]+\s+(?:-l\s+)?-c\s+(['\"])([^'\"\\]*)\1")
_SUDO = re.compile(r"(?:/usr/bin/)?\bsudo\s+(?:-(?:[EHni]+|u\s*\S+)\s+)*")
_PROFILE = re.compile(
    r"(?:(?:\.|source)\s+\S*(?:/nvm\.sh|/\.(?:bashrc|profile|bash_profile|zshrc)|/etc/profile\S*)"
    r"|nvm\s+use\b[^;&|]*|export\s+PATH=[^\s;&|]*|PATH=[^\s;&|]*(?=\s*[;&]))\s*(?:;|&&)\s*"
)
_PATH_BEFORE = re.compile(r"(?<![\w=])PATH=\S*\s+(?=\w|/)")
_LOGGER = re.compile(r"\s*(?:2>&1\s*)?\|\s*(?:/usr/bin/)?logger\b[^|;&]*$")
_REDIRECT = re.compile(r"\s*(?P<sign>[12]?>>?|&>>?)\s*(?P<target>[^\s'\"`;|&<>()]+)")
_DUPLICATE = re.compile(r"[12]?>&[12]|&>")
_ABSOLUTE = re.compile(r"(?<![\w.:/$~}*?\]-])/[^\s'\"`;|&<>()]*")
_OF_A_HOME = re.compile(r"(?<![\w/])~|\$\{?HOME\b")
_KEPT_PATHS = ("/dev/", "/tmp/", "/app/")
_BINARIES = re.compile(r"(?:/usr(?:/local)?)?/s?bin/|/[^\s]*/(?:bin|shims)/")
_RELATIVE_SCRIPT = re.compile(r"(?<![\w/.-])[\w.-][\w./-]*\.(?:js|cjs|mjs|ts|sh|coffee)\b")


@dataclass(frozen=True)
class Translation:
    """`text` is the command for the container, null where none can be given.

    `certain` says whether it needs nobody's judgement, else `why` says what does.
    `lost` are files of the VM that its output went to, `maintenance` why a job of the
    VM's own has no part in containers.
    """

    text: str | None
    certain: bool = False
    why: str = ""
    lost: tuple[str, ...] = ()
    maintenance: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """Where a job ran and where it is to run; `programs` are those the image has besides."""

    where: GuestPaths
    directory: str
    programs: Collection[str] = ()


def translate(command: str, around: Surroundings) -> Translation:
    """Translate one job's command; a secret in it is never repeated."""
    if len(command) > MAX_COMMAND:
        return Translation(None, why="it is too long to be translated")
    programs = list(_programs(command))
    reason = next(filter(None, map(maintenance_reason, programs)), None)
    if reason is not None and not any(map(runs_application, programs)):
        return Translation(None, maintenance=reason)
    if redact(command) != command or not command.isprintable():
        return Translation(None, why="it holds what looks like a secret")
    text, lost = _without_logs(_without_accounts(command), around)
    if _OF_A_HOME.search(text):
        return Translation(None, why="it uses a home of the VM")
    outside = [path for path in _ABSOLUTE.findall(text) if _moved(path, around) is None]
    if outside:
        return Translation(None, why=f"{outside[0]} is not in the application's image")
    text = _ABSOLUTE.sub(lambda found: _moved(found[0], around) or "", text)
    changes_folder = re.search(r"\bcd\s", text) is not None
    text = re.sub(rf"^cd {HOME}\s*(?:&&|;)\s*", "", text)
    why = _doubt(text, around, changes_folder)
    return Translation(text, not why, why, lost)


def _without_accounts(command: str) -> str:
    """The command without what chooses a user or a version of Node: the image has done both."""
    inner = _SU.fullmatch(command)
    text = inner[2] if inner is not None else command
    for pattern in (_SUDO, _PROFILE, _PATH_BEFORE):
        text = pattern.sub("", text)
    return _LOGGER.sub("", text).strip()


def _without_logs(command: str, around: Surroundings) -> tuple[str, tuple[str, ...]]:
    """The command with its output going to the container's log, and the files it went to."""
    lost = []

    def replaced(found: re.Match[str]) -> str:
        target = found["target"]
        is_kept = target.startswith(_KEPT_PATHS) or target[0].isdecimal()
        if is_kept or _moved(target, around) or target[0] not in "/~$":
            return found[0]
        lost.append(target)
        return ""

    text = _REDIRECT.sub(replaced, command)
    if lost:
        text = re.sub(r"\s*2>&1$", "", text)
    return text.strip(), tuple(lost)


def _moved(path: str, around: Surroundings) -> str | None:
    """An absolute path of the VM as the container has it; a program by its name alone."""
    if path.startswith(_KEPT_PATHS) or path in ("/dev", "/tmp", HOME):
        return path
    name = posixpath.basename(path)
    if _BINARIES.match(path) and (runs_application(name) or in_every_image(name)):
        return "node" if name == "nodejs" else name
    inside = in_repository(path, around.where.folders, around.where.links)
    if inside is None:
        return None
    below = posixpath.relpath(inside, around.directory)
    if below.startswith(".."):
        return None
    return posixpath.normpath(posixpath.join(HOME, below))


def _programs(command: str) -> Iterator[str]:
    """The base names of the programs that a command runs, those behind `nice` and `sh -c` too."""
    for line in split_commands(_DUPLICATE.sub("", _without_accounts(command))):
        words = list(line.words)
        while words:
            name = posixpath.basename(words[0])
            yield name
            text = shell_text(words)
            yield from _programs(text) if text is not None else ()
            if not runs_another(name):
                break
            rest = [i for i, word in enumerate(words) if i and _is_program(word)]
            words = words[rest[0] :] if rest else []


def _is_program(word: str) -> bool:
    """Whether a word behind `nice -n 10` is the command, not an option or its value."""
    is_value = word.startswith("-") or "=" in word or word.rstrip("smhd").isdecimal()
    return not is_value and not word.endswith((".lock", ".pid"))


def _doubt(text: str, around: Surroundings, changes_folder: bool) -> str:
    """Why a person has to look at a translated command, empty when nobody has to."""
    programs = list(_programs(text))
    known = [name for name in programs if runs_application(name) or _is_of_application(name, text)]
    strange = next(
        (
            name
            for name in programs
            if name not in known and not in_every_image(name) and name not in around.programs
        ),
        None,
    )
    if strange is not None and strange.endswith(".sh"):
        return f"what {strange} needs cannot be told"
    if strange is not None:
        return f"{strange} is not in the application's image"
    if not known:
        return "it runs nothing of the application"
    if not changes_folder and _RELATIVE_SCRIPT.search(_ABSOLUTE.sub("", text)):
        return "its files are relative to a home of the VM"
    return ""


def _is_of_application(name: str, text: str) -> bool:
    """Whether a program is a script of Node's in the application's folder."""
    if name.endswith((".js", ".cjs", ".mjs")):
        return True
    return f"node_modules/.bin/{name}" in text
