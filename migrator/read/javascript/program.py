"""The files of an application, loaded as they are asked for and within bounds."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath

from migrator.read.javascript.dotenv import read_dotenv
from migrator.read.javascript.modules import Modules, inside_root
from migrator.read.javascript.source import Source
from migrator.read.javascript.syntax import NoSyntax, parse
from migrator.read.javascript.values import Loaded
from migrator.read.json_text import NotJson, read_json, read_lenient_json
from migrator.read.project import NotReadable, Project
from migrator.yaml_text import NotYaml, read_yaml

MAX_PARSED_BYTES = 3 * 1024 * 1024
MAX_PARSED_FILES = 400
_TEMPLATES = (".env.example", ".env.sample", ".env.dist", ".env.template", ".env.default")
_NPM_CONFIG = "npm_package_config_"


class Program:
    """One application's files. `environment` is what its process is known to be given."""

    def __init__(self, project: Project, app_dir: str, environment: Mapping[str, str]) -> None:
        self.project = project
        self.app_dir = posixpath.normpath(app_dir or ".")
        self.modules = Modules(project)
        self.unreadable: dict[str, str] = {}
        self._sources: dict[str, Source | None] = {}
        self._loaded: dict[str, Loaded | None] = {}
        self._bytes = 0
        self._given = dict(environment)
        self._dotenv: Mapping[str, str] = {}

    @property
    def sources(self) -> list[Source]:
        """What has been parsed so far, in that order."""
        return [source for source in self._sources.values() if source is not None]

    @property
    def value_files(self) -> list[str]:
        """The JSON and YAML files that were loaded so far, in that order."""
        return [path for path, loaded in self._loaded.items() if loaded is not None]

    def variable(self, name: str) -> str | None:
        """What an environment variable is known to be: as given, by .env, or by npm.

        npm passes the manifest's `config` on to the scripts that it runs.
        """
        if name.startswith(_NPM_CONFIG) and name not in self._given:
            manifest = self.loaded(self.within_app("package.json"))
            content = manifest.content if manifest is not None else None
            config = content.get("config") if isinstance(content, dict) else None
            value = config.get(name[len(_NPM_CONFIG) :]) if isinstance(config, dict) else None
            return str(value) if isinstance(value, str | int) else None
        return self._given.get(name, self._dotenv.get(name))

    def use_dotenv(self) -> None:
        """Take the application's .env into account, as its code does."""
        if not self._dotenv:
            self._dotenv = read_dotenv(self.text(self.within_app(".env")) or "")

    def committed_dotenv(self) -> tuple[str, str]:
        """The .env that the code takes its variables from: its path and its text.

        The text is empty where the code does not load it, or where a .gitignore beside it or in
        a folder above keeps it out of the repository: then it is a person's own.
        """
        path = self.within_app(".env")
        folders = [each.as_posix() for each in PurePosixPath(path).parents]
        ignored = any(
            _ignores_dotenv(self.text(posixpath.normpath(f"{folder}/.gitignore")) or "")
            for folder in folders
        )
        return path, "" if ignored or not self._dotenv else self.text(path) or ""

    def dotenv_template(self) -> Mapping[str, str]:
        """What the file says that people copy to .env: `.env.example` and the like."""
        texts = (self.text(self.within_app(name)) for name in _TEMPLATES)
        return read_dotenv(next((text for text in texts if text is not None), ""))

    def within_app(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.app_dir, path))

    def text(self, path: str) -> str | None:
        """A file's text; None, and an entry in `unreadable`, when there is none to be had."""
        if not self.modules.has_file(path):
            return None
        try:
            return self.project.text(path)
        except NotReadable as error:
            self.unreadable[path] = str(error)
            return None

    def source(self, path: str) -> Source | None:
        """A file parsed; None, and an entry in `unreadable`, when it cannot be."""
        if path not in self._sources:
            self._sources[path] = self._parse(path)
        return self._sources[path]

    def _parse(self, path: str) -> Source | None:
        text = self.text(path)
        if text is None:
            return None
        self._bytes += len(text)
        if self._bytes > MAX_PARSED_BYTES or len(self._sources) >= MAX_PARSED_FILES:
            self.unreadable[path] = "the application has too many files to follow them all"
            return None
        try:
            return parse(path, text)
        except NoSyntax as error:
            self.unreadable[path] = str(error)
            return None

    def loaded(self, path: str, *, lenient: bool = False) -> Loaded | None:
        """A JSON or YAML file's value; None where it cannot be read.

        `lenient`: comments and trailing commas are allowed, as some packages do.
        """
        if path not in self._loaded:
            self._loaded[path] = self._load(path, lenient)
        return self._loaded[path]

    def _load(self, path: str, lenient: bool) -> Loaded | None:
        text = self.text(path)
        if text is None:
            return None
        try:
            if path.endswith((".yml", ".yaml")):
                return Loaded(read_yaml(text), path)
            return Loaded((read_lenient_json if lenient else read_json)(text).value, path)
        except (NotJson, NotYaml) as error:
            self.unreadable[path] = str(error)
            return None

    def resolve(self, request: str, source: Source) -> str | None:
        """The file that `source` loads under a local name."""
        return self.modules.resolve(request, posixpath.dirname(source.path) or ".")

    def inside(self, path: str) -> str | None:
        """A path of the code as one of the project's: absolute below `ROOT`, else in the app."""
        inside = inside_root(path)
        return self.within_app(path) if inside is None and not path.startswith("/") else inside


def _ignores_dotenv(gitignore: str) -> bool:
    """Whether git leaves a file named .env out; a later `!.env` takes it in again."""
    ignored = False
    for line in gitignore.splitlines():
        pattern = line.strip()
        name = pattern.removeprefix("!").removeprefix("**/").removeprefix("/")
        if fnmatch.fnmatchcase(".env", name.rpartition("/")[2]) and not name.endswith("/"):
            ignored = not pattern.startswith("!")
    return ignored
