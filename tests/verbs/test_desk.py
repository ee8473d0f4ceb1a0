"""What the desk may do to a story, and what it may not, with the reason."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.barred import tombstones

from dateline.ledger.contract import Ledger
from dateline.news.about import About
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Applied, Confirmed, Edited, Erased, Placement, Taken, Wording
from dateline.news.house import House
from dateline.news.rights import suppliers
from dateline.news.topics import Topic, Topics, Vocabulary
from dateline.news.wording import typed
from dateline.verbs.apply import apply, confirm
from dateline.verbs.common import Decided, new_article
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
Verb = Callable[[str, Ledger], Decided]
HERE, BOTH = ("harbour",), ("harbour", "valley")

VERBS: dict[str, Verb] = {
    "take": lambda id, ledger: take(id, by="ada", ledger=ledger),
    "edit": lambda id, ledger: edit(id, Draft(headline="Boat runs"), by="ada", ledger=ledger),
    "publish": lambda id, ledger: publish(id, sites=HERE, by="ada", ledger=ledger),
    "correct": lambda id, ledger: correct(id, Draft(), wrong="never", right="again", by="ada", ledger=ledger),
    "withdraw": lambda id, ledger: withdraw(id, reason="doubts", by="ada", ledger=ledger),
    "kill": lambda id, ledger: kill(id, reason="an error", by="ada", ledger=ledger),
    "erase": lambda id, ledger: erase(id, reason="a court", by="ada", ledger=ledger),
}


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A story of an agency that lets us edit freely, just come in."""
    desk.ingest(wire())
    return story_id()


def refused(done: Callable[[], Decided], *words: str) -> None:
    """The verb is refused with these words in its reason."""
    with pytest.raises(NotAllowed) as e:
        done()
    assert all(word in str(e.value) for word in words), str(e.value)


def of(desk: "Desk", source: str, wire: Wire, **more: object) -> str:
    """A story of that source, just come in."""
    return desk.ingest(wire(**more), source=source)[0].items[0].story


# take


def test_a_taken_story_is_an_article_with_the_same_digits(desk: "Desk", ferry: str) -> None:
    """
    Who knows one id finds the other; the entry says who took it, for whom and why.
    """
    done = take(ferry, by="ada", ledger=desk.ledger, sites=HERE, note="for the commuters")
    assert (done.id, done.entry, done.verb) == (f"art-{ferry[4:]}", desk.ledger.tail(), "take")
    fact = next(e.fact for e in desk.ledger.entries(after=done.entry - 1))
    current = desk.story(ferry).current
    assert current and fact == Taken(done.id, ferry, current.entry, HERE, "for the commuters")
    assert desk.status(ferry) == "taken" and desk.article(ferry).id == done.id


def test_a_story_is_taken_once(desk: "Desk", ferry: str) -> None:
    """
    Two editors on one story would overwrite each other: the second is told who has it, under either id.
    """
    take(ferry, by="bo", ledger=desk.ledger)
    for id in (ferry, desk.article(ferry).id):
        refused(partial(take, id, by="ada", ledger=desk.ledger), "bo took it", "art-")


def test_a_story_that_was_published_as_it_came_may_be_taken_by_its_article(desk: "Desk", ferry: str) -> None:
    """
    The article stays; from then on a person has chosen it.
    """
    article = publish(ferry, sites=HERE, by="ada", ledger=desk.ledger).id
    assert take(article, by="ada", ledger=desk.ledger).id == article
    taken = desk.article(article).taken
    assert taken and taken.by == "ada"


def test_a_story_without_words_is_not_taken(desk: "Desk") -> None:
    """
    Of a notice nothing can be made.
    """
    lift = (
        b'<nitf><head><docdata management-status="usable" management-doc-idref="urn:x:7" '
        b'management-idref-status="withheld"><doc-id id-string="urn:x:8"/><ed-msg info="Hold it."/></docdata></head>'
        b"<body/></nitf>"
    )
    (item,) = desk.ingest(lift)[0].items
    refused(lambda: take(item.story, by="ada", ledger=desk.ledger), "no words")
    refused(lambda: publish(item.story, sites=HERE, by="ada", ledger=desk.ledger), "no words")


# publish


def test_a_story_is_published_as_it_came_on_several_sites(desk: "Desk", ferry: str) -> None:
    """
    Each site's own day, the words of the headline, the digits of the id; home is the first site.
    """
    done = publish(ferry, sites=BOTH, by="ada", ledger=desk.ledger)
    article, tail = desk.article(ferry), ferry[4:]
    assert article.placements == (
        Placement("harbour", f"/2020/01/17/ferry-runs-text-1-{tail}", "ferries", article.published),
        Placement("valley", f"/2020/01/16/ferry-runs-text-1-{tail}", "all", article.published),
    )
    assert (article.home, done.remarks, desk.status(ferry)) == ("harbour", (), "published")
    assert article.taken is None


def test_a_path_is_minted_once_and_nothing_moves_it(desk: "Desk", ferry: str) -> None:
    """
    Readers' bookmarks outlive headlines, days, sections and a second site.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    (before,) = desk.article(ferry).placements
    edit(ferry, Draft(headline="Boat runs"), by="ada", ledger=desk.ledger)
    desk.later(days=3)
    publish(ferry, sites=BOTH, by="ada", ledger=desk.ledger, sections={"harbour": "news"})
    here, there = desk.article(ferry).placements
    assert here == replace(before, section="news")
    assert there.path == f"/2020/01/19/boat-runs-{ferry[4:]}"
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    assert desk.article(ferry).placement("harbour") == here


def test_an_articles_home_stays_until_another_one_is_named(desk: "Desk", ferry: str) -> None:
    """
    The other sites link there; it does not move by itself.
    """
    publish(ferry, sites=BOTH, home="valley", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).home == "valley"
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    assert desk.article(ferry).home == "valley" and len(desk.article(ferry).placements) == 2
    publish(ferry, sites=HERE, home="harbour", by="ada", ledger=desk.ledger)
    assert desk.article(ferry).home == "harbour"


@pytest.mark.parametrize(
    ("more", "section"),
    [
        ({}, "ferries"),
        ({"headlines": [{"value": "Lock opens"}]}, "news"),
        ({"headlines": [{"value": "Lock opens"}], "slugline": "Lock-Ferry"}, "ferries"),
        (
            {
                "headlines": [{"value": "Fares rise"}],
                "subjects": [{"name": "economy", "uri": "http://cv.iptc.org/newscodes/mediatopic/04000000"}],
            },
            "ferries",
        ),
    ],
)
def test_a_section_is_found_by_topic(more: dict[str, object], section: str, desk: "Desk", wire: Wire) -> None:
    """
    Where nothing is said: the first section that shares a topic with the story, else the site's first.
    """
    id = of(desk, "nwa", wire, **more)
    publish(id, sites=HERE, by="ada", ledger=desk.ledger)
    assert [p.section for p in desk.article(id).placements] == [section]


TOPICS = Topics(
    Vocabulary(
        "http://cv.iptc.org/newscodes/mediatopic/",
        (
            Topic("04000000", {"en": "economy", "de": "Wirtschaft"}),
            Topic("20000271", {"en": "fares"}, ("04000000",), exact=("04011000",)),
        ),
    )
)


@pytest.mark.parametrize(("topics", "section"), [(None, "news"), (TOPICS, "ferries")])
def test_a_section_is_found_by_an_older_code_where_there_is_a_vocabulary(
    topics: Topics | None, section: str, desk: "Desk", wire: Wire
) -> None:
    """
    Wires send codes of thirty years: what means a topic, or one below it, belongs where that topic does.
    """
    subjects = [{"rel": "about", "uri": "http://cv.iptc.org/newscodes/subjectcode/04011000"}]
    id = of(desk, "nwa", wire, headlines=[{"value": "Fares rise"}], subjects=subjects)
    publish(id, sites=HERE, by="ada", ledger=desk.ledger, topics=topics)
    assert [p.section for p in desk.article(id).placements] == [section]


def test_what_an_article_is_about_is_fixed_by_its_first_publish(desk: "Desk", wire: Wire) -> None:
    """
    The lists it stands in are the same on every site and for good, whatever its source calls it later.
    """
    subjects = [{"rel": "about", "uri": "http://cv.iptc.org/newscodes/subjectcode/04011000"}]
    text = [{"contentType": "text/plain", "value": "CAPE VELL, Jan 16 (NWA) - The ferry runs again."}]
    id = of(desk, "nwa", wire, bodies=text, subjects=subjects, people=[{"name": "Cy Fiction"}])
    publish(id, sites=HERE, by="ada", ledger=desk.ledger, topics=TOPICS)
    (first,) = desk.article(id).placements
    assert first.about == (
        About("topic", "fares", "fares"),
        About("place", "cape-vell", "Cape Vell"),
        About("name", "cy-fiction", "Cy Fiction"),
    )
    desk.ingest(wire(2, subjects=[], people=[{"name": "Di Fiction"}]))
    publish(id, sites=BOTH, by="ada", ledger=desk.ledger)
    assert [p.about for p in desk.article(id).placements] == [first.about, first.about]


def test_an_editor_says_what_kind_of_writing_it_is(desk: "Desk", ferry: str, wire: Wire) -> None:
    """
    A report unless somebody says otherwise; whom an opinion is given to is told that it is one.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    assert desk.article(ferry).form == "report"
    done = publish(ferry, sites=HERE, by="bo", ledger=desk.ledger, form="opinion")
    assert done.entry and desk.article(ferry).form == "opinion"
    publish(ferry, sites=BOTH, by="bo", ledger=desk.ledger)
    desk.ingest(wire(2))
    assert desk.article(ferry).form == "opinion"
    assert publish(ferry, sites=BOTH, by="bo", ledger=desk.ledger, form="opinion").entry == 0
    refused(
        lambda: publish(ferry, sites=HERE, by="ada", ledger=desk.ledger, form="rumour"),
        "no form rumour; write one of: report, background, analysis, opinion",
    )


@pytest.mark.parametrize(
    ("sites", "more", "words"),
    [
        ((), {}, ("--site",)),
        (("moon",), {}, ("no site moon", "harbour, valley")),
        (HERE, {"home": "valley"}, ("home valley", "not among")),
        (HERE, {"sections": {"harbour": "sport"}}, ("no section sport", "news, ferries")),
    ],
)
def test_publishing_where_there_is_no_place_is_refused(
    sites: tuple[str, ...], more: dict[str, str], words: tuple[str, ...], desk: "Desk", ferry: str
) -> None:
    """
    A slip in a code is told with the codes there are.
    """
    tail = desk.ledger.tail()
    refused(lambda: publish(ferry, sites=sites, by="ada", ledger=desk.ledger, **more), *words)  # type: ignore[arg-type]
    assert desk.ledger.tail() == tail


@pytest.mark.parametrize(
    ("source", "more", "words"),
    [
        ("tpl", {}, ("licence tpl is a template", "dateline licence confirm tpl")),
        ("one", {}, ("does not cover the site harbour",)),
        ("old", {}, ("licence old ended Jan 17, 2020",)),
        ("bare", {}, ("bare has no licence in force",)),
        ("nwa", {"expires": "2020-01-16T10:00:00Z"}, ("expired Jan 16, 2020, 10:00 UTC",)),
        ("nwa", {"pubStatus": "withheld"}, ("withheld by its source",)),
        ("tpl", {"embargoedUntil": "2020-01-20T00:00:00Z"}, ("licence tpl is a template",)),
        ("old", {"embargoedUntil": "2020-01-20T00:00:00Z"}, ("licence old ended",)),
        ("one", {"expires": "2020-01-30T10:00:00Z"}, ("does not cover the site harbour",)),
        ("nwa", {"headlines": []}, ("no headline",)),
    ],
)
def test_what_no_licence_allows_is_refused_with_the_reason(
    source: str, more: dict[str, object], words: tuple[str, ...], desk: "Desk", wire: Wire
) -> None:
    """
    The desk reads why, and what would help; also behind an embargo.
    """
    id = of(desk, source, wire, **more)
    desk.later(days=1)
    refused(lambda: publish(id, sites=HERE, by="ada", ledger=desk.ledger), *words)
    assert desk.story(id).articles == ()


def test_one_site_that_may_not_refuses_them_all(desk: "Desk", wire: Wire) -> None:
    """
    Half a publication would not be what the editor asked for.
    """
    id = of(desk, "one", wire)
    refused(lambda: publish(id, sites=BOTH, by="ada", ledger=desk.ledger), "on harbour")
    assert publish(id, sites=("valley",), by="ada", ledger=desk.ledger).remarks == ()


def test_an_embargoed_story_is_published_ahead_with_a_remark(desk: "Desk", wire: Wire) -> None:
    """
    It appears by itself when the embargo lifts; nobody has to stay up for it.
    """
    id = of(desk, "nwa", wire, embargoedUntil="2020-01-20T00:00:00Z")
    done = publish(id, sites=BOTH, by="ada", ledger=desk.ledger)
    assert done.remarks == tuple(
        f"embargoed until Jan 20, 2020, 00:00 UTC; it appears on {site} by itself" for site in BOTH
    )
    assert desk.status(id) == "held"
    desk.later(days=4)
    assert desk.status(id) == "published"


# edit


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("nwa", "Our words.", ()),
        ("nwa", "The ferry runs at last.\n\nIt costs 1 crowns.", ()),
        ("cut", "It costs 1 crowns.", ()),
        (
            "cut",
            "The ferry runs again.\n\nOur words in between.\n\nIt costs 1 crowns.",
            ("edit = cut", "none of ours added"),
        ),
        ("cut", "The ferry runs at last.\n\nIt costs 1 crowns.", ("edit = cut", "not changed or moved")),
        ("cut", "It costs 1 crowns.\n\nThe ferry runs again.", ("edit = cut",)),
        ("let", "It costs 1 crowns.", ("edit = none", "to the letter")),
        ("let", "The ferry runs again.\n\nIt costs 1 crowns.", None),
        ("bare", "It costs 1 crowns.", ("none in force", "edit = none")),
        ("nwa", "  \n\n ", ("needs words", "withdraw")),
        ("let", " ", ("needs words",)),
    ],
)
def test_a_licence_says_what_may_be_done_to_the_words(
    source: str, text: str, words: tuple[str, ...] | None, desk: "Desk", wire: Wire
) -> None:
    """
    Freely, only leaving out, or not at all; to save without a change is always fine and no entry.
    """
    id = of(desk, source, wire)
    take(id, by="ada", ledger=desk.ledger)
    tail = desk.ledger.tail()
    if words:
        refused(lambda: edit(id, Draft(text=text), by="ada", ledger=desk.ledger), *words)
        assert desk.ledger.tail() == tail
        return
    done = edit(id, Draft(text=text), by="ada", ledger=desk.ledger)
    assert (done.entry, done.remarks) == ((0, ("nothing has changed",)) if words is None else (tail + 1, ()))
    assert typed(desk.article(id).wording.blocks).strip() == text


@pytest.mark.parametrize(
    ("source", "draft", "allowed"),
    [
        ("nwa", Draft(headline="Boat runs"), True),
        ("cut", Draft(kicker="Boats", byline="Ada Example"), True),
        ("cut", Draft(headline="Boat runs"), False),
        ("cut", Draft(standfirst="It runs."), False),
        ("let", Draft(headline="Boat runs"), False),
        ("let", Draft(kicker="Boats"), False),
        ("nwa", Draft(headline="  "), False),
    ],
)
def test_what_stands_above_the_text_is_words_too(
    source: str, draft: Draft, allowed: bool, desk: "Desk", wire: Wire
) -> None:
    """
    "To the letter", and "only left out", hold for headline and standfirst as well; nothing stands without a headline.
    """
    id = of(desk, source, wire)
    take(id, by="ada", ledger=desk.ledger)
    if allowed:
        assert edit(id, draft, by="ada", ledger=desk.ledger).entry == desk.ledger.tail()
    else:
        refused(lambda: edit(id, draft, by="ada", ledger=desk.ledger), "edit")


def test_an_edit_changes_what_the_draft_names_and_nothing_else(desk: "Desk", ferry: str) -> None:
    """
    What is left out of a draft stays; the entry holds the whole wording.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    before = desk.article(ferry).wording
    draft = Draft(headline=" Boat runs ", standfirst="Again.", kicker="Boats", byline=" Bo Sample ")
    done = edit(ferry, draft, by="ada", ledger=desk.ledger, note="shorter")
    wording = replace(before, headline="Boat runs", standfirst="Again.", kicker="Boats", byline="Bo Sample")
    assert desk.article(ferry).wording == wording
    fact = next(e.fact for e in desk.ledger.entries(after=done.entry - 1))
    assert fact == Edited(done.id, wording, "shorter")


def test_a_text_of_two_suppliers_is_edited_as_far_as_both_allow(desk: "Desk", wire: Wire) -> None:
    """
    An agency that passes on another's text cannot allow what that one does not.
    """
    body = "<p>VELLMAR, Jan 16, 2020 (NWA/LET) - The ferry to Vellmar runs again.</p>"
    id = of(desk, "nwa", wire, bodies=[{"contentType": "text/html", "value": body}])
    take(id, by="ada", ledger=desk.ledger)
    house, story = desk.ledger.standing().house, desk.story(id)
    assert suppliers(story, house) == ("nwa", "let")
    refused(lambda: edit(id, Draft(headline="Boat runs"), by="ada", ledger=desk.ledger), "licence let has edit = none")


def test_what_is_not_taken_is_not_edited(desk: "Desk", ferry: str) -> None:
    """
    The reason names the verb that helps.
    """
    edits: tuple[Callable[[], Decided], ...] = (
        lambda: edit(ferry, Draft(headline="H"), by="ada", ledger=desk.ledger),
        lambda: correct(ferry, Draft(), wrong="a", right="b", by="ada", ledger=desk.ledger),
    )
    for done in edits:
        refused(done, ferry, "`dateline take", "makes an article of it")


# correct


def test_a_correction_is_told_to_readers(desk: "Desk", ferry: str) -> None:
    """
    What it said and what it should have said, dated, beside the mended words.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    desk.later(hours=1)
    draft = Draft(headline="Ferry runs at noon")
    done = correct(ferry, draft, wrong=" that it runs at one. ", right="noon", by="bo", ledger=desk.ledger)
    article = desk.article(ferry)
    (note,) = article.corrections
    assert (note.words, note.by, note.at) == (
        "An earlier version said that it runs at one. It should have said noon.",
        "bo",
        desk.clock.now(),
    )
    assert article.wording.headline == "Ferry runs at noon" and done.verb == "correct"


def test_a_note_alone_may_mend_what_is_right_already(desk: "Desk", ferry: str) -> None:
    """
    The words may have been mended before somebody noticed that readers had seen the error.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    before = desk.article(ferry).wording
    VERBS["correct"](ferry, desk.ledger)
    assert desk.article(ferry).wording == before and len(desk.article(ferry).corrections) == 1


@pytest.mark.parametrize(("wrong", "right"), [("", "again"), ("never", " ")])
def test_a_correction_says_both_what_was_wrong_and_what_is_right(
    wrong: str, right: str, desk: "Desk", ferry: str
) -> None:
    """
    "Corrects an error" tells a reader nothing.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    refused(lambda: correct(ferry, Draft(), wrong=wrong, right=right, by="a", ledger=desk.ledger), "--wrong", "--right")


def test_what_no_reader_has_seen_is_edited_not_corrected(desk: "Desk", ferry: str) -> None:
    """
    A correction of something that never stood anywhere would confuse.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    refused(lambda: VERBS["correct"](ferry, desk.ledger), "no reader has seen", "dateline edit")


# withdraw


@pytest.mark.parametrize("by_article", [False, True])
def test_publish_brings_back_what_was_withdrawn(by_article: bool, desk: "Desk", ferry: str) -> None:
    """
    Taken back everywhere at once, and returned to the same address.
    """
    article = publish(ferry, sites=HERE, by="ada", ledger=desk.ledger).id
    before = desk.article(article).placements
    id = article if by_article else ferry
    withdraw(id, reason=" doubts ", by="bo", ledger=desk.ledger)
    assert list(tombstones(desk.ledger)) == [id]
    refused(lambda: withdraw(id, reason="again", by="bo", ledger=desk.ledger), "withdrawn", "already")
    publish(id, sites=HERE, by="ada", ledger=desk.ledger)
    assert tombstones(desk.ledger) == {} and desk.article(article).placements == before
    assert desk.status(ferry) == "published"


def test_what_is_withdrawn_can_still_be_edited(desk: "Desk", ferry: str) -> None:
    """
    That is what it was taken back for.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    withdraw(ferry, reason="doubts", by="bo", ledger=desk.ledger)
    VERBS["edit"](ferry, desk.ledger)
    assert desk.article(ferry).wording.headline == "Boat runs" and desk.status(ferry) == "withdrawn"


def test_what_stands_nowhere_yet_may_be_taken_back_and_its_article_not(desk: "Desk", ferry: str) -> None:
    """
    A story that must not be printed for now is withdrawn before anybody does; of an article there is nothing to take
    back.
    """
    article = take(ferry, by="ada", ledger=desk.ledger).id
    refused(lambda: VERBS["withdraw"](article, desk.ledger), "stands on no site")
    VERBS["withdraw"](ferry, desk.ledger)
    assert desk.status(ferry) == "withdrawn"


@pytest.mark.parametrize("verb", [kill, withdraw, erase])
@pytest.mark.parametrize("reason", ["", "  "])
def test_what_takes_words_away_needs_a_reason(verb: Callable[..., Decided], reason: str, desk: "Desk") -> None:
    """
    The reason is what the ledger keeps when the words are gone.
    """
    refused(lambda: verb("nwa-00000000", reason=reason, by="ada", ledger=desk.ledger), "--reason")


# kill


def killed_by(how: str, desk: "Desk", wire: Wire, id: str) -> None:
    """Kill the story in one of the ways there are."""
    if how == "desk":
        VERBS["kill"](id, desk.ledger)
    elif how == "erased":
        VERBS["kill"](id, desk.ledger)
        VERBS["erase"](id, desk.ledger)
    else:
        desk.ingest(wire(2, pubStatus="canceled"))


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("how", ["desk", "source", "erased"])
@pytest.mark.parametrize("verb", [v for v in VERBS if v != "erase"])
def test_every_verb_is_refused_after_a_kill(
    verb: str, how: str, published: bool, desk: "Desk", wire: Wire, ferry: str
) -> None:
    """
    A killed story stays killed, whatever is asked of it, by its own id or its article's.
    """
    names = [ferry]
    if published:
        names.append(publish(ferry, sites=HERE, by="ada", ledger=desk.ledger).id)
    killed_by(how, desk, wire, ferry)
    tail = desk.ledger.tail()
    for id in names:
        if id != ferry and verb in ("withdraw", "kill"):
            continue
        refused(partial(VERBS[verb], id, desk.ledger), verb, "nothing follows that", "killed")
    assert desk.ledger.tail() == tail


@pytest.mark.parametrize("verb", [v for v in VERBS if v != "erase"])
def test_every_verb_is_refused_on_a_killed_article(verb: str, desk: "Desk", ferry: str) -> None:
    """
    The article alone is dead; its source's story is not, but nothing is done to the article by the story's id either.
    """
    article = publish(ferry, sites=HERE, by="ada", ledger=desk.ledger).id
    done = VERBS["kill"](article, desk.ledger)
    assert ferry in done.remarks[0] and list(tombstones(desk.ledger)) == [article]
    refused(lambda: VERBS[verb](article, desk.ledger), verb, "nothing follows that")
    if verb not in ("withdraw", "kill"):
        refused(lambda: VERBS[verb](ferry, desk.ledger), verb, "nothing follows that")


def test_a_kill_is_durable_with_its_entry_and_named_to_the_gate(desk: "Desk", ferry: str) -> None:
    """
    From then on the page server refuses every page that holds it.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    done = kill(ferry, reason=" the mayor never spoke ", by="bo", ledger=desk.ledger)
    assert tombstones(desk.ledger) == {ferry: f"killed by entry {done.entry}"}
    assert (done.id, done.verb, done.remarks) == (ferry, "kill", ())
    assert desk.story(ferry).decisions[-1].reason == "the mayor never spoke"


def test_what_is_on_no_site_can_be_killed_and_withdrawn_can_be_killed(desk: "Desk", ferry: str) -> None:
    """
    A kill waits for nothing.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    VERBS["withdraw"](ferry, desk.ledger)
    VERBS["kill"](ferry, desk.ledger)
    assert desk.status(ferry) == "killed"


@pytest.mark.parametrize("verb", VERBS)
def test_an_id_that_nobody_has_is_told(verb: str, desk: "Desk") -> None:
    """
    Not a refusal but a slip: the reason names the command that lists what there is.
    """
    with pytest.raises(StoryNotFound, match="dateline stories"):
        VERBS[verb]("nwa-00000000", desk.ledger)


# erase


def test_erasing_takes_words_bytes_and_revisions(desk: "Desk", ferry: str) -> None:
    """
    Received bytes, what was read of them and what we made of it go; who did what and when stays.
    """
    publish(ferry, sites=HERE, by="ada", ledger=desk.ledger)
    edited = VERBS["edit"](ferry, desk.ledger).entry
    corrected = VERBS["correct"](ferry, desk.ledger).entry
    (delivered,) = desk.ledger.deliveries()
    VERBS["kill"](ferry, desk.ledger)
    done = erase(ferry, reason=" a court ", by="bo", ledger=desk.ledger)
    entries = (delivered.entry, delivered.entry + 1, edited, corrected)
    assert [e.fact for e in desk.ledger.entries(after=done.entry - 1)] == [
        Erased(ferry, "a court", entries, articles=(desk.article(ferry).id,))
    ]
    assert [e.number for e in desk.ledger.entries() if e.fact is None] == list(entries)
    assert desk.ledger.bytes_of(delivered.digest) is None and list(desk.ledger.check()) == []
    assert desk.article(ferry).wording == Wording("", ())
    refused(lambda: VERBS["erase"](ferry, desk.ledger), "erase", "nothing follows")


def test_what_readers_can_see_is_not_erased(desk: "Desk", ferry: str) -> None:
    """
    Its pages must go first, with a receipt.
    """
    article = publish(ferry, sites=HERE, by="ada", ledger=desk.ledger).id
    refused(lambda: VERBS["erase"](ferry, desk.ledger), "on a site", "kill or withdraw")
    refused(lambda: VERBS["erase"](article, desk.ledger), "is an article", ferry)
    VERBS["withdraw"](article, desk.ledger)
    assert VERBS["erase"](ferry, desk.ledger).entry == desk.ledger.tail()


def test_stories_that_came_in_the_same_bytes_keep_what_was_read_of_them(
    desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    The bytes hold both and go; the other story's words stay, and the desk is told.
    """
    desk.ingest(b'{"items": [' + wire(item="1") + b", " + wire(item="2") + b"]}", wire(item="3"))
    done = VERBS["erase"](story_id("1"), desk.ledger)
    assert story_id("2") in done.remarks[0] and story_id("3") not in done.remarks[0]
    assert desk.story(story_id("1")).text is None and desk.story(story_id("2")).text is not None
    assert list(desk.ledger.check()) == []


def test_an_erased_story_that_is_sent_again_stays_away(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    What a court ordered out does not come back with the next poll.
    """
    VERBS["erase"](ferry, desk.ledger)
    assert [i.outcome for i in desk.ingest(wire())[0].items] == ["killed"]
    assert desk.story(ferry).text is None and desk.status(ferry) == "killed"


# apply and confirm


def test_files_are_put_in_force_as_one_entry_and_only_if_they_changed(desk: "Desk") -> None:
    """
    The same files again are no decision.
    """
    house = desk.ledger.standing().house
    tail = desk.ledger.tail()
    assert apply(house, {}, by="ada", ledger=desk.ledger) == Decided(0, "apply", "newsroom", ("nothing has changed",))
    changed = replace(house, name="Renamed")
    done = apply(changed, {"newsroom.toml": "00"}, by="ada", ledger=desk.ledger)
    assert (done.entry, desk.ledger.standing().house) == (tail + 1, changed)
    assert [e.fact for e in desk.ledger.entries(after=tail)] == [Applied(changed, {"newsroom.toml": "00"})]
    assert desk.ledger.standing().since == datetime(2020, 1, 16, 12, tzinfo=UTC)


def test_a_confirmed_template_may_be_used_until_its_file_changes(desk: "Desk", wire: Wire) -> None:
    """
    The owner's word is for the terms as they stood.
    """
    id = of(desk, "tpl", wire)
    refused(lambda: publish(id, sites=HERE, by="ada", ledger=desk.ledger), "template")
    done = confirm("tpl", by="ada", ledger=desk.ledger)
    assert [e.fact for e in desk.ledger.entries(after=done.entry - 1)] == [Confirmed("tpl", "of tpl")]
    publish(id, sites=HERE, by="ada", ledger=desk.ledger)
    licences = desk.ledger.standing().house.licences
    desk.house(licences=tuple(replace(li, digest="other") if li.name == "tpl" else li for li in licences))
    refused(lambda: publish(id, sites=HERE, by="ada", ledger=desk.ledger), "template")


@pytest.mark.parametrize(("licence", "words"), [("moon", ("no licence moon", "nwa, cut")), ("nwa", ("no template",))])
def test_only_a_template_is_confirmed(licence: str, words: tuple[str, ...], desk: "Desk") -> None:
    """
    A slip in its name is told with the names there are.
    """
    refused(lambda: confirm(licence, by="ada", ledger=desk.ledger), *words)


def test_where_nothing_is_in_force_the_reason_names_the_remedy(desk: "Desk", ferry: str) -> None:
    """
    An empty newsroom tells how it is filled.
    """
    apply(House(name="Empty"), {}, by="ada", ledger=desk.ledger)
    refused(lambda: publish(ferry, sites=HERE, by="ada", ledger=desk.ledger), "no site harbour", "dateline apply")
    refused(lambda: confirm("tpl", by="ada", ledger=desk.ledger), "there are: none")


# ids


def test_two_articles_that_share_short_digits_get_ids_of_their_own(desk: "Desk", ferry: str) -> None:
    """
    Two sources' stories may end in the same digits; their articles may not.
    """
    first = take(ferry, by="ada", ledger=desk.ledger).id
    with desk.ledger.turn() as turn:
        story = replace(desk.story(ferry), id=f"cut-{ferry[4:]}")
        second = new_article(turn, story)
    assert second != first and len(second) == len("art-") + 13
