"""
Groups: the stories of some days, each beside its near-copies.

What the groups are follows from the stories that are there, and not from the order in which they came: stories are
looked at as they were issued, and each joins the one that it has most in common with among those that began a group
before it, or begins one. So every member is a near-copy of its group's first, and groups do not run into each other
over a chain of copies of copies; no two firsts are near-copies, as far as `bands` finds those; and a story that was
issued later never parts what was together, nor gives a group another name.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Final

from dateline.relate.bands import Bands, places
from dateline.relate.member import Group, Member, grouped
from dateline.relate.sketch import shared

#: How far apart, by receipt, stories may be and still be shown as one.
WINDOW: Final = timedelta(hours=72)


class Groups:
    """
    Stories in groups of near-copies, in memory; for one thread.

    Args:
        window: How far apart, by receipt, a story and a group's first may be.
    """

    def __init__(self, window: timedelta = WINDOW) -> None:
        self._window = window
        self._members: dict[str, Member] = {}
        #: The first of each story's group.
        self._first: dict[str, str] = {}
        #: The others of each group that has any, by its first.
        self._others: dict[str, set[str]] = {}
        # Most stories are alone, and copies need to be looked at only where a group begins.
        self._firsts, self._copies = Bands(), Bands()

    def put(self, member: Member) -> frozenset[str]:
        """
        Take in a story, or its newer text.

        Returns:
            The names of the groups that are not what they were, also of those that are no more.
        """
        changed, waiting = self._without([member.id] if member.id in self._members else [])
        self._members[member.id] = member
        return frozenset(changed | self._settled({*waiting, member.id}))

    def drop(self, id: str) -> frozenset[str]:
        """Let go of a story, if it is here; the same is returned as by `put`."""
        changed, waiting = self._without([id] if id in self._members else [])
        return frozenset(changed | self._settled(waiting))

    def expire(self, moment: datetime) -> frozenset[str]:
        """Let go of all that was received longer than the window before a *moment*; looks at every story."""
        end = moment - self._window
        changed, waiting = self._without([m.id for m in self._members.values() if m.received < end])
        return frozenset(changed | self._settled(waiting))

    def group_of(self, id: str) -> str | None:
        """The name of a story's group, which is its first's id; None if the story is not here."""
        return self._first.get(id)

    def group(self, name: str) -> Group | None:
        """The group of that name; None if there is none."""
        if self._first.get(name) != name:
            return None
        return grouped(self._members[name], (self._members[id] for id in self._others.get(name, ())))

    def members(self, name: str) -> tuple[Member, ...]:
        """Who is in a group: its first, then the others as they were issued; none if there is no such group."""
        group = self.group(name)
        return tuple(near.member for near in group.members) if group else ()

    def names(self) -> Iterator[str]:
        """The names of all groups, also of those with one story, in no order."""
        return (id for id, first in self._first.items() if id == first)

    def _without(self, ids: Iterable[str]) -> tuple[set[str], set[str]]:
        """Take stories out; returned are the groups that they were in, and those who have lost their first by it."""
        changed, waiting = set(), set[str]()
        for id in ids:
            if first := self._first.get(id):
                changed.add(first)
            waiting |= self._left(id)
            gone = self._members.pop(id)
            self._stand(gone, places(gone.sketch), None)
        return changed, waiting & self._members.keys()

    def _settled(self, ids: Iterable[str]) -> set[str]:
        """Find a group for each story, and for those that this moves; returned are the groups that changed."""
        changed, queued = set[str](), set(ids)
        queue = [self._members[id].order for id in queued]
        heapify(queue)
        # All that is moved was issued after what moves it: each is looked at once, when all before it are settled.
        while queue:
            *_, id = heappop(queue)
            member = self._members[id]
            standing = places(member.sketch)
            before, first = self._first.get(id), self._nearest(member, standing)
            if before == first:
                continue
            changed |= {first, before or first}
            for moved in (self._left(id) | self._joined(member, standing, first)) - queued:
                queued.add(moved)
                heappush(queue, self._members[moved].order)
        return changed

    def _nearest(self, member: Member, standing: Sequence[int]) -> str:
        """The first that a story joins; its own id, if it joins none."""
        best, most = member, 0.0
        for other in self._near(member, standing, self._firsts):
            if other.order < member.order:
                share = shared(member.sketch, other.sketch)
                if share and (share > most or (share == most and other.order < best.order)):
                    best, most = other, share
        return best.id

    def _near(self, member: Member, standing: Sequence[int], bands: Bands) -> Iterator[Member]:
        """Those that may be alike, within the window."""
        for id in bands.near(standing):
            other = self._members[id]
            if abs(other.received - member.received) <= self._window:
                yield other

    def _left(self, id: str) -> set[str]:
        """Take a story out of its group, if it is in one; returned are those that have none any more without it."""
        first = self._first.pop(id, None)
        if first is None:
            return set()
        if first != id:
            self._others[first].discard(id)
            return set()
        others = self._others.pop(id, set())
        for other in others:
            del self._first[other]
        return others

    def _joined(self, member: Member, standing: Sequence[int], first: str) -> set[str]:
        """Put a story into a group; returned are those that may now join it, where it begins one."""
        self._first[member.id] = first
        if first != member.id:
            self._stand(member, standing, self._copies)
            self._others.setdefault(first, set()).add(member.id)
            return set()
        self._stand(member, standing, self._firsts)
        return {
            other.id
            for bands in (self._firsts, self._copies)
            for other in self._near(member, standing, bands)
            if other.order > member.order and shared(member.sketch, other.sketch)
        }

    def _stand(self, member: Member, standing: Sequence[int], where: Bands | None) -> None:
        """Let a story be found among the firsts, among the copies, or nowhere any more."""
        for bands in (self._firsts, self._copies):
            if bands is not where and member.id in bands:
                bands.remove(member.id, standing)
        # Many a text is printed by hundreds: they stay where they are, when their first goes.
        if where is not None and member.id not in where:
            where.add(member.id, standing)
