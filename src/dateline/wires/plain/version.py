"""What the readings of pages and of single stories share: how words become a Version."""

import re
import unicodedata
from datetime import UTC, date, datetime, time

from dateline.news.blocks import Block
from dateline.news.wire import Dateline, Extent, Role, SourceStatus, Version
from dateline.wires.signals import signals_in

_SLUG_WORDS = 8
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What a headline may open with that is for the desk.
INSTRUCTION = re.compile(
    r"^(?:(?:MANDATORY|STORY|PICTURE|PHOTO|NEWS|MEDIA|EDITORS?|KILL|WITHDRAWN|HOLD|CORRECT(?:ED|ION|IVE|S)?|REFILED?|REPEAT|ADVISORY"
    r"|UPDATED?(?:\s*\d+)?|RECTIFICATION|CORRIGENDUM)\b\s*[-–—:;|!\])*=]*\s*)+"
)


def slug_of(headline: str) -> str:
    """
    The working name that stands in for an id: the first words of *headline* in small letters, joined by hyphens.

    What instructs the desk (``UPDATE 1-``, ``KILL:``) is no part of it, so that all versions of a story share it.
    """
    plain = INSTRUCTION.sub("", headline) or headline
    words = [re.sub(r"['’]", "", word).casefold() for word in _WORDS.findall(unicodedata.normalize("NFC", plain))]
    return "-".join(words[:_SLUG_WORDS])


def midnight(day: date | None) -> datetime | None:
    """The beginning of *day*, UTC: all that a dateline tells of when its text was issued."""
    return datetime.combine(day, time(), UTC) if day else None


def status_of(signals: tuple[str, ...]) -> SourceStatus:
    """What *signals* make of the text that carries them."""
    return "canceled" if "kill" in signals else "withheld" if "withhold" in signals else "usable"


def version(
    headline: str,
    byline: str,
    dateline: Dateline | None,
    body: tuple[Block, ...],
    *,
    role: Role = "main",
    extent: Extent = "full",
) -> Version:
    """A version with what follows from its words: slug, signals, status, and the day it was issued."""
    signals = signals_in(headline, ())
    return Version(
        role=role,
        extent=extent,
        headline=headline,
        slug=slug_of(headline),
        byline=byline,
        dateline=dateline,
        body=body,
        issued=midnight(dateline.day if dateline else None),
        signals=signals,
        status=status_of(signals),
    )
