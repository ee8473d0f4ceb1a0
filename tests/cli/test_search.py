"""search: what came in and what was published, at the command line."""

import pytest
from tests.cli.conftest import Desk, Item, told


def test_a_story_is_found_as_soon_as_it_came_in(desk: Desk, item: Item) -> None:
    """
    Without a newsroom running: the command brings the index up itself.
    """
    story = desk.take_in(item("1"), "1.json")
    (hit,) = desk.done("search", "lamplighters", "--json").json
    assert (hit["id"], hit["source"], hit["status"], hit["version"], hit["sites"]) == (story, "qui", "new", 1, [])
    assert "lamplighters" in hit["snippet"]
    assert desk.done("search", "lamplighters", "--readers", "--json").json == []


def test_a_published_story_is_found_where_it_stands(desk: Desk, published: str) -> None:
    """
    By readers too; a look at it shows where, what became of it, and by what the rest can be told apart.
    """
    (hit,) = desk.done("search", "tamsin orrery", "--readers", "--site", "example", "--json").json
    assert (hit["story"], hit["sites"]) == (published, ["example"])
    said = desk.done("search", '"tamsin orrery"', "source:qui").out
    assert "published" in said and "1 hit, page 1 of 1" in said and "source: Quillon 1" in said


def test_what_is_killed_is_found_no_more(desk: Desk, published: str) -> None:
    """
    The desk finds that it was there by its status, without a word of it.
    """
    desk.done("search", "lamplighters")
    desk.done("kill", published, "--reason", "it must go")
    assert "Nothing." in desk.done("search", "lamplighters").out
    assert "(no words)" in desk.done("search", "--status", "killed").out


def test_an_odd_query_is_answered_with_a_remark(desk: Desk, published: str) -> None:
    """
    Nothing is refused; what was made of it is said.
    """
    assert published
    said = desk.done("search", "colour:grey")
    assert "There is no field colour" in said.err and "Nothing." in said.out


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ((), "type what is looked for"),
        (("grain", "--site", "nowhere"), "there are: example"),
        (("grain", "--status", "gone"), "there are: killed"),
        (("grain", "--readers", "--status", "killed"), "told of no status"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(desk: Desk, words: tuple[str, ...], remedy: str) -> None:
    """
    An option that names nothing is a slip at the keyboard; the answer would be wrong.
    """
    told(desk("search", *words), remedy)


def test_the_index_is_made_anew_on_demand(desk: Desk, published: str) -> None:
    """
    It follows from the ledger alone, and can be deleted at any time.
    """
    assert published
    desk.done("search", "--rebuild")
    assert len(desk.done("search", "lamplighters", "--json").json) == 1
