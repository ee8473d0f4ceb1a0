"""An item's own rights expression narrows what our licence allows; what cannot be read of it holds the item."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dateline.news import rights
from dateline.news.house import Use
from dateline.news.rights import Ruling
from dateline.news.wire import Problem

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]

TURTLE = """\
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix : <https://rights.nwa.example/> .
:policy a odrl:Set ;
    odrl:assigner [ vcard:fn "Northern Water Agency" ] ;
    odrl:permission [ odrl:target :item ; odrl:action odrl:display ] .
"""
JSON_LD = json.dumps(
    {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Set",
        "uid": "https://rights.nwa.example/policy",
        "assigner": "https://rights.nwa.example/party/nwa",
        "permission": [
            {
                "target": "urn:x:1",
                "assigner": "https://rights.nwa.example/party/nwa",
                "action": "display",
            }
        ],
    }
)
XML = '<?xml version="1.0"?><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" type="set"/>'
LINK = "https://rights.nwa.example/policy/7"


def taken(desk: "Desk", data: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    """A delivery's only item: what became of it, its story, and what was told."""
    (done,) = desk.ingest(data)
    (item,) = done.items
    return item.outcome, item.story, done.problems


def ruled(desk: "Desk", id: str, use: Use) -> Ruling:
    """May we, on the site ``harbour``."""
    return rights.rule_story(desk.story(id), use, desk.clock.now(), site="harbour", standing=desk.ledger.standing())


@pytest.mark.parametrize("expression", [TURTLE, JSON_LD], ids=["turtle", "json-ld"])
def test_an_items_own_rights_take_a_use_away(desk: "Desk", wire: Wire, expression: str) -> None:
    """
    Our contract allows feeds, this one item is for display only: the item's word is the narrower, and holds.
    """
    _, plain, _ = taken(desk, wire(item="2"))
    outcome, id, _ = taken(desk, wire(rightsInfo={"encodedRights": expression}))
    assert outcome == "new"
    assert ruled(desk, plain, "feed").allowed
    assert ruled(desk, id, "display").allowed
    assert not ruled(desk, id, "feed").allowed
    assert desk.status(id) == "new"


def test_an_items_own_rights_add_nothing(desk: "Desk", wire: Wire) -> None:
    """
    An item cannot give what the contract does not: it narrows only.
    """
    expression = TURTLE.replace("odrl:display", "odrl:display, odrl:translate")
    _, id, _ = taken(desk, wire(rightsInfo={"encodedRights": expression}))
    assert not ruled(desk, id, "translate").allowed


@pytest.mark.parametrize(
    "expression",
    [XML, '{"permission": [', "@prefix odrl: <torn", "All rights reserved."],
    ids=["xml", "torn-json", "torn-turtle", "words"],
)
def test_rights_that_cannot_be_read_hold_the_item(desk: "Desk", wire: Wire, expression: str) -> None:
    """
    What an agency took the trouble to say and we cannot read may be a prohibition: a person looks before readers do.
    """
    outcome, id, _ = taken(desk, wire(rightsInfo={"encodedRights": expression}))
    assert outcome == "held"
    assert desk.status(id) == "held"
    assert not ruled(desk, id, "display").allowed
    text = desk.story(id).text
    assert text is not None
    assert "rights expression cannot be read" in text.doubt


@pytest.mark.parametrize("link", [LINK, "urn:nwa:policy:7", f"<{LINK}>", "/policy/7"])
def test_rights_that_are_told_elsewhere_hold_the_item(desk: "Desk", wire: Wire, link: str) -> None:
    """
    Nothing is fetched while news comes in; terms that nobody has read may forbid all, and so a person reads them first.
    """
    outcome, id, problems = taken(desk, wire(rightsInfo={"linkedRights": link}))
    assert outcome == "held" and desk.status(id) == "held"
    assert any(p.where == "rights" and link in p.what and "not read" in p.what for p in problems)
    ruling = ruled(desk, id, "display")
    assert not ruling.allowed and "told elsewhere" in ruling.because and link in ruling.because


def test_what_an_expression_says_besides_is_told(desk: "Desk", wire: Wire) -> None:
    """
    A rule that we have no word for is named to the desk, and gives nothing.
    """
    expression = TURTLE.replace("odrl:action odrl:display ]", "odrl:action odrl:display ] , "
                                "[ odrl:target :item ; odrl:action odrl:print ]")  # fmt: skip
    _, id, problems = taken(desk, wire(rightsInfo={"encodedRights": expression}))
    assert any(p.where.startswith("rights: ") and "print" in p.where + p.what for p in problems)
    assert ruled(desk, id, "display").allowed
