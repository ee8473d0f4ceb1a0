"""
An item: everything about one article on one site that machines are told, and its fragment in each format.

A fragment is made once an article and site, and stored. A feed or a sitemap is a head, its fragments and a foot, so
that forty of them are written anew in the time that it takes to join forty strings.
"""

import html
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from dateline.news.story import CorrectionNote
from dateline.news.wire import Named, Subject
from dateline.sites.machines.written import absolute, element, is_web, json, ready, record, rfc822, rfc3339, xml
from dateline.sites.pages import Backgrounder, Post

#: Languages that the news sitemap wants told apart by their script or country.
_CHINESE = {
    "zh-cn": "zh-cn",
    "zh-hans": "zh-cn",
    "zh-sg": "zh-cn",
    "zh-tw": "zh-tw",
    "zh-hant": "zh-tw",
    "zh-hk": "zh-tw",
}


class Author(Struct, frozen=True):
    """Who wrote an article."""

    name: str
    kind: Literal["person", "organisation"] = "person"


class Image(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A picture, where its licence lets it be shown in this use."""

    #: Absolute.
    url: str
    #: Pixels.
    width: int
    height: int
    #: ``image/jpeg``; empty: not known.
    type: str = ""
    #: Words that stand for it where it cannot be seen.
    alt: str = ""
    #: ``Ada Example/AFP``.
    credit: str = ""
    #: Under which terms it stands here, in one sentence.
    licence: str = ""


class Supplied(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A source's text that an article holds."""

    #: As readers know the source: ``AFP``.
    source: str
    #: In full: ``Agence France-Presse``.
    full_name: str = ""
    #: Who holds the words; empty: the source.
    holder: str = ""
    #: The text's page at its source, or its URN (``urn:newsml:…``); empty where neither is known.
    address: str = ""


class Item(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One article on one site, with as much of it as the use that it is made for allows."""

    #: ``art-7f3k2q9m``.
    id: str
    #: The site's name, and its address: ``https://www.orbit.example/``.
    site: str
    home: str
    #: Absolute address of its page.
    url: str
    #: That of the page which search engines shall take for the original; *url* where that is this one.
    canonical: str
    headline: str
    #: Its standfirst or first words, plain.
    summary: str = ""
    #: The whole text, where all licences in it allow that; else empty.
    html: str = ""
    #: As printed: ``by Staff Writers with AFP``.
    byline: str = ""
    authors: tuple[Author, ...] = ()
    #: As printed: ``Baghdad (AFP) Jan 16, 2020``.
    dateline: str = ""
    #: What must be printed beside the words.
    credit: str = ""
    #: Who holds the words under which terms, one sentence each.
    rights: tuple[str, ...] = ()
    supplied: tuple[Supplied, ...] = ()
    published: datetime
    changed: datetime
    #: The last moment at which it may stand here, as far as that is known now.
    expires: datetime | None = None
    #: The number of its revision.
    version: int = 0
    #: Words in the whole text.
    words: int = 0
    #: BCP 47.
    language: str
    #: The section's title.
    section: str = ""
    topics: tuple[Subject, ...] = ()
    #: The dateline's first, if it has one.
    places: tuple[Named, ...] = ()
    #: What its readers were told of errors.
    corrections: tuple[CorrectionNote, ...] = ()
    image: Image | None = None
    kind: Literal["news", "background", "analysis", "live"] = "news"
    backgrounders: tuple[Backgrounder, ...] = ()
    #: A live story's reports, newest first.
    posts: tuple[Post, ...] = ()
    #: Whether feeds may have it, and whether search engines may be led to it.
    fed: bool = True
    noindex: bool = False

    @property
    def ref(self) -> str:
        """What names it for good in every format; whoever asks for it is led to its page, or told that it is gone."""
        return ref(self.home, self.id)

    @property
    def corrected(self) -> bool:
        """Whether readers saw an error."""
        return bool(self.corrections)

    @property
    def mapped(self) -> bool:
        """Whether the site's own sitemaps lead to it: not where search engines shall take another page for it."""
        return not self.noindex and self.canonical == self.url


class Fragments(Struct, frozen=True, omit_defaults=True):
    """An item in each format; empty where the format may not have it."""

    rss: str = ""
    atom: str = ""
    json: str = ""
    sitemap: str = ""
    news: str = ""


def ref(home: str, article: str) -> str:
    """The name of an article on a site, which no change of its words or its address touches."""
    return f"{home.rstrip('/')}/{article}"


def fragments(item: Item) -> Fragments:
    """An item's fragment in each format."""
    fed, mapped = item.fed, item.mapped
    content = _content(item) if fed and item.html else ""
    # Escaped once for both.
    written = xml(content)
    return Fragments(
        rss=_rss(item, written) if fed else "",
        atom=_atom(item, written) if fed else "",
        json=_json(item, content) if fed else "",
        sitemap=_sitemap(item) if mapped else "",
        news=_news(item) if mapped else "",
    )


def summary(item: Item) -> str:
    """The words for a list: that an error was corrected, its summary, and what must be printed beside it."""
    # A list has no place for a note; who read the error there learns that it was one, and where it is told.
    return " ".join(filter(None, ("(Corrected)" if item.corrected else "", item.summary, item.credit)))


def _content(item: Item) -> str:
    """The whole text for a feed: the corrections first, as on the page, and the credit at its end."""
    notes = "".join(f"<p><strong>Correction:</strong> {_html(c.words)}</p>" for c in item.corrections)
    return notes + absolute(item.html, item.url) + (f"<p>{_html(item.credit)}</p>" if item.credit else "")


def _html(text: str) -> str:
    return html.escape(text, quote=False)


def _names(item: Item) -> list[str]:
    """Who wrote it, one name each; never nobody, since Atom wants a name."""
    return [a.name for a in item.authors] or [item.byline.removeprefix("by ") or item.site]


def _rss(item: Item, content: str) -> str:
    return (
        f"<item>\n{element('title', item.headline)}<link>{xml(item.url)}</link>\n"
        f'<guid isPermaLink="false">{xml(item.ref)}</guid>\n<pubDate>{rfc822(item.published)}</pubDate>\n'
        f"{element('dc:creator', item.byline)}{element('category', item.section)}"
        f"{''.join(_category(t) for t in item.topics)}"
        # By its specification a description is HTML, whereas a title is not.
        f"{element('description', _html(summary(item)))}{ready('content:encoded', content)}"
        f"{_media(item.image) if item.image else ''}{element('dc:rights', ' '.join(item.rights))}</item>\n"
    )


def _category(topic: Subject) -> str:
    domain = f' domain="{xml(topic.scheme)}"' if is_web(topic.scheme) else ""
    return element("category", topic.name or topic.code, domain)


def _media(image: Image) -> str:
    type = f' type="{xml(image.type)}"' if image.type else ""
    return (
        f'<media:content url="{xml(image.url)}" medium="image"{type} width="{image.width}" height="{image.height}">\n'
        f"{element('media:description', image.alt, _PLAIN)}{element('media:credit', image.credit)}"
        f"{element('media:copyright', image.licence)}</media:content>\n"
    )


_PLAIN = ' type="plain"'


def _atom(item: Item, content: str) -> str:
    authors = "".join(f"<author><name>{xml(name)}</name></author>\n" for name in _names(item))
    section = f'<category term="{xml(item.section)}"/>\n' if item.section else ""
    image = item.image
    type = f' type="{xml(image.type)}"' if image and image.type else ""
    picture = f'<link rel="enclosure" href="{xml(image.url)}"{type}/>\n' if image else ""
    return (
        f'<entry xml:lang="{xml(item.language)}">\n<id>{xml(item.ref)}</id>\n<title>{xml(item.headline)}</title>\n'
        f'<link rel="alternate" type="text/html" href="{xml(item.url)}"/>\n{picture}'
        f"<published>{rfc3339(item.published)}</published>\n<updated>{rfc3339(item.changed)}</updated>\n"
        f"{authors}{section}{''.join(_term(t) for t in item.topics)}"
        f"{element('summary', summary(item))}{ready('content', content, _HTML)}"
        f"{element('rights', ' '.join(item.rights))}</entry>\n"
    )


_HTML = ' type="html"'


def _term(topic: Subject) -> str:
    if not (topic.code or topic.name):
        return ""
    scheme = f' scheme="{xml(topic.scheme)}"' if is_web(topic.scheme) else ""
    label = f' label="{xml(topic.name)}"' if topic.name else ""
    return f'<category term="{xml(topic.code or topic.name)}"{scheme}{label}/>\n'


def _json(item: Item, content: str) -> str:
    names = [item.section, *(t.name or t.code for t in item.topics), *(p.name for p in item.places)]
    words = {"content_html": content} if content else {"content_text": summary(item) or item.headline}
    return json(
        record(
            {
                "id": item.ref,
                "url": item.url,
                "title": item.headline,
                **words,
                "summary": summary(item),
                "image": item.image.url if item.image else None,
                "date_published": rfc3339(item.published),
                "date_modified": rfc3339(item.changed),
                "authors": [{"name": name} for name in _names(item)],
                "tags": list(dict.fromkeys(names)),
                "language": item.language,
                "_dateline": _beyond(item),
            }
        )
    )


def _beyond(item: Item) -> dict[str, Any]:
    """What JSON Feed has no member for: whose words these are, and what was wrong with them."""
    return record(
        {
            "credit": item.credit,
            "rights": list(item.rights),
            "corrections": [{"date": rfc3339(c.at), "text": c.words} for c in item.corrections],
            "expires": rfc3339(item.expires) if item.expires else None,
        }
    )


def _sitemap(item: Item) -> str:
    return f"<url><loc>{xml(item.url)}</loc><lastmod>{rfc3339(item.changed)}</lastmod></url>\n"


def _news(item: Item) -> str:
    return (
        f"<url><loc>{xml(item.url)}</loc><news:news><news:publication><news:name>{xml(item.site)}</news:name>"
        f"<news:language>{_short(item.language)}</news:language></news:publication>"
        f"<news:publication_date>{rfc3339(item.published)}</news:publication_date>"
        f"<news:title>{xml(item.headline)}</news:title></news:news></url>\n"
    )


def _short(language: str) -> str:
    """A language as the news sitemap wants it: by its first part, but Chinese by its script."""
    tag = language.casefold()
    return next((short for long, short in _CHINESE.items() if tag.startswith(long)), xml(tag.partition("-")[0]))
