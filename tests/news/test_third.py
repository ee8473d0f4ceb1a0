"""Whose material a text holds: a credit is known by its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.third import credited_in

KNOWN = ("Lantern Wire", "Lantern", "the Anselm Survey")
SMALL = ("photo", "credit", "courtesy", "of", "the", "by", "image", "via", "handout", "map", "a", "mill")
SCENE = "The dunes seen from the ridge."


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("Photo: Ada Brook/Mirrorworks", "Ada Brook"),
        ("(Photo by Ada Brook/Mirrorworks)", "Ada Brook"),
        ("Image credit: ORSA/Dune Lab/MSK", "ORSA"),
        ("Image courtesy of the Dune Lab", "Dune Lab"),
        ("Credit: Lantern/Mirrorworks", "Mirrorworks"),
        ("© 2020 Mirrorworks", "Mirrorworks"),
        ("Copyright 2019-2020 Mirrorworks", "Mirrorworks"),
        ("MIRRORWORKS/Ada Brook", "MIRRORWORKS"),
        ("ORSA/MSK-Lab", "ORSA"),
        ("(MW Photo/Ada Brook)", "MW"),
        ("Handout via MIRRORWORKS", "MIRRORWORKS"),
        ("Picture: Ada Brook / MWA", "Ada Brook"),
        ("Photo: Ada Brook (Lantern Wire)", "Ada Brook"),
        ("Video by Ada Brook", "Ada Brook"),
        ("Foto: mwa", "mwa"),
        ("Courtesy of Mirrorworks Ltd.", "Mirrorworks Ltd"),
    ],
)
@pytest.mark.parametrize("before", ["", SCENE])
def test_a_credit_of_another_is_found_alone_and_at_the_end(before: str, credit: str, name: str) -> None:
    """
    Agencies put it on a line of its own or behind the last sentence; either way the part is not theirs to give.
    """
    assert credited_in(f"{before} {credit}".strip(), KNOWN) == name


@pytest.mark.parametrize(
    "text",
    [
        "Banks cut credit to small farms in the valley.",
        "The warden credits the rain with saving the mill.",
        "It was a credit to the town, said the mayor.",
        "Tax credits for barges end in May.",
        "He paid a courtesy call on the minister.",
        "Oldtown won by a late goal, courtesy of Ada Brook.",
        "Courtesy of the mayor, the gates stay open.",
        "The bank (Credit Valley) said so.",
        "She studied at and/or near Lantern/Oldtown schools.",
        "They met the ORSA/MSK people.",
        "They look after quality (QA/QC).",
        "The match begins at eight (20.00 Uhr/RTV).",
        "He had one photo: a boy on a horse.",
        "Photos by Ada Brook are on show in the museum.",
        "Map: Roads closed in the valley",
        "Copyright law changes in May.",
    ],
)
def test_words_about_credit_are_none(text: str) -> None:
    """
    A paragraph that vanishes because it speaks of credit is a hole that nobody sees.
    """
    assert credited_in(text, KNOWN) == ""


@pytest.mark.parametrize(
    "credit", ["Photo: Lantern Wire", "© 2020 Lantern Wire. All rights reserved.", "Credit: the Anselm Survey/Lantern"]
)
def test_the_holders_own_credit_takes_nothing_out(credit: str) -> None:
    """
    What the holder credits to itself is what the licence covers, with a year or an article before the name or not.
    """
    assert credited_in(f"{SCENE} {credit}", KNOWN) == ""


def test_below_a_picture_a_credit_may_be_less_than_a_clause() -> None:
    """
    A caption ends in its credit without a stop.
    """
    caption = "The dunes at dawn, courtesy Mirrorworks"
    assert credited_in(caption, KNOWN, picture=True) == "Mirrorworks"
    assert credited_in(caption, KNOWN) == ""


@given(st.lists(st.sampled_from(SMALL), max_size=12))
def test_words_without_a_name_credit_nobody(words: list[str]) -> None:
    """
    A credit names somebody, and names begin with capitals.
    """
    assert credited_in(" ".join(words) + ".", KNOWN) == ""


def test_two_agencies_in_capitals_are_a_credit_where_nothing_else_stands() -> None:
    """
    In a sentence such letters are a word of some trade.
    """
    assert credited_in("ORSA/MSK", KNOWN) == "ORSA"
    assert credited_in("The dunes (ORSA/MSK)", KNOWN, picture=True) == "ORSA"
    assert credited_in("The dunes (ORSA/MSK)", (*KNOWN, "ORSA")) == "MSK"
