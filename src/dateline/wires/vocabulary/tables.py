"""Vocabularies as tables: the workbook that IPTC publishes, and lists with one concept a row."""

import csv
import re
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.wires import xml
from dateline.wires.charset import decoded
from dateline.wires.vocabulary.document import FORMAT, Statement

#: Above the names of the columns may stand a title, and what a licence wants said.
_ABOVE: Final = 10
#: Bytes of one sheet, unpacked, and cells of one row.
_LARGEST: Final = 64 * 1024 * 1024
_WIDEST: Final = 500
_CONCEPT: Final = (
    "newscode-uri", "concept uri", "uri", "newscode-qcode (flat)", "newscode-qcode", "qcode", "concept id",
    "code", "id",
)  # fmt: skip
_NAME = re.compile(r"(?:name|preflabel|label)(?:\s*[(@_: -]\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\)?)?", re.IGNORECASE)
_LEVEL = re.compile(r"level\s*(\d)\b.*", re.IGNORECASE)
#: What other columns say, by a word of their names: in SKOS's words.
_SAYS: Final = (
    ("exactmatch", "exactMatch"), ("closematch", "closeMatch"), ("broadmatch", "broadMatch"),
    # IPTC's workbook does not tell how near a code is.
    ("subjectcode", "closeMatch"), ("subject code", "closeMatch"), ("broader", "broader"), ("parent", "broader"),
    ("replaced", "isReplacedBy"), ("retired", "retired"), ("change", "changeNote"), ("note", "note"),
)  # fmt: skip
_MANY: Final = frozenset({"exactMatch", "closeMatch", "broadMatch", "broader"})
_EIGHT = re.compile(r"\d{8}", re.ASCII)
_CELL = re.compile(r"([A-Z]{1,3})\d+")


def is_workbook(data: bytes) -> bool:
    """Whether it is packed as Excel packs its workbooks."""
    return data.startswith(b"PK\x03\x04")


def of_workbook(data: bytes) -> Iterator[Statement]:
    """
    What the first sheet with a column of concepts says.

    Raises:
        WireError: If it is no workbook, or no sheet of it has one.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            words = [_words(one) for one in xml.descendants(_part(book, "xl/sharedStrings.xml"), "si")]
            for name in sorted(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)):
                rows = [_cells(row, words) for row in xml.descendants(_part(book, name), "row")]
                if _header(rows) is not None:
                    return _of_rows(rows)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as e:
        raise WireError(FORMAT, "document", f"it is a packed file that cannot be unpacked ({e})") from e
    raise WireError(FORMAT, "document", "it is no workbook with a sheet of concepts; save that sheet as CSV")


def of_csv(data: bytes) -> Iterator[Statement] | None:
    """What a table in text says, its cells between commas, semicolons or tabs; None if it is none."""
    text = data.decode("utf-16", "replace") if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else decoded(data)[0]
    head = "\n".join(text.splitlines()[:_ABOVE])
    for mark in sorted(",;\t", key=head.count, reverse=True):
        try:
            rows = [row for row in csv.reader(StringIO(text), delimiter=mark, strict=True) if len(row) <= _WIDEST]
        except csv.Error:
            continue
        if _header(rows) is not None:
            return _of_rows(rows)
    return None


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """The row that names the columns, by one of concepts and one of names; None if there is none."""
    for place, row in enumerate(rows[:_ABOVE]):
        plain = [cell.strip().lower() for cell in row]
        if any(name in plain for name in _CONCEPT) and any(_NAME.fullmatch(cell) for cell in plain):
            return place
    return None


def _of_rows(rows: Sequence[Sequence[str]]) -> Iterator[Statement]:
    head = _header(rows) or 0
    columns = [cell.strip() for cell in rows[head]]
    plain = [column.lower() for column in columns]
    concept = next(plain.index(name) for name in _CONCEPT if name in plain)
    levels = [at for at, column in enumerate(plain) if _LEVEL.fullmatch(column)]
    said = [(at, *found) for at, column in enumerate(columns) if at != concept and (found := _says(column))]
    above: list[str] = []
    for row in rows[head + 1 :]:
        cells = [cell.strip() for cell in row] + [""] * (len(columns) - len(row))
        about = _concept(cells[concept])
        if not about:
            continue
        filled = [place for place, at in enumerate(levels) if cells[at]]
        if filled:
            above = [*above[: filled[-1]], about]
            yield from (Statement(about, "broader", one) for one in above[-2:-1])
        for at, says, language in said:
            values = re.split(r"[\s;|]+", cells[at]) if says in _MANY else [cells[at]]
            yield from (Statement(about, says, _match(value, says), language) for value in values if value)


def _says(column: str) -> tuple[str, str] | None:
    """What a column says of its concepts, and in which language; None if that is nothing for us."""
    if name := _NAME.fullmatch(column):
        return "prefLabel", _tag(name[1] or "")
    word = column.lower()
    return next(((says, "") for part, says in _SAYS if part in word), None)


def _tag(language: str) -> str:
    """A language's code as it is written: ``en-GB``."""
    main, dash, region = language.partition("-")
    return main.lower() + dash + (region.upper() if len(region) == 2 else region)


def _concept(cell: str) -> str:
    """A concept's address or QCode; eight bare digits are a Media Topic's."""
    return f"medtop:{cell}" if _EIGHT.fullmatch(cell) else cell


def _match(value: str, says: str) -> str:
    """A cell's value; eight bare digits that something is matched with are an old subject code's."""
    if not _EIGHT.fullmatch(value):
        return value
    return f"subj:{value}" if says.endswith("Match") else f"medtop:{value}"


def _part(book: zipfile.ZipFile, name: str) -> etree._Element:
    """A part of a workbook; raises WireError if it is too large, or no XML."""
    if name not in book.namelist():
        return etree.Element("none")
    with book.open(name) as packed:
        data = packed.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise WireError(FORMAT, name, f"it is larger than {_LARGEST // 1024 // 1024} MB; save the sheet as CSV")
    return xml.parse(data, format=FORMAT).root


def _cells(row: etree._Element, words: Sequence[str]) -> list[str]:
    """The texts of a row's cells, each at its column."""
    cells: dict[int, str] = {}
    for place, cell in enumerate(xml.descendants(row, "c")):
        found = _CELL.fullmatch(cell.get("r", ""))
        at = _column(found[1]) if found else place
        value = xml.find(cell, "v")
        text = _words(cell) if value is None else value.text or ""
        if cell.get("t") == "s":
            text = words[int(text)] if text.isdecimal() and int(text) < len(words) else ""
        if at < _WIDEST:
            cells[at] = text
    return [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _words(element: etree._Element) -> str:
    """The words of a text in pieces, without the marks that tell how it is spoken."""
    return "".join(t.text or "" for t in xml.descendants(element, "t") if xml.local(_above(t)) != "rPh")


def _above(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent
