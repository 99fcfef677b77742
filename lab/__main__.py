"""Make stand-in images by hand: `python -m lab node:18-bookworm-slim redis:7`.

Without references, what nearly every test needs: the Debian releases and the
Vagrant box. The tests make the rest when they need it.
"""

from __future__ import annotations

import sys

from lab.images import NeverExisted, NoStandIn, ensure_image
from lab.vagrant_box import ensure_box

COMMON = ("debian:bullseye-slim", "debian:bookworm-slim", "debian:trixie-slim")


def main(references: list[str]) -> int:
    """Make each image; the exit status says whether all could be made."""
    try:
        for reference in references or COMMON:
            print(f"lab: {ensure_image(reference)}", file=sys.stderr)
        if not references:
            print(f"lab: {ensure_box()}", file=sys.stderr)
    except (NeverExisted, NoStandIn) as refusal:
        print(f"lab: {refusal}", file=sys.stderr)
        return 1
    return 0


sys.exit(main(sys.argv[1:]))
