"""Versions into NITF 3.6, a document each."""

import re
from typing import Final

from msgspec.structs import replace

from dateline.news.wire import Dateline, Media, Named, Notice, Problem, Subject, Version
from dateline.wires.dated import Dated, dated, moved
from dateline.wires.escape import attributes, element, text, xhtml
from dateline.wires.html import content_from_html
from dateline.wires.nitf.document import KINDS, SIGNALS, UNTOLD
from dateline.wires.written import Sending, Written, id_of, meant, moment, remarks, status_of

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NITF: Final = (
    'xmlns="http://iptc.org/std/NITF/2006-10-18/" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' version="-//IPTC//DTD NITF 3.6//EN" change.date="September 11, 2009" change.time="12:26"'
)
#: HTML's tags and NITF's; those that NITF lacks stay HTML's, which its schema allows.
_TAGS: Final = (
    ("<h2>", "<hl2>"), ("</h2>", "</hl2>"), ("<blockquote>", "<bq><block>"), ("</blockquote>", "</block></bq>"),
    *((f"<{end}{tag}>", f"<{end}h:{tag}>") for tag in ("strong", "sub", "sup", "code", "abbr") for end in ("", "/")),
)  # fmt: skip
_NAMED: Final = {kind: name for name, kind in KINDS.items()}
_STATUSES: Final = {"kill": "canceled", "withhold": "withheld", "lift": "usable"}
_NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
#: What NITF has no place for.
UNCARRIED: Final = {
    "headlines": "one headline alone: a second one is read as a standfirst",
    "media.renditions": "the largest is written",
    "named.latitude": "no coordinates",
    "named.longitude": "no coordinates",
    "created": "one date of issue alone",
    "role": "a document has no part in a package",
    "extent": "no word for a text of which only the beginning was sent",
    "doubt": "no word for a doubt; the document is withheld",
    "direction": "follows from the language",
    "urgency_given": "the scale 1 to 9 alone",
    "rights": "no place for a rights expression",
    "allowed": "follows from the rights expression",
    "body.media": "a figure in the text is written as a medium",
    "more": "fields of the source's own",
    "patch": "no word for changes alone",
}


def send(sending: Sending) -> Written:
    """
    Write a document for each version, and for each notice that names an item.

    Returns:
        The documents, valid by the schema. An order about another item stands in ``docdata``.
    Source:
        NITF 3.6, IPTC
    """
    documents: list[bytes] = []
    told: list[Problem] = []
    for place, version in enumerate(sending.versions):
        document, lost = _document(version)
        documents.append(document)
        told.extend(remarks(place, version, UNCARRIED, *lost))
    documents += [_order(notice) for notice in sending.notices if notice.item]
    problems = tuple(
        Problem(f"notices[{n}]", f"NITF has no word for an order to {one.action} {meant(one)} without its id: left out")
        for n, one in enumerate(sending.notices)
        if not one.item
    )
    return Written(tuple(documents), problems, tuple(told))


def _document(version: Version) -> tuple[bytes, list[str]]:
    """A version as a document, and what of it could not be written, in words."""
    words = dated(version, beside=True)
    lost = moved(words)
    figures = tuple(
        medium
        for block in version.body
        if block.kind == "media"
        for medium in content_from_html(block.html).media
        if all(medium.href != one.href for one in version.media)
    )
    if "\n" in version.notice:
        lost.append("the line ends in its notice")
    media = "".join([_medium(one, lost) for one in (*version.media, *figures)])
    plain = replace(words, body=tuple(block for block in words.body if block.kind != "media")) if figures else words
    body = f"<body.content>\n{_body(plain)}\n{media}</body.content>" if plain.body or media else ""
    language = version.language if _LANGUAGE.fullmatch(version.language) else ""
    if version.language and not language:
        lost.append(f"language ({version.language} is no tag of BCP 47)")
    # The schema lets a document's body alone tell its language.
    body = f"<body{attributes({'xml:lang': language})}>{_body_head(version, words, lost)}{body}</body>"
    return _whole(_head(version, lost) + body), lost


def _whole(inner: str) -> bytes:
    return f"{_HEAD}<nitf {_NITF}>{inner}</nitf>\n".encode("utf-8", "replace")


def _head(version: Version, lost: list[str]) -> str:
    subjects = "".join([_subject(one, lost) for one in version.subjects])
    return "".join([
        "<head>",
        # A title of one word would be read as the working name.
        element("title", version.headline) if version.slug or " " in version.headline.strip() else "",
        f'<meta name="serial" content="{text(version.serial)}"/>' if version.serial else "",
        f"<tobject>{subjects}</tobject>" if subjects else "",
        _docdata(version, lost),
        "</head>",
    ])  # fmt: skip


def _subject(subject: Subject, lost: list[str]) -> str:
    if not subject.code and subject.scheme:
        lost.append(f"the vocabulary {subject.scheme} of a subject without a code")
    fits = bool(subject.scheme and _NMTOKEN.fullmatch(subject.code)) and subject.code.strip("0") != ""
    told = {
        "tobject.subject.ipr": subject.scheme if subject.code else "",
        "tobject.subject.refnum": subject.code if fits else UNTOLD,
        "tobject.subject.code": "" if fits else subject.code,
        "tobject.subject.matter": subject.name,
    }
    return f"<tobject.subject{attributes(told)}/>"


def _docdata(version: Version, lost: list[str]) -> str:
    """``docdata``: what the document is, since when and until when, and what the desk is told."""
    waits = version.embargo is not None and status_of(version) == "usable"
    if version.embargo and not waits and version.issued and version.embargo <= version.issued:
        lost.append("embargo, which ended before the issue")
    corrects = [link.item for link in version.links if link.rel == "corrects" and link.item]
    return "".join([
        f'<docdata management-status="{"embargoed" if waits else status_of(version)}">',
        *[f"<correction{attributes({'id-string': item})}/>" for item in corrects],
        "<correction/>" if "correction" in version.signals and not corrects else "",
        f"<doc-id{attributes({'id-string': id_of(version)})}/>",
        f'<urgency ed-urg="{version.urgency}"/>' if version.urgency else "",
        f'<date.issue norm="{moment(version.issued)}"/>' if version.issued else "",
        f'<date.release norm="{moment(version.embargo)}"/>' if version.embargo else "",
        f'<date.expire norm="{moment(version.expires)}"/>' if version.expires else "",
        *[f"<ed-msg{attributes({'info': note})}/>" for note in version.notes],
        *_signals(version, lost, bool(corrects)),
        _work(version, lost),
        f"<doc.copyright{attributes({'holder': version.holder})}/>" if version.holder else "",
        *[f"<doc.rights{attributes({'limitations': words})}/>" for words in version.usage.split("\n") if words],
        f"<key-list><keyword{attributes({'key': version.slug})}/></key-list>" if version.slug else "",
        _identified(version.named),
        "</docdata>",
    ])  # fmt: skip


def _signals(version: Version, lost: list[str], corrects: bool) -> list[str]:
    """Messages to the desk without words, one for each order; a correction has an element of its own."""
    if corrects and "correction" not in version.signals:
        lost.append("that it is no correction itself: its link of rel corrects says so")
    lost.extend(f"the signal {one}" for one in version.signals if one not in SIGNALS)
    return [
        f"<ed-msg{attributes({'msg-type': one})}/>" for one in version.signals if one in SIGNALS and one != "correction"
    ]


def _work(version: Version, lost: list[str]) -> str:
    """The work that the document is a version of, and its number; other links have no place."""
    work = next((link for link in version.links if link.rel == "work" and link.item), None)
    lost.extend(
        f"a link ({link.rel} {link.item or link.href})"
        for link in version.links
        if link is not work and not (link.rel == "corrects" and link.item)
    )
    told = {"version": version.number, "key": work.item if work else ""}
    return f"<du-key{attributes(told)}/>" if version.number is not None or work else ""


def _identified(named: tuple[Named, ...]) -> str:
    # A place has no attribute for a value.
    codes = [attributes({"location-code" if one.kind == "place" else "value": one.code}) for one in named]
    inner = [element(_NAMED[one.kind], one.name, code) for one, code in zip(named, codes, strict=True)]
    return f"<identified-content>{''.join(inner)}</identified-content>" if inner else ""


def _body_head(version: Version, words: Dated, lost: list[str]) -> str:
    inner = "".join([
        f"<hedline>{element('hl1', version.headline)}</hedline>" if version.headline else "",
        element("rights", version.notice),
        element("byline", version.byline),
        element("distributor", version.credit),
        _dateline(words.beside, lost) if words.beside else "",
        f"<abstract>{element('p', version.standfirst)}</abstract>" if version.standfirst else "",
    ])  # fmt: skip
    return f"<body.head>{inner}</body.head>" if inner else ""


def _dateline(dateline: Dateline, lost: list[str]) -> str:
    # A day alone may be that of the sending: nobody takes it for a dateline.
    if not (dateline.place or dateline.agencies):
        lost.append("the day of a dateline without a place")
    agencies = f" ({text('/'.join(dateline.agencies))})" if dateline.agencies else ""
    day = f' <story.date norm="{dateline.day:%Y%m%d}">{dateline.day}</story.date>' if dateline.day else ""
    return f"<dateline>{element('location', dateline.place)}{agencies}{day}</dateline>"


def _body(words: Dated) -> str:
    written = xhtml(words.body)
    for html, nitf in _TAGS:
        if html in written:
            written = written.replace(html, nitf)
    return written


def _medium(medium: Media, lost: list[str]) -> str:
    """One ``media``; what NITF has no attribute for is said in its metadata."""
    if not (medium.href or medium.caption or medium.item):
        lost.append(f"a {medium.kind} without an address or an id")
        return ""
    beside = {"id": medium.item, "copyright-holder": medium.holder, "usage-terms": medium.usage}
    metadata = [f"<media-metadata{attributes({'name': key, 'value': told})}/>" for key, told in beside.items() if told]
    reference = {
        "source": medium.href, "name": medium.headline, "mime-type": medium.type, "alternate-text": medium.alt,
        "width": medium.width, "height": medium.height,
    }  # fmt: skip
    kind = "image" if medium.kind == "picture" else medium.kind
    producer, caption = element("media-producer", medium.credit), element("media-caption", medium.caption)
    return (
        f'<media media-type="{kind}">{"".join(metadata)}<media-reference{attributes(reference)}/>{caption}{producer}'
        "</media>"
    )


def _order(notice: Notice) -> bytes:
    """A document that holds no text, and says what is to become of another."""
    told = {"management-doc-idref": notice.item, "management-idref-status": _STATUSES[notice.action]}
    issued = f'<date.issue norm="{moment(notice.issued)}"/>' if notice.issued else ""
    message = f"<ed-msg{attributes({'info': notice.text})}/>" if notice.text else ""
    return _whole(f"<head><docdata{attributes(told)}>{issued}{message}</docdata></head><body/>")
