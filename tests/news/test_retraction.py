"""A notice that finds a better match than before: what it had said of a namesake is taken back, from its twins too."""

from itertools import permutations
from typing import Literal

import pytest
from msgspec.structs import replace
from tests.news.room import NOON, Memory

from dateline.news import rights
from dateline.news.facts import Fact, Joined, Read, Separated
from dateline.news.wire import Notice, Version

Event = tuple[str, Fact]
NAMESAKE, MEANT, TWIN, THIRD = (f"nwa-0000000{letter}" for letter in "abcd")
WAITS = "nwa-0000000n"


#: `reading._deliver` takes back what it said of a story, and leaves it with that story's twins.


def came(id: str, slug: str, serial: str = "") -> Event:
    """A story came in, under a working name and perhaps a transmission number."""
    version = Version(headline=f"{slug} {id}", slug=slug, serial=serial, issued=NOON)
    return id, Read(0, 0, "nwa", "ninjs/1", story=id, key=id, version=version, received=NOON)


def told(action: Literal["kill", "withhold"], slug: str, serial: str) -> Event:
    """A notice came in that names a story by its slug and its number."""
    notice = Notice(action=action, slug=slug, serial=serial, issued=NOON)
    return "notice", Read(0, 0, "nwa", "ninjs/1", story=WAITS, key=WAITS, notice=notice, received=NOON)


def joined(id: str, other: str) -> Event:
    """Our desk found two stories to be one report."""
    return f"{id}+{other}", Joined(id, other, "one report")


def separated(id: str, other: str) -> Event:
    """Our desk found them to be two after all."""
    return f"{id}-{other}", Separated(id, other, "two reports")


def possible(order: tuple[Event, ...]) -> bool:
    """Whether the desk decides on stories that are there, and separates what it has joined."""
    seen: set[str] = set()
    for name, fact in order:
        needed = {fact.id, fact.other} if isinstance(fact, Joined) else set[str]()
        if isinstance(fact, Separated):
            needed = {f"{fact.id}+{fact.other}"}
        if not needed <= seen:
            return False
        seen.add(name)
    return True


def ends(events: tuple[Event, ...]) -> dict[tuple[tuple[str, object], ...], str]:
    """How the stories end, and one order in which they do so."""
    found: dict[tuple[tuple[str, object], ...], str] = {}
    for order in filter(possible, permutations(events)):
        room = Memory()
        for delivery, (_, fact) in enumerate(order, 100):
            room.add(replace(fact, delivery=delivery) if isinstance(fact, Read) else fact)
        stories = sorted(id for id in room.stories if id != WAITS)
        end = tuple((id, rights.status(room.stories[id], NOON, room.standing())) for id in stories)
        found.setdefault(end, " ".join(name for name, _ in order))
    return found


@pytest.mark.parametrize("action", ["kill", "withhold"])
def test_a_number_that_comes_late_clears_the_namesake_in_every_order(action: Literal["kill", "withhold"]) -> None:
    """
    Until the numbered text is there its namesake is the best guess; afterwards it is no guess at all.
    """
    events = (came(NAMESAKE, "harbour-fire"), came(MEANT, "harbour-fire", "a157"), told(action, "harbour-fire", "a157"))
    (end,) = ends(events)
    meant = "killed" if action == "kill" else "held"
    assert dict(end) == {NAMESAKE: "new", MEANT: meant}


@pytest.mark.parametrize("action", ["kill", "withhold"])
def test_a_namesakes_twin_is_cleared_with_it_in_every_order(action: Literal["kill", "withhold"]) -> None:
    """
    What a notice said of a story was said of its twins; what it no longer says of the one it does not say of the other.
    """
    events = (
        came(NAMESAKE, "harbour-fire"),
        came(TWIN, "pier-blaze"),
        came(MEANT, "harbour-fire", "a157"),
        told(action, "harbour-fire", "a157"),
        joined(NAMESAKE, TWIN),
    )
    found = ends(events)
    assert len(found) == 1, found
    meant = "killed" if action == "kill" else "held"
    assert dict(next(iter(found))) == {NAMESAKE: "new", TWIN: "new", MEANT: meant}


def test_a_chain_of_twins_is_cleared_in_every_order() -> None:
    """
    Three ids of one report share what is said of it, and share that it was not said.
    """
    events = (
        came(NAMESAKE, "harbour-fire"),
        came(TWIN, "pier-blaze"),
        came(THIRD, "quay-smoke"),
        came(MEANT, "harbour-fire", "a157"),
        told("kill", "harbour-fire", "a157"),
        joined(NAMESAKE, TWIN),
        joined(TWIN, THIRD),
    )
    found = ends(events)
    assert len(found) == 1, found


def test_what_is_meant_takes_its_twins_with_it_in_every_order() -> None:
    """
    The twin of the numbered text is the same report, whatever its own name.
    """
    events = (
        came(NAMESAKE, "harbour-fire"),
        came(MEANT, "harbour-fire", "a157"),
        came(TWIN, "pier-blaze"),
        told("kill", "harbour-fire", "a157"),
        joined(MEANT, TWIN),
    )
    found = ends(events)
    assert len(found) == 1, found
    assert dict(next(iter(found))) == {NAMESAKE: "new", TWIN: "killed", MEANT: "killed"}


def test_a_namesake_that_is_a_twin_of_what_is_meant_goes_with_it_in_every_order() -> None:
    """
    The number clears the namesake as such, and the join takes it again.
    """
    events = (
        came(NAMESAKE, "harbour-fire"),
        came(MEANT, "harbour-fire", "a157"),
        told("kill", "harbour-fire", "a157"),
        joined(NAMESAKE, MEANT),
    )
    found = ends(events)
    assert len(found) == 1, found
    assert dict(next(iter(found))) == {NAMESAKE: "killed", MEANT: "killed"}
