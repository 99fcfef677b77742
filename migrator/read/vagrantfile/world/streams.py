"""An open file of the repository, and what is printed on."""

from __future__ import annotations

from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.values import Receiver, Ruby


class Stream(Receiver):
    """A file that is open for reading; whatever is written to it is dropped."""

    type_name = "File"

    def __init__(self, content: str) -> None:
        self.content = content
        self.lines: list[str] | None = None

    def answer(self, call: Call) -> Ruby:
        if call.name == "read":
            return self.content
        if call.name in ("gets", "readline"):
            remaining = self._lines()
            return remaining.pop(0) if remaining else None
        if call.name in ("readlines", "each_line", "each", "to_a"):
            found, self.lines = self._lines(), []
            if call.block is not None:
                for line in found:
                    call.run_block(line)
            return found
        if call.name in ("eof?", "eof"):
            return not self._lines()
        if call.name in _WRITES:
            return None
        return NotImplemented

    def _lines(self) -> list[str]:
        if self.lines is None:
            self.lines = str(self.content).splitlines(keepends=True)
        return self.lines


_WRITES = frozenset(
    "write puts print << printf close flush sync= sync fsync rewind flock tty? isatty".split()
)
