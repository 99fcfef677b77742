"""Ruby's built-in methods, one module for each kind of receiver.

Importing this package declares them all (see `ruby/registry.py`).
"""

from migrator.read.vagrantfile.ruby.methods import (
    arrays,
    enumerables,
    formats,
    functions,
    hashes,
    modules,
    numbers,
    objects,
    procs,
    ranges,
    strings,
    structs,
    substitutions,
)

__all__ = [
    "arrays",
    "enumerables",
    "formats",
    "functions",
    "hashes",
    "modules",
    "numbers",
    "objects",
    "procs",
    "ranges",
    "strings",
    "structs",
    "substitutions",
]
