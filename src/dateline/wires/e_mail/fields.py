"""A story filled into a form: JSON of form services, lines such as ``Headline: …``, marks such as ``[Slug] …``."""

import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.wires.e_mail.furniture import lined
from dateline.wires.html import blocks_from_text
from dateline.wires.letters import fold

#: What forms call the parts of a story, in small letters, and what we do.
_KNOWN: Final = {
    "headline": "headline", "title": "headline", "story headline": "headline", "überschrift": "headline",
    "titel": "headline", "titre": "headline",
    "slug": "slug", "slugline": "slug", "keyword": "slug", "story name": "slug",
    "byline": "byline", "author": "byline", "by": "byline", "reporter": "byline", "writer": "byline",
    "autor": "byline", "auteur": "byline",
    "dateline": "dateline", "located": "dateline", "location": "dateline", "ort": "dateline",
    "abstract": "standfirst", "summary": "standfirst", "standfirst": "standfirst", "subheadline": "standfirst",
    "sub-headline": "standfirst",
    "subhead": "standfirst", "subtitle": "standfirst", "teaser": "standfirst", "intro": "standfirst",
    "body": "body", "story": "body", "text": "body", "copy": "body", "article": "body", "story text": "body",
    "body text": "body", "content": "body",
    "category": "subject", "categories": "subject", "subject": "subject", "subjects": "subject",
    "section": "subject", "topic": "subject", "topics": "subject",
    "keywords": "subject", "tags": "subject", "ressort": "subject",
    "priority": "urgency", "urgency": "urgency", "priorität": "urgency",
    "embargo": "embargo", "embargoed until": "embargo", "sperrfrist": "embargo", "release": "embargo",
    "release date": "embargo", "release time": "embargo", "hold until": "embargo",
    "ednote": "note", "editor's note": "note", "ed note": "note", "note to editors": "note",
    "editor note": "note", "editorial note": "note", "notes": "note", "note": "note",
    "legal flag": "note", "legal": "note", "advisory": "note", "desk note": "note", "contact": "note",
    "media contact": "note", "press contact": "note", "phone": "note",
    "language": "language", "sprache": "language", "langue": "language",
    "copyright": "notice", "copyright notice": "notice", "holder": "holder", "copyright holder": "holder",
    "usage": "usage", "usage terms": "usage", "credit": "credit", "source": "credit", "quelle": "credit",
    "id": "item", "guid": "item", "story id": "item", "item id": "item", "version": "number", "revision": "number",
    "date": "date", "issued": "date", "expires": "expires", "expiry": "expires", "status": "status",
    "transmission": "serial", "serial": "serial", "service number": "serial",
}  # fmt: skip
#: Nobody writes two of these above a letter that is no form.
_STRONG: Final = frozenset({"headline", "slug", "body", "byline", "standfirst"})
#: These also open letters that are none.
_WEAK: Final = frozenset(
    {"note", "date", "credit", "language", "embargo", "notice", "usage", "holder", "status", "item", "number"}
)
_NAME: Final = r"(?P<{0}>[^\W\d_][\w /()'’.-]{{0,38}}?)"
_LINE = re.compile(
    rf"(?:\[\s*{_NAME.format('bracketed')}\s*\]\s*[:=]?|\[\s*{_NAME.format('inside')}\s*[:=](?=[^\]]*\]\s*\Z)"
    rf"|\*{{0,2}}{_NAME.format('plain')}\*{{0,2}}\s*[:=]\*{{0,2}}(?=\s|\Z))\s*(?P<value>.*)",
    re.DOTALL,
)
_SUBJECT = re.compile(r"\s*\[\s*([^\]\[:=]{1,40}?)\s*[:=]\s*([^\]\[]{1,200}?)\s*\]")
_URGENCIES: Final = {"flash": 1, "alert": 1, "bulletin": 2, "urgent": 3, "high": 3, "rush": 3, "medium": 5, "normal": 5,
                     "routine": 5, "ordinary": 5, "low": 7, "deferred": 8}  # fmt: skip
_FEW: Final = 2


class Form(Struct, frozen=True):
    """What a form says, field by field."""

    #: By our names; fields that may be said several times are a line each.
    ours: dict[str, str]
    #: What we have no field for, under its own names.
    more: dict[str, str]
    subjects: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()


def form_in_json(text: str) -> Form | None:
    """The form that a *text* in JSON holds; None if it is none, or no form of a story."""
    text = text.strip()
    if text[:1] != "{" or text[-1:] != "}":
        return None
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        try:
            # Mailers break long lines, also within a string.
            found = msgspec.json.decode(text.replace("\r", "").replace("\n", " "))
        except (msgspec.DecodeError, RecursionError):
            return None
    if not isinstance(found, dict) or "uri" in found:
        # With that it is an item of a wire.
        return None
    said = [(name, _values(value)) for name, value in found.items() if isinstance(name, str)]
    known = {_KNOWN.get(name.casefold().strip(), "") for name, _ in said}
    if len(known & _STRONG) < _FEW or any(isinstance(value, dict) for value in found.values()):
        return None
    return _form([(name, value) for name, values in said for value in values])


def _values(value: Any) -> list[str]:
    """The words of a field, which form services put into lists with a place for each question."""
    if isinstance(value, list):
        return [word for one in value for word in _values(one)]
    if isinstance(value, bool) or value is None:
        return [] if value is None else [str(value).lower()]
    words = str(value).strip() if isinstance(value, str | int | float) else ""
    return [words] if words else []


def form_above(blocks: tuple[Block, ...]) -> Form | None:
    """
    The form that a letter's *blocks* open with: lines that name a field each.

    Returns:
        None if it opens with none. What follows the lines, or the field of the text, is the text.
    """
    said: list[tuple[str, str]] = []
    rest: tuple[Block, ...] = ()
    for place, block in enumerate(blocks):
        lines = _rows(block) if block.kind in ("table", "list") else lined(block).split("\n")
        found = [_field(line) for line in lines]
        if found[0] is None:
            rest = blocks[place:]
            break
        for field, line in zip(found, lines, strict=True):
            if field:
                said.append(field)
            else:
                name, words = said[-1]
                said[-1] = (name, f"{words}\n{line}".strip())
        if any(field and _KNOWN.get(field[0].casefold()) == "body" for field in found):
            rest = blocks[place + 1 :]
            break
    known = {_KNOWN.get(name.casefold(), "") for name, _ in said} - {""}
    strong = known & _STRONG
    if not strong or (len(known) < _FEW and len(said) < _FEW) or (strong == {"byline"} and len(known) < 3):
        return None
    rest, after = _after(rest)
    return _form([*said, *after], rest)


def _rows(block: Block) -> list[str]:
    """The rows of a table, or the points of a list, as lines."""
    html = block.html.replace("</td><td>", ": ").replace("</th><td>", ": ").replace("</th><th>", ": ")
    pieces = re.split(r"</tr>|</li>", html)
    found = [Block("paragraph", piece).text.replace(":: ", ": ") for piece in pieces]
    return [line for line in found if line] or [""]


def _field(line: str) -> tuple[str, str] | None:
    """The name and the words of a *line* that names a field."""
    found = _LINE.match(line)
    if found is None:
        return None
    name = (found["bracketed"] or found["inside"] or found["plain"]).strip()
    value = found["value"].strip()
    if found["inside"]:
        value = value.removesuffix("]").strip()
    if found["bracketed"] and name.casefold() not in _KNOWN:
        return None
    return name, value


def _after(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[tuple[str, str]]]:
    """The text, and the fields that stand below it."""
    said: list[tuple[str, str]] = []
    end = len(blocks)
    while end > 0 and blocks[end - 1].kind == "paragraph":
        found = [_field(line) for line in lined(blocks[end - 1]).split("\n")]
        fields = [field for field in found if field]
        if len(fields) < len(found) or any(name.casefold() not in _KNOWN for name, _ in fields):
            break
        said = [*fields, *said]
        end -= 1
    return blocks[:end], said


def _form(said: list[tuple[str, str]], rest: tuple[Block, ...] = ()) -> Form:
    ours: dict[str, str] = {}
    more: dict[str, str] = {}
    subjects: list[str] = []
    notes: list[str] = []
    body: tuple[Block, ...] = ()
    for name, value in said:
        known = _KNOWN.get(name.casefold().strip(), "")
        if not value:
            continue
        if known == "body":
            body = (*body, *blocks_from_text(value))
        elif known == "subject":
            subjects += (
                [fold(one) for one in re.split(r"[;\n]|,(?=\s)", value)]
                if name.casefold() in ("keywords", "tags")
                else [fold(value)]
            )
        elif known in ("note", "embargo"):
            notes.append(fold(f"{name}: {value}"))
        elif known and known not in ours:
            ours[known] = fold(value)
        else:
            more[name] = f"{more[name]}; {fold(value)}" if name in more else fold(value)
    return Form(ours, more, tuple(dict.fromkeys(filter(None, subjects))), tuple(notes), (*body, *rest))


def in_subject(subject: str) -> tuple[str, list[tuple[str, str]]]:
    """A *subject* without the fields in brackets that it opens with, such as ``[Slug: harbour]``, and these."""
    said: list[tuple[str, str]] = []
    at = 0
    while (found := _SUBJECT.match(subject, at)) and found[1].casefold() in _KNOWN:
        said.append((found[1], found[2]))
        at = found.end()
    return subject[at:].strip(), said


def form_of(said: list[tuple[str, str]]) -> Form:
    """A form of what was *said* elsewhere."""
    return _form(said)


def urgency_of(words: str) -> int | None:
    """The place of a priority in *words* on the scale of 1 to 9; None where it has none."""
    first = words.strip().casefold().split(" ")[0].strip("()") if words.strip() else ""
    if first.isdecimal() and first.isascii():
        return int(first) if 1 <= int(first[:4]) <= 9 else None
    return _URGENCIES.get(first)
