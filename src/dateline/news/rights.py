"""Rights and status: may this be shown, here, now, and until when."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dateline.news import holds
from dateline.news.blocks import Block
from dateline.news.holds import forbidden, forbids
from dateline.news.house import House, Licence, Use
from dateline.news.seen import opened
from dateline.news.status import Status
from dateline.news.story import Article, Decision, Mark, Story
from dateline.news.terms import Narrowing, narrowed
from dateline.news.third import credited_in, credited_names, may_credit
from dateline.news.uses import Case, Ruling, day, earliest, ends, ends_by_terms, rule
from dateline.news.wire import Version

__all__ = [
    "Bar",
    "Ruling",
    "Standing",
    "bar",
    "kept_days",
    "lapse",
    "leaves",
    "left_out",
    "licences_of",
    "narrowing",
    "others",
    "owed_on_kill",
    "rule_article",
    "rule_picture",
    "rule_story",
    "rule_uses",
    "status",
    "suppliers",
]


class Bar(Struct, frozen=True):
    """Why no page may hold a part's words, and when; always, where neither moment is set."""

    why: str
    #: Barred before this moment: an embargo; UTC.
    before: datetime | None = None
    #: Barred from this moment on: an expiry; UTC.
    after: datetime | None = None

    def closed(self, moment: datetime) -> bool:
        """Whether it bars the part at that *moment*."""
        if self.before is None and self.after is None:
            return True
        return (self.before is not None and moment < self.before) or (self.after is not None and moment >= self.after)


class Standing(Struct, frozen=True):
    """What is in force: the newsroom's files, and the templates that the owner has confirmed."""

    house: House
    #: Digests of licence files.
    confirmed: frozenset[str] = frozenset()
    #: When the files were last put in force; UTC. None before the first time.
    since: datetime | None = None
    #: The number of the entry that last changed any of this.
    entry: int = 0

    def licence_of(self, source: str) -> Licence | None:
        """The licence in force for what a source sends; None if there is none."""
        found = self.house.source(source)
        return self.house.licence(found.licence) if found else None


def bar(thing: Story | Article) -> Bar | None:
    """What bars a story's or an article's words from every page; None if nothing does, whatever the clock says."""
    if why := forbids(thing) if isinstance(thing, Article) else forbidden(thing):
        return Bar(why)
    begin, why = holds.begins(thing)
    end = thing.current.expires if isinstance(thing, Story) and thing.current else None
    return Bar(why or "expired by its source", begin, end) if begin or end else None


def rule_story(
    story: Story,
    use: Use,
    moment: datetime,
    *,
    site: str,
    standing: Standing,
    published: datetime | None = None,
) -> Ruling:
    """
    Rule on one use of a story's words: decisions first, then embargo and expiry, then each supplier's licence.

    Args:
        story: The one.
        use: What we want to do.
        moment: When; UTC.
        site: Where.
        standing: What is in force.
        published: When it was first given to the site's readers; UTC. None: not yet. What they could not see by then
            counts from the moment they could.
    Returns:
        The ruling; where it allows the words, its reason names whoever else's parts are left out of them.
    """
    ruling = _ruled(story, (use,), moment, site=site, standing=standing, published=published)[0]
    return _without(ruling, use, _left_in_body(story, standing))


def _ruled(
    story: Story, uses: Sequence[Use], moment: datetime, *, site: str, standing: Standing, published: datetime | None
) -> list[Ruling]:
    case = _case(story, moment, site=site, standing=standing, published=published)
    if isinstance(case, Ruling):
        return [case] * len(uses)
    expires = earliest((story.current.expires if story.current else None, leaves(story, standing.house)))
    return [_by_suppliers(story, use, case, standing, expires) for use in uses]


def _case(
    story: Story, moment: datetime, *, site: str, standing: Standing, published: datetime | None
) -> Case | Ruling:
    """What licences are asked; a ruling where no use is allowed whatever they say."""
    if why := forbidden(story):
        return Ruling(False, _with_duty(why, story, standing))
    current, place = story.current, standing.house.site(site)
    if current is None or story.text is None:
        return Ruling(False, "there are no words")
    if place is None:
        return Ruling(False, f"there is no site {site} in force")
    begin, why = holds.begins(story)
    if begin is not None and moment < begin:
        return Ruling(False, f"{why} {_minute(begin)}", begin)
    if current.expires and moment >= current.expires:
        return Ruling(False, f"expired {_minute(current.expires)} by its source", over=True)
    leaving = leaves(story, standing.house)
    if leaving is not None and moment >= leaving:
        return Ruling(False, f"we may keep its words no longer than {_minute(leaving)}", over=True)
    seen = opened(story, published) if published else None
    return Case(place, moment, min(m.issued for m in story.marks), seen, narrowing=narrowing(story.text))


def _by_suppliers(story: Story, use: Use, case: Case, standing: Standing, expires: datetime | None) -> Ruling:
    rulings = [_by_source(source, use, case, standing) for source in suppliers(story, standing.house)]
    own = story.text.allowed if story.text else None
    if own is not None:
        ruling = rule(own, use, replace(case, confirmed=True))
        rulings.append(ruling if ruling.allowed else replace(ruling, because=f"the item's own terms: {ruling.because}"))
    refused = [r for r in rulings if not r.allowed]
    if refused:
        # What nobody allowed leaves nothing behind; what is merely over may leave a headline.
        return min(refused, key=lambda r: r.over)
    because = "; ".join(dict.fromkeys(r.because for r in rulings))
    until = earliest((*(r.until for r in rulings), expires))
    return Ruling(True, because, until, min((r.excerpt for r in rulings if r.excerpt is not None), default=None))


def _by_source(source: str, use: Use, case: Case, standing: Standing) -> Ruling:
    licence = standing.licence_of(source)
    if licence is None:
        return Ruling(False, f"source {source} has no licence in force")
    return rule(licence, use, replace(case, confirmed=licence.digest in standing.confirmed))


#: Uses that give a text's words to somebody.
_WORDED: frozenset[Use] = frozenset({"display", "teaser", "feed", "versions", "river", "newsletter", "syndicate"})


def _without(ruling: Ruling, use: Use, left: Iterable[str]) -> Ruling:
    """A *ruling* whose reason names those whose parts are *left* out of the words that it allows."""
    if not ruling.allowed or use not in _WORDED:
        return ruling
    found = [name for name in left if name]
    if not found:
        return ruling
    parts = "a part is left out that credits" if len(found) == 1 else f"{len(found)} parts are left out that credit"
    return replace(ruling, because=f"{ruling.because}; {parts} {', '.join(dict.fromkeys(found))}")


def left_out(blocks: Iterable[Block], stories: Iterable[Story], standing: Standing, *, of: str = "") -> tuple[str, ...]:
    """
    Of each block, whom it credits who is none of those that let us have it; empty if nobody.

    Args:
        blocks: Of a text.
        stories: Those whose words it holds.
        standing: What is in force.
        of: The story that blocks without a source are of; empty: they are ours.
    """
    known = {s.id: s for s in stories}
    sources = ((b, known.get(b.source.story if b.source else of)) for b in blocks)
    return tuple([_left(b, story, standing) if story is not None else "" for b, story in sources])


def _left(block: Block, story: Story, standing: Standing) -> str:
    """Whom a block credits besides; most blocks stand as they came, and of those it is known."""
    source, current = block.source, story.current
    if source is None or block.edited or current is None or current.entry != source.version or story.text is None:
        return others(block, story, standing)
    body = story.text.body
    if source.block >= len(body) or body[source.block].html != block.html or body[source.block].kind != block.kind:
        return others(block, story, standing)
    return _left_in_body(story, standing)[source.block]


def _left_in_body(story: Story, standing: Standing) -> tuple[str, ...]:
    # Kept with the story: it is asked for its page, for lists and for feeds.
    kept = story.__dict__.get("left")
    if kept is None or kept[0] is not standing:
        body = story.text.body if story.text else ()
        credits = may_credit("\n".join([b.text for b in body]))
        found = tuple([others(b, story, standing) if credits else "" for b in body])
        kept = story.__dict__["left"] = (standing, found)
    left: tuple[str, ...] = kept[1]
    return left


def others(block: Block, story: Story, standing: Standing) -> str:
    """
    Whom a *block* of a story credits who is none of those that let us have it; empty if nobody.

    What came by hand, or from our own desk, is on our own responsibility, whomever it credits.
    """
    source, licence = standing.house.source(story.source), standing.licence_of(story.source)
    if source is None or licence is None or licence.ground == "own" or source.kind in ("by-hand", "own"):
        return ""
    # A press release is the material of whoever gave it out.
    given = (story.text.credit, story.text.holder) if story.text and source.kind == "press-release" else ()
    return credited_in(block.text, (*_holders(story, standing), *given), picture=block.kind == "media")


def _holders(story: Story, standing: Standing) -> tuple[str, ...]:
    """The names of those whose licences a story's words stand under."""
    # Kept with the story: it is asked for each block of each page.
    kept = story.__dict__.get("holders")
    if kept is None or kept[0] is not standing:
        kept = story.__dict__["holders"] = (standing, _named(story, standing))
    names: tuple[str, ...] = kept[1]
    return names


def _named(story: Story, standing: Standing) -> tuple[str, ...]:
    sources = (standing.house.source(code) for code in suppliers(story, standing.house))
    names = [n for s in sources if s for n in (s.name, s.full_name, *s.credits)]
    return (*names, *(n for li in licences_of(story, standing) for n in (li.holder, *li.credited)))


def licences_of(story: Story, standing: Standing) -> tuple[Licence, ...]:
    """The licences that a story's words stand under: its suppliers', and the one that came with the item."""
    known = (standing.licence_of(source) for source in suppliers(story, standing.house))
    own = story.text.allowed if story.text else None
    return tuple(li for li in (*known, own) if li is not None)


def owed_on_kill(story: Story, standing: Standing) -> tuple[int, str] | None:
    """Minutes within which a kill of the story must have reached every output, and whose licence says so; or None."""
    times = ((li.duties.kill_within, li.name) for li in licences_of(story, standing))
    return min(((minutes, name) for minutes, name in times if minutes is not None), default=None)


def _with_duty(why: str, story: Story, standing: Standing) -> str:
    """Why a story is refused, and where it is killed, what its holder asks for besides."""
    owed = owed_on_kill(story, standing) if holds.killed(story) and not holds.retired(story) else None
    return f"{why}; licence {owed[1]} wants it out of every output within {owed[0]} minutes" if owed else why


def suppliers(story: Story, house: House) -> tuple[str, ...]:
    """Codes of the sources that a story's words are from: who sends it, and other sources of ours that it credits."""
    # Kept with the story: every ruling asks.
    kept = story.__dict__.get("suppliers")
    if kept is None or kept[0] is not house:
        kept = story.__dict__["suppliers"] = (house, _suppliers(story, house))
    codes: tuple[str, ...] = kept[1]
    return codes


def _suppliers(story: Story, house: House) -> tuple[str, ...]:
    sender = house.source(story.source)
    # What came by hand or from our own desk is on our responsibility, whomever it names.
    if sender is None or sender.kind in ("by-hand", "own") or story.text is None:
        return (story.source,)
    named = (house.credited(name) for name in _credits(story.text, house))
    return tuple(dict.fromkeys((story.source, *(s.code for s in named if s and s.kind not in ("by-hand", "own")))))


#: The agencies that open a text, in parentheses before a dash: ``Geneva (ats afp) -``.
_OPENING = re.compile(r"\A[^()]{0,80}\(([^()]{2,60})\)\s*(?:[-–—_]|$)")


def _credits(text: Version, house: House) -> tuple[str, ...]:
    """Whom a text credits, in its dateline, its credit line and its opening."""
    opening = _OPENING.match(text.body[0].text) if text.body else None
    given = (*(text.dateline.agencies if text.dateline else ()), text.credit, opening[1] if opening else "")
    names = (n for words in given for n in credited_names(words))
    # "ats afp" is two suppliers, unless one has that name.
    return tuple(w for n in names for w in ((n,) if house.credited(n) else n.split()))


def narrowing(text: Version) -> Narrowing:
    """What a text's own terms take away from what its licences allow."""
    return _narrowing(text.usage, text.notes)


@lru_cache(maxsize=4096)
def _narrowing(usage: str, notes: tuple[str, ...]) -> Narrowing:
    return narrowed(usage, notes)


def rule_article(
    article: Article, stories: Iterable[Story], use: Use, moment: datetime, *, site: str, standing: Standing
) -> Ruling:
    """Rule on an article: nothing may be shown that any of its stories does not allow."""
    return rule_uses(article, tuple(stories), (use,), moment, site=site, standing=standing)[0]


def rule_uses(
    article: Article,
    stories: tuple[Story, ...],
    uses: Sequence[Use],
    moment: datetime,
    *,
    site: str,
    standing: Standing,
    left: tuple[str, ...] | None = None,
) -> list[Ruling]:
    """
    Rule on several uses of an article at once, in their order.

    Args:
        article: The one.
        stories: Those whose words it holds.
        uses: What we want to do.
        moment: When; UTC.
        site: Where.
        standing: What is in force.
        left: What `left_out` says of its blocks, if that is known already.
    """
    begun = _begun(article, moment, site)
    if isinstance(begun, Ruling):
        return [begun] * len(uses)
    by_story = [_ruled(s, uses, moment, site=site, standing=standing, published=begun) for s in stories]
    leaving = earliest([_leave(article, s, standing.house) for s in stories])
    if leaving is not None and moment >= leaving:
        by_story.append(
            [Ruling(False, f"we may keep its words no longer than {_minute(leaving)}", over=True)] * len(uses)
        )
    if left is None:
        left = left_out(article.wording.blocks, stories, standing)
    by_use = zip(*by_story, strict=True) if by_story else ((),) * len(uses)
    return [_without(_together(r, moment, leaving), use, left) for use, r in zip(uses, by_use, strict=True)]


def _begun(article: Article, moment: datetime, site: str) -> datetime | Ruling | None:
    """When readers could first see an article on a site, as far as it itself says; a ruling where it refuses."""
    if why := forbids(article):
        return Ruling(False, why)
    placement = article.placement(site)
    published = placement.at if placement else None
    begin, why = holds.begins(article)
    if begin is not None and moment < begin:
        return Ruling(False, f"{why} {_minute(begin)}", begin)
    if published is not None and moment < published:
        return Ruling(False, f"set for {_minute(published)}", published)
    return opened(article, published) if published else None


def _together(rulings: Sequence[Ruling], moment: datetime, leaving: datetime | None) -> Ruling:
    refused = [r for r in rulings if not r.allowed]
    if refused:
        # What the clock will not undo counts before what it will.
        return min(refused, key=lambda r: (r.over, r.until is not None, r.until or moment))
    because = "; ".join(dict.fromkeys([r.because for r in rulings])) or "our own text"
    excerpt = min((r.excerpt for r in rulings if r.excerpt is not None), default=None)
    return Ruling(True, because, earliest([*(r.until for r in rulings), leaving]), excerpt)


def _leave(article: Article, story: Story, house: House) -> datetime | None:
    """When an article's words of a story may be kept no longer, of older versions too; None: never."""
    entries = {b.source.version for b in article.wording.blocks if b.source and b.source.story == story.id}
    return earliest(leaves(story, house, m) for m in story.marks if m.entry in entries)


def rule_picture(story: Story, use: Use, ruling: Ruling, *, beside: Iterable[str], standing: Standing) -> Ruling:
    """
    Rule on the pictures that came with a story.

    Args:
        story: The one they came with.
        use: What we want to do.
        ruling: On the same use of its text: pictures are never freer than that.
        beside: Ids of the stories that they are to be shown beside.
        standing: What is in force.
    """
    licence = standing.licence_of(story.source)
    if not ruling.allowed or licence is None:
        return ruling
    if use not in licence.pictures.uses:
        return Ruling(False, f"licence {licence.name} does not list the use {use} for pictures")
    if not licence.pictures.alone and story.id not in set(beside):
        return Ruling(False, f"licence {licence.name} allows pictures only with the story they came with")
    if story.text is not None and narrowing(story.text).pictures:
        return Ruling(False, "its source's terms refuse its pictures")
    return ruling


def kept_days(source: str, house: House) -> int | None:
    """Days for which a source's words may stay in the ledger, counted from receipt; None: as long as we like."""
    found = house.source(source)
    licence = house.licence(found.licence) if found else None
    limits = (found.retention if found else None, licence.keep if licence else None)
    return min((d for d in limits if d is not None), default=None)


def leaves(story: Story, house: House, version: Mark | None = None) -> datetime | None:
    """
    When a story's words may be shown no more because they may be kept no longer; None: never.

    Args:
        story: The one.
        house: What is in force.
        version: Whose words; None: those of the version in force, with which the whole story leaves the ledger.
    """
    own = story.text.allowed if story.text else None
    limits = (*(kept_days(source, house) for source in suppliers(story, house)), own.keep if own else None)
    days = min((d for d in limits if d is not None), default=None)
    mark = version or story.current
    return mark.received + timedelta(days=days) if days is not None and mark is not None else None


def lapse(story: Story, standing: Standing) -> datetime | None:
    """When the story's time is over on every site, by its source or any of its licences; None if never."""
    issued = min((m.issued for m in story.marks), default=None)
    ours = earliest((story.current.expires if story.current else None, leaves(story, standing.house)))
    licences = licences_of(story, standing)
    if issued is None or not licences or not standing.house.sites:
        return ours
    published = min((d.moment or d.at for d in story.decisions if d.deed == "publish"), default=None)
    seen = opened(story, published) if published else None
    said = narrowing(story.text) if story.text else Narrowing()
    cases = [Case(site, seen or issued, issued, seen, narrowing=said) for site in standing.house.sites]
    ending = [earliest((ends_by_terms(case), *(ends(licence, case) for licence in licences))) for case in cases]
    return earliest((ours, None if None in ending else max(e for e in ending if e is not None)))


def status(story: Story, moment: datetime, standing: Standing) -> Status:
    """The story's status at *moment*: the strongest that holds."""
    if holds.killed(story):
        return "expired" if holds.retired(story) else "killed"
    if holds.refusal(story.decisions) or holds.recalled(story):
        return "withdrawn"
    begin, _ = holds.begins(story)
    if forbidden(story) or (begin is not None and moment < begin):
        return "held"
    end = lapse(story, standing)
    if end is not None and moment >= end:
        return "expired"
    return _by_desk(story.decisions, moment) or ("spiked" if holds.spiked(story) else _chosen(story.decisions))


def _by_desk(decisions: Iterable[Decision], moment: datetime) -> Status | None:
    published = any(d.deed == "publish" and (d.moment is None or d.moment <= moment) for d in decisions)
    return "published" if published else None


def _chosen(decisions: Iterable[Decision]) -> Status:
    return "taken" if any(d.deed in ("take", "begin", "publish") for d in decisions) else "new"


def _minute(moment: datetime) -> str:
    return f"{day(moment)}, {moment:%H:%M} UTC"
