from datetime import UTC, datetime, timedelta

import pytest

from dateline.collect.state import GONE, PollState, answered, due, failed, retry_after
from dateline.news.house import Feed

NOW = datetime(2020, 1, 16, 10, 0, tzinfo=UTC)
STATE = PollState(url="https://feeds.example/afp.xml")


def seconds(state: PollState) -> float:
    assert state.next_due
    return (state.next_due - NOW).total_seconds()


def test_a_good_answer_is_followed_by_the_ordinary_wait() -> None:
    """
    One success ends all punishment.
    """
    before = PollState(url=STATE.url, failures=7, last_problem="down")
    after = answered(before, NOW, every=300)
    assert (seconds(after), after.failures, after.last_problem, after.last_ok) == (300, 0, "", NOW)


def test_waits_double_with_each_failure_up_to_an_hour() -> None:
    """
    A server in trouble is left in peace; a newsroom hears within the hour that it is back.
    """
    state, waits = STATE, []
    for _ in range(40):
        state = failed(state, NOW, "down", every=60, retry_after=None)
        waits.append(seconds(state))
    assert all(45 * 2**n <= wait <= 60 * 2**n for n, wait in enumerate(waits[:5], 1))
    assert all(2700 <= wait <= 3600 for wait in waits[5:])
    assert (state.failures, state.last_problem) == (40, "down")


def test_many_feeds_of_one_server_do_not_come_back_at_once() -> None:
    """
    Nor do those of many newsrooms, an hour after that server went down.
    """
    states = [PollState(url=f"https://feeds.example/{n}", failures=9) for n in range(50)]
    waits = {seconds(failed(state, NOW, "down", every=60, retry_after=None)) for state in states}
    assert len(waits) == 50
    assert max(waits) - min(waits) > 300


def test_a_slow_feed_stays_slow() -> None:
    """
    A failure never makes us ask more often than the owner wrote.
    """
    assert seconds(failed(STATE, NOW, "down", every=86_400, retry_after=None)) == 86_400


@pytest.mark.parametrize(("told", "expected"), [(600, 600), (1, 300), (10**9, 86_400)])
def test_a_servers_word_is_kept_within_reason(told: float, expected: float) -> None:
    """
    We wait as long as asked, not less than usual, and not for a year.
    """
    assert seconds(failed(STATE, NOW, "429", every=300, retry_after=told)) == expected


def test_what_is_gone_is_asked_once_a_week() -> None:
    """
    The desk is told, and the server left alone; but what was a slip of its owner's heals by itself.
    """
    assert seconds(failed(STATE, NOW, "410", every=300, retry_after=float("inf"))) == GONE


@pytest.mark.parametrize(
    ("value", "date", "expected"),
    [
        ("120", None, 120),
        (" 7 ", None, 7),
        ("Thu, 16 Jan 2020 10:02:00 GMT", None, 120),
        ("Thu, 16 Jan 2020 10:02:00 -0000", None, 120),
        ("Wed, 15 Jan 2020 10:00:00 GMT", None, 0),
        ("Mon, 05 Jan 2026 10:02:00 GMT", "Mon, 05 Jan 2026 10:00:00 GMT", 120),
        ("Thu, 16 Jan 2020 10:02:00 GMT", "now", 120),
        (None, None, None),
        ("soon", None, None),
        ("-5", None, None),
        ("9" * 5000, None, None),
    ],
)
def test_retry_after_is_understood_in_both_forms(value: str | None, date: str | None, expected: float | None) -> None:
    """
    A date counts from the server's own clock, since a newsroom's may show another year.
    """
    assert retry_after(value, date, NOW) == expected


def test_feeds_are_asked_in_the_order_of_their_turn() -> None:
    """
    New feeds first, then who has waited longest; who is not due is not asked.
    """
    feeds = [("afp", Feed(url=f"https://feeds.example/{n}")) for n in range(5)]
    waits = {1: timedelta(seconds=-1), 2: timedelta(seconds=-60), 3: timedelta(seconds=1), 4: timedelta()}
    states = {
        ("afp", feeds[n][1].url): PollState(url=feeds[n][1].url, next_due=NOW + wait) for n, wait in waits.items()
    }
    assert due(feeds, states, NOW) == (feeds[0], feeds[2], feeds[1], feeds[4])


def test_a_clock_that_was_put_back_makes_nobody_wait() -> None:
    """
    A machine that woke up in another year, asked its feeds then, and was set right: they are due now, not in a year.
    """
    feed = Feed(url=STATE.url)
    asked = answered(STATE, NOW + timedelta(days=365), every=300)
    assert due([("afp", feed)], {("afp", feed.url): asked}, NOW) == (("afp", feed),)
    assert due([("afp", feed)], {("afp", feed.url): answered(STATE, NOW, every=300)}, NOW) == ()
