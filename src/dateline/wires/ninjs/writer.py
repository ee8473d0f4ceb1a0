"""Versions into ninjs 3.1."""

import re
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from dateline.news.wire import Link, Media, Problem, Subject, Version
from dateline.wires.dated import dated, moved
from dateline.wires.ninjs.concepts import LISTS, named_object, subject_object
from dateline.wires.ninjs.ids import address_of, is_uri, uri_of
from dateline.wires.ninjs.kept import in_utc, kept
from dateline.wires.ninjs.media import association, renditions
from dateline.wires.written import Sending, Written, made_id, remarks, status_of, unwritten

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_ALIAS = re.compile(r"[A-Za-z][\w.-]*")
_TYPES: Final = frozenset({"audio", "video", "picture", "graphic", "composite", "component", "event", "planning"})
#: What ninjs has no place for.
UNCARRIED: Final = {
    "role": "an item alone has no part in a package",
    "doubt": "no word for a doubt; the item is withheld",
    "direction": "follows from the language",
    "dateline.assumed": "no word for it",
    "urgency_given": "the scale 1 to 9 alone",
    "body.media": "a figure in the text is written, and read as a medium",
    "allowed": "follows from the rights expression",
    "more": "fields of the source's own",
    "patch": "no word for changes alone",
}
#: What a version keeps of a source's own and ninjs has a member for.
_WRITTEN: Final = frozenset({"profile", "type", "version", "rightsInfo.langId"})


def send(sending: Sending) -> Written:
    """
    Write an item for each version, with its signals among the subjects, as PA sends them.

    Returns:
        Each item as JSON on one line. An order about another item has no place, and is told.
    Source:
        ninjs 3.1 schema, IPTC
    """
    documents: list[bytes] = []
    told: list[Problem] = []
    for place, version in enumerate(sending.versions):
        lost: list[str] = []
        words = dated(version, beside=True)
        item = write(replace(version, body=words.body))
        if version.signals:
            item["subjects"] = [*item.get("subjects", ()), *({"rel": "signal", "literal": s} for s in version.signals)]
        lost.extend(moved(words))
        if words.beside and (words.beside.agencies or words.beside.day):
            lost.append("the dateline's agencies and day, which stand in no text")
        lost.extend(f"the vocabulary {s.scheme} of a subject" for s in version.subjects if _is_unnamed(s))
        lost.extend(f"a link that leads nowhere ({link.rel})" for link in version.links if not _target(link))
        documents.append(msgspec.json.encode(item))
        said = kept(version.more, "")[1] | _WRITTEN
        left = {name: value for name, value in version.more.items() if name not in said}
        told.extend(remarks(place, replace(version, more=left), UNCARRIED, *lost))
    return Written(tuple(documents), unwritten(sending.notices, "ninjs"), tuple(told))


def _is_unnamed(subject: Subject) -> bool:
    """True if nobody could tell a subject's vocabulary from its code."""
    if not subject.scheme:
        return False
    whole = subject.scheme.endswith(("/", "#", ":")) and is_uri(subject.scheme + subject.code)
    return not subject.code or not (whole or _ALIAS.fullmatch(subject.scheme))


def write(version: Version, *, uri: str = "") -> dict[str, Any]:
    """
    Write one version as a ninjs 3.1 item.

    Args:
        uri: The item's URI where the version has no item id; without it, one made of its slug and day or, lacking
            these, of its words, so that the same version always has the same.
    Returns:
        What JSON can hold, valid by the 3.1 schema. Left out is what ninjs has no field for: a dateline's agencies
        and day, signals, notices, and most of what the source sent under names of its own.
    Source:
        ninjs 3.1 schema, IPTC
    """
    uri = uri_of(version.item) if version.item else uri or made_id(version)
    fields = _fields(version) | _lists(version, uri)
    return (
        {"uri": uri} | {name: value for name, value in fields.items() if value} | kept(version.more, version.serial)[0]
    )


def _type(version: Version) -> str:
    """What the item is: by its source's word in ninjs or NewsML-G2, else text, or what it shows where it has none."""
    own = [one.kind for one in version.media if _is_own(one, version)] if not version.body else []
    words = (version.more.get("type", ""), *own, version.more.get("itemClass", "").rpartition(":")[2].lower())
    return next((word for word in words if word in _TYPES), "text")


def _fields(version: Version) -> dict[str, Any]:
    """The members that say one thing."""
    return {
        "standard": STANDARD,
        "type": _type(version),
        "representationType": "partial" if version.extent == "teaser" else "full",
        # ninjs has no word for a doubt; who gets the item must not publish it either.
        "pubStatus": status_of(version),
        "version": version.more.get("version", "") if version.number is None else str(version.number),
        "urgency": version.urgency,
        "copyrightHolder": version.holder,
        "copyrightNotice": version.notice,
        "usageTerms": version.usage,
        "edNote": "\n\n".join(version.notes),
        "language": version.language,
        "by": version.byline,
        "slugline": version.slug,
        "located": version.dateline.place if version.dateline else "",
        "profile": version.more.get("profile", ""),
        "firstCreated": in_utc(version.created),
        "versionCreated": in_utc(version.issued),
        "embargoedUntil": in_utc(version.embargo),
        "expires": in_utc(version.expires),
    }


def _lists(version: Version, uri: str) -> dict[str, Any]:
    """The members that hold objects."""
    media = [one for one in version.media if not _is_own(one, version)]
    fields: dict[str, Any] = {
        "headlines": _headlines(version),
        "descriptions": _descriptions(version),
        "bodies": [_body(version)] if version.body else [],
        "subjects": [subject_object(subject) for subject in version.subjects],
        "infoSources": [{"name": version.credit, "role": "credit"}] if version.credit else [],
        "rightsInfo": _rights(version),
        "renditions": [file for one in version.media if _is_own(one, version) for file in renditions(one)],
        "associations": [
            *(association(one, f"{one.kind}-{n}", f"{uri}#{one.kind}-{n}")
              for n, one in enumerate(media, 1)),
            *(_linked(link, f"{link.rel}-{n}") for n, link in enumerate(version.links, 1) if _target(link)),
        ],
    }  # fmt: skip
    named = {name: [named_object(one) for one in version.named if one.kind == kind] for kind, name in LISTS}
    return fields | named


def _headlines(version: Version) -> list[dict[str, str]]:
    main = [{"role": "main", "value": version.headline}] if version.headline else []
    return main + [({"role": one.role} if one.role else {}) | {"value": one.text} for one in version.headlines]


def _descriptions(version: Version) -> list[dict[str, str]]:
    """The standfirst, and the captions of what the item itself is."""
    words = [("summary", version.standfirst)]
    for one in version.media:
        if _is_own(one, version) and not version.body:
            words += [("caption", one.caption if one.caption != version.standfirst else ""), ("alt", one.alt)]
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in words if value]


def _is_own(media: Media, version: Version) -> bool:
    """True for what the item itself is, or shows as its own."""
    return bool(media.item) and media.item == version.item


def _body(version: Version) -> dict[str, Any]:
    words = " ".join(block.text for block in version.body)
    return {
        "role": "main",
        "contentType": "text/html",
        "charCount": len(words),
        "wordCount": len(words.split()),
        "value": "\n".join(block.html for block in version.body),
    }


def _rights(version: Version) -> dict[str, str]:
    """The rights expression: linked if it is an address, else as it is."""
    if not version.rights:
        return {}
    language = version.more.get("rightsInfo.langId", "")
    named = {"langId": language} if is_uri(language) else {}
    return named | {("linkedRights" if is_uri(version.rights) else "encodedRights"): version.rights}


def _target(link: Link) -> str:
    return uri_of(link.item) if link.item else address_of(link.href)


def _linked(link: Link, name: str) -> dict[str, Any]:
    """Another item or page as an association without content."""
    found: dict[str, Any] = {"name": name, "uri": _target(link), "rel": link.rel}
    return found | ({"headlines": [{"value": link.title}]} if link.title else {})
