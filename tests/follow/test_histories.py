"""Whatever happens, in whatever order: pages follow from the ledger and the clock alone, and hold nothing they may not."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.verbs.follow import SiteFollower
from tests.follow.histories import SITES, Event, Player, events
from tests.sites.newsroom import Newsroom

TORTURE = "DATELINE_TORTURE" in os.environ
Pages = dict[str, tuple[int, str, bytes | None, frozenset[str], object]]

#: An event, and whether the sites follow at once or only after a later one.
histories = st.lists(st.tuples(events, st.sampled_from([True, True, True, False])), min_size=3, max_size=40 if TORTURE else 16)


@contextmanager
def playing() -> Iterator[Player]:
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        try:
            yield Player(room)
        finally:
            room.close()


def pages(follower: SiteFollower) -> Pages:
    """All pages of a follower: path → status, type, bytes, parts and the moment they are good until."""
    store = follower.store()
    return {p.path: (p.status, p.type, store.body(p.digest), frozenset(p.parts), p.until) for p in store.pages()}


def from_nothing(player: Player, code: str) -> Pages:
    """The pages that a follower makes that has never followed before."""
    with tempfile.TemporaryDirectory() as folder:
        follower = SiteFollower(code, player.room.ledger, Path(folder), lambda c: player.room.sites[c]._renderer, "test")
        follower.rebuild(player.room.clock.now())
        made = pages(follower)
        follower.close()
    return made


def differing(one: Pages, other: Pages) -> list[str]:
    return [path for path in sorted(one | other) if one.get(path) != other.get(path)]


@settings(max_examples=2000 if TORTURE else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_following_step_by_step_ends_in_the_pages_made_from_nothing(history: list[tuple[Event, bool]]) -> None:
    """
    Pages are derived: whoever deletes them gets the same ones back, whatever way led to them.
    """
    with playing() as player:
        player.room.follow()
        for event, at_once in history:
            player.play(event)
            if at_once:
                player.room.follow()
        player.room.follow()
        for code in SITES:
            kept, made = pages(player.room.sites[code]), from_nothing(player, code)
            assert differing(kept, made) == [], code


@settings(max_examples=2000 if TORTURE else 30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_no_page_holds_what_it_may_not(history: list[tuple[Event, bool]]) -> None:
    """
    Every text is sown with words that are its own, one in every six: none of them stands where no ruling lets it, and
    every page names all the stories whose words are on it, for by that the gate knows it.
    """
    with playing() as player:
        player.room.follow()
        for event, _ in history:
            player.play(event)
            player.room.follow()
            for code in SITES:
                assert list(player.leaks(code)) == []
