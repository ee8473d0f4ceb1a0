"""What a page says of its article outside the text: when, who, where it belongs, and what may be done with it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from dateline.news.wire import Link, Named, Problem, Subject, Version
from dateline.wires.dateline import DAY, day_of
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.plain.desk import moment_of
from dateline.wires.times import parse_time
from dateline.wires.zones import ZONE, moments_of

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "publish-date", "publication_date", "pubdate",
    "publishdate",
    "publish_date", "pub_date", "displaydate", "date", "dcterms.date", "article.published",
    "cxenseparse:recs:publishtime", "originalpublicationdate",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "lastmod", "last-modified", "revision_date", "article.updated",
)  # fmt: skip
_AUTHORS: Final = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article.author", "cxenseparse:author",
)  # fmt: skip
_SECTIONS: Final = ("article:section", "og:article:section", "parsely-section", "section", "category")
_KEYWORDS: Final = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
_TAGS: Final = ("article:tag", "og:article:tag")
#: The headline and what stands under it, which are read elsewhere.
_WORDS: Final = (
    "og:title", "twitter:title", "og:url", "twitter:url", "description", "og:description", "twitter:description",
    "dc.title", "dc.description", "parsely-title", "sailthru.title",
)  # fmt: skip
#: What a page says of its use by machines, and of its rights.
_TERMS: Final = ("tdm-reservation", "tdm-policy", "dcterms.rights", "dc.rights", "rights", "dcterms.license")
_DIRECTIVES: Final = frozenset({"noai", "noimageai", "noml", "noarchive", "nosnippet", "notranslate"})
_ROBOTS: Final = ("robots", "googlebot", "googlebot-news", "gptbot", "ccbot", "x-robots-tag")
_UNAVAILABLE = re.compile(r"unavailable_after:\s*([^;]{6,40})", re.IGNORECASE)
#: Metas that tell of the page as a thing of the web, nothing of the article.
_TECHNICAL = re.compile(
    r"viewport|charset|content-type|generator|theme-color|msapplication.*|apple-.*|google.*|fb:.*|.*verif.*|format-detection"
    r"|referrer|csrf.*|x-ua.*|mobile-.*|handheldfriendly|robots|bingbot|color-scheme|refresh|cache-control|pragma|expires"
    r"|og:(?:image|video|audio|locale|type|site_name).*|twitter:(?:card|site|image|app|player|widgets).*|al:.*|next-.*"
    r"|origin-trial|content-security-policy|build|version|turbo.*|request-id|shenma.*|baidu.*|yandex.*|p:domain.*|.*:id"
)
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})\s*(?P<half>[AaPp])?\.?(?:[Mm]\b\.?)?\s*(?P<zone>{ZONE})?"
)
_DAY = re.compile(rf"(?<!\w){DAY}")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NO_NAME = re.compile(r"https?://.*|@.*|admin(?:istrator)?|editor|webmaster|unknown|none|null|undefined", re.IGNORECASE)
_Kind = Literal["person", "organisation", "place", "event", "object"]
_NAMED: Final[dict[str, _Kind]] = {
    "Person": "person", "Organization": "organisation", "NewsMediaOrganization": "organisation",
    "Corporation": "organisation", "GovernmentOrganization": "organisation", "Place": "place", "City": "place",
    "Country": "place", "State": "place", "AdministrativeArea": "place", "Event": "event", "Product": "object",
}  # fmt: skip
#: Keys of JSON-LD that have a field of their own.
_USED: Final = frozenset({
    "@type", "@id", "@context", "url", "headline", "name", "datePublished", "dateModified", "dateCreated", "author",
    "creator", "articleBody", "image", "video", "audio", "thumbnailUrl", "mainEntityOfPage", "mainEntity", "publisher",
    "description", "articleSection", "keywords", "inLanguage", "about", "mentions", "copyrightHolder",
    "potentialAction",
    "copyrightNotice", "license", "usageInfo", "conditionsOfAccess", "expires", "correction", "isPartOf", "hasPart",
    "speakable", "comment", "interactionStatistic", "sourceOrganization", "provider", "primaryImageOfPage",
    "breadcrumb",
    "isBasedOn", "text", "@graph", "thumbnail", "commentCount",
})  # fmt: skip
_FURTHEST: Final = timedelta(days=2)


class Times(NamedTuple):
    issued: datetime | None
    created: datetime | None


def facts_of(page: Page, problems: list[Problem]) -> Version:
    """What the metas, the microdata and the JSON-LD of a *page* say; its words are still to come."""
    times = _times(page, problems)
    language = page.language or page.told("inLanguage")
    terms = "\n".join(_usage(page))
    expires = _expires(page, problems)
    source = page.told("sourceOrganization") or page.told("provider")
    return Version(
        item=page.address or None,
        byline=_byline(page, language),
        language=language,
        direction=direction_of(language),
        issued=times.issued,
        created=times.created,
        expires=expires,
        subjects=tuple(dict.fromkeys(_subjects(page))),
        named=tuple(dict.fromkeys((*_named(page), *_tagged(page)))),
        links=tuple(dict.fromkeys(_links(page))),
        holder=page.told("copyrightHolder") or page.item("copyrightHolder"),
        notice=page.told("copyrightNotice") or page.meta("copyright", "dc.rights.copyright"),
        usage=terms,
        credit=source,
        more=_more(page),
    )


def _times(page: Page, problems: list[Problem]) -> Times:
    """When it was first published, and when its words last changed."""
    elements = [one.get("datetime") or "" for one in page.root.iter("time") if not _in_list(one)]
    made = _moment([page.told("datePublished"), page.item("datePublished"), *_each(page, _PUBLISHED),
                    page.told("dateCreated"), *elements[:1]], problems)  # fmt: skip
    made = made or _shown(page)
    changed = _moment([page.told("dateModified"), page.item("dateModified"), *_each(page, _MODIFIED)], problems)
    later = changed if changed and (made is None or changed > made) else made
    return Times(later, made)


def _each(page: Page, names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in page.metas.get(name, ())]


def _in_list(element: Any) -> bool:
    return any(above.tag in ("li", "aside", "nav", "footer") for above in element.iterancestors())


def _moment(told: list[str], problems: list[Problem]) -> datetime | None:
    """The first of several times; one beside it that tells the zone, or the hour, counts before one that does not."""
    known = [(text, moment) for text in told if text and (moment := parse_time(text) or in_words(text))]
    if not known:
        problems.extend(Problem("date", f"{text[:60]!r} is no time; ignored") for text in told if text)
        return None
    first = known[0][1]
    near = [(text, moment) for text, moment in known if abs(moment - first) < _FURTHEST]
    for sure in (_zoned, _clocked):
        for text, moment in near:
            if sure(text):
                return moment
    return first


def _zoned(text: str) -> bool:
    return bool(re.search(r"\d(?:Z|[+-]\d{2}:?\d{2})\Z|\d\s*(?:GMT|UTC|[ECMP][SD]?T)\b", text.strip()))


def _clocked(text: str) -> bool:
    return bool(re.search(r"\d[T ]?\d{1,2}:\d{2}", text))


def in_words(text: str, hint: date | None = None) -> datetime | None:
    """A moment as pages print it: "January 16, 2020 08:30 AM Eastern Standard Time", "16 Jan 2020, 08:30 ET"."""
    named = _DAY.search(text) if len(text) < 120 else None
    day = day_of(named[0], hint) if named else None
    if named is None or day is None or not re.search(r"\d{4}", named[0]):
        return None
    clock = _CLOCK.search(f"{text[: named.start()]} {text[named.end() :]}")
    zones = moments_of(clock["zone"]) if clock and clock["zone"] else ()
    if clock is None or not zones:
        return moment_of(text)
    hour = int(clock["hour"])
    if half := (clock["half"] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(clock["minute"]) > 59:
        return None
    local = datetime(day.year, day.month, day.day, hour, int(clock["minute"]), tzinfo=zones[-1])
    return parse_time(local.isoformat())


def is_moment(text: str) -> bool:
    """True of a line that is a moment and nothing more, such as "Updated 16 January 2020, 08:30 ET"."""
    if len(text) > 80 or in_words(text) is None:
        return False
    rest = _CLOCK.sub(" ", _DAY.sub(" ", text))
    return len(re.sub(r"(?i)published|updated|posted|last|first|time|standard|daylight|eastern|[^\w]", "", rest)) <= 10


def _shown(page: Page) -> datetime | None:
    """The moment that the page prints, where nothing else tells."""
    for element in page.root.iter("time", "p", "span", "div"):
        if element.tag != "time" and not tokens(element) & _DATED:
            continue
        text = words_in(element)
        if len(text) < 100 and not _in_list(element) and (moment := in_words(text)):
            return moment
    return None


_DATED: Final = frozenset({
    "date", "time", "timestamp", "datetime", "pubdate", "published", "mb-no", "release-date", "entry-date", "posted",
    "dateline", "article-published", "publish-date",
})  # fmt: skip


def _byline(page: Page, language: str) -> str:
    """The writers, each once; an address is no name."""
    offered = [
        [*jsonld.texts(page.article.get("author")), *jsonld.texts(page.article.get("creator"))],
        [*page.items.get("author", ()), *page.items.get("author.name", ())],
        *(page.metas.get(name, []) for name in _AUTHORS),
        _signed(page),
    ]
    for names in offered:
        clean = [byline_of(name, language) for name in names if name and len(name) < 200]
        kept = [name for name in clean if not _NO_NAME.fullmatch(name)]
        if kept:
            return ", ".join(dict.fromkeys(kept))
    return ""


def _signed(page: Page) -> list[str]:
    """The byline that stands on the page under such a class, or as a link to its author."""
    for element in page.root.iter("a", "p", "span", "div", "address"):
        rel = (element.get("rel") or "").split()
        if "author" in rel or (
            element.tag != "a" and tokens(element) & {"byline", "author-name", "article-author", "byline-name"}
        ):
            words = words_in(element)
            if 3 < len(words) < 100 and not any(above.tag in ("li", "aside") for above in element.iterancestors()):
                return [re.split(r"\s+[|•·]\s+|\s{2,}", words)[0]]
    return []


def _subjects(page: Page) -> Iterator[Subject]:
    for scheme, told in (
        ("section", [*jsonld.texts(page.article.get("articleSection")), *page.items.get("articleSection", ())]),
        ("section", _each(page, _SECTIONS)),
        ("tag", _each(page, _TAGS)),
        ("keyword", [word for one in _keywords(page) for word in _split(one)]),
    ):
        for words in told:
            if words:
                yield Subject(scheme, name=words)


def _keywords(page: Page) -> list[str]:
    return [*jsonld.texts(page.article.get("keywords")), *page.items.get("keywords", ()), *_each(page, _KEYWORDS)]


def _split(text: str) -> list[str]:
    """Keywords, which a comma parts, else a semicolon."""
    mark = "," if "," in text else ";"
    return [word.strip() for word in text.split(mark) if word.strip()]


def _named(page: Page) -> Iterator[Named]:
    for key in ("about", "mentions", "contentLocation", "locationCreated"):
        for node in jsonld.each(page.article.get(key)):
            if isinstance(node, dict) and (name := jsonld.text(node.get("name"))):
                kind: _Kind = next((_NAMED[one] for one in jsonld.types(node) if one in _NAMED), "object")
                kind = "place" if key in ("contentLocation", "locationCreated") else kind
                yield Named(kind, name, jsonld.text(node.get("sameAs")) or jsonld.text(node.get("@id")))


#: How PR Newswire marks names in its texts.
_MARKED: Final[dict[str, _Kind]] = {
    "xn-location": "place", "xn-person": "person", "xn-org": "organisation"
}  # fmt: skip


def _tagged(page: Page) -> Iterator[Named]:
    for element in page.root.iter("span"):
        kind = _MARKED.get((element.get("class") or "").strip())
        if kind and (words := words_in(element)):
            yield Named(kind, words)


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
            kept = [one for one in (part.strip() for part in told.split(",")) if one.lower() in _DIRECTIVES]
            if kept:
                yield f"{name}: {', '.join(kept)}"
    for name in _TERMS:
        for told in page.metas.get(name, ()):
            yield f"{name}: {told}" if name.startswith("tdm") else told
    for key in ("license", "usageInfo", "conditionsOfAccess"):
        if told := page.told(key):
            yield told
    for rel, href, _ in page.links:
        if {"license", "tdm-policy"} & set(rel.split()) and (whole := page.absolute(href)):
            yield whole


def _expires(page: Page, problems: list[Problem]) -> datetime | None:
    """Until when the page may be shown, by its JSON-LD or by what it tells robots."""
    told = [page.told("expires"), page.item("expires")]
    told += [found[1] for name in _ROBOTS for one in page.metas.get(name, ()) if (found := _UNAVAILABLE.search(one))]
    ends = []
    for text in filter(None, told):
        moment = parse_time(text) or in_words(text)
        ends.append(moment)
        if moment is None:
            problems.append(Problem("expires", f"{text[:60]!r} is no time; ignored"))
    return min(filter(None, ends), default=None)


def _more(page: Page) -> dict[str, str]:
    """What has no field of ours, under the page's names."""
    used = {*_PUBLISHED, *_MODIFIED, *_AUTHORS, *_SECTIONS, *_KEYWORDS, *_TAGS, *_TERMS, "copyright", "title", *_WORDS}
    more = {
        name: "\n".join(dict.fromkeys(values))
        for name, values in page.metas.items()
        if name not in used and not _TECHNICAL.fullmatch(name)
    }
    for key, value in page.article.items():
        if key not in _USED and (words := "; ".join(jsonld.texts(value))):
            more[key] = words
    if publisher := page.told("publisher") or page.meta("og:site_name"):
        more["publisher"] = publisher
    return more
