"""The search page, as readers have it."""

from tests.doors.conftest import Open

from dateline.verbs.kill import kill


def indexed(open_room: Open) -> None:
    """The index is brought up, as the running newsroom does."""
    open_room.room.searching.follower.step(open_room.room.clock.now())


def test_what_is_published_is_found_with_its_words_marked(open_room: Open) -> None:
    """
    A reader sees why something was found.
    """
    open_room.published(open_room.sent("urn:a:1", "Ferry runs again", "The boat to Lower Anselm runs."))
    indexed(open_room)
    page = open_room.asked("/search", "q=boat")
    assert page.status == 200
    assert b"<mark>boat</mark>" in page.body
    assert b'href="/2020/01/16/ferry-runs-again-' in page.body


def test_what_is_killed_is_found_no_more_though_the_index_sleeps(open_room: Open) -> None:
    """
    Each hit is looked at as it stands now.
    """
    id = open_room.sent("urn:a:1", "Ferry runs again", "The boat to Lower Anselm runs.")
    open_room.published(id)
    indexed(open_room)
    kill(id, reason="wrong", by="ada", ledger=open_room.room.ledger)
    assert b"Anselm" not in open_room.asked("/search", "q=boat").body


def test_the_page_shows_how_to_ask_before_anything_was_asked(open_room: Open) -> None:
    """
    An empty box is no help.
    """
    page = open_room.asked("/search")
    assert page.status == 200
    assert b"since:2020-01" in page.body


def test_the_answer_is_nobody_elses(open_room: Open) -> None:
    """
    What somebody looked for is kept by no cache, and listed by no search engine.
    """
    indexed(open_room)
    page = open_room.asked("/search", "q=boat&sort=newest&page=abc")
    assert dict(page.headers)["cache-control"] == "no-store"
    assert b"noindex" in page.body


def test_a_question_is_kept_when_it_is_narrowed(open_room: Open) -> None:
    """
    Each way to narrow a search, and to order it, asks the same question with something more.
    """
    open_room.published(open_room.sent("urn:a:1", "Ferry runs again", "The boat to Lower Anselm runs."))
    indexed(open_room)
    body = open_room.asked("/search", "q=boat").body.decode()
    assert 'href="/search?q=boat&amp;sort=newest"' in body
    assert "section%3A" in body
