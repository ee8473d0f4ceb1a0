"""
Statements over one connection: built by SQLAlchemy Core, compiled once, run by the database's own driver.

SQLAlchemy's way from a built statement to the driver takes several times longer than SQLite's answer to it; the schema
and the two dialects are what it is here for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain, product
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Column, ColumnElement, Dialect, Table, bindparam, insert, literal_column, select
from sqlalchemy.dialects import sqlite

from dateline.news.errors import LedgerError

Row = tuple[Any, ...]


def constant(value: str | int) -> ColumnElement[Any]:
    """A value of our own, as it stands in the text of a statement."""
    return literal_column(repr(value))


class Statement:
    """
    A statement that is built once.

    Its values are given in the order in which they stand in its text.
    """

    def __init__(self, built: ClauseElement) -> None:
        self._built = built
        self._texts: dict[str, str] = {}

    def text(self, dialect: Dialect) -> str:
        """Its text in one dialect."""
        known = self._texts.get(dialect.name)
        if known is None:
            compiled = self._clause(dialect).compile(dialect=dialect)
            if any(value is not None for value in (compiled.params or {}).values()):
                raise ValueError(f"{compiled}: a value in it would be lost; write it with constant()")
            known = self._texts[dialect.name] = str(compiled)
        return known

    def _clause(self, dialect: Dialect) -> ClauseElement:  # noqa: ARG002 - see Upsert
        return self._built


class Insert(Statement):
    """Rows of a table that it does not have yet."""

    def __init__(self, table: Table) -> None:
        super().__init__(insert(table))
        self.table = table


def _of_postgresql() -> Callable[[Table], Any]:
    """PostgreSQL's own insert; its dialect is loaded where such a ledger is, and no command waits for it elsewhere."""
    found: Callable[[Table], Any] = import_module("sqlalchemy.dialects.postgresql").insert
    return found


class Upsert(Statement):
    """Rows of a table, by its key: new ones are inserted, known ones replaced; left, where there is only the key."""

    def __init__(self, table: Table, *, replace: bool = True) -> None:
        super().__init__(insert(table))
        self._table, self._replace = table, replace

    def _clause(self, dialect: Dialect) -> ClauseElement:
        build: Callable[[Table], Any] = sqlite.insert if dialect.name == "sqlite" else _of_postgresql()
        statement = build(self._table)
        keys = [c.name for c in self._table.primary_key]
        changes = {c.name: statement.excluded[c.name] for c in self._table.columns if c.name not in keys}
        if not changes or not self._replace:
            built: ClauseElement = statement.on_conflict_do_nothing(index_elements=keys)
        else:
            built = statement.on_conflict_do_update(index_elements=keys, set_=changes)
        return built


#: Values in one statement, at most; and the lengths that lists of values are filled up to.
CHUNK = 500
_LENGTHS = (1, 8, 64, CHUNK)


class Among:
    """A query for the rows of which each of some columns is among some values; the values are its only ones."""

    def __init__(self, found: Sequence[ColumnElement[Any]], *columns: Column[Any]) -> None:
        self._found, self._columns = select(*found), columns
        self._statements: dict[tuple[int, ...], Statement] = {}

    def pieces(self, *values: Iterable[object]) -> Iterator[tuple[Statement, list[object]]]:
        """The statements to run, each with its values; *values* are those of each column."""
        for some in product(*map(_filled_up, values)):
            yield self._statement(tuple(map(len, some))), list(chain.from_iterable(some))

    def _statement(self, lengths: tuple[int, ...]) -> Statement:
        if lengths not in self._statements:
            among = [_in(column, length) for column, length in zip(self._columns, lengths, strict=True)]
            self._statements[lengths] = Statement(self._found.where(*among))
        return self._statements[lengths]


def _in(column: Column[Any], length: int) -> ColumnElement[bool]:
    return column.in_([bindparam(f"{column.name}{n}") for n in range(length)])


def _filled_up(values: Iterable[object]) -> Iterator[list[object]]:
    """The values in pieces of some few lengths, so that few statements do for all."""
    asked = list(dict.fromkeys(values))
    for start in range(0, len(asked), CHUNK):
        piece = asked[start : start + CHUNK]
        length = next(n for n in _LENGTHS if n >= len(piece))
        yield piece + piece[-1:] * (length - len(piece))


class Cursor(Protocol):
    """What both drivers' cursors do."""

    def execute(self, text: str, values: Sequence[object] = ..., /) -> object: ...

    def executemany(self, text: str, rows: Sequence[Row], /) -> object: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def fetchmany(self, size: int = ..., /) -> list[Any]: ...

    def close(self) -> None: ...


class Session:
    """
    One connection, for as long as a transaction or a single look takes.

    Args:
        cursor: Of the driver.
        dialect: What the statements are compiled for.
        failed: What the driver raises.
        place: Where the database is, for an error's words.
    Raises:
        LedgerError: By every method, if the database cannot do what is asked.
    """

    def __init__(self, cursor: Cursor, dialect: Dialect, failed: type[Exception], place: str) -> None:
        self._cursor, self._dialect, self._failed, self._place = cursor, dialect, failed, place

    def run(self, statement: Statement, *values: object) -> None:
        """Run it for what it does."""
        self.command(statement.text(self._dialect), *values)

    def command(self, text: str, *values: object) -> None:
        """Run a text of the database's own."""
        try:
            self._cursor.execute(text, values)
        except self._failed as e:
            raise self.told(e) from e

    def one(self, statement: Statement, *values: object) -> Any:
        """The first row; None if there is none."""
        try:
            self._cursor.execute(statement.text(self._dialect), values)
            return self._cursor.fetchone()
        except self._failed as e:
            raise self.told(e) from e

    def value(self, statement: Statement, *values: object) -> Any:
        """The first row's first column; None if there is no row."""
        row = self.one(statement, *values)
        return row[0] if row is not None else None

    def all(self, statement: Statement, *values: object) -> list[Any]:
        """All rows."""
        return self.answers(statement.text(self._dialect), *values)

    def answers(self, text: str, *values: object) -> list[Any]:
        """All rows that a text of the database's own gives."""
        try:
            self._cursor.execute(text, values)
            return self._cursor.fetchall()
        except self._failed as e:
            raise self.told(e) from e

    def among(self, query: Among, *values: Iterable[object]) -> list[Any]:
        """All rows of which each of the query's columns is among its *values*."""
        return [row for statement, piece in query.pieces(*values) for row in self.all(statement, *piece)]

    def stream(self, statement: Statement, *values: object) -> Iterator[Any]:
        """All rows, some at a time; others may be asked for meanwhile."""
        raise NotImplementedError

    def write(self, batches: Sequence[tuple[Statement, Sequence[Row]]]) -> None:
        """Run each statement for each of its rows."""
        for statement, rows in batches:
            self.many(statement, rows)

    def many(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Run the statement for each of the rows."""
        try:
            if len(rows) == 1:
                self._cursor.execute(statement.text(self._dialect), rows[0])
            elif rows:
                self._cursor.executemany(statement.text(self._dialect), rows)
        except self._failed as e:
            raise self.told(e) from e

    def close(self) -> None:
        """Let go of the cursor."""
        self._cursor.close()

    def told(self, error: Exception) -> LedgerError:
        """A driver's error in our words."""
        said = " ".join(str(error).split())
        return LedgerError(f"{self._place}: the ledger cannot be used: {said}")
