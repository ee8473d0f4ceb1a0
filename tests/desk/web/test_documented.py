"""docs/desk.md lists the keys that are bound, and no others."""

import re
from pathlib import Path

from playwright.sync_api import Page as Tab

KEYS = (Path(__file__).resolve().parents[3] / "docs" / "desk.md").read_text("utf-8").partition("## Keys")[2]
LISTED = """() => [...document.querySelectorAll(".help dl > div")].map(row =>
    [row.querySelector("dd").textContent, [...row.querySelectorAll("kbd")].map(key => key.textContent)])"""


def test_the_docs_list_the_keys_of_the_intake(desk: Tab) -> None:
    """
    Who has read the page need not press ? to find out; views are the reader's own, and stand there as one line.
    """
    desk.keyboard.press("?")
    desk.locator(".help").wait_for()
    bound = {name: keys for name, keys in desk.evaluate(LISTED) if not name.startswith("View ")}
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", KEYS.partition("In the editor")[0], re.MULTILINE)
    told = {name: re.findall(r"`([^`]+)`", keys) for keys, name in rows if " to " not in keys}
    assert told == bound
