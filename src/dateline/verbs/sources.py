"""sources: how each source is doing, by what came from it and what its collectors remember."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from dateline.collect.state import PollState
from dateline.news.health import REACH, Address, Health, health
from dateline.news.rights import Standing


class Collected(Protocol):
    """What a ledger knows of collecting."""

    def standing(self) -> Standing:
        """What is in force."""

    def arrivals(self, source: str, since: datetime) -> list[datetime]:
        """When a source's deliveries came, after a moment, in order."""

    def poll_states(self) -> dict[tuple[str, str], bytes]:
        """What collectors noted of each source's addresses."""


def sources(ledger: Collected, now: datetime) -> tuple[Health, ...]:
    """How each source in force is doing at a moment, whatever the transport; in the order of their codes."""
    house = ledger.standing().house
    zone = ZoneInfo(next((site.timezone for site in house.sites), "UTC"))
    kept: dict[str, list[Address]] = {}
    for (source, url), value in sorted(ledger.poll_states().items()):
        state = msgspec.json.decode(value, type=PollState)
        kept.setdefault(source, []).append(
            Address(state.url or url, state.last_ok, state.failures, state.last_problem, state.took)
        )
    known = {source.code: {feed.url.rpartition("@")[2] for feed in source.feeds} for source in house.sources}
    found = []
    for code in sorted(known):
        # What is remembered of an address that was taken out of the source's file is no trouble any more.
        asked = [one for one in kept.get(code, []) if not one.url.startswith("http") or _asked(one.url, known[code])]
        found.append(health(code, ledger.arrivals(code, now - REACH), asked, now, zone))
    return tuple(found)


def _asked(url: str, feeds: set[str]) -> bool:
    bare = url.partition("://")[2]
    return any(feed.partition("://")[2].partition("#")[0] == bare or feed.partition("#")[0] == bare for feed in feeds)
