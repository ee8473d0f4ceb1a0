"""Histories: whatever can happen in a newsroom, in any order, played on a real one."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, MILL, SOURCES, TIDE, Newsroom, ask, item

from dateline.news import holds, rights
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Edited, Read
from dateline.news.house import House, Use
from dateline.news.story import Article
from dateline.news.wire import Notice
from dateline.news.wording import typed
from dateline.sites import plan
from dateline.sites.serve import SiteServer

Key = Literal["main", "back", "tease", "full", "flash", "press", "own"]
KEYS: tuple[Key, ...] = ("main", "back", "tease", "full", "flash", "press", "own")
#: Who sends it. The full story comes from another agency than its teaser, under the same headline.
SENDERS = {"main": "pel", "back": "pel", "tease": "pel", "full": "brk", "flash": "brk", "press": "cor", "own": "own"}
SHARED = "zqsharedh"
#: Words that stand in one version's text and nowhere else.
MARKED = re.compile(rf"zq(?:shared|{'|'.join(KEYS)})[a-z0-9]*".encode())
SITES = ("tide", "mill")
#: What sources say that it is about; two that share any of it are related.
ABOUT: dict[Key, dict[str, Any]] = {
    "main": {"subjects": [{"name": "Lock gates"}], "places": [{"name": "Port Anselm"}]},
    "full": {"subjects": [{"name": "Lock Gates"}], "people": [{"name": "Ada Quill"}]},
    "flash": {"subjects": [{"name": "Lock gates"}, {"name": "Floods"}]},
    "press": {"people": [{"name": "Ada Quill"}], "places": [{"name": "Port Anselm"}]},
    "own": {"subjects": [{"name": "Floods"}], "people": [{"name": "Ada Quill"}]},
}


def _licence(name: str, **changed: Any) -> House:
    return replace(HOUSE, licences=tuple(replace(li, **changed) if li.name == name else li for li in LICENCES))


#: What may be put in force.
HOUSES: tuple[House, ...] = (
    HOUSE,
    _licence("pelican", uses=("display",)),
    _licence("pelican", feed="full", days=2, until=None),
    _licence("brackwater", days=1),
    _licence("corvane", sites=(), days=None),
    replace(HOUSE, sites=(TIDE,)),
    replace(HOUSE, sites=(replace(TIDE, collections=()), MILL)),
    replace(HOUSE, sites=(replace(TIDE, timezone="America/New_York", sections=TIDE.sections[1:]), MILL)),
    replace(HOUSE, sources=tuple(replace(s, updates="propose") for s in SOURCES)),
    replace(HOUSE, sources=SOURCES[1:]),
    _licence("pelican", uses=("display", "teaser", "feed")),
    _licence("pelican", days=1, after="teaser", excerpt=9),
    _licence("brackwater", days=1, days_from="publication", after="headline"),
)


class Send(Struct, frozen=True):
    """A source sends the next version of a text."""

    key: Key
    kind: Literal["new", "correction", "withheld", "canceled", "embargoed", "expiring"] = "new"


class Tell(Struct, frozen=True):
    """A source tells us something about a text."""

    key: Key
    action: Literal["kill", "withhold", "lift"]


class Desk(Struct, frozen=True):
    """The desk does something to a text."""

    key: Key
    deed: str


class Publish(Struct, frozen=True):
    """The desk publishes a text, at once or some hours later."""

    key: Key
    sites: tuple[str, ...]
    hours: int = 0


class Merge(Struct, frozen=True):
    """The desk sets the paragraphs of one text below those of another."""

    key: Key
    other: Key


class Join(Struct, frozen=True):
    """The desk says that two texts are one report, or that they are two."""

    key: Key
    other: Key
    together: bool = True


class Below(Struct, frozen=True):
    """The desk sets a text below another, or takes it away."""

    key: Key
    other: Key
    role: str


class Limit(Struct, frozen=True):
    """The desk holds a text, or gives it a place on a front, for some hours."""

    key: Key
    deed: Literal["hold", "pin"]
    hours: int


class Move(Struct, frozen=True):
    """The desk publishes a text in a section that it names, wherever it stood before."""

    key: Key
    site: str
    section: str
    home: str = ""


class Post(Struct, frozen=True):
    """The desk puts a post before a text: words of ours, or another text whole."""

    key: Key
    other: Key | None = None


class Flood(Struct, frozen=True):
    """Our desk publishes that many short reports on the Tideline, one after the other."""

    count: int
    section: str = "ports"


class Apply(Struct, frozen=True):
    """Other settings are put in force."""

    house: int


class Wait(Struct, frozen=True):
    """Time goes by."""

    hours: int


Event = Send | Tell | Desk | Publish | Merge | Join | Below | Limit | Move | Post | Flood | Apply | Wait
#: What the desk may do to a text by its story's id, and to its article alone.
DEEDS = ("take", "edit", "cut", "correct", "withdraw", "kill", "erase", "spike", "restore", "hold", "release")
MORE = (
    *("reissue", "pin", "unpin", "update", "gather", "ungather", "end"),
    *("withdraw article", "kill article", "hold article", "release article"),
)

_keys = st.sampled_from(KEYS)
_sites = st.sampled_from([("tide",), ("mill",), ("tide", "mill"), ("mill", "tide")])
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Send, _keys, st.sampled_from(["new", "new", "correction", "withheld", "canceled", "embargoed", "expiring"])
    ),
    st.builds(Publish, _keys, _sites),
    st.builds(Desk, _keys, st.sampled_from(DEEDS)),
    st.builds(Desk, _keys, st.sampled_from(DEEDS + MORE)),
    st.builds(Publish, _keys, _sites, st.sampled_from([0, 0, 0, 3])),
    st.builds(Join, _keys, _keys, st.sampled_from([True, True, False])),
    st.builds(Below, _keys, _keys, st.sampled_from(["backgrounder", "teaser", "related", "drop"])),
    st.builds(Limit, _keys, st.sampled_from(["hold", "pin"]), st.sampled_from([1, 3, 24])),
    st.builds(Tell, _keys, st.sampled_from(["kill", "withhold", "lift"])),
    st.builds(Wait, st.sampled_from([1, 2, 24, 30 * 24])),
    st.builds(Apply, st.integers(0, len(HOUSES) - 1)),
    st.builds(Merge, _keys, _keys),
    st.builds(Move, _keys, st.just("tide"), st.sampled_from(["ports", "crews"]), st.sampled_from(["", "tide"])),
    st.builds(Move, _keys, st.just("mill"), st.sampled_from(["rivers", "mills"]), st.sampled_from(["", "mill"])),
    st.builds(Post, _keys, st.none() | _keys),
)


class Player:
    """
    Plays events on a newsroom, and remembers which words are whose.

    What a verb refuses has not happened.
    """

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        #: Story → its id; all are known from the beginning, as sources' ids are.
        self.ids: dict[Key, str] = {}
        #: A marker → the stories that hold it.
        self.holders: dict[str, set[str]] = {}
        self._servers: dict[str, SiteServer] = {}
        self._numbers = dict.fromkeys(KEYS, 0)
        self._flooded = 0
        self._marks: dict[tuple[str, str], frozenset[str]] = {}
        for key in KEYS:
            self.play(Send(key))

    def play(self, event: Event) -> None:
        """Let it happen, if it may."""
        try:
            self._play(event)
        except (NotAllowed, StoryNotFound):
            return

    def _play(self, event: Event) -> None:
        match event:
            case Send():
                self._send(event)
            case Tell(key, action):
                told = Notice(action=action, issued=self.room.clock.now(), text="no reason given")
                self.room.append(Read(1, 0, SENDERS[key], "ninjs/1", story=self.ids[key], notice=told))
            case Desk(key, deed):
                self._desk(self.ids[key], deed)
            case Publish(key, sites, hours):
                at = self.room.clock.now() + timedelta(hours=hours) if hours else None
                self.room.publish(self.ids[key], *sites, at=at)
            case Join(key, other, together):
                (self.room.join if together else self.room.separate)(self.ids[key], self.ids[other])
            case Below(key, other, "drop"):
                self.room.package(self.ids[key], drop=(self.ids[other],))
            case Below(key, other, role):
                self.room.package(self.ids[key], (role, self.ids[other]))
            case Limit(key, deed, hours):
                until = self.room.clock.now() + timedelta(hours=hours)
                (self.room.hold if deed == "hold" else self.room.pin)(self.ids[key], until=until)
            case Merge(key, other):
                self._merge(self.ids[key], self.ids[other])
            case Move(key, site, section, home):
                self.room.publish(self.ids[key], site, section=section, home=home)
            case Post(key, other):
                text, story = ("It goes on.", "") if other is None else ("", self.ids[other])
                self.room.post(self.ids[key], text, story=story, headline="What is new")
            case Flood(count, section):
                self._flood(count, section)
            case Apply(house):
                self.room.apply(HOUSES[house])
            case Wait(hours):
                self.room.tick(hours=hours)

    def _flood(self, count: int, section: str) -> None:
        for _ in range(count):
            self._flooded += 1
            words = " ".join(f"{word}{self._flooded}" for word in ("pier", "crew", "bell", "mast", "rope", "gate"))
            sent = item(f"urn:x:flood{self._flooded}", headline=f"Report {self._flooded}", body=[words])
            self.room.tick(seconds=1)
            self.room.publish(self.room.send("own", sent | ABOUT["flash"]), section=section)

    def _desk(self, id: str, deed: str) -> None:
        room = self.room
        if deed == "end":
            room.post(id, last=True)
            return
        if deed not in ("edit", "cut", "correct") and not deed.endswith("article"):
            getattr(room, deed)(id)
            return
        article = self._article(id)
        if deed.endswith("article"):
            getattr(room, deed.partition(" ")[0])(article.id)
        elif deed == "edit":
            room.edit(
                id, headline=f"Ours: {article.wording.headline}", text="We say so.\n\n" + typed(article.wording.blocks)
            )
        elif deed == "cut":
            room.edit(id, text=typed(article.wording.blocks[:1]))
        else:
            room.correct(id, standfirst="It was mended.")

    def _article(self, id: str) -> Article:
        story = self.room.ledger.story(id)
        if story is None or not story.articles:
            raise StoryNotFound(id)
        return self.room.article(id)

    def _merge(self, id: str, other: str) -> None:
        article, added = self._article(id), self._article(other)
        if holds.refusal(article.decisions) or not article.wording.blocks or not added.wording.blocks:
            raise NotAllowed("edit", "there is nothing to merge")
        wording = replace(article.wording, blocks=(*article.wording.blocks, *added.wording.blocks))
        self.room.append(Edited(article.id, wording))

    # What sources send

    def _send(self, event: Send) -> None:
        key, now = event.key, self.room.clock.now()
        sent = self._item(key, now)
        if key == "main":
            sent["associations"] = [
                {"name": "background", **self._item("back", now)},
                {"name": "teaser", **self._item("tease", now)},
            ]
        limits = {
            "withheld": {"pubStatus": "withheld"},
            "canceled": {"pubStatus": "canceled"},
            "embargoed": {"embargoedUntil": (now + timedelta(hours=2)).isoformat()},
            "expiring": {"expires": (now + timedelta(hours=24)).isoformat()},
            "correction": {"edNote": "Correction: a name was wrong."},
        }
        self.ids[key] = self.room.send(SENDERS[key], sent | limits.get(event.kind, {}))
        self._remember()

    def _item(self, key: Key, now: datetime) -> dict[str, Any]:
        self._numbers[key] += 1
        stem = f"zq{key}{self._numbers[key]}"
        paragraphs = [" ".join(f"{stem}b{n} and some words" for n in range(block, block + 3)) + "." for block in (0, 3)]
        headline = f"Pilots {SHARED} vote" if key in ("tease", "full") else f"Quay {stem}h opens"
        return item(
            f"urn:x:{key}",
            headline=headline,
            standfirst=f"It was {stem}s there." if key != "tease" else "",
            body=paragraphs,
            number=self._numbers[key],
            issued=now,
            urgency=1 + KEYS.index(key),
            **ABOUT.get(key, {}),
        )

    def _remember(self) -> None:
        for story in self.room.ledger.stories():
            if story.text is not None:
                said = " ".join((story.text.headline, story.text.standfirst, *(b.text for b in story.text.body)))
                for marker in MARKED.findall(said.encode()):
                    self.holders.setdefault(marker.decode(), set()).add(story.id)

    # What must hold

    def closed(self, site: str) -> list[str]:
        """Pages that a server does not give out although the site has been followed up to now."""
        server = self._servers.setdefault(site, self.room.server(site))
        notices = (plan.NOT_FOUND, plan.GONE)
        pages = [p for p in self.room.sites[site].store().pages() if p.path not in notices]
        return [f"{site}{p.path}" for p in pages if ask(server, p.path).status != p.status]

    def leaks(self, site: str) -> Iterator[str]:
        """Words on a site's pages that may not stand there, or whose story the page does not name."""
        store = self.room.sites[site].store()
        for page in store.pages():
            for marker in self._markers(site, page.path, page.digest):
                holders = self.holders[marker]
                if not holders & set(page.parts):
                    yield f"{site}{page.path}: {marker} is of {holders}, and the page names {page.parts}"
                elif page.status != 200 or not any(self._may(id, site, page.path) for id in holders):
                    yield f"{site}{page.path}: {marker} of {holders} may not stand here"

    def _markers(self, site: str, path: str, digest: str) -> frozenset[str]:
        if (site, digest) not in self._marks:
            body = self.room.sites[site].store().body(path) or b""
            self._marks[site, digest] = frozenset(m.decode() for m in MARKED.findall(body))
        return self._marks[site, digest]

    def _may(self, id: str, site: str, path: str) -> bool:
        """Whether any use of the story allows its words on that kind of page."""
        uses: dict[str, tuple[Use, ...]] = {
            "story": ("display", "teaser"),
            "how": ("display", "teaser", "versions"),
            "feed": ("feed",),
        }
        story, standing = self.room.story(id), self.room.ledger.standing()
        if standing.house.site(site) is None:
            return False
        moment, kind = self.room.clock.now(), _kind(path)
        rulings = [
            rights.rule_story(story, use, moment, site=site, standing=standing, published=self._since(site, path))
            for use in uses.get(kind, ("teaser",))
        ]
        licence = standing.licence_of(story.source)
        rest = kind == "story" and licence is not None and licence.after != "nothing"
        return any(r.allowed or (rest and r.over) for r in rulings)

    def _since(self, site: str, path: str) -> datetime | None:
        """When the article of that page was published on a site."""
        article = self.room.ledger.article(f"art-{plan.routed(path.removesuffix('/how'))}")
        placement = article.placement(site) if article else None
        return placement.at if placement else None


def _kind(path: str) -> str:
    about = plan.address(path)
    return about.kind if about else ""
