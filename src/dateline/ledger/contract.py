"""What a ledger promises, whatever database it is kept in."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from dateline.news.agenda import Agenda
from dateline.news.facts import Entry, Fact
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version


class Clock(Protocol):
    """Time as an input."""

    def now(self) -> datetime:
        """The moment; aware, UTC."""


class Blob(Struct, frozen=True):
    """Bytes made ready to be kept, before the turn in which they are."""

    #: SHA-256 of the bytes, hexadecimal.
    digest: str
    #: Bytes, before compression.
    size: int
    #: Compressed, where they go into the database; None where they lie in a file.
    stored: bytes | None
    #: Compressed, where their file was there already: for if it leaves before the turn.
    spare: bytes = b""


class Change(Struct, frozen=True):
    """What came after an entry, for a follower."""

    #: The last entry looked at.
    entry: int
    #: Stories and articles that entries since were about.
    parts: frozenset[str]
    #: True where settings or licences changed: then everything may.
    settings: bool


class Output(Struct, frozen=True, kw_only=True):
    """Something that we put into the world, or took out of it."""

    site: str
    path: str
    #: HTTP status that the address answers: 200, or 410 where its story is gone, 404 where it is no more.
    status: int
    #: SHA-256 of the bytes, hexadecimal; empty where there are none.
    digest: str
    #: Of the bytes that stood there before; empty if there were none.
    before: str = ""
    size: int
    #: Stories and articles whose words it holds.
    parts: tuple[str, ...]
    #: Built from the state after this entry, at this moment.
    entry: int
    moment: datetime
    #: Digests of the program and the theme that made it.
    program: str
    theme: str


class Recorded(Struct, frozen=True):
    """An output as it stands in its chain."""

    number: int
    recorded: datetime
    output: Output


class Delivered(Struct, frozen=True):
    """What became of a delivery."""

    entry: int
    source: str
    name: str
    digest: str
    #: ``format/number`` of the reader that read it last; empty while none has.
    reader: str
    #: Why it is quarantined; empty if it is not.
    problem: str


class Flaw(Struct, frozen=True):
    """Something in the ledger that is not as it was written."""

    #: ``entry 17``, ``output 3``, ``blob …``.
    where: str
    what: str


class Turn(Protocol):
    """
    The writer's turn: from its beginning to its end nobody else writes, so what is read here still holds when appended.

    What was appended is durable, and to be seen, once the turn has ended without an exception.
    """

    @property
    def moment(self) -> datetime:
        """When this turn's entries are recorded; UTC, never before the last entry."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""

    def agenda(self) -> Agenda:
        """What the desk works by."""

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted; one look-up for all."""

    def foresee(self, *, stories: Iterable[str] = (), digests: Iterable[str] = (), clues: Iterable[int] = ()) -> None:
        """Look up in one go what will be asked for one by one; it changes nothing but how long that takes."""

    def delivered(self, source: str, digest: str) -> int | None:
        """The entry in which *source* sent these bytes before; None if it never did."""

    def append(self, fact: Fact, *, by: str, blobs: Iterable[Blob] = ()) -> Entry:
        """Append one entry, and take the step in the state that follows from it."""

    def erase(self, entries: Iterable[int]) -> None:
        """Take the payloads of *entries*, and the bytes they received, out; their headers stay."""

    def put(self, outputs: Iterable[Output]) -> None:
        """Append to the chain of outputs."""


class Ledger(Protocol):
    """
    One newsroom's ledger.

    Safe for threads and processes: writers take turns, in the order they came; readers never wait.
    """

    def turn(self) -> AbstractContextManager[Turn]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""

    def agenda(self) -> Agenda:
        """What the desk works by."""

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted; one look-up for all."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""

    def last_by(self, moment: datetime) -> int:
        """The number of the last entry that was recorded up to a moment; 0 if none was."""

    def received_before(self, source: str, moment: datetime) -> list[int]:
        """Entries in which a source's bytes came, up to a moment, and are still there; the oldest first."""

    def first_received(self, source: str) -> datetime | None:
        """When the oldest bytes of a source that are still there came; None if there are none."""

    def wait(self, timeout: float) -> bool:
        """Wait *timeout* seconds at most for a commit by anybody; False if there was none since the last wait."""

    def tail(self) -> int:
        """The number of the last entry; 0 if there is none."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""

    def bars(self, parts: Iterable[str] | None = None) -> dict[str, Bar]:
        """What bars stories and articles from every page, and when; of those *parts* only, if given."""

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """Entries in order; only those about *part*, if given. Every old shape comes lifted."""

    def deliveries(self) -> Iterator[Delivered]:
        """What came in, in order, and what became of it."""

    def bytes_of(self, digest: str) -> bytes | None:
        """Received bytes; None once erased."""

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of the digests whose bytes are there."""

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterator[Recorded]:
        """The chain of outputs, in order."""

    def check(self) -> Iterator[Flaw]:
        """Walk both chains and all bytes; what is yielded was changed behind the ledger's back."""
