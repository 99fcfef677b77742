"""Text filters on a known input: grep, sed, wc, head, tail, tr, cut."""

from __future__ import annotations

import re

from migrator.read.shell import patterns
from migrator.read.shell.commands.options import Options, split
from migrator.read.shell.commands.substitute import Edit, Insertion, edits, insertion
from migrator.read.shell.dispatch import builtin
from migrator.read.shell.fresh import written
from migrator.read.shell.state import Shell
from migrator.read.shell.status import ABSENT, DONE, PRESENT, Call, Status
from migrator.read.shell.texts import Presumed
from migrator.trace import Remote
from migrator.values import Text

GREP_VALUED = ("-e", "-f", "-m", "-A", "-B", "-C", "--include", "--exclude", "--regexp")


def _inputs(shell: Shell, words: list[Text]) -> tuple[Text | Remote | None, bool]:
    """The text of the files named (or standard input), and whether all of it is certain.

    None where a file is absent on a fresh machine.
    """
    if not words:
        return shell.stdin, not isinstance(shell.stdin, Presumed)
    texts: list[str] = []
    certain = True
    for word in words:
        path = shell.path(word)
        file = shell.session.files.read(path) if path else None
        if file is None:
            return None, False
        if not isinstance(file.content, str):
            return file.content, False
        certain = certain and not file.added
        texts.append(file.content)
    return "".join(texts), certain


@builtin("grep", "egrep", "fgrep")
def grep(shell: Shell, call: Call) -> Status:
    """Search a known text; what is not known does not hold the line yet on a fresh machine."""
    options = split(call.argv[1:], GREP_VALUED)
    words = list(options.operands)
    wanted = options.value("-e", "--regexp")
    if wanted is None and words:
        wanted = words.pop(0)
    content, certain = _inputs(shell, words)
    found = _found(shell, call, options, wanted, content)
    if found is None:
        shell.write(Presumed(""))
        return ABSENT
    if not options.has("-q", "--quiet", "--silent"):
        text = f"{len(found)}\n" if options.has("-c") else "".join(f"{line}\n" for line in found)
        shell.write(text if certain and text else Presumed(text))
    return Status(bool(found)) if certain else (PRESENT if found else ABSENT)


def _found(
    shell: Shell, call: Call, options: Options, wanted: Text | None, content: Text | Remote | None
) -> list[str] | None:
    """The lines that match; None when that cannot be told."""
    if not isinstance(wanted, str) or not isinstance(content, str):
        return None
    source = re.escape(wanted) if options.has("-F") or call.argv[0] == "fgrep" else wanted
    extended = options.has("-E", "-P", "-F") or call.argv[0] in ("egrep", "fgrep")
    expression = patterns.expression(source, extended=extended, ignore_case=options.has("-i"))
    if expression is None:
        return None
    shell.session.work(expression.effort(expression.limit) * (content.count("\n") + 1) // 8)
    inverted = options.has("-v")
    lines = content.splitlines()[:5000]
    search, limit = expression.compiled.search, expression.limit
    return [line for line in lines if (search(line[:limit]) is None) == inverted]


@builtin("wc")
def count(shell: Shell, call: Call) -> Status:
    content, _ = _inputs(shell, split(call.argv[1:]).operands)
    if not isinstance(content, str):
        written(shell, call, DONE)
        return DONE
    number = len(content) if "-c" in call.argv else content.count("\n")
    if "-w" in call.argv:
        number = len(content.split())
    text = f"{number}\n"
    shell.write(Presumed(text) if isinstance(content, Presumed) else text)
    return DONE


@builtin("head", "tail")
def ends(shell: Shell, call: Call) -> Status:
    options = split(call.argv[1:], ("-n", "-c", "--lines"))
    content, _ = _inputs(shell, options.operands)
    number = str(options.value("-n", "--lines") or next(iter(options.flags), "-10")[1:])
    if (
        not isinstance(content, str)
        or isinstance(content, Presumed)
        or not re.fullmatch(r"\d{1,6}", number)
    ):
        written(shell, call, DONE)
        return DONE
    lines = content.splitlines(keepends=True)
    kept = lines[: int(number)] if call.argv[0] == "head" else lines[-int(number) or len(lines) :]
    shell.write("".join(kept))
    return DONE


@builtin("tr")
def translate(shell: Shell, call: Call) -> Status:
    """`tr a b` and `tr -d a` on plain characters and the classes of letters."""
    classes = {"[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[:lower:]": "abcdefghijklmnopqrstuvwxyz"}
    options = split(call.argv[1:])
    sets = [
        str(word).replace("A-Z", "[:upper:]").replace("a-z", "[:lower:]")
        for word in options.operands
    ]
    for name, letters in classes.items():
        sets = [text.replace(name, letters) for text in sets]
    sets = [text.replace("\\n", "\n").replace("\\r", "\r") for text in sets]
    content = shell.stdin
    plain = all(not re.search(r"-.|\[|\\", text) for text in sets) and not options.has("-c", "-s")
    if not isinstance(content, str) or isinstance(content, Presumed) or not plain or not sets:
        written(shell, call, DONE)
    elif options.has("-d"):
        shell.write("".join(sign for sign in content if sign not in sets[0]))
    elif len(sets) == 2 and sets[1]:
        padded = sets[1].ljust(len(sets[0]), sets[1][-1])
        shell.write(content.translate(str.maketrans(sets[0], padded[: len(sets[0])])))
    else:
        written(shell, call, DONE)
    return DONE


@builtin("cut")
def cut(shell: Shell, call: Call) -> Status:
    """`cut -d X -f N` with one field."""
    options = split(call.argv[1:], ("-d", "-f", "-c", "-b", "--delimiter", "--fields"))
    content, _ = _inputs(shell, options.operands)
    field = str(options.value("-f", "--fields") or "")
    separator = str(options.value("-d", "--delimiter") or "\t")
    if (
        not isinstance(content, str)
        or isinstance(content, Presumed)
        or not re.fullmatch(r"\d{1,4}", field)
    ):
        written(shell, call, DONE)
        return DONE
    for line in content.splitlines():
        parts = line.split(separator)
        chosen = parts[int(field) - 1 : int(field)] if len(parts) > 1 else parts
        shell.write(f"{''.join(chosen)}\n")
    return DONE


@builtin("sed")
def sed(shell: Shell, call: Call) -> Status:
    """Simple `s///` and `d` scripts; for others the text is no longer known."""
    options = split(call.argv[1:], ("-e", "-f", "--expression", "--file", "-l"))
    words = list(options.operands)
    script = options.value("-e", "--expression")
    if script is None and not options.has("-f", "--file"):
        script = words.pop(0) if words else None
    in_place = options.has("-i", "--in-place") or any(
        str(word).startswith(("-i", "--in-place")) for word in call.argv[1:]
    )
    steps = edits(script, options.has("-r", "-E")) if isinstance(script, str) else None
    if options.has("-n") or sum(str(word) in ("-e", "--expression") for word in call.argv) > 1:
        steps = None
    if not in_place:
        content, _ = _inputs(shell, words)
        if isinstance(content, Presumed) and not content:
            shell.write(content)
        elif shell.out is not None:
            shell.write(_edited(shell, content, steps))
        return DONE
    added = insertion(script) if isinstance(script, str) else None
    for path in map(shell.path, words):
        if path is not None:
            _edit_in_place(shell, path, steps, added)
    return DONE


def _edit_in_place(
    shell: Shell, path: str, steps: list[Edit] | None, added: Insertion | None
) -> None:
    """Change a file; of one that the box brings, only what the script put there is known."""
    files = shell.session.files
    file = files.read(path)
    known = file.content if file is not None else None
    if added is not None and isinstance(known, str) and file is not None:
        shell.session.work(len(known))
        shell.put(path, added.into(known), added=file.added)
    elif added is not None:
        shell.put(path, f"{added.line}\n", append=True)
    elif file is not None or not files.is_file(path):
        shell.put(path, _edited(shell, known, steps), added=file is not None and file.added)


def _edited(shell: Shell, content: Text | Remote | None, steps: list[Edit] | None) -> Text:
    if not isinstance(content, str) or steps is None:
        return shell.unknown("`sed` changes it")
    lines: list[str] = []
    for line in content.split("\n"):
        changed: str | None = line
        for step in steps:
            shell.session.work(step.effort(len(line)))
            changed = step.change(changed) if changed is not None else None
        if changed is not None:
            lines.append(changed)
    return "\n".join(lines)
