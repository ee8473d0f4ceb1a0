"""What servers ask of those who read them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import PoolManager

from dateline.collect import robots
from dateline.collect.http import Limits, client, fetch
from dateline.collect.robots import Manners, Rules, rules
from dateline.collect.state import PollState
from dateline.news.wire import Delivery

FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


@pytest.fixture
def http() -> Iterator[PoolManager]:
    pool = client("desk@orbit.example")
    yield pool
    pool.clear()


def ask(url: str, clock: Any, http: PoolManager, manners: Manners) -> tuple[Delivery | None, PollState]:
    """Ask an address, with patience for a few seconds."""
    return fetch("afp", url, None, clock=clock, http=http, limits=Limits(2.0, 2.0, 4.0), manners=manners)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/feed", True),
        ("User-agent: *\nDisallow: /", "/feed", False),
        ("User-agent: *\nDisallow:", "/feed", True),
        ("user-agent: *\ndisallow: /private/\nallow: /private/feed.xml", "/private/feed.xml", True),
        ("user-agent: *\ndisallow: /private/\nallow: /private/feed.xml", "/private/other.xml", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nDisallow: /slow", "/feed", True),
        ("User-agent: Dateline/0\nUser-agent: other\nDisallow: /feed", "/feed", False),
        ("User-agent: other\nDisallow: /", "/feed", True),
        ("User-agent: *\nDisallow: /*.xml$", "/a/feed.xml", False),
        ("User-agent: *\nDisallow: /*.xml$", "/a/feed.xml?page=2", True),
        ("User-agent: *\nDisallow: /feed # not for machines", "/feed", False),
        ("User-agent: *\nDisallow: /f%C3%A4hre", "/fähre", False),
        ("Disallow: /", "/feed", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("<html>Not found", "/feed", True),
        ("User-agent: other\nSitemap: https://x.example/s\nUser-agent: Dateline\nDisallow: /feed", "/feed", False),
        (
            "User-agent: dateline\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Dateline/2\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: datelinebot\nDisallow: /\nUser-agent: *\nAllow: /", "/feed", True),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: /a%2Fb", "/a%2fb", False),
        ("User-agent: *\nDisallow: /%66eed", "/feed", False),
        ("User-agent: *\nDisallow: /fähre", "/f%c3%a4hre", False),
        ("User-agent: *\nDisallow: /a%2Ab", "/axb", True),
        ("User-agent: *\nDisallow: /a%2Ab", "/a*b", False),
        ("User-agent: *\nDisallow: /a$b", "/a$b", False),
        ("\ufeffUser-agent: *\rDisallow: /feed\r", "/feed", False),
    ],
)
def test_a_robots_txt_is_understood(text: str, path: str, allowed: bool) -> None:
    """
    The longest rule counts; a group for us counts in place of that for everybody.
    """
    assert rules(text).allows(path) is allowed


def test_a_delay_is_believed_within_reason() -> None:
    """
    An hour between two questions would be a feed that nobody reads.
    """
    assert rules("User-agent: *\nCrawl-delay: 5\nDisallow: /x") == Rules(((False, "/x"),), 5.0)
    assert rules("User-agent: *\nCrawl-delay: 99999").delay == robots.LONGEST_GAP
    assert rules("User-agent: *\nCrawl-delay: soon").delay == 0


@given(st.text(), st.text())
def test_no_robots_txt_breaks_the_collector(text: str, path: str) -> None:
    """
    Servers send what they like under that name.
    """
    assert rules(text).allows(f"/{path}") in (True, False)
    assert rules(f"User-agent: *\nDisallow: {text}").allows(f"/{path}") in (True, False)


def test_an_address_that_a_server_closes_to_us_is_told_and_not_asked(
    server: Any, clock: Any, http: PoolManager
) -> None:
    """
    Its owner has said so; the desk hears whom to ask.
    """
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /feed")
    manners = Manners()
    delivery, state = ask(server.says("/feed", 200, FEED), clock, http, manners)
    assert delivery is None
    assert "robots.txt asks us not to" in state.last_problem
    assert [asked.path for asked in server.asked] == ["/robots.txt"]
    delivery, _ = ask(server.says("/open", 200, FEED), clock, http, manners)
    assert delivery is not None


def test_a_redirect_into_what_is_closed_is_not_followed(server: Any, clock: Any, http: PoolManager) -> None:
    """
    The server's word holds for where it sends us, too.
    """
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /closed")
    _, state = ask(server.says("/feed", 302, Location="/closed"), clock, http, Manners())
    assert "robots.txt" in state.last_problem
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/feed"]


def test_a_robots_txt_is_asked_for_once_a_day(server: Any, clock: Any, http: PoolManager) -> None:
    """
    And its word can change.
    """
    server.says("/robots.txt", 404)
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /")
    url, manners = server.says("/feed", 200, FEED), Manners()
    for _ in range(3):
        assert ask(url, clock, http, manners)[0] is not None
    assert [asked.path for asked in server.asked].count("/robots.txt") == 1
    clock.tick(25 * 3600)
    assert ask(url, clock, http, manners)[0] is None


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_robots_txt_that_cannot_be_had_forbids_nothing(
    server: Any, clock: Any, http: PoolManager, status: int
) -> None:
    """
    The address was named by the newsroom's owner; a server that is down says so itself.
    """
    server.says("/robots.txt", status)
    assert ask(server.says("/feed", 200, FEED), clock, http, Manners())[0] is not None


def test_a_word_given_stands_while_the_server_is_in_trouble(server: Any, clock: Any, http: PoolManager) -> None:
    """
    What an owner forbade yesterday is not allowed because robots.txt has an error today; it is asked for again soon.
    """
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /feed")
    server.says("/robots.txt", 503)
    server.says("/robots.txt", 200, b"")
    url, manners = server.says("/feed", 200, FEED), Manners()
    assert ask(url, clock, http, manners)[0] is None
    clock.tick(25 * 3600)
    assert ask(url, clock, http, manners)[0] is None
    clock.tick(3601)
    assert ask(url, clock, http, manners)[0] is not None
    assert [asked.path for asked in server.asked].count("/robots.txt") == 3


def test_a_robots_txt_may_lie_elsewhere(server: Any, clock: Any, http: PoolManager) -> None:
    """
    Servers that moved to another name send all there, and mean what stands there.
    """
    server.says("/robots.txt", 301, Location=f"http://localhost:{server.port}/rules")
    server.says("/rules", 200, b"User-agent: *\nDisallow: /feed")
    assert "robots.txt" in ask(server.says("/feed", 200, FEED), clock, http, Manners())[1].last_problem


def test_of_a_robots_txt_without_end_the_beginning_counts(
    server: Any, clock: Any, http: PoolManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    It is read as far as the standard asks, and no further.
    """
    monkeypatch.setattr("dateline.collect.http.MOST", 100_000)
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /feed\n" + b"# and so on\n" * 1_000_000)
    assert "robots.txt" in ask(server.says("/feed", 200, FEED), clock, http, Manners())[1].last_problem


def test_who_has_a_password_has_a_contract(server: Any, clock: Any, http: PoolManager) -> None:
    """
    Agencies close their servers to strangers, and mean not us.
    """
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /")
    url = server.says("/feed", 200, FEED).replace("http://", "http://ada:secret@")
    assert ask(url, clock, http, Manners())[0] is not None


def test_a_server_is_not_asked_twice_in_a_breath(monkeypatch: pytest.MonkeyPatch, clock: Any) -> None:
    """
    Fifty feeds of one server are fifty seconds' work; those of another do not wait for them.
    """
    now = 100.0
    monkeypatch.setattr(robots, "monotonic", lambda: now)
    manners = Manners()
    assert manners.ready("https://one.example/a")
    assert not manners.ready("https://one.example/b")
    assert manners.ready("https://two.example/a")
    now = 101.5
    assert manners.ready("https://one.example/b")
    assert manners.allows("https://one.example/b", clock.now(), lambda _: b"User-agent: *\nCrawl-delay: 10")
    now = 105.0
    assert not manners.ready("https://one.example/c")
    now = 112.0
    assert manners.ready("https://one.example/c")
