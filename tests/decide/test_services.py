"""How the services of several machines are called in compose."""

from __future__ import annotations

import pytest

from migrator.decide.services import decide_services
from migrator.model import BackingService


@pytest.mark.parametrize(
    ("machines", "names"),
    [
        (["db"], ["redis"]),
        (["cache", "store"], ["redis", "redis-store"]),
        (["redis1", "redis2"], ["redis", "redis2"]),
        (["cache", "redis"], ["redis", "redis-redis"]),
    ],
)
def test_a_second_server_of_a_kind_is_told_apart_by_its_machine(
    machines: list[str], names: list[str]
) -> None:
    found = [BackingService("redis", "6.2", machine, ()) for machine in machines]

    assert [service.name for service in decide_services(found, {}).services] == names


def test_a_web_server_is_no_backing_service() -> None:
    assert decide_services([BackingService("nginx", None, "web", ())], {}).services == []
