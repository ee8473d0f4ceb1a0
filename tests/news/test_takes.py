"""Takes: which part of a text a slug says it is, and which of them are all there."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from msgspec.structs import replace
from tests.news.room import NOON, Memory

from dateline.news import takes
from dateline.news.facts import Read
from dateline.news.story import Story
from dateline.news.wire import Version

PART = "its slug says '1st Add': it is a part of a text, not the whole of it"
ID = "nwa-00000000"


@pytest.mark.parametrize(
    ("slug", "number"),
    [
        ("BC-XX--Goose Grass, 1st Add", 2),
        ("BC-XX--Goose Grass, 2nd Add,310", 3),
        ("Goose-Grass (3rd Add)", 4),
        ("Goose/Grass, Take 2", 2),
        ("Goose/Grass (2 of 3)", 2),
        ("Goose/Grass, Take 3 of 3", 3),
        ("Goose/Grass, 2nd Take", 2),
        ("Gans/Gras=2", 2),
        ("Gans/Gras (2/3)", 2),
        ("Gans/Gras, Teil 2 von 3", 2),
        ("Gans/Gras, Teil 2", 2),
        ("Goose/Grass, page 2", 2),
        ("Goose-Grass, page 2,310", 2),
        ("Goose on page 2", 0),
        ("Oie/Herbe 3-derniere", 3),
        ("Goose-Grass, 1 of 3", 1),
        ("BC-Goose Grass, 3 Takes,900", 1),
        ("Geese/Sept/9/11", 0),
        ("Goose rate 1/2", 0),
        ("Goose-Grass", 0),
        ("Goose-Grass, 1st Ld", 0),
        ("Goose-Grass, Sub", 0),
        ("Goose-Grass, Insert", 0),
        ("Goose-Grass, Add", 0),
        ("Add-Two-Of-Three", 0),
        ("", 0),
    ],
)
def test_a_slug_says_which_take_it_is(slug: str, number: int) -> None:
    """
    An insert or a substitute goes somewhere into the text; a take goes to its end, and where is a number.
    """
    take = takes.take_of(slug)
    assert (take.number if take else 0) == number


def sent(slug: str, minute: int, *body: str, doubt: str = PART, **more: object) -> Read:
    """A version of one story, issued so many minutes after noon."""
    at = NOON + timedelta(minutes=minute)
    version = Version(headline="Goose grass found", slug=slug, issued=at, doubt=doubt if body else "")
    return Read(0, 0, "nwa", "ninjs/1", story=ID, key=ID, version=replace(version, **more), received=at)


WHOLE, FIRST, SECOND = sent("Goose", 0), sent("Goose, 1st Add", 5, "a"), sent("Goose, 2nd Add", 9, "b")


def after(*came: Read) -> tuple[Story, Memory]:
    """The story once these have come, in that order."""
    room = Memory()
    for delivery, fact in enumerate(came, 100):
        room.add(replace(fact, delivery=delivery))
    return room.stories[ID], room


def issued(story: Story, room: Memory) -> list[datetime]:
    """When the takes that stand below the text in force were issued, in their order."""
    assert story.current is not None
    return [m.issued for m in takes.following(story, story.current, room)]


def at(*minutes: int) -> list[datetime]:
    return [NOON + timedelta(minutes=m) for m in minutes]


def test_takes_follow_their_text_whatever_the_order_they_came_in() -> None:
    """
    Three deliveries race; the text in force is the one that begins, and its takes stand in their order.
    """
    for order in permutations((WHOLE, FIRST, SECOND)):
        story, room = after(*order)
        assert story.current is not None and story.current.issued == NOON
        assert issued(story, room) == at(5, 9)
        assert [m.issued for m in takes.in_order(story)] == at(0, 5, 9)


def test_a_take_without_a_time_joins_the_beginning_that_came_after_it() -> None:
    """
    Where the source tells no times, receipt stands in, and the parts of a text overtake each other.
    """
    first = replace(sent("Goose, 1st Add", 0, "a", issued=None), received=NOON)
    whole = replace(sent("Goose", 5, issued=None), received=NOON + timedelta(minutes=5))
    lead = replace(sent("Goose, 1st Ld", 60, issued=None), received=NOON + timedelta(hours=1))
    story, room = after(first, whole)
    assert issued(story, room) == at(0)
    story, room = after(first, whole, lead)
    assert issued(story, room) == []


def test_a_headline_may_say_which_take_a_text_is() -> None:
    """
    Keywords are common to many texts of a telegram wire; its headline then counts the parts.
    """
    second = sent("Islands/", 5, "a", headline="The long way (2 of 2)")
    story, room = after(sent("Islands/", 0), second)
    assert issued(story, room) == at(5)


@pytest.mark.parametrize(
    ("came", "minutes"),
    [
        ((WHOLE, SECOND), ()),
        ((WHOLE, FIRST, sent("Goose, 1st Add", 7, "c")), (7,)),
        ((WHOLE, FIRST, sent("Goose, 2nd Add", 9, "b", status="withheld")), (5,)),
        ((WHOLE, FIRST, SECOND, sent("Goose, 1st Ld", 12)), ()),
        ((WHOLE, FIRST, sent("Goose, 1st Ld", 12), sent("Goose, 1st Add", 14, "d")), (14,)),
    ],
)
def test_only_what_is_all_there_is_joined(came: tuple[Read, ...], minutes: tuple[int, ...]) -> None:
    """
    A gap ends it, a take sent again replaces itself, what is withheld waits, and a new lead begins anew.
    """
    story, room = after(*came)
    assert issued(story, room) == at(*minutes)


def test_a_take_in_doubt_for_another_reason_is_held_as_any_text_is() -> None:
    """
    That it is a part is the one doubt that being joined answers.
    """
    story, room = after(WHOLE, sent("Goose, 1st Add", 5, "a", doubt=f"an unknown status; {PART}"))
    assert story.current is not None and story.current.doubt
    assert issued(story, room) == []
