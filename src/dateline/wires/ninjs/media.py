"""Pictures, graphics, video and sound: ninjs items and our values."""

from typing import Any, Final, Literal

from dateline.news import wire
from dateline.news.wire import Media
from dateline.wires.html import words_of
from dateline.wires.ninjs.document import KINDS, Item, Rendition
from dateline.wires.ninjs.ids import address_of, item_of, uri_of
from dateline.wires.ninjs.texts import chosen
from dateline.wires.opening import byline_of

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_BY_CONTENT_TYPE: Final[dict[str, _Kind]] = {"image": "picture", "video": "video", "audio": "audio"}
_FULL: Final = ("original", "baseimage", "hires", "highres", "full", "main", "supplied")
_CAPTIONS: Final = ("caption", "text", "main", "")


def media_of(item: Item) -> Media:
    """The picture, graphic, video or sound that an *item* is, with its largest rendition."""
    largest = _largest(item)
    content_type = (largest.content_type if largest else "") or item.content_type
    kind: _Kind = KINDS.get(item.type) or _BY_CONTENT_TYPE.get(content_type.split("/")[0].lower(), "other")
    return Media(
        kind,
        href=largest.href if largest else "",
        item="" if largest and item.uri == largest.href else item_of(item.uri),
        headline=words_of(item.headlines[0].value) if item.headlines else "",
        caption=_caption(item),
        alt=_alt(item),
        credit=byline_of(item.by, item.language),
        holder=item.holder,
        usage=item.usage,
        type=content_type,
        width=largest.width if largest else None,
        height=largest.height if largest else None,
        renditions=tuple(map(_rendition, item.renditions)) if len(item.renditions) > 1 else (),
    )


def _alt(item: Item) -> str:
    """The words that stand for a picture: of that role, or Superdesk's text of one that has a caption besides."""
    told = next((text for text in item.descriptions if text.role == "alt"), None)
    if told is None and item.type in ("picture", "graphic") and item.descriptions and len(item.bodies) == 1:
        told = item.bodies[0]
    return words_of(told.value) if told else ""


def _rendition(one: Rendition) -> wire.Rendition:
    return wire.Rendition(one.href, one.name, one.content_type, one.width, one.height, one.size, one.duration)


def _largest(item: Item) -> Rendition | None:
    """
    The rendition with the most pixels; of those that tell no size, the one named as the full one, else the first.

    A still that stands for a video or a sound is not its largest rendition.
    """
    media = KINDS.get(item.type, "")
    main = {"picture": "image", "graphic": "image"}.get(media, media)
    fitting = [one for one in item.renditions if main and one.content_type.startswith(main)] or item.renditions
    with_address = [one for one in fitting if one.href] or list(fitting)
    return max(with_address, key=_size, default=None)


def _size(rendition: Rendition) -> tuple[int, bool]:
    return (rendition.width or 0) * (rendition.height or 0), rendition.name.lower() in _FULL


def _caption(item: Item) -> str:
    texts = [text for text in item.descriptions if text.role != "alt"] or (item.bodies if item.type in KINDS else ())
    caption = chosen(texts, _CAPTIONS)
    return words_of(caption.value) if caption else ""


def association(media: Media, name: str, fallback: str) -> dict[str, Any]:
    """
    The *media* as an associated item of ninjs 3.1.

    Args:
        name: Its name among the associations.
        fallback: The URI that it has where it has neither an id nor an address.
    """
    href = address_of(media.href)
    found: dict[str, Any] = {"name": name, "uri": uri_of(media.item) if media.item else href or fallback}
    if media.kind != "other":
        found["type"] = media.kind
    words = {"by": media.credit, "copyrightHolder": media.holder, "usageTerms": media.usage}
    found |= {key: value for key, value in words.items() if value}
    if media.headline:
        found["headlines"] = [{"value": media.headline}]
    descriptions = [
        {"role": role, "value": value} for role, value in (("caption", media.caption), ("alt", media.alt)) if value
    ]
    if descriptions:
        found["descriptions"] = descriptions
    if href or media.type:
        found["renditions"] = renditions(media)
    return found


def renditions(media: Media) -> list[dict[str, Any]]:
    """The files of the *media* as ninjs 3.1 has them."""
    own = wire.Rendition(media.href, "original", media.type, media.width, media.height)
    return [_file(one) for one in media.renditions or (own,)]


def _file(one: wire.Rendition) -> dict[str, Any]:
    described = {
        "name": one.name, "href": address_of(one.href), "contentType": one.type, "width": one.width,
        "height": one.height, "sizeInBytes": one.size, "duration": one.duration,
    }  # fmt: skip
    return {"name": "rendition"} | {key: value for key, value in described.items() if value}
