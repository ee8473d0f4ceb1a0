"""The text of an ANPA telegram: what its marks mean, which lines are its head, which its paragraphs and tables."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, cast

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, heading, paragraph
from dateline.wires.advisory import is_for_desk
from dateline.wires.dialects import Dialect
from dateline.wires.letters import fold
from dateline.wires.telegram import notice_of
from dateline.wires.typed import has_columns, is_tabular, listed, rows_table, table, typed, width_of

#: Marks at the end of a head's line: quad left, and centre; Kyodo's plus.
_QUADS: Final = "<=+"
#: US goes to the next column of a table, RS is a space of fixed width.
_SET_IN: Final = "   "
_CELL = re.compile(r"[\x1f\x1e][ \x1e]*|\t+")
#: Each begins with its mark, so that the many places without one cost nothing.
_HALF = re.compile(r"\{(?:(?<=\d\{)|(?<![\w{]\{)(?!\w))")
_OPEN = re.compile(r"`(?<![^\s(\[\"'—_–-]`)(?=\S)")
_CLOSE = re.compile(r"'(?<=[\w,.!?]')(?=[\s”]|\Z)")
_DASH = re.compile(r"_(?:(?=\s)(?:(?<=\s_)|(?<=\w_))|(?=\w)(?<=\s_))")
_RULE = re.compile(r"[\s_*=.-]+")
_BY = re.compile(r"(?:By|BY|by)\s+(?=\S)")
#: "AP Photo XNP101, XNP102": what came apart, by its numbers; "Video shows fire" is a headline.
_MEDIA = re.compile(
    r"(?P<name>(?:[A-Z]{2,8} )?(?:Laser)?(?:Photos?|Graphics?|Video|Audio|Interactive))\s+"
    r"(?P<codes>[A-Z]{1,8}\d{1,5}(?:[,;]? [A-Z]{1,8}\d{1,5})*\.?)"
)
_TO_EDITORS = re.compile(
    r"[(\[]*\s*(?:(?:eds?(?:\s+note)?|editors?(?:['’]?s?\s+notes?)?|attn|attention(?:\s+editors)?|note\s+to\s+editors"
    r"|to\s+[\w,/ ]{2,60}\beditors?|advisory|budget|art\s+adv|with(?:\s+(?:ap\s+)?(?:photos?|video|graphics?))?)\b"
    r"\s*[:._—–-]|\$?adv\s?\d{1,2}\b|precede\b|with\s+(?:am|bc|pm|ap)-|embargo"
    r"|(?:hold\s+)?for\s+(?:release|use|publication)\b)",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:writers?|press|editors?|correspondents?|columnist|reporter|staff|bureau|for\s+the|news|reuters|afp|times|post|tribune)\b",
    re.I,
)
_POINT = re.compile(r"(?:—|•|\*)\s+(?=\S)")
_HEADING_WORDS: Final = 8
_TITLE_WORDS: Final = 10
#: In lines from its first unmarked one, a head, and in letters a line of it.
_HIGHEST: Final = 8
_LONGEST_LINE: Final = 100
_LONGEST_HEADING: Final = 70
_STOPS: Final = (".", "!", "?", "”")


class Text(Struct, frozen=True):
    """What a telegram's text says."""

    #: The line that names the story and its version, as sent.
    keyword: str
    headline: str = ""
    #: Further lines of the head: a second headline, a summary.
    below: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: Pictures and the like that came apart, under the name that the wire gives them.
    media: dict[str, str] = {}
    byline: str = ""
    #: What the writer is: ``AP Sports Writer``.
    title: str = ""
    #: Of copyright, and whose it is.
    notice: str = ""
    holder: str = ""
    body: tuple[Block, ...] = ()


def text_of(lines: list[str], dialect: Dialect, *, tabular: bool) -> Text:
    """
    Sort the *lines* of a text.

    Args:
        lines: Without line ends; the first with words is the keyword line.
        dialect: The agency's; it may know further lines of a head that are for the desk.
        tabular: Whether line breaks and columns count.
    """
    start = next((n for n, line in enumerate(lines) if any(map(str.isalnum, line))), len(lines))
    if start == len(lines):
        return Text("")
    keyword = plain(lines[start])
    if not _is_keyword(lines[start]):
        keyword, start = "", start - 1
    end = _body_start(lines, start + 1)
    head = [line for line in lines[start + 1 : end] if any(map(str.isalnum, line))]
    text, kept = _head(head, dialect, tabular=tabular)
    body = tuple(_blocks([*kept, *lines[end:]], tabular=tabular))
    if not body and text.below:
        # Some texts have no line that is set in: all that follows the headline is theirs.
        body, text = tuple(map(paragraph, text.below)), replace(text, below=())
    return replace(text, keyword=keyword, body=body)


def plain(line: str) -> str:
    """A *line* as readers see it, without the marks at its ends."""
    line = line.strip(" \t\x08\x0c\x00\x7f\x02")
    if line[-1:] in ("<", "="):
        line = line.rstrip("<= ")
    return fold(line.replace("^", "") if "^" in line else line)


def shown(text: str) -> str:
    """A *text* with what the wire's few characters stand for: quotes, dashes, fractions."""
    if "`" in text or "''" in text:
        text = text.replace("``", "“").replace("''", "”")
        text = _OPEN.sub("‘", text) if "`" in text else text
        text = _CLOSE.sub("’", text) if "‘" in text else text
    if "_" in text:
        text = text.replace(" _ ", " — ")
        text = _DASH.sub("—", text) if "_" in text else text
    if "{" in text:
        text = _HALF.sub("½", text)
    return text.replace("\x10", "") if "\x10" in text else text


def _is_keyword(line: str) -> bool:
    words = line.strip(" \t^\x00").upper()
    return line.lstrip(" \x00")[:1] == "^" or words[:3] in ("BC-", "AM-", "PM-", "AP-")


def _body_start(lines: list[str], start: int) -> int:
    """Where the head ends: at the first line that is set in, or that no mark ends."""
    for place in range(start, len(lines)):
        line = lines[place]
        words = line.strip(" \t\x00\x0c")
        if not words:
            continue
        marked = words[0] == "^" or words[-1] in _QUADS
        if line[0] in "\t\x08" or (not marked and (line.startswith(_SET_IN) or not _goes_on(lines, place))):
            return place
    return len(lines)


def _goes_on(lines: list[str], place: int) -> bool:
    """True if a line without a mark belongs to a head: a mark ends one of the next, or the text below is set in."""
    before = lines[place]
    for line in lines[place + 1 : place + _HIGHEST]:
        words = line.strip()
        if not words or len(before) > _LONGEST_LINE:
            return False
        if line[0] == "\t":
            return True
        if line.startswith(_SET_IN):
            return before.rstrip()[-1] not in _STOPS
        if line[0] in "\x08^" or words[-1] in _QUADS:
            return words[-1] in _QUADS and line[0] not in "\x08^"
        before = line
    return False


def _logical(lines: list[str]) -> Iterator[str]:
    """A head's lines, those that the margin broke made whole; where no line has a mark, each as it is."""
    if not any(line.rstrip()[-1] in _QUADS for line in lines):
        yield from lines
        return
    parts: list[str] = []
    for line in lines:
        if parts and line.startswith("^"):
            yield " ".join(parts)
            parts = []
        parts.append(line.strip())
        if parts[-1][-1] in _QUADS:
            yield " ".join(parts)
            parts = []
    if parts:
        yield " ".join(parts)


def _head(lines: list[str], dialect: Dialect, *, tabular: bool) -> tuple[Text, list[str]]:
    """The fields of a head, and those of its *lines* that belong to the body."""
    headline = byline = title = notice = holder = ""
    below: list[str] = []
    notes: list[str] = []
    media: dict[str, str] = {}
    kept: list[str] = []
    marked = any(line.rstrip()[-1] in _QUADS for line in lines)
    for line in _logical(lines):
        words = plain(line).removesuffix("+")
        centred = line.rstrip().endswith("=")
        if not words or _RULE.fullmatch(words):
            continue
        if found := _MEDIA.fullmatch(words):
            media[found["name"]] = "; ".join(filter(None, (media.get(found["name"]), found["codes"])))
        elif not byline and (found := _BY.match(words)) and (headline or words[found.end() :].isupper()):
            byline = words[found.end() :]
        elif _is_note(words, dialect):
            notes.extend([words] if words[-1] != ":" else [])
        elif (owned := notice_of(words))[0]:
            notice, holder = owned
        elif byline and not kept and _is_title(words, sure=(centred or not marked) and not (title or tabular)):
            title = f"{title}, {words}" if title else words
        elif not headline:
            headline = words
        elif byline or (tabular and centred):
            kept.append(line)
        else:
            below.append(words)
    return Text("", headline, tuple(below), tuple(notes), media, byline, title, notice, holder), kept


def _is_note(words: str, dialect: Dialect) -> bool:
    """True if a head's line is for the desk."""
    if (words[0] == "(" and words[-1] == ")") or _TO_EDITORS.match(words) or is_for_desk(words):
        return True
    return dialect.notes is not None and dialect.notes.fullmatch(words) is not None


def _is_title(words: str, *, sure: bool) -> bool:
    """True if the *words* below a byline say what the writer is, or for whom; *sure* if they stand where that does."""
    if _WRITER.search(words):
        return len(words.split()) <= _TITLE_WORDS
    return sure and not words.isupper()


def _blocks(lines: list[str], *, tabular: bool) -> Iterator[Block]:
    """Paragraphs and headings; points that follow each other are a list, rows a table."""
    width = width_of(lines)
    for kind, alike in groupby([_piece(chunk, width, tabular=tabular) for chunk in _chunks(lines)], type):
        if kind is Block:
            yield from cast("Iterator[Block]", alike)
        elif kind is str:
            points = list(cast("Iterator[str]", alike))
            yield listed(points) if len(points) > 1 else paragraph(points[0])
        elif kind is list:
            yield _table([row for rows in cast("Iterator[list[str]]", alike) for row in rows])


def _piece(chunk: list[str], width: int, *, tabular: bool) -> Block | str | list[str] | None:
    """A paragraph or heading; a point of a list as its words; rows of a table as they stand; None for a rule."""
    if chunk[0][0] == "\x08" or (tabular and _is_row(chunk)):
        return chunk
    if len(chunk) == 1:
        return _line(chunk[0], tabular=tabular)
    lines = [plain(line) for line in chunk]
    if tabular:
        return listed(lines)
    if mark := _POINT.match(lines[0]):
        return " ".join(lines)[mark.end() :]
    return typed(lines, width) if width else paragraph(" ".join(lines))


def _is_row(chunk: list[str]) -> bool:
    """True if a tabular text's *chunk* has columns."""
    return is_tabular(chunk) if len(chunk) > 1 else has_columns(chunk[0].strip())


def _line(line: str, *, tabular: bool) -> Block | str | None:
    """The same of one *line*."""
    words = plain(line)
    if not words[:1].isalnum() and not any(map(str.isalnum, words)):
        return None
    if line.lstrip(" ")[0] == "^" and line.rstrip()[-1] == "=":
        return heading(words)
    if tabular:
        return words
    if len(words) < _LONGEST_HEADING and words.isupper() and words.count(" ") < _HEADING_WORDS:
        return paragraph(words) if words[-1] in _STOPS else heading(words)
    mark = _POINT.match(words) if words[0] in "—•*" else None
    return words[mark.end() :] if mark else paragraph(words)


def _table(rows: list[str]) -> Block:
    if any(row[0] == "\x08" for row in rows):
        return rows_table(_CELL.split(row.strip("\x08^")) for row in rows)
    return table([line.strip("\t^") for line in rows])


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    """Lines that belong together: a tab, a mark, a blank line or a mark at the end parts them."""
    chunk: list[str] = []
    for line in lines:
        words = line.strip()
        if not words:
            if chunk:
                yield chunk
                chunk = []
            continue
        first, last = line[0], words[-1]
        if chunk and (first in "\t^\x08" or chunk[0][0] == "\x08" or _set_in(line, chunk)):
            yield chunk
            chunk = []
        chunk.append(line)
        if last == "<" or (last == "=" and first == "^"):
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _set_in(line: str, chunk: list[str]) -> bool:
    """True if a *line* that is set in opens a paragraph: the one before it is not, or is a paragraph of one line."""
    before = chunk[-1]
    return line.startswith("  ") and (
        not before.startswith("  ") or (len(chunk) == 1 and before.rstrip().endswith(_STOPS))
    )
