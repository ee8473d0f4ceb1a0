"""A house with invented agencies, and a state in memory that facts are folded into."""

from datetime import UTC, datetime

from msgspec.structs import replace

from dateline.news.agenda import Agenda
from dateline.news.change import Change, fold
from dateline.news.facts import Applied, Entry, Fact, Read
from dateline.news.house import Entity, House, Licence, Readership, Section, Site, Source, Use
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)


def site(code: str, name: str) -> Site:
    """A site with one section and no words to speak of."""
    return Site(
        code=code,
        name=name,
        tagline="Boats and the people on them",
        host=f"{code}.example",
        sections=(Section(slug="news", title="News"),),
        since=1995,
        entity=Entity(name="Saltmarsh Press", jurisdiction="Australia", place="Sydney, Australia"),
        readership=Readership(whom="people who mend boats"),
        about="About.",
        texts=(),
    )


def _licence(name: str, holder: str, **more: object) -> Licence:
    uses: tuple[Use, ...] = ("display", "teaser", "archive")
    free = Licence(name=name, holder=holder, terms="Used here by contract.", uses=uses, edit="free")
    return replace(free, digest=f"digest of {name}", **more)


HARBOUR, VALLEY = site("harbour", "The Harbour"), site("valley", "The Valley")

HOUSE = House(
    name="Saltmarsh Network",
    sources=(
        Source(
            code="nwa",
            name="NWA",
            kind="agency",
            full_name="Northwater Agency",
            licence="nwa",
            credits=("Northwater", "nwa"),
            updates="auto",
        ),
        Source(code="tlp", name="Tallow Press", kind="agency", full_name="Tallow Press Service", licence="tlp"),
        Source(code="kpo", name="Kiln PR", kind="press-release", full_name="Kiln Public Offices", licence="kpo"),
        Source(code="osa", name="OSA", kind="space-agency", full_name="Otter Space Agency", licence="osa"),
        Source(code="gaz", name="Gazette", kind="public-domain", full_name="The Public Gazette", licence="osa"),
        Source(code="own", name="Saltmarsh", kind="own", full_name="Saltmarsh Press", licence="own"),
        Source(code="by-hand", name="By hand", kind="by-hand", full_name="Taken in by hand", licence="own"),
        Source(code="old", name="Old Mill", kind="agency", full_name="Old Mill Wire", licence="lost"),
    ),
    licences=(
        _licence("nwa", "Northwater Agency plc"),
        _licence("tlp", "", days=30),
        _licence("kpo", "Kiln Public Offices"),
        _licence("osa", "Otter Space Agency", ground="public-domain"),
        _licence("own", "Saltmarsh Press", ground="own"),
    ),
    sites=(HARBOUR, VALLEY),
)


class Memory:
    """All that follows from the facts it is given, one after another; see `change.State`."""

    def __init__(self, house: House = HOUSE) -> None:
        self.stories: dict[str, Story] = {}
        self.articles: dict[str, Article] = {}
        self.entries: list[Entry] = []
        self.clues: dict[str, set[int]] = {}
        self.now = Standing(House(name=""))
        self.plans = Agenda()
        self.add(Applied(house, {}))

    def add(self, fact: Fact, at: datetime = NOON, by: str = "ada") -> int:
        """Fold one more fact; the number of its entry."""
        entry = Entry(len(self.entries) + 1, at, by, fact)
        self.entries.append(entry)
        self.keep(fold(entry, self))
        return entry.number

    def keep(self, change: Change) -> None:
        """Take a change over."""
        self.stories |= {s.id: s for s in change.stories}
        self.articles |= {a.id: a for a in change.articles}
        for id in change.forgotten:
            self.clues.pop(id, None)
        for id, clues in change.clues:
            self.clues.setdefault(id, set()).update(clues)
        self.now = change.standing or self.now
        self.plans = change.agenda or self.plans

    def story(self, id: str) -> Story | None:
        return self.stories.get(id)

    def article(self, id: str) -> Article | None:
        return self.articles.get(id)

    def version(self, entry: int) -> Version | None:
        fact = self.entries[entry - 1].fact if 0 < entry <= len(self.entries) else None
        return fact.version if isinstance(fact, Read) else None

    def standing(self) -> Standing:
        return self.now

    def agenda(self) -> Agenda:
        return self.plans

    def clued(self, *clues: int) -> tuple[str, ...]:
        return tuple(sorted(id for id, noted in self.clues.items() if not noted.isdisjoint(clues)))
