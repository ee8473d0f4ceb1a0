"""What can be looked at after a step: the state, the pages as readers get them, and what the step came to."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from dateline.app import Newsroom
from dateline.news import holds, rights
from dateline.news.house import Use
from dateline.news.rights import Ruling
from dateline.news.status import Status
from dateline.news.story import Article, Story
from dateline.scenario.text import seen
from dateline.sites.http import Request, Response
from dateline.verbs.ingest import Ingested
from dateline.verbs.receipt import Receipt
from dateline.verbs.update import proposal

#: A reader's browser goes on after so many redirections.
_HOPS = 5


class Came(Struct, frozen=True):
    """What a step came to."""

    #: Of a verb; of anything else, the outputs that it changed.
    receipt: Receipt
    results: tuple[Ingested, ...] = ()


class Shown(Struct, frozen=True):
    """What a reader gets at an address."""

    path: str
    #: Of the first answer, and of the last after redirections.
    first: int
    status: int
    #: As a reader sees it; empty if the status is not 200.
    text: str


class Sight:
    """
    Looks at a newsroom.

    Args:
        room: Which.
        names: What the scenario calls stories → their ids; grows as they come in.
    """

    def __init__(self, room: Newsroom, names: Mapping[str, str]) -> None:
        self.room, self._names = room, names
        self._ask: Callable[[Request], Response | None] = room.readers()
        self.came = Came(Receipt("", "", 0, 0.0, (), 0.0))

    # State

    def id(self, name: str) -> str:
        """The id of a story or article: by a name given in a step, itself, or what its source calls the item."""
        if name in self._names:
            return self._names[name]
        if self.room.ledger.story(name) or self.room.ledger.article(name):
            return name
        return next((s.id for s in self.room.ledger.stories() if s.key == f"item:{name}"), name)

    def story(self, name: str) -> Story | None:
        """The story of that name; of an article the one that it began with."""
        id = self.id(name)
        article = self.room.ledger.article(id)
        return self.room.ledger.story(article.stories[0] if article and article.stories else id)

    def article(self, name: str, site: str = "") -> Article | None:
        """The article made of a story: the one on *site*, if that is given and there is one."""
        own = self.room.ledger.article(self.id(name))
        story = self.story(name)
        found = [a for id in (story.articles if story else ()) if (a := self.room.ledger.article(id))]
        return own or next((a for a in found if a.placement(site)), found[0] if found else None)

    def stories(self) -> Iterator[Story]:
        """The stories that have come in: not those of which only notices have."""
        erased = (any(d.deed == "erase" for d in s.decisions) for s in self.room.ledger.stories())
        return (s for s, gone in zip(self.room.ledger.stories(), erased, strict=True) if s.marks or gone)

    def status(self, story: Story) -> Status:
        """The story's status now."""
        return rights.status(story, self.room.clock.now(), self.room.ledger.standing())

    def ruling(self, name: str, use: Use, site: str) -> Ruling:
        """What shows or refuses a story, or the article made of it, on a site; on the first site if none is said."""
        ledger, moment = self.room.ledger, self.room.clock.now()
        standing = ledger.standing()
        site = site or next((s.code for s in standing.house.sites), "")
        story, article = self.story(name), self.article(name, site)
        if article is not None:
            stories = [s for id in article.stories if (s := ledger.story(id))]
            return rights.rule_article(article, stories, use, moment, site=site, standing=standing)
        if story is None:
            return Ruling(False, "it has not come in")
        return rights.rule_story(story, use, moment, site=site, standing=standing)

    # Pages

    def address(self, page: str, site: str) -> str:
        """Where a story's page is on a site, or with ``/how`` its "How we know"; empty if it never was there."""
        name, how, _ = page.partition("/how")
        article = self.article(name, site)
        placement = article.placement(site) if article else None
        return placement.path + how if placement else ""

    def sites(self) -> tuple[str, ...]:
        """Codes of all sites, also of those that were."""
        return tuple(f.code for f in self.room.followers())

    def paths(self, site: str) -> tuple[str, ...]:
        """The addresses of a site's outputs."""
        return tuple(p.path for f in self.room.followers() if f.code == site for p in f.store().pages())

    def ask(self, site: str, path: str) -> Shown:
        """What a reader of a site gets there, through the gate; redirections are followed."""
        known = self.room.house.site(site)
        host = known.host.partition(":")[0] if known else f"{site}.localhost"
        response = first = self._ask(Request("GET", host, path))
        for _ in range(_HOPS):
            to = next((v for k, v in response.headers if k == "location"), "") if response else ""
            if not to.startswith("/"):
                break
            response = self._ask(Request("GET", host, to))
        if response is None or first is None:
            return Shown(path, 404, 404, "")
        return Shown(path, first.status, response.status, seen(response) if response.status == 200 else "")

    # What the step came to

    def outcomes(self) -> tuple[str, ...]:
        """What became of each item of the step's deliveries."""
        quarantined = ["quarantined" for r in self.came.results if r.quarantined]
        return (*(i.outcome for r in self.came.results for i in r.items), *quarantined)

    def problems(self) -> tuple[str, ...]:
        """What the desk is told: of the step's deliveries, and of alerts that stand."""
        told = [f"{p.where}: {p.what}" for r in self.came.results for p in r.problems]
        unread = [r.quarantined for r in self.came.results if r.quarantined]
        # Of a story that has just come, the delivery tells its alert too.
        known = {p.what for r in self.came.results for p in r.problems}
        standing = (why for why in self.alerts() if why not in known)
        return tuple(dict.fromkeys((*told, *unread, *standing)))

    def alerts(self) -> tuple[str, ...]:
        """What a person must decide about stories that have come in, or that notices have named."""
        return tuple(why for s in self.room.ledger.stories() if (why := holds.alert(s)))

    def conflicts(self, name: str) -> int | None:
        """In how many blocks an update that waits for the desk conflicts; None if none waits."""
        article = self.article(name)
        waiting = proposal(article, self.room.ledger) if article else None
        return None if waiting is None else len(waiting.conflicts)

    def flaws(self) -> tuple[str, ...]:
        """What `dateline check` finds wrong with the ledger."""
        return tuple(f"{f.where}: {f.what}" for f in self.room.ledger.check())
