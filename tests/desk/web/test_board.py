"""The board and the logs in a browser: by keyboard alone, live, and open to everybody."""

import re
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.app.running import soon
from tests.desk.web.conftest import Served

from dateline.news.facts import Judgement
from dateline.verbs.judge import judge
from dateline.verbs.note import note
from dateline.verbs.plan import Planning, plan
from dateline.verbs.take import take

Scheme = Literal["light", "dark"]
PAGES = ("board", "handover", "sources", "expiring", "corrections", "audit")
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def _worked(served: Served) -> str:
    """One story in work, with a note and a value, and one piece planned; the article's id."""
    ledger = served.room.ledger
    story = next(r.id for r in served.desk.live.rows() if r.headline == "Bridge closed for a week")
    article = take(story, by="ada", ledger=ledger).id
    note(article, "Ask the engineer.", by="ada", ledger=ledger)
    judge(article, (Judgement("example", 3, "they cross it daily"),), by="ada", ledger=ledger)
    plan(Planning(slug="ferry times", what="Until the bridge opens"), by="ada", ledger=ledger)
    return article


def _open(desk: Tab, page: str) -> None:
    desk.evaluate("page => { location.hash = `#/${page}` }", page)
    expect(desk.locator(".page h2")).to_be_visible()


def _stage(served: Served, article: str) -> str:
    found = served.room.ledger.article(article)
    return found.decisions[-1].deed if found else ""


def test_the_board_is_worked_by_keys_alone(desk: Tab, served: Served) -> None:
    """
    A key opens it, arrows go from card to card, and a letter does what a mouse would.
    """
    article = _worked(served)
    desk.keyboard.press("b")
    expect(desk.locator(".card:focus")).to_contain_text("ferry times")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".card:focus")).to_contain_text("Bridge closed")
    expect(desk.locator(".card:focus")).to_contain_text("Ada Ferry: Ask the engineer.")
    desk.keyboard.press("y")
    expect(desk.locator(".stage", has_text="ready").locator(".card:focus")).to_contain_text("Bridge closed")
    assert _stage(served, article) == "ready"
    desk.keyboard.press("n")
    desk.get_by_role("dialog", name="Note").get_by_role("textbox").fill("He called back.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".card:focus")).to_contain_text("He called back. (and 1 before)")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("#/story/"))


def test_a_plan_is_made_changed_tied_and_dropped_by_keys(desk: Tab, served: Served) -> None:
    """
    From the first thought to the article that came of it; and a thought is given up as easily.
    """
    article = _worked(served)
    _open(desk, "board")
    desk.keyboard.press("+")
    desk.get_by_label("Working name").fill("lamp prices")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card:focus")).to_contain_text("lamp prices")
    desk.keyboard.press("Enter")
    desk.get_by_label("What it will be").fill("What the pier pays")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".card:focus")).to_contain_text("What the pier pays")
    desk.keyboard.press("d")
    desk.keyboard.press("Enter")
    expect(desk.locator(".card", has_text="lamp prices")).to_have_count(0)
    expect(desk.locator(".card:focus")).to_contain_text("ferry times")
    desk.keyboard.press("l")
    desk.get_by_role("dialog", name="Tie").get_by_role("button", name="Tie").press("Enter")
    expect(desk.locator(".card:focus")).to_contain_text("ferry times")
    expect(desk.locator(".card")).to_have_count(1)
    soon(lambda: served.room.ledger.agenda().plans == (), "the plan is still open")
    assert _stage(served, article) == "plan"


def test_what_makes_no_sense_on_a_card_says_why(desk: Tab, served: Served) -> None:
    """
    A plan is not ready, an article is not dropped: each key says what would help.
    """
    _worked(served)
    _open(desk, "board")
    desk.locator(".card:focus").wait_for()
    desk.keyboard.press("y")
    expect(desk.locator(".told")).to_contain_text("no article of it yet")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("d")
    expect(desk.locator(".told")).to_contain_text("spiked or withdrawn")


def test_the_board_follows_the_ledger_and_moves_nothing_under_the_hand(desk: Tab, served: Served) -> None:
    """
    What others do appears by itself; while one is at a card it waits behind a word.
    """
    _open(desk, "board")
    expect(desk.locator(".stage .empty")).to_have_count(4)
    _worked(served)
    expect(desk.locator(".card")).to_have_count(2)
    desk.locator(".card").first.focus()
    plan(Planning(slug="pier lamps"), by="ada", ledger=served.room.ledger)
    expect(desk.get_by_role("button", name="Changed: show")).to_be_visible()
    expect(desk.locator(".card")).to_have_count(2)
    desk.keyboard.press(".")
    expect(desk.locator(".card")).to_have_count(3)


def test_a_card_is_dragged_where_it_means_something(desk: Tab, served: Served) -> None:
    """
    Onto ready it is ready; a plan onto an article asks whether that is what came of it.
    """
    article = _worked(served)
    _open(desk, "board")
    card, column = desk.locator(".card", has_text="Bridge closed"), desk.locator(".stage", has_text="ready")
    card.drag_to(column)
    expect(column.locator(".card")).to_contain_text("Bridge closed")
    assert _stage(served, article) == "ready"
    desk.locator(".card", has_text="ferry times").drag_to(desk.locator(".card", has_text="Bridge closed"))
    expect(desk.get_by_role("dialog", name="Tie")).to_be_visible()


def test_a_log_is_sorted_and_leads_to_its_story(desk: Tab, served: Served) -> None:
    """
    A click on a column's head, arrows from row to row, and Enter on one.
    """
    _worked(served)
    _open(desk, "audit")
    expect(desk.locator("tbody tr").first).to_contain_text("ferry times")
    desk.get_by_role("button", name="Entry").press("Enter")
    expect(desk.locator("th[aria-sort=ascending]")).to_have_text("Entry")
    links = desk.locator("tbody a")
    links.first.focus()
    desk.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("#/story/by-hand-"))


def test_the_audit_is_narrowed(desk: Tab, served: Served) -> None:
    """
    To one verb; and where nothing is found the page says what to do.
    """
    _worked(served)
    _open(desk, "audit")
    desk.get_by_label("Verb", exact=True).select_option("note")
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(desk.locator("tbody tr")).to_contain_text("Ask the engineer.")
    desk.get_by_label("Verb", exact=True).select_option("kill")
    expect(desk.locator(".page .empty")).to_contain_text("Choose less")


def test_the_sheet_fits_on_paper(desk: Tab, served: Served) -> None:
    """
    Black on white, without the desk around it, on two pages at most.
    """
    _worked(served)
    _open(desk, "handover")
    expect(desk.locator(".handover")).to_contain_text("example 3: they cross it daily")
    desk.emulate_media(media="print", color_scheme="dark")
    expect(desk.locator("#desk > header")).to_be_hidden()
    expect(desk.get_by_role("button", name="Print")).to_be_hidden()
    assert desk.pdf(format="A4").count(b"/Type /Page\n") <= 2


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_board_and_the_logs(width: int, scheme: Scheme, desk: Tab, served: Served) -> None:
    """
    No barrier that axe knows of, nothing to scroll sideways.
    """
    _worked(served)
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for page in PAGES:
        _open(desk, page)
        expect(desk.locator(".page :is(.card, table, .parts, .empty)").first).to_be_visible()
        scrolled, shown = desk.evaluate(WIDTHS)
        assert scrolled <= shown, page
        violations = Axe().run(desk).response["violations"]
        found[page] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_what_is_planned_is_written_from_its_card(desk: Tab, served: Served) -> None:
    """
    w opens a blank page for the plan; the article that is begun there is the plan's, and stands on the board as that.
    """
    _worked(served)
    desk.keyboard.press("b")
    expect(desk.locator(".card:focus")).to_contain_text("ferry times")
    desk.keyboard.press("w")
    expect(desk.get_by_text("For the plan ferry times: Until the bridge opens.")).to_be_visible()
    expect(desk.get_by_label("Slug")).to_have_value("ferry times")
    desk.get_by_role("textbox", name="Headline").fill("When the ferry goes")
    desk.locator(".ProseMirror").fill("The ferry goes at every full hour until the bridge opens.")
    desk.keyboard.press("Control+s")
    expect(desk).to_have_url(re.compile("#/edit/art-"))
    assert served.room.ledger.agenda().plans == ()
