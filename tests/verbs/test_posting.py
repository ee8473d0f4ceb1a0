"""Live stories at the desk: who may put what before an article's words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news.errors import NotAllowed
from dateline.news.facts import Edited
from dateline.news.live import posts, without_posts
from dateline.news.wording import typed
from dateline.verbs.edit import Draft, edit
from dateline.verbs.erase import erase
from dateline.verbs.hold import hold
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.post import post
from dateline.verbs.publish import publish
from dateline.verbs.spike import spike
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]

DIVERS = "Divers went down to look at the rudder on Thursday, the harbour office in Vellmar said."
OWNER = "The owner of the ferry says that all of its other ships have been looked at since Monday."
FLOUR = "The price of flour stays what it was in all of the ports between Vellmar and Saltmarsh."


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


def body(*paragraphs: str) -> list[dict[str, str]]:
    """The bodies of a ninjs document."""
    return [{"contentType": "text/plain", "value": "\n\n".join(paragraphs)}]


def of(desk: "Desk", wire: Wire, source: str, item: str = "other", **more: object) -> str:
    """Another story, of that source, just come in."""
    more = {"headlines": [{"value": "Divers look at rudder"}], "bodies": body(DIVERS, OWNER), **more}
    return desk.item(wire(item=item, **more), source=source).story


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A story on the site harbour."""
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    return story_id()


def test_a_post_of_ours_is_a_revision_with_its_share_and_its_note(desk: "Desk", ferry: str) -> None:
    """
    How we know says what was added, when, and how much of the page is still the agency's.
    """
    before = desk.article(ferry).wording
    done = post(ferry, text="## At the quay\n\nNo boat runs.", headline="Quiet", by="bo", ledger=desk.ledger)
    article = desk.article(ferry)
    assert (done.verb, done.id, done.entry) == ("post", article.id, desk.ledger.tail())
    (only,) = posts(article.wording)
    assert [(b.kind, b.text, b.source) for b in only.blocks] == [
        ("heading", "Quiet", None),
        ("heading", "At the quay", None),
        ("paragraph", "No boat runs.", None),
    ]
    assert article.wording.live and without_posts(article.wording) == before
    revision = article.revisions[-1]
    assert (revision.kind, revision.by, revision.note) == ("edit", "bo", "A post was added.")
    assert 0 < revision.share < 1 and article.edited


def test_another_story_is_posted_as_it_came(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    Every paragraph keeps its source, and what becomes of that story becomes of the post.
    """
    other = of(desk, wire, "let")
    post(ferry, story=other, by="ada", ledger=desk.ledger, note="The divers' story")
    article = desk.article(ferry)
    (only,) = posts(article.wording)
    assert [b.text for b in only.blocks] == ["Divers look at rudder", DIVERS, OWNER]
    assert [b.source and (b.source.story, b.source.block) for b in only.blocks] == [None, (other, 0), (other, 1)]
    assert article.stories == (ferry, other) and desk.story(other).articles == (article.id,)
    assert article.revisions[-1].note == "The divers' story"


def test_a_killed_story_takes_its_posts_with_it(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    Heading and all, at once; the article waits for an editor's eye, as after any kill of a part.
    """
    other = of(desk, wire, "let")
    post(ferry, text="No boat runs.", by="ada", ledger=desk.ledger)
    post(ferry, story=other, by="ada", ledger=desk.ledger)
    kill(other, reason="the divers never went", by="bo", ledger=desk.ledger)
    article = desk.article(ferry)
    assert [[b.text for b in p.blocks] for p in posts(article.wording)] == [["No boat runs."]]
    assert not any("rudder" in b.text for b in article.wording.blocks)
    assert (article.revisions[-1].kind, article.decisions[-1].deed) == ("cut", "withdraw")


def test_an_erased_story_leaves_no_word_of_its_post(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    The entry that put it there held its words, and goes too.
    """
    other = of(desk, wire, "let")
    done = post(ferry, story=other, by="ada", ledger=desk.ledger)
    withdraw(other, reason="a court", by="bo", ledger=desk.ledger)
    erase(other, reason="a court", by="bo", ledger=desk.ledger)
    assert next(e.fact for e in desk.ledger.entries(after=done.entry - 1)) is None
    assert posts(desk.article(ferry).wording) == ()


def test_the_last_post_ends_it_and_one_more_begins_it_again(desk: "Desk", ferry: str) -> None:
    """
    Readers are told whether more is to come; the posts stay either way.
    """
    post(ferry, headline="They are down", by="ada", ledger=desk.ledger)
    post(ferry, headline="They are up", last=True, by="ada", ledger=desk.ledger)
    assert not desk.article(ferry).wording.live and len(posts(desk.article(ferry).wording)) == 2
    again = post(ferry, last=True, by="ada", ledger=desk.ledger)
    assert (again.entry, again.remarks) == (0, ("nothing has changed",))
    post(ferry, headline="They are down again", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).wording.live
    ended = post(ferry, last=True, by="ada", ledger=desk.ledger)
    assert ended.entry == desk.ledger.tail() and not desk.article(ferry).wording.live
    assert desk.article(ferry).revisions[-1].note == "The last post has been written."


@pytest.mark.parametrize("source", ["cut", "let"])
def test_a_post_beside_a_text_that_may_not_be_changed_changes_none_of_it(source: str, desk: "Desk", wire: Wire) -> None:
    """
    A licence that keeps a text to the letter says nothing of what stands above it.
    """
    story = desk.item(wire(), source=source).story
    publish(story, sites=("harbour",), by="ada", ledger=desk.ledger)
    before = desk.article(story).wording
    post(story, text="No boat runs.", by="ada", ledger=desk.ledger)
    assert without_posts(desk.article(story).wording) == before


def test_a_post_needs_a_licence_for_every_site_of_the_article(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    What may stand on valley alone is not posted on harbour; nothing is written into the ledger.
    """
    other, tail = of(desk, wire, "one"), desk.ledger.tail()
    refused(
        lambda: post(ferry, story=other, by="ada", ledger=desk.ledger),
        rf"{other} on harbour: licence one is for valley alone|{other} on harbour",
    )
    assert desk.ledger.tail() == tail
    post(ferry, headline="Quiet", by="ada", ledger=desk.ledger)


def test_what_is_withheld_killed_or_spiked_is_not_posted(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    A post gives words to readers, and is asked what a publication is asked.
    """

    def asked(words: str, other: str) -> None:
        refused(lambda: post(ferry, story=other, by="ada", ledger=desk.ledger), words)

    held = of(desk, wire, "let", "held", pubStatus="withheld")
    asked(f"{held} on harbour", held)
    ours = of(desk, wire, "let", "ours", bodies=body("It rains over Tallow Head, and nobody knows for how long."))
    hold(ours, reason="we ask first", by="ada", ledger=desk.ledger)
    asked(f"{ours} on harbour: held by ada", ours)
    aside = of(desk, wire, "let", "aside", bodies=body("The price of flour stays what it was in all of the ports."))
    spike(aside, by="ada", ledger=desk.ledger, reason="")
    asked("`dateline restore` brings it back first", aside)
    dead = of(desk, wire, "let", "dead", bodies=body("A second ferry is said to have run aground off Tallow Head."))
    kill(dead, reason="an error", by="ada", ledger=desk.ledger)
    asked("nothing follows that", dead)


def test_a_post_that_makes_no_sense_is_refused(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    Without words, with two kinds of them, with the article's own, twice the same, or with a note that hides.
    """
    other = of(desk, wire, "let")

    def asked(words: str, **more: object) -> None:
        refused(lambda: post(ferry, by="ada", ledger=desk.ledger, **more), words)  # type: ignore[arg-type]

    asked("say what is new")
    asked("not both", text="No boat runs.", story=other)
    asked("is the article's own text; `dateline update`", story=ferry)
    post(ferry, story=other, by="ada", ledger=desk.ledger)
    asked("stand in .* already", story=other)
    asked("tells readers nothing", headline="Quiet", note="minor changes")
    refused(lambda: post(other, headline="Quiet", by="ada", ledger=desk.ledger), "`dateline take` makes an article")


def test_a_newer_version_of_a_posted_story_is_a_post_of_its_own(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    The first one stays as readers had it.
    """
    other = of(desk, wire, "let")
    post(ferry, story=other, by="ada", ledger=desk.ledger)
    desk.later(hours=1)
    newer = wire(2, item="other", headlines=[{"value": "Divers find rudder whole"}], bodies=body(f"{DIVERS} It holds."))
    desk.ingest(newer, source="let")
    post(ferry, story=other, by="ada", ledger=desk.ledger)
    headings = [p.blocks[0].text for p in posts(desk.article(ferry).wording)]
    assert headings == ["Divers find rudder whole", "Divers look at rudder"]


def test_a_paragraph_of_another_story_in_our_post_is_that_storys(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    To type a source's words does not make them ours, nor let anybody take apart what stands to the letter.
    """
    free, strict = of(desk, wire, "cut"), of(desk, wire, "let", "s", bodies=body(FLOUR, "Two."))
    post(ferry, text=f"Our reporter is there.\n\n{DIVERS}", by="ada", ledger=desk.ledger)
    sources = [b.source and b.source.story for b in posts(desk.article(ferry).wording)[0].blocks]
    assert sources == [None, free]
    refused(
        lambda: post(ferry, text=FLOUR, by="ada", ledger=desk.ledger),
        f"a paragraph of {strict} was pasted in, and licence let has edit = none",
    )


def test_an_update_by_its_source_keeps_the_posts(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    This source's updates are taken as they come; readers of the live story lose none of it.
    """
    post(ferry, text="No boat runs.", by="ada", ledger=desk.ledger)
    desk.ingest(wire(2))
    wording = desk.article(ferry).wording
    assert [b.text for b in posts(wording)[0].blocks] == ["No boat runs."] and wording.live
    assert [b.text for b in without_posts(wording).blocks] == ["The ferry runs again.", "It costs 2 crowns."]


def test_what_ends_tells_when_at_once(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    A post under terms that end takes the article with it; the editor knows before readers do.
    """
    house = desk.ledger.standing().house
    terms = tuple(replace(li, days=2) if li.name == "let" else li for li in house.licences)
    desk.house(licences=terms)
    done = post(ferry, story=of(desk, wire, "let"), by="ada", ledger=desk.ledger)
    assert "may stand on harbour until 2020-01-18" in done.remarks[0]


def test_a_headline_of_a_live_story_changes_as_any_other(desk: "Desk", ferry: str) -> None:
    """
    The newest word is often the headline; the posts below it stay.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    done = post(ferry, headline="They are down", by="ada", ledger=desk.ledger)
    edit(ferry, Draft(headline="Live: divers look at ferry"), by="ada", ledger=desk.ledger)
    article = desk.article(ferry)
    assert article.wording.headline == "Live: divers look at ferry" and len(posts(article.wording)) == 1
    assert isinstance(next(e.fact for e in desk.ledger.entries(after=done.entry - 1)), Edited)


def test_a_slip_in_a_post_is_mended_in_that_post(desk: "Desk", ferry: str) -> None:
    """
    An editor changes a word, adds a line and goes on; readers see it where it stood.
    """
    post(ferry, text="No boat run.", by="ada", ledger=desk.ledger)
    post(ferry, text="Two divers are down.", by="ada", ledger=desk.ledger)
    text = typed(desk.article(ferry).wording.blocks)
    mended = text.replace("boat run.", "boat runs.").replace("are down.", "are down.\n\nA third one waits.")
    edit(ferry, Draft(text=f"Look at this.\n\n{mended}"), by="ada", ledger=desk.ledger)
    wording = desk.article(ferry).wording
    assert [[b.text for b in p.blocks] for p in posts(wording)] == [
        ["Look at this.", "Two divers are down.", "A third one waits."],
        ["No boat runs."],
    ]
    assert wording.live and len(without_posts(wording).blocks) == 2


@pytest.mark.parametrize("source", ["cut", "let"])
def test_our_own_post_beside_a_text_to_the_letter_can_be_mended(source: str, desk: "Desk", wire: Wire) -> None:
    """
    What is ours we may change; what is the source's stays as strict as it was.
    """
    story = desk.item(wire(), source=source).story
    publish(story, sites=("harbour",), by="ada", ledger=desk.ledger)
    post(story, text="No boat run.", by="ada", ledger=desk.ledger)
    text = typed(desk.article(story).wording.blocks)
    edit(story, Draft(text=text.replace("boat run.", "boat runs.")), by="ada", ledger=desk.ledger)
    assert posts(desk.article(story).wording)[0].blocks[0].text == "No boat runs."
    refused(
        lambda: edit(story, Draft(text=text.replace("1 crowns", "2 crowns")), by="ada", ledger=desk.ledger),
        f"licence {source} has edit",
    )
    refused(lambda: edit(story, Draft(headline="Ours"), by="ada", ledger=desk.ledger), f"licence {source} has edit")


def test_a_posted_story_to_the_letter_is_left_whole_or_left_out(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    To post it is no way round its licence.
    """
    post(ferry, story=of(desk, wire, "let"), by="ada", ledger=desk.ledger)
    text = typed(desk.article(ferry).wording.blocks)
    for changed in (text.replace(f"{DIVERS}\n\n", ""), text.replace("Thursday", "Friday")):
        refused(lambda c=changed: edit(ferry, Draft(text=c), by="ada", ledger=desk.ledger), "licence let has edit")  # type: ignore[misc]
    edit(ferry, Draft(text=text.replace("1 crowns", "ten crowns")), by="ada", ledger=desk.ledger)
    edit(ferry, Draft(text="The ferry runs again."), by="ada", ledger=desk.ledger)
    assert posts(desk.article(ferry).wording) == ()
