"""What a feed's item shows or plays: Media RSS, enclosures, and what podcasts use."""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Media, Problem, Rendition
from dateline.wires.rss.fields import Fields, attribute, name_of, text_of
from dateline.wires.rss.kinds import kind_of
from dateline.wires.rss.words import is_text, line_of
from dateline.wires.sizes import whole

#: Media RSS's words for media that may not be shown any more.
_GONE: Final = frozenset({"blocked", "deleted"})
#: What a later mention of a medium may add to the first.
_ADDED: Final = ("headline", "caption", "alt", "credit", "holder", "usage", "type", "width", "height", "renditions")


def media_of(item: Fields, where: str, problems: list[Problem]) -> tuple[list[Media], dict[str, str]]:
    """
    The media of an *item*, those in several forms with all of them; a thumbnail alone only where nothing else is seen.

    Args:
        where: The item's place in the feed, for problems, which are added to *problems*.
    Returns:
        The media; and what else is said of them, under the feed's names.
    """
    found: list[Media] = []
    more: dict[str, str] = {}
    for contents, holders in _sets(item):
        medium = _media(contents, holders)
        if any(map(_is_gone, holders)):
            problems.append(Problem(where, f"a {medium.kind} is blocked or deleted by its source; left out"))
        else:
            found.append(medium)
        # The last is the item, which tells the rest of its own.
        for holder in holders[:-1]:
            more |= holder.rest()
    links = (one for one in item.all("link", "content") if one.get("rel") == "enclosure" or _is_elsewhere(one))
    found += [_enclosed(one) for one in (*item.all("enclosure"), *links)]
    seen = [one for one in found if one.href]
    if not any(one.kind in ("picture", "video") for one in seen):
        seen.extend(_stills(item))
    elif len(seen) == 1:
        stills = [_rendition(one, "thumbnail") for one in item.all("media:thumbnail")]
        seen = [replace(seen[0], renditions=_forms(seen[0], [*seen[0].renditions, *stills]))]
    return seen, more


def distinct(media: tuple[Media, ...]) -> tuple[Media, ...]:
    """Each address once: what its first mention does not say, the later ones do."""
    found: dict[str, Media] = {}
    for one in media:
        first = found.setdefault(one.href, one)
        if first is not one:
            added = {name: told for name in _ADDED if not getattr(first, name) and (told := getattr(one, name))}
            found[one.href] = replace(first, **added)
    return tuple(found.values())


def _sets(item: Fields) -> Iterator[tuple[list[etree._Element], list[Fields]]]:
    """The contents that are one medium in several forms; and whose word holds for it, the nearest first."""
    for group in item.all("media:group"):
        inner = Fields(group)
        if contents := inner.all("media:content"):
            yield contents, [Fields(_largest(contents)), inner, item]
    loose: dict[str, list[etree._Element]] = {}
    for content in item.all("media:content"):
        loose.setdefault(_file(attribute(content, "url")), []).append(content)
    for contents in loose.values():
        yield contents, [Fields(_largest(contents)), item]


def _largest(contents: list[etree._Element]) -> etree._Element:
    if len(contents) == 1:
        return contents[0]
    return max(contents, key=lambda content: _number(content, "width") or 0)


def _file(href: str) -> str:
    """The address of a picture's file without the size that is asked for; any other address as it is."""
    return href.partition("?")[0] if kind_of("", href) == "picture" else href


def _media(contents: list[etree._Element], holders: list[Fields]) -> Media:
    """One medium; what its largest form does not say of itself, its group or its item says."""
    # The last is the item, whose title is that of the text.
    own, nearest = holders[0], holders[:-1]
    largest = own.element
    type, href = attribute(largest, "type"), attribute(largest, "url") or _told(nearest, "media:player", _url)
    medium = Media(
        kind_of(attribute(largest, "medium") or type, href),
        href=href,
        headline=_told(nearest, "media:title", line_of),
        caption=_told(holders, "media:description", line_of) or _told([own], "media:text", line_of),
        credit=_credits(holders),
        holder=_told(holders, "media:copyright", text_of),
        usage=_told(holders, "media:rights", text_of) or _told(holders, "media:license", _licence),
        type=type,
        width=_number(largest, "width"),
        height=_number(largest, "height"),
    )
    stills = [_rendition(one, "thumbnail") for holder in nearest for one in holder.all("media:thumbnail")]
    if len(contents) == 1 and not stills:
        return medium
    return replace(medium, renditions=_forms(medium, [*map(_rendition, contents), *stills]))


def _forms(medium: Media, others: list[Rendition]) -> tuple[Rendition, ...]:
    """All forms of a *medium*, each address once; none where it has one alone."""
    own = Rendition(medium.href, type=medium.type, width=medium.width, height=medium.height)
    known = {one.href: one for one in reversed(others) if one.href}
    forms = [one for one in dict.fromkeys(others) if known.get(one.href) is one]
    if medium.href not in known:
        forms.insert(0, own)
    return tuple(forms) if len(forms) > 1 else ()


def _rendition(content: etree._Element, name: str = "") -> Rendition:
    return Rendition(
        attribute(content, "url"),
        name,
        type=attribute(content, "type"),
        width=_number(content, "width"),
        height=_number(content, "height"),
        size=_number(content, "fileSize"),
        duration=_number(content, "duration"),
    )


def _is_gone(holder: Fields) -> bool:
    return any(attribute(one, "state").lower() in _GONE for one in holder.all("media:status"))


def _told(holders: list[Fields], name: str, what: Callable[[etree._Element], str]) -> str:
    """What the nearest of the *holders* says in an element of a *name*."""
    return next((told for holder in holders for one in holder.all(name) if (told := what(one))), "")


def _credits(holders: list[Fields]) -> str:
    """All whom the nearest of the *holders* names that names anybody."""
    return next((", ".join(names) for holder in holders if (names := holder.texts("media:credit"))), "")


def _url(element: etree._Element) -> str:
    return attribute(element, "url")


def _licence(element: etree._Element) -> str:
    return attribute(element, "href") or text_of(element)


def _is_elsewhere(content: etree._Element) -> bool:
    return bool(content.get("src")) and not is_text(content)


def _enclosed(element: etree._Element) -> Media:
    """An enclosure of RSS, a link of Atom, or a content that stands elsewhere."""
    href = attribute(element, "url") or attribute(element, "href") or attribute(element, "src")
    type = attribute(element, "type")
    return Media(kind_of(type, href), href, headline=attribute(element, "title"), type=type)


def _stills(item: Fields) -> Iterator[Media]:
    """A thumbnail or cover: the largest that is sent, and its other sizes."""
    thumbnails = [*item.all("media:thumbnail"), *item.all("itunes:image")]
    thumbnails += [one for group in item.all("media:group") for one in group if name_of(one) == "media:thumbnail"]
    largest = max(thumbnails, key=lambda one: _number(one, "width") or 0, default=None)
    if largest is not None and (href := attribute(largest, "url") or attribute(largest, "href")):
        width, height = _number(largest, "width"), _number(largest, "height")
        still = Media("picture", href, credit=_credits([item]), width=width, height=height)
        yield replace(still, renditions=_forms(still, [_rendition(one) for one in item.all("media:thumbnail")]))
    for image in item.all("image"):
        if href := Fields(image).text("url") or attribute(image, "href") or attribute(image, "url") or text_of(image):
            yield Media("picture", href)


def _number(element: etree._Element, name: str) -> int | None:
    """Pixels, bytes or whole seconds; None where none are told."""
    return whole(attribute(element, name).removesuffix("px").partition(".")[0]) or None
