"""How state follows from facts, a step a fact."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news import errata, holds, rights
from dateline.news.blocks import BlockSource, paragraph
from dateline.news.change import Change, fold
from dateline.news.facts import (
    Applied,
    Confirmed,
    Corrected,
    Edited,
    Entry,
    Erased,
    Fact,
    Gathered,
    Killed,
    Membership,
    Part,
    Placement,
    Published,
    Read,
    Received,
    Ruled,
    Taken,
    Ungathered,
    Withdrawn,
    Wording,
    parts_of,
)
from dateline.news.house import House
from dateline.news.story import Article, Mark, Story
from dateline.news.wire import Dateline, Notice, Version

if TYPE_CHECKING:
    from tests.news.conftest import Memory

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORY, ARTICLE = "nwa-00000000", "art-00000000"
FIRST = Version(
    item="1",
    number=1,
    headline="Ferry runs",
    standfirst="After a week.",
    dateline=Dateline("VELLMAR"),
    body=(paragraph("The ferry runs again."), paragraph("It costs two crowns.")),
    issued=NOON,
)
SECOND = replace(FIRST, number=2, headline="Ferry runs hourly", issued=NOON + HOUR)
HERE = (Placement("harbour", "/2020/01/16/ferry-runs-00000000", "news"),)


def read(version: Version | None = None, *, delivery: int = 100, story: str = STORY, **more: object) -> Read:
    fact = Read(delivery=delivery, item=0, source="nwa", reader="ninjs/1", story=story, key="item:1", received=NOON)
    return replace(fact, version=version, **more)


@pytest.fixture
def room(memory: "type[Memory]") -> "Memory":
    """One story of an agency whose updates are taken as they come; its entry is number 2."""
    room = memory()
    room.add(read(FIRST))
    return room


def taken(room: "Memory") -> Article:
    room.add(Taken(ARTICLE, STORY, 2, ("harbour",), "for the commuters"))
    return room.articles[ARTICLE]


def published(room: "Memory") -> Article:
    room.add(Published(ARTICLE, HERE, "harbour", story=STORY, version=2), at=NOON + HOUR)
    return room.articles[ARTICLE]


def edited(room: "Memory", **more: object) -> Article:
    wording = replace(room.articles[ARTICLE].wording, **(more or {"headline": "Boat runs"}))
    room.add(Edited(ARTICLE, wording, "shorter"))
    return room.articles[ARTICLE]


def told(room: "Memory", action: str, **more: object) -> Story:
    notice = replace(Notice(action="kill", item="1", issued=NOON + HOUR, text="Editors:"), action=action, **more)
    room.add(read(None, delivery=200, notice=notice))
    return room.stories[STORY]


def test_a_version_makes_a_story_with_a_mark_and_words(room: "Memory") -> None:
    """
    What came in is known by its entry; its words are those in force.
    """
    story = room.stories[STORY]
    assert (story.source, story.key, story.text, story.headline) == ("nwa", "item:1", FIRST, "Ferry runs")
    mark = story.current
    assert mark and (mark.entry, mark.delivery, mark.number, mark.issued, mark.words) == (2, 100, 1, NOON, 8)


def test_what_says_nothing_of_a_story_changes_nothing(room: "Memory") -> None:
    """
    Bytes received, problems, a notice that names no item, and an erased entry leave every story as it is.
    """
    silent: list[Fact | None] = [
        None,
        Received("nwa", "folder", "a.json", "00", 2),
        read(story=""),
        read(),
        Edited("art-11111111", Wording("H", ())),
        Corrected("art-11111111", "a", "b", Wording("H", ())),
    ]
    for fact in silent:
        assert fold(Entry(9, NOON, "ada", fact), room) == Change()


def test_where_the_source_tells_no_time_receipt_stands_in_and_then_the_entrys_own(memory: "type[Memory]") -> None:
    """
    Every version has a moment by which it can be ordered.
    """
    for received, issued in ((NOON - HOUR, NOON - HOUR), (None, NOON)):
        room = memory()
        room.add(read(replace(FIRST, issued=None), received=received))
        current = room.stories[STORY].current
        assert current and current.issued == current.received == issued


@pytest.mark.parametrize("signal", ["kill", "withhold"])
def test_wording_that_asks_for_a_kill_or_a_hold_holds(signal: str, room: "Memory") -> None:
    """
    A headline that says KILL over a usable status may be a slip or an alarm: a person looks before a reader does.
    """
    room.add(read(replace(SECOND, signals=(signal,)), delivery=101))
    assert rights.status(room.stories[STORY], NOON, room.standing()) == "held"


def test_an_older_version_leaves_the_words_as_they_are(room: "Memory") -> None:
    """
    The late first version of a story must not overwrite the second.
    """
    room.add(read(SECOND, delivery=101))
    room.add(read(replace(FIRST, number=0), delivery=102))
    story = room.stories[STORY]
    assert story.text == SECOND and [m.number for m in story.marks] == [1, 2, 0]


def test_a_new_reading_takes_the_old_ones_place(room: "Memory") -> None:
    """
    A mended reader brings what was missed; there are not two versions where the source sent one.
    """
    better = replace(FIRST, byline="Ann Example")
    room.add(read(better))
    story = room.stories[STORY]
    assert story.text == better and [m.entry for m in story.marks] == [3]


def test_a_new_reading_gives_back_what_the_place_it_took_had_hidden(room: "Memory") -> None:
    """
    Where the mended reader finds that the latest text was an older one, the words of the other version come back.
    """
    room.add(read(SECOND, delivery=101))
    room.add(read(replace(SECOND, number=0), delivery=101))
    assert room.stories[STORY].text == FIRST


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_a_new_reading_never_frees_what_the_old_one_held(status: str, memory: "type[Memory]") -> None:
    """
    A reader's slip must not put a killed or held story back on a page.
    """
    room = memory()
    room.add(read(replace(FIRST, status=status)))
    room.add(read(replace(FIRST, byline="Ann Example")))
    current = room.stories[STORY].current
    assert current and current.status == status


def test_a_new_reading_never_lifts_an_embargo(memory: "type[Memory]") -> None:
    """
    Neither does a reader that now overlooks the embargo.
    """
    room = memory()
    room.add(read(replace(FIRST, embargo=NOON + HOUR)))
    room.add(read(FIRST))
    assert rights.status(room.stories[STORY], NOON, room.standing()) == "held"
    room.add(read(replace(FIRST, embargo=NOON + 2 * HOUR)))
    assert rights.status(room.stories[STORY], NOON + HOUR, room.standing()) == "held"


def test_the_main_story_of_a_page_keeps_its_parts(room: "Memory") -> None:
    """
    A single later version does not take a page's backgrounder away.
    """
    room.add(read(FIRST, parts=(Part("backgrounder", "nwa-11111111"),)))
    room.add(read(SECOND, delivery=101))
    assert room.stories[STORY].parts == (Part("backgrounder", "nwa-11111111"),)


@pytest.mark.parametrize(("action", "status"), [("kill", "killed"), ("withhold", "held"), ("lift", "new")])
def test_a_notice_acts_on_the_story_it_names(action: str, status: str, room: "Memory") -> None:
    """
    The source's word about its own text is done at once.
    """
    story = told(room, action)
    assert rights.status(story, NOON, room.standing()) == status
    assert (story.told[0].text, story.told[0].issued) == ("Editors:", NOON + HOUR)


def test_a_notice_may_come_before_its_story(memory: "type[Memory]") -> None:
    """
    A kill that overtakes the story it kills is not lost.
    """
    room = memory()
    told(room, "kill", issued=None)
    assert room.stories[STORY].text is None and room.stories[STORY].told[0].issued == NOON
    room.add(read(FIRST))
    assert rights.status(room.stories[STORY], NOON, room.standing()) == "killed"


def test_what_is_applied_is_in_force_and_confirmations_stay(room: "Memory", house: House) -> None:
    """
    Putting new files in force asks no owner twice for terms that did not change.
    """
    room.add(Confirmed("nwa", "digest of nwa"))
    room.add(Applied(replace(house, name="Renamed"), {}), at=NOON + HOUR)
    standing = room.standing()
    assert (standing.house.name, standing.confirmed, standing.since) == (
        "Renamed",
        frozenset({"digest of nwa"}),
        NOON + HOUR,
    )


def test_taking_a_story_makes_an_article_of_it_as_it_came(room: "Memory") -> None:
    """
    The article begins with the source's words, every block with its source, the dateline in the network's form.
    """
    article = taken(room)
    assert article.wording == Wording(
        headline="Ferry runs",
        standfirst="After a week.",
        dateline=Dateline("VELLMAR", ("Northwater",), NOON.date()),
        blocks=(
            paragraph("The ferry runs again.", BlockSource(STORY, 2, 0)),
            paragraph("It costs two crowns.", BlockSource(STORY, 2, 1)),
        ),
    )
    assert [(r.kind, r.version, r.words, r.share) for r in article.revisions] == [("wire", 2, 8, 1.0)]
    assert article.taken and (article.taken.by, article.taken.reason) == ("ada", "for the commuters")
    assert room.stories[STORY].articles == (ARTICLE,)
    assert rights.status(room.stories[STORY], NOON, room.standing()) == "taken"


def test_taking_what_was_published_as_it_came_keeps_its_article(room: "Memory") -> None:
    """
    A person's choice is added to the article that readers already see.
    """
    before = published(room)
    after = taken(room)
    assert (after.wording, after.placements) == (before.wording, HERE) and after.taken and not before.taken
    assert room.stories[STORY].articles == (ARTICLE,)


def test_publishing_a_story_as_it_came_makes_its_article(room: "Memory") -> None:
    """
    An untaken story may stand as sent: there is an article, and nobody is said to have chosen it.
    """
    article = published(room)
    assert (article.placements, article.home, article.published) == (HERE, "harbour", NOON + HOUR)
    assert article.taken is None and not article.edited
    assert article.placement("harbour") == HERE[0] and article.placement("valley") is None


def test_publishing_on_another_site_keeps_the_first_and_its_moment(room: "Memory") -> None:
    """
    The day under a headline is the day on which readers first saw it.
    """
    published(room)
    there = Placement("valley", "/2020/01/17/ferry-00000000", "news")
    room.add(Published(ARTICLE, (there,), "valley"), at=NOON + 24 * HOUR)
    article = room.articles[ARTICLE]
    assert (article.placements, article.home, article.published) == ((*HERE, there), "valley", NOON + HOUR)


def test_an_edit_is_a_revision_that_says_what_is_left_of_the_wire(room: "Memory") -> None:
    """
    Byline and footer follow from it: by whom, how many words, which share a source wrote.
    """
    before = taken(room)
    kept, changed = before.wording.blocks
    ours = paragraph("We asked.")
    blocks = (kept, replace(changed, html="<p>It costs three crowns.</p>", edited=True), ours)
    article = edited(room, blocks=blocks)
    latest = article.revisions[-1]
    assert (latest.kind, latest.by, latest.note, latest.version) == ("edit", "ada", "shorter", 2)
    assert (latest.words, latest.share) == (10, 0.7)
    assert article.edited and article.stories == (STORY,)


def test_an_article_that_takes_a_block_over_belongs_to_that_story_too(room: "Memory") -> None:
    """
    Killing the story a paragraph was pasted from must find the article it was pasted into.
    """
    other = "tlp-11111111"
    room.add(read(FIRST, delivery=101, story=other))
    taken(room)
    blocks = (*room.articles[ARTICLE].wording.blocks, paragraph("The ferry runs again.", BlockSource(other, 3, 0)))
    article = edited(room, blocks=blocks)
    assert article.stories == (STORY, other) and room.stories[other].articles == (ARTICLE,)


def test_words_from_an_erased_version_count_as_nobodys(room: "Memory") -> None:
    """
    A share can only be told against words that are still there.
    """
    taken(room)
    article = edited(room, blocks=(paragraph("Pasted.", BlockSource("tlp-11111111", 77, 0)),))
    assert article.revisions[-1].share == 0.0


def test_a_correction_by_our_desk_tells_readers_both_words(room: "Memory") -> None:
    """
    An error that readers have seen is mended in the open.
    """
    published(room)
    wording = replace(room.articles[ARTICLE].wording, headline="Ferry runs at noon")
    room.add(Corrected(ARTICLE, "that it runs at one.", "that it runs at noon", wording), at=NOON + 2 * HOUR)
    article = room.articles[ARTICLE]
    (note,) = article.corrections
    assert note.words == "An earlier version said that it runs at one. It should have said that it runs at noon."
    assert (note.by, note.at, article.wording, article.revisions[-1].kind) == (
        "ada",
        NOON + 2 * HOUR,
        wording,
        "correction",
    )


def test_an_unedited_article_follows_its_source(room: "Memory") -> None:
    """
    A page that shows a wire's text as it came shows its latest text.
    """
    published(room)
    room.add(read(SECOND, delivery=101), at=NOON + 2 * HOUR)
    article = room.articles[ARTICLE]
    assert article.wording.headline == "Ferry runs hourly"
    assert [(r.kind, r.by, r.version) for r in article.revisions] == [("wire", "nwa", 2), ("update", "nwa", 4)]
    assert {b.source.version for b in article.wording.blocks if b.source} == {4}


def test_an_edited_article_never_follows(room: "Memory") -> None:
    """
    What a person wrote is not overwritten by a machine.
    """
    taken(room)
    before = edited(room)
    room.add(read(SECOND, delivery=101))
    assert room.articles[ARTICLE] == before and room.stories[STORY].text == SECOND


def test_articles_of_a_source_that_only_proposes_never_follow(memory: "type[Memory]") -> None:
    """
    Whether updates are taken as they come is said for each source.
    """
    room = memory()
    story = "tlp-00000000"
    room.add(read(FIRST, story=story))
    room.add(Taken(ARTICLE, story, 2))
    room.add(read(SECOND, delivery=101, story=story))
    assert room.articles[ARTICLE].wording.headline == "Ferry runs"


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_an_article_does_not_follow_into_what_must_not_be_shown(status: str, room: "Memory") -> None:
    """
    A text sent with "hold" or "kill" on it is not for any page.
    """
    before = published(room)
    room.add(read(replace(SECOND, status=status), delivery=101))
    assert room.articles[ARTICLE] == before


def test_a_correction_by_the_source_is_told_only_where_readers_saw_the_error(memory: "type[Memory]") -> None:
    """
    Nobody is told of an error on a page that never stood here.
    """
    body = (FIRST.body[0], paragraph("It costs three crowns."))
    mended = replace(SECOND, body=body, signals=("correction",), notes=("Clarifies the fare.",))
    for make, told in ((taken, 0), (published, 1)):
        room = memory()
        room.add(read(FIRST))
        before = make(room)
        room.add(read(mended, delivery=101), at=NOON + 2 * HOUR)
        article = room.articles[ARTICLE]
        assert [n.words for n in article.corrections] == told * [errata.said(before.wording, article.wording)]
        assert all("two" in n.words and "three" in n.words and "lari" not in n.words for n in article.corrections)
        assert article.revisions[-1].kind == "correction" and {n.by for n in article.corrections} <= {"nwa"}


def test_a_correction_by_the_source_is_no_edit_of_ours(room: "Memory") -> None:
    """
    The byline stays the agency's, and the page goes on following it.
    """
    published(room)
    room.add(read(replace(SECOND, signals=("correction",), notes=("Corrects the fare.",)), delivery=101))
    assert not room.articles[ARTICLE].edited
    room.add(read(replace(SECOND, number=3, headline="Ferry runs twice"), delivery=102))
    assert room.articles[ARTICLE].wording.headline == "Ferry runs twice"


def test_a_story_and_an_article_are_withdrawn_each_by_its_own_id(room: "Memory") -> None:
    """
    The decision lies with the thing it was taken about; publishing brings either back.
    """
    published(room)
    room.add(Withdrawn(STORY, "doubts"))
    assert holds.forbidden(room.stories[STORY]) and not holds.refusal(room.articles[ARTICLE].decisions)
    room.add(Published(ARTICLE, HERE, "harbour"))
    assert not holds.forbidden(room.stories[STORY])
    room.add(Withdrawn(ARTICLE, "doubts"))
    assert holds.refusal(room.articles[ARTICLE].decisions) and not holds.forbidden(room.stories[STORY])


@pytest.mark.parametrize(
    "after",
    [
        Published(ARTICLE, HERE, "harbour"),
        Taken(ARTICLE, STORY, 2),
        read(SECOND, delivery=101),
        read(FIRST),
        read(None, delivery=200, notice=Notice(action="lift", item="1", issued=NOON + 9 * HOUR)),
        Withdrawn(STORY, "late"),
        Edited(ARTICLE, Wording("H", (paragraph("Words."),))),
        Corrected(ARTICLE, "a", "b", Wording("H", (paragraph("Words."),))),
        Erased(STORY, "a court", (2,)),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_nothing_follows_a_kill(after: Fact, room: "Memory") -> None:
    """
    A killed story stays killed, whatever entry comes after.
    """
    published(room)
    room.add(Killed(STORY, "the mayor never spoke"))
    room.add(after)
    story = room.stories[STORY]
    assert rights.status(story, NOON, room.standing()) == "killed"
    assert holds.forbidden(story).startswith("killed")


def test_a_kill_reaches_a_story_of_which_nothing_has_come(memory: "type[Memory]") -> None:
    """
    What is killed by its id before it comes in is dead on arrival.
    """
    room = memory()
    room.add(Killed(STORY, "warned by telephone"))
    room.add(read(FIRST))
    assert holds.killed(room.stories[STORY])


def test_erasing_leaves_that_there_was_something_and_no_word_of_it(room: "Memory") -> None:
    """
    Bytes that a court orders out are out of the story, of its articles, and do not come back.
    """
    published(room)
    number = edited_number(room)
    room.add(Withdrawn(STORY, "a court"))
    room.add(Erased(STORY, "a court", (2, number)))
    story, article = room.stories[STORY], room.articles[ARTICLE]
    assert (story.text, story.marks, story.key, story.articles) == (None, (), "", (ARTICLE,))
    assert (article.wording, article.revisions, article.corrections) == (Wording("", ()), (), ())
    assert [d.deed for d in article.decisions] == ["publish"]
    room.add(read(FIRST, delivery=300))
    assert room.stories[STORY] == story


def edited_number(room: "Memory") -> int:
    edited(room)
    return room.entries[-1].number


def test_an_article_that_held_an_erased_storys_words_says_again_what_its_own_story_says(room: "Memory") -> None:
    """
    The edit that put them in is gone with them; nobody but an editor can say what the article is without it.
    """
    taken(room)
    theirs = paragraph("Theirs.", BlockSource("tlp-11111111", 9, 0))
    edited(room, headline="Ours", blocks=(*room.articles[ARTICLE].wording.blocks, theirs))
    room.add(Erased("tlp-11111111", "a court", (9, room.entries[-1].number), articles=(ARTICLE,)))
    article = room.articles[ARTICLE]
    assert article.wording.headline == FIRST.headline and theirs not in article.wording.blocks
    assert [b.text for b in article.wording.blocks] == [b.text for b in FIRST.body]
    assert article.stories == (STORY,) and article.decisions[-1].deed == "withdraw"


@pytest.mark.parametrize(
    ("fact", "parts"),
    [
        (Received("nwa", "folder", "a", "00", 1), ()),
        (read(FIRST), (STORY,)),
        (read(story=""), ()),
        (Applied(House(name=""), {}), ()),
        (Confirmed("nwa", "d"), ()),
        (Ruled(()), ("rules",)),
        (Taken(ARTICLE, STORY, 2), (ARTICLE, STORY)),
        (Published(ARTICLE, HERE, "harbour"), (ARTICLE,)),
        (Published(ARTICLE, HERE, "harbour", story=STORY), (ARTICLE, STORY)),
        (Edited(ARTICLE, Wording("", ())), (ARTICLE,)),
        (Gathered(ARTICLE, Membership("harbour", "strike")), (ARTICLE,)),
        (Ungathered(ARTICLE, "harbour", "strike"), (ARTICLE,)),
        (Corrected(ARTICLE, "a", "b", Wording("", ())), (ARTICLE,)),
        (Withdrawn(STORY, "r"), (STORY,)),
        (Killed(STORY, "r"), (STORY,)),
        (Erased(STORY, "r", ()), (STORY,)),
    ],
)
def test_a_fact_says_which_stories_and_articles_it_is_about(fact: Fact, parts: tuple[str, ...]) -> None:
    """
    Followers look anew at these alone; one that is missing here would keep an old page.
    """
    assert parts_of(fact) == parts


def test_a_mark_without_a_number_is_ordered_by_its_issue() -> None:
    """
    Many sources number nothing; the hour at which they issued a text then orders it.
    """
    early = Mark(entry=9, delivery=9, item=0, issued=NOON, received=NOON, digest="f")
    late = replace(early, entry=3, issued=NOON + HOUR, digest="a")
    assert max(early, late, key=lambda m: m.order) == late
