"""What a source says of its story besides its text: lifts, moved embargoes, changes, advisories, corrections."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.news.room import NOON, Memory

from dateline.news import advice, holds, ids
from dateline.news.blocks import paragraph
from dateline.news.facts import Read, Taken
from dateline.news.wire import NO_END, Link, Notice, Version

ID = "nwa-00000000"
HOUR = timedelta(hours=1)
TEXT = Version(item="1", number=1, headline="Lamp lost", body=(paragraph("The lamp went out at dawn."),), issued=NOON)


def told(room: Memory, what: Version | Notice, *, story: str = ID, key: str = "item:1") -> int:
    """One more item of the agency's, read."""
    number = len(room.entries) + 100
    fact = Read(delivery=number, item=0, source="nwa", reader="nitf/1", story=story, key=key, received=NOON)
    return room.add(replace(fact, version=what) if isinstance(what, Version) else replace(fact, notice=what))


def lift(hours: int) -> Notice:
    """A word so many hours after the text that it may be used."""
    return Notice(action="lift", item="1", issued=NOON + hours * HOUR)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("version", "notice", "held", "begins"),
    [
        (replace(TEXT, embargo=NOON + 6 * HOUR), lift(1), False, None),
        (replace(TEXT, embargo=NOON + 6 * HOUR), lift(-1), False, NOON + 6 * HOUR),
        (replace(TEXT, doubt=NO_END), lift(1), False, None),
        (replace(TEXT, doubt=NO_END), lift(-1), True, None),
        (
            replace(TEXT, embargo=NOON + 2 * HOUR),
            Notice(action="withhold", item="1", issued=NOON + HOUR, until=NOON + 9 * HOUR),
            False,
            NOON + 9 * HOUR,
        ),
        (
            replace(TEXT, embargo=NOON + 9 * HOUR),
            Notice(action="withhold", item="1", issued=NOON + HOUR, until=NOON + 2 * HOUR),
            False,
            NOON + 2 * HOUR,
        ),
        (TEXT, Notice(action="withhold", item="1", issued=NOON + HOUR), True, None),
    ],
)
def test_the_latest_word_of_the_source_counts_in_either_order(
    version: Version, notice: Notice, held: bool, begins: object, order: tuple[int, int]
) -> None:
    """
    A lift that overtakes its story lifts its embargo all the same; one that is older than the text lifts nothing.
    """
    room = Memory()
    for place in order:
        told(room, (version, notice)[place])
    story = room.stories[ID]
    assert (holds.withheld(story), holds.begins(story)[0], holds.doubted(story)) == (held, begins, "")


def test_an_end_told_in_words_ends_an_embargo_that_a_field_leaves_open() -> None:
    """
    A status says embargoed, and the note beside it says until when.
    """
    room = Memory()
    told(room, replace(TEXT, doubt=NO_END, embargo=NOON + HOUR))
    assert (holds.forbidden(room.stories[ID]), holds.begins(room.stories[ID])[0]) == ("", NOON + HOUR)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_changes_alone_leave_the_words_in_force(order: tuple[int, ...]) -> None:
    """
    An update without the text is looked at by a person; a headline that changed alone is the one in force.
    """
    late = replace(TEXT, body=(), headline="", patch=True, doubt="only changes")
    coming = (
        TEXT,
        replace(late, number=2, issued=NOON + HOUR),
        replace(late, number=3, issued=NOON + 2 * HOUR, headline="Lamp found"),
    )
    room = Memory()
    for place in order:
        told(room, coming[place])
    story = room.stories[ID]
    assert story.text is not None and story.current is not None
    assert (story.headline, story.text.body, story.current.number) == ("Lamp found", TEXT.body, 1)
    assert holds.forbidden(story).startswith("held in doubt: only changes")


@pytest.mark.parametrize("rel", ["corrects", "work"])
def test_a_correction_under_another_id_is_told_while_it_stands(rel: str) -> None:
    """
    Readers see the faulty text until somebody knows of the other one; nothing is joined by itself.
    """
    other, link = "nwa-11111111", Link(rel, "1" if rel == "corrects" else "LAMP")
    own = replace(TEXT, links=() if rel == "corrects" else (link,))
    room = Memory()
    first = ids.story_id("nwa", "item:1")
    entry = told(room, own, story=first)
    assert holds.alert(room.stories[first]) == ""
    told(room, replace(TEXT, item="2", number=2, issued=NOON + HOUR, links=(link,)), story=other, key="item:2")
    assert holds.alert(room.stories[first]) == ""
    room.add(Taken("art-00000000", first, entry))
    assert holds.alert(room.stories[first]).startswith(f"{other} corrects {first}")
    told(room, replace(own, number=3, issued=NOON + 2 * HOUR), story=first)
    assert holds.alert(room.stories[first]) == ""


def test_a_correction_that_comes_first_is_told_too() -> None:
    """
    What it corrects may come late, and must not go out as if nothing had been said.
    """
    room = Memory()
    told(room, replace(TEXT, item="2", links=(Link("corrects", "9"),)), story="nwa-11111111", key="item:2")
    assert "nwa-11111111 corrects nwa-" in holds.alert(room.stories["nwa-11111111"])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"signals": ("advisory",)}, True),
        ({"notes": ("ADVISORY TO EDITORS - not for publication",)}, True),
        ({"notes": ("Background for editors. Not for publication.",)}, True),
        ({"headline": "NOT FOR PUBLICATION: planner"}, True),
        ({"notes": ("NOT FOR PUBLICATION: phone Odda Fennick",)}, False),
        ({"notes": ("Dieser Text ist nicht zur Veröffentlichung bestimmt",)}, True),
        ({"notes": ("Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",)}, False),
        ({"notes": ("Not for publication before 1800 GMT",)}, False),
        ({"notes": ("Contact (not for publication): Odda Fennick",)}, False),
        ({"notes": ("Corrects the number of panes",)}, False),
        ({"body": (paragraph("NOT FOR PUBLICATION"), paragraph("We plan 300 words."))}, True),
        ({"body": (paragraph("The minutes were not for publication, the mayor said."),)}, False),
    ],
)
def test_what_is_for_the_desk_alone_is_known(more: dict[str, object], found: bool) -> None:
    """
    A planner on a front page makes a network look foolish; a telephone number kept back holds no story.
    """
    assert advice.unpublishable(replace(TEXT, **more)) is found
