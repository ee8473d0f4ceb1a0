"""Takes the README's pictures from the running demonstration: `make docs`."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = 8477
START = f"http://127.0.0.1:{PORT}/"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Serve the demonstration, look at it, kill its lead."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("No Chromium here: the pictures stay as they are.")  # noqa: T201
        return
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dateline", "demo", "--dir", f"{folder}/demo", "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait()
            _look(chromium)
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _ in range(200):
        try:
            urlopen(START).close()
            return
        except URLError:
            time.sleep(0.1)


def _look(chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{START}~bulwark/")
        page.screenshot(path=IMAGES / "front.png")
        page.locator("main .headline a").first.click()
        page.screenshot(path=IMAGES / "story.png")
        page.goto(START)
        page.screenshot(path=IMAGES / "start.png")
        page.get_by_role("button", name="Kill the lead").click()
        page.screenshot(path=IMAGES / "receipt.png")
        browser.close()


if __name__ == "__main__":
    main()
