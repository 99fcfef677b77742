"""Sources and archives from elsewhere."""

from __future__ import annotations

import posixpath

from migrator.read import equivalents
from migrator.read.chef.applying.registry import Applying, applies


@applies("git", "sync")
def git(applying: Applying) -> None:
    """Read `git "/srv/app" do repository "…"; revision "…" end`."""
    resource = applying.resource
    if applying.action not in ("sync", "checkout", "export"):
        return
    address = resource.string("repository", "repo") or ""
    revision = resource.string("revision", "reference", "branch")
    target = resource.named("destination")
    words = equivalents.clone(address, target, revision)
    applying.run(words, applying.account(applying.user))


@applies("subversion svn", "sync")
def subversion(applying: Applying) -> None:
    """Read `subversion "/srv/app" do repository "…" end`."""
    address = applying.resource.string("repository") or ""
    applying.run(("svn", "checkout", address, applying.resource.named("destination")))


@applies("deploy deploy_revision deploy_branch application", "deploy")
def deploy(applying: Applying) -> None:
    """A deployment clones the sources and links the release; its hooks are a person's matter."""
    resource = applying.resource
    address = resource.string("repository", "repo")
    if address:
        applying.run(equivalents.clone(address, resource.named("deploy_to", "path"), None))
    applying.note(resource.as_text(resource.name))


@applies("remote_file http_request", "create")
def remote_file(applying: Applying) -> None:
    """Read `remote_file "/tmp/x" do source "http://…" end`; a local source is a copy."""
    resource = applying.resource
    path = resource.named("path")
    for source in resource.words("source", "url")[:1]:
        if isinstance(source, str) and source.startswith("file://"):
            applying.run(("cp", source[7:], path))
        else:
            applying.run(("curl", "-L", "-o", path, source))


@applies("ark tar_extract tar_package archive_file libarchive_file poise_archive", "install")
def archive(applying: Applying) -> None:
    """Read `ark "node" do url "https://…/node-v4.4.3.tar.gz"; version "4.4.3" end`."""
    resource = applying.resource
    address = resource.string("url", "source", "path") or resource.as_text(resource.name)
    if isinstance(address, str) and "://" in address:
        name = posixpath.basename(address)
        applying.run(("curl", "-L", "-o", f"/var/chef/cache/{name}", address))
        applying.run(("tar", "xf", f"/var/chef/cache/{name}"))
    else:
        applying.run(("tar", "xf", address))
