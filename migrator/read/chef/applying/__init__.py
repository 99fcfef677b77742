"""What resources of recipes do to the guest: one function a kind, found by its name."""

from migrator.read.chef.applying import accounts, files, packages, scripts, services, sources

__all__ = ["accounts", "files", "packages", "scripts", "services", "sources"]
