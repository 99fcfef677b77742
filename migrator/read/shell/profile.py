"""What a login shell exports: the variables that earlier scripts wrote to profile files."""

from __future__ import annotations

import re

from migrator.read.shell import expansion
from migrator.read.shell.state import Shell
from migrator.read.shell.texts import parts
from migrator.trace import Remote

ASSIGNMENT = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)="""
    r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s;&|#]*)[ \t]*;?[ \t]*(?:\#.*)?$""",
    re.ASCII | re.M,
)
HOME_FILES = (".profile", ".bash_profile", ".bash_login", ".bashrc")
MAX_VARIABLES = 200


def load_profile(shell: Shell) -> None:
    """Export the plain assignments of the profile files that the scripts wrote.

    .bashrc counts too: whoever exports a variable there means the user's sessions to
    have it, although some boxes stop reading it early for scripts.
    """
    files = shell.session.files
    if not files.files:
        return
    names = ["/etc/environment", "/etc/profile", "/etc/bash.bashrc"]
    names += sorted(
        name for name in files.files if re.fullmatch(r"/etc/profile\.d/[^/]+\.sh", name)
    )
    names += [f"{shell.home}/{name}" for name in HOME_FILES]
    count = 0
    for name in names:
        file = files.get(name)
        if file is None or isinstance(file.content, Remote):
            continue
        for stretch in parts(file.content):
            for match in ASSIGNMENT.finditer(stretch or ""):
                count += 1
                if count > MAX_VARIABLES:
                    return
                shell.set(match[1], expansion.text(shell, match[2]))
                shell.export(match[1])
