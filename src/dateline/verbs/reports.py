"""What rights say of all that is published: what ends soon, and what a changed contract would change."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.news import rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Placement
from dateline.news.house import House, Licence, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Role

#: What an article on a site is used for.
USES: tuple[Use, ...] = ("display", "teaser", "feed", "index", "versions")
#: What a text below an article is used for; by itself a related story shows none of its words there.
BELOW: dict[Role, tuple[Use, ...]] = {"backgrounder": ("display", "index"), "teaser": ("teaser",)}

Effect = Literal["taken down", "brought back", "shortened", "lengthened"]


class State(Protocol):
    """What rulings follow from."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""

    def articles(self) -> Iterator[Article]:
        """All articles."""

    def standing(self) -> Standing:
        """What is in force."""


class Ending(Struct, frozen=True):
    """That a use of an article on a site, or of a text below it, ends at a moment."""

    article: str
    headline: str
    site: str
    path: str
    use: Use
    until: datetime
    because: str
    #: The story below the article whose use it is; empty: the article's own.
    part: str = ""


class Turned(Struct, frozen=True):
    """That a use of an article on a site, or of a text below it, would be ruled otherwise."""

    article: str
    headline: str
    site: str
    path: str
    use: Use
    effect: Effect
    because: str
    #: The story below the article whose use it is; empty: the article's own.
    part: str = ""
    #: Words that it could have then, at most; None: all of them, or none where it is taken down.
    words: int | None = None


class Barred(Struct, frozen=True):
    """That a text below an article may not be shown there now."""

    story: str
    role: Role
    site: str
    because: str


class Tried(Struct, frozen=True):
    """What other terms would change."""

    turned: tuple[Turned, ...]
    #: Names of the licences that would be templates nobody has confirmed: until somebody does they allow nothing.
    unconfirmed: tuple[str, ...] = ()


class _Shown(Struct, frozen=True):
    """A use that an article's page, or a list with it, makes of a text."""

    article: Article
    placement: Placement
    use: Use
    #: The text below the article; None: the article itself.
    part: Story | None = None

    @property
    def headline(self) -> str:
        """The text's own."""
        return self.part.headline if self.part else self.article.wording.headline

    @property
    def below(self) -> str:
        """The part's id; empty for the article itself."""
        return self.part.id if self.part else ""


def expiring(state: State, moment: datetime, before: datetime) -> tuple[Ending, ...]:
    """What is allowed at *moment* and ends *before* another, the soonest first."""
    standing = state.standing()
    found = [
        Ending(
            s.article.id, s.headline, s.placement.site, s.placement.path, s.use, ruling.until, ruling.because, s.below
        )
        for s in _shown(state)
        if (ruling := _ruling(s, moment, state, standing)).allowed
        and ruling.until is not None
        and ruling.until < before
    ]
    return tuple(sorted(found, key=lambda e: (e.until, e.article, e.site, e.part, USES.index(e.use))))


def simulate(state: State, licences: Iterable[Licence], moment: datetime) -> Tried:
    """
    What these licences would change if they were in force in place of those of their names.

    Raises:
        NotAllowed: If one of them replaces none, names a site that is not in force, or is given twice.
    """
    before = state.standing()
    changed = _replacing(tuple(licences), before.house)
    others = tuple(li for li in before.house.licences if li.name not in changed)
    house = replace(before.house, licences=(*others, *changed.values()))
    # Terms that are tried are taken as the owner's own.
    after = replace(before, house=house, confirmed=before.confirmed | {li.digest for li in changed.values()})
    turned = (_turned(s, _ruling(s, moment, state, before), _ruling(s, moment, state, after)) for s in _shown(state))
    templates = (li.name for li in changed.values() if li.template and li.digest not in before.confirmed)
    return Tried(tuple(t for t in turned if t is not None), tuple(templates))


def barred(
    article: Article, parts: Iterable[tuple[Role, Story]], moment: datetime, standing: Standing
) -> Iterator[Barred]:
    """Which texts may not be shown below an article, on each site it stands on or is set for, and why."""
    for placement in article.placements:
        for role, story in parts:
            for use in BELOW.get(role, ())[:1]:
                at = max(moment, placement.at or moment)
                ruling = rights.rule_story(
                    story, use, at, site=placement.site, standing=standing, published=placement.at
                )
                if not ruling.allowed:
                    yield Barred(story.id, role, placement.site, ruling.because)


def _replacing(licences: tuple[Licence, ...], house: House) -> dict[str, Licence]:
    known = ", ".join(li.name for li in house.licences) or "none"
    codes = [s.code for s in house.sites]
    for licence in licences:
        if house.licence(licence.name) is None:
            what = f"{licence.name}.toml: no licence {licence.name} is in force that it could stand in for"
            raise NotAllowed("rights", f"{what}; name the file after one of: {known}")
        if sum(li.name == licence.name for li in licences) > 1:
            raise NotAllowed("rights", f"{licence.name}.toml is given twice; try one draft of a licence at a time")
        if strange := [code for code in licence.sites if code not in codes]:
            what = f"{licence.name}.toml: sites names {strange[0]}, which is no site in force"
            raise NotAllowed("rights", f"{what}; there are: {', '.join(codes) or 'none'}")
    return {li.name: li for li in licences}


def _turned(shown: _Shown, old: Ruling, new: Ruling) -> Turned | None:
    effect = _effect(old, new)
    if effect is None:
        return None
    place = shown.placement
    words = new.excerpt if new.allowed else None
    return Turned(
        shown.article.id, shown.headline, place.site, place.path, shown.use, effect, new.because, shown.below, words
    )


def _effect(old: Ruling, new: Ruling) -> Effect | None:
    if old.allowed != new.allowed:
        return "brought back" if new.allowed else "taken down"
    if not new.allowed or old.excerpt == new.excerpt:
        return None
    shorter = old.excerpt is None or (new.excerpt is not None and new.excerpt < old.excerpt)
    return "shortened" if shorter else "lengthened"


def _shown(state: State) -> Iterator[_Shown]:
    for article in state.articles():
        below = [(p.role, s) for p in article.parts if (s := state.story(p.story)) is not None]
        for placement in article.placements:
            yield from (_Shown(article, placement, use) for use in USES)
            for role, story in below:
                yield from (_Shown(article, placement, use, story) for use in BELOW.get(role, ()))


def _ruling(shown: _Shown, moment: datetime, state: State, standing: Standing) -> Ruling:
    site, published = shown.placement.site, shown.placement.at
    stories = [s for id in shown.article.stories if (s := state.story(id)) is not None]
    use = shown.use if shown.part is None else "display"
    ruling = rights.rule_article(shown.article, stories, use, moment, site=site, standing=standing)
    # What stands below a page goes with it.
    if shown.part is None or not ruling.allowed:
        return ruling
    return rights.rule_story(shown.part, shown.use, moment, site=site, standing=standing, published=published)
