"""sources: how each source is doing, by what came from it and what its collectors remember."""

from datetime import UTC, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import msgspec

from dateline.collect.state import PollState
from dateline.news.health import REACH, Address, Health, health
from dateline.news.rights import Standing

#: Arrivals of one source that are looked at: five weeks of one that sends every minute.
MOST: Final = 50_000
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Collected(Protocol):
    """What a ledger knows of collecting."""

    def standing(self) -> Standing:
        """What is in force."""

    def arrivals(self, source: str, since: datetime, most: int) -> list[datetime]:
        """When a source's deliveries came, after a moment, in order: the *most* latest."""

    def poll_states(self) -> dict[tuple[str, str], bytes]:
        """What collectors noted of each source's addresses."""


def sources(ledger: Collected, now: datetime) -> tuple[Health, ...]:
    """How each source in force, but our own desk, is doing at a moment, whatever the transport; by their codes."""
    house = ledger.standing().house
    zone = ZoneInfo(next((site.timezone for site in house.sites), "UTC"))
    states = sorted(ledger.poll_states().items())
    found = []
    for source in sorted(house.sources, key=lambda one: one.code):
        if source.kind == "own":
            # When our own desk writes nothing, nothing is wrong.
            continue
        feeds = {feed.url for feed in source.feeds}
        asked = [
            _address(url, msgspec.json.decode(value, type=PollState))
            for (code, url), value in states
            # What is remembered of an address that was taken out of the source's file is no trouble any more.
            if code == source.code and (url in feeds or (source.imap is not None and url.startswith("imap")))
        ]
        found.append(health(source.code, _arrivals(ledger, source.code, now), asked, now, zone))
    return tuple(found)


def _arrivals(ledger: Collected, source: str, now: datetime) -> list[datetime]:
    """What a source's rhythm is taken from: the weeks before it was last heard, also where that is long ago."""
    return ledger.arrivals(source, now - 2 * REACH, MOST) or ledger.arrivals(source, _EVER, MOST)


def _address(url: str, state: PollState) -> Address:
    return Address(state.url or url, state.last_ok, state.failures, state.last_problem, state.took, state.next_due)
