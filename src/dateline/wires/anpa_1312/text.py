"""The text of an ANPA telegram: what its marks mean, which lines are its head, which its paragraphs and tables."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, heading, paragraph
from dateline.wires.advisory import is_for_desk
from dateline.wires.letters import fold
from dateline.wires.typed import has_columns, is_tabular, listed, rows_table, table, typed, width_of

#: Marks at a line's end: quad left, and centre.
_QUADS: Final = "<="
#: US goes to the next column of a table, RS is a space of fixed width.
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
    r"(?P<name>AP (?:Photos?|Graphics?|Video|Audio|Interactive))\s+(?P<what>\S.*)"
    r"|(?P<other>Laser(?:Photos?|Graphics?)|Photos?|Graphics?|Video)\s+"
    r"(?P<codes>[A-Z]{1,8}\d{1,5}(?:[,;]? [A-Z]{1,8}\d{1,5})*\.?)"
)
_TO_EDITORS = re.compile(
    r"[(\[]*\s*(?:(?:eds?|editors?|editors?['’]?s?\s+notes?|eds?\s+note|attn|attention(?:\s+editors)?|note\s+to\s+editors"
    r"|advisory|budget|art\s+adv|with|to\s+[\w,/ ]{2,60}\beditors?)\b\s*[:._—–-]"
    r"|with\s+(?:ap\s+)?(?:photos?|video|graphics?)\s*[:._—–-]"
    r"|\$?adv\s?\d{1,2}\b|precede\b|with\s+(?:am|bc|pm|ap)-"
    r"|(?:for|hold\s+for)\s+(?:release|use|publication)\b|embargo)",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:writers?|press|editors?|correspondents?|columnist|reporter|staff|bureau|for\s+the|news|reuters|afp|times|post|tribune)\b",
    re.I,
)
_POINT = re.compile(r"(?:—|•|\*)\s+(?=\S)")
#: Who sends, below a text: "==Kyodo".
_SENDER = re.compile(r"\s*==\s*(?P<sender>\w[\w /.-]{1,30})\s*")
#: "c.2020 Harbour Times News Service".
_OWNED = re.compile(r"(?:c\.|\([cC]\)|©|Copyright)\s?(?:\([cC]\)\s?)?\d{4},?\s+(?:by\s+)?(?P<holder>\S.{2,80})")
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
    #: Of copyright.
    notice: str = ""
    body: tuple[Block, ...] = ()
    #: Who sends, where a line below the text says so.
    sign_off: str = ""


def text_of(lines: list[str], *, tabular: bool) -> Text:
    """
    Sort the *lines* of a text.

    Args:
        lines: Without line ends; the first with words is the keyword line.
        tabular: Whether line breaks and columns count.
    """
    start = next((n for n, line in enumerate(lines) if any(map(str.isalnum, line))), len(lines))
    if start == len(lines):
        return Text("")
    keyword = plain(lines[start])
    if not _is_keyword(lines[start]):
        keyword, start = "", start - 1
    lines, sender = _unsigned(lines)
    plus = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip()[-1:] == "+"), None) if sender else None
    end = _body_start(lines, start + 1) if plus is None else plus + 1
    if sender:
        lines = [f"{line.rstrip()[:-1]}<" if line.rstrip()[-1:] == "+" else line for line in lines]
    head = [line for line in lines[start + 1 : end] if any(map(str.isalnum, line))]
    text, kept = _head(head, tabular=tabular)
    body = tuple(_blocks([*kept, *lines[end:]], tabular=tabular))
    if not body and text.below:
        # Some texts have no line that is set in: all that follows the headline is theirs.
        body, text = tuple(map(paragraph, text.below)), replace(text, below=())
    return replace(text, keyword=keyword, body=body, sign_off=sender)


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


def _unsigned(lines: list[str]) -> tuple[list[str], str]:
    """The *lines* without the one that names the sender below them, and its name."""
    last = next((n for n in range(len(lines) - 1, max(len(lines) - 6, -1), -1) if lines[n].strip()), 0)
    found = _SENDER.fullmatch(lines[last])
    if found is None:
        return lines, ""
    return lines[:last], found["sender"]


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
        if line[0] in "\t\x08":
            return place
        ended = words[-1] in _QUADS
        if not words.startswith("^") and not ended and not _goes_on(lines, place):
            return place
    return len(lines)


def _goes_on(lines: list[str], place: int) -> bool:
    """True if a line without a mark belongs to a head: a mark ends one of the next, or the text below is set in."""
    for line in lines[place + 1 : place + _HIGHEST]:
        words = line.strip()
        if not words or len(line) > _LONGEST_LINE:
            return False
        if line[0] in "\t\x08^" or line.startswith("   "):
            return line[0] == "\t" and len(lines[place]) <= _LONGEST_LINE
        if words[-1] in _QUADS:
            return True
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


def _head(lines: list[str], *, tabular: bool) -> tuple[Text, list[str]]:
    """The fields of a head, and those of its *lines* that belong to the body."""
    headline = byline = title = notice = ""
    below: list[str] = []
    notes: list[str] = []
    media: dict[str, str] = {}
    kept: list[str] = []
    marked = any(line.rstrip()[-1] in _QUADS for line in lines)
    for line in _logical(lines):
        words = plain(line)
        centred = line.rstrip().endswith("=")
        if not words or _RULE.fullmatch(words):
            continue
        if found := _MEDIA.fullmatch(words):
            name = found["name"] or found["other"]
            media[name] = "; ".join(filter(None, (media.get(name), found["what"] or found["codes"])))
        elif not byline and (found := _BY.match(words)) and (headline or words[found.end() :].isupper()):
            byline = words[found.end() :]
        elif _TO_EDITORS.match(words) or (words[0] == "(" and words[-1] == ")") or is_for_desk(words):
            notes.extend([words] if words[-1] != ":" else [])
        elif _OWNED.fullmatch(words):
            notice = words
        elif byline and not kept and _is_title(words, sure=(centred or not marked) and not (title or tabular)):
            title = f"{title}, {words}" if title else words
        elif not headline:
            headline = words
        elif byline or (tabular and centred):
            kept.append(line)
        else:
            below.append(words)
    return Text("", headline, tuple(below), tuple(notes), media, byline, title, notice), kept


def holder_of(notice: str) -> str:
    """Whose copyright a head's *notice* tells."""
    found = _OWNED.fullmatch(notice)
    return found["holder"].rstrip(" .") if found else ""


def _is_title(words: str, *, sure: bool) -> bool:
    """True if the *words* below a byline say what the writer is, or for whom; *sure* if they stand where that does."""
    if _WRITER.search(words):
        return len(words.split()) <= _TITLE_WORDS
    return sure and not words.isupper()


def _blocks(lines: list[str], *, tabular: bool) -> Iterator[Block]:
    width = width_of(lines)
    rows: list[str] = []
    points: list[str] = []
    for chunk in _chunks(lines):
        if chunk[0][0] == "\x08" or (tabular and _is_row(chunk)):
            if points:
                yield from _list(points)
            rows.extend(chunk)
            continue
        if rows:
            yield from _rows(rows)
        block = _block(chunk, width, tabular=tabular)
        if isinstance(block, str):
            points.append(block)
        elif block is not None:
            if points:
                yield from _list(points)
            yield block
    yield from _rows(rows)
    yield from _list(points)


def _is_row(chunk: list[str]) -> bool:
    """True if a tabular text's *chunk* has columns."""
    if len(chunk) > 1:
        return is_tabular(chunk)
    return has_columns(chunk[0].strip())


def _rows(rows: list[str]) -> Iterator[Block]:
    """The table that *rows* are; they are used up."""
    if rows:
        if any(row[0] == "\x08" for row in rows):
            yield rows_table(_CELL.split(row.strip("\x08^")) for row in rows)
        else:
            yield table([line.strip("\t^") for line in rows])
        rows.clear()


def _list(points: list[str]) -> Iterator[Block]:
    """The list that *points* are; they are used up."""
    if len(points) == 1:
        yield paragraph(points[0])
    elif points:
        yield listed(points)
    points.clear()


def _block(chunk: list[str], width: int, *, tabular: bool) -> Block | str | None:
    """A paragraph or heading; a point of a list as its words; None for a rule."""
    if len(chunk) == 1:
        return _line(chunk[0], tabular=tabular)
    lines = [plain(line) for line in chunk]
    if tabular:
        return listed(lines)
    if mark := _POINT.match(lines[0]):
        return " ".join(lines)[mark.end() :]
    return typed(lines, width) if width else paragraph(" ".join(lines))


def _line(line: str, *, tabular: bool) -> Block | str | None:
    """The same of one line."""
    words = plain(line)
    if not tabular and len(words) >= _LONGEST_HEADING and words[0] not in "—•*" and line[0] == "\t":
        return paragraph(words)
    if not words[:1].isalnum() and not any(map(str.isalnum, words)):
        return None
    if line.lstrip(" ")[0] == "^" and line.rstrip()[-1] == "=":
        return heading(words)
    if tabular:
        return words
    if (
        len(words) < _LONGEST_HEADING
        and words.isupper()
        and words.count(" ") < _HEADING_WORDS
        and words[-1] not in _STOPS
    ):
        return heading(words)
    if words[0] in "—•*" and (mark := _POINT.match(words)):
        return words[mark.end() :]
    return paragraph(words)


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
    """True if a *line* is set in, and the one before it is not."""
    return line.startswith("  ") and not chunk[-1].startswith("  ")
