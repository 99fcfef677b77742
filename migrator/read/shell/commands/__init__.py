"""Commands whose effect is computed, one small declaration each.

Importing this package registers all of them with `migrator.read.shell.dispatch`.
"""

from migrator.read.shell.commands import (
    answers,
    copying,
    cron,
    downloads,
    filters,
    flow,
    node_versions,
    places,
    printing,
    shells,
    variables,
    wrappers,
)

LOADED = (
    answers,
    copying,
    cron,
    downloads,
    filters,
    flow,
    node_versions,
    places,
    printing,
    shells,
    variables,
    wrappers,
)
