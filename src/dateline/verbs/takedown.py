"""What a holder's time for a kill comes to: by when a story must be out of every output, and what is out too late."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from dateline.news import holds, rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Entry
from dateline.news.rights import Standing
from dateline.news.story import Story


class State(Protocol):
    """What a duty follows from."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def standing(self) -> Standing:
        """What is in force."""

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """Entries in order; only those about *part*, if given."""


class Due(Struct, frozen=True):
    """That a killed story must be out of every output, and by when."""

    story: str
    #: The entry that killed it, and when that was recorded; UTC.
    entry: int
    killed: datetime
    #: The holder's time is over; UTC.
    by: datetime
    #: Whose licence says so.
    licence: str

    @property
    def words(self) -> str:
        """For a person."""
        return f"licence {self.licence} wants {self.story} out of every output by {self.by:%Y-%m-%d %H:%M:%S} UTC"


def due(story: Story, state: State) -> Due | None:
    """By when a killed story must be out; None while it lives, and where no licence of its words sets a time."""
    standing = state.standing()
    if not holds.killed(story) or rights.owed_on_kill(story, standing) is None:
        return None
    entry = _killed_by(story, state)
    return due_after(entry, story, standing) if entry else None


def due_after(kill: Entry, story: Story, standing: Standing) -> Due | None:
    """By when a story must be out once an entry has killed it; None where no licence of its words sets a time."""
    owed = rights.owed_on_kill(story, standing)
    if owed is None:
        return None
    minutes, licence = owed
    return Due(story.id, kill.number, kill.recorded, kill.recorded + timedelta(minutes=minutes), licence)


def _killed_by(story: Story, state: State) -> Entry | None:
    """The entry from which on the story was killed; None if none is."""
    numbers = [d.entry for d in story.decisions if d.deed == "kill"]
    numbers += [m.entry for m in story.marks if m.status == "canceled"]
    numbers += [t.entry for t in story.told if t.action == "kill"]
    if not numbers:
        return None
    own = {e.number for e in state.entries(part=story.id)}
    joins = [d.entry for d in story.decisions if d.deed == "join"]
    # A kill of its twin is its own from the moment they were joined.
    number = min(n if n in own else min((j for j in joins if j > n), default=n) for n in numbers)
    return next(state.entries(after=number - 1), None)


def overdue(paths: Iterable[tuple[str, str]], dead: Due, moment: datetime) -> str:
    """
    What must be told of a killed story that outputs still hold; empty while its holder's time runs.

    Args:
        paths: Site and path of those outputs. The gate keeps each of them from readers; they have not been made anew.
        dead: By when they ought to have been.
        moment: Now; UTC.
    """
    left = [f"{site}:{path}" for site, path in sorted(paths)]
    if not left or moment < dead.by:
        return ""
    return f"LATE: {dead.words}, and {', '.join(left)} still hold it; readers get 503 there until they are made anew"


def may_leave(site: str, parts: Iterable[str], state: State) -> None:
    """
    See that a site's pages may be given away as files.

    A folder of files is followed by nobody: no kill reaches it before somebody exports anew, and what is not there any
    more answers without a word.

    Args:
        site: The site's code, for the refusal.
        parts: Whose words the pages hold.
        state: What there is.
    Raises:
        NotAllowed: If a licence of any of these words asks for what such a folder cannot do.
    """
    house = state.standing().house
    for id in sorted(set(parts)):
        story = state.story(id)
        for licence in rights.licences_of(story, state.standing()) if story and not holds.killed(story) else ():
            duties = licence.duties
            if duties.kill_within is None and not duties.notify:
                continue
            wants = (
                f"a kill to reach every output within {duties.kill_within} minutes"
                if duties.kill_within is not None
                else "readers told where a text was taken back"
            )
            name = f"licence {licence.name}" if house.licence(licence.name) else "the item's own licence"
            raise NotAllowed(
                "build",
                f"{site} holds {id}, and {name} wants {wants}: exported files cannot do that by themselves; "
                "serve the site with `dateline run`",
            )
