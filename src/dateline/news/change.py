"""How state follows from facts: one pure step a fact, the same when it happens and when the ledger is replayed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from msgspec.json import encode
from msgspec.structs import replace

from dateline.news import credit, rights
from dateline.news.blocks import Block
from dateline.news.facts import (
    Applied,
    Confirmed,
    Corrected,
    Edited,
    Entry,
    Erased,
    Killed,
    Published,
    Read,
    Received,
    Taken,
    Withdrawn,
    Wording,
)
from dateline.news.house import House
from dateline.news.rights import Standing
from dateline.news.story import Article, CorrectionNote, Decision, Deed, Mark, Revision, Story, Told
from dateline.news.wire import SourceStatus, Version, gravest


class State(Protocol):
    """What a step may look at."""

    def story(self, id: str) -> Story | None:
        """The story as it stood before this fact."""

    def article(self, id: str) -> Article | None:
        """The article as it stood before this fact."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""


@dataclass(frozen=True)
class Change:
    """What a fact makes different."""

    stories: tuple[Story, ...] = ()
    articles: tuple[Article, ...] = ()
    standing: Standing | None = None


def fold(entry: Entry, state: State) -> Change:
    """
    Take one step.

    Args:
        entry: The fact, with its number, moment and author.
        state: What stood before it.
    Returns:
        The stories, articles and settings that are now other than they were.
    """
    match entry.fact:
        case None | Received():
            return Change()
        case Read() as fact:
            return _read(entry, fact, state)
        case Applied() as fact:
            return Change(standing=replace(state.standing(), house=fact.house, since=entry.recorded))
        case Confirmed() as fact:
            standing = state.standing()
            return Change(standing=replace(standing, confirmed=standing.confirmed | {fact.digest}))
        case Taken() as fact:
            return _taken(entry, fact, state)
        case Published() as fact:
            return _published(entry, fact, state)
        case Edited() as fact:
            return _revised(entry, fact.article, fact.wording, fact.note, "edit", state)
        case Corrected() as fact:
            return _corrected(entry, fact, state)
        case Withdrawn() as fact:
            return _decided(entry, fact.id, "withdraw", fact.reason, state)
        case Killed() as fact:
            return _decided(entry, fact.id, "kill", fact.reason, state)
        case Erased() as fact:
            return _erased(entry, fact, state)


def blank(id: str, key: str = "") -> Story:
    """A story of which nothing has come yet but its id."""
    return Story(id=id, source=id.rpartition("-")[0], key=key)


def _read(entry: Entry, fact: Read, state: State) -> Change:
    if not fact.story:
        return Change()
    before = state.story(fact.story) or blank(fact.story, fact.key)
    received = fact.received or entry.recorded
    if fact.notice is not None:
        notice = fact.notice
        # A notice that proves nobody, or names no id, takes back at once; an editor makes a kill of it.
        sure = notice.item is not None and _proven(fact)
        action = "withhold" if notice.action == "kill" and not sure else notice.action
        told = Told(entry.number, action, notice.issued or received, notice.text)
        return Change(stories=(replace(before, told=(*before.told, told)),))
    if fact.version is None or any(d.deed == "erase" for d in before.decisions):
        return Change()
    mark = _mark(entry.number, fact, fact.version, received, before)
    marks = (*(m for m in before.marks if (m.delivery, m.item) != (mark.delivery, mark.item)), mark)
    after = replace(before, key=before.key or fact.key, marks=marks, parts=fact.parts or before.parts)
    text = fact.version if after.current == mark else _words(after, before, state)
    after = replace(after, text=text)
    return Change(stories=(after,), articles=_follow(entry, before, after, state))


def _proven(fact: Read) -> bool:
    """Whether the wire is one that agencies send to subscribers; anybody can write a text or put a feed on the web."""
    return fact.reader.partition("/")[0] not in ("plain", "rss")


def _words(after: Story, before: Story, state: State) -> Version | None:
    """The words in force: those that already were, unless a new reading took their place."""
    if after.current is None or after.current == before.current:
        return before.text
    return state.version(after.current.entry)


def _mark(number: int, fact: Read, version: Version, received: datetime, before: Story) -> Mark:
    same = next((m for m in before.marks if (m.delivery, m.item) == (fact.delivery, fact.item)), None)
    # A new reading of old bytes never gives back what the old reading held or killed; and wording that asks for a
    # kill or a hold, where the status does not say so, holds until a person has looked.
    asked: SourceStatus = "withheld" if {"kill", "withhold"} & set(version.signals) else "usable"
    said = "withheld" if version.status == "canceled" and not _proven(fact) else version.status
    status = gravest(said, asked, same.status if same else "usable")
    embargoes = (version.embargo, same.embargo if same else None)
    return Mark(
        entry=number,
        delivery=fact.delivery,
        item=fact.item,
        number=version.number,
        issued=version.issued or received,
        received=received,
        digest=digest(version),
        extent=version.extent,
        status=status,
        embargo=max((e for e in embargoes if e), default=None),
        expires=version.expires,
        signals=version.signals,
        notes=version.notes,
        words=credit.count(version.body),
    )


def _follow(entry: Entry, before: Story, after: Story, state: State) -> tuple[Article, ...]:
    """Articles that show the story unchanged go on showing it, where the source's updates are taken as they come."""
    house = state.standing().house
    source, current = house.source(after.source), after.current
    if source is None or source.updates != "auto" or current is None or current == before.current:
        return ()
    if current.status != "usable" or after.text is None or rights.killed(after):
        return ()
    articles = (state.article(id) for id in after.articles)
    return tuple(_updated(entry, a, after, current, after.text, house) for a in articles if a and not a.edited)


def _updated(entry: Entry, article: Article, story: Story, mark: Mark, text: Version, house: House) -> Article:
    correction = "correction" in mark.signals
    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=story.source,
        kind="correction" if correction else "update",
        version=mark.entry,
        words=mark.words,
    )
    notes = article.corrections
    if correction and mark.notes and article.published is not None:
        notes = (*notes, CorrectionNote(entry.recorded, " ".join(mark.notes), story.source))
    wording = credit.as_it_came(text, story=story, entry=mark.entry, house=house)
    return replace(article, wording=wording, revisions=(*article.revisions, revision), corrections=notes)


def _taken(entry: Entry, fact: Taken, state: State) -> Change:
    decision = Decision(entry.number, "take", entry.recorded, entry.by, fact.note)
    story = state.story(fact.story) or blank(fact.story)
    article = state.article(fact.article) or _begun(entry, fact.article, story, fact.version, state)
    article = replace(
        article, decisions=(*article.decisions, decision), parts=article.parts or fact.parts or story.parts
    )
    return Change(stories=(_with(story, decision, article.id),), articles=(article,))


def _published(entry: Entry, fact: Published, state: State) -> Change:
    article = state.article(fact.article)
    if article is None:
        story = state.story(fact.story) or blank(fact.story)
        article = replace(_begun(entry, fact.article, story, fact.version, state), parts=fact.parts or story.parts)
    decision = Decision(entry.number, "publish", entry.recorded, entry.by)
    given = {p.site for p in fact.placements}
    article = replace(
        article,
        placements=(*(p for p in article.placements if p.site not in given), *fact.placements),
        home=fact.home,
        published=article.published or entry.recorded,
        decisions=(*article.decisions, decision),
    )
    stories = tuple(_with(state.story(id) or blank(id), decision, article.id) for id in article.stories)
    return Change(stories=stories, articles=(article,))


def _begun(entry: Entry, id: str, story: Story, version: int, state: State) -> Article:
    """An article at its first revision: the story as it came."""
    text = state.version(version)
    house = state.standing().house
    wording = credit.as_it_came(text, story=story, entry=version, house=house) if text else Wording("", ())
    first = Revision(
        number=0,
        entry=entry.number,
        at=entry.recorded,
        by=story.source,
        kind="wire",
        version=version,
        words=credit.count(wording.blocks),
    )
    return Article(id=id, stories=(story.id,), wording=wording, revisions=(first,) if text else ())


def _with(story: Story, decision: Decision, article: str) -> Story:
    articles = story.articles if article in story.articles else (*story.articles, article)
    return replace(story, decisions=(*story.decisions, decision), articles=articles)


def _revised(entry: Entry, id: str, wording: Wording, note: str, deed: Deed, state: State) -> Change:
    article = state.article(id)
    if article is None:
        return Change()

    def wire(block: Block) -> str | None:
        source = block.source
        version = state.version(source.version) if source else None
        return version.body[source.block].text if source and version and source.block < len(version.body) else None

    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=entry.by,
        kind="correction" if deed == "correct" else "edit",
        version=article.revisions[-1].version if article.revisions else 0,
        words=credit.count(wording.blocks),
        share=round(credit.share(wording.blocks, wire), 4),
        note=note,
    )
    stories = tuple(dict.fromkeys((*article.stories[:1], *(b.source.story for b in wording.blocks if b.source))))
    after = replace(
        article,
        wording=wording,
        stories=stories,
        revisions=(*article.revisions, revision),
        decisions=(*article.decisions, Decision(entry.number, deed, entry.recorded, entry.by, note)),
    )
    joined = (state.story(s) for s in stories if s not in article.stories)
    return Change(stories=tuple(replace(s, articles=(*s.articles, id)) for s in joined if s), articles=(after,))


def _corrected(entry: Entry, fact: Corrected, state: State) -> Change:
    words = f"An earlier version said {_clause(fact.wrong)}. It should have said {_clause(fact.right)}."
    change = _revised(entry, fact.article, fact.wording, words, "correct", state)
    note = CorrectionNote(entry.recorded, words, entry.by)
    noted = tuple(replace(a, corrections=(*a.corrections, note)) for a in change.articles)
    return Change(stories=change.stories, articles=noted)


def _clause(words: str) -> str:
    return words.strip().rstrip(".")


def _decided(entry: Entry, id: str, deed: Deed, reason: str, state: State) -> Change:
    decision = Decision(entry.number, deed, entry.recorded, entry.by, reason)
    if article := state.article(id):
        return Change(articles=(replace(article, decisions=(*article.decisions, decision)),))
    story = state.story(id) or blank(id)
    return Change(stories=(replace(story, decisions=(*story.decisions, decision)),))


def _erased(entry: Entry, fact: Erased, state: State) -> Change:
    """What is left is that there was something; replaying a ledger without its bytes comes to the same."""
    decision = Decision(entry.number, "erase", entry.recorded, entry.by, fact.reason)
    story = state.story(fact.id) or blank(fact.id)
    empty = replace(blank(story.id), decisions=(*story.decisions, decision), articles=story.articles)
    articles = (state.article(id) for id in story.articles)
    return Change(stories=(empty,), articles=tuple(_emptied(a, fact) for a in articles if a))


def _emptied(article: Article, fact: Erased) -> Article:
    decisions = tuple(d for d in article.decisions if d.entry not in fact.entries)
    wording = _without(article.wording, fact.id)
    return replace(article, wording=wording, revisions=(), corrections=(), decisions=decisions)


def _without(wording: Wording, story: str) -> Wording:
    blocks = tuple(b for b in wording.blocks if b.source and b.source.story != story)
    return replace(wording, blocks=blocks) if blocks else Wording("", ())


def digest(version: Version) -> str:
    """A digest of what a version says, by which two texts under one number are told apart."""
    # In one order: a version read back from the ledger has the same digest as the one that was read from the wire.
    return blake2b(encode(version, order="deterministic"), digest_size=8).hexdigest()
