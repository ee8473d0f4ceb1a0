"""Own reporting: an article from a blank page, which is ruled, credited and taken back like any other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec.structs import replace

from dateline.app import reader_name
from dateline.news import credit, rights
from dateline.news.blocks import BlockSource, paragraph
from dateline.news.errors import NotAllowed
from dateline.news.facts import Received
from dateline.news.house import Licence, Source
from dateline.verbs.begin import Page, begin
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, edit
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill
from dateline.verbs.plan import Planning, plan
from dateline.verbs.publish import publish
from dateline.verbs.reread import reread
from dateline.wires.read import read

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
OURS = Source(code="staff", name="Staff", kind="own", full_name="Our own desk", licence="ours")
LICENCE = Licence(name="ours", holder="Saltmarsh", ground="own", terms="Ours.", uses=("display",), edit="free")
PAGE = Page(
    headline="Nobody sweeps the quay",
    text="The quay has not been swept since spring.\n\n## Who should\n\n> It is not me.\n\n- the port\n- the town",
    byline="Ada Example",
)


@pytest.fixture
def own(desk: "Desk") -> "Desk":
    """A newsroom with a source of its own."""
    house = desk.ledger.standing().house
    desk.house(sources=(*house.sources, OURS), licences=(*house.licences, LICENCE))
    return desk


def begun(desk: "Desk", page: Page = PAGE, **more: Any) -> Decided:
    return begin(page, by="ada", ledger=desk.ledger, moment=desk.later(minutes=1), **more)


def test_an_article_of_our_own_has_a_story_behind_it_like_any_other(own: "Desk") -> None:
    """
    Its first words are a delivery of the house's own source: bytes, a reading, a version; nothing about it is special.
    """
    done = begun(own, sites=("harbour",), note="from the quay")
    article = own.article(done.id)
    story = own.story(article.stories[0])
    assert (done.verb, story.source, story.articles) == ("begin", "staff", (done.id,))
    assert [(b.kind, b.text) for b in article.wording.blocks] == [
        ("paragraph", "The quay has not been swept since spring."),
        ("heading", "Who should"),
        ("quote", "It is not me."),
        ("list", "the port the town"),
    ]
    assert {b.source.story for b in article.wording.blocks if b.source} == {story.id}
    (received,) = (e.fact for e in own.ledger.entries() if isinstance(e.fact, Received))
    assert (received.source, received.transport) == ("staff", "desk")
    assert own.ledger.bytes_of(received.digest) == msgspec.json.encode(story.text)
    assert own.status(story.id) == "taken" and article.taken is None
    assert list(own.ledger.check()) == []


def test_its_byline_is_the_writers_or_staff(own: "Desk") -> None:
    """
    It is by whom it names, else by staff; no agency is thanked for it, and nobody selected it.
    """
    house = own.ledger.standing().house
    lines = []
    for page in (PAGE, replace(PAGE, byline="", text="The steps have not been mended since the flood.")):
        article = own.article(begun(own, page).id)
        lines.append(credit.byline(article, [own.story(article.stories[0])], house))
        assert credit.chosen(article, house.sites[0]) == ""
    assert lines == ["by Ada Example", "by Staff Writers"]


def test_it_is_published_and_killed_like_any_other(own: "Desk") -> None:
    """
    What rules on it is the licence of the house's own source; a kill of its story takes it back for good.
    """
    done = begun(own)
    publish(done.id, sites=("harbour",), by="ada", ledger=own.ledger)
    story = own.article(done.id).stories[0]
    assert own.status(story) == "published"
    edit(done.id, Draft(headline="Nobody sweeps our quay"), by="ada", ledger=own.ledger)
    kill(story, reason="it was swept", by="bo", ledger=own.ledger)
    assert own.ledger.bars([story])[story].closed(own.clock.now())
    erase(story, reason="a court", by="bo", ledger=own.ledger)
    assert own.article(done.id).wording.blocks == ()
    kept = own.article(done.id)
    own.ledger.rebuild()
    assert own.article(done.id) == kept and list(own.ledger.check()) == []


def test_our_own_words_stand_as_they_were_typed(own: "Desk") -> None:
    """
    What readers look for in wires is no guess to make here: not as they are typed, and not once readers are mended.
    """
    typed = "Nobody sweeps the quay\n\nBREMEN (NWA) - The port is silent.\n\nEditor's note: it is not.\n\n(more)"
    done = begun(own, replace(PAGE, text=typed))
    assert [b.text for b in own.article(done.id).wording.blocks] == typed.split("\n\n")
    assert own.article(done.id).wording.dateline is None
    tail = own.ledger.tail()
    everything = frozenset(d.entry for d in own.ledger.deliveries())
    assert list(reread(by="ada", ledger=own.ledger, read=read, number=reader_name, only=everything)) == []
    assert own.ledger.tail() == tail


def test_what_is_pasted_into_a_blank_page_stays_whose_it_is(own: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A wire's paragraph does not become ours by being typed on a page of ours: its licence, and a kill, go on holding.
    """
    theirs = "The ferry has run again since the strike ended on Tuesday at the northern quay of the old harbour."
    own.ingest(wire(bodies=[{"contentType": "text/plain", "value": f"{theirs}\n\nIt costs two crowns."}]))
    page = replace(PAGE, text=f"Ours comes first.\n\n{theirs}\n\nOurs ends it.")
    done = begun(own, page)
    article = own.article(done.id)
    ours = article.stories[0]
    assert [b.source.story for b in article.wording.blocks if b.source] == [ours, story_id(), ours]
    assert article.stories == (ours, story_id())
    text = own.story(ours).text
    assert text is not None and [b.text for b in text.body] == ["Ours comes first.", "Ours ends it."]
    kill(story_id(), reason="an error", by="bo", ledger=own.ledger)
    assert [b.text for b in own.article(done.id).wording.blocks] == ["Ours comes first.", "Ours ends it."]


def test_blocks_that_say_whose_they_are_are_believed_where_it_is_so(own: "Desk", wire: Wire, story_id: Named) -> None:
    """
    An editor's page comes as blocks; a short line that was pasted says whose it is, and a wrong word of that is none.
    """
    own.ingest(wire())
    theirs = own.story(story_id())
    assert theirs.text is not None and theirs.current is not None
    short = replace(theirs.text.body[1], source=BlockSource(story_id(), theirs.current.entry, 1))
    lie = replace(paragraph("Ours ends it, and nobody else's."), source=short.source)
    done = begun(own, replace(PAGE, text="", blocks=(paragraph("Ours comes first."), short, lie)))
    article = own.article(done.id)
    ours = article.stories[0]
    assert [b.source.story for b in article.wording.blocks if b.source] == [ours, story_id(), ours]


def test_what_may_not_be_taken_apart_is_not_pasted_either(own: "Desk", wire: Wire) -> None:
    """
    A licence that wants its text to the letter refuses a paragraph of it on a page of ours, and nothing is begun.
    """
    theirs = "The ferry has run again since the strike ended on Tuesday at the northern quay of the old harbour."
    own.ingest(wire(bodies=[{"contentType": "text/plain", "value": f"{theirs}\n\nIt costs two."}]), source="let")
    tail = own.ledger.tail()
    with pytest.raises(NotAllowed, match="licence let has edit = none"):
        begun(own, replace(PAGE, text=f"Ours.\n\n{theirs}"))
    with pytest.raises(NotAllowed, match="needs a headline and words of ours"):
        begun(own, replace(PAGE, text=theirs))
    assert own.ledger.tail() == tail


def test_without_a_source_of_our_own_nothing_is_begun(desk: "Desk") -> None:
    """
    Words without a source would be nobody's: who has none in force is told how to get one.
    """
    with pytest.raises(NotAllowed, match=r"no source of our own .* `dateline init DIR` writes its template"):
        begun(desk)


def test_what_makes_no_sense_is_refused(own: "Desk") -> None:
    """
    A blank headline, no words, a site or a plan that there is not, a source that is not ours.
    """

    def refused(words: str, page: Page = PAGE, **more: Any) -> None:
        tail = own.ledger.tail()
        with pytest.raises(NotAllowed, match=words):
            begun(own, page, **more)
        assert own.ledger.tail() == tail

    refused("needs a headline", replace(PAGE, headline=" "))
    refused("words of ours", replace(PAGE, text="\n\n"))
    refused("there is no site moon", sites=("moon",))
    refused("plan-xyz is no open plan", plan="plan-xyz")
    refused("no source nwa of our own; say whose it is, --source, one of: staff", source="nwa")
    own.house(sources=(*own.ledger.standing().house.sources, replace(OURS, code="more")))
    refused("there are several sources of our own; .* one of: staff, more")
    assert begun(own, source="more").verb == "begin"


def test_the_same_page_at_the_same_moment_is_begun_once(own: "Desk") -> None:
    """
    A request that is sent twice makes one article.
    """
    moment = own.later(minutes=1)
    options: dict[str, Any] = {"by": "ada", "ledger": own.ledger}
    begin(PAGE, moment=moment, **options)
    with pytest.raises(NotAllowed, match="at this very moment already"):
        begin(PAGE, moment=moment, **options)
    assert begin(PAGE, moment=own.later(minutes=1), **options).verb == "begin"


def test_a_template_that_nobody_confirmed_is_told_when_one_begins(own: "Desk") -> None:
    """
    The writer hears it before the work, not when it is to be published.
    """
    house = own.ledger.standing().house
    own.house(licences=(*house.licences[:-1], replace(LICENCE, template=True, digest="of ours")))
    done = begun(own)
    assert "`dateline licence confirm ours` before it is published" in done.remarks[0]
    with pytest.raises(NotAllowed, match="licence ours is a template"):
        publish(done.id, sites=("harbour",), by="ada", ledger=own.ledger)


def test_what_was_planned_is_its_articles_from_then_on(own: "Desk") -> None:
    """
    The budget has it as planned, then as work, with whose it is and by when.
    """
    due = own.later(hours=3)
    own.clock.moment = own.clock.moment.replace(hour=12)
    made = plan(Planning(slug="quay", to="bo", due=due), by="ada", ledger=own.ledger)
    done = begun(own, plan=made.id)
    article = own.article(done.id)
    assert article.plan is not None and (article.plan.id, article.plan.article) == (made.id, done.id)
    assert article.assigned is not None and (article.assigned.to, article.assigned.due) == ("bo", due)
    assert own.ledger.agenda().plans == ()


def test_no_right_is_lent_to_other_sources(own: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What an agency sends is not ours because we have a source of our own.
    """
    own.ingest(wire(), source="bare")
    standing = own.ledger.standing()
    story = own.story(story_id(source="bare"))
    assert not rights.rule_story(story, "display", own.clock.now(), site="harbour", standing=standing).allowed
