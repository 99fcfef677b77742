"""A link from where the guest looks to a file of the repository puts that file there."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.read.project import Project
from migrator.read.shell import Guest, follow

GUEST = Guest(id="debian", version="12", family="debian", folders={"/vagrant": "."})
SITES = "/etc/nginx/sites-enabled"


def left(root: Path, script: str) -> list[tuple[str, str]]:
    """The files that a script leaves in the guest, with their texts."""
    (root / "ops").mkdir()
    (root / "ops/site.conf").write_text("listen 80;\n", "utf-8")
    trace = follow(script, source="setup.sh", line=1, project=Project(root), guest=GUEST)
    return [(file.path, str(file.content)) for file in trace.files]


@pytest.mark.parametrize(
    "command",
    [
        f"ln -s /vagrant/ops/site.conf {SITES}/site.conf",
        f"ln -sf /vagrant/ops/site.conf {SITES}/",
        f"ln -nfs /vagrant/ops/site.conf {SITES}/site.conf",
        f"cd {SITES} && ln -s /vagrant/ops/site.conf",
        f"ln -s /vagrant/ops /srv/ops && ln -s /srv/ops/site.conf {SITES}/site.conf",
    ],
)
def test_a_linked_file_is_left_in_the_guest(command: str, tmp_path: Path) -> None:
    assert left(tmp_path, command) == [(f"{SITES}/site.conf", "listen 80;\n")]


@pytest.mark.parametrize(
    "command",
    [
        f"ln -s /vagrant/ops/other.conf {SITES}/site.conf",
        f"ln -s /vagrant/ops {SITES}/ops",
        "ln -s /vagrant/ops/site.conf /vagrant/site.conf",
        f"ln -s /etc/hosts {SITES}/site.conf",
        f"ln -s /vagrant/ops/site.conf {SITES}/site.conf && rm {SITES}/site.conf",
    ],
)
def test_other_links_leave_no_file(command: str, tmp_path: Path) -> None:
    assert left(tmp_path, command) == []


def test_a_link_to_what_the_script_wrote_leaves_it_once(tmp_path: Path) -> None:
    script = f"echo x > /etc/nginx/sites-available/a\nln -s /etc/nginx/sites-available/a {SITES}/a"

    assert left(tmp_path, script) == [("/etc/nginx/sites-available/a", "x\n")]


def test_what_is_written_over_a_link_counts(tmp_path: Path) -> None:
    script = f"ln -s /vagrant/ops/site.conf {SITES}/a\nrm {SITES}/a\necho x > {SITES}/a"

    assert left(tmp_path, script) == [(f"{SITES}/a", "x\n")]
