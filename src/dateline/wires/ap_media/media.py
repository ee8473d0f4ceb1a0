"""What an AP item shows or plays, and what comes with a story."""

from typing import Any, Final, Literal

from dateline.news.wire import Media, Rendition
from dateline.wires.ap_media.document import Fields
from dateline.wires.letters import fold
from dateline.wires.members import pixels

Kind = Literal["picture", "graphic", "video", "audio", "other"]
#: An item's type, and the kind of media that it is.
KINDS: Final[dict[str, Kind]] = {
    "picture": "picture", "photo": "picture", "graphic": "graphic", "video": "video", "audio": "audio",
    "complexdata": "other",
}  # fmt: skip
_TYPES: Final = {"picture": "image/", "graphic": "image/", "video": "video/", "audio": "audio/", "other": ""}
#: What a rendition is to its item, the one to show first.
_RELATIONS: Final = ("main", "preview", "thumbnail")


def media(fields: Fields, kind: Kind, item: str, headline: str, caption: str) -> Media:
    """The picture, graphic, video or sound of these *fields*, with its largest rendition that has an address."""
    seen = _seen(fields)
    best = _largest(seen, kind)
    makers = [fold(str(one.get("name") or "")) for _, one in fields.objects("photographer", "producer")]
    return Media(
        kind,
        href=_text(best, "href"),
        item=item,
        headline=headline,
        caption=caption,
        credit=_lines(fields, "description_creditline", "creditline") or next(filter(None, makers), ""),
        holder=_lines(fields, "copyrightholder"),
        usage=_lines(fields, "usageterms"),
        type=_text(best, "mimetype"),
        width=pixels(best.get("width")),
        height=pixels(best.get("height")),
        renditions=tuple(map(_rendition, seen)) if len(seen) > 1 else (),
    )


def _rendition(one: dict[str, Any]) -> Rendition:
    """One file; AP tells what it is by its relation, and how large by its title."""
    return Rendition(
        _text(one, "href"),
        _text(one, "rel") or _text(one, "title"),
        _text(one, "mimetype"),
        pixels(one.get("width")),
        pixels(one.get("height")),
        pixels(one.get("sizeinbytes")),
        pixels(one.get("duration")),
    )


def _seen(fields: Fields) -> list[dict[str, Any]]:
    """The renditions that are seen or heard and have an address; captions and scripts are texts."""
    texts = ("text", "caption", "script", "shotlist", "story")
    return [
        one
        for _, one in fields.objects("renditions")
        if _text(one, "href") and _text(one, "type").lower() != "text" and _text(one, "rel").lower() not in texts
    ]


def _largest(seen: list[dict[str, Any]], kind: Kind) -> dict[str, Any]:
    """
    The rendition with the most pixels among those of the item's own kind; of others the main one.

    A still is no rendition of a video that is a video too.
    """
    fitting = [one for one in seen if _text(one, "mimetype").startswith(_TYPES[kind])] or seen
    return max(fitting, key=_size, default={})


def _size(rendition: dict[str, Any]) -> tuple[int, int]:
    area = (pixels(rendition.get("width")) or 0) * (pixels(rendition.get("height")) or 0)
    relation = _text(rendition, "rel").lower()
    return area, -_RELATIONS.index(relation) if relation in _RELATIONS else -len(_RELATIONS)


def _text(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return value.strip() if isinstance(value, str) else ""


def _lines(fields: Fields, *names: str) -> str:
    """The first of these members that says anything: a text, or a list of them, a line each."""
    for name in names:
        value = fields.look(name)
        parts = value if isinstance(value, list) else [value]
        if told := [fold(one) for one in parts if isinstance(one, str) and one.strip()]:
            return "\n".join(told)
    return ""
