"""The desk for everybody: in light and dark, at a desk and in a hand, by keyboard and by ear."""

from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.desk.web.conftest import Served

from dateline.verbs.take import take

Scheme = Literal["light", "dark"]
SCREENS = {"phone": (390, 844), "desk": (1280, 800)}
#: The keys that lead there from the list with its cursor on a story.
PLACES: dict[str, tuple[str, ...]] = {
    "list": (),
    "story": ("Enter",),
    "facts": ("Enter", "]"),
    "take": ("t", "1"),
    "publish": ("p", "1"),
    "kill": ("x",),
    "hold": ("h",),
    "palette": ("Control+k",),
    "choice": ("f",),
    "help": ("?",),
    "empty": ("4",),
}
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("screen", SCREENS)
def test_everybody_can_use_every_part(screen: str, scheme: Scheme, desk: Tab, served: Served) -> None:
    """
    No barrier that axe knows of, nothing to scroll sideways, the focus where one works.
    """
    width, height = SCREENS[screen]
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for place, keys in PLACES.items():
        desk.goto("about:blank")
        desk.goto(served.address)
        desk.get_by_role("row", name="Ferry runs again").wait_for()
        for key in ("j", *keys):
            desk.keyboard.press(key)
            if key in ("t", "p", "x", "h"):
                desk.get_by_role("dialog").wait_for()
        if place in ("take", "publish", "kill", "hold", "palette", "choice", "help"):
            expect(desk.locator("dialog[open] :focus")).to_have_count(1)
        if place == "story":
            desk.locator(".rulings").wait_for()
        scrolled, shown = desk.evaluate(WIDTHS)
        assert scrolled <= shown, place
        violations = Axe().run(desk).response["violations"]
        found[place] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_everybody_can_edit(screen: str, desk: Tab, served: Served) -> None:
    """
    In a hand too all that stands beside the text is there: below it, and what finds a backgrounder with it.
    """
    width, height = SCREENS[screen]
    desk.set_viewport_size({"width": width, "height": height})
    id = take(served.desk.live.rows()[0].id, by="ada", ledger=served.room.ledger).id
    desk.goto(f"{served.address}#/edit/{id}")
    expect(desk.locator(".state .who")).not_to_be_empty()
    expect(desk.get_by_label("Find a story to put below")).to_be_visible()
    scrolled, shown = desk.evaluate(WIDTHS)
    assert scrolled <= shown
    violations = Axe().run(desk).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_everybody_can_log_in(scheme: Scheme, tab: Tab, served: Served) -> None:
    """
    The door is as wide as the room.
    """
    tab.emulate_media(color_scheme=scheme)
    tab.route("**/login", lambda route: route.continue_(headers={**route.request.headers, "x-forwarded-for": "::2"}))
    tab.goto(served.address + "login")
    expect(tab.get_by_label("Name")).to_be_focused()
    assert Axe().run(tab).response["violations"] == []


def test_what_was_done_is_read_out(desk: Tab) -> None:
    """
    A verb's receipt comes into a live region, and the row under the cursor is told of by the grid.
    """
    desk.locator("#list").focus()
    desk.keyboard.press("j")
    here = desk.locator("#list").get_attribute("aria-activedescendant")
    assert here is not None
    expect(desk.locator(f"#{here}")).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("s")
    expect(desk.get_by_role("status").filter(has_text="spiked")).to_be_visible()
