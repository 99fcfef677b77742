"""curl and wget: the content of an address, which nobody here reads."""

from __future__ import annotations

import posixpath
import re

from migrator.read.shell.commands.options import Options, split
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.state import Shell
from migrator.read.shell.status import DONE, Call, Status
from migrator.trace import Remote
from migrator.values import Text, Unknown

CURL = (
    "-o", "--output", "-H", "--header", "-d", "--data", "-X", "--request", "-u", "--user", "-A",
    "--user-agent", "-e", "--referer", "-b", "--cookie", "-c", "-x", "--proxy", "-m", "--max-time",
    "--retry", "--retry-delay", "--connect-timeout", "-T", "-F", "-w", "--write-out", "-E", "-K",
    "--url", "--data-binary", "--cacert", "-C", "-r", "-z", "--ciphers", "--output-dir",
)  # fmt: skip
WGET = (
    "-O", "--output-document", "-P", "--directory-prefix", "-o", "-a", "--header", "-t", "--tries",
    "-T", "--timeout", "-U", "--user-agent", "--user", "--password", "-e", "--post-data", "-i",
    "-w", "--wait", "-l", "-A", "-R", "-D", "-I", "-X", "--referer", "--ca-certificate",
)  # fmt: skip


def _last_name(url: Text) -> str | None:
    """The file name that an address ends with."""
    text = url if isinstance(url, str) else (url.parts[-1] or "")
    if isinstance(url, Unknown) and "/" not in text:
        return None
    name = posixpath.basename(re.split(r"[?#]", text)[0])
    return name or None


@builtin("curl")
def curl(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], CURL)
    given = options.value("--url")
    urls = [given] if given is not None else options.operands
    for url in urls:
        output = options.value("-o", "--output")
        if options.has("-O", "--remote-name") and output is None:
            output = _prefixed(options, url)
        _store(shell, Remote(url), output)
    return DONE


@builtin("wget")
def wget(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], WGET)
    for url in options.operands:
        output = options.value("-O", "--output-document")
        _store(shell, Remote(url), output if output is not None else _prefixed(options, url))
    return DONE


def _prefixed(options: Options, url: Text) -> Text:
    name = _last_name(url)
    if name is None:
        return (
            Unknown("the name of the download", "", 0) if isinstance(url, Unknown) else "index.html"
        )
    folder = options.value("-P", "--directory-prefix")
    return name if not isinstance(folder, str) else posixpath.join(folder, name)


def _store(shell: Shell, content: Remote, output: Text | None) -> None:
    """Put a download where the options say: a file, or standard output."""
    if output is None or output in ("-", "/dev/stdout"):
        shell.write(content)
        return
    path = shell.path(output)
    if path is not None and not path.startswith("/dev/"):
        shell.put(path, content)
