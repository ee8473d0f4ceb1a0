"""The verbs that a step may do: each with its options, and the call that it is."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.app import Newsroom
from dateline.ledger.database import DatabaseLedger
from dateline.news.facts import Judgement
from dateline.scenario import keys
from dateline.scenario.keys import Key
from dateline.verbs.apply import confirm
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase, erase_source
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.judge import judge, judgement
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.note import assign, note, ready
from dateline.verbs.package import ROLES, package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.post import post
from dateline.verbs.publish import publish
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike
from dateline.verbs.take import take
from dateline.verbs.update import Choice, update

#: Who does what a step does not say of whom.
NOBODY = "editor"

#: What the options of verbs may hold.
OPTIONS: Final[dict[str, Key]] = {
    "story": keys.text("fire", "a story's name or id"),
    "site": keys.text("north", "a site's code", blank=False),
    "sites": keys.texts('["north"]', "sites' codes"),
    "home": keys.text("north", "a site's code"),
    "sections": keys.table('{ north = "science" }', "sites' codes, each with a section"),
    "reason": keys.text("the source took it back"),
    "note": keys.text("what was done"),
    "values": keys.texts('["north=3 the only launch this week"]', "sites' codes, each after it = 1, 2 or 3 and why"),
    "words": keys.text("the captain rings at noon"),
    "to": keys.text("bo", "a person's name"),
    "due": keys.moment(),
    "no": keys.switch(),
    "headline": keys.text("A headline of ours"),
    "standfirst": keys.text("What it comes to"),
    "kicker": keys.text("Harbour"),
    "byline": keys.text("Ada Example"),
    "text": keys.text("The whole body."),
    "wrong": keys.text("that the tower is 60 metres high"),
    "right": keys.text("that it is 40 metres high"),
    "licence": keys.text("strict", "a licence's name"),
    "files": keys.text("newsroom-2", "a folder of the scenario"),
    "entries": keys.wholes("[3]", "numbers of entries"),
    "collection": keys.text("strike", "the slug of a site's collection", blank=False),
    "form": keys.text("analysis", "a kind of writing"),
    "last": keys.switch(),
    "at_time": keys.moment(),
    "until": keys.moment(),
    "other": keys.text("history", "a story's name or id"),
    "parts": keys.texts('["history", "teaser=analysis"]', "stories' names or ids, each after its role and ="),
    "add": keys.texts('["backgrounder=history"]', "stories' names or ids, each after its role and ="),
    "drop": keys.texts('["history"]', "stories' names or ids"),
    "place": keys.wholes("1", "a place on the front"),
    "ours": keys.wholes("[1]", "numbers of conflicts"),
    "theirs": keys.wholes("[2]", "numbers of conflicts"),
    "decline": keys.switch(),
    "older": keys.span(),
    "by": keys.text("ada", "a person's name"),
}
#: The options that change words.
_WORDS: Final = "headline standfirst kicker byline text"
#: Options that name a story, or several.
NAMING: Final = ("story", "other", "parts", "add", "drop")


def role_of(part: str) -> tuple[str, str]:
    """The role before a part's name, empty if there is none, and the name: ``teaser=history``."""
    role, equals, name = part.partition("=")
    return (role, name) if equals and role in ROLES else ("", part)


#: An option at the command line whose key in a step is another.
_KEYS: Final = {"site": "sites", "at": "at_time", "story": "other"}
_OPTION = re.compile(r'--([a-z]+)\b( (?="))?')


def with_keys(refusal: str) -> str:
    """A *refusal* that names options as the command line has them, with the keys of a step; a command stays one."""
    parts = refusal.split("`")
    parts[::2] = (_OPTION.sub(_key, part) for part in parts[::2])
    return "`".join(parts)


def _key(option: re.Match[str]) -> str:
    key = _KEYS.get(option[1], option[1])
    return f"{key}{' = ' if option[2] else ''}" if key in OPTIONS else option[0]


class Asked(Struct, frozen=True):
    """A verb of a step, ready to be called: names are ids by now, moments are moments."""

    room: Newsroom
    options: dict[str, object]

    @property
    def id(self) -> str:
        """Whom the verb is about."""
        return self.text("story")

    @property
    def by(self) -> str:
        """Who does it."""
        return self.text("by") or NOBODY

    def text(self, option: str) -> str:
        """A text; empty if it was not given."""
        return str(self.options.get(option, ""))

    def texts(self, option: str) -> tuple[str, ...]:
        """A list of texts; empty if it was not given."""
        given = self.options.get(option, ())
        return tuple(map(str, given)) if isinstance(given, tuple) else ()

    def pairs(self, option: str) -> dict[str, str]:
        """A table of texts; empty if it was not given."""
        given = self.options.get(option, {})
        return {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}

    def numbers(self, option: str) -> tuple[int, ...]:
        """A list of whole numbers; empty if it was not given."""
        given = self.options.get(option, ())
        return tuple(n for n in given if isinstance(n, int)) if isinstance(given, tuple) else ()

    def set(self, option: str) -> bool:
        """Whether a switch was set to true."""
        return self.options.get(option) is True

    def moment(self, option: str) -> datetime | None:
        """A moment, UTC; None if it was not given."""
        given = self.options.get(option)
        return given if isinstance(given, datetime) else None

    @property
    def ledger(self) -> DatabaseLedger:
        """Where the verb's entry goes."""
        return self.room.ledger

    @property
    def sites(self) -> tuple[str, ...]:
        """Where; codes."""
        return self.texts("sites")

    @property
    def site(self) -> str:
        """Where, for a verb that is done on one site; empty if it was not said."""
        return self.text("site") or next(iter(self.sites), "")

    @property
    def licence(self) -> str:
        """A licence's name."""
        return self.text("licence") or self.id

    @property
    def reason(self) -> str:
        """Why; empty if it was not said."""
        return self.text("reason")

    @property
    def note(self) -> str:
        """What for; empty if it was not said."""
        return self.text("note")

    @property
    def draft(self) -> Draft:
        """What an editor wants changed."""
        given = {k: self.text(k) for k in _WORDS.split() if k in self.options}
        return replace(Draft(), **given)


class Verb(Struct, frozen=True):
    """A verb at the command line."""

    name: str
    #: Keys of its options; the first ones, up to the bar, must be given.
    options: str
    #: None where the player does it itself: it is no entry, or takes deliveries in.
    call: Callable[[Asked], Decided] | None = None
    #: Keys without which it is refused, whatever the story is; of those joined by ``|``, one is enough.
    asks: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        """Keys that a step with this verb must have."""
        return tuple(self.options.partition("|")[0].split())

    @property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """Keys without which the verb is refused, each with those that stand for it."""
        return tuple(tuple(keys.split("|")) for keys in self.asks.split())

    @property
    def known(self) -> tuple[str, ...]:
        """Keys that a step with this verb may have."""
        return (*self.options.replace("|", " ").split(), "by")


def _judgements(a: Asked, verb: str) -> tuple[Judgement, ...]:
    return tuple(judgement(text, "", verb) for text in a.texts("values"))


def _take(a: Asked) -> Decided:
    return take(a.id, by=a.by, ledger=a.ledger, sites=a.sites, note=a.note, judgements=_judgements(a, "take"))


def _judge(a: Asked) -> Decided:
    return judge(a.id, _judgements(a, "judge"), by=a.by, ledger=a.ledger)


def _assign(a: Asked) -> Decided:
    return assign(a.id, a.text("to"), by=a.by, ledger=a.ledger, due=a.moment("due"), reason=a.reason)


def _ready(a: Asked) -> Decided:
    return ready(a.id, by=a.by, ledger=a.ledger, ready=not a.set("no"), reason=a.reason)


def _correct(a: Asked) -> Decided:
    return correct(a.id, a.draft, wrong=a.text("wrong"), right=a.text("right"), by=a.by, ledger=a.ledger)


def _update(a: Asked) -> Decided:
    choices: dict[int, Choice] = dict.fromkeys(a.numbers("ours"), "ours")
    choices |= dict.fromkeys(a.numbers("theirs"), "theirs")
    return update(a.id, by=a.by, ledger=a.ledger, choices=choices, decline=a.set("decline"), note=a.note)


def _publish(a: Asked) -> Decided:
    sections, at, form = a.pairs("sections"), a.moment("at_time"), a.text("form")
    home = a.text("home")
    return publish(a.id, sites=a.sites, by=a.by, ledger=a.ledger, home=home, sections=sections, at=at, form=form)


def _post(a: Asked) -> Decided:
    words = {key: a.text(key) for key in ("text", "headline", "note")}
    return post(a.id, by=a.by, ledger=a.ledger, story=a.text("other"), last=a.set("last"), **words)


def _package(a: Asked) -> Decided:
    add = tuple((role or "backgrounder", id) for role, id in map(role_of, (*a.texts("parts"), *a.texts("add"))))
    return package(a.id, by=a.by, ledger=a.ledger, add=add, drop=a.texts("drop"), reason=a.reason)


def _pin(a: Asked) -> Decided:
    place, until = next(iter(a.numbers("place")), 1), a.moment("until")
    return pin(a.id, site=a.site, by=a.by, ledger=a.ledger, place=place, until=until, reason=a.reason)


def _gather(a: Asked) -> Decided:
    where, place = {"site": a.site, "collection": a.text("collection")}, next(iter(a.numbers("place")), None)
    return gather(a.id, **where, by=a.by, ledger=a.ledger, place=place, reason=a.reason)


def _ungather(a: Asked) -> Decided:
    where = {"site": a.site, "collection": a.text("collection")}
    return ungather(a.id, **where, by=a.by, ledger=a.ledger, reason=a.reason)


def _hold(a: Asked) -> Decided:
    return hold(a.id, reason=a.reason, by=a.by, ledger=a.ledger, until=a.moment("until"))


def _erase(a: Asked) -> Decided:
    older = a.options.get("older")
    if isinstance(older, timedelta):
        return erase_source(a.id, older=older, reason=a.reason, by=a.by, ledger=a.ledger)
    return erase(a.id, reason=a.reason, by=a.by, ledger=a.ledger)


def _join(a: Asked) -> Decided:
    return join(a.id, a.text("other"), reason=a.reason, by=a.by, ledger=a.ledger)


def _separate(a: Asked) -> Decided:
    return separate(a.id, a.text("other"), reason=a.reason, by=a.by, ledger=a.ledger)


VERBS: Final[dict[str, Verb]] = {
    v.name: v
    for v in (
        Verb("take", "story | sites note values", _take),
        Verb("judge", "story | values", _judge, "values"),
        Verb("note", "story | words", lambda a: note(a.id, a.text("words"), by=a.by, ledger=a.ledger), "words"),
        Verb("assign", "story | to due reason", _assign),
        Verb("ready", "story | no reason", _ready),
        Verb("spike", "story | reason", lambda a: spike(a.id, by=a.by, ledger=a.ledger, reason=a.reason)),
        Verb("restore", "story | reason", lambda a: restore(a.id, by=a.by, ledger=a.ledger, reason=a.reason)),
        Verb("hold", "story | reason until", _hold, "reason"),
        Verb("release", "story | reason", lambda a: release(a.id, reason=a.reason, by=a.by, ledger=a.ledger)),
        Verb("publish", "story | sites home sections at_time form", _publish, "sites"),
        Verb("post", "story | text other headline last note", _post),
        Verb("edit", f"story | {_WORDS} note", lambda a: edit(a.id, a.draft, by=a.by, ledger=a.ledger, note=a.note)),
        Verb("correct", f"story | wrong right {_WORDS}", _correct, "wrong right"),
        Verb("update", "story | ours theirs decline note", _update),
        Verb(
            "withdraw", "story | reason", lambda a: withdraw(a.id, reason=a.reason, by=a.by, ledger=a.ledger), "reason"
        ),
        Verb("kill", "story | reason", lambda a: kill(a.id, reason=a.reason, by=a.by, ledger=a.ledger), "reason"),
        Verb("reissue", "story | reason", lambda a: reissue(a.id, reason=a.reason, by=a.by, ledger=a.ledger)),
        Verb("join", "story other | reason", _join),
        Verb("separate", "story other | reason", _separate),
        Verb("package", "story | parts add drop reason", _package),
        Verb("pin", "story | site sites place until reason", _pin, "site|sites"),
        Verb(
            "unpin",
            "story | site sites reason",
            lambda a: unpin(a.id, site=a.site, by=a.by, ledger=a.ledger),
            "site|sites",
        ),
        Verb("gather", "story | site sites collection place reason", _gather, "site|sites collection"),
        Verb("ungather", "story | site sites collection reason", _ungather, "site|sites collection"),
        Verb("erase", "story | older reason", _erase, "reason"),
        Verb("confirm", "| licence story", lambda a: confirm(a.licence, by=a.by, ledger=a.ledger), "licence|story"),
        Verb("apply", "| files"),
        Verb("reread", "| story entries"),
        Verb("rebuild", "|"),
        Verb("sleep", "|"),
        Verb("wake", "|"),
    )
}
