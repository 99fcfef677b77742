"""Runs the pipeline over many repositories in a pool of processes."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from migrator.batch.find import find_repositories
from migrator.batch.index import (
    Row,
    failed,
    failure_report,
    index_document,
    index_markdown,
    row_of,
    totals,
)
from migrator.errors import ExitCode, MigrationError
from migrator.pipeline import Request, analyse, decide, with_own_answers
from migrator.questions import Answers
from migrator.render import RenderedFile, render
from migrator.visible import visible
from migrator.write import replace_file, take_back_others, write


def run_batch(folder: Path, out: Path, jobs: int | None, answers: Answers, console: Console) -> int:
    """Migrate every repository below `folder` into `out`; the exit code covers them all.

    A repository that fails, or whose process dies, is a row of the index with its
    reason and costs nobody else anything. MigrationError when results would land in `folder`.
    """
    repositories = find_repositories(folder)
    names = {path: path.relative_to(folder).as_posix() for path in repositories}
    _refuse_inside(folder, [out, *(out / name for name in names.values())])
    out.mkdir(parents=True, exist_ok=True)
    rows: dict[str, Row] = {}
    with _progress(console) as progress:
        task = progress.add_task("repositories", total=len(repositories))
        for row in _rows(repositories, names, out, jobs, answers):
            rows[row.name] = row
            progress.advance(task)
    ordered = [rows[name] for name in sorted(rows)]
    replace_file(out / "index.json", json.dumps(index_document(ordered), indent=2) + "\n")
    replace_file(out / "index.md", index_markdown(ordered))
    unfinished = sum(not _is_done(row) for row in ordered)
    _say_closing(ordered, unfinished, out / "index.md", console)
    return ExitCode.NEEDS_PERSON if unfinished else ExitCode.DONE


def _refuse_inside(folder: Path, places: Iterable[Path]) -> None:
    """The repositories are only read: no result may land among them."""
    root = folder.resolve()
    for place in places:
        if place.resolve().is_relative_to(root):
            raise MigrationError(
                f"The results would be written to {place}, in the folder that is read.",
                next=f"Give --out a folder that is neither {folder} nor inside it.",
                exit_code=ExitCode.USAGE,
            )


def _is_done(row: Row) -> bool:
    return row.status == "ready" and not row.kept


def _say_closing(rows: Sequence[Row], unfinished: int, index: Path, console: Console) -> None:
    """What it came to, where to read it, and why the exit code is not 0."""
    lines = [totals(rows), f"wrote {index}"]
    if unfinished:
        lines.append(f"Exit code 1: {unfinished} of {len(rows)} need a person; the index says why.")
    for line in lines:
        console.print(visible(line), markup=False, highlight=False, soft_wrap=True)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    disable = not console.is_terminal
    return Progress(*columns, TimeElapsedColumn(), console=console, disable=disable)


def _rows(
    repositories: Sequence[Path],
    names: dict[Path, str],
    out: Path,
    jobs: int | None,
    answers: Answers,
) -> Iterator[Row]:
    workers = jobs or os.cpu_count() or 1
    left = list(repositories)
    try:
        for path, row in _in_pool(left, names, out, workers, answers):
            left.remove(path)
            yield row
    except BrokenProcessPool:
        yield from _one_by_one(left, names, out, answers)


def _in_pool(
    repositories: Iterable[Path], names: dict[Path, str], out: Path, workers: int, answers: Answers
) -> Iterator[tuple[Path, Row]]:
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        futures: dict[Future[Row], Path] = {
            pool.submit(migrate_one, path, names[path], out, answers): path for path in repositories
        }
        for future in as_completed(futures):
            yield futures[future], future.result()


def _end_with_parent() -> None:
    """Have this process end when the batch is killed, which can tell its processes nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


def _one_by_one(
    repositories: Iterable[Path], names: dict[Path, str], out: Path, answers: Answers
) -> Iterator[Row]:
    """Each in a pool of its own, so that the one whose process dies is found."""
    for path in repositories:
        with ProcessPoolExecutor(1, initializer=_end_with_parent) as pool:
            try:
                yield pool.submit(migrate_one, path, names[path], out, answers).result()
            except BrokenProcessPool:
                advice = "Run `migrator inspect` on it alone."
                yield _failed(names[path], out, "its process died", advice)


def migrate_one(root: Path, name: str, out: Path, answers: Answers) -> Row:
    """Migrate one repository into `out/name`; never raises."""
    try:
        request, answers = with_own_answers(Request(root=root, name=root.name), answers)
        plan = decide(analyse(request), answers)
        files: tuple[RenderedFile, ...] = render(plan)
        take_back_others(files, out / name)
        written = write(files, out / name, force=False)
        return row_of(name, plan, written)
    except MigrationError as error:
        return _failed(name, out, error.message, error.next)
    except Exception as error:  # one repository's bug must not cost the others their result
        reason = f"a defect of this tool: {type(error).__name__}: {error}"
        return _failed(name, out, reason, "Please report it with the repository's name.")


def _failed(name: str, out: Path, reason: str, next: str) -> Row:
    """The row of a failure; its folder holds the reason, and nothing of an earlier run's."""
    row = failed(name, reason, next)
    report = failure_report(name, reason, next)
    try:
        take_back_others([report], out / name)
        write([report], out / name)
    except MigrationError:
        return row
    return replace(row, report=f"{name}/{report.path}")
