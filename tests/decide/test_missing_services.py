"""A client without a server is said."""

from __future__ import annotations

from migrator.decide.warnings import missing_services
from migrator.read.manifest import read_manifest

MANIFEST = read_manifest(
    '{"dependencies": {"express": "^4.0.0",\n "mysql": "^2.0.0",\n "redis": "^2.0.0"}}',
    "package.json",
)


def test_a_service_that_no_machine_runs_is_a_warning_with_its_line() -> None:
    found = list(missing_services(MANIFEST, {"redis": "redis"}))

    assert [(each.code, each.line) for each in found] == [("service-missing", 2)]
    assert "mysql" in found[0].message


def test_services_that_run_are_not_mentioned() -> None:
    assert list(missing_services(MANIFEST, {"redis": "redis", "mysql": "mysql"})) == []
    assert list(missing_services(None, {})) == []
