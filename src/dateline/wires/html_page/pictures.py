"""The pictures and players of a page: in its text, and as its metas and JSON-LD name them."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from lxml import etree
from msgspec.structs import asdict, replace

from dateline.news.wire import Media
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.captions import PICTURES, Frames, split_credit
from dateline.wires.html_page.container import articles_around
from dateline.wires.html_page.document import Page, stands_in, tokens
from dateline.wires.html_page.furniture import is_beside
from dateline.wires.letters import fold
from dateline.wires.sizes import pixels

_Kind = Literal["picture", "video", "audio"]
_TOLD: Final[tuple[_Kind, ...]] = ("picture", "video", "audio")
#: Pixels; what is smaller is a symbol, or counts readers.
_SMALL: Final = 90
_SYMBOLS: Final = frozenset(
    {"logo", "logos", "icon", "icons", "avatar", "author", "emoji", "sprite", "gravatar", "badge", "spacer"}
)
_SYMBOL = re.compile(
    r"(?:\A|[-_.])(?:ico|icons?|btn|button|logos?|sprite|spacer|blank|pixel|avatar|arrow|bullet|placeholder|default)(?=[-_.\d])"
    r"|\.svg\Z",
    re.IGNORECASE,
)
_PLAYER = re.compile(r"//[^/]*(?:youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplatform)")
#: Longer names of files are given once.
_TELLING: Final = 16
_SIZED = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.)|\?.*\Z")
_RENDITION = re.compile(r"([^\s,]\S*)\s+(\d{1,5})w\b")
#: Where an element names its address; pictures that load late have it under other names.
_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "src")


def media_of(page: Page, text: list[etree._Element], frames: Frames) -> tuple[Media, ...]:
    """
    The media of a page, each once: those in its text and above it, then those that only its metas name.

    Args:
        text: What its text is in.
    """
    seen = [one for container in articles_around(text) for one in _shown(page, container, text, frames)]
    named = [*_of_article(page), *_of_metas(page)]
    found: dict[str, Media] = {}
    for one in (*named[:1], *seen, *named):
        key = _key(one.href)
        found[key] = _joined(found[key], one) if key in found else one
    return tuple(found.values())


def _key(href: str) -> str:
    """What two renditions of one picture have in common: a long name, else the whole address, without the size."""
    bare = _SIZED.sub("", href)
    name = bare.rpartition("/")[2]
    return name if len(name) > _TELLING else bare.partition("//")[2]


def _joined(first: Media, second: Media) -> Media:
    """One picture that two places tell of."""
    return replace(first, **{name: told for name, told in asdict(second).items() if not getattr(first, name)})


def _shown(page: Page, container: etree._Element, text: list[etree._Element], frames: Frames) -> Iterator[Media]:
    """What a *container* of text shows; below the text, what is framed alone: the rest belongs to other stories."""
    last = next((one for one in reversed(text) if one is container or container in one.iterancestors()), container)
    inside, below = set(last.iter("*")), False
    beside: dict[etree._Element | None, bool] = {}
    for element in container.iter("*"):
        below = below or element in inside
        if element.tag not in PICTURES or (below and element not in inside and not stands_in(element, "figure")):
            continue
        holder = element.getparent()
        if holder not in beside:
            beside[holder] = is_beside(element, container, frames.weights, signed=False)
        if not beside[holder] and (media := _media(page, element, frames)):
            yield media


def _media(page: Page, element: etree._Element, frames: Frames) -> Media | None:
    """The picture or player that an *element* shows; None for symbols, and frames of other things."""
    href = page.absolute(_address(element))
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    small = min(width or _SMALL, height or _SMALL) < _SMALL
    name = href.partition("?")[0].rpartition("/")[2]
    if not href or small or not tokens(element).isdisjoint(_SYMBOLS) or _SYMBOL.search(name):
        return None
    if element.tag == "iframe" and not _PLAYER.search(href):
        return None
    kind: _Kind = "picture" if "img" in str(element.tag) else "audio" if element.tag == "audio" else "video"
    caption, credit = frames.words_under(element)
    alt = fold(element.get("alt") or "")
    return Media(kind, href, caption=caption, alt=alt, credit=credit, width=width, height=height)


def _address(element: etree._Element) -> str:
    """The largest rendition that an *element* names."""
    if element.tag == "amp-youtube":
        return f"https://www.youtube.com/embed/{element.get('data-videoid') or ''}"
    around = next(element.iterancestors("picture"), None)
    sets = [element, *(() if around is None else around.iter("source"))]
    told = ", ".join(one.get("srcset") or one.get("data-srcset") or "" for one in sets)
    if offered := [(int(width), href) for href, width in _RENDITION.findall(told)]:
        return str(max(offered)[1])
    sources = [element.get(name) for name in _SOURCES] + [one.get("src") for one in element.iter("source")]
    return next(filter(None, sources), "")


def _of_article(page: Page) -> Iterator[Media]:
    """What JSON-LD says that the article shows."""
    for key, kind in zip(("image", "video", "audio"), _TOLD, strict=True):
        for one in jsonld.each(page.article.get(key)):
            if media := _described(page, one, kind):
                yield media


def _described(page: Page, value: Any, kind: _Kind) -> Media | None:
    node = value if isinstance(value, dict) else {"url": value}
    href = page.absolute(jsonld.first(node, "contentUrl", "url", "embedUrl", "@id"))
    if not href:
        return None
    caption, credit = split_credit(
        jsonld.first(node, "caption", "description"), jsonld.first(node, "creditText", "creator", "author")
    )
    return Media(
        kind,
        href,
        headline=jsonld.first(node, "headline", "name"),
        caption=caption,
        credit=credit,
        holder=jsonld.first(node, "copyrightHolder", "copyrightNotice"),
        usage=jsonld.first(node, "license", "acquireLicensePage", "usageInfo"),
        width=_pixels(jsonld.first(node, "width")),
        height=_pixels(jsonld.first(node, "height")),
    )


def _of_metas(page: Page) -> Iterator[Media]:
    names = "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"
    href = page.absolute(page.meta(*names))
    if href and "logo" not in href.rpartition("/")[2].lower():
        alt = page.meta("og:image:alt", "twitter:image:alt")
        width, height = _pixels(page.meta("og:image:width")), _pixels(page.meta("og:image:height"))
        yield Media("picture", href, alt=alt, width=width, height=height)
    if video := page.absolute(page.meta("og:video:secure_url", "og:video", "og:video:url")):
        yield Media("video", video, type=page.meta("og:video:type"))


def _pixels(told: str | None) -> int | None:
    """As `pixels`; pages have a zero where they do not know."""
    return pixels(told) or None
