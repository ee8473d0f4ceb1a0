"""Datelines in the forms that agencies print, and openings that only look like them."""

import html
import re
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from dateline.news.wire import Dateline
from dateline.wires.dateline import agencies_of, day_of, parse_dateline, split_dateline

HINT = date(2020, 1, 20)
REUTERS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "reuters-21578"


@pytest.mark.parametrize(
    ("opening", "place", "agencies", "day"),
    [
        ("Baghdad (AFP) - ", "Baghdad", ("AFP",), None),
        ("ВЕЛЬМАР, 16 января. /ТАСС/. ", "ВЕЛЬМАР", ("ТАСС",), date(2020, 1, 16)),
        ("ВЕЛЬМАР, 16 янв - РИА Новости. ", "ВЕЛЬМАР", ("РИА Новости",), date(2020, 1, 16)),
        ("VELLMAR, Jan 16 AAP - ", "VELLMAR", ("AAP",), date(2020, 1, 16)),
        ("BAGHDAD, Jan 16 (AFP) - ", "BAGHDAD", ("AFP",), date(2020, 1, 16)),
        ("LONDON (Reuters) – ", "LONDON", ("Reuters",), None),
        ("ATLANTA (AP) _ ", "ATLANTA", ("AP",), None),
        ("ATLANTA (AP) — ", "ATLANTA", ("AP",), None),
        ("Paris, 21 jan 2019 (AFP) - ", "Paris", ("AFP",), date(2019, 1, 21)),
        ("Berlin (dpa) - ", "Berlin", ("dpa",), None),
        ("Paris (ats afp) ", "Paris", ("ats", "afp"), None),
        ("SAITAMA, Japan, Dec. 9 Kyodo - ", "SAITAMA, Japan", ("Kyodo",), date(2019, 12, 9)),
        ("CAPE CANAVERAL, Fla., Jan. 19 (UPI) -- ", "CAPE CANAVERAL, Fla.", ("UPI",), date(2020, 1, 19)),
        ("New Delhi, Jan 16 (IANS) ", "New Delhi", ("IANS",), date(2020, 1, 16)),
        ("MOSCOW, January 16. /TASS/. ", "MOSCOW", ("TASS",), date(2020, 1, 16)),
        ("BEIJING, Jan. 16 (Xinhua) -- ", "BEIJING", ("Xinhua",), date(2020, 1, 16)),
        ("WASHINGTON, Jan. 16, 2020 /PRNewswire/ -- ", "WASHINGTON", ("PRNewswire",), date(2020, 1, 16)),
        ("NEW YORK--(BUSINESS WIRE)--", "NEW YORK", ("BUSINESS WIRE",), None),
        ("WASHINGTON/BAGHDAD (Reuters) - ", "WASHINGTON/BAGHDAD", ("Reuters",), None),
        ("NEW YORK & LONDON--(BUSINESS WIRE)--", "NEW YORK & LONDON", ("BUSINESS WIRE",), None),
        ("Zürich, 16. Januar 2020 (sda) - ", "Zürich", ("sda",), date(2020, 1, 16)),
        ("Madrid, 16 ene (EFE).- ", "Madrid", ("EFE",), date(2020, 1, 16)),
        ("Lisboa, 3 de fevereiro de 2020 (Lusa) - ", "Lisboa", ("Lusa",), date(2020, 2, 3)),
        ("PARIS, 1er août (Reuters) - ", "PARIS", ("Reuters",), date(2019, 8, 1)),
        ("ROMA, 16 gen. (askanews) - ", "ROMA", ("askanews",), date(2020, 1, 16)),
        ("(ANSA) - ROMA, 16 GEN - ", "ROMA", ("ANSA",), date(2020, 1, 16)),
        ("(Reuters) - ", "", ("Reuters",), None),
        ("Baghdad (AFP) Jan 16, 2020 ", "Baghdad", ("AFP",), date(2020, 1, 16)),
        ("ARNHEM, the Netherlands, Jan 16 - ", "ARNHEM, the Netherlands", (), date(2020, 1, 16)),
        ("LONDON — ", "LONDON", (), None),
        ("GENEVA (AP/Reuters) - ", "GENEVA", ("AP", "Reuters"), None),
        ("Nairobi (Example Wire) - ", "Nairobi", ("Example Wire",), None),
    ],
)
def test_a_dateline_is_taken_off_its_text(
    opening: str, place: str, agencies: tuple[str, ...], day: date | None
) -> None:
    """
    A site prints place and source in its own way, so they must leave the text, whole and in the source's capitals.
    """
    found, rest = split_dateline(f"{opening}The ministry said so.", day_hint=HINT)
    assert found == Dateline(place, agencies, day, in_body=True)
    assert rest == "The ministry said so."


@pytest.mark.parametrize(
    "text",
    [
        "Iraq (which has oil) - The ministry said so.",
        "The European Union (EU) - which pays - said so.",
        "The World Health Organization (WHO) said so.",
        "Agence France-Presse (AFP) - The agency said so.",
        "Gould Sample Inc (GSI) - Offering of shares",
        "NASA -- The agency said so.",
        "NEW YORK-based owners said so.",
        "Paris, 21 January 2019 was cold.",
        "In London, March 5 - A day of rain",
        "Monday, March 5 - The harbour",
        "May 5, 2020 - The harbour",
        "Geneva (WHO) said so.",
        "A",
        "",
    ],
)
def test_an_ordinary_opening_is_left_alone(text: str) -> None:
    """
    Words taken for a dateline would be lost from the story.
    """
    assert split_dateline(text, day_hint=HINT) == (None, text)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Baghdad (AFP) Jan 16, 2020", Dateline("Baghdad", ("AFP",), date(2020, 1, 16))),
        ("BAGHDAD, Jan 16 (AFP) -", Dateline("BAGHDAD", ("AFP",), date(2020, 1, 16))),
        ("Paris", Dateline("Paris")),
        ("Washington, D.C.", Dateline("Washington, D.C.")),
        ("Pittsburgh, Feb 23, 2016", Dateline("Pittsburgh", (), date(2016, 2, 23))),
        ("(AFP)", Dateline(agencies=("AFP",))),
        ("Jan 16, 2020", Dateline(day=date(2020, 1, 16))),
        ("at sea, off the cape", Dateline("at sea, off the cape")),
        ("", None),
        (" - ", None),
    ],
)
def test_a_field_that_is_a_dateline_is_read_whole(field: str, expected: Dateline | None) -> None:
    """
    Wires with a field for it send the same forms; what is in no known form is a place as the source wrote it.
    """
    assert parse_dateline(field, day_hint=HINT) == expected


@pytest.mark.parametrize(
    ("text", "hint", "day"),
    [
        ("Dec. 31", date(2020, 1, 2), date(2019, 12, 31)),
        ("Jan. 1", date(2019, 12, 30), date(2020, 1, 1)),
        ("Feb 29", date(2021, 2, 1), date(2020, 2, 29)),
        ("Feb 30, 2020", None, None),
        ("Jan 16", None, None),
        ("2020-01-16", None, date(2020, 1, 16)),
        ("soon", HINT, None),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, hint: date | None, day: date | None) -> None:
    """
    Datelines leave out the year: around New Year the day before yesterday is not next December.
    """
    assert day_of(text, hint) == day


@pytest.mark.parametrize(
    ("inside", "agencies"),
    [
        ("ats afp", ("ats", "afp")),
        ("AP/Reuters", ("AP", "Reuters")),
        ("Thomson Reuters Foundation", ("Thomson Reuters Foundation",)),
        ("which has oil", ()),
        ("2019", ()),
    ],
)
def test_agencies_in_one_parenthesis_are_told_apart(inside: str, agencies: tuple[str, ...]) -> None:
    """
    Each of them has rights in the text, and a licence of its own.
    """
    assert agencies_of(inside) == agencies


@pytest.mark.skipif(not REUTERS.exists(), reason="the Reuters-21578 collection is not here")
def test_real_datelines_are_split() -> None:
    """
    Of real wire stories at least 98 in 100 must lose their dateline and nothing else.
    """
    source = (REUTERS / "reut2-003.sgm").read_text(encoding="latin-1")
    pairs = re.finditer(r"<DATELINE>(.*?)</DATELINE>\s*<BODY>(.*?)</BODY>", source, re.DOTALL)
    stories = [(html.unescape(found[1]), html.unescape(found[2])) for found in islice(pairs, 400)]
    split = [(split_dateline(line + body), body) for line, body in stories]
    good = sum(found is not None and rest.split() == body.split() for (found, rest), body in split)
    assert good / len(stories) >= 0.98


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("新华社北港1月16日电 港口", Dateline("北港", ("新华社",), date(2020, 1, 16), in_body=True), "港口"),
        ("中新网北港2019年1月16日电 港口", Dateline("北港", ("中新网",), date(2019, 1, 16), in_body=True), "港口"),
        ("【北港共同】会議が開かれた。", Dateline("北港", ("共同",), in_body=True), "会議が開かれた。"),
        ("(북항=연합뉴스) 회의가 열렸다.", Dateline("북항", ("연합뉴스",), in_body=True), "회의가 열렸다."),
        ("فلمار 16 يناير (رويترز) - قال", Dateline("فلمار", ("رويترز",), date(2020, 1, 16), in_body=True), "قال"),
        ("فلمار (أ ف ب) - قال", Dateline("فلمار", ("أ ف ب",), in_body=True), "قال"),
        ("新华社今天说，港口开放。", None, "新华社今天说，港口开放。"),
        ("قال (الوزير) - إن", None, "قال (الوزير) - إن"),
    ],
)
def test_scripts_without_capitals_have_datelines_of_their_own(text: str, dateline: Dateline | None, rest: str) -> None:
    """
    Xinhua, Kyodo, Yonhap and the agencies of the Arab world write place, day and name each in its own way.
    """
    assert split_dateline(text, day_hint=date(2020, 1, 20)) == (dateline, rest)
