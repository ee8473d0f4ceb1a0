"""The pictures of an article, as its editors have them: which stand with it, in which order, in whose words."""

from typing import Any

import pytest
from tests.desk.conftest import Working
from tests.desk.sent import NOON
from tests.desk.test_editing import Editing
from tests.pictures.files import photograph

from dateline.news.wire import Delivery
from dateline.sites.http import Request
from dateline.verbs.publish import publish

HREFS = ("https://vellmar.example/ferry.jpg", "https://vellmar.example/quay.jpg")
BODY = "Crews walked out of the ferries on Tuesday, and no boat has left since."
RSS = f"""<rss version="2.0"><channel><title>F</title><item><guid>a1</guid><title>Ferries stop</title>
<description>&lt;p&gt;{BODY}&lt;/p&gt;
&lt;img src="{HREFS[0]}" alt="A ferry"&gt;
&lt;img src="{HREFS[1]}"&gt;</description></item></channel></rss>""".encode()


@pytest.fixture
def ferries(working: Working) -> Editing:
    """A published article with two pictures, of which one has no alt text."""
    room = working.room
    files = [
        Delivery("by-hand", "picture", href, photograph(900 - n, 600, packet=b""), NOON) for n, href in enumerate(HREFS)
    ]
    list(room.ingest(files, "dateline"))
    (result,) = room.ingest([Delivery("by-hand", "http", "feed", RSS, NOON)], "dateline")
    story = result.items[0].story
    room.done(lambda: publish(story, sites=("example",), by="owner", ledger=room.ledger))
    working.desk.live.step()
    room.follow()
    found = room.ledger.story(story)
    assert found is not None
    return Editing(working, "owner", found.articles[0])


def shown(working: Working, id: str) -> list[tuple[str, str]]:
    """The pictures of an article's page: the digest of each, and its alt text."""
    article = working.room.ledger.article(id)
    assert article is not None
    request = Request("GET", working.room.house.sites[0].host, article.placements[0].path)
    response = working.room.readers()(request)
    assert response is not None
    page = response.body.decode()
    return [
        (part.partition('src="/pictures/')[2][:64], part.partition('alt="')[2].partition('"')[0])
        for part in page.split("<img ")[1:]
    ]


def saved(editing: Editing, pictures: list[dict[str, Any]]) -> None:
    """Save a choice among an article's pictures."""
    told = editing.get()
    kept = editing.keep({**told["words"], "pictures": pictures}, told["draft"], told["revision"])
    assert kept.status_code == 200, kept.text
    done = editing.post("/draft/save", {}, kept.json()["number"])
    assert done.status_code == 200, done.text


def test_an_editor_says_what_can_be_seen(working: Working, ferries: Editing) -> None:
    """
    In place of the source's words, and where it sent none; empty again, the source's stand.
    """
    first, second = (p["picture"] for p in ferries.get()["pictures"])
    assert shown(working, ferries.id)[:1] == [(first, "A ferry")]
    saved(ferries, [{"picture": first, "alt": " A ferry at its quay, empty "}, {"picture": second, "alt": "A quay"}])
    assert shown(working, ferries.id)[:1] == [(first, "A ferry at its quay, empty")]
    assert ferries.get()["pictures"][0]["alt"] == "A ferry"
    saved(ferries, [])
    assert shown(working, ferries.id)[:1] == [(first, "A ferry")]


def test_an_editor_chooses_which_stands_on_top_or_none(working: Working, ferries: Editing) -> None:
    """
    The first of those that are shown; one that is not shown stands neither on the page nor in a list.
    """
    first, second = (p["picture"] for p in ferries.get()["pictures"])
    saved(ferries, [{"picture": second, "alt": "A quay"}])
    assert shown(working, ferries.id)[:1] == [(second, "A quay")]
    saved(ferries, [{"picture": first, "shown": False}])
    assert shown(working, ferries.id)[0][0] == second
    saved(ferries, [{"picture": first, "shown": False}, {"picture": second, "shown": False}])
    assert shown(working, ferries.id) == []
    front = working.room.readers()(Request("GET", working.room.house.sites[0].host, "/"))
    assert front is not None
    assert b"/pictures/" not in front.body


def test_a_choice_stays_when_a_colleague_changed_the_words(ferries: Editing, working: Working) -> None:
    """
    What is typed into a draft and what is changed in the article meanwhile are both there in the end.
    """
    first, _ = (p["picture"] for p in ferries.get()["pictures"])
    told = ferries.get()
    chosen = [{"picture": first, "alt": "An empty ferry"}]
    kept = ferries.keep({**told["words"], "pictures": chosen}, told["draft"], told["revision"]).json()
    headers = working.headers("owner")
    changed = {"headline": "Ferries stand still"}
    assert working.client.post(f"/api/v1/stories/{ferries.id}/edit", json=changed, headers=headers).status_code == 200
    merged = ferries.post("/draft/rebase", {"choices": {}}, kept["number"]).json()
    assert merged["words"]["headline"] == "Ferries stand still"
    assert merged["words"]["pictures"] == chosen


@pytest.mark.parametrize("picture", ["", "f" * 63, "../../etc/passwd", "F" * 64])
def test_what_is_no_picture_is_refused(ferries: Editing, picture: str) -> None:
    """A picture goes by the digest of its file."""
    told = ferries.get()
    kept = ferries.keep({**told["words"], "pictures": [{"picture": picture}]}, told["draft"], told["revision"])
    assert kept.status_code == 400
