"""Members of a group of near-copies, and which of them is which."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from dateline.relate.sketch import Sketch, shared


class Member(Struct, frozen=True, kw_only=True):
    """A story, as far as it is compared with others."""

    id: str
    #: The code of who sent it.
    source: str
    #: When its first version reached us; UTC.
    received: datetime
    #: When its source issued its first version, or receipt where the source does not say; UTC.
    issued: datetime
    #: In the body of the version in force.
    words: int
    #: How much its licence lets us do: the higher, the freer.
    rank: int
    #: Of the version in force.
    sketch: Sketch

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """What makes a story earlier than another: its source's word, then receipt."""
        return self.issued, self.received, self.id


class Near(Struct, frozen=True):
    """A member of a group, and why it is there."""

    member: Member
    #: Of the shorter of it and the first, how many in a hundred of its runs of words stand in the other.
    share: int
    #: The same in words for an editor.
    why: str


class Group(Struct, frozen=True):
    """Near-copies of one story; or a story of which there are none."""

    #: The first, then the others, each as it was issued.
    members: tuple[Near, ...]
    #: The id of the one with most words.
    fullest: str
    #: The id of the one whose licence is freest; among equals, the fullest.
    freest: str

    @property
    def name(self) -> str:
        """A group is called after its first: the story that was issued before the others, by the sources' word."""
        return self.members[0].member.id


def grouped(first: Member, others: Iterable[Member]) -> Group:
    """The group of a story and the near-copies of it, in whatever order they are given."""
    ordered = sorted(others, key=lambda m: m.order)
    # Of equals, `max` has the one that it met before the others: the earliest.
    fullest = max((first, *ordered), key=lambda m: m.words)
    freest = max((first, *ordered), key=lambda m: (m.rank, m.words))
    nears = (Near(first, 100, "the first"), *(_near(one, first) for one in ordered))
    return Group(nears, fullest.id, freest.id)


def _near(member: Member, first: Member) -> Near:
    share = round(100 * shared(member.sketch, first.sketch))
    if member.sketch.runs > first.sketch.runs:
        return Near(member, share, f"has {share} % of the first in it")
    return Near(member, share, f"{share} % of it is in the first")
