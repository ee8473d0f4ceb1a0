"""What the index holds of an article, or of a story that has none: its words and fields, as they stand at a moment."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from dateline.news import credit, holds, rights
from dateline.news.about import about
from dateline.news.blocks import Block
from dateline.news.house import Use
from dateline.news.rights import Ruling, Standing
from dateline.news.seen import first_seen
from dateline.news.status import Status
from dateline.news.story import Article, Deed, Story
from dateline.news.topics import Topics
from dateline.news.wire import Version

#: What is asked of an article on a site: a page of its own, to be found by search, a few words that lead to it.
_USES: tuple[Use, ...] = ("display", "index", "teaser")

#: Verbs that nothing undoes.
_ENDS: tuple[Deed, ...] = ("kill", "erase")


class Document(Struct, frozen=True, kw_only=True):
    """One thing that can be found."""

    #: Of an article, or of a story that has none.
    id: str
    #: Ids by which it is found: its own, and those of its stories.
    parts: tuple[str, ...]
    #: What readers may find it by; empty where no site may show it.
    text: tuple[str, ...] = ()
    #: What our desk finds it by: all its words, the sources' too; empty where it must not be used.
    desk: tuple[str, ...] = ()
    #: Codes.
    sources: tuple[str, ...]
    #: Codes of the sites on which readers may find it.
    sites: tuple[str, ...] = ()
    #: Where it stands there: ``orbit/launch``.
    sections: tuple[str, ...] = ()
    #: Names of its subjects, as readers know them.
    topics: tuple[str, ...] = ()
    #: Names and codes of its subjects as its source sent them.
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    #: BCP 47, small letters: ``de-at``; and the language alone: ``de``.
    languages: tuple[str, ...] = ()
    status: Status
    #: When readers first saw it; else when its source issued it; UTC.
    date: datetime
    #: When the clock alone will make another document of it; UTC. None: never.
    until: datetime | None = None


def article_document(
    article: Article, stories: tuple[Story, ...], standing: Standing, moment: datetime, topics: Topics | None = None
) -> Document:
    """
    What is found of an article.

    Args:
        article: The one.
        stories: Those whose words it holds, its own first.
        standing: What is in force.
        moment: When; UTC.
        topics: The newsroom's vocabulary; None if it has none.
    """
    left = rights.left_out(article.wording.blocks, stories, standing)
    rulings = {p.site: ruled(article, stories, p.site, standing, moment, left) for p in article.placements}
    sites = tuple(site for site, found in rulings.items() if found.shown)
    wording, gone = article.wording, buried(article, stories)
    of_sources = [s.text for s in stories if s.text is not None and not gone]
    blocks = readable(article, left) if sites else ()
    return Document(
        id=article.id,
        parts=(article.id, *article.stories),
        # The headline counts twice: what it names is what the text is about.
        text=(wording.headline, wording.headline, wording.standfirst, *(b.text for b in blocks)) if sites else (),
        desk=() if gone else _desk(article, of_sources),
        sources=tuple(dict.fromkeys(s.source for s in stories)),
        sites=sites,
        sections=tuple(f"{p.site}/{p.section}" for p in article.placements if p.site in sites and p.section),
        by=() if gone else (credit.byline(article, stories, standing.house), *(v.byline for v in of_sources)),
        status=status_of(article, stories, standing, moment),
        date=dated(article, stories, sites),
        until=_until(
            (article, *stories), (r for found in rulings.values() for r in found.rulings), stories, standing, moment
        ),
        **_about(of_sources, topics),
    )


def story_document(story: Story, standing: Standing, moment: datetime, topics: Topics | None = None) -> Document | None:
    """What our desk finds of a story that has no article; None where there is only a notice that waits."""
    if story.current is None or story.means:
        return None
    of_source = [story.text] if story.text is not None and not holds.killed(story) else []
    return Document(
        id=story.id,
        parts=(story.id,),
        desk=tuple(words for v in of_source for words in (story.id, *_words(v))),
        sources=(story.source,),
        by=tuple(v.byline for v in of_source),
        status=rights.status(story, moment, standing),
        date=story.current.issued,
        until=_until((story,), (), (story,), standing, moment),
        **_about(of_source, topics),
    )


def buried(article: Article, stories: Iterable[Story]) -> bool:
    """Whether nobody may have an article's words: it is killed, or holds words of what is."""
    return any(d.deed in _ENDS for d in article.decisions) or any(map(holds.killed, stories))


def status_of(article: Article, stories: tuple[Story, ...], standing: Standing, moment: datetime) -> Status:
    """What became of an article: by a decision on itself, else of the story that it began with."""
    if any(d.deed in _ENDS for d in article.decisions):
        return "killed"
    if holds.refusal(article.decisions):
        return "withdrawn"
    begin, _ = holds.begins(article)
    if holds.forbids(article) or (begin is not None and moment < begin):
        return "held"
    return rights.status(stories[0], moment, standing) if stories else "published"


def dated(article: Article, stories: tuple[Story, ...], sites: Iterable[str]) -> datetime:
    """When readers of any of the *sites* first saw it; where none did, when its source issued it, or we began it."""
    seen = [s for site in sites if (s := first_seen(article, stories, site)) is not None]
    current = stories[0].current if stories else None
    return min(seen, default=article.published or (current.issued if current else article.revisions[0].at))


class Ruled(Struct, frozen=True):
    """What readers of a site may have of an article."""

    #: Whether they may find it: it stands there whole, and may be searched.
    shown: bool
    #: Words that may lead to it, at most; None: as many as we like.
    words: int | None
    rulings: tuple[Ruling, ...]


def ruled(
    article: Article,
    stories: tuple[Story, ...],
    site: str,
    standing: Standing,
    moment: datetime,
    left: tuple[str, ...],
) -> Ruled:
    """
    What readers of a site may have of an article.

    Args:
        article: The one.
        stories: Those whose words it holds.
        site: Where.
        standing: What is in force.
        moment: When; UTC.
        left: What `rights.left_out` says of its blocks.
    """
    found = rights.rule_uses(article, stories, _USES, moment, site=site, standing=standing, left=left)
    display, index, teaser = found
    # Nothing was given to readers before the first publish, whatever would be allowed.
    shown = article.published is not None and all(r.allowed and r.excerpt is None for r in (display, index))
    return Ruled(shown, teaser.excerpt if teaser.allowed else 0, tuple(found))


def readable(article: Article, left: tuple[str, ...]) -> tuple[Block, ...]:
    """The blocks that readers see: nobody else's part, and no captions, whose pictures are ruled apart."""
    return tuple(b for b, whose in zip(article.wording.blocks, left, strict=True) if not whose and b.kind != "media")


def _desk(article: Article, of_sources: Iterable[Version]) -> tuple[str, ...]:
    """All words of an article, and of its sources' texts what differs from it, each once."""
    wording = article.wording
    own = (wording.headline, wording.standfirst, *(b.text for b in wording.blocks))
    theirs = (words for version in of_sources for words in _words(version))
    return (wording.headline, *dict.fromkeys((*own, *theirs, article.id, *article.stories)))


def _words(version: Version) -> tuple[str, ...]:
    captions = (words for m in version.media for words in (m.headline, m.caption))
    heads = (version.headline, version.standfirst, *(h.text for h in version.headlines))
    return (version.headline, *heads, *(b.text for b in version.body), version.slug, *version.notes, *captions)


def _about(of_sources: list[Version], topics: Topics | None) -> dict[str, tuple[str, ...]]:
    found = [one for v in of_sources for one in about(v, dateline=v.dateline, topics=topics)]
    sent = [words for v in of_sources for s in v.subjects for words in (s.name, s.code)]
    languages = [v.language.lower() for v in of_sources if v.language]
    return {
        "topics": tuple(dict.fromkeys(a.name for a in found if a.kind == "topic")),
        "subjects": tuple(dict.fromkeys(filter(None, (*(a.slug for a in found if a.kind == "topic"), *sent)))),
        "places": tuple(dict.fromkeys(a.name for a in found if a.kind == "place")),
        "languages": tuple(dict.fromkeys(tag for whole in languages for tag in (whole, whole.partition("-")[0]))),
    }


def _until(
    things: Iterable[Article | Story],
    rulings: Iterable[Ruling],
    stories: Iterable[Story],
    standing: Standing,
    moment: datetime,
) -> datetime | None:
    begins = (holds.begins(thing)[0] for thing in things)
    set_for = (d.moment for s in stories for d in s.decisions if d.deed == "publish")
    ends = (rights.lapse(s, standing) for s in stories)
    coming = (*begins, *set_for, *ends, *(r.until for r in rulings))
    return min((m for m in coming if m is not None and m > moment), default=None)
