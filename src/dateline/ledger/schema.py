"""The ledger's tables, in any database that SQLAlchemy speaks; times are microseconds since 1970, UTC."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

#: Goes up with every migration; a ledger of a newer number is refused.
NUMBER = 1

metadata = MetaData()

#: The chain of entries: what came in and what was decided.
entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("shape", Integer, nullable=False),
    Column("recorded", BigInteger, nullable=False),
    Column("by", String(64), nullable=False),
    Column("size", Integer, nullable=False),
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
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("stored", LargeBinary),
)

#: The chain of outputs: what we put into the world.
outputs = Table(
    "outputs",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("recorded", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("site", String(32), nullable=False),
    Column("path", Text, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Index("outputs_by_path", "site", "path"),
)

# State: follows from the entries alone and is kept in their own transaction.

stories = Table(
    "stories",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("entry", BigInteger, nullable=False),
    #: Source and its working name for the story, by which some notices mean it.
    Column("slug", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("stories_by_entry", "entry"),
    Index("stories_by_slug", "slug", "entry"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("articles_by_entry", "entry"),
)

#: Stories and articles that nothing may show, whatever the clock says.
tombstones = Table(
    "tombstones",
    metadata,
    Column("part", String(64), primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
)

#: Which stories and articles an entry is about.
subjects = Table(
    "subjects",
    metadata,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("part", String(64), primary_key=True),
    Index("subjects_by_part", "part", "entry"),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("entry", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("source", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("reader", String(32), nullable=False),
    Column("problem", Text, nullable=False),
    Index("deliveries_by_digest", "digest", "source"),
)

#: Single values: the number of this schema, what is in force.
settings = Table(
    "settings",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# Not in the ledger, beside it: what may change in place.

polls = Table(
    "polls",
    metadata,
    Column("source", String(32), primary_key=True),
    Column("url", String(2048), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

#: The tables that can be deleted and rebuilt from the entries.
STATE = (stories, articles, tombstones, subjects, deliveries, settings)
