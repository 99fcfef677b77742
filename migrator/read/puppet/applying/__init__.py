"""What resources of manifests do to the guest: one function a type, found by its name."""

from migrator.read.puppet.applying import accounts, execs, files, packages, services

__all__ = ["accounts", "execs", "files", "packages", "services"]
