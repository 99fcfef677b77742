"""Ansible's modules as the shell commands that do the same, one small declaration each.

Importing this package registers all of them with `registry`.
"""

from migrator.read.ansible.modules import (
    commands,
    containers,
    databases,
    files,
    node,
    packages,
    queues,
    services,
    sources,
    system,
    watching,
)

LOADED = (
    commands,
    containers,
    databases,
    files,
    node,
    packages,
    queues,
    services,
    sources,
    system,
    watching,
)
