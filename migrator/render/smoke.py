"""The commands of the generated tests and of the health check.

Each is one line of JavaScript that runs on every Node release from 0.10 on, so
without a line of newer syntax, and needs nothing but Node itself.
"""

from __future__ import annotations

import posixpath

from migrator.plan import App
from migrator.render.origins import joined

# `node --check` came with 4.2.0 and 5.0.0 (Node's changelogs).
_CHECK_SINCE = (4, 2)
_PARSE = (
    "process.argv.slice(1).forEach(function(n){"
    'require("vm").createScript("(function(){"'
    '+require("fs").readFileSync(n,"utf8").replace(/^#!.*/,"")+"\\n})",n)})'
)
# A file without an ending, such as Express's bin/www, is JavaScript to Node.
_JAVASCRIPT = frozenset({".js", ".cjs", ".mjs", ""})


def parse_commands(app: App) -> tuple[tuple[str, ...], ...]:
    """Commands that fail when an entry file has a syntax error."""
    files = tuple(filter(_is_parsed, app.entry_files))
    if not files:
        return ()
    if _release(app) < _CHECK_SINCE:
        return (("node", "-e", _PARSE, *files),)
    return tuple(("node", "--check", name) for name in files)


def dependencies_command() -> tuple[str, ...]:
    """A command that fails when a production dependency is missing in `node_modules`.

    The folder is looked up rather than the module resolved: packages of styles
    or types have nothing to resolve, and packages of ECMAScript modules only
    cannot be resolved by `require`.
    """
    script = (
        'var d=require("./package.json"),f=require("fs"),o=d.optionalDependencies||{};'
        "Object.keys(d.dependencies||{}).forEach(function(n){"
        'o[n]||f.lstatSync("node_modules/"+n)})'
    )
    return ("node", "-e", script)


def health_command(port: int) -> tuple[str, ...]:
    """A command that succeeds when the application answers without a server error."""
    script = (
        f"require('http').get({{host:'127.0.0.1',port:{port}}},"
        "function(r){process.exit(r.statusCode<500?0:1)})"
        ".on('error',function(){process.exit(1)})"
    )
    return ("node", "-e", script)


def describe(app: App) -> str:
    """What the smoke test proves, as a sentence for the comment above it."""
    files = list(filter(_is_parsed, app.entry_files))
    if not app.install:
        checked = f"{joined(files)} must parse" if files else "nothing is checked"
        return f"There is no package.json, so nothing is installed: {checked}."
    parses = f"{joined(files)} must parse and " if files else ""
    reason = "The project has no tests:"
    if app.test_left_out:
        reason = f"The project's tests are left out: {app.test_left_out}. Instead,"
    return f"{reason} {parses}every production dependency must be there."


def _is_parsed(name: str) -> bool:
    return posixpath.splitext(name)[1] in _JAVASCRIPT


def _release(app: App) -> tuple[int, ...]:
    numbers = (app.node.version or "").split(".")
    return tuple(int(number) for number in numbers if number.isdecimal()) or _CHECK_SINCE
