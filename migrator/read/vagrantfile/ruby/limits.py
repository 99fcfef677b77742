"""How far the evaluator goes before it gives up.

The limits are far above what any real Vagrantfile needs and keep a hostile one under a
second or two. Reaching one leaves an unknown or a doubt, with the limit as its reason.
All but `MAX_SECONDS` are counts, so that the same file reads the same everywhere.
"""

MAX_STEPS = 250_000
# What no count has foreseen ends here: seconds of the reader's own thread, at work.
MAX_SECONDS = 5.0
STEPS_BETWEEN_LOOKS = 500
MAX_CALLS_DEEP = 90
MAX_ROUNDS = 5_000
MAX_TEXT = 1024 * 1024
# The parser needs about a second for a hostile file of this size.
MAX_SOURCE = 256 * 1024
MAX_ITEMS = 20_000
MAX_INTEGER_BITS = 4096
MAX_MATCH_COST = 20_000_000
MAX_FILE_LOADS = 50
MAX_ENTRIES = 3_000
MAX_DOUBTS = 1000
# Frames of Python that one file may take on top of the caller's.
PYTHON_FRAMES = 6000
