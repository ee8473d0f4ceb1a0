"""What is typed into a search box is read as it was meant, and is never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive.dates import Days, days, since, until
from dateline.archive.query import FIELDS, LONGEST, MOST, Clause, Field, Query, Words, parse


def one(*words: str, prefix: bool = False) -> Words:
    return Words(words, prefix)


def wanted(*terms: Words | Field) -> Clause:
    return Clause(terms)


def unwanted(term: Words | Field) -> Clause:
    return Clause((term,), unwanted=True)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("grain pier", (wanted(one("grain")), wanted(one("pier")))),
        ("grain AND pier", (wanted(one("grain")), wanted(one("pier")))),
        ('"new pier"', (wanted(one("new", "pier")),)),
        ("“new pier” «old quay»", (wanted(one("new", "pier")), wanted(one("old", "quay")))),
        ("grain -pier", (wanted(one("grain")), Clause((one("pier"),), unwanted=True))),
        ('NOT "new pier"', (Clause((one("new", "pier"),), unwanted=True),)),
        ("grain OR rye pier", (wanted(one("grain"), one("rye")), wanted(one("pier")))),
        ("grain | rye | oats", (wanted(one("grain"), one("rye"), one("oats")),)),
        ("harb*", (wanted(one("harb", prefix=True)),)),
        ('"new harb"*', (wanted(one("new", "harb", prefix=True)),)),
        ("follow-up", (wanted(one("follow", "up")),)),
        ("source:afp", (wanted(Field("source", "afp")),)),
        ('-source:"Quillon Wire"', (Clause((Field("source", "Quillon Wire"),), unwanted=True),)),
        ("Topic:sport*", (wanted(Field("topic", "sport", True)),)),
        ("date:2020-01..2020-02", (wanted(Field("date", "2020-01..2020-02")),)),
        ("12:30", (wanted(one("12", "30")),)),
        ("https://pier.example/x", (wanted(one("https", "pier", "example", "x")),)),
        ("(grain OR rye) pier", (wanted(one("grain"), one("rye")), wanted(one("pier")))),
        ("-(grain OR rye) pier", (unwanted(one("grain")), unwanted(one("rye")), wanted(one("pier")))),
        ("NOT (grain rye)", (unwanted(one("grain")), unwanted(one("rye")))),
        ("source:(afp OR upi) pier", (wanted(Field("source", "afp"), Field("source", "upi")), wanted(one("pier")))),
        ('-source:(afp "Quillon Wire")', (unwanted(Field("source", "afp")), unwanted(Field("source", "Quillon Wire")))),
        ("-(grain (rye) oats) pier)", (*map(unwanted, map(one, ("grain", "rye", "oats"))), wanted(one("pier")))),
        ("", ()),
        ("((( ?! ---", ()),
    ],
)
def test_a_query_is_read_as_it_was_meant(text: str, clauses: tuple[Clause, ...]) -> None:
    """
    Blank means and, OR binds closer, quotes make a phrase, a minus means without, a star the beginning of a word.
    """
    assert parse(text) == Query(clauses)


@pytest.mark.parametrize(
    ("text", "words", "remark"),
    [
        ('grain "new pier', ["grain", "new", "pier"], "quotation mark"),
        ("colour:grain", ["colour grain"], "no field colour"),
        ("source: afp", ["source", "afp"], "without a blank"),
        ("OR grain", ["grain"], "OR stands between"),
        ("grain OR -rye", ["grain", "rye"], "OR stands between"),
        ("grain OR", ["grain"], "stands before no word"),
        ("(grain pier) OR rye", ["grain", "pier", "rye"], "brackets beside it"),
        ("rye OR (grain pier)", ["rye", "grain", "pier"], "brackets beside it"),
        ("colour:(grain)", ["colour grain"], "no field colour"),
        ("x" * 2 * LONGEST, ["x" * LONGEST], "characters"),
        (" ".join("x" * (2 * MOST)), ["x"] * MOST, "words were looked at"),
        ("a* b* c* d* e*", ["a", "b", "c", "d", "e"], "beginnings were looked for"),
    ],
)
def test_what_is_odd_is_searched_all_the_same_and_told(text: str, words: list[str], remark: str) -> None:
    """
    A reader who forgets a quotation mark wants an answer, not a lesson; the lesson stands beside it.
    """
    query = parse(text)
    assert [" ".join(t.words) for c in query.clauses for t in c.terms if isinstance(t, Words)] == words
    (said,) = query.remarks
    assert remark in said


@given(st.text(st.characters(), max_size=300) | st.text(alphabet='ab:"-*|() ORNOT“.\x00\ud800', max_size=60))
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    """
    Whatever is pasted into the box, it is read; terms have words, and an unwanted one stands alone.
    """
    for clause in parse(text).clauses:
        assert clause.terms
        assert not clause.unwanted or len(clause.terms) == 1
        assert all(t.words if isinstance(t, Words) else t.name in FIELDS for t in clause.terms)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020", Days(date(2020, 1, 1), date(2021, 1, 1))),
        ("2020-02", Days(date(2020, 2, 1), date(2020, 3, 1))),
        ("2020-12", Days(date(2020, 12, 1), date(2021, 1, 1))),
        ("2020-01-16", Days(date(2020, 1, 16), date(2020, 1, 17))),
        ("2020-01..2020-02", Days(date(2020, 1, 1), date(2020, 3, 1))),
        ("2020-02..2020-01", Days(date(2020, 1, 1), date(2020, 3, 1))),
        ("2020-01-16..", Days(date(2020, 1, 16), None)),
        ("..2019", Days(None, date(2020, 1, 1))),
        ("..", None),
        ("2020-02-30", None),
        ("0000", None),
        ("9999", None),
        ("yesterday", None),
        ("2020-1..x", None),
    ],
)
def test_a_date_is_a_day_a_month_a_year_or_from_one_to_another(text: str, found: Days | None) -> None:
    """
    Both ends are part of a range; what is no day of the calendar is none.
    """
    assert days(text) == found


def test_since_and_until_hold_the_day_that_is_named() -> None:
    """
    "until 2020-01" is until the last day of January, and with it.
    """
    assert since("2020-01") == Days(date(2020, 1, 1), None)
    assert until("2020-01") == Days(None, date(2020, 2, 1))
    assert since("soon") is None and until("soon") is None
