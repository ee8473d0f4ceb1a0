"""Many feeds, some of which are slow."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from dateline.collect.http import Limits, client
from dateline.collect.robots import Manners
from dateline.collect.rounds import Answer, Rounds
from dateline.collect.state import PollState
from dateline.news.house import Feed

RSS = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


@pytest.fixture
def rounds(clock: Any) -> Iterator[Rounds]:
    http = client("desk@orbit.example")
    running = Rounds(http, clock, Manners(gap=0), Limits(2.0, 5.0, 5.0))
    yield running
    running.close()
    http.clear()


def taken(rounds: Rounds, number: int) -> list[Answer]:
    """The next answers, as many as wanted at least."""
    found: list[Answer] = []
    end = time.monotonic() + 10
    while len(found) < number and time.monotonic() < end:
        found += rounds.done()
        time.sleep(0.005)
    assert len(found) >= number
    return found


def test_a_slow_server_keeps_no_other_waiting(server: Any, rounds: Rounds) -> None:
    """
    One dead server among thirty must cost its own feeds a minute, and not each round of all.
    """
    server.says("/robots.txt", 404)

    def waits(request: BaseHTTPRequestHandler) -> None:
        server.over.wait()
        request.close_connection = True

    slow = Feed(url=server.does("/slow", waits))
    quick = Feed(url=server.says("/quick", 200, RSS).replace("127.0.0.1", "localhost"))
    rounds.begin([("slo", slow), ("qui", quick)], {})
    (answer,) = taken(rounds, 1)
    assert (answer.source, answer.before, answer.delivery is not None) == ("qui", None, True)
    # It is still being asked, so it is not asked again; another of its server need not wait for it.
    rounds.begin([("slo", slow), ("own", Feed(url=server.says("/other", 200, RSS)))], {})
    assert [answer.source for answer in taken(rounds, 1)] == ["own"]
    assert sorted(asked.path for asked in server.asked if asked.path != "/robots.txt") == ["/other", "/quick", "/slow"]


def test_few_feeds_of_one_server_are_asked_at_a_time(server: Any, rounds: Rounds) -> None:
    """
    Twenty questions at once is what an attack looks like.
    """
    server.says("/robots.txt", 404)
    most, now = [0], [0]

    def counts(request: BaseHTTPRequestHandler) -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        server.over.wait(0.05)
        now[0] -= 1
        request.send_response(200)
        request.send_header("Content-Length", str(len(RSS)))
        request.end_headers()
        request.wfile.write(RSS)

    feeds = [("qui", Feed(url=server.does(f"/{number}", counts))) for number in range(6)]
    found: set[str] = set()
    while len(found) < 6:
        rounds.begin([one for one in feeds if one[1].url not in found], {})
        found |= {answer.feed.url for answer in taken(rounds, 1)}
    assert most[0] <= 2


def test_a_feed_that_has_moved_waits_for_its_new_server(server: Any, clock: Any) -> None:
    """
    It is that server which is asked.
    """
    server.says("/robots.txt", 404)
    old, own = Feed(url="http://old.example/feed"), Feed(url=server.says("/own", 200, RSS))
    state = PollState(url=old.url, moved_to=server.says("/new", 200, RSS))
    rounds = Rounds(client("desk@orbit.example"), clock, Manners(gap=3600), Limits(2.0, 5.0, 5.0))
    rounds.begin([("old", old), ("own", own)], {("old", old.url): state})
    (answer,) = taken(rounds, 1)
    assert (answer.source, answer.before) == ("old", state)
    rounds.begin([("own", own)], {})
    assert list(rounds.done()) == []
    rounds.close()
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/new"]
