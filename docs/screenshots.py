"""Takes the pictures of the README and of docs/desk.md from the running demonstration: `make docs`."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT, DESK = 8477, 8478
START, DAY = f"http://127.0.0.1:{PORT}/", f"http://127.0.0.1:{DESK}/login"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]

#: What two agencies of the demonstration send in the night that the desk's pictures are of.
HEADLINE = "Lock nine closed after crack is found"
LOCK = (
    "Amsterdam, Jan 30 (COB) - The port closed lock nine on Thursday after divers found a crack in its lower gate.",
    "Forty barges wait above the lock, and the pilots expect no movement before Friday, Feb 1, 2020.",
    "Engineers measured the crack at two metres and said that it had grown since the inspection in autumn.",
    "The canal company will pay for the detour through the northern basin, a spokeswoman announced.",
)
AGE = "Lock nine was built ninety years ago and has been repaired four times since the great flood."


def main() -> None:
    """Serve the demonstration, work a day at its desk, look at its sites, kill its lead."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("No Chromium here: the pictures stay as they are.")  # noqa: T201
        return
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder) / "demo"
        command = _dateline("demo", "--dir", room, "--port", PORT, "--desk", DESK)
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                _look(browser)
                _work(browser, room)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _dateline(*words: object) -> list[str]:
    return [sys.executable, "-m", "dateline", *map(str, words)]


def _wait() -> None:
    for _ in range(200):
        try:
            for address in (START, DAY):
                urlopen(address).close()
            return
        except URLError:
            time.sleep(0.1)


def _look(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(f"{START}~bulwark/")
    page.screenshot(path=IMAGES / "front.png")
    page.locator("main .headline a").first.click()
    page.screenshot(path=IMAGES / "story.png")
    page.goto(START)
    page.screenshot(path=IMAGES / "start.png")
    page.get_by_role("button", name="Kill the lead").click()
    page.screenshot(path=IMAGES / "receipt.png")


# The desk's day in ten steps, as docs/desk.md tells it


def _work(browser: Browser, room: Path) -> None:
    _send(room, "cob", 1, *LOCK)
    _send(room, "tra", 1, *LOCK, AGE)
    page = browser.new_page(viewport={"width": 1280, "height": 780})
    page.goto(DAY)
    page.get_by_role("row", name=HEADLINE).first.wait_for()
    for step in (_intake, _take, _edit, _rights, _background, _package, _publish):
        step(page)
    _send(room, "cob", 2, LOCK[0], LOCK[1].replace("Friday, Feb 1", "Sunday, Feb 2"), *LOCK[2:])
    for step in (_merge, _kill, _hand_over):
        step(page)


def _send(room: Path, source: str, version: int, *paragraphs: str) -> None:
    item = {
        "uri": f"urn:{source}:lock-nine",
        "version": str(version),
        "versioncreated": f"2020-01-30T19:{50 + version}:00Z",
        "urgency": 3,
        "headline": HEADLINE if source == "cob" else f"{HEADLINE} by divers",
        "body_html": "".join(f"<p>{words}</p>" for words in paragraphs),
    }
    file = room / f"{source}-{version}.json"
    file.write_text(json.dumps(item))
    command = _dateline("ingest", file, "--source", source, "--newsroom", room)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _taken(page: Page, name: str) -> None:
    # Nothing blinks, and what is told has been told.
    page.wait_for_timeout(400)
    shot = Image.open(BytesIO(page.screenshot()))
    # The desk is ink on paper: few colours, a third of the bytes.
    few = shot.convert("RGB").quantize(96, dither=Image.Dither.NONE)
    few.save(IMAGES / f"desk-{name}.png", optimize=True)


def _on(page: Page, headline: str) -> None:
    page.keyboard.press("g")
    while page.get_by_role("row", name=headline).first.get_attribute("aria-selected") != "true":
        page.keyboard.press("j")


def _home(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("#list").wait_for()


def _intake(page: Page) -> None:
    _on(page, HEADLINE)
    page.keyboard.press("ArrowRight")
    _taken(page, "intake")


def _take(page: Page) -> None:
    _on(page, HEADLINE)
    page.keyboard.press("t")
    page.get_by_role("dialog", name="Take").wait_for()
    for digit, reason in (("3", "their coal comes through it"), ("4", "the basin takes what the lock cannot")):
        page.keyboard.press(digit)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.type(reason)
        page.keyboard.press("Shift+Tab")
    _taken(page, "take")
    page.keyboard.press("Enter")
    page.locator(".told", has_text="taken").wait_for()


def _edit(page: Page) -> None:
    page.keyboard.press("e")
    page.locator(".ProseMirror:focus").wait_for()
    page.keyboard.press("Control+End")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    page.keyboard.type("Our reporter counted fifty-one of them from the bridge.")
    page.locator(".kept", has_text="Kept").wait_for()
    while page.locator(".check.now", has_text="Friday").count() == 0:
        page.keyboard.press("Alt+ArrowDown")
    _taken(page, "editor")
    page.keyboard.press("Alt+Enter")
    page.locator(".kept", has_text="Kept").wait_for()
    page.keyboard.press("Control+s")
    page.keyboard.type("the day put right; a count of our own")
    page.keyboard.press("Enter")
    page.locator(".kept", has_text="Saved").wait_for()


def _rights(page: Page) -> None:
    _home(page)
    _on(page, f"{HEADLINE} by divers")
    page.keyboard.press("Enter")
    page.locator(".rulings").evaluate("rulings => rulings.scrollIntoView({ block: 'center' })")
    _taken(page, "rights")


def _background(page: Page) -> None:
    page.keyboard.press("W")
    page.get_by_label("Headline", exact=True).fill("What lock nine is for")
    page.locator(".ProseMirror").focus()
    page.keyboard.type("The lock joins the river to the northern basin. It has carried coal since it was built.")
    _taken(page, "background")
    page.keyboard.press("Control+s")
    page.locator(".side .tellers").wait_for()


def _package(page: Page) -> None:
    _home(page)
    _on(page, HEADLINE)
    page.keyboard.press("e")
    below = page.get_by_role("region", name="Package")
    below.get_by_label("Find a story to put below").fill("lock nine is for")
    below.locator(".found button").first.press("Enter")
    below.get_by_role("button", name="Take What lock nine is for off").wait_for()
    below.get_by_label("As what").select_option("related")
    below.get_by_label("Find a story to put below").fill("coal power")
    below.locator(".found button").first.wait_for()
    _taken(page, "package")


def _publish(page: Page) -> None:
    page.locator(".ProseMirror").focus()
    page.keyboard.press("Alt+u")
    dialog = page.get_by_role("dialog", name="Publish")
    dialog.locator(".ruled", has_text="allowed").first.wait_for(state="attached")
    for digit in "234":
        page.keyboard.press(digit)
    _taken(page, "publish")
    page.keyboard.press("Enter")
    page.locator(".told", has_text="published on 3 sites").wait_for()


def _merge(page: Page) -> None:
    page.get_by_role("button", name="Look, and take it in").press("Enter")
    page.locator(".clash .theirs input").first.press("Space")
    _taken(page, "merge")
    page.get_by_role("button", name="Take it in", exact=True).press("Enter")
    page.locator(".told", has_text="Taken in").wait_for()


def _kill(page: Page) -> None:
    _home(page)
    _on(page, HEADLINE)
    page.keyboard.press("x")
    page.locator("dialog p.grave", has_text="removes").wait_for()
    _taken(page, "kill")
    page.keyboard.press("Enter")
    page.locator(".told", has_text="killed on").wait_for()


def _hand_over(page: Page) -> None:
    page.keyboard.press("H")
    page.get_by_role("article", name="Handover").wait_for()
    _taken(page, "handover")


if __name__ == "__main__":
    main()
