"""What is typed into a search box, as a value. Nothing that is typed is an error; what is odd is told in a remark."""

import re
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from dateline.archive.words import words

#: What can stand before a colon, and what it asks for.
FIELDS: Final = {
    "source": "who sent it: a code or a name",
    "site": "the site it stands on",
    "section": "a section of a site: its word in the address, or its title",
    "topic": "a subject, by name or code",
    "place": "where it is datelined, or a place that it names",
    "status": "what became of it; for the desk",
    "by": "who wrote it",
    "lang": "its language: en, de-AT",
    "id": "a story's or an article's id",
    "date": "a day, a month, a year, or two of them with .. between",
    "since": "that day, month or year, and later",
    "until": "up to that day, month or year, and with it",
}
#: Characters, and terms, that are looked at.
LONGEST: Final = 1000
MOST: Final = 32
#: Beginnings of words that are looked for: for each, all words that the index has are gone through.
STARS: Final = 4

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_ITEM = re.compile(
    r"(?P<open>-?(?:[^\W\d_]+:)?\()|(?P<close>\))|"
    r'(?P<minus>-)?(?:(?P<field>[^\W\d_]+):)?(?:"(?P<phrase>[^"]*)"(?P<star>\*)?|(?P<bare>[^\s"()]+))'
)


class Words(Struct, frozen=True):
    """Words on end: one, or a phrase."""

    words: tuple[str, ...]
    #: Whether the last of them is only the beginning of a word.
    prefix: bool = False


class Field(Struct, frozen=True):
    """A field and what is asked of it."""

    name: str
    #: As typed.
    value: str
    prefix: bool = False


Term = Words | Field


class Clause(Struct, frozen=True):
    """Terms one of which is wanted; or one that is not."""

    terms: tuple[Term, ...]
    unwanted: bool = False


class Query(Struct, frozen=True):
    """What is asked for: all its clauses hold."""

    clauses: tuple[Clause, ...] = ()
    #: What was made of what could not be taken at its word.
    remarks: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """
    Read what was typed.

    Words are all wanted; ``"…"`` is a phrase, ``-`` or NOT before a term means without it, OR between two means one
    of them and binds closer than the blank, ``*`` behind a word means all words that begin so, ``name:`` asks a field.
    Brackets stand around what one ``-``, NOT or ``name:`` means, and may stand around what OR does.
    """
    reader = _Reader()
    # Half of a letter, as a terminal may send it, is none.
    text = text.encode(errors="replace").decode().translate(_QUOTES)
    if len(text) > LONGEST:
        text = text[:LONGEST]
        reader.remark(f"Only the first {LONGEST} characters were looked at.")
    if text.count('"') % 2:
        before, _, behind = text.rpartition('"')
        text = f"{before} {behind}"
        reader.remark("A quotation mark without its other one was left out.")
    for match in _ITEM.finditer(text):
        reader.take(match)
    return reader.query()


class _Bracket(NamedTuple):
    """A bracket that is open: what holds for each term in it."""

    unwanted: bool = False
    field: str = ""


class _Reader:
    def __init__(self) -> None:
        self._clauses: list[Clause] = []
        self._remarks: list[str] = []
        #: What OR and NOT before a term say of it.
        self._either = self._without = False
        self._brackets = [_Bracket()]
        #: Whether a bracket was closed just now.
        self._closed = False
        self._terms = self._stars = 0

    def remark(self, words: str) -> None:
        if words not in self._remarks:
            self._remarks.append(words)

    def take(self, match: re.Match[str]) -> None:
        if match["open"]:
            self._begin(match["open"])
        elif match["close"]:
            self._brackets = self._brackets[:-1] or [_Bracket()]
            self._closed = True
        elif match["bare"] in ("AND", "OR", "NOT", "|") and not match["field"] and not match["minus"]:
            self._either |= match["bare"] in ("OR", "|")
            self._without |= match["bare"] == "NOT"
            self._beside_or(self._closed)
        elif (term := self._term(match)) is not None:
            self._add(term, bool(match["minus"]) or self._without)

    def _begin(self, bracket: str) -> None:
        """A bracket is opened, with what stands right before it."""
        outer = self._brackets[-1]
        unwanted = bracket.startswith("-") or self._without or outer.unwanted
        self._brackets.append(_Bracket(unwanted, bracket.strip("-(:") or outer.field))
        self._beside_or(True)
        self._without = False

    def _beside_or(self, bracket: bool) -> None:
        if bracket and self._either:
            self.remark("OR takes the word or phrase on either side; brackets beside it were left out.")

    def _add(self, term: Term, unwanted: bool) -> None:
        if self._terms == MOST:
            self.remark(f"Only the first {MOST} words were looked at.")
            return
        self._terms += 1
        self._stars += term.prefix
        if term.prefix and self._stars > STARS:
            self.remark(f"Only the first {STARS} beginnings were looked for; the others were searched as whole words.")
            term = msgspec.structs.replace(term, prefix=False)
        if self._brackets[-1].unwanted:
            # Without one or the other is without both.
            self._clauses.append(Clause((term,), unwanted=True))
        else:
            self._put(term, unwanted)
        self._either = self._without = self._closed = False

    def _put(self, term: Term, unwanted: bool) -> None:
        before = self._clauses[-1] if self._clauses else None
        if self._either and (before is None or before.unwanted or unwanted):
            self.remark("OR stands between two words that are wanted; here it was left out.")
        elif self._either and before is not None:
            self._clauses[-1] = msgspec.structs.replace(before, terms=(*before.terms, term))
            return
        self._clauses.append(Clause((term,), unwanted))

    def _term(self, match: re.Match[str]) -> Term | None:
        value = match["phrase"] if match["bare"] is None else match["bare"]
        prefix = bool(match["star"]) or value.endswith("*")
        name = (match["field"] or self._brackets[-1].field).lower()
        if name in FIELDS and words(value):
            return Field(name, value.rstrip("*"), prefix)
        if name and words(value) and value[:2] != "//":
            self.remark(f"There is no field {name}: it was searched as words. Fields are {', '.join(FIELDS)}.")
        elif value.endswith(":") and value[:-1].lower() in FIELDS:
            self.remark(f"Write {value.lower()} and what is meant without a blank between; it was searched as a word.")
        found = words(f"{name} {value}")
        return Words(found, prefix) if found else None

    def query(self) -> Query:
        if self._either or self._without:
            self.remark("OR or NOT at the end stands before no word, and was left out.")
        return Query(tuple(self._clauses), tuple(self._remarks))
