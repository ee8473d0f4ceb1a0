"""People, tokens and rules at the desk; and a rule's mark on the stories that it meant."""

from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from msgspec.structs import replace
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from tests.app.running import soon
from tests.desk.sent import NOON
from tests.desk.web.conftest import Served

from dateline.news.facts import Judgement
from dateline.news.rulebook import DeskRule, Then, When
from dateline.verbs.route import Routing
from dateline.verbs.rules import put_rule

Scheme = Literal["light", "dark"]
SCREENS = {"phone": (390, 844), "desk": (1280, 800)}
FERRIES = DeskRule(name="ferries", when=When(words=("ferry",)), then=Then(sites=("example",), value=2))
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def _to(desk: Tab, served: Served, page: str) -> Tab:
    desk.goto(f"{served.address}#/{page}")
    desk.locator(".sheet h2").first.wait_for()
    return desk


def test_the_owner_lets_somebody_in_by_keyboard(desk: Tab, served: Served) -> None:
    """
    Who they are, what they may, where; they leave and come back, and their id stays.
    """
    _to(desk, served, "people")
    desk.keyboard.press("a")
    desk.get_by_label("Id:").fill("ben")
    desk.get_by_label("Name", exact=True).fill("Ben Pier")
    desk.get_by_label("The Second").check()
    desk.get_by_label("Password, of 10").fill("seven quiet herons")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("Ben Pier logs in as ben")
    desk.get_by_role("button", name="Ben Pier leaves").click()
    expect(desk.locator(".told")).to_contain_text("Ben Pier has left")
    expect(desk.get_by_role("row", name="ben")).to_contain_text("has left")
    desk.get_by_role("button", name="Ben Pier returns").click()
    expect(desk.get_by_role("row", name="ben")).to_contain_text("editor")
    ben = served.desk.accounts.person("ben")
    assert ben is not None
    assert (ben.sites, ben.active) == (("second",), True)


def test_a_token_is_shown_once(desk: Tab, served: Served) -> None:
    """
    Its secret stands there until one goes away, and in no list.
    """
    _to(desk, served, "people")
    desk.keyboard.press("t")
    desk.get_by_label("What it is for").fill("the tide table")
    desk.get_by_role("dialog").get_by_label("publish", exact=True).check()
    desk.get_by_label("What it is for").press("Enter")
    secret = desk.get_by_label("The secret of the tide table").input_value()
    session = served.desk.accounts.bearer(secret)
    assert session is not None
    assert session.scopes == ("see", "publish")
    _to(desk, served, "rules")
    _to(desk, served, "people")
    expect(desk.get_by_role("row", name="the tide table")).to_be_visible()
    assert secret not in desk.content()
    desk.get_by_role("button", name="Take back the tide table").click()
    expect(desk.locator(".told")).to_contain_text("opens nothing any more")
    assert served.desk.accounts.bearer(secret) is None


def test_a_rule_is_tried_and_put_in_force(desk: Tab, served: Served) -> None:
    """
    The table says of each story why, what would be done and what rights refuse; then it is in force, and dropped.
    """
    _to(desk, served, "rules")
    desk.keyboard.press("a")
    desk.get_by_label("Name:").fill("ferries")
    desk.get_by_label("with one of these words").fill("ferry, lamps")
    desk.get_by_role("group", name="put it before the editors of").get_by_label("The Example").check()
    desk.get_by_label("judge it").select_option("2")
    desk.get_by_label("Name:").press("Enter")
    expect(desk.locator(".tried")).to_contain_text("ferries would have meant 2 of 3 stories")
    expect(desk.locator(".tried").get_by_role("row", name="Ferry runs again")).to_contain_text("says “ferry”")
    assert served.room.ledger.agenda().rules == ()
    desk.get_by_role("button", name="Put in force").click()
    expect(desk.locator(".told")).to_contain_text("The rule ferries is in force")
    (known,) = served.room.ledger.agenda().rules
    assert (known.rule.when.words, known.rule.then.value, known.by) == (("ferry", "lamps"), 2, "ada")
    desk.get_by_role("button", name="Drop ferries").click()
    expect(desk.locator(".told")).to_contain_text("The rule ferries is dropped")
    desk.keyboard.press("h")
    expect(desk.get_by_role("region", name="History").get_by_role("listitem").first).to_contain_text("dropped ferries")


def test_a_rule_is_tried_before_another_and_comes_back_where_it_was(desk: Tab, served: Served) -> None:
    """
    An arrow moves it up, and the focus with it; one that was dropped by mistake is undone to its place.
    """
    for name in ("ferries", "bridges", "lamps"):
        put_rule(replace(FERRIES, name=name), by="ada", ledger=served.room.ledger)

    def names() -> list[str]:
        return [one.rule.name for one in served.room.ledger.agenda().rules]

    _to(desk, served, "rules")
    desk.get_by_role("button", name="Try lamps before bridges").click()
    expect(desk.locator(".told")).to_contain_text("tried as number 2")
    assert names() == ["ferries", "lamps", "bridges"]
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="lamps is tried first")).to_be_disabled()
    assert names() == ["lamps", "ferries", "bridges"]
    desk.get_by_role("button", name="Drop ferries").click()
    expect(desk.locator(".told")).to_contain_text("The rule ferries is dropped")
    desk.locator(".told").get_by_role("button").first.click()
    expect(desk.get_by_role("button", name="Try ferries before lamps")).to_be_visible()
    assert names() == ["lamps", "ferries", "bridges"]


def test_what_makes_no_sense_is_told_in_the_form(desk: Tab, served: Served) -> None:
    """
    And what was typed stays.
    """
    _to(desk, served, "rules")
    desk.keyboard.press("a")
    desk.get_by_label("Name:").fill("all")
    desk.get_by_label("put it aside").check()
    desk.get_by_role("button", name="Put in force").click()
    expect(desk.get_by_role("alert").filter(has_text="has no condition")).to_be_visible()
    expect(desk.get_by_label("Name:")).to_have_value("all")


def test_a_row_says_which_rule_brought_it(desk: Tab, served: Served) -> None:
    """
    In the list by its name, whole among the facts; what it is worth stands beside the site.
    """
    put_rule(FERRIES, by="ada", ledger=served.room.ledger)
    id = served.sent("item-9", "A ferry for the islands", "A second ferry, the harbour says.")
    Routing(served.room.ledger, served.room.topics).step(NOON)
    row = desk.locator(f"#row-{id}")
    soon(lambda: bool(served.desk.live.row(id)), "it is not in the list")
    desk.locator("#list").focus()
    desk.keyboard.press("g")
    expect(row).to_contain_text("ferries")
    expect(row.locator(".c-sites")).to_have_text("example 2")
    for _ in range(4):
        if row.get_attribute("aria-selected") == "true":
            break
        desk.keyboard.press("j")
    expect(desk.locator("#inspector")).to_contain_text("rule ferries: says “ferry”")
    desk.keyboard.press("v")
    desk.get_by_role("dialog", name="Judge").wait_for()
    desk.keyboard.press("1")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Tab")
    desk.keyboard.type("the islands have no bridge")
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("judged")
    (verdict,) = served.story(id).verdicts
    assert (verdict.judgement, verdict.by) == (Judgement("example", 3, "the islands have no bridge"), "ada")
    expect(row.locator(".c-sites")).to_have_text("example 3")


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("screen", SCREENS)
def test_everybody_can_use_these_pages(screen: str, scheme: Scheme, desk: Tab, served: Served) -> None:
    """
    No barrier that axe knows of, and nothing to scroll sideways, also while something is asked.
    """
    width, height = SCREENS[screen]
    put_rule(FERRIES, by="ada", ledger=served.room.ledger)
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for page, key in (
        ("people", ""),
        ("people", "a"),
        ("people", "t"),
        ("people", "p"),
        ("rules", "h"),
        ("rules", "a"),
    ):
        desk.goto("about:blank")
        _to(desk, served, page)
        if key:
            desk.keyboard.press(key)
            desk.locator("dialog[open], .rule, .timeline li").first.wait_for()
        scrolled, shown = desk.evaluate(WIDTHS)
        assert scrolled <= shown, (page, key)
        violations = Axe().run(desk).response["violations"]
        found[page, key] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
