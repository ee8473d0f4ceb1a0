"""Whatever happens, in any order: pages follow from ledger and clock alone, and hold nothing that they may not."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.follow.histories import SITES, Apply, Desk, Event, Merge, Player, Publish, events
from tests.sites.newsroom import PROGRAM, Newsroom, chain, renderer

from dateline.verbs.follow import SiteFollower

TORTURE = "DATELINE_TORTURE" in os.environ
Pages = dict[str, tuple[int, str, bytes | None, frozenset[str], object]]

#: An event, and whether the sites follow at once or only after a later one.
histories = st.lists(
    st.tuples(events, st.sampled_from([True, True, True, False])), min_size=3, max_size=40 if TORTURE else 16
)


TIDE = ("tide",)


def at_once(*happening: Event) -> list[tuple[Event, bool]]:
    """A history in which the sites follow every event at once."""
    return [(event, True) for event in happening]


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
    return {p.path: (p.status, p.type, store.body(p.path), frozenset(p.parts), p.until) for p in store.pages()}


def from_nothing(player: Player, code: str) -> Pages:
    """The pages that a follower makes that has never followed before."""
    with tempfile.TemporaryDirectory() as folder:
        follower = SiteFollower(code, player.room.ledger, Path(folder), renderer, PROGRAM, player.room.pictures)
        follower.rebuild(player.room.clock.now())
        made = pages(follower)
        follower.close()
    return made


def differing(one: Pages, other: Pages) -> list[str]:
    return [path for path in sorted(one | other) if one.get(path) != other.get(path)]


@settings(max_examples=2000 if TORTURE else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example(at_once(Publish("main", ("mill",)), Apply(5), Apply(0)))
@example(at_once(Publish("main", TIDE), Desk("tease", "take"), Desk("tease", "edit"), Publish("tease", TIDE)))
@example(at_once(Publish("main", TIDE), Publish("back", TIDE), Desk("back", "withdraw"), Publish("back", TIDE)))
@example(
    at_once(
        Publish("own", TIDE),
        Publish("main", TIDE),
        Merge("main", "own"),
        Desk("own", "withdraw"),
        Publish("own", TIDE),
    )
)
def test_following_step_by_step_ends_in_the_pages_made_from_nothing(history: list[tuple[Event, bool]]) -> None:
    """
    Pages are derived: whoever deletes them gets the same ones back, whatever way led to them. Planning them once more
    writes nothing, and the chain of outputs comes to what stands there.
    """
    with playing() as player:
        player.room.follow()
        for event, at_once in history:
            player.play(event)
            if at_once:
                player.room.follow()
        player.room.follow()
        assert [step.written for step in player.room.follow().values()] == [(), ()]
        for code in SITES:
            assert chain(player.room.outputs(code)) == {
                p.path: p.digest for p in player.room.sites[code].store().pages()
            }
            kept, made = pages(player.room.sites[code]), from_nothing(player, code)
            assert differing(kept, made) == [], code


@settings(max_examples=2000 if TORTURE else 30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example(at_once(Publish("main", TIDE), Desk("back", "kill"), Desk("tease", "kill")))
@example(at_once(Publish("main", TIDE), Publish("full", TIDE), Desk("tease", "kill")))
def test_no_page_holds_what_it_may_not(history: list[tuple[Event, bool]]) -> None:
    """
    Every text is sown with words that are its own, one in every six: none of them stands where no ruling lets it, and
    every page names all the stories whose words are on it, for by that the gate knows it; and no other story, for the
    gate would keep the page closed for ever.
    """
    with playing() as player:
        player.room.follow()
        for event, _ in history:
            player.play(event)
            player.room.follow()
            for code in SITES:
                assert list(player.leaks(code)) == []
                assert player.closed(code) == []


@settings(max_examples=2000 if TORTURE else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example(at_once(Publish("main", TIDE), Desk("main", "kill"), Desk("main", "erase"), Desk("back", "kill")))
@example(
    at_once(
        Publish("own", TIDE), Publish("main", TIDE), Merge("main", "own"), Desk("own", "kill"), Desk("own", "erase")
    )
)
def test_the_state_is_what_follows_from_the_entries_that_are_left(history: list[tuple[Event, bool]]) -> None:
    """
    Who takes the state down gets the same one back, also where bytes have left the ledger since.
    """
    with playing() as player:
        for event, _ in history:
            player.play(event)
        assert [f"{flaw.where}: {flaw.what}" for flaw in player.room.ledger.check()] == []
