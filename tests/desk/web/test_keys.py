"""The keys: everything a button does, what it comes to said before and after, and the way back."""

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.app.running import soon
from tests.desk.web.conftest import Served

from dateline.news.facts import Judgement


def _cursor_on(desk: Tab, headline: str) -> str:
    """Put the cursor on a story; its id."""
    row = desk.get_by_role("row", name=headline)
    for _ in range(3):
        desk.keyboard.press("j")
        if row.get_attribute("aria-selected") == "true":
            return str(row.get_attribute("data-id"))
    raise AssertionError(f"no cursor reaches {headline}")


def _status(served: Served, id: str) -> str:
    row = served.desk.live.row(id)
    return row.status if row else "gone"


def test_two_keys_kill(desk: Tab, served: Served) -> None:
    """
    The first says what it comes to, the second does it; nothing is asked a third time.
    """
    id = _cursor_on(desk, "Bridge closed")
    desk.keyboard.press("x")
    expect(desk.locator("dialog p.grave")).to_have_text(
        "Kill takes it back for ever; no output of ours holds its words."
    )
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("Bridge closed for a week: killed")
    soon(lambda: _status(served, id) == "killed", "it is not killed")
    assert served.story(id).decisions[-1].by == "ada"
    expect(desk.locator(f"#row-{id}")).to_have_class(re.compile("is-killed"))


def test_kill_says_how_many_outputs_lose_its_words(desk: Tab, served: Served) -> None:
    """
    Of a published story, one knows the number of pages and sites before the second key.
    """
    id = _published(desk, served, "Bridge closed")
    desk.keyboard.press("x")
    expect(desk.locator("dialog p.grave")).to_have_text(
        re.compile(r"Kill removes its words from \d+ outputs on 2 sites\.")
    )
    desk.keyboard.press("y")
    expect(desk.locator(".told")).to_contain_text(re.compile(r"killed on 2 sites, \d+ outputs, \d+ ms"))
    assert served.room.holding(id) == []


def test_kill_is_reached_while_somebody_types(desk: Tab) -> None:
    """
    A letter in a box is a letter; with Alt the key goes through.
    """
    _cursor_on(desk, "Bridge closed")
    desk.keyboard.press("/")
    desk.keyboard.press("x")
    expect(desk.locator("dialog")).to_have_count(0)
    assert desk.get_by_role("searchbox").input_value() == "x"
    desk.keyboard.press("Alt+x")
    expect(desk.get_by_role("dialog", name="Kill")).to_be_visible()


def test_a_take_names_sites_values_and_reasons(desk: Tab, served: Served) -> None:
    """
    For whom, how much it is worth to them, and why; nobody takes a story for nobody.
    """
    id = _cursor_on(desk, "Lamps")
    desk.keyboard.press("t")
    desk.get_by_role("dialog", name="Take").wait_for()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="No site is chosen")).to_be_visible()
    desk.keyboard.press("2")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Tab")
    desk.keyboard.type("they walk there")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("Lamps on the pier: taken")
    soon(lambda: _status(served, id) == "taken", "it is not taken")
    decision = served.story(id).decisions[-1]
    assert (decision.deed, decision.by) == ("take", "ada")
    article = served.room.ledger.article(served.story(id).articles[0])
    assert article is not None
    assert [v.judgement for v in article.verdicts] == [Judgement("second", 3, "they walk there")]
    expect(desk.locator(f"#row-{id} .c-taken")).to_have_text("ada")


def test_spike_and_undo(desk: Tab, served: Served) -> None:
    """
    No question is asked of what can be undone: s puts aside, u brings back, and both are entries.
    """
    id = _cursor_on(desk, "Lamps")
    desk.keyboard.press("s")
    expect(desk.locator(f"#row-{id}")).to_have_class(re.compile("is-spiked"))
    expect(desk.get_by_role("button", name="Undo")).to_be_visible()
    desk.keyboard.press("u")
    expect(desk.locator(".told")).to_contain_text("Undone: Lamps on the pier: restored")
    expect(desk.locator(f"#row-{id}")).to_have_class(re.compile("is-new"))
    assert [d.deed for d in served.story(id).decisions] == ["spike", "restore"]


def test_what_is_refused_was_never_shown_for_good(desk: Tab, served: Served) -> None:
    """
    An effect that is shown at once is taken back where the newsroom refuses, and why is said.
    """
    id = _cursor_on(desk, "Lamps")
    desk.route("**/spike", lambda route: route.fulfill(status=409, json={"title": "No", "detail": "somebody has it"}))
    desk.keyboard.press("s")
    expect(desk.get_by_role("alert").filter(has_text="somebody has it. Nothing was changed")).to_be_visible()
    expect(desk.locator(f"#row-{id}")).to_have_class(re.compile("is-new"))
    assert served.story(id).decisions == ()


def _published(desk: Tab, served: Served, headline: str) -> str:
    id = _cursor_on(desk, headline)
    desk.keyboard.press("p")
    dialog = desk.get_by_role("dialog", name="Publish")
    dialog.wait_for()
    desk.keyboard.press("1")
    desk.keyboard.press("2")
    expect(dialog.locator(".ruled").first).to_contain_text("allowed")
    dialog.get_by_label("Home").select_option(label="The Second")
    dialog.get_by_role("button", name="Publish").press("Enter")
    expect(desk.locator(".told")).to_contain_text(re.compile(r"published on 2 sites, \d+ outputs, \d+ ms"))
    soon(lambda: _status(served, id) == "published", "it is not published")
    return id


def test_publish_shows_rights_and_tells_its_receipt(desk: Tab, served: Served) -> None:
    """
    Before one confirms, what each site may do with it; after it, how many outputs in how many milliseconds.
    """
    id = _published(desk, served, "Bridge closed")
    article = served.room.ledger.article(served.story(id).articles[0])
    assert article is not None
    assert {p.site for p in article.placements} == {"example", "second"}
    assert article.home == "second"
    desk.keyboard.press("u")
    expect(desk.locator(".told")).to_contain_text("Undone: Bridge closed for a week: withdrawn")


def test_an_error_is_told_where_one_looks(desk: Tab) -> None:
    """
    In the dialog, with all that was typed still there.
    """
    _cursor_on(desk, "Lamps")
    desk.keyboard.press("h")
    desk.get_by_label("Until").fill("2019-01-01T10:00")
    desk.get_by_label("Why it waits").fill("waiting for the harbour")
    desk.get_by_role("dialog").get_by_role("button", name="Hold").click()
    expect(desk.locator("dialog .wrong")).to_contain_text("past")
    expect(desk.get_by_label("Why it waits")).to_have_value("waiting for the harbour")


def test_the_palette_does_what_a_button_does(desk: Tab) -> None:
    """
    A few letters find an action, a view or a source; Esc gives the focus back.
    """
    _cursor_on(desk, "Lamps")
    desk.locator("#list").focus()
    desk.keyboard.press("Control+k")
    desk.keyboard.type("hol")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="Hold")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#list")).to_be_focused()
    desk.keyboard.press("Control+k")
    desk.keyboard.type("the newsroom")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Source: BY-HAND")).to_be_visible()


def test_help_lists_every_key_that_is_shown(desk: Tab) -> None:
    """
    A key beside a button is in the list of keys, since both come from the table that binds them.
    """
    _cursor_on(desk, "Lamps")
    shown = set(desk.locator(".verbs kbd").all_inner_texts())
    desk.keyboard.press("?")
    listed = set(desk.locator(".help kbd").all_inner_texts())
    assert shown
    assert shown <= listed
    assert {"j", "k", "t", "s", "e", "p", "h", "r", "x", "u", "?", "/", "[", "]", "Ctrl-K", "1", "9"} <= listed


def test_single_letters_can_be_turned_off(desk: Tab) -> None:
    """
    Who speaks to their computer does not kill a story by a word.
    """
    _cursor_on(desk, "Lamps")
    desk.keyboard.press("?")
    desk.get_by_role("checkbox").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("x")
    expect(desk.locator("dialog")).to_have_count(0)
    desk.keyboard.press("Alt+x")
    expect(desk.get_by_role("dialog", name="Kill")).to_be_visible()


def test_a_verb_that_cannot_be_done_says_why(desk: Tab) -> None:
    """
    A key is never dead: it does something, or says what would help.
    """
    desk.keyboard.press("s")
    expect(desk.locator(".told")).to_contain_text("No story is in hand")
    _cursor_on(desk, "Lamps")
    desk.keyboard.press("r")
    expect(desk.locator(".told")).to_contain_text("It is new: release is for what is held")


def test_a_story_is_read_whole(desk: Tab, served: Served) -> None:
    """
    Its words, its versions word by word, its rights, its outputs and who decided what.
    """
    id = _cursor_on(desk, "Ferry")
    served.sent("item-1", "Ferry runs again on Sunday", "Ferry runs again, the mayor says.", version=2)
    desk.keyboard.press("Enter")
    story = desk.get_by_role("article", name="Story")
    expect(story.get_by_role("heading", name="Ferry runs again on Sunday")).to_be_visible()
    desk.keyboard.press("d")
    expect(story.locator(".diff del").filter(has_text="harbour")).to_be_visible()
    expect(story.locator(".diff ins").filter(has_text="mayor")).to_be_visible()
    expect(story.locator(".rulings")).to_contain_text("display")
    expect(story.locator(".outputs")).to_contain_text("No output of ours holds its words")
    assert desk.url.endswith(f"#/story/{id}")
    desk.reload()
    expect(story.get_by_role("heading", name="Ferry runs again on Sunday")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(story).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_panes_close_and_come_back(width: int, desk: Tab) -> None:
    """
    Beside each other at a desk, one after the other in a hand; Esc goes back.
    """
    desk.set_viewport_size({"width": width, "height": 800})
    alone = width < 500

    def shows(*names: str) -> None:
        for name in (".list-pane", ".story", ".inspector"):
            expect(desk.locator(name)).to_be_visible(visible=name in names)

    shows(".list-pane") if alone else shows(".list-pane", ".inspector")
    _cursor_on(desk, "Lamps")
    desk.keyboard.press("Enter")
    shows(".story") if alone else shows(".list-pane", ".story", ".inspector")
    desk.keyboard.press("]")
    shows(".inspector") if alone else shows(".list-pane", ".story")
    desk.keyboard.press("]")
    desk.keyboard.press("[")
    shows(".list-pane") if alone else shows(".story", ".inspector")
    desk.keyboard.press("Escape")
    expect(desk.locator(".list-pane")).to_be_visible()


def test_who_logs_out_is_out(desk: Tab, served: Served) -> None:
    """
    The palette leads out; the door is what one sees then, and the API is shut.
    """
    desk.route("**/login", lambda route: route.continue_(headers={**route.request.headers, "x-forwarded-for": "::2"}))
    desk.keyboard.press("Control+k")
    desk.keyboard.type("log out")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Example Network")).to_be_visible()
    expect(desk.get_by_label("Password")).to_be_visible()
    assert desk.request.get(served.address + "api/v1/me").status == 401


def test_an_address_that_leads_nowhere_says_so(desk: Tab) -> None:
    """
    The intake is shown instead, and the keys go on.
    """
    desk.goto(desk.url + "#/nowhere")
    expect(desk.locator(".told")).to_contain_text("There is no page #/nowhere")
    desk.keyboard.press("j")
    expect(desk.locator(".rows [aria-selected=true]")).to_have_count(1)
