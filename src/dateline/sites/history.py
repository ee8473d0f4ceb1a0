"""How we know: every version and revision of an article, and who holds which part of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from dateline.news import credit, holds, rights, takes
from dateline.news.house import Site, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.slugs import plain_headline
from dateline.news.story import BY_PROGRAM, Article, Decision, Mark, Revision, Story, rule_of
from dateline.news.uses import earliest
from dateline.news.wire import Version
from dateline.sites.below import Below
from dateline.sites.licensed import licensed
from dateline.sites.needs import News
from dateline.sites.pages import Part, Row
from dateline.sites.showing import View
from dateline.sites.words import short, time


def rows(article: Article, stories: tuple[Story, ...], site: Site, news: News, moment: datetime) -> tuple[Row, ...]:
    """The versions and revisions, newest first; earlier wording only where the licence has the use ``versions``."""
    wire = any(not credit.is_own(s, news.standing().house) for s in stories)
    history = [
        *((m.received, m.entry, row) for s in stories for m, row in _versions(s, article, site, news, moment)),
        *((r.at, r.entry, _revision(r, n, article, site, wire)) for n, r in _ours(article)),
        *((d.at, d.entry, row) for d, row in _holds((article, *stories), site)),
        *((at, 0, Row(what=words)) for at, words in taken_back(article, site, news)),
    ]
    return tuple(row for _, _, row in sorted(history, key=lambda h: h[:2], reverse=True))


def _versions(story: Story, article: Article, site: Site, news: News, moment: datetime) -> Iterator[tuple[Mark, Row]]:
    names = ", ".join(credit.names(story, news.standing().house)) or story.source
    standing = news.standing()
    in_force = article.revisions[-1].version if article.revisions else 0
    shown = next((m for m in story.marks if m.entry == in_force), story.current)
    earlier = shown is not None and any(_readable(m, shown) for m in story.marks)
    allowed = earlier and rights.rule_story(story, "versions", moment, site=site.code, standing=standing).allowed
    for number, mark in enumerate(takes.in_order(story), 1):
        over = rights.leaves(story, standing.house, mark)
        kept = allowed and (over is None or moment < over)
        text = news.version(mark.entry) if kept and shown and _readable(mark, shown) else None
        yield (
            mark,
            Row(
                what=f"Version {number} from {names}",
                kind=next((s for s in mark.signals if s in ("update", "correction")), "" if number == 1 else "update"),
                issued=time(mark.issued, site),
                received=time(mark.received, site),
                words=mark.words,
                wording_html=_wording(text, story, standing) if text else (),
                note=_kept_back(mark, story, site),
                current=mark.entry == in_force and not _ended_by_us(article),
            ),
        )


def ends(stories: Iterable[Story], news: News, moment: datetime) -> datetime | None:
    """When the next earlier wording may be kept no longer; None: never."""
    house = news.standing().house
    return earliest(at for s in stories for m in s.marks if (at := rights.leaves(s, house, m)) and at > moment)


def _readable(mark: Mark, shown: Mark) -> bool:
    """
    Whether it is an earlier version, under no stricter terms than the one shown: what was held back stays so.

    A take is no earlier wording of anything: it stands on the page, or waits for the one before it.
    """
    free = mark.embargo in (None, shown.embargo) and mark.expires in (None, shown.expires)
    return free and not _waited(mark) and not takes.is_take(mark) and mark.order < shown.order


def _waited(mark: Mark) -> bool:
    """Whether its source or the program kept a version back, for however long."""
    return mark.status != "usable" or (bool(mark.doubt) and not takes.is_take(mark))


def _kept_back(mark: Mark, story: Story, site: Site) -> str:
    """That a version was kept back and what ended that, or continues another, in words for readers; else empty."""
    if not _waited(mark):
        return "It continues the text before it." if takes.is_take(mark) else ""
    asked = mark.status == "withheld" or "withhold" in mark.signals
    why = "Its source asked us to hold it." if asked else "It was held until an editor had looked at it."
    later = [m for m in story.marks if m.order > mark.order and not _waited(m)]
    ends = [(d.at, "Our desk let it go") for d in story.decisions if d.deed == "release" and d.entry > mark.delivery]
    ends += [(m.received, "A newer version took its place") for m in later]
    # Of what came late there may have been a newer one before it.
    at, ended = min((e for e in ends if e[0] >= mark.received), default=(None, ""))
    return f"{why} {ended} on {time(at, site).words}." if at else why


def _holds(things: Iterable[Article | Story], site: Site) -> Iterator[tuple[Decision, Row]]:
    """That our desk held it, and let it go; why is the desk's own."""
    said = {"hold": "Our desk held it", "release": "Our desk let it go"}
    decisions = {d.entry: d for thing in things for d in thing.decisions if d.deed in said}
    for decision in decisions.values():
        yield decision, Row(what=f"{said[decision.deed]} on {time(decision.at, site).words}")


def taken_back(article: Article, site: Site, news: News) -> tuple[tuple[datetime, str], ...]:
    """What readers are told of texts below an article that were taken back since it stood there, and when; no names."""
    placement = article.placement(site.code)
    stood = placement.at if placement and placement.at else article.published
    parts = ((p, news.story(p.story)) for p in article.parts if p.role in ("backgrounder", "teaser"))
    ended = ((p, at) for p, story in parts if story is not None and (at := _ended(story)) is not None)
    return tuple(
        (at, f"A {p.role} that belonged to this page was taken back on {time(at, site).words}.")
        for p, at in ended
        if stood is not None and at > stood
    )


def _ended(story: Story) -> datetime | None:
    """When a text was killed or withdrawn, by whomever; None while it stands, or if only its time is over."""
    if holds.retired(story):
        return None
    words = [t.issued for t in story.told if t.action in ("kill", "recall")]
    words += [m.received for m in story.marks if m.status in ("canceled", "recalled")]
    if holds.killed(story):
        return min([*words, *(d.at for d in story.decisions if d.deed in ("kill", "erase"))])
    if holds.refusal(story.decisions):
        return max(d.at for d in story.decisions if d.deed == "withdraw")
    return min(words) if holds.recalled(story) else None


def _wording(text: Version, story: Story, standing: Standing) -> tuple[str, ...]:
    blocks = licensed(text.body, (story,), "versions", standing, of=story.id)
    return (f"<h3>{_escaped(plain_headline(text.headline))}</h3>", *(b.html for b in blocks))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ended_by_us(article: Article) -> bool:
    """Whether what is shown is a revision of ours, and no source's version."""
    return any(r == article.revisions[-1] for _, r in _ours(article)) if article.revisions else False


def _ours(article: Article) -> Iterator[tuple[int, Revision]]:
    """Revisions by people of ours; those that only follow the wire are its versions."""
    revised = {
        d.entry
        for d in article.decisions
        if d.deed in ("edit", "correct", "update") and (article.edited or d.by != BY_PROGRAM)
    }
    revised |= {r.entry for r in article.revisions if r.kind == "cut"}
    return enumerate((r for r in article.revisions if r.entry in revised), 1)


def _revision(revision: Revision, number: int, article: Article, site: Site, wire: bool) -> Row:
    return Row(
        what=f"Our revision {number}",
        kind="correction" if revision.kind == "correction" else "edit",
        issued=time(revision.at, site),
        words=revision.words,
        share=f"{revision.share:.0%} wire text" if wire else "",
        note=revision.note,
        current=revision == article.revisions[-1],
    )


def parts(view: View, below: tuple[Below, ...], site: Site, news: News, moment: datetime) -> tuple[Part, ...]:
    """Each source's part of the page, its holder, its terms, and the ruling that lets it stand here."""
    ruled = zip(view.stories, view.rulings, strict=True)
    found = [_part("the story", s, ruling, news) for s, ruling in ruled]
    for text in below:
        if text.backgrounder:
            what = f"the backgrounder “{text.backgrounder.headline}”"
            found += [_part(what, s, _ruled(s, "display", site, news, moment), news) for s in text.stories]
        elif text.teaser:
            what = f"the teaser “{text.teaser.headline}”"
            found += [_part(what, s, _ruled(s, "teaser", site, news, moment), news) for s in text.stories]
    return tuple(found)


def _ruled(story: Story, use: Use, site: Site, news: News, moment: datetime) -> Ruling:
    return rights.rule_story(story, use, moment, site=site.code, standing=news.standing())


def _part(what: str, story: Story, ruling: Ruling, news: News) -> Part:
    holding = credit.holding(story, news.standing().house)
    return Part(
        what=what,
        source=holding.source,
        holder=holding.holder,
        terms=holding.terms,
        until=f"until {short(ruling.until.date())}" if ruling.until else "no end",
        because=ruling.because,
    )


def desk(article: Article, site: Site) -> tuple[str, ...]:
    """What our desk did, and when; nothing where no named person did anything."""
    said = []
    for decision in article.decisions:
        when = time(decision.at, site).words
        if decision.deed == "take":
            why = f" {decision.reason}" if decision.reason else ""
            said.append(f"Selected for {site.readership.whom} on {when}.{why}")
        elif decision.deed == "publish":
            rule = rule_of(decision)
            chosen = f" by our rule “{rule}”; no person chose it" if rule else ""
            said.append(f"Published on {when}{chosen}.")
        elif decision.deed == "begin":
            said.append(f"Begun by our own desk on {when}.")
        elif decision.deed in ("edit", "correct"):
            said.append(f"{'Corrected' if decision.deed == 'correct' else 'Edited'} by our desk on {when}.")
    return tuple(said)
