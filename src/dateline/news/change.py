"""How state follows from facts: one pure step a fact, the same when it happens and when the ledger is replayed."""

from collections.abc import Iterator

from msgspec.structs import replace

from dateline.news import agenda, clues, corrections, credit, desk, deskwork, fingerprint, holds, reading
from dateline.news.facts import (
    Applied,
    Assigned,
    Begun,
    Confirmed,
    Corrected,
    Edited,
    Entry,
    Erased,
    Gathered,
    Held,
    Joined,
    Judged,
    Killed,
    Looked,
    Noted,
    Packaged,
    Pinned,
    Planned,
    Published,
    Read,
    Readied,
    Received,
    Reissued,
    Released,
    Restored,
    Routed,
    Ruled,
    Separated,
    Spiked,
    Taken,
    Ungathered,
    Unpinned,
    Updated,
    Withdrawn,
)
from dateline.news.state import Change, Draft, State
from dateline.news.story import BY_PROGRAM, Article, Decision, Deed, Echo, Mark, Revision, Story, Told
from dateline.news.wire import Version

__all__ = ["Change", "State", "fold"]


def fold(entry: Entry, state: State) -> Change:
    """
    Take one step.

    Args:
        entry: The fact, with its number, moment and author.
        state: What stood before it.
    Returns:
        The stories, articles and settings that are now other than they were.
    """
    change = _step(entry, state)
    if not change.stories:
        return change
    draft = Draft(state, change)
    if isinstance(entry.fact, Erased):
        _gone(entry.fact, draft)
    for id in list(draft.stories):
        _settle(entry, id, draft)
    return draft.change()


def _step(entry: Entry, state: State) -> Change:
    match entry.fact:
        case Read() as fact:
            return reading.read(entry, fact, state)
        case Applied() as fact:
            return Change(
                standing=replace(state.standing(), house=fact.house, since=entry.recorded, entry=entry.number)
            )
        case Confirmed() as fact:
            standing = state.standing()
            return Change(standing=replace(standing, confirmed=standing.confirmed | {fact.digest}, entry=entry.number))
        case Taken() as fact:
            return desk.taken(entry, fact, state)
        case Begun() as fact:
            return desk.begun(entry, fact, state)
        case Published() as fact:
            return desk.published(entry, fact, state)
        case Edited() as fact:
            return desk.revised(entry, fact.article, fact.wording, fact.note, "edit", state)
        case Corrected() as fact:
            return desk.corrected(entry, fact, state)
        case Updated() as fact:
            return desk.updated(entry, fact, state)
        case Reissued() as fact:
            return desk.reissued(entry, fact, state)
        case Joined() | Separated() as fact:
            return desk.joined(entry, fact, state)
        case Packaged() as fact:
            return desk.packaged(entry, fact, state)
        case Pinned() | Unpinned() as fact:
            return desk.pinned(entry, fact, state)
        case Gathered() | Ungathered() as fact:
            return desk.gathered(entry, fact, state)
        case Judged() | Noted() | Assigned() | Readied() | Planned() | Ruled() | Routed() as fact:
            return _among_ourselves(entry, fact, state)
        case Erased() as fact:
            return desk.erased(entry, fact, state)
        case Withdrawn() | Killed() | Spiked() | Restored() | Held() | Released() as fact:
            moment = fact.until if isinstance(fact, Held) else None
            return desk.decided(entry, fact.id, _DEEDS[type(fact)], fact.reason, state, moment)
        case None | Received() | Looked():
            return Change()


def _among_ourselves(
    entry: Entry, fact: Judged | Noted | Assigned | Readied | Planned | Ruled | Routed, state: State
) -> Change:
    match fact:
        case Judged():
            return deskwork.judged(entry, fact, state)
        case Noted():
            return deskwork.noted(entry, fact, state)
        case Assigned():
            return deskwork.assigned(entry, fact, state)
        case Readied():
            return deskwork.readied(entry, fact, state)
        case Planned():
            return deskwork.planned(entry, fact, state)
        case Routed():
            return deskwork.routed(entry, fact, state)
        case Ruled():
            return Change(agenda=agenda.ruled(entry, fact, state.agenda()))


_DEEDS: dict[type, Deed] = {
    Withdrawn: "withdraw",
    Killed: "kill",
    Spiked: "spike",
    Restored: "restore",
    Held: "hold",
    Released: "release",
}


# What follows from a story's change for others


def _gone(fact: Erased, draft: Draft) -> None:
    """What others had of an erased story stays as it was, or goes, so that a replay without its words ends the same."""
    for id, number in fact.echoes:
        copy, echo = draft.story(id), Echo(fact.id, number)
        if copy is not None and echo not in copy.echoes:
            draft.put(replace(copy, echoes=(*copy.echoes, echo)))
    before = draft.before(fact.id)
    for mark in before.marks if before else ():
        reading.heard(mark.names, draft)


def _settle(entry: Entry, id: str, draft: Draft) -> None:
    """Carry what became of a story to those that are the same report, hold its words, or are nearly its copy."""
    story, before = draft.stories[id], draft.before(id)
    if story == before:
        return
    known = {m.entry for m in before.marks} if before else set()
    _near(entry, story, [m for m in story.marks if m.entry not in known], draft)
    if holds.killed(story) and not (before is not None and holds.killed(before)):
        _cut(entry, story, draft)
    for other in (*story.twins, *filter(None, [story.reissued])):
        twin = draft.story(other)
        if twin is not None and (shared := _shared(story, twin)) != twin:
            draft.put(shared)
            _settle(entry, other, draft)
    for item, other in corrections.languages(draft.stories[id], draft):
        whole, one = draft.story(item), draft.story(other)
        if whole is not None and one is not None and (shared := _spoken(whole, one)) != one:
            draft.put(shared)
            if other != id:
                _settle(entry, other, draft)
    reading.follow(entry, draft.stories[id], draft)


#: Decisions that hold for a report under whichever id.
_COMMON = frozenset({"kill", "withdraw", "hold", "release", "spike", "restore"})


def _shared(story: Story, other: Story) -> Story:
    """
    What is said of a report under one id, said of it under the other.

    A reissued story takes over what its source says after the reissue, and nothing that was decided about the old one.
    """
    if story.reissued == other.id:
        begun = next(d.entry for d in story.decisions if d.deed == "reissue")
        late = (t for t in (*story.told, *_told_by_versions(story)) if t.entry > begun)
        return reading.with_told(other, *late)
    decisions = {d.entry: d for d in (*other.decisions, *_common(story))}
    told = reading.with_told(other, *story.told, *_told_by_versions(story))
    return replace(told, decisions=tuple(decisions[n] for n in sorted(decisions)))


def _spoken(whole: Story, language: Story) -> Story:
    """What its source says of a whole item, said of a *language* of it; not what our desk decides."""
    words = [*whole.told, *_told_by_versions(whole)]
    if (latest := whole.latest) is not None and latest.status == "withheld":
        words.append(Told(latest.delivery, "withhold", latest.issued))
    return reading.with_told(language, *(replace(one, of=language.id) for one in words))


def _common(story: Story) -> Iterator[Decision]:
    """The decisions about a story that hold under its other ids too; a withdrawal, until a publication ended it."""
    ended = max((d.entry for d in story.decisions if d.deed == "publish"), default=0)
    return (d for d in story.decisions if d.deed in _COMMON and not (d.deed == "withdraw" and d.entry < ended))


def _told_by_versions(story: Story) -> list[Told]:
    """What versions say by their status, as words that can be told of another id."""
    return [
        Told(m.delivery, "kill" if m.status == "canceled" else "recall", m.issued, of=story.id)
        for m in story.marks
        if m.status in ("canceled", "recalled")
    ]


def prints(mark: Mark) -> tuple[int, ...]:
    """
    The clues of a killed version, by which its near-copies are found.

    More than are noted of others: a copy that lost half its text still shares one. They are the same whether the copy
    came before the kill or after it.
    """
    return fingerprint.prints(mark.sketch, 2 * len(fingerprint.prints(mark.sketch)))


def foreseen(source: str, version: Version) -> tuple[int, ...]:
    """The clues that the step of a version, which has just come from a *source*, looks up."""
    names = reading.names(source, version.slug, version.serial, version.headline)
    noted = fingerprint.prints(reading.known(version.headline, version.body).sketch)
    return (*clues.watched((*clues.named(*names), *noted)), *clues.named(*corrections.asked(source, version)))


def _near(entry: Entry, story: Story, fresh: list[Mark], draft: Draft) -> None:
    """Hold what is nearly a killed text, whichever of the two came first."""
    dead, before = holds.killed(story), draft.before(story.id)
    late = dead and not (before is not None and holds.killed(before))
    for mark in story.marks if late else fresh:
        noted = fingerprint.prints(mark.sketch)
        if mark in fresh:
            draft.note(story.id, *noted)
        if dead:
            draft.note(story.id, *clues.watched(prints(mark)))
        asked = prints(mark) if dead else clues.watched(noted)
        for id in draft.clued(*asked) if noted else ():
            killed, copy = (story, draft.story(id)) if dead else (draft.story(id), draft.stories[story.id])
            if killed and copy and _copied(killed, copy, draft):
                draft.put(replace(copy, echoes=(*copy.echoes, Echo(killed.id, entry.number))))


def _copied(killed: Story, copy: Story, draft: Draft) -> bool:
    """Whether a story's text is nearly that of a killed one, and nobody has said so yet."""
    if killed.id in {e.story for e in copy.echoes} or holds.killed(copy) or copy.id in _successors(killed, draft):
        return False
    return any(fingerprint.alike(a.sketch, b.sketch) for a in killed.marks for b in copy.marks)


def _successors(story: Story, draft: Draft) -> Iterator[str]:
    """The ids under which a story has stood since its first one."""
    yield story.id
    while story.reissued and (after := draft.story(story.reissued)) is not None:
        yield after.id
        story = after


def _cut(entry: Entry, story: Story, draft: Draft) -> None:
    """A killed story's blocks leave the articles they were pasted into, which an editor must then look at."""
    for id in story.articles:
        article = draft.article(id)
        if article is not None and article.stories[:1] != (story.id,) and story.id in article.stories:
            draft.put_article(_without(entry, article, story))


def _without(entry: Entry, article: Article, story: Story) -> Article:
    wording = desk.without(article.wording, story.id)
    why = f"the words of {story.id}, which was killed, have left it"
    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=BY_PROGRAM,
        kind="cut",
        version=article.revisions[-1].version if article.revisions else 0,
        words=credit.count(wording.blocks),
        note=why,
    )
    return replace(
        article,
        wording=wording,
        stories=tuple(s for s in article.stories if s != story.id),
        revisions=(*article.revisions, revision),
        decisions=(*article.decisions, Decision(entry.number, "withdraw", entry.recorded, BY_PROGRAM, why)),
    )
