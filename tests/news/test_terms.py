"""What usage terms and notes take away."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news import terms
from dateline.news.house import Use
from dateline.news.terms import Narrowing, narrowed

ONLINE: frozenset[Use] = frozenset({"display", "teaser", "feed", "index", "river"})


@pytest.mark.parametrize(
    ("usage", "refused"),
    [
        ("NO ARCHIVAL USE", {"archive"}),
        ("No Archiving Permitted", {"archive"}),
        ("No archive use.", {"archive"}),
        ("Archiving is not permitted", {"archive"}),
        ("one-time use", {"archive"}),
        ("May not be stored", {"archive", "store"}),
        ("Keine Archivierung", {"archive"}),
        ("NO SALES", {"syndicate"}),
        ("NO RESALE / NO SYNDICATION", {"syndicate"}),
        ("AP Clients Only", {"syndicate"}),
        ("SUBSCRIBERS ONLY", {"syndicate"}),
        ("Not for resale", {"syndicate"}),
        ("NO SALES, NO ARCHIVES", {"syndicate", "archive"}),
        ("NO ARCHIVE OR RESALE", {"syndicate", "archive"}),
        ("NO ONLINE", ONLINE),
        ("ONLINE OUT", ONLINE),
        ("on-line out", ONLINE),
        ("NOT FOR WEB", ONLINE),
        ("PRINT ONLY", ONLINE),
        ("For print use only", ONLINE),
        ("TV ONLY", ONLINE),
        ("No text and data mining", {"mine"}),
        ("No AI training.", {"mine"}),
        ("May not be used to train AI models", {"mine"}),
        ("no translation", {"translate"}),
        ("No newsletters", {"newsletter"}),
        ("NO ADS", set()),
        ("No commercial use", set()),
        ("ONLINE ONLY", set()),
    ],
)
def test_a_refusal_is_read(usage: str, refused: set[str]) -> None:
    """
    A contract may allow what the sender of one text does not.
    """
    assert narrowed(usage) == Narrowing(refused=frozenset(refused))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("usage", "day"),
    [
        ("For use until 20 January 2020", 20),
        ("FOR USE UNTIL JANUARY 20, 2020", 20),
        ("Use by January 20th, 2020", 20),
        ("Valid until 20.01.2020", 20),
        ("For use until 2020-01-20", 20),
        ("Remove after 20 January 2020", 20),
        ("Must be deleted by 20 Jan 2020", 20),
        ("Usage ends January 20, 2020", 20),
        ("Utilisation jusqu'au 20 janvier 2020", 20),
        ("Not for use after 20 January 2020", 20),
        ("Use before 20 January 2020", 19),
    ],
)
def test_a_last_day_is_read(usage: str, day: int) -> None:
    """
    A text that may be used until the twentieth is off the site when the twentieth is over.
    """
    assert narrowed(f"{usage}. All rights reserved.") == Narrowing(last_day=date(2020, 1, day))


@pytest.mark.parametrize(
    ("usage", "hours"),
    [
        ("Use for 48 hours", 48),
        ("For use within 4 days of publication", 96),
        ("48-hour use", 48),
        ("For 24 hours use", 24),
        ("Must be removed after two weeks", 336),
        ("Nutzung für 3 Tage", None),
    ],
)
def test_a_span_is_read(usage: str, hours: int | None) -> None:
    """
    Hours count from the issue of the text; what cannot be read is left for a person.
    """
    assert narrowed(usage) == (Narrowing(hours=hours) if hours else Narrowing(unread=(usage,)))


@pytest.mark.parametrize(
    "usage",
    [
        "Available for use through January 20",
        "Free to use until Jan 20",
        "Valid until 01/02/2020",
        "For use until 30 February 2020",
        "For use until 20 January 2020 18:00 GMT",
        "For use until 2020-01-20T12:00:00Z",
        "No use until 20 January 2020",
        "Valid for one year",
        "To be removed on request",
        "Print and broadcast rights for the Americas",
    ],
)
def test_a_time_that_cannot_be_read_is_left_for_a_person(usage: str) -> None:
    """
    A day without its year, or with an hour, is not guessed at; and a day before which nothing is allowed is no end.
    """
    assert narrowed(usage) == Narrowing(unread=(usage,))


@pytest.mark.parametrize("usage", ["Available until further notice", "Licensed through NWA", "Embargoed until noon"])
def test_a_time_that_ends_nothing_takes_nothing(usage: str) -> None:
    """
    A hold for nothing costs the desk a look at each text of an agency.
    """
    assert narrowed(usage) == Narrowing()


@pytest.mark.parametrize("address", ["Eds: ", "EDITORS: ", "Note to editors - ", "Ed. note: ", "Editors' note: "])
def test_a_word_to_editors_is_read_without_the_address(address: str) -> None:
    """
    Agencies tell the desk so, and mean it.
    """
    assert narrowed("", (f"{address}No use in Japan.",)) == Narrowing(territories_out=frozenset({"JP"}))
    assert narrowed("", (f"{address}No archival use.",)) == Narrowing(refused=frozenset({"archive"}))
    assert narrowed("", (f"{address}UPDATES with quotes, adds web link.",)) == Narrowing()


@pytest.mark.parametrize(
    ("usage", "out", "only"),
    [
        ("No Use in Japan", "JP", ""),
        ("NO USE UK/IRELAND", "GB IE", ""),
        ("OUT: FRANCE", "FR", ""),
        ("TURKEY OUT", "TR", ""),
        ("GERMANY, AUSTRIA AND SWITZERLAND OUT", "AT CH DE", ""),
        ("*** World Rights Except Italy ***", "IT", ""),
        ("No use in the U.S. or Canada", "CA US", ""),
        ("Not for publication in France", "FR", ""),
        ("BENELUX OUT", "BE LU NL", ""),
        ("UK ONLY", "", "GB"),
        ("For use in Australia only", "", "AU"),
        ("AUSTRALIA/NEW ZEALAND ONLY", "", "AU NZ"),
        ("Geography: Japan", "", "JP"),
    ],
)
def test_a_territory_is_read(usage: str, out: str, only: str) -> None:
    """
    A site is read where it is read: a text that may not be used there must not stand on it.
    """
    expected = Narrowing(territories_out=frozenset(out.split()), territories_only=frozenset(only.split()))
    assert narrowed(usage) == expected


@pytest.mark.parametrize(
    "usage",
    ["", "None", "All rights reserved", "© AFP 2020", "Copyright 2020 Harbour Wire. All rights reserved.",
     "FOR EDITORIAL USE ONLY",
     "This material may not be published, broadcast, rewritten or redistributed.",
     "This material may not be published, broadcast, rewritten or redistributed without permission.",
     "This content is intended for editorial use only. For other uses, additional clearances may be required.",
     "No part of this may be reproduced without the prior written consent of the agency",
     "Nutzung nur nach schriftlicher Vereinbarung mit der Agentur",
     "Use only with the written agreement with the agency",
     "Está expresamente prohibida la redistribución, sin previo y expreso consentimiento de la Agencia.",
     "Indefinite Usage",
     "Not for publication", "Embargoed until 18:00 GMT", "https://terms.example.org/1", "No restrictions"],
)  # fmt: skip
def test_what_takes_nothing_away_is_let_through(usage: str) -> None:
    """
    Nearly every text says that its rights are reserved; the contract is our answer to that.
    """
    assert narrowed(usage) == Narrowing()


@pytest.mark.parametrize(
    "usage",
    ["Not for use in Freedonia", "No use after 30 days", "NO MAGAZINES", "This video may not be edited",
     "May not be republished in Japan",
     "Only for schools", "Rights expire in May", "Nur für Abonnenten des Hafendienstes"],
)  # fmt: skip
def test_a_restriction_that_no_rule_knows_is_kept_for_a_person(usage: str) -> None:
    """
    Held for a minute is better than used against the terms.
    """
    assert narrowed(f"All rights reserved. {usage}.").unread == (usage,)


@pytest.mark.parametrize(
    ("usage", "credit"),
    [("MANDATORY CREDIT: Harbour Wire/Ann Example", "Harbour Wire/Ann Example"), ("Must credit Harbour Wire",
     "Harbour Wire"),
     ("Mandatory credit Harbour Wire. No sales.", "Harbour Wire")],
)  # fmt: skip
def test_a_credit_is_a_duty_and_no_refusal(usage: str, credit: str) -> None:
    """
    Naming somebody costs nothing; not naming them costs the contract.
    """
    assert narrowed(usage).credit == credit


def test_pictures_are_refused_apart_from_the_text() -> None:
    """
    A text may be shown without the picture that its terms keep back.
    """
    assert narrowed("Photos may not be used") == Narrowing(pictures=True)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("ONLINE OUT", Narrowing(refused=ONLINE)),
        ("No archival use.", Narrowing(refused=frozenset({"archive"}))),
        ("TURKEY OUT  NOV. 11, 2019 FILE PHOTO", Narrowing(territories_out=frozenset({"TR"}))),
        ("MANDATORY CREDIT HARBOUR WIRE", Narrowing(credit="HARBOUR WIRE")),
        ("NO USE BEYOND FRIDAY", Narrowing(unread=("NO USE BEYOND FRIDAY",))),
        ("No sales figures yet", Narrowing()),
        ("France out of the cup", Narrowing()),
        ("FRANCE OUT OF CUP", Narrowing()),
        ("Eds: do not confuse with the 2019 vote", Narrowing()),
        ("Not for publication: call Ann", Narrowing()),
        ("Only two of the rights were sold", Narrowing()),
    ],
)
def test_a_note_speaks_of_much_else(note: str, expected: Narrowing) -> None:
    """
    Notes to the desk are of the story first; what they say of rights is in capitals, or a sentence of its own.
    """
    assert narrowed("", (note,)) == expected


def test_limits_that_exclude_each_other_are_for_a_person() -> None:
    """
    A text that may be used nowhere would not have been sent.
    """
    found = narrowed("UK ONLY. FRANCE ONLY.")
    assert (found.territories_only, len(found.unread)) == (frozenset(), 1)


def test_a_sentence_that_a_machine_broke_is_one() -> None:
    """
    Terms come in lines of a terminal's width.
    """
    usage = (
        "The direct recipient must comply with the limitations specified in the Harbour\r\n"
        "Supply Agreement, not permitting sale"
    )
    assert narrowed(usage).unread == ()


@given(st.text(max_size=300), st.sampled_from(["NO ARCHIVAL USE", "No Archiving Permitted"]))
def test_more_words_never_give_a_use_back(text: str, refusal: str) -> None:
    """
    Whatever stands beside a refusal, it is a refusal.
    """
    assert "archive" in narrowed(f"{refusal}\n{text}").refused


_FRAGMENTS = (
    "no", "NO", "not for", "kein", "Keine", "without", "archival use", "online use", "resale", "Japan", "UK", "out",
    "OUT:", "only", "single use", "one-time use", "pas d'archivage", "nicht für online", "mandatory credit: Tallow",
    "must be credited to", "photos", "prohibited", "limited to", "geography: France", "except", "may not be archived",
    "Harbour", "clients", "print only", "revente interdite", "untersagt", "november", "notes", "use", "in", "north",
    "must credit",
)  # fmt: skip


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=6).map(" ".join), st.booleans())
def test_what_is_not_looked_at_takes_nothing_away(words: str, noted: bool) -> None:
    """
    Most notes restrict nothing and are told by a glance; the glance misses none that the rules would find.
    """
    usage, notes = ("", (words,)) if noted else (words, ())
    quick = narrowed(usage, notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "_TOUCHES", re.compile(""))
        assert narrowed(usage, notes) == quick
