import gzip
import shutil
import socket
import ssl
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from urllib3 import PoolManager

from dateline import __version__
from dateline.collect.http import Limits, client, fetch
from dateline.collect.state import GONE, PollState
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

    def asked(url: str, state: PollState | None = None, **limits: Any) -> tuple[Delivery | None, PollState]:
        bounds = Limits(**{"connect": 2.0, "silence": 2.0, "whole": 4.0, **limits})
        return fetch("afp", url, state, clock=clock, http=http, limits=bounds)

    return asked


def test_what_is_new_is_delivered(server: Any, ask: Ask, clock: Any) -> None:
    """
    The bytes, the address and the moment go into the ledger as they came.
    """
    url = server.says("/feed", 200, FEED, ETag='"one"', Last_Modified="Thu, 16 Jan 2020 09:00:00 GMT")
    delivery, state = ask(url)
    assert delivery == Delivery("afp", "http", url, FEED, clock.now())
    assert (state.etag, state.last_modified) == ('"one"', "Thu, 16 Jan 2020 09:00:00 GMT")
    assert (state.failures, state.last_problem, state.last_ok) == (0, "", clock.now())
    assert state.next_due and (state.next_due - clock.now()).total_seconds() == 300


def test_we_say_who_asks(server: Any, ask: Ask) -> None:
    """
    A server's owner must be able to find whom to write to.
    """
    ask(server.says("/feed", 200, FEED))
    headers = server.asked[0].headers
    assert headers["User-Agent"] == f"Dateline/{__version__} (+desk@orbit.example)"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert "If-None-Match" not in headers


def test_a_contact_cannot_break_the_header() -> None:
    """
    A setting with a slip in it must not stop all collecting.
    """
    headers = client("désk\r\nX-Other: 1").headers
    assert headers["User-Agent"].endswith("(+dskX-Other: 1)")


def test_what_has_not_changed_is_not_sent_again(server: Any, ask: Ask, clock: Any) -> None:
    """
    A well-behaved reader costs a server one short answer.
    """
    url = server.says("/feed", 200, FEED, ETag='"one"', Last_Modified="Thu, 16 Jan 2020 09:00:00 GMT")
    server.says("/feed", 304)
    _, state = ask(url)
    clock.tick(300)
    delivery, after = ask(url, state)
    assert delivery is None
    assert server.asked[1].headers["If-None-Match"] == '"one"'
    assert server.asked[1].headers["If-Modified-Since"] == "Thu, 16 Jan 2020 09:00:00 GMT"
    assert (after.etag, after.failures, after.last_ok) == ('"one"', 0, clock.now())


def test_the_same_bytes_are_delivered_once(server: Any, ask: Ask) -> None:
    """
    Many servers know no marks and send everything every time.
    """
    url = server.says("/feed", 200, FEED)
    server.says("/feed", 200, FEED)
    server.says("/feed", 200, b"<rss><channel><title>Others</title></channel></rss>")
    first, state = ask(url)
    second, state = ask(url, state)
    third, _ = ask(url, state)
    assert (first is not None, second, third is not None) == (True, None, True)


def test_a_new_address_begins_anew(server: Any, ask: Ask) -> None:
    """
    The marks of one address mean nothing at another.
    """
    _, state = ask(server.says("/one", 200, FEED, ETag='"one"'))
    delivery, _ = ask(server.says("/two", 200, FEED), state)
    assert delivery is not None
    assert "If-None-Match" not in server.asked[1].headers


def test_a_304_to_a_question_never_asked_is_a_failure(server: Any, ask: Ask) -> None:
    """
    Otherwise a broken server would look like a quiet one for ever.
    """
    delivery, state = ask(server.says("/feed", 304))
    assert delivery is None
    assert state.failures == 1


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("x-gzip", gzip.compress(FEED[:20], mtime=0) + gzip.compress(FEED[20:], mtime=0)),
        ("deflate", zlib.compress(FEED)),
        ("Deflate", zlib.compress(FEED, wbits=-15)),
        ("identity", FEED),
    ],
)
def test_a_packed_body_is_unpacked(server: Any, ask: Ask, coding: str, packed: bytes) -> None:
    """
    What is recorded is the feed, not its wrapping.
    """
    delivery, _ = ask(server.says("/feed", 200, packed, Content_Encoding=coding))
    assert delivery and delivery.data == FEED


@pytest.mark.parametrize(
    ("coding", "packed", "what"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)[:-12], "broke off"),
        ("gzip", FEED, "cannot be unpacked"),
        ("br", FEED, "cannot be unpacked"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(server: Any, ask: Ask, coding: str, packed: bytes, what: str) -> None:
    """
    Half a feed, or noise, must not be taken for a delivery.
    """
    delivery, state = ask(server.says("/feed", 200, packed, Content_Encoding=coding))
    assert delivery is None
    assert what in state.last_problem


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html><title>Sign in &amp; read</title>",
        b"\xef\xbb\xbf\n<!-- maintenance -->\n<HTML lang='en'><head><title>Sign in &amp; read</title>",
        b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD X//EN'><title>Sign in &amp; read</title>",
    ],
)
def test_a_web_page_in_a_feeds_place_is_told_and_is_no_news(server: Any, ask: Ask, page: bytes) -> None:
    """
    A page that wants a login, or says that the site is being mended, must not stand on our front as a story.
    """
    url = server.says("/feed", 200, FEED, ETag='"one"')
    server.says("/feed", 200, page, Content_Type="application/rss+xml", ETag='"page"')
    server.says("/feed", 304)
    _, state = ask(url)
    delivery, state = ask(url, state)
    assert delivery is None
    assert "a web page, titled 'Sign in & read', in place of its feed" in state.last_problem
    assert (state.failures, state.etag) == (1, '"one"')
    _, state = ask(url, state)
    assert (state.failures, state.last_problem) == (0, "")


@pytest.mark.parametrize("body", [FEED, b"<rss><channel><title>&lt;html&gt;</title></channel></rss>", b"{}"])
def test_what_is_no_page_is_delivered_whatever_its_header_says(server: Any, ask: Ask, body: bytes) -> None:
    """
    Many servers call a feed text/html.
    """
    delivery, _ = ask(server.says("/feed", 200, body, Content_Type="text/html"))
    assert delivery and delivery.data == body


CYRILLIC = "<rss version='2.0'><channel><title>Новости гавани</title></channel></rss>"


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        (CYRILLIC.encode("cp1251"), "text/xml; charset=windows-1251", CYRILLIC.encode()),
        (CYRILLIC.encode("koi8-r"), 'text/xml; charset="KOI8-R"', CYRILLIC.encode()),
        (CYRILLIC.encode(), "text/xml; charset=windows-1251", CYRILLIC.encode()),
        (CYRILLIC.encode("cp1251"), "text/xml", CYRILLIC.encode("cp1251")),
        (CYRILLIC.encode("cp1251"), "text/xml; charset=klingon", CYRILLIC.encode("cp1251")),
        (b"\xff\xfe" + CYRILLIC.encode("utf-16-le"), "text/xml; charset=koi8-r", None),
        (b"<?xml version='1.0' encoding='koi8-r'?>" + CYRILLIC.encode("koi8-r"), "text/xml; charset=cp1251", None),
        (b"\xff\xfe\xff", "text/xml; charset=utf-8", None),
        (b"\xff+AGE-", "text/xml; charset=utf-7", None),
    ],
)
def test_a_charset_that_only_the_header_tells_is_not_lost(
    server: Any, ask: Ask, body: bytes, header: str, expected: bytes | None
) -> None:
    """
    The header does not go into the ledger; where the bytes say themselves what they are, they stay as they came.
    """
    delivery, _ = ask(server.says("/feed", 200, body, Content_Type=header))
    assert delivery and delivery.data == (body if expected is None else expected)


@pytest.mark.parametrize("body", [FEED, gzip.compress(b"x" * 2_000_000, mtime=0)])
def test_a_body_without_end_is_refused(server: Any, ask: Ask, body: bytes) -> None:
    """
    Neither a giant nor a small packet that unpacks into one fills the memory.
    """
    coding = {"Content_Encoding": "gzip"} if body != FEED else {}
    delivery, state = ask(server.says("/feed", 200, body, **coding), size=50 if body == FEED else 1_000_000)
    assert delivery is None
    assert "larger than" in state.last_problem


def test_a_body_of_just_the_limit_is_taken(server: Any, ask: Ask) -> None:
    """
    The limit itself is allowed, packed or not.
    """
    plain, _ = ask(server.says("/plain", 200, FEED), size=len(FEED))
    packed, _ = ask(
        server.says("/packed", 200, gzip.compress(FEED * 9, mtime=0), Content_Encoding="gzip"), size=len(FEED) * 9
    )
    assert plain and packed and packed.data == FEED * 9


def test_a_move_for_good_is_followed_and_told(server: Any, ask: Ask) -> None:
    """
    The news comes all the same; the owner is told to write the new address.
    """
    new = server.says("/new", 200, FEED)
    url = server.says("/old", 301, Location="/middle")
    server.says("/middle", 308, Location=new)
    delivery, state = ask(url)
    assert delivery and delivery.name == url
    assert state.moved_to == new
    assert f"moved for good to {new}" in state.last_problem
    assert state.failures == 0


def test_the_new_address_is_asked_from_then_on(server: Any, ask: Ask, clock: Any) -> None:
    """
    Old addresses are switched off some day; by then we ask the new one.
    """
    url = server.says("/old", 308, Location="/new")
    server.says("/new", 200, FEED, ETag='"one"')
    server.says("/new", 304)
    _, state = ask(url)
    clock.tick(300)
    delivery, state = ask(url, state)
    assert delivery is None
    assert [asked.path for asked in server.asked] == ["/old", "/new", "/new"]
    assert server.asked[2].headers["If-None-Match"] == '"one"'
    assert (state.failures, state.moved_to) == (0, server.url("/new"))
    assert "moved for good" in state.last_problem


def test_a_new_address_that_fails_gives_way_to_the_old_one_at_once(server: Any, ask: Ask, clock: Any) -> None:
    """
    A move that was a mistake, and was taken back, must not cut us off; one that leads nowhere must not make us hurry.
    """
    url = server.says("/old", 301, Location="/new")
    server.says("/old", 200, FEED)
    server.says("/new", 200, FEED)
    server.says("/new", 404)
    _, state = ask(url)
    _, state = ask(url, state)
    assert (state.moved_to, state.next_due) == ("", clock.now())
    assert "nothing is there" in state.last_problem
    _, state = ask(url, state)
    assert (state.failures, state.last_problem) == (0, "")
    assert server.asked[-1].path == "/old"


def test_how_long_an_answer_took_is_remembered(server: Any, ask: Ask) -> None:
    """
    A source that slows is in trouble before it fails.
    """

    def slow(request: BaseHTTPRequestHandler) -> None:
        server.over.wait(0.2)
        request.send_response(200)
        request.send_header("Content-Length", str(len(FEED)))
        request.end_headers()
        request.wfile.write(FEED)

    _, state = ask(server.does("/feed", slow))
    assert 0.15 < state.took < 3


def test_a_move_for_now_is_followed_in_silence(server: Any, ask: Ask) -> None:
    """
    Also where it is a part of a longer way: only the lasting part is told.
    """
    url = server.says("/feed", 301, Location="/lasting")
    server.says("/lasting", 302, Location="/today")
    server.says("/today", 301, Location="/now")
    server.says("/now", 200, FEED)
    delivery, state = ask(url)
    assert delivery
    assert state.moved_to == server.url("/lasting")


def test_going_round_in_circles_ends(server: Any, ask: Ask) -> None:
    """
    Two servers that send us to each other must not keep us.
    """
    delivery, state = ask(server.says("/feed", 302, Location="/feed"))
    assert delivery is None
    assert "more than 5 times" in state.last_problem
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("headers", "what"),
    [
        ({}, "without saying where"),
        ({"Location": "file:///etc/passwd"}, "only http and https"),
        ({"Location": "http://["}, "no address"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_told(server: Any, ask: Ask, headers: dict[str, str], what: str) -> None:
    """
    A server must not send us to a file of this machine.
    """
    _, state = ask(server.says("/feed", 302, **headers))
    assert what in state.last_problem


@pytest.mark.parametrize(
    ("status", "what"), [(401, "password"), (403, "refuses us"), (404, "check the address"), (500, "500 Internal")]
)
def test_a_refusal_is_told_with_what_to_do(server: Any, ask: Ask, clock: Any, status: int, what: str) -> None:
    """
    The feed waits, longer each time, and the desk knows why.
    """
    delivery, state = ask(server.says("/feed", status, b"<p>sorry"))
    assert delivery is None
    assert what in state.last_problem
    assert state.failures == 1
    assert state.next_due and 450 <= (state.next_due - clock.now()).total_seconds() <= 600


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_patience_gets_it(server: Any, ask: Ask, clock: Any, status: int) -> None:
    """
    Who does not wait is locked out.
    """
    _, state = ask(server.says("/feed", status, Retry_After="1800"))
    assert state.next_due and (state.next_due - clock.now()).total_seconds() == 1800


def test_a_feed_that_is_gone_is_told_and_left_alone(server: Any, ask: Ask, clock: Any) -> None:
    """
    410 is a server's plain word.
    """
    _, state = ask(server.says("/feed", 410))
    assert state.next_due and (state.next_due - clock.now()).total_seconds() == GONE
    assert "gone for good" in state.last_problem


def test_marks_outlive_a_failure(server: Any, ask: Ask) -> None:
    """
    After a night of errors the feed is not taken in anew.
    """
    url = server.says("/feed", 200, FEED, ETag='"one"')
    server.says("/feed", 500)
    server.says("/feed", 304)
    _, state = ask(url)
    _, state = ask(url, state)
    delivery, state = ask(url, state)
    assert delivery is None
    assert (server.asked[2].headers["If-None-Match"], state.failures) == ('"one"', 0)


def test_a_body_cut_short_is_told(server: Any, ask: Ask) -> None:
    """
    Half a feed would look as if the other half had been taken back.
    """

    def cut(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(FEED)

    delivery, state = ask(server.does("/feed", cut))
    assert delivery is None
    assert "broke off" in state.last_problem


@pytest.mark.parametrize(("end", "whole"), [(b"0\r\n\r\n", True), (b"", False), (b"ff\r\nand", False)])
def test_a_body_in_chunks_is_whole_only_with_its_last(server: Any, ask: Ask, end: bytes, whole: bool) -> None:
    """
    A connection that breaks between two chunks is no end.
    """

    def chunks(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"%x\r\n%b\r\n" % (len(FEED), FEED) + end)
        request.close_connection = True

    delivery, state = ask(server.does("/feed", chunks))
    assert (delivery is not None) is whole
    assert (state.last_problem == "") is whole


def test_a_server_that_falls_silent_is_left(server: Any, ask: Ask) -> None:
    """
    One dead connection must not hold up all other feeds.
    """

    def silent(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(FEED)
        server.over.wait()

    _, state = ask(server.does("/feed", silent), silence=0.1)
    assert "silent for 0.1 seconds" in state.last_problem


def test_a_server_that_drips_is_left(server: Any, ask: Ask) -> None:
    """
    A byte now and then is no silence, but it is no answer either.
    """

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not server.over.wait(0.01):
            request.wfile.write(b"x")

    def until_we_go(request: BaseHTTPRequestHandler) -> None:
        try:
            drip(request)
        except OSError:
            request.close_connection = True

    _, state = ask(server.does("/feed", until_we_go), whole=0.2)
    assert "not complete after 0.2 seconds" in state.last_problem


def test_nobody_at_the_door_is_told(ask: Ask) -> None:
    """
    The words say whether the name, the machine or the answer is at fault.
    """
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    _, state = ask(f"http://127.0.0.1:{port}/feed")
    assert "refuses the connection" in state.last_problem


def test_a_host_that_is_not_known_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Mostly a slip in the address, at times a machine without network.
    """

    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _, state = ask("http://feeds.example/afp.xml")
    assert "name is not known" in state.last_problem


def test_a_connection_that_never_stands_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A firewall that swallows everything is told apart from a server that refuses.
    """

    def swallowed(*_: Any, **__: Any) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr("urllib3.util.connection.create_connection", swallowed)
    _, state = ask("http://127.0.0.1:9/feed")
    assert "no connection within 2 seconds" in state.last_problem


def test_a_certificate_that_is_not_in_order_is_told(server: Any, ask: Ask) -> None:
    """
    An answer from somebody else is worse than none.
    """
    _, state = ask(f"https://127.0.0.1:{server.port}/feed")
    assert "certificate or encryption" in state.last_problem


def test_an_answer_that_is_no_http_is_told(server: Any, ask: Ask) -> None:
    """
    A wrong port often leads to another service.
    """
    _, state = ask(server.does("/feed", lambda request: none(request.wfile.write(b"220 mail ready\r\n"))))
    assert "is no HTTP" in state.last_problem


def test_an_address_of_another_kind_is_told(ask: Ask) -> None:
    """
    The settings refuse it first; here it is still no traceback.
    """
    _, state = ask("ftp://feeds.example/afp.xml")
    assert "cannot be asked" in state.last_problem


def test_a_password_goes_to_its_own_server_only(server: Any, ask: Ask) -> None:
    """
    Paid feeds are behind a name and password; neither may leak to another server, a page or the ledger.
    """
    server.says("/feed", 302, Location=server.url("/here"))
    server.says("/here", 302, Location=f"http://localhost:{server.port}/there")
    server.says("/there", 200, FEED)
    delivery, state = ask(f"http://desk:s%40cret@127.0.0.1:{server.port}/feed#top")
    assert [a.headers["Authorization"] for a in server.asked] == ["Basic ZGVzazpzQGNyZXQ="] * 2 + [None]
    assert delivery and delivery.name == state.url == server.url("/feed")


def test_a_step_down_from_https_is_not_taken(
    server: Any, ask: Ask, monkeypatch: pytest.MonkeyPatch, http: PoolManager
) -> None:
    """
    Anybody on the way could then change what we read.
    """
    plain = server.says("/feed", 302, Location=server.url("/other"))
    asked = http.request

    def unwrapped(method: str, url: str, **options: Any) -> Any:
        return asked(method, url.replace("https://", "http://"), **options)

    monkeypatch.setattr(http, "request", unwrapped)
    _, state = ask(plain.replace("http://", "https://"))
    assert "from https to" in state.last_problem
    assert len(server.asked) == 1


def test_a_mark_that_could_not_be_sent_back_is_dropped(server: Any, ask: Ask) -> None:
    """
    A server's odd header must not break every later question to it.
    """
    _, state = ask(server.says("/feed", 200, FEED, ETag='"on\x01e"'))
    assert state.etag == ""


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here, which makes the certificate")
def test_a_certificate_that_nobody_vouches_for_is_told(ask: Ask, tmp_path: Path) -> None:
    """
    A stranger between us and the agency would look just so.
    """
    http = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=feeds.example"
    subprocess.run([*made.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context.load_cert_chain(certificate, key)
    http.socket = context.wrap_socket(http.socket, server_side=True)
    http.handle_error = none  # type: ignore[method-assign, assignment]
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        _, state = ask(f"https://127.0.0.1:{http.server_address[1]}/feed")
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
    assert "not in order: the server made it itself" in state.last_problem


def none(*_: object) -> None:
    """Nothing, whatever was done."""
