"""What a reader sees: every template in a browser, on a desk and in a hand, in the light and in the dark."""

from collections.abc import Callable, Iterator
from typing import Literal, get_args

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Route
from playwright.sync_api import Page as Tab
from tests.sites.samples import pages

from dateline.sites.pages import Page
from dateline.sites.render import Renderer

Scheme = Literal["light", "dark"]
Opener = Callable[[str, int, Scheme], Tab]

#: Every kind of page; and what differs from one of them in a way that shows.
NAMES = tuple(pages())
#: A desk, a tablet, a hand; and the narrowest hand there is.
WIDTHS, NARROWEST = (1280, 820, 390), 320
HOME = "http://tideline.test/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><rect width="1200" height="675"/></svg>'
HEIGHTS = {1280: 900, 820: 1180, 390: 844, 320: 568}

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
SCROLLED = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def barriers(tab: Tab, *rules: str) -> list[list[str]]:
    """What axe finds wrong with the page that is open, by all its rules or only by *rules*: rule, then elements."""
    if tab.evaluate("typeof axe") == "undefined":
        tab.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found: list[list[str]] = tab.evaluate(
        """async (options) => (await axe.run(document, options)).violations
            .map(v => [v.id, ...v.nodes.map(n => n.html)])""",
        options,
    )
    return found


def mirrored(page: Page) -> Page:
    """The same page from right to left, its fixed words in Arabic."""
    return replace(page, shell=replace(page.shell, language="ar", direction="rtl", frame=None))


Answers = dict[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def site(samples: dict[str, Page]) -> Answers:
    """What the site answers: address → type and bytes."""
    renderer = Renderer()
    sheet = renderer.style_for("#0f5c6e", "#7cc4d4")
    html = "text/html; charset=utf-8"
    answers = {HOME + name: (html, renderer.render(page)) for name, page in samples.items()}
    answers |= {f"{HOME}rtl/{name}": (html, renderer.render(mirrored(page))) for name, page in samples.items()}
    answers |= {HOME + page.shell.style[1:]: ("text/css; charset=utf-8", sheet) for page in samples.values()}
    answers |= {HOME + path[1:]: ("font/woff2", body) for path, body in renderer.fonts.items()}
    drawn = (f"pictures/{name}.svg" for name in ("lock-800", "lock-1600", "dredger-240", "dredger-480"))
    answers |= {HOME + name: ("image/svg+xml", PICTURE) for name in (*drawn, "media/lock.svg", "icon.svg")}
    return answers | {f"{HOME}search?q=lock": answers[HOME + "search"]}


def served(context: BrowserContext, site: Answers) -> Tab:
    """A tab that can reach the samples and nothing else, under the policy that the sites are served with."""

    def answer(route: Route) -> None:
        if route.request.url not in site:
            route.abort()
            return
        kind, body = site[route.request.url]
        route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": POLICY})

    context.route("**/*", answer)
    return context.new_page()


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Answers) -> Iterator[Tab]:
    """A tab on the site."""
    with browser.new_context() as context:
        yield served(context, site)


@pytest.fixture
def opened(tab: Tab) -> Iterator[Opener]:
    """Opens a sample page, and fails if the browser had to complain about it."""
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def open_page(name: str, width: int, scheme: Scheme) -> Tab:
        tab.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        tab.emulate_media(media="screen", color_scheme=scheme)
        if tab.url != HOME + name:
            tab.goto(HOME + name)
        return tab

    tab.goto("about:blank")
    tab.on("console", complain)
    yield open_page
    tab.remove_listener("console", complain)
    assert complaints == []


@pytest.mark.parametrize("name", [*NAMES, *(f"rtl/{name}" for name in NAMES)])
def test_everybody_can_read_every_page(name: str, opened: Opener) -> None:
    """
    At three widths, in the light and in the dark, in both directions: no barrier that axe knows of, nothing to scroll
    sideways (not even a word or a table that does not end), nothing too small, and not a word on the console.
    """
    for width in WIDTHS:
        tab = opened(name, width, "light")
        assert barriers(tab) == [], width
        scrolled, shown = tab.evaluate(SCROLLED)
        assert scrolled <= shown, width
        assert tab.evaluate(SMALL) == []
        # The dark differs in its inks alone.
        assert barriers(opened(name, width, "dark"), "color-contrast", "link-in-text-block") == [], width
    scrolled, shown = opened(name, NARROWEST, "light").evaluate(SCROLLED)
    assert scrolled <= shown


@pytest.mark.parametrize("accent", ["#ffe600", "#00c2ff", "#0a0a0a"])
def test_every_brand_can_be_read(accent: str, browser: Browser, samples: dict[str, Page]) -> None:
    """
    Whatever colour a brand has, its kickers and links keep their contrast, in the light and in the dark.
    """
    renderer = Renderer()
    sheet = ("text/css; charset=utf-8", renderer.style_for(accent, accent))
    html = "text/html; charset=utf-8"
    site = {HOME + name: (html, renderer.render(samples[name])) for name in ("pictured", "live", "search")}
    site |= {HOME + samples["story"].shell.style[1:]: sheet}
    with browser.new_context() as context:
        tab = served(context, site)
        for name, scheme in ((n, s) for n in ("pictured", "live", "search") for s in get_args(Scheme)):
            tab.emulate_media(color_scheme=scheme)
            tab.goto(HOME + name)
            assert barriers(tab, "color-contrast") == []


def test_nothing_needs_a_script(browser: Browser, site: Answers) -> None:
    """
    Who has switched scripts off reads the whole story, unfolds the wording of old, and searches.
    """
    with browser.new_context(java_script_enabled=False) as context:
        tab = served(context, site)
        tab.goto(HOME + "package")
        for words in ("The northern lock at Vellmar opened again", "1887: timber", "Also from Bellweather Press"):
            assert tab.get_by_text(words).first.is_visible()
        tab.goto(HOME + "how")
        tab.get_by_text("The wording then").click()
        assert tab.get_by_text("More follows.").is_visible()
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.get_by_role("searchbox").fill("lock")
        tab.keyboard.press("Enter")
        tab.wait_for_url(HOME + "search?q=lock")
        assert tab.get_by_text("214 articles").is_visible()


def test_a_phone_finds_the_search(opened: Opener) -> None:
    """
    A narrow masthead has no room for a field; its bar leads to one.
    """
    tab = opened("story", 390, "light")
    assert not tab.locator(".find").is_visible()
    assert tab.locator(".seek a").is_visible()
    tab = opened("story", 1280, "light")
    assert tab.locator(".find").is_visible()
    assert not tab.locator(".seek a").is_visible()


def test_the_text_does_not_jump_when_its_face_arrives(browser: Browser, site: Answers) -> None:
    """
    Until then it is set in a face of the reader's, made as wide: no paragraph of ten gets a line more or less.
    """
    fonts = [address for address in site if address.startswith(f"{HOME}fonts/")]
    if not fonts:
        pytest.skip("no fonts here: make src/dateline/sites/themes/default/fonts/.ready")
    heights = []
    for answers in (site, {address: told for address, told in site.items() if address not in fonts}):
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            tab = served(context, answers)
            tab.goto(HOME + "story")
            tab.evaluate("document.fonts.ready.then(() => true)")
            heights.append(tab.evaluate("[...document.querySelectorAll('.body p')].map(p => p.offsetHeight)"))
    theirs, ours = heights
    assert len(theirs) > 9
    assert sum(one != other for one, other in zip(theirs, ours, strict=True)) <= len(theirs) / 10


def test_a_page_is_set_in_the_sites_own_faces(opened: Opener, site: Answers) -> None:
    """
    The reading face has come, and only the files of the letters on the page were asked for.
    """
    if not any(address.startswith(f"{HOME}fonts/") for address in site):
        pytest.skip("no fonts here: make src/dateline/sites/themes/default/fonts/.ready")
    tab = opened("story", 1280, "light")
    loaded = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded').map(f => f.family))"
    assert set(tab.evaluate(loaded)) >= {"Source Serif 4", "Source Sans 3"}
    asked = "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.endsWith('.woff2'))"
    assert [name for name in tab.evaluate(asked) if "cyrillic" in name or "arabic" in name or "hebrew" in name] == []


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


def test_print_leaves_out_what_paper_cannot_use(opened: Opener) -> None:
    """
    No search, no list of links to follow, no small pictures; the story, its picture and who holds what.
    """
    tab = opened("package", 1280, "light")
    tab.emulate_media(media="print")
    out, kept = (".find", ".seek", ".site", ".tail", ".package", ".shot"), ("h1", ".top img", ".body", ".credits")
    assert [part for part in out if tab.locator(part).first.is_visible()] == []
    assert [part for part in kept if not tab.locator(part).first.is_visible()] == []
