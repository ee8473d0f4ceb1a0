"""
Who may be where: the contracts of the test's five sources, written down by hand, and what became of each text.

Nothing here comes from the program. What a source's words may do on which site, in which kind of output and for how
long stands in `CONTRACTS`; what sources sent and the desk decided is told to a `Report` as it happens; and the rules
between the two are a newsroom's, said once more in other words than the program's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

#: Kinds of output, by what licences tell apart. ``wide``: a search of the whole network; ``other``: nobody's words.
Kind = Literal["story", "how", "list", "corrections", "feed", "sitemap", "search", "wide", "river", "api", "other"]
#: As many words as there are.
ALL: Final = 10_000
QUAY, MEADOW, LAMP = "quay", "meadow", "lamp"
#: The site whose readers see the raw wire.
RIVER: Final = QUAY


class Contract(NamedTuple):
    """What a source lets us do."""

    sites: tuple[str, ...]
    #: Words of a text in lists and searches, beside its headline.
    excerpt: int
    #: The same in feeds; None: no feed has it.
    feed: int | None = None
    #: Whether search engines may be led to it; and whether to its source's own page instead of ours.
    engines: bool = True
    elsewhere: bool = False
    #: Whether our own search may find it.
    found: bool = True
    #: Whether earlier wording may be read in "How we know".
    versions: bool = False
    #: Days from issue; None: no end. And whether the headline stays at its address after them.
    days: int | None = None
    headline_stays: bool = False
    #: Whether a newer version takes the place of an older one by itself.
    follows: bool = False
    #: Words that the API gives out, and that the raw wire shows; None: it has nothing of it.
    api: int | None = None
    river: int | None = None


CONTRACTS: Final = {
    # An agency whose feed rights are an excerpt.
    "pel": Contract((QUAY, MEADOW, LAMP), 8, feed=8, versions=True, follows=True),
    # An agency that no search engine may lead to, and that is in no feed.
    "brk": Contract((QUAY, MEADOW, LAMP), 12, engines=False, found=False, river=12),
    # An agency whose texts are ours for two days.
    "sol": Contract((QUAY, MEADOW, LAMP), 10, feed=10, days=2, headline_stays=True),
    # A press office for one of the sites; search engines are led to its own page.
    "cor": Contract((MEADOW,), 10, feed=10, elsewhere=True),
    # Our own desk.
    "own": Contract((QUAY, MEADOW, LAMP), 20, feed=ALL, versions=True, follows=True, api=ALL, river=20),
}


class Text(NamedTuple):
    """One version of a text, as its source sent it."""

    headline: str
    standfirst: str
    body: tuple[str, ...]
    issued: datetime
    #: Whether its source wants it held; from when on and until when it may be read.
    withheld: bool = False
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing but the contract limits it."""
        return not self.withheld and self.begins is None and self.ends is None


class Wording(NamedTuple):
    """What our article of it says."""

    headline: str
    standfirst: str
    body: tuple[str, ...]

    @property
    def opening(self) -> str:
        """What a list shows the beginning of."""
        return self.standfirst or self.body[0]


class Note(NamedTuple):
    """A correction that readers were told of."""

    at: datetime
    wrong: str
    right: str


@dataclass(eq=False)
class Report:
    """One item of a source's, all that it sent of it, and all that the desk decided."""

    source: str
    item: str
    texts: list[Text] = field(default_factory=list)
    killed: bool = False
    withdrawn: bool = False
    #: Whether the desk holds it, and until when.
    held: bool = False
    held_until: datetime | None = None
    #: What our article says, once there is one.
    wording: Wording | None = None
    #: Whether our desk changed its words, or told of an error in them.
    edited: bool = False
    noted: bool = False
    #: Site → since when it is set to stand there.
    placed: dict[str, datetime] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    home: str = ""
    notes: list[Note] = field(default_factory=list)
    #: What stands below it, and as what.
    below: dict[str, str] = field(default_factory=dict)

    @property
    def contract(self) -> Contract:
        """What its source lets us do."""
        return CONTRACTS[self.source]

    @property
    def current(self) -> Text:
        """Its source's latest version."""
        return self.texts[-1]

    @property
    def usable(self) -> Wording:
        """Its source's latest words that it does not ask us to hold."""
        return Wording(*next((t for t in reversed(self.texts) if not t.withheld), self.current)[:3])

    @property
    def said(self) -> Wording:
        """What stands of it where it stands."""
        return self.wording or self.usable

    # What happens

    def comes(self, text: Text) -> None:
        """Its source sends a version; who follows it takes it in, unless it is kept from readers just then."""
        self.texts.append(text)
        self._follow()

    def take(self) -> None:
        """Our desk makes an article of it."""
        self.wording = self.wording or self.usable

    def published(self) -> None:
        """Our desk gives it to readers, which ends that it was withdrawn."""
        self.withdrawn = False
        self._return()

    def released(self) -> None:
        """Our desk lets go of it."""
        self.held = False
        self._return()

    def _return(self) -> None:
        """One of whose words nobody told an error follows its source again."""
        if not self.noted:
            self._follow()

    def correct(self, note: Note) -> None:
        """Our desk tells readers of an error."""
        self.notes.append(note)
        self.noted = True

    def _follow(self) -> None:
        kept = self.killed or self.withdrawn or self.current.withheld or (self.held and self.held_until is None)
        if self.wording is not None and self.contract.follows and not self.edited and not kept:
            self.wording = self.usable

    def edit(self, headline: str, standfirst: str) -> None:
        """Our desk changes words of it, and follows its source no more; empty ones stay as they are."""
        said = self.said
        self.wording = Wording(headline or said.headline, standfirst or said.standfirst, said.body)
        self.edited = True

    def update(self) -> None:
        """Our desk takes the newest version in."""
        if not self.edited:
            self.wording = self.usable

    # What follows from it

    def barred(self, now: datetime) -> bool:
        """Whether nobody may see a word of it, whatever contracts say."""
        if self.killed or self.withdrawn or self.current.withheld:
            return True
        if self.held and (self.held_until is None or now < self.held_until):
            return True
        begins, ends = self.current.begins, self.current.ends
        return (begins is not None and now < begins) or (ends is not None and now >= ends)

    def over(self, now: datetime) -> bool:
        """Whether our time for it is over."""
        days = self.contract.days
        return days is not None and now >= min(t.issued for t in self.texts) + timedelta(days=days)

    def free(self, site: str, now: datetime) -> bool:
        """Whether a site may show its text, on whatever page."""
        return site in self.contract.sites and not self.barred(now) and not self.over(now)

    def stands(self, site: str, now: datetime) -> bool:
        """Whether it has a page of its own on a site."""
        return self.free(site, now) and site in self.placed and self.placed[site] <= now

    def remains(self, site: str, now: datetime) -> bool:
        """Whether nothing but its headline is left on a site, at its own address."""
        ended = self.over(now) and not self.barred(now) and self.contract.headline_stays
        return ended and site in self.contract.sites and site in self.placed and self.placed[site] <= now

    def told(self, site: str) -> list[Note]:
        """The corrections of what a site's readers may have read."""
        return [n for n in self.notes if site in self.placed and self.placed[site] <= n.at]


#: A text, and how many of its words.
Allowed = dict[str, int]


class Table:
    """
    All reports, and where each may be.

    Every rule that allows something is one function here; what none of them allows is forbidden.
    """

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}

    def may(self, report: Report, site: str, kind: Kind, now: datetime, owner: Report | None = None) -> Allowed:
        """
        The texts of a report that may stand on an output, each with how many of its words.

        Args:
            report: Whose.
            site: Where.
            kind: On what kind of output.
            now: When.
            owner: Whose own page it is, if it is anybody's.
        """
        found: Allowed = {}
        for allowed in self._rules(report, site, kind, now, owner):
            for text, most in allowed.items():
                found[text] = max(most, found.get(text, 0))
        return found

    def _rules(self, report: Report, site: str, kind: Kind, now: datetime, owner: Report | None) -> Iterator[Allowed]:
        if owner is report:
            yield self._own(report, site, kind, now)
        elif owner is not None and owner.stands(site, now) and report.item in owner.below:
            yield self._below(report, owner.below[report.item], site, kind, now)
        said, contract, notes = report.said, report.contract, _notes(report, site)
        if kind == "river" and contract.river is not None and site == RIVER and report.free(site, now):
            yield {report.current.headline: ALL, report.current.body[0]: contract.river}
        snippet = {said.headline: ALL} | dict.fromkeys((said.standfirst, *said.body), contract.excerpt)
        if kind == "wide" and contract.found and report.free(site, now):
            # It stands on another site, and this one as well might show it.
            yield snippet if any(report.stands(other, now) for other in report.placed) else {}
        if not report.stands(site, now):
            return
        if kind in ("story", "list"):
            yield {said.headline: ALL, said.opening: contract.excerpt}
        elif kind == "search" and contract.found:
            yield snippet
        elif kind == "corrections" and notes:
            yield {said.headline: ALL} | notes
        elif kind == "feed" and contract.feed is not None:
            body = dict.fromkeys(said.body, ALL) if contract.feed == ALL else {}
            yield {said.headline: ALL, said.opening: contract.feed} | body | notes
        elif kind == "sitemap" and contract.engines and not contract.elsewhere:
            yield {said.headline: ALL}
        elif kind == "api" and contract.api is not None:
            yield dict.fromkeys((said.headline, said.standfirst, *said.body), contract.api) | notes

    def _own(self, report: Report, site: str, kind: Kind, now: datetime) -> Allowed:
        """On its own page, and on the page that says how we know."""
        said = report.said
        if report.remains(site, now):
            return {said.headline: ALL} if kind == "story" else {}
        if not report.stands(site, now):
            return {}
        if kind == "story":
            return dict.fromkeys((said.headline, said.standfirst, *said.body), ALL) | _notes(report, site)
        # What was mended before a site had it is told there too, where all is told that was done to a text.
        mended = dict.fromkeys((words for note in report.notes for words in (note.wrong, note.right)), ALL)
        earlier = [t for t in report.texts if t.plain] if report.contract.versions else []
        old = {text: ALL for t in earlier for text in (t.headline, *t.body)}
        return {said.headline: ALL} | mended | old

    def _below(self, report: Report, role: str, site: str, kind: Kind, now: datetime) -> Allowed:
        """Below another's text."""
        if not report.free(site, now):
            return {}
        text = report.current
        if kind == "how":
            return {text.headline: ALL, report.said.headline: ALL}
        if role == "backgrounder":
            return {text.headline: ALL} | dict.fromkeys(text.body, ALL)
        return {text.headline: ALL, text.body[0]: report.contract.excerpt}

    def must(self, report: Report, site: str, kind: Kind, now: datetime) -> Allowed:
        """The texts of a report that a site's readers have to find on an output of a kind, and how much of each."""
        if not report.stands(site, now):
            return {}
        said, contract = report.said, report.contract
        if kind == "story":
            return dict.fromkeys((said.headline, said.standfirst, *said.body), ALL) | _notes(report, site)
        if kind == "list":
            return {said.headline: ALL, said.opening: contract.excerpt}
        if kind == "corrections":
            return _notes(report, site)
        if kind == "search" and contract.found:
            return {said.headline: ALL}
        if kind == "api" and contract.api is not None:
            return dict.fromkeys((said.headline, said.standfirst, *said.body), contract.api)
        if kind == "feed" and contract.feed is not None:
            body = dict.fromkeys(said.body, ALL) if contract.feed == ALL else {}
            return {said.headline: ALL, said.opening: contract.feed} | body
        return {}

    def indexed(self, report: Report, site: str, now: datetime) -> bool:
        """Whether search engines may be led to its page, with all that stands on it."""
        below = (self.reports[item] for item, role in report.below.items() if role == "backgrounder")
        return report.contract.engines and all(b.contract.engines for b in below if b.free(site, now))


def _notes(report: Report, site: str) -> Allowed:
    return {words: ALL for note in report.told(site) for words in (note.wrong, note.right)}
