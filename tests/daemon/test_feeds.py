"""Feeds: addresses of sources are polled while the newsroom runs."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.app.running import soon
from tests.daemon.conftest import Running

from dateline.daemon import Daemon

ITEM = """<item><guid isPermaLink="false">quillon-{n}</guid><title>Ferry runs again, item {n}</title>
<link>http://quillon.example/{n}</link><pubDate>Thu, 16 Jan 2020 09:0{n}:00 GMT</pubDate>
<description>The ferry to Lower Anselm runs again, after two months in dock and {n} trials.</description></item>"""
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Quillon</title><link>http://quillon.example/</link>{}</channel></rss>'


class Feed:
    """A web server on this machine with one feed, which knows what it was asked."""

    def __init__(self) -> None:
        self.items, self.status = 1, 200
        self.asked: list[dict[str, str]] = []
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/robots.txt":
                    self.send_error(404)
                    return
                feed.asked.append({k.lower(): v for k, v in self.headers.items()})
                mark = f'"{feed.items}"'
                if feed.status == 200 and self.headers.get("If-None-Match") == mark:
                    self.send_response(304)
                    self.end_headers()
                    return
                body = RSS.format("".join(ITEM.format(n=n) for n in range(1, feed.items + 1))).encode()
                self.send_response(feed.status)
                self.send_header("ETag", mark)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Tests are quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self._thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the feed is."""
        return f"http://127.0.0.1:{self.http.server_address[1]}/news.xml"

    def close(self) -> None:
        """Close down."""
        self.http.shutdown()
        self.http.server_close()
        self._thread.join()


@pytest.fixture
def feed(folder: Path) -> Iterator[Feed]:
    """A feed of the agency's, looked at each second."""
    feed = Feed()
    with (folder / "sources" / "qui.toml").open("a") as source:
        source.write(f'\n[[feeds]]\nurl = "{feed.url}"\nevery = 1\n')
    yield feed
    feed.close()


def test_a_feed_is_taken_in_and_asked_again_with_its_mark(feed: Feed, running: Running) -> None:
    """
    The second look says what we have; what has not changed is not sent, nor taken in, again.
    """
    with running.started():
        running.comes(": new qui-", after=0)
        assert len(feed.asked) == 1
        running.until(lambda: len(feed.asked) > 2, "nobody asks again")
    assert "if-none-match" not in feed.asked[0]
    assert {a["if-none-match"] for a in feed.asked[1:]} == {'"1"'}
    assert "Dateline/" in feed.asked[0]["user-agent"]
    assert running.deliveries() == 1


def test_what_is_new_in_a_feed_comes_in(feed: Feed, running: Running) -> None:
    """
    The old items are told as repeats, the new one as new.
    """
    with running.started():
        running.comes(": new qui-", after=0)
        feed.items = 2
        running.comes("Ferry runs again, item 2", after=1)
    assert running.stories() == ["Ferry runs again, item 2", "Ferry runs again, item 1"]
    assert "repeated" in running.told[-1]


def test_a_feed_in_trouble_is_told_once_and_left_in_peace(feed: Feed, running: Running) -> None:
    """
    A server that is down is not hammered, and the terminal not filled; when it is back, so are we.
    """
    feed.status = 500
    with running.started():
        running.comes("500", after=0)
        first = len(feed.asked)
        running.passes(1)
        feed.status = 200
        running.comes(": new qui-", after=1)
    assert first == 1
    assert len([line for line in running.told if "500" in line]) == 1
    assert running.stories() == ["Ferry runs again, item 1"]


def test_a_feed_that_answers_again_is_told_and_one_that_still_fails_is_told_by_the_next_process(
    feed: Feed, running: Running
) -> None:
    """
    Who starts the newsroom in the morning hears what is wrong now, not what was new in the night.
    """
    feed.status = 500
    with running.started():
        running.comes("500", after=0)
    again = Daemon(running.room, running.told.append)
    again.start()
    running.until(lambda: sum("500" in line for line in running.told) == 2, "it is not told again")
    feed.status = 200
    running.comes("answers again", after=1)
    again.stop()


def test_what_was_learnt_outlives_the_process(feed: Feed, running: Running) -> None:
    """
    A newsroom that starts again asks with the mark it had.
    """
    with running.started():
        running.comes(": new qui-", after=0)
    again = Daemon(running.room, running.told.append)
    running.passes(5)
    again.start()
    soon(lambda: len(feed.asked) == 2, "nobody asks again")
    again.stop()
    assert feed.asked[1]["if-none-match"] == '"1"'
