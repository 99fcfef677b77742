"""What only the build of an image may see: compose's secrets, and the options of docker build."""

from __future__ import annotations

from migrator.plan import BuildSecret, Plan
from migrator.render.containers import containers


def build_secrets(plan: Plan) -> tuple[BuildSecret, ...]:
    """Every secret that a build of the plan's images gets, by its id."""
    found = {
        secret.id: secret
        for container in containers(plan)
        for secret in container.owner.install_secrets
    }
    return tuple(found[id] for id in sorted(found))


def secret_paths(plan: Plan) -> list[str]:
    """The files that a build gets as secrets, and no image gets otherwise."""
    return sorted({secret.path for secret in build_secrets(plan) if secret.path is not None})
