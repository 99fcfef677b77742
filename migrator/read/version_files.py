"""The Node version that a project's own files ask for.

What each file may hold follows the documentation of the tool that reads it: nvm for
.nvmrc, nodenv and others for .node-version, asdf and mise for .tool-versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migrator.read.manifest import Manifest
from migrator.read.project import NotReadable, Project

_ASDF_NAMES = ("nodejs", "node")


@dataclass(frozen=True)
class DeclaredVersion:
    """A version or range, verbatim. `source` is the plan's name: nvmrc, engines, …"""

    source: str
    spec: str
    path: str
    line: int | None


def declared_versions(
    project: Project, directory: str, manifest: Manifest | None
) -> tuple[DeclaredVersion, ...]:
    """Everything that asks for a Node version, from `directory` up to the root.

    The nearest comes first, and version files before the manifest, whose engines are a range.
    """
    return tuple(_declared(project, directory, manifest))


def _declared(
    project: Project, directory: str, manifest: Manifest | None
) -> Iterator[DeclaredVersion]:
    folders = _upwards(directory)
    yield from _in_folder(project, folders[0])
    if manifest is not None:
        yield from _in_manifest(manifest)
    for folder in folders[1:]:
        yield from _in_folder(project, folder)


def _upwards(directory: str) -> list[str]:
    """`directory` and its parents, each with a closing slash; the root is ""."""
    parts = [part for part in directory.split("/") if part not in ("", ".")]
    return ["".join(f"{part}/" for part in parts[:length]) for length in range(len(parts), -1, -1)]


def _in_folder(project: Project, folder: str) -> Iterator[DeclaredVersion]:
    for name, read in _READERS.items():
        path = folder + name
        try:
            text = project.text(path)
        except NotReadable:
            continue
        found = read(text)
        if found is not None:
            spec, line = found
            yield DeclaredVersion(name.removeprefix("."), spec, path, line)


def first_line(text: str) -> tuple[str, int] | None:
    """The first line that is not empty or a comment: the whole of .nvmrc and .node-version."""
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].strip()
        if content and "=" not in content:
            return content, number
    return None


def tool_version(text: str) -> tuple[str, int] | None:
    """Node's first version in a .tool-versions file; the others are fallbacks."""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if len(words) > 1 and words[0] in _ASDF_NAMES:
            return words[1], number
    return None


_READERS = {".nvmrc": first_line, ".node-version": first_line, ".tool-versions": tool_version}


def _in_manifest(manifest: Manifest) -> Iterator[DeclaredVersion]:
    for source, group in (("volta", manifest.volta), ("engines", manifest.engines)):
        spec = group.get("node", "").strip()
        if spec:
            yield DeclaredVersion(source, spec, manifest.path, manifest.line(source, "node"))
