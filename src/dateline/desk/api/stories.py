"""One story, whole: its versions, what it may be used for and until when, where it stands, and who decided what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from litestar import Router, get
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from dateline.desk.api.common import Desk, TheDesk
from dateline.desk.diff import Changed, compare
from dateline.desk.intake import Row, made
from dateline.news import credit, rights
from dateline.news.errors import StoryNotFound
from dateline.news.facts import Placement
from dateline.news.house import Use
from dateline.news.status import RULES, Verb
from dateline.news.story import Article, Decision, Mark, Story
from dateline.verbs.update import proposal

#: What is ruled on for each site.
USES: Final[tuple[Use, ...]] = ("display", "teaser", "feed", "index", "archive")


class Shown(Struct, frozen=True, omit_defaults=True):
    """A version of its source's text."""

    entry: int
    number: int
    issued: datetime
    received: datetime
    words: int
    status: str
    kind: str = ""
    #: Its source's words for the desk.
    notes: tuple[str, ...] = ()
    doubt: str = ""
    embargo: datetime | None = None
    expires: datetime | None = None
    #: Whether its words are in force.
    current: bool = False


class Ruled(Struct, frozen=True, omit_defaults=True):
    """What may be done with it on a site."""

    site: str
    use: Use
    allowed: bool
    because: str
    until: datetime | None = None
    #: Words that may be shown at most; 0: all.
    excerpt: int = 0


class Held(Struct, frozen=True):
    """An output that holds its words."""

    site: str
    path: str


class Work(Struct, frozen=True, omit_defaults=True):
    """What our desk made of it."""

    id: str
    headline: str
    standfirst: str = ""
    kicker: str = ""
    byline: str = ""
    body_html: tuple[str, ...] = ()
    placements: tuple[Placement, ...] = ()
    home: str = ""
    revisions: int = 0
    #: Whether its source has sent a newer version that waits to be taken in.
    proposed: bool = False


class Told(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A story, whole."""

    row: Row
    source_name: str
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    usage: str = ""
    notes: tuple[str, ...] = ()
    direction: str = "ltr"
    body_html: tuple[str, ...] = ()
    versions: tuple[Shown, ...]
    rulings: tuple[Ruled, ...]
    decisions: tuple[Decision, ...]
    article: Work | None = None
    twins: tuple[str, ...] = ()
    #: What may be done to it as it stands.
    verbs: tuple[Verb, ...]


class Consequences(Struct, frozen=True):
    """What a verb would touch."""

    verb: Verb
    outputs: tuple[Held, ...]
    sites: tuple[str, ...]
    #: In words, for who is asked whether they mean it.
    words: str


class Compared(Struct, frozen=True):
    """Two versions in one."""

    before: Shown
    after: Shown
    headline: str
    paragraphs: tuple[Changed, ...]


@get("/stories/{id:str}", opt={"act": "see"}, sync_to_thread=True)
def story(desk: TheDesk, id: FromPath[str]) -> Told:
    """A story, by its own id or its article's."""
    ledger, now = desk.room.ledger, desk.room.clock.now()
    found = _story(desk, id)
    article, standing = _article(desk, found), ledger.standing()
    row = made(found, article, standing, now, ledger.tail())
    if row is None or found.text is None:
        raise StoryNotFound(id)
    text, source = found.text, standing.house.source(found.source)
    return Told(
        row=row.row,
        source_name=source.full_name if source else found.source,
        standfirst=text.standfirst,
        byline=text.byline,
        dateline=credit.line(text.dateline),
        credit=text.credit,
        usage=text.usage,
        notes=text.notes,
        direction=text.direction,
        body_html=tuple(b.html for b in text.body),
        versions=tuple(_shown(m, n, found) for n, m in enumerate(found.marks, 1)),
        rulings=tuple(_rulings(desk, found)),
        decisions=_decisions(found, article),
        article=_work(desk, article) if article else None,
        twins=found.twins,
        verbs=tuple(rule.verb for rule in RULES if row.row.status in rule.to),
    )


@get("/stories/{id:str}/versions/{before:int}/{after:int}", opt={"act": "see"}, sync_to_thread=True)
def versions(desk: TheDesk, id: FromPath[str], before: FromPath[int], after: FromPath[int]) -> Compared:
    """Two versions of a story in one, by the entries that brought them."""
    found = _story(desk, id)
    marks = {m.entry: _shown(m, n, found) for n, m in enumerate(found.marks, 1)}
    old, new = (desk.room.ledger.version(entry) if entry in marks else None for entry in (before, after))
    if old is None or new is None:
        raise StoryNotFound(f"{id}, versions {before} and {after}")
    (headline,) = compare((old.headline,), (new.headline,))
    return Compared(
        marks[before],
        marks[after],
        headline.html,
        compare(tuple(b.text for b in old.body), tuple(b.text for b in new.body)),
    )


@get("/stories/{id:str}/consequences", opt={"act": "see"}, sync_to_thread=True)
def consequences(desk: TheDesk, id: FromPath[str], verb: FromQuery[Verb] = "kill") -> Consequences:
    """What a verb on a story would touch: the outputs that hold its words now."""
    found = _story(desk, id)
    held = tuple(Held(site, path) for site, path in desk.room.holding(found.id))
    sites = tuple(dict.fromkeys(h.site for h in held))
    return Consequences(verb, held, sites, _consequences(verb, found, len(held), len(sites)))


def _consequences(verb: Verb, story: Story, outputs: int, sites: int) -> str:
    does = next(rule.does for rule in RULES if rule.verb == verb)
    if not outputs:
        return f"{verb} {does}; no output of ours holds its words"
    touched = f"{outputs} output{'s' if outputs > 1 else ''} on {sites} site{'s' if sites > 1 else ''}"
    what = "removes its words from" if verb in ("kill", "withdraw", "hold", "erase") else "touches"
    more = f", in {len(story.articles)} articles" if len(story.articles) > 1 else ""
    return f"{verb} {what} {touched}{more}"


def _story(desk: Desk, id: str) -> Story:
    ledger = desk.room.ledger
    article = ledger.article(id)
    found = ledger.story(article.stories[0] if article and article.stories else id)
    if found is None:
        raise StoryNotFound(id)
    return found


def _article(desk: Desk, story: Story) -> Article | None:
    return desk.room.ledger.article(story.articles[0]) if story.articles else None


def _shown(mark: Mark, number: int, story: Story) -> Shown:
    kind = next((s for s in mark.signals if s in ("update", "correction")), "")
    return Shown(
        entry=mark.entry,
        number=number,
        issued=mark.issued,
        received=mark.received,
        words=mark.words,
        status=mark.status,
        kind=kind,
        notes=mark.notes,
        doubt=mark.doubt,
        embargo=mark.embargo,
        expires=mark.expires,
        current=mark == story.current,
    )


def _rulings(desk: Desk, story: Story) -> Iterable[Ruled]:
    standing, now = desk.room.ledger.standing(), desk.room.clock.now()
    for site in standing.house.sites:
        for use in USES:
            r = rights.rule_story(story, use, now, site=site.code, standing=standing)
            yield Ruled(site.code, use, r.allowed, r.because, r.until, r.excerpt or 0)


def _decisions(story: Story, article: Article | None) -> tuple[Decision, ...]:
    """What was decided about it, the last first; a verb on both is one."""
    both = (*story.decisions, *(article.decisions if article else ()))
    found = {(d.entry, d.deed): d for d in both}
    return tuple(sorted(found.values(), key=lambda d: d.entry, reverse=True))


def _work(desk: Desk, article: Article) -> Work:
    wording = article.wording
    return Work(
        id=article.id,
        headline=wording.headline,
        standfirst=wording.standfirst,
        kicker=wording.kicker,
        byline=wording.byline,
        body_html=tuple(b.html for b in wording.blocks),
        placements=article.placements,
        home=article.home,
        revisions=len(article.revisions),
        proposed=proposal(article, desk.room.ledger) is not None,
    )


routes = Router("/", route_handlers=[story, versions, consequences], tags=["Stories"])
