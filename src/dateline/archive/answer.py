"""What a search answers: values that a page, the desk and the command line show in their own way."""

from datetime import datetime

from msgspec import Struct

from dateline.news.status import Status


class Run(Struct, frozen=True):
    """Characters on end, plain text; marked where they are what was looked for."""

    text: str
    marked: bool = False


class Place(Struct, frozen=True):
    """Where something found stands."""

    site: str
    path: str
    section: str = ""


class Hit(Struct, frozen=True, kw_only=True):
    """One thing found, as it stands now."""

    #: An article's, or that of a story which has none.
    id: str
    #: Empty where its words must not be used.
    headline: tuple[Run, ...]
    #: A few words around what was found; empty where no licence lets readers have them.
    snippet: tuple[Run, ...] = ()
    #: Whom it is from, as readers know them.
    sources: tuple[str, ...]
    #: Sites on which readers may find it, the one that is asked, or its home, first.
    places: tuple[Place, ...] = ()
    status: Status
    #: When readers first saw it; else when its source issued it; UTC.
    date: datetime


class Count(Struct, frozen=True):
    """How many of those found have a value."""

    #: A code, a name, a month: ``afp``, ``orbit/launch``, ``2020-01``.
    value: str
    #: As readers know it.
    name: str
    number: int


class Facet(Struct, frozen=True):
    """By what those found can be told apart; `field` and a value narrow the search."""

    field: str
    counts: tuple[Count, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """What was found."""

    #: As asked.
    text: str
    hits: tuple[Hit, ...] = ()
    #: How many there are.
    total: int = 0
    #: False where *total* and the facets count what the index has: something of that may not be shown any more.
    exact: bool = True
    #: From 1.
    page: int = 1
    #: How many pages can be asked for.
    pages: int = 0
    newest: bool = False
    facets: tuple[Facet, ...] = ()
    #: True where the facets were counted on a sample, and are about right.
    sampled: bool = False
    #: What was made of what could not be taken at its word.
    remarks: tuple[str, ...] = ()
