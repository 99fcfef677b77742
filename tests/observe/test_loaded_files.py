"""Which file of the repository a database's dump is, where provisioning copied it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.observe.provisioning import loaded_files, observe_provisioning
from migrator.read.project import Project
from migrator.read.repository import read_repository


def loaded(root: Path, script: str) -> dict[str, str]:
    """The files that a script loads, for a repository with a dump of its own."""
    (root / "db").mkdir()
    (root / "db/seed.sql").write_text("CREATE TABLE seeds (name text);\n", "utf-8")
    (root / "Vagrantfile").write_text(
        'Vagrant.configure("2") do |config|\n  config.vm.box = "ubuntu/xenial64"\n'
        f'  config.vm.provision "shell", inline: <<-SHELL\n{script}\nSHELL\nend\n',
        "utf-8",
    )
    project = Project(root)
    repository = read_repository(project)
    return loaded_files(list(observe_provisioning(repository)), repository, project)


def test_a_dump_in_a_synced_folder(tmp_path: Path) -> None:
    assert loaded(tmp_path, "mysql shop < /vagrant/db/seed.sql") == {
        "/vagrant/db/seed.sql": "db/seed.sql"
    }


def test_a_dump_that_was_copied_into_the_guest(tmp_path: Path) -> None:
    script = "cp /vagrant/db/seed.sql /tmp/seed.sql\nmysql shop < /tmp/seed.sql"

    assert loaded(tmp_path, script) == {"/tmp/seed.sql": "db/seed.sql"}


@pytest.mark.parametrize(
    "script",
    [
        "mysql shop < /tmp/seed.sql",
        "cp /vagrant/db/seed.sql /tmp/a.sql\necho x >> /tmp/a.sql\nmysql shop < /tmp/a.sql",
        "echo 'CREATE TABLE other (a int);' > /tmp/seed.sql\nmysql shop < /tmp/seed.sql",
    ],
    ids=["never made", "changed afterwards", "written by the script"],
)
def test_what_is_no_copy_is_no_file_of_the_repository(tmp_path: Path, script: str) -> None:
    assert loaded(tmp_path, script) == {}
