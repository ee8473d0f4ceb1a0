"""The ledger's tables, in any database that SQLAlchemy speaks; times are microseconds since 1970, UTC."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

#: Goes up with every migration; a ledger of a newer number is refused.
NUMBER = 4

metadata = MetaData()

#: In the order of its bytes, whatever the server's language is; and found quicker so.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")

#: The chain of entries: what came in and what was decided.
entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("kind", WORDS, nullable=False),
    Column("shape", Integer, nullable=False),
    Column("recorded", BigInteger, nullable=False),
    Column("by", WORDS, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

#: What entries say, apart from them: a row leaves when it is erased.
payloads = Table(
    "payloads",
    metadata,
    Column("entry", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: Received bytes by digest; *stored* is empty where they lie in a file.
blobs = Table(
    "blobs",
    metadata,
    Column("digest", WORDS, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored", LargeBinary),
)

#: The chain of outputs: what we put into the world.
outputs = Table(
    "outputs",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("recorded", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("site", WORDS, nullable=False),
    Column("path", WORDS, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Index("outputs_by_path", "site", "path"),
)

# State: follows from the entries alone and is kept in their own transaction.

stories = Table(
    "stories",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("stories_by_entry", "entry", "id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("articles_by_entry", "entry", "id"),
)

#: Articles in the order in which each site first had them.
placements = Table(
    "placements",
    metadata,
    Column("site", WORDS, primary_key=True),
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("article", WORDS, primary_key=True),
    sqlite_with_rowid=False,
)

#: Stories and articles that nothing may show: before a moment, from a moment on; always, where neither is set.
bars = Table(
    "bars",
    metadata,
    Column("part", WORDS, primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("why", WORDS, nullable=False),
    Column("before", BigInteger),
    Column("after", BigInteger),
)

#: By what a story is found again: a transmission number, a working name, a print of its words (news/clues.py).
#: Clues that were noted one after another stand on one shelf: to write among millions, few pages are touched.
clues = Table(
    "clues",
    metadata,
    Column("shelf", Integer, primary_key=True, autoincrement=False),
    Column("clue", BigInteger, primary_key=True, autoincrement=False),
    Column("part", WORDS, primary_key=True),
    sqlite_with_rowid=False,
)

#: Which stories and articles an entry is about, and the clues that it noted for them: eight bytes each.
subjects = Table(
    "subjects",
    metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("part", WORDS, primary_key=True),
    Column("clues", LargeBinary),
    Index("subjects_by_part", "part", "entry"),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("entry", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("source", WORDS, nullable=False),
    Column("name", WORDS, nullable=False),
    Column("digest", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("problem", WORDS, nullable=False),
    Index("deliveries_by_digest", "digest", "source"),
    Index("deliveries_by_source", "source", "entry"),
)

#: Single values: the number of this schema, what is in force.
settings = Table(
    "settings",
    metadata,
    Column("name", WORDS, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# Not in the ledger, beside it: what may change in place.

polls = Table(
    "polls",
    metadata,
    Column("source", WORDS, primary_key=True),
    Column("url", WORDS, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

#: One row for each time that the state was made anew; a page server sees by it that it must look again.
rebuilds = Table(
    "rebuilds",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("recorded", BigInteger, nullable=False),
)

#: The tables that nothing can give back.
CHAINS = (entries, payloads, blobs, outputs, polls)
#: The tables that can be deleted and rebuilt from the entries; and with them the standing and the agenda in `settings`.
STATE = (stories, articles, placements, bars, clues, subjects, deliveries)
