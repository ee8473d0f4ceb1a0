"""The API: items as ninjs 3.1, valid, whole, and no word of what is gone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from referencing import Registry, Resource
from tests.sites.machines.items import BARE, FULL, HOME, START, TOPICS, WORDS, said

from dateline.news.blocks import paragraph, plain
from dateline.sites.machines import api

STANDARD = Path(__file__).resolve().parents[4] / "shared" / "standards" / "ninjs"


def item_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


def test_an_item_says_what_it_is() -> None:
    """
    Under the name that the feeds have for it, with our revision and both moments.
    """
    found = item_of(api.item(FULL))
    assert (found["uri"], found["pubStatus"], found["version"]) == (FULL.ref, "usable", "2")
    assert (found["firstCreated"], found["versionCreated"]) == ("2020-01-16T10:00:00Z", "2020-01-16T11:00:00Z")
    assert found["headlines"][0]["value"] == "Quay opens" and found["by"] == FULL.byline
    assert found["subjects"] == [
        {"name": "sea transport", "uri": f"{TOPICS}20000294"},
        {"name": "Harbours & quays", "literal": "harbour"},
    ]
    assert found["places"][0]["geoJSON"] == {"type": "Point", "coordinates": [130.25, -12.5]}
    assert found["located"] == "Port Anselm" and found["renditions"][0]["href"] == FULL.url
    assert found["edNote"] == "Correction: There were forty barges, not fourteen."
    assert found["associations"][0]["infoSources"] == [{"name": "Jo Doe/Pelican", "role": "credit"}]


def test_an_item_says_whose_words_it_holds() -> None:
    """
    Who is handed it owes the same credit that we owe.
    """
    found = item_of(api.item(FULL))
    assert found["copyrightHolder"] == "Pelican Press, the Anselm Survey"
    assert found["copyrightNotice"] == " ".join(FULL.rights) and found["usageTerms"] == "Credit: Pelican"


def test_an_item_has_the_whole_text_or_says_that_it_has_not() -> None:
    """
    Its links lead to our site from anywhere.
    """
    full, part = item_of(api.item(FULL)), item_of(api.item(replace(FULL, html="")))
    assert full["representationType"] == "full" and f'href="{HOME}2020/01/15/' in full["bodies"][0]["value"]
    assert full["bodies"][0]["wordCount"] == 8
    assert part["representationType"] == "partial" and "bodies" not in part
    assert part["descriptions"][0]["value"] == FULL.summary


def test_what_is_gone_is_canceled_without_a_word_of_it() -> None:
    """
    Partners take back what they had from us.
    """
    found = item_of(api.gone(FULL.ref, START))
    assert set(found) == {"uri", "standard", "type", "pubStatus", "versionCreated"}
    assert (found["uri"], found["pubStatus"]) == (FULL.ref, "canceled")


def test_a_page_of_a_list_leads_to_its_neighbours() -> None:
    """
    What may not be handed on is empty, and left out.
    """
    data = api.page([api.item(FULL), "", api.gone(BARE.ref, START)], f"{HOME}api/items.json", older=f"{HOME}api/2")
    found = json.loads(data)
    assert [i["pubStatus"] for i in found["items"]] == ["usable", "canceled"]
    assert found["self"] == f"{HOME}api/items.json" and found["older"] == f"{HOME}api/2" and "newer" not in found
    assert json.loads(api.page((), f"{HOME}api/items.json"))["items"] == []


def test_every_item_is_valid() -> None:
    """
    Partners validate what we hand on, and refuse what fails.
    """
    schema = STANDARD / "specification/ninjs-schema_3.1.json"
    geo = STANDARD / "validation/test_suite/GeoJSON-schema.json"
    if not schema.exists():
        pytest.skip("the ninjs schema lies not beside this checkout")
    registry = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource.from_contents(json.loads(geo.read_text()))
    )
    check = Draft202012Validator(
        json.loads(schema.read_text()), registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    live = replace(BARE, places=FULL.places, expires=START)
    for text in (api.item(FULL), api.item(BARE), api.item(live), api.gone(FULL.ref, START)):
        assert [e.message for e in check.iter_errors(item_of(text))] == []


@given(WORDS, WORDS)
@settings(deadline=None)
def test_no_letter_breaks_an_item_and_no_word_is_lost(headline: str, words: str) -> None:
    """
    Letters that only some databases can hold are left out here, not at our partners'.
    """
    text = api.item(replace(FULL, headline=f"Quay {headline}", html=paragraph(words).html))
    found = item_of(text)
    assert said(found["headlines"][0]["value"]) == said(f"Quay {headline}")
    assert said(plain(found["bodies"][0]["value"])) == said(words)
    assert "\\u0000" not in text
