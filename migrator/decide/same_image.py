"""A further container of the application's image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.plan import App


def on_same_image(app: App, service: str, start: Sequence[str] | None) -> App:
    """The application's image with another command, and with nothing of what its own one does.

    It listens nowhere, is not restarted, and has no command for developers.
    """
    return replace(
        app,
        service=service,
        start=None if start is None else list(start),
        port=None,
        dev_start=None,
        start_why=None,
        restart=False,
        before_start=[],
        instances=None,
        replicas=1,
        environment=[],
    )
