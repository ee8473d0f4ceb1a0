"""The editor in a browser: nothing is lost on the way through it, and two people in one article see each other."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect
from playwright.sync_api import Page as Tab
from tests.desk.sent import NOON
from tests.desk.web.conftest import Served
from tests.pictures.files import photograph

from dateline.desk.people import Person
from dateline.desk.problems import SECURITY
from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Delivery
from dateline.verbs.take import take
from dateline.wires.html import blocks_from_html
from dateline.wires.read import read

ROOT = Path(__file__).resolve().parents[3]
EDITOR = ROOT / "src" / "dateline" / "desk" / "web" / "editor"
MODULES = [Path(p) for p in (*os.environ.get("NODE_PATH", "").split(os.pathsep), str(ROOT / "node_modules")) if p]
FIRST = "The ferry across the harbour runs again after a week of storms, its master said on Thursday."
SECOND = "A crossing costs two crowns as it did before, and dogs go free until the end of the month."
OTHERS = "The bridge at the upper lock stays closed to carts until its third span has been made new."

#: A page like the desk's own, under its policy, with the editor alone on it.
PAGE = """<!doctype html><html lang="en"><title>Editor</title><link rel="stylesheet" href="/t/editor.css">
<script type="module" src="/t/page.js"></script><main id="root"></main><p id="said" role="status"></p>"""
SCRIPT = """
import { open } from "./index";
import { toBlocks, toDoc } from "./html";
const me = await (await fetch("/api/v1/me")).json();
const said = document.getElementById("said");
window.through = (blocks) => toBlocks(toDoc(blocks));
window.anew = (blocks) => {
  const doc = toDoc(blocks);
  const touched = doc.children.map((node) => node.type.create({ ...node.attrs, kept: null }, node.content));
  return toBlocks(doc.type.create(null, touched));
};
const tools = {
  api: (path, init = {}) =>
    fetch("/api/v1" + path, { ...init, headers: { ...init.headers, "x-dateline-csrf": me.csrf } }),
  say: (words) => (said.textContent = words),
  publish: (id) => (document.body.dataset.publish = id),
  go: (hash) => (location.hash = hash),
  me: () => me.person, sites: () => me.sites, source: (code) => me.sources[code] ?? code,
};
let close = () => undefined;
const show = () => {
  close();
  close = open(document.getElementById("root"), location.hash.replace("#/edit/", ""), tools);
};
addEventListener("hashchange", show);
if (location.hash) show();
"""


@pytest.fixture(scope="session")
def bundle() -> str:
    """The editor's script, bundled as the desk's is."""
    esbuild = next((e for m in MODULES if (e := m / ".bin" / "esbuild").exists()), None)
    if esbuild is None or not any((m / "prosemirror-view").exists() for m in MODULES):
        pytest.skip("the editor's parts are not here: make desk fetches them from npm")
    command = [str(esbuild), "--bundle", "--format=esm", "--target=es2022", "--loader=ts", "--log-level=warning"]
    env = {**os.environ, "NODE_PATH": os.pathsep.join(map(str, MODULES))}
    done = subprocess.run(command, input=SCRIPT.encode(), capture_output=True, cwd=EDITOR, env=env, check=True)
    return done.stdout.decode()


class Room:
    """An article, and the people who open it."""

    def __init__(self, browser: Browser, served: Served, bundle: str) -> None:
        self._browser, self._bundle, self.served = browser, bundle, served
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def begun(self, uri: str, *paragraphs: str) -> str:
        """An article of a story that came in; its id."""
        story = self.served.sent(uri, "Ferry runs again", *paragraphs)
        return take(story, by="ada", ledger=self.served.room.ledger).id

    def tab(self, person: str, place: str = "") -> Tab:
        """A tab of somebody's, with an article open."""
        desk = self.served.desk
        known = desk.accounts.person(person)
        if known is None:
            known = Person(id=person, name=person.title(), role="editor")
            desk.accounts.add(known)
        context = self._browser.new_context(viewport={"width": 1280, "height": 900})
        self._contexts.append(context)
        secret = desk.accounts.open(known).secret
        context.add_cookies([{"name": "dateline_desk", "value": secret, "url": self.served.address}])
        context.route("**/t/*", self._answer)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        tab.on("pageerror", lambda e: self.complaints.append(str(e)))
        tab.goto(f"{self.served.address}t/page.html{place}")
        return tab

    def edit(self, person: str, id: str) -> Tab:
        """A tab in which somebody edits, or looks on."""
        tab = self.tab(person, f"#/edit/{id}")
        expect(tab.locator(".state .who")).not_to_be_empty()
        return tab

    def _answer(self, route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        types = {"page.html": "text/html", "page.js": "text/javascript", "editor.css": "text/css"}
        body = {"page.html": PAGE, "page.js": self._bundle, "editor.css": (EDITOR / "editor.css").read_text()}
        route.fulfill(body=body[name.partition("?")[0]], content_type=types[name.partition("?")[0]], headers=SECURITY)

    def close(self) -> None:
        """Close all tabs: who still listens would keep the server from ending."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def editing(browser: Browser, served: Served, bundle: str) -> Iterator[Room]:
    """A desk at which articles are edited; nothing may be complained of."""
    found = Room(browser, served, bundle)
    yield found
    found.close()
    assert [c for c in found.complaints if "Failed to load resource" not in c] == []


def body(tab: Tab) -> list[str]:
    """The paragraphs as they stand in the editor."""
    return tab.locator(".ProseMirror > *").all_inner_texts()


def whose(tab: Tab) -> list[str]:
    """Whose each of them is."""
    return [c.split()[-1] for c in tab.locator(".ProseMirror > *").evaluate_all("all => all.map(e => e.className)")]


def kept(tab: Tab) -> None:
    """Wait until what was typed is kept."""
    expect(tab.locator(".state .kept")).to_contain_text("Kept")


def at(tab: Tab, words: str, *, after: int = 0) -> None:
    """Put the cursor before some words, or so many letters after their beginning."""
    tab.evaluate(
        """([words, after]) => {
          const walker = document.createTreeWalker(document.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            document.querySelector(".ProseMirror").focus();
            getSelection().collapse(node, at + after);
          }
        }""",
        [words, after],
    )
    tab.wait_for_timeout(60)


# The way through the editor

HARD = (
    '<p>A <em>b</em> <strong><em>c</em> d</strong> &amp; &lt;e&gt; “f” <a href="https://a.example/?b=1&amp;c">g</a></p>',
    "<p>One line<br>another; H<sub>2</sub>O, 5<sup>th</sup>, <code>x = 1</code>, <abbr>UN</abbr> <q>so</q></p>",
    "<h2>A <em>head</em></h2>",
    "<ul><li>One<br>two</li><li>Three<ul><li>four</li></ul>five</li></ul>",
    "<ol><li><ol><li>deep</li></ol></li></ol>",
    "<blockquote><p>One.</p><p>Two.</p><ul><li>Three</li></ul></blockquote>",
    '<table><caption>Fares</caption><tr><th>To</th><th>Crowns</th></tr><tr><td colspan="2">A<br>b</td></tr>'
    '<tr><td rowspan="3"></td><td><ul><li>c</li></ul></td></tr></table>',
    "<table><caption>Nothing but this</caption></table>",
    "<p>\u00a0Blanks\u00a0that stay </p>",
    "<p>العبّارة تعود</p>",
)


def bodies() -> list[Block]:
    """Blocks of all the wires that lie here, and of our own making."""
    found = dict.fromkeys(block for html in HARD for block in blocks_from_html(html))
    folders = (ROOT / "tests" / "wires", ROOT / "src" / "dateline" / "demo")
    for file in sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in (".json", ".xml", ".html")):
        try:
            reading = read(file.read_bytes(), received=NOON, name=file.name)
        except WireError:
            continue
        found |= dict.fromkeys(b for v in reading.versions for b in v.body)
    return list(found)


def test_a_round_trip_through_the_editor_changes_nothing(editing: Room) -> None:
    """
    To the letter, for every body that the wires brought: who opens an article and saves it has not edited it.
    """
    given = [{"kind": b.kind, "html": b.html} for b in bodies()]
    assert len({b["kind"] for b in given}) >= 5
    assert len(given) > 300
    tab = editing.tab("ada")
    tab.wait_for_function("() => Boolean(window.through)")
    assert tab.evaluate("blocks => window.through(blocks)", given) == given


def test_what_the_editor_writes_is_as_clean_as_what_it_was_given(editing: Room) -> None:
    """
    A block that somebody touched comes back in the house's own few tags, with every word.
    """
    given = [b for b in bodies() if b.kind != "media"]
    tab = editing.tab("ada")
    tab.wait_for_function("() => Boolean(window.through)")
    written = tab.evaluate("blocks => window.anew(blocks)", [{"kind": b.kind, "html": b.html} for b in given])
    for block, one in zip(given, written, strict=True):
        (clean,) = blocks_from_html(one["html"])
        assert (clean.kind, clean.text, clean.html) == (block.kind, block.text, one["html"])


# Whose words they are


def test_an_enter_makes_no_words_ours(editing: Room) -> None:
    """
    Both halves of a source's paragraph stay its own, and what is typed between them is ours; it shows in a word.
    """
    tab = editing.edit("ada", editing.begun("ferry", FIRST, SECOND))
    at(tab, FIRST, after=len(FIRST))
    tab.keyboard.press("Enter")
    tab.keyboard.type("Nobody whom we asked believed it.")
    at(tab, SECOND, after=21)
    tab.keyboard.press("Enter")
    assert whose(tab) == ["wire", "ours", "wire", "wire"]
    kept(tab)
    assert whose(tab) == ["wire", "ours", "wire", "wire"]
    labels = tab.locator(".ProseMirror > *").evaluate_all("all => all.map(e => e.dataset.whose ?? '')")
    assert labels[1] == "ours"
    assert "edited" in labels[2]


def test_a_join_of_ours_and_a_sources_is_the_sources(editing: Room) -> None:
    """
    A Backspace must not swallow a source.
    """
    tab = editing.edit("ada", editing.begun("ferry", FIRST, SECOND))
    at(tab, FIRST, after=len(FIRST))
    tab.keyboard.press("Enter")
    tab.keyboard.type("We asked.")
    at(tab, SECOND)
    tab.keyboard.press("Backspace")
    assert body(tab) == [FIRST, f"We asked.{SECOND}"]
    assert whose(tab) == ["wire", "wire"]


def test_two_sources_are_not_joined(editing: Room) -> None:
    """
    A paragraph has one source; what would mix two is not done, and it is said.
    """
    id = editing.begun("ferry", FIRST, SECOND)
    other = editing.served.sent("bridge", "Bridge closed", OTHERS)
    tab = editing.edit("ada", id)
    at(tab, SECOND, after=len(SECOND))
    tab.keyboard.press("Enter")
    tab.keyboard.insert_text(OTHERS)
    kept(tab)
    # The desk knew the words, wherever they were copied.
    expect(tab.locator(".ProseMirror > *").nth(2)).to_have_class("whose wire")
    at(tab, OTHERS)
    tab.keyboard.press("Backspace")
    assert body(tab) == [FIRST, SECOND, OTHERS]
    expect(tab.locator("#said")).to_contain_text("paragraphs of their own")
    draft = editing.served.desk.room.ledger.article(id)
    assert draft is not None
    assert other not in draft.stories


def test_words_of_a_source_that_are_pasted_stand_by_themselves(editing: Room) -> None:
    """
    Cut from the wire and pasted into ours, they do not become ours.
    """
    tab = editing.edit("ada", editing.begun("ferry", FIRST, SECOND))
    at(tab, SECOND, after=len(SECOND))
    tab.keyboard.press("Enter")
    tab.keyboard.type("Nobody whom we asked believed it.")
    tab.evaluate(
        """words => {
          const html = `<p data-pm-slice="1 1 []" data-source="${words[0]}">${words[1]}</p>`;
          const data = new DataTransfer();
          data.setData("text/html", html);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector(".ProseMirror").dispatchEvent(event);
        }""",
        [_source(editing, tab), "costs two crowns as it did before"],
    )
    assert whose(tab) == ["wire", "wire", "ours", "wire"]
    assert body(tab)[2:] == ["Nobody whom we asked believed it.", "costs two crowns as it did before"]
    kept(tab)
    assert whose(tab) == ["wire", "wire", "ours", "wire"]


def _source(editing: Room, tab: Tab) -> str:
    article = editing.served.room.ledger.article(tab.url.rpartition("/")[2])
    assert article is not None
    source = article.wording.blocks[1].source
    assert source is not None
    return f"{source.story} {source.version} {source.block}"


# House style


def test_a_suggestion_is_accepted_by_key(editing: Room) -> None:
    """
    Alt and an arrow lead to the next one, Alt and Enter take it, and only its words are changed.
    """
    tab = editing.edit("ada", editing.begun("ferry", FIRST, "It left on Friday, Jan 16, 2020, with 3 goats."))
    expect(tab.locator(".checks li")).to_have_count(2)
    tab.keyboard.press("Tab")
    tab.locator(".ProseMirror").press("Alt+ArrowDown")
    expect(tab.locator(".check.now")).to_have_text("3 goats")
    tab.keyboard.press("Alt+ArrowDown")
    expect(tab.locator(".check.now")).to_have_text("Friday, Jan 16, 2020")
    tab.keyboard.press("Alt+Enter")
    expect(tab.locator(".ProseMirror > *").nth(1)).to_have_text("It left on Thursday, Jan 16, 2020, with 3 goats.")
    kept(tab)
    expect(tab.locator(".checks li")).to_have_count(1)


# Two in one article


def test_two_people_see_each_other_and_write_nothing_over(editing: Room) -> None:
    """
    The second looks on while the first types, takes over, and then the first looks on; all words are there in the end.
    """
    id = editing.begun("ferry", FIRST, SECOND)
    ada = editing.edit("ada", id)
    ben = editing.edit("ben", id)
    expect(ben.locator(".state .who")).to_contain_text("Ada Ferry is editing")
    expect(ada.locator(".state .who")).to_contain_text("Also here: Ben")
    at(ada, FIRST, after=len(FIRST))
    ada.keyboard.type(" He smiled.")
    expect(ben.locator(".ProseMirror > *").first).to_have_text(f"{FIRST} He smiled.")
    expect(ben.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")
    ben.get_by_role("button", name="Take over").click()
    expect(ada.locator("#said")).to_contain_text("Ben has taken over")
    expect(ada.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")
    at(ben, SECOND, after=len(SECOND))
    ben.keyboard.type(" So they say.")
    expect(ada.locator(".ProseMirror > *").nth(1)).to_have_text(f"{SECOND} So they say.")
    assert body(ada) == body(ben) == [f"{FIRST} He smiled.", f"{SECOND} So they say."]
    ben.close()
    expect(ada.locator(".state .who")).to_contain_text("nobody is editing")
    ada.get_by_role("button", name="Edit", exact=True).click()
    expect(ada.locator(".ProseMirror")).to_have_attribute("contenteditable", "true")


def test_who_is_late_chooses_and_both_texts_are_kept(editing: Room) -> None:
    """
    A draft that somebody else changed meanwhile is not written over: both are shown, and the other is put aside.
    """
    id = editing.begun("ferry", FIRST, SECOND)
    ada = editing.edit("ada", id)
    # Its line is down for a moment, and somebody's program writes meanwhile.
    desk = editing.served.desk
    owner = desk.accounts.person("ada")
    assert owner is not None
    opened = desk.accounts.open(owner)
    article = ada.request.get(f"{editing.served.address}api/v1/articles/{id}").json()
    ada.context.route("**/draft*", lambda route: route.abort())
    at(ada, FIRST, after=len(FIRST))
    ada.keyboard.type(" First.")
    ada.request.put(
        f"{editing.served.address}api/v1/articles/{id}/draft",
        headers={
            "cookie": f"dateline_desk={opened.secret}",
            "x-dateline-csrf": opened.session.csrf,
            "if-match": '"0"',
            "content-type": "application/json",
        },
        data=json.dumps({"words": article["words"] | {"headline": "Theirs"}, "base": 1}),
    )
    ada.context.unroute("**/draft*")
    ada.keyboard.type(" Second.")
    choice = ada.get_by_role("button", name="Let mine stand")
    choice.click()
    kept(ada)
    found = ada.request.get(f"{editing.served.address}api/v1/articles/{id}/draft").json()
    assert found["draft"]["words"]["blocks"][0]["html"].endswith("First. Second.</p>")
    assert [a["words"]["headline"] for a in found["aside"]] == ["Theirs"]


# The wire goes on


def test_a_newer_version_is_taken_in_and_what_was_typed_is_kept(editing: Room) -> None:
    """
    Both changed one paragraph: the editor sees them side by side, chooses, and nothing else that was typed moves.
    """
    id = editing.begun("ferry", FIRST, SECOND)
    tab = editing.edit("ada", id)
    at(tab, SECOND, after=len("A crossing costs "))
    tab.keyboard.type("about ")
    tab.get_by_label("Headline").fill("Boat runs again")
    kept(tab)
    tab.keyboard.press("Control+s")
    tab.keyboard.press("Enter")
    expect(tab.locator(".state .kept")).to_contain_text("Saved")
    at(tab, "about", after=len("about"))
    tab.keyboard.type(" exactly")
    kept(tab)
    editing.served.sent("ferry", "Ferry runs again", FIRST, SECOND.replace("two", "five"), version=2)
    tab.get_by_role("button", name="Look, and take it in").click()
    expect(tab.locator(".clash")).to_have_count(1)
    tab.locator(".clash .theirs input").check()
    tab.get_by_role("button", name="Take it in", exact=True).click()
    expect(tab.locator(".merge")).to_have_count(0)
    assert body(tab) == [FIRST, SECOND.replace("two", "five")]
    expect(tab.get_by_label("Headline")).to_have_value("Boat runs again")


# Preview, and the blank page


def test_a_preview_shows_the_sites_page_in_a_frame(editing: Room) -> None:
    """
    With its own style and fonts, at a phone's width too, under the desk's strict policy.
    """
    tab = editing.edit("ada", editing.begun("ferry", FIRST, SECOND))
    tab.keyboard.press("Tab")
    tab.locator(".ProseMirror").press("Alt+p")
    frame = tab.frame_locator(".preview iframe")
    expect(frame.locator("h1")).to_have_text("Ferry runs again")
    expect(frame.locator("h1")).to_have_css("font-family", re.compile("Source Serif"))
    tab.get_by_role("button", name="Phone").click()
    assert tab.locator(".preview iframe").evaluate("frame => frame.clientWidth") == 390


def test_pictures_are_put_into_words_and_in_order(editing: Room) -> None:
    """
    Which stands on top, which stands at all, and what those read who cannot see; the preview has it, and so does the
    next who opens the article.
    """
    room, hrefs = editing.served.room, ("https://vellmar.example/a.jpg", "https://vellmar.example/b.jpg")
    files = [Delivery("by-hand", "picture", href, photograph(900 - n, 600), NOON) for n, href in enumerate(hrefs)]
    list(room.ingest(files, "dateline"))
    images = "".join(f'&lt;img src="{href}" alt="Boat {n}"&gt;' for n, href in enumerate(hrefs))
    words = f"<guid>p1</guid><title>Boats</title><description>&lt;p&gt;{FIRST}&lt;/p&gt;{images}</description>"
    feed = f'<rss version="2.0"><channel><title>F</title><item>{words}</item></channel></rss>'
    (result,) = room.ingest([Delivery("by-hand", "http", "feed", feed.encode(), NOON)], "dateline")
    id = take(result.items[0].story, by="ada", ledger=room.ledger).id
    ada = editing.edit("ada", id)
    figures = ada.get_by_role("region", name="Pictures").locator("figure")
    expect(figures).to_have_count(2)
    figures.nth(1).get_by_label("Alt text").fill("A boat at its quay")
    figures.nth(1).get_by_role("button", name="Put on top").click()
    expect(figures.first.get_by_label("Alt text")).to_have_value("A boat at its quay")
    figures.nth(1).get_by_label("With the article").uncheck()
    kept(ada)
    ada.keyboard.press("Control+s")
    ada.keyboard.press("Enter")
    expect(ada.locator(".state .kept")).to_contain_text("Saved")
    article = room.ledger.article(id)
    assert article is not None
    assert [(p.alt, p.shown) for p in article.wording.pictures] == [("A boat at its quay", True), ("", False)]
    again = editing.edit("ada", id).get_by_role("region", name="Pictures").locator("figure")
    expect(again.first.get_by_label("Alt text")).to_have_value("A boat at its quay")
    expect(again.nth(1).get_by_label("With the article")).not_to_be_checked()
