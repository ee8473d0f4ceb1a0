"""Near-copies in the intake: which rows are one story to an editor, and which of them is which."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from dateline.desk.intake import Best, Row
from dateline.news.story import Story
from dateline.relate.groups import Groups
from dateline.relate.member import Member
from dateline.relate.sketch import sketch


class Copies:
    """The near-copies among what came in of late; for one thread."""

    def __init__(self) -> None:
        self._groups = Groups()

    def put(self, story: Story, row: Row) -> frozenset[str]:
        """Look for near-copies of a story; the ids of all rows that are otherwise grouped by it, or by its new text."""
        if story.text is None:
            return frozenset()
        member = Member(
            id=story.id,
            source=story.source,
            received=min(m.received for m in story.marks),
            issued=min(m.issued for m in story.marks),
            words=row.words,
            rank=row.free,
            sketch=sketch(story.text.headline, [b.text for b in story.text.body]),
        )
        return self._members(self._groups.put(member))

    def drop(self, ids: Iterable[str]) -> frozenset[str]:
        """Let go of stories; the ids of all rows that are otherwise grouped without them."""
        return self._members(name for id in ids for name in self._groups.drop(id))

    def expire(self, moment: datetime) -> frozenset[str]:
        """Let go of what came in too long ago; the ids of all rows that are otherwise grouped without it."""
        return self._members(self._groups.expire(moment))

    def _members(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(member.id for name in names for member in self._groups.members(name))

    def labelled(self, row: Row) -> Row:
        """A row with its group, and with what it is among its near-copies; as it is where it has none."""
        name = self._groups.group_of(row.id)
        group = self._groups.group(name) if name else None
        if group is None or len(group.members) < 2:
            return row if not row.group else replace(row, group="", best=(), common="")
        marks: dict[Best, str] = {"first": group.name, "fullest": group.fullest, "freest": group.freest}
        near = next(n for n in group.members if n.member.id == row.id)
        return replace(
            row, group=group.name, best=tuple(mark for mark, id in marks.items() if id == row.id), common=near.why
        )
