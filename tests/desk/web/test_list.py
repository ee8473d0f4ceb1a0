"""The list: thousands of rows, live, and nothing that moves under the pointer."""

import json
import re

from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect
from tests.app.running import soon
from tests.desk.sent import NOON
from tests.desk.web.conftest import Crowd, Served, served_by

from dateline.app import Newsroom
from dateline.news.wire import Delivery


def test_ten_thousand_rows_are_a_few_elements(room: Newsroom, tab: Tab) -> None:
    """
    Only what is in sight is drawn, wherever one is; and the last one is one key away.
    """
    (came,) = room.ingest([_item()], "dateline")
    with served_by(room, Crowd(room.ledger, came.items[0].story, 10_000)) as served:
        tab.goto(served.address + "login")
        expect(tab.locator(".count")).to_have_text("10,000 stories")
        rows = tab.locator(".rows [role=row]")
        assert rows.count() < 60
        tab.keyboard.press("G")
        expect(tab.locator("#list")).to_have_attribute("aria-activedescendant", "row-by-hand-00010000")
        expect(tab.locator("#row-by-hand-00010000")).to_be_in_viewport()
        assert rows.count() < 60
        assert tab.locator("#list").get_attribute("aria-rowcount") == "10001"
        # Who still listens would keep the server from ending.
        tab.close()


def _item() -> Delivery:
    body = {"role": "main", "contentType": "text/html", "value": "<p>The ferry runs.</p>"}
    item = {"uri": "crowd", "headlines": [{"role": "main", "value": "Ferry runs again"}], "bodies": [body]}
    return Delivery("by-hand", "folder", "crowd.json", json.dumps(item).encode(), NOON)


def test_what_comes_in_appears_by_itself(desk: Tab, served: Served) -> None:
    """
    Nobody reloads the intake: a story is there a moment after its entry.
    """
    id = served.sent("item-4", "Harbour master resigns", "He has resigned.")
    expect(desk.locator(f"#row-{id}")).to_contain_text("Harbour master resigns")
    expect(desk.locator(".count")).to_have_text("4 stories")


def test_nothing_moves_under_the_pointer(desk: Tab, served: Served) -> None:
    """
    What comes in while somebody aims waits behind a number, and a key lets it in.
    """
    desk.get_by_role("row", name="Bridge closed").hover()
    before = _headlines(desk)
    id = served.sent("item-4", "Harbour master resigns", "He has resigned.")
    expect(desk.get_by_role("button", name="1 new")).to_be_visible()
    assert _headlines(desk) == before
    desk.keyboard.press("n")
    expect(desk.locator(f"#row-{id}")).to_be_visible()
    expect(desk.locator(".new")).to_be_hidden()


def test_nothing_moves_under_the_cursor(desk: Tab, served: Served) -> None:
    """
    Who works down the list by keys has the same peace.
    """
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    before = _headlines(desk)
    served.sent("item-4", "Harbour master resigns", "He has resigned.")
    expect(desk.get_by_role("button", name="1 new")).to_be_visible()
    assert _headlines(desk) == before
    desk.keyboard.press("g")
    assert len(_headlines(desk)) == 4


def _headlines(desk: Tab) -> list[str]:
    return desk.locator(".rows .c-headline").all_inner_texts()


def test_near_copies_fold_under_the_first(desk: Tab) -> None:
    """
    One happening is one row, with the number of its copies; a key shows them, another folds them.
    """

    def grouped(route: Route) -> None:
        page = route.fetch().json()
        first = min(row["id"] for row in page["rows"])
        route.fulfill(json={**page, "rows": [{**row, "group": first} for row in page["rows"]]})

    desk.route(re.compile(r"/api/v1/intake\?"), grouped)
    desk.reload()
    expect(desk.locator(".count")).to_have_text("1 story")
    expect(desk.locator(".fold")).to_have_text("+2")
    desk.keyboard.press("j")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator(".count")).to_have_text("3 stories")
    expect(desk.locator(".rows [aria-expanded=true]")).to_have_count(1)
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator(".count")).to_have_text("1 story")


def test_words_narrow_the_list_as_they_are_typed(desk: Tab) -> None:
    """
    A slash, three letters, and only headlines that have them are left; Esc brings all back.
    """
    desk.keyboard.press("/")
    desk.keyboard.type("pier")
    expect(desk.locator(".count")).to_have_text("1 story")
    assert _headlines(desk) == ["Lamps on the pier"]
    desk.keyboard.press("Escape")
    expect(desk.locator(".count")).to_have_text("3 stories")


def test_enter_searches_everything(desk: Tab) -> None:
    """
    Enter asks the program itself, and says so; an empty answer says what to do next.
    """
    desk.keyboard.press("/")
    desk.keyboard.type("bridge")
    desk.keyboard.press("Enter")
    expect(desk.locator(".count")).to_have_text("1 found")
    desk.keyboard.press("/")
    desk.keyboard.type("zebra")
    desk.keyboard.press("Enter")
    expect(desk.locator(".list-pane > .empty")).to_contain_text("No story has these words")
    desk.keyboard.press("Escape")
    expect(desk.locator(".count")).to_have_text("3 stories")


def test_a_view_is_saved_under_the_next_digit(desk: Tab) -> None:
    """
    What the list shows gets a name and a key, and is there tomorrow.
    """
    desk.keyboard.press("/")
    desk.keyboard.type("pier")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("V")
    desk.get_by_label("Name").fill("The pier")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("Saved as the view The pier")
    desk.reload()
    expect(desk.get_by_role("button", name="The pier")).to_be_visible()
    expect(desk.locator(".count")).to_have_text("3 stories")
    desk.keyboard.press("5")
    expect(desk.locator(".count")).to_have_text("1 story")
    desk.keyboard.press("0")
    expect(desk.locator(".count")).to_have_text("3 stories")


def test_what_is_chosen_stands_on_its_chip(desk: Tab) -> None:
    """
    Sources, statuses, topics and sites are chosen by their letters, several at once.
    """
    desk.keyboard.press("f")
    desk.keyboard.type("spiked")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Status: spiked")).to_be_visible()
    expect(desk.locator(".list-pane > .empty")).to_contain_text("No story is as chosen")
    desk.keyboard.press("0")
    expect(desk.locator(".count")).to_have_text("3 stories")


def test_a_line_that_was_cut_is_taken_up_again(desk: Tab, served: Served) -> None:
    """
    Who was away gets what they missed, and is told meanwhile that nothing comes in.
    """
    lines = list[str]()

    def cut(route: Route) -> None:
        lines.append(route.request.url)
        route.abort() if len(lines) == 1 else route.continue_()

    desk.route("**/intake/events?*", cut)
    desk.reload()
    expect(desk.locator(".line")).to_contain_text("No line to the program")
    id = served.sent("item-4", "Harbour master resigns", "He has resigned.")
    expect(desk.locator(f"#row-{id}")).to_have_count(1)
    expect(desk.locator(".line")).to_have_text("live")
    assert len(lines) == 2


def test_the_list_is_read_anew_when_the_program_asks(desk: Tab, served: Served) -> None:
    """
    Who was away too long is told to begin again, and does.
    """
    asked, listed = list[str](), list[str]()

    def first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        served.sent("item-4", "Harbour master resigns", "He has resigned.")
        soon(lambda: len(served.desk.live.rows()) == 4, "it is not in the list")
        return route.fulfill(content_type="text/event-stream", body="id: 9\nevent: anew\ndata: {}\n\n")

    desk.on("request", lambda request: listed.append(request.url) if "/intake?" in request.url else None)
    desk.route("**/intake/events?*", first)
    desk.reload()
    expect(desk.locator(".count")).to_have_text("4 stories")
    assert len(listed) == 2
