"""What the words for a status mean, whatever the wire: usable, withheld, canceled, or none that anybody knows."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from dateline.news import wire
from dateline.news.wire import SourceStatus
from dateline.wires.remembered import remembered

#: In small letters. ``open`` is Belga's word, ``privileged`` PA's for what may be seen and not used.
_STATUSES: Final[dict[str, SourceStatus]] = {
    "usable": "usable", "open": "usable", "embargoed": "usable",
    "withheld": "withheld", "withhold": "withheld", "hold": "withheld", "privileged": "withheld",
    "canceled": "canceled", "cancelled": "canceled", "killed": "canceled", "kill": "canceled",
}  # fmt: skip
_EMBARGOES: Final = frozenset({"embargoed", "privileged"})
#: The doubt of a text that waits, and is not told for what.
NO_END: Final = wire.NO_END
_CODE = re.compile(r"[:/#]")


class Told(Struct, frozen=True):
    """What a status says of a text."""

    status: SourceStatus
    #: True where the text waits for a moment that the source names elsewhere, or not at all.
    embargoed: bool = False
    #: Why it may not be relied on; empty if it may.
    doubt: str = ""


@remembered
def status_of(word: str) -> Told:
    """
    Read a status.

    Args:
        word: As sent, in any case: bare, as a QCode (``stat:usable``) or as an address; empty where none was sent,
            which all standards count as usable.
    Returns:
        What it means. One that nobody knows is a doubt: the text is held until somebody has looked.
    """
    tail = _CODE.split(word.strip().rstrip("/#:"))[-1].strip().lower()
    if not tail and not word.strip():
        return Told("usable")
    if status := _STATUSES.get(tail):
        return Told(status, tail in _EMBARGOES)
    return Told("usable", doubt=f"its status {word.strip()[:60]!r} is unknown")


def doubted(*doubts: str) -> str:
    """Several doubts as one, each once; empty if there is none."""
    return "; ".join(dict.fromkeys(filter(None, doubts)))


class Settled(Struct, frozen=True):
    """A status and its embargoes, as a version has them."""

    status: SourceStatus
    embargo: datetime | None = None
    doubt: str = ""


def settled(word: str, ends: Iterable[tuple[str, datetime | None]] = ()) -> Settled:
    """
    Settle a status with the embargoes beside it.

    Args:
        word: The status as sent.
        ends: Each embargo as sent, and the moment it ends at, UTC; None where that cannot be read.
    Returns:
        The status; the latest end; and why it may not be relied on. An embargo without a readable end is a doubt. That
        it has none at all is told as `NO_END`: an end may stand elsewhere, in the text around or in words; where none
        does, the text is withheld (``news.reading``), and only its source lets it go. PA's ``privileged`` without an
        end stays withheld: that is the source's own word, and only the source takes it back.
    """
    told, pairs = status_of(word), tuple(ends)
    if not pairs and not told.embargoed:
        return Settled(told.status, doubt=told.doubt)
    unread = [_unread(sent) for sent, moment in pairs if moment is None]
    embargo = max(filter(None, (moment for _, moment in pairs)), default=None)
    status, doubts = told.status, [told.doubt, *unread]
    if told.embargoed and embargo and not unread:
        status = "usable"
    elif told.embargoed and status == "usable" and not pairs:
        doubts.append(NO_END)
    return Settled(status, embargo, doubted(*doubts))


def _unread(sent: str) -> str:
    """The doubt of an embargo that ends at no readable moment."""
    return f"its embargo cannot be read: {sent[:80]!r}" if sent else NO_END
