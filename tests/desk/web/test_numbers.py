"""The numbers in a browser: drawn, named where they are drawn, and the same in words and as a table."""

import re
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.desk.web.conftest import Served

from dateline.news.facts import Judgement
from dateline.verbs.take import take

Scheme = Literal["light", "dark"]
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
#: Whether anything was drawn.
INKED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}"""


def _open(desk: Tab, served: Served) -> None:
    story = next(r.id for r in served.desk.live.rows() if r.headline == "Bridge closed for a week")
    judged = (Judgement("example", 3, "they cross it daily"), Judgement("second", 1, "for the record"))
    take(story, by="ada", ledger=served.room.ledger, judgements=judged)
    desk.keyboard.press("N")
    expect(desk.get_by_role("heading", name="What each site values")).to_be_visible()


def test_the_numbers_are_drawn_and_told(desk: Tab, served: Served) -> None:
    """
    A sentence says what a drawing shows; the table below it has each number.
    """
    _open(desk, served)
    chosen = desk.get_by_role("region", name="Came in, taken, spiked, published, by day", exact=True)
    expect(chosen.get_by_role("img")).to_have_attribute("aria-label", re.compile("Of 3 that came in, 1 were taken"))
    assert chosen.locator("canvas").evaluate(INKED)
    chosen.get_by_text("The same as a table").click()
    expect(chosen.locator("tbody tr").last).to_have_text("all3100")
    expect(chosen.locator("tbody tr")).to_have_count(8)


def test_more_days_are_one_choice_away(desk: Tab, served: Served) -> None:
    """
    The drawings are made anew, and not beside the old ones.
    """
    _open(desk, served)
    before = desk.locator("canvas").count()
    chosen = desk.get_by_role("region", name="Came in, taken, spiked, published, by day", exact=True)
    chosen.get_by_text("The same as a table").click()
    desk.get_by_label("Of the last").select_option("14")
    expect(chosen.locator("details[open]")).to_have_count(0)
    chosen.get_by_text("The same as a table").click()
    expect(chosen.locator("tbody tr")).to_have_count(15)
    assert desk.locator("canvas").count() == before


def test_what_is_not_there_says_what_to_do(desk: Tab, served: Served) -> None:
    """
    An empty drawing is a sentence.
    """
    _open(desk, served)
    expect(desk.get_by_role("region", name="From wire to page, by day", exact=True)).to_contain_text(
        "Nothing from a wire"
    )
    assert desk.get_by_role("region", name="From wire to page, by day", exact=True).locator("canvas").count() == 0


def test_each_site_shows_what_it_values_and_why(desk: Tab, served: Served) -> None:
    """
    Judgements come back as a picture, with the words that were given for them.
    """
    _open(desk, served)
    site = desk.get_by_role("region", name="The Example")
    expect(site).to_contain_text("1 must not be missed")
    site.get_by_text("Why").click()
    expect(site).to_contain_text("they cross it daily")


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_numbers(width: int, scheme: Scheme, desk: Tab, served: Served) -> None:
    """
    No barrier that axe knows of, nothing to scroll sideways, with the tables open.
    """
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _open(desk, served)
    for summary in desk.locator(".numbers summary").all():
        summary.click()
    scrolled, shown = desk.evaluate(WIDTHS)
    assert scrolled <= shown
    violations = Axe().run(desk).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
