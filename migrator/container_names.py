"""The names of container files: Compose's own, and those of files that had to make room."""

from __future__ import annotations

COMPOSE, OVERRIDE = "compose.yaml", "compose.override.yaml"
DOCKERIGNORE = ".dockerignore"

COMPOSE_NAMES = frozenset(
    {
        *(COMPOSE, "compose.yml", "docker-compose.yaml", "docker-compose.yml"),
        *("fig.yml", "fig.yaml"),
    }
)
"""What Compose and its predecessor look for; of several, `compose.yaml` is the one they take."""

NEW = ".migrator-new"
"""Ends the name of a new file that a person's own is kept from."""

BEFORE = ".before-migrator"
"""Ends the name of a person's file whose place was taken with --force."""
