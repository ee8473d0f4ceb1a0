"""Taking deliveries in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from tests.barred import tombstones

from dateline.app import reader_name
from dateline.news import ids
from dateline.news.errors import NotAllowed
from dateline.news.facts import Read, Received
from dateline.news.house import House
from dateline.news.wire import Delivery, Reading, Version
from dateline.verbs.apply import apply
from dateline.verbs.ingest import AHEAD, ingest
from dateline.verbs.kill import kill
from dateline.wires.read import read

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:g2" version="{version}">
<itemMeta><versionCreated>2020-01-16T0{version}:00:00Z</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Lock opens</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>The lock opens.</p></body></html></inlineXML></contentSet></newsItem>"""
NITF = b"""<nitf><head><docdata><doc-id id-string="urn:x:nitf"/><date.issue norm="2020-01-16T08:00:00Z"/></docdata>
</head><body><body.head><hedline><hl1>Pilots vote</hl1></hedline></body.head>
<body.content><p>They want shorter watches.</p></body.content></body></nitf>"""
NITF_KILL = b"""<nitf><head><docdata management-status="canceled" management-doc-idref="urn:x:nitf"
management-idref-status="canceled"><doc-id id-string="urn:x:2"/><date.issue norm="2020-01-16T10:00:00Z"/>
<ed-msg info="Kill it: the vote is tomorrow."/></docdata></head><body/></nitf>"""
PLAIN = b"""Dredger is back on station
by Staff Writers
Vellmar (NWA) Jan 16, 2020

The dredger is back, a week before she was hoped for. Her crew mended a bearing at sea.
"""
PAGE = b"""Barge leaves the northern lock
by Staff Writers
Vellmar (NWA) Jan 16, 2020

A barge left the northern lock on Thursday - two days later than planned - and will reach the coast on Sunday.

It carries gravel, worn pumps and 40 kilograms of samples.

Barges and what became of them

Four types of barge use the lock at present.

- Burn or return -

Three of them are broken up. Only one type comes back, with new plates.

Freezers on board keep samples at 20 degrees below zero.

Crew repairs a lamp at sea
Port Anselm (TLP) Jan 15, 2020
Two of the crew spent six hours with a lamp that had failed at night. A spare ...
... read more

Related Links
Barge news at Example Harbour
"""


@pytest.mark.parametrize(
    ("coming", "outcome"),
    [
        ({}, "repeated"),
        ({"number": 1, "urgency": 4}, "older"),
        ({"number": 1, "headlines": [{"value": "Zebra ferry"}], "versionCreated": "2020-01-16T02:30:00Z"}, "older"),
        ({"number": 3}, "updated"),
        ({"number": 3, "edNote": "Correction: the fare is two crowns."}, "corrected"),
        ({"number": 3, "pubStatus": "withheld"}, "held"),
        ({"number": 3, "embargoedUntil": "2020-01-17T00:00:00Z"}, "held"),
        ({"number": 3, "pubStatus": "canceled"}, "killed"),
        ({"number": 1, "pubStatus": "canceled"}, "killed"),
        ({"number": 1, "item": "2"}, "new"),
    ],
)
def test_what_became_of_a_later_delivery(coming: dict[str, object], outcome: str, desk: "Desk", wire: Wire) -> None:
    """
    The desk counts these words to know whether a wire brings news or noise.
    """
    assert desk.item(wire(2)).outcome == "new"
    assert desk.item(wire(**{"number": 2, **coming})).outcome == outcome


def test_the_same_version_in_other_bytes_is_a_repeat_and_is_kept(desk: "Desk", wire: Wire) -> None:
    """
    A re-sent text says nothing new; its bytes are kept all the same, for they are other ones.
    """
    desk.ingest(wire())
    item = desk.item(wire() + b"\n")
    assert (item.outcome, item.headline) == ("repeated", "Ferry runs, text 1")
    assert len(list(desk.ledger.deliveries())) == 2


def test_the_same_bytes_are_told_with_the_entry_of_the_first_time(desk: "Desk", wire: Wire) -> None:
    """
    A folder that is taken in twice leaves the ledger as it was.
    """
    (first,) = desk.ingest(wire())
    tail = desk.ledger.tail()
    (again,) = desk.ingest(wire(), name="b.json")
    assert (again.entry, desk.ledger.tail(), again.items[0].outcome) == (first.entry, tail, "repeated")
    assert [i.outcome for i in desk.ingest(wire(), source="cut")[0].items] == ["new"]


@pytest.mark.parametrize(
    ("data", "format", "id"),
    [
        (G2.format(version=1, status="usable").encode(), "newsml-g2", ids.story_id("nwa", "item:urn:x:g2")),
        (NITF, "nitf", ids.story_id("nwa", "item:urn:x:nitf")),
        (PLAIN, "plain", ids.story_id("nwa", "slug:dredger is back on station:2020-01-16")),
    ],
)
def test_every_wire_is_taken_in_by_its_own_reader(data: bytes, format: str, id: str, desk: "Desk") -> None:
    """
    Whatever the wire, a story is the same thing afterwards, and the entry names who read it.
    """
    (done,) = desk.ingest(data)
    assert (done.format, done.items[0].outcome, done.items[0].story) == (format, "new", id)
    assert desk.story(id).headline == done.items[0].headline != ""
    (delivered,) = desk.ledger.deliveries()
    assert delivered.reader == reader_name(format) and delivered.entry == done.entry


def test_a_delivery_is_two_entries_what_came_and_what_was_read(desk: "Desk", wire: Wire) -> None:
    """
    Bytes are one thing, what a reader made of them another: a mended reader adds to the second alone.
    """
    (done,) = desk.ingest(wire())
    received, reading = (e for e in desk.ledger.entries() if e.number >= done.entry)
    digest = sha256(wire()).hexdigest()
    assert received.fact == Received("nwa", "hand", "a.json", digest, len(wire()))
    assert isinstance(reading.fact, Read)
    assert (reading.fact.delivery, reading.fact.reader, reading.fact.received) == (
        done.entry,
        reader_name("ninjs"),
        received.recorded,
    )


def test_a_later_version_is_followed_by_the_status(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    An embargo holds and lifts by itself; a source's hold ends with its next word.
    """
    desk.ingest(wire(embargoedUntil="2020-01-16T18:00:00Z"))
    assert desk.status(story_id()) == "held"
    desk.later(hours=6)
    assert desk.status(story_id()) == "new"
    desk.ingest(wire(2, pubStatus="withheld"))
    assert desk.status(story_id()) == "held"
    assert desk.item(wire(3)).outcome == "updated" and desk.status(story_id()) == "new"


def test_an_unknown_source_is_refused_with_those_that_are_known(desk: "Desk", wire: Wire) -> None:
    """
    Text of which nobody knows whose it is must not come in under any licence.
    """
    tail = desk.ledger.tail()
    with pytest.raises(NotAllowed, match="no source xyz; there are: nwa, cut, let"):
        desk.ingest(wire(), source="xyz")
    assert desk.ledger.tail() == tail
    apply(House(name="Empty"), {}, by="ada", ledger=desk.ledger)
    with pytest.raises(NotAllowed, match="dateline apply"):
        desk.ingest(wire())


def test_a_kill_may_come_before_its_story(desk: "Desk") -> None:
    """
    A notice that overtakes the story it names is not lost: the story is dead on arrival.
    """
    assert desk.item(NITF_KILL).outcome == "killed"
    id = ids.story_id("nwa", "item:urn:x:nitf")
    assert desk.story(id).text is None and desk.status(id) == "killed"
    assert desk.item(NITF).outcome == "killed" and desk.status(id) == "killed"
    assert set(tombstones(desk.ledger)) == {id}


def test_a_notice_acts_on_its_own_sources_text_only(desk: "Desk") -> None:
    """
    One agency cannot kill another's story by using its number.
    """
    desk.ingest(NITF)
    desk.ingest(NITF_KILL, source="cut")
    assert desk.status(ids.story_id("nwa", "item:urn:x:nitf")) == "new"


@pytest.mark.parametrize("by", ["desk", "version", "notice"])
def test_a_story_that_is_sent_again_after_its_kill_stays_killed(by: str, desk: "Desk") -> None:
    """
    Whoever killed it, however often it comes back.
    """
    id = ids.story_id("nwa", "item:urn:x:nitf")
    desk.ingest(NITF)
    if by == "desk":
        kill(id, reason="the vote is tomorrow", by="ada", ledger=desk.ledger)
    elif by == "notice":
        desk.ingest(NITF_KILL)
    else:
        desk.ingest(NITF.replace(b"<docdata>", b'<docdata management-status="canceled">'))
    again = NITF.replace(b"T08:00", b"T11:00")
    assert desk.item(again).outcome == "killed" and desk.status(id) == "killed"
    assert desk.item(again.replace(b"vote", b"strike")).outcome == "killed"


def test_a_notice_by_name_takes_back_and_does_not_kill(desk: "Desk") -> None:
    """
    A headline is no proof: what was meant is off every page at once, and an editor makes a kill of it.
    """
    (item,) = desk.ingest(PLAIN)[0].items
    notice = (
        b'MANDATORY KILL\nEditors,\nPlease kill the story headlined "Dredger is back on station", sent on '
        b"January 16, 2020.\nThe harbour office says that she is not.\nA kill is mandatory.\n"
    )
    assert desk.item(notice).outcome == "held"
    assert desk.status(item.story) == "withdrawn" and item.story in tombstones(desk.ledger)
    kill(item.story, reason="their notice", by="ada", ledger=desk.ledger)
    assert desk.status(item.story) == "killed"


def test_a_notice_that_names_nothing_we_have_is_a_problem_for_the_desk(desk: "Desk") -> None:
    """
    It kills nothing, so it must not say that it did; a person has to look for what is meant.
    """
    notice = (
        b'MANDATORY KILL\nEditors,\nPlease kill the story headlined "Nobody ever sent this", sent on January 16, 2020.'
        b"\nA kill is mandatory.\n"
    )
    (done,) = desk.ingest(notice)
    assert [i.outcome for i in done.items] == ["noted"]
    assert "nobody-ever-sent-this, which has not come in" in done.problems[0].what
    assert [s for id in tombstones(desk.ledger) if (s := desk.story(id)).marks] == []


def test_one_bad_file_among_good_ones_is_quarantined_with_its_bytes(desk: "Desk", wire: Wire) -> None:
    """
    Nothing is lost silently, and the others do not wait for it.
    """
    bad = b'{"uri": "urn:x:9", '
    results = desk.ingest(wire(item="1"), bad, wire(item="2"))
    assert [[i.outcome for i in r.items] for r in results] == [["new"], ["quarantined"], ["new"]]
    assert "line 1" in results[1].quarantined and results[1].items[0].story == ""
    kept = [d for d in desk.ledger.deliveries() if d.problem]
    assert [d.entry for d in kept] == [results[1].entry]
    assert desk.ledger.bytes_of(kept[0].digest) == bad and "line 1" in kept[0].problem


def test_one_bad_item_in_a_good_delivery_is_told_beside_the_rest(desk: "Desk", wire: Wire) -> None:
    """
    A list with one fault is not quarantined for it.
    """
    data = b'{"items": [' + wire(item="1") + b', {"type": "text"}, ' + wire(item="2") + b"]}"
    (done,) = desk.ingest(data)
    assert [i.outcome for i in done.items] == ["new", "new"] and done.quarantined == ""
    assert "items[1]" in done.problems[0].where


def test_what_holds_neither_text_nor_fault_is_noted(desk: "Desk") -> None:
    """
    An empty list is no error, and no news.
    """
    (done,) = desk.ingest(b'{"items": []}')
    assert [i.outcome for i in done.items] == ["noted"] and done.quarantined == ""


def test_a_page_of_three_parts_is_a_package(desk: "Desk") -> None:
    """
    A story, its backgrounder and a teaser of another: the main one knows the others, and each has its own id.
    """
    (done,) = desk.ingest(PAGE, name="page.txt")
    assert [(i.outcome, i.role) for i in done.items] == [("new", "main"), ("new", "backgrounder"), ("new", "teaser")]
    main, back, teaser = (i.story for i in done.items)
    assert [(p.role, p.story) for p in desk.story(main).parts] == [("backgrounder", back), ("teaser", teaser)]
    assert desk.story(back).parts == () and len({main, back, teaser}) == 3


def test_a_batch_larger_than_one_turn_is_taken_in_whole_and_in_order(desk: "Desk", wire: Wire) -> None:
    """
    The turn is given up in between, the order of the deliveries is not.
    """
    datas = [wire(item=f"{n}") for n in range(AHEAD + 6)]
    results = desk.ingest(*datas)
    entries = [r.entry for r in results]
    assert len(results) == AHEAD + 6 and entries == sorted(set(entries))
    assert {i.outcome for r in results for i in r.items} == {"new"}


def test_results_come_as_deliveries_do(desk: "Desk", wire: Wire) -> None:
    """
    What was yielded is durable; a long folder tells of its progress.
    """
    drawn: list[str] = []

    def coming() -> Iterator[Delivery]:
        for n in range(AHEAD + 1):
            drawn.append(f"{n}")
            yield Delivery("nwa", "hand", f"{n}", wire(item=f"{n}"), NOON + timedelta(minutes=n))

    results = ingest(coming(), by="ada", ledger=desk.ledger, read=read, number=reader_name)
    first = next(results)
    assert len(drawn) == AHEAD
    assert desk.ledger.story(first.items[0].story) is not None


def test_two_stories_that_share_short_digits_get_ids_of_their_own(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Ids are never reused: the second story gets the longer id, and keeps it for its later versions.
    """
    whole = ids.digits
    monkeypatch.setattr(ids, "digits", lambda *p, length=8: whole(*p, length=length) if length > 8 else "00000000")

    def take(item: str, number: int) -> str:
        def once(data: bytes, *, received: datetime, name: str = "") -> Reading:  # noqa: ARG001
            version = Version(item=item, number=number, headline=item, issued=received)
            return Reading(format="ninjs", versions=(version,))

        delivery = Delivery("nwa", "hand", "a", f"{item}{number}".encode(), NOON)
        (done,) = ingest([delivery], by="ada", ledger=desk.ledger, read=once, number=reader_name)
        return done.items[0].story

    first, second = take("a", 1), take("b", 1)
    assert first == "nwa-00000000" and len(ids.tail(second)) == ids.LONG
    assert (take("a", 2), take("b", 2)) == (first, second)
    assert [m.number for m in desk.story(second).marks] == [1, 2]
