"""What is known of a picture, and which renditions of it there are."""

import re
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Media, Problem, Version

Format = Literal["avif", "webp", "jpg"]
TYPES: Final[dict[Format, str]] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
#: Pixels across. A picture that is narrower has its own width as its last; none is ever made larger than it came.
WIDTHS: Final = (320, 640, 960, 1280, 1920)
#: Of a tall picture, pixels from top to bottom, at most; WebP knows no more than 16,383.
TALLEST: Final = 8192
#: The one JPEG, for whoever knows neither of the others, is as wide as this at most.
FALLBACK: Final = 1280
#: The cuts that pages ask for, by the name that addresses have for them.
SHAPES: Final[dict[str, tuple[int, int]]] = {"3x2": (3, 2)}

_NAME = re.compile(rf"([0-9a-f]{{64}})(?:-({'|'.join(SHAPES)}))?-([1-9][0-9]{{0,3}})\.(avif|webp|jpg)", re.ASCII)


class Credits(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who made a picture, whose it is, and what may be done with it, as its file says; every rendition keeps it."""

    creator: str = ""
    #: Whom its supplier wants named.
    credit: str = ""
    #: The copyright notice to the letter.
    notice: str = ""
    holder: str = ""
    usage: str = ""
    #: The address of its terms (IPTC: Web Statement of Rights).
    statement: str = ""
    #: Who grants further licences, and where.
    licensor: str = ""
    licensor_address: str = ""
    #: Whether machines may learn from it, in PLUS's vocabulary.
    mining: str = ""
    #: How it came to be, in IPTC's vocabulary of digital sources: by a camera, or by a machine.
    origin: str = ""


class Point(Struct, frozen=True):
    """A point of a picture, as shares of its width and height, from its left and its top."""

    x: float
    y: float


#: Where people look first when nothing is told: in the middle, and a little above it.
MIDDLE: Final = Point(0.5, 0.4)


class Picture(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A picture whose bytes we have, and which can be shown."""

    #: SHA-256 of its file, hexadecimal.
    digest: str
    #: Such as ``image/jpeg``.
    type: str
    #: Pixels, as it is to be looked at: turned upright.
    width: int
    height: int
    #: Words that stand for it where it cannot be seen.
    alt: str = ""
    caption: str = ""
    credits: Credits = Credits()
    #: What a cut must not lose.
    focus: Point = MIDDLE
    #: True where its maker lets nobody cut it, whatever the licence says.
    whole: bool = False
    #: One sentence on the terms that it stands under, as readers are told them; empty: none.
    terms: str = ""

    @property
    def credit(self) -> str:
        """Who is named beside it: ``Ada Example/AFP``."""
        creator, credit = self.credits.creator, self.credits.credit
        if not (creator and credit):
            return creator or credit or self.credits.holder
        return credit if creator.casefold() in credit.casefold() else f"{creator}/{credit}"


class Frame(Struct, frozen=True):
    """A part of a picture, in its own pixels."""

    left: int
    top: int
    width: int
    height: int


class Rendition(Struct, frozen=True):
    """One form of a picture that we make of its file."""

    digest: str
    #: The name of a cut; empty: all of the picture.
    shape: str
    #: Pixels across.
    width: int
    format: Format

    @property
    def key(self) -> str:
        """By what a page's index has it, whatever its size: ``DIGEST``, ``DIGEST-3x2``."""
        return f"{self.digest}-{self.shape}" if self.shape else self.digest

    @property
    def name(self) -> str:
        """``DIGEST-640.avif``, ``DIGEST-3x2-640.avif``."""
        return f"{self.key}-{self.width}.{self.format}"

    @property
    def path(self) -> str:
        """Its address on every site."""
        return f"/pictures/{self.name}"


def named(name: str) -> Rendition | None:
    """The rendition of a *name*; None if that is no name of one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return Rendition(found[1], found[2] or "", int(found[3]), found[4])  # type: ignore[arg-type]


def frame(picture: Picture, shape: str = "") -> Frame:
    """
    The part of a picture that a cut shows: as large as it can be, with its focus as near to the middle as it can be.

    Args:
        picture: Of which.
        shape: A name in `SHAPES`; empty: all of it.
    """
    width, height = picture.width, picture.height
    if not shape:
        return Frame(0, 0, width, height)
    across, down = SHAPES[shape]
    wide = min(width, max(1, height * across // down))
    high = min(height, max(1, wide * down // across))
    return Frame(_begin(picture.focus.x, wide, width), _begin(picture.focus.y, high, height), wide, high)


def _begin(focus: float, part: int, whole: int) -> int:
    return min(max(round(focus * whole - part / 2), 0), whole - part)


def widths(picture: Picture, shape: str = "") -> tuple[int, ...]:
    """The widths in which there are renditions, the smallest first."""
    seen = frame(picture, shape)
    most = max(1, min(seen.width, WIDTHS[-1], TALLEST * seen.width // seen.height))
    return (*(w for w in WIDTHS if w < most), most)


def height(picture: Picture, width: int, shape: str = "") -> int:
    """Pixels from top to bottom of the rendition of a *width*."""
    seen = frame(picture, shape)
    return max(1, round(width * seen.height / seen.width))


def renditions(picture: Picture, shape: str = "") -> tuple[Rendition, ...]:
    """All renditions of a picture, or of a cut of it: the JPEG first, which is what every reader can be given."""
    known = widths(picture, shape)
    formats: tuple[Format, ...] = ("avif", "webp")
    made = (Rendition(picture.digest, shape, w, f) for w in known for f in formats)
    return (fallback(picture, shape), *made)


def fallback(picture: Picture, shape: str = "") -> Rendition:
    """The rendition that every browser, reader of feeds and search engine can show."""
    return Rendition(picture.digest, shape, max(w for w in widths(picture, shape) if w <= FALLBACK), "jpg")


def credits_of(version: Version) -> Credits:
    """What a picture's own file says, as its reader has it."""
    more = version.more
    return Credits(
        creator=version.byline,
        credit=version.credit,
        notice=version.notice,
        holder=version.holder,
        usage=version.usage,
        statement=more.get("xmpRights:WebStatement", ""),
        licensor=more.get("plus:Licensor/plus:LicensorName", ""),
        licensor_address=more.get("plus:Licensor/plus:LicensorURL", ""),
        mining=more.get("plus:DataMining", ""),
        origin=more.get("Iptc4xmpExt:DigitalSourceType", ""),
    )


#: PLUS's code for "no cropping", and how captions and instructions say it.
_WHOLE = re.compile(
    r"\bAL-CRP\b|\bno\s+crop(?:s|ping)?\b|\b(?:do|must|may)\s+not\s+(?:be\s+)?crop(?:ped)?\b", re.IGNORECASE
)


def is_whole(version: Version) -> bool:
    """Whether a picture's own file asks us not to cut it."""
    said = (version.more.get("plus:ImageAlterationConstraints", ""), version.usage, *version.notes)
    return any(_WHOLE.search(words) for words in said)


def worded(picture: Picture, media: Media, terms: str = "") -> Picture:
    """
    A picture with the words of the story that it came with; its file's own where the story has none.

    Args:
        picture: As its file has it.
        media: As the story has it.
        terms: One sentence for readers: under which terms it stands here.
    """
    # Of a story's picture the source says whom it wants named beside it; who made it is often in the file alone.
    credit = media.credit or picture.credits.credit
    credits = replace(picture.credits, credit=credit, holder=picture.credits.holder or media.holder)
    return replace(
        picture,
        alt=media.alt or picture.alt,
        caption=media.caption or picture.caption,
        credits=credits,
        terms=terms,
    )


def doubts(picture: Picture) -> tuple[Problem, ...]:
    """What a person at the desk should mend before the picture is shown."""
    where, found = f"picture {picture.digest[:12]}", []
    if not (picture.alt or picture.caption):
        found.append("it has no words for who cannot see it, and no caption to take them from; write some")
    if not picture.credit:
        found.append("nobody is named as its maker or supplier; find out who is")
    return tuple(Problem(where, what) for what in found)
