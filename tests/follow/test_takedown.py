"""What a holder asks for beside the use: a kill everywhere within a time, and readers who are told."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.follow.test_verbs_on_pages import sent, under
from tests.sites.newsroom import START, Newsroom

from dateline.news import rights
from dateline.news.errors import NotAllowed
from dateline.news.house import Duties
from dateline.verbs.audit import Stay, audit
from dateline.verbs.takedown import due, may_leave, overdue

SOON = Duties(kill_within=30)
HALF_AN_HOUR = timedelta(minutes=30)


def stood(newsroom: Newsroom, source: str = "pel") -> dict[str, Stay]:
    """The last stay of a source's text at each address."""
    return {stay.path: stay for stay in audit(source, newsroom.ledger)}


def on_site(newsroom: Newsroom, name: str = "lock") -> str:
    """A story that stands on a site, under a licence that sets a time for kills."""
    under(newsroom, duties=SOON)
    story = sent(newsroom, name)
    newsroom.publish(story)
    newsroom.follow()
    return story


def test_the_editor_who_kills_is_told_by_when_it_must_be_out(newsroom: Newsroom) -> None:
    """
    The contract's time runs from the entry; who has to answer for it must not have to look it up.
    """
    story = on_site(newsroom)
    done = newsroom.kill(story)
    assert done.remarks == (f"licence pelican wants {story} out of every output by 2020-01-16 10:30:00 UTC",)
    other = sent(newsroom, "weir")
    newsroom.take(other)
    assert "the article alone" in newsroom.kill(newsroom.article(other).id).remarks[0]


def test_a_kill_in_time_is_proven_at_every_output(newsroom: Newsroom) -> None:
    """
    Each output that held the text says when it was made anew, and that this was early enough.
    """
    story = on_site(newsroom)
    before = stood(newsroom)
    assert all((stay.due, stay.kill) == (None, "") for stay in before.values())
    newsroom.tick(minutes=5)
    newsroom.kill(story)
    newsroom.tick(minutes=30)
    newsroom.follow()
    after = stood(newsroom)
    assert after.keys() == before.keys() and {"/", "/feed.xml", newsroom.path(story)} <= after.keys()
    killed = START + timedelta(minutes=5)
    assert {(s.until, s.due, s.kill) for s in after.values()} == {
        (killed + HALF_AN_HOUR, killed + HALF_AN_HOUR, "in time")
    }


def test_what_was_made_anew_too_late_says_so_for_ever(newsroom: Newsroom) -> None:
    """
    A second after the time is after the time; the gate kept it from readers, and the contract speaks of outputs.
    """
    story = on_site(newsroom)
    newsroom.kill(story)
    newsroom.tick(minutes=30, seconds=1)
    assert {s.kill for s in stood(newsroom).values()} == {"still out"}
    newsroom.follow()
    newsroom.tick(days=2)
    assert {s.kill for s in stood(newsroom).values()} == {"late"}


def test_what_left_before_the_kill_owes_it_nothing(newsroom: Newsroom) -> None:
    """
    Pages that had been withdrawn when the kill came held nothing any more.
    """
    story = on_site(newsroom)
    newsroom.withdraw(story)
    newsroom.follow()
    newsroom.tick(hours=1)
    newsroom.kill(story)
    newsroom.follow()
    assert {s.kill for s in stood(newsroom).values()} == {""}


def test_an_agencys_own_kill_starts_the_time_as_ours_does(newsroom: Newsroom) -> None:
    """
    The duty is for its kills in the first place.
    """
    story = on_site(newsroom)
    newsroom.tick(minutes=7)
    sent(newsroom, "lock", pubstatus="canceled", number=2, issued=newsroom.clock.moment)
    found = due(newsroom.story(story), newsroom.ledger)
    assert found is not None and found.by == START + timedelta(minutes=37)
    assert (found.story, found.licence, found.entry) == (story, "pelican", newsroom.ledger.tail())


def test_a_twins_kill_counts_from_when_they_were_found_to_be_one_report(newsroom: Newsroom) -> None:
    """
    Nobody is late with what nobody could know.
    """
    story, twin = on_site(newsroom), sent(newsroom, "weir")
    newsroom.kill(twin)
    newsroom.tick(hours=3)
    newsroom.join(story, twin)
    found = due(newsroom.story(story), newsroom.ledger)
    assert found is not None and found.killed == START + timedelta(hours=3)


def test_a_ruling_on_a_killed_story_says_what_is_owed(newsroom: Newsroom) -> None:
    """
    `dateline rights` is where an editor looks what a licence wants.
    """
    story = on_site(newsroom)
    newsroom.kill(story)
    standing = newsroom.ledger.standing()
    ruling = rights.rule_story(newsroom.story(story), "feed", START, site="tide", standing=standing)
    assert ruling.because.startswith("killed by entry")
    assert ruling.because.endswith("; licence pelican wants it out of every output within 30 minutes")


def test_the_shortest_time_of_all_licences_counts(newsroom: Newsroom) -> None:
    """
    An item may bring a shorter time of its own; no licence, no time.
    """
    under(newsroom, duties=SOON)
    story, standing = newsroom.story(sent(newsroom, "lock")), newsroom.ledger.standing()
    assert rights.owed_on_kill(story, standing) == (30, "pelican")
    assert story.text is not None
    item = replace(standing.house.licences[0], name="item", duties=Duties(kill_within=5))
    assert rights.owed_on_kill(replace(story, text=replace(story.text, allowed=item)), standing) == (5, "item")
    under(newsroom)
    assert rights.owed_on_kill(story, newsroom.ledger.standing()) is None


def test_nothing_is_overdue_while_the_time_runs_or_once_all_is_out(newsroom: Newsroom) -> None:
    """
    An alarm that rings for nothing is not heard when it matters.
    """
    story = on_site(newsroom)
    newsroom.kill(story)
    dead = due(newsroom.story(story), newsroom.ledger)
    assert dead is not None
    held = [("tide", path) for path in newsroom.sites["tide"].holding(story)]
    assert {("tide", path) for path in ("/", "/ports/", "/feed.xml", newsroom.path(story))} <= set(held)
    assert overdue(held, dead, dead.by - timedelta(microseconds=1)) == ""
    said = overdue(held, dead, dead.by)
    assert said.startswith("LATE: licence pelican") and f"tide:{newsroom.path(story)}" in said
    newsroom.follow()
    assert not newsroom.sites["tide"].holding(story) and overdue([], dead, dead.by) == ""


@pytest.mark.parametrize(
    ("duties", "why"),
    [
        (SOON, "a kill to reach every output within 30 minutes"),
        (Duties(notify=True), "readers told where a text was taken back"),
    ],
)
def test_a_site_is_not_given_away_as_files_where_a_licence_wants_more_than_files_can_do(
    newsroom: Newsroom, duties: Duties, why: str
) -> None:
    """
    Nobody follows a folder: a kill would reach it when somebody thinks of it, and its readers would find nothing.
    """
    under(newsroom, duties=duties)
    story = sent(newsroom, "lock")
    newsroom.publish(story)
    parts = [newsroom.article(story).id, story]
    with pytest.raises(NotAllowed, match=f"tide holds {story}, and licence pelican wants {why}"):
        may_leave("tide", parts, newsroom.ledger)
    may_leave("tide", [sent(newsroom, "weir", "sur")], newsroom.ledger)
    newsroom.kill(story)
    may_leave("tide", parts, newsroom.ledger)
