"""Versions into Atom, with tombstones for what was canceled."""

import re
from typing import Final

from dateline.news.wire import Notice, Problem, Subject, Version
from dateline.wires.escape import attributes, element
from dateline.wires.ninjs.ids import address_of, is_uri, made_of, uri_of
from dateline.wires.rss import common
from dateline.wires.written import Sending, Written, barred, id_of, left_out, meant, moment, remarks

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES: Final = (
    f'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" {common.MODULES}'
)
#: A language as XML takes it; any other stands in its own element alone.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
#: What Atom has no place for.
UNCARRIED: Final = common.UNCARRIED


def send(sending: Sending) -> Written:
    """
    Write all versions as one feed, in their order; before them a tombstone for each that is canceled, and for each
    notice to kill an item.

    Returns:
        The feed. Left out and told is what else may not be used, and what else the source orders about others.
    Source:
        RFC 4287, RFC 6721
    """
    items: list[str] = []
    graves: list[str] = []
    problems: list[Problem] = []
    told: list[Problem] = []
    for place, version in enumerate(sending.versions):
        if version.status == "canceled":
            graves.append(_grave(id_of(version), moment(version.issued or sending.at)))
        elif why := barred(version, sending.at):
            problems.append(left_out(place, version, why, "Atom"))
        else:
            item, lost = _entry(version, sending)
            items.append(item)
            told.extend(remarks(place, version, UNCARRIED, *lost))
    for place, notice in enumerate(sending.notices):
        if notice.action == "kill" and notice.item:
            graves.append(_grave(notice.item, moment(notice.issued or sending.at), notice))
        else:
            what = f"Atom has no word for an order to {notice.action} {meant(notice)}: left out"
            problems.append(Problem(f"notices[{place}]", what))
    inner = "\n".join([_feed(sending), *graves, *items])
    document = f"{_HEAD}<feed {_SPACES}>{inner}\n</feed>\n"
    return Written((document.encode("utf-8", "replace"),), tuple(problems), tuple(told))


def _feed(sending: Sending) -> str:
    id = address_of(sending.address) or address_of(sending.home) or made_of(sending.title)
    issued = [version.issued for version in sending.versions if version.issued and not barred(version, sending.at)]
    home = attributes({"rel": "alternate", "href": address_of(sending.home)})
    own = attributes({"rel": "self", "href": address_of(sending.address)})
    return "".join([
        element("id", id),
        element("title", sending.title),
        element("updated", moment(max(issued, default=sending.at))),
        f"<link{own}/>" if address_of(sending.address) else "",
        f"<link{home}/>" if address_of(sending.home) else "",
        # An entry without an author needs one here; that it is the feed itself says that it is nobody.
        f"<author>{element('name', sending.title)}</author>",
    ])  # fmt: skip


def _grave(item: str, when: str, notice: Notice | None = None) -> str:
    """A tombstone; it says nothing of what lies under it, but the source's own words where it sent any."""
    told = attributes({"ref": _iri(item), "when": when})
    comment = element("at:comment", notice.text) if notice else ""
    return f"<at:deleted-entry{told}>{comment}</at:deleted-entry>" if comment else f"<at:deleted-entry{told}/>"


def _iri(item: str) -> str:
    """An id as Atom wants it, which is an address."""
    return item if is_uri(item) else uri_of(item)


def _entry(version: Version, sending: Sending) -> tuple[str, list[str]]:
    """A version as an entry, and what of it could not be written, in words."""
    lost = common.folded(version)
    own = common.page(version)
    if version.issued is None:
        lost.append("issued is not told; the moment of writing stands in")
    inner = "".join([
        element("id", _iri(id_of(version))),
        f'<title type="text">{element("t", version.headline)[3:-4]}</title>',
        element("updated", moment(version.issued or sending.at)),
        element("published", moment(version.created)) if version.created else "",
        f"<author>{element('name', version.byline)}</author>" if version.byline else "",
        f"<source>{element('title', version.credit)}</source>" if version.credit else "",
        element("rights", version.notice, ' type="text"'),
        *[_category(one) for one in version.subjects],
        common.link("link", own, "alternate") if own else "",
        *[common.link("link", one) for one in common.others(version, lost)],
        _words(version, lost),
        # An entry must have a content or a page.
        '<content type="text"/>' if own is None and not _is_whole(version) else "",
        common.terms(version),
        element("dc:language", version.language),
        common.media(version, lost),
    ])  # fmt: skip
    language = version.language if _LANGUAGE.fullmatch(version.language) else ""
    return f"<entry{attributes({'xml:lang': language})}>{inner}</entry>", lost


def _category(subject: Subject) -> str:
    """A subject; Atom demands a code, and the name stands in where there is none."""
    told = {"term": subject.code or subject.name, "scheme": subject.scheme, "label": subject.name}
    return f"<category{attributes(told)}/>" if subject.code or subject.name else ""


def _is_whole(version: Version) -> bool:
    """False where there is a summary alone."""
    return version.extent == "full" and bool(version.body)


def _words(version: Version, lost: list[str]) -> str:
    """The text, and the standfirst as its summary; of a teaser the summary is all there is."""
    body, standfirst = common.words(version, lost)
    summary = element("summary", standfirst, ' type="text"')
    if _is_whole(version):
        return summary + element("content", body, ' type="html"')
    return element("summary", body, ' type="html"') or summary
