"""Articles as they are edited: their words as blocks, drafts, what has changed meanwhile, previews, who is there."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ClientException
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody
from msgspec import Meta, Struct

from dateline.desk.api.common import Asked, Desk, TheDesk
from dateline.desk.api.presence import TheDrafts, TheyWhoAreHere, Window, events, take_over
from dateline.desk.asking import permitted
from dateline.desk.cleaning import cleaned
from dateline.desk.drafts import Blocks, Drafts, Kept, Line, Overtaken, Words, words_of
from dateline.desk.presence import Presence
from dateline.desk.preview import Previews
from dateline.desk.problems import PROBLEM, Problem, answer, problem
from dateline.desk.rebase import Proposed, since
from dateline.desk.rebase import merged as merged_into
from dateline.desk.working import Told, article_at, checks, draft_of, given, name_of, share, told
from dateline.news import credit, merge
from dateline.news.errors import NotAllowed
from dateline.news.house_style import Suggestion
from dateline.news.story import Article
from dateline.verbs.begin import Page, begin
from dateline.verbs.edit import correct, edit
from dateline.verbs.receipt import Receipt
from dateline.verbs.update import Choice

ThePreviews = NamedDependency[Previews]
Id = FromPath[str]
IfMatch = Annotated[str, HeaderParameter(name="If-Match", max_length=40, description="The draft's number, quoted.")]
Choices = dict[Annotated[int, Meta(ge=1)], Choice]


class Typed(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody has typed."""

    words: Words
    #: How many revisions the article had when they began.
    base: Annotated[int, Meta(ge=0)]


class Noted(Struct, frozen=True, kw_only=True):
    """A draft that was kept, and what the desk sees in it."""

    number: int
    person: str
    saved: datetime
    base: int
    words: Words
    checks: tuple[Suggestion, ...]
    count: int
    share: float
    #: Why it could not be saved so; empty: it could.
    refused: str = ""


class Drafted(Struct, frozen=True):
    """An article's draft, and what others had typed when it was overtaken."""

    number: int
    draft: Kept | None
    aside: tuple[Kept, ...]


class Passed(Problem, frozen=True, kw_only=True):
    """Somebody else was first: what stands there now; what was sent is put aside."""

    number: int
    draft: Kept | None = None
    #: Who typed it, by name.
    who: str = ""


#: What a route says of it.
PASSED: Final = {412: ResponseSpec(Passed, description="Somebody else was first", media_type=PROBLEM)}


class Saving(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft becomes a revision; where readers saw an error in it, a correction."""

    #: What was changed, for readers of "How we know".
    note: Line = ""
    #: What it said, and what it should have said.
    wrong: Line = ""
    right: Line = ""


class Choosing(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose words stand at each conflict, by its number from 1."""

    choices: Choices = {}


class Seen(Struct, frozen=True, omit_defaults=True):
    """Where a preview is looked at; or why readers would get nothing."""

    href: str
    path: str
    status: int
    why: str = ""
    until: datetime | None = None


class Beginning(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on the page that was blank."""

    headline: Line
    blocks: Blocks
    standfirst: Line = ""
    byline: Line = ""
    slug: Line = ""
    sites: Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(max_length=200)] = ()
    source: Annotated[str, Meta(max_length=80)] = ""
    plan: Annotated[str, Meta(max_length=80)] = ""
    note: Line = ""


@post("/articles", opt={"act": "begin"}, status_code=201, sync_to_thread=True)
def begun(request: Asked, desk: TheDesk, data: JSONBody[Beginning]) -> Receipt:
    """Begin an article of our own."""
    planned = desk.room.ledger.agenda().plan(data.plan) if data.plan else None
    permitted(request.user, "begin", (*data.sites, *(planned.sites if planned else ())))
    page = Page(
        headline=data.headline,
        blocks=cleaned(data.blocks, ()),
        standfirst=data.standfirst,
        byline=data.byline,
        slug=data.slug,
    )
    does = partial(
        begin,
        page,
        by=request.user.person.id,
        ledger=desk.room.ledger,
        moment=desk.room.clock.now(),
        sites=data.sites,
        source=data.source,
        plan=data.plan,
        note=data.note,
    )
    return desk.room.done(does)


@get("/articles/{id:str}", opt={"act": "see"}, sync_to_thread=True)
def article(desk: TheDesk, drafts: TheDrafts, id: Id) -> Response[Told]:
    """An article as it stands, with its words as blocks; its ETag is that of its latest revision."""
    found = article_at(desk, id)
    number, _ = drafts.of(found.id)
    shown = told(desk, found, number)
    return Response(shown, headers={"etag": f'"r{shown.revision}"', "cache-control": "no-store"})


@get("/articles/{id:str}/draft", opt={"act": "see"}, sync_to_thread=True)
def drafted(desk: TheDesk, drafts: TheDrafts, id: Id) -> Response[Drafted]:
    """What somebody has typed into an article and not saved yet; its ETag is the number to go on from."""
    found = article_at(desk, id)
    number, kept = drafts.of(found.id)
    return Response(Drafted(number, kept, drafts.aside(found.id)), headers=_numbered(number))


@put("/articles/{id:str}/draft", opt={"act": "edit"}, responses=PASSED, sync_to_thread=True)
def keep(
    request: Asked,
    desk: TheDesk,
    drafts: TheDrafts,
    previews: ThePreviews,
    presence: TheyWhoAreHere,
    id: Id,
    data: JSONBody[Typed],
    number: IfMatch = "",
    window: Window = "",
    over: FromQuery[bool] = False,
) -> Response[Noted]:
    """
    Keep what somebody has typed; ``If-Match`` names the number of the draft that it goes on from, 0 for none.

    412 where somebody else was first: it tells who, and their words; what was sent is put aside, and lost by nobody.
    Who then wants theirs to stand sends them ``over`` those, which are put aside in their turn.
    """
    found, person = _may(request, desk, id), request.user.person
    typed = given(desk, found, data.words)
    try:
        kept = drafts.put(found.id, typed, base=data.base, number=_number(number), person=person.id, over=over)
    except Overtaken as e:
        return _passed(desk, e)
    presence.typed(found.id, window)
    noted = Noted(
        number=kept.number,
        person=kept.person,
        saved=kept.saved,
        base=kept.base,
        words=typed,
        checks=checks(desk, found, typed),
        count=credit.count(typed.blocks),
        share=share(desk, typed.blocks),
        refused=previews.refused(found.id, draft_of(typed, None), by=person.id),
    )
    return Response(noted, headers=_numbered(kept.number))


@delete("/articles/{id:str}/draft", opt={"act": "edit"}, responses=PASSED, status_code=200, sync_to_thread=True)
def leave(
    request: Asked, desk: TheDesk, drafts: TheDrafts, presence: TheyWhoAreHere, id: Id, number: IfMatch = ""
) -> Response[Drafted]:
    """Leave a draft: the article stands as it is; the words are put aside."""
    found = _may(request, desk, id)
    try:
        left = drafts.leave(found.id, number=_number(number), person=request.user.person.id, aside=True)
    except Overtaken as e:
        return _passed(desk, e)
    presence.tell(found.id)
    return Response(Drafted(left, None, drafts.aside(found.id)), headers=_numbered(left))


@post("/articles/{id:str}/draft/save", opt={"act": "edit"}, responses=PASSED, status_code=200, sync_to_thread=True)
def save(
    request: Asked,
    desk: TheDesk,
    drafts: TheDrafts,
    presence: TheyWhoAreHere,
    id: Id,
    data: JSONBody[Saving],
    number: IfMatch = "",
) -> Response[Receipt]:
    """A draft becomes a revision of its article; with what was wrong and what is right, a correction."""
    found, person = _may(request, desk, id), request.user.person
    saying, ledger = bool(data.wrong or data.right), desk.room.ledger
    if saying:
        permitted(request.user, "correct", tuple(p.site for p in found.placements))

    now, kept = drafts.of(found.id)
    if kept is None:
        raise NotAllowed("edit", f"{found.id} has no draft; what was typed is saved already")
    if now != _number(number):
        return _passed(desk, Overtaken(kept, now))
    draft, by = draft_of(kept.words, kept.base), person.id
    if saying:
        does = partial(correct, found.id, draft, by=by, ledger=ledger, wrong=data.wrong, right=data.right)
    else:
        does = partial(edit, found.id, draft, by=by, ledger=ledger, note=data.note)
    receipt = desk.room.done(does)
    try:
        drafts.leave(found.id, number=now, person=person.id, aside=False)
    except Overtaken as e:
        return _passed(desk, e)
    presence.tell(found.id)
    return Response(receipt)


@post("/articles/{id:str}/draft/rebase", opt={"act": "edit"}, responses=PASSED, status_code=200, sync_to_thread=True)
def rebase(
    request: Asked,
    desk: TheDesk,
    drafts: TheDrafts,
    presence: TheyWhoAreHere,
    id: Id,
    data: JSONBody[Choosing],
    number: IfMatch = "",
) -> Response[Kept]:
    """Take into a draft what has been changed in its article since; whose words stand at each conflict is chosen."""
    found, (now, kept) = _may(request, desk, id), drafts.of(article_at(desk, id).id)
    if kept is None or now != _number(number):
        return _passed(desk, Overtaken(kept, now))
    merged = merged_into(desk, found, kept)
    if open_ones := set(range(1, len(merged.conflicts) + 1)) - data.choices.keys():
        raise NotAllowed("edit", f"say whose words stand at conflict {min(open_ones)} of {len(merged.conflicts)}")
    wording = merge.resolved(merged, {n - 1: choice for n, choice in data.choices.items()})
    try:
        after = drafts.put(
            found.id, words_of(wording), base=len(found.revisions), number=now, person=request.user.person.id
        )
    except Overtaken as e:
        return _passed(desk, e)
    presence.tell(found.id)
    return Response(after, headers=_numbered(after.number))


@get("/articles/{id:str}/proposal", opt={"act": "see"}, sync_to_thread=True)
def proposed(desk: TheDesk, drafts: TheDrafts, id: Id) -> Proposed:
    """What has changed since a draft was begun: by our desk in the article, else by its source; merged into it."""
    found = article_at(desk, id)
    _, kept = drafts.of(found.id)
    return since(desk, found, kept)


@post("/articles/{id:str}/preview", opt={"act": "see"}, status_code=200, sync_to_thread=True)
def preview(
    request: Asked, desk: TheDesk, previews: ThePreviews, id: Id, data: JSONBody[Words], site: FromQuery[str]
) -> Seen:
    """The page that readers of a site would get if these words were saved and published now; nothing is written."""
    found = article_at(desk, id)
    draft = draft_of(given(desk, found, data), None)
    shown = previews.make(found.id, draft, site, by=request.user.person.id)
    if shown.built is None:
        return Seen("", shown.path, 0, shown.why or "its embargo runs: readers get nothing yet", shown.until)
    name = previews.keep(shown, site)
    return Seen(f"/preview/{name}", shown.path, shown.built.status, shown.why, shown.until)


# What they share


def _may(request: Asked, desk: Desk, id: str) -> Article:
    """An article that who asks may edit."""
    found = article_at(desk, id)
    permitted(request.user, "edit", tuple(p.site for p in found.placements))
    return found


def _number(sent: str) -> int:
    bare = sent.strip().removeprefix("W/").strip('"')
    if not bare.isascii() or not bare.isdigit() or len(bare) > 9:
        raise ClientException('Send If-Match: "N" with the number of the draft that yours goes on from; 0 for none.')
    return int(bare)


def _numbered(number: int) -> dict[str, str]:
    return {"etag": f'"{number}"', "cache-control": "no-store"}


def _passed(desk: Desk, error: Overtaken) -> Response[Any]:
    """That somebody else was first: who, and their words."""
    kept = error.kept
    who = name_of(desk, kept.person) if kept else ""
    what = f"{who} changed this draft at {kept.saved:%H:%M} UTC" if kept else "This draft was saved or left meanwhile"
    base = problem(412, f"{what}. Your words are put aside; nothing was written over.")
    told = Passed(base.title, base.status, base.detail, number=error.number, draft=kept, who=who)
    return answer(told, _numbered(error.number))


def routes(desk: Desk, previews: Previews) -> Router:
    """All of these, with what they alone need."""
    drafts, presence = Drafts(desk.accounts.engine), Presence()
    return Router(
        "/",
        route_handlers=[begun, article, drafted, keep, leave, save, rebase, proposed, preview, take_over, events],
        dependencies={
            "drafts": Provide(lambda: drafts, sync_to_thread=False),
            "presence": Provide(lambda: presence, sync_to_thread=False),
            "previews": Provide(lambda: previews, sync_to_thread=False),
        },
        tags=["Articles"],
    )
