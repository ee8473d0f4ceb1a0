"""Whatever happens, in any order: pages follow from ledger and clock alone, and hold nothing that they may not."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.follow.histories import (
    SITES,
    Apply,
    Desk,
    Event,
    Flood,
    Join,
    Merge,
    Move,
    Player,
    Post,
    Publish,
    Wait,
    events,
)
from tests.sites.newsroom import PROGRAM, Newsroom, chain, renderer

from dateline.sites.store import PageStore
from dateline.verbs.follow import SiteFollower

TORTURE = "DATELINE_TORTURE" in os.environ
Pages = dict[str, tuple[int, str, bytes | None, frozenset[str], object]]

#: Of each article, its places on lists and what it is related to.
Places = dict[str, tuple[dict[str, int], list[str]]]
#: Whether the sites follow at once, only after a later event, or at once and the power goes before the pages stand.
Then = Literal["now", "later", "fall"]
History = list[tuple[Event, Then]]

_then: st.SearchStrategy[Then] = st.sampled_from(["now", "now", "now", "later", "fall"])
histories = st.lists(st.tuples(events, _then), min_size=3, max_size=40 if TORTURE else 16)
#: In which a list grows beyond what one page holds.
growing = st.lists(
    st.tuples(st.one_of(events, st.builds(Flood, st.integers(1, 3), st.sampled_from(["ports", "crews"]))), _then),
    min_size=3,
    max_size=20 if TORTURE else 10,
)
TIDE = ("tide",)


def at_once(*happening: Event) -> History:
    """A history in which the sites follow every event at once."""
    return [(event, "now") for event in happening]


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


def places(follower: SiteFollower) -> Places:
    """The order of a site's articles on all its lists."""
    catalog = follower.store().catalog
    return {
        id: ({slot.key: slot.slot for slot in catalog.slots(id)}, [other for other, _ in catalog.related(id)])
        for id in catalog.articles()
    }


def from_nothing(player: Player, code: str) -> tuple[Pages, Places]:
    """The pages that a follower makes that has never followed before, and its lists."""
    with tempfile.TemporaryDirectory() as folder:
        follower = SiteFollower(code, player.room.ledger, Path(folder), renderer, PROGRAM, player.room.pictures)
        follower.rebuild(player.room.clock.now())
        made = pages(follower), places(follower)
        follower.close()
    return made


def happens(player: Player, history: History) -> None:
    """Let it happen, and the sites follow."""
    player.room.follow()
    for event, then in history:
        player.play(event)
        if then == "fall":
            fall(player.room)
        elif then == "now":
            player.room.follow()
    player.room.follow()


class PowerCutError(Exception):
    """The power is gone."""


def fall(room: Newsroom) -> None:
    """The sites follow, and the power goes after the chain was told and before the pages stand."""

    def die(_store: PageStore) -> None:
        raise PowerCutError

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(PageStore, "commit", die)
        for follower in room.sites.values():
            with suppress(PowerCutError):
                follower.step(room.clock.now())


def sound(player: Player) -> None:
    """What holds after any history: see `test_following_step_by_step_ends_in_the_pages_made_from_nothing`."""
    assert [step.written for step in player.room.follow().values()] == [(), ()]
    for code in SITES:
        follower = player.room.sites[code]
        assert chain(player.room.outputs(code)) == {p.path: p.digest for p in follower.store().pages()}
        made, lists = from_nothing(player, code)
        assert differing(pages(follower), made) == [], code
        assert places(follower) == lists, code


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
@example(
    at_once(Publish("main", TIDE), Move("main", "tide", "crews"), Publish("own", TIDE), Move("main", "tide", "ports"))
)
@example([(Publish("main", TIDE), "now"), (Desk("main", "withdraw"), "fall"), (Publish("main", TIDE), "now")])
@example([(Publish("main", TIDE), "fall"), (Desk("main", "kill"), "fall"), (Wait(24), "fall")])
@example(at_once(Publish("main", TIDE), Desk("main", "gather"), Apply(6), Desk("main", "ungather"), Apply(0)))
@example(
    at_once(Publish("own", TIDE), Post("own"), Publish("flash", TIDE), Post("own", "flash"), Desk("flash", "kill"))
)
def test_following_step_by_step_ends_in_the_pages_made_from_nothing(history: History) -> None:
    """
    Pages are derived: whoever deletes them gets the same ones back, whatever way led to them, at the same places of the
    same lists. Planning them once more writes nothing, and the chain of outputs comes to what stands there, wherever
    the power went.
    """
    with playing() as player:
        happens(player, history)
        sound(player)


@settings(max_examples=500 if TORTURE else 6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(growing, st.integers(46, 51))
@example([(Flood(1), "later"), (Flood(1), "now")], 50)
@example([(Publish("main", TIDE), "now"), (Flood(55), "now"), (Move("main", "tide", "crews"), "now")], 49)
@example([(Publish("flash", TIDE), "now"), (Flood(3), "fall"), (Desk("flash", "kill"), "now"), (Wait(48), "now")], 49)
@example([(Move("press", "tide", "crews"), "now"), (Move("press", "tide", "ports"), "now"), (Wait(72), "now")], 50)
def test_lists_of_many_pages_are_the_same_whatever_way_led_to_them(history: History, before: int) -> None:
    """
    A section fills its first page, opens its second, loses articles and gets them back: numbered pages, kept step by
    step, are those that are made from nothing.
    """
    with playing() as player:
        player.play(Flood(before))
        happens(player, history)
        sound(player)


@settings(max_examples=2000 if TORTURE else 30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
@example(at_once(Publish("main", TIDE), Desk("back", "kill"), Desk("tease", "kill")))
@example(at_once(Publish("main", TIDE), Publish("full", TIDE), Desk("tease", "kill")))
@example(at_once(Publish("own", TIDE), Publish("flash", TIDE), Post("own", "flash"), Desk("flash", "kill")))
@example(at_once(Publish("flash", TIDE), Publish("main", TIDE), Publish("own", TIDE), Desk("flash", "withdraw")))
@example(at_once(Publish("main", TIDE), Desk("main", "gather"), Desk("main", "kill")))
def test_no_page_holds_what_it_may_not(history: History) -> None:
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
@example(at_once(Join("main", "back"), Desk("main", "erase")))
def test_the_state_is_what_follows_from_the_entries_that_are_left(history: History) -> None:
    """
    Who takes the state down gets the same one back, also where bytes have left the ledger since.
    """
    with playing() as player:
        for event, _ in history:
            player.play(event)
        assert [f"{flaw.where}: {flaw.what}" for flaw in player.room.ledger.check()] == []
