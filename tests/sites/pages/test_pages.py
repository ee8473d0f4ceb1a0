"""What a reader sees: every template in a browser, on a desk and in a hand, in the light and in the dark."""

from collections.abc import Callable, Iterator
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, ConsoleMessage, Route
from playwright.sync_api import Page as Tab

from dateline.sites.pages import Page
from dateline.sites.render import Renderer

Scheme = Literal["light", "dark"]
Opener = Callable[[str, int, Scheme], Tab]

TEMPLATES = ("front", "list", "story", "how", "text", "gone")
#: Every template in every light; what differs from them in one way only, where that way shows most.
LOOKS: list[tuple[str, int, Scheme]] = [
    *((name, width, scheme) for name in TEMPLATES for width in (1280, 390) for scheme in get_args(Scheme)),
    *((name, 390, "dark") for name in ("empty", "day", "arabic")),
    ("narrow", 360, "light"),
]
HOME = "http://tideline.test/"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><rect width="1200" height="675"/></svg>'
HEIGHTS = {1280: 900, 390: 844, 360: 740}

#: The sizes of all text that is shown, and the words that are smaller than they should be.
SMALL = """() => [...document.querySelectorAll('body *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 13).map(e => e.textContent)"""
#: How many characters stand in each full line of the body's paragraphs.
LINES = """() => [...document.querySelectorAll('.body > p')].flatMap(p => {
  const lines = new Map(), walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at++) {
    range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
    const line = Math.round(range.getBoundingClientRect().bottom / 15);
    lines.set(line, (lines.get(line) || 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
})"""
SIZES = """() => { const style = getComputedStyle(document.querySelector('.body p'));
  return [style.fontSize, style.lineHeight]; }"""
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="module")
def site(samples: dict[str, Page]) -> dict[str, tuple[str, bytes]]:
    """What the site answers: address → type and bytes."""
    renderer = Renderer()
    sheet = renderer.style_for("#0f5c6e", "#7cc4d4")
    pages = {HOME + name: ("text/html; charset=utf-8", renderer.render(page)) for name, page in samples.items()}
    sheets = {HOME + page.shell.style[1:]: ("text/css; charset=utf-8", sheet) for page in samples.values()}
    pictures = {HOME + name: ("image/svg+xml", PICTURE) for name in ("media/lock.svg", "icon.svg")}
    return pages | sheets | pictures


@pytest.fixture(scope="module")
def tab(browser: Browser, site: dict[str, tuple[str, bytes]]) -> Iterator[Tab]:
    """A tab that can reach the samples and nothing else, under the policy that the sites are served with."""

    def answer(route: Route) -> None:
        if route.request.url not in site:
            route.abort()
            return
        kind, body = site[route.request.url]
        policy = "default-src 'none'; style-src 'self'; img-src 'self'"
        route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": policy})

    with browser.new_context() as context:
        context.route("**/*", answer)
        yield context.new_page()


@pytest.fixture
def opened(tab: Tab) -> Iterator[Opener]:
    """Opens a sample page, and fails if the browser had to complain about it."""
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def open_page(name: str, width: int, scheme: Scheme) -> Tab:
        tab.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        tab.emulate_media(media="screen", color_scheme=scheme)
        tab.goto(HOME + name)
        return tab

    tab.on("console", complain)
    yield open_page
    tab.remove_listener("console", complain)
    assert complaints == []


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_everybody_can_read_every_page(name: str, width: int, scheme: Scheme, opened: Opener, axe: Axe) -> None:
    """
    No barrier that axe knows of, nothing to scroll sideways (not even a word or a table that does not end), nothing
    too small, and not a word on the console.
    """
    tab = opened(name, width, scheme)
    found = axe.run(tab).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    scrolled, shown = tab.evaluate(WIDTHS)
    assert scrolled <= shown
    assert tab.evaluate(SMALL) == []


def test_a_line_holds_what_an_eye_can_follow(opened: Opener) -> None:
    """
    62 to 68 characters on a desk, whichever face the reader's machine has; 19 on 30 pixels.
    """
    tab = opened("story", 1280, "light")
    lines = tab.evaluate(LINES)
    assert len(lines) > 10
    assert 60 <= sum(lines) / len(lines) <= 70
    assert tab.evaluate(SIZES) == ["19px", "30px"]


def test_a_phone_gets_its_own_sizes(opened: Opener) -> None:
    """
    17 on 27 pixels in the hand.
    """
    tab = opened("story", 390, "light")
    assert tab.evaluate(SIZES) == ["17px", "27px"]


def test_section_heads_hang_in_the_margin_of_a_desk(opened: Opener) -> None:
    """
    Dates stand left of the text they open, on its first line; a phone has no margin and sets them above.
    """
    boxes = (
        "() => ['h3', 'h3 + p'].map(s => document.querySelector('.backgrounder .body ' + s).getBoundingClientRect())"
    )
    head, text = opened("story", 1280, "light").evaluate(boxes)
    assert head["right"] <= text["left"]
    assert abs(head["top"] - text["top"]) < 12
    head, text = opened("story", 390, "light").evaluate(boxes)
    assert head["left"] == text["left"]
    assert head["bottom"] <= text["top"]


def test_right_to_left_mirrors_the_page(opened: Opener) -> None:
    """
    The margin, the brand's ear and the text's edge change sides.
    """
    edges = (
        """() => ['.name', '.body h2', '.body h2 + p'].map(s => document.querySelector(s).getBoundingClientRect())"""
    )
    name, head, text = opened("arabic", 1280, "light").evaluate(edges)
    assert name["right"] > 1280 / 2
    assert head["left"] >= text["right"]


def test_the_keyboard_shows_where_it_is(opened: Opener) -> None:
    """
    The first key shows the way past the head of the page; every stop has an outline.
    """
    tab = opened("story", 1280, "light")
    outline = "() => [document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"
    tab.keyboard.press("Tab")
    assert tab.evaluate(outline) == ["Skip to the text", "solid"]
    assert tab.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    tab.keyboard.press("Tab")
    assert tab.evaluate(outline) == ["The Tideline", "solid"]


def test_a_picture_keeps_its_place(opened: Opener) -> None:
    """
    Its height is known before it is loaded: the text below does not jump.
    """
    tab = opened("story", 390, "light")
    box = tab.evaluate("document.querySelector('figure img').getBoundingClientRect()")
    assert box["width"] / box["height"] == pytest.approx(1200 / 675, rel=0.01)


def test_print_is_black_on_white(opened: Opener) -> None:
    """
    Also for whom the screen is dark; with the addresses of links, and without what only leads on.
    """
    tab = opened("story", 1280, "dark")
    tab.emulate_media(media="print", color_scheme="dark")
    colours = "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    assert tab.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    address = "getComputedStyle(document.querySelector('.body p a'), '::after').content"
    assert "https://vellmar.example/queue" in tab.evaluate(address)
    assert not tab.locator(".sections").is_visible()
    assert tab.locator(".printed").is_visible()
