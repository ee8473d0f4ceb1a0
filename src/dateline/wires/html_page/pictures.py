"""The pictures and players of a page: in its text, and as its metas and JSON-LD name them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Media
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.furniture import Weights, is_junk
from dateline.wires.letters import fold

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
#: Pixels; what is smaller is a symbol, or counts readers.
_SMALL: Final = 60
_SHOWS: Final = r"(?:photo|image|picture|video|illustration|graphic|foto|photograph)s?"
_CREDIT = re.compile(
    rf"[\s(\[|–—-]*(?:{_SHOWS}\s*(?:credits?|by|courtesy(?: of)?)?\s*[:/]\s*"
    rf"|(?:credits?|courtesy(?: of)?|source|photograph(?:er)?)\s*:\s*|{_SHOWS}\s+(?:by|courtesy(?: of)?)\s+"
    r"|©\s*|\(c\)\s*|copyright:?\s+)(?P<who>[^()\[\]]{2,120}?)[\s)\].]*",
    re.IGNORECASE,
)
#: A credit at a caption's end: "(Photo: Jane Roe)", "Credit: ESA", "© ESA/Jane Roe".
_AT_END = re.compile(
    r"\s*[(\[]\s*(?:photo|image|picture|credit|courtesy|foto|source)s?\b\s*(?:credit|by|courtesy of)?\s*[:/]?\s*"
    r"(?P<who>[^()\[\]]{2,100})[)\]]\s*\Z"
    r"|[.\s|]+(?:(?:photo|image|picture) )?credits?\s*:\s*(?P<who2>[^.:|]{2,100}(?:\.[^.:|]{1,20})?)\s*\Z"
    r"|[.\s|]*©\s*(?P<who3>[^.:|]{2,100})\s*\Z",
    re.IGNORECASE,
)
_CREDITED: Final = frozenset(
    {"credit", "credits", "copyright", "photographer", "attribution", "photo-credit", "source"}
)
_SYMBOLS: Final = frozenset(
    {"logo", "logos", "icon", "icons", "avatar", "author", "emoji", "sprite", "gravatar", "badge", "spacer"}
)
#: Longer names of files are given once.
_TELLING: Final = 16
#: In letters; in longer captions no credit is looked for.
_LONGEST: Final = 2000
_WIDTH = re.compile(r"\s(\d{1,5})w\b")
_SIZED = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.)|\?.*\Z")


def media_of(page: Page, containers: Iterable[etree._Element], weights: Weights) -> tuple[Media, ...]:
    """
    The media of a page, each once: those in its text, then those that only its metas name.

    Args:
        containers: What its text is in, before anything was taken out of it.
    """
    seen = [one for container in containers for one in _shown(page, container, weights)]
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


def _shown(page: Page, container: etree._Element, weights: Weights) -> Iterator[Media]:
    for element in container.iter("img", "video", "audio", "iframe", "amp-img"):
        if _is_beside(element, container, weights):
            continue
        href = page.absolute(_address(element))
        width, height = _pixels(element.get("width")), _pixels(element.get("height"))
        if not href or min(width or _SMALL, height or _SMALL) < _SMALL or tokens(element) & _SYMBOLS:
            continue
        if element.tag == "iframe" and not _plays(href):
            continue
        kind: _Kind = "picture" if "img" in str(element.tag) else "audio" if element.tag == "audio" else "video"
        caption, credit = _words_under(element)
        yield Media(
            kind, href, caption=caption, alt=fold(element.get("alt") or ""), credit=credit, width=width, height=height
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


def _words_under(element: etree._Element) -> tuple[str, str]:
    """The caption and the credit of a picture's figure."""
    figure = next((above for above in element.iterancestors("figure")), None)
    if figure is None:
        figure = next(
            (above for above in element.iterancestors("div") if tokens(above) & {"caption", "wp-caption"}), None
        )
    if figure is None:
        return "", ""
    captions = list(figure.iter("figcaption")) or [
        one for one in figure.iter("p", "div", "span") if "caption" in tokens(one)
    ]
    credits = [
        words_in(one) for one in figure.iter("*") if tokens(one) & _CREDITED or one.get("itemprop") == "copyrightHolder"
    ]
    credit = next(filter(None, credits), "")
    caption = words_in(captions[0]) if captions else ""
    return split_credit(caption.replace(credit, "").strip() if credit else caption, credit)


def split_credit(caption: str, credit: str = "") -> tuple[str, str]:
    """A *caption* without the credit at its end, and that credit; one that is known already is made bare."""
    if len(caption) > _LONGEST:
        return caption, credit[:_LONGEST]
    if not credit and (found := _AT_END.search(caption)):
        credit, caption = (found["who"] or found["who2"] or found["who3"]), caption[: found.start()].strip()
    elif not credit and (whole := _CREDIT.fullmatch(caption)):
        return "", whole["who"].strip()
    bare = _CREDIT.fullmatch(credit)
    return caption.strip(" |"), (bare["who"] if bare else credit).strip(" .()[]|")


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
