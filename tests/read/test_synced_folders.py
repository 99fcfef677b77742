"""Where a path of the guest lies in the repository."""

from __future__ import annotations

import pytest

from migrator.read.synced_folders import in_repository

FOLDERS = {"/vagrant": ".", "/srv/site": "site"}


@pytest.mark.parametrize(
    ("path", "links", "found"),
    [
        ("/vagrant/app.js", {}, "app.js"),
        ("/srv/site/app.js", {}, "site/app.js"),
        ("/opt/app/app.js", {"/opt/app": "/vagrant/app"}, "app/app.js"),
        ("/srv/current/app.js", {"/srv/current": "site"}, "site/app.js"),
        ("/srv/a/current/app.js", {"/srv/a/current": "../site"}, "site/app.js"),
        ("/srv/one/x", {"/srv/one": "two", "/srv/two": "site/two"}, "site/two/x"),
        # What leads elsewhere, or in a circle, is not in the repository.
        ("/opt/current/app.js", {"/opt/current": "site"}, None),
        ("/opt/one/x", {"/opt/one": "two", "/opt/two": "one"}, None),
        ("/srv/sites/app.js", {}, None),
        ("site/app.js", {}, None),
    ],
)
def test_a_path_is_followed_into_the_folder_that_holds_it(
    path: str, links: dict[str, str], found: str | None
) -> None:
    assert in_repository(path, FOLDERS, links) == found
