"""Drafts: what somebody has typed and not saved yet; each has a number, and no words are ever written over."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, Engine, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from dateline.desk import tables
from dateline.news.blocks import Block
from dateline.news.facts import PictureChoice, Wording

Line = Annotated[str, Meta(max_length=2000)]
Blocks = Annotated[tuple[Block, ...], Meta(max_length=2000)]


class Chosen(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an editor makes of a picture; see `news.facts.PictureChoice`."""

    picture: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    alt: Line = ""
    shown: bool = True


class Words(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """All that an editor types into an article."""

    headline: Line
    blocks: Blocks
    standfirst: Line = ""
    kicker: Line = ""
    byline: Line = ""
    #: Our choice among the pictures that came with it, as `news.facts.Wording` has it.
    pictures: Annotated[tuple[Chosen, ...], Meta(max_length=200)] = ()


class Kept(Struct, frozen=True):
    """A draft as it is kept."""

    #: Another one after every change; it goes on when a draft is left.
    number: int
    #: Who typed last.
    person: str
    #: UTC.
    saved: datetime
    #: How many revisions the article had when the draft was begun.
    base: int
    words: Words


class _Value(Struct, frozen=True):
    base: int
    words: Words


class Overtaken(Exception):
    """
    Somebody else's draft stands where this one was to go; both are kept.

    Args:
        kept: What stands there; None where it was left or has become a revision.
        number: Of that.
    """

    def __init__(self, kept: Kept | None, number: int) -> None:
        super().__init__("the draft was changed by somebody else")
        self.kept, self.number = kept, number


class Drafts:
    """
    The drafts of a newsroom's articles, one an article, and beside each what others had typed when it was overtaken.

    Args:
        engine: Of `tables.open_tables`.
        now: The world's clock.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now

    def of(self, article: str) -> tuple[int, Kept | None]:
        """The number that the next change of an article's draft must name, and the draft; None: there is none."""
        with self._engine.connect() as db:
            row = _row(db, article)
        return (row["number"], _kept(row)) if row else (0, None)

    def aside(self, article: str) -> tuple[Kept, ...]:
        """What others had typed into an article when its draft was overtaken, the latest first."""
        table = tables.drafts
        chosen = select(table).where(table.c.article.startswith(f"{article} ", autoescape=True))
        with self._engine.connect() as db:
            rows = db.execute(chosen.order_by(table.c.saved.desc())).mappings().all()
        return tuple(kept for row in rows if (kept := _kept(row)))

    def put(self, article: str, words: Words, *, base: int, number: int, person: str, over: bool = False) -> Kept:
        """
        Keep what somebody has typed.

        Args:
            article: Its id.
            words: All of them.
            base: How many revisions the article had when the draft was begun.
            number: Of the draft that these words go on from; 0: there was none yet.
            person: Who typed.
            over: Whether they stand in place of words that this person typed elsewhere, which are put aside.
        Raises:
            Overtaken: If the draft has another number; then these words are put aside under their writer's name.
        """
        value = msgspec.json.encode(_Value(base, words))
        with self._engine.begin() as db:
            before = _row(db, article)
            if self._write(db, article, number, person, value):
                # Who takes over writes over nobody's words.
                if before and (over or before["person"] != person) and before["value"]:
                    self._aside(db, before, article)
                return Kept(number + 1, person, _moment(self._seconds()), base, words)
        with self._engine.begin() as db:
            self._keep(db, f"{article} {person}", number, person, value)
            row = _row(db, article)
        raise Overtaken(_kept(row) if row else None, row["number"] if row else 0)

    def leave(self, article: str, *, number: int, person: str, aside: bool) -> int:
        """
        End a draft: it has become a revision, or nobody wants it.

        Args:
            article: Its id.
            number: The draft's.
            person: Who ends it.
            aside: Whether its words are put aside, so that this can be undone.
        Returns:
            The number that the next draft must name.
        Raises:
            Overtaken: If the draft has another number.
        """
        with self._engine.begin() as db:
            before = _row(db, article)
            if before is None or self._write(db, article, number, person, b""):
                if before and aside and before["value"]:
                    self._aside(db, before, article)
                return number + 1 if before else 0
            raise Overtaken(_kept(before), before["number"])

    def _write(self, db: Connection, article: str, number: int, person: str, value: bytes) -> bool:
        """Write a draft that goes on from that number; False where it has another one."""
        table, values = tables.drafts, {"person": person, "saved": self._seconds(), "value": value}
        if number == 0:
            try:
                with db.begin_nested():
                    db.execute(insert(table).values(article=article, number=1, **values))
            except IntegrityError:
                return False
            return True
        chosen = (table.c.article == article) & (table.c.number == number)
        return db.execute(update(table).where(chosen).values(number=number + 1, **values)).rowcount == 1

    def _aside(self, db: Connection, row: RowMapping, article: str) -> None:
        self._keep(db, f"{article} {row['person']}", row["number"], row["person"], row["value"])

    def _keep(self, db: Connection, key: str, number: int, person: str, value: bytes) -> None:
        """Put words aside; of one person the latest."""
        table, values = tables.drafts, {"number": number, "person": person, "saved": self._seconds(), "value": value}
        if not db.execute(update(table).where(table.c.article == key).values(**values)).rowcount:
            db.execute(insert(table).values(article=key, **values))

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def words_of(wording: Wording) -> Words:
    """An article's words, as an editor is given them."""
    pictures = tuple(Chosen(c.picture, c.alt, c.shown) for c in wording.pictures)
    return Words(wording.headline, wording.blocks, wording.standfirst, wording.kicker, wording.byline, pictures)


def chosen(words: Words) -> tuple[PictureChoice, ...]:
    """The choice among an article's pictures that an editor typed, as facts have it."""
    return tuple(PictureChoice(c.picture, c.alt.strip(), c.shown) for c in words.pictures)


def _row(db: Connection, article: str) -> RowMapping | None:
    return db.execute(select(tables.drafts).where(tables.drafts.c.article == article)).mappings().first()


def _kept(row: RowMapping) -> Kept | None:
    if not row["value"]:
        return None
    value = msgspec.json.decode(row["value"], type=_Value)
    return Kept(row["number"], row["person"], _moment(row["saved"]), value.base, value.words)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
