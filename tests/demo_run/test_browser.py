"""The demonstration in a browser: at a desk and in a hand, in the light and in the dark."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from tests.app.running import Server, free_port, serving

from dateline.app import Newsroom
from dateline.demo.play import noted

Scheme = Literal["light", "dark"]
#: Width and height of a phone and of a desk's screen.
SCREENS = {"phone": (390, 844), "desk": (1280, 900)}
PAGES = ("start", "front", "story", "how", "gone")
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def demo(
    browser: Browser,  # noqa: ARG001 - nothing is served where nobody can look
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Server, Path]]:
    """The demonstration, served, and its folder."""
    folder = tmp_path_factory.mktemp("browser") / "demo"
    with serving("demo", "--dir", folder, port=free_port()) as server:
        yield server, folder


@pytest.fixture(scope="module")
def addresses(demo: tuple[Server, Path]) -> dict[str, str]:
    """Where the pages are, at their sites' own hosts."""
    server, folder = demo
    room, names = Newsroom(folder), noted(folder).names
    paths = {}
    for name, site in (("lead", "bulwark"), ("fire", "kilowatt")):
        story = room.ledger.story(names[name])
        article = room.ledger.article(story.articles[0]) if story else None
        placement = article.placement(site) if article else None
        assert placement is not None
        paths[name] = f"http://{site}.localhost:{server.port}{placement.path}"
    room.close()
    return {
        "start": f"http://127.0.0.1:{server.port}/",
        "front": f"http://bulwark.localhost:{server.port}/",
        "story": paths["lead"],
        "how": paths["lead"] + "/how",
        "gone": paths["fire"],
    }


@pytest.fixture
def complaints() -> list[str]:
    """What the browser had to complain about."""
    return []


@pytest.fixture
def tab(browser: Browser, complaints: list[str]) -> Iterator[Tab]:
    """A fresh tab."""
    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        yield tab


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_use_every_page(
    page: str, screen: str, scheme: Scheme, tab: Tab, addresses: dict[str, str], complaints: list[str]
) -> None:
    """
    As it is served: nothing to scroll sideways, no barrier that axe knows of, not a word on the console.
    """
    width, height = SCREENS[screen]
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(color_scheme=scheme)
    answer = tab.goto(addresses[page])
    assert answer is not None
    assert answer.status == (410 if page == "gone" else 200)
    scrolled, shown = tab.evaluate(WIDTHS)
    assert scrolled <= shown
    found = Axe().run(tab).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    # That a page is gone, the browser notes by itself.
    assert [c for c in complaints if "status of 410" not in c] == []


def test_the_start_page_leads_to_the_sites(tab: Tab, addresses: dict[str, str], complaints: list[str]) -> None:
    """
    One click from the start to a site's front, one more to its lead, one more to how we know.
    """
    tab.goto(addresses["start"])
    tab.get_by_role("link", name="Bulwark", exact=True).click()
    assert tab.url == addresses["front"]
    tab.get_by_role("link", name=re.compile("^Iraq announces")).first.click()
    assert tab.url == addresses["story"]
    tab.get_by_role("link", name="How we know").click()
    assert tab.url.endswith("/how")
    assert complaints == []


def test_a_dropped_file_shows_what_was_read(tab: Tab, demo: tuple[Server, Path], addresses: dict[str, str]) -> None:
    """
    The owner's own file, through the browser's own form.
    """
    file = demo[1].parent / "lamps.txt"
    file.write_text("Lamps on the pier\n\nThey are lit again from Monday.\n\nThe elder is content.\n")
    tab.goto(addresses["start"])
    tab.locator("input[type=file]").set_input_files(file)
    tab.get_by_role("button", name="Take it in").click()
    assert "Lamps on the pier" in tab.locator("main").inner_text()
    assert "dateline publish by-hand-" in tab.locator("main").inner_text()


def test_one_click_kills_the_lead(browser: Browser, tmp_path: Path) -> None:
    """
    The receipt shows every output with its state; the site's front and the story's address follow at once.
    """
    with serving("demo", "--dir", tmp_path / "demo", port=free_port()) as server, browser.new_context() as context:
        tab, start = context.new_page(), f"http://127.0.0.1:{server.port}/"
        tab.goto(start)
        headline = tab.locator("#kill ~ p a").inner_text()
        tab.locator("#kill ~ p a").click()
        story = tab.url
        tab.goto(start)
        tab.get_by_role("button", name="Kill the lead").click()
        assert tab.locator("h1").inner_text().startswith("Killed: ")
        rows = tab.locator("tbody tr").all_inner_texts()
        assert len([row for row in rows if "\tgone\t" in row]) == 4
        assert any("bulwark\t/\trewritten" in row for row in rows)
        gone = tab.goto(story)
        assert gone is not None
        assert gone.status == 410
        assert headline not in tab.locator("body").inner_text()
        for site in ("bulwark", "kilowatt"):
            tab.goto(f"{start}~{site}/")
            assert headline not in tab.locator("body").inner_text()
        tab.goto(start)
        assert tab.get_by_role("button", name="Kill the lead").count() == 0
