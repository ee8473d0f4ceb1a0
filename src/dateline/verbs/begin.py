"""begin: our desk reports itself: an article from a blank page, by way of a story of the house's own source."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Turn
from dateline.news import ids
from dateline.news.blocks import Block
from dateline.news.errors import NotAllowed
from dateline.news.facts import Begun, Edited, Wording
from dateline.news.house import House, Source
from dateline.news.rights import Standing
from dateline.news.story import Article
from dateline.news.wire import Delivery, Reading, Version
from dateline.news.wording import reworded
from dateline.verbs.common import TRANSPORT, Decided, new_article, sites_of
from dateline.verbs.edit import whose
from dateline.verbs.ingest import Keeper, prepared, take_in
from dateline.verbs.pasting import Texts, may_paste, sourced
from dateline.verbs.plan import open_plan, tied

#: Who says what our own words are: nobody reads them again.
READER = "desk/1"


class Page(Struct, frozen=True, kw_only=True):
    """What stands on the page that was blank."""

    headline: str
    #: The whole body as `news.wording.typed` writes it.
    text: str = ""
    #: In place of *text*: the whole body as blocks, each with the source that it is said to have.
    blocks: tuple[Block, ...] | None = None
    standfirst: str = ""
    #: A writer of our own, by name; empty: staff.
    byline: str = ""
    #: Its working name; empty: none.
    slug: str = ""


def begin(
    page: Page,
    *,
    by: str,
    ledger: Keeper,
    moment: datetime,
    sites: tuple[str, ...] = (),
    source: str = "",
    plan: str = "",
    note: str = "",
) -> Decided:
    """
    Begin an article of our own.

    Its first words are taken in like any delivery, as bytes of the house's own source: what rules on them, credits
    them, proves them and takes them back is what does so for every story. A paragraph that stands in another story is
    that story's here too.

    Args:
        page: What it says.
        by: Who begins it.
        ledger: Where.
        moment: Now; UTC.
        sites: For whom; codes.
        source: The code of the house's own source; the only one in force if nothing is said.
        plan: The id of the plan that it comes of; empty: none.
        note: What it is about, for colleagues.
    Returns:
        The article's id.
    Raises:
        NotAllowed: If the newsroom has no source of its own in force, there is no headline or no word of ours, a
            licence forbids a paragraph that was pasted in, there is no such site or plan, or it was begun before.
    """
    standing = ledger.standing()
    own = _own(standing.house, source)
    blocks = tuple(_blocks(page, ledger))
    if not page.headline.strip() or not any(b.source is None for b in blocks):
        raise NotAllowed("begin", "an article of our own needs a headline and words of ours; other stories are taken")
    version = _version(page, own, by, moment, [b for b in blocks if b.source is None])
    delivery = Delivery(own.code, TRANSPORT, f"{version.item}.json", msgspec.json.encode(version), moment)
    # As it was typed: what readers look for in wires would be a guess here.
    coming = prepared(delivery, ledger, Reading(format=TRANSPORT, versions=(version,)), READER)
    with ledger.turn() as turn:
        sites_of(turn.standing(), sites, "begin")
        planned = open_plan(turn, plan) if plan else None
        may_paste(turn, (), blocks, "begin")
        item = take_in(coming, by, turn).items[0]
        story = turn.story(item.story) if item.story else None
        if story is None or story.current is None or story.articles:
            raise NotAllowed("begin", "these words were begun as an article at this very moment already")
        fact = Begun(new_article(turn, story), story.id, story.current.entry, sites, note.strip())
        entry = turn.append(fact, by=by)
        _pasted(turn, fact.article, blocks, by)
        if planned is not None:
            turn.append(tied(turn, planned, fact.article), by=by)
        return Decided(entry.number, "begin", fact.article, tuple(_remarks(own, turn.standing())))


def _blocks(page: Page, texts: Texts) -> Iterable[Block]:
    if page.blocks is not None:
        return whose(texts, Article(id="", stories=(), wording=Wording("", ()), revisions=()), page.blocks)
    return (sourced(texts, b) for b in reworded((), page.text))


def _own(house: House, code: str) -> Source:
    """The house's own source."""
    known = [s for s in house.sources if s.kind == "own"]
    if not known:
        files = "copy sources/own-desk.toml and licences/own-desk.toml from there, then `dateline apply`"
        what = "no source of our own (kind = own) is in force"
        raise NotAllowed("begin", f"{what}; `dateline init DIR` writes its template: {files}")
    found = next((s for s in known if s.code == code), known[0] if not code and len(known) == 1 else None)
    if found is None:
        listed = ", ".join(s.code for s in known)
        what = f"there is no source {code} of our own" if code else "there are several sources of our own"
        raise NotAllowed("begin", f"{what}; say whose it is, --source, one of: {listed}")
    return found


def _version(page: Page, own: Source, by: str, moment: datetime, blocks: Iterable[Block]) -> Version:
    """Our own words as a source's version; what was pasted in is not among them."""
    # Of the page as it was sent: sent again, what stands in it is found in the story that it made before.
    body = page.text if page.blocks is None else "".join(b.html for b in page.blocks)
    said = (page.headline, page.standfirst, page.byline, body, by, moment.isoformat())
    return Version(
        item=f"urn:dateline:{own.code}:{ids.digits(*said, length=ids.LONG)}",
        headline=page.headline.strip(),
        standfirst=page.standfirst.strip(),
        byline=page.byline.strip(),
        slug=page.slug.strip(),
        body=tuple(blocks),
        issued=moment,
    )


def _pasted(turn: Turn, id: str, blocks: tuple[Block, ...], by: str) -> None:
    """What was pasted in stands where it was put, beside our own words, and stays whose it is."""
    article = turn.article(id)
    if article is None or all(b.source is None for b in blocks):
        return
    ours = list(article.wording.blocks)
    body = [b if b.source else ours.pop(0) for b in blocks if b.source or ours]
    turn.append(Edited(id, replace(article.wording, blocks=(*body, *ours))), by=by)


def _remarks(own: Source, standing: Standing) -> Iterable[str]:
    licence = standing.licence_of(own.code)
    if licence is None:
        yield f"source {own.code} has no licence in force; nothing of it can be published"
    elif licence.template and licence.digest not in standing.confirmed:
        yield f"licence {licence.name} is a template; `dateline licence confirm {licence.name}` before it is published"
