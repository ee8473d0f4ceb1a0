"""A story filled into a form: JSON of form services, lines such as ``Headline: …``, marks such as ``[Slug] …``."""

import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.wires.e_mail.furniture import lined
from dateline.wires.html import blocks_from_text
from dateline.wires.letters import fold

#: What we call the parts of a story, and what forms do, in small letters.
_CALLED: Final = (
    ("headline", "headline|title|story headline|überschrift|titel|titre"),
    ("slug", "slug|slugline|keyword|story name"),
    ("byline", "byline|author|by|reporter|writer|autor|auteur"),
    ("dateline", "dateline|located|location|ort"),
    ("standfirst", "abstract|summary|standfirst|subheadline|sub-headline|subhead|subtitle|teaser|intro"),
    ("body", "body|story|text|copy|article|story text|body text|content"),
    ("subject", "category|categories|subject|subjects|section|topic|topics|keywords|tags|ressort"),
    ("urgency", "priority|urgency|priorität"),
    ("note", "embargo|embargoed until|sperrfrist|release|release date|release time|hold until"),
    ("note", "ednote|editor's note|ed note|note to editors|editor note|editorial note|notes|note|desk note"),
    ("note", "legal flag|legal|advisory|contact|media contact|press contact|phone"),
    ("language", "language|sprache|langue"),
    ("notice", "copyright|copyright notice"),
    ("holder", "holder|copyright holder"),
    ("usage", "usage|usage terms"),
    ("credit", "credit|source|quelle"),
    ("item", "id|guid|story id|item id"),
    ("number", "version|revision"),
    ("date", "date|issued"),
    ("expires", "expires|expiry"),
    ("status", "status"),
    ("serial", "transmission|serial|service number"),
)
_KNOWN: Final = {name: ours for ours, names in _CALLED for name in names.split("|")}
#: Nobody writes two of these above a letter that is no form.
_STRONG: Final = frozenset({"headline", "slug", "body", "byline", "standfirst"})
_NAME: Final = r"(?P<name>[^\W\d_][\w /()'’.-]{0,38}?)"
_LINE = re.compile(rf"\*{{0,2}}{_NAME}\*{{0,2}}\s*[:=]\*{{0,2}}(?=\s|\Z)\s*(?P<value>.*)", re.DOTALL)
#: ``[Slug] harbour``, and ``[Slug: harbour]``.
_MARKED = re.compile(rf"\[\s*{_NAME}\s*\]\s*[:=]?\s*(?P<value>.*)", re.DOTALL)
_INSIDE = re.compile(rf"\[\s*{_NAME}\s*[:=]\s*(?P<value>[^\]]*)\]\s*")
_SUBJECT = re.compile(r"\s*\[\s*([^\]\[:=]{1,40}?)\s*[:=]\s*([^\]\[]{1,200}?)\s*\]")
_CELLS = re.compile(r"</t[dh]><t[dh]>")
_PRIORITIES: Final = (
    (1, "1 flash alert"), (2, "2 bulletin"), (3, "3 urgent high rush"), (4, "4"),
    (5, "5 medium normal routine ordinary"), (6, "6"), (7, "7 low"), (8, "8 deferred"), (9, "9"),
)  # fmt: skip
_URGENCIES: Final = {word: place for place, words in _PRIORITIES for word in words.split()}
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
        # Mailers break long lines, also within a string.
        found = msgspec.json.decode(text.replace("\r", "").replace("\n", " "))
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(found, dict) or "uri" in found:
        # With that it is an item of a wire.
        return None
    said = [(name, _values(value)) for name, value in found.items() if isinstance(name, str)]
    known = {_ours(name) for name, _ in said}
    if len(known & _STRONG) < _FEW or any(isinstance(value, dict) for value in found.values()):
        return None
    return form_of([(name, value) for name, values in said for value in values])


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
            if field is None:
                name, words = said.pop()
                field = name, f"{words}\n{line}".strip()
            said.append(field)
        if any(field and _ours(field[0]) == "body" for field in found):
            rest = blocks[place + 1 :]
            break
    known = {_ours(name) for name, _ in said} - {""}
    strong = known & _STRONG
    if not strong or (len(known) < _FEW and len(said) < _FEW) or (strong == {"byline"} and len(known) < 3):
        return None
    rest, after = _after(rest)
    return form_of([*said, *after], rest)


def _ours(name: str) -> str:
    """What we call a field; empty where we have none."""
    return _KNOWN.get(name.casefold().strip(), "")


def _rows(block: Block) -> list[str]:
    """The rows of a table, or the points of a list, as lines."""
    pieces = re.split(r"</tr>|</li>", _CELLS.sub(": ", block.html))
    found = [lined(Block("paragraph", piece)).replace(":: ", ": ").replace("\n", "\n\n") for piece in pieces]
    return [line for line in found if line] or [""]


def _field(line: str) -> tuple[str, str] | None:
    """The name and the words of a *line* that names a field."""
    if found := _MARKED.match(line):
        return (found["name"], found["value"].strip()) if _ours(found["name"]) else None
    found = _INSIDE.fullmatch(line) or _LINE.match(line)
    return (found["name"], found["value"].strip()) if found else None


def _after(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[tuple[str, str]]]:
    """The text, and the fields that stand below it."""
    said: list[tuple[str, str]] = []
    end = len(blocks)
    while end > 0 and blocks[end - 1].kind == "paragraph":
        found = [_field(line) for line in lined(blocks[end - 1]).split("\n")]
        fields = [field for field in found if field and _ours(field[0])]
        if len(fields) < len(found):
            break
        said = [*fields, *said]
        end -= 1
    return blocks[:end], said


def form_of(said: list[tuple[str, str]], rest: tuple[Block, ...] = ()) -> Form:
    """The form of what was *said*, names with their values; *rest* goes on from its text."""
    ours: dict[str, str] = {}
    more: dict[str, str] = {}
    subjects: list[str] = []
    notes: list[str] = []
    body: tuple[Block, ...] = ()
    for name, value in said:
        known = _ours(name)
        if not value:
            continue
        if known == "body":
            body = (*body, *blocks_from_text(value))
        elif known == "subject":
            several = name.casefold() in ("keywords", "tags")
            subjects += map(fold, re.split(r"[;\n]|,(?=\s)", value)) if several else [fold(value)]
        elif known == "note":
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
    while (found := _SUBJECT.match(subject, at)) and _ours(found[1]):
        said.append((found[1], found[2]))
        at = found.end()
    return subject[at:].strip(), said


def urgency_of(words: str) -> int | None:
    """The place of a priority in *words* on the scale of 1 to 9; None where it has none."""
    first = re.search(r"\w+", words.casefold())
    return _URGENCIES.get(first[0]) if first else None
