"""What takes a text back, or holds it: kills, withdrawals, a source's word, our desk's, and doubt."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from dateline.news.story import BY_PROGRAM, Article, Decision, Story, Told

#: Later than all ends of embargoes.
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def refusal(decisions: Iterable[Decision]) -> str:
    """Why our desk's decisions forbid a story or an article; empty if they do not."""
    latest = ""
    for decision in decisions:
        if decision.deed == "kill":
            return f"killed by entry {decision.entry}"
        if decision.deed == "erase":
            return f"erased by entry {decision.entry}"
        if decision.deed == "withdraw":
            latest = f"withdrawn by entry {decision.entry}"
        elif decision.deed == "publish":
            latest = ""
    return latest


def killed(story: Story) -> bool:
    """Whether the source or our desk has killed the story, or erased it; nothing undoes it."""
    # Asked several times a delivery: loops, because they are several times as quick as three times any().
    for mark in story.marks:
        if mark.status == "canceled":
            return True
    for told in story.told:
        if told.action == "kill":
            return True
    return bool(story.decisions) and any(d.deed in ("kill", "erase") for d in story.decisions)


def retired(story: Story) -> bool:
    """Whether its words left only because we might keep them no longer."""
    endings = [d for d in story.decisions if d.deed in ("kill", "erase")]
    return not story.told and bool(endings) and all(d.deed == "erase" and d.by == BY_PROGRAM for d in endings)


def recalled(story: Story) -> str:
    """Why the story is taken back on its source's word, if that does not prove a kill; else empty."""
    what = "kill it, or release it with a reason"
    if any(m.status == "recalled" and not _released(story.decisions, m.delivery) for m in story.marks):
        return f"its source seems to kill it, over a path that proves nobody: {what}"
    words = [t for t in story.told if t.action == "recall" and not _released(story.decisions, t.entry)]
    # Of a tombstone and an entry the later one counts (RFC 6721).
    latest = story.latest
    words = [t for t in words if not (t.tombstone and latest is not None and latest.issued > t.issued)]
    if not words:
        return ""
    # What is proven and no kill was said of a name that other stories may bear.
    path = "over a path that proves nobody" if not all(t.proven for t in words) else "and names only its slug"
    return f"{_speaker(story, words)} seems to kill it, {path}: {what}"


def withheld(story: Story) -> bool:
    """Whether the source, in its latest word, wants the story held; of two words at one moment the careful one."""
    if not story.told:
        return story.latest is None or story.latest.status == "withheld"
    return _endless(story, own=True) or _endless(story, own=False)


def _endless(story: Story, *, own: bool) -> bool:
    """Whether the story is held without an end: by words said of itself, or of others that are the same report."""
    if (told := _word(story, own=own)) is not None:
        return told.action == "withhold" and told.until is None
    return own and (story.latest is None or story.latest.status == "withheld")


def _word(story: Story, *, own: bool) -> Told | None:
    """
    The latest word to hold the story or to use it, unless a version is later; of two at one moment the careful one.

    What was said of a story by its own source lifts what that source asked; what was said of another does not.
    """
    words = (t for t in story.told if t.action in ("withhold", "lift") and _own(story, t) == own)
    said = (t for t in words if not _let_go(story, t))
    told = max(said, key=lambda t: (t.issued, t.action == "withhold", t.until or _NEVER), default=None)
    late = told is not None and story.latest is not None and told.issued < story.latest.issued
    return None if late else told


def _own(story: Story, told: Told) -> bool:
    return told.of in ("", story.id)


def _speaker(story: Story, words: Iterable[Told]) -> str:
    """Whose words they are: of its own source, or of the source of a story that is the same report."""
    own = any(t.of == story.id or (not t.of and not story.twins) for t in words)
    others = sorted({id for t in words for id in ((t.of,) if t.of else story.twins)})
    return "its source" if own else f"the source of {', '.join(others)}, which is the same report,"


def hearsay(story: Story) -> bool:
    """Whether the story is held on its source's word alone, over a path that proves nobody."""
    return any(t.action == "withhold" and not t.proven and not _let_go(story, t) for t in story.told)


def _let_go(story: Story, told: Told) -> bool:
    return not told.proven and _released(story.decisions, told.entry)


def doubted(story: Story) -> str:
    """Why the program holds the story until a person has looked; empty if it does not."""
    latest, current = story.latest, story.current
    # What changes a text later may be in doubt, and so may the text itself.
    for mark in (current,) if latest is current else (latest, current):
        if mark is not None and mark.doubt and not _released(story.decisions, mark.delivery):
            return mark.doubt
    echoes = [e.story for e in story.echoes if not _released(story.decisions, e.entry)]
    return f"its text is nearly that of {min(echoes)}, which was killed" if echoes else ""


def held(decisions: Iterable[Decision]) -> Decision | None:
    """The hold by our desk that nobody has released; its end is the clock's to judge. None if there is none."""
    latest = None
    for decision in decisions:
        if decision.deed in ("hold", "release"):
            latest = decision if decision.deed == "hold" else None
    return latest


def spiked(story: Story) -> bool:
    """Whether our desk has put the story aside."""
    deeds = [d.deed for d in story.decisions if d.deed in ("spike", "restore", "take")]
    return bool(deeds) and deeds[-1] == "spike"


def forbidden(story: Story) -> str:
    """Why no page may hold the story's words, whatever the clock says; empty if nothing forbids it."""
    if killed(story):
        return refusal(story.decisions) or killer(story)
    if why := refusal(story.decisions) or recalled(story):
        return why
    if withheld(story):
        own = _endless(story, own=True)
        words = [] if own else [t for t in story.told if t.action == "withhold" and not _own(story, t)]
        return f"withheld by {_speaker(story, words) if words else 'its source'}".rstrip(",")
    if why := doubted(story):
        return f"held in doubt: {why}; `dateline release` lets it go"
    return _by_desk(story.decisions)


def killer(story: Story) -> str:
    """Whose word killed a story that our desk has not killed."""
    words = [t for t in story.told if t.action == "kill"]
    own = any(m.status == "canceled" for m in story.marks) or not words
    return "killed by its source" if own else f"killed by {_speaker(story, words)}".rstrip(",")


def alert(story: Story) -> str:
    """What a person must decide about a story; empty if nothing waits."""
    if killed(story) and story.marks:
        return ""
    waiting = next((t for t in story.told if t.action != "lift"), None)
    if not story.marks and waiting is not None and not story.means:
        return (
            f"a notice to {waiting.action} names {story.key.partition(':')[2]}, which has not come in; it waits for it"
        )
    why = "" if killed(story) or refusal(story.decisions) else recalled(story) or doubted(story)
    return f"{story.id}: {why}" if why else _corrected(story)


def _corrected(story: Story) -> str:
    """That a source sent a correction of what our desk has taken, under another id; empty if it did not."""
    current = story.current
    if current is None or killed(story) or refusal(story.decisions):
        return ""
    if late := [id for id in story.unmet if id not in story.twins]:
        what = "which had not come in by then, under an id of its own"
        return "" if spiked(story) else f"{story.id} corrects {late[0]}, {what}: `dateline join` the two once it comes"
    if not story.articles:
        return ""
    by = next((a.by for a in story.amended if a.by not in story.twins and a.issued >= current.issued), "")
    remedy = "`dateline correct` it, or `dateline join` the two"
    return f"{by} corrects {story.id}, which our desk has taken, under an id of its own: {remedy}" if by else ""


def forbids(article: Article) -> str:
    """Why no page may hold the article, whatever the clock says; empty if nothing forbids it."""
    return refusal(article.decisions) or _by_desk(article.decisions)


def begins(thing: Story | Article) -> tuple[datetime | None, str]:
    """The moment before which it may not be shown, and why: an embargo, or a hold by our desk that has an end."""
    hold = held(thing.decisions)
    waits = [(hold.moment, f"held by {hold.by} until")] if hold and hold.moment else []
    if isinstance(thing, Story):
        waits += [(end, "embargoed until") for end in _embargoes(thing) if end is not None]
    return max(waits) if waits else (None, "")


def _embargoes(story: Story) -> tuple[datetime | None, ...]:
    """When the source lets the story go: as its version says, or a later word that moves or lifts it; None: at once."""
    version = story.latest.embargo if story.latest else None
    if not story.told:
        return (version,)
    own, theirs = _word(story, own=True), _word(story, own=False)
    return (version if own is None else own.until, theirs.until if theirs else None)


def _by_desk(decisions: Iterable[Decision]) -> str:
    hold = held(decisions)
    if hold is None or hold.moment is not None:
        return ""
    return f"held by {hold.by} with entry {hold.entry}: {hold.reason}"


def _released(decisions: Iterable[Decision], entry: int) -> bool:
    """Whether our desk has let go of what an entry brought."""
    return any(d.deed == "release" and d.entry > entry for d in decisions)
