"""
The API: published items as ninjs 3.1, for who may be handed them.

An item here is made of what licences let us syndicate, and of nothing else: `Item.html` and `Item.summary` are ruled
with the use ``syndicate``, and what is not allowed that use is in no list.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from dateline.news.blocks import plain
from dateline.news.wire import Named, Subject
from dateline.sites.machines.item import Image, Item
from dateline.sites.machines.written import absolute, is_web, json, record, rfc3339

JSON: Final = "application/json"
_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def item(item: Item) -> str:
    """
    One item.

    Source:
        ninjs 3.1 schema, IPTC
    """
    return json(
        record(
            {
                "uri": item.ref,
                "standard": _STANDARD,
                "type": "text",
                "representationType": "full" if item.html else "partial",
                "pubStatus": "usable",
                "version": str(item.version),
                "firstCreated": rfc3339(item.published),
                "versionCreated": rfc3339(item.changed),
                "expires": rfc3339(item.expires) if item.expires else None,
                "language": item.language,
                "by": item.byline,
                "located": item.places[0].name if item.dateline and item.places else "",
                "headlines": [{"role": "main", "contentType": "text/plain", "value": item.headline}],
                "descriptions": _descriptions(item),
                "bodies": _bodies(item),
                "subjects": [_subject(t) for t in item.topics],
                "places": [_place(p) for p in item.places],
                "infoSources": [{"name": s.full_name or s.source, "role": "source"} for s in item.supplied],
                "copyrightHolder": ", ".join(dict.fromkeys(s.holder or s.full_name or s.source for s in item.supplied)),
                "copyrightNotice": " ".join(item.rights),
                "usageTerms": item.credit,
                # For who prints it: their readers are to be told as well.
                "edNote": "\n\n".join(f"Correction: {c.words}" for c in item.corrections),
                "renditions": [{"name": "web", "href": item.url, "contentType": "text/html"}],
                "associations": [_picture(item.image, item)] if item.image else [],
            }
        )
    )


def gone(ref: str, when: datetime) -> str:
    """
    One that was taken back: who has it must not use it any more, and learns no word of it from us.

    Args:
        ref: What it was known by (`item.ref`).
        when: When; UTC.
    """
    return json(
        {
            "uri": ref,
            "standard": _STANDARD,
            "type": "text",
            "pubStatus": "canceled",
            "versionCreated": rfc3339(when),
        }
    )


def page(fragments: Iterable[str], address: str, *, newer: str = "", older: str = "") -> bytes:
    """
    A page of a list.

    Args:
        fragments: What `item` and `gone` made, newest change first; empty ones are left out.
        address: The page's own, absolute.
        newer: That of the page before it; empty: this is the first.
        older: That of the page after it; empty: this is the last.
    """
    head = json(record({"standard": _STANDARD, "self": address, "newer": newer, "older": older}))
    items = ",\n".join(filter(None, fragments))
    return f'{head[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _descriptions(item: Item) -> list[dict[str, str]]:
    return [{"role": "summary", "contentType": "text/plain", "value": item.summary}] if item.summary else []


def _bodies(item: Item) -> list[dict[str, Any]]:
    if not item.html:
        return []
    body = absolute(item.html, item.url)
    words = plain(body)
    counts = {"charCount": len(words), "wordCount": len(words.split())}
    return [{"role": "main", "contentType": "text/html", **counts, "value": body}]


def _subject(topic: Subject) -> dict[str, Any]:
    whole = topic.scheme + topic.code if is_web(topic.scheme) else ""
    return record({"name": topic.name or topic.code, "uri": whole, "literal": "" if whole else topic.code})


def _place(place: Named) -> dict[str, Any]:
    named = record({"name": place.name, "uri": place.code if is_web(place.code) else ""})
    if place.latitude is None or place.longitude is None:
        return named
    return named | {"geoJSON": {"type": "Point", "coordinates": [place.longitude, place.latitude]}}


def _picture(image: Image, item: Item) -> dict[str, Any]:
    return record(
        {
            "name": "picture-1",
            "uri": f"{item.ref}#picture-1",
            "type": "picture",
            "rel": "illustration",
            "usageTerms": image.licence,
            "infoSources": [{"name": image.credit, "role": "credit"}] if image.credit else [],
            "descriptions": [{"role": "alt", "contentType": "text/plain", "value": image.alt}] if image.alt else [],
            "renditions": [
                {
                    "name": "main",
                    "href": image.url,
                    "contentType": image.type,
                    "width": image.width,
                    "height": image.height,
                }
            ],
        }
    )
