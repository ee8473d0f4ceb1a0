"""The status table: what a story can be, and what may be done to it then. Data, in this one place."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

#: Strongest first: the one that holds is the one that is shown.
Status = Literal["killed", "withdrawn", "held", "expired", "published", "spiked", "taken", "new"]
Verb = Literal[
    "take",
    "judge",
    "note",
    "assign",
    "ready",
    "spike",
    "restore",
    "hold",
    "release",
    "publish",
    "edit",
    "correct",
    "update",
    "package",
    "pin",
    "unpin",
    "gather",
    "ungather",
    "post",
    "join",
    "separate",
    "withdraw",
    "kill",
    "reissue",
    "erase",
]

STATUSES: dict[Status, str] = {
    "killed": "must not be used, ever; its addresses answer 410",
    "withdrawn": "taken back; publish brings it back",
    "held": "its source or our desk holds it, its embargo runs, or it is held in doubt",
    "expired": "the source's or the licence's time is over",
    "published": "on at least one site",
    "spiked": "put aside; restore brings it back",
    "taken": "an editor chose it; it is on no site yet",
    "new": "it came in; nobody has decided",
}


class Rule(Struct, frozen=True):
    """What a verb does, to what, and how it is undone."""

    verb: Verb
    does: str
    #: The statuses of a story to which it may be done; the verb itself may still find a reason against it.
    to: tuple[Status, ...]
    #: What must be done first where it may not.
    first: Mapping[str, str] = {}
    #: The verb that undoes it; empty if nothing does.
    undone_by: str = ""


_ALIVE: tuple[Status, ...] = tuple(s for s in get_args(Status) if s != "killed")
_WITH_ARTICLE: tuple[Status, ...] = ("taken", "published", "held", "withdrawn", "expired")
_NO_SPIKED: tuple[Status, ...] = tuple(s for s in _ALIVE if s != "spiked")
_RESTORE = {"spiked": "`dateline restore` brings it back first"}
_TAKE = {"new": "`dateline take` makes an article of it first", **_RESTORE}
_WITHDRAW = {"published": "`dateline withdraw` takes it off its sites first"}
_NOT_SPIKED = "it is not spiked"
_NOT_HELD = "nothing holds it"

RULES: tuple[Rule, ...] = (
    Rule("take", "chooses a story for the desk, and makes an article of it", _NO_SPIKED, _RESTORE, "spike"),
    Rule("judge", "says what it is worth to a site's readers, and why", _ALIVE, undone_by="judge"),
    Rule("note", "tells colleagues something of it; no page shows it", get_args(Status)),
    Rule("assign", "gives it to somebody to do, or takes it from them", _ALIVE, undone_by="assign"),
    Rule(
        "ready",
        "says that an article may go out",
        ("taken", "held", "withdrawn", "expired"),
        {**_TAKE, "published": "it is out already"},
        "ready",
    ),
    Rule(
        "spike",
        "puts a story aside",
        ("new", "taken", "held", "expired", "withdrawn"),
        {**_WITHDRAW, "spiked": "it is spiked already"},
        "restore",
    ),
    Rule(
        "restore",
        "brings a spiked story back",
        ("spiked", "withdrawn", "held", "expired"),
        dict.fromkeys(("new", "taken", "published"), _NOT_SPIKED),
        "spike",
    ),
    Rule("hold", "holds a story, for good or until a moment", _ALIVE, undone_by="release"),
    Rule(
        "release",
        "lets go of what our desk holds, and of what is held in doubt; never of what its source withholds",
        ("held", "withdrawn"),
        dict.fromkeys(("new", "taken", "spiked", "published", "expired"), _NOT_HELD),
        "hold",
    ),
    Rule("publish", "gives it to readers, at once or at a moment", _NO_SPIKED, _RESTORE, "withdraw"),
    Rule(
        "edit",
        "changes an article's words",
        _WITH_ARTICLE,
        _TAKE,
        "edit",
    ),
    Rule("correct", "mends an error that readers saw, and says so", _WITH_ARTICLE, _TAKE, "correct"),
    Rule("update", "takes the source's newer version into an article", _WITH_ARTICLE, _TAKE, "edit"),
    Rule("package", "says what stands below an article", _WITH_ARTICLE, _TAKE, "package"),
    Rule("pin", "gives an article a place on a front", _WITH_ARTICLE, _TAKE, "unpin"),
    Rule("unpin", "takes it off its place", _WITH_ARTICLE, _TAKE, "pin"),
    Rule("gather", "puts an article into a collection", _WITH_ARTICLE, _TAKE, "ungather"),
    Rule("ungather", "takes it out of a collection", _WITH_ARTICLE, _TAKE, "gather"),
    Rule("post", "puts newer words before an article's, which is live from then on", _WITH_ARTICLE, _TAKE, "edit"),
    Rule("join", "says that two stories are one report", get_args(Status), undone_by="separate"),
    Rule("separate", "says that they are two", get_args(Status), undone_by="join"),
    Rule(
        "withdraw",
        "takes it back from every site",
        ("published", "held", "expired", "taken", "new", "spiked"),
        {"withdrawn": "it is withdrawn already"},
        "publish",
    ),
    Rule("kill", "takes it back for ever", _ALIVE),
    Rule(
        "reissue",
        "begins a story anew that was killed by mistake",
        ("killed",),
        dict.fromkeys(_ALIVE, "it is not killed"),
    ),
    Rule("erase", "lets its bytes leave the ledger", get_args(Status)),
)


def rule_of(verb: Verb) -> Rule:
    """The rule of a verb."""
    return next(r for r in RULES if r.verb == verb)


def refused(verb: Verb, status: Status) -> str:
    """Why a verb may not be done to a story of that status, and what would help; empty if it may."""
    rule = rule_of(verb)
    if status in rule.to:
        return ""
    if status == "killed":
        return "nothing follows a kill"
    return rule.first.get(status, f"it is {status}")
