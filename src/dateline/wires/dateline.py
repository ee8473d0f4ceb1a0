"""Datelines: the place, the agencies and the day that open a text, in the forms that the world's agencies print."""

import re
from contextlib import suppress
from datetime import date

from dateline.news.wire import Dateline
from dateline.wires import places
from dateline.wires.caseless import split_caseless
from dateline.wires.dialects import placeless, spellings
from dateline.wires.letters import one_of
from dateline.wires.months import MONTHS

#: No letter beyond this has a capital, but for those of scripts that hardly any agency writes.
_CASED = "\u0600"
#: No dateline is longer than this; what follows is not looked at.
_LONGEST = 240

_DAYS = "mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = one_of(MONTHS) + r"(?!\w)\.?"
_WEEKDAY = rf"(?:(?:\w+day|{_DAYS})\.?,?\s+)?"
#: A day as datelines write it: ``Jan. 16, 2020``, ``16. Januar``, ``21 de enero de 2020``, ``2020-01-16``.
DAY = (
    rf"(?i:{_WEEKDAY}(?:"
    rf"{_MONTH}\s*\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s+\d{{4}}(?!\d))?"
    rf"|(?:le\s+|den\s+)?\d{{1,2}}(?:\.|er|º)?\s+(?:de\s+)?{_MONTH}(?:,?\s+(?:de\s+)?\d{{4}}(?!\d))?"
    r"|\d{4}-\d{2}-\d{2}(?!\d)))"
)

#: Agencies without a dialect.
_AGENCIES = """
AA AAP ABr Adnkronos afx AFX AGI AIM allAfrica ANA Anadolu ANI ANP ANTARA APA APO APP askanews ats Belga Bernama
Bloomberg BNS BSS BTA CNA CNES CNN CNS CNW CP CSA CTK ČTK DHA DJ DLR dapd ddp epd ESO Fars Hina INA Interfax IPS IRNA
ISNA ISRO JAXA Jiji JPL KCNA KNA KUNA LaPresse LETA Lusa MAP Mehr MENA MTI NAMPA NNA Notimex NSF NTB NZPA OPA ots PANA
PAP PNA PR PTI QNA RIA Ritzau sda SANA SAPA SPA SPX Sputnik STT TAP Tanjug Télam Telam THA TT UNI VNA VOA WAFA WAM
Yonhap Интерфакс РИА УНИАН БелТА Укринформ
"""
_LONG_AGENCIES = """
Canadian Press|The Canadian Press|CNN Business|Dow Jones|Inter Press Service|RIA Novosti|UN News|Yonhap News Agency
РИА Новости|ACCESSWIRE|Newsfile Corp.
"""
#: Agencies that are known by name, case-folded.
AGENCIES = (
    frozenset(_AGENCIES.casefold().split())
    | spellings()
    | frozenset(_LONG_AGENCIES.casefold().strip().replace("\n", "|").split("|"))
)
_BARE = "Kyodo News|Kyodo|Reuters|Xinhua|Yonhap|TASS|AFP|UPI|IANS|PTI|APA|AAP|NZPA|РИА Новости|ТАСС"

#: "МОСКВА, 2 мая - РИА Новости. Мост закрыт."
_RUSSIAN = "РИА Новости|ТАСС|Интерфакс"

_OPENERS = """
a an after all also although amid among and another any as at because before both but by despite during each every
few following for from he her here his how if in into it its many more most no not of on once one or our she since
so some such that their then there these they this those though to two under until we what when where which while
who why with without you your der die das ein eine im am les une dans
"""
#: Words that open an ordinary sentence, never a place.
OPENERS = frozenset(_OPENERS.split())

_WORD = r"[^\W\d_](?:[\w.'’]|-(?=\w))*"
#: A day has digits.
_NO_DAY = "(?!)"
_AGENCY = (
    rf"\((?P<paren>[^()\n]{{2,60}})\)|/(?P<slash>[A-ZА-Я][\w .-]{{1,40}})/|(?<=[\d\s.,])(?P<bare>{_BARE})(?=\s*[-–—:])"
    rf"|[-–—]\s+(?P<tail>{_RUSSIAN})(?=\.)"
)


def _place(day: str) -> str:
    """A place, which goes no further than to a *day*."""
    name = rf"{_WORD}(?:(?:[ \t]+|[ \t]*[/&][ \t]*)(?!{day}){_WORD}){{0,5}}"
    return rf"{name}(?:,[ \t]*(?!{day})(?:the[ \t])?{name}){{0,3}}"


def _opening(day: str) -> re.Pattern[str]:
    """One shape for all: place, *day*, agency, day again, dash; `_accepted` says which of them make a dateline."""
    return re.compile(
        rf"[\s*]*(?P<place>{_place(day)})"
        rf"(?:(?P<comma>\s?[,.]\s*|\s)\s*(?P<day>{day}))?"
        rf"(?:[.,]?\s*(?:--|—)?\s*(?:{_AGENCY}))?"
        rf"(?:,?\s*-{{0,2}}\s*(?P<after>{day})(?=\s*(?:--|[-–—_=:]\s|\n|$)|(?<=\d{{4}})\s))?"
        r"(?P<end>[.:,]?\s*(?:-{1,3}|[–—―_=])?)(?:[ \t]*\n)?\s*"
    )


_OPENING = _opening(DAY)
#: The same, many times as fast, for texts without a digit.
_UNDATED = _opening(_NO_DAY)
_DIGIT = re.compile(r"\d")
_WHOLE_DAY = re.compile(DAY)
_IN_PARENTHESES = re.compile(r"\(([^()]+)\)")
#: No day is longer, in letters, up to its digits.
_BEFORE_DIGITS = 40
#: What stands around an agency, or ends a dateline; without one of these there is none.
_SIGNS = re.compile(r"[(/:=_–—―-]")
_FIRST_WORD = re.compile(r"[\s*]*([^\W\d_]\w*)")
_WORDS_OF_DAY = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN_AGENCIES = re.compile(r"[/;,+&|]| and | et | und ")
_DASHES = ("-", "–", "—", "―", "_", "=")
_NO_PLACE = re.compile(r"\s*\((?P<paren>[^()\n]{2,60})\)\s*(?:-{1,3}|[–—―_])\s*")
#: ``Jan 16 (Reuters) -``, of the few agencies that name no place in some datelines.
_PLACELESS = re.compile(rf"\s*(?P<day>{DAY}),?\s*\((?P<paren>[^()\n]{{2,60}})\)\s*(?:-{{1,3}}|[–—_])\s*")
_PLACE_SECOND = re.compile(rf"(?P<place>{_place(DAY)}),?\s+(?P<day>{DAY})\s*(?:-{{1,2}}|[–—_])\s*")


def day_of(text: str, hint: date | None = None) -> date | None:
    """
    The day that *text*, in one of the forms of `DAY`, names.

    Args:
        hint: A day near it, which gives the year where the text has none.
    Returns:
        None where the text has no such day, or no year and there is no hint.
    """
    if "-" in text:
        with suppress(ValueError):
            return date.fromisoformat(text.strip())
    words = _WORDS_OF_DAY.findall(text)
    months = [month for word in words if (month := MONTHS.get(word.casefold()))]
    numbers = [int(word) for word in words if word.isdecimal()]
    if not months or not numbers:
        return None
    year = next((number for number in numbers if number > 999), None)
    small = [number for number in numbers if number < 100]
    return _nearest(year, months[-1], small[0], hint) if small else None


def _nearest(year: int | None, month: int, day: int, hint: date | None) -> date | None:
    years = [year] if year is not None else [hint.year + step for step in (-1, 0, 1)] if hint else []
    found = []
    for candidate in years:
        with suppress(ValueError):
            found.append(date(candidate, month, day))
    return min(found, key=lambda one: abs(one - hint), default=None) if hint else next(iter(found), None)


def agencies_of(text: str) -> tuple[str, ...]:
    """The agencies named inside a dateline's parentheses, in order; empty if these are no agencies' names."""
    if text.casefold() in AGENCIES:
        return (text,)
    parts = [part.strip() for part in _BETWEEN_AGENCIES.split(text)]
    found: list[str] = []
    for part in parts:
        words = part.split()
        each_known = len(words) > 1 and all(word.casefold() in AGENCIES for word in words)
        found.extend(words if each_known and part.casefold() not in AGENCIES else [part])
    return tuple(found) if all(_is_agency(one) for one in found) else ()


def _is_agency(name: str) -> bool:
    if name.casefold() in AGENCIES:
        return True
    words = name.split()
    return 1 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in name)


def split_dateline(text: str, *, day_hint: date | None = None) -> tuple[Dateline | None, str]:
    """
    Take the dateline off the beginning of a body's text.

    Args:
        text: A body, or its first paragraph; white space before the dateline is passed over.
        day_hint: A day near the text's, such as that of its issue, for datelines without a year.
    Returns:
        The dateline (``in_body``), and the text after it and its dash; or None and *text* as it was.
    """
    head = text[:_LONGEST]
    if head.lstrip(" \t\n(（")[:1] > _CASED:
        return split_caseless(text, day_hint)
    if not _may_open(head):
        return _placeless(head, text, day_hint) if "(" in head[:_BEFORE_DIGITS] else (None, text)
    match = _match(head)
    if match and _accepted(match, agencies := _agencies(match), head[match.end() : match.end() + 1]):
        return _value(match, agencies, day_hint, in_body=True), text[match.end() :]
    agency_first = _NO_PLACE.match(head)
    if agency_first and _all_known(agencies_of(agency_first["paren"])):
        second = _PLACE_SECOND.match(head, agency_first.end())
        place, day = (second["place"], day_of(second["day"], day_hint)) if second else ("", None)
        rest = text[(second or agency_first).end() :]
        return Dateline(place, agencies_of(agency_first["paren"]), day, in_body=True), rest
    return None, text


def _placeless(head: str, text: str, day_hint: date | None) -> tuple[Dateline | None, str]:
    """The dateline without a place that *head* opens with, and the *text* after it; or None and the text."""
    found = _PLACELESS.match(head)
    agencies = agencies_of(found["paren"]) if found else ()
    if found is None or not agencies or not placeless().issuperset(map(str.casefold, agencies)):
        return None, text
    return Dateline("", agencies, day_of(found["day"], day_hint), in_body=True), text[found.end() :]


def _match(head: str) -> re.Match[str] | None:
    """What *head* opens with, in the shape of a dateline."""
    if _DIGIT.search(head, 0, _BEFORE_DIGITS):
        return _OPENING.match(head)
    match = _UNDATED.match(head)
    dated = match is None or _DIGIT.search(head, _BEFORE_DIGITS, match.end() + _BEFORE_DIGITS)
    return _OPENING.match(head) if dated else match


def _may_open(head: str) -> bool:
    """False if *head* is surely no dateline, which the long pattern need not find out."""
    sign = _SIGNS.search(head)
    if sign is None:
        return False
    first = _FIRST_WORD.match(head)
    if first is None:
        return "(" in head
    word = first[1]
    if not word[0].isupper():
        return False
    folded = word.casefold()
    if folded in MONTHS or folded in _WEEKDAYS or folded in OPENERS:
        return False
    # All up to the sign is the place, or a day, which has digits: a sentence has a word in small letters sooner.
    before = head[: sign.start()]
    return _DIGIT.search(before) is not None or all(map(places.may_be_in_name, before.split()))


def parse_dateline(text: str, *, day_hint: date | None = None) -> Dateline | None:
    """
    Read a field that holds a dateline and nothing else, such as ``Baghdad (AFP) Jan 16, 2020`` or ``Paris``.

    Args:
        day_hint: A day near it, for datelines without a year.
    Returns:
        The dateline, not ``in_body``; None where the field has no word. A field in no known form is taken as a place.
    """
    trimmed = text.strip().rstrip("-–—―_=: \t\n")
    dated = _DIGIT.search(trimmed) is not None
    match = (_OPENING if dated else _UNDATED).fullmatch(trimmed)
    if match and ((agencies := _agencies(match)) or match["day"] or match["after"]):
        return _value(match, agencies, day_hint, in_body=False)
    if dated and _WHOLE_DAY.fullmatch(trimmed):
        return Dateline(day=day_of(trimmed, day_hint))
    only_agency = _IN_PARENTHESES.fullmatch(trimmed)
    if only_agency and (agencies := agencies_of(only_agency[1])):
        return Dateline(agencies=agencies)
    return Dateline(" ".join(trimmed.split())) if any(c.isalnum() for c in trimmed) else None


def _value(match: re.Match[str], agencies: tuple[str, ...], hint: date | None, *, in_body: bool) -> Dateline:
    told = match["day"] or match["after"]
    day = day_of(told, hint) if told else None
    return Dateline(" ".join(match["place"].rstrip(",").split()), agencies, day, in_body=in_body)


def _agencies(match: re.Match[str]) -> tuple[str, ...]:
    single = match["slash"] or match["bare"] or match["tail"]
    return (single,) if single else agencies_of(match["paren"] or "")


def _all_known(agencies: tuple[str, ...]) -> bool:
    return bool(agencies) and all(agency.casefold() in AGENCIES for agency in agencies)


def _accepted(match: re.Match[str], agencies: tuple[str, ...], rest: str) -> bool:
    """True if what matched is a dateline and not the beginning of an ordinary sentence; *rest* begins with the next."""
    place = match["place"]
    if not _may_be_place(place) or (match["paren"] and not agencies):
        return False
    dash = match["end"].endswith(_DASHES)
    opens = not rest or not rest[0].islower()
    if not agencies:
        return _accepted_without_agency(match, dash and _spaced(match), opens)
    if place[0] == agencies[0][0].upper() and _initials(place) == agencies[0].upper():
        return False
    day = bool(match["day"] or match["after"])
    if match["slash"] or _all_known(agencies):
        return day or dash or opens
    return day or (dash and opens and _is_known(place))


def _is_known(place: str) -> bool:
    town, *regions = (part.strip() for part in place.split(","))
    return places.known(town) or any(places.is_region(region) for region in regions)


def _accepted_without_agency(match: re.Match[str], dash: bool, opens: bool) -> bool:
    place = match["place"]
    if match["day"]:
        return dash and (match["comma"].strip() == "," or place.isupper() or _is_known(place))
    town = place.split(",")[0]
    return dash and opens and town.isupper() and _is_known(place)


def _spaced(match: re.Match[str]) -> bool:
    """True if the dash stands apart as a dateline's does; ``NEW YORK-based`` has none."""
    return (
        "—" in match["end"] or (match["end"][:1].isspace() and match[0][-1:].isspace()) or not match[0][-1:].isalpha()
    )


def _may_be_place(text: str) -> bool:
    """True if *text*, of which `_may_open` has seen the first word, is written as a place's name is."""
    if text.isalpha() and text[0].isupper():
        return True
    return (
        all(places.is_name(part.strip().removeprefix("the ")) for part in text.split(","))
        and len(text.replace("/", " ").split()) <= 10
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper())
