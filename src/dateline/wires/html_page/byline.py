"""Who wrote a page's article: as machines are told, else as the page shows it."""

import re
from collections.abc import Iterator
from typing import Final

from dateline.wires.html_page import jsonld
from dateline.wires.html_page.document import Page, stands_in, tokens, words_in
from dateline.wires.html_page.moments import DAYS
from dateline.wires.opening import byline_of

AUTHORS: Final = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article.author", "cxenseparse:author",
)  # fmt: skip
_NO_NAME = re.compile(
    r"https?://.*|@.*|admin(?:istrator)?|editor|webmaster|unknown|none|null|undefined|[\w-]+\.[a-z]{2,4}", re.IGNORECASE
)
_BYLINES: Final = frozenset(
    {"byline", "author-name", "article-author", "byline-name", "author__name", "article__author"}
)
_BARS = re.compile(r"\s*[|•·]\s*|\s{2,}")
_AFTER_NAME = re.compile(
    r"\s+(?:@\w|\d|(?:posted|published|updated|last|on|print|e-?mail|comments?|follow|share|publié|veröffentlicht|publicado|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)|\A\d.*|\s+,",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:[\w.&'’-]+,? ){0,6}(?:writer|reporter|correspondent|editor|columnist|staff|bureau chief)s?", re.IGNORECASE
)
_BLOCKS: Final = ("p", "div", "li")


def written_by(page: Page, language: str) -> tuple[str, str]:
    """The writers, each once, and what they are, where the page shows that; an address is no name."""
    sites = {page.meta("og:site_name"), page.meta("dc.publisher")}.difference(page.values("author"))
    for offered in _offered(page):
        clean = [byline_of(name, language) for name in offered if name and len(name) < 200]
        kept = [name for name in dict.fromkeys(clean) if not _NO_NAME.fullmatch(name) and name not in sites]
        names = [name for name in kept if not is_title(name)]
        if kept:
            titles = [name for name in kept if name not in names] if names else []
            return re.sub(r"\s+,", ",", ", ".join(names or kept)), ", ".join(titles)
    return "", ""


def is_title(text: str) -> bool:
    """True of what a writer is: "Associated Press Writer"."""
    return _TITLE.fullmatch(text) is not None


def _offered(page: Page) -> Iterator[list[str]]:
    yield [*jsonld.texts(page.article.get("author")), *jsonld.texts(page.article.get("creator"))]
    yield [*page.items.get("author", ()), *page.items.get("author.name", ())]
    yield from (page.metas.get(name, []) for name in AUTHORS)
    yield _signed(page)


def _signed(page: Page) -> list[str]:
    """The byline that stands on the page under such a class, or as links to its authors."""
    for element in page.root.iter("a", "p", "span", "div", "address", "li"):
        rel = (element.get("rel") or "").split()
        if "author" in rel or (element.tag != "a" and not tokens(element).isdisjoint(_BYLINES)):
            links = [one for one in element.iter("a") if {"author", "url"} & set((one.get("rel") or "").split())]
            boxes = element.iterdescendants(*_BLOCKS)
            lines = [one for one in boxes if next(one.iterdescendants(*_BLOCKS), None) is None]
            names = [name for one in links or lines or [element] if 3 < len(name := _name_in(words_in(one))) < 100]
            if names and not stands_in(element, "li", "aside", "nav", "footer"):
                return names
    return []


def _name_in(words: str) -> str:
    """A byline as a page shows it, without the day, the address and the buttons that follow it."""
    words = _BARS.split(words)[0]
    day = DAYS.search(words)
    words = words[: day.start()] if day else words
    return _AFTER_NAME.split(words)[0].strip(" ,;:–—-")
