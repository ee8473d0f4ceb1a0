"""A licence written as RightsML is read back as that licence, in both syntaxes."""

import json
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.jsonld import to_rdf
from tests.licensing.licences import licences, names

from dateline.licensing.evaluate import decide, findings
from dateline.licensing.rightsml import Format, read, write
from dateline.licensing.writing import plain
from dateline.news.house import Licence

ASSETS = "https://dateline.example/source/pelican"
SYNTAXES: tuple[Format, ...] = ("turtle", "json-ld")
SMALL = Licence(
    name="pelican",
    holder="Pelican News Agency",
    terms="Shown under contract.",
    uses=("display", "teaser"),
    territories=("AU",),
    days=30,
)


@given(licences, st.sampled_from(SYNTAXES), st.dictionaries(names, names, max_size=2))
def test_what_is_written_is_read_back(licence: Licence, format: Format, hosts: dict[str, str]) -> None:
    """
    A contract that went out to a partner and came back says what it said; nothing of it is left out on the way.
    """
    sites = {code: f"www-{code}.{host}.example" for code, host in hosts.items()}
    text = write(licence, ASSETS, format=format, sites=sites)
    reading = read(text, format=format, name=licence.name, sites=sites)
    assert reading.refused == ()
    assert reading.licence == plain(licence)


@given(licences)
def test_only_order_and_repetition_are_lost(licence: Licence) -> None:
    """
    A list of uses or sites is a set: written twice or in another order it means the same.
    """
    came = plain(licence)
    assert set(came.uses) == set(licence.uses)
    assert set(came.sites) == set(licence.sites)
    assert set(came.credited) == set(licence.credited)
    sets = ("uses", "sites", "territories", "channels", "credited", "pictures", "exceptions", "template", "digest")
    for field in licence.__struct_fields__:
        if field not in sets:
            assert getattr(came, field) == getattr(licence, field)
    assert came.template
    assert plain(came) == came


@given(licences)
def test_both_syntaxes_say_the_same(licence: Licence) -> None:
    """
    Which of the two a partner can read decides nothing about what it may do.
    """
    turtle = Graph().parse(data=write(licence, ASSETS, format="turtle"), format="turtle")
    json_ld = Graph()
    to_rdf(json.loads(write(licence, ASSETS, format="json-ld")), json_ld)
    assert isomorphic(turtle, json_ld)


@pytest.mark.parametrize("format", SYNTAXES)
def test_two_calls_write_the_same_bytes(format: Format) -> None:
    """
    A file that changes without a change of the contract would look like one.
    """
    assert write(SMALL, ASSETS, format=format) == write(SMALL, ASSETS, format=format)


@pytest.mark.parametrize("format", SYNTAXES)
def test_nothing_is_fetched(format: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Reading a contract must not tell anybody that we read it, nor depend on their server.
    """

    def refused(*_: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    assert read(write(SMALL, ASSETS, format=format), format=format, name="pelican").licence is not None
    pointing = json.dumps({"@context": "http://www.w3.org/ns/odrl.jsonld", "uid": "urn:p", "permission": []})
    assert read(pointing, format="json-ld", name="pelican").licence is None


WORLD = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix ours: <https://dateline.example/odrl/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.com/request/currentTime> dct:issued "2026-03-01T12:00:00Z"^^xsd:dateTime .
<urn:story> odrl:partOf <https://dateline.example/source/pelican> ; ours:content ours:texts ;
    odrl:spatial <https://www.iso.org/obp/ui/#iso:code:3166:{country}> ; ours:sinceIssue "P{days}D"^^xsd:duration .
"""
ASKED = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
<urn:q> odrl:permission <urn:r> . <urn:r> odrl:target <urn:story> ; odrl:action odrl:{action} .
"""


@pytest.mark.parametrize(
    ("action", "country", "days", "expected"),
    [
        ("display", "AU", 30, "permitted"),
        ("display", "AU", 31, "silent"),
        ("display", "JP", 1, "silent"),
        ("translate", "AU", 1, "silent"),
        ("distribute", "AU", 1, "prohibited"),
        ("sell", "AU", 1, "prohibited"),
        ("modify", "AU", 1, "prohibited"),
    ],
)
def test_any_evaluator_of_odrl_comes_to_our_answer(action: str, country: str, days: int, expected: str) -> None:
    """
    What we send out must mean to a partner's machine what it means to ours.
    """
    policy = Graph().parse(data=write(SMALL, ASSETS, format="turtle"), format="turtle")
    world = Graph().parse(data=WORLD.format(country=country, days=days), format="turtle")
    asked = Graph().parse(data=ASKED.format(action=action), format="turtle")
    assert [decide(f) for f in findings(policy, asked, world)] == [expected]


def test_a_licence_that_allows_nothing_comes_back_as_one() -> None:
    """
    A contract that was ended by taking every use out of it is still on file, with its terms.
    """
    ended = replace(SMALL, uses=(), excerpt=25, feed="full")
    assert read(write(ended, ASSETS, format="json-ld"), format="json-ld", name="pelican").licence == plain(ended)
