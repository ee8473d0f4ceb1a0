"""The page that the first network printed, taken in and published again: a package of three, whole and in order."""

import re
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.cli.conftest import Desk

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "page.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the first network's page is not beside this checkout")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The page's parts: the head of the story, its body, the backgrounder, the teaser."""
    return [" ".join(line.split()) for line in SEED.read_text("utf-8").splitlines() if len(line.split()) > 5]


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    """The stories that came of it."""
    came = desk.done("ingest", SEED, "--json").json
    return [i["story"] for i in came[0]["items"]]


@pytest.fixture
def page(desk: Desk, ids: list[str], tmp_path: Path) -> HtmlElement:
    """The main story's page as readers get it."""
    desk.done("publish", ids[0], "--site", "example")
    desk.done("build", "--export", tmp_path / "out")
    (file,) = (tmp_path / "out").rglob(f"*-{ids[0].rpartition('-')[2]}.html")
    return html.fromstring(file.read_text("utf-8"))


def words(*elements: HtmlElement) -> str:
    """The words of elements, white space folded."""
    return " ".join(" ".join(e.text_content().split()) for e in elements)


def test_the_page_is_one_package_of_three(desk: Desk, ids: list[str]) -> None:
    """
    A story, its backgrounder and a teaser of a related analysis, and nothing that is only furniture of the page.
    """
    story = desk.story(ids[0])
    assert len(ids) == 3
    assert [(p["role"], p["id"]) for p in story["package"]] == [("backgrounder", ids[1]), ("teaser", ids[2])]
    assert len(desk.done("stories", "--json").json) == 3


def test_headline_byline_and_dateline_stand_as_the_page_had_them(page: HtmlElement, lines: list[str]) -> None:
    """
    Who wrote it is whose wire it is: the first network's "by Staff Writers" names nobody.
    """
    headline, _, dateline = lines[0].partition(" by Staff Writers ")
    assert words(*page.cssselect("h1")) == headline
    byline = page.cssselect(".byline")[0]
    assert words(*byline.cssselect("b")) == "AFP"
    assert words(*byline.cssselect("span")) == dateline
    assert "Staff Writers" not in words(page)


def test_every_sentence_of_the_story_stands_once_and_in_order(page: HtmlElement, lines: list[str]) -> None:
    """
    The wire's text, to the letter: nothing is lost at the seams of paragraphs, nothing printed twice.
    """
    body = page.cssselect("article > .body")[0]
    assert words(*body.cssselect("p")) == lines[1]
    assert words(page.cssselect("main")[0]).count(lines[1][-60:]) == 1


def test_the_backgrounder_has_its_headline_and_five_sections(page: HtmlElement, lines: list[str]) -> None:
    """
    What stood between dashes is a heading, at its place; the text around it is whole.
    """
    part = page.cssselect(".backgrounder")[0]
    headline = words(*part.cssselect("h2"))
    heads = re.findall(r"(?<= - )[^-]{3,40}(?= - )", lines[2])
    assert len(heads) == 5
    assert [words(h) for h in part.cssselect("h3")] == heads
    flow = " ".join(f"- {words(e)} -" if e.tag == "h3" else words(e) for e in part.cssselect(".body > *"))
    assert f"{headline} {flow}" == lines[2]


def test_the_teaser_is_not_more_than_it_is(page: HtmlElement, lines: list[str]) -> None:
    """
    Its headline and words, ended by an ellipsis; without its full text there is nowhere for a link to lead.
    """
    card = page.cssselect(".related .card")[0]
    headline = words(*card.cssselect(".headline"))
    assert lines[3].startswith(headline)
    summary = words(*card.cssselect(".summary"))
    assert summary.endswith("…")
    assert summary.removesuffix("…").strip() in lines[3]
    assert len(summary.split()) > 40
    assert card.cssselect("a") == []
    assert "read more" not in words(page).lower()


def test_the_footer_names_who_holds_the_rights(page: HtmlElement) -> None:
    """
    The agency by its name, for the text that is its; and no claim to have curated or edited what stands as it came.
    """
    footer = words(*page.cssselect("footer"))
    assert "Agence France-Presse" in footer
    assert not re.search(r"curated|edited", words(page), re.I)


def test_the_old_footer_is_not_news(desk: Desk, ids: list[str]) -> None:
    """
    The first network's own terms belong to its page, and to none of the three texts.
    """
    for id in ids:
        text = " ".join(desk.story(id)["body"])
        assert not re.search(r"GDPR|cookie|Space Media|public domain", text)
