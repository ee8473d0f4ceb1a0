"""An article as its editors have it: whose words it holds, what the house's style says of them, what stands below."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from dateline.desk.api.common import Desk
from dateline.desk.cleaning import cleaned
from dateline.desk.drafts import Words, chosen, words_of
from dateline.news import credit, house_style, rights
from dateline.news.blocks import Block
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Membership, Part, Pin, Placement, Wording
from dateline.news.house import Editing
from dateline.news.house_style import Suggestion, Text
from dateline.news.story import Article, Story
from dateline.sites.needs import Pictures
from dateline.verbs.edit import Draft, whose
from dateline.verbs.update import proposal


class Teller(Struct, frozen=True):
    """A story whose words an article holds."""

    id: str
    #: The source's code, and as readers know it.
    source: str
    name: str
    #: How far its licences let its words be changed.
    editing: Editing
    own: bool = False


class Pictured(Struct, frozen=True, omit_defaults=True):
    """A picture that came with a story."""

    story: str
    #: The digest of its file.
    picture: str
    src: str
    #: In its source's words.
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""


class Below(Struct, frozen=True):
    """What stands below an article."""

    role: str
    story: str
    headline: str


class Told(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An article, as its editors have it."""

    id: str
    #: How many revisions it has.
    revision: int
    words: Words
    #: The source's working name for it.
    slug: str = ""
    #: As it is printed.
    dateline: str = ""
    live: bool = False
    direction: str = "ltr"
    tellers: tuple[Teller, ...] = ()
    parts: tuple[Below, ...] = ()
    pictures: tuple[Pictured, ...] = ()
    placements: tuple[Placement, ...] = ()
    home: str = ""
    form: str = ""
    pins: tuple[Pin, ...] = ()
    gathered: tuple[Membership, ...] = ()
    published: datetime | None = None
    #: The number that the next draft goes on from.
    draft: int
    #: Whether its source has sent a newer version that waits.
    proposed: bool = False
    checks: tuple[Suggestion, ...] = ()
    #: Words of the body, and the share of them that sources wrote, from 0 to 1.
    count: int = 0
    share: float = 0.0


def told(desk: Desk, found: Article, number: int) -> Told:
    """
    An article, for its editors.

    Args:
        desk: Where.
        found: The article.
        number: That the next draft of it goes on from.
    """
    ledger, stories, given = desk.room.ledger, stories_of(desk, found), words_of(found.wording)
    first = stories[0].text if stories else None
    return Told(
        id=found.id,
        revision=len(found.revisions),
        words=given,
        slug=first.slug if first else "",
        direction=first.direction if first else "ltr",
        dateline=credit.line(found.wording.dateline),
        live=found.wording.live,
        tellers=tuple(_teller(desk, s) for s in stories),
        parts=tuple(_below(desk, p) for p in found.parts),
        pictures=tuple(_pictures(desk, desk.room.pictures, stories)),
        placements=found.placements,
        home=found.home,
        form=found.form,
        pins=found.pins,
        gathered=found.gathered,
        published=found.published,
        draft=number,
        proposed=proposal(found, ledger) is not None,
        checks=checks(desk, found, given),
        count=credit.count(given.blocks),
        share=share(desk, given.blocks),
    )


def article_at(desk: Desk, id: str) -> Article:
    """
    The article of that *id*, or of that story.

    Raises:
        StoryNotFound: If there is neither.
        NotAllowed: If the story is not taken yet.
    """
    ledger = desk.room.ledger
    found = ledger.article(id)
    if found is None:
        story = ledger.story(id)
        if story is None:
            raise StoryNotFound(id)
        found = ledger.article(story.articles[0]) if story.articles else None
    if found is None:
        raise NotAllowed("edit", f"{id} is not taken yet; take it first")
    return found


def stories_of(desk: Desk, found: Article) -> tuple[Story, ...]:
    """Those whose words it holds."""
    return tuple(s for id in found.stories if (s := desk.room.ledger.story(id)) is not None)


def given(desk: Desk, found: Article, said: Words) -> Words:
    """Words from outside: clean, and each block with the source that it has, whatever is said of it."""
    known = {(b.kind, b.html) for b in found.wording.blocks}
    known |= {(b.kind, b.html) for s in stories_of(desk, found) if s.text for b in s.text.body}
    return replace(said, blocks=whose(desk.room.ledger, found, cleaned(said.blocks, known)))


def draft_of(given: Words, base: int | None) -> Draft:
    """What somebody typed, as the verbs take it; *base*: how many revisions the article had when they began."""
    return Draft(
        headline=given.headline,
        standfirst=given.standfirst,
        kicker=given.kicker,
        byline=given.byline,
        pictures=chosen(given),
        blocks=given.blocks,
        base=base,
    )


def worded(wording: Wording, given: Words) -> Wording:
    """An article's words with those that somebody typed in their place."""
    return replace(
        wording,
        headline=given.headline,
        standfirst=given.standfirst,
        kicker=given.kicker,
        byline=given.byline,
        pictures=chosen(given),
        blocks=given.blocks,
    )


def name_of(desk: Desk, id: str) -> str:
    """What a person, or a source, is called."""
    person = desk.accounts.person(id)
    if person is not None:
        return person.name
    source = desk.room.ledger.standing().house.source(id)
    return source.name if source else id


def _teller(desk: Desk, story: Story) -> Teller:
    standing = desk.room.ledger.standing()
    house, source = standing.house, standing.house.source(story.source)
    licences = rights.licences_of(story, standing)
    strict = next((e for e in ("none", "cut") if any(li.edit == e for li in licences)), "free")
    editing: Editing = "none" if not licences else "cut" if strict == "cut" else "none" if strict == "none" else "free"
    name = ", ".join(credit.names(story, house)) or (source.name if source else story.source)
    return Teller(story.id, story.source, name, editing, credit.is_own(story, house))


def _below(desk: Desk, part: Part) -> Below:
    story = desk.room.ledger.story(part.story)
    return Below(part.role, part.story, story.headline if story else "")


def _pictures(desk: Desk, pictures: Pictures, stories: Iterable[Story]) -> Iterable[Pictured]:
    standing = desk.room.ledger.standing()
    for story in stories:
        if story.text is None or not story.text.media:
            continue
        for one in pictures.of(story, standing).pictures:
            shown = one.picture
            terms = shown.licence.words if shown.licence else ""
            yield Pictured(story.id, one.digest, one.card.src, shown.alt, shown.caption, shown.credit, terms)


def checks(desk: Desk, found: Article, given: Words) -> tuple[Suggestion, ...]:
    """What the house's style says of them, but for words that their licence does not let us change."""
    stories = stories_of(desk, found)
    fixed = {t.id for t in (_teller(desk, s) for s in stories) if t.editing != "free"}
    first = stories[0].current if stories else None
    dateline = found.wording.dateline
    text = Text(
        headline=given.headline,
        standfirst=given.standfirst,
        byline=given.byline,
        blocks=given.blocks,
        dateline=dateline,
        day=(dateline.day if dateline else None) or (first.issued.date() if first else desk.room.clock.now().date()),
    )
    own = bool(stories) and stories[0].id in fixed
    return tuple(s for s in house_style.suggestions(text) if not _fixed(s, given.blocks, fixed, own=own))


def _fixed(found: Suggestion, blocks: tuple[Block, ...], fixed: set[str], *, own: bool) -> bool:
    if isinstance(found.place, str):
        return own and found.place != "byline"
    source = blocks[found.place].source
    return source is not None and source.story in fixed


def share(desk: Desk, blocks: tuple[Block, ...]) -> float:
    """The share of a body's words that sources wrote, from 0 to 1."""

    def wire(block: Block) -> str | None:
        source = block.source
        version = desk.room.ledger.version(source.version) if source else None
        return version.body[source.block].text if source and version and source.block < len(version.body) else None

    return round(credit.share(blocks, wire), 4)
