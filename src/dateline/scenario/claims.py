"""What can be expected: each kind with the keys that it may and must have."""

from typing import Final, get_args

from msgspec import Struct

from dateline.news.house import Use
from dateline.news.status import STATUSES
from dateline.scenario import keys
from dateline.scenario.keys import Key
from dateline.verbs.ingest import Outcome

RECEIPTS: Final = ("new", "rewritten", "gone", "removed", "done", "waiting")

#: What the keys of an expectation may hold.
KEYS: Final[dict[str, Key]] = {
    "story": keys.text("fire", "a story's name or id", blank=False),
    "status": keys.one_of(tuple(STATUSES), "killed"),
    "headline": keys.text("Fire at the mill"),
    "versions": keys.whole(2),
    "because": keys.text("embargoed", "words of the reason", blank=False),
    "use": keys.one_of(get_args(Use), "display"),
    "site": keys.text("north", "a site's code", blank=False),
    "allowed": keys.switch(),
    "stories": keys.whole(1),
    "page": keys.text("fire", 'a story\'s name or id, with "/how" for its "How we know",', blank=False),
    "path": keys.path(),
    "answers": keys.whole(410, 100, 599),
    "contains": keys.texts('"words"', "words"),
    "lacks": keys.texts('"words"', "words"),
    "receipt": keys.one_of(RECEIPTS, "gone"),
    "outcome": keys.one_of(get_args(Outcome), "updated"),
    "problem": keys.text("a notice to kill", "words of the problem", blank=False),
    "proposal": keys.text("fire", "a story's name or id", blank=False),
    "conflicts": keys.whole(2),
    "sound": keys.switch(),
}


class Form(Struct, frozen=True):
    """A kind of expectation, known by one key."""

    by: str
    #: Keys that may stand beside it.
    beside: frozenset[str] = frozenset()
    #: Of these, one at least must.
    one: tuple[str, ...] = ()


#: In the order in which they are looked for; the last is that of outputs.
FORMS: Final = (
    Form(
        "story",
        frozenset(("status", "headline", "versions", "because", "use", "site", "allowed")),
        ("status", "headline", "versions", "because", "allowed"),
    ),
    Form("stories", frozenset(("status",))),
    Form("receipt", frozenset(("site", "page", "path"))),
    Form("outcome"),
    Form("problem"),
    Form("proposal", frozenset(("conflicts",))),
    Form("sound"),
)
OUTPUT: Final = Form("", frozenset(("site", "page", "path", "answers", "contains", "lacks")))


def flaw(given: frozenset[str], receipt: str) -> tuple[str, str]:
    """
    What is wrong with the keys of one expectation, each of which may be right by itself, and the remedy.

    Args:
        given: Its keys.
        receipt: What it says of the receipt; empty if nothing.
    Returns:
        Two empty texts if nothing is wrong.
    """
    form = next((f for f in FORMS if f.by in given), OUTPUT)
    foreign = sorted(given - form.beside - {form.by})
    if foreign:
        of = f"with {form.by}" if form.by else "without saying of what"
        return f"{foreign[0]} does not stand {of}", _remedy(form, foreign[0])
    if form.one and not given & set(form.one):
        return f"{form.by} says nothing by itself", f"add one of: {', '.join(form.one)}"
    if form.by == "receipt":
        return _of_receipt(given, receipt)
    return _of_output(given) if form is OUTPUT else ("", "")


def _remedy(form: Form, foreign: str) -> str:
    owners = [f.by for f in FORMS if foreign in f.beside]
    if form is OUTPUT and owners:
        return f"say of what: {owners[0]} = …"
    return "write an expectation of its own for it, in braces of its own"


def _of_receipt(given: frozenset[str], receipt: str) -> tuple[str, str]:
    whole, named = receipt in ("done", "waiting"), given & {"page", "path"}
    if whole and len(given) > 1:
        return f'receipt = "{receipt}" is about all outputs', "leave out site, page and path"
    if not whole and ("site" not in given or len(named) != 1):
        remedy = f'write {{ receipt = "{receipt}", site = "north", page = "fire" }}, or path in place of page'
        return f'receipt = "{receipt}" is about one output, which must be named', remedy
    return "", ""


def _of_output(given: frozenset[str]) -> tuple[str, str]:
    named = given & {"page", "path"}
    if not given & {"answers", "contains", "lacks"}:
        return "it expects nothing", "add answers, contains or lacks; or status and a story"
    if len(named) == 2:
        return "page and path are two outputs", "write one of them, or two expectations"
    if named and "site" not in given:
        return f"{next(iter(named))} stands without site", 'say where: site = "north"'
    if not named and given & {"answers", "contains"}:
        return f"{min(given & {'answers', 'contains'})} is about one output", 'name it: page = "fire" or path = "/"'
    return "", ""
