"""The release stage runs as it should: not as root, through the init, from known stages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from migrator.verify.check import Check, dockerfiles, judged

_NAME = "the release stage is sound"
_STAGES = ["base", "packages", "tools", "dependencies", "production", "build", "test", "release"]
# Of these an application may need none.
_OPTIONAL = frozenset({"packages", "tools", "production", "build"})


def check_release(texts: Mapping[str, str]) -> Check:
    """The stages are the known ones; the last user is not root; the init starts the command."""
    problems = [
        f"{path}: {problem}"
        for path, instructions in dockerfiles(texts)
        for problem in _problems(instructions)
    ]
    if not any(True for _ in dockerfiles(texts)):
        return Check(_NAME, "skipped", ("no Dockerfile was written",))
    return judged(_NAME, problems)


def _problems(instructions: list[list[str]]) -> Iterator[str]:
    stages = [words[-1] for words in instructions if words[0] == "FROM"]
    if stages != [name for name in _STAGES if name in stages or name not in _OPTIONAL]:
        yield f"its stages are {', '.join(stages)}"
    start = max((i for i, words in enumerate(instructions) if words[0] == "FROM"), default=0)
    release = {words[0]: words for words in instructions[start:]}
    user = " ".join(release.get("USER", [])[1:]).partition(":")[0]
    if user in {"", "0", "root"}:
        yield "it runs as root"
    if release.get("ENTRYPOINT", [])[1:] != ['["/usr/bin/tini",', '"--"]']:
        yield "nothing starts it through the init"
    if "CMD" in release and not _is_exec_form(" ".join(release["CMD"][1:])):
        yield "its command is not in exec form"
    if release.get("CMD", [])[1:] in (['["node"]'], ['["nodejs"]']):
        yield "its command is node without a file, which ends at once"


def _is_exec_form(text: str) -> bool:
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False
