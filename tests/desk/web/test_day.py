"""A duty editor's day, from the overnight intake to the handover sheet, by the keys of the desk in a real browser."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as Tab
from tests.app.running import soon
from tests.desk.web.conftest import Served, served_by

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.news.story import Article
from dateline.news.wire import Delivery
from dateline.setup.init import init
from dateline.sites.http import Request, Response

SIX = datetime(2020, 1, 16, 6, 0, tzinfo=UTC)
SITES = {"quay": "The Quay Post", "lock": "The Lock Herald", "moor": "The Moor Courier"}

#: Two agencies: one may be edited and used on all sites, the other stands to the letter, on two, for a fortnight.
NORTHLIGHT = """
name = "Northlight"
full_name = "Northlight Wire"
kind = "agency"
licence = "nlt"
"""
NORTHLIGHT_LICENCE = """
holder = "Northlight Wire"
ground = "licence"
terms = "Shown under a contract with Northlight Wire."
uses = ["display", "teaser", "feed", "index", "archive", "versions"]
edit = "free"
reference = "contract 7 of the test"
"""
SALTMARSH = """
name = "Saltmarsh"
full_name = "Saltmarsh News Agency"
kind = "agency"
licence = "smn"
"""
SALTMARSH_LICENCE = """
holder = "Saltmarsh News Agency"
ground = "licence"
terms = "Carried unaltered, for a fortnight."
uses = ["display", "teaser", "index", "archive"]
edit = "none"
sites = ["quay", "lock"]
days = 14
reference = "letter 9 of the test"
"""

CRACK = (
    "The harbour office closed lock nine on Thursday morning after divers found a crack in its lower gate.",
    "Forty barges wait above the lock, and the pilots expect no movement before Friday, Jan 16, 2020.",
    "Engineers measured the crack at two metres and said that it had grown since the inspection in autumn.",
    "The canal company will pay for the detour through the northern basin, a spokeswoman announced.",
)
NINETY = "Lock nine was built ninety years ago and has been repaired four times since the great flood."
OURS = "Our reporter counted fifty-one of them from the bridge."
BACKGROUND = "The lock joins the river to the northern basin. It has carried the town's coal since it was built."
CHOIR = ("The choir of the pilots won the prize of the northern towns on Wednesday evening.", "It sang for an hour.")
MARKET = ("The fish market of the lower quay opens an hour later from Monday on.", "The carters asked for it.")


class Day:
    """The newsroom of that day: what comes in, and what readers get."""

    def __init__(self, served: Served) -> None:
        self.served, self.room = served, served.room
        self._readers = served.room.readers()
        self._ids: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self._ids[name]

    def sent(self, name: str, source: str, headline: str, *paragraphs: str, version: int = 1, **more: str) -> str:
        """A source sends a version of a story; its id."""
        body = "".join(f"<p>{p}</p>" for p in paragraphs)
        item = {
            "uri": f"urn:{source}:{name}",
            "version": str(version),
            "versioncreated": f"{self.room.clock.now():%Y-%m-%dT%H:%M:%SZ}",
            "headline": headline,
            "body_html": body,
        }
        now = self.room.clock.now()
        delivery = Delivery(source, "folder", f"{name}-{version}.json", json.dumps(item | more).encode(), now)
        (result,) = self.room.ingest([delivery], "dateline")
        # What `dateline run` does as soon as something came in.
        self.room.follow()
        self._ids[name] = result.items[0].story
        return self._ids[name]

    def know(self, name: str, id: str) -> None:
        """A story that was begun at the desk."""
        self._ids[name] = id

    def later(self, **span: float) -> None:
        """Let time pass."""
        clock = self.room.clock
        assert isinstance(clock, SetClock)
        clock.moment += timedelta(**span)

    def deeds(self, name: str) -> list[str]:
        """What was decided about a story, and by whom."""
        return [f"{d.deed} {d.by}" for d in self.served.story(self[name]).decisions]

    def article(self, name: str) -> Article:
        """The article of a story, as the ledger has it."""
        found = self.room.ledger.article(self.served.story(self[name]).articles[0])
        assert found is not None
        return found

    def got(self, site: str, path: str) -> Response:
        """What a reader of a site gets."""
        answer = self._readers(Request("GET", f"{site}.localhost", path))
        assert answer is not None
        return answer

    def pages(self, name: str) -> dict[str, str]:
        """Site by site, the page of a story's article."""
        return {p.site: self.got(p.site, p.path).body.decode() for p in self.article(name).placements}

    def statuses(self, name: str) -> dict[str, int]:
        """Site by site, the status that readers of a story's article get."""
        return {p.site: self.got(p.site, p.path).status for p in self.article(name).placements}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom of three sites, two agencies and a desk of its own."""
    folder = tmp_path / "room"
    init(folder)
    model = (folder / "sites" / "example.toml").read_text()
    (folder / "sites" / "example.toml").unlink()
    for code, name in SITES.items():
        text = model.replace("The Example", name).replace("example.localhost", f"{code}.localhost")
        (folder / "sites" / f"{code}.toml").write_text(text)
    for code, source, licence in (("nlt", NORTHLIGHT, NORTHLIGHT_LICENCE), ("smn", SALTMARSH, SALTMARSH_LICENCE)):
        (folder / "sources" / f"{code}.toml").write_text(source)
        (folder / "licences" / f"{code}.toml").write_text(licence)
    own = folder / "licences" / "own-desk.toml"
    own.write_text(own.read_text().replace("template = true", "template = false"))
    with closing(Newsroom(folder, SetClock(SIX))) as room:
        room.apply("ada")
        room.follow()
        yield room


@pytest.fixture
def served(
    browser: Browser,  # noqa: ARG001 - nothing is served where nobody can look
    room: Newsroom,
) -> Iterator[Served]:
    """Its desk."""
    with served_by(room, room.ledger) as served:
        yield served


@pytest.fixture
def day(served: Served) -> Day:
    """The night before: four stories, two of which are nearly the same."""
    day = Day(served)
    day.sent("crack", "nlt", "Lock nine closed after crack is found", *CRACK)
    day.later(minutes=10)
    day.sent("copy", "smn", "Lock nine closed after crack is found by divers", *CRACK, NINETY)
    day.later(minutes=10)
    day.sent("choir", "smn", "Choir of the pilots wins prize", *CHOIR)
    day.later(minutes=10)
    day.sent("market", "nlt", "Fish market opens later", *MARKET)
    day.later(minutes=30)
    soon(lambda: len(served.desk.live.rows()) == 4, "four stories are not in the list")
    return day


@pytest.fixture
def desk(served: Served, day: Day, tab: Tab, complaints: list[str]) -> Iterator[Tab]:  # noqa: ARG001 - it came before
    """The desk, opened in the morning; nothing may be complained of."""
    tab.goto(served.address + "login")
    tab.get_by_role("row", name="Fish market").wait_for()
    yield tab
    # That a request was refused, or came to nothing, the browser notes by itself.
    assert [c for c in complaints if "Failed to load resource" not in c] == []


def test_the_day_of_a_duty_editor(desk: Tab, day: Day) -> None:
    """
    Ten steps, each of which is seen at the desk, stands in the ledger and shows on the sites.
    """
    overnight(desk, day)
    chosen(desk, day)
    edited(desk, day)
    rights(desk, day)
    backgrounded(desk, day)
    packaged(desk, day)
    published(desk, day)
    merged(desk, day)
    killed(desk, day)
    handed_over(desk, day)


def overnight(desk: Tab, day: Day) -> None:
    """1. What came in overnight: near-copies are one line, which opens; nobody has decided anything."""
    expect(desk.locator(".bar .count")).to_have_text("3 stories")
    row = on(desk, "Lock nine closed")
    expect(row.locator(".fold")).to_have_text("+1")
    expect(row.locator(".c-licence")).to_have_text("free")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".bar .count")).to_have_text("4 stories")
    expect(row.locator(".best")).to_have_text("first, freest")
    expect(line(desk, day["copy"]).locator(".best")).to_have_text("fullest")
    assert day.deeds("crack") == day.deeds("copy") == []


def chosen(desk: Tab, day: Day) -> None:
    """2. Chosen for three sites, with its value to the readers of each and why."""
    why = {"lock": (3, "their coal comes through it"), "moor": (1, "few of them ship"), "quay": (2, "the quay waits")}
    on(desk, "Lock nine closed after crack is found")
    desk.keyboard.press("t")
    expect(desk.get_by_role("dialog", name="Take")).to_be_visible()
    for digit, (value, reason) in enumerate(why.values(), 1):
        desk.keyboard.press(str(digit))
        if value != 2:
            desk.keyboard.press("ArrowRight" if value == 3 else "ArrowLeft")
        desk.keyboard.press("Tab")
        desk.keyboard.type(reason)
        # Back to where a digit is a key.
        desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("taken")
    expect(line(desk, day["crack"]).locator(".c-taken")).to_have_text("ada")
    expect(desk.locator(".inspector")).to_contain_text(
        "3 to The Lock Herald, 1 to The Moor Courier, 2 to The Quay Post"
    )
    assert day.deeds("crack") == ["take ada"]
    judged = [v.judgement for v in day.article("crack").verdicts]
    assert {j.site: (j.value, j.reason) for j in judged} == why


def edited(desk: Tab, day: Day) -> None:
    """3. House style accepted, a sentence of our own added, kept while one types, saved as a revision."""
    desk.keyboard.press("e")
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.press("Alt+ArrowDown")
    expect(desk.locator(".check.now")).to_have_text("Friday, Jan 16, 2020")
    desk.keyboard.press("Alt+Enter")
    desk.keyboard.press("Control+End")
    seen(desk)
    desk.keyboard.press("Enter")
    desk.keyboard.type(OURS)
    expect(desk.locator(".state .kept")).to_contain_text("Kept")
    expect(desk.locator(".ProseMirror > *").last).to_have_class("whose ours")
    assert len(day.article("crack").revisions) == 1
    desk.keyboard.press("Control+s")
    desk.keyboard.type("the day put right; a count of our own")
    desk.keyboard.press("Enter")
    expect(desk.locator(".state .kept")).to_contain_text("Saved as a revision")
    article = day.article("crack")
    assert article.revisions[-1].by == "ada"
    assert "before Thursday, Jan 16, 2020" in article.wording.blocks[1].text
    assert [(b.text, b.source) for b in article.wording.blocks[4:]] == [(OURS, None)]


def rights(desk: Tab, day: Day) -> None:
    """4. Before anything of it is used: which sites may have it, until when; and a refusal that says why."""
    home(desk)
    on(desk, "Choir of the pilots")
    desk.keyboard.press("Enter")
    table = desk.locator(".rulings table")
    refused = table.locator("tr.refused", has_text="display")
    expect(refused).to_contain_text("moor")
    allowed = table.locator("tr:not(.refused)", has_text="display")
    expect(allowed).to_contain_text("lock, quay")
    expect(allowed.locator("time")).to_have_attribute("title", re.compile("30 Jan 2020"))
    dialog = publishing(desk, "p", "123")
    expect(dialog.locator(".ruled").nth(1)).to_contain_text("refused")
    desk.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("moor")
    assert day.deeds("choir") == []
    # Nothing that was chosen is lost: without that site it goes out.
    desk.keyboard.press("2")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("published on 2 sites")
    assert day.statuses("choir") == {"lock": 200, "quay": 200}


def backgrounded(desk: Tab, day: Day) -> None:
    """5. A backgrounder of our own, from a blank page."""
    desk.keyboard.press("W")
    expect(desk.get_by_label("Headline", exact=True)).to_be_focused()
    desk.keyboard.type("What lock nine is for")
    # Standfirst, byline, slug, the bar of tools; then the body.
    for _ in range(5):
        desk.keyboard.press("Tab")
    desk.keyboard.type(BACKGROUND)
    desk.keyboard.press("Control+s")
    expect(desk.locator(".state .who")).to_contain_text("Nobody else is here")
    expect(desk.locator(".side .tellers")).to_contain_text("Our own desk")
    # What is open is in hand, and no longer the story that the list's cursor is on.
    desk.keyboard.press("Alt+x")
    expect(desk.get_by_role("dialog", name="Kill").locator(".what")).to_have_text("What lock nine is for")
    desk.keyboard.press("Escape")
    article = day.room.ledger.article(desk.url.rpartition("/")[2])
    assert article is not None
    day.know("background", article.stories[0])
    assert day.served.story(day["background"]).source == "own-desk"
    assert article.wording.blocks[0].text == BACKGROUND


def packaged(desk: Tab, day: Day) -> None:
    """6. The package: the backgrounder below the story, and a related one."""
    home(desk)
    on(desk, "Lock nine closed after crack is found")
    desk.keyboard.press("e")
    below = desk.get_by_role("region", name="Package")
    for role, words, name in (("backgrounder", "What lock nine", "background"), ("related", "Choir", "choir")):
        below.get_by_label("As what").select_option(role)
        below.get_by_label("Find a story to put below").fill(words)
        below.locator(".found button").first.press("Enter")
        expect(below.locator("li", has_text=role)).to_contain_text(words)
        assert (role, day[name]) in [(p.role, p.story) for p in day.article("crack").parts]


def published(desk: Tab, day: Day) -> None:
    """7. Out on three sites at once, with what each of them may have."""
    desk.locator(".ProseMirror").focus()
    dialog = publishing(desk, "Alt+u", "123")
    expect(dialog.locator(".ruled").first).to_contain_text("allowed")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text(re.compile(r"published on 3 sites, \d+ outputs, \d+ ms"))
    assert set(day.pages("crack")) == set(SITES)
    for site, page in day.pages("crack").items():
        assert OURS in page
        assert "before Thursday, Jan 16" in page
        assert "joins the river" in page
        assert ("Choir of the pilots" in page) == (site != "moor")


def merged(desk: Tab, day: Day) -> None:
    """8. The wire goes on: what it changed is taken in, and where both changed the same words an editor chooses."""
    day.later(hours=1)
    second = CRACK[1].replace("Forty", "Sixty").replace("Friday, Jan 16", "Sunday, Jan 19")
    day.sent("crack", "nlt", "Lock nine closed after crack is found", CRACK[0], second, *CRACK[2:], version=2)
    desk.get_by_role("button", name="Look, and take it in").press("Enter")
    expect(desk.locator(".clash")).to_have_count(1)
    assert all("Forty" in page for page in day.pages("crack").values())
    desk.locator(".clash .theirs input").press("Space")
    desk.get_by_role("button", name="Take it in", exact=True).press("Enter")
    expect(desk.locator(".merge")).to_have_count(0)
    expect(desk.locator(".ProseMirror > *").nth(1)).to_have_text(second)
    assert day.article("crack").revisions[-1].by == "ada"
    for page in day.pages("crack").values():
        assert "Sixty barges" in page
        assert OURS in page


def killed(desk: Tab, day: Day) -> None:
    """9. A source kills: gone from all sites before anybody was asked. Another story is killed by hand, in two keys."""
    home(desk)
    on(desk, "Fish market")
    publishing(desk, "p", "123")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("published on 3 sites")
    day.later(minutes=5)
    again = ("choir", "smn", "Choir of the pilots wins prize", "Do not use.")
    day.sent(*again, version=2, pubstatus="canceled", ednote="It never sang.")
    assert day.statuses("choir") == {"lock": 410, "quay": 410}
    assert all("Choir of the pilots" not in page for page in day.pages("crack").values())
    alarm = desk.get_by_role("alert").filter(has_text="Killed")
    expect(alarm).to_have_text("Killed: Choir of the pilots wins prize (SMN). Gone from The Lock Herald, The Quay Post")
    expect(line(desk, day["choir"])).to_have_class(re.compile("is-killed"))
    desk.keyboard.press("Control+k")
    desk.keyboard.type("corrections log")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("row", name="Choir of the pilots")).to_contain_text("It never sang.")
    desk.keyboard.press("Escape")
    on(desk, "Fish market")
    desk.keyboard.press("x")
    expect(desk.locator("dialog p.grave")).to_have_text(
        re.compile(r"Kill removes its words from \d+ outputs on 3 sites\.")
    )
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text(re.compile(r"killed on 3 sites, \d+ outputs, \d+ ms"))
    assert day.deeds("market")[-1] == "kill ada"
    assert day.statuses("market") == {"lock": 410, "moor": 410, "quay": 410}
    assert all("market" not in page for page in day.pages("market").values())


def handed_over(desk: Tab, day: Day) -> None:
    """10. The sheet for whoever comes next: what came, what was chosen and why, what went out, what was taken back."""
    desk.keyboard.press("H")
    sheet = desk.get_by_role("article", name="Handover")
    expect(sheet).to_contain_text("Thursday, 16 January 2020")
    expect(part(sheet, "Chosen")).to_contain_text("their coal comes through it")
    expect(part(sheet, "Out")).to_contain_text("Lock nine closed after crack is found")
    back = part(sheet, "Corrected and taken back")
    expect(back.locator("li", has_text="Choir of the pilots")).to_contain_text("smn: killed. It never sang.")
    expect(back.locator("li", has_text="Fish market")).to_contain_text("ada")
    # The day stands in the ledger, link by link.
    assert list(day.room.ledger.check()) == []


def part(sheet: Locator, title: str) -> Locator:
    """A part of the handover sheet."""
    return sheet.locator("section", has=sheet.page.get_by_role("heading", name=title))


def line(desk: Tab, id: str) -> Locator:
    """A story's line in the list."""
    return desk.locator(f"#row-{id}")


def publishing(desk: Tab, key: str, digits: str) -> Locator:
    """The dialog that a key opens, with sites chosen by digits."""
    desk.keyboard.press(key)
    dialog = desk.get_by_role("dialog", name="Publish")
    dialog.wait_for()
    for digit in digits:
        desk.keyboard.press(digit)
    return dialog


def seen(desk: Tab) -> None:
    """Until the browser has said where the cursor is: no hand is quicker than that."""
    desk.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def home(desk: Tab) -> None:
    """Out of the text, and out of the editor."""
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")


def on(desk: Tab, headline: str) -> Locator:
    """Put the cursor on a story by keys; its line."""
    expect(desk.locator("#list")).to_be_visible()
    desk.keyboard.press("g")
    row = desk.get_by_role("row", name=headline).first
    for _ in range(6):
        if row.get_attribute("aria-selected") == "true":
            return row
        desk.keyboard.press("j")
    raise AssertionError(f"no cursor reaches {headline}")
