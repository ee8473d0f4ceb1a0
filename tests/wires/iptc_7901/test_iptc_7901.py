"""IPTC 7901 into readings."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version, Words
from dateline.wires.iptc_7901.reader import read

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted(SHARED.glob("wires/iptc-7901/*"))
PROSE = "The ferry between Port Aldery and the island of Skelling sailed again on\nWednesday, six days after the storm."


def whole(
    head: str = "Ferry sails again =",
    body: str = PROSE,
    *,
    heading: str = "eca062 4 i 180  dpa 061",
    keywords: str = "Ferries/",
    time: str = "161137 GMT Jan 20",
) -> Reading:
    """The reading of a message with these parts."""
    text = f"\x01{heading}\n\n{keywords}\n\x02{head}\n\n{body}\n\x03{time}\n\x04"
    return read(text.encode("latin-1"), received=RECEIVED)


def one(head: str = "Ferry sails again =", body: str = PROSE, **parts: str) -> Version:
    """The version of a message with these parts."""
    return whole(head, body, **parts).versions[0]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each part of a message means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("time", "issued"),
    [
        ("131137 GMT Nov 13", (2013, 11, 13, 11, 37)),
        ("131137 NOV 13", (2013, 11, 13, 11, 37)),
        ("091223 déc 18", (2018, 12, 9, 12, 23)),
        ("091223 dec 2018", (2018, 12, 9, 12, 23)),
        ("101137 GMT Dez 18", (2018, 12, 10, 11, 37)),
        ("010005 MEZ Mai 99", (1999, 4, 30, 23, 5)),
        ("010005 MESZ Mai 99", (1999, 4, 30, 22, 5)),
        ("AFP 121234 GMT MAR 12", (2012, 3, 12, 12, 34)),
        ("121234 +0100 août 12", (2012, 8, 12, 11, 34)),
        ("121234 ene 12", (2012, 1, 12, 12, 34)),
        ("121234 mrt 12", (2012, 3, 12, 12, 34)),
    ],
)
def test_the_time_line_is_read_in_the_languages_of_the_trade(time: str, issued: tuple[int, ...]) -> None:
    """
    The order of versions hangs on it; each agency writes the month in its own tongue.
    """
    text = f"\x01eca062 4 i 9\n\x02Ferry =\n\nText.\n\x03{time}\n\x04"
    version = read(text.encode("utf-8"), received=RECEIVED).versions[0]
    assert version.issued == datetime(*issued, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("time", ["", "321137 GMT Nov 13", "131137 GMT Foo 13", "132537 Nov 13"])
def test_a_time_line_that_is_none_is_kept_and_not_guessed(time: str) -> None:
    """
    A moment that does not exist must not order versions.
    """
    version = one(time=time)
    assert (version.issued, version.more.get("trailer", "")) == (None, time)


@pytest.mark.parametrize(("priority", "urgency"), [("1", 1), ("3", 3), ("6", 6), ("9", 9), ("0", None)])
def test_the_priority_is_the_urgency(priority: str, urgency: int | None) -> None:
    """
    Both scales begin with a flash at 1.
    """
    version = one(heading=f"eca062 {priority} i 180")
    assert (version.urgency, version.urgency_given) == (urgency, priority)


@pytest.mark.parametrize(
    ("heading", "serial", "item"),
    [
        ("eca062 4 i 211 ccccb   dpa 061", "61", "eca062-2020-01-16"),
        ("ecp0007 4 s 850  dpa-tns 0908", "908", "ecp0007-2020-01-16"),
        ("fra123 4 pol 0250 FRA /AFP-XY12", "fra123", "fra123-2020-01-16"),
        ("bdt0157 4 pl", "bdt0157", "bdt0157-2020-01-16"),
    ],
)
def test_the_number_is_the_one_that_a_kill_calls(heading: str, serial: str, item: str) -> None:
    """
    "Please kill item dpa 061" means the agency's own number; the heading's and the day make the id.
    """
    version = one(heading=heading)
    assert (version.serial, version.item) == (serial, item)


@pytest.mark.parametrize(
    ("head", "headline", "byline"),
    [
        ("Ferry sails again =", "Ferry sails again", ""),
        ("Ferry sails again\nBy Jane Tolling, dpa =", "Ferry sails again", "Jane Tolling, dpa"),
        ("Fähre fährt wieder\nVon Jörg Möwe, dpa\n=", "Fähre fährt wieder", "Jörg Möwe, dpa"),
        ("Von der Tann fährt wieder =", "Von der Tann fährt wieder", ""),
        ("Hafen\nVon der Tann fährt wieder =", "Von der Tann fährt wieder", ""),
        (
            "Ferry to Skelling sails again after six days of storm, and of\nwaiting =",
            "Ferry to Skelling sails again after six days of storm, and of waiting",
            "",
        ),
        ("1ST LEAD\nFerry sails again =", "Ferry sails again", ""),
        ("FERRY SAILS AGAIN =", "FERRY SAILS AGAIN", ""),
        ("(with photo)\nFerry sails again =", "Ferry sails again", ""),
    ],
)
def test_the_head_is_sorted(head: str, headline: str, byline: str) -> None:
    """
    Instructions, labels and bylines stand above and below the headline, and are no part of it.
    """
    version = one(head)
    assert (version.headline, version.byline) == (headline, byline)


def test_a_text_without_a_head_keeps_its_first_paragraph() -> None:
    """
    What opens with a dateline is text, and no headline.
    """
    text = b"\x01eca062 4 i 9\n\x02   Port Aldery (dpa) - The ferry\nsailed.\n\nIt carried sixty.\n\x03"
    version = read(text, received=RECEIVED).versions[0]
    assert (version.headline, [block.text for block in version.body]) == (
        "",
        ["The ferry sailed.", "It carried sixty."],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ferry sails again\n   The ferry sailed, six days after\nthe storm.\n",
        "Ferry sails again\nThe ferry sailed, six days after\nthe storm.\n",
        "Ferry sails again\n\nThe ferry sailed, six days after\nthe storm.\n",
    ],
)
def test_a_headline_ends_where_its_text_begins(text: str) -> None:
    """
    Not all agencies end a head with "=" or a blank line; a text that stands as its second headline has no body.
    """
    version = read(f"\x01eca062 4 i 9\n\x02{text}\x03".encode(), received=RECEIVED).versions[0]
    assert (version.headline, [block.text for block in version.body]) == (
        "Ferry sails again",
        ["The ferry sailed, six days after the storm."],
    )


def test_the_parts_of_a_text_are_one_story() -> None:
    """
    Each has a number of its own, and may come alone: what they share is the keyword and the day.
    """
    items = {one(keywords=f"Islands/ ({n}/2)", heading=f"eca06{n} 4 i 9").item for n in (1, 2)}
    assert items == {"eca-islands-2020-01-16"}
    assert not one(keywords="Islands/ (1/2)").doubt
    assert one(keywords="Islands/ (2/2)").doubt


@pytest.mark.parametrize(
    ("last", "follows", "sign_off"),
    [
        ("MORE", "MORE", ""),
        ("(à suivre)", "à suivre", ""),
        ("(Schluss) ab/cd", "", "ab/cd"),
        ("(Forts.) ab/cd", "Forts.", "ab/cd"),
        ("mf", "mf", ""),
        ("ends", "", ""),
        ("- 30 -", "", ""),
    ],
)
def test_what_closes_a_text_is_no_part_of_it(last: str, follows: str, sign_off: str) -> None:
    """
    That more is coming is for the desk; readers would wonder.
    """
    version = one(body=f"It sailed.\n\n{last}")
    assert [block.text for block in version.body] == ["It sailed."]
    assert (version.more.get("follows", ""), version.more.get("sign-off", "")) == (follows, sign_off)


def test_headlines_beside_the_first_are_kept() -> None:
    """
    A label over the headline has no field of its own; a second headline under it is one of several.
    """
    version = one("Portrait\nThe ferryman of Skelling\n- Forty years on the water =")
    assert version.headline == "The ferryman of Skelling"
    assert version.more["label"] == "Portrait"
    assert version.headlines == (Words("Forty years on the water", "below"),)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("latin-1", "Fähre nach Süderöög kämpft, «ça va être très long»"),
        ("cp1252", "Fähre – “Möwe” – l’été"),
        ("cp850", "Fähre nach Süderöög kämpft für Größe"),
        ("cp437", "Une catastrophe pour l'économie, a estimé la présidente"),
        ("utf-8", "Fähre – “Möwe” – l’été"),
    ],
)
def test_the_charset_is_found_without_being_told(charset: str, text: str) -> None:
    """
    No telegram names its charset, and half of Europe still sends that of its old machines.
    """
    message = f"\x01eca062 4 i 9\n\x02{text} =\n\n{text}.\n\x03161137 GMT Jan 20\n\x04"
    version = read(message.encode(charset), received=RECEIVED).versions[0]
    assert version.headline == text


def test_braces_are_umlauts_only_where_words_are_full_of_them() -> None:
    """
    The German variant of ISO 646 has no other mark; a text with a pair of braces is not in it.
    """
    assert one("F}hre nach S}der||g =", "Die F{hre f{hrt nach S}der||g.").headline == "Führe nach Süderöög"
    assert one("Set {a} and {b} =").headline == "Set {a} and {b}"


def test_words_that_are_not_for_publication_are_notes() -> None:
    """
    Telephone numbers of the desk must never reach a page.
    """
    for line in (
        "The following information is not for publication",
        "The following information is not intended for publication",
        "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
    ):
        version = one(body=f"{PROSE}\n\n* * * *\n{line}\n\nTel: +49 30 0000")
        assert [block.kind for block in version.body] == ["paragraph"]
        assert version.notes == ("Tel: +49 30 0000",)


def test_links_of_a_notebook_are_links() -> None:
    """
    They stand under the text as markup that no reader of a page should see.
    """
    version = one(body=f"{PROSE}\n\n# Notizblock\n\n## Internet\n- [The port](http://port.example/a?b=1)\n")
    assert [(link.href, link.title) for link in version.links] == [("http://port.example/a?b=1", "The port")]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"{PROSE}\n\n{PROSE}", ["paragraph", "paragraph"]),
        ("   First paragraph, which goes\non here.\n   Second one, which goes\non too.", ["paragraph", "paragraph"]),
        ("Rowers:\n- Ann Lee\n- Bo Ray", ["paragraph", "list"]),
        ("Port   Time\nOslo    6:01\nRome    6:02", ["table"]),
        (f"{PROSE}\n\nNo bridge\n\n{PROSE}", ["paragraph", "heading", "paragraph"]),
    ],
)
def test_typed_lines_become_blocks(body: str, kinds: list[str]) -> None:
    """
    A wire has no markup but blank lines, indents and columns.
    """
    assert [block.kind for block in one(body=body).body] == kinds


def test_a_column_that_is_blank_in_a_row_stays_in_its_place() -> None:
    """
    A result without a time must not get the next one's.
    """
    version = one(body="Crew        Lane   Time\nAldery      1      6:01\nSkelling           6:02")
    assert "<td>Skelling</td><td></td><td>6:02</td>" in version.body[0].html


def test_a_dash_that_begins_a_broken_line_is_no_point_of_a_list() -> None:
    """
    Where the margin falls before a dash, the sentence goes on.
    """
    text = "The ferry between Port Aldery and the island of Skelling sailed again\n- for the first time."
    assert [block.kind for block in one(body=text).body] == ["paragraph"]


def test_a_dateline_of_two_suppliers_names_both() -> None:
    """
    Two sources mean two licences; one of them need not be known.
    """
    version = one(body="Port Aldery (tca/dpa) - The ferry sailed.")
    assert version.dateline is not None
    assert (version.dateline.place, version.dateline.agencies) == ("Port Aldery", ("tca", "dpa"))
    assert version.body[0].text == "The ferry sailed."


def test_words_outside_of_a_message_are_told() -> None:
    """
    Nothing that was sent is left out in silence.
    """
    reading = read(b"Dear desk, see below.\n\x01eca062 4 i 9\n\x02Ferry =\n\nIt sailed.\n\x03\x04", received=RECEIVED)
    assert len(reading.versions) == 1
    assert "Dear desk" in reading.problems[0].what


@pytest.mark.parametrize(
    "data", [b"", b"\x01\x02\x03\x04", b"Dear desk, nothing today.", b"\x01eca062 4 i 9\n\x02\x03"]
)
def test_a_delivery_without_a_message_is_refused(data: bytes) -> None:
    """
    It is quarantined with its bytes.
    """
    with pytest.raises(WireError):
        read(data, received=RECEIVED)


#: What stands in the real files, by eye: headline, slug, byline, serial, id, issue.
TOLD = {
    "belga--ats.txt": (
        "Gilets jaunes: une «catastrophe pour notre économie» (Le Maire)", "France", "", "967", "bsf025-2018-12-09",
        datetime(2018, 12, 9, 12, 23, tzinfo=UTC),
    ),
    "belga--dpa.txt": (
        "Top EU court: Britain can unilaterally reverse Brexit decision", "politics/Britain/EU/Brexit/justice",
        "Helen Maguire, dpa", "1003", "eca00075-2018-12-10", datetime(2018, 12, 10, 11, 37, tzinfo=UTC),
    ),
    "core--IPTC7901.txt": (
        "Germany Social Democrats: Coalition talks with Merkel could fail", "Germany-politics", "", "61",
        "eca062-2013-11-13", datetime(2013, 11, 13, 11, 37, tzinfo=UTC),
    ),
    "core--dpa_four_line.txt": (
        "Switzerland joins list of countries resisting UN migration pact", "Switzerland/migration/UN",
        "dpa correspondents", "45", "eca0003-2018-11-21", datetime(2018, 11, 21, 23, 22, tzinfo=UTC),
    ),
    "core--dpa_two_by_line.txt": (
        "Chiefs-Rams 2.0? Would be a fun Super Bowl, but don't count on it", "American Football/NFL",
        "Tom Krasovic, The San Diego Union-Tribune", "908", "ecp0007-2018-11-21",
        datetime(2018, 11, 21, 12, 59, tzinfo=UTC),
    ),
}  # fmt: skip


@pytest.mark.skipif(not REAL, reason="real wires are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_message_is_read_whole(path: Path) -> None:
    """
    What agencies really send: each field to the letter, each run of four words of the text in its order.
    """
    data = path.read_bytes()
    version = read(data, received=RECEIVED).versions[0]
    told = (version.headline, version.slug, version.byline, version.serial, version.item, version.issued)
    assert told == TOLD.get(path.name, told)
    text = data.decode("utf-8") if b"\xc3" in data or b"\xef" in data else data.decode("cp1252")
    text = re.split(r"=[ ]*\r?\n", text, maxsplit=1)[1]
    text = re.split(r"\n# |\n\(SDA|\x03", text, maxsplit=1)[0]
    sent = re.findall(r"\w+", text)
    dateline = version.dateline
    opening = f"{dateline.place} {' '.join(dateline.agencies)}" if dateline else ""
    kept = re.findall(r"\w+", f"{opening} {' '.join(block.text for block in version.body)}")
    runs = {tuple(kept[n : n + 4]) for n in range(len(kept))}
    missed = [run for n in range(len(sent) - 3) if (run := tuple(sent[n : n + 4])) not in runs]
    assert len(missed) <= 0.001 * len(sent), missed


def test_a_headline_above_the_mark_of_the_text_is_one() -> None:
    """
    Some subscribers' systems move the mark below the headline; it must not end in the working name.
    """
    version = whole("", f"   Vellmar (dpa) - {PROSE}", keywords="Ferries/\nFerry sails again =").versions[0]
    assert (version.headline, version.slug) == ("Ferry sails again", "Ferries")
    assert version.dateline is not None
    assert version.dateline.place == "Vellmar"


def test_lines_for_the_desk_below_a_head_are_its_own() -> None:
    """
    AFP names the pictures between head and text; readers would take them for the first paragraph.
    """
    version = one("Ferry sails again =\n   = (Photo) =", f"   PORT ALDERY, 16 jan 2020 (AFP) - {PROSE}")
    assert (version.headline, version.notes) == ("Ferry sails again", ("(Photo)",))
    assert version.dateline is not None


@pytest.mark.parametrize(
    ("last", "holder"),
    [
        ("(c) Northwire, All rights reserved", "Northwire"),
        ("© 2020 Northwire GmbH - Alle Rechte vorbehalten", "Northwire GmbH"),
        ("(Copyright 2020 Northwire. All rights reserved.)", "Northwire"),
        ("Copyright AFP", "AFP"),
        ("Copyright reform was not on the table.", ""),
    ],
)
def test_a_last_line_of_copyright_names_its_holder(last: str, holder: str) -> None:
    """
    Rights are looked up by the holder's name alone; news about copyright is no notice.
    """
    version = one(body=f"{PROSE}\n\n{last}")
    assert (version.holder, version.notice, len(version.body)) == (holder, last if holder else "", 1 + (not holder))
