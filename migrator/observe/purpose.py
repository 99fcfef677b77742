"""Whether what was found in the repository is a Node application at all."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence

from migrator.evidence import Evidence
from migrator.infer.application import used_by_provisioning
from migrator.infer.purpose import Candidate, only_tools
from migrator.read.project import NotReadable, Project
from migrator.read.synced_folders import GuestPaths
from migrator.situation import Application


def why_not_node(
    project: Project,
    application: Application,
    provisioning: Sequence[Evidence],
    own: Sequence[Evidence],
    paths: Mapping[str, GuestPaths],
) -> str | None:
    """Why the folder holds no Node application; None when it does.

    `provisioning` is what the machines do and run, `own` what the folder's files tell.
    """
    used = application.directory in used_by_provisioning(provisioning, paths)
    candidate = Candidate(
        application.directory,
        application.manifest,
        application.entry_files,
        used=used,
        browser_extension=_is_browser_extension(project, application.directory),
    )
    return only_tools(candidate, [*provisioning, *own], paths, project.files())


def _is_browser_extension(project: Project, directory: str) -> bool:
    """Whether manifest.json is an extension's: only theirs have a manifest_version."""
    try:
        read = json.loads(project.text(posixpath.normpath(f"{directory}/manifest.json")))
    except (NotReadable, ValueError, RecursionError):
        return False
    return isinstance(read, dict) and "manifest_version" in read
