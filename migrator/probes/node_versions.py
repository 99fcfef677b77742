"""Which Node a login gets, and which others the machine has installed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.evidence import NodeFound, Unreadable
from migrator.probes.registry import Sighting, probes, rows_below
from migrator.probes.scripts import PRINT_VERSION

_VERSION = re.compile(r"v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)")
_VERSION_IN_PATH = re.compile(r"/(?:node-|iojs-)?v?(\d+\.\d+\.\d+)(?:-linux-[a-z0-9]+)?/(?:bin/)?")

# .bashrc is where nvm puts itself, and only an interactive shell reads it.
_LOGIN_SHELL = """
echo 'the login shell has:'
bash -lic 'for name in node nodejs iojs; do
  found=$(command -v $name) && echo "node-path $found $("$found" --version)"
done; true' || sh -lc 'found=$(command -v node) && echo "node-path $found $("$found" --version)"'
true
"""

# Where nvm (old and new), n, nodenv, asdf, fnm, volta, tarballs and packages put Node.
_PLACES = " ".join(
    f"{place}/bin/node"
    for home in ("/root", "/home/*")
    for place in (
        f"{home}/.nvm/versions/node/*",
        f"{home}/.nvm/versions/io.js/*",
        f"{home}/.nvm/v*",
        f"{home}/n/n/versions/node/*",
        f"{home}/.nodenv/versions/*",
        f"{home}/.asdf/installs/nodejs/*",
        f"{home}/.local/share/fnm/node-versions/*/installation",
        f"{home}/.volta/tools/image/node/*",
    )
)
_SYSTEM_PLACES = (
    "/usr/bin/node /usr/bin/nodejs /usr/local/bin/node /usr/local/bin/nodejs "
    "/usr/local/n/versions/*/bin/node /usr/local/n/versions/node/*/bin/node "
    "/usr/local/nvm/versions/node/*/bin/node /opt/nvm/versions/node/*/bin/node "
    "/usr/local/node*/bin/node /usr/local/lib/node*/*/bin/node /opt/node*/bin/node "
    "/usr/lib/nodejs/*/bin/node"
)
_INSTALLED = f"""{PRINT_VERSION}
echo 'installed:'
for f in {_SYSTEM_PLACES} {_PLACES}; do
  [ -f "$f" ] && [ -x "$f" ] && printf '%s %s\\n' "$(print_version "$f")" "$f"
done; true
"""


@probes(_LOGIN_SHELL, about="the Node of a login shell", title="bash -lic 'node --version'")
def login_shell(output: str) -> Iterator[Sighting]:
    """Read the lines marked `node-path`; a profile may print anything around them.

    The amateur radio program of the same name prints no version and is passed over.
    """
    for number, line in rows_below(output, "the login shell has:"):
        words = line.split()
        match = _VERSION.fullmatch(words[-1])
        if len(words) == 3 and words[0] == "node-path" and match and words[1].startswith("/"):
            yield number, NodeFound(words[1], match[1])


@probes(
    _INSTALLED,
    about="the installed Node versions",
    title="ls ~/.nvm/versions/node /usr/local/n/versions /opt/node*",
    root=True,
)
def places(output: str) -> Iterator[Sighting]:
    """Read `version path` lines; a version manager's path names the version by itself."""
    for number, line in rows_below(output, "installed:"):
        shown, _, path = line.partition(" ")
        version = version_of(shown, path)
        if version:
            yield number, NodeFound(path, version)
        elif path.startswith("/") and shown == "-":
            yield number, Unreadable(f"the version of {path}", "another account owns the binary")


def version_of(shown: str, path: str) -> str | None:
    """The version that a binary printed, else the one in its path."""
    printed = _VERSION.fullmatch(shown)
    if printed:
        return printed[1]
    in_path = _VERSION_IN_PATH.search(path) if shown == "-" else None
    return in_path[1] if in_path else None
