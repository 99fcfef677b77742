"""All measurements on the project's own samples: `python -m benchmarks`."""

from __future__ import annotations

from benchmarks import repository, shell, vagrantfile

print("# A Vagrantfile: reading against the bare parse")
vagrantfile.main([path.parent for path in sorted(repository.SAMPLES.rglob("Vagrantfile"))])
print("\n# Shell scripts: following against the bare parse")
shell.main([])
print("\n# A repository: the whole static analysis")
repository.main([repository.SAMPLES])
