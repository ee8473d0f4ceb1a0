"""What is found, by whom, and in which order."""

from datetime import timedelta
from threading import Thread

import pytest
from msgspec.structs import replace
from tests.archive.conftest import Archive
from tests.sites.newsroom import HOUSE, LICENCES, START, item

from dateline.archive.search import PAGE
from dateline.news.errors import NotAllowed
from dateline.news.facts import Edited

QUAY = item("q:1", headline="Quay opens in Zürich", body=["The new pier took grain before it was light."])
LOCK = item("q:2", headline="Lock shuts", body=["The old lock took no grain.", "A pier is new to the lock."])
WEIR = item("q:3", headline="Weir mended", body=["The weir of Aldery holds."], standfirst="It held all night.")


@pytest.fixture
def three(archive: Archive) -> Archive:
    """Three stories on the Tideline, an hour between each two."""
    for sent, source in ((QUAY, "pel"), (LOCK, "brk"), (WEIR, "sur")):
        archive.room.publish(archive.room.send(source, sent))
        archive.room.tick(hours=1)
    return archive


# What is asked for


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("grain", {"Quay opens in Zürich", "Lock shuts"}),
        ("GRAIN", {"Quay opens in Zürich", "Lock shuts"}),
        ("zurich", {"Quay opens in Zürich"}),
        ("grain lock", {"Lock shuts"}),
        ('"new pier"', {"Quay opens in Zürich"}),
        ('"no grain a pier"', set()),
        ("grain -lock", {"Quay opens in Zürich"}),
        ("weir OR lock", {"Weir mended", "Lock shuts"}),
        ("-grain", {"Weir mended"}),
        ("wei*", {"Weir mended"}),
        ('"the old loc"*', {"Lock shuts"}),
        ("zzz*", set()),
        ("source:brk", {"Lock shuts"}),
        ('source:"Brackwater News"', {"Lock shuts"}),
        ("-source:brk", {"Quay opens in Zürich", "Weir mended"}),
        ("source:brk OR source:sur", {"Lock shuts", "Weir mended"}),
        ("held night", {"Weir mended"}),
        ("date:2020-01-16", {"Quay opens in Zürich", "Lock shuts", "Weir mended"}),
        ("grain until:2019", set()),
        ("since:2020-01-17", set()),
        ("section:ports", {"Quay opens in Zürich", "Lock shuts", "Weir mended"}),
        ("section:tide/ports grain -lock", {"Quay opens in Zürich"}),
    ],
)
def test_readers_find_what_they_ask_for(three: Archive, text: str, found: set[str]) -> None:
    """
    Words, phrases that do not run from one paragraph into the next, what is unwanted, beginnings, fields and days.
    """
    assert set(three.found(text, "tide")) == found


def test_fields_of_what_a_source_says_of_its_text(archive: Archive) -> None:
    """
    Subjects by name and code, places, writers and languages are asked by name.
    """
    sent = QUAY | {
        "language": "de-AT",
        "by": "by Tamsin Orrery",
        "located": "Port Anselm",
        "subjects": [{"uri": "medtop:20000735", "name": "inland navigation"}],
    }
    archive.room.publish(archive.room.send("pel", sent))
    for text in ("topic:navigation", 'topic:"inland navigation"', "topic:20000735", "lang:de", "lang:de-AT"):
        assert archive.found(text, "tide") == ["Quay opens in Zürich"], text
    assert archive.found("by:orrery", "tide") == ["Quay opens in Zürich"]
    assert archive.found("topic:rail", "tide") == archive.found("lang:fr", "tide") == []


def test_an_article_is_found_by_its_id_and_that_of_its_story(three: Archive) -> None:
    """
    The desk reads ids out on the telephone; who types one wants that story, with or without the field's name.
    """
    story = three.id("Quay opens in Zürich")
    article = three.room.article(story).id
    for text in (f"id:{story}", f"id:{article}", story, article):
        assert three.found(text, desk=True) == ["Quay opens in Zürich"], text


def test_a_site_has_days_of_its_own(archive: Archive) -> None:
    """
    The Millrace is in Auckland, where it is the next day already.
    """
    archive.room.tick(hours=2)
    archive.room.publish(archive.room.send("pel", QUAY), "mill", "tide")
    assert archive.found("date:2020-01-17", "mill") == ["Quay opens in Zürich"]
    assert archive.found("date:2020-01-17", "tide") == []


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("colour:grain", "no field colour"),
        ("source:nobody", "no source nobody"),
        ("section:sport", "no section sport"),
        ("date:yesterday", "is no day"),
        ("status:published", "for the desk"),
        ("site:mill grain", "alone"),
        ('"grain', "quotation mark"),
    ],
)
def test_what_is_not_understood_is_told_beside_the_answer(three: Archive, text: str, remark: str) -> None:
    """
    Nothing is refused: it is searched as words, or left out, and the page says so.
    """
    three.follow()
    assert any(remark in said for said in three.ask(text, "tide").remarks)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\x00",
            "id:a\ud800",
            "lang:\x00",
            "topic:a\x00b*",
            "source:\u202egrain",
            "grain\u200fשלום",
            "🚢 grain",
            "日本語*",
            "a*",
        ),
        *(
            '"' + "the " * 300 + '"',
            "谷" * 1000,
            "(" * 1000,
            "-(" * 500,
            "a* " * 500,
            "date:0001",
            "since:9998",
            "until:0001",
        ),
        *(
            "date:99999-99-99",
            "date:2020..9999",
            "date:....",
            "-",
            "*",
            '"*"*',
            "source:*",
            "id:*",
            "status:*",
            "-date:x",
        ),
    ],
)
def test_whatever_is_pasted_into_the_box_is_answered(three: Archive, text: str) -> None:
    """
    Control characters, other scripts, halves of letters, a thousand brackets: an answer, and quickly.
    """
    three.follow()
    for desk in (False, True):
        answer = three.ask(text, "tide", desk=desk)
        assert answer.total >= len(answer.hits)
        "".join(answer.remarks).encode()


def test_an_empty_query_finds_nothing(three: Archive) -> None:
    """
    A page that opens with an empty box lists nothing.
    """
    three.follow()
    answer = three.ask(" ", "tide")
    assert (answer.hits, answer.total, answer.pages, answer.facets) == ((), 0, 0, ())


def test_a_site_that_is_not_in_force_is_refused(three: Archive) -> None:
    """
    That is no reader's slip, but a page wired wrong.
    """
    three.follow()
    with pytest.raises(NotAllowed, match="no site nowhere"):
        three.ask("grain", "nowhere")


def test_before_the_first_index_the_remedy_is_said(archive: Archive) -> None:
    """
    Where nothing was ever indexed, nothing can be found, and the answer is not that there is nothing.
    """
    with pytest.raises(NotAllowed, match="no index yet"):
        archive.ask("grain")


# What is seen of it


def test_a_hit_shows_what_was_found_and_leads_to_it(three: Archive) -> None:
    """
    Headline and a few words with marks, whom it is from, where it stands, when it came.
    """
    three.follow()
    (hit,) = three.ask("zurich pier", "tide").hits
    assert [r.text for r in hit.headline if r.marked] == ["Zürich"]
    assert [r.text for r in hit.snippet if r.marked] == ["pier"]
    (place,) = hit.places
    assert (hit.sources, hit.date, place.site, place.section) == (("Pelican",), START, "tide", "ports")
    assert place.path.startswith("/2020/01/16/quay-opens")


def test_facets_tell_apart_what_was_found(three: Archive) -> None:
    """
    Each value with how many have it; a reader of one site is not offered sites, nor what only the desk knows.
    """
    three.follow()
    facets = {f.field: [(c.value, c.name, c.number) for c in f.counts] for f in three.ask("the", "tide").facets}
    assert facets["source"] == [("brk", "Brackwater", 1), ("pel", "Pelican", 1), ("sur", "Survey", 1)]
    assert facets["section"] == [("tide/ports", "Ports", 3)]
    assert facets["date"] == [("2020-01", "2020-01", 3)]
    assert not facets.keys() & {"site", "status"}
    assert {f.field for f in three.ask("the", desk=True).facets} >= {"site", "status"}


def test_the_newest_come_first_where_that_is_wanted(three: Archive) -> None:
    """
    By relevance a headline that has the word comes first; by newness the clock alone decides.
    """
    assert three.found("lock OR grain", "tide", newest=True) == ["Lock shuts", "Quay opens in Zürich"]
    assert three.found("the", "tide", newest=True) == ["Weir mended", "Lock shuts", "Quay opens in Zürich"]


def test_of_two_that_fit_alike_the_newer_comes_first(archive: Archive) -> None:
    """
    News ages: the same words of today are worth more than those of last year; an older text that fits much better
    still comes before both.
    """
    room = archive.room
    for number, headline in enumerate(("Quay and pier", "A pier opens", "A pier shuts")):
        sent = item(f"p:{number}", headline=headline, body=["Nobody saw it."], issued=room.clock.now())
        room.publish(room.send("pel", sent))
        room.tick(days=365)
    assert archive.found("pier OR quay", "tide") == ["Quay and pier", "A pier shuts", "A pier opens"]


def test_pages_are_full_and_show_nothing_twice(archive: Archive) -> None:
    """
    What was killed since is passed over on the way, not left as a hole.
    """
    room = archive.room
    stories = [
        room.send(
            "pel", item(f"p:{n}", headline=f"Pier {n:02}", issued=START + timedelta(minutes=n), body=[f"Pier no. {n}"])
        )
        for n in range(PAGE + 5)
    ]
    for story in stories:
        room.publish(story)
        room.tick(minutes=1)
    archive.follow()
    for story in (stories[-1], stories[3]):
        room.kill(story)
    first, second = (archive.ask("pier", "tide", newest=True, page=n) for n in (1, 2))
    found = ["".join(r.text for r in h.headline) for h in (*first.hits, *second.hits)]
    assert found == [f"Pier {n:02}" for n in reversed(range(PAGE + 5)) if n not in (3, PAGE + 4)]
    assert len(first.hits) == PAGE
    assert (second.total, second.exact, second.pages) == (PAGE + 3, True, 2)
    assert archive.ask("pier", "tide", page=7).hits == ()


# Who may find what


def test_a_phrase_of_words_that_are_everywhere_is_looked_for_in_the_newest(
    three: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    It would hold up the answer for what nobody asks; beside a rarer word or a date it is looked for in all.
    """
    three.follow()
    monkeypatch.setattr("dateline.archive.index.EVERYWHERE", 1)
    monkeypatch.setattr("dateline.archive.index.NEWEST", 1)
    for text, found in (
        ('"the old lock"', {"Lock shuts"}),
        ('"grain before"', {"Quay opens in Zürich"}),
        ('"the weir" OR "a pier"', {"Weir mended", "Lock shuts"}),
    ):
        assert {"".join(r.text for r in h.headline) for h in three.ask(text, "tide").hits} == found
    everywhere = three.ask('"new pier"', "tide")
    assert not everywhere.hits and not everywhere.facets and "newest" in everywhere.remarks[0] and not everywhere.exact
    for text in ('"new pier" quay', '"new pier" date:2020-01-16'):
        assert three.ask(text, "tide").total == 1


def test_readers_find_only_what_stands_on_their_site(archive: Archive) -> None:
    """
    The network's readers find what any site has, with the address at home first; a story nobody published is the
    desk's alone.
    """
    room = archive.room
    room.publish(room.send("pel", QUAY), "tide", "mill", home="mill")
    room.publish(room.send("pel", LOCK), "tide")
    room.send("pel", WEIR)
    assert archive.found("the", "mill") == ["Quay opens in Zürich"]
    assert set(archive.found("the")) == {"Quay opens in Zürich", "Lock shuts"}
    assert set(archive.found("the", desk=True)) == {"Quay opens in Zürich", "Lock shuts", "Weir mended"}
    (hit,) = archive.ask("quay").hits
    assert [p.site for p in hit.places] == ["mill", "tide"]
    assert archive.found("site:mill", desk=True) == archive.found("the", "mill", desk=True) == ["Quay opens in Zürich"]


@pytest.mark.parametrize("verbs", [("kill",), ("withdraw",), ("hold",), ("withdraw", "erase")])
def test_what_is_taken_back_vanishes_at_once(three: Archive, verbs: tuple[str, ...]) -> None:
    """
    Before the index knows of it, and for good once it does; its neighbours stay.
    """
    three.follow()
    story = three.id("Quay opens in Zürich")
    for verb in verbs:
        getattr(three.room, verb)(story)
    for _ in range(2):
        for site in ("tide", None):
            answer = three.ask("grain", site)
            assert ["".join(r.text for r in h.headline) for h in answer.hits] == ["Lock shuts"]
            assert answer.total == 1
        three.follow()


def test_what_is_killed_has_no_words_for_the_desk_either(three: Archive) -> None:
    """
    The desk still finds that it was there, by its status or its id, and none of its words.
    """
    three.follow()
    story = three.id("Quay opens in Zürich")
    three.room.kill(story)
    for _ in range(2):
        assert not any("Quay" in r.text for h in three.ask("grain", desk=True).hits for r in h.headline)
        (hit,) = three.ask(f"id:{story}", desk=True).hits
        assert (hit.status, hit.headline, hit.snippet, hit.places) == ("killed", (), (), ())
        three.follow()
    (hit,) = three.ask("status:killed", desk=True).hits
    assert hit.id == three.room.article(story).id


def test_words_of_a_killed_story_are_found_in_no_article_that_holds_them(archive: Archive) -> None:
    """
    Pasted into another article they are gone from it at once; it is withdrawn until an editor has looked.
    """
    room = archive.room
    main, pasted = room.send("pel", QUAY), room.send("pel", LOCK)
    room.take(main)
    room.take(pasted)
    first, second = room.article(main), room.article(pasted)
    blocks = (*first.wording.blocks, second.wording.blocks[0])
    room.append(Edited(first.id, replace(first.wording, blocks=blocks)))
    room.publish(main)
    assert archive.found("lock grain zurich", "tide") == ["Quay opens in Zürich"]
    room.kill(pasted)
    for _ in range(2):
        assert archive.ask("grain").hits == ()
        for text in ("grain", "lock", f"id:{first.id}"):
            runs = [r.text for h in archive.ask(text, desk=True).hits for r in (*h.headline, *h.snippet)]
            assert "lock" not in "".join(runs).casefold()
        archive.follow()
    (hit,) = archive.ask("status:withdrawn", desk=True).hits
    assert hit.id == first.id
    assert archive.ask("lock", desk=True).hits == ()


def test_the_desk_asks_by_status_as_it_is_now(three: Archive) -> None:
    """
    Held and withdrawn texts are the desk's to find, with their words; a status that changed since is not found by.
    """
    three.follow()
    story = three.id("Lock shuts")
    three.room.withdraw(story)
    assert [h.id for h in three.ask("lock status:published", desk=True).hits] == []
    assert three.found("lock status:withdrawn", desk=True) == ["Lock shuts"]
    assert three.found("lock -status:withdrawn", desk=True) == []
    assert "there are killed" in three.ask("status:gone", desk=True).remarks[0]


def test_a_licence_without_index_keeps_a_text_out_of_search(three: Archive) -> None:
    """
    The page stays where it is; the search stops leading there the moment the new terms are in force.
    """
    three.follow()
    licences = tuple(
        replace(li, uses=("display", "teaser", "archive")) if li.name == "pelican" else li for li in LICENCES
    )
    three.room.apply(replace(HOUSE, licences=licences))
    assert len(three.ask("grain", "tide").hits) == 1
    assert three.found("grain", "tide") == ["Lock shuts"]
    assert three.found("quay", desk=True) == ["Quay opens in Zürich"]


def test_a_licence_without_teasers_gives_the_headline_alone(three: Archive) -> None:
    """
    A few words that lead to a text are a use of their own.
    """
    licences = tuple(replace(li, uses=("display", "index", "archive")) for li in LICENCES)
    three.room.apply(replace(HOUSE, licences=licences))
    three.follow()
    hits = three.ask("grain", "tide").hits
    assert [bool(h.headline) for h in hits] == [True, True]
    assert [h.snippet for h in hits] == [(), ()]
    assert all(h.snippet for h in three.ask("grain", desk=True).hits)


def test_a_snippet_is_no_longer_than_the_licence_lets_it_be(archive: Archive) -> None:
    """
    Five words are five words, also in a search.
    """
    licences = tuple(replace(li, excerpt=5) for li in LICENCES)
    archive.room.apply(replace(HOUSE, licences=licences))
    archive.room.publish(archive.room.send("pel", QUAY))
    archive.follow()
    (hit,) = archive.ask("grain", "tide").hits
    assert "".join(r.text for r in hit.snippet) == "… took grain before it was …"


def test_the_part_of_somebody_else_is_not_searched(archive: Archive) -> None:
    """
    A paragraph that credits an agency we have nothing from is left out of the page, and so out of the search.
    """
    body = ["The pier is new.", "The keel was laid on Friday. (Photo by Jo Doe/Ganymede Images)", "It is long."]
    sent = item("q:9", headline="Pier opens", body=body)
    archive.room.publish(archive.room.send("pel", sent))
    assert archive.found("keel", "tide") == []
    assert archive.found("keel", desk=True) == archive.found("pier", "tide") == ["Pier opens"]
    for hit in archive.ask("keel", desk=True).hits:
        assert not any("keel" in r.text for r in hit.snippet)


def test_an_embargo_opens_by_the_clock(archive: Archive) -> None:
    """
    Not a moment early, whatever the index holds; at its moment the follower has it on its list.
    """
    lift = START + timedelta(hours=3)
    archive.room.publish(archive.room.send("pel", QUAY | {"embargoedUntil": lift.isoformat()}))
    assert archive.found("grain", "tide") == []
    assert archive.found("grain status:held", desk=True) == ["Quay opens in Zürich"]
    assert archive.follower.next_due() == lift
    archive.room.clock.moment = lift
    assert archive.found("grain", "tide") == ["Quay opens in Zürich"]
    assert archive.found("grain status:published", desk=True) == ["Quay opens in Zürich"]


def test_a_licence_lapses_by_the_clock(archive: Archive) -> None:
    """
    On the day it ends the search is without it, also where the follower sleeps.
    """
    archive.room.publish(archive.room.send("cor", QUAY))
    assert archive.found("grain", "tide") == ["Quay opens in Zürich"]
    archive.room.tick(days=3)
    assert archive.ask("grain", "tide").hits == ()
    assert archive.found("grain status:expired", desk=True) == ["Quay opens in Zürich"]


def test_several_threads_ask_while_the_index_is_written(archive: Archive) -> None:
    """
    A page server has many hands: each gets an answer, and the last one has all.
    """
    archive.follow()
    seen: list[int] = []

    def ask() -> None:
        seen.extend(archive.ask("pier", "tide").total for _ in range(30))

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        archive.room.publish(archive.room.send("pel", item(f"p:{number}", headline=f"Pier {number}", body=["A pier."])))
        archive.follow()
    for thread in threads:
        thread.join()
    assert len(seen) == 90 and max(seen) <= 8
    assert archive.ask("pier", "tide").total == 8
