"""How many containers run a process of which the VM ran several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from migrator.plan import App, PublishedPort, Warning

MOST = 32


def with_replicas(app: App, ports: Sequence[PublishedPort]) -> App:
    """As many containers as the VM had processes, where no port of the host is in the way."""
    published = any(port.service == app.service for port in ports)
    fits = app.instances is not None and 1 < app.instances <= MOST and not published
    return replace(app, replicas=app.instances if fits and app.instances else 1)


def instance_warnings(apps: Sequence[App]) -> Iterator[Warning]:
    """Say where one container takes the place of several processes."""
    for app in apps:
        if app.role != "process" or app.instances in {None, 1, app.replicas}:
            continue
        many = f"{app.instances} processes" if app.instances else "a process for each processor"
        message = (
            f"{app.process_manager or 'The VM'} ran {many} of {app.service}; here one container "
            f"runs it. Behind the container proxy (answer `proxy: container`) "
            f"`docker compose up --scale {app.service}=NUMBER` runs several; a published port "
            "belongs to one."
        )
        yield Warning("instances", message, None, None)
