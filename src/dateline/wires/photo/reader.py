"""Pictures into readings."""

import re
from datetime import datetime
from hashlib import md5, sha256
from typing import Final

from msgspec.structs import replace

from dateline.news.blocks import Block, paragraph
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Media, Notice, Problem, Reading, Version
from dateline.wires.html import blocks_from_text
from dateline.wires.letters import fold
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.photo import document, iim, xmp
from dateline.wires.photo.container import FORMAT, Parts, parts
from dateline.wires.photo.facts import Facts
from dateline.wires.preamble import take_advisories
from dateline.wires.signals import in_note
from dateline.wires.statuses import doubted

_URGENCIES: Final = frozenset("123456789")
#: IIM's "Object Kill".
_KILL: Final = "01"
#: What cameras and old software write where a person would write a caption or a name.
_EMPTY: Final = frozenset(
    {"", "olympus digital camera", "digital camera", "default", "picture", "sony dsc", "untitled"}
)
#: What programs leave where a person would write: readers who cannot see must not be told it.
_PROGRAM: Final = re.compile(
    r"creator: gd-jpeg|lavc\d|applemark|intel\(r\) jpeg|lead technologies|handmade software|file written by adobe"
    r"|(?:created|made|optimi[sz]ed|compressed|processed|generated|converted|edited) (?:with|by|using|in) "
    r"(?:the )?(?:gimp|adobe|jpeg|imagej|imagemagick|paint|picasa|acdsee|irfanview|photoshop|ffmpeg|xv)"
    r"|jpeg.?encoder|imagemagick|xv version",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
#: The picture is the item: a "PICTURE KILL" kills it, as a "KILL" does a text.
_PICTURE = re.compile(
    r"\A\W*(?:attention editors\W+)?(?:pictures?|photos?|images?|pix|graphic|bild|foto)(?:\s+advisory)?\W+"
    r"(?=(?:mandatory\s+)?(?:kill|hold|withh|eliminat|(?P<back>withdrawn|retracted)))",
    re.IGNORECASE,
)
#: The doubt of a picture that came without a word about itself.
_SILENT: Final = "it carries no words about itself: who made it, and what may be done with it, is not told"


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read what a picture file says of itself; its pixels are not decoded.

    Args:
        data: A JPEG, PNG, WebP or TIFF file.
        received: When it reached us, UTC; embargoes in words without a day are taken to be near it.
    Returns:
        One version, whose media is the picture; its caption is the standfirst. Notices for orders about other items.
        A picture that says nothing of itself is in doubt, and told.
    Raises:
        WireError: If it is no such file.
    Source:
        IPTC Photo Metadata Standard 2023.1; IPTC IIM 4.2; XMP parts 1 to 3; Exif 2.32; MWG guidelines 2.0
    """
    held = parts(data)
    problems = held.problems
    facts = _facts(held, problems)
    version, caption = _version(facts, held, problems)
    told: tuple[Notice, ...] = ()
    if _says_nothing(version):
        problems.append(Problem("document", f"{_SILENT}; held until somebody has looked"))
        version = replace(version, doubt=doubted(version.doubt, _SILENT))
    else:
        ordered = carried_out(_as_text(version, caption), FORMAT, received=received, problems=problems)
        version = replace(ordered.version, body=(), notes=version.notes, headline=version.headline)
        told = ordered.notices
    version = _as_item(version, held, data)
    return Reading(format=FORMAT, versions=(version,), notices=told, problems=tuple(problems))


def _facts(held: Parts, problems: list[Problem]) -> Facts:
    """All that the parts of a file tell; which of XMP and IPTC's records is the newer, their digest says."""
    records = b"".join(one.data for one in held.resources if one.id == 0x0404)
    digest = next((one.data for one in held.resources if one.id == 0x0425), b"")
    told = len(digest) == 16 and any(digest) and bool(records)
    newer = told and md5(records, usedforsecurity=False).digest() != digest
    datasets = iim.datasets(records, problems) if records else {}
    return Facts(xmp.properties(held.xmp, problems), datasets, held.exif, newer, problems)


def _version(facts: Facts, held: Parts, problems: list[Problem]) -> tuple[Version, tuple[Block, ...]]:
    """What fields say of a picture, and its caption in blocks."""
    headline = facts.folded("photoshop:Headline", 105)
    above, caption = take_advisories(blocks_from_text(_caption(facts, held)), headline)
    texts = [block.text for block in caption]
    language = _language(facts)
    reference = facts.folded("photoshop:TransmissionReference", 103)
    serial = serial_of(reference)
    place = document.place(facts)
    urgency = facts.words("photoshop:Urgency", 10)
    supplier = ", ".join(document.names(facts, "ImageSupplier"))
    version = Version(
        item=_item(facts) or None,
        media=(Media("picture", caption="\n".join(texts), alt=facts.folded("Iptc4xmpCore:AltTextAccessibility")),),
        standfirst=" ".join(texts),
        serial=serial,
        headline=headline,
        slug=facts.folded("dc:title", 5),
        byline=byline_of(_creators(facts, held), language),
        dateline=Dateline(place) if place else None,
        notes=(*_notes(facts), *above),
        language=language,
        direction=direction_of(language),
        issued=_issued(facts, problems),
        created=_created(facts, problems),
        embargo=document.limit(facts, 30, 35),
        expires=document.limit(facts, 37, 38),
        doubt=_unread(facts, problems),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        subjects=document.subjects(facts),
        named=document.named(facts),
        holder=document.holders(facts),
        notice=facts.folded("dc:rights", 116) or _written(facts.tag(33432), held.texts.get("Copyright", "")),
        usage=document.usage(facts),
        rights=document.expression(facts),
        credit=facts.folded("photoshop:Credit", 110) or facts.folded("photoshop:Source", 115) or supplier,
    )
    told = {"photoshop:TransmissionReference": reference} if reference.casefold() != serial else {}
    return replace(version, more=_more(facts, held) | told), caption


def _creators(facts: Facts, held: Parts) -> str:
    """Who made the picture, as its makers write it; as a last resort what Exif or PNG has in their place."""
    told = facts.lines("dc:creator", 80) or document.names(facts, "ImageCreator")
    return ", ".join(map(fold, told)) or _written(facts.tag(315), _wide(facts, 40093), held.texts.get("Author", ""))


def _caption(facts: Facts, held: Parts) -> str:
    """The description; as a last resort what Exif or PNG has in its place."""
    others = (held.texts.get(name, "") for name in ("Description", "comment"))
    return facts.words("dc:description", 120) or _written(facts.tag(270), _wide(facts, 40092), *others)


def _written(*words: str) -> str:
    """The first of some *words* that a person wrote; empty if none did."""
    told = (one.strip() for one in words if not _PROGRAM.match(fold(one)))
    return next((one for one in told if fold(one).casefold() not in _EMPTY), "")


def _as_text(version: Version, caption: tuple[Block, ...]) -> Version:
    """The version as its orders are read: the caption is its text, and what is said of the picture is said of it."""
    first = caption[:1]
    if first and _PICTURE.match(first[0].text):
        first = (paragraph(_of_text(first[0].text)),)
    notes = tuple(_of_text(note) for note in version.notes)
    return replace(version, headline=_of_text(version.headline), body=(*first, *caption[1:]), notes=notes)


def _of_text(words: str) -> str:
    found = _PICTURE.match(words)
    if found is None:
        return words
    return ("STORY " if found["back"] else "") + words[found.end() :]


def _wide(facts: Facts, tag: int) -> str:
    raw = facts.exif.raw(tag) if facts.exif else b""
    return raw.decode("utf-16-le", "ignore").replace("\0", "").strip()


def _item(facts: Facts) -> str:
    """The id that the picture's maker or supplier gave it."""
    told = facts.folded("Iptc4xmpExt:DigImageGUID") or facts.folded("plus:ImageSupplierImageID")
    return told or fold(" ".join(facts.datasets(100, record=1)))


def _notes(facts: Facts) -> tuple[str, ...]:
    """The special instructions, in both places where these differ; and a status or an action that orders something."""
    told = facts.lines("photoshop:Instructions", 40)
    notes = [fold(one) for block in told for one in re.split(r"\n\s*\n", block)]
    for dataset in (7, 42):
        status = " ".join(facts.iim.get((2, dataset), []))
        if status and in_note(status):
            notes.append(fold(status))
    return tuple(dict.fromkeys(filter(None, notes)))


def _language(facts: Facts) -> str:
    found = fold(next(iter(facts.lines("dc:language", 135)), ""))
    if not found:
        told = {one.language for one in facts.xmp.get("dc:description", []) if one.text}
        found = next(iter(told)) if len(told) == 1 else ""
    return found if _LANGUAGE.fullmatch(found) and found != "x-default" else ""


def _issued(facts: Facts, problems: list[Problem]) -> datetime | None:
    """When it was sent, else when its words were last changed."""
    changed = (_noted(facts, name) for name in ("xmp:MetadataDate", "xmp:ModifyDate"))
    return document.moment(facts, "", 70, 80, problems, record=1) or next(filter(None, changed), None)


def _created(facts: Facts, problems: list[Problem]) -> datetime | None:
    """When the picture was taken."""
    taken = f"{facts.tag(36867)}{facts.tag(36881)}" if facts.tag(36867) else facts.tag(306)
    found = document.moment(facts, "photoshop:DateCreated", 55, 60, problems) or document.when(taken)
    return found or _noted(facts, "xmp:CreateDate")


def _noted(facts: Facts, name: str) -> datetime | None:
    """A time that software noted for itself."""
    return document.when(xmp.chosen(facts.look(name)).text)


def _unread(facts: Facts, problems: list[Problem]) -> str:
    """The doubt of a picture whose first or last moment of use is told and cannot be read, or that takes one back."""
    doubts = []
    for day, clock, name in ((30, 35, "release"), (37, 38, "expiration")):
        told = " ".join((*facts.datasets(day), *facts.datasets(clock)))
        if told.strip("0 ") and document.limit(facts, day, clock) is None:
            doubts.append(f"its {name} cannot be read: {told[:80]!r}")
    if _KILL in facts.datasets(42):
        # Of which object is told by records that most software leaves out.
        doubts.append("its records advise a kill (2:42)")
    problems.extend(Problem("iptc", f"{doubt}; held until somebody has looked") for doubt in doubts)
    return doubted(*doubts)


def _says_nothing(version: Version) -> bool:
    one = version
    named = one.headline or one.slug or one.standfirst or one.serial or one.item
    return not (named or one.byline or one.credit or one.notice or one.holder or one.usage or one.notes)


def _more(facts: Facts, held: Parts) -> dict[str, str]:
    """What has no field: the rest of XMP and of IPTC's records, the camera, the position, comments."""
    turned = facts.exif.number(274) if facts.exif else None
    found = facts.rest() | {
        "exif:Camera": " ".join(dict.fromkeys(f"{facts.tag(271)} {facts.tag(272)}".split())),
        "exif:Position": document.position(facts),
        "exif:Orientation": str(turned) if turned and 1 < turned < 9 else "",
        "exif:XPTitle": _wide(facts, 40091),
        "exif:XPKeywords": _wide(facts, 40094),
    }
    caption = facts.folded("dc:description", 120)
    found |= {f"text:{name}": fold(words) for name, words in held.texts.items() if fold(words) != caption}
    return {name: words for name, words in found.items() if words} | {"type": "picture"}


def _as_item(version: Version, held: Parts, data: bytes) -> Version:
    """The version as a picture's own item; one without an id is known by its bytes, for many share a slug and a day."""
    item = version.item or f"sha256:{sha256(data).hexdigest()[:32]}"
    one = replace(
        version.media[0],
        item=item,
        headline=version.headline,
        credit=version.credit or version.byline,
        holder=version.holder,
        usage=version.usage,
        type=held.type,
        width=held.width or None,
        height=held.height or None,
    )
    return replace(version, item=item, media=(one,))
