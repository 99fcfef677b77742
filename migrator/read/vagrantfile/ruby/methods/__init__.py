"""Ruby's built-in methods, one module for each kind of receiver.

Importing this package declares them all (see `ruby/registry.py`).
"""

from migrator.read.vagrantfile.ruby.methods import (
    array_changes,
    arrays,
    conversions,
    enumerables,
    formats,
    functions,
    grouping,
    hash_changes,
    hashes,
    loading,
    modules,
    nothing,
    numbers,
    objects,
    ordering,
    procs,
    ranges,
    string_parts,
    strings,
    structs,
    substitutions,
    symbols,
)

__all__ = [
    "array_changes",
    "arrays",
    "conversions",
    "enumerables",
    "formats",
    "functions",
    "grouping",
    "hash_changes",
    "hashes",
    "loading",
    "modules",
    "nothing",
    "numbers",
    "objects",
    "ordering",
    "procs",
    "ranges",
    "string_parts",
    "strings",
    "structs",
    "substitutions",
    "symbols",
]
