"""Other Ruby files and texts that a Vagrantfile evaluates, confined to the repository."""

from __future__ import annotations

from migrator.read.project import NotReadable
from migrator.read.vagrantfile.ruby import limits
from migrator.read.vagrantfile.ruby.answers import fail
from migrator.read.vagrantfile.ruby.control import Raised, Return
from migrator.read.vagrantfile.ruby.interpreter import shorten
from migrator.read.vagrantfile.ruby.procs import KEEP
from migrator.read.vagrantfile.ruby.registry import Call
from migrator.read.vagrantfile.ruby.scope import Frame, Scope
from migrator.read.vagrantfile.ruby.values import Ruby, String
from migrator.read.vagrantfile.syntax import parse
from migrator.read.vagrantfile.world.paths import in_project, shown, text_path
from migrator.values import Unknown

# What parsing is worth.
_CHARACTERS_A_STEP = 16


def load_file(call: Call, path: Ruby, *, once: bool = False, beside: bool = False) -> Ruby:
    """Evaluate a Ruby file of the repository, as `load` and `require_relative` do."""
    run = call.run
    path = text_path(path)
    if isinstance(path, Unknown) or not isinstance(path, str):
        reason = path.reason if isinstance(path, Unknown) else "its name is not a text"
        run.doubt(shorten(call.node.text), f"the file is not read, because {reason}", call.node)
        return call.unknown(reason)
    found = _found(call, path, once, beside)
    if found is None:
        why = f"{shorten(shown(run, path))} is not a file of the repository"
        return fail(run, "LoadError", why, call.node)
    if once and found in run.loaded:
        return False
    run.loaded.append(found)
    if len(run.loaded) > limits.MAX_FILE_LOADS or run.depth >= limits.MAX_CALLS_DEEP:
        return call.unknown("too many files are loaded")
    try:
        text = run.project.text(found)
    except NotReadable as error:
        return fail(run, "LoadError", f"{found} cannot be read: {error}", call.node)
    if len(text) > limits.MAX_SOURCE:
        return fail(run, "LoadError", f"{found} is too large for a file of Ruby", call.node)
    run.read_files[found] = None
    _evaluate_file(call, found, text)
    return True


def _found(call: Call, path: str, once: bool, beside: bool) -> str | None:
    """The root-relative name of the file that is meant; None when there is none."""
    run = call.run
    folder = run.scope.frame.file.rpartition("/")[0] if beside else None
    name = in_project(run, path, folder)
    names = [name] if name is None or name.endswith(".rb") or not once else [f"{name}.rb", name]
    return next((each for each in names if each and run.project.is_file(each)), None)


def _evaluate_file(call: Call, name: str, text: str) -> None:
    run = call.run
    run.spend(len(text) // _CHARACTERS_A_STEP, call.node)
    tree = parse(name, text)
    if tree.error_line is not None:
        run.doubt(f"{name}:{tree.error_line}", tree.why, call.node)
    run.depth += 1
    try:
        with run.inside(Scope(Frame(None, name))):
            run.evaluate(tree.root)
    except Return:
        pass
    finally:
        run.depth -= 1


def evaluate_text(call: Call, text: Ruby, receiver: Ruby = KEEP) -> Ruby:
    """Evaluate a text as Ruby in the scope of the call, as `eval` does."""
    run = call.run
    if not isinstance(text, str):
        reason = text.reason if isinstance(text, Unknown) else "it is not a text"
        run.doubt(shorten(call.node.text), f"it is not evaluated, because {reason}", call.node)
        return call.unknown(reason)
    if run.depth >= limits.MAX_CALLS_DEEP or len(text) > limits.MAX_SOURCE:
        return call.unknown("what is to be evaluated is too much")
    run.spend(len(text) // _CHARACTERS_A_STEP, call.node)
    name, line = call.node.source.name, call.node.line
    if isinstance(text, String) and text.at is not None:
        name, line = text.at.source, text.at.line
    tree = parse(name, text, line)
    if tree.error_line is not None:
        run.doubt(f"{name}:{tree.error_line}", tree.why, call.node)
    frame = run.scope.frame
    if receiver is not KEEP:
        frame = Frame(receiver, frame.file, frame.module)
    run.depth += 1
    try:
        with run.inside(Scope(frame, run.scope)):
            # Variables that the text sets are seen behind the call as well.
            run.scope.variables = run.scope.parent.variables if run.scope.parent else {}
            return run.evaluate(tree.root)
    except Raised:
        raise
    finally:
        run.depth -= 1
