"""The same story in other languages."""

from dateline.sites.machines.languages import alternates
from dateline.sites.pages import Alternate

EN = Alternate("en", "https://en.example/quay")
DE = Alternate("de", "https://de.example/kai")
AGAIN = Alternate("EN", "https://mill.example/quay")


def test_each_page_of_a_story_names_all_of_them() -> None:
    """
    Itself too, and the same on each: search engines believe only what both ends say.
    """
    assert alternates(EN, (EN, DE)) == alternates(DE, (EN, DE)) == (DE, EN)
    assert alternates(EN, (EN, DE), "https://en.example/quay")[-1] == Alternate("x-default", "https://en.example/quay")


def test_a_story_in_one_language_names_none() -> None:
    """
    Nor does a second page in a language that has one.
    """
    assert alternates(EN, (EN,)) == ()
    assert alternates(EN, (EN, AGAIN)) == ()
    assert alternates(AGAIN, (EN, AGAIN, DE)) == ()
    assert alternates(EN, (EN, AGAIN, DE)) == (DE, EN)
