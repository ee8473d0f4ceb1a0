"""What is sent, and what came of it."""

from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import DatelineError

#: Pages that the server gives out for addresses that have none; they stand as files whatever status they go with.
NOTICES = frozenset({"/404", "/410"})
#: Where pictures stand, each form of one under a name that means it for good.
PICTURES: Final = "/pictures/"


class SendError(DatelineError):
    """
    A recipient that cannot be reached, or refuses, as a whole.

    Args:
        what: What happened, and what would help.
        retry_after: Seconds that it asked us to wait; None: it did not say.
        status: HTTP's number; 0 if it did not answer.
    """

    def __init__(self, what: str, retry_after: float | None = None, status: int = 0) -> None:
        super().__init__(what)
        self.what, self.retry_after, self.status = what, retry_after, status


class Said(Struct, frozen=True, kw_only=True):
    """
    What the chain of outputs says last of a path.

    Of pictures the chain says nothing: they come with the pages that show them, and go with the last of these.
    """

    #: In the chain of outputs.
    number: int
    #: Built from the state after this entry.
    entry: int
    #: UTC.
    recorded: datetime
    path: str
    #: 200; 410 where its story is gone, 404 where it is no more.
    status: int
    #: SHA-256 of the body, hexadecimal; empty if there is none. Of a picture its address, which means one for good.
    digest: str
    #: Stories and articles whose words it holds; none for a picture, which may go out with any page that shows it.
    parts: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether something is to be read there."""
        return self.status == 200 or self.path in NOTICES

    @property
    def mark(self) -> str:
        """What a recipient has of it once it is done: the body of this digest, or nothing and why."""
        return self.digest if self.stands else str(self.status)

    @property
    def is_picture(self) -> bool:
        """Whether it is a form of a picture."""
        return self.path.startswith(PICTURES)

    def picture(self, path: str, *, shown: bool) -> "Said":
        """What is said of a picture once this page shows it, or is the last that did."""
        return replace(self, path=path, status=200 if shown else 410, digest=path if shown else "", parts=())


class Stored(Struct, frozen=True):
    """A page, or a picture, as it is served."""

    #: MIME.
    type: str
    #: As `Said.digest`.
    digest: str
    #: The moment from which it may not be shown any more, UTC; None: never by the clock.
    until: datetime | None
    body: bytes
    #: The addresses of the pictures that it shows.
    pictures: frozenset[str] = frozenset()


class Item(Struct, frozen=True):
    """One thing to send."""

    said: Said
    #: The mark of what the recipient has; empty: nothing; None: nobody knows.
    stands: str | None
    #: MIME, and the bytes; empty and None where nothing is to be read any more, or the recipient wants no bytes.
    type: str = ""
    body: bytes | None = None
    #: The addresses of the pictures that it shows.
    pictures: frozenset[str] = frozenset()

    @property
    def new(self) -> bool:
        """Whether the recipient may have nothing of this path yet."""
        return self.stands in (None, "", "404", "410")


class Answer(Struct, frozen=True):
    """What a recipient says to one thing."""

    path: str
    #: False where it had just that already.
    changed: bool = True
    #: Why it is not done; empty if it is.
    problem: str = ""


class Rest(Struct, frozen=True):
    """That a recipient is left alone for a while, because it could not be reached."""

    #: Failures since it last answered well.
    tries: int
    #: UTC.
    until: datetime
    problem: str


class State(Struct, frozen=True):
    """How a path stands with a recipient."""

    said: Said
    stands: str | None
    #: Whether it is still to be sent.
    out: bool
    #: When this was done; UTC. None: never yet.
    done: datetime | None
    #: Why it is still out, as far as that is known.
    problem: str


class Delivered(Struct, frozen=True):
    """A thing that was sent."""

    path: str
    number: int
    #: Milliseconds from its output to the recipient's answer.
    ms: float
    #: False where the recipient had just that already.
    changed: bool


class Sent(Struct, frozen=True):
    """What a sender did at once."""

    site: str
    #: As shown: ``/srv/www/orbit``, ``s3://orbit``, ``https://cache.example/purge``.
    recipient: str
    delivered: tuple[Delivered, ...] = ()
    #: How many things are still to be sent.
    out: int = 0
    #: Why, as far as the recipient as a whole is meant; empty if nothing is wrong with it.
    problem: str = ""
    #: When it is to be tried again; UTC. None: once there is something new.
    next_due: datetime | None = None
