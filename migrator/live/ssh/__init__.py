"""Commands over SSH: the only package that imports paramiko."""

from migrator.live.ssh.config import addresses_in
from migrator.live.ssh.login import connect
from migrator.live.ssh.session import SshSession

__all__ = ["SshSession", "addresses_in", "connect"]
