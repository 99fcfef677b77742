"""Writing: atomic, repeatable, and never over a person's work."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.errors import MigrationError
from migrator.render import RenderedFile
from migrator.write import MANIFEST, difference, take_back_others, write

FIRST = (RenderedFile("Dockerfile", "FROM a\n"), RenderedFile("migration/plan.json", "{}\n"))
SECOND = (RenderedFile("Dockerfile", "FROM b\n"), RenderedFile("migration/plan.json", "{}\n"))


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    done = write(FIRST, tmp_path / "new" / "place")

    assert done.written == ("Dockerfile", "migration/plan.json")
    assert (tmp_path / "new/place/migration/plan.json").read_text() == "{}\n"


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    write(FIRST, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    done = write(FIRST, tmp_path)

    assert done.written == ()
    assert done.unchanged == ("Dockerfile", "migration/plan.json")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_we_wrote_is_replaced(tmp_path: Path) -> None:
    write(FIRST, tmp_path)

    done = write(SECOND, tmp_path)

    assert done.written == ("Dockerfile",)
    assert (tmp_path / "Dockerfile").read_text() == "FROM b\n"


def test_a_persons_file_stays_and_the_new_version_goes_beside_it(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")

    done = write(FIRST, tmp_path)

    assert done.kept == ("Dockerfile",)
    assert (tmp_path / "Dockerfile").read_text() == "FROM mine\n"
    assert (tmp_path / "Dockerfile.migrator-new").read_text() == "FROM a\n"


def test_a_file_of_ours_that_a_person_changed_is_theirs(tmp_path: Path) -> None:
    write(FIRST, tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM a\nRUN mine\n")

    done = write(SECOND, tmp_path)

    assert done.kept == ("Dockerfile",)
    assert (tmp_path / "Dockerfile").read_text() == "FROM a\nRUN mine\n"


def test_a_persons_file_stays_theirs_in_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    write(FIRST, tmp_path)

    assert write(SECOND, tmp_path).kept == ("Dockerfile",)
    assert (tmp_path / "Dockerfile").read_text() == "FROM mine\n"


def test_force_replaces_a_persons_file(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")

    done = write(FIRST, tmp_path, force=True)

    assert done.kept == ()
    assert (tmp_path / "Dockerfile").read_text() == "FROM a\n"


def test_a_persons_file_makes_room_and_is_kept_with_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    (tmp_path / "Dockerfile").chmod(0o600)

    done = write(FIRST, tmp_path, force=True)

    before = tmp_path / "Dockerfile.before-migrator"
    assert done.moved == ("Dockerfile",)
    assert before.read_text() == "FROM mine\n"
    assert stat.S_IMODE(before.stat().st_mode) == 0o600


def test_a_file_of_ours_that_a_person_changed_does_not_take_the_place_of_the_first(
    tmp_path: Path,
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    write(FIRST, tmp_path, force=True)
    (tmp_path / "Dockerfile").write_text("FROM a\nRUN mine\n")

    done = write(SECOND, tmp_path, force=True)

    assert done.moved == ()
    assert (tmp_path / "Dockerfile.before-migrator").read_text() == "FROM mine\n"


def test_a_name_that_is_taken_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    (tmp_path / "Dockerfile.before-migrator").write_text("FROM older\n")

    with pytest.raises(MigrationError, match=r"Dockerfile\.before-migrator.* is there already"):
        write(FIRST, tmp_path, force=True)

    assert names(tmp_path) == ["Dockerfile", "Dockerfile.before-migrator"]
    assert (tmp_path / "Dockerfile").read_text() == "FROM mine\n"


def test_force_takes_the_version_beside_away(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    write(FIRST, tmp_path)

    write(FIRST, tmp_path, force=True)

    assert not (tmp_path / "Dockerfile.migrator-new").exists()


def test_a_version_beside_that_a_person_changed_stays(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")
    write(FIRST, tmp_path)
    (tmp_path / "Dockerfile.migrator-new").write_text("FROM a\nRUN mine\n")

    write(FIRST, tmp_path, force=True)

    assert (tmp_path / "Dockerfile.migrator-new").read_text() == "FROM a\nRUN mine\n"


COMPOSED = tuple(
    RenderedFile(path, f"{path}\n")
    for path in ("Dockerfile", "compose.override.yaml", "compose.yaml")
)
WAITING = ("compose.override.yaml", "compose.yaml")


@pytest.mark.parametrize(
    "name",
    ["compose.yml", "docker-compose.yaml", "docker-compose.yml", "fig.yaml", "fig.yml"],
)
def test_no_compose_file_overtakes_a_persons(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("services: {}\n")

    for _ in range(2):
        done = write(COMPOSED, tmp_path)
        assert (done.kept, done.beside) == ((name,), WAITING)

    assert not (tmp_path / "compose.yaml").exists()
    assert (tmp_path / "compose.yaml.migrator-new").read_text() == "compose.yaml\n"
    assert not (tmp_path / "compose.override.yaml").exists()
    assert (tmp_path / "compose.override.yaml.migrator-new").exists()
    assert (tmp_path / "Dockerfile").exists()


def test_force_says_whose_place_is_taken_and_the_next_run_leaves_it_so(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text("services: {}\n")

    forced, again = write(COMPOSED, tmp_path, force=True), write(COMPOSED, tmp_path)

    assert forced.overtaken == ("docker-compose.yml",)
    assert forced.written == ("Dockerfile", *WAITING)
    assert (tmp_path / "docker-compose.yml").read_text() == "services: {}\n"
    assert again.unchanged == ("Dockerfile", *WAITING)
    assert again.kept == ()


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_compose_files_wait_for_what_belongs_to_them(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine\n")

    done = write(COMPOSED, tmp_path)

    assert done.kept == (name,)
    assert set(WAITING) <= set(done.beside)


@pytest.mark.parametrize("name", ["README.md", "api/docker-compose.yml", "compose.dev.yaml"])
def test_compose_files_do_not_wait_for_a_file_that_is_not_in_their_way(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine\n")

    assert write(COMPOSED, tmp_path).written == ("Dockerfile", *WAITING)


@pytest.mark.parametrize(
    ("name", "waits"), [("Dockerfile", True), ("compose.yaml", False), ("fig.yml", False)]
)
def test_what_no_image_gets_is_not_taken_from_a_persons_dockerfile(
    name: str, waits: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine\n")

    write([*COMPOSED, RenderedFile(".dockerignore", "x\n")], tmp_path)

    assert (tmp_path / ".dockerignore").exists() is not waits
    assert (tmp_path / ".dockerignore.migrator-new").exists() is waits


def test_compose_files_in_use_do_not_wait_for_a_dockerfile_of_ours_that_changed(
    tmp_path: Path,
) -> None:
    write(COMPOSED, tmp_path)
    (tmp_path / "Dockerfile").write_text("Dockerfile\nmine\n")
    newer = tuple(RenderedFile(file.path, f"{file.text}newer\n") for file in COMPOSED)

    done = write(newer, tmp_path)

    assert (done.kept, done.written) == (("Dockerfile",), WAITING)


def test_a_persons_file_with_our_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\n")

    assert write(FIRST, tmp_path).unchanged == ("Dockerfile",)


def test_a_damaged_manifest_makes_every_file_a_persons(tmp_path: Path) -> None:
    write(FIRST, tmp_path)
    (tmp_path / MANIFEST).write_text("[1, 2")

    assert write(SECOND, tmp_path).kept == ("Dockerfile",)


def test_what_an_earlier_run_wrote_is_taken_back_unless_a_person_changed_it(
    tmp_path: Path,
) -> None:
    write([RenderedFile(name, name) for name in ("a", "b", "c")], tmp_path)
    (tmp_path / "b").write_text("mine")
    (tmp_path / "d").write_text("theirs")

    take_back_others([RenderedFile("c", "")], tmp_path)

    assert names(tmp_path) == ["b", "c", "d", MANIFEST]
    assert write([RenderedFile("c", "newer")], tmp_path).written == ("c",)
    assert write([RenderedFile("b", "newer")], tmp_path).kept == ("b",)


def test_nothing_outside_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    write([RenderedFile("a", "a")], tmp_path / "inside")
    (tmp_path / "outside").write_text("a")
    manifest = tmp_path / "inside" / MANIFEST
    manifest.write_text(manifest.read_text().replace('"a"', '"../outside"'))

    with pytest.raises(MigrationError, match="leads outside"):
        take_back_others([], tmp_path / "inside")

    assert (tmp_path / "outside").exists()


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "a/../../outside"])
def test_a_path_outside_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="leads outside"):
        write([RenderedFile(path, "x")], tmp_path / "inside")

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "link",
    ["Dockerfile", "migration", "Dockerfile.migrator-new", "Dockerfile.before-migrator"],
)
def test_a_link_that_leads_outside_is_refused_before_anything_is_written(
    link: str, tmp_path: Path
) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / link).symlink_to(outside if link == "migration" else outside / "file")

    with pytest.raises(MigrationError, match="leads outside"):
        write(FIRST, inside)

    assert names(outside) == []
    assert names(inside) in ([link], [])


def test_a_link_inside_the_destination_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    (tmp_path / "Dockerfile").symlink_to("docker/Dockerfile")

    write(FIRST, tmp_path)

    assert (tmp_path / "Dockerfile").is_symlink()
    assert (tmp_path / "docker/Dockerfile").read_text() == "FROM a\n"


def test_a_loop_of_links_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").symlink_to("Dockerfile")

    with pytest.raises(MigrationError):
        write(FIRST, tmp_path)


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").mkdir()

    with pytest.raises(MigrationError, match="is not a file"):
        write(FIRST, tmp_path)


def test_a_file_in_the_way_of_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "migration").write_text("mine")

    with pytest.raises(MigrationError, match="where there is a file"):
        write(FIRST, tmp_path)

    assert names(tmp_path) == ["migration"]
    assert (tmp_path / "migration").read_text() == "mine"


def test_a_missing_right_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(MigrationError, match="cannot be written"):
        write(FIRST, tmp_path / "file")


def test_permissions_of_a_replaced_file_stay(tmp_path: Path) -> None:
    write(FIRST, tmp_path)
    (tmp_path / "Dockerfile").chmod(0o640)

    write(SECOND, tmp_path)

    assert stat.S_IMODE((tmp_path / "Dockerfile").stat().st_mode) == 0o640


KILLED = """
import os, sys
from pathlib import Path
from migrator.render import RenderedFile
from migrator.write import write

left = int(sys.argv[2])
replace = Path.replace

def dying(self, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)
    return replace(self, target)

Path.replace = dying
write([RenderedFile(name, "new") for name in "abc"], Path(sys.argv[1]))
"""


@pytest.mark.parametrize("renames", range(5))
def test_a_kill_leaves_each_file_old_or_new_and_ours(renames: int, tmp_path: Path) -> None:
    write([RenderedFile(name, "old") for name in "abc"], tmp_path)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(renames)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )

    assert killed.returncode == -9 or renames >= 5
    assert {(tmp_path / name).read_text() for name in "abc"} <= {"old", "new"}
    assert write([RenderedFile(name, "newer") for name in "abc"], tmp_path).kept == ()


def test_the_difference_shows_old_and_new(tmp_path: Path) -> None:
    write(FIRST, tmp_path)

    assert difference(SECOND, tmp_path) == (
        "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-FROM a\n+FROM b\n"
    )


def test_the_difference_of_nothing_is_empty_and_writes_nothing(tmp_path: Path) -> None:
    write(FIRST, tmp_path)

    assert difference(FIRST, tmp_path) == ""
    assert names(tmp_path) == ["Dockerfile", "migration/files.json", "migration/plan.json"]


def test_the_difference_of_a_new_destination_names_no_old_file(tmp_path: Path) -> None:
    text = difference(FIRST, tmp_path / "missing")

    assert text.startswith("--- /dev/null\n+++ b/Dockerfile\n")
    assert not (tmp_path / "missing").exists()


def test_the_difference_says_that_a_persons_file_stays(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")

    assert "+++ b/Dockerfile.migrator-new\n" in difference(FIRST, tmp_path)


def test_the_difference_of_force_says_that_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM mine\n")

    assert "+++ b/Dockerfile\n" in difference(FIRST, tmp_path, force=True)


def test_the_difference_shows_where_a_compose_file_waits(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text("services: {}\n")

    assert "+++ b/compose.yaml.migrator-new\n" in difference(COMPOSED, tmp_path)


def test_the_difference_cannot_control_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("\x1b[2Jgone\n")

    assert "\x1b" not in difference(FIRST, tmp_path)


def test_the_manifest_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    write(FIRST, tmp_path / "one")
    write(tuple(reversed(FIRST)), tmp_path / "two")

    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5))
def test_any_json_as_a_manifest_is_survived(value: object) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "migration").mkdir()
        (Path(folder) / MANIFEST).write_text(json.dumps({"files": {"Dockerfile": value}}))

        assert "Dockerfile" in write(FIRST, Path(folder)).written
