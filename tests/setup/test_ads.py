"""The lines of ads.txt that a site's file may hold."""

import pytest

from dateline.setup import kinds

SOUND = (
    "ads.example, 1234, DIRECT",
    "ads.example,1234,direct,f08c47fec0942fa0",
    "ads.example, pub-1234, RESELLER, f08c # until next year",
    "ads.example, 1234, DIRECT; ext=1",
    "contact=ads@orbit.example",
    "OWNERDOMAIN = orbit.example # our owner",
    "# nobody yet",
)
BROKEN = (
    "ads.example",
    "ads.example, 1234",
    "ads.example, , DIRECT",
    "1234, ads.example, DIRECTLY",
    "OWNER=orbit.example",
)


@pytest.mark.parametrize("line", SOUND)
def test_a_seller_is_named_as_the_trade_names_one(line: str) -> None:
    """
    Buyers read the file by machine: system, account, relationship, or a variable they know.
    """
    assert list(kinds.seller().check("ads", line)) == []


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_no_buyer_would_understand_is_refused(line: str) -> None:
    """
    A slip in it costs money, and nobody is told.
    """
    (wrong,) = kinds.seller().check("ads", line)
    assert "ads.example, 1234, DIRECT" in wrong.what
