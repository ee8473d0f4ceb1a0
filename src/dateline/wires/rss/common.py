"""What RSS and Atom items have in common: modules that both may carry, and which of a version's links is which."""

import re
from typing import Final

from dateline.news.wire import Link, Media, Version
from dateline.wires.dated import dated
from dateline.wires.escape import attributes, element, xhtml
from dateline.wires.ninjs.ids import address_of, is_uri
from dateline.wires.rss.fields import TECHNICAL
from dateline.wires.written import IN_NO_FEED, moment

MODULES: Final = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
)
_MEDIUM: Final = {"picture": "image", "graphic": "image", "video": "video", "audio": "audio", "other": "document"}
#: A relation as Atom takes it, which is a word or an address.
_RELATION = re.compile(r"[^\s:/?#\[\]@<>\"{}|\\^`%]+")
#: What neither RSS nor Atom has a place for.
UNCARRIED: Final = IN_NO_FEED | {
    "named": "subjects alone",
    "links.item": "addresses alone",
    "media.alt": "no words in place of a picture",
    "media.graphic": "pictures alone",
    "body.media": "a figure in the text is written, and read as a medium",
}


def folded(version: Version) -> list[str]:
    """Which fields of a version lose the ends of their lines, in words."""
    return [f"the line ends in its {name}" for name in ("notice", "usage") if "\n" in getattr(version, name)]


def words(version: Version, lost: list[str]) -> tuple[str, str]:
    """The text and the standfirst, without one that readers of the feed would take for the text; that is *lost*."""
    # As readers see it, with its dateline where it opened with that.
    text = xhtml(dated(version, beside=False).body).replace("<br/>", "<br>")
    if version.standfirst and text and version.extent == "teaser":
        lost.append("standfirst, beside the beginning of a text")
        return text, ""
    if text and len(version.standfirst) > 2 * len(text):
        lost.append("standfirst, which is longer than the text")
        return text, ""
    return text, version.standfirst


def terms(version: Version) -> str:
    """Until when, by whose leave and under which terms the item may be used."""
    licence = "dcterms:license" if is_uri(version.usage) else "dcterms:accessRights"
    return "".join([
        element("prism:embargoDate", moment(version.embargo)) if version.embargo else "",
        element("prism:expirationDate", moment(version.expires)) if version.expires else "",
        element("dcterms:rightsHolder", version.holder),
        element(licence, version.usage),
    ])  # fmt: skip


def media(version: Version, lost: list[str]) -> str:
    """Media RSS for the media that have an address, each once."""
    found: dict[str, str] = {}
    for one in version.media:
        if not address_of(one.href):
            lost.append(f"a {one.kind} without an address")
        elif one.href in found:
            lost.append(f"a second medium at {one.href}")
        else:
            found[one.href] = _content(one)
    return "".join(found.values())


def _content(medium: Media) -> str:
    told = attributes(
        {
            "url": address_of(medium.href), "type": medium.type, "medium": _MEDIUM[medium.kind], "width": medium.width,
            "height": medium.height,
        }
    )  # fmt: skip
    inner = "".join([
        element("media:title", medium.headline, ' type="plain"'),
        element("media:description", medium.caption, ' type="plain"'),
        element("media:credit", medium.credit),
        element("media:copyright", medium.holder),
        _licence(medium.usage),
    ])  # fmt: skip
    return f"<media:content{told}>{inner}</media:content>" if inner else f"<media:content{told}/>"


def _licence(usage: str) -> str:
    return f"<media:license{attributes({'href': usage})}/>" if is_uri(usage) else element("media:license", usage)


def link(name: str, one: Link, rel: str = "") -> str:
    """A link as an element of a *name*; under another relation than its own where one is given."""
    return f"<{name}{attributes({'rel': rel or one.rel, 'href': address_of(one.href), 'title': one.title})}/>"


def page(version: Version) -> Link | None:
    """The link to the item's own page; None if it has none."""
    return next((link for link in version.links if link.rel == "canonical" and address_of(link.href)), None)


def others(version: Version, lost: list[str]) -> list[Link]:
    """The other links that have an address, and a relation that a feed can say."""
    own, found = page(version), []
    for one in version.links:
        if one is own:
            continue
        if address_of(one.href) and _is_said(one.rel):
            found.append(one)
        else:
            lost.append(f"a link ({one.rel} {one.href or one.item})")
    return found


def _is_said(rel: str) -> bool:
    if rel in TECHNICAL or rel in ("canonical", "alternate"):
        return False
    return _RELATION.fullmatch(rel) is not None or is_uri(rel)
