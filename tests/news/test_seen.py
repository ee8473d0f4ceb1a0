"""When readers first could see something: what days of publication count from."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from dateline.news.facts import Placement, Wording
from dateline.news.seen import first_seen, opened
from dateline.news.story import Article, Decision, Mark, Story, Told

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MARK = Mark(entry=1, delivery=1, item=0, issued=NOON - HOUR, received=NOON - HOUR, digest="a")
STORY = Story(id="nwa-00000000", source="nwa", key="item:1", marks=(MARK,))
ARTICLE = Article(
    id="art-00000000",
    stories=(STORY.id,),
    wording=Wording("Ferry runs", ()),
    revisions=(),
    placements=(Placement("harbour", "/2020/01/16/ferry-00000000", "news", NOON),),
    published=NOON,
)
LATER = replace(MARK, entry=2, delivery=2, issued=NOON + HOUR, received=NOON + HOUR, digest="b")


def hold(at: datetime, until: datetime | None) -> Decision:
    return Decision(2, "hold", at, "ada", "look", until)


@pytest.mark.parametrize(
    ("story", "seen"),
    [
        (STORY, NOON),
        (replace(STORY, marks=(replace(MARK, embargo=NOON + 5 * HOUR),)), NOON + 5 * HOUR),
        (replace(STORY, marks=(replace(MARK, embargo=NOON - HOUR / 2),)), NOON),
        (replace(STORY, marks=(MARK, replace(LATER, embargo=NOON + 5 * HOUR))), NOON),
        (replace(STORY, marks=(replace(MARK, embargo=NOON + 5 * HOUR), LATER)), NOON + HOUR),
        (replace(STORY, marks=(replace(MARK, status="withheld"), LATER)), NOON + HOUR),
        (
            replace(
                STORY,
                marks=(replace(MARK, embargo=NOON + 5 * HOUR),),
                told=(Told(3, "lift", NOON + 2 * HOUR),),
            ),
            NOON + 2 * HOUR,
        ),
        (replace(STORY, decisions=(hold(NOON - HOUR, NOON + 3 * HOUR),)), NOON + 3 * HOUR),
        (replace(STORY, decisions=(hold(NOON + HOUR, NOON + 3 * HOUR),)), NOON),
        (replace(STORY, decisions=(Decision(2, "withdraw", NOON, "ada", "wrong"),)), NOON),
    ],
    ids=[
        "plain",
        "embargo",
        "embargo over",
        "embargo on an update",
        "lifted by an update",
        "withheld",
        "lifted by a word",
        "our hold",
        "our later hold",
        "withdrawn",
    ],
)
def test_days_begin_when_nothing_keeps_it_from_readers_any_more(story: Story, seen: datetime) -> None:
    """
    An embargo must not use up the days that a contract gives, and a later one must not give them again.
    """
    assert opened(story, NOON) == seen
    assert first_seen(ARTICLE, (story,), "harbour") == seen


def test_an_article_waits_for_its_own_hold_and_not_for_what_was_pasted_in_later() -> None:
    """
    A paragraph of another report did not keep the page from anybody before it was there.
    """
    pasted = replace(STORY, id="tlp-00000000", marks=(LATER,))
    assert first_seen(ARTICLE, (STORY, pasted), "harbour") == NOON
    assert opened(pasted, NOON) == NOON + HOUR
    held = replace(ARTICLE, decisions=(hold(NOON - HOUR, NOON + HOUR),))
    assert first_seen(held, (STORY,), "harbour") == NOON + HOUR
    assert first_seen(ARTICLE, (STORY,), "valley") is None
