"""Whether a source is doing well."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.health import Address, health, silence, span, usual

BERLIN = ZoneInfo("Europe/Berlin")
#: A Wednesday, 14:00 in Berlin.
NOW = datetime(2031, 3, 5, 13, tzinfo=UTC)


def every(
    minutes: float, days: int, until: datetime, *, hours: tuple[int, int] = (0, 24), weekdays: int = 7
) -> list[datetime]:
    """Arrivals every so many minutes, within these hours of Berlin, on the first so many days of each week."""
    moment, found = until - timedelta(days=days), []
    while moment <= until:
        local = moment.astimezone(BERLIN)
        if hours[0] <= local.hour < hours[1] and local.weekday() < weekdays:
            found.append(moment)
        moment += timedelta(minutes=minutes)
    return found


def words(arrivals: list[datetime], now: datetime) -> str:
    """What is said of a source's silence; empty if nothing."""
    found = silence(arrivals, now, BERLIN)
    return found.words if found else ""


def test_a_busy_source_that_falls_silent_is_told() -> None:
    """
    At noon, three hours without the wire that never rests.
    """
    arrivals = every(4, 20, NOW - timedelta(hours=3))
    assert words(arrivals, NOW) == "silent for 3 h, usually every 4 min"
    assert words(arrivals, NOW - timedelta(hours=2, minutes=50)) == ""


def test_a_source_that_is_a_day_old_is_told_by_the_gaps_it_had() -> None:
    """
    It has not been seen through a night yet; ten times its longest silence is trouble all the same.
    """
    arrivals = every(4, 1, NOW - timedelta(hours=3))[-100:]
    assert words(arrivals, NOW) == "silent for 3 h, usually every 4 min"
    assert words(arrivals, NOW - timedelta(hours=2, minutes=25)) == ""


@pytest.mark.parametrize("hours", [2, 5, 8, 11, 13])
def test_nights_do_not_alarm_where_nights_are_quiet(hours: int) -> None:
    """
    A press office goes home at six; nobody wants to be woken for that.
    """
    evening = datetime(2031, 3, 5, 17, tzinfo=UTC)
    assert words(every(10, 20, evening, hours=(8, 18)), evening + timedelta(hours=hours)) == ""


def test_a_morning_without_the_first_word_is_told() -> None:
    """
    The same source, at ten, and nothing since yesterday evening.
    """
    came = every(10, 20, datetime(2031, 3, 4, 17, tzinfo=UTC), hours=(8, 18))
    now = datetime(2031, 3, 5, 9, 30, tzinfo=UTC)
    assert words(came, now).startswith("silent for 17 h, usually every 10 min")


def test_weekends_do_not_alarm_where_weekends_are_quiet() -> None:
    """
    Neither on Sunday, nor on Monday before the office opens.
    """
    friday = datetime(2031, 3, 7, 17, tzinfo=UTC)
    came = every(10, 33, friday, hours=(8, 18), weekdays=5)
    for now in (
        datetime(2031, 3, 8, 11, tzinfo=UTC),
        datetime(2031, 3, 9, 15, tzinfo=UTC),
        datetime(2031, 3, 10, 6, tzinfo=UTC),
    ):
        assert words(came, now) == ""
    assert words(came, datetime(2031, 3, 10, 15, tzinfo=UTC)) != ""


def test_one_bad_day_does_not_hide_the_next() -> None:
    """
    A breakdown a fortnight ago is no habit.
    """
    gone = (NOW - timedelta(days=15, hours=8), NOW - timedelta(days=15) + timedelta(hours=8))
    came = [moment for moment in every(5, 30, NOW - timedelta(hours=4)) if not gone[0] <= moment <= gone[1]]
    assert words(came, NOW).startswith("silent for 4 h")


def test_a_source_without_a_rhythm_is_never_silent() -> None:
    """
    Seven press releases in a month promise no eighth.
    """
    assert words(every(60 * 24 * 4, 28, NOW - timedelta(days=4)), NOW) == ""
    assert usual([], NOW, BERLIN) is None


def test_the_usual_time_is_that_of_the_hour() -> None:
    """
    Busy by day, slow by night: at night the night's measure counts.
    """
    day, night = every(5, 20, NOW, hours=(8, 22)), every(60, 20, NOW)
    assert usual(sorted({*day, *night}), NOW, BERLIN) == timedelta(minutes=5)
    assert usual(sorted({*day, *night}), NOW.replace(hour=2), BERLIN) == timedelta(minutes=60)


def test_health_names_all_that_is_wrong_and_the_gravest_first() -> None:
    """
    A feed that fails, one that moved, one that is slow: the desk sees each.
    """
    addresses = (
        Address("https://one.example/f", NOW - timedelta(hours=2), 3, "503: no feed came"),
        Address("https://two.example/f", NOW, 0, "it has moved for good"),
        Address("https://three.example/f", NOW, took=41.3),
    )
    found = health("vp", every(10, 2, NOW), addresses, NOW, BERLIN)
    assert (found.state, found.day, found.last) == ("failing", 144, NOW)
    assert found.wrong == (
        "https://one.example/f: failed 3 times, last well 2 h ago: 503: no feed came",
        "https://three.example/f: slow, its last answer took 41 s",
        "https://two.example/f: it has moved for good",
    )


def test_health_of_one_that_never_sent() -> None:
    """
    A new source is neither fine nor silent.
    """
    assert health("vp", [], (), NOW, BERLIN).state == "nothing yet"
    assert health("vp", [], (Address("https://one.example", NOW),), NOW, BERLIN).state == "fine"
    assert health("vp", every(10, 2, NOW), (), NOW, BERLIN).state == "fine"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 s"), (40, "40 s"), (240, "4 min"), (5340, "89 min"), (10_800, "3 h"), (86_400 * 3, "3 days")],
)
def test_a_span_is_said_as_people_say_it(seconds: int, said: str) -> None:
    """
    "10800 seconds" is no length of time.
    """
    assert span(timedelta(seconds=seconds)) == said


def test_a_dead_source_stays_silent_and_nobody_gets_used_to_it() -> None:
    """
    Five weeks later, at any hour and on any day, the desk still hears that it is dead, and how it was.
    """
    came = every(10, 33, NOW, hours=(8, 18), weekdays=5)
    for days in (1, 3, 4, 5, 12, 24, 40, 90):
        for hours in (0, 9, 18):
            assert words(came, NOW + timedelta(days=days, hours=hours)), (days, hours)
    assert words(came, NOW + timedelta(days=40)) == "silent for 40 days, usually every 10 min"


def test_a_newsletter_that_does_not_come_in_the_morning_is_told_that_morning() -> None:
    """
    Once a day at eight is a rhythm, too: nobody has to miss it for a week, nor is rung up when it is a little late.
    """
    eight = datetime(2031, 2, 3, 7, tzinfo=UTC)
    came = [eight + timedelta(days=day, minutes=day * 7 % 30) for day in range(30) if day % 7 < 5]
    tuesday = datetime(2031, 3, 4, 7, tzinfo=UTC)
    assert came[-1] == tuesday + timedelta(minutes=23)
    wednesday = tuesday + timedelta(days=1)
    assert words(came, wednesday + timedelta(hours=1)) == ""
    assert words(came, wednesday + timedelta(hours=4)) == "silent for 28 h, usually every 24 h"
    friday = [*came, *(tuesday + timedelta(days=day) for day in (1, 2, 3))]
    assert all(words(friday, friday[-1] + timedelta(hours=hours)) == "" for hours in range(73))


def test_of_a_first_week_nobody_knows_its_sunday() -> None:
    """
    A source that was made on Monday may rest at weekends; who never paused is missed all the same.
    """
    friday = datetime(2031, 3, 7, 17, tzinfo=UTC)
    office = every(10, 4, friday, hours=(8, 18), weekdays=5)
    assert all(words(office, friday + timedelta(hours=hours)) == "" for hours in range(66))
    assert words(every(10, 4, friday), friday + timedelta(hours=2)) == "silent for 2 h, usually every 10 min"


def test_what_nobody_asked_is_not_silent() -> None:
    """
    A newsroom that was switched off on Friday must not find all its feeds silent on Monday: it has not listened.
    """
    came = every(4, 20, NOW)
    monday = NOW + timedelta(days=3)
    off = Address("https://one.example/f", NOW, due=NOW + timedelta(minutes=5))
    found = health("vp", came, [off], monday, BERLIN)
    assert (found.state, found.wrong) == (
        "not asked",
        ("https://one.example/f: not asked for 3 days; `dateline run` asks it",),
    )
    asked = Address("https://one.example/f", monday, due=monday + timedelta(minutes=5))
    assert health("vp", came, [asked], monday, BERLIN).wrong == ("silent for 3 days, usually every 4 min",)


def test_a_feed_that_fails_is_not_called_silent_as_well() -> None:
    """
    Whether its agency writes nobody can know as long as the feed does not answer.
    """
    broken = Address("https://one.example/f", NOW, 7, "503: no feed came")
    found = health("vp", every(4, 20, NOW), [broken], NOW + timedelta(hours=5), BERLIN)
    assert (found.state, len(found.wrong)) == ("failing", 1)


@given(st.lists(st.integers(0, 40 * 24 * 60), max_size=60), st.integers(0, 50 * 24 * 60))
def test_a_silence_is_as_long_as_nothing_came(minutes: list[int], until: int) -> None:
    """
    Whatever the rhythm; and one that is told is never short.
    """
    start = NOW - timedelta(days=40)
    arrivals = sorted(start + timedelta(minutes=one) for one in minutes)
    now = start + timedelta(minutes=until)
    found = silence(arrivals, now, BERLIN)
    if found is not None:
        assert found.since == max(one for one in arrivals if one <= now)
        assert found.lasts == now - found.since >= timedelta(minutes=30)
