"""The gate: what the ledger lets no page hold."""

from dateline.ledger.contract import Clock
from dateline.ledger.view import View
from dateline.news import rights
from dateline.news.house import Use
from dateline.news.rights import Standing


class Gate:
    """
    What no page may hold; see `sites.needs.Gate`.

    A gate belongs to one thread, and to one server.

    Args:
        ledger: Of the newsroom.
        clock: The newsroom's.
    """

    def __init__(self, ledger: View, clock: Clock) -> None:
        self._ledger, self._clock = ledger, clock
        self._standing: tuple[int, Standing] | None = None
        #: The last entry that was heeded, and how often the state had been made anew by then.
        self._heeded: tuple[int, int] | None = None
        self.stamp, self.bars = ledger.stamp, ledger.bars

    def changed(self) -> frozenset[str] | None:
        """The stories and articles that something happened to since this was last asked; None: anything may have."""
        before, rebuilds = self._heeded, self._ledger.rebuilds()
        if before is None or before[1] != rebuilds:
            self._heeded = (self._ledger.tail(), rebuilds)
            return None
        change = self._ledger.changes(before[0])
        self._heeded = (change.entry, rebuilds)
        return None if change.settings else change.parts

    def settled(self) -> int:
        """The entry by which settings or licences last changed."""
        return self.standing().entry

    def permits(self, part: str, use: Use, site: str) -> bool:
        """Whether what is in force lets a site use a story or an article so, now."""
        if self._ledger.article(part) is not None:
            return True
        story = self._ledger.story(part)
        standing, moment = self.standing(), self._clock.now()
        return story is not None and rights.rule_story(story, use, moment, site=site, standing=standing).allowed

    def standing(self) -> Standing:
        """What is in force."""
        stamp = self._ledger.stamp()
        if self._standing is None or self._standing[0] != stamp:
            self._standing = (stamp, self._ledger.standing())
        return self._standing[1]
