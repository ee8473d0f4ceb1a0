"""The house's settings as values, and what is raised on purpose."""

import pytest

from dateline.news import errors
from dateline.news.house import House


@pytest.mark.parametrize(
    ("name", "code"),
    [("NWA", "nwa"), ("northwater", "nwa"), ("Northwater Agency", "nwa"), ("TALLOW PRESS", "tlp"), ("Nobody", None)],
)
def test_a_credit_means_the_source_that_answers_to_it(name: str, code: str | None, house: House) -> None:
    """
    Agencies are written in as many ways as there are desks; each is still one source.
    """
    found = house.credited(name)
    assert (found.code if found else None) == code


def test_what_is_not_in_force_is_not_found(house: House) -> None:
    """
    A name with a slip in it must not find a neighbour's contract.
    """
    assert (house.source("nwx"), house.licence("nwx"), house.site("nwx")) == (None, None, None)
    nwa, site = house.source("nwa"), house.site("harbour")
    assert nwa and site and house.licence(nwa.licence)
    assert site.section("news") and site.section("sport") is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.WireError("ninjs", "line 3", "no JSON"), ("ninjs", "line 3", "no JSON")),
        (errors.CollectError("nwa", "does not answer", 30.0), ("nwa", "does not answer")),
        (errors.ConfigError("newsroom.toml", 7, "is no colour", "write #8a1c1c"), ("newsroom.toml:7", "#8a1c1c")),
        (errors.ConfigError("newsroom.toml", 0, "is empty", "name it"), ("newsroom.toml: is empty", "name it")),
        (errors.NotAllowed("publish", "it was killed"), ("publish", "it was killed")),
        (errors.StoryNotFound("nwa-00000000"), ("nwa-00000000", "dateline stories")),
    ],
)
def test_an_error_says_where_and_what(error: errors.DatelineError, words: tuple[str, ...]) -> None:
    """
    Whoever sits at the keyboard reads one line and knows the place, the fault and the remedy.
    """
    assert all(word in str(error) for word in words)
