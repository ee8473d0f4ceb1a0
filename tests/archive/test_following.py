"""The index keeps in step with the ledger and the clock, and is made anew while the old one serves."""

import sqlite3
from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.archive.conftest import Archive
from tests.sites.newsroom import HOUSE, START, item

from dateline.archive.documents import Document
from dateline.archive.generations import Generations
from dateline.archive.index import Reader, Writer
from dateline.archive.meaning import meaning
from dateline.archive.query import parse
from dateline.news.errors import NotAllowed
from dateline.news.topics import Topic, Topics, Vocabulary

QUAY = item("q:1", headline="Quay opens", body=["The quay took grain."])


def generations(archive: Archive) -> list[str]:
    return sorted(p.name for p in (archive.folder / "search").iterdir() if p.is_dir())


def test_a_step_moves_the_cursor_and_does_nothing_twice(archive: Archive) -> None:
    """
    Where nothing happened, nothing is written.
    """
    archive.follow()
    archive.room.send("pel", QUAY)
    step = archive.follower.step(archive.room.clock.now())
    assert (step.entry, step.documents, step.busy) == (archive.room.ledger.tail(), 1, False)
    assert archive.follower.reached() == step.entry
    archive.room.tick(hours=1)
    assert archive.follower.step(archive.room.clock.now()).documents == 0


def test_a_story_that_is_taken_is_found_once(archive: Archive) -> None:
    """
    With an article a story is found as that; it does not stand in the list beside it.
    """
    story = archive.room.send("pel", QUAY)
    assert archive.found("grain", desk=True) == ["Quay opens"]
    archive.room.take(story)
    assert archive.found("grain", desk=True) == ["Quay opens"]
    (hit,) = archive.ask("grain", desk=True).hits
    assert hit.id == archive.room.article(story).id


def test_an_edited_article_is_found_by_the_words_of_both(archive: Archive) -> None:
    """
    Readers find what they can read; the desk also what its source had sent.
    """
    story = archive.room.send("pel", QUAY)
    archive.room.publish(story)
    archive.room.edit(story, headline="Pier opens", text="The pier took rye.")
    assert archive.found("rye", "tide") == ["Pier opens"]
    assert archive.found("grain", "tide") == []
    assert archive.found("grain", desk=True) == ["Pier opens"]


def test_a_newer_version_takes_the_place_of_the_older(archive: Archive) -> None:
    """
    A correction by the source is found by its words, and no more by what was wrong.
    """
    archive.room.publish(archive.room.send("pel", QUAY))
    archive.follow()
    later = item("q:1", headline="Quay opens", body=["The quay took rye."], number=2)
    archive.room.send("pel", later)
    assert archive.found("rye", "tide") == ["Quay opens"]
    assert archive.found("grain", "tide") == []


def test_a_notice_that_waits_is_no_story(archive: Archive) -> None:
    """
    Of a kill that came before its story there is nothing to find, and nothing breaks.
    """
    archive.room.send("pel", QUAY | {"pubStatus": "canceled"})
    assert archive.found("grain", desk=True) == []
    assert archive.found("status:killed", desk=True) == [""]


def test_an_index_made_anew_finds_the_same(archive: Archive) -> None:
    """
    What follows from the ledger step by step, and what is made from nothing, are one.
    """
    stories = [archive.room.send("pel", item(f"q:{n}", headline=f"Pier {n}", body=["Grain."])) for n in range(6)]
    archive.follow()
    for story in stories[1:]:
        archive.room.publish(story, "tide", "mill")
        archive.follow()
    archive.room.kill(stories[2])
    archive.room.withdraw(stories[3])
    archive.follow()
    asked = [("grain", "tide", False), ("grain", None, True), ("status:killed", None, True), ("pier", "mill", False)]
    before = [archive.ask(text, site, desk=desk, newest=True) for text, site, desk in asked]
    archive.follower.rebuild(archive.room.clock.now())
    after = [archive.ask(text, site, desk=desk, newest=True) for text, site, desk in asked]
    assert [set(a.hits) for a in before] == [set(a.hits) for a in after]
    assert [(a.total, a.facets) for a in before] == [(a.total, a.facets) for a in after]
    assert generations(archive) == ["000002"]


def test_the_old_index_serves_until_the_new_one_is_there(archive: Archive) -> None:
    """
    Another program makes other documents: it makes all of them beside those that serve, and then swaps.
    """
    archive.room.publish(archive.room.send("pel", QUAY))
    archive.follow()
    newer = archive.opened("another program")
    assert generations(archive) == ["000001"]
    assert len(archive.ask("grain", "tide").hits) == 1
    newer.follower.step(archive.room.clock.now())
    assert generations(archive) == ["000002"]
    assert len(archive.ask("grain", "tide").hits) == 1
    newer.close()


def test_other_settings_make_other_documents(archive: Archive) -> None:
    """
    A source that got another name is found by it as soon as the follower has come by.
    """
    archive.room.publish(archive.room.send("pel", QUAY))
    archive.follow()
    sources = tuple(replace(s, name="Gannet") if s.code == "pel" else s for s in HOUSE.sources)
    archive.room.apply(replace(HOUSE, sources=sources))
    assert archive.found("source:gannet", "tide") == ["Quay opens"]
    assert generations(archive) == ["000002"]


def test_topics_of_the_vocabulary_are_found_by_their_names(archive: Archive) -> None:
    """
    A wire sends an old code; the reader asks for the word.
    """
    scheme = "http://cv.iptc.org/newscodes/mediatopic/"
    football = Topic("20001065", names={"en": "soccer"}, exact=("15054000",))
    archive.topics = Topics(Vocabulary(scheme, (football,), digest="aa"))
    searching = archive.opened()
    sent = QUAY | {"subjects": [{"uri": "http://cv.iptc.org/newscodes/subjectcode/15054000", "name": ""}]}
    archive.room.publish(archive.room.send("pel", sent))
    moment = archive.room.clock.now()
    searching.follower.step(moment)
    answer = searching.answer("topic:soccer", site="tide", moment=moment)
    assert answer.total == 1
    assert [c.name for f in answer.facets if f.field == "topic" for c in f.counts] == ["soccer"]
    searching.close()


def test_another_process_has_the_index_in_hand(archive: Archive) -> None:
    """
    One writes, the other says that it is busy, and both find what was written.
    """
    archive.follow()
    archive.room.send("pel", QUAY)
    archive.follow()
    other = archive.opened()
    archive.room.send("pel", item("q:2", headline="Lock shuts", body=["No grain."]))
    assert other.follower.step(archive.room.clock.now()).busy
    archive.follow()
    assert other.answer("grain", desk=True, moment=archive.room.clock.now()).total == 2
    archive.searching.close()
    archive.room.send("pel", item("q:3", headline="Weir holds", body=["Grain."]))
    assert not other.follower.step(archive.room.clock.now()).busy
    assert other.answer("grain", desk=True, moment=archive.room.clock.now()).total == 3
    other.close()


def test_who_follows_goes_on_in_the_generation_that_another_made(archive: Archive) -> None:
    """
    `dateline search --rebuild` beside a running newsroom: its follower takes up the new index by itself.
    """
    archive.follow()
    archive.room.send("pel", QUAY)
    archive.follow()
    other = archive.opened()
    assert not other.follower.rebuild(archive.room.clock.now()).busy
    other.close()
    archive.room.send("pel", item("q:2", headline="Lock shuts", body=["No grain."]))
    assert set(archive.found("grain", desk=True)) == {"Quay opens", "Lock shuts"}
    assert generations(archive) == ["000002"]


def test_an_index_that_nobody_lived_to_finish_is_let_go(archive: Archive) -> None:
    """
    A generation without its swap is not what serves, and not kept.
    """
    archive.room.send("pel", QUAY)
    archive.follow()
    (archive.folder / "search" / "000009").mkdir()
    archive.follower.rebuild(archive.room.clock.now())
    assert generations(archive) == ["000002"]
    assert archive.found("grain", desk=True) == ["Quay opens"]


def test_documents_whose_cursor_was_lost_are_made_again_in_place(archive: Archive) -> None:
    """
    Whoever falls over between the documents and their cursor makes them once more, and none stands twice.
    """
    archive.room.send("pel", QUAY)
    archive.follow()
    archive.searching.close()
    entry = archive.room.ledger.tail()
    archive.room.publish(archive.id("Quay opens"))
    archive.follow()
    with sqlite3.connect(archive.folder / "search" / "000001" / "state.db") as db:
        db.execute("UPDATE cursor SET entry = ?", (entry,))
    db.close()
    archive.follow()
    assert archive.found("grain", desk=True) == ["Quay opens"]


def test_a_spoilt_index_is_told_with_its_remedy(archive: Archive) -> None:
    """
    No traceback: which folder it is, and the command that makes it anew from the ledger.
    """
    archive.room.send("pel", QUAY)
    archive.follow()
    archive.searching.close()
    (archive.folder / "search" / "000001" / "index" / "meta.json").write_text("{")
    fresh = archive.opened()
    with pytest.raises(NotAllowed, match="--rebuild"):
        fresh.answer("grain", desk=True, moment=START)
    fresh.follower.rebuild(START)
    assert fresh.answer("grain", desk=True, moment=START).total == 1
    fresh.close()


def test_what_the_clock_changes_is_on_a_list(archive: Archive) -> None:
    """
    The follower says when it has to be woken: first for the embargo, then for the end of the licence.
    """
    lift = START + timedelta(hours=1)
    archive.room.publish(archive.room.send("cor", QUAY | {"embargoedUntil": lift.isoformat()}))
    archive.follow()
    assert archive.follower.next_due() == lift
    archive.room.clock.moment = lift
    archive.follow()
    assert archive.follower.next_due() == START + timedelta(days=3)
    archive.room.clock.moment = START + timedelta(days=3)
    archive.follow()
    assert archive.follower.next_due() is None


def test_erased_words_leave_the_files_within_a_day(archive: Archive) -> None:
    """
    They are found no more at once; the files that held them are written anew when the day is over, once for all
    that was erased meanwhile.
    """
    story = archive.room.send("pel", QUAY)
    archive.follow()
    archive.room.erase(story)
    assert archive.found("grain", desk=True) == []
    archive.room.tick(hours=23)
    archive.follow()
    assert generations(archive) == ["000001"]
    archive.room.tick(hours=1)
    archive.follow()
    assert generations(archive) == ["000002"]
    archive.room.tick(days=2)
    archive.follow()
    assert generations(archive) == ["000002"]


def test_settings_that_came_while_all_was_made_anew_are_not_lost(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What was made under the old ones is made once more; meanwhile new stories are found in the index that serves.
    """
    archive.room.publish(archive.room.send("pel", QUAY))
    archive.follow()
    monkeypatch.setattr("dateline.verbs.index._BATCH", 1)
    sources = tuple(replace(s, name="Gannet") if s.code == "pel" else s for s in HOUSE.sources)
    real, begun, found = Writer.add, list[str](), list[int]()

    def add(writer: Writer, document: Document) -> None:
        real(writer, document)
        begun.append(document.id)
        if len(begun) == 1:
            archive.room.send("pel", item("q:2", headline="Lock shuts", body=["No grain."]))
            archive.room.apply(replace(HOUSE, sources=sources))
            archive.follower._keep_up(archive.room.clock.now())
            found.append(archive.ask("lock", desk=True).total)

    monkeypatch.setattr(Writer, "add", add)
    archive.follower.rebuild(archive.room.clock.now())
    assert found == [1]
    assert set(archive.found("source:gannet", desk=True)) == {"Quay opens", "Lock shuts"}


def test_new_stories_are_found_while_all_is_made_anew_for_other_settings(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    `dateline apply` in a large newsroom: to make a million documents takes minutes, in which news comes in, and goes.
    """
    archive.room.publish(archive.room.send("pel", QUAY))
    killed = archive.room.send("pel", item("q:3", headline="Weir holds", body=["No grain."]))
    archive.room.publish(killed)
    archive.follow()
    monkeypatch.setattr("dateline.verbs.index._BATCH", 1)
    archive.room.apply(replace(HOUSE, name="Another network"))
    real, found = Writer.add, list[tuple[int, int]]()

    def add(writer: Writer, document: Document) -> None:
        real(writer, document)
        if not found:
            archive.room.send("pel", item("q:2", headline="Lock shuts", body=["No grain."]))
            archive.room.kill(killed)
        found.append((archive.ask("lock", desk=True).total, archive.ask("weir OR quay", "tide").total))

    monkeypatch.setattr(Writer, "add", add)
    archive.follow()
    assert found[0] == (0, 1) and found[-1] == (1, 1)
    assert generations(archive) == ["000002"]


def test_a_vocabulary_that_is_imported_while_it_runs_is_taken_up(archive: Archive) -> None:
    """
    Nobody has to start `dateline run` again for a new list of topics.
    """
    scheme = "http://cv.iptc.org/newscodes/mediatopic/"
    sent = QUAY | {"subjects": [{"uri": "http://cv.iptc.org/newscodes/subjectcode/15054000", "name": ""}]}
    archive.room.publish(archive.room.send("pel", sent))
    assert archive.found("topic:soccer", "tide") == []
    football = Topic("20001065", names={"en": "soccer"}, exact=("15054000",))
    archive.topics = Topics(Vocabulary(scheme, (football,), digest="aa"))
    archive.room.tick(minutes=1)
    assert archive.found("topic:soccer", "tide") == ["Quay opens"]


def test_an_answer_that_was_begun_is_finished_though_its_generation_left(archive: Archive) -> None:
    """
    Between two lines of an answer a newer index may take the place of the one it looks in.
    """
    archive.room.send("pel", QUAY)
    archive.follow()
    reader = Reader(Generations(archive.folder / "search").index("000001"))
    meant = meaning(parse("grain"), archive.room.ledger.standing().house, site=None, desk=True)
    assert reader.find(meant, START, newest=False).total == 1
    archive.follower.rebuild(START)
    assert generations(archive) == ["000002"]
    assert reader.find(meant, START, newest=False).total == 1
    assert reader.facets(meant, 1)[0]["source"] == {"pel": 1}
