"""What the sites need of the rest of the house, which they do not import; `app.py` passes the real things in."""

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.house import Use
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version
from dateline.sites.pages import Picture


class News(Protocol):
    """What there is to show."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""


class Illustration(Struct, frozen=True, kw_only=True):
    """A picture that came with a story, as pages show it."""

    picture: Picture
    #: As lists show it: cut, where its licence lets us.
    card: Picture
    #: By which a page's index knows the renditions that it names: ``DIGEST``, ``DIGEST-3x2``.
    keys: tuple[str, ...]
    #: The stories that take it with them.
    stories: tuple[str, ...]
    #: It as a part of its story's text, to be ruled as one.
    block: Block

    @property
    def digest(self) -> str:
        """Of its file."""
        return self.keys[0].partition("-")[0]


class Illustrated(Struct, frozen=True):
    """A story's pictures."""

    #: Those that are here and can be decoded.
    pictures: tuple[Illustration, ...] = ()
    #: The parts that a page waits for, where a picture has not come.
    waits: tuple[str, ...] = ()


class Renditions(Protocol):
    """The renditions of pictures."""

    def rendition(self, name: str) -> bytes | None:
        """The bytes of a rendition; None if there is none of that name."""

    def knows(self, digest: str) -> bool:
        """Whether the picture was shown before, it may be."""


class Pictures(Renditions, Protocol):
    """The pictures that came with stories."""

    def of(self, story: Story, standing: Standing) -> Illustrated:
        """A story's pictures, as far as what is in force lets us cut them."""


class Placed(News, Protocol):
    """What there is to show, by the sites that had it."""

    def placed(self, site: str) -> list[tuple[int, str]]:
        """The articles that a site ever had, in the order in which it first had them, each with the entry of that."""


class Gate(Protocol):
    """What no page may hold, as of now."""

    def stamp(self) -> int:
        """Another number after every change; asked on each request, by the same thread."""

    def changed(self) -> frozenset[str] | None:
        """The stories and articles that something happened to since this was last asked; None: anything may have."""

    def bars(self, parts: Iterable[str]) -> dict[str, Bar]:
        """Which of those stories and articles no page may hold, and when."""

    def settled(self) -> int:
        """The entry by which settings or licences last changed."""

    def permits(self, part: str, use: Use, site: str) -> bool:
        """Whether what is in force lets a site use a story or an article so, now."""
