"""What stands in and under an ANPA text and is not for readers: trims, end marks, contacts, who sends."""

import re
from typing import Final

from dateline.news.blocks import Block
from dateline.wires.closing import Closing, both, closing_of

#: "(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)", "(BEGIN OPTIONAL TRIM)", "End Adv for Sunday, Jan. 19".
_TRIM = re.compile(
    r"\(?(?:story\s+can\s+end|(?:begin|end)\s+optional|optional\s+(?:trim|material|add)|stories?\s+may\s+end|can\s+trim"
    r"|end\s+(?:of\s+)?(?:adv|advance)\b|\(?end\s+story\b)[^\n]{0,160}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"/?\s*(?:contacts?|photo|note\s+to\s+editors|web\s*site|company\s+news\s+on-?call)\s*:.*", re.IGNORECASE
)
#: The last so many blocks are looked at.
_LAST: Final = 8
_LONGEST: Final = 400
#: What a line about trims begins with, and how long it is at most.
_FIRST: Final = "(SsBbEeOoCc"
_SHORT: Final = 200


def ended(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...], Closing]:
    """A *body* without what is not for readers; the notes among that; and what closes the text."""
    kept, trims = _untrimmed(body)
    notes: list[str] = []
    found = Closing()
    rest = list(kept[: max(len(kept) - _LAST, 0)])
    for block in kept[len(rest) :]:
        text = block.text if len(block.html) <= _LONGEST and block.kind in ("paragraph", "heading") else ""
        closing = closing_of(text) if 0 < len(text) <= _SHORT else None
        if closing is not None and (not closing.sign_off or block is kept[-1]):
            found = both(found, closing)
        elif _CONTACT.fullmatch(text):
            notes.append(text.strip("/ "))
        else:
            rest.append(block)
    return (tuple(rest) if len(rest) < len(body) else body), (*trims, *notes), found


def _untrimmed(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """A *body* without lines that say where it may be cut, and these."""
    trims = [
        block
        for block in body
        if len(block.html) < _SHORT and block.html[block.html.find(">") + 1] in _FIRST and _TRIM.fullmatch(block.text)
    ]
    if not trims:
        return body, ()
    return tuple(block for block in body if block not in trims), tuple(block.text for block in trims)
