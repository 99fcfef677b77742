"""Which container files of a repository a person wrote."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from migrator.container_names import BEFORE, COMPOSE
from migrator.read.containers import ComposeService, ContainerFiles, Dockerfile, read_containers
from migrator.read.project import NotReadable, Project
from migrator.write import MANIFEST

_File = TypeVar("_File", Dockerfile, ComposeService)


def container_files_of_persons(project: Project, replacing: Collection[str] = ()) -> ContainerFiles:
    """Container files that a person wrote; those that this tool wrote do not count.

    One whose place was taken is read under the name that it is kept by. `replacing` are
    paths about to be taken: what stands there is named as it will be kept, so that the plan
    of this run and that of the next say the same.
    """
    ours = _recorded(project)
    found = read_containers(project)
    return ContainerFiles(
        tuple(_of_persons(found.dockerfiles, ours, replacing)),
        tuple(_of_persons(found.services, ours, replacing)),
        overtaken=COMPOSE in replacing or (COMPOSE in ours and project.is_file(COMPOSE)),
    )


def _recorded(project: Project) -> frozenset[str]:
    """The paths that this tool wrote."""
    try:
        return frozenset(json.loads(project.text(MANIFEST))["files"])
    except (NotReadable, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _of_persons(
    files: Iterable[_File], ours: Collection[str], replacing: Collection[str]
) -> Iterator[_File]:
    named = ((file, _kept_name(file.path, ours, replacing)) for file in files)
    theirs = [replace(file, path=name) for file, name in named if name is not None]
    yield from sorted(theirs, key=attrgetter("path"))


def _kept_name(path: str, ours: Collection[str], replacing: Collection[str]) -> str | None:
    """The name that a person's file goes by; None for a file that is not theirs."""
    if path.endswith(BEFORE):
        return path if path.removesuffix(BEFORE) in ours else None
    if path in ours:
        return None
    return f"{path}{BEFORE}" if path in replacing else path
