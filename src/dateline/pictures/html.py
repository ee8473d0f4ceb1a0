"""What pages say of a picture in HTML: where its renditions are, and whom it credits."""

import re
from html import escape

from dateline.pictures.values import TYPES, Format, Picture, Rendition, renditions


def sources_of(picture: Picture, shape: str = "") -> tuple[tuple[str, str], ...]:
    """Media type and ``srcset`` of the renditions in each of the formats that are smaller than JPEG, the best first."""
    known = renditions(picture, shape)
    formats: tuple[Format, ...] = ("avif", "webp")
    return tuple((TYPES[f], ", ".join(_candidate(r) for r in known if r.format == f)) for f in formats)


def _candidate(rendition: Rendition) -> str:
    return f"{rendition.path} {rendition.width}w"


def as_ruled(picture: Picture) -> str:
    """
    A picture as a part of its story's text, for the ruling on whom it credits: its caption, its supplier, its holder.

    Whoever made it is left out: "Ada Example/AFP" names a photographer beside an agency, and no other supplier.
    """
    makers = [name for one in picture.credits.creator.split(",") if (name := one.strip())]
    said = [_without(picture.caption, makers)]
    for before, names in (("Picture: ", picture.credits.credit), ("© ", picture.credits.holder)):
        others = _without(names, makers).strip(" ,.")
        said += [f"{before}{others}."] if others else []
    return f"<figure><figcaption>{escape(' '.join(said).strip(), quote=False)}</figcaption></figure>"


def _without(words: str, names: list[str]) -> str:
    """Words without the names, and without the strokes that set these apart from others."""
    for name in map(re.escape, names):
        words = re.sub(rf"(?<!\w){name}\s*/\s*|\s*/\s*{name}(?!\w)|(?<!\w){name}(?!\w)", "", words, flags=re.IGNORECASE)
    return words
