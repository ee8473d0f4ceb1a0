"""Rules of the desk: which stories they mean, by what, and what they would have done."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import paragraph
from dateline.news.facts import Read
from dateline.news.house import House
from dateline.news.matching import dry, matching, publishable
from dateline.news.rights import Standing
from dateline.news.rulebook import DeskRule, Hours, InForce, Then, When, put, wrong
from dateline.news.story import Story
from dateline.news.topics import Topic, Topics, Vocabulary
from dateline.news.wire import Dateline, Named, Subject, Version

if TYPE_CHECKING:
    from tests.news.conftest import Memory

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
STORY = "nwa-00000000"
TEXT = Version(
    item="1",
    headline="Ferry runs again",
    standfirst="After a week.",
    body=(paragraph("The captain's mate said that São Tomé was calm."), paragraph("It costs two crowns.")),
    language="en-AU",
    urgency=3,
    subjects=(Subject("iptc", "04015001", "Shipping"),),
    named=(Named("place", "Vellmar, Norland"), Named("person", "Ada Quill")),
    dateline=Dateline("PORT ANSELM"),
    signals=("update",),
    issued=NOON,
)


def came(memory: "type[Memory]", version: Version = TEXT, at: datetime = NOON, source: str = "nwa") -> "Memory":
    room = memory()
    fact = Read(delivery=100, item=0, source=source, reader="ninjs/1", story=f"{source}-00000000", key="item:1")
    room.add(replace(fact, version=version, received=at), at)
    return room


def rule(when: When = When(sources=("nwa",)), then: Then = Then(tags=("x",)), name: str = "one") -> DeskRule:  # noqa: B008 - frozen
    return DeskRule(name=name, when=when, then=then)


def because(room: "Memory", when: When, **more: Any) -> str:
    """Why a rule means the story; empty if it does not."""
    found = matching((rule(when),), room.stories[STORY], room.standing(), NOON, **more)
    return found[0].because if found else ""


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(sources=("tlp", "nwa")), "from NWA"),
        (When(languages=("en",)), "in en-AU"),
        (When(languages=("fr", "EN-au")), "in en-AU"),
        (When(urgency=3), "urgency 3"),
        (When(topics=("shipping",)), "about shipping"),
        (When(topics=("x", "04015001")), "about 04015001"),
        (When(words=("two  Crowns",)), "says “two  Crowns”"),
        (When(words=("after a week",)), "says “after a week”"),
        (When(words=("SÃO TOMÉ",)), "says “SÃO TOMÉ”"),
        (When(licences=("nwa",)), "under nwa"),
        (When(licences=("public-domain", "licence")), "under licence"),
        (When(hours=(Hours(time(11), time(13)),)), "came at 12:00"),
        (When(places=("port anselm",)), "place port anselm"),
        (When(places=("Vellmar",)), "place Vellmar"),
        (When(signals=("correction", "update")), "marked update"),
        (When(length=13), "13 words"),
        (When(urgency=4, words=("mate",)), "urgency 3; says “mate”"),
    ],
    ids=str,
)
def test_a_condition_means_what_it_says_and_says_why(when: When, words: str, memory: "type[Memory]") -> None:
    """
    Of each list any one is enough; the intake tells by what the story is there.
    """
    assert because(came(memory), when) == words


@pytest.mark.parametrize(
    "when",
    [
        When(sources=("tlp",)),
        When(languages=("e", "en-US")),
        When(urgency=2),
        When(topics=("ship",)),
        When(words=("ferr", "crown")),
        When(licences=("public-domain", "tlp")),
        When(hours=(Hours(time(13), time(11)), Hours(time(9), time(12)))),
        When(places=("Anselm", "Norland")),
        When(signals=("correction",)),
        When(length=14),
        When(urgency=3, words=("nobody",)),
    ],
    ids=str,
)
def test_what_is_not_so_is_not_meant(when: When, memory: "type[Memory]") -> None:
    """
    Parts of words are no words, the end of a span is no part of it, and every condition must hold.
    """
    assert because(came(memory), when) == ""


def test_what_does_not_say_how_urgent_it_is_is_not_urgent(memory: "type[Memory]") -> None:
    """
    No number is not the number one.
    """
    assert because(came(memory, replace(TEXT, urgency=None)), When(urgency=9)) == ""


def test_a_word_of_a_script_without_gaps_is_found_within_its_line(memory: "type[Memory]") -> None:
    """
    Chinese and Thai set no blanks between words.
    """
    room = came(memory, replace(TEXT, headline="港口渡轮今天恢复", language="zh"))
    assert because(room, When(words=("渡轮",))) == "says “渡轮”"


def test_a_topic_is_known_in_older_codes_and_by_those_above_it(memory: "type[Memory]") -> None:
    """
    A rule about transport means the shipping that a wire marks with a code of twenty years ago.
    """
    above = Topic("20000300", {"en": "transport"})
    topic = Topic("20000337", {"en": "water transport"}, ("20000300",), exact=("04015001",))
    topics = Topics(Vocabulary("http://cv.example/", (above, topic)))
    assert because(came(memory), When(topics=("Transport",))) == ""
    assert because(came(memory), When(topics=("Transport",)), topics=topics) == "about Transport"


def test_hours_are_those_of_the_networks_home(memory: "type[Memory]") -> None:
    """
    A night shift is night where its desk is.
    """
    room = came(memory)
    sites = (replace(room.standing().house.sites[0], timezone="Asia/Tokyo"),)
    standing = replace(room.standing(), house=replace(room.standing().house, sites=sites))
    night = rule(When(hours=(Hours(time(20), time(6)),)))
    assert matching((night,), room.stories[STORY], standing, NOON)[0].because == "came at 21:00"


@given(st.times(), st.times(), st.times())
def test_a_span_and_what_it_leaves_make_a_day(begin: time, end: time, at: time) -> None:
    """
    Every moment lies in a span or in the rest of the day, and never in both.
    """
    if begin != end:
        assert Hours(begin, end).has(at) != Hours(end, begin).has(at)


def test_what_has_no_words_is_meant_by_no_rule() -> None:
    """
    A notice that waits for its story is no story yet.
    """
    bare = Story(id=STORY, source="nwa", key="")
    assert matching((rule(),), bare, Standing(House(name="")), NOON) == ()


def test_a_rule_publishes_only_where_rights_let_it(memory: "type[Memory]", house: House) -> None:
    """
    A site that its licence leaves out is told with the reason; the others get it.
    """
    licences = tuple(replace(li, sites=("valley",)) if li.name == "nwa" else li for li in house.licences)
    room = memory(replace(house, licences=licences))
    fact = Read(delivery=100, item=0, source="nwa", reader="ninjs/1", story=STORY, key="item:1", version=TEXT)
    room.add(fact)
    where, refused = publishable(room.stories[STORY], ("harbour", "valley"), room.standing(), NOON)
    assert where == ("valley",) and refused == ("harbour: licence nwa does not cover the site harbour",)


def test_an_embargo_is_waited_for_and_a_hold_is_not(memory: "type[Memory]") -> None:
    """
    What lifts by itself may be set; what only a person lets go waits for that person.
    """
    for version, sites in (
        (replace(TEXT, embargo=NOON + timedelta(hours=1)), ("harbour",)),
        (replace(TEXT, status="withheld"), ()),
        (replace(TEXT, doubt="its status is Sometimes"), ()),
    ):
        room = came(memory, version)
        assert publishable(room.stories[STORY], ("harbour",), room.standing(), NOON)[0] == sites


def test_a_dry_run_says_what_would_have_been_done_and_does_nothing(memory: "type[Memory]") -> None:
    """
    Whoever writes a rule sees the week as it would have been, refusals too; each story as it came.
    """
    room = came(memory)
    then = Then(
        sites=("harbour", "moon"),
        section="news",
        tags=("a", "b"),
        kicker="Boats",
        value=3,
        publish=True,
        notify=("bo",),
    )
    rules = (rule(When(words=("ferry",)), then), rule(When(urgency=1), name="two"))
    (tried,) = dry(rules, room.stories.values(), room.standing(), NOON + timedelta(days=7))
    assert (tried.rule, tried.story, tried.because) == ("one", STORY, "says “ferry”")
    assert tried.does == (
        "to harbour, moon",
        "section news",
        "tag a, b",
        "kicker Boats",
        "value 3",
        "tell bo",
        "publish on harbour",
    )
    assert tried.refused == "moon: there is no site moon in force"
    later = NOON + timedelta(days=7, seconds=1)
    assert list(dry(rules, room.stories.values(), room.standing(), later)) == []
    assert list(dry(rules, room.stories.values(), room.standing(), NOON - timedelta(seconds=1))) == []


def test_a_rule_that_stays_as_it_was_has_been_in_force_since_it_became_so() -> None:
    """
    To put a set in force once more is not to begin anew: what a rule meant yesterday it meant yesterday.
    """
    old = put((), (rule(name="a"), rule(name="b")), 7, NOON, "ada")
    changed = rule(When(urgency=1), name="b")
    new = put(old, (changed, rule(name="a")), 9, NOON + timedelta(days=1), "bo")
    assert new == (InForce(changed, 9, NOON + timedelta(days=1), "bo"), InForce(rule(name="a"), 7, NOON, "ada"))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (rule(name="My rule"), "small letters"),
        (rule(When()), "every story"),
        (rule(then=Then()), "does nothing"),
        (rule(When(sources=("moon",))), "no source moon; there are: nwa"),
        (rule(then=Then(sites=("moon",))), "no site moon; there are: harbour, valley"),
        (rule(When(licences=("moon",))), "no licence moon"),
        (rule(then=Then(sites=("valley",), section="moon")), "site valley has no section moon; it has: news"),
        (rule(When(urgency=0)), "urgency goes from 1"),
        (rule(When(length=-1, urgency=1)), "length is a number of words"),
        (rule(When(hours=(Hours(time(1), time(1)),))), "end when they begin"),
        (rule(then=Then(sites=("valley",), value=4)), "value is 1"),
        (rule(then=Then(sites=("valley",), publish=True, spike=True)), "both publish a story and spike"),
        (rule(then=Then(publish=True)), "want sites"),
        (rule(then=Then(value=1)), "want sites"),
        (rule(When(words=("a", " "))), "an empty text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_makes_no_sense_is_told_so(made: DeskRule, words: str, house: House) -> None:
    """
    It is refused before it is in force, in words that say what would do.
    """
    assert words in wrong(made, house)
    assert wrong(rule(), house) == ""
