"""The front-page editor: places by keyboard and by hand, looked at before they are put, undone afterwards."""

import re
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.app.running import soon
from tests.desk.web.conftest import Served

from dateline.news.facts import Pin
from dateline.verbs.pin import pin
from dateline.verbs.publish import publish

Scheme = Literal["light", "dark"]
SCREENS = {"phone": (390, 844), "desk": (1280, 800)}
COLLECTION = '\n[[collections]]\nslug = "harbour"\ntitle = "The harbour"\n'
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
def front(desk: Tab, served: Served) -> Tab:
    """The front of the first site, on which three stories stand."""
    file = served.room.folder / "sites" / "example.toml"
    file.write_text(file.read_text() + COLLECTION)
    served.room.apply("ada")
    for row in sorted(served.desk.live.rows(), key=lambda row: row.headline):
        publish(row.id, sites=("example",), by="ada", ledger=served.room.ledger)
    served.room.follow()
    # The collection is new: who was there before reads anew what sites there are.
    desk.goto("about:blank")
    desk.goto(served.address + "#/fronts/example")
    expect(desk.locator(".places .slot")).to_have_count(3)
    return desk


def _heads(front: Tab) -> list[str]:
    return front.locator(".places .headline").all_inner_texts()


def _pins(served: Served, headline: str) -> tuple[Pin, ...]:
    row = next(r for r in served.desk.live.rows() if r.headline == headline)
    article = served.room.ledger.article(row.article)
    return article.pins if article else ()


def _previewed(front: Tab) -> list[str]:
    """The stories that the preview's page leads to, in their order."""
    frame = front.frame_locator("iframe")
    frame.locator("main h2").first.wait_for()
    found = frame.locator("main :is(h2, h3)").all_inner_texts()
    return [words for words in found if words in _heads(front)]


def test_a_digit_gives_a_place_and_nothing_is_done_until_it_is_put(front: Tab, served: Served) -> None:
    """
    The preview shows it first; readers have it once it was put, and u brings back what was.
    """
    before = _heads(front)
    last = before[-1]
    for _ in range(3):
        front.keyboard.press("j")
    front.keyboard.press("1")
    expect(front.locator(".places .headline").first).to_have_text(last)
    expect(front.locator(".front .count")).to_have_text("1 change not put yet")
    soon(lambda: _previewed(front)[:1] == [last], "the preview does not show it first")
    assert _pins(served, last) == ()
    front.keyboard.press("Control+Enter")
    expect(front.locator(".told")).to_contain_text("On the front: 1 change")
    expect(front.locator(".front .count")).to_have_text("as readers have it")
    assert _pins(served, last) == (Pin("example", 1),)
    front.keyboard.press("u")
    expect(front.locator(".told")).to_contain_text("Undone: the front is as it was")
    soon(lambda: _pins(served, last) == (), "it is pinned still")
    soon(lambda: _heads(front) == before, "the order is not what it was")


def test_alt_and_arrows_move_and_two_pins_never_share_a_place(front: Tab, served: Served) -> None:
    """
    What stood there moves on by one; each step is undone by itself before anything is put.
    """
    one, two, _ = _heads(front)
    front.keyboard.press("j")
    front.keyboard.press("p")
    front.keyboard.press("j")
    front.keyboard.press("Alt+ArrowUp")
    expect(front.locator(".front .count")).to_have_text("2 changes not put yet")
    soon(lambda: _heads(front)[:2] == [two, one], "they did not change places")
    front.keyboard.press("Control+Enter")
    expect(front.locator(".told")).to_contain_text("On the front: 2 changes")
    assert (_pins(served, two), _pins(served, one)) == ((Pin("example", 1),), (Pin("example", 2),))
    expect(front.locator(".places .slot").nth(1)).to_be_visible()
    front.keyboard.press("Alt+ArrowDown")
    expect(front.locator(".front .count")).to_contain_text("not put yet")
    front.keyboard.press("u")
    expect(front.locator(".front .count")).to_have_text("as readers have it")


def test_a_pin_has_an_end_and_a_reason(front: Tab, served: Served) -> None:
    """
    By the site's own clock; a colleague reads both in the history.
    """
    (first, *_) = _heads(front)
    front.keyboard.press("j")
    front.keyboard.press("t")
    front.get_by_label(re.compile("Until, by")).fill("2020-01-16T18:00")
    front.get_by_label("Why").fill("until the tide turns")
    front.keyboard.press("Enter")
    expect(front.locator(".places .state").first).to_contain_text("pinned, ends")
    front.keyboard.press("Control+Enter")
    expect(front.locator(".told")).to_contain_text("On the front")
    (pinned,) = _pins(served, first)
    assert pinned.until is not None
    front.keyboard.press("h")
    expect(front.locator(".history li").first).to_contain_text(f"ada pinned {first} at place 1 until")
    expect(front.locator(".history li").first).to_contain_text("until the tide turns")


def test_a_collection_is_filled_and_put_in_order(front: Tab, served: Served) -> None:
    """
    c puts the chosen story into it; within it Alt and the arrows order.
    """
    for _ in range(2):
        front.keyboard.press("j")
        front.keyboard.press("c")
        # The order that follows is the site's.
        with front.expect_response("**/preview"):
            front.keyboard.press("Enter")
        front.keyboard.press("Escape")
    shelf = front.get_by_role("list", name="The harbour").locator(".headline")
    expect(shelf).to_have_count(2)
    first, second = shelf.all_inner_texts()
    front.get_by_role("list", name="The harbour").get_by_role("button").nth(1).focus()
    front.keyboard.press("Alt+ArrowUp")
    soon(lambda: shelf.all_inner_texts() == [second, first], "the order is the old one")
    front.keyboard.press("Control+Enter")
    expect(front.locator(".told")).to_contain_text("On the front")
    row = next(r for r in served.desk.live.rows() if r.headline == second)
    article = served.room.ledger.article(row.article)
    assert article is not None
    assert [(m.collection, m.place) for m in article.gathered] == [("harbour", 1)]


def test_a_key_right_after_a_dialog_has_closed_is_not_lost(front: Tab) -> None:
    """
    The browser leaves the focus in it for a moment; who types fast is quicker than that.
    """
    first, second, _ = _heads(front)
    front.keyboard.press("j")
    front.keyboard.press("c")
    front.evaluate("""() => {
      const dialog = document.querySelector("dialog");
      dialog.close();
      dialog.querySelector("input").dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    }""")
    assert first != second
    expect(front.locator(".slot:focus .headline")).to_have_text(second)


def test_what_is_dragged_gets_the_place_it_is_dropped_on(front: Tab) -> None:
    """
    As by its digit.
    """
    last = _heads(front)[-1]
    front.locator(".places li").nth(2).drag_to(front.locator(".places li").nth(0))
    expect(front.locator(".places .headline").first).to_have_text(last)
    expect(front.locator(".front .count")).to_have_text("1 change not put yet")


def test_what_is_not_put_is_kept_for_who_comes_back(front: Tab, served: Served) -> None:
    """
    One looks something up in the intake, and goes on.
    """
    front.keyboard.press("j")
    front.keyboard.press("3")
    expect(front.locator(".front .count")).to_have_text("1 change not put yet")
    front.keyboard.press("Escape")
    front.get_by_role("row", name="Ferry runs again").wait_for()
    front.goto(served.address + "#/fronts/example")
    expect(front.locator(".front .count")).to_have_text("1 change not put yet")


def test_a_front_that_a_colleague_changed_says_so_and_does_not_move(front: Tab, served: Served) -> None:
    """
    Nothing moves under anybody's hand; n shows it.
    """
    before = _heads(front)
    row = next(r for r in served.desk.live.rows() if r.headline == before[-1])
    pin(row.id, site="example", place=1, by="ben", ledger=served.room.ledger)
    served.room.follow()
    expect(front.get_by_role("button", name="The front has changed")).to_be_visible()
    assert _heads(front) == before
    front.keyboard.press("n")
    expect(front.locator(".places .headline").first).to_have_text(before[-1])


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("screen", SCREENS)
def test_everybody_can_make_up_a_front(screen: str, scheme: Scheme, front: Tab) -> None:
    """
    No barrier that axe knows of, nothing to scroll sideways; in a hand the preview takes the place of the list.
    """
    width, height = SCREENS[screen]
    front.set_viewport_size({"width": width, "height": height})
    front.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    front.keyboard.press("j")
    front.keyboard.press("2")
    expect(front.locator(".front .count")).to_contain_text("not put yet")
    for key in ("", "v", "h"):
        if key:
            front.keyboard.press(key)
        scrolled, shown = front.evaluate(WIDTHS)
        assert scrolled <= shown, key
        # The page in the preview is the site's, and looked at by the tests of the sites.
        violations = Axe().run(front, options={"iframes": False}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == [], key
