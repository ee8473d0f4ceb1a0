"""Collections: what editors keep together on a site."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news.errors import NotAllowed
from dateline.news.facts import Membership
from dateline.verbs.gather import gather, ungather
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A story on the site harbour."""
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    return story_id()


def test_an_article_is_in_as_many_collections_as_editors_put_it_into(desk: "Desk", ferry: str) -> None:
    """
    Once in each; a second time there moves it.
    """
    done = gather(ferry, site="harbour", collection="strike", by="ada", ledger=desk.ledger, reason="all of it")
    gather(done.id, site="harbour", collection="fares", place=2, by="bo", ledger=desk.ledger)
    assert desk.article(ferry).gathered == (Membership("harbour", "strike"), Membership("harbour", "fares", 2))
    gather(ferry, site="harbour", collection="strike", place=1, by="bo", ledger=desk.ledger)
    assert desk.article(ferry).gathered == (Membership("harbour", "fares", 2), Membership("harbour", "strike", 1))
    ungather(ferry, site="harbour", collection="fares", by="bo", ledger=desk.ledger)
    assert desk.article(ferry).gathered == (Membership("harbour", "strike", 1),)
    deeds = [(d.deed, d.by, d.reason) for d in desk.article(ferry).decisions[1:]]
    assert deeds == [("gather", "ada", "all of it"), *([("gather", "bo", "")] * 2), ("ungather", "bo", "")]


def test_to_gather_twice_is_no_entry(desk: "Desk", ferry: str) -> None:
    """
    The second of two editors with one thought has nothing left to do, and is told so.
    """
    gather(ferry, site="harbour", collection="strike", by="ada", ledger=desk.ledger)
    tail = desk.ledger.tail()
    done = gather(ferry, site="harbour", collection="strike", by="bo", ledger=desk.ledger)
    assert (done.entry, done.remarks, desk.ledger.tail()) == (0, ("nothing has changed",), tail)


def test_what_makes_no_sense_is_refused_with_what_would_help(desk: "Desk", ferry: str) -> None:
    """
    A collection that no site's file defines, a site where nobody reads it, a place before the first.
    """

    def asked(words: str, site: str = "harbour", collection: str = "strike", place: int | None = None) -> None:
        refused(
            lambda: gather(ferry, site=site, collection=collection, place=place, by="ada", ledger=desk.ledger), words
        )

    asked("has no collection tides; there are: strike, fares", collection="tides")
    asked(r"there are: none; write \[\[collections\]\] in sites/valley.toml", site="valley")
    asked("there is no site moon", site="moon")
    asked("there is no place 0", place=0)
    refused(
        lambda: ungather(ferry, site="harbour", collection="strike", by="ada", ledger=desk.ledger),
        "is not in strike of harbour; it is in no collection",
    )
    kill(ferry, reason="an error", by="ada", ledger=desk.ledger)
    asked("nothing follows that")


def test_a_collection_that_a_file_no_longer_defines_can_still_be_left(desk: "Desk", ferry: str) -> None:
    """
    Settings change; what an editor put somewhere an editor can take out.
    """
    gather(ferry, site="harbour", collection="strike", by="ada", ledger=desk.ledger)
    desk.house(sites=tuple(replace(s, collections=()) for s in desk.ledger.standing().house.sites))
    refused(
        lambda: gather(ferry, site="harbour", collection="strike", place=3, by="ada", ledger=desk.ledger),
        "has no collection strike",
    )
    ungather(ferry, site="harbour", collection="strike", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).gathered == ()
