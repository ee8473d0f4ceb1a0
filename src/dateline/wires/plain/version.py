"""What the readings of pages and of single stories share: how words become a Version."""

from datetime import UTC, date, datetime, time

from dateline.news.blocks import Block
from dateline.news.slugs import headline_name
from dateline.news.wire import Dateline, Extent, Role, Version


def midnight(day: date | None) -> datetime | None:
    """The beginning of *day*, UTC: all that a dateline tells of when its text was issued."""
    return datetime.combine(day, time(), UTC) if day else None


def version(
    headline: str,
    byline: str,
    dateline: Dateline | None,
    body: tuple[Block, ...],
    *,
    role: Role = "main",
    extent: Extent = "full",
) -> Version:
    """A version with what follows from its words: its slug, and the day it was issued."""
    return Version(
        role=role,
        extent=extent,
        headline=headline,
        slug=headline_name(headline),
        byline=byline,
        dateline=dateline,
        body=body,
        issued=midnight(dateline.day if dateline else None),
    )
