"""Which of a package's scripts lint, test, build and watch it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrator.knowledge.node_runners import runner
from migrator.knowledge.test_programs import need_of
from migrator.read.manifest import Manifest

# Between the commands of a shell line.
_SEPARATOR = re.compile(r"&&|\|\||;|\|")
_NEVER_ENDS = "a person who ends it"
_NO_TEST = ("no test specified", "no tests", "exit 0", "exit 1")
_LINT = ("lint", "eslint", "jshint", "standard")
_WATCHING = ("dev", "develop", "start:dev", "watch", "start-dev", "serve:dev", "dev:server")


@dataclass(frozen=True)
class Scripts:
    """The commands, null where the project has no such script.

    `test_left_out` is why its tests cannot run while an image is built; `test` is null then.
    """

    lint: list[str] | None
    test: list[str] | None
    build: list[str] | None
    watch: list[str] | None
    test_left_out: str | None = None


def decide_scripts(manifest: Manifest | None, manager: str) -> Scripts:
    """Read the scripts' names; npm's placeholder for a test is none."""
    if manifest is None:
        return Scripts(None, None, None, None)
    left_out = _why_not_in_build(manifest)
    scripts = manifest.scripts
    test = scripts.get("test", "")
    lint = next((name for name in _LINT if name in scripts), None)
    watch = next((name for name in _WATCHING if name in scripts), None)
    has_test = bool(test.strip()) and not _is_placeholder(test)
    return Scripts(
        lint=[manager, "run", lint] if lint else None,
        test=[manager, "test"] if has_test and left_out is None else None,
        build=[manager, "run", "build"] if scripts.get("build", "").strip() else None,
        watch=[manager, "run", watch] if watch else None,
        test_left_out=left_out,
    )


def _why_not_in_build(manifest: Manifest) -> str | None:
    """What the tests need that a build has not: `npm test` runs karma, which needs a browser."""
    pending = ["pretest", "test"]
    seen: set[str] = set()
    while pending:
        name = pending.pop(0)
        if name in seen or name not in manifest.scripts:
            continue
        seen.add(name)
        for words in map(str.split, _SEPARATOR.split(manifest.scripts[name])):
            program = next((word for word in words if "=" not in word), "").rpartition("/")[2]
            need = need_of(program) or (_NEVER_ENDS if _watches(program) else None)
            if need is not None:
                line = manifest.line("scripts", name)
                return f"{manifest.path}:{line} runs {program}, which needs {need}"
            if words[:2] in (["npm", "run"], ["yarn", "run"]):
                pending += words[2:3]
    return None


def _watches(program: str) -> bool:
    known = runner(program)
    return known is not None and known.role == "watcher"


def _is_placeholder(script: str) -> bool:
    """`echo "Error: no test specified" && exit 1`, which `npm init` writes."""
    text = script.lower().strip()
    return text.startswith("echo") and any(mark in text for mark in _NO_TEST)
