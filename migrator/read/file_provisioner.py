"""The `file` provisioner: files of the repository that Vagrant uploads into the guest."""

from __future__ import annotations

import posixpath

from migrator.read.recording import Recording, Setting
from migrator.trace import Trace
from migrator.values import Text, Unknown, Value

HOME = "/home/vagrant"


def follow_file(setting: Setting) -> Trace:
    """Upload `source` (relative to the Vagrantfile) to `destination`, a folder with its files.

    A file of the host that is not in the
    repository (`~/.gitconfig`) exists in the guest with unknown content.
    """
    recording = Recording(setting.project, setting.guest, setting.state)
    at = setting.provisioner.at
    options = setting.provisioner.options
    source, destination = _text(options.get("source")), _text(options.get("destination"))
    words = ["file", str(source or ""), f"-> {destination}" if destination else ""]
    unit = recording.unit(at.source, at.line, at.line, " ".join(word for word in words if word))
    if source is None or destination is None:
        recording.cannot_follow(at.source, at.line, "it does not say what is uploaded where")
        return recording.trace()
    recording.command(unit, ("cp", source, destination))
    for value in (source, destination):
        if isinstance(value, Unknown):
            recording.cannot_follow(at.source, at.line, f"its path is unknown: {value.reason}")
    if isinstance(source, str) and isinstance(destination, str):
        _upload(recording, setting, unit, source, guest_path(destination))
    return recording.trace()


def _text(value: Value) -> Text | None:
    return value if isinstance(value, (str, Unknown)) else None


def guest_path(destination: str) -> str:
    """An absolute path of the guest, as the shell of the user vagrant reads `destination`."""
    for name in ("~vagrant", "~", "${HOME}", "$HOME"):
        if destination == name or destination.startswith(f"{name}/"):
            return HOME + destination[len(name) :]
    return destination if destination.startswith("/") else f"{HOME}/{destination}"


def _upload(
    recording: Recording, setting: Setting, unit: int, source: str, destination: str
) -> None:
    host = setting.path(source)
    project = setting.project
    if source.startswith(("~", "/")) or host.startswith(".."):
        why = f"{source} lies on the host, outside of the repository"
        at = setting.provisioner.at
        recording.write(unit, destination, Unknown(why, at.source, at.line))
        recording.cannot_follow(at.source, at.line, why)
    elif project.is_dir(host):
        inside = not source.endswith(("/.", "/"))
        target = _target(recording, host, destination) if inside else destination
        recording.place_folder(unit, target, host)
    else:
        recording.place(unit, _target(recording, host, destination), host)


def _target(recording: Recording, host: str, destination: str) -> str:
    """Where `host` ends up: inside `destination` when that is a folder already."""
    state = recording.state
    is_folder = (
        destination.endswith("/")
        or destination in state.directories | {HOME, "/tmp", "/etc"}
        or any(name.startswith(f"{destination}/") for name in (*state.files, *state.directories))
    )
    return posixpath.join(destination, posixpath.basename(host)) if is_folder else destination
