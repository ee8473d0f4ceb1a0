"""One story as plain text, and the lines for the desk around it."""

from datetime import UTC, date, datetime

import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Notice, Version
from dateline.wires.plain import read

RECEIVED = datetime(2020, 1, 17, 8, tzinfo=UTC)


def story(*lines: str) -> Version:
    """The one version that *lines* are read as."""
    (version,) = read("\n".join(lines).encode(), received=RECEIVED).versions
    return version


@pytest.mark.parametrize(
    "lines",
    [
        ("Lamp goes out", "By Jane Roe", "OSLO, Jan 16 (AFP) - The lamp went out."),
        ("Lamp goes out", "", "by Jane Roe", "", "OSLO, Jan. 16, 2020 (AFP)", "The lamp went out."),
        ("Lamp goes out", "Von Jane Roe", "", "OSLO, Jan 16 (AFP) - The lamp went out."),
        ("Headline: Lamp goes out", "Byline: Jane Roe", "Dateline: OSLO, Jan 16 (AFP) -", "", "The lamp went out."),
    ],
)
def test_headline_byline_and_dateline_are_kept_out_of_the_text(lines: tuple[str, ...]) -> None:
    """
    A site prints them in its own way; in the text they would stand twice.
    """
    version = story(*lines)
    assert (version.headline, version.byline, [block.text for block in version.body]) == (
        "Lamp goes out",
        "Jane Roe",
        ["The lamp went out."],
    )
    assert version.dateline is not None
    assert (version.dateline.place, version.dateline.day) == ("OSLO", date(2020, 1, 16))
    assert version.issued == datetime(2020, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Embargo: 2020-01-30T20:02:00Z", datetime(2020, 1, 30, 20, 2, tzinfo=UTC)),
        ("EMBARGOED UNTIL 20:00 GMT Thursday, January 30, 2020", datetime(2020, 1, 30, 20, tzinfo=UTC)),
        ("Embargoed until 30 January 2020, 8 p.m. EST", datetime(2020, 1, 31, 1, tzinfo=UTC)),
        ("*** EMBARGOED FOR RELEASE UNTIL 00:01 UTC, Jan 30 ***", datetime(2020, 1, 30, 0, 1, tzinfo=UTC)),
        ("EMBARGOED until 0001 GMT Friday Jan 17", datetime(2020, 1, 17, 0, 1, tzinfo=UTC)),
        ("Sperrfrist: Freitag, 31. Januar, 10.00 Uhr MEZ", datetime(2020, 1, 31, 9, tzinfo=UTC)),
    ],
)
def test_an_embargo_is_read_in_its_usual_forms(line: str, moment: datetime) -> None:
    """
    An embargo that is missed is the worst mistake a desk can make.
    """
    version = story(line, "Lamp goes out", "The lamp went out.")
    assert version.embargo == moment
    assert version.notes == (line.strip("* "),) or version.notes == (line,)
    assert version.headline == "Lamp goes out"


@pytest.mark.parametrize(
    "line", ["Embargo: until the ceremony", "Embargo until 2020-01-30", "Sperrfrist: 18 Uhr", "EMBARGOED until Friday"]
)
def test_an_embargo_that_cannot_be_read_holds_the_text(line: str) -> None:
    """
    Rather late than early: a desk that cannot tell when, or by which clock, may not publish.
    """
    reading = read(f"{line}\nLamp goes out\nIt went out.".encode(), received=RECEIVED)
    assert reading.versions[0].doubt == f"its embargo cannot be read: {line!r}"
    assert reading.problems[0].where == "line 1"


def test_news_of_an_embargo_is_news() -> None:
    """
    The word is also the name of a trade measure.
    """
    version = story(
        "Embargo on lamp oil extended", "OSLO (AFP) - It was extended.", "Embargo for one, embargo for all, he said."
    )
    assert (version.headline, version.embargo, version.status) == ("Embargo on lamp oil extended", None, "usable")
    assert len(version.body) == 2


def test_notes_to_the_desk_are_never_printed() -> None:
    """
    Contacts and hints are for editors; a reader must not see them.
    """
    version = story("Lamp goes out", "Eds: adds picture", "It went out.", "Contact: Jane Roe, 555-0100", "-END-")
    assert version.notes == ("Eds: adds picture", "Contact: Jane Roe, 555-0100")
    assert [block.text for block in version.body] == ["It went out."]


@pytest.mark.parametrize(
    ("headline", "signal", "status"),
    [
        ("UPDATE 1-Lamp goes out", "update", "usable"),
        ("CORRECTED: Lamp goes out", "correction", "usable"),
        ("KILL: Lamp goes out", "kill", "canceled"),
    ],
)
def test_words_to_the_desk_in_a_headline_are_signals_and_no_part_of_the_slug(
    headline: str, signal: str, status: str
) -> None:
    """
    Without an id, slug and day are the story's name: an update or a kill must carry the same.
    """
    version = story(headline, "OSLO, Jan 16 (AFP) - It went out.")
    assert (version.slug, version.signals, version.status) == ("lamp-goes-out", (signal,), status)


@pytest.mark.parametrize(
    ("body", "action", "slug"),
    [
        ('Please kill the story headlined "Lamp goes out", sent on January 16.', "kill", "lamp-goes-out"),
        ("Please kill the story slugged OSLO-LAMP of Jan 16.", "kill", "OSLO-LAMP"),
        ("Please withdraw the item entitled Lamp goes out.", "withhold", "lamp-goes-out"),
    ],
)
def test_a_kill_that_names_another_story_is_a_notice(body: str, action: str, slug: str) -> None:
    """
    Such a notice has no text of its own to print; it must reach the story that it names.
    """
    reading = read(f"MANDATORY KILL\n{body}\nThe lamp is lit.".encode(), received=RECEIVED)
    assert reading.versions == ()
    (notice,) = reading.notices
    assert isinstance(notice, Notice)
    assert (notice.action, notice.slug) == (action, slug)


def test_a_note_to_editors_that_kills_is_a_notice() -> None:
    """
    "ATTENTION EDITORS: MANDATORY KILL" above three lines about another story leaves nothing to print.
    """
    lines = b'ATTENTION EDITORS: MANDATORY KILL\nThe story headlined "Lamp goes out" has been withdrawn.\nNorthwire'
    reading = read(lines, received=RECEIVED)
    assert (reading.versions, [(n.action, n.slug) for n in reading.notices]) == ((), [("kill", "lamp-goes-out")])


def test_a_copyright_line_is_the_notice_and_not_the_text() -> None:
    """
    The holder's notice is kept to the letter; the rest under a story is kept apart.
    """
    notice, rest = (
        "Copyright 2020 Example Agency. All rights reserved.",
        "By using this site you accept our privacy policy.",
    )
    version = story("Lamp goes out", "It went out.", notice, rest)
    assert (version.notice, version.more) == (notice, {"footer": rest})


def test_a_text_without_a_headline_is_told() -> None:
    """
    The desk must write one; the text is not lost for want of it.
    """
    reading = read(b"OSLO (AFP) - The old lamp went out.", received=RECEIVED)
    assert (reading.versions[0].headline, reading.versions[0].slug) == ("", "the-old-lamp-went-out")
    assert [problem.where for problem in reading.problems] == ["line 1"]


def test_crossheads_become_headings() -> None:
    """
    A few words alone above a paragraph head it, with dashes or without.
    """
    version = story(
        "Lamp goes out",
        "It went out at dusk, they said.",
        "",
        "What now",
        "",
        "The keepers will light it again, and then leave for good.",
    )
    assert [block.kind for block in version.body] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n | . |\n", b"\x89PNG\r\n\x1a\n123", bytes(range(256)) * 8, b"%PDF-1.4 text"]
)
def test_what_holds_no_words_is_refused(data: bytes) -> None:
    """
    An empty or binary file is quarantined with a reason, and makes no empty story.
    """
    with pytest.raises(WireError, match=r"^plain: "):
        read(data, received=RECEIVED)


@pytest.mark.parametrize(
    ("data", "word", "told"),
    [
        ("Café opens\nIt did – “late”.".encode("cp1252"), "Café opens", 0),
        ("\ufeffCafé opens\nIt did.".encode(), "Café opens", 0),
        ("Café opens\nIt did.".encode("utf-16"), "Café opens", 0),
        ("Café opens".encode() + b"\nIt \x96 did, \xc3\xa9\xc3\xa8\xc3\xa0.", "Café opens", 1),
        ("Café opens".encode().decode("cp1252").encode() + b"\nIt did.", "Café opens", 1),
        (b"Caf\xc3\xa9 op\x00ens\nIt did.", "Café opens", 1),
        (b"Caf\xc3\xa9 opens\r\nIt did.\nYes.\rNo.", "Café opens", 1),
        ("Café opens\nIt did \ufffd.".encode(), "Café opens", 1),
        (b"Caf\xe9 opens\n\x81", "Café opens", 1),
    ],
)
def test_damaged_characters_are_mended_and_told(data: bytes, word: str, told: int) -> None:
    """
    Agencies' old systems send every kind of bytes; the text is saved, and the desk sees what we changed.
    """
    reading = read(data, received=RECEIVED)
    assert reading.versions[0].headline == word
    assert len(reading.problems) == told


@pytest.mark.parametrize(
    ("lines", "headline", "below"),
    [
        (("FERRY TO SKELLING SAILS AGAIN SIX DAYS AFTER", "STORM", "", "It sailed."), "{0} {1}", ""),
        (("Ferry to Skelling sails again six days after", "a storm", "", "It sailed."), "{0} {1}", ""),
        (("Ferry sails again", "It carries sixty people", "", "It sailed on Thursday."), "{0}", "{1}"),
        (("FOR IMMEDIATE RELEASE", "Ferry sails again", "", "It sailed."), "{1}", ""),
        (("It sailed on Thursday. It carried sixty. It will sail again.", "", "It is old."), "", ""),
    ],
)
def test_a_headline_is_told_from_what_stands_beside_it(lines: tuple[str, ...], headline: str, below: str) -> None:
    """
    Headlines are typed in one line or two, under labels, or not at all.
    """
    version = story(*lines)
    assert version.headline == headline.format(*lines)
    assert [words.text for words in version.headlines] == ([below.format(*lines)] if below else [])


def test_what_stands_below_a_story_is_for_the_desk() -> None:
    """
    Whom to ask, who typed it and whose release it is are facts about a text, not its last paragraph.
    """
    version = story(
        "Ferry sails again", "", "It sailed.", "", "Media contact:", "Tom Pewter", "555-0101", "", "SOURCE Aldery Line"
    )
    assert [block.text for block in version.body] == ["It sailed."]
    assert (version.credit, version.notes) == ("Aldery Line", ("Media contact:\nTom Pewter\n555-0101",))
    assert story("Ferry sails again", "", "It sailed.", "", "--IANS", "jr/ab").more["sign-off"] == "IANS jr/ab"
    version = story(
        "Ferry sails again", "", "It sailed.", "ENDS", "Notes to editors:", "1. It is old.", "2. It is red."
    )
    assert ([block.text for block in version.body], len(version.notes)) == (["It sailed."], 1)


def test_a_byline_may_carry_the_moment() -> None:
    """
    UPI's pages set both on one line, and open the text with a day and no place.
    """
    version = story(
        "Ferry sails again", "By Jane Rolling | Jan. 16, 2020 at 7:45 AM", "", "Jan. 16 (UPI) -- It sailed."
    )
    assert (version.byline, version.issued) == ("Jane Rolling", datetime(2020, 1, 16, 7, 45, tzinfo=UTC))
    assert version.dateline is not None
    assert (version.dateline.place, version.dateline.agencies) == ("", ("UPI",))
    assert [block.text for block in version.body] == ["It sailed."]
