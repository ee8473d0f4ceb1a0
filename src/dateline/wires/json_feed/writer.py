"""Versions into a JSON Feed 1.1."""

from datetime import datetime
from typing import Any, Final

import msgspec

from dateline.news.wire import Media, Version
from dateline.wires.dated import dated
from dateline.wires.json_feed.document import VERSION
from dateline.wires.ninjs.ids import address_of
from dateline.wires.written import IN_NO_FEED, Sending, Written, each, id_of, moment

#: What a medium is taken to be whose source told no type: JSON Feed wants one.
_TYPES: Final = {"picture": "image/jpeg", "graphic": "image/png", "video": "video/mp4", "audio": "audio/mpeg"}
#: What JSON Feed has no place for.
UNCARRIED: Final = IN_NO_FEED | {
    "embargo": "no embargoes; one that is over is not told",
    "expires": "no end of use",
    "subjects.scheme": "words alone",
    "subjects.code": "words alone",
    "named": "words alone",
    "media.caption": "a title alone",
    "media.alt": "a title alone",
    "media.credit": "a title alone",
    "media.holder": "a title alone",
    "media.usage": "a title alone",
    "media.width": "no sizes in pixels",
    "media.height": "no sizes in pixels",
    "media.graphic": "types of files alone",
    "links.item": "addresses alone",
    "links.title": "addresses alone",
    "holder": "no rights",
    "notice": "no rights",
    "usage": "no rights",
    "credit": "authors alone",
    "body.media": "a figure in the text is written, and read as a medium",
}


def send(sending: Sending) -> Written:
    """
    Write all versions as one feed, in their order.

    Returns:
        The feed. Left out and told is what may not be used, for a JSON Feed has no word for that, and orders about
        others.
    Source:
        JSON Feed 1.1
    """
    items, problems, told = each(sending, "JSON Feed", UNCARRIED, lambda version: (_item(version), _lost(version)))
    named = {"home_page_url": address_of(sending.home), "feed_url": address_of(sending.address)}
    feed = {"version": VERSION, "title": sending.title, **_filled(named), "items": items}
    return Written((msgspec.json.encode(feed),), problems, told)


def _lost(version: Version) -> list[str]:
    """What of this version alone is lost, in words."""
    lost = [f"a {one.kind} without an address" for one in version.media if not address_of(one.href)]
    lost += [f"a subject without a name ({one.scheme}{one.code})" for one in version.subjects if not one.name]
    seen: set[str] = set()
    for link in version.links:
        if link.rel not in ("canonical", "related") or link.rel in seen or not address_of(link.href):
            lost.append(f"a link ({link.rel} {link.href or link.item})")
        seen.add(link.rel)
    titles = [title for one in version.media if address_of(one.href) and (title := _title(one))]
    if len({*titles}) < len(titles):
        lost.append("the title of a medium that another one has")
    if version.created is None and version.issued:
        lost.append("that nothing is told of when it was made: the date of issue stands in")
    if version.extent == "teaser" and version.body and version.standfirst:
        lost.append("standfirst, beside the beginning of a text")
    return lost


def _item(version: Version) -> dict[str, Any]:
    pages = {link.rel: link.href for link in reversed(version.links) if link.href}
    pictures = [one for one in version.media if one.href and one.kind == "picture"]
    text = {"content_text": version.headline} if not version.body and not version.standfirst else {}
    return _filled({
        "id": id_of(version),
        "url": address_of(pages.get("canonical", "")),
        "external_url": address_of(pages.get("related", "")),
        "title": version.headline,
        **_body(version),
        **text,
        "image": address_of(pictures[0].href) if pictures else "",
        "date_published": _moment(version.created or version.issued),
        "date_modified": _moment(version.issued),
        "authors": [{"name": version.byline}] if version.byline else [],
        "tags": list(dict.fromkeys(subject.name for subject in version.subjects if subject.name)),
        "language": version.language,
        "attachments": _attachments(version),
    })  # fmt: skip


def _body(version: Version) -> dict[str, str]:
    """The text with its dateline; where only the beginning was sent, that is the summary."""
    blocks = dated(version, beside=False).body
    if version.extent == "teaser" or not blocks:
        words = " ".join(block.text for block in blocks) or version.standfirst
        return {"summary": words, "content_text": words}
    return {"content_html": "\n".join(block.html for block in blocks), "summary": version.standfirst}


def _attachments(version: Version) -> list[dict[str, str]]:
    """The media that have an address. A title stands once: those that share one are one thing in several forms."""
    found: list[dict[str, str]] = []
    titles: set[str] = set()
    for media in version.media:
        if href := address_of(media.href):
            title = _title(media)
            type = media.type or _TYPES.get(media.kind, "application/octet-stream")
            found.append(_filled({"url": href, "mime_type": type, "title": "" if title in titles else title}))
            titles.add(title)
    return found


def _title(media: Media) -> str:
    return media.headline or media.caption


def _moment(when: datetime | None) -> str:
    return moment(when) if when else ""


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
