"""Stories and articles as they stand: one source's report, and what our desk makes of reports."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from dateline.news.facts import (
    Assignment,
    Form,
    Judgement,
    Membership,
    Part,
    Pin,
    Placement,
    Plan,
    Routed,
    Wording,
)
from dateline.news.wire import Extent, Version

#: Verbs that leave a mark on a story or an article.
Deed = Literal[
    "take",
    "begin",
    "judge",
    "note",
    "assign",
    "ready",
    "unready",
    "plan",
    "route",
    "spike",
    "restore",
    "hold",
    "release",
    "edit",
    "publish",
    "correct",
    "update",
    "decline",
    "package",
    "pin",
    "unpin",
    "gather",
    "ungather",
    "withdraw",
    "kill",
    "reissue",
    "join",
    "separate",
    "erase",
]
#: What a version's source says of it, as far as we believe it: ``recalled`` is a kill over a path that proves nobody.
Said = Literal["usable", "withheld", "recalled", "canceled"]


class Decision(Struct, frozen=True, omit_defaults=True):
    """Who did what, when and why."""

    entry: int
    deed: Deed
    at: datetime
    by: str
    reason: str = ""
    #: The moment it is set for, UTC: a hold's end, a publication's beginning. None: at once, or for good.
    moment: datetime | None = None


class Verdict(Struct, frozen=True):
    """What somebody said that a story is worth to one site's readers, and when; what was said last of a site holds."""

    judgement: Judgement
    entry: int
    at: datetime
    by: str


class Mark(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That there was a version, and what it was; its words are in the ledger's entry."""

    entry: int
    #: The delivery it came in, and its place there: a new reading of it takes this mark's place.
    delivery: int
    item: int
    number: int | None = None
    #: When the source issued it; receipt, where the source does not say.
    issued: datetime
    received: datetime
    #: Of its words; tells two texts of one number apart.
    digest: str
    extent: Extent = "full"
    status: Said = "usable"
    #: Why we doubt that it may be used; empty if we do not.
    doubt: str = ""
    embargo: datetime | None = None
    expires: datetime | None = None
    signals: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: int = 0
    #: Of its text, by which near-copies are known (news/fingerprint.py).
    sketch: tuple[int, ...] = ()
    #: By which a notice without an id means it: its working name, its transmission number; and what it corrects.
    names: tuple[str, ...] = ()
    #: True where only changes to an earlier version came: it says how the story may be used, and has no words.
    patch: bool = False

    @property
    def order(self) -> tuple[bool, int, datetime, str]:
        """
        What makes a version later than another, whatever the order they came in.

        A full text stands over a teaser; then the source's number, the time of issue, and where the source numbers
        nothing, the receipt; where all that is equal the larger digest, so that two machines agree.
        """
        received = self.received.isoformat() if self.number is None else ""
        return (self.extent == "full", self.number or 0, self.issued, received + self.digest)


class Told(Struct, frozen=True, omit_defaults=True):
    """A source's notice about a story: of its own, or about one that is the same report."""

    entry: int
    action: Literal["kill", "recall", "withhold", "lift"]
    issued: datetime
    text: str = ""
    #: False where it came over a path that proves nobody: our desk may let go of it.
    proven: bool = True
    #: Of a hold: until then, in place of any embargo told before; UTC. None: until the source says otherwise.
    until: datetime | None = None
    #: True where a version issued later stands again.
    tombstone: bool = False
    #: The story that it was said of, where it was said of one: this, or one that is the same report.
    of: str = ""


class Amended(Struct, frozen=True):
    """That a source sent a correction of a story under another id."""

    #: The story that corrects it.
    by: str
    entry: int
    issued: datetime


class Echo(Struct, frozen=True):
    """That a story's text is nearly that of one which must not be used."""

    #: Of the killed story.
    story: str
    #: The entry by which the later of the two became so.
    entry: int


class Story(Struct, frozen=True, omit_defaults=True, kw_only=True, dict=True):
    """One report by one source: all its versions, and what was decided about it."""

    id: str
    source: str
    key: str
    #: In the order of their entries.
    marks: tuple[Mark, ...] = ()
    told: tuple[Told, ...] = ()
    echoes: tuple[Echo, ...] = ()
    amended: tuple[Amended, ...] = ()
    #: Stories that it corrects, and that had not come in when it did.
    unmet: tuple[str, ...] = ()
    #: The words of the version in force; None while only a notice has come, and after an erasure.
    text: Version | None = None
    decisions: tuple[Decision, ...] = ()
    #: The other stories of its page, where it is the main one.
    parts: tuple[Part, ...] = ()
    articles: tuple[str, ...] = ()
    #: The story that this is in another language, as its source says, whether or not it has come; empty: none.
    original: str = ""
    #: Stories that are this one in other languages.
    languages: tuple[str, ...] = ()
    #: Stories that are the same report, under other ids.
    twins: tuple[str, ...] = ()
    #: The names and numbers under which notices wait here for their story.
    says: tuple[str, ...] = ()
    #: Stories that a notice by name was found to mean, where this is no story but what such notices said.
    means: tuple[str, ...] = ()
    #: The story that took its place after a mistaken kill; empty if none did.
    reissued: str = ""
    #: What rules of the desk did with it, in their order: each once.
    routed: tuple[Routed, ...] = ()
    #: What it is worth, as long as there is no article of it; each site once.
    verdicts: tuple[Verdict, ...] = ()
    #: Whose work it is, as long as there is no article of it; None: nobody's.
    assigned: Assignment | None = None

    @property
    def current(self) -> Mark | None:
        """The version whose words are in force; None while only a notice has come."""
        # Most stories have one version.
        if len(self.marks) == 1:
            return self.marks[0]
        return max(self.marks, key=lambda m: (not m.patch, m.order), default=None)

    @property
    def latest(self) -> Mark | None:
        """The version that says how the story may be used: the one in force, or a later one without words."""
        if len(self.marks) == 1:
            return self.marks[0]
        return max(self.marks, key=lambda m: m.order, default=None)

    @property
    def headline(self) -> str:
        """The headline in force; empty if there are no words."""
        return self.text.headline if self.text else ""


class Revision(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That our article changed, and how; the words of the latest are in the article."""

    #: From 0, the text as the wire brought it.
    number: int
    entry: int
    at: datetime
    by: str
    kind: Literal["wire", "update", "edit", "correction", "decline", "cut"]
    #: The entry of the source's version that it shows or was made from.
    version: int
    #: Words, and the share of them that a source wrote, from 0 to 1.
    words: int = 0
    share: float = 1.0
    note: str = ""


class CorrectionNote(Struct, frozen=True):
    """What readers are told of an error."""

    at: datetime
    words: str
    #: The desk's, or the source's code.
    by: str


class Article(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What our desk gives to readers: a story as it came, or what was made of it."""

    id: str
    #: The story it began with, then others whose blocks it holds.
    stories: tuple[str, ...]
    wording: Wording
    revisions: tuple[Revision, ...]
    placements: tuple[Placement, ...] = ()
    #: Sites, each with the entry that first placed it there: lists are in that order, whatever comes after.
    placed: tuple[tuple[str, int], ...] = ()
    home: str = ""
    #: When it first stood on a site; UTC.
    published: datetime | None = None
    corrections: tuple[CorrectionNote, ...] = ()
    decisions: tuple[Decision, ...] = ()
    parts: tuple[Part, ...] = ()
    pins: tuple[Pin, ...] = ()
    gathered: tuple[Membership, ...] = ()
    form: Form = "report"
    #: What it is worth to whom; each site once.
    verdicts: tuple[Verdict, ...] = ()
    #: Whose work it is; None: nobody's.
    assigned: Assignment | None = None
    #: What our desk had planned, where it came of a plan.
    plan: Plan | None = None

    @property
    def edited(self) -> bool:
        """Whether a person of ours changed its words."""
        return any(d.deed in ("edit", "correct") and d.by != BY_PROGRAM for d in self.decisions)

    @property
    def taken(self) -> Decision | None:
        """The decision by which a named person chose it; None if it was published as it came, or begun by our desk."""
        return next((d for d in self.decisions if d.deed == "take"), None)

    def placement(self, site: str) -> Placement | None:
        """Where it stands on *site*; None if nowhere."""
        return next((p for p in self.placements if p.site == site), None)


#: Who did what no person did.
BY_PROGRAM = "dateline"
#: Before the name of a rule of the desk, where that did it.
BY_RULE = "rule:"


def rule_of(decision: Decision) -> str:
    """The name of the rule of the desk that decided; empty where a person, or the program, did."""
    return decision.by.removeprefix(BY_RULE) if decision.by.startswith(BY_RULE) else ""
