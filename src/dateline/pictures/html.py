"""A picture as HTML: its place on the page is known before it is loaded, and it can be seen without a script."""

import re
from html import escape

from dateline.pictures.values import TYPES, Format, Picture, Rendition, fallback, height, renditions


def figure(picture: Picture, *, sizes: str, lazy: bool = True, shape: str = "") -> str:
    """
    A picture with its caption, its credit and its terms: one ``<figure>``.

    Args:
        picture: With the words that stand beside it.
        sizes: How wide it stands, as HTML's ``sizes`` has it: ``(min-width: 60rem) 40rem, 100vw``.
        lazy: False for what is seen first: it is loaded at once, and before others.
        shape: The name of a cut; only where its licence lets us cut it.
    """
    return f"<figure>{image(picture, sizes=sizes, lazy=lazy, shape=shape)}{_under(picture)}</figure>"


def image(picture: Picture, *, sizes: str, lazy: bool = True, shape: str = "") -> str:
    """The picture alone: ``<picture>``; see `figure`."""
    first = fallback(picture, shape)
    sources = "".join(
        f'<source type="{type}" srcset="{srcset}" sizes="{escape(sizes)}">'
        for type, srcset in sources_of(picture, shape)
    )
    haste = 'loading="lazy"' if lazy else 'fetchpriority="high"'
    size = f'width="{first.width}" height="{height(picture, first.width, shape)}"'
    alt = escape(picture.alt or picture.caption)
    return f'<picture>{sources}<img src="{first.path}" {size} alt="{alt}" {haste} decoding="async"></picture>'


def sources_of(picture: Picture, shape: str = "") -> tuple[tuple[str, str], ...]:
    """Media type and ``srcset`` of the renditions in each of the formats that are smaller than JPEG, the best first."""
    known = renditions(picture, shape)
    formats: tuple[Format, ...] = ("avif", "webp")
    return tuple((TYPES[f], ", ".join(_candidate(r) for r in known if r.format == f)) for f in formats)


def _candidate(rendition: Rendition) -> str:
    return f"{rendition.path} {rendition.width}w"


def _under(picture: Picture) -> str:
    credit = " · ".join(filter(None, (f"Picture: {picture.credit}" if picture.credit else "", picture.terms)))
    said = [escape(picture.caption, quote=False)] if picture.caption else []
    said += [f'<span class="credit">{escape(credit, quote=False)}</span>'] if credit else []
    return f"<figcaption>{' '.join(said)}</figcaption>" if said else ""


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
