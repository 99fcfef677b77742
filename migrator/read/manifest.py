"""package.json as npm understands it, with the line of every entry.

Fields and their lenient forms (`engines` as a list, `bin` as a text) are those of npm's
package.json documentation and of its normalisation of old packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.errors import MigrationError
from migrator.read.json_text import JsonDocument, NotJson, read_json


class ManifestNotReadable(MigrationError):
    """A package.json that is not JSON; `path`, `line` and `column` say where."""

    def __init__(self, path: str, error: NotJson) -> None:
        super().__init__(
            f"{path}:{error.line}:{error.column} is not valid JSON: {error.reason}.",
            next=f"Correct {path}; `npm install` refuses it as it is, too.",
        )
        self.path = path
        self.line = error.line
        self.column = error.column


@dataclass(frozen=True)
class Malformed:
    """An entry whose value has a type that npm does not accept; it counts as absent."""

    key: str
    line: int | None
    why: str


@dataclass(frozen=True)
class Manifest:
    """One package.json. Every mapping is from name to text, in the file's order.

    `dependencies` are needed while the application runs, `development`, `optional` and
    `peer` as npm means them; `bundled` names packages that travel in the repository, ("*",)
    for all of them. `config` holds numbers and truth values as npm passes them on: as text.
    """

    path: str
    document: JsonDocument = field(repr=False)
    name: str | None = None
    version: str | None = None
    private: bool = False
    main: str | None = None
    module_type: str | None = None
    package_manager: str | None = None
    bin: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, str] = field(default_factory=dict)
    dependencies: Mapping[str, str] = field(default_factory=dict)
    development: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    peer: Mapping[str, str] = field(default_factory=dict)
    bundled: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    volta: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, str] = field(default_factory=dict)
    workspaces: tuple[str, ...] = ()
    os: tuple[str, ...] = ()
    cpu: tuple[str, ...] = ()
    malformed: tuple[Malformed, ...] = ()

    def line(self, *path: str) -> int | None:
        """The line of an entry by its keys as written: `line("scripts", "start")`."""
        return self.document.line(*path)

    @property
    def only_development(self) -> frozenset[str]:
        """The packages that an installation for production leaves out."""
        return frozenset(self.development) - {*self.dependencies, *self.optional}

    def line_of_package(self, name: str) -> int | None:
        """The line that asks for a package, in the group that `requires` takes it from."""
        groups = (
            ("dependencies", self.dependencies),
            ("optionalDependencies", self.optional),
            ("devDependencies", self.development),
            ("peerDependencies", self.peer),
        )
        key = next((key for key, group in groups if name in group), None)
        return self.line(key, name) if key is not None else None

    def requires(self, name: str) -> str | None:
        """The range that the manifest asks for, whether to run or to develop."""
        for group in (self.dependencies, self.optional, self.development, self.peer):
            if name in group:
                return group[name]
        return None


def read_manifest(text: str, path: str) -> Manifest:
    """Read a package.json; ManifestNotReadable when it is not a JSON object."""
    try:
        document = read_json(text)
        if not isinstance(document.value, dict):
            raise NotJson("it holds no object", 1, 1)
    except NotJson as error:
        raise ManifestNotReadable(path, error) from error
    keys = _Keys(document, document.value)
    return Manifest(
        path=path,
        document=document,
        name=keys.text("name"),
        version=keys.text("version"),
        private=document.value.get("private") in (True, "true"),
        main=keys.text("main"),
        module_type=keys.text("type"),
        package_manager=keys.text("packageManager"),
        bin=keys.programs(),
        scripts=keys.texts("scripts"),
        dependencies=keys.texts("dependencies"),
        development=keys.texts("devDependencies"),
        optional=keys.texts("optionalDependencies"),
        peer=keys.texts("peerDependencies"),
        bundled=keys.bundled(),
        engines=keys.engines(),
        volta=keys.texts("volta"),
        config=keys.settings("config"),
        workspaces=keys.workspaces(),
        os=keys.list("os"),
        cpu=keys.list("cpu"),
        malformed=tuple(keys.malformed),
    )


class _Keys:
    """Takes values of the expected types out of a manifest and notes the others."""

    def __init__(self, document: JsonDocument, value: Mapping[str, object]) -> None:
        self._document = document
        self._value = value
        self.malformed: list[Malformed] = []

    def text(self, key: str) -> str | None:
        value = self._value.get(key)
        if value is None or isinstance(value, str):
            return value
        self._wrong("a text is expected", key)
        return None

    def texts(self, key: str) -> dict[str, str]:
        """An object of texts; `[]` stands for an empty one in many old packages."""
        kept: dict[str, str] = {}
        for name, value in self._object(key).items():
            if isinstance(value, str):
                kept[name] = value
            else:
                self._wrong("a text is expected", key, name)
        return kept

    def settings(self, key: str) -> dict[str, str]:
        """An object of plain values as text, as npm puts them into the environment."""
        kept: dict[str, str] = {}
        for name, value in self._object(key).items():
            if isinstance(value, bool):
                kept[name] = str(value).lower()
            elif isinstance(value, str | int | float):
                kept[name] = str(value)
        return kept

    def list(self, key: str) -> tuple[str, ...]:
        value = self._value.get(key)
        if isinstance(value, str):
            return (value,)
        if value is None or isinstance(value, list):
            return tuple(entry for entry in value or () if isinstance(entry, str))
        self._wrong("a list is expected", key)
        return ()

    def programs(self) -> dict[str, str]:
        """`bin` as an object; as one text it is the program of the package's own name."""
        value = self._value.get("bin")
        if isinstance(value, str):
            name = self._value.get("name")
            return {name.rpartition("/")[2] if isinstance(name, str) else "": value}
        return self.texts("bin")

    def engines(self) -> dict[str, str]:
        """`engines`, which old packages write as `"node >=0.6"` or a list of such texts."""
        value = self._value.get("engines")
        if isinstance(value, str | list):
            split = (entry.strip().partition(" ") for entry in self.list("engines"))
            return {name: wanted.strip() for name, _, wanted in split if name}
        return self.texts("engines")

    def bundled(self) -> tuple[str, ...]:
        key = "bundleDependencies" if "bundleDependencies" in self._value else "bundledDependencies"
        value = self._value.get(key)
        if isinstance(value, bool):
            return ("*",) if value else ()
        return self.list(key)

    def workspaces(self) -> tuple[str, ...]:
        """The patterns of `workspaces`; Yarn also allows `{"packages": […]}`."""
        value = self._value.get("workspaces")
        if not isinstance(value, dict):
            return self.list("workspaces")
        packages = value.get("packages")
        entries = packages if isinstance(packages, list) else []
        return tuple(entry for entry in entries if isinstance(entry, str))

    def _object(self, key: str) -> Mapping[str, object]:
        value = self._value.get(key)
        if isinstance(value, dict):
            return value
        if value is not None and value != []:
            self._wrong("an object is expected", key)
        return {}

    def _wrong(self, why: str, *path: str) -> None:
        self.malformed.append(Malformed(".".join(path), self._document.line(*path), why))
