"""What a move to another Node changes."""

from __future__ import annotations

from migrator.knowledge.node_releases import key_of
from migrator.plan import NodeChange, Plan
from migrator.report.document import Block, Code, Line, Paragraph, Section, Table

_NOTHING = "Nothing is known to change between the two."
_HEAD = ("Since", "What changes", "Here", "What to do", "Source")


def moving(plan: Plan) -> Section | None:
    """The move that a person asked for: what concerns this repository first."""
    move = plan.node_move
    if move is None:
        return None
    blocks: list[Block] = [
        Paragraph(
            (
                f"The machine runs Node {move.machine}; the image has {move.chosen}, because ",
                Code(move.decided_by),
                " says so.",
            )
        )
    ]
    if move.changes:
        blocks.append(Table(_HEAD, tuple(_row(change) for change in move.changes)))
    else:
        older = key_of(move.chosen) < key_of(move.machine)
        known = "What an older Node lacks is not known here." if older else _NOTHING
        blocks.append(Paragraph((known,)))
    return Section("Moving to another Node", tuple(blocks))


def _row(change: NodeChange) -> tuple[Line, ...]:
    here: list[str | Code] = []
    for each in change.concerns:
        here += [", ", Code(each.shown())] if here else [Code(each.shown())]
    return (
        (change.since,),
        (change.what,),
        tuple(here) or (("not seen in the code" if change.kind == "api" else "perhaps"),),
        (change.advice,),
        (change.source,),
    )
