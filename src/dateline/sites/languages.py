"""The same story in other languages, as its source tells them apart: each on the site at which it is at home."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.story import Story
from dateline.news.uses import earliest
from dateline.sites.items import canonical
from dateline.sites.needs import News
from dateline.sites.pages import Alternate
from dateline.sites.plan import language_part
from dateline.sites.showing import View, view
from dateline.sites.words import address

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Languages(Struct, frozen=True):
    """A story's other languages."""

    #: By their tags; none in the page's own.
    others: tuple[Alternate, ...] = ()
    #: The parts that its page waits for.
    waits: tuple[str, ...] = ()
    #: When any of this may be otherwise; None: never by the clock alone.
    until: datetime | None = None


def parts(stories: Iterable[Story]) -> set[str]:
    """The parts of the reverse index under which the other languages of stories are found."""
    return {language_part(story.original or story.id) for story in stories if story.original or story.languages}


def spoken(story: Story, site: Site) -> str:
    """The language of a story on a site: the text's own, if its source says it well."""
    told = story.text.language if story.text else ""
    return told if _TAG.fullmatch(told) else site.language


def languages(stories: tuple[Story, ...], site: Site, news: News, moment: datetime) -> Languages:
    """
    The other languages of the story that an article begins with, as machines may be led to them.

    Args:
        stories: Those of the article.
        site: Where it stands.
        news: Where the others are.
        moment: Of the rulings.
    """
    story = stories[0] if stories else None
    if story is None or not (waits := parts([story])):
        return Languages()
    pages = [page for other in _others(story, news) for page in _pages(other, news, moment)]
    here = spoken(story, site).casefold()
    found = {one.language.casefold(): one for one, _ in pages if one is not None and one.language.casefold() != here}
    # What waits today is there tomorrow, by the clock alone.
    return Languages(tuple(found[tag] for tag in sorted(found)), tuple(waits), earliest(until for _, until in pages))


def _others(story: Story, news: News) -> Iterator[Story]:
    """The story that it is a translation of, and the other translations of that."""
    original = news.story(story.original) if story.original else story
    ids = [story.original, *(original.languages if original else ())]
    yield from (other for id in ids if id not in ("", story.id) and (other := news.story(id)) is not None)


def _pages(story: Story, news: News, moment: datetime) -> Iterator[tuple[Alternate | None, datetime | None]]:
    """The pages of a story's own articles, if machines are led to them, and until when that is so."""
    standing = news.standing()
    own = [one for id in story.articles if (one := news.article(id)) is not None and one.stories[0] == story.id]
    for article, placement in [(one, placement) for one in own for placement in one.placements]:
        site = standing.house.site(placement.site)
        seen = view(article, site, news, moment) if site else None
        if site is not None and seen is not None:
            page = Alternate(spoken(story, site), address(site, placement.path), site.name)
            yield page if _leads(seen, standing) else None, seen.showing.until


def _leads(seen: View, standing: Standing) -> bool:
    """Whether search engines take a page for the original."""
    return seen.showing.state == "shown" and seen.showing.indexed and canonical(seen, standing) is None
