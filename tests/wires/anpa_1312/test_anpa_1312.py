"""ANPA 1312 into readings."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version, Words
from dateline.wires.anpa_1312.reader import read

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.tst"))
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted(SHARED.glob("wires/anpa-1312/*"))
HEADER = "r i\x13\x11 BC-EU--HarbourFerry     01-16 0100"


def whole(text: str, *, header: str = HEADER, time: str = "AP-WF-01-16-20 0745GMT", number: str = "W0001") -> Reading:
    """The reading of a message with these parts."""
    message = f"\x16\x16\x01{number}\x1fasian\n{header}\n\x02{text}\n\n\t   \x03{time}<\n\n\x0c\n\x04"
    return read(message.encode("latin-1"), received=RECEIVED)


def one(text: str, **parts: str) -> Version:
    """The version of a message with these parts."""
    return whole(text, **parts).versions[0]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each mark means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("time", "issued"),
    [
        ("AP-WF-01-16-20 0745GMT", (2020, 1, 16, 7, 45)),
        ("AP-NY-11-05-97 1234EST", (1997, 11, 5, 17, 34)),
        ("AP-NY-07-05-97 1234EDT", (1997, 7, 5, 16, 34)),
        ("AP-WS-01-16-2020 0745GMT", (2020, 1, 16, 7, 45)),
        ("JST-22:15-09-12-18", (2018, 12, 9, 13, 15)),
    ],
)
def test_the_time_line_is_read(time: str, issued: tuple[int, ...]) -> None:
    """
    Americans write the month first, Kyodo the clock; each in a zone of its own.
    """
    assert one("^BC-Ferry<\n\tIt sailed.", time=time).issued == datetime(*issued, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("time", ["", "AP-WF-13-45-20 0745GMT", "soon"])
def test_without_a_time_line_the_headers_day_counts(time: str) -> None:
    """
    Keyword and day make a story's key; the year is the one nearest to the receipt.
    """
    assert one("^BC-Ferry<\n\tIt sailed.", time=time).issued == datetime(2020, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("letter", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 5), ("a", 6), ("s", 6), ("z", None)]
)
def test_the_priority_is_kept_and_mapped(letter: str, urgency: int | None) -> None:
    """
    Flash, bulletin, urgent, regular, deferred, and two kinds of advance.
    """
    version = one("^BC-Ferry<\n\tIt sailed.", header=letter + HEADER[1:])
    assert (version.urgency, version.urgency_given) == (urgency, letter)


def test_leads_of_one_keyword_are_versions_of_one_story() -> None:
    """
    The wire has no id, and each lead another number: the keyword line holds them together, so none is made up.
    """
    first, lead = (
        one("^BC-Ferry,100<\n\tIt sailed."),
        one("^BC-Ferry, 1st Ld-Writethru,120<\n\tIt did.", number="W0002"),
    )
    assert (first.item, lead.item) == (None, None)
    assert lead.signals == ("update",)


@pytest.mark.parametrize("keyword", ["BC-US--APNewsAlert,17", "BC-Harbour Fire, KILL", "BC-Harbour Fire, Hold"])
def test_what_is_no_version_of_its_keywords_story_has_an_id_of_its_own(keyword: str) -> None:
    """
    A day has many alerts; and a kill must reach its story as a notice, not replace its text.
    """
    assert one(f"^{keyword}<\n\tPORT ALDERY (AP) _ Text.").item == "w0001-2020-01-16"


def test_a_kill_reaches_the_number_that_it_names() -> None:
    """
    It comes as a message of its own.
    """
    reading = whole("^BC-Harbour Fire, KILL<\n\tPlease kill the story Harbour-Fire, V9991. A kill is mandatory.")
    assert [(n.action, n.serial, n.slug) for n in reading.notices] == [("kill", "v9991", "Harbour-Fire")]
    assert reading.versions[0].status == "canceled"


def test_a_kill_that_names_nothing_means_its_own_keyword() -> None:
    """
    "A kill is mandatory" under a keyword line is enough to take the story back.
    """
    reading = whole("^BC-Harbour Fire, KILL<\n\tA kill is mandatory.")
    assert [(n.action, n.slug) for n in reading.notices] == [("kill", "BC-Harbour Fire, KILL")]


def test_the_headers_version_counts_where_the_keyword_line_has_none() -> None:
    """
    Some senders tell the lead in the header alone.
    """
    version = one("^BC-Ferry<\n\tIt sailed.", header="r i\x13\x11 BC-Ferry 2ndLd-Writethru  01-16 0100")
    assert (version.signals, version.more["version"]) == (("update",), "2ndLd-Writethru")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("``We sail,'' she said.", "“We sail,” she said."),
        ("Wait _ it sails.", "Wait — it sails."),
        ("It took 2{ days.", "It took 2½ days."),
        ("``He said `go,''' she said.", "“He said ‘go,”' she said."),
    ],
)
def test_marks_are_shown_as_what_they_stand_for(line: str, shown: str) -> None:
    """
    The wire's typewriters had no quotes, no dash and no fractions.
    """
    assert one(f"^BC-Ferry<\n^Ferry<\n\t   {line}").body[0].text == shown


def test_the_lines_of_a_head_are_sorted() -> None:
    """
    Notes, pictures, byline and summary have fields of their own.
    """
    version = one(
        "^BC-Ferry<\n^Ferry sails<\n^AP Photo XX101<\n^Eds: Adds quote.<\n^With island unions glad<\n"
        "^By ANN LEE and BO RAY=\n^Associated Press=\n\tPORT ALDERY (AP) _ It sailed."
    )
    assert (version.headline, version.byline) == ("Ferry sails", "ANN LEE and BO RAY")
    assert version.notes == ("Eds: Adds quote.",)
    assert (version.more["AP Photo"], version.more["byttl"]) == ("XX101", "Associated Press")
    assert version.headlines == (Words("With island unions glad", "below"),)


def test_a_summary_that_the_text_repeats_is_no_standfirst() -> None:
    """
    Readers should not read the first sentence twice.
    """
    text = "PORT ALDERY (AP) _ The ferry sailed again, six days on."
    version = one(f"^BC-Ferry<\n^Ferry sails<\n^The ferry sailed again.<\n\t{text}")
    assert (version.standfirst, version.more["summary"]) == ("", "The ferry sailed again.")


def test_a_text_without_lines_set_in_is_not_lost() -> None:
    """
    Digests have a mark before each paragraph; what follows the headline is the text.
    """
    version = one("^BC-Digest<\n^Island digest<\n^The ferry sailed.<\n^The bridge did not.<")
    assert [block.text for block in version.body] == ["The ferry sailed.", "The bridge did not."]
    version = one("^BC-Digest<\n^Island digest<\n^By The Associated Press=\n^FERRY=\n^It sailed.<")
    assert [(block.kind, block.text) for block in version.body] == [("heading", "FERRY"), ("paragraph", "It sailed.")]


def test_a_headline_may_begin_with_a_video() -> None:
    """
    Only numbers behind the word make it a list of pictures.
    """
    version = one("^BC-Ferry<\n^Video shows ferry sailing<\n^Photo XX101, XX102<\n\tIt sailed.")
    assert (version.headline, version.more["Photo"]) == ("Video shows ferry sailing", "XX101, XX102")


def test_a_head_that_has_lost_its_marks_is_one_all_the_same() -> None:
    """
    Mail takes carets away; lines at the margin above a text that is set in are its head.
    """
    version = one(
        "BC-Ferry,100\nFerry sails again\nBy ANN LEE\nAssociated Press Writer\n\tPORT ALDERY (AP) _ It sailed."
    )
    assert (version.headline, version.byline) == ("Ferry sails again", "ANN LEE")
    assert [block.text for block in version.body] == ["It sailed."]


def test_a_head_above_lines_set_in_by_spaces_is_one() -> None:
    """
    Mail takes tabs away too; each line set in below one that is over is a paragraph.
    """
    version = one("BC-Ferry,100\nFerry sails again\nBy ANN LEE\n   PORT ALDERY (AP) _ It sailed.\n   It was full.\n")
    assert (version.headline, version.byline) == ("Ferry sails again", "ANN LEE")
    assert [block.text for block in version.body] == ["It sailed.", "It was full."]


def test_a_note_told_twice_is_one() -> None:
    """
    Some heads and texts open with the same words to the desk.
    """
    assert one("^BC-Ferry<\n^Ferry<\n^Eds: New.<\n^Eds: New.<\n\tIt sailed.").notes == ("Eds: New.",)


def test_lines_count_where_the_header_says_so() -> None:
    """
    DC2 marks tables and lists of results, where every line end is meant.
    """
    text = "^BC-Results<\n^Results=\n\tAldery 6, Tarn 5\n\tOslo 4, Rome 3"
    assert [block.kind for block in one(text, header=HEADER.replace("\x13\x11", "\x14\x12")).body] == ["list"]
    assert [block.kind for block in one(text).body] == ["paragraph", "paragraph"]


def test_a_category_for_advisories_is_a_signal() -> None:
    """
    Category v is for the desk: its texts are not for publication.
    """
    assert "advisory" in one("^BC-Digest<\n\tFerry moved.", header="d v\x13\x11 BC-Digest  01-16").signals


@pytest.mark.parametrize("slug", ["BC-Ferry, 1st Add", "BC-Ferry, 1st Ld-Sub", "BC-Ferry, Insert", "BC-Ferry, 2 of 3"])
def test_a_part_of_a_text_is_held(slug: str) -> None:
    """
    An add alone would stand on a page as if it were the whole; the ledger joins it to its beginning.
    """
    reading = whole(f"^{slug},100<\n\tIt sailed.")
    assert reading.versions[0].doubt
    assert reading.problems


def test_a_flood_of_empty_lines_is_refused() -> None:
    """
    No text has so many; each would take far more memory than its bytes.
    """
    with pytest.raises(WireError, match="lines"):
        read(b"\x16\x16\x01W0001\x1fa\n" + b"^a=\n" * 200_000, received=RECEIVED)


def test_takes_are_joined_in_their_order() -> None:
    """
    Adds come when they come; the text is one.
    """

    def message(number: str, slug: str, text: str) -> bytes:
        return f"\x16\x16\x01{number}\x1fn\n{HEADER}\n\x02^{slug}<\n\t{text}\n\x03\n\x04".encode()

    data = message("a0002", "BC-Road, 1st Add,1", "Two.") + message("a0003", "BC-Road, 2nd Add,1", "Three.")
    data += message("a0001", "BC-Road, 3 Takes,9", "One.")
    reading = read(data, received=RECEIVED)
    assert [[block.text for block in version.body] for version in reading.versions] == [["One.", "Two.", "Three."]]
    assert (reading.versions[0].slug, reading.versions[0].doubt) == ("BC-Road", "")


@pytest.mark.parametrize("data", [b"", b"\x16\x16\x01", b"Dear desk", b"\x16\x16\x01W0001\x1fasian\n\x02\x03\x04"])
def test_a_delivery_without_a_message_is_refused(data: bytes) -> None:
    """
    It is quarantined with its bytes.
    """
    with pytest.raises(WireError):
        read(data, received=RECEIVED)


#: What stands in the real files, by eye: headline, slug, byline, serial, issue.
TOLD = {
    "core--anpa-1.tst": (
        "For Argentine chemo patients, mirrors can hurt", "BC-LT--Argentina-Cancer Beauty,466",
        "PAUL BYRNE and ALMUDENA CALATRAVA", "w2870", datetime(2013, 11, 13, 15, 9, tzinfo=UTC),
    ),
    "core--anpa-2.tst": (
        "Prairies vanish in the US push for green energy", "BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru,1140",
        "CHET BROKAW and JACK GILLUM", "w2607", datetime(2013, 11, 13, 7, 45, tzinfo=UTC),
    ),
    "core--ap_anpa-1.tst": (
        "Deng has 30 points, short-handed Heat beat Hawks 115-111", "BC-BKN--Heat-Hawks, 1st Ld-Writethru,416",
        "CHARLES ODUM", "z6715", datetime(2016, 2, 20, 3, 37, tzinfo=UTC),
    ),
    "core--ap_anpa-3.tst": (
        "$210 lobster is found dead", "BC-US--Giant Lobster Death, 1st Ld-Writethru,127", "", "g7787",
        datetime(2016, 8, 29, 16, 26, tzinfo=UTC),
    ),
    "core--ap_anpa-4.tst": (
        "AP Exclusive: China lawyer's family says US helped them flee",
        "BC-AS--China-Daring Escape-ABRIDGED, 3rd Ld-Writethru,827", "GERRY SHIH", "w2346",
        datetime(2017, 5, 9, 0, 56, tzinfo=UTC),
    ),
    "core--ap_anpa-5.tst": ("", "BC-US--APNewsAlert,17", "", "w1645", datetime(2017, 6, 29, 23, 50, tzinfo=UTC)),
    "core--ap_anpa-6.tst": (
        "Wild Card Glance", "BC-BBO--Wild Card Glance", "The Associated Press", "s0284",
        datetime(2019, 8, 18, 20, 17, tzinfo=UTC),
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
    told = (version.headline, version.slug, version.byline, version.serial, version.issued)
    assert told == TOLD.get(path.name, told)
    text = data.decode("latin-1").partition("\x02")[2].partition("\x03")[0]
    lines = [line for line in text.split("\n") if line[:1] in "\t\x08" or line.rstrip().endswith("Games=")]
    sent = re.findall(r"[^\W_]+", " ".join(line.replace("\x10", "") for line in lines))
    dateline = version.dateline
    opening = f"{dateline.place} {' '.join(dateline.agencies)}" if dateline else ""
    words = " ".join([opening, *(re.sub(r"<[^>]*>", " ", block.html) for block in version.body)])
    kept = re.findall(r"[^\W_]+", words.replace("½", "").replace("&amp;", "&"))
    runs = {tuple(kept[n : n + 4]) for n in range(len(kept))}
    missed = [run for n in range(len(sent) - 3) if (run := tuple(sent[n : n + 4])) not in runs]
    # Headings of leagues stand between the runs of a table.
    assert len(missed) <= (0.001 if version.byline != "The Associated Press" else 0.02) * len(sent), missed
