"""The pictures and players of a page: in its text, and as its metas and JSON-LD name them."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Media
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.captions import PICTURES, Frames, split_credit
from dateline.wires.html_page.container import article_around
from dateline.wires.html_page.document import Page, tokens
from dateline.wires.html_page.furniture import Weights, is_junk
from dateline.wires.letters import fold

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
#: Pixels; what is smaller is a symbol, or counts readers.
_SMALL: Final = 90
_SYMBOLS: Final = frozenset(
    {"logo", "logos", "icon", "icons", "avatar", "author", "emoji", "sprite", "gravatar", "badge", "spacer"}
)
#: Longer names of files are given once.
_TELLING: Final = 16
_WIDTH = re.compile(r"\s(\d{1,5})w\b")
_SIZED = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.)|\?.*\Z")


def media_of(page: Page, text: list[etree._Element], weights: Weights) -> tuple[Media, ...]:
    """
    The media of a page, each once: those in its text and above it, then those that only its metas name.

    Args:
        text: What its text is in.
    """
    frames = Frames(weights)
    seen = [one for container in article_around(text) for one in _shown(page, container, text, frames)]
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
    return replace(
        first,
        caption=first.caption or second.caption,
        alt=first.alt or second.alt,
        credit=first.credit or second.credit,
        holder=first.holder or second.holder,
        usage=first.usage or second.usage,
        headline=first.headline or second.headline,
        width=first.width or second.width,
        height=first.height or second.height,
    )


def _shown(page: Page, container: etree._Element, text: list[etree._Element], frames: Frames) -> Iterator[Media]:
    last = next((one for one in reversed(text) if one is container or container in one.iterancestors()), container)
    inside, below = set(last.iter("*")), False
    for element in container.iter("*"):
        below = below or (element in inside)
        if element.tag not in PICTURES and element.tag != "audio":
            continue
        # What follows the text belongs to other stories, unless it is framed as a picture of its own.
        after = below and element not in inside and next(element.iterancestors("figure"), None) is None
        if after or _is_beside(element, container, frames.weights):
            continue
        href = page.absolute(_address(element))
        width, height = _pixels(element.get("width")), _pixels(element.get("height"))
        if not href or min(width or _SMALL, height or _SMALL) < _SMALL or _is_symbol(element, href):
            continue
        if element.tag == "iframe" and not _plays(href):
            continue
        kind: _Kind = "picture" if "img" in str(element.tag) else "audio" if element.tag == "audio" else "video"
        caption, credit = frames.words_under(element)
        yield Media(
            kind, href, caption=caption, alt=fold(element.get("alt") or ""), credit=credit, width=width, height=height
        )


def _is_symbol(element: etree._Element, href: str) -> bool:
    return bool(tokens(element) & _SYMBOLS) or _SYMBOL.search(href.partition("?")[0].rpartition("/")[2]) is not None


_SYMBOL = re.compile(
    r"(?:\A|[-_.])(?:ico|icons?|btn|button|logos?|sprite|spacer|blank|pixel|avatar|arrow|bullet|placeholder|default)(?=[-_.\d])"
    r"|\.svg\Z",
    re.IGNORECASE,
)


def _is_beside(element: etree._Element, container: etree._Element, weights: Weights) -> bool:
    """True of what stands in a box of other stories, or in one to share."""
    for above in element.iterancestors():
        if above is container:
            return False
        if above.tag in ("aside", "nav", "footer") or is_junk(above, weights, signed=False):
            return weights.of(above)[0] < 0.45 * weights.of(container)[0]
    return False


def _plays(href: str) -> bool:
    host = href.partition("//")[2].partition("/")[0]
    return any(name in host for name in ("youtube", "youtu.be", "vimeo", "dailymotion", "brightcove", "jwplatform"))


def _address(element: etree._Element) -> str:
    """The largest rendition that an element names; pictures that load late have it under other names."""
    if element.tag == "amp-youtube":
        return f"https://www.youtube.com/embed/{element.get('data-videoid') or ''}"
    sets = [element.get("srcset") or element.get("data-srcset") or ""]
    parent = element.getparent()
    if parent is not None and parent.tag == "picture":
        sets += [one.get("srcset") or one.get("data-srcset") or "" for one in parent.iter("source")]
    offered = [(int(width), href) for one in sets for href, width in _renditions(one)]
    inner = next((one.get("src") or "" for one in element.iter("source")), "")
    plain = (
        element.get("data-src")
        or element.get("data-original")
        or element.get("data-lazy-src")
        or element.get("src")
        or inner
    )
    if plain.startswith("data:"):
        plain = ""
    return max(offered)[1] if offered else plain


def _renditions(told: str) -> Iterator[tuple[str, str]]:
    for one in told.split(", "):
        href, _, width = one.strip().partition(" ")
        if found := _WIDTH.match(f" {width}"):
            yield href, found[1]


def _of_article(page: Page) -> Iterator[Media]:
    """What JSON-LD says that the article shows."""
    for key, kind in _KEYS:
        for one in jsonld.each(page.article.get(key)):
            if media := _described(page, one, kind):
                yield media


_KEYS: Final[tuple[tuple[str, _Kind], ...]] = (("image", "picture"), ("video", "video"), ("audio", "audio"))


def _described(page: Page, value: Any, kind: _Kind) -> Media | None:
    node = value if isinstance(value, dict) else {}
    href = page.absolute(value if isinstance(value, str) else _first(node, ("contentUrl", "url", "embedUrl", "@id")))
    if not href:
        return None
    caption, credit = split_credit(
        _first(node, ("caption", "description")), _first(node, ("creditText", "creator", "author"))
    )
    return Media(
        kind,
        href,
        headline=_first(node, ("headline", "name")),
        caption=caption,
        credit=credit,
        holder=_first(node, ("copyrightHolder", "copyrightNotice")),
        usage=_first(node, ("license", "acquireLicensePage", "usageInfo")),
        width=_pixels(jsonld.text(node.get("width"))),
        height=_pixels(jsonld.text(node.get("height"))),
    )


def _first(node: jsonld.Node, keys: tuple[str, ...]) -> str:
    return next((words for key in keys if (words := jsonld.text(node.get(key)))), "")


def _of_metas(page: Page) -> Iterator[Media]:
    href = page.absolute(
        page.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    )
    if href and "logo" not in href.rpartition("/")[2].lower():
        alt = page.meta("og:image:alt", "twitter:image:alt")
        size = _pixels(page.meta("og:image:width")), _pixels(page.meta("og:image:height"))
        yield Media("picture", href, alt=alt, width=size[0], height=size[1])
    if video := page.absolute(page.meta("og:video:secure_url", "og:video", "og:video:url")):
        yield Media("video", video, type=page.meta("og:video:type"))


def _pixels(text: str | None) -> int | None:
    digits = re.match(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z", text or "")
    return int(digits[1]) or None if digits else None
