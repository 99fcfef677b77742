"""Which of a package's scripts lint, test, build and watch it."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.read.manifest import Manifest

_NO_TEST = ("no test specified", "no tests", "exit 0", "exit 1")
_LINT = ("lint", "eslint", "jshint", "standard")
_WATCHING = ("dev", "develop", "start:dev", "watch", "start-dev", "serve:dev", "dev:server")


@dataclass(frozen=True)
class Scripts:
    """The commands, null where the project has no such script."""

    lint: list[str] | None
    test: list[str] | None
    build: list[str] | None
    watch: list[str] | None


def decide_scripts(manifest: Manifest | None, manager: str) -> Scripts:
    """Read the scripts' names; npm's placeholder for a test is none."""
    if manifest is None:
        return Scripts(None, None, None, None)
    scripts = manifest.scripts
    test = scripts.get("test", "")
    lint = next((name for name in _LINT if name in scripts), None)
    watch = next((name for name in _WATCHING if name in scripts), None)
    has_test = bool(test.strip()) and not _is_placeholder(test)
    return Scripts(
        lint=[manager, "run", lint] if lint else None,
        test=[manager, "test"] if has_test else None,
        build=[manager, "run", "build"] if scripts.get("build", "").strip() else None,
        watch=[manager, "run", watch] if watch else None,
    )


def _is_placeholder(script: str) -> bool:
    """`echo "Error: no test specified" && exit 1`, which `npm init` writes."""
    text = script.lower().strip()
    return text.startswith("echo") and any(mark in text for mark in _NO_TEST)
