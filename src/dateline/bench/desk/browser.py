"""What somebody at the desk sees, and when: measured in a real browser, by its own clock."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dateline.bench.measure import Figure, figure
from dateline.news.errors import NotAllowed

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: How often the desk is opened, how many stories come while somebody looks, how often a key is pressed.
VISITS, COMING, PRESSED = 5, 20, 60
#: Seconds until something must be seen.
PATIENCE = 15.0
#: Notes when rows were painted, when each story was first seen, and how long keys took until they were seen to act.
_NOTES = """
window.noted = {rows: 0, seen: {}, keys: []};
const look = () => {
  for (const row of document.querySelectorAll('[role=row][data-id]')) {
    if (!(row.dataset.id in noted.seen)) noted.seen[row.dataset.id] = Date.now();
    noted.rows = noted.rows || performance.now();
  }
};
new MutationObserver(() => requestAnimationFrame(look)).observe(
  document, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-id']});
addEventListener('keydown', () => {
  const began = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => noted.keys.push(performance.now() - began)));
}, true);
"""


def can() -> str:
    """Why nothing can be looked at here; empty: it can."""
    if find_spec("playwright") is None:
        return "Playwright is not installed: make bench installs it"
    return "" if shutil.which("chromium") else "there is no chromium here"


@contextmanager
def opened(port: int, cookie: str, tabs: int = 1) -> "Iterator[list[Page]]":
    """So many tabs of a browser that is logged in, at the desk."""
    from playwright.sync_api import sync_playwright

    name, _, value = cookie.partition("=")
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
        context.add_init_script(_NOTES)
        pages = [context.new_page() for _ in range(tabs)]
        for page in pages:
            page.goto(f"http://127.0.0.1:{port}/")
        yield pages
        browser.close()


def looked_at(port: int, cookie: str, stories: int, take_in: Callable[[], str]) -> list[Figure]:
    """
    The first look, the next story, and a key.

    Args:
        port: The desk's, on this machine.
        cookie: Of a session.
        stories: In the intake.
        take_in: Takes one more story in; its id, once it is durable.
    """
    if why := can():
        return [figure(f"not looked at: {why}", "", [0])]
    with opened(port, cookie) as (page,):
        painted = [_painted(page) for _ in range(VISITS)]
        page.wait_for_timeout(2000)
        late = [_late(page, take_in) for _ in range(COMING)]
        for _ in range(PRESSED):
            page.keyboard.press("j")
            page.wait_for_timeout(30)
        keys: list[float] = page.evaluate("noted.keys")
    return [
        figure(f"first paint of rows, {stories:,} stories", "ms", painted, "under 500"),
        figure("from entry to the screen", "ms", late, "under 300"),
        figure("from a key to what it does", "ms", keys, "under 100"),
    ]


def _painted(page: "Page") -> float:
    page.reload()
    return _soon(page, "noted.rows")


def _late(page: "Page", take_in: Callable[[], str]) -> float:
    id = take_in()
    began = time.time() * 1000
    seen = _soon(page, f"noted.seen[{id!r}] || 0")
    page.wait_for_timeout(300)
    return max(0.0, seen - began)


def _soon(page: "Page", number: str) -> float:
    """A number that the page has noted, once it has; to wait inside the page its policy does not allow."""
    end = time.monotonic() + PATIENCE
    while not (found := float(page.evaluate(number))):
        if time.monotonic() > end:
            raise NotAllowed("bench", f"the desk did not show in {PATIENCE:g} s what it was to show")
        page.wait_for_timeout(10)
    return found
