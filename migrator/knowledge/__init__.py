"""Facts that a repository does not hold itself: JSON tables, each with its sources.

Every table is read on first use and kept. Nothing here opens the network, and
nothing here decides: a function looks something up or says that it is not known.
"""
