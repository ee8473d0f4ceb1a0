"""The demonstration's start page, as its handler answers."""

import html
import re

import pytest
from tests.demo_run.conftest import SITES, START, TURN, Room

from dateline.demo.play import noted
from dateline.demo.start import Start
from dateline.sites.http import Request, Response

HERE = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}
ITEM = b"""{"uri": "urn:quillon:1", "version": "1", "versionCreated": "2020-01-30T19:00:00Z",
"headlines": [{"role": "main", "value": "Lamps & ladders on the pier"}],
"bodies": [{"role": "main", "contentType": "text/html", "value": "<p>They are lit again from Monday.</p>"}]}"""


class Owner:
    """Who sits before the start page."""

    def __init__(self, room: Room) -> None:
        self._start = Start(room.room)

    def get(self, path: str, query: str = "", host: str = "127.0.0.1", method: str = "GET") -> Response:
        """Open an address."""
        response = self._start.answer(Request(method, host, path, query, {"host": f"{host}:8000"}))
        assert response is not None
        return response

    def post(self, path: str, body: bytes = b"", headers: dict[str, str] = HERE, host: str = "127.0.0.1") -> Response:
        """Send a form."""
        response = self._start.answer(Request("POST", host, path, "", headers, body))
        assert response is not None
        return response

    def drop(self, name: str, data: bytes) -> Response:
        """Drop a file on the page."""
        lines = [
            b"--edge",
            f'Content-Disposition: form-data; name="file"; filename="{name}"'.encode(),
            b"Content-Type: application/octet-stream",
            b"",
            data,
            b"--edge--",
            b"",
        ]
        return self.post("/drop", b"\r\n".join(lines), {**HERE, "content-type": "multipart/form-data; boundary=edge"})


@pytest.fixture
def owner(room: Room) -> Owner:
    """The owner, before the start page of a copy of the demonstration."""
    return Owner(room)


def shown(response: Response) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.body.decode())).split())


def test_the_start_page_shows_the_sites_and_what_was_planted(owner: Owner, room: Room) -> None:
    """
    Four sites with their addresses, every planted item with what became of it, and the moment that it is.
    """
    page = owner.get("/")
    words = shown(page)
    assert page.status == 200
    for site in room.room.house.sites:
        assert site.name in words
        assert f'href="/~{site.code}/"'.encode() in page.body
    planted = noted(room.folder).planted
    assert len(planted) == 15
    assert all(p.label in words and p.file in words for p in planted)
    assert "January 30, 2020, 20:00:00 UTC" in words
    assert "which lifts at 20:02:00" in words
    assert "its licence ends at 20:02:00" in words
    assert "Premature end of data" in words


def test_every_link_of_the_start_page_leads_somewhere(owner: Owner) -> None:
    """
    Below /~site/, so that they work whatever the name of the machine.
    """
    links = set(re.findall(r'href="(/~[^"]+)"', owner.get("/").body.decode()))
    assert len(links) > 15
    for link in links:
        assert owner.get(html.unescape(link)).status in (200, 410, 404), link
    assert sum(owner.get(html.unescape(link)).status == 200 for link in links) > 12


def test_the_page_that_watches_reloads_until_all_has_happened(owner: Owner, room: Room) -> None:
    """
    Only for who asked for it, and not for ever.
    """
    assert b"http-equiv" not in owner.get("/").body
    assert b'http-equiv="refresh"' in owner.get("/", "watch").body
    room.at(TURN)
    after = owner.get("/", "watch")
    assert b"http-equiv" not in after.body
    assert "its time is over" in shown(after)


def test_the_start_page_cannot_be_framed_or_kept(owner: Owner) -> None:
    """
    It has a button that kills: its policy lets it send forms to itself alone, and run no script.
    """
    headers = dict(owner.get("/").headers)
    assert "form-action 'self'" in headers["content-security-policy"]
    assert "script" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    style = owner.get("/start.css")
    assert (style.status, dict(style.headers)["content-type"]) == (200, "text/css; charset=utf-8")


def test_one_button_kills_the_lead_everywhere(owner: Owner, room: Room) -> None:
    """
    The answer is a receipt with every output; afterwards the lead is on no list and its addresses answer 410.
    """
    paths = {site: room.path("lead", site) for site in ("bulwark", "kilowatt")}
    assert all(room.get(site, path).status == 200 for site, path in paths.items())
    receipt = owner.post("/kill")
    words = shown(receipt)
    assert receipt.status == 200
    assert words.count(" gone ") == 4
    for site, path in paths.items():
        assert f"{site} {path} gone" in words
        assert room.get(site, path).status == 410
    for site in SITES:
        for output in ("/", "/feed.xml", "/2020/01/30/", "/sitemap/2020-01.xml"):
            assert b"q0qe9qbv" not in room.get(site, output).body
    assert "is killed" in shown(owner.get("/"))
    again = owner.post("/kill")
    assert again.status == 409
    assert b"killed already" in again.body


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8000", "origin": "https://elsewhere.example"},
        {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:9000"},
        {"host": "127.0.0.1:8000", "origin": "null"},
        {"host": "127.0.0.1:8000", "origin": "http://bulwark.localhost:8000"},
    ],
)
def test_another_site_in_the_same_browser_cannot_kill(owner: Owner, room: Room, headers: dict[str, str]) -> None:
    """
    A page from elsewhere may send a form here; it is refused, and nothing has happened.
    """
    entries = room.room.ledger.tail()
    for path in ("/kill", "/drop"):
        assert owner.post(path, b"", headers).status == 403
    assert room.room.ledger.tail() == entries


def test_the_sites_have_no_button(owner: Owner, room: Room) -> None:
    """
    A reader's site can only be read, also on this machine, also through the start page's address.
    """
    for host, path in (("bulwark.localhost", "/kill"), ("127.0.0.1", "/~bulwark/kill"), ("127.0.0.1", "/~bulwark/")):
        assert owner.post(path, host=host).status == 405
    assert room.get("bulwark", room.path("lead", "bulwark")).status == 200


def test_a_dropped_file_is_taken_in_and_shown(owner: Owner, room: Room) -> None:
    """
    What it was read as, what became of it, and the command that publishes it.
    """
    page = owner.drop("lamps.json", ITEM)
    words = shown(page)
    assert page.status == 200
    assert "Read as ninjs" in words
    assert "new Lamps & ladders on the pier" in words
    assert "dateline publish by-hand-" in words
    story = next(room.room.ledger.stories())
    assert (story.headline, story.source) == ("Lamps & ladders on the pier", "by-hand")


def test_a_dropped_file_that_is_broken_is_quarantined(owner: Owner, room: Room) -> None:
    """
    The page says why; the bytes are kept.
    """
    page = owner.drop("torn.json", ITEM[:60])
    assert page.status == 200
    assert "Quarantined." in shown(page)
    assert [d.name for d in room.room.ledger.deliveries() if d.problem][-1] == "torn.json"


def test_a_name_with_markup_is_only_a_name(owner: Owner) -> None:
    """
    What somebody calls a file cannot write on the page.
    """
    page = owner.drop("<b>bold.json", ITEM)
    assert b"<b>bold" not in page.body
    assert "<b>bold.json" in shown(page)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=edge"),
        (b"--edge\r\nnonsense", "multipart/form-data; boundary=edge"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", ""),
        (
            b'--edge\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--edge--',
            "multipart/form-data",
        ),
    ],
)
def test_a_form_without_a_file_is_told(owner: Owner, room: Room, body: bytes, kind: str) -> None:
    """
    Nothing came, or nothing that can be taken apart: words, no error page.
    """
    entries = room.room.ledger.tail()
    answer = owner.post("/drop", body, {**HERE, "content-type": kind})
    assert answer.status == 400
    assert b"No file came" in answer.body
    assert room.room.ledger.tail() == entries


def test_a_file_that_is_too_large_is_refused(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Before it is read.
    """
    monkeypatch.setattr("dateline.demo.start._MOST", 100)
    assert owner.drop("lamps.json", ITEM).status == 400


def test_what_is_not_there_is_told(owner: Owner) -> None:
    """
    An address of nobody's, a site of nobody's, another machine's name.
    """
    assert owner.get("/nowhere").status == 404
    assert owner.get("/", method="HEAD").status == 200
    assert owner.get("/~bulwark").status == 301
    assert owner._start.answer(Request("GET", "127.0.0.1", "/~nobody/")) is None
    assert owner._start.answer(Request("GET", "rebound.example", "/")) is None
    assert owner._start.answer(Request("POST", "rebound.example", "/kill", "", HERE)) is None


def test_a_site_below_the_start_page_keeps_its_readers_there(owner: Owner) -> None:
    """
    Its links lead on below /~site/.
    """
    page = owner.get("/~bulwark/")
    assert page.status == 200
    assert b'href="/~bulwark/theatre/"' in page.body
    assert b'href="/theatre/"' not in page.body


def test_a_site_out_of_force_is_listed_without_its_links(owner: Owner, room: Room) -> None:
    """
    The start page goes on when somebody takes a site's file away and applies.
    """
    owner.get("/")
    (room.folder / "sites" / "terrain.toml").unlink()
    for licence in (room.folder / "licences").glob("*.toml"):
        licence.write_text(licence.read_text().replace(', "terrain"', ""))
    room.clock.moment = START
    room.room.apply("owner")
    room.room.follow()
    words = shown(owner.get("/"))
    assert "terrain" in words
    assert "0 articles" in words
