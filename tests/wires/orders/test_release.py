"""Embargoes in plain words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.wires.release import release_in_headline, release_in_note, release_in_usage

#: A Thursday.
ISSUED = datetime(2020, 1, 16, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    """A moment in January or July 2020, as ``17 06:00``, UTC."""
    return datetime.fromisoformat(f"2020-{text}+00:00")


@pytest.mark.parametrize(
    ("note", "moment"),
    [
        ("EMBARGOED until 0001 GMT Friday Jan 17", "01-17T00:01"),
        ("Not for release before 6 a.m. EST Monday", "01-20T11:00"),
        ("HOLD FOR RELEASE 10:00 a.m. ET Jan. 20, 2020", "01-20T15:00"),
        ("Hold for release until 10 a.m. Eastern Time Tuesday", "01-21T15:00"),
        ("Embargoed until 18:00 GMT", "01-16T18:00"),
        ("Embargo: 18:00 CET, 17 January", "01-17T17:00"),
        ("Sperrfrist: Freitag, 17. Januar, 10.00 Uhr MEZ", "01-17T09:00"),
        ("Sperrfrist 17.01.2020, 10 Uhr MEZ", "01-17T09:00"),
        ("EMBARGO 1800 GMT", "01-16T18:00"),
        ("EMBARGOED until 2020-01-17T06:00:00+01:00", "01-17T05:00"),
        ("Strictly embargoed until 00:01 hrs BST Friday 17 July 2020", "07-16T23:01"),
        ("Eds: Not for release until 11 a.m. Eastern Time Tuesday. With pictures.", "01-21T16:00"),
        ("Embargo jusqu'à vendredi 17 janvier 18h00 GMT", "01-17T18:00"),
        ("Embargado hasta las 18.00 GMT del 17 de enero", "01-17T18:00"),
        ("EMBARGOED until midnight Friday GMT", "01-18T00:00"),
        ("EMBARGOED until noon GMT Friday", "01-17T12:00"),
        ("EMBARGOED. Not for public release until 12noon Thursday 30 January 2020 GMT", "01-30T12:00"),
        ("EMBARGOED until 10 a.m. Monday EST", "01-20T15:00"),
        ("EMBARGOED UNTIL 17/01/2020 18:00 GMT", "01-17T18:00"),
        ("EMBARGOED until 18:00 local time (1700 GMT) Jan 20", "01-20T17:00"),
        ("EMBARGOED until 10 a.m. GMT tomorrow", "01-17T10:00"),
        ("EMBARGOED until 18:00 UTC+2 Jan 20", "01-20T16:00"),
        ("EMBARGOED until 18:00 Paris time Jan 20", "01-20T17:00"),
    ],
)
def test_the_moment_is_read_with_its_zone(note: str, moment: str) -> None:
    """
    What an agency writes for people binds as what it writes for machines.
    """
    found = release_in_note(note, issued=ISSUED)
    assert found is not None
    assert (found.moment, found.doubt) == (at(moment), "")


@pytest.mark.parametrize(
    "note",
    [
        "EMBARGOED until 0001 Friday Jan 17",
        "For Release MON AMs, Aug. 3",
        "Sperrfrist: Freitag, 17. Januar, 10 Uhr",
        "Nicht vor 22.10.2024, 11:30 Uhr verwenden",
        "frei für Dienstagsausgaben",
        "EMBARGOED until 18:00 IST Jan 20",
        "EMBARGOED until 18:00 local time Jan 20",
        "EMBARGOED until Saturday Jan 17, 0001 GMT",
        "EMBARGOED UNTIL 05/06/2020 18:00 GMT",
        "EMBARGOED until 31 February 2020 18:00 GMT",
        "EMBARGOED until 25:00 GMT",
        "EMBARGOED until 11 GMT",
        "EMBARGOED until Jan 17",
        "Embargoed until tomorrow evening",
        "Embargo: until the ceremony",
        "EMBARGO",
        "Not for use before the speech",
    ],
)
def test_what_leaves_the_moment_open_is_a_doubt(note: str) -> None:
    """
    No zone, two meanings, a day that is none, an hour that has passed: a guess may be hours too early.
    """
    found = release_in_note(note, issued=ISSUED)
    assert found is not None
    assert found.moment is None
    assert found.doubt.startswith("its embargo cannot be read: ")


@pytest.mark.parametrize(
    "note",
    ["Not for publication", "Hold for release.", "Embargo lifted", "Embargo: none", "Embargo on arms extended",
     "FOR IMMEDIATE RELEASE", "With a story on the arms embargo", "Not for use in Freedonia",
     "For release on bail he paid",
     "Embargoed goods were found", "Contact: 10:00 GMT", ""],
)  # fmt: skip
def test_notes_that_ask_for_none_have_none(note: str) -> None:
    """
    A word in a note is no order.
    """
    assert release_in_note(note, issued=ISSUED) is None


@pytest.mark.parametrize(
    ("note", "moment"),
    [("EMBARGOED until 9 a.m. EDT Jan 20", "01-20T14:00"), ("EMBARGOED until 9 a.m. EST July 20, 2020", "07-20T14:00"),
     ("EMBARGOED until 9 a.m. CST Jan 20", "01-20T15:00"), ("EMBARGOED until 9 a.m. CET July 20", "07-20T08:00")],
)  # fmt: skip
def test_a_zone_out_of_season_is_read_as_the_later(note: str, moment: str) -> None:
    """
    People write EST all year round; whichever they meant, the text must not be out before it.
    """
    found = release_in_note(note, issued=ISSUED)
    assert found is not None
    assert found.moment == at(moment)


@pytest.mark.parametrize(
    ("headline", "asks"),
    [("EMBARGOED until 1800 GMT: The budget", True), ("EMBARGO: The budget", True),
     ("Embargoed until 18:00 GMT: Tin", True),
     ("Sperrfrist 10 Uhr - Haushalt", True), ("Embargo on arms extended until July", False),
     ("Embargoed goods found in harbour", False), ("Embargo lifted", False), ("EMBARGO ON TIN HURTS PORT", False)],
)  # fmt: skip
def test_a_headline_asks_in_its_first_words(headline: str, asks: bool) -> None:
    """
    An embargo is the name of a trade measure too.
    """
    assert (release_in_headline(headline, issued=ISSUED) is not None) == asks


def test_usage_terms_ask_anywhere() -> None:
    """
    Terms of use put it between others.
    """
    found = release_in_usage("For editorial use. Embargoed until 06:00 GMT 18 January.", issued=ISSUED)
    assert found is not None
    assert found.moment == at("01-18T06:00")


def test_words_without_a_zone_agree_with_a_moment_told_elsewhere() -> None:
    """
    dpa says "11:30 Uhr" in a note and the moment in a field: that is one embargo, not two.
    """
    found = release_in_note("Nicht vor 17.01.2020, 11:30 Uhr verwenden", issued=ISSUED)
    assert found is not None
    assert found.agrees(at("01-17T10:30"))
    assert not found.agrees(at("01-19T10:30"))


@given(st.integers(0, 27), st.integers(0, 23), st.integers(0, 59), st.sampled_from(["GMT", "EST", "CET", "+03:00"]))
def test_an_hour_that_is_read_is_never_before_the_issue(day: int, hour: int, minute: int, zone: str) -> None:
    """
    Where only an hour is named, it is one still to come, or in doubt.
    """
    issued = datetime(2020, 1, 1 + day, 12, 30, tzinfo=UTC)
    found = release_in_note(f"Embargoed until {hour:02}:{minute:02} {zone}", issued=issued)
    assert found is not None
    assert found.moment is None or found.moment > issued


@given(st.text(max_size=200))
def test_no_words_break_it(text: str) -> None:
    """
    A note is anything at all.
    """
    for note in (text, f"EMBARGOED until {text}", f"Sperrfrist: {text}"):
        found = release_in_note(note, issued=ISSUED)
        assert found is None or found.moment is not None or found.doubt
