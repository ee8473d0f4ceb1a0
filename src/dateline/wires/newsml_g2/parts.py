"""The media of an item, each with what is said of it: NewsML-G2's ``partMeta``, out and back."""

from typing import Final, Literal
from urllib.parse import quote

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Media, Rendition, Version
from dateline.wires import xml
from dateline.wires.escape import attributes, element, text
from dateline.wires.newsml_g2.concepts import code, label, tail
from dateline.wires.newsml_g2.naming import Names
from dateline.wires.xml import Elements

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, _Kind]] = {
    "picture": "picture", "graphic": "graphic", "video": "video", "audio": "audio", "other": "other",
}  # fmt: skip


class Part(Struct, frozen=True):
    """One medium in the three places where an item tells of it."""

    #: What the item is, if it is this medium.
    nature: str
    #: True of a medium that the item itself is.
    own: bool
    meta: str
    rights: str
    remote: str


def parts_of(version: Version, names: Names, lost: list[str]) -> list[Part]:
    """The media of a *version*; what of them has no place is added to *lost*."""
    found = []
    for place, medium in enumerate(version.media, 1):
        if not (medium.href or medium.item):
            lost.append(f"a {medium.kind} without an address or an id")
        else:
            found.append(_part(medium, f"m{place}", version, names))
    return found


def _part(medium: Media, id: str, version: Version, names: Names) -> Part:
    own = not version.body and bool(medium.item) and medium.item == version.item
    nature = names.ours("other") if medium.kind == "other" else f"ninat:{medium.kind}"
    contents = [id, *(f"{id}-{n}" for n in range(2, len(medium.renditions) + 1))]
    meta = "".join([
        f'<partMeta partid="{id}-part" contentrefs="{" ".join(contents)}"><role qcode="{nature}"/>',
        element("headline", medium.headline),
        element("creditline", medium.credit),
        element("description", medium.caption, ' role="drol:caption"'),
        element("description", medium.alt, f' role="{names.ours("alt")}"') if medium.alt else "",
        "</partMeta>",
    ])  # fmt: skip
    holder = f"<copyrightHolder><name>{text(medium.holder)}</name></copyrightHolder>" if medium.holder else ""
    terms = holder + element("usageTerms", medium.usage)
    residref = "" if own else medium.item
    forms = medium.renditions or (Rendition(medium.href, "", medium.type, medium.width, medium.height),)
    return Part(
        nature,
        own,
        meta,
        f'<rightsInfo idrefs="{id}-part">{terms}</rightsInfo>' if terms else "",
        "".join([_remote(id, residref, one, names) for id, one in zip(contents, forms, strict=True)]),
    )


def _remote(id: str, residref: str, form: Rendition, names: Names) -> str:
    told: dict[str, object] = {
        "id": id, "rendition": names.ours(quote(form.name, safe="")) if form.name else "", "href": form.href,
        "residref": residref, "contenttype": form.type, "size": form.size, "width": form.width, "height": form.height,
        "duration": form.duration,
    }  # fmt: skip
    return f"<remoteContent{attributes(told)}/>"


class Told(Struct, frozen=True):
    """What an item's ``partMeta`` tell of its contents, by the ``id`` of each."""

    meta: dict[str, etree._Element]
    #: What rights are told of each, by the same.
    rights: dict[str, etree._Element]


def told_of(parts: Elements) -> Told:
    """What is told of single contents among the *parts* of an item."""
    meta: dict[str, etree._Element] = {}
    rights: dict[str, etree._Element] = {}
    for one in parts.get("partMeta", ()):
        for reference in (one.get("contentrefs") or "").split():
            meta.setdefault(reference, one)
    by_part = {reference: one for one in parts.get("rightsInfo", ()) for reference in (one.get("idrefs") or "").split()}
    for reference, one in meta.items():
        if (part := one.get("partid")) and part in by_part:
            rights[reference] = by_part[part]
    return Told(meta, rights)


def described(medium: Media, part: etree._Element, told: Told) -> Media:
    """The *medium* with what is *told* of the content that is this *part*."""
    id = part.get("id") or ""
    one = told.meta.get(id)
    if one is None:
        return medium
    about, terms = xml.children(one), xml.children(told.rights.get(id))
    words = {tail(each.get("role") or ""): xml.text(each) for each in reversed(about.get("description", ()))}
    alt = words.pop("alt", "")
    caption = words.get("caption") or next(iter(words.values()), "")
    holder = xml.first(terms, "copyrightHolder")
    return replace(
        medium,
        kind=_KINDS.get(tail(code(xml.first(about, "role"))), medium.kind),
        headline=xml.text(xml.first(about, "headline")),
        caption=caption,
        alt=alt or medium.alt,
        credit=xml.text(xml.first(about, "creditline")) or xml.text(xml.first(about, "by")),
        holder="" if holder is None else label(holder),
        usage="\n".join(xml.texts(terms, "usageTerms")),
    )
