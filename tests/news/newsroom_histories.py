"""Histories: what a newsroom's sources send and its desk does, in an order that the network decides."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from tests.news.room import HOUSE, Memory

from dateline.news import budget, holds, ids, rights, status
from dateline.news.blocks import paragraph
from dateline.news.facts import (
    Assigned,
    Assignment,
    Corrected,
    Edited,
    Erased,
    Fact,
    Gathered,
    Held,
    Joined,
    Judged,
    Judgement,
    Killed,
    Membership,
    Noted,
    Packaged,
    Part,
    Pin,
    Pinned,
    Placement,
    Published,
    Read,
    Readied,
    Received,
    Reissued,
    Released,
    Restored,
    Separated,
    Spiked,
    Taken,
    Ungathered,
    Unpinned,
    Updated,
    Value,
    Withdrawn,
)
from dateline.news.house import Use
from dateline.news.live import posted
from dateline.news.slugs import working_name
from dateline.news.status import Status, Verb
from dateline.news.story import Article, Story
from dateline.news.wire import Notice, SourceStatus, Version

DAWN = datetime(2020, 1, 16, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: When the desk works; and the moments at which ends are compared, before, between and after all that the clock does.
DESK, SECOND_DESK = DAWN + 6 * HOUR, DAWN + 31 * DAY
MOMENTS = (*(DAWN + timedelta(minutes=120 * n + 30) for n in range(-1, 7)), DAWN + 2 * DAY, DAWN + 40 * DAY)
RULED = (DAWN + 90 * timedelta(minutes=1), DESK, DAWN + 40 * DAY)

#: Stories by the number of their item; the last two are re-sends of the first under new ids.
Item = Literal["a", "b", "c", "a2", "a3"]
ITEMS: tuple[Item, ...] = ("a", "b", "c", "a2", "a3")
SOURCES: dict[Item, str] = {"a": "nwa", "b": "nwa", "c": "tlp", "a2": "nwa", "a3": "tlp"}
#: Whose words each tells.
TEXTS: dict[Item, str] = {"a": "ferry", "b": "mill", "c": "kiln", "a2": "ferry", "a3": "ferry"}
STORIES: dict[Item, str] = {i: ids.story_id(SOURCES[i], f"item:{i}") for i in ITEMS}
_WORDS = (
    *("ropes", "hauled", "across", "seven", "quiet", "moorings", "while", "clerks", "recounted", "barrels", "beside"),
    *("ancient", "lanterns", "until", "their", "foreman", "stopped", "pumps", "drained", "locks", "counted", "eleven"),
    *("broken", "planks", "ordered", "timber", "carried", "nails", "fetched", "tools", "asked", "whether", "anybody"),
    *("remembered", "which", "captain", "first", "steered", "through", "fog", "without", "charts"),
)


class Send(Struct, frozen=True):
    """A source sends a version."""

    item: Item
    number: int | None
    #: Hours after dawn at which it was issued; None: the source does not say.
    issued: int | None
    #: Hours after dawn at which it reached us.
    received: int
    edit: int = 0
    slug: str = ""
    serial: str = ""
    status: SourceStatus = "usable"
    teaser: bool = False
    correction: bool = False
    doubt: bool = False
    #: Hours after dawn.
    embargo: int | None = None
    expires: int | None = None
    proven: bool = True


class Tell(Struct, frozen=True):
    """A source sends a word about one of its items, by id, name or transmission number."""

    source: str
    action: Literal["kill", "withhold", "lift"]
    issued: int | None
    received: int
    item: Item | None = None
    slug: str = ""
    serial: str = ""
    proven: bool = True


class Join(Struct, frozen=True):
    """The desk finds that two stories are one; both have come by then."""

    one: Item
    other: Item


class Early(Struct, frozen=True):
    """The desk acts on a story while its deliveries still come."""

    item: Item
    deed: Literal["kill", "hold", "hold until", "withdraw", "spike"]


class Do(Struct, frozen=True):
    """The desk tries a verb on a story."""

    verb: Verb
    item: Item
    other: Item


Event = Send | Tell | Join | Early


class History(Struct, frozen=True):
    """Events in any order, then the desk's verbs in theirs, then late events, then the desk once more."""

    events: tuple[Event, ...]
    verbs: tuple[Do, ...]
    late: tuple[Event, ...]
    last: tuple[Do, ...]


# What may happen

_items = st.sampled_from(ITEMS)
_hours = st.integers(0, 4)
_issued = st.sampled_from([None, 0, 1, 2, 2, 3, 3, 4, -71, -80])
_numbers = st.sampled_from([None, None, 1, 1, 2, 3])
_slugs = st.sampled_from(["", "Harbour-Fire", "BC-Harbour Fire, 1st Ld-Writethru,416", "Mill-Wheel"])
_serials = st.sampled_from(["", "", "v1001", "v1002"])
_sends = st.builds(
    Send,
    item=_items,
    number=_numbers,
    issued=_issued,
    received=_hours,
    edit=st.integers(0, 3),
    slug=_slugs,
    serial=_serials,
    status=st.sampled_from(["usable", "usable", "usable", "withheld"]),
    teaser=st.sampled_from([False, False, False, True]),
    correction=st.booleans(),
    doubt=st.sampled_from([False, False, False, False, True]),
    embargo=st.none() | st.integers(1, 12),
    expires=st.sampled_from([None, None, None, 2, 5, 9]),
    proven=st.sampled_from([True, True, True, False]),
)
_names = st.sampled_from(
    [{"slug": "HARBOUR-FIRE"}, {"slug": "Mill-Wheel"}, {"serial": "v1001"}, {"serial": "v1002", "slug": "mill-wheel"}]
)
_tells = st.builds(
    lambda source, action, issued, received, name, proven: Tell(
        source, action, issued, received, proven=proven, **name
    ),
    st.sampled_from(["nwa", "nwa", "tlp"]),
    st.sampled_from(["kill", "withhold", "lift", "lift"]),
    _issued,
    _hours,
    _names | st.sampled_from([{"item": i} for i in ITEMS]),
    st.booleans(),
)
_kills = st.one_of(
    st.builds(Send, item=_items, number=_numbers, issued=_issued, received=_hours, status=st.just("canceled")),
    st.builds(
        lambda source, received, name: Tell(source, "kill", 4, received, **name),
        st.sampled_from(["nwa", "tlp"]),
        _hours,
        _names | st.sampled_from([{"item": i} for i in ITEMS]),
    ),
    st.builds(Early, item=_items, deed=st.just("kill")),
)
_joins = st.sampled_from([Join("a", "b"), Join("a", "c"), Join("b", "c"), Join("a", "a2"), Join("a2", "c")])
_early = st.builds(Early, item=_items, deed=st.sampled_from(["hold", "hold until", "withdraw", "spike"]))
_versions = st.builds(
    Send, item=st.sampled_from(["a", "b"]), number=_numbers, issued=_issued, received=_hours, slug=_slugs
)
#: What holds or frees a story that may be on a page by then.
_late = st.one_of(
    st.builds(
        Send,
        item=st.sampled_from(["a", "b"]),
        number=st.just(3),
        issued=st.integers(3, 5),
        received=_hours,
        edit=st.just(2),
        status=st.sampled_from(["usable", "withheld"]),
        doubt=st.booleans(),
    ),
    st.builds(
        lambda item, action, issued: Tell("nwa", action, issued, 5, item),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["lift", "withhold"]),
        st.integers(3, 6),
    ),
)
#: Every verb as often as any other; some more often, so that they have been done when others are tried.
_verbs = st.sampled_from([r.verb for r in status.RULES] + ["take", "publish", "publish", "spike", "hold", "kill"] * 2)
_does = st.lists(st.builds(Do, _verbs, _items, _items), min_size=4, max_size=12).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """At least six deliveries: a kill, a correction, a text under a new id, an embargo and one that may lift it."""
    embargoed = draw(_versions)
    events: list[Event] = [
        replace(draw(_versions), expires=draw(st.sampled_from([None, None, 5]))),
        replace(embargoed, embargo=draw(st.integers(3, 10))),
        replace(embargoed, number=draw(_numbers), issued=draw(_issued), edit=1),
        replace(draw(_versions), number=3, correction=True, edit=2),
        replace(draw(_versions), item=draw(st.sampled_from(["a2", "a3"])), edit=draw(st.integers(0, 3))),
        draw(_kills if draw(st.booleans()) else _tells),
    ]
    events += draw(st.lists(st.one_of(_sends, _sends, _tells, _kills, _joins, _early), max_size=4))
    late = draw(st.lists(_sends | _tells | _late, max_size=3))
    return History(tuple(events), draw(_does), tuple(late), draw(_does))


# What comes of it


class Player:
    """
    Plays a history in one order, on a state in memory.

    Args:
        tried: Counts the verbs that were tried, by the status of the story they were tried on.
    """

    def __init__(self, tried: Counter[tuple[Status, Verb]]) -> None:
        self.room, self.tried = Memory(HOUSE), tried
        self._waiting: list[Join] = []

    def play(self, history: History, order: tuple[int, ...], late: tuple[int, ...]) -> None:
        """Events in that order, verbs, late events in theirs, verbs; the desk's own deeds keep their order."""
        deeds = iter(e for e in history.events if isinstance(e, Early))
        for event in (history.events[place] for place in order):
            self.happen(next(deeds) if isinstance(event, Early) else event)
        for do in history.verbs:
            self.do(do, DESK)
        for place in late:
            self.happen(history.late[place])
        for do in history.last:
            self.do(do, SECOND_DESK)

    def happen(self, event: Event) -> None:
        """One event; joins wait until both their stories are there."""
        match event:
            case Send() | Tell():
                self._deliver(event)
            case Early():
                self.room.add(_deed(event), DAWN)
            case Join():
                self._waiting.append(event)
        ready = [j for j in self._waiting if {STORIES[j.one], STORIES[j.other]} <= self.room.stories.keys()]
        for join in ready:
            self._waiting.remove(join)
            self.room.add(Joined(STORIES[join.one], STORIES[join.other], "one report"), DESK)

    def _deliver(self, event: Send | Tell) -> None:
        source = SOURCES[event.item] if isinstance(event, Send) else event.source
        received = DAWN + event.received * HOUR
        delivery = self.room.add(Received(source, "folder", "x", "00", 1), received)
        fact = Read(delivery, 0, source, "nitf/1" if event.proven else "plain/1", received=received)
        if isinstance(event, Send):
            item = event.item
            self.room.add(replace(fact, story=STORIES[item], key=f"item:{item}", version=version(event)), received)
            return
        key = _key(event)
        notice = Notice(
            action=event.action, item=event.item, slug=event.slug, serial=event.serial, issued=_at(event.issued)
        )
        self.room.add(replace(fact, story=ids.story_id(source, key), key=key, notice=notice), received)

    def turn(self, number: int) -> None:
        """The verb whose turn it is, on every story, so that none waits for luck."""
        verb = status.RULES[number % len(status.RULES)].verb
        for item in ITEMS:
            self.do(Do(verb, item, "b"), DESK if number % 2 else SECOND_DESK)

    def do(self, do: Do, moment: datetime) -> None:
        """Try a verb; what the status table refuses, or has nothing to be done to, is not done."""
        story = self.room.story(STORIES[do.item])
        if story is None:
            return
        now = rights.status(story, moment, self.room.standing())
        self.tried[now, do.verb] += 1
        if status.refused(do.verb, now):
            return
        fact = _Verbs(self.room, story, do, moment).fact()
        if fact is not None:
            self.room.add(fact, moment)

    def end(self) -> dict[tuple[str, str], object]:
        """All that must not depend on the order, by story and what it is."""
        standing = self.room.standing()
        return {
            (id, name): value
            for id, story in sorted(self.room.stories.items())
            for name, value in _end(story, self.room, standing).items()
        }


def differing(one: dict[tuple[str, str], object], other: dict[tuple[str, str], object]) -> list[object]:
    """In what two ends differ."""
    return [(key, one.get(key), other.get(key)) for key in sorted(one | other) if one.get(key) != other.get(key)]


def _at(hours: int | None) -> datetime | None:
    return None if hours is None else DAWN + hours * HOUR


def _key(event: Tell) -> str:
    if event.item is not None:
        return f"item:{event.item}"
    return f"serial:{event.serial}" if event.serial else f"name:{working_name(event.slug)}"


def version(event: Send) -> Version:
    """What a source sends."""
    words = [f"{TEXTS[event.item]}{word}" for word in _WORDS]
    # A light edit is another word near the end; a heavy one leaves a third out.
    if event.edit == 3:
        words = words[: len(words) * 2 // 3]
    elif event.edit:
        words[-2 - event.edit] = f"mended{event.edit}"
    return Version(
        item=event.item,
        number=event.number,
        serial=event.serial,
        extent="teaser" if event.teaser else "full",
        headline=f"{TEXTS[event.item]} {event.edit}",
        slug=event.slug,
        body=(paragraph(" ".join(words)),),
        issued=_at(event.issued),
        status=event.status,
        doubt="its status is Sometimes" if event.doubt else "",
        embargo=_at(event.embargo),
        expires=_at(event.expires),
        signals=("correction",) if event.correction else (),
    )


def _deed(event: Early) -> Fact:
    id = STORIES[event.item]
    match event.deed:
        case "kill":
            return Killed(id, "the mayor never spoke")
        case "withdraw":
            return Withdrawn(id, "doubts")
        case "spike":
            return Spiked(id, "")
        case "hold":
            return Held(id, "we ask first")
    return Held(id, "we ask first", DAWN + 5 * HOUR)


class _Verbs:
    """The fact that a verb appends, as far as there is what it needs."""

    def __init__(self, room: Memory, story: Story, do: Do, moment: datetime) -> None:
        self.room, self.story, self.do, self.moment = room, story, do, moment

    def fact(self) -> Fact | None:
        """None where the verb itself would find a reason against it."""
        id, verb = self.story.id, self.do.verb
        simple: dict[str, Callable[[str, str], Fact]] = {
            "spike": Spiked,
            "restore": Restored,
            "hold": Held,
            "release": Released,
            "withdraw": Withdrawn,
            "kill": Killed,
        }
        if verb in simple:
            return simple[verb](id, "a reason")
        if verb in ("judge", "note", "assign"):
            return self._among_ourselves()
        if verb in ("join", "separate"):
            return self._twins()
        if verb == "reissue":
            return self._reissue()
        if verb == "erase":
            return Erased(id, "a court", tuple(m.entry for m in self.story.marks))
        if verb in ("take", "publish"):
            return self._begin()
        article = self.room.article(self.story.articles[0]) if self.story.articles else None
        return self._further(article) if article and article.revisions else None

    def _among_ourselves(self) -> Fact:
        id = next(iter(self.story.articles), self.story.id)
        match self.do.verb:
            case "judge":
                value: Value = 3 if self.do.other == "b" else 1
                return Judged(id, (Judgement("valley" if self.do.other == "c" else "harbour", value, "they ask"),))
            case "note":
                return Noted(id, "they rang")
        return Assigned(id, None if self.do.other == "c" else Assignment(self.do.other, self.moment + DAY))

    def _twins(self) -> Fact | None:
        other = STORIES[self.do.other]
        if self.do.verb == "separate":
            return Separated(self.story.id, other, "two") if other in self.story.twins else None
        if other == self.story.id or other in self.story.twins or self.room.story(other) is None:
            return None
        return Joined(self.story.id, other, "one")

    def _reissue(self) -> Fact | None:
        old = self.story
        source = any(m.status == "canceled" for m in old.marks) or any(t.action == "kill" for t in old.told)
        if source or old.reissued or old.current is None:
            return None
        return Reissued(old.id, ids.story_id(old.source, f"reissue:{old.id}"), old.current.entry, "a mistake")

    def _begin(self) -> Fact | None:
        story = self.story
        if story.current is None or story.text is None:
            return None
        article, tail = f"art-{ids.tail(story.id)}", ids.tail(story.id)
        if self.do.verb == "take":
            return Taken(article, story.id, story.current.entry)
        at = self.moment + 2 * HOUR if self.do.other == "c" else self.moment
        placement = Placement("harbour", f"/2020/01/16/x-{tail}", "news", at)
        return Published(article, (placement,), "harbour", story=story.id, version=story.current.entry)

    def _further(self, article: Article) -> Fact | None:
        wording, current = article.wording, self.story.current
        match self.do.verb:
            case "edit":
                return Edited(article.id, replace(wording, headline=f"Ours: {wording.headline}"))
            case "correct":
                return Corrected(article.id, "one", "two", wording)
            case "update" if current is not None:
                return Updated(article.id, self.story.id, current.entry, None)
            case "package":
                return Packaged(article.id, (Part("related", STORIES[self.do.other]),), "")
            case "ready":
                return Readied(article.id, ready=not budget.ready(article))
            case "pin":
                return Pinned(article.id, Pin("harbour", 1))
            case "unpin":
                return Unpinned(article.id, "harbour")
            case "gather":
                return Gathered(article.id, Membership("harbour", "strike"))
            case "ungather":
                return Ungathered(article.id, "harbour", "strike")
            case "post":
                return Edited(article.id, posted(wording, (paragraph("It is quiet."),), self.moment))
        return None


#: What is compared


def _end(story: Story, room: Memory, standing: rights.Standing) -> dict[str, object]:
    text = story.text
    return {
        "text": (text.number, text.headline, text.issued, text.body) if text else None,
        "statuses": tuple(rights.status(story, moment, standing) for moment in MOMENTS),
        "forbidden": _kind(holds.forbidden(story)),
        "recalled": bool(holds.recalled(story)),
        "withheld": holds.withheld(story),
        "doubted": bool(holds.doubted(story)) and not holds.killed(story),
        "spiked": holds.spiked(story),
        "held": _held(story),
        "alert": bool(holds.alert(story)),
        "twins": story.twins,
        "means": story.means,
        "reissued": story.reissued,
        "rulings": tuple(_rulings(story, standing)),
        "barred": _barred(story),
        "verdicts": _judged(story),
        "assigned": story.assigned,
        "notes": len(budget.notes(story)),
        "articles": () if holds.forbidden(story) else tuple(_shown(room, id) for id in story.articles),
    }


def _judged(thing: Story | Article) -> object:
    return tuple((v.judgement, v.by, v.at) for v in thing.verdicts)


def _kind(why: str) -> str:
    """A reason without the numbers of entries, which are given as things come."""
    return "".join(c for c in why if not c.isdigit())


def _held(story: Story) -> object:
    hold = holds.held(story.decisions)
    return (hold.moment, hold.reason) if hold else None


def _rulings(story: Story, standing: rights.Standing) -> Iterator[tuple[object, ...]]:
    uses: tuple[Use, ...] = ("display", "feed")
    for moment in RULED:
        for use in uses:
            ruling = rights.rule_story(story, use, moment, site="harbour", standing=standing)
            yield ruling.allowed, _kind(ruling.because), ruling.until, ruling.over


def _barred(story: Story) -> object:
    bar = rights.bar(story)
    return bar and tuple(bar.closed(moment) for moment in MOMENTS)


def _shown(room: Memory, id: str) -> object:
    article = room.articles[id]
    words = (article.wording.headline, *(b.text for b in article.wording.blocks))
    deeds = tuple(d.deed for d in article.decisions)
    said = (_judged(article), article.assigned, budget.stage(article, SECOND_DESK))
    return words, deeds, bool(holds.forbids(article)), said
