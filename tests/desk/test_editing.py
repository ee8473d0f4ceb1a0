"""Articles as they are edited: drafts by their numbers, what changed meanwhile, previews."""

import json
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import Working

from dateline.news.wire import Delivery
from dateline.verbs.edit import Draft, edit
from dateline.verbs.publish import publish
from dateline.verbs.take import take

FIRST = "The ferry across the harbour runs again after a week of storms, its master said on Thursday."
SECOND = "A crossing costs two crowns as it did before, and dogs go free until the end of the month."


class Editing:
    """An article, as somebody's browser edits it."""

    def __init__(self, working: Working, person: str, id: str) -> None:
        self.client: TestClient[Any] = working.client
        self.headers, self.id = working.headers(person), id

    def get(self, what: str = "") -> Any:
        """Something of the article."""
        answer = self.client.get(f"/api/v1/articles/{self.id}{what}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def keep(self, words: Any, number: int, base: int = 1, more: str = "") -> Any:
        """Send a draft; the answer."""
        headers = {**self.headers, "if-match": f'"{number}"'}
        body = {"words": words, "base": base}
        return self.client.put(f"/api/v1/articles/{self.id}/draft{more}", json=body, headers=headers)

    def post(self, what: str, body: Any, number: int = 0) -> Any:
        """Send something; the answer."""
        headers = {**self.headers, "if-match": f'"{number}"'}
        return self.client.post(f"/api/v1/articles/{self.id}{what}", json=body, headers=headers)


@pytest.fixture
def ferry(working: Working) -> str:
    """An article of two paragraphs; its id."""
    id = working.sent("ferry", "Ferry runs again", FIRST, SECOND)
    return take(id, by="editor", ledger=working.room.ledger).id


@pytest.fixture
def ada(working: Working, ferry: str) -> Editing:
    """An editor at it."""
    return Editing(working, "editor", ferry)


@pytest.fixture
def ben(working: Working, ferry: str) -> Editing:
    """Another one at it."""
    return Editing(working, "duty-editor", ferry)


def test_an_article_is_its_words_as_blocks(ada: Editing, working: Working) -> None:
    """
    Each block says whose it is; the answer's ETag is its revision's.
    """
    told = ada.get()
    assert [b["html"] for b in told["words"]["blocks"]] == [f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"]
    assert {b["source"]["story"] for b in told["words"]["blocks"]} == {told["tellers"][0]["id"]}
    assert (told["revision"], told["draft"], told["share"]) == (1, 0, 1.0)
    answer = working.client.get(f"/api/v1/articles/{ada.id}", headers=ada.headers)
    assert answer.headers["etag"] == '"r1"'


def test_a_story_that_nobody_took_says_so(working: Working) -> None:
    """
    There is no article to edit yet, and a word on what makes one.
    """
    id = working.sent("bridge", "Bridge closed", FIRST)
    answer = working.client.get(f"/api/v1/articles/{id}", headers=working.headers("editor"))
    assert answer.status_code == 409
    assert "not taken yet" in answer.json()["detail"]


def test_a_draft_goes_on_from_its_number(ada: Editing) -> None:
    """
    Each change has the next one; without the number nothing is kept.
    """
    words = ada.get()["words"] | {"headline": "Boat runs again"}
    assert ada.keep(words, 0).json()["number"] == 1
    assert ada.keep(words, 1).json()["number"] == 2
    assert ada.get("/draft")["draft"]["words"]["headline"] == "Boat runs again"
    bare = ada.client.put(f"/api/v1/articles/{ada.id}/draft", json={"words": words, "base": 1}, headers=ada.headers)
    assert bare.status_code == 400
    assert ada.get()["words"]["headline"] == "Ferry runs again"


def test_nobodys_draft_is_written_over(ada: Editing, ben: Editing) -> None:
    """
    Who comes second is told who was first, and their words; their own are put aside.
    """
    words = ada.get()["words"]
    ada.keep(words | {"headline": "Ada's"}, 0)
    late = ben.keep(words | {"headline": "Ben's"}, 0)
    assert late.status_code == 412
    assert (late.json()["who"], late.json()["draft"]["words"]["headline"]) == ("Editor", "Ada's")
    assert late.headers["content-type"] == "application/problem+json"
    found = ben.get("/draft")
    assert found["draft"]["words"]["headline"] == "Ada's"
    assert [a["words"]["headline"] for a in found["aside"]] == ["Ben's"]


def test_who_takes_over_puts_the_others_words_aside(ada: Editing, ben: Editing) -> None:
    """
    A take-over is no loss: what the other had typed waits beside the draft.
    """
    words = ada.get()["words"]
    ada.keep(words | {"headline": "Ada's"}, 0)
    assert ben.keep(words | {"headline": "Ben's"}, 1).status_code == 200
    found = ada.get("/draft")
    assert found["draft"]["words"]["headline"] == "Ben's"
    assert [(a["person"], a["words"]["headline"]) for a in found["aside"]] == [("editor", "Ada's")]


def test_one_person_in_two_windows_loses_nothing_either(ada: Editing) -> None:
    """
    Letting this window's words stand puts the other window's aside.
    """
    words = ada.get()["words"]
    ada.keep(words | {"headline": "First window's"}, 0)
    assert ada.keep(words | {"headline": "Second window's"}, 0).status_code == 412
    assert ada.keep(words | {"headline": "Second window's"}, 1, more="?over=true").status_code == 200
    assert [a["words"]["headline"] for a in ada.get("/draft")["aside"]] == ["First window's"]


def test_a_draft_that_was_left_can_be_had_again_and_its_number_goes_on(ada: Editing, working: Working) -> None:
    """
    Leaving is undone by putting the words in again; an old number never fits a new draft.
    """
    words = ada.get()["words"]
    ada.keep(words | {"headline": "Boat"}, 0)
    headers = {**ada.headers, "if-match": '"1"'}
    left = working.client.delete(f"/api/v1/articles/{ada.id}/draft", headers=headers)
    assert left.status_code == 200
    found = ada.get("/draft")
    assert (found["draft"], found["number"]) == (None, 2)
    assert [a["words"]["headline"] for a in found["aside"]] == ["Boat"]
    assert ada.keep(words, 1).status_code == 412
    assert ada.keep(words, 2).json()["number"] == 3


def test_a_saved_draft_is_a_revision(ada: Editing, working: Working) -> None:
    """
    By the verb that everybody edits by; the draft is gone then, and a second save has nothing to do.
    """
    words = ada.get()["words"]
    words["blocks"][0]["html"] = f"<p>{FIRST.replace('a week', 'ten days')}</p>"
    ada.keep(words, 0)
    assert ada.post("/draft/save", {"note": "How long it lay"}, 1).status_code == 200
    told = ada.get()
    assert told["revision"] == 2
    assert told["words"]["blocks"][0]["edited"]
    article = working.room.ledger.article(ada.id)
    assert article is not None
    assert (article.revisions[-1].by, article.revisions[-1].note) == ("editor", "How long it lay")
    assert ada.post("/draft/save", {}, 2).status_code == 409


def test_a_browser_has_no_say_in_what_is_clean_or_whose(ada: Editing) -> None:
    """
    Scripts go, and words of a source stay its own, whatever the block says of itself.
    """
    words = ada.get()["words"]
    words["blocks"][0] = {"kind": "paragraph", "html": f"<p onclick=x>{FIRST}<script>alert(1)</script></p>"}
    words["blocks"].append({"kind": "media", "html": "<figure><img src=x onerror=alert(1)></figure>"})
    kept = ada.keep(words, 0).json()["words"]["blocks"]
    assert [b["html"] for b in kept] == [f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"]
    assert kept[0]["source"]["block"] == 0


def test_what_the_desk_changed_meanwhile_is_merged_into_a_draft(ada: Editing, working: Working) -> None:
    """
    A draft of an older revision is not saved over a newer one; both changes stand once it was taken in.
    """
    words = ada.get()["words"] | {"headline": "Boat runs again"}
    words["blocks"].append({"kind": "paragraph", "html": "<p>We asked its master ourselves.</p>"})
    ada.keep(words, 0)
    blocks = tuple(ada_blocks(working, ada.id))
    edit(ada.id, Draft(kicker="Harbour", blocks=blocks[1:]), by="duty-editor", ledger=working.room.ledger)
    assert ada.post("/draft/save", {}, 1).status_code == 409
    seen = ada.get("/proposal")
    assert (seen["by"], seen["who"], seen.get("conflicts", [])) == ("desk", "Duty Editor", [])
    assert ada.post("/draft/rebase", {"choices": {}}, 1).status_code == 200
    assert ada.post("/draft/save", {}, 2).status_code == 200
    after = ada.get()["words"]
    assert (after["headline"], after["kicker"]) == ("Boat runs again", "Harbour")
    assert [b["html"] for b in after["blocks"]] == [f"<p>{SECOND}</p>", "<p>We asked its master ourselves.</p>"]


def ada_blocks(working: Working, id: str) -> Any:
    """The blocks of an article as they stand."""
    article = working.room.ledger.article(id)
    assert article is not None
    return article.wording.blocks


def test_two_who_changed_the_same_words_choose(ada: Editing, working: Working) -> None:
    """
    Neither stands by itself; what was typed is kept until somebody says.
    """
    ada.keep(ada.get()["words"] | {"headline": "Boat runs again"}, 0)
    edit(ada.id, Draft(headline="Ship runs again"), by="duty-editor", ledger=working.room.ledger)
    (clash,) = ada.get("/proposal")["conflicts"]
    assert (clash["place"], clash["ours"], clash["theirs"]) == ("headline", "Boat runs again", "Ship runs again")
    assert ada.post("/draft/rebase", {"choices": {}}, 1).status_code == 409
    assert ada.post("/draft/rebase", {"choices": {"1": "theirs"}}, 1).json()["words"]["headline"] == "Ship runs again"


def test_a_newer_version_is_proposed_against_what_is_typed(ada: Editing, working: Working) -> None:
    """
    The wire goes on while one edits: where both changed the same words the draft's are shown beside the source's.
    """
    words = ada.get()["words"]
    words["blocks"][1]["html"] = f"<p>{SECOND.replace('two', 'three')}</p>"
    ada.keep(words, 0)
    ada.post("/draft/save", {}, 1)
    words["blocks"][1]["html"] = f"<p>{SECOND.replace('two', 'four')}</p>"
    ada.keep(words, 2, base=2)
    working.sent("ferry", "Ferry runs again", FIRST, SECOND.replace("two", "five"), version=2)
    seen = ada.get("/proposal")
    assert seen["by"] == "wire"
    assert "four" in seen["conflicts"][0]["ours"]
    assert "five" in seen["conflicts"][0]["theirs"]
    assert "<ins>five </ins>" in seen["conflicts"][0]["theirs_html"]


def test_house_style_comes_with_what_is_kept(ada: Editing) -> None:
    """
    An editor need not ask for it.
    """
    words = ada.get()["words"]
    words["blocks"].append({"kind": "paragraph", "html": "<p>It sank on Friday, Jan 16, 2020.</p>"})
    (one,) = ada.keep(words, 0).json()["checks"]
    assert (one["place"], one["replacement"]) == (2, "Thursday, Jan 16, 2020")


# Previews


def previewed(at: Editing, words: Any, site: str = "example") -> tuple[int, Any, bytes]:
    """What a preview comes to: its status, its answer, and the page's bytes."""
    answer = at.post(f"/preview?site={site}", words)
    if answer.status_code != 200 or not answer.json()["href"]:
        return answer.status_code, answer.json(), b""
    page = at.client.get(answer.json()["href"], headers=at.headers)
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    return 200, answer.json(), page.content


@pytest.mark.parametrize("placed", [False, True])
def test_a_preview_is_the_page_that_is_then_published(ada: Editing, working: Working, placed: bool) -> None:
    """
    Byte for byte: what an editor has looked at is what readers get, on a site where it stands and on one where not yet.
    """
    room, id = working.room, ada.id
    if placed:
        room.done(lambda: publish(id, sites=("example",), by="editor", ledger=room.ledger, topics=room.topics()))
    words = ada.get()["words"] | {"headline": "Boat runs again", "standfirst": "At last."}
    words["blocks"].append({"kind": "paragraph", "html": "<p>We asked <em>its master</em> ourselves.</p>"})
    before = room.ledger.tail(), {f.code: {p.digest for p in f.store().pages()} for f in room.followers()}
    _, seen, page = previewed(ada, words)
    after = room.ledger.tail(), {f.code: {p.digest for p in f.store().pages()} for f in room.followers()}
    assert before == after
    ada.keep(words, 0)
    assert ada.post("/draft/save", {}, 1).status_code == 200
    if not placed:
        room.done(lambda: publish(id, sites=("example",), by="editor", ledger=room.ledger, topics=room.topics()))
    (follower,) = (f for f in room.followers() if f.code == "example")
    assert follower.store().body(seen["path"]) == page


def test_a_preview_finds_its_style_and_fonts(ada: Editing) -> None:
    """
    They lie where the page asks for them, and need no site to be served.
    """
    _, _, page = previewed(ada, ada.get()["words"])
    style = page.split(b'rel="stylesheet" href="')[1].split(b'"')[0].decode()
    assert ada.client.get(style, headers=ada.headers).headers["content-type"].startswith("text/css")
    assert ada.client.get("/style-00000000.css", headers=ada.headers).status_code == 404


def test_what_may_not_be_shown_is_not_shown_and_says_why(working: Working) -> None:
    """
    An embargo holds for a preview's readers as for the site's.
    """
    item = {
        "uri": "late",
        "version": "1",
        "versionCreated": "2020-01-16T11:00:00Z",
        "embargoed": "2020-01-17T00:00:00Z",
        "headlines": [{"role": "main", "value": "Mayor resigns"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": FIRST}],
    }
    delivery = Delivery("by-hand", "folder", "late.json", json.dumps(item).encode(), working.room.clock.now())
    (result,) = working.room.ingest([delivery], "dateline")
    id = take(result.items[0].story, by="editor", ledger=working.room.ledger).id
    at = Editing(working, "editor", id)
    status, seen, page = previewed(at, at.get()["words"])
    assert (status, page) == (200, b"")
    assert "embargo" in seen["why"]


def test_a_preview_of_no_site_is_refused(ada: Editing) -> None:
    """
    With the reason, and no defect.
    """
    assert previewed(ada, ada.get()["words"], "nowhere")[0] == 409


def test_an_article_begins_from_a_blank_page(ada: Editing, working: Working) -> None:
    """
    Without a source of our own in force, the answer says how to get one.
    """
    body = {"headline": "Ours", "blocks": [{"kind": "paragraph", "html": "<p>We were there.</p>"}]}
    answer = working.client.post("/api/v1/articles", json=body, headers=ada.headers)
    assert (answer.status_code, "source of our own" in answer.text) in ((409, True), (201, False))


@pytest.mark.parametrize("person", ["reader"])
def test_a_reader_looks_on(working: Working, ferry: str, person: str) -> None:
    """
    Whoever may see may read drafts and previews; to type takes an editor.
    """
    at = Editing(working, person, ferry)
    words = at.get()["words"]
    assert at.keep(words, 0).status_code == 403
    assert previewed(at, words)[0] == 200
    assert at.post("/editing", {"window": "w"}).status_code == 403
