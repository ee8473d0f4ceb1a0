"""How our desk's verbs change stories and articles: one pure step a fact."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from dateline.news import credit
from dateline.news.blocks import Block
from dateline.news.facts import (
    Begun,
    Corrected,
    Entry,
    Erased,
    Gathered,
    Joined,
    Judgement,
    Packaged,
    Pinned,
    Published,
    Reissued,
    Separated,
    Taken,
    Ungathered,
    Unpinned,
    Updated,
    Wording,
)
from dateline.news.state import Change, State
from dateline.news.story import BY_PROGRAM, Article, CorrectionNote, Decision, Deed, Revision, Story, Verdict


def blank(id: str, key: str = "") -> Story:
    """A story of which nothing has come yet but its id."""
    return Story(id=id, source=id.rpartition("-")[0], key=key)


def taken(entry: Entry, fact: Taken, state: State) -> Change:
    """A story chosen by a named person; from then on there is an article."""
    decision = Decision(entry.number, "take", entry.recorded, entry.by, fact.note)
    story = state.story(fact.story) or blank(fact.story)
    article = state.article(fact.article) or _begun(entry, fact.article, story, fact.version, state)
    article = replace(
        article,
        decisions=(*article.decisions, decision),
        parts=article.parts or fact.parts or story.parts,
        verdicts=verdicts(entry, fact.judgements, article.verdicts),
    )
    return Change(stories=(_with(story, decision, article.id),), articles=(article,))


def verdicts(entry: Entry, judgements: Iterable[Judgement], before: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """What was said of each site, with what an entry says; that holds in place of what was said before."""
    said = {j.site: Verdict(j, entry.number, entry.recorded, entry.by) for j in judgements}
    return (*(v for v in before if v.judgement.site not in said), *said.values())


def begun(entry: Entry, fact: Begun, state: State) -> Change:
    """An article of our own; the words that came with it are a story of the house's own source."""
    decision = Decision(entry.number, "begin", entry.recorded, entry.by, fact.note)
    story = state.story(fact.story) or blank(fact.story)
    article = state.article(fact.article) or _begun(entry, fact.article, story, fact.version, state)
    article = replace(article, decisions=(*article.decisions, decision))
    return Change(stories=(_with(story, decision, article.id),), articles=(article,))


def published(entry: Entry, fact: Published, state: State) -> Change:
    """An article given to readers, at once or from a moment on."""
    article = state.article(fact.article)
    if article is None:
        story = state.story(fact.story) or blank(fact.story)
        article = replace(_begun(entry, fact.article, story, fact.version, state), parts=fact.parts or story.parts)
    first = min((p.at for p in fact.placements if p.at), default=entry.recorded)
    moment = first if first > entry.recorded else None
    decision = Decision(entry.number, "publish", entry.recorded, entry.by, moment=moment)
    given = {p.site for p in fact.placements}
    placed = dict(article.placed)
    for site in given:
        placed.setdefault(site, entry.number)
    article = replace(
        article,
        placed=tuple(sorted(placed.items())),
        placements=(*(p for p in article.placements if p.site not in given), *fact.placements),
        home=fact.home,
        form=fact.form or article.form,
        published=min(article.published or first, first),
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
    # What was said of the story before is said of its article; a kicker that a rule gave stands from the beginning.
    kicker = next((r.kicker for r in story.routed if r.kicker), "")
    return Article(
        id=id,
        stories=(story.id,),
        wording=replace(wording, kicker=kicker) if text else wording,
        revisions=(first,) if text else (),
        verdicts=story.verdicts,
        assigned=story.assigned,
    )


def _with(story: Story, decision: Decision, article: str) -> Story:
    articles = story.articles if article in story.articles else (*story.articles, article)
    return replace(story, decisions=(*story.decisions, decision), articles=articles)


def revised(entry: Entry, id: str, wording: Wording, note: str, deed: Deed, state: State) -> Change:
    """An article in other words of ours."""
    article = state.article(id)
    if article is None:
        return Change()

    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=entry.by,
        kind="correction" if deed == "correct" else "edit",
        version=article.revisions[-1].version if article.revisions else 0,
        words=credit.count(wording.blocks),
        share=round(credit.share(wording.blocks, lambda b: _wire(b, state)), 4),
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


def corrected(entry: Entry, fact: Corrected, state: State) -> Change:
    """An article mended, with a note for those who had read it."""
    words = correction(fact.wrong, fact.right)
    change = revised(entry, fact.article, fact.wording, words, "correct", state)
    told = CorrectionNote(entry.recorded, words, entry.by)
    noted = tuple(replace(a, corrections=(*a.corrections, told)) for a in change.articles)
    return Change(stories=change.stories, articles=noted)


def correction(wrong: str, right: str) -> str:
    """What readers are told of an error that was mended."""
    return f"An earlier version said {_clause(wrong)}. It should have said {_clause(right)}."


def _clause(words: str) -> str:
    return words.strip().rstrip(".")


def decided(entry: Entry, id: str, deed: Deed, reason: str, state: State, moment: datetime | None = None) -> Change:
    """A verb that says no more than what it did, and why."""
    decision = Decision(entry.number, deed, entry.recorded, entry.by, reason, moment)
    if article := state.article(id):
        return Change(articles=(replace(article, decisions=(*article.decisions, decision)),))
    story = state.story(id) or blank(id)
    return Change(stories=(replace(story, decisions=(*story.decisions, decision)),))


def erased(entry: Entry, fact: Erased, state: State) -> Change:
    """
    What is left is that there was something; replaying a ledger without its bytes comes to the same.

    An edit that held its words is gone as a whole: such an article is again what its own story says, and stands
    withdrawn until an editor has looked.
    """
    decision = Decision(entry.number, "erase", entry.recorded, entry.by, fact.reason)
    story = state.story(fact.id) or blank(fact.id)
    known = (state.article(id) for id in fact.articles or story.articles)
    articles = [a for a in known if a is not None]
    own = tuple(a.id for a in articles if a.stories[:1] == (fact.id,))
    empty = replace(blank(story.id), decisions=(*story.decisions, decision), articles=own)
    left = {a.id for a in articles} - set(own)
    others = {s: state.story(s) for a in articles for s in a.stories[1:] if s != fact.id}
    lost = (
        replace(s, articles=tuple(id for id in s.articles if not (id in left and _pasted(s, id, articles))))
        for s in others.values()
        if s is not None
    )
    return Change(
        stories=(empty, *lost),
        articles=tuple(_emptied(entry, a, fact, state) for a in articles),
        forgotten=(fact.id,),
    )


def _pasted(story: Story, id: str, articles: list[Article]) -> bool:
    """Whether the story is in that article only because an edit had put it there."""
    return any(a.id == id and a.stories[:1] != (story.id,) for a in articles)


def _emptied(entry: Entry, article: Article, fact: Erased, state: State) -> Article:
    decisions = tuple(d for d in article.decisions if d.entry not in fact.entries and d.by != BY_PROGRAM)
    main = state.story(article.stories[0]) if article.stories[:1] != (fact.id,) else None
    if main is None or main.current is None or main.text is None:
        bare = replace(article, wording=Wording("", ()), revisions=(), corrections=(), decisions=decisions)
        return replace(bare, stories=article.stories[:1])
    why = f"the words of {fact.id}, which was erased, have left it"
    withdrawn = Decision(entry.number, "withdraw", entry.recorded, BY_PROGRAM, why)
    wording = credit.as_it_came(main.text, story=main, entry=main.current.entry, house=state.standing().house)
    first = Revision(
        number=0,
        entry=entry.number,
        at=entry.recorded,
        by=main.source,
        kind="wire",
        version=main.current.entry,
        words=credit.count(wording.blocks),
    )
    return replace(
        article,
        stories=article.stories[:1],
        wording=wording,
        revisions=(first,),
        corrections=(),
        decisions=(*decisions, withdrawn),
    )


def without(wording: Wording, story: str) -> Wording:
    """
    Words without a story's blocks; nothing at all where no block of another is left.

    A post that holds one goes as a whole: its heading and what stands beside the block tell what it was.
    """
    gone = {b for b in wording.blocks if b.source is not None and b.source.story == story}
    posts = {b.post for b in gone} - {None}
    blocks = tuple(b for b in wording.blocks if b not in gone and b.post not in posts)
    return replace(wording, blocks=blocks) if any(b.source for b in blocks) else Wording("", ())


def updated(entry: Entry, fact: Updated, state: State) -> Change:
    """The source's newer version in an article, or the note that our desk did not want it."""
    article, story = state.article(fact.article), state.story(fact.story)
    if article is None or story is None:
        return Change()
    wording = fact.wording or article.wording
    declined = fact.wording is None
    corrected = not declined and bool(fact.correction)
    revision = Revision(
        number=len(article.revisions),
        entry=entry.number,
        at=entry.recorded,
        by=entry.by,
        kind="decline" if declined else ("correction" if corrected else "update"),
        version=fact.version,
        words=credit.count(wording.blocks),
        share=round(credit.share(wording.blocks, lambda b: _wire(b, state)), 4),
        note=fact.note,
    )
    notes = (CorrectionNote(entry.recorded, fact.correction, story.source),) if corrected else ()
    decision = Decision(entry.number, "decline" if declined else "update", entry.recorded, entry.by, fact.note)
    after = replace(
        article,
        wording=wording,
        revisions=(*article.revisions, revision),
        corrections=(*article.corrections, *notes),
        decisions=(*article.decisions, decision),
    )
    return Change(articles=(after,))


def _wire(block: Block, state: State) -> str | None:
    """A block's source text; None where it has no source."""
    source = block.source
    version = state.version(source.version) if source else None
    return version.body[source.block].text if source and version and source.block < len(version.body) else None


def reissued(entry: Entry, fact: Reissued, state: State) -> Change:
    """A new story with the words of one that was killed by mistake."""
    old, text = state.story(fact.id), state.version(fact.version)
    if old is None or text is None:
        return Change()
    decision = Decision(entry.number, "reissue", entry.recorded, entry.by, fact.reason)
    mark = next(m for m in old.marks if m.entry == fact.version)
    new = replace(
        blank(fact.story, f"reissue:{fact.id}"),
        source=old.source,
        marks=(replace(mark, status="usable", doubt=""),),
        text=replace(text, status="usable", doubt=""),
        decisions=(decision,),
        parts=old.parts,
    )
    return Change(stories=(replace(old, decisions=(*old.decisions, decision), reissued=fact.story), new))


def joined(entry: Entry, fact: Joined | Separated, state: State) -> Change:
    """Two stories that are one report, or are so no more."""
    together = isinstance(fact, Joined)
    decision = Decision(entry.number, "join" if together else "separate", entry.recorded, entry.by, fact.reason)
    # One whose words were erased since is in the state that follows from what is left as well.
    one, other = (state.story(id) or blank(id) for id in (fact.id, fact.other))
    return Change(stories=(_twinned(one, other, together, decision), _twinned(other, one, together, decision)))


def _twinned(story: Story, other: Story, together: bool, decision: Decision) -> Story:
    twins = {*story.twins, other.id} if together else {*story.twins} - {other.id}
    return replace(story, twins=tuple(sorted(twins)), decisions=(*story.decisions, decision))


def packaged(entry: Entry, fact: Packaged, state: State) -> Change:
    """What stands below an article."""
    article = state.article(fact.article)
    if article is None:
        return Change()
    decision = Decision(entry.number, "package", entry.recorded, entry.by, fact.reason)
    return Change(articles=(replace(article, parts=fact.parts, decisions=(*article.decisions, decision)),))


def pinned(entry: Entry, fact: Pinned | Unpinned, state: State) -> Change:
    """An article's place on a site's front."""
    article = state.article(fact.article)
    if article is None:
        return Change()
    site = fact.pin.site if isinstance(fact, Pinned) else fact.site
    others = tuple(p for p in article.pins if p.site != site)
    pins = (*others, fact.pin) if isinstance(fact, Pinned) else others
    deed: Deed = "pin" if isinstance(fact, Pinned) else "unpin"
    moment = fact.pin.until if isinstance(fact, Pinned) else None
    decision = Decision(entry.number, deed, entry.recorded, entry.by, fact.reason, moment)
    return Change(articles=(replace(article, pins=pins, decisions=(*article.decisions, decision)),))


def gathered(entry: Entry, fact: Gathered | Ungathered, state: State) -> Change:
    """Which collections an article is in."""
    article = state.article(fact.article)
    if article is None:
        return Change()
    meant = fact.membership if isinstance(fact, Gathered) else fact
    members = tuple(m for m in article.gathered if (m.site, m.collection) != (meant.site, meant.collection))
    members = (*members, fact.membership) if isinstance(fact, Gathered) else members
    deed: Deed = "gather" if isinstance(fact, Gathered) else "ungather"
    decision = Decision(entry.number, deed, entry.recorded, entry.by, fact.reason)
    return Change(articles=(replace(article, gathered=members, decisions=(*article.decisions, decision)),))
