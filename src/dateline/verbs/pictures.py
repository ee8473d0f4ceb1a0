"""pictures: the files of stories' pictures, as the ledger has them, for the pages that show them."""

from collections.abc import Iterator

from dateline.ledger.contract import Ledger
from dateline.news import ids
from dateline.news.blocks import Block, BlockSource
from dateline.news.facts import Entry, Read, Received
from dateline.news.rights import Standing
from dateline.news.story import Story
from dateline.news.wire import Problem
from dateline.pictures.came import Came, came, may_cut
from dateline.pictures.html import as_ruled, sources_of
from dateline.pictures.library import Library
from dateline.pictures.needs import File
from dateline.pictures.values import Picture, doubts, fallback, height, worded
from dateline.sites import pages
from dateline.sites.needs import Illustrated, Illustration

#: The cut that lists show.
CARD = "3x2"


class Files:
    """Which files came under which entry and name; see `pictures.needs.Deliveries`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def delivered(self, entry: int) -> File | None:
        """What an entry received; None if it received nothing, or that was erased."""
        entries = self._ledger.entries(after=entry - 1)
        received = next(entries, None)
        if received is None or received.number != entry or not isinstance(received.fact, Received):
            return None
        return File(received.fact.digest, received.fact.name, _read_as(entry, next(entries, None)))

    def sent(self, source: str, name: str) -> File | None:
        """The latest picture that a source sent under a name, or that was fetched from an address of its stories."""
        numbers = self.entries(source, name)
        return self.delivered(numbers[-1]) if numbers else None

    def entries(self, source: str, name: str) -> list[int]:
        """The entries of a picture's files, in order; without those that were erased."""
        found = self._ledger.entries(part=ids.file_part(source, name))
        return [e.number for e in found if isinstance(e.fact, Received)]


def _read_as(delivery: int, entry: Entry | None) -> str:
    fact = entry.fact if entry else None
    return fact.story if isinstance(fact, Read) and fact.delivery == delivery else ""


class Illustrations:
    """The pictures that came with stories, as pages show them; see `sites.needs.Pictures`."""

    def __init__(self, ledger: Ledger, library: Library) -> None:
        self._files, self._library = Files(ledger), library

    def of(self, story: Story, standing: Standing) -> Illustrated:
        """A story's pictures."""
        found = came(story, self._files)
        waits = tuple(ids.file_part(story.source, name) for one in found for name in one.awaited)
        return Illustrated(tuple(self._illustrations(story, standing, found)), waits)

    def _illustrations(self, story: Story, standing: Standing, found: tuple[Came, ...]) -> Iterator[Illustration]:
        for one in found:
            picture = self._library.picture(one.digest) if one.digest else None
            if isinstance(picture, Picture):
                licence = standing.licence_of(story.source)
                shown = worded(picture, one.media, licence.terms if licence else "")
                shape = CARD if may_cut(shown, story, standing) else ""
                for wanted in {"", shape}:
                    self._library.want(shown, wanted)
                yield _illustration(one, shown, shape, story)

    def doubts(self, story: Story) -> tuple[Problem, ...]:
        """What somebody at the desk should mend: pictures that cannot be shown, or that nobody has put into words."""
        found = list[Problem]()
        for one in came(story, self._files):
            picture = self._library.picture(one.digest) if one.digest else None
            if isinstance(picture, Picture):
                found += doubts(worded(picture, one.media))
            elif picture is not None:
                found.append(picture)
        return tuple(found)

    def rendition(self, name: str) -> bytes | None:
        """The bytes of a rendition; None if there is none of that name."""
        return self._library.rendition(name)

    def knows(self, digest: str) -> bool:
        """Whether the picture was shown before, it may be."""
        return self._library.knows(digest)


def _illustration(one: Came, picture: Picture, shape: str, story: Story) -> Illustration:
    # As a block it is ruled as all blocks are: by its story's licence for pictures, and by whom it credits.
    source = BlockSource(story.id, story.current.entry if story.current else 0, 0)
    return Illustration(
        picture=_page(picture, ""),
        card=_page(picture, shape),
        keys=tuple(dict.fromkeys((fallback(picture).key, fallback(picture, shape).key))),
        stories=one.stories,
        block=Block("media", as_ruled(picture), source),
    )


def _page(picture: Picture, shape: str) -> pages.Picture:
    first = fallback(picture, shape)
    statement = picture.credits.statement
    where = statement if statement.startswith(("https://", "http://")) else "/copyright"
    return pages.Picture(
        src=first.path,
        width=first.width,
        height=height(picture, first.width, shape),
        alt=picture.alt or picture.caption,
        sources=tuple(pages.Source(type, known) for type, known in sources_of(picture, shape)),
        caption=picture.caption,
        credit=f"Picture: {picture.credit}" if picture.credit else "",
        licence=pages.Anchor(where, picture.terms) if picture.terms else None,
    )
