"""What a page says of its article outside the text: when, who, where it belongs, and what may be done with it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

from dateline.news.script import direction_of
from dateline.news.wire import Link, Named, Problem, Subject, Version
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.byline import AUTHORS, written_by
from dateline.wires.html_page.document import Page, words_in
from dateline.wires.html_page.moments import MODIFIED, PUBLISHED, moment_in, times_of

_SECTIONS: Final = ("article:section", "og:article:section", "parsely-section", "section", "category")
_KEYWORDS: Final = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
_TAGS: Final = ("article:tag", "og:article:tag")
#: What a page says of its use by machines, and of its rights.
_TERMS: Final = ("tdm-reservation", "tdm-policy", "dcterms.rights", "dc.rights", "rights", "dcterms.license")
_TERM_KEYS: Final = ("license", "usageInfo", "conditionsOfAccess")
_DIRECTIVES: Final = frozenset({"noai", "noimageai", "noml", "noarchive", "nosnippet", "notranslate"})
_ROBOTS: Final = ("robots", "googlebot", "googlebot-news", "gptbot", "ccbot", "x-robots-tag")
_UNAVAILABLE = re.compile(r"unavailable_after:\s*([^;]{6,40})", re.IGNORECASE)
#: Metas that are read here or as headline and standfirst.
_READ: Final = frozenset({
    *PUBLISHED, *MODIFIED, *AUTHORS, *_SECTIONS, *_KEYWORDS, *_TAGS, *_TERMS, "copyright", "title",
    "og:title", "twitter:title", "og:url", "twitter:url", "description", "og:description", "twitter:description",
    "dc.title", "dc.description", "parsely-title", "sailthru.title",
})  # fmt: skip
#: Metas that tell of the page as a thing of the web, nothing of the article.
_TECHNICAL = re.compile(
    r"viewport|charset|content-type|generator|theme-color|msapplication.*|apple-.*|google.*|fb:.*|.*verif.*|format-detection"
    r"|referrer|csrf.*|x-ua.*|mobile-.*|handheldfriendly|robots|bingbot|color-scheme|refresh|cache-control|pragma|expires"
    r"|og:(?:image|video|audio|locale|type|site_name).*|twitter:(?:card|site|image|app|player|widgets).*|al:.*|next-.*"
    r"|origin-trial|content-security-policy|build|version|turbo.*|request-id|shenma.*|baidu.*|yandex.*|p:domain.*|.*:id"
)
#: Keys of JSON-LD that are read somewhere, or tell of the page.
_READ_KEYS: Final = frozenset({
    "@type", "@id", "@context", "url", "headline", "name", "datePublished", "dateModified", "dateCreated", "author",
    "creator", "articleBody", "image", "video", "audio", "thumbnailUrl", "mainEntityOfPage", "mainEntity", "publisher",
    "description", "articleSection", "keywords", "inLanguage", "about", "mentions", "copyrightHolder", "expires",
    "potentialAction", "copyrightNotice", "correction", "isPartOf", "hasPart", "speakable", "comment", "breadcrumb",
    "interactionStatistic", "sourceOrganization", "provider", "primaryImageOfPage", "isBasedOn", "text", "@graph",
    "thumbnail", "commentCount", "liveBlogUpdate", *_TERM_KEYS,
})  # fmt: skip
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_Kind = Literal["person", "organisation", "place", "event", "object"]
_NAMED: Final[dict[str, _Kind]] = {
    "Person": "person", "Organization": "organisation", "NewsMediaOrganization": "organisation",
    "Corporation": "organisation", "GovernmentOrganization": "organisation", "Place": "place", "City": "place",
    "Country": "place", "State": "place", "AdministrativeArea": "place", "Event": "event", "Product": "object",
}  # fmt: skip
#: How PR Newswire marks names in its texts.
_MARKED: Final[dict[str, _Kind]] = {
    "xn-location": "place", "xn-person": "person", "xn-org": "organisation"
}  # fmt: skip


def facts_of(page: Page, problems: list[Problem]) -> Version:
    """What the metas, the microdata and the JSON-LD of a *page* say; its words are still to come."""
    issued, created = times_of(page, problems)
    language = page.language or page.told("inLanguage")
    byline, title = written_by(page, language)
    return Version(
        item=page.address or None,
        byline=byline,
        language=language,
        direction=direction_of(language),
        issued=issued,
        created=created,
        expires=_expires(page, problems),
        subjects=tuple(dict.fromkeys(_subjects(page))),
        named=tuple(dict.fromkeys(_named(page))),
        links=tuple(dict.fromkeys(_links(page))),
        holder=page.told("copyrightHolder") or page.item("copyrightHolder"),
        notice=page.told("copyrightNotice") or page.meta("copyright", "dc.rights.copyright"),
        usage="\n".join(_usage(page)),
        credit=page.told("sourceOrganization", "provider"),
        more=_more(page) | ({"byttl": title} if title else {}),
    )


def _subjects(page: Page) -> Iterator[Subject]:
    keywords = [*page.values("keywords"), *page.every(_KEYWORDS)]
    for scheme, names in (
        ("section", [*page.values("articleSection"), *page.every(_SECTIONS)]),
        ("tag", page.every(_TAGS)),
        ("keyword", [word.strip() for one in keywords for word in one.split("," if "," in one else ";")]),
    ):
        for name in filter(None, names):
            yield Subject(scheme, name=name)


def _named(page: Page) -> Iterator[Named]:
    """What JSON-LD says that the article names, and what is marked as a name in its text."""
    for key in ("about", "mentions", "contentLocation", "locationCreated"):
        for node in jsonld.each(page.article.get(key)):
            if isinstance(node, dict) and (name := jsonld.text(node.get("name"))):
                kind: _Kind = next((_NAMED[one] for one in jsonld.types(node) if one in _NAMED), "object")
                kind = "place" if key in ("contentLocation", "locationCreated") else kind
                yield Named(kind, name, jsonld.first(node, "sameAs", "@id"))
    for element in page.root.iter("span"):
        if (marked := _MARKED.get((element.get("class") or "").strip())) and (words := words_in(element)):
            yield Named(marked, words)


def _links(page: Page) -> Iterator[Link]:
    if page.address:
        yield Link("canonical", href=page.address)
    for rel, href, language in page.links:
        whole = page.absolute(href)
        if whole and language and "alternate" in rel.split():
            yield Link("alternate", href=whole, title=language)
        elif whole and rel in ("shortlink", "amphtml"):
            yield Link(rel, href=whole)
    for source in jsonld.texts(page.article.get("isBasedOn")):
        yield Link("derived-from", href=source) if _ADDRESS.match(source) else Link("derived-from", title=source)


def _usage(page: Page) -> Iterator[str]:
    """What may be done with the page, to the letter: what machines may not, licences, terms."""
    for name in _ROBOTS:
        for told in page.metas.get(name, ()):
            kept = [one for one in map(str.strip, told.split(",")) if one.lower() in _DIRECTIVES]
            if kept:
                yield f"{name}: {', '.join(kept)}"
    for name in _TERMS:
        for told in page.metas.get(name, ()):
            yield f"{name}: {told}" if name.startswith("tdm") else told
    yield from filter(None, map(page.told, _TERM_KEYS))
    for rel, href, _ in page.links:
        if {"license", "tdm-policy"} & set(rel.split()) and (whole := page.absolute(href)):
            yield whole


def _expires(page: Page, problems: list[Problem]) -> datetime | None:
    """Until when the page may be shown, by its JSON-LD or by what it tells robots."""
    told = [page.told("expires"), page.item("expires")]
    told += [found[1] for one in page.every(_ROBOTS) if (found := _UNAVAILABLE.search(one))]
    ends = {text: moment_in(text) for text in told if text}
    problems.extend(
        Problem("expires", f"{text[:60]!r} is no time; ignored") for text, end in ends.items() if end is None
    )
    return min(filter(None, ends.values()), default=None)


def _more(page: Page) -> dict[str, str]:
    """What has no field of ours, under the page's names."""
    more = {
        name: "\n".join(dict.fromkeys(values))
        for name, values in page.metas.items()
        if name not in _READ and not _TECHNICAL.fullmatch(name)
    }
    for key, value in page.article.items():
        if key not in _READ_KEYS and (words := "; ".join(jsonld.texts(value))):
            more[key] = words
    if publisher := page.told("publisher") or page.meta("og:site_name"):
        more["publisher"] = publisher
    return more
