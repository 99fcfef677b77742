"""What a file loads and whether it holds anything of interest, without parsing it.

Most files of an application are routes, models and views that neither listen nor
read the environment. Their requests are found by searching for the keywords, so that
only files with something to tell cost a parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MARKS = (
    *("listen", "process.env", "localhost", "127.0.0.1", "192.168.", "172.16.", "/vagrant"),
    *("createClient", "createConnection", "createPool", "readdirSync", "mongodb:", "redis:"),
    *("postgres:", "mysql:", "amqp:", "Server(", ".server(", ".connection(", ".lift(", "'10."),
    *('"10.', "//10.", "@10.", "setPort", "port:", "'port'", '"port"', "'PORT'", ".port ="),
)
_QUOTES = ("'", '"', "`")
_AFTER_NAME = (")", ";", "\n", "\r", ",", " ", "")
_BEFORE_COMMENT = (" ", "\t", "\n", ";", "{", "(", ",", ")", "}", "")
_MAX_REQUEST = 300
_MAX_LINE = 300
_MAX_ARGUMENTS = 200
MAX_REQUESTS = 1000


@dataclass(frozen=True)
class Request:
    """A literal module name and the line it is loaded on."""

    name: str
    line: int


@dataclass(frozen=True)
class Scanned:
    """The requests of a file; `needs_syntax` when a search cannot tell enough."""

    requests: tuple[Request, ...]
    needs_syntax: bool


def scan(text: str) -> Scanned:
    """Search a file for what it loads."""
    if any(mark in text for mark in MARKS):
        return Scanned((), True)
    requests = []
    for start in islice(_loads(text), MAX_REQUESTS):
        if _in_comment(text, start):
            continue
        name = _literal(text, start)
        if name is None:
            return Scanned((), True)
        if name:
            requests.append(Request(name, text.count("\n", 0, start) + 1))
    return Scanned(tuple(requests), False)


def _loads(text: str) -> Iterator[int]:
    """Where the argument of each `require(`, `import` and `from` begins, in order."""
    starts = []
    for keyword in ("require(", "import(", " from ", "import "):
        position = text.find(keyword)
        while position >= 0:
            end = position + len(keyword)
            before = text[position - 1 : position]
            if keyword == " from " or not (before.isalnum() or before in ("_", "$", ".")):
                starts.append((end, keyword))
            position = text.find(keyword, end)
    for start, keyword in sorted(starts):
        if keyword.endswith("(") or text[start : start + 1] in _QUOTES:
            yield start


def _literal(text: str, start: int) -> str | None:
    """The quoted text at `start`; "" where none is meant, None where it is computed."""
    while text[start : start + 1] in (" ", "\n", "\t"):
        start += 1
    quote = text[start : start + 1]
    if quote == ")":
        return ""
    if quote not in _QUOTES:
        return None
    end = text.find(quote, start + 1, start + _MAX_REQUEST)
    name = text[start + 1 : end]
    ended = text[end + 1 : end + 2] in _AFTER_NAME and not _is_given_a_port(text, end + 1)
    return name if end >= 0 and ended and "${" not in name else None


def _is_given_a_port(text: str, position: int) -> bool:
    """Whether what a request loads is called with something like a port at once."""
    if text[position : position + 2] != ")(":
        return False
    arguments = text[position + 2 : position + _MAX_ARGUMENTS].partition(")")[0].lower()
    return any(mark in arguments for mark in ("port", "config", "options", *"0123456789"))


def _in_comment(text: str, position: int) -> bool:
    begin = max(text.rfind("\n", 0, position) + 1, position - _MAX_LINE)
    line = text[begin:position].lstrip()
    if line.startswith(("//", "*")) or "//" in line.replace("://", ""):
        return True
    opened = text.rfind("/*", 0, position)
    # In a glob such as 'src/**/*.js' the same characters open nothing.
    opens = opened >= 0 and text[max(opened - 1, 0) : opened] in _BEFORE_COMMENT
    return opens and text.find("*/", opened + 2, position) < 0
