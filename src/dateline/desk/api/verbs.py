"""The verbs: each is an entry of the ledger in the name of who asks, and answers with its receipt."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final, Literal

from litestar import Router, post
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import BodyKwarg, FromPath
from msgspec import Meta, Struct, structs

from dateline.desk.api.common import Asked, Desk, TheDesk, stands_on
from dateline.desk.asking import permitted
from dateline.desk.people import Act
from dateline.news.facts import Form, Judgement
from dateline.news.status import RULES
from dateline.news.wire import Role
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.judge import judge
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.note import assign, note, ready
from dateline.verbs.package import package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.post import post as add_post
from dateline.verbs.publish import publish
from dateline.verbs.receipt import Receipt
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike
from dateline.verbs.take import take
from dateline.verbs.update import Choice, update

Words = Annotated[str, Meta(max_length=2000)]
Text = Annotated[str, Meta(max_length=500_000)]
Codes = Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(max_length=200)]
Place = Annotated[int, Meta(ge=1, le=50)]


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """What is sent with a verb; its fields are named as the verb's own."""

    def first(self) -> tuple[object, ...]:
        """What the verb takes after the id, by its place."""
        return ()

    def given(self) -> dict[str, Any]:
        """What the verb takes by name."""
        return structs.asdict(self)

    def on(self) -> tuple[str, ...]:
        """The sites that it names."""
        return ()

    def beside(self) -> tuple[str, ...]:
        """Ids of what it is done to beside the one that it is sent to."""
        return ()


class Why(Body, frozen=True, forbid_unknown_fields=True):
    """A reason; colleagues read it, and readers where it says so."""

    reason: Words = ""


class Take(Body, frozen=True, forbid_unknown_fields=True):
    """For whom a story is taken, and what it is worth to each of them."""

    sites: Codes = ()
    note: Words = ""
    judgements: tuple[Judgement, ...] = ()

    def on(self) -> tuple[str, ...]:
        """Those it is taken for."""
        return (*self.sites, *(j.site for j in self.judgements))


class Judge(Body, frozen=True, forbid_unknown_fields=True):
    """What a story is worth to sites' readers: 1 good to know, 2 worth their time, 3 must not be missed; and why."""

    judgements: Annotated[tuple[Judgement, ...], Meta(min_length=1)]

    def on(self) -> tuple[str, ...]:
        """Those whose readers it was judged for."""
        return tuple(j.site for j in self.judgements)


class Note(Body, frozen=True, forbid_unknown_fields=True):
    """Words for colleagues."""

    words: Words


class Assign(Body, frozen=True, forbid_unknown_fields=True):
    """Who is to work on it, and by when; an empty name takes it from whoever had it."""

    to: str
    due: datetime | None = None
    reason: Words = ""


class Ready(Body, frozen=True, forbid_unknown_fields=True):
    """That it may go out, or may not any more."""

    ready: bool = True
    reason: Words = ""


class Hold(Body, frozen=True, forbid_unknown_fields=True):
    """Why, and until when; without a moment until it is released."""

    reason: Words
    until: datetime | None = None


class Edit(Body, frozen=True, forbid_unknown_fields=True):
    """What is to be changed; what is left out stays as it is."""

    headline: Words | None = None
    standfirst: Words | None = None
    kicker: Words | None = None
    byline: Words | None = None
    #: The whole body, as `dateline edit --text` reads it.
    text: Text | None = None
    #: What was changed, for readers of "How we know".
    note: Words = ""

    def first(self) -> tuple[object, ...]:
        """The words alone."""
        return (Draft(self.headline, self.standfirst, self.kicker, self.byline, self.text),)

    def given(self) -> dict[str, Any]:
        """What is said of them."""
        return {"note": self.note}


class Correct(Edit, frozen=True, forbid_unknown_fields=True):
    """An error that readers saw: what it said, and what it should have said."""

    wrong: Words = ""
    right: Words = ""

    def given(self) -> dict[str, Any]:
        """What readers are told."""
        return {"wrong": self.wrong, "right": self.right}


class Publish(Body, frozen=True, forbid_unknown_fields=True):
    """Where a story goes, and when."""

    sites: Codes
    home: str = ""
    #: Site → section; by topic if not said.
    sections: dict[str, str] = {}
    #: When readers get it; at once if not said.
    at: datetime | None = None
    form: Form | Literal[""] = ""

    def on(self) -> tuple[str, ...]:
        """Those it is published on, and those that it says more of."""
        return (*self.sites, *filter(None, (self.home,)), *self.sections)


class Update(Body, frozen=True, forbid_unknown_fields=True):
    """The source's newer version: whose words stand at each conflict, by its number from 1; or it is declined."""

    choices: dict[Annotated[int, Meta(ge=1)], Choice] = {}
    decline: bool = False
    note: Words = ""


class Piece(Struct, frozen=True, forbid_unknown_fields=True):
    """A story's place below an article."""

    role: Role
    story: str


class Package(Body, frozen=True, forbid_unknown_fields=True):
    """What comes below an article, and what no longer does."""

    add: tuple[Piece, ...] = ()
    drop: Codes = ()
    reason: Words = ""

    def given(self) -> dict[str, Any]:
        """As the verb takes it."""
        added = tuple((piece.role, piece.story) for piece in self.add)
        return {"add": added, "drop": self.drop, "reason": self.reason}


class Pin(Body, frozen=True, forbid_unknown_fields=True):
    """A place on a site's front."""

    site: str
    place: Place = 1
    until: datetime | None = None
    reason: Words = ""

    def on(self) -> tuple[str, ...]:
        """The one."""
        return (self.site,)


class OnSite(Body, frozen=True, forbid_unknown_fields=True):
    """A site, and why."""

    site: str
    reason: Words = ""

    def on(self) -> tuple[str, ...]:
        """The one."""
        return (self.site,)


class Gather(Body, frozen=True, forbid_unknown_fields=True):
    """A collection of a site."""

    site: str
    collection: str
    place: Place | None = None
    reason: Words = ""

    def on(self) -> tuple[str, ...]:
        """The one."""
        return (self.site,)


class Ungather(Body, frozen=True, forbid_unknown_fields=True):
    """A collection of a site that it is to leave."""

    site: str
    collection: str
    reason: Words = ""

    def on(self) -> tuple[str, ...]:
        """The one."""
        return (self.site,)


class Post(Body, frozen=True, forbid_unknown_fields=True):
    """Newer words before an article's: ours, or another story's as they came."""

    text: Text = ""
    story: str = ""
    headline: Words = ""
    #: The article is live no more after it.
    last: bool = False
    note: Words = ""


class Other(Body, frozen=True, forbid_unknown_fields=True):
    """Another story, and why."""

    other: Words
    reason: Words

    def beside(self) -> tuple[str, ...]:
        """The other one."""
        return (self.other,)

    def first(self) -> tuple[object, ...]:
        """The other one."""
        return (self.other,)

    def given(self) -> dict[str, Any]:
        """Why."""
        return {"reason": self.reason}


class _Verb(Struct, frozen=True):
    """A verb as a route: what is sent, and what is done with it."""

    act: Act
    body: type[Body]
    does: Callable[..., Decided]
    #: Whether it must know the vocabulary of topics.
    topics: bool = False


VERBS: Final = (
    _Verb("take", Take, take),
    _Verb("judge", Judge, judge),
    _Verb("note", Note, note),
    _Verb("assign", Assign, assign),
    _Verb("ready", Ready, ready),
    _Verb("spike", Why, spike),
    _Verb("restore", Why, restore),
    _Verb("hold", Hold, hold),
    _Verb("release", Why, release),
    _Verb("edit", Edit, edit),
    _Verb("correct", Correct, correct),
    _Verb("post", Post, add_post),
    _Verb("update", Update, update),
    _Verb("publish", Publish, publish, topics=True),
    _Verb("package", Package, package),
    _Verb("pin", Pin, pin),
    _Verb("unpin", OnSite, unpin),
    _Verb("gather", Gather, gather),
    _Verb("ungather", Ungather, ungather),
    _Verb("join", Other, join),
    _Verb("separate", Other, separate),
    _Verb("withdraw", Why, withdraw),
    _Verb("kill", Why, kill),
    _Verb("reissue", Why, reissue),
)


def _route(verb: _Verb) -> HTTPRouteHandler:
    def done(request: Asked, desk: TheDesk, id: FromPath[str], data: Body) -> Receipt:
        return _done(verb, request, desk, id, data)

    # What is sent is another thing for each verb.
    done.__annotations__["data"] = Annotated[verb.body, BodyKwarg(media_type=RequestEncodingType.JSON)]
    done.__doc__ = next(rule.does for rule in RULES if rule.verb == verb.act).capitalize() + "."
    path, opt = f"/stories/{{id:str}}/{verb.act}", {"act": verb.act}
    return post(path, name=verb.act, opt=opt, status_code=200, sync_to_thread=True, operation_id=verb.act)(done)


def _done(verb: _Verb, request: Asked, desk: Desk, id: str, body: Body) -> Receipt:
    """Do a verb in the name of who asks; nobody touches sites that they do not work for."""
    permitted(request.user, verb.act, (*body.on(), *(s for one in (id, *body.beside()) for s in stands_on(desk, one))))
    person, more = request.user.person.id, {"topics": desk.room.topics()} if verb.topics else {}
    does = partial(verb.does, id, *body.first(), by=person, ledger=desk.room.ledger, **body.given(), **more)
    return desk.room.done(does)


routes = Router("/", route_handlers=[_route(verb) for verb in VERBS], tags=["Verbs"])
