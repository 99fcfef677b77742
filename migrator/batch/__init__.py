"""Many repositories at once: each in a process of its own, with an index of them all."""
