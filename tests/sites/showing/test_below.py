"""What stands below a story: each text by its own rights, and a teaser that becomes a way to its full story."""

from datetime import timedelta
from typing import Any

import pytest
from tests.sites.newsroom import START, Newsroom, item

FULL_HEADLINE = "Why the quay was shut"


def page_of(headline: str = FULL_HEADLINE, **teaser: Any) -> dict[str, Any]:
    """A story that comes with a backgrounder and with the teaser of another text."""
    return item(
        "q:1",
        headline="Quay opens",
        body=["The quay opened before it was light."],
        inside={
            "background": item("q:2", headline="The quay since 1887", body=["Oak at first.", "Steel from 1925."]),
            "teaser": item("q:3", headline=headline, body=["A wheel of the gate had cracked in the frost."]) | teaser,
        },
    )


@pytest.fixture
def main(newsroom: Newsroom) -> str:
    story = newsroom.send("pel", page_of())
    newsroom.publish(story)
    newsroom.follow()
    return story


def part(newsroom: Newsroom, main: str, role: str) -> str:
    return next(p.story for p in newsroom.story(main).parts if p.role == role)


def read_more(newsroom: Newsroom, main: str) -> str | None:
    """Where the teaser leads; None if nowhere."""
    links = newsroom.tree(newsroom.path(main)).cssselect(".related a.more")
    assert all(link.text_content().startswith("Read more") for link in links)
    return links[0].get("href") if links else None


def test_a_backgrounder_stands_below_under_its_own_head(newsroom: Newsroom, main: str) -> None:
    """
    It came on the same page; "How we know" and the page's parts name it as a text of its own.
    """
    background = part(newsroom, main, "backgrounder")
    path = newsroom.path(main)
    text = newsroom.text(path)
    assert text.index("The quay opened before") < text.index("The quay since 1887") < text.index("Steel from 1925.")
    assert "the backgrounder “The quay since 1887”" in newsroom.text(path + "/how")
    page = newsroom.page(path)
    assert page is not None and background in page.parts
    assert newsroom.page("/") is not None and background not in newsroom.page("/").parts  # type: ignore[union-attr]


@pytest.mark.parametrize("deed", ["kill", "withhold", "expire"])
def test_a_text_below_goes_alone(newsroom: Newsroom, main: str, deed: str) -> None:
    """
    What takes a backgrounder back leaves the story above it standing.
    """
    background = part(newsroom, main, "backgrounder")
    if deed == "kill":
        newsroom.kill(background)
    else:
        later = item("q:2", headline="The quay since 1887", body=["Steel from 1925."], number=2)
        limit = {"expires": (START + timedelta(hours=1)).isoformat()} if deed == "expire" else {"pubStatus": "withheld"}
        assert newsroom.send("pel", later | limit) == background
    newsroom.tick(hours=2)
    newsroom.follow()
    path = newsroom.path(main)
    assert newsroom.status(path) == 200
    assert "since 1887" not in newsroom.text(path)
    assert "since 1887" not in newsroom.text(path + "/how")
    assert "The quay opened before" in newsroom.text(path)


def test_a_teaser_gets_its_link_by_itself_and_loses_it_again(newsroom: Newsroom, main: str) -> None:
    """
    The full story comes later, under another id, from another agency: by its headline the teaser finds it. Once it is
    killed there is nothing to read more of, and the teaser stands alone again.
    """
    assert read_more(newsroom, main) is None
    assert "A wheel of the gate" in newsroom.text(newsroom.path(main))
    full = newsroom.send("brk", item("b:1", headline="Why the Quay was shut!", body=["In the second hour of frost."]))
    newsroom.follow()
    assert read_more(newsroom, main) is None, "nobody has published it"
    newsroom.publish(full)
    newsroom.follow()
    assert read_more(newsroom, main) == newsroom.path(full)
    page = newsroom.page(newsroom.path(main))
    assert page is not None and {full, newsroom.article(full).id} <= set(page.parts)
    assert page.until == START + timedelta(days=28), "its licence is the shorter one"
    newsroom.kill(full)
    newsroom.follow()
    assert read_more(newsroom, main) is None
    assert "A wheel of the gate" in newsroom.text(newsroom.path(main))


def test_a_teaser_on_one_site_does_not_lead_to_another(newsroom: Newsroom, main: str) -> None:
    """
    A link of our own stays on the site: what is published elsewhere in the network is not there to be read.
    """
    full = newsroom.send("brk", item("b:1", headline=FULL_HEADLINE, body=["In the second hour of frost."]))
    newsroom.publish(full, "mill")
    newsroom.follow()
    assert read_more(newsroom, main) is None


def test_the_full_story_of_a_teaser_may_be_given_another_headline(newsroom: Newsroom, main: str) -> None:
    """
    Where the source sends the full text under the teaser's own id, our headline does not hide it.
    """
    teaser = part(newsroom, main, "teaser")
    newsroom.take(teaser)
    newsroom.edit(teaser, headline="A cracked wheel")
    newsroom.publish(teaser)
    newsroom.follow()
    assert read_more(newsroom, main) == newsroom.path(teaser)
    assert "A cracked wheel" in newsroom.text(newsroom.path(main))


def test_the_card_of_a_full_story_credits_the_one_who_wrote_it(newsroom: Newsroom, main: str) -> None:
    """
    The words below the story are those of the full story's source then, and no more of the one that sent the teaser.
    """
    full = newsroom.send("brk", item("b:1", headline=FULL_HEADLINE, body=["In the second hour of frost."]))
    newsroom.publish(full)
    newsroom.follow()
    path = newsroom.path(main)
    below = [e.text_content() for e in newsroom.tree(path).cssselect(".credits p")][1:]
    assert below == ["Below the story: Brackwater text: copyright Brackwater News Cooperative. Used for 28 days."]
    (row,) = [e.text_content() for e in newsroom.tree(path + "/how").cssselect(".parts tbody tr")][2:]
    assert "the teaser" in row and "Brackwater" in row and "until Feb 13, 2020" in row


def test_a_related_text_shows_only_once_it_can_be_read(newsroom: Newsroom) -> None:
    """
    A text that merely came along is no teaser: without a page of its own there is nothing to say of it.
    """
    related = item("q:4", headline="Pilots vote", body=["Nine hours, not twelve."])
    story = newsroom.send("pel", page_of() | {"associations": [{"name": "see-also", **related}]})
    newsroom.publish(story)
    newsroom.follow()
    assert "Pilots vote" not in newsroom.text(newsroom.path(story))
    other = part(newsroom, story, "related")
    newsroom.publish(other)
    newsroom.follow()
    assert read_more(newsroom, story) == newsroom.path(other)


def test_a_teaser_holds_no_more_than_its_licence_lets_an_excerpt_hold(newsroom: Newsroom) -> None:
    """
    Where the source sent a whole text in the teaser's place, as many words stand there as the licence has.
    """
    long = " ".join(f"word{n}" for n in range(100))
    story = newsroom.send("pel", page_of() | {"associations": [
        {"name": "teaser", **item("q:3", headline=FULL_HEADLINE, body=[long])},
    ]})  # fmt: skip
    newsroom.publish(story)
    newsroom.follow()
    text = newsroom.text(newsroom.path(story))
    assert "word59 …" in text and "word60" not in text


def test_a_teaser_sent_as_one_stands_as_it_was_sent(newsroom: Newsroom) -> None:
    """
    What the source itself cut is not cut again; that it goes on elsewhere is to be seen.
    """
    long = " ".join(f"word{n}" for n in range(100))
    teaser = item("q:3", headline=FULL_HEADLINE, body=[long], representationType="partial")
    story = newsroom.send("pel", page_of() | {"associations": [{"name": "teaser", **teaser}]})
    newsroom.publish(story)
    newsroom.follow()
    assert "word99 …" in newsroom.text(newsroom.path(story))
