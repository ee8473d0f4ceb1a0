"""Publishing at a moment, what stands below an article, and places on a front."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dateline.news.errors import NotAllowed
from dateline.news.facts import Part, Pin, Placement
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.package import package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.publish import publish
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
HERE = ("harbour",)
#: In Auckland, where the readers of harbour are, it is noon of the next day by then.
MIDNIGHT = datetime(2020, 1, 17, 23, tzinfo=UTC)


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A story, just come in, and two others."""
    headlines = ({"headlines": [{"value": "Mill burns"}]}, {"headlines": [{"value": "Lock opens"}]})
    desk.ingest(wire(item="1"), wire(item="2", **headlines[0]), wire(item="3", **headlines[1]))
    return story_id("1")


# publish at a moment


def test_what_is_set_for_a_moment_is_published_then_and_not_before(desk: "Desk", ferry: str) -> None:
    """
    The status follows the clock, and the address carries the site's day of that moment, not of the decision.
    """
    publish(ferry, sites=("harbour", "valley"), at=MIDNIGHT, by="ada", ledger=desk.ledger)
    tail = ferry[4:]
    assert desk.article(ferry).placements == (
        Placement("harbour", f"/2020/01/18/ferry-runs-text-1-{tail}", "ferries", MIDNIGHT),
        Placement("valley", f"/2020/01/17/ferry-runs-text-1-{tail}", "all", MIDNIGHT),
    )
    desk.clock.moment = MIDNIGHT - timedelta(microseconds=1)
    assert desk.status(ferry) == "taken"
    desk.clock.moment = MIDNIGHT
    assert desk.status(ferry) == "published"


def test_a_moment_may_be_moved_until_it_has_come(desk: "Desk", ferry: str) -> None:
    """
    The address stays; readers have seen nothing yet.
    """
    publish(ferry, sites=HERE, at=MIDNIGHT, by="ada", ledger=desk.ledger)
    (before,) = desk.article(ferry).placements
    sooner = MIDNIGHT - timedelta(hours=6)
    publish(ferry, sites=HERE, at=sooner, by="ada", ledger=desk.ledger)
    (after,) = desk.article(ferry).placements
    assert (after.path, after.at) == (before.path, sooner)
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    assert desk.article(ferry).placements[0].at == desk.clock.now() and desk.status(ferry) == "published"
    refused(lambda: publish(ferry, sites=HERE, at=MIDNIGHT, by="ada", ledger=desk.ledger), "is on harbour already")


def test_what_is_set_for_a_moment_can_be_withdrawn_before_it(desk: "Desk", ferry: str) -> None:
    """
    Then it does not appear.
    """
    publish(ferry, sites=HERE, at=MIDNIGHT, by="ada", ledger=desk.ledger)
    withdraw(ferry, reason="doubts", by="bo", ledger=desk.ledger)
    desk.clock.moment = MIDNIGHT
    assert desk.status(ferry) == "withdrawn"


def test_a_moment_that_is_past_or_beyond_the_licence_is_refused(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What may be shown today may be forbidden on the day it is set for: the editor is told today.
    """
    desk.ingest(wire(item="9"), source="old")
    id = story_id("9", "old")
    past = desk.clock.now() - timedelta(seconds=1)
    refused(lambda: publish(id, sites=HERE, at=past, by="ada", ledger=desk.ledger), "is past")
    refused(lambda: publish(id, sites=HERE, at=MIDNIGHT, by="ada", ledger=desk.ledger), "licence old ended")
    publish(id, sites=HERE, at=desk.clock.now() + timedelta(hours=1), by="ada", ledger=desk.ledger)


# package


def test_a_story_gets_a_backgrounder_and_loses_it_again(desk: "Desk", ferry: str, story_id: Named) -> None:
    """
    In the order they were added; one that is there already changes its place in the package.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    two, three = story_id("2"), story_id("3")
    add = (("backgrounder", two), ("related", three))
    package(ferry, add=add, reason="they belong together", by="bo", ledger=desk.ledger)
    assert desk.article(ferry).parts == (Part("backgrounder", two), Part("related", three))
    package(ferry, add=(("teaser", two),), by="bo", ledger=desk.ledger)
    assert desk.article(ferry).parts == (Part("related", three), Part("teaser", two))
    package(ferry, drop=(three,), by="bo", ledger=desk.ledger)
    assert desk.article(ferry).parts == (Part("teaser", two),)
    assert [d.deed for d in desk.article(ferry).decisions] == ["take", "package", "package", "package"]


def test_a_part_may_be_named_by_its_article(desk: "Desk", ferry: str, story_id: Named) -> None:
    """
    Verbs take either id.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    other = take(story_id("2"), by="ada", ledger=desk.ledger).id
    package(ferry, add=(("backgrounder", other),), by="bo", ledger=desk.ledger)
    assert desk.article(ferry).parts == (Part("backgrounder", story_id("2")),)
    tail = desk.ledger.tail()
    done = package(ferry, add=(("backgrounder", story_id("2")),), by="bo", ledger=desk.ledger)
    assert (done.entry, done.remarks, desk.ledger.tail()) == (0, ("nothing has changed",), tail)


def test_a_package_that_makes_no_sense_is_refused(desk: "Desk", ferry: str, story_id: Named) -> None:
    """
    Its own text, a role that is none, a part that is not there, a killed one.
    """
    take(ferry, by="ada", ledger=desk.ledger)

    def asked(words: str, add: tuple[tuple[str, str], ...] = (), drop: tuple[str, ...] = ()) -> None:
        refused(lambda: package(ferry, add=add, drop=drop, by="ada", ledger=desk.ledger), words)

    asked("cannot stand below itself", add=(("related", ferry),))
    asked("there is no role main; write one of: backgrounder, teaser, related", add=(("main", story_id("2")),))
    asked("does not stand below it", drop=(story_id("2"),))
    kill(story_id("2"), reason="an error", by="bo", ledger=desk.ledger)
    asked("nothing follows that", add=(("related", story_id("2")),))
    assert desk.article(ferry).parts == ()


# pin


def test_a_pin_is_a_place_on_one_sites_front_until_it_is_taken_off(desk: "Desk", ferry: str) -> None:
    """
    One place a site; a second pin there moves the article.
    """
    publish(ferry, sites=("harbour", "valley"), by="ada", ledger=desk.ledger)
    pin(ferry, site="harbour", place=3, by="ada", ledger=desk.ledger)
    pin(ferry, site="valley", until=MIDNIGHT, by="ada", ledger=desk.ledger)
    assert desk.article(ferry).pins == (Pin("harbour", 3), Pin("valley", 1, MIDNIGHT))
    pin(ferry, site="harbour", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).pins == (Pin("valley", 1, MIDNIGHT), Pin("harbour", 1))
    unpin(ferry, site="harbour", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).pins == (Pin("valley", 1, MIDNIGHT),)


def test_a_pin_that_makes_no_sense_is_refused(desk: "Desk", ferry: str) -> None:
    """
    On a site where it is not, on a place that is none, until a moment that is past.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)

    def asked(words: str, site: str = "harbour", place: int = 1, until: datetime | None = None) -> None:
        refused(lambda: pin(ferry, site=site, place=place, until=until, by="ada", ledger=desk.ledger), words)

    asked("is not published on valley", site="valley")
    asked("there is no site moon", site="moon")
    asked("there is no place 0; a front has places 1", place=0)
    asked("there is no place 10", place=10)
    asked("is past", until=desk.clock.now())
    refused(lambda: unpin(ferry, site="harbour", by="ada", ledger=desk.ledger), "has no place on the front of harbour")
