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
    states = sorted(ledger.poll_states().items())
    found = []
    for source in sorted(house.sources, key=lambda one: one.code):
        feeds = {feed.url for feed in source.feeds}
        asked = [
            _address(url, msgspec.json.decode(value, type=PollState))
            for (code, url), value in states
            # What is remembered of an address that was taken out of the source's file is no trouble any more.
            if code == source.code and (url in feeds or (source.imap is not None and url.startswith("imap")))
        ]
        found.append(health(source.code, ledger.arrivals(source.code, now - REACH), asked, now, zone))
    return tuple(found)


def _address(url: str, state: PollState) -> Address:
    return Address(state.url or url, state.last_ok, state.failures, state.last_problem, state.took)
