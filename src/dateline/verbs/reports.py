"""What rights say of all that is published: what ends soon, and what a changed contract would change."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.news import rights
from dateline.news.house import Licence, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Article, Story

#: What an article on a site is used for.
USES: tuple[Use, ...] = ("display", "teaser", "feed", "index")


class State(Protocol):
    """What rulings follow from."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""

    def articles(self) -> Iterator[Article]:
        """All articles."""

    def standing(self) -> Standing:
        """What is in force."""


class Ending(Struct, frozen=True):
    """That a use of an article on a site ends at a moment."""

    article: str
    headline: str
    site: str
    path: str
    use: Use
    until: datetime
    because: str


class Turned(Struct, frozen=True):
    """That a use of an article on a site would be ruled otherwise."""

    article: str
    headline: str
    site: str
    path: str
    use: Use
    #: ``taken down`` or ``brought back``.
    effect: str
    because: str


def expiring(state: State, moment: datetime, before: datetime) -> tuple[Ending, ...]:
    """What is allowed at *moment* and ends *before* another, the soonest first."""
    standing = state.standing()
    found = [
        Ending(a.id, a.wording.headline, p.site, p.path, use, ruling.until, ruling.because)
        for a in state.articles()
        for p in a.placements
        for use in USES
        if (ruling := _ruling(a, use, p.site, moment, state, standing)).allowed
        and ruling.until is not None
        and ruling.until < before
    ]
    return tuple(sorted(found, key=lambda e: (e.until, e.article, e.site, USES.index(e.use))))


def simulate(state: State, licences: Iterable[Licence], moment: datetime) -> tuple[Turned, ...]:
    """What would be taken down or brought back if these licences were in force in place of those of their names."""
    before = state.standing()
    changed = {li.name: li for li in licences}
    others = tuple(li for li in before.house.licences if li.name not in changed)
    house = replace(before.house, licences=(*others, *changed.values()))
    # Terms that are tried are taken as the owner's own.
    after = replace(before, house=house, confirmed=before.confirmed | {li.digest for li in changed.values()})
    turned = []
    for article in state.articles():
        for placement in article.placements:
            for use in USES:
                old = _ruling(article, use, placement.site, moment, state, before)
                new = _ruling(article, use, placement.site, moment, state, after)
                if old.allowed != new.allowed:
                    effect = "brought back" if new.allowed else "taken down"
                    headline, path = article.wording.headline, placement.path
                    turned.append(Turned(article.id, headline, placement.site, path, use, effect, new.because))
    return tuple(turned)


def _ruling(article: Article, use: Use, site: str, moment: datetime, state: State, standing: Standing) -> Ruling:
    stories = [s for id in article.stories if (s := state.story(id)) is not None]
    return rights.rule_article(article, stories, use, moment, site=site, standing=standing)
