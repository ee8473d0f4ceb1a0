"""House style: what an editor may want to change in a text, each as a suggestion that is taken or left."""

import re
from calendar import day_abbr, day_name, month_abbr, month_name, monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, Literal

from msgspec import Struct

from dateline.news import credit
from dateline.news.blocks import Block
from dateline.news.wire import Dateline

Check = Literal["sub-heads", "dateline", "byline", "quotes", "numbers", "dates"]


class Text(Struct, frozen=True, kw_only=True):
    """What is looked at."""

    headline: str
    standfirst: str = ""
    byline: str = ""
    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    #: The day by which dates without a year are known; None: they are not looked at.
    day: date | None = None


class Suggestion(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A change that an editor may want."""

    check: Check
    #: ``headline``, ``standfirst``, ``byline``; or a block's number, from 0.
    place: str | int
    #: As they stand there.
    words: str
    #: Which of the same words there, from 0.
    nth: int = 0
    #: What to put in their place; None: that is for the editor to find out.
    replacement: str | None = None
    #: In one sentence.
    reason: str
    #: What becomes of the block as a whole: a heading of these words; or nothing.
    block: Literal["", "heading", "gone"] = ""


def suggestions(text: Text) -> tuple[Suggestion, ...]:
    """All that the house's style has to say on a text, in the order of the text."""
    found = chain.from_iterable(check(text) for check in CHECKS)
    order = {"headline": -3, "standfirst": -2, "byline": -1}
    return tuple(sorted(found, key=lambda s: order.get(s.place, 0) if isinstance(s.place, str) else s.place))


# Agencies' sub-heads and other marks for desks

_STARRED = re.compile(
    r"\A(?:[-–—*=+#.]\s*){3,}\Z|\A[-–—(\s]*(?:more|ends?|endit|30|fin|eom)[-–—)\s/.]*\Z", re.IGNORECASE
)
_SUB_HEAD = re.compile(r"\A\s*(?:[-–—]{1,2}|[*=+]{1,3})\s*(?P<words>\S.{1,78}?\S)\s*(?:[-–—]{1,2}|[*=+]{1,3})\s*\Z")
_FULL_STOP = re.compile(r"[.!?]\Z")


def sub_heads(text: Text) -> Iterator[Suggestion]:
    """An agency's sub-head between dashes or in capitals is a heading of ours; its stars and "MORE" are nobody's."""
    for place, block in enumerate(text.blocks):
        if block.kind != "paragraph":
            continue
        words = block.text
        if words and _STARRED.match(words):
            why = "a mark for desks, which readers need not see"
            yield Suggestion(check="sub-heads", place=place, words=words, replacement="", reason=why, block="gone")
        elif found := _SUB_HEAD.match(words):
            why = "an agency's sub-head is a heading here"
            head = found["words"].strip("-–—*=+ ")
            yield Suggestion(check="sub-heads", place=place, words=words, replacement=head, reason=why, block="heading")
        elif _shouted(words) and place > 0:
            why = "a line in capitals is a heading here, in ordinary letters"
            head = words.strip(" :").capitalize()
            yield Suggestion(check="sub-heads", place=place, words=words, replacement=head, reason=why, block="heading")


def _shouted(words: str) -> bool:
    return words.isupper() and 2 <= len(words.split()) <= 8 and not _FULL_STOP.search(words)


# Dateline and byline, which pages set by themselves

_MONTHS: Final = "|".join(sorted({*month_name[1:], *month_abbr[1:], "Sept"}, key=len, reverse=True))
_OPENING = re.compile(
    rf"\A(?P<place>[A-Z][\w.’' /-]{{1,40}}(?:, [A-Z][\w.’' -]{{1,30}}){{0,2}}?)"
    rf"(?:,? (?:{_MONTHS})\.? \d{{1,2}}(?:,? \d{{4}})?)?"
    r"\s*\((?P<agency>[A-Z][\w./ -]{1,30})\)"
    rf"(?:,? (?:{_MONTHS})\.? \d{{1,2}}(?:,? \d{{4}})?)?\s*(?:--|[-–—:])\s+"
)
_SHOUTED_OPENING = re.compile(
    rf"\A(?P<place>[A-Z][A-Z.’' -]{{2,40}}(?:, [A-Z][\w.’' -]{{1,30}}){{0,2}}?),?"
    rf"(?: (?:{_MONTHS})\.? \d{{1,2}}(?:,? \d{{4}})?)?\s*(?:--|[–—]| - )\s*"
)
_BY = re.compile(r"\A[Bb][Yy]\s+(?=\S)")
_BY_LINE = re.compile(r"\A(?:By|BY|by)\s+(?P<name>(?:[A-Z][\w.’'-]*\s*){2,5}(?:and (?:[A-Z][\w.’'-]*\s*){2,4})?)\Z")


def datelines(text: Text) -> Iterator[Suggestion]:
    """Place, agency and day stand above the text, in the network's own form; the text does not repeat them."""
    for place, block in enumerate(text.blocks[:1]):
        words = block.text
        found = _OPENING.match(words) or _SHOUTED_OPENING.match(words) if block.kind == "paragraph" else None
        if found:
            shown = credit.line(text.dateline)
            why = f"the page sets the dateline itself: {shown}" if shown else "the dateline is no part of the text"
            yield Suggestion(check="dateline", place=place, words=found[0].rstrip(), replacement="", reason=why)


def bylines(text: Text) -> Iterator[Suggestion]:
    """The page writes "by" before a name; a name is not shouted; and it does not stand in the text as well."""
    name = text.byline
    if _BY.match(name):
        why = 'the page writes "by" before a name'
        yield Suggestion(check="byline", place="byline", words=name, replacement=_BY.sub("", name), reason=why)
    elif len(name.split()) > 1 and name.isupper():
        why = "a name is not shouted"
        yield Suggestion(check="byline", place="byline", words=name, replacement=name.title(), reason=why)
    for place, block in enumerate(text.blocks[:2]):
        if block.kind == "paragraph" and (found := _BY_LINE.match(block.text)):
            why = f"a byline is no part of the text: {found['name'].strip()} stands in its own field, or nowhere"
            yield Suggestion(check="byline", place=place, words=block.text, replacement="", reason=why, block="gone")


# Quotes

_QUOTED = re.compile(r'"([^"“”]{1,2000}?)"')
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s|\Z)")
_WITH_APOSTROPHE = re.compile(r"\w*(?:(?<=\w)'(?=\w)\w*)+")


def quotes(text: Text) -> Iterator[Suggestion]:
    """Quotes are “curled”, in pairs; so are apostrophes. A quote that nobody closed is for the editor to close."""
    for place, words in _running(text):
        # Where one is not closed, nobody can tell which are pairs.
        for nth, found in _each(_QUOTED, words) if words.count('"') % 2 == 0 else ():
            inner = found[1] if "’" in found[1] else _APOSTROPHE.sub("’", found[1])
            why = "quotes are curled here"
            yield Suggestion(check="quotes", place=place, words=found[0], nth=nth, replacement=f"“{inner}”", reason=why)
        outside = words if words.count('"') % 2 else _QUOTED.sub(lambda m: " " * len(m[0]), words)
        for found in _WITH_APOSTROPHE.finditer(outside):
            nth = words.count(found[0], 0, found.start())
            curled = found[0].replace("'", "’")
            why = "apostrophes are curled here"
            yield Suggestion(check="quotes", place=place, words=found[0], nth=nth, replacement=curled, reason=why)
        if outside.count('"') or words.count("“") > words.count("”") + (1 if _goes_on(text, place) else 0):
            mark = '"' if '"' in outside else "“"
            yield Suggestion(check="quotes", place=place, words=mark, reason="this quote is not closed")


def _goes_on(text: Text, place: str | int) -> bool:
    """Whether a quote may go on in the next paragraph, which then opens with a quote of its own."""
    following = place + 1 if isinstance(place, int) else -1
    return 0 < following < len(text.blocks) and text.blocks[following].text[:1] in ("“", '"')


# Numbers

_SMALL: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: A figure below ten that counts people or things: a word follows that is no unit, and no money stands before.
_UNITS: Final = (
    "per|percent|km|miles?|metres?|meters?|feet|foot|inch|hours?|minutes?|seconds?|tonnes?|tons?|kg|pounds?|degrees?"
    "|million|billion|trillion|knots?|points?|goals?|and|to|pm|am|volts?|watts?|kilo\\w*|mega\\w*|giga\\w*|litres?"
    "|liters?|gallons?|barrels?|acres?|hectares?|yards?|cents?|dollars?|euros?|vs|versus"
)
_FIGURE = re.compile(rf"(?<![\w$€£¥.,:/%–—-])([1-9]) (?!(?:{_UNITS})\b)([a-z]{{3,}})")
_AGED: Final = re.compile(r"\b(?:aged?|page|chapter|channel|route|gate|group|phase|stage|level|number|no\.)\s\Z", re.I)
_THOUSANDS = re.compile(r"(?<![\w.,:/$€£¥-])([1-9]\d{4,8})(?![\w.,:/-]|\s?(?:GMT|UTC))")
_TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_SPELT = re.compile(rf"(?<![\w-])({'|'.join(_TEENS)})(?= [a-z]{{3,}})(?![\w-])")


def numbers(text: Text) -> Iterator[Suggestion]:
    """Counts below ten are words, from ten on figures; thousands have a comma. Units, ages and money are figures."""
    for place, words in _running(text):
        for said, replacement, start, why in chain(_small(words), _thousands(words), _spelt(words)):
            nth = words.count(said, 0, start)
            yield Suggestion(check="numbers", place=place, words=said, nth=nth, replacement=replacement, reason=why)


def _small(words: str) -> Iterator[tuple[str, str, int, str]]:
    for found in _FIGURE.finditer(words):
        if not _AGED.search(words[: found.start()]):
            small = _SMALL[int(found[1])]
            small = small.capitalize() if _opens(words, found.start()) else small
            yield found[0], f"{small} {found[2]}", found.start(), "counts below ten are words"


def _thousands(words: str) -> Iterator[tuple[str, str, int, str]]:
    for found in _THOUSANDS.finditer(words):
        yield found[0], f"{int(found[1]):,}", found.start(), "thousands have a comma"


def _spelt(words: str) -> Iterator[tuple[str, str, int, str]]:
    for found in _SPELT.finditer(words):
        if not _opens(words, found.start()):
            yield found[0], str(_TEENS[found[1]]), found.start(), "from ten on counts are figures"


def _opens(words: str, at: int) -> bool:
    """Whether a sentence begins there."""
    return not (before := words[:at].rstrip(" “\"'‘(")) or before[-1] in ".!?:"


# Dates against the calendar

_DAYS: Final = "|".join(sorted({*day_name, *day_abbr, "Tues", "Thur", "Thurs", "Weds"}, key=len, reverse=True))
_WITH_DAY = rf"(?:(?P<weekday>{_DAYS})\b\.?,?\s+(?:\()?)?"
_AMERICAN = re.compile(
    rf"\b{_WITH_DAY}(?P<month>{_MONTHS})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}})\b)?"
)
_BRITISH = re.compile(
    rf"\b{_WITH_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTHS})\b\.?(?:,? (?P<year>\d{{4}})\b)?"
)


def dates(text: Text) -> Iterator[Suggestion]:
    """A date's weekday is that of the calendar, and the calendar has such a day."""
    for place, words in _running(text):
        seen: set[int] = set()
        for pattern in (_BRITISH, _AMERICAN):
            for nth, found in _each(pattern, words):
                # "16 January 2020": the second pattern would read "January 20".
                if found.start("month") in seen:
                    continue
                seen.add(found.start("month"))
                if wrong := _against_the_calendar(found, text.day):
                    replacement, why = wrong
                    yield Suggestion(
                        check="dates", place=place, words=found[0], nth=nth, replacement=replacement, reason=why
                    )


def _against_the_calendar(found: "re.Match[str]", near: date | None) -> tuple[str | None, str] | None:
    month = next(n for n in range(1, 13) if month_name[n].startswith(found["month"].rstrip(".")[:3]))
    day, year = int(found["day"]), int(found["year"]) if found["year"] else None
    years = (year,) if year else tuple(near.year + step for step in (-1, 0, 1)) if near else ()
    if year == 0 or not years:
        return None
    meant = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    if not meant:
        leap = " that year" if (month, day) == (2, 29) else ""
        return None, f"there is no {month_name[month]} {day}{leap}"
    if not found["weekday"]:
        return None
    best = meant[0] if near is None else min(meant, key=lambda d: abs((d - near).days))
    said = next(n for n in range(7) if day_name[n][:2] == found["weekday"][:2])
    if best.weekday() == said:
        return None
    right = day_name[best.weekday()]
    short = right if found["weekday"] in day_name else day_abbr[best.weekday()]
    start, end = found.start("weekday") - found.start(), found.end("weekday") - found.start()
    mended = found[0][:start] + short + found[0][end:]
    return mended, f"{month_name[month]} {day}, {best.year}, is a {right}"


def _running(text: Text) -> Iterable[tuple[str | int, str]]:
    """Everything that is running text, each with its place."""
    yield "headline", text.headline
    yield "standfirst", text.standfirst
    yield from ((n, b.text) for n, b in enumerate(text.blocks) if b.kind in ("paragraph", "heading", "list", "quote"))


def _each(pattern: re.Pattern[str], words: str) -> Iterator[tuple[int, "re.Match[str]"]]:
    """What a pattern finds, each with the number of the same words before it."""
    for found in pattern.finditer(words):
        yield words.count(found[0], 0, found.start()), found


#: Each a pure function of a text.
CHECKS: Final[tuple[Callable[[Text], Iterable[Suggestion]], ...]] = (
    sub_heads,
    datelines,
    bylines,
    quotes,
    numbers,
    dates,
)
