"""Versions into plain text, a file each: a head of fields, then paragraphs with blank lines between."""

import re
from typing import Final

from dateline.news.blocks import Block, plain
from dateline.news.wire import Version
from dateline.wires.dated import dated, line
from dateline.wires.letters import fold
from dateline.wires.written import Sending, Written, each, moment

#: What opens a note that is known as one.
_NOTE = re.compile(
    r"[(\[*]*\s*(?:eds?|editor'?s? notes?|notes? (?:to|for) editors?|attention(?: editors?)?|contacts?)\s*:",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li>(.*?)</li>(?=<li>|</[uo]l>\Z)", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)?")
#: A field of more words could be a sentence of the text.
_MOST_WORDS: Final = 8
#: What plain text has no place for.
UNCARRIED: Final = {
    "item": "no ids: slug and day stand in",
    "number": "no version numbers",
    "serial": "no transmission numbers",
    "role": "a file alone has no part in a package",
    "extent": "no word for a text of which only the beginning was sent",
    "headlines": "one headline alone",
    "standfirst": "headline and text alone",
    "body.markup": "words alone: lists, tables, quotes and emphasis are lines",
    "body.media": "words alone",
    "direction": "follows from the language",
    "created": "one date alone",
    "embargo": "no embargoes; one that is over is not told",
    "expires": "no end of use",
    "signals": "no orders to the desk but in words",
    "urgency": "no urgency",
    "subjects": "words of the text alone",
    "named": "words of the text alone",
    "media": "words alone",
    "links": "words alone",
    "holder": "the notice alone",
    "rights": "no place for a rights expression",
    "allowed": "no place for a rights expression",
    "more": "fields of the source's own",
    "patch": "no word for changes alone",
}


def send(sending: Sending) -> Written:
    """
    Write a text for each version.

    Returns:
        The texts, UTF-8. Left out and told is what may not be used, for plain text has no word for that, and orders
        about others.
    """
    documents, problems, told = each(sending, "plain text", UNCARRIED, _document)
    return Written(tuple(documents), problems, told)


def _document(version: Version) -> tuple[bytes, list[str]]:
    """A version as text, and what of it could not be written, in words."""
    words = dated(version, beside=False)
    notes = [note if _NOTE.match(note) else f"Editor's note: {note}" for note in version.notes]
    lost = [] if notes == list(version.notes) else ["that its notes had no heading: each has one now"]
    if version.slug and not version.headline:
        lost.append("that it has no headline: the text's first line stands in")
    fields = {
        "Headline": version.headline,
        "Slug": version.slug,
        "Byline": version.byline,
        "Dateline": line(words.beside) if words.beside else "",
        "Date": moment(version.issued) if version.issued else "",
        "Language": version.language if _LANGUAGE.fullmatch(version.language) else "",
        "Copyright": version.notice,
        "Credit": version.credit,
        "Usage": version.usage,
    }
    for name in ("Credit", "Usage"):
        if fold(fields[name]).count(" ") >= _MOST_WORDS:
            notes.append(f"Editor's note: {name}: {fields.pop(name)}")
            lost.append(f"{name.lower()} as a field: it is among the notes")
    head = [f"{name}: {fold(told)}" for name, told in fields.items() if told]
    paragraphs = [one for block in words.body for one in _lines(block)] or [fold(version.standfirst)]
    parts = ["\n".join([*head, *map(fold, notes)]), *paragraphs]
    return ("\n\n".join(filter(None, parts)) + "\n").encode("utf-8", "replace"), lost


def _lines(block: Block) -> list[str]:
    """A block as lines: one for a paragraph, one for each item of a list and each row of a table."""
    if block.kind == "list":
        return [f"- {words}" for item in _ITEM.findall(block.html) if (words := plain(item))] or [block.text]
    if block.kind == "table":
        rows = [[plain(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(block.html)]
        captions = [plain(caption) for caption in _CAPTION.findall(block.html)]
        return [*captions, *("\t".join(row) for row in rows if any(row))]
    if block.kind == "quote":
        inner = block.html.removeprefix("<blockquote>").removesuffix("</blockquote>")
        return [plain(part) for part in inner.split("</p>") if plain(part)]
    return [block.text] if block.text else []
