"""OpenGraph and cards: what a link shows where it is passed on."""

from hypothesis import given
from msgspec.structs import replace
from tests.sites.machines.items import BARE, FULL, HOME, WORDS, said

from dateline.sites.machines import social


def test_a_link_to_a_story_shows_what_it_is() -> None:
    """
    Title, words, picture with what it shows, the site, and the moments that a story has.
    """
    told = social.article(FULL)
    first = dict(reversed(told))
    assert first["og:type"] == "article" and first["og:url"] == FULL.canonical
    assert (first["og:title"], first["og:description"]) == (FULL.headline, FULL.summary)
    assert (first["og:site_name"], first["og:locale"]) == ("The Tideline", "en_AU")
    assert (first["og:image"], first["og:image:width"]) == (f"{HOME}pictures/0a-960.jpg", "960")
    assert first["og:image:alt"] == "A tug at the quay" and first["twitter:card"] == "summary_large_image"
    assert first["article:modified_time"] == "2020-01-16T11:00:00Z"
    assert first["article:expiration_time"] == "2020-02-13T10:00:00Z"
    assert [v for k, v in told if k == "article:tag"] == ["sea transport", "Harbours & quays"]


def test_what_is_not_known_is_not_said() -> None:
    """
    No picture is none, a language without a country names no locale.
    """
    told = dict(social.article(replace(BARE, language="en")))
    assert told["twitter:card"] == "summary"
    assert not {"og:image", "og:locale", "og:description", "article:section", "article:expiration_time"} & set(told)


def test_a_small_picture_is_not_blown_up() -> None:
    """
    Below 300 by 157 pixels it stands beside the words.
    """
    small = replace(FULL, image=replace(FULL.image, width=299))  # type: ignore[type-var]
    assert dict(social.article(small))["twitter:card"] == "summary"


def test_a_link_to_a_list_shows_what_it_is() -> None:
    """
    A front or a section is a page of a website.
    """
    told = dict(social.page("The Tideline", "Ports", "Newest first.", f"{HOME}ports/", "zh-Hant-TW", FULL.image))
    assert (told["og:type"], told["og:title"], told["og:locale"]) == ("website", "Ports", "zh_TW")
    assert told["og:image"] == f"{HOME}pictures/0a-960.jpg"


@given(WORDS)
def test_no_letter_is_told_that_html_has_no_word_for(headline: str) -> None:
    """
    The template escapes what means something in HTML; what means nothing anywhere is left out here.
    """
    title = "".join(v for k, v in social.article(replace(BARE, headline=headline)) if k == "og:title")
    assert said(title) == said(headline)
    assert not set("\x00\x01\x0b\x0c\x1b\x1f\ufffe\udc80") & set(title)
