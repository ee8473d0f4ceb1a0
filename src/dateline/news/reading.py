"""How a source's versions and notices change its stories: one pure step for each item that was read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from msgspec.json import encode
from msgspec.structs import replace

from dateline.news import advice, clues, corrections, credit, errata, fingerprint, holds, rights, takes
from dateline.news.blocks import Block
from dateline.news.desk import blank
from dateline.news.facts import Entry, Read
from dateline.news.house import House
from dateline.news.slugs import headline_name, working_names
from dateline.news.state import Change, Draft, State
from dateline.news.story import Article, CorrectionNote, Mark, Revision, Said, Story, Told
from dateline.news.wire import NO_END, SourceStatus, Version

#: A notice that names a story by its working name means one that was issued so long before it; names are used again.
REACH = timedelta(days=3)
#: Wires that anybody can write or put on the web; the others are sent to subscribers.
UNPROVEN = frozenset({"plain", "rss", "json-feed", "html", "wxr", "e-mail", "photo"})

_GRAVITY: tuple[Said, ...] = ("usable", "withheld", "recalled", "canceled")
_SAID: dict[SourceStatus, Said] = {"usable": "usable", "withheld": "withheld", "canceled": "canceled"}


def read(entry: Entry, fact: Read, state: State) -> Change:
    """What one item of a delivery makes different."""
    if not fact.story:
        return Change()
    if fact.notice is not None:
        return _noticed(entry, fact, state)
    if fact.version is None:
        return Change()
    before = live(fact.story, state) or blank(fact.story, fact.key)
    if any(d.deed == "erase" for d in before.decisions):
        return Change()
    received = fact.received or entry.recorded
    mark = _mark(entry.number, fact, fact.version, received, before)
    marks = (*(m for m in before.marks if (m.delivery, m.item) != (mark.delivery, mark.item)), mark)
    after = replace(before, key=before.key or fact.key, marks=marks, parts=fact.parts or before.parts)
    text = fact.version if after.current == mark else _words(after, before, state)
    if any(m.patch for m in (*before.marks, mark)):
        text = _patched(after, mark, fact.version, state)
    draft = Draft(state, Change())
    draft.note(after.id, *known(fact.version.headline, fact.version.body).blocks)
    draft.put(_called(replace(after, text=text), mark, draft))
    # What an older reading of the same bytes said to correct is perhaps said no more.
    corrections.renewed([n for m in before.marks if m not in after.marks for n in m.names], draft)
    return draft.change()


def live(id: str, state: State) -> Story | None:
    """The story that a source's words go to: what was reissued goes on under its new id."""
    story = state.story(id)
    while story is not None and story.reissued:
        story = state.story(story.reissued)
    return story


def _proven(fact: Read) -> bool:
    """Whether the wire is one that agencies send to subscribers."""
    return fact.reader.partition("/")[0] not in UNPROVEN


def _words(after: Story, before: Story, state: State) -> Version | None:
    """The words in force: those that already were, unless a new reading took their place."""
    if after.current is None or after.current == before.current:
        return before.text
    return state.version(after.current.entry)


def _patched(story: Story, fresh: Mark, version: Version, state: State) -> Version | None:
    """The words in force under the last headline that later changes gave them; *fresh* is the mark of *version*."""

    def words(mark: Mark) -> Version | None:
        return version if mark == fresh else state.version(mark.entry)

    text = words(story.current) if story.current else None
    for mark in sorted(story.marks, key=lambda m: m.order):
        if text is None or story.current is None or not mark.patch or mark.order < story.current.order:
            continue
        if (changed := words(mark)) is not None and changed.headline:
            text = replace(text, headline=changed.headline)
    return text


def _mark(number: int, fact: Read, version: Version, received: datetime, before: Story) -> Mark:
    same = next((m for m in before.marks if (m.delivery, m.item) == (fact.delivery, fact.item)), None)
    said, text = _said(version), known(version.headline, version.body)
    if said == "canceled" and not _proven(fact):
        said = "recalled"
    # A new reading of old bytes never gives back what the old reading held or killed.
    status = max(said, same.status if same else "usable", key=_GRAVITY.index)
    embargoes = (version.embargo, same.embargo if same else None)
    doubt = _doubt(version, status) or (same.doubt if same else "")
    return Mark(
        entry=number,
        delivery=fact.delivery,
        item=fact.item,
        number=version.number,
        issued=version.issued or received,
        received=received,
        digest=digest(version),
        # What continues a text never takes its place.
        extent="teaser" if takes.continues(version, doubt) else version.extent,
        status=status,
        doubt=doubt,
        embargo=max((e for e in embargoes if e), default=None),
        expires=version.expires,
        signals=version.signals,
        notes=version.notes,
        words=text.words,
        sketch=text.sketch,
        names=(
            *names(before.source, version.slug, version.serial, version.headline),
            *corrections.names(before.source, version),
        ),
        patch=version.patch,
    )


def _said(version: Version) -> Said:
    """What its source says of a version; an embargo of which no end is told anywhere is a hold."""
    endless = version.status == "usable" and version.embargo is None and NO_END in version.doubt.split("; ")
    return "withheld" if endless else _SAID[version.status]


class Known(NamedTuple):
    """What follows from a text's words alone."""

    #: How many are in the body.
    words: int
    #: What the text is known again by.
    sketch: tuple[int, ...]
    #: What its paragraphs are found by.
    blocks: tuple[int, ...]


# What a step asks of a version, a turn has asked before it: to look up in one go what all its steps will.
@lru_cache(maxsize=128)
def known(headline: str, body: tuple[Block, ...]) -> Known:
    """What follows from the words of a text; they are cut out once."""
    texts = [b.text for b in body]
    paragraphs = [fingerprint.words(t) for t in texts]
    sketch = fingerprint.sketch([*fingerprint.words(headline), *chain.from_iterable(paragraphs)])
    blocks = tuple(chain.from_iterable(map(fingerprint.middle, paragraphs)))
    return Known(credit.counted(" ".join(texts)), sketch, blocks)


def _doubt(version: Version, status: Said) -> str:
    """Why a person must look before the version may be used; empty if none need."""
    if doubt := "; ".join(one for one in version.doubt.split("; ") if one != NO_END):
        return doubt
    if status == "usable" and "kill" in version.signals:
        return "its words ask for a kill, and its status does not"
    if status == "usable" and "withhold" in version.signals and version.embargo is None:
        return "its words ask for a hold, and its status does not"
    if status == "usable" and advice.unpublishable(version):
        return "it is for the desk: its words say that it is an advisory, or not for publication"
    unread = rights.narrowing(version).unread
    return f"a restriction in its terms cannot be read: {unread[0]}" if unread else ""


# Notices


def _noticed(entry: Entry, fact: Read, state: State) -> Change:
    """A source's word about another item: on that item, or on the stories that bear the name it tells."""
    notice = fact.notice
    if notice is None:
        return Change()
    draft = Draft(state, Change())
    action = notice.action
    issued = notice.issued or fact.received or entry.recorded
    proven = _proven(fact)
    said = "recall" if action == "kill" and not proven else action
    told = Told(entry.number, said, issued, notice.text, proven, notice.until, notice.tombstone, fact.story)
    meant = with_told(draft.story(fact.story) or blank(fact.story, fact.key), told)
    draft.put(meant)
    after: Story | None = meant
    # What was reissued goes on under its new id, and so does what its source says of it.
    while after is not None and after.reissued:
        after = draft.story(after.reissued)
        if after is not None:
            draft.put(with_told(after, replace(told, of=after.id)))
    if notice.item is None:
        told_of = names(meant.source, notice.slug, notice.serial)
        draft.put(replace(meant, says=tuple(dict.fromkeys((*meant.says, *told_of)))))
        draft.note(meant.id, *clues.watched(clues.named(*told_of)))
        _deliver(meant.id, draft)
    return draft.change()


@lru_cache(maxsize=256)
def names(source: str, slug: str, serial: str, headline: str = "") -> tuple[str, ...]:
    """
    The names by which a notice without an id finds its story, and the story its notice.

    A notice that knows a story by its headline tells that in place of a working name.
    """
    known = [*working_names(slug), *(working_names(headline_name(headline)) if headline else [])]
    numbered = (f"serial:{source}:{serial}",) if serial else ()
    return (*numbered, *dict.fromkeys(f"name:{source}:{name}" for name in known if name))


def _called(story: Story, mark: Mark, draft: Draft) -> Story:
    """The story with what was told of its names before it came."""
    unmet, original = corrections.unmet(mark.names, draft), corrections.original(mark.names, draft)
    draft.put(replace(story, unmet=unmet or story.unmet, original=original or story.original))
    draft.note(story.id, *clues.named(*mark.names))
    heard(mark.names, draft)
    if len(story.marks) == 1:
        corrections.speak(story.id, draft)
    return draft.stories[story.id]


def heard(names: tuple[str, ...], draft: Draft) -> None:
    """Let what waits under any of these names reach those that bear them now, and what they correct know of it."""
    corrections.renewed(names, draft)
    for id in draft.clued(*clues.watched(clues.named(*names))) if names else ():
        _deliver(id, draft)


def _deliver(id: str, draft: Draft) -> None:
    """
    Let what waits under a name or a number reach the stories that bear it.

    A number means one text: where a story bears it, its namesakes are not meant. What is matched by its name alone is
    taken back, and an editor makes it a kill.
    """
    notices = draft.story(id)
    if notices is None:
        return
    numbers = [c for c in notices.says if c.startswith("serial:")]
    reached = {s for c in numbers for s in draft.clued(*clues.named(c)) if _tell(s, notices, c, notices.told, draft)}
    if not reached:
        weaker = tuple(replace(t, action="recall") if t.action == "kill" else t for t in notices.told)
        named = [c for c in notices.says if c.startswith("name:")]
        reached = {s for c in named for s in draft.clued(*clues.named(c)) if _tell(s, notices, c, weaker, draft)}
    for other in _one_report(set(notices.means) - reached, draft) - _one_report(reached, draft):
        if (story := draft.story(other)) is not None:
            gone = {t.entry for t in notices.told}
            draft.put(replace(story, told=tuple(t for t in story.told if t.entry not in gone)))
    draft.put(replace(notices, means=tuple(sorted(reached))))


def _one_report(ids: Iterable[str], draft: Draft) -> set[str]:
    """Those stories, and all that are the same report under other ids: what was said of one was said of all."""
    found, left = set[str](), list(ids)
    while left:
        id = left.pop()
        if id not in found:
            found.add(id)
            left += story.twins if (story := draft.story(id)) else ()
    return found


def _tell(id: str, notices: Story, name: str, words: Iterable[Told], draft: Draft) -> bool:
    """Tell a story what was said under one of its names, where a version so called was issued within reach."""
    story = draft.story(id)
    if story is None or id == notices.id:
        return False
    marks = [m for m in story.marks if name in m.names]
    found = [t for t in words if any(t.issued - REACH <= m.issued <= t.issued and not _carries(m, t) for m in marks)]
    if found:
        draft.put(with_told(story, *(replace(t, of=id) for t in found)))
    return bool(found)


def _carries(mark: Mark, told: Told) -> bool:
    """
    Whether a version is the advisory that brought the word: it bears the name of the story that it is about.

    Such a version was issued with the word, and says the same of itself.
    """
    signal = "kill" if told.action == "recall" else told.action
    alone = mark.doubt or mark.status != "usable" or signal == "lift"
    return mark.issued == told.issued and signal in mark.signals and bool(alone)


def with_told(story: Story, *told: Told) -> Story:
    """A story with what was told of it, each word once, a kill before the recall that it was taken for."""
    words = {(t.entry, t.issued): t for t in story.told}
    for one in told:
        known = words.get((one.entry, one.issued))
        if known is None or (known.action, one.action) == ("recall", "kill"):
            words[one.entry, one.issued] = one
    return replace(story, told=tuple(sorted(words.values(), key=lambda t: (t.issued, t.entry))))


# Articles that follow


def follow(entry: Entry, story: Story, draft: Draft) -> None:
    """Articles that show a story unchanged go on showing it, where the source's updates are taken as they come."""
    house = draft.standing().house
    source, current = house.source(story.source), story.current
    if source is None or source.updates != "auto" or current is None or story.text is None or holds.forbidden(story):
        return
    for id in story.articles:
        article = draft.article(id)
        if article is None or article.edited or article.stories[:1] != (story.id,):
            continue
        if article.revisions and not _shows(story, article.revisions[-1].version, current):
            draft.put_article(_updated(entry, article, story, current, story.text, house))


def _shows(story: Story, version: int, current: Mark) -> bool:
    """Whether who shows that *version* shows the text in force: it is that, or one of the takes that continue it."""
    mark = next((m for m in story.marks if m.entry == version), None)
    return version == current.entry or (mark is not None and takes.begun(story, mark) == current)


def _updated(entry: Entry, article: Article, story: Story, mark: Mark, text: Version, house: House) -> Article:
    came = credit.as_it_came(text, story=story, entry=mark.entry, house=house)
    wording = replace(came, kicker=article.wording.kicker)
    seen = article.published is not None and article.published <= entry.recorded
    words = errata.said(article.wording, wording) if "correction" in mark.signals and seen else ""
    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=story.source,
        kind="correction" if "correction" in mark.signals else "update",
        version=mark.entry,
        words=mark.words,
    )
    notes = (CorrectionNote(entry.recorded, words, story.source),) if words else ()
    return replace(
        article,
        wording=wording,
        revisions=(*article.revisions, revision),
        corrections=(*article.corrections, *notes),
    )


def digest(version: Version) -> str:
    """
    A digest of what a version says, by which two texts under one number are told apart.

    The envelope is no part of it: a text that is sent again in another message is the same text.
    """
    bare = replace(version, more={}, serial="")
    # In one order: a version read back from the ledger has the same digest as the one that was read from the wire.
    return blake2b(encode(bare, order="deterministic"), digest_size=8).hexdigest()
