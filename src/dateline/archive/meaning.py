"""What a query means in this newsroom: names become codes, days moments, and what is not understood becomes words."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from dateline.archive import dates
from dateline.archive.query import Clause, Field, Query, Term, Words
from dateline.archive.words import words
from dateline.news.house import House, Section, Site, Source
from dateline.news.status import STATUSES

#: Whose search it is: a site's readers', the network's readers', our desk's.
Scope = Literal["site", "network", "desk"]


class Said(Struct, frozen=True):
    """Words on end in a field of words."""

    field: str
    words: tuple[str, ...]
    prefix: bool = False


class Among(Struct, frozen=True):
    """A field that has one of some values."""

    field: str
    values: tuple[str, ...]


class Between(Struct, frozen=True):
    """A moment of publication, or of issue where it is not published; the end is no longer in it."""

    first: datetime | None
    after: datetime | None


Atom = Said | Among | Between


class Wanted(Struct, frozen=True):
    """Atoms one of which holds; or none of which does."""

    atoms: tuple[Atom, ...]
    unwanted: bool = False


class Meaning(Struct, frozen=True):
    """What is looked for: all of it holds."""

    wanted: tuple[Wanted, ...]
    #: Whose documents: ``desk``, ``network``, or a site's code after a colon.
    scope: str
    remarks: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[Said, ...]:
        """The words that are wanted in the text, to be marked in it."""
        every = (a for w in self.wanted if not w.unwanted for a in w.atoms)
        return tuple(a for a in every if isinstance(a, Said) and a.field in ("text", "desk"))


def meaning(query: Query, house: House, *, site: Site | None, desk: bool) -> Meaning:
    """
    What a query means.

    Args:
        query: As typed.
        house: What is in force.
        site: Whose readers ask; None: those of the network.
        desk: True where our desk asks: everything, of that site only if one is given.
    """
    return _Meant(house, site, desk).of(query)


class _Meant:
    def __init__(self, house: House, site: Site | None, desk: bool) -> None:
        self._house, self._site, self._desk = house, site, desk
        self._sites = (site,) if site else house.sites
        self._text = "desk" if desk else "text"
        self._remarks: list[str] = []

    def of(self, query: Query) -> Meaning:
        wanted = [found for clause in query.clauses if (found := self._clause(clause)) is not None]
        if self._desk and self._site:
            wanted.append(Wanted((Among("site", (self._site.code,)),)))
        scope = "desk" if self._desk else (f":{self._site.code}" if self._site else "network")
        return Meaning(tuple(wanted), scope, (*query.remarks, *dict.fromkeys(self._remarks)))

    def _clause(self, clause: Clause) -> Wanted | None:
        atoms = tuple(a for term in clause.terms if (a := self._atom(term)) is not None)
        return Wanted(atoms, clause.unwanted) if atoms else None

    def _atom(self, term: Term) -> Atom | None:
        if isinstance(term, Words):
            return Said(self._text, term.words, term.prefix)
        value = term.value
        match term.name:
            case "source":
                return self._among(term, "source", (s.code for s in self._house.sources if _is_source(s, value)))
            case "site":
                return self._of_site(term)
            case "section":
                found = (f"{s.code}/{c.slug}" for s in self._sites for c in s.sections if _is_section(s, c, value))
                return self._among(term, "section", found)
            case "status":
                return self._status(term)
            case "lang":
                return Among("lang", (value.lower(),))
            case "id":
                return Among("part", (value.lower(),))
            case "date" | "since" | "until":
                return self._days(term)
            case name:
                return Said(name, words(value), term.prefix)

    def _of_site(self, term: Field) -> Atom | None:
        if self._site is not None:
            self._remarks.append(f"This searches {self._site.name} alone; site:{term.value} was left out.")
            return None
        return self._among(term, "site", (s.code for s in self._house.sites if _same(term.value, s.code, s.name)))

    def _status(self, term: Field) -> Atom:
        if not self._desk:
            return self._as_words(term, "status: is for the desk")
        return self._among(term, "status", (s for s in STATUSES if s == term.value.lower()), ", ".join(STATUSES))

    def _among(self, term: Field, field: str, found: Iterable[str], known: str = "") -> Atom:
        values = tuple(found)
        if values:
            return Among(field, values)
        there = f"; there are {known}" if known else ""
        return self._as_words(term, f"There is no {term.name} {term.value}{there}")

    def _days(self, term: Field) -> Atom:
        read = {"date": dates.days, "since": dates.since, "until": dates.until}[term.name]
        found = read(term.value)
        if found is None:
            return self._as_words(term, f"{term.name}:{term.value} is no day; write 2020, 2020-01 or 2020-01-16")
        return Between(self._midnight(found.first), self._midnight(found.after))

    def _midnight(self, day: date | None) -> datetime | None:
        """When a day begins for who asks; a site has days of its own."""
        if day is None:
            return None
        zone = ZoneInfo(self._site.timezone) if self._site else UTC
        # The first and the last day of the calendar begin outside of it elsewhere.
        if day.year in (date.min.year, date.max.year):
            zone = UTC
        return datetime.combine(day, time(), zone).astimezone(UTC)

    def _as_words(self, term: Field, why: str) -> Said:
        self._remarks.append(f"{why}: it was searched as words.")
        return Said(self._text, words(f"{term.name} {term.value}"), term.prefix)


def _same(value: str, *names: str) -> bool:
    return words(value) in {words(name) for name in names}


def _is_source(source: Source, value: str) -> bool:
    return _same(value, source.code, source.name, source.full_name, *source.credits)


def _is_section(site: Site, section: Section, value: str) -> bool:
    return _same(value, section.slug, section.title, f"{site.code}/{section.slug}")
