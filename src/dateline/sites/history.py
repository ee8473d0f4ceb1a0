"""How we know: every version and revision of an article, and who holds which part of it."""

from collections.abc import Iterator
from datetime import datetime

from dateline.news import credit, rights
from dateline.news.house import Site, Use
from dateline.news.story import Article, Mark, Revision, Story
from dateline.sites.below import Below
from dateline.sites.needs import News
from dateline.sites.pages import Part, Row
from dateline.sites.words import short, time


def rows(article: Article, stories: tuple[Story, ...], site: Site, news: News, moment: datetime) -> tuple[Row, ...]:
    """The versions and revisions, newest first; earlier wording only where the licence has the use ``versions``."""
    wire = any(not credit.is_own(s, news.standing().house) for s in stories)
    history = [
        *((m.received, m.entry, row) for s in stories for m, row in _versions(s, article, site, news, moment)),
        *((r.at, r.entry, _revision(r, n, article, site, wire)) for n, r in _ours(article)),
    ]
    return tuple(row for _, _, row in sorted(history, key=lambda h: h[:2], reverse=True))


def _versions(story: Story, article: Article, site: Site, news: News, moment: datetime) -> Iterator[tuple[Mark, Row]]:
    names = ", ".join(credit.names(story, news.standing().house)) or story.source
    ruling = rights.rule_story(story, "versions", moment, site=site.code, standing=news.standing())
    in_force = article.revisions[-1].version if article.revisions else 0
    shown = next((m for m in story.marks if m.entry == in_force), story.current)
    for number, mark in enumerate(sorted(story.marks, key=lambda m: m.order), 1):
        text = news.version(mark.entry) if ruling.allowed and shown and _readable(mark, shown) else None
        yield (
            mark,
            Row(
                what=f"Version {number} from {names}",
                kind=next((s for s in mark.signals if s in ("update", "correction")), "" if number == 1 else "update"),
                issued=time(mark.issued, site),
                received=time(mark.received, site),
                words=mark.words,
                wording_html=(f"<h3>{_escaped(text.headline)}</h3>", *(b.html for b in text.body)) if text else (),
                current=mark.entry == in_force and not _ended_by_us(article),
            ),
        )


def _readable(mark: Mark, shown: Mark) -> bool:
    """Whether it is an earlier version, under no stricter terms than the one shown: what was held back stays so."""
    free = mark.status == "usable" and mark.embargo in (None, shown.embargo) and mark.expires in (None, shown.expires)
    return free and mark.order < shown.order


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ended_by_us(article: Article) -> bool:
    """Whether what is shown is a revision of ours, and no source's version."""
    return any(r == article.revisions[-1] for _, r in _ours(article)) if article.revisions else False


def _ours(article: Article) -> Iterator[tuple[int, Revision]]:
    """Revisions by people of ours; those that only follow the wire are its versions."""
    revised = {d.entry for d in article.decisions if d.deed in ("edit", "correct", "update")}
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


def parts(
    stories: tuple[Story, ...], below: tuple[Below, ...], site: Site, news: News, moment: datetime
) -> tuple[Part, ...]:
    """Each source's part of the page, its holder, its terms, and the ruling that lets it stand here."""
    found = [_part("the story", s, "display", site, news, moment) for s in stories]
    for text in below:
        if text.backgrounder:
            what = f"the backgrounder “{text.backgrounder.headline}”"
            found += [_part(what, s, "display", site, news, moment) for s in text.stories]
        elif text.teaser:
            what = f"the teaser “{text.teaser.headline}”"
            found += [_part(what, s, "teaser", site, news, moment) for s in text.stories]
    return tuple(found)


def _part(what: str, story: Story, use: Use, site: Site, news: News, moment: datetime) -> Part:
    standing = news.standing()
    holding = credit.holding(story, standing.house)
    ruling = rights.rule_story(story, use, moment, site=site.code, standing=standing)
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
            said.append(f"Published on {when}.")
        elif decision.deed in ("edit", "correct"):
            said.append(f"{'Corrected' if decision.deed == 'correct' else 'Edited'} by our desk on {when}.")
    return tuple(said)
