"""What takes a text back, or holds it: kills, withdrawals, a source's word, our desk's, and doubt."""

from collections.abc import Iterable
from datetime import datetime

from dateline.news.story import BY_PROGRAM, Article, Decision, Mark, Story, Told


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
    return (
        any(m.status == "canceled" for m in story.marks)
        or any(t.action == "kill" for t in story.told)
        or any(d.deed in ("kill", "erase") for d in story.decisions)
    )


def retired(story: Story) -> bool:
    """Whether its words left only because we might keep them no longer."""
    endings = [d for d in story.decisions if d.deed in ("kill", "erase")]
    return not story.told and bool(endings) and all(d.deed == "erase" and d.by == BY_PROGRAM for d in endings)


def recalled(story: Story) -> str:
    """Why the story is taken back on its source's word, if that came over a path that proves nobody; else empty."""
    words = (
        *(m.delivery for m in story.marks if m.status == "recalled"),
        *(t.entry for t in story.told if t.action == "recall"),
    )
    if all(_released(story.decisions, entry) for entry in words):
        return ""
    return "its source seems to kill it, over a path that proves nobody: kill it, or release it with a reason"


def withheld(story: Story) -> bool:
    """Whether the source, in its latest word, wants the story held; of two words at one moment the careful one."""
    current = story.current
    words = [t for t in story.told if t.action in ("withhold", "lift") and not _let_go(story, t)]
    told = max(words, key=lambda t: (t.issued, t.action == "withhold"), default=None)
    if told is not None and (current is None or told.issued >= current.issued):
        return told.action == "withhold"
    return current is None or current.status == "withheld"


def hearsay(story: Story) -> bool:
    """Whether the story is held on its source's word alone, over a path that proves nobody."""
    return any(t.action == "withhold" and not t.proven and not _let_go(story, t) for t in story.told)


def _let_go(story: Story, told: Told) -> bool:
    return not told.proven and _released(story.decisions, told.entry)


def doubted(story: Story) -> str:
    """Why the program holds the story until a person has looked; empty if it does not."""
    current = story.current
    if current is not None and current.doubt and not _released(story.decisions, current.delivery):
        return current.doubt
    echoes = (e for e in story.echoes if not _released(story.decisions, e.entry))
    echo = min(echoes, key=lambda e: e.story, default=None)
    return f"its text is nearly that of {echo.story}, which was killed" if echo else ""


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
        return refusal(story.decisions) or "killed by its source"
    if why := refusal(story.decisions) or recalled(story):
        return why
    if withheld(story):
        return "withheld by its source"
    if why := doubted(story):
        return f"held in doubt: {why}; `dateline release` lets it go"
    return _by_desk(story.decisions)


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
    return f"{story.id}: {why}" if why else ""


def forbids(article: Article) -> str:
    """Why no page may hold the article, whatever the clock says; empty if nothing forbids it."""
    return refusal(article.decisions) or _by_desk(article.decisions)


def begins(thing: Story | Article) -> tuple[datetime | None, str]:
    """The moment before which it may not be shown, and why: an embargo, or a hold by our desk that has an end."""
    hold = held(thing.decisions)
    waits = [(hold.moment, f"held by {hold.by} until")] if hold and hold.moment else []
    current: Mark | None = thing.current if isinstance(thing, Story) else None
    if current is not None and current.embargo is not None:
        waits.append((current.embargo, "embargoed until"))
    return max(waits, default=(None, ""))


def _by_desk(decisions: Iterable[Decision]) -> str:
    hold = held(decisions)
    if hold is None or hold.moment is not None:
        return ""
    return f"held by {hold.by} with entry {hold.entry}: {hold.reason}"


def _released(decisions: Iterable[Decision], entry: int) -> bool:
    """Whether our desk has let go of what an entry brought."""
    return any(d.deed == "release" and d.entry > entry for d in decisions)
