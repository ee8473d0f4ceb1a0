"""Whoever was not told that it was done does it again: it is not done twice."""

import shutil
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import Newsroom, chain, item, newsroom

from dateline.news.house import Licence
from dateline.verbs.apply import confirm
from dateline.verbs.common import Decided
from dateline.verbs.hold import hold
from dateline.verbs.pin import pin

__all__ = ["newsroom"]

QUAY = item("q:1", headline="Quay opens", body=["The quay opened before it was light."])
CRANE = item("q:2", headline="Crane falls", body=["Nobody stood below when the old crane fell at noon."])


def held(room: Newsroom, story: str) -> Decided:
    return hold(story, reason="in doubt", by="ada", ledger=room.ledger)


def pinned(room: Newsroom, story: str) -> Decided:
    return pin(story, site="tide", by="ada", ledger=room.ledger)


def corrected(room: Newsroom, story: str) -> Decided:
    return room.correct(story, headline="Quay shuts")


@pytest.mark.parametrize("verb", [Newsroom.publish, held, pinned, corrected])
def test_what_was_done_is_not_done_again(newsroom: Newsroom, verb: Callable[[Newsroom, str], Decided]) -> None:
    """
    The connection broke before the receipt came, and the editor presses the key once more: no second entry, no second
    note to readers.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.take(story)
    if verb is not Newsroom.publish:
        newsroom.publish(story)
    assert verb(newsroom, story).entry > 0
    newsroom.follow()
    tail, outputs = newsroom.ledger.tail(), newsroom.outputs()
    again = verb(newsroom, story)
    newsroom.follow()
    assert (again.entry, newsroom.ledger.tail(), newsroom.outputs()) == (0, tail, outputs)
    assert again.remarks


def test_what_ends_a_withdrawal_is_not_nothing(newsroom: Newsroom) -> None:
    """
    A publish to the same place brings back what was withdrawn, each time.
    """
    story = newsroom.send("pel", QUAY)
    for _ in range(2):
        assert newsroom.publish(story).entry > 0
        newsroom.withdraw(story)
    assert newsroom.publish(story).entry > 0
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 200


def test_another_site_or_another_end_is_something_new(newsroom: Newsroom) -> None:
    """
    Only the very same is nothing: one site more, a second person's correction, a hold with an end are decisions.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    assert newsroom.publish(story, "tide", "mill").entry > 0
    newsroom.take(story)
    assert newsroom.correct(story).entry > 0
    assert newsroom.correct(story, wrong="ten", right="eleven").entry > 0
    assert held(newsroom, story).entry > 0
    until = newsroom.clock.moment.replace(year=2021)
    assert hold(story, reason="until then", by="ada", ledger=newsroom.ledger, until=until).entry > 0


def test_a_licence_is_confirmed_once(newsroom: Newsroom) -> None:
    """
    The same terms need no second word of the owner.
    """
    terms = Licence(name="guild", holder="Guild", terms="By contract.", uses=("display",), template=True, digest="x")
    house = newsroom.ledger.standing().house
    newsroom.apply(replace(house, licences=(*house.licences, terms)))
    assert confirm("guild", by="ada", ledger=newsroom.ledger).entry > 0
    assert confirm("guild", by="ada", ledger=newsroom.ledger).entry == 0


def test_pages_that_were_deleted_are_made_again_and_told_once(newsroom: Newsroom) -> None:
    """
    A site's folder may be deleted: the chain of outputs goes on from what it said, also where something changed since.
    """
    stories = [newsroom.send("pel", sent) for sent in (QUAY, CRANE)]
    for story in stories:
        newsroom.publish(story)
    newsroom.follow()
    told = len(newsroom.outputs())
    folder = newsroom.folder / "sites" / "tide"
    for killed in (False, True):
        if killed:
            newsroom.kill(stories[1])
        newsroom.sites["tide"].close()
        shutil.rmtree(folder)
        newsroom.sites["tide"] = newsroom.follower("tide")
        newsroom.follow()
        stands = {p.path: p.digest for p in newsroom.sites["tide"].store().pages()}
        assert chain(newsroom.outputs()) == stands
        assert killed == (len(newsroom.outputs()) > told)
