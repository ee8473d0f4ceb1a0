"""
Structured data: what a page is, in schema.org's words.

Each is one JSON-LD text for a ``<script type="application/ld+json">``. Our Content-Security-Policy allows no script
inline, and this needs no exception: by the HTML standard ("prepare the script element") an element whose type is no
script's is a data block, and the standard is done with it before it asks the policy. Chromium reads such a block under
``default-src 'none'`` and reports nothing, where it refuses and reports a script beside it.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from dateline.news.blocks import plain
from dateline.news.wire import Named, Subject
from dateline.sites.machines.item import Author, Image, Item, Supplied
from dateline.sites.machines.written import inline, is_web, json, record, rfc3339
from dateline.sites.pages import Anchor, Backgrounder, Post

_TYPES: Final = {
    "news": "NewsArticle",
    "background": "BackgroundNewsArticle",
    "analysis": "AnalysisNewsArticle",
    # A live story is news as well: only so may it have a dateline.
    "live": ["LiveBlogPosting", "NewsArticle"],
}


class Publisher(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who answers for a site; all addresses absolute, and empty where there is no such page."""

    #: The site's name and address: ``https://www.orbit.example/``.
    name: str
    url: str
    #: The legal person, its seat and its mail address.
    legal_name: str = ""
    place: str = ""
    contact: str = ""
    #: The first year.
    since: int | None = None
    logo: Image | None = None
    #: BCP 47.
    language: str
    description: str = ""
    #: The network that it is part of, and its address.
    network: Anchor | None = None
    #: How we work; corrections; who owns us; what readers may do; whose words these are and under which terms.
    principles: str = ""
    corrections: str = ""
    ownership: str = ""
    terms: str = ""
    copyright: str = ""
    #: Where readers search, with ``{query}`` for their words.
    search: str = ""


def story(item: Item, publisher: Publisher, trail: Iterable[Anchor] = ()) -> str:
    """
    A story page's.

    Args:
        item: With what the page itself shows, which is ruled as display.
        publisher: The site.
        trail: The way to it from the front, by absolute addresses, itself last.
    Source:
        schema.org 30.0; terms of its pending section where the core has none
    """
    return _graph(_article(item, publisher), _breadcrumbs(trail))


def listing(
    title: str,
    address: str,
    description: str,
    items: Iterable[Anchor],
    publisher: Publisher,
    trail: Iterable[Anchor] = (),
) -> str:
    """
    A list's: a section, a topic, a day.

    Args:
        title: The page's.
        address: Its own, absolute.
        description: One sentence; may be empty.
        items: The stories on it in their order, by absolute addresses; none: it is not said which.
        publisher: The site.
        trail: The way to it from the front, itself last.
    """
    site = {"@type": "WebSite", "@id": f"{publisher.url}#site", "name": publisher.name, "url": publisher.url}
    page = record(
        {
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": title,
            "description": description,
            "inLanguage": publisher.language,
            "isPartOf": site,
            "mainEntity": _list(items),
        }
    )
    return _graph(page, _breadcrumbs(trail))


def front(publisher: Publisher, items: Iterable[Anchor]) -> str:
    """A front's: the site, how to search it, who publishes it, and the stories on it, if it is said which."""
    site = record(
        {
            "@type": "WebSite",
            "@id": f"{publisher.url}#site",
            "url": publisher.url,
            "name": publisher.name,
            "description": publisher.description,
            "inLanguage": publisher.language,
            "publisher": {"@id": _id(publisher)},
            "potentialAction": _search(publisher),
        }
    )
    return _graph(site, _organisation(publisher), _list(items))


def _graph(*nodes: dict[str, Any] | msgspec.Raw) -> str:
    held = [node for node in nodes if node]
    return inline({"@context": "https://schema.org", "@graph": held})


def _article(item: Item, publisher: Publisher) -> dict[str, Any]:
    return record(
        {
            "@type": _TYPES[item.kind],
            "@id": item.ref,
            "url": item.url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": item.canonical},
            "headline": item.headline,
            "description": item.summary,
            "image": _image(item.image, publisher),
            "datePublished": rfc3339(item.published),
            "dateModified": rfc3339(item.changed),
            "expires": rfc3339(item.expires) if item.expires else None,
            "version": item.version or None,
            "inLanguage": item.language,
            "dateline": item.dateline,
            "articleSection": item.section,
            "wordCount": item.words or None,
            "isAccessibleForFree": True,
            "author": [_author(a) for a in item.authors] or {"@id": _id(publisher)},
            "publisher": _organisation(publisher),
            **_about(item),
            **_owned(item, publisher),
            "correction": [
                {"@type": "CorrectionComment", "text": c.words, "datePublished": rfc3339(c.at)}
                for c in item.corrections
            ],
            "hasPart": [_backgrounder(b, item, n) for n, b in enumerate(item.backgrounders, 1)],
            **(_live(item) if item.kind == "live" else {}),
        }
    )


def _author(author: Author) -> dict[str, Any]:
    return {"@type": "Person" if author.kind == "person" else "Organization", "name": author.name}


def _about(item: Item) -> dict[str, Any]:
    return record(
        {
            "about": [_topic(t) for t in item.topics],
            "keywords": [t.name or t.code for t in item.topics],
            "contentLocation": [_place(p) for p in item.places],
        }
    )


def _topic(topic: Subject) -> dict[str, Any]:
    # Only a vocabulary with an address makes of its codes names that hold everywhere.
    whole = is_web(topic.scheme)
    return record(
        {
            "@type": "DefinedTerm" if whole else "Thing",
            "name": topic.name or topic.code,
            "termCode": topic.code if whole else "",
            "inDefinedTermSet": topic.scheme if whole else "",
        }
    )


def _place(place: Named) -> dict[str, Any]:
    known = place.latitude is not None and place.longitude is not None
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return record({"@type": "Place", "name": place.name, "geo": geo if known else None})


def _owned(item: Item, publisher: Publisher) -> dict[str, Any]:
    """Whose words these are, what they were made from, and what others may do with them."""
    holders = dict.fromkeys(s.holder or s.full_name or s.source for s in item.supplied)
    ours = publisher.legal_name or publisher.name
    return record(
        {
            "sourceOrganization": [_source(s) for s in item.supplied],
            "isBasedOn": [_basis(s) for s in item.supplied if s.address],
            "creditText": item.credit,
            "copyrightNotice": " ".join(item.rights),
            "copyrightHolder": [{"@type": "Organization", "name": name} for name in holders or (ours,)],
            "license": publisher.terms,
            "usageInfo": publisher.copyright,
        }
    )


def _source(supplied: Supplied) -> dict[str, Any]:
    full = supplied.full_name or supplied.source
    short = supplied.source if supplied.source != full else ""
    return record({"@type": "Organization", "name": full, "alternateName": short})


def _basis(supplied: Supplied) -> dict[str, Any]:
    """The source's text: its page, or where it has none, its name in the wire."""
    named = {"url": supplied.address} if is_web(supplied.address) else {"identifier": supplied.address}
    return {"@type": "CreativeWork", **named, "sourceOrganization": _source(supplied)}


def _backgrounder(text: Backgrounder, item: Item, number: int) -> dict[str, Any]:
    return record(
        {
            "@type": "BackgroundNewsArticle",
            "headline": text.headline,
            "dateline": text.dateline,
            # As the page's template numbers them.
            "url": f"{item.url}#background-{number}",
        }
    )


def _live(item: Item) -> dict[str, Any]:
    return {"coverageStartTime": rfc3339(item.published), "liveBlogUpdate": [_post(p, item) for p in item.posts]}


def _post(post: Post, item: Item) -> dict[str, Any]:
    return record(
        {
            "@type": "BlogPosting",
            "headline": post.headline,
            "datePublished": post.when.iso,
            "articleBody": " ".join(plain(block) for block in post.body_html),
            "url": f"{item.url}#{post.id}" if post.id else "",
        }
    )


def _image(image: Image | None, publisher: Publisher) -> dict[str, Any] | None:
    if image is None:
        return None
    return record(
        {
            "@type": "ImageObject",
            "url": image.url,
            "contentUrl": image.url,
            "width": image.width,
            "height": image.height,
            "encodingFormat": image.type,
            "caption": image.alt,
            "creditText": image.credit,
            "copyrightNotice": image.licence,
            "license": publisher.copyright,
        }
    )


def _id(publisher: Publisher) -> str:
    return f"{publisher.url}#publisher"


@lru_cache(maxsize=256)
def _organisation(publisher: Publisher) -> msgspec.Raw:
    """Who publishes: the same on each of a site's pages."""
    return msgspec.Raw(json(_who(publisher)).encode())


def _who(publisher: Publisher) -> dict[str, Any]:
    logo = publisher.logo
    network = publisher.network
    return record(
        {
            "@type": "NewsMediaOrganization",
            "@id": _id(publisher),
            "name": publisher.name,
            "legalName": publisher.legal_name,
            "url": publisher.url,
            "logo": {"@type": "ImageObject", "url": logo.url, "width": logo.width, "height": logo.height}
            if logo
            else None,
            "address": publisher.place,
            "email": publisher.contact if "@" in publisher.contact else "",
            "foundingDate": str(publisher.since) if publisher.since else "",
            "parentOrganization": _parent(network) if network else None,
            "publishingPrinciples": publisher.principles,
            "correctionsPolicy": publisher.corrections,
            "ownershipFundingInfo": publisher.ownership,
        }
    )


def _parent(network: Anchor) -> dict[str, Any]:
    return {"@type": "Organization", "name": network.words, "url": network.href}


def _search(publisher: Publisher) -> dict[str, Any] | None:
    if not publisher.search:
        return None
    target = {"@type": "EntryPoint", "urlTemplate": publisher.search}
    return {"@type": "SearchAction", "target": target, "query-input": "required name=query"}


def _list(items: Iterable[Anchor]) -> dict[str, Any]:
    entries = [
        {"@type": "ListItem", "position": n, "url": anchor.href, "name": anchor.words}
        for n, anchor in enumerate(items, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(entries), "itemListElement": entries} if entries else {}


def _breadcrumbs(trail: Iterable[Anchor]) -> dict[str, Any]:
    steps = [
        {"@type": "ListItem", "position": n, "name": anchor.words, "item": anchor.href}
        for n, anchor in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps} if steps else {}
