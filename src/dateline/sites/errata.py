"""
Corrections: what readers of a site were told was wrong, and that something was taken back.

What they may know of an article goes with its showing, and stands in a small table beside the catalog, so that no page
is made by walking all articles. ``/corrections`` has the latest of it, ``/corrections/2020`` all of a year.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct

from dateline.news import holds
from dateline.news.house import Site
from dateline.news.story import Article, CorrectionNote, Story
from dateline.sites import plan
from dateline.sites.pages import Anchor, CorrectionsPage, Shell, Told, ToldDay
from dateline.sites.words import local_day, long, short, time

Mark = Literal["corrected", "removed"]

#: Notices on the page of the latest.
MOST: Final = 50
#: What is on these pages, in a sentence.
INTRO: Final = "What we put right and what we took back, as our readers were told."


class Notice(Struct, frozen=True):
    """What readers were told of one article, once."""

    #: UTC.
    at: datetime
    mark: Mark
    words: str
    #: Where the article stands, and its headline where a list may show that; empty where it stands nowhere.
    href: str = ""
    headline: str = ""


def told(
    article: Article,
    stories: Iterable[Story],
    corrections: Iterable[CorrectionNote],
    site: Site,
    *,
    state: str,
    published: datetime,
) -> tuple[tuple[datetime, Mark, str], ...]:
    """
    All that readers of a site may know of what was wrong with an article.

    Args:
        article: The one.
        stories: Those whose words it holds.
        corrections: What its readers were told there.
        site: Where.
        state: How it is shown there now. Once it was taken back, nothing is left but that it was: notes of
            corrections say its words again.
        published: When readers first could see it there; UTC.
    """
    if state == "gone":
        removed = _removed(article, stories, site, published)
        return (removed,) if removed else ()
    return tuple([(c.at, "corrected", c.words) for c in corrections]) if state == "shown" else ()


def touched(
    before: Iterable[tuple[datetime, str, str]], after: Iterable[tuple[datetime, str, str]], site: Site
) -> frozenset[str]:
    """The pages that a change of what is told of an article touches by itself."""
    years = {local_day(at, site).year for at, _, _ in {*before} ^ {*after}}
    return frozenset((plan.CORRECTIONS, *(plan.errata_path(year) for year in years)) if years else ())


def title(path: str) -> str:
    """The title of a corrections page, by its path."""
    year = _year(path)
    return f"Corrections of {year}" if year else "Corrections"


def _year(path: str) -> int | None:
    found = plan.address(path)
    return found.day.year if found and found.day else None


def page(path: str, notices: Iterable[Notice], years: Iterable[int], site: Site, shell: Shell) -> CorrectionsPage:
    """
    A corrections page.

    Args:
        path: ``/corrections``, or that of a year.
        notices: The `MOST` latest, or all of the year.
        years: The site's years in which there was anything to tell.
        site: Whose.
        shell: What stands around it.
    """
    days: dict[date, list[Told]] = {}
    for notice in sorted(notices, key=lambda n: (n.at, n.href, n.words), reverse=True):
        days.setdefault(local_day(notice.at, site), []).append(_line(notice, site))
    year = _year(path)
    return CorrectionsPage(
        shell=shell,
        title=title(path),
        intro=INTRO,
        days=tuple([ToldDay(title=long(day), told=tuple(errata)) for day, errata in days.items()]),
        latest=Anchor(plan.CORRECTIONS, "The latest corrections") if year else None,
        years=() if year else tuple([Anchor(plan.errata_path(y), f"All of {y}") for y in sorted(years, reverse=True)]),
    )


def _line(notice: Notice, site: Site) -> Told:
    article = Anchor(notice.href, notice.headline or "An article of ours") if notice.href else None
    return Told(when=time(notice.at, site), mark=notice.mark, article=article, words=notice.words)


# Taken back


class _End(Struct, frozen=True):
    """That something was taken back."""

    at: datetime
    #: Follows "was taken back".
    how: str
    final: bool


_OURS: Final = "by decision of this newsroom"
_THEIRS: Final = "by order of the source that had supplied it"
_DOUBT: Final = "while this newsroom asks its source"


def _removed(
    article: Article, stories: Iterable[Story], site: Site, published: datetime
) -> tuple[datetime, Mark, str] | None:
    """That an article was taken back from readers who had seen it, without names; None if it was not."""
    ends = [e for e in (_by_us(article), *(_ended(s, article) for s in stories)) if e is not None]
    # Of several the one after which it cannot return; then the first.
    end = min(ends, key=lambda e: (not e.final, e.at), default=None)
    if end is None or end.at < published:
        return None
    more = "It must not be used any more." if end.final else "It may return."
    return end.at, "removed", f"An article of {short(local_day(published, site))} was taken back {end.how}. {more}"


def _ended(story: Story, article: Article) -> _End | None:
    """How a story ended; None while it stands, and where only the time for which we may keep it is over."""
    ours = _by_us(story)
    if holds.retired(story):
        return None
    if (ours is None or not ours.final) and (killed := _said(story, article, "kill", "canceled")):
        return _End(min(killed), _THEIRS, True)
    if ours is None and holds.recalled(story):
        released = max([d.entry for d in story.decisions if d.deed == "release"], default=0)
        return _End(min(_said(story, article, "recall", "recalled", after=released)), _DOUBT, False)
    return ours


def _by_us(thing: Story | Article) -> _End | None:
    """Our desk's decision that ended a story or an article; None if it stands, or was published again."""
    if not holds.refusal(thing.decisions):
        return None
    final = next((d.at for d in thing.decisions if d.deed in ("kill", "erase")), None)
    return _End(final or max(d.at for d in thing.decisions if d.deed == "withdraw"), _OURS, final is not None)


def _said(story: Story, article: Article, action: str, status: str, after: int = 0) -> list[datetime]:
    """
    When a source's words to take a story back came, those *after* an entry.

    A notice says when it was issued; it came no earlier than what we had decided before.
    """
    words = (t for t in story.told if t.action == action and t.entry > after)
    came = [max([t.issued, *(d.at for d in article.decisions if d.entry < t.entry)]) for t in words]
    return [*came, *(m.received for m in story.marks if m.status == status and m.delivery > after)]
