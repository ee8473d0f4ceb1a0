"""Live stories: posts before the words that an article began with."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource, heading, paragraph
from dateline.news.desk import without
from dateline.news.facts import Wording
from dateline.news.live import posted, posts, without_posts
from dateline.news.merge import merge, resolved

STORY, OTHER, THIRD = "nwa-7f3k2q9m", "tlp-00000000", "tlp-11111111"
NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEAD = "A ferry with 212 people aboard ran aground off Tallow Head before dawn on Monday."
RESCUE = "Fishing boats from three villages brought everybody ashore within nine hours."
OURS = (heading("Divers are down"), paragraph("Our reporter saw two divers go in."))


def wire(*texts: str, entry: int = 3, headline: str = "Ferry aground") -> Wording:
    """A version as it came."""
    return Wording(headline, tuple(paragraph(t, BlockSource(STORY, entry, n)) for n, t in enumerate(texts)))


def theirs(story: str, text: str) -> tuple[Block, ...]:
    """Another story as it came, under its headline."""
    return (heading(f"Headline of {story}"), paragraph(text, BlockSource(story, 9, 0)))


BASE = wire(LEAD, RESCUE)
LIVE = posted(posted(BASE, OURS, NOON), theirs(OTHER, "The owner says the rudder failed."), NOON + MINUTE)


def test_the_newest_post_stands_first_and_the_article_is_live() -> None:
    """
    Who comes back reads what is new before what is known.
    """
    assert [p.at for p in posts(LIVE)] == [NOON + MINUTE, NOON]
    assert [b.text for b in posts(LIVE)[1].blocks] == ["Divers are down", "Our reporter saw two divers go in."]
    assert LIVE.blocks[-2:] == BASE.blocks and LIVE.live
    assert without_posts(LIVE) == BASE and posts(BASE) == ()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_every_post_has_a_moment_of_its_own(minutes: list[int]) -> None:
    """
    Two editors who post within one tick of the clock have written two posts, in the order of their entries.
    """
    wording = BASE
    for n, minute in enumerate(minutes):
        wording = posted(wording, (paragraph(f"Post {n}."),), NOON + minute * MINUTE)
    assert [p.blocks[0].text for p in posts(wording)] == [f"Post {n}." for n in reversed(range(len(minutes)))]


def test_an_update_by_the_source_leaves_the_posts_where_they_are() -> None:
    """
    The agency's newer text takes the place of its older one, below what our desk has posted since.
    """
    came = wire("The ferry is afloat again.", LEAD.replace("212", "221"), RESCUE, entry=30)
    merged = merge(BASE, LIVE, came)
    assert merged.conflicts == ()
    assert merged.wording.blocks == (*LIVE.blocks[:4], *came.blocks) and merged.wording.live


def test_a_post_that_says_what_an_update_says_stays_a_post() -> None:
    """
    The agency caught up with our own words; readers were given them at noon, by us.
    """
    live = posted(BASE, (paragraph("Divers will look at the rudder on Thursday."),), NOON)
    merged = merge(BASE, live, wire("Divers will look at the rudder on Thursday.", LEAD, RESCUE, entry=30))
    assert [b.source and b.source.version for b in merged.wording.blocks] == [None, 30, 30, 30]


def test_a_conflict_below_posts_is_chosen_on_where_it_is() -> None:
    """
    Posts push the text down; the choice still falls on the paragraph that it is about.
    """
    edited = replace(BASE.blocks[0], html=BASE.blocks[0].html.replace("212 people", "212 persons"), edited=True)
    ours = replace(LIVE, blocks=(*LIVE.blocks[:4], edited, BASE.blocks[1]))
    merged = merge(BASE, ours, wire(LEAD.replace("212", "221"), RESCUE, entry=30))
    assert [c.place for c in merged.conflicts] == [4]
    chosen = resolved(merged, {0: "theirs"})
    assert chosen.blocks[:4] == LIVE.blocks[:4] and chosen.blocks[4].text == LEAD.replace("212", "221")


def test_a_post_of_a_killed_story_goes_with_its_headline() -> None:
    """
    The heading above it is that story's too, and so is what an editor wrote beside it.
    """
    live = posted(LIVE, (*theirs(THIRD, "Kept."), paragraph("Beside it.")), NOON + 2 * MINUTE)
    left = without(live, OTHER)
    assert [p.at for p in posts(left)] == [NOON + 2 * MINUTE, NOON]
    assert not any("rudder" in b.text or OTHER in b.text for b in left.blocks)
    assert left.blocks[-2:] == BASE.blocks
    assert [p.at for p in posts(without(live, THIRD))] == [NOON + MINUTE, NOON]
