"""publish: give an article to sites' readers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import credit, ids, rights
from dateline.news.about import About, about, slug
from dateline.news.errors import NotAllowed
from dateline.news.facts import Form, Placement, Published
from dateline.news.holds import refusal
from dateline.news.house import Site
from dateline.news.rights import Ruling, Standing
from dateline.news.slugs import plain_headline
from dateline.news.story import Article, Decision, Story
from dateline.news.topics import Topics
from dateline.news.wire import Dateline
from dateline.verbs.common import Decided, article_of, decided, found, new_article, permitted, sites_of
from dateline.verbs.update import continued

FORMS: Final[tuple[Form, ...]] = get_args(Form)


def publish(
    id: str,
    *,
    sites: tuple[str, ...],
    by: str,
    ledger: Ledger,
    home: str = "",
    sections: Mapping[str, str] | None = None,
    at: datetime | None = None,
    topics: Topics | None = None,
    form: str = "",
) -> Decided:
    """
    Publish an article, or a story as it came.

    Args:
        id: The article's or the story's.
        sites: Where; codes. Sites it stands on already are kept.
        by: Who publishes it.
        ledger: Where the decision goes.
        home: The site it is at home on; the first of *sites* if nothing is said and it has no home yet.
        sections: Site → section; by topic where nothing is said.
        at: When readers get it; UTC. At once if nothing is said.
        topics: The newsroom's vocabulary, by which a section's topics, and what the article is about, are known in
            other codes too; None if it has none. What was chosen stands in the entry: a replay asks nobody.
        form: What kind of writing it is: one of `FORMS`; as it was, and a report at first, if nothing is said.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed, has no words, or no licence allows it there, with the reason. An embargo does not
            refuse: the article appears when it lifts. If *at* is past, or it is on one of the sites already.
    """
    asked = Publishing(sites, home, sections or {}, at, _form(form))
    if not sites:
        raise NotAllowed("publish", "say where: --site CODE, once for each site")
    with ledger.turn() as turn:
        article, story = wanted(turn, id)
        fact, remarks = publishing(turn, article, story, asked, topics)
        if article is not None and stands(turn, article, fact):
            return Decided(0, "publish", article.id, ("nothing has changed",))
        entry = turn.append(fact, by=by)
        continued(story.id, turn)
        return decided(entry, "publish", fact.article, *remarks)


class Publishing(Struct, frozen=True):
    """How something is to be published; see `publish`."""

    sites: tuple[str, ...]
    home: str = ""
    sections: Mapping[str, str] = {}
    at: datetime | None = None
    form: Form | None = None


def publishing(
    turn: Turn, article: Article | None, story: Story, asked: Publishing, topics: Topics | None
) -> tuple[Published, tuple[str, ...]]:
    """
    The fact that gives an article, or a story that has none, to readers; and what the person at the keyboard should
    know beside it. Nothing is appended.

    Raises:
        NotAllowed: As `publish` does.
    """
    standing, at, home = turn.standing(), asked.at, asked.home
    chosen = sites_of(standing, asked.sites, "publish")
    if home and home not in asked.sites:
        raise NotAllowed("publish", f"its home {home} is not among the sites it is published on")
    if at is not None and at <= turn.moment:
        raise NotAllowed("publish", f"{at:%Y-%m-%d %H:%M} UTC is past; leave the moment out to publish now")
    stories, moment = _stories(turn, article, story), at or turn.moment
    remarks = [_allowed(stories, site, moment, standing, article) for site in chosen]
    minting = _minting(article.id if article else new_article(turn, story), article, story, topics)
    when = (turn.moment, moment)
    placements = tuple(_place(site, article, minting, when, asked.sections) for site in chosen)
    at_home = home or (article.home if article else "") or chosen[0].code
    if article is not None:
        fact = Published(article.id, placements, at_home, form=asked.form)
    else:
        fact = _first(minting.id, story, placements, at_home, asked.form)
    return fact, tuple(dict.fromkeys(r for r in remarks if r))


def _first(id: str, story: Story, placements: tuple[Placement, ...], home: str, form: Form | None) -> Published:
    """A story given to readers as it came, which makes an article of it."""
    version = story.current.entry if story.current else 0
    return Published(id, placements, home, story=story.id, version=version, parts=story.parts, form=form)


def _form(form: str) -> Form | None:
    known = next((f for f in FORMS if f == form), None)
    if form and known is None:
        raise NotAllowed("publish", f"there is no form {form}; write one of: {', '.join(FORMS)}")
    return known


def stands(turn: Turn, article: Article, fact: Published) -> bool:
    """Whether it is given to readers just so: the second of two who publish at one moment has nothing left to do."""
    if article.home != fact.home or fact.form not in (None, article.form):
        return False
    if any(article.placement(p.site) != p for p in fact.placements):
        return False
    things: tuple[Article | Story, ...] = (article, *(s for id in article.stories if (s := turn.story(id))))
    return not any(refusal(thing.decisions) for thing in things)


def wanted(turn: Turn, id: str) -> tuple[Article | None, Story]:
    """
    What is to be published: an article, or a story as it came.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed, is spiked, or has no words.
    """
    thing = found(turn, id)
    if isinstance(thing, Story) and not thing.articles:
        permitted(turn, thing, "publish")
        if thing.text is None or not thing.headline:
            raise NotAllowed("publish", f"{id} has no words, or no headline")
        return None, thing
    article = article_of(turn, id, "publish")
    story = turn.story(article.stories[0])
    if story is None:
        raise NotAllowed("publish", f"{article.id} has lost its story")
    return article, story


def _stories(turn: Turn, article: Article | None, story: Story) -> tuple[Story, ...]:
    """The stories whose words it holds, as they will stand once this publish has ended a withdrawal."""
    found = [turn.story(id) for id in (article.stories if article else (story.id,))]
    returned = Decision(0, "publish", turn.moment, "")
    return tuple(replace(s, decisions=(*s.decisions, returned)) for s in found if s)


def _allowed(
    stories: tuple[Story, ...], site: Site, moment: datetime, standing: Standing, article: Article | None
) -> str:
    """A remark where it must wait for an embargo; raises where it is refused."""
    remark = ""
    before = article.placement(site.code) if article else None
    published = before.at if before and before.at and before.at <= moment else None
    for story in stories:
        ruling = rights.rule_story(story, "display", moment, site=site.code, standing=standing, published=published)
        if not ruling.allowed and ruling.until is not None:
            remark = f"{ruling.because}; it appears on {site.code} by itself"
            ruling = _after(story, site, ruling.until, standing)
        if not ruling.allowed:
            raise NotAllowed("publish", f"{story.id} on {site.code}: {ruling.because}")
    return remark


def _after(story: Story, site: Site, until: datetime, standing: Standing) -> Ruling:
    return rights.rule_story(story, "display", until, site=site.code, standing=standing)


class _Minting(Struct, frozen=True):
    """What the first publish on a site fixes there for good."""

    id: str
    headline: str
    #: Words by which a section is chosen, case-folded.
    said: set[str]
    about: tuple[About, ...]
    #: Site → the section that a rule of the desk chose.
    routed: dict[str, str]


def _minting(id: str, article: Article | None, story: Story, topics: Topics | None) -> _Minting:
    """A site that comes later takes over what the article is about where it stands already."""
    headline = article.wording.headline if article else plain_headline(story.headline)
    known = next((p.about for p in article.placements if p.about), ()) if article else ()
    routed = {site: r.section for r in reversed(story.routed) if r.section for site in r.sites}
    return _Minting(id, headline, _said(story, topics), known or _about(article, story, topics), routed)


def _about(article: Article | None, story: Story, topics: Topics | None) -> tuple[About, ...]:
    text = story.text
    if text is None:
        return ()
    dateline = article.wording.dateline if article else text.dateline
    if dateline is not None:
        # The place alone, as readers get it: not as an agency shouts it.
        dateline = replace(dateline, place=credit.line(Dateline(dateline.place)))
    said = about(text, dateline=dateline, topics=topics)
    tags = (About("topic", slug(tag), tag) for tag in _tags(story))
    known = {(one.kind, one.slug) for one in said}
    return (*said, *(tag for tag in tags if (tag.kind, tag.slug) not in known))


def _tags(story: Story) -> tuple[str, ...]:
    """What rules of the desk say that it is about, each once."""
    return tuple(dict.fromkeys(tag for r in story.routed for tag in r.tags))


def _place(
    site: Site,
    article: Article | None,
    minting: _Minting,
    when: tuple[datetime, datetime],
    sections: Mapping[str, str],
) -> Placement:
    """Where it will stand; *when* is now, and the moment from which readers get it."""
    now, moment = when
    wanted = sections.get(site.code, "")
    if wanted and site.section(wanted) is None:
        names = ", ".join(s.slug for s in site.sections)
        raise NotAllowed("publish", f"site {site.code} has no section {wanted}; it has: {names}")
    before = article.placement(site.code) if article else None
    routed = minting.routed.get(site.code, "")
    chosen = routed if site.section(routed) else _by_topic(site, minting.said)
    section = wanted or (before.section if before else "") or chosen
    if before is not None and before.at is not None and before.at > now:
        return replace(before, section=section, at=moment)
    if before is not None:
        if moment > now:
            raise NotAllowed(
                "publish", f"{minting.id} is on {site.code} already; `dateline withdraw` takes it off first"
            )
        return replace(before, section=section)
    day = moment.astimezone(ZoneInfo(site.timezone))
    path = f"/{day:%Y/%m/%d}/{ids.words_in_path(minting.headline)}-{ids.tail(minting.id)}"
    return Placement(site.code, path, section, moment, minting.about)


def _by_topic(site: Site, said: set[str]) -> str:
    """The first section that has a topic of which a story has *said* something, else the site's first."""
    for section in site.sections:
        if said & {topic.casefold() for topic in section.topics}:
            return section.slug
    return site.sections[0].slug


def _said(story: Story, topics: Topics | None) -> set[str]:
    """Words of what a story is about, case-folded: its subjects' names and codes, those of its headline and slug."""
    text = story.text
    if text is None:
        return set()
    own = f"{text.headline} {text.slug}".replace("-", " ").split()
    sent = [word for subject in text.subjects for word in (subject.name, subject.code)]
    return {word.casefold() for word in (*own, *sent, *_tags(story))} | (
        topics.words(text.subjects) if topics else set()
    )
