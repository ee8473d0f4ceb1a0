"""Who wrote a page's article: as machines are told, else as the page shows it."""

import re
from typing import Final

from dateline.wires.html_page import jsonld
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.moments import DAYS
from dateline.wires.opening import byline_of

AUTHORS: Final = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article.author", "cxenseparse:author",
)  # fmt: skip
_NO_NAME = re.compile(
    r"https?://.*|@.*|admin(?:istrator)?|editor|webmaster|unknown|none|null|undefined|[\w-]+\.[a-z]{2,4}", re.IGNORECASE
)


def written_by(page: Page, language: str) -> str:
    """The writers, each once; an address is no name."""
    offered = [
        [*jsonld.texts(page.article.get("author")), *jsonld.texts(page.article.get("creator"))],
        [*page.items.get("author", ()), *page.items.get("author.name", ())],
        *(page.metas.get(name, []) for name in AUTHORS),
        _signed(page),
    ]
    told = [*jsonld.texts(page.article.get("author")), *page.items.get("author", ())]
    publishers = {page.meta("og:site_name"), page.meta("dc.publisher")} - set(told)
    for names in offered:
        clean = [byline_of(name, language) for name in names if name and len(name) < 200]
        kept = [name for name in clean if not _NO_NAME.fullmatch(name) and name not in publishers]
        if kept:
            return re.sub(r"\s+,", ",", ", ".join(dict.fromkeys(kept)))
    return ""


def _signed(page: Page) -> list[str]:
    """The byline that stands on the page under such a class, or as links to its authors."""
    for element in page.root.iter("a", "p", "span", "div", "address", "li"):
        rel = (element.get("rel") or "").split()
        if "author" in rel or (element.tag != "a" and tokens(element) & _BYLINES):
            inner = [
                words_in(one) for one in element.iter("a") if {"author", "url"} & set((one.get("rel") or "").split())
            ]
            names = [name for words in (inner or [words_in(element)]) if 3 < len(name := _bare_name(words)) < 100]
            if names and not any(above.tag in ("li", "aside", "nav", "footer") for above in element.iterancestors()):
                return names
    return []


_BYLINES: Final = frozenset(
    {"byline", "author-name", "article-author", "byline-name", "author__name", "article__author"}
)


def _bare_name(words: str) -> str:
    """A byline as a page shows it, without the day, the address and the buttons that follow it."""
    words = re.split(r"\s*[|•·]\s*|\s{2,}", words)[0]
    day = DAYS.search(words)
    words = words[: day.start()] if day else words
    return re.split(_AFTER_NAME, words)[0].strip(" ,;:–—-")


_AFTER_NAME = re.compile(
    r"\s+(?:@\w|\d|(?:posted|published|updated|last|on|print|e-?mail|comments?|follow|share|publié|veröffentlicht|publicado|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)|\A\d.*|\s+,",
    re.IGNORECASE,
)
