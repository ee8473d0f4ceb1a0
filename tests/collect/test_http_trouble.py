"""Servers that misbehave, and what the desk is told of them."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from urllib3 import PoolManager

from dateline.collect import http as module
from dateline.collect.body import digest
from dateline.collect.http import Limits, client, fetch
from dateline.collect.robots import Manners
from dateline.collect.state import PollState
from dateline.news.wire import Delivery

FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"

Ask = Callable[..., tuple[Delivery | None, PollState]]


@pytest.fixture
def http() -> Iterator[PoolManager]:
    pool = client("desk@orbit.example")
    yield pool
    pool.clear()


@pytest.fixture
def ask(clock: Any, http: PoolManager) -> Ask:
    """Fetches an address, with patience for a few seconds."""

    def asked(
        url: str, state: PollState | None = None, manners: Manners | None = None, **limits: Any
    ) -> tuple[Delivery | None, PollState]:
        bounds = Limits(**{"connect": 2.0, "silence": 2.0, "whole": 4.0, **limits})
        return fetch("afp", url, state, clock=clock, http=http, limits=bounds, manners=manners)

    return asked


def dripping(server: Any, before: bytes, drop: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer that begins so, and goes on in drops for as long as anybody listens."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        try:
            request.wfile.write(before)
            while not server.over.wait(0.02):
                request.wfile.write(drop)
        except OSError:
            pass

    return drip


@pytest.mark.parametrize(
    ("before", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n0\r\n", b"X-More: 1\r\n"),
        (b"HTTP/1.0 200 OK\r\n\r\n<rss>", b"x"),
    ],
    ids=["status", "header", "headers", "chunk", "trailers", "body"],
)
def test_a_server_without_end_is_left_wherever_it_drips(server: Any, ask: Ask, before: bytes, drop: bytes) -> None:
    """
    It is never silent, so a limit on silence alone would let it hold up all other feeds for ever.
    """
    url, began = server.does("/feed", dripping(server, before, drop)), time.monotonic()
    delivery, state = ask(url, whole=0.4)
    assert delivery is None
    assert time.monotonic() - began < 3
    assert "not complete after 0.4 seconds" in state.last_problem or "no HTTP" in state.last_problem


@pytest.mark.parametrize("body", [b"", b" \r\n\t\n"])
def test_an_empty_answer_is_told_and_is_no_delivery(server: Any, ask: Ask, body: bytes) -> None:
    """
    It would stand in quarantine as a delivery that nobody can read; what came before is still what we have.
    """
    url = server.says("/feed", 200, FEED, ETag='"one"')
    server.says("/feed", 200, body, ETag='"none"')
    _, state = ask(url)
    delivery, state = ask(url, state)
    assert delivery is None
    assert (state.failures, state.etag) == (1, '"one"')
    assert "answers with nothing" in state.last_problem


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            b"<!DOCTYPE html><title>Qui</title><link rel=alternate type='application/rss+xml' href='/rss?a=1&amp;b'>",
            "a web page, titled 'Qui', in place of its feed; that page names a feed: {base}/rss?a=1&b; write that",
        ),
        (
            b"<html><form><input name=p type='password'></form>",
            "a web page in place of its feed; it asks for a password: write name and password into the address",
        ),
        (
            b"<head><title>Back soon</title>",
            "titled 'Back soon', in place of its feed; look at the address in a browser",
        ),
        (b"<html><link type=application/atom+xml href='ftp://x/'><link type=application/atom+xml>", "in a browser"),
    ],
)
def test_of_a_web_page_the_desk_hears_what_to_do(server: Any, ask: Ask, page: bytes, words: str) -> None:
    """
    The address of a site in place of its feed's is the commonest slip; the page itself often knows better.
    """
    _, state = ask(server.says("/feed", 200, page))
    assert words.format(base=server.url("")) in state.last_problem


def test_where_a_page_stands_that_we_were_sent_to_is_told(server: Any, ask: Ask) -> None:
    """
    A feed that now leads to a login page looks at its own address as ever.
    """
    server.says("/login", 200, b"<html><input type=password>")
    _, state = ask(server.says("/feed", 302, Location="/login?next=feed"))
    assert "KeyError" not in state.last_problem
    server.says("/login?next=feed", 200, b"<html><input type=password>")
    _, state = ask(server.url("/feed"))
    assert state.last_problem.startswith(f"it sends us on to {server.url('/login?next=feed')}, and there is a web page")


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("", gzip.compress(FEED, mtime=0)),
        ("gzip, gzip", gzip.compress(gzip.compress(FEED, mtime=0), mtime=0)),
        ("deflate, gzip", gzip.compress(zlib.compress(FEED), mtime=0)),
        ("gzip", gzip.compress(FEED, mtime=0) + bytes(512)),
        ("utf-8", FEED),
        ("none", FEED),
    ],
    ids=["untold", "twice", "both", "filled up", "a charset", "none"],
)
def test_packing_by_the_letter_or_not_is_unpacked(server: Any, ask: Ask, packing: str, packed: bytes) -> None:
    """
    Feeds lie as news.xml.gz, servers pack twice, fill up to a block, and write a charset where the packing belongs.
    """
    delivery, _ = ask(server.says("/feed", 200, packed, **({"Content_Encoding": packing} if packing else {})))
    assert delivery and delivery.data == FEED


@pytest.mark.parametrize("packing", ["gzip", ", ".join(["gzip"] * 9)])
def test_a_body_that_is_made_to_keep_us_busy_is_refused(server: Any, ask: Ask, packing: str) -> None:
    """
    A million tiny packets would keep us for hours without ever being large.
    """
    url = server.says("/feed", 200, gzip.compress(b"", mtime=0) * 300_000, Content_Encoding=packing)
    began = time.process_time()
    _, state = ask(url)
    assert "pieces" in state.last_problem or "times over" in state.last_problem
    assert time.process_time() - began < 10


def test_a_bomb_within_a_bomb_is_bounded(server: Any, ask: Ask) -> None:
    """
    Each layer is held to the limit, not only the last.
    """
    bomb = gzip.compress(gzip.compress(bytes(3_000_000), mtime=0), mtime=0)
    _, state = ask(server.says("/feed", 200, bomb, Content_Encoding="gzip, gzip"), size=1_000_000)
    assert "larger than" in state.last_problem


def test_a_declaration_that_the_bytes_belie_gives_way_to_the_header(server: Any, ask: Ask) -> None:
    """
    Proxies recode bodies, and leave the declaration as it was.
    """
    words = "<?xml version='1.0' encoding='UTF-8'?><rss><channel><title>Новости</title></channel></rss>"
    url = server.says("/feed", 200, words.encode("cp1251"), Content_Type="text/xml; charset=windows-1251")
    delivery, _ = ask(url)
    assert delivery and delivery.data == words.encode()


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title><pubDate>{made}</pubDate>
<lastBuildDate>{made}</lastBuildDate><item><title>Ferry</title><pubDate>{item}</pubDate></item></channel></rss>
<!-- page generated in {made} -->"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><updated>{made}</updated>
<entry><title>Ferry</title><updated>{item}</updated></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_a_feed_of_which_only_the_date_is_new_brings_nothing(feed: str) -> None:
    """
    Else the ledger fills with the same feed every five minutes, and a source that fell silent seems to speak.
    """
    first, later, changed = (
        digest(feed.format(made=made, item=item).encode()) for made, item in (("1", "1"), ("2", "1"), ("2", "2"))
    )
    assert first == later != changed


def test_what_is_no_feed_is_known_by_all_its_bytes() -> None:
    """
    In an item that an agency sends by itself each date is news.
    """
    assert digest(b"<newsItem><updated>1</updated></newsItem>") != digest(b"<newsItem><updated>2</updated></newsItem>")


def test_a_redirect_in_utf_8_is_understood(server: Any, ask: Ask) -> None:
    """
    Headers are Latin-1 by the letter; servers east of it write as they speak.
    """

    def sends(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write("HTTP/1.1 302 Found\r\nLocation: /новости\r\nContent-Length: 0\r\n\r\n".encode())

    server.says("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", 200, FEED)
    delivery, _ = ask(server.does("/feed", sends))
    assert delivery is not None


def test_a_new_address_that_asks_for_patience_gets_it(server: Any, ask: Ask, clock: Any) -> None:
    """
    The old address would only send us on to it again.
    """
    url = server.says("/old", 301, Location="/new")
    server.says("/new", 200, FEED)
    server.says("/new", 503, Retry_After="1800")
    _, state = ask(url)
    _, state = ask(url, state)
    assert state.moved_to == server.url("/new")
    assert state.next_due and (state.next_due - clock.now()).total_seconds() == 1800
    assert state.last_problem.startswith(f"at {server.url('/new')}, where it has moved: 503")


def test_a_name_and_password_that_are_not_taken_are_told_as_such(server: Any, ask: Ask) -> None:
    """
    "Write them into the address" helps nobody who has.
    """
    url = server.says("/feed", 401).replace("http://", "http://ada:old@")
    _, state = ask(url)
    assert "does not take the name and password" in state.last_problem
    assert "old" not in state.last_problem


@pytest.mark.parametrize(
    ("there", "own"),
    [
        ("http://feeds.example/b", True),
        ("http://feeds.example:80/b", True),
        ("https://feeds.example/b", True),
        ("https://feeds.example:8443/b", False),
        ("http://feeds.example:8080/b", False),
        ("http://other.example/b", False),
    ],
)
def test_a_password_follows_its_server_to_tls_and_no_further(there: str, own: bool) -> None:
    """
    Most servers have moved from http to https; a stranger at another port gets nothing.
    """
    assert module._is_own(urlsplit("http://feeds.example/a"), urlsplit(there)) is own
    assert not module._is_own(urlsplit("https://feeds.example/a"), urlsplit("http://feeds.example/a"))


def test_a_server_that_has_had_enough_is_left_in_peace_with_all_its_feeds(
    server: Any, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Its limit counts our questions, whichever feed they were for.
    """
    now = 100.0
    monkeypatch.setattr("dateline.collect.robots.monotonic", lambda: now)
    server.says("/robots.txt", 404)
    manners = Manners()
    ask(server.says("/one", 429, Retry_After="600"), manners=manners)
    now = 400.0
    assert not manners.ready(server.url("/two"))
    assert manners.ready("http://other.example/one")
    now = 701.0
    assert manners.ready(server.url("/two"))


def test_a_server_that_we_are_sent_on_to_counts_as_asked(server: Any, ask: Ask) -> None:
    """
    Where fifty feeds lead to one server, it is that server which must not be hurried.
    """
    server.says("/robots.txt", 404)
    manners = Manners(gap=3600)
    url = server.says("/feed", 302, Location=f"http://localhost:{server.port}/there")
    server.says("/there", 200, FEED)
    ask(url, manners=manners)
    assert not manners.ready(f"http://localhost:{server.port}/other")


def test_a_server_with_an_ipv6_address_is_asked(ask: Ask) -> None:
    """
    Some have no other any more.
    """

    class Six(ThreadingHTTPServer):
        address_family = socket.AF_INET6

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(FEED)))
            self.end_headers()
            self.wfile.write(FEED)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    try:
        running = Six(("::1", 0), Handler)
    except OSError:
        pytest.skip("no IPv6 on this machine")
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        delivery, state = ask(f"http://[::1]:{running.server_address[1]}/feed", manners=Manners())
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
    assert delivery and delivery.data == FEED
    assert state.last_problem == ""


def test_a_host_with_letters_of_its_own_is_asked_by_its_name_on_the_network(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An owner copies the address as the browser shows it.
    """
    asked: list[str] = []

    def unknown(host: str, *_: Any, **__: Any) -> Any:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _, state = ask("http://höfen.example/afp.xml")
    assert asked == ["xn--hfen-5qa.example"]
    assert "name is not known" in state.last_problem
