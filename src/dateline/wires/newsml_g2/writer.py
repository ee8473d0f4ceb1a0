"""Versions into NewsML-G2 2.35: an item, or a message of several, in conformance level power."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.script import direction_of
from dateline.news.wire import Link, Named, Notice, Problem, Version, Words
from dateline.wires.dated import Dated, dated, line, moved, told
from dateline.wires.escape import attr, attributes, clean, element, text, xhtml
from dateline.wires.newsml_g2.naming import Names
from dateline.wires.newsml_g2.parts import Part, parts_of
from dateline.wires.ninjs.ids import is_uri, made_of
from dateline.wires.written import Sending, Written, id_of, meant, moment, remarks, status_of

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAR: Final = "http://iptc.org/std/nar/2006-10-01/"
_SPACE: Final = f'xmlns="{_NAR}"'
_PARSER: Final = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
_STANDARD: Final = f'{_SPACE} standard="NewsML-G2" standardversion="2.35" conformance="power"'
_CATALOG: Final = '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>'
_ODRL: Final = "http://www.w3.org/ns/odrl/2/"
#: Our words for relations that IPTC's vocabulary has too.
_RELATIONS: Final = {
    "related": "irel:seeAlso", "previous": "irel:previousVersion", "derived-from": "irel:derivedFrom",
    "translated-from": "irel:translatedFrom",
}  # fmt: skip
#: The same of signals.
_SIGNALS: Final = {"update": "sig:update", "correction": "sig:correction"}
_OURS: Final = frozenset({"kill", "withhold", "lift", "refile", "advisory"})
_KINDS: Final = {
    "person": "cpnat:person", "organisation": "cpnat:organisation", "place": "cpnat:geoArea", "event": "cpnat:event",
    "object": "cpnat:object",
}  # fmt: skip
#: What NewsML-G2 has no place for.
UNCARRIED: Final = {
    "role": "an item alone has no part in a package; in a package it is carried",
    "extent": "no word for a text of which only the beginning was sent",
    "doubt": "no word for a doubt; the item is withheld",
    "urgency_given": "the scale 1 to 9 alone",
    "body.media": "a figure in the text is written, and read as a medium",
    "allowed": "follows from the rights expression",
    "more": "fields of the source's own",
    "patch": "no word for changes alone",
}


def send(sending: Sending) -> Written:
    """
    Write all versions as one document: a ``newsItem``, or a ``newsMessage`` where there are several.

    Returns:
        The document, valid by the schema. The versions of a package are preceded by a ``packageItem`` that refers to
        them. A notice to kill an item is written as a canceled version of it; other notices are told.
    Source:
        NewsML-G2 2.35, IPTC
    """
    losses: list[Problem] = []
    together = sending.package and len(sending.versions) > 1
    guid = _package_id(sending.versions) if together else ""
    items = [_package(sending, guid)] if together else []
    for place, version in enumerate(sending.versions):
        item, lost = _item(version, sending, guid)
        items.append(item)
        losses.extend(remarks(place, version, _IN_PACKAGE if together else UNCARRIED, *lost))
    items += [_killed(notice, sending) for notice in sending.notices if _kills(notice)]
    problems = tuple(
        Problem(f"notices[{n}]", f"NewsML-G2 has no word for an order to {one.action} {meant(one)}: left out")
        for n, one in enumerate(sending.notices)
        if not _kills(one)
    )
    document = items[0] if len(items) == 1 else _message(items, sending)
    documents = ((_HEAD + document + "\n").encode("utf-8", "replace"),) if items else ()
    return Written(documents, problems, tuple(losses))


_IN_PACKAGE: Final = {name: why for name, why in UNCARRIED.items() if name != "role"}


def _message(items: list[str], sending: Sending) -> str:
    inner = "\n".join(items)
    header = f"<header><sent>{moment(sending.at)}</sent>{element('sender', sending.title)}</header>"
    return f"<newsMessage {_SPACE}>{header}<itemSet>\n{inner}\n</itemSet></newsMessage>"


def _item(version: Version, sending: Sending, package: str) -> tuple[str, list[str]]:
    """A version as an item, and what of it could not be written, in words."""
    names, lost = Names(), list[str]()
    parts, words = parts_of(version, names, lost), dated(version, beside=True)
    rights, meta = _rights(version, parts), _item_meta(version, parts, sending, package, names, lost)
    about = _content_meta(version, words, names, lost)
    described = "".join([part.meta for part in parts])
    inner = f"{_CATALOG}{names.catalog()}{rights}{meta}{about}{described}{_content(version, words, parts)}"
    return f"<newsItem {_STANDARD}{_identity(version, lost)}>{inner}</newsItem>", lost


def _identity(version: Version, lost: list[str]) -> str:
    number = version.number if version.number and version.number > 0 else None
    if version.number is not None and number is None:
        lost.append(f"number {version.number} (versions count from 1)")
    return attributes(
        {
            "guid": id_of(version),
            "version": number,
            "xml:lang": version.language if _is_language(version.language) else "",
            "dir": version.direction if version.direction != direction_of(version.language) else "",
        }
    )


def _is_language(tag: str) -> bool:
    subtags = tag.split("-")
    return subtags[0].isalpha() and all(one.isascii() and one.isalnum() and len(one) <= 8 for one in subtags)


def _item_meta(
    version: Version, parts: list[Part], sending: Sending, package: str, names: Names, lost: list[str]
) -> str:
    """``itemMeta``: what the item is, from whom, since when and until when, and what to do with it."""
    if version.issued is None:
        lost.append("issued is not told; the moment of writing stands in")
    nature = next((part.nature for part in parts if part.own), "ninat:text")
    return "".join([
        f'<itemMeta><itemClass qcode="{nature}"/>{_party("provider", sending.title)}'
        f"<versionCreated>{moment(version.issued or sending.at)}</versionCreated>",
        element("firstCreated", moment(version.created)) if version.created else "",
        element("embargoed", moment(version.embargo)) if version.embargo else "",
        f'<pubStatus qcode="stat:{status_of(version)}"/>',
        *[element("edNote", note) for note in version.notes],
        *[f"<signal {_signal(one, names)}/>" for one in version.signals],
        element("expires", moment(version.expires)) if version.expires else "",
        *_links(version, package, names, lost),
        "</itemMeta>",
    ])  # fmt: skip


def _party(name: str, words: str) -> str:
    return f"<{name}><name>{text(words)}</name></{name}>"


def _signal(signal: str, names: Names) -> str:
    if signal in _OURS:
        return f'qcode="{names.ours(signal)}"'
    return names.attribute(_SIGNALS.get(signal, signal))


def _links(version: Version, package: str, names: Names, lost: list[str]) -> Iterator[str]:
    for link in version.links:
        if not (link.item or link.href):
            lost.append(f"a link that leads nowhere ({link.rel})")
        elif link != Link("package", package):
            rel = _RELATIONS.get(link.rel) or names.relation(link.rel)
            target = attributes({"rel": rel, "residref": link.item, "href": link.href})
            yield f"<link{target}>{element('title', link.title)}</link>" if link.title else f"<link{target}/>"


def _content_meta(version: Version, words: Dated, names: Names, lost: list[str]) -> str:
    """``contentMeta``: what the text is about, and what stands around it."""
    if version.language and not _is_language(version.language):
        lost.append(f"language ({version.language} is no tag of BCP 47)")
    lost.extend(moved(words))
    dateline = told(words.beside) if words.beside else None
    if words.beside and dateline != replace(words.beside, in_body=False, assumed=False):
        lost.append(f"some of the dateline {line(words.beside)!r}, which nobody could read again")
    return "".join([
        "<contentMeta>",
        element("urgency", str(version.urgency)) if version.urgency else "",
        element("altId", version.serial, f' type="{names.ours("serial")}"') if version.serial else "",
        f"<language{attributes({'tag': version.language})}/>" if _is_language(version.language) else "",
        *[_subject(names.concept(one.scheme, one.code, lost), one.name) for one in version.subjects],
        *[_named(one, names) for one in version.named],
        element("slugline", version.slug),
        element("headline", version.headline),
        *[_headline(one, names) for one in version.headlines],
        element("dateline", line(dateline)) if dateline else "",
        element("by", version.byline),
        element("creditline", version.credit),
        element("description", version.standfirst, ' role="drol:summary"'),
        "</contentMeta>",
    ])  # fmt: skip


def _headline(words: Words, names: Names) -> str:
    """A further headline, which without a role would be taken for the one to show."""
    return element("headline", words.text, attributes({"role": names.relation(words.role or "further")}))


def _code(code: str, names: Names) -> str:
    return f" {names.attribute(code)}" if code else ""


def _subject(attributes: str, name: str, details: str = "") -> str:
    inner = f"{element('name', name)}{details}"
    return f"<subject{attributes}>{inner}</subject>" if inner else f"<subject{attributes}/>"


def _named(one: Named, names: Names) -> str:
    where = {"latitude": one.latitude, "longitude": one.longitude}
    details = f"<geoAreaDetails><position{attributes(where)}/></geoAreaDetails>" if one.latitude is not None else ""
    return _subject(f'{_code(one.code, names)} type="{_KINDS[one.kind]}"', one.name, details)


def _rights(version: Version, parts: list[Part]) -> str:
    """``rightsInfo`` of the item, then that of its media."""
    own = "".join([
        _party("copyrightHolder", version.holder) if version.holder else "",
        *[element("copyrightNotice", words) for words in version.notice.split("\n") if words],
        *[element("usageTerms", words) for words in version.usage.split("\n") if words],
        _expression(version.rights) if version.rights else "",
    ])  # fmt: skip
    return (f"<rightsInfo>{own}</rightsInfo>" if own else "") + "".join([part.rights for part in parts])


def _expression(rights: str) -> str:
    """A rights expression, as the data that it is."""
    if _is_xml(rights):
        return f'<rightsExpressionXML langid="{_ODRL}">{clean(rights)}</rightsExpressionXML>'
    kind = "application/ld+json" if rights.lstrip().startswith(("{", "[")) else "text/plain"
    kind = "text/uri-list" if is_uri(rights) else kind
    return f'<rightsExpressionData langid="{_ODRL}" enctype="{kind}">{text(rights)}</rightsExpressionData>'


def _is_xml(rights: str) -> bool:
    """True if a rights expression is one element of a namespace of its own, and no document with a declaration."""
    if not rights.startswith("<") or rights.startswith("<?"):
        return False
    try:
        root = etree.fromstring(clean(rights), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return etree.QName(root).namespace not in (None, _NAR)


def _content(version: Version, words: Dated, parts: list[Part]) -> str:
    inline = ""
    if words.body:
        inline = (
            '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>{text(version.headline)}</title></head><body>\n{xhtml(words.body)}\n</body></html></inlineXML>"
        )
    remote = "".join([part.remote for part in parts])
    return f"<contentSet>{inline}{remote}</contentSet>" if inline or remote else ""


def _package_id(versions: tuple[Version, ...]) -> str:
    """The id that the versions' package came with; else one made of theirs."""
    for version in versions:
        for link in version.links:
            if link.rel == "package" and link.item:
                return link.item
    ids = "\n".join([id_of(version) for version in versions])
    return made_of("package-" + blake2b(ids.encode("utf-8", "replace"), digest_size=10).hexdigest())


def _package(sending: Sending, guid: str) -> str:
    """The ``packageItem`` of the versions: a group for those of one role that follow each other."""
    names = Names()
    runs = [(role, [*run]) for role, run in groupby(sending.versions, key=lambda version: version.role)]
    groups = [_group(f"g{n}", role, run, names) for n, (role, run) in enumerate(runs, 1)]
    refs = "".join([f'<groupRef idref="g{n}"/>' for n in range(1, len(runs) + 1)])
    root = f'<group id="g0" role="{names.ours("package")}" mode="pgrmod:seq">{refs}</group>'
    issued = max((version.issued for version in sending.versions if version.issued), default=sending.at)
    meta = (
        f'<itemMeta><itemClass qcode="ninat:composite"/>{_party("provider", sending.title)}'
        f'<versionCreated>{moment(issued)}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>'
    )
    inner = f'{_CATALOG}{names.catalog()}{meta}<groupSet root="g0">{root}{"".join(groups)}</groupSet>'
    return f'<packageItem {_STANDARD} guid="{attr(guid)}">{inner}</packageItem>'


def _group(id: str, role: str, versions: list[Version], names: Names) -> str:
    kind = "application/vnd.iptc.g2.newsitem+xml"
    refs = [f'<itemRef residref="{attr(id_of(one))}" contenttype="{kind}"/>' for one in versions]
    return f'<group id="{id}" role="{names.ours(role)}" mode="pgrmod:seq">{"".join(refs)}</group>'


def _kills(notice: Notice) -> bool:
    return notice.action == "kill" and bool(notice.item)


def _killed(notice: Notice, sending: Sending) -> str:
    """A notice to kill an item as a canceled version of it."""
    names = Names()
    signal = f'<signal qcode="{names.ours("kill")}"/>'
    meta = (
        f'<itemMeta><itemClass qcode="ninat:text"/>{_party("provider", sending.title)}'
        f"<versionCreated>{moment(notice.issued or sending.at)}</versionCreated>"
        f'<pubStatus qcode="stat:canceled"/>{element("edNote", notice.text)}{signal}</itemMeta>'
    )
    return f'<newsItem {_STANDARD} guid="{attr(notice.item or "")}">{_CATALOG}{names.catalog()}{meta}</newsItem>'
