"""The status table, driven on a real ledger: each verb on a story of each status."""

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import pytest

from dateline.ledger.contract import Ledger
from dateline.news import ids, status
from dateline.news.errors import NotAllowed
from dateline.news.facts import Judgement
from dateline.news.status import Status, Verb
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.judge import judge
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.note import assign, note, ready
from dateline.verbs.package import package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.post import post
from dateline.verbs.publish import publish
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike
from dateline.verbs.take import take
from dateline.verbs.update import update

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
HERE = ("harbour",)
#: A source that lets us leave out words, and only proposes its updates; its story, and another one of it.
SOURCE = "cut"
STORY, OTHER = (ids.story_id(SOURCE, f"item:urn:x:{item}") for item in ("1", "other"))

VERBS: dict[Verb, Callable[[str, Ledger], Decided]] = {
    "take": lambda id, ledger: take(id, by="ada", ledger=ledger),
    "judge": lambda id, ledger: judge(id, (Judgement("harbour", 2, "most take it"),), by="ada", ledger=ledger),
    "note": lambda id, ledger: note(id, "the captain rings at noon", by="ada", ledger=ledger),
    "assign": lambda id, ledger: assign(id, "bo", by="ada", ledger=ledger),
    "ready": lambda id, ledger: ready(id, by="ada", ledger=ledger),
    "spike": lambda id, ledger: spike(id, by="ada", ledger=ledger),
    "restore": lambda id, ledger: restore(id, by="ada", ledger=ledger),
    "hold": lambda id, ledger: hold(id, reason="we ask first", by="ada", ledger=ledger),
    "release": lambda id, ledger: release(id, reason="they answered", by="ada", ledger=ledger),
    "publish": lambda id, ledger: publish(id, sites=HERE, by="ada", ledger=ledger),
    "edit": lambda id, ledger: edit(id, Draft(kicker="Boats"), by="ada", ledger=ledger),
    "correct": lambda id, ledger: correct(id, Draft(), wrong="nine", right="ten", by="ada", ledger=ledger),
    "update": lambda id, ledger: update(id, by="ada", ledger=ledger, decline=True),
    "package": lambda id, ledger: package(id, by="ada", ledger=ledger, add=(("related", OTHER),)),
    "pin": lambda id, ledger: pin(id, site="harbour", place=2, by="ada", ledger=ledger),
    "unpin": lambda id, ledger: unpin(id, site="harbour", by="ada", ledger=ledger),
    "gather": lambda id, ledger: gather(id, site="harbour", collection="strike", by="ada", ledger=ledger),
    "ungather": lambda id, ledger: ungather(id, site="harbour", collection="strike", by="ada", ledger=ledger),
    "post": lambda id, ledger: post(id, headline="Boats", by="ada", ledger=ledger),
    "join": lambda id, ledger: join(id, OTHER, reason="one report", by="ada", ledger=ledger),
    "separate": lambda id, ledger: separate(id, OTHER, reason="two reports", by="ada", ledger=ledger),
    "withdraw": lambda id, ledger: withdraw(id, reason="doubts", by="ada", ledger=ledger),
    "kill": lambda id, ledger: kill(id, reason="an error", by="ada", ledger=ledger),
    "reissue": lambda id, ledger: reissue(id, reason="the wrong one", by="ada", ledger=ledger),
    "erase": lambda id, ledger: erase(id, reason="a court", by="ada", ledger=ledger),
}
#: What each status needs beside a story that has come, in order.
WAYS: dict[Status, tuple[Verb, ...]] = {
    "new": (),
    "taken": ("take",),
    "spiked": ("spike",),
    "published": ("publish",),
    "expired": ("publish",),
    "held": ("publish", "hold"),
    "withdrawn": ("publish", "withdraw"),
    "killed": ("publish", "kill"),
}


def reached(desk: "Desk", wire: Wire, wanted: Status, verb: Verb) -> None:
    """Bring the story to a status, with all that the verb may need."""
    expires = {"expires": "2020-01-16T13:00:00Z"} if wanted == "expired" else {}
    desk.ingest(wire(1, **expires), wire(item="other", headlines=[{"value": "Mill burns"}]), source=SOURCE)
    for way in ("join", *WAYS[wanted]) if verb == "separate" else WAYS[wanted]:
        VERBS[way](STORY, desk.ledger)
        if (way, verb) == ("publish", "unpin"):
            VERBS["pin"](STORY, desk.ledger)
        if (way, verb) == ("publish", "ungather"):
            VERBS["gather"](STORY, desk.ledger)
    if verb == "update":
        desk.ingest(wire(2, **expires), source=SOURCE)
    if wanted == "expired":
        desk.later(hours=2)
    assert desk.status(STORY) == wanted


#: What the table allows and the verb finds a reason of its own against, as the story was brought to its status.
OWN: dict[tuple[Status, Verb], str] = {
    ("expired", "publish"): "expired Jan 16, 2020, 13:00 UTC by its source",
    ("expired", "restore"): "is not spiked",
    ("expired", "spike"): "is set on a site",
    ("held", "erase"): "is on a site; kill or withdraw it first",
    ("held", "publish"): "held by ada with entry",
    ("held", "restore"): "is not spiked",
    ("held", "spike"): "is set on a site",
    ("published", "erase"): "is on a site; kill or withdraw it first",
    ("taken", "correct"): "no reader has seen",
    ("taken", "gather"): "is not published on harbour",
    ("taken", "pin"): "is not published on harbour",
    ("taken", "take"): "ada took it already",
    ("taken", "unpin"): "has no place on the front of harbour",
    ("taken", "ungather"): "it is in no collection",
    ("withdrawn", "release"): "`dateline publish` brings it back",
    ("withdrawn", "restore"): "is not spiked",
}
#: What is so already.
IDLE: frozenset[tuple[Status, Verb]] = frozenset({("published", "publish"), ("held", "hold")})


@pytest.mark.parametrize("wanted", get_args(Status))
@pytest.mark.parametrize("verb", get_args(Verb))
def test_a_verb_is_done_or_refused_as_the_table_says(verb: Verb, wanted: Status, desk: "Desk", wire: Wire) -> None:
    """
    The table that `help statuses` prints is the one that holds; a refusal says what would help, and leaves no entry.
    """
    reached(desk, wire, wanted, verb)
    tail, why = desk.ledger.tail(), status.refused(verb, wanted) or OWN.get((wanted, verb), "")
    if not why:
        done = VERBS[verb](STORY, desk.ledger)
        idle = (wanted, verb) in IDLE
        assert (done.entry, done.verb, bool(done.remarks) or not idle) == (0 if idle else tail + 1, verb, True)
        return
    with pytest.raises(NotAllowed) as told:
        VERBS[verb](STORY, desk.ledger)
    said = {"nothing follows a kill": "nothing follows that", "it is withdrawn already": "already"}
    assert said.get(why, why) in str(told.value) and desk.ledger.tail() == tail


def test_every_verb_and_every_status_is_in_the_table() -> None:
    """
    What is not in the table could be done to anything.
    """
    assert tuple(r.verb for r in status.RULES) == get_args(Verb)
    assert tuple(status.STATUSES) == get_args(Status)
    assert all(s in get_args(Status) for r in status.RULES for s in (*r.to, *r.first))
    assert all(not r.undone_by or status.rule_of(r.undone_by) for r in status.RULES)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", status.RULES, ids=lambda r: r.verb)
def test_nothing_but_what_is_said_may_be_done_to_a_killed_story(rule: status.Rule) -> None:
    """
    A kill is final: its answer is a new story, or nothing.
    """
    allowed = rule.verb in ("note", "join", "separate", "reissue", "erase")
    assert (status.refused(rule.verb, "killed") == "") == allowed


@pytest.mark.parametrize("stronger", ["hold", "withdraw"])
def test_what_is_spiked_stays_so_below_a_stronger_status(stronger: Verb, desk: "Desk", wire: Wire) -> None:
    """
    A story that was put aside does not come back to a page because something else about it was settled.
    """
    desk.ingest(wire(), source=SOURCE)
    for verb in ("publish", "withdraw", "spike") if stronger == "withdraw" else ("spike", "hold"):
        VERBS[verb](STORY, desk.ledger)
    with pytest.raises(NotAllowed, match="is spiked; `dateline restore` brings it back first"):
        VERBS["publish"](STORY, desk.ledger)
    if stronger == "hold":
        VERBS["release"](STORY, desk.ledger)
        assert desk.status(STORY) == "spiked"
    VERBS["restore"](STORY, desk.ledger)
    VERBS["publish"](STORY, desk.ledger)
    assert desk.status(STORY) == "published"
