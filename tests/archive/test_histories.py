"""Whatever happens, in any order: the index follows from ledger and clock alone, and leads nowhere it may not."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.follow.histories import MARKED, SITES, Apply, Desk, Event, Merge, Player, Publish, events
from tests.sites.newsroom import Newsroom

from dateline.archive.answer import Hit
from dateline.archive.query import MOST
from dateline.verbs.index import Searching

TORTURE = "DATELINE_TORTURE" in os.environ
#: An event, and whether the index is brought up at once or only after a later one.
histories = st.lists(st.tuples(events, st.booleans()), min_size=3, max_size=40 if TORTURE else 12)
#: A word that no text has: all else is asked for.
ALL = "-nothing"


@contextmanager
def playing() -> Iterator[tuple[Player, Searching]]:
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        searching = opened(Path(folder), room)
        try:
            yield Player(room), searching
        finally:
            searching.close()
            room.close()


def opened(folder: Path, room: Newsroom) -> Searching:
    return Searching(folder, room.ledger, "test", lambda: None)


def asked(player: Player) -> list[str]:
    """All there is, and as many of the words that are one text's own as are looked at."""
    return [ALL, " OR ".join(sorted(player.holders)[-MOST:])]


def found(player: Player, searching: Searching) -> dict[tuple[str, str], frozenset[Hit]]:
    """All that readers of each site and of the network, and our desk, are answered."""
    house, moment = player.room.ledger.standing().house, player.room.clock.now()
    scopes = [(site, site, False) for site in SITES if house.site(site)]
    return {
        (who, text): frozenset(searching.answer(text, site=site, desk=desk, moment=moment).hits)
        for who, site, desk in (*scopes, ("network", None, False), ("desk", None, True))
        for text in asked(player)
    }


@settings(max_examples=1000 if TORTURE else 20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example([(Publish("main", ("tide",)), True), (Apply(9), False), (Apply(0), True)])
@example([(Publish("own", ("tide",)), True), (Merge("own", "main"), True), (Desk("main", "kill"), True)])
def test_following_step_by_step_finds_what_an_index_made_from_nothing_finds(history: list[tuple[Event, bool]]) -> None:
    """
    The index is derived: whoever deletes it gets the same answers back, whatever way led to them.
    """
    with playing() as (player, searching):
        for event, at_once in history:
            player.play(event)
            if at_once:
                searching.follower.step(player.room.clock.now())
        searching.follower.step(player.room.clock.now())
        kept = found(player, searching)
        with tempfile.TemporaryDirectory() as folder:
            fresh = opened(Path(folder), player.room)
            fresh.follower.rebuild(player.room.clock.now())
            made = found(player, fresh)
            fresh.close()
        assert kept == made


@settings(max_examples=1000 if TORTURE else 20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example([(Publish("main", ("tide",)), True), (Desk("main", "kill"), False)])
@example([(Publish("main", ("tide",)), True), (Apply(1), False), (Apply(9), False)])
def test_readers_are_led_to_pages_that_stand_and_shown_what_stands_there(history: list[tuple[Event, bool]]) -> None:
    """
    However far behind the index is: each hit's address answers with a page, which has the words that the answer shows.
    """
    with playing() as (player, searching):
        searching.follower.step(player.room.clock.now())
        for event, at_once in history:
            player.play(event)
            player.room.follow()
            if at_once:
                searching.follower.step(player.room.clock.now())
            for (who, _), hits in found(player, searching).items():
                for hit in hits if who != "desk" else ():
                    assert hit.places
                    _stands(player, hit)


def _stands(player: Player, hit: Hit) -> None:
    shown = set(MARKED.findall("".join(r.text for r in (*hit.headline, *hit.snippet)).encode()))
    for place in hit.places:
        page = player.room.page(place.path, place.site)
        assert page is not None and page.status == 200
        assert shown <= set(MARKED.findall(player.room.body(place.path, place.site)))
