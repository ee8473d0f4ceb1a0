"""Pictures of feeds' stories: fetched while the newsroom runs, made in all sizes, and taken back."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.daemon.conftest import LICENCE, SOURCE, Running
from tests.pictures.files import photograph

from dateline.setup.init import init

RSS = """<rss version="2.0"><channel><title>Quillon</title>{items}</channel></rss>"""
ITEM = """<item><guid isPermaLink="false">q1</guid><title>Ferry runs again</title>
<pubDate>Thu, 16 Jan 2020 09:00:00 GMT</pubDate>
<description>The ferry to Lower Anselm runs again, after two months in dock.</description>
<enclosure url="{base}/ferry.jpg" type="image/jpeg" length="1"/></item>"""


class Web:
    """A web server on this machine with a feed and its picture, which knows what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        self.bodies = {
            "/news.xml": RSS.format(items=ITEM.format(base=self.base)).encode(),
            "/ferry.jpg": photograph(),
        }
        self._thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                body = web.bodies.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, format: str, *args: object) -> None:
                """Tests are quiet."""

        return Handler

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self._thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    running = Web()
    yield running
    running.close()


@pytest.fixture
def run(tmp_path: Path, web: Web, request: pytest.FixtureRequest) -> Iterator[Running]:
    """A newsroom with that feed, under a licence for pictures or for none."""
    init(tmp_path / "room")
    (tmp_path / "room" / "sources" / "qui.toml").write_text(f'{SOURCE}[[feeds]]\nurl = "{web.base}/news.xml"\n')
    pictures = '[pictures]\nuses = ["display"]\n' if request.param else ""
    (tmp_path / "room" / "licences" / "qui.toml").write_text(LICENCE + pictures)
    running = Running(tmp_path / "room")
    running.daemon.start()
    yield running
    running.daemon.stop()
    running.room.close()


@pytest.mark.parametrize("run", [True], indirect=True)
def test_a_storys_picture_is_fetched_and_is_no_story_of_its_own(web: Web, run: Running) -> None:
    """
    The desk sees one story, with its picture; not a second one that says nothing and waits for somebody to look.
    """
    run.until(lambda: run.deliveries() == 2, "the picture was not fetched")
    assert run.stories() == ["Ferry runs again"]
    assert web.asked.count("/ferry.jpg") == 1


@pytest.mark.parametrize("run", [False], indirect=True)
def test_without_a_licence_for_it_no_picture_is_fetched(web: Web, run: Running) -> None:
    """
    A copy on our disk is a use, too.
    """
    run.until(lambda: run.deliveries() == 1, "the feed was not read")
    story = next(run.room.ledger.stories())
    run.room.rebuild()
    assert [m.href for m in story.text.media] == [f"{web.base}/ferry.jpg"]  # type: ignore[union-attr]
    assert "/ferry.jpg" not in web.asked
