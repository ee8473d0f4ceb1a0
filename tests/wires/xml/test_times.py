"""Moments in every form that agencies send them in."""

from datetime import UTC, datetime

import pytest

from dateline.wires.times import parse_time

HALF_PAST_EIGHT = datetime(2020, 1, 16, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-16T08:30:00Z",
        "2020-01-16T08:30:00+00:00",
        "2020-01-16T09:30:00+01:00",
        "2020-01-16T09:30:00+0100",
        "2020-01-16T09:30+01",
        "2020-01-16 08:30:00",
        "2020-01-16T08:30:00.000Z",
        "20200116T083000Z",
        "20200116T083000",
        "20200116T093000+0100",
        "20200116T0330-0500",
        "  2020-01-16t08:30:00z\n",
        "Thu, 16 Jan 2020 08:30:00 GMT",
        "Thu, 16 Jan 2020 10:30:00 +0200",
        "Thu, 16 Jan 2020 03:30:00 EST",
        "16 Jan 20 08:30 UT",
        "16 January 2020 09:30:00 CET",
        "Thu, 16 Jan 2020 08:30:00 +0000 (UTC)",
        "Thursday, 16-Jan-2020 08:30:00 GMT",
        "Thu Jan 16 08:30:00 UTC 2020",
        "Thursday, January 16, 2020 8:30 AM",
        "Jan. 16, 2020 at 3:30 a.m. EST",
        "16 Jan 2020 5:30 PM JST",
        "2020/01/16 08:30:00",
        "16.01.2020 08:30",
        "Jeudi, 16 janvier 2020 09:30:00 +0100",
        "Чт, 16 янв 2020 11:30:00 +0300",
        "Thu, 16 Jan 2020 09:30:00 GMT+0100",
    ],
)
def test_every_form_is_the_same_moment(text: str) -> None:
    """
    The order of versions and the end of an embargo hang on the moment, not on how an agency writes it.
    """
    assert parse_time(text) == HALF_PAST_EIGHT


@pytest.mark.parametrize("text", ["2020-01-16", "20200116", "2020-01-16Z", "16 Jan 2020"])
def test_a_day_is_its_midnight(text: str) -> None:
    """
    Some agencies send days only, for expiry; the day begins at midnight, UTC.
    """
    assert parse_time(text) == datetime(2020, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2020-13-01",
        "2020-02-30T08:00:00Z",
        "2020-01-16T25:00:00Z",
        "2020-01-16T08:61:00Z",
        "2020-01-1608:30:00",
        "2020-0116",
        "16 Foo 2020 08:30:00 GMT",
        "Thu, 16 Jan 2020 08:30:00 XYZ",
        "2020-01-16T08:30:00 IST",
        "0001-01-01T00:00:00+14:00",
        "2020-01-16T08:30:00+99:99",
        "YYYYMMDD000000-HHMM",
        "١٢٣٤-٠١-٠١",
        "1" * 10_000,
    ],
)
def test_what_cannot_be_read_is_none(text: str) -> None:
    """
    A guessed embargo is worse than none that can be read: the reader then holds the text.
    """
    assert parse_time(text) is None


def test_leap_seconds_and_the_24th_hour_exist() -> None:
    """
    Both are valid ISO 8601 and have stopped feeds before.
    """
    assert parse_time("2016-12-31T23:59:60Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert parse_time("2020-01-16T24:00:00Z") == datetime(2020, 1, 17, tzinfo=UTC)


def test_two_digits_are_a_year_near_ours() -> None:
    """
    RFC 2822: 00 to 49 lie in this century, 50 to 99 in the last.
    """
    early, late = parse_time("16 Jan 49 00:00 GMT"), parse_time("16 Jan 50 00:00 GMT")
    assert early is not None and early.year == 2049
    assert late is not None and late.year == 1950
