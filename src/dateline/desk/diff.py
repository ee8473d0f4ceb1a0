"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from html import escape
from itertools import zip_longest
from typing import Final, Literal

from msgspec import Struct

#: A word with the blanks after it; or a mark.
_PIECES: Final = re.compile(r"\w+(?:[’'-]\w+)*\s*|[^\w]\s*")


class Changed(Struct, frozen=True):
    """One paragraph of two versions, in one."""

    kind: Literal["same", "changed", "added", "left out"]
    #: With ``<ins>`` and ``<del>`` around what is new and what is gone.
    html: str


def compare(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Changed, ...]:
    """
    Two texts in one, by paragraphs and within them by words.

    Args:
        before: The paragraphs of the older one, plain.
        after: Those of the newer one.
    """
    found: list[Changed] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Changed("same", escape(text)) for text in after[c:d]]
            continue
        for old, new in zip_longest(before[a:b], after[c:d]):
            found.append(_one(old, new))
    return tuple(found)


def _one(old: str | None, new: str | None) -> Changed:
    if old is None:
        return Changed("added", f"<ins>{escape(new or '')}</ins>")
    if new is None:
        return Changed("left out", f"<del>{escape(old)}</del>")
    return Changed("changed", words(old, new))


def words(old: str, new: str) -> str:
    """Two paragraphs in one, with ``<ins>`` and ``<del>`` around the words in which they differ."""
    one, other = _PIECES.findall(old), _PIECES.findall(new)
    pieces: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = escape("".join(one[a:b])), escape("".join(other[c:d]))
        if what == "equal":
            pieces.append(come)
            continue
        pieces += [f"<del>{gone}</del>" if gone else "", f"<ins>{come}</ins>" if come else ""]
    return "".join(pieces)
