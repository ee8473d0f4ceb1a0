"""
What changes in place and is nobody's evidence: accounts, sessions, tokens, drafts, views, counters.

None of it is in the ledger: it can be changed and erased. It lies beside the ledger in the newsroom's database, or in
``data/desk.db`` where that is a file.
"""

import os
from pathlib import Path

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.exc import SQLAlchemyError

from dateline.news.errors import LedgerError

_META = MetaData()

#: All moments are seconds since 1970.
people = Table(
    "desk_people",
    _META,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("sites", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    # argon2's own form; empty: nobody can log in by a password.
    Column("password", Text, nullable=False),
)
sessions = Table(
    "desk_sessions",
    _META,
    # SHA-256 of what the browser has: who reads this table cannot be anybody.
    Column("digest", String(64), primary_key=True),
    Column("person", String(40), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
tokens = Table(
    "desk_tokens",
    _META,
    Column("digest", String(64), primary_key=True),
    Column("person", String(40), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("used", BigInteger),
    Column("until", BigInteger),
)
tries = Table(
    "desk_tries",
    _META,
    Column("key", String(120), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
)
drafts = Table(
    "desk_drafts",
    _META,
    Column("article", String(80), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("person", String(40), nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
views = Table(
    "desk_views",
    _META,
    Column("person", String(40), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
answers = Table(
    "desk_answers",
    _META,
    # Of the person, and the key that their request bore.
    Column("key", String(160), primary_key=True),
    Column("asked", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("status", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
)


def open_tables(folder: Path, url: str | None) -> Engine:
    """
    The database of the desk's tables, laid out.

    Args:
        folder: The newsroom's ``data/``.
        url: ``postgresql://…`` of its ledger; None: the tables lie in the folder.
    Raises:
        LedgerError: If it cannot be opened.
    """
    file = folder / "desk.db"
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        # It holds what people log in by: nobody else on this machine reads it.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
        event.listen(engine, "connect", _lasting)
    else:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        _META.create_all(engine)
    except SQLAlchemyError as e:
        engine.dispose()
        where = file if url is None else "the ledger's PostgreSQL"
        raise LedgerError(f"{where}: the desk's tables cannot be opened: {getattr(e, 'orig', e)}") from e
    return engine


def _lasting(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
