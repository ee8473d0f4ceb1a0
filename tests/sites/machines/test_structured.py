"""Structured data: what schema.org has a word for, and nothing that could break out of the page."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from tests.sites.machines.items import BARE, FULL, HOME, START, TOPICS, WORDS, said

from dateline.news.wire import Subject
from dateline.sites.machines import structured
from dateline.sites.machines.item import Image, Item
from dateline.sites.machines.structured import Publisher
from dateline.sites.pages import Anchor, Post, Time

PUBLISHER = Publisher(
    name="The Tideline",
    url=HOME,
    legal_name="Bellweather Press Ltd",
    place="1 Quay Street, Port Anselm",
    contact="desk@tideline.example",
    since=2009,
    logo=Image(url=f"{HOME}icon.png", width=512, height=512),
    language="en-AU",
    description="Ports, locks and the people who work them",
    network=Anchor("https://www.bellweather.example/", "Bellweather Network"),
    principles=f"{HOME}how-we-work",
    corrections=f"{HOME}corrections",
    ownership=f"{HOME}about",
    terms=f"{HOME}terms",
    copyright=f"{HOME}copyright",
    search=f"{HOME}search?q={{query}}",
)
TRAIL = (Anchor(HOME, "The Tideline"), Anchor(f"{HOME}ports/", "Ports"), Anchor(FULL.url, FULL.headline))

_THING = {"name", "description", "url", "image", "mainEntityOfPage", "alternateName", "identifier", "potentialAction"}
_WORK = _THING | {
    "headline", "datePublished", "dateModified", "expires", "version", "inLanguage", "isAccessibleForFree", "author",
    "publisher", "about", "keywords", "contentLocation", "sourceOrganization", "isBasedOn", "creditText",
    "copyrightNotice", "copyrightHolder", "license", "usageInfo", "correction", "hasPart", "isPartOf", "mainEntity",
    "text", "encodingFormat",
}  # fmt: skip
_ARTICLE = _WORK | {"articleSection", "wordCount", "articleBody"}
_NEWS = _ARTICLE | {"dateline"}
_ORGANISATION = _THING | {"legalName", "logo", "address", "email", "foundingDate", "parentOrganization"}
#: schema.org 30.0: a type's own properties and those of the types above it, as far as we use them.
VOCABULARY = {
    "NewsArticle": _NEWS,
    "BackgroundNewsArticle": _NEWS,
    "AnalysisNewsArticle": _NEWS,
    "LiveBlogPosting": _ARTICLE | {"coverageStartTime", "liveBlogUpdate"},
    "BlogPosting": _ARTICLE,
    "WebPage": _WORK,
    "CollectionPage": _WORK,
    "WebSite": _WORK,
    "CreativeWork": _WORK,
    "CorrectionComment": _WORK,
    "ImageObject": _WORK | {"contentUrl", "width", "height", "caption"},
    "NewsMediaOrganization": _ORGANISATION | {"publishingPrinciples", "correctionsPolicy", "ownershipFundingInfo"},
    "Organization": _ORGANISATION,
    "Person": _THING,
    "Thing": _THING,
    "DefinedTerm": _THING | {"termCode", "inDefinedTermSet"},
    "Place": _THING | {"geo"},
    "GeoCoordinates": _THING | {"latitude", "longitude"},
    "BreadcrumbList": _THING | {"itemListElement", "numberOfItems"},
    "ItemList": _THING | {"itemListElement", "numberOfItems"},
    "ListItem": _THING | {"position", "item"},
    "SearchAction": _THING | {"target", "query-input"},
    "EntryPoint": _THING | {"urlTemplate"},
}


def graph(text: str) -> list[dict[str, Any]]:
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def article(item: Item, publisher: Publisher = PUBLISHER) -> dict[str, Any]:
    return graph(structured.story(item, publisher, TRAIL))[0]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


LIVE = replace(
    FULL,
    kind="live",
    posts=(
        Post(id="post-2", when=Time("2020-01-16T11:00:00Z", "11:00"), headline="Last one", body_html=("<p>Gone.</p>",)),
        Post(id="post-1", when=Time("2020-01-16T10:00:00Z", "10:00"), body_html=("<p>It opens.</p>", "<p>Now.</p>")),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        structured.story(FULL, PUBLISHER, TRAIL),
        structured.story(BARE, Publisher(name="T", url=HOME, language="en")),
        structured.story(LIVE, PUBLISHER),
        structured.listing("Ports", f"{HOME}ports/", "Newest first.", TRAIL, PUBLISHER, TRAIL[:2]),
        structured.front(PUBLISHER, TRAIL),
    ],
    ids=["full", "bare", "live", "list", "front"],
)
def test_all_words_are_schema_orgs(text: str) -> None:
    """
    A property that a type does not have is read by nobody; what we do not know is left out, never said empty.
    """
    for node in nodes(graph(text)):
        types = node.get("@type", [])
        known = set().union(*(VOCABULARY[t] for t in ([types] if isinstance(types, str) else types)))
        assert {k for k in node if not k.startswith("@")} <= known, node
        assert all(v not in ("", None, [], {}) for v in node.values()), node


def test_a_story_says_what_it_is() -> None:
    """
    What search engines show: headline, picture, moments, writers, publisher; and what only a newsroom says.
    """
    found = article(FULL)
    assert found["@type"] == "NewsArticle"
    assert found["mainEntityOfPage"]["@id"] == FULL.canonical
    assert (found["datePublished"], found["dateModified"]) == ("2020-01-16T10:00:00Z", "2020-01-16T11:00:00Z")
    assert found["author"] == [
        {"@type": "Person", "name": "Ada Example"},
        {"@type": "Organization", "name": "Pelican"},
    ]
    assert found["dateline"] == FULL.dateline and found["version"] == 2 and found["expires"] == "2020-02-13T10:00:00Z"
    assert found["isAccessibleForFree"] is True
    assert (found["image"]["url"], found["image"]["creditText"]) == (FULL.image.url, "Jo Doe/Pelican")  # type: ignore[union-attr]
    assert found["about"][0] == {
        "@type": "DefinedTerm",
        "name": "sea transport",
        "termCode": "20000294",
        "inDefinedTermSet": TOPICS,
    }
    assert found["contentLocation"][0]["geo"]["latitude"] == -12.5 and "geo" not in found["contentLocation"][1]
    assert found["hasPart"][0]["headline"] == "Quays since 1887"


def test_a_story_says_whose_words_it_holds() -> None:
    """
    The sources, what it is based on by page or URN, credit, notice, holder, and what others may do.
    """
    found = article(FULL)
    assert [s["name"] for s in found["sourceOrganization"]] == ["Pelican Press", "the Anselm Survey"]
    assert found["isBasedOn"][0]["identifier"] == "urn:newsml:pel.example:q:1"
    assert found["isBasedOn"][1]["url"] == "https://survey.example/quay"
    assert found["creditText"] == "Credit: Pelican"
    assert found["copyrightNotice"] == " ".join(FULL.rights)
    assert [h["name"] for h in found["copyrightHolder"]] == ["Pelican Press", "the Anselm Survey"]
    assert (found["license"], found["usageInfo"]) == (f"{HOME}terms", f"{HOME}copyright")
    own = article(BARE)
    assert [h["name"] for h in own["copyrightHolder"]] == ["Bellweather Press Ltd"]
    assert own["author"] == {"@id": f"{HOME}#publisher"} and "isBasedOn" not in own


def test_a_story_says_what_was_wrong_with_it() -> None:
    """
    Each correction with its day, and the publisher's policy on them.
    """
    found = article(FULL)
    assert found["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "There were forty barges, not fourteen.",
            "datePublished": "2020-01-16T11:00:00Z",
        }
    ]
    assert found["publisher"]["correctionsPolicy"] == f"{HOME}corrections"
    assert "correction" not in article(BARE)


def test_a_story_says_which_kind_it_is() -> None:
    """
    Only where that is told; a live story has its reports, newest first.
    """
    assert article(replace(BARE, kind="background"))["@type"] == "BackgroundNewsArticle"
    assert article(replace(BARE, kind="analysis"))["@type"] == "AnalysisNewsArticle"
    live = article(LIVE)
    assert live["@type"] == ["LiveBlogPosting", "NewsArticle"]
    assert live["coverageStartTime"] == "2020-01-16T10:00:00Z"
    assert [p["articleBody"] for p in live["liveBlogUpdate"]] == ["Gone.", "It opens. Now."]
    assert live["liveBlogUpdate"][0]["url"] == f"{LIVE.url}#post-2"


def test_the_way_to_a_page_is_told() -> None:
    """
    From the front, numbered from 1.
    """
    crumbs = graph(structured.story(FULL, PUBLISHER, TRAIL))[1]
    assert [(e["position"], e["name"], e["item"]) for e in crumbs["itemListElement"]] == [
        (1, "The Tideline", HOME),
        (2, "Ports", f"{HOME}ports/"),
        (3, "Quay opens", FULL.url),
    ]
    assert len(graph(structured.story(FULL, PUBLISHER))) == 1


def test_a_list_says_what_is_on_it() -> None:
    """
    In the page's order.
    """
    page = graph(structured.listing("Ports", f"{HOME}ports/", "", TRAIL, PUBLISHER))[0]
    assert page["@type"] == "CollectionPage"
    assert page["mainEntity"]["numberOfItems"] == 3
    assert [e["url"] for e in page["mainEntity"]["itemListElement"]] == [a.href for a in TRAIL]
    untold = graph(structured.listing("Ports", f"{HOME}ports/", "", (), PUBLISHER))[0]
    assert "mainEntity" not in untold


def test_a_front_says_whose_it_is_and_how_to_search_it() -> None:
    """
    The site, its publisher as a news organisation with its network, and what stands on the front.
    """
    site, publisher, shown = graph(structured.front(PUBLISHER, TRAIL))
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{HOME}search?q={{query}}"
    assert publisher["@type"] == "NewsMediaOrganization" and publisher["@id"] == site["publisher"]["@id"]
    assert publisher["parentOrganization"]["name"] == "Bellweather Network"
    assert publisher["logo"]["width"] == 512
    assert shown["numberOfItems"] == 3
    site, _ = graph(structured.front(replace(PUBLISHER, search=""), ()))
    assert "potentialAction" not in site


class _Scripts(HTMLParser):
    """What a browser takes for the inside of script elements, and for all else."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.inside.append(data)


@given(WORDS, WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_no_headline_breaks_out_of_its_page(headline: str, words: str, topic: str) -> None:
    """
    A source could else put a script into our pages; nor is a word lost.
    """
    item = replace(FULL, headline=headline, summary=words, topics=(Subject(code=topic, name=words),))
    text = structured.story(item, PUBLISHER, (Anchor(HOME, headline),))
    assert not set("<>&\u2028\u2029") & set(text)
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{text}</script><p>')
    assert page.tags == ["script", "p"] and "".join(page.inside) == text
    found = graph(text)[0]
    assert said(found.get("headline", "")) == said(headline)
    assert said(found.get("description", "")) == said(words)


def test_moments_are_told_in_utc() -> None:
    """
    A machine asks for no time zone.
    """
    assert article(replace(BARE, published=START.astimezone(None)))["datePublished"] == "2020-01-16T10:00:00Z"
