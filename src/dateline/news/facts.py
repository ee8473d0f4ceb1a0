"""
Facts: what an entry of the ledger says.

All state follows from these. Each fact's name and number of shape are stored with it, and a test pins the schema of
each shape: who changes a field here, or in a value that a fact holds, gives the shape a new number and writes the
function that lifts the old one (``ledger/shapes.py``).
"""

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from dateline.news import ids
from dateline.news.about import About
from dateline.news.blocks import Block
from dateline.news.house import House
from dateline.news.rulebook import DeskRule
from dateline.news.wire import Dateline, Notice, Problem, Role, Version


class Received(Struct, frozen=True, omit_defaults=True, tag="received"):
    """Bytes came in; they lie apart, under their digest."""

    source: str
    transport: str
    name: str
    #: SHA-256 of the bytes, hexadecimal.
    digest: str
    #: Bytes.
    size: int


class Part(Struct, frozen=True):
    """A story's place in a package."""

    role: Role
    story: str


class Read(Struct, frozen=True, omit_defaults=True, tag="read"):
    """What a reader made of one item of a delivery: a version, or a notice, or nothing but problems."""

    #: Number of the entry that received it.
    delivery: int
    #: The item's place in the delivery, from 0.
    item: int
    source: str
    #: The reader's name and number: ``ninjs/1``.
    reader: str
    #: The story that the version or notice is about; empty if there is none.
    story: str = ""
    #: What makes the story itself to its source (ids.story_key).
    key: str = ""
    version: Version | None = None
    notice: Notice | None = None
    #: The other stories of the page it came on, where this one is its main story.
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: When it was received; UTC.
    received: datetime | None = None


class Applied(Struct, frozen=True, omit_defaults=True, tag="applied"):
    """The newsroom's files were put in force."""

    house: House
    #: Path in the newsroom folder → SHA-256.
    files: dict[str, str]


class Confirmed(Struct, frozen=True, tag="confirmed"):
    """The owner confirmed a licence's terms, as they stood in the file of this digest."""

    licence: str
    digest: str


#: What a story is to a site's readers: 1 good to know, 2 worth their time, 3 must not be missed.
Value = Literal[1, 2, 3]


class Judgement(Struct, frozen=True):
    """What a story is worth to one site's readers, and why."""

    #: Its code.
    site: str
    value: Value
    reason: str


class Taken(Struct, frozen=True, omit_defaults=True, tag="take"):
    """A named person took a story for the desk; from then on there is an article."""

    article: str
    story: str
    #: Number of the entry that holds the version taken.
    version: int
    sites: tuple[str, ...] = ()
    #: Why it is worth these readers' time.
    note: str = ""
    parts: tuple[Part, ...] = ()
    #: What it is worth to whom; each site once.
    judgements: tuple[Judgement, ...] = ()


class Begun(Struct, frozen=True, omit_defaults=True, tag="begin"):
    """Our desk began an article of its own; its first words came with it, as a story of the house's own source."""

    article: str
    story: str
    #: Number of the entry that holds the words it began with.
    version: int
    #: For whom; codes.
    sites: tuple[str, ...] = ()
    #: What it is about, for colleagues.
    note: str = ""


class Judged(Struct, frozen=True, tag="judge"):
    """What a story or an article is worth to some sites' readers, in somebody's judgement."""

    id: str
    #: Each site once; what was said of the others before goes on holding.
    judgements: tuple[Judgement, ...]


class Noted(Struct, frozen=True, tag="note"):
    """A word about a story or an article to colleagues; no page ever shows it."""

    id: str
    words: str


class Assignment(Struct, frozen=True, omit_defaults=True):
    """Whose work something is."""

    #: A person's id; empty: whoever takes it.
    to: str = ""
    #: By when; UTC. None: nobody said.
    due: datetime | None = None


class Assigned(Struct, frozen=True, omit_defaults=True, tag="assign"):
    """A story or an article was given to somebody to do, or taken from whoever had it."""

    id: str
    #: None: it is nobody's.
    assignment: Assignment | None = None
    reason: str = ""


class Readied(Struct, frozen=True, omit_defaults=True, tag="ready"):
    """An editor said that an article may go out; or that it may not yet, after all."""

    article: str
    ready: bool = True
    reason: str = ""


class Plan(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A piece that our desk means to have, before there is a story of it."""

    #: ``plan-7f3k2q9m``.
    id: str
    #: Its working name.
    slug: str
    #: What it will be, in a sentence or two.
    what: str = ""
    #: For whom; codes.
    sites: tuple[str, ...] = ()
    section: str = ""
    #: None: it is nobody's.
    assignment: Assignment | None = None
    #: The article that came of it; empty as long as there is none.
    article: str = ""


class Planned(Struct, frozen=True, omit_defaults=True, tag="plan"):
    """Our desk planned a piece, thought otherwise of it, gave it up, or has an article of it now."""

    #: As it stands from now on.
    plan: Plan
    dropped: bool = False
    reason: str = ""


class Ruled(Struct, frozen=True, tag="rules"):
    """The rules of the desk that are in force from now on, in their order: all of them."""

    rules: tuple[DeskRule, ...]


class Routed(Struct, frozen=True, omit_defaults=True, kw_only=True, tag="route"):
    """A rule of the desk was found to mean a story, and did what it says, once."""

    story: str
    #: Its name.
    rule: str
    #: By what it means the story, in words.
    because: str
    #: For whom; codes.
    sites: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    kicker: str = ""
    judgements: tuple[Judgement, ...] = ()
    #: Ids of the people who are told.
    notify: tuple[str, ...] = ()
    #: Why it was not done what the rule says besides: published, spiked; it waits for a person. Empty: nothing is left.
    refused: str = ""


class PictureChoice(Struct, frozen=True, omit_defaults=True):
    """What our desk makes of a picture that came with a story."""

    #: The digest of its file.
    picture: str
    #: What can be seen on it, in our words; empty: in its source's.
    alt: str = ""
    #: False where it does not stand with the article.
    shown: bool = True


class Wording(Struct, frozen=True, omit_defaults=True):
    """What an article says, in one revision."""

    headline: str
    blocks: tuple[Block, ...]
    standfirst: str = ""
    kicker: str = ""
    #: A writer of our own, named; empty for everything else.
    byline: str = ""
    dateline: Dateline | None = None
    #: True while posts go on being put before its words.
    live: bool = False
    #: Our choice among its pictures, the first before others; those that are not named follow as they came.
    pictures: tuple[PictureChoice, ...] = ()


class Edited(Struct, frozen=True, omit_defaults=True, tag="edit"):
    """Our desk changed an article's words."""

    article: str
    wording: Wording
    note: str = ""


class Placement(Struct, frozen=True, omit_defaults=True):
    """Where an article stands on one site."""

    site: str
    #: ``/2020/01/16/some-words-7f3k2q9m``; minted once.
    path: str
    section: str = ""
    #: When it was first published there; UTC.
    at: datetime | None = None
    #: What it is about, as its first publish found it; its page's lists are these for good.
    about: tuple[About, ...] = ()


#: What kind of writing an article is; what readers take for a fact hangs on it.
Form = Literal["report", "background", "analysis", "opinion"]


class Published(Struct, frozen=True, omit_defaults=True, tag="publish"):
    """An article was given to sites' readers."""

    article: str
    placements: tuple[Placement, ...]
    #: The site it is at home on; the others link there.
    home: str
    #: Set where no article was there before: the story shown as it came, and its version's entry.
    story: str = ""
    version: int = 0
    parts: tuple[Part, ...] = ()
    #: None: as it was.
    form: Form | None = None


class Corrected(Struct, frozen=True, omit_defaults=True, tag="correct"):
    """Our desk mended an error that readers had seen, and says so."""

    article: str
    wrong: str
    right: str
    wording: Wording


class Updated(Struct, frozen=True, omit_defaults=True, tag="update"):
    """A source's newer version was taken into an article, or declined."""

    article: str
    story: str
    #: Number of the entry that holds the newer version.
    version: int
    #: What the article says now; None where the update was declined.
    wording: Wording | None = None
    #: What was wrong and what is right, for readers; empty where nothing they had seen was wrong.
    correction: str = ""
    note: str = ""


class Withdrawn(Struct, frozen=True, tag="withdraw"):
    """A story or an article was taken back; it may return."""

    id: str
    reason: str


class Killed(Struct, frozen=True, tag="kill"):
    """A story or an article must not be used, ever."""

    id: str
    reason: str


class Spiked(Struct, frozen=True, tag="spike"):
    """A story was put aside."""

    id: str
    reason: str


class Restored(Struct, frozen=True, tag="restore"):
    """A story that was put aside came back."""

    id: str
    reason: str


class Held(Struct, frozen=True, omit_defaults=True, tag="hold"):
    """Our desk holds a story or an article."""

    id: str
    reason: str
    #: Until this moment; UTC. None: until it is released.
    until: datetime | None = None


class Released(Struct, frozen=True, tag="release"):
    """Our desk let go of what it held itself, and of what the program held in doubt."""

    id: str
    reason: str


class Reissued(Struct, frozen=True, tag="reissue"):
    """A story that was killed by mistake begins anew under another id; the killed one stays killed."""

    id: str
    #: The new story's id.
    story: str
    #: Number of the entry that holds the version it begins with.
    version: int
    reason: str


class Joined(Struct, frozen=True, tag="join"):
    """Two stories were found to be one report: what takes one back takes back the other."""

    id: str
    other: str
    reason: str


class Separated(Struct, frozen=True, tag="separate"):
    """Two stories that had been joined are two reports after all; what was shared until then stays."""

    id: str
    other: str
    reason: str


class Packaged(Struct, frozen=True, tag="package"):
    """Our desk said what stands below an article: backgrounders, teasers, related stories."""

    article: str
    parts: tuple[Part, ...]
    reason: str


class Pin(Struct, frozen=True, omit_defaults=True):
    """A place on a site's front that an editor gave to an article."""

    site: str
    #: From 1, the lead.
    place: int
    #: Until this moment; UTC. None: until it is taken off.
    until: datetime | None = None


class Pinned(Struct, frozen=True, omit_defaults=True, tag="pin"):
    """An article was given a place on a site's front."""

    article: str
    pin: Pin
    reason: str = ""


class Unpinned(Struct, frozen=True, omit_defaults=True, tag="unpin"):
    """An article's place on a site's front was taken off."""

    article: str
    site: str
    reason: str = ""


class Membership(Struct, frozen=True, omit_defaults=True):
    """That an article is in a collection of a site."""

    site: str
    #: The slug in the site's settings.
    collection: str
    #: From 1, before all that have none; None: by its day.
    place: int | None = None


class Gathered(Struct, frozen=True, omit_defaults=True, tag="gather"):
    """An article was put into a collection."""

    article: str
    membership: Membership
    reason: str = ""


class Ungathered(Struct, frozen=True, omit_defaults=True, tag="ungather"):
    """An article was taken out of a collection."""

    article: str
    site: str
    collection: str
    reason: str = ""


class Erased(Struct, frozen=True, omit_defaults=True, tag="erase"):
    """A story's bytes left the ledger; what stays is that they were there."""

    id: str
    reason: str
    #: Numbers of the entries whose payload and blobs went.
    entries: tuple[int, ...]
    #: What was held because its text is nearly this one's, and the entry by which it was: the text that tells is gone.
    echoes: tuple[tuple[str, int], ...] = ()
    #: The articles that held its words: what an edit said went with them.
    articles: tuple[str, ...] = ()


class Looked(Struct, frozen=True, tag="look"):
    """Somebody looked at kept bytes that hold what may not be shown any more."""

    site: str
    path: str
    #: SHA-256 of the bytes, hexadecimal.
    digest: str
    reason: str


Fact = (
    Received
    | Read
    | Applied
    | Confirmed
    | Taken
    | Begun
    | Judged
    | Noted
    | Assigned
    | Readied
    | Planned
    | Ruled
    | Routed
    | Edited
    | Published
    | Corrected
    | Updated
    | Withdrawn
    | Killed
    | Spiked
    | Restored
    | Held
    | Released
    | Reissued
    | Joined
    | Separated
    | Packaged
    | Pinned
    | Unpinned
    | Gathered
    | Ungathered
    | Erased
    | Looked
)


class Entry(Struct, frozen=True):
    """One line of the ledger's header, and what it says."""

    number: int
    recorded: datetime
    #: A person's id; ``dateline`` for what the program did by itself.
    by: str
    #: None once erased.
    fact: Fact | None


#: How the names of files end that stories show, and that lie beside them.
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")


def _is_picture(fact: Received) -> bool:
    return fact.transport == "picture" or fact.name.lower().endswith(_PICTURES)


def parts_of(fact: Fact) -> tuple[str, ...]:
    """The ids of the stories and articles that a fact names; of a picture's file, and of rules, what finds them."""
    match fact:
        case Read():
            return (fact.story,) if fact.story else ()
        case Taken() | Begun() | Updated():
            return (fact.article, fact.story)
        case Published():
            return (fact.article, fact.story) if fact.story else (fact.article,)
        case Planned():
            return (fact.plan.id, fact.plan.article) if fact.plan.article else (fact.plan.id,)
        case Routed():
            return (fact.story,)
        case Edited() | Corrected() | Readied() | Packaged() | Pinned() | Unpinned() | Gathered() | Ungathered():
            return (fact.article,)
        case Reissued():
            return (fact.id, fact.story)
        case Joined() | Separated():
            return (fact.id, fact.other)
        case Withdrawn() | Killed() | Spiked() | Restored() | Held() | Released() | Erased():
            return (fact.id,)
        case Judged() | Noted() | Assigned():
            return (fact.id,)
        case Received():
            return (ids.file_part(fact.source, fact.name),) if _is_picture(fact) else ()
        case Ruled():
            return ("rules",)
        case Applied() | Confirmed() | Looked():
            return ()
