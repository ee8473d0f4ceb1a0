"""By which name two versions and a notice mean one story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.slugs import headline_name, serial_of, working_name, working_names


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("BC-US--Harbour Fire, 1st Ld-Writethru,416", "us harbour fire"),
        ("US--Harbour Fire", "us harbour fire"),
        ("AM-Harbour Fire, Adv03", "harbour fire"),
        ("BC-BKN--Heat-Hawks 1stLd-Writethru", "bkn heat hawks"),
        ("Harbour Fire, 8th Ld-Writethru,1,416<", "harbour fire"),
        ("Harbour Fire, 2 Takes", "harbour fire"),
        ("Harbour Fire 2nd Lead", "harbour fire"),
        ("Harbour Fire, Kill", "harbour fire"),
        ("HARBOUR-FIRE/", "harbour fire"),
        ("HARBOUR-FIRE/ (UPDATE 2)", "harbour fire"),
        ("HARBOUR-FIRE/ (UPDATE 1, PIX, TV)", "harbour fire"),
        ("HARBOUR-FIRE=2", "harbour fire"),
        ("harbour-fire", "harbour fire"),
        ("USA-WEATHER/STORM", "usa weather storm"),
        ("Area 51", "area 51"),
        ("Takes 2 to Tango", "takes 2 to tango"),
        ("2nd Lead", "2nd lead"),
        ("BC-", "bc"),
        ("--", "--"),
        ("", ""),
    ],
)
def test_what_changes_from_version_to_version_is_no_part_of_the_name(slug: str, name: str) -> None:
    """
    A kill names the first version, and the fifth one stands on the site.
    """
    assert working_name(slug) == name


@given(st.text(max_size=60) | st.lists(st.sampled_from(["BC-", "Fire", ", 1st Ld", "Writethru", ",416", "--",
"Adv03", " ", "/", "(UPDATE 2)", "2 Takes"]), max_size=7).map("".join))  # fmt: skip
def test_the_name_of_a_name_is_itself(slug: str) -> None:
    """
    Names are compared with names; and no slug is without one, or all such would be one story.
    """
    name = working_name(slug)
    assert working_name(name) == name
    assert bool(name) == bool(slug)


def test_a_kill_may_leave_out_the_region() -> None:
    """
    AP kills "Harbour-Fire" where the story went as "BC-US--Harbour Fire".
    """
    assert set(working_names("Harbour-Fire")) & set(working_names("BC-US--Harbour Fire, 1st Ld-Writethru,416"))


def test_a_headline_stands_in_for_a_slug() -> None:
    """
    Plain text has no slugs, and some kills call a story by its headline.
    """
    assert headline_name("UPDATE 2-Fire at the harbour's edge spreads") == "fire-at-the-harbours-edge-spreads"


@pytest.mark.parametrize(
    ("number", "serial"),
    [("V9991", "v9991"), ("(a0584)", "a0584"), ("dpa 157", "157"), ("dpa 061", "61"), ("dpa-157", "157"), ("0125",
     "125"),
     ("APA0379", "apa0379"), ("TX-PAR-FXW86", ""), ("20181210123731041", ""), ("", ""), ("fire", "")],
)  # fmt: skip
def test_a_transmission_number_has_one_form(number: str, serial: str) -> None:
    """
    The kill says "dpa 157", the header said "dpa 0157".
    """
    assert serial_of(number) == serial
