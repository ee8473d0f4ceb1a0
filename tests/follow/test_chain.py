"""The chain of outputs says what stood where, whatever falls over in between; several sites are followed as one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.sites.newsroom import START, Newsroom, chain, item

from dateline.ledger.contract import Turn
from dateline.ledger.database import DatabaseLedger
from dateline.sites.store import PageStore
from dateline.verbs.follow import follow

QUAY = item("q:1", headline="Quay opens", body=["The quay opened before it was light."])


class PowerCutError(Exception):
    """The power is gone."""


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    """A story that stands on both sites."""
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill")
    newsroom.follow()
    newsroom.tick(minutes=5)
    return story


@contextmanager
def without_power() -> Iterator[None]:
    """The chain is told, and the pages never stand."""

    def die(_store: PageStore) -> None:
        raise PowerCutError

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(PageStore, "commit", die)
        yield


def fall(newsroom: Newsroom) -> None:
    """The Tideline's follower dies once it has told the chain."""
    with without_power(), pytest.raises(PowerCutError):
        newsroom.sites["tide"].step(newsroom.clock.now())


def stored(newsroom: Newsroom, site: str = "tide") -> dict[str, str]:
    return {p.path: p.digest for p in newsroom.sites[site].store().pages()}


# What was told and never stood


def test_what_was_told_is_not_told_again(newsroom: Newsroom, story: str) -> None:
    """
    The step is done again and ends in the same pages: the chain has them already.
    """
    newsroom.kill(story)
    before = len(newsroom.outputs())
    fall(newsroom)
    told = newsroom.outputs()
    assert len(told) > before and stored(newsroom) != chain(told)
    newsroom.follow()
    assert newsroom.outputs() == told and stored(newsroom) == chain(told)


def test_what_never_stood_is_taken_back_in_the_chain(newsroom: Newsroom, story: str) -> None:
    """
    A withdrawal was told and ended before any page had changed: the chain says that the pages stand as they stood.
    """
    before, path = stored(newsroom), newsroom.path(story)
    newsroom.withdraw(story)
    fall(newsroom)
    assert chain(newsroom.outputs())[path] != before[path]
    newsroom.publish(story)
    newsroom.follow()
    assert stored(newsroom)[path] == before[path]
    assert chain(newsroom.outputs()) == stored(newsroom)
    last = [o for o in newsroom.outputs() if o.path == path][-1]
    assert (last.status, last.digest, last.parts) == (200, before[path], (newsroom.article(story).id, story))


def test_a_page_that_was_told_and_never_came_to_be_is_told_away(newsroom: Newsroom, story: str) -> None:
    """
    Nobody ever read it; who proves what stood there finds no digest that stands.
    """
    other = newsroom.send("pel", item("q:2", headline="Weir shuts", body=["It shut at noon."]))
    newsroom.publish(other)
    fall(newsroom)
    path = newsroom.path(other)
    assert path in chain(newsroom.outputs()) and newsroom.status(path) == 404
    newsroom.kill(story)
    newsroom.kill(other)
    newsroom.follow()
    assert chain(newsroom.outputs()) == stored(newsroom) and newsroom.status(path) == 410


@pytest.mark.parametrize("times", [2, 3])
def test_a_follower_may_fall_again_and_again(newsroom: Newsroom, story: str, times: int) -> None:
    """
    Each output follows on the one before it, also where none of them stood.
    """
    for _ in range(times):
        newsroom.withdraw(story)
        fall(newsroom)
        newsroom.publish(story)
        fall(newsroom)
        newsroom.tick(minutes=1)
    newsroom.follow()
    assert chain(newsroom.outputs()) == stored(newsroom)
    assert newsroom.outputs(after=newsroom.sites["tide"].store().told()) == []


def test_a_rebuild_after_a_fall_makes_the_chain_right(newsroom: Newsroom, story: str) -> None:
    """
    Also where the rebuild itself fell over once.
    """
    newsroom.kill(story)
    fall(newsroom)
    with without_power(), pytest.raises(PowerCutError):
        newsroom.sites["tide"].rebuild(newsroom.clock.now())
    assert newsroom.status(newsroom.path(story)) == 200, "readers have what they had"
    newsroom.sites["tide"].rebuild(newsroom.clock.now())
    assert newsroom.status(newsroom.path(story)) == 410
    assert chain(newsroom.outputs()) == stored(newsroom)
    assert newsroom.follow()["tide"].written == ()


# Several sites as one


def test_several_sites_are_brought_to_one_state(newsroom: Newsroom, story: str) -> None:
    """
    A story that leaves two sites leaves both by one entry and in one turn of the chain.
    """
    entry = newsroom.kill(story).entry
    after, now = newsroom.ledger.output_tail(), newsroom.clock.now()
    steps = follow(newsroom.ledger, newsroom.sites.values(), now)
    assert [(s.site, s.entry, bool(s.written), s.error) for s in steps] == [
        ("tide", entry, True, None),
        ("mill", entry, True, None),
    ]
    told = [r.output for r in newsroom.ledger.outputs(after=after)]
    assert {(o.site, o.entry, o.moment) for o in told} == {("tide", entry, now), ("mill", entry, now)}
    for site in ("tide", "mill"):
        assert chain(newsroom.outputs(site)) == stored(newsroom, site)
    assert [s.written for s in follow(newsroom.ledger, newsroom.sites.values(), now)] == [(), ()]


@pytest.mark.parametrize("failing", ["tide", "mill"])
def test_one_site_in_trouble_holds_up_no_other(
    newsroom: Newsroom, story: str, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A spoilt file of one site is told of; the kill is out of the others, and of that one too once it is mended.
    """
    newsroom.kill(story)
    trouble = sqlite3.DatabaseError("the file is spoilt")
    whole: Callable[..., frozenset[str]] = PageStore.due
    broken = newsroom.sites[failing].store()

    def due(store: PageStore, moment: object) -> frozenset[str]:
        if store is broken:
            raise trouble
        return whole(store, moment)

    with monkeypatch.context() as patched:
        patched.setattr(PageStore, "due", due)
        steps = {s.site: s for s in follow(newsroom.ledger, newsroom.sites.values(), newsroom.clock.now())}
    (sound,) = {"tide", "mill"} - {failing}
    assert steps[failing].error is trouble and steps[failing].written == ()
    assert steps[sound].error is None and newsroom.status(newsroom.path(story, sound), sound) == 410
    assert newsroom.status(newsroom.path(story, failing), failing) == 200
    newsroom.follow()
    assert newsroom.status(newsroom.path(story, failing), failing) == 410
    assert all(chain(newsroom.outputs(site)) == stored(newsroom, site) for site in ("tide", "mill"))


def test_where_the_chain_cannot_be_told_no_page_changes(
    newsroom: Newsroom, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What stands in the world is in the chain first: without it every page stays what it was, and the gate keeps it shut.
    """
    before = {site: stored(newsroom, site) for site in newsroom.sites}
    newsroom.kill(story)

    @contextmanager
    def no_turn(_ledger: DatabaseLedger) -> Iterator[Turn]:
        raise PowerCutError
        yield

    with monkeypatch.context() as patched:
        patched.setattr(DatabaseLedger, "turn", no_turn)
        with pytest.raises(PowerCutError):
            follow(newsroom.ledger, newsroom.sites.values(), newsroom.clock.now())
    assert {site: stored(newsroom, site) for site in newsroom.sites} == before
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410 and newsroom.status(newsroom.path(story, "mill"), "mill") == 410


def test_sites_that_have_nothing_to_do_say_up_to_where_they_are(newsroom: Newsroom, story: str) -> None:
    """
    Whoever waits for an entry to be on every site is told, also by a site of which it changed nothing.
    """
    assert newsroom.story(story)
    newsroom.clock.moment = START + timedelta(minutes=10)
    newsroom.send("pel", item("q:3", headline="Not published", body=["Only sent."]))
    steps = follow(newsroom.ledger, newsroom.sites.values(), newsroom.clock.now())
    assert {(s.entry, s.written) for s in steps} == {(newsroom.ledger.tail(), ())}
    assert {f.reached() for f in newsroom.sites.values()} == {newsroom.ledger.tail()}
