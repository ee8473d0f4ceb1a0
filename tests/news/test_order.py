"""Whatever the order in which deliveries arrive, the story ends the same."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news import holds, rights
from dateline.news.blocks import paragraph
from dateline.news.facts import Fact, Killed, Read
from dateline.news.house import House
from dateline.news.story import Story
from dateline.news.wire import Notice, Version

if TYPE_CHECKING:
    from tests.news.conftest import Memory

ID = "nwa-00000000"
DAWN = datetime(2020, 1, 16, 6, tzinfo=UTC)
#: Moments at which the ends are compared: before, between and after all embargoes and expiries.
MOMENTS = tuple(DAWN + timedelta(minutes=30 * n) for n in range(-1, 16))

HOURS = st.integers(0, 3).map(lambda h: DAWN + timedelta(hours=h))
LATER = st.integers(1, 6).map(lambda h: DAWN + timedelta(hours=h))
#: What a delivery brings: words of a version, a notice of the source's, or a kill by our desk.
Coming = Version | Notice | Literal["kill"]


def versions(status: st.SearchStrategy[Literal["usable", "withheld", "canceled"]]) -> st.SearchStrategy[Version]:
    """Versions that share numbers, moments and words more often than any source's would."""
    return st.builds(
        Version,
        item=st.just("1"),
        number=st.none() | st.integers(1, 3),
        extent=st.sampled_from(["full", "full", "teaser"]),
        headline=st.sampled_from(["Ferry runs", "Ferry runs again", "Ferry stays"]),
        body=st.sampled_from(["One.", "Two.", "Three."]).map(lambda words: (paragraph(words),)),
        issued=st.none() | HOURS,
        status=status,
        signals=st.sampled_from([(), (), ("update",), ("withhold",)]),
        embargo=st.none() | LATER,
        expires=st.none() | LATER,
    )


NOTICES = st.builds(
    Notice, action=st.sampled_from(["withhold", "lift", "lift"]), item=st.just("1"), issued=st.none() | HOURS
)
MILD: st.SearchStrategy[Coming] = versions(st.sampled_from(["usable", "usable", "withheld"])) | NOTICES
KILLS: st.SearchStrategy[Coming] = (
    st.just(Notice(action="kill", item="1", issued=DAWN)) | versions(st.just("canceled")) | st.just("kill")
)
#: Each with the moment it reached us, which is part of the input.
DELIVERIES = st.lists(st.tuples(MILD, HOURS), min_size=1, max_size=6)


def told(memory: "type[Memory]", coming: list[tuple[Coming, datetime]], order: list[int], house: House) -> "Memory":
    """A newsroom in which these deliveries came in that order."""
    room = memory(house)
    for place in order:
        what, received = coming[place]
        room.add(_fact(what, received, 100 + place))
    return room


def _fact(what: Coming, received: datetime, delivery: int) -> Fact:
    if what == "kill":
        return Killed(ID, "the mayor never spoke")
    fact = Read(delivery=delivery, item=0, source="nwa", reader="ninjs/1", story=ID, key="item:1", received=received)
    return replace(fact, version=what) if isinstance(what, Version) else replace(fact, notice=what)


def end(room: "Memory") -> tuple[object, ...]:
    """All that must not depend on the order: the words, the statuses, whether anything forbids the story."""
    story: Story = room.stories[ID]
    statuses = tuple(rights.status(story, moment, room.standing()) for moment in MOMENTS)
    allowed = tuple(
        rights.rule_story(story, "display", moment, site="harbour", standing=room.standing()).allowed
        for moment in MOMENTS
    )
    return story.text, statuses, allowed, bool(holds.forbidden(story)), rights.lapse(story, room.standing())


@settings(max_examples=300, deadline=None)
@given(data=st.data(), coming=DELIVERIES)
def test_any_order_of_the_same_deliveries_ends_in_the_same_state(
    data: st.DataObject, coming: list[tuple[Coming, datetime]], memory: "type[Memory]", house: House
) -> None:
    """
    Feeds stall, mail is late, two machines read one wire: which text stands is the source's order, not the network's.
    """
    order = data.draw(st.permutations(range(len(coming))))
    here, there = told(memory, coming, [*range(len(coming))], house), told(memory, coming, order, house)
    assert end(here) == end(there)


@settings(max_examples=100, deadline=None)
@given(data=st.data(), coming=DELIVERIES, kill=KILLS)
def test_a_kill_wins_wherever_in_the_order_it_comes(
    data: st.DataObject, coming: list[tuple[Coming, datetime]], kill: Coming, memory: "type[Memory]", house: House
) -> None:
    """
    A kill that overtakes its story, or comes after five updates, kills the same.
    """
    everything = [*coming, (kill, DAWN)]
    order = data.draw(st.permutations(range(len(everything))))
    room = told(memory, everything, order, house)
    assert {rights.status(room.stories[ID], moment, room.standing()) for moment in MOMENTS} == {"killed"}
    assert end(room) == end(told(memory, everything, [*range(len(everything))], house))


def test_of_one_number_with_other_bytes_the_later_issue_then_the_larger_digest_stands(
    memory: "type[Memory]", house: House
) -> None:
    """
    Some sources send twice under one number; all our machines must agree on which text that is.
    """
    first = Version(item="1", number=2, headline="Ferry runs", issued=DAWN)
    later = replace(first, headline="Ferry stays", issued=DAWN + timedelta(hours=1))
    assert end(told(memory, [(first, DAWN), (later, DAWN)], [1, 0], house))[0] == later
    twin = replace(first, headline="Ferry runs again")
    texts = {str(end(told(memory, [(first, DAWN), (twin, DAWN)], order, house))[0]) for order in ([0, 1], [1, 0])}
    assert len(texts) == 1


def test_a_full_text_stands_over_a_later_teaser(memory: "type[Memory]", house: House) -> None:
    """
    A teaser that links to a report must not take the report's place.
    """
    full = Version(item="1", headline="Ferry runs", issued=DAWN)
    teaser = Version(item="1", number=9, headline="Ferry …", issued=DAWN + timedelta(hours=2), extent="teaser")
    assert end(told(memory, [(full, DAWN), (teaser, DAWN)], [0, 1], house))[0] == full
