"""Heads of parts: ``Headline by Staff Writers Baghdad (AFP) Jan 16, 2020``, on one line or on two or three."""

import re

from msgspec import Struct

from dateline.news.wire import Dateline
from dateline.wires import places
from dateline.wires.dateline import AGENCIES, DAY, agencies_of, day_of
from dateline.wires.plain.layout import word_set
from dateline.wires.sentences import sentences

#: A head ends within so many characters of its line's beginning.
_LONGEST = 400
_MOST_WORDS = 40
_STAMP = re.compile(rf"\((?P<agency>[^()]{{2,60}})\)[,:]?\s*(?P<day>{DAY})")
_AFTER = re.compile(r"\s*(?:-{2,3}|[–—]|[-:](?=\s)(?!\s[^-]{1,60}\s-\s))?\s*")
DOTS = r"(?:\.\s?\.\s?\.|\.{2,}|…)"
#: The end of a teaser: the rest of its text is elsewhere.
_READ_MORE = re.compile(
    rf"\s*[\[(]?{DOTS}[\])]?\s*[\[(]?(?i:read (?:more|on|the full \w+)|continue reading|more)\W*$"
    r"|(?:^|(?<=[\s.!?\"'”’]))\s*[\[(]?(?:Read [Mm]ore|READ MORE|Continue reading)\W*$"
    r"|^\W*(?i:read more|continue reading)\W*$"
)
_BY = re.compile(r"(?:^|(?<=\s))by\s+(?=\S)", re.IGNORECASE)
#: The same in other languages, on a line that is a byline and nothing more.
_FROM = re.compile(r"(?:Von|VON|Par|PAR|Por|POR|Door|DOOR)\s+(?=[^\W\d_a-z])")
_STAFF = re.compile(
    r"(?P<names>(?:[A-Z][\w&.'-]*\s+){0,3}Staff(?:\s+(?:Writers?|Reporters?|Correspondents?|Editors?))?)\b\s*"
)
_TOWN_JOINS = word_set("de del la du des sur am do da dos di upon el al on es")
_NAME_JOINS = word_set("de del la du des van von der den di da al el bin ibn ter dos")
#: What parts a writer from the house that the text was written for: ``Jane Roe for Example News``.
_FOR = re.compile(r"\s+(?:for|of)\s+(?=[A-Z])|\s*\|\s*")
#: Where one of several writers is: ``Jane Roe with Joe Bloggs in Basra``.
_IN = re.compile(r"\s+in\s+[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3}$")
_ELIDED = re.compile(r"[dl]['’][A-Z]")
_HOUSE_JOINS = word_set("of the for and & at")
#: Words that are no part of a person's name: what comes "by" them is no byline.
_NO_NAME = word_set("""
hurricane storm typhoon cyclone tropical president prime minister army navy air force forces government congress
parliament court company agency university institute earth mars moon sun jupiter saturn venus space islamic united
national international the a an state states council ministry department european union inc corp group rebels troops
nasa satellite satellites
""")
_PARTICIPLES = word_set("""
hit run led made built set put held sent told left won shot struck caught bought sold fought lost found kept paid
read cut hurt split spread begun flown grown known drawn thrown driven given taken seen shown written stolen broken
beaten forbidden
""")


class Head(Struct, frozen=True):
    """What opens a part of a page."""

    headline: str
    #: Without "by"; empty if none.
    byline: str
    dateline: Dateline
    #: The words after it on the same line.
    rest: str


def head_of(line: str) -> Head | None:
    """
    The head that *line* begins with; None if it begins with none.

    The headline is empty where the line holds only a place, or only a byline and a place: it stands on a line before.
    """
    for stamp in _STAMP.finditer(line[: _LONGEST + 100]):
        agencies, day = agencies_of(stamp["agency"]), day_of(stamp["day"])
        before = line[: stamp.start()].strip()
        if not agencies or day is None or not _may_be_head(before):
            continue
        headline, byline, place = _parsed(before, teaser=end_of_teaser(line) is not None)
        end = stamp.end() + _AFTER.match(line[stamp.end() : stamp.end() + 80]).end()  # type: ignore[union-attr]
        return Head(headline, byline, Dateline(place, agencies, day), line[end:])
    return None


def end_of_teaser(text: str) -> int | None:
    """Where the words of a teaser end, before its ``... read more``; None if *text* has no such end."""
    found = _READ_MORE.search(text, max(len(text) - 80, 0))
    return found.start() if found else None


def byline_of(line: str) -> str:
    """The names on a line that is a byline and nothing more, such as ``By Jane Roe``; empty if it is none."""
    by = _BY.match(line) or _FROM.match(line)
    if not by or len(line) > 120:
        return ""
    names, _, role = line[by.end() :].strip().rstrip(".").partition(",")
    staff = _STAFF.fullmatch(names)
    whole = line[by.end() :].strip()
    return whole if staff or is_names(whole) or (role and is_names(names)) else ""


def split_byline(text: str) -> tuple[str, str]:
    """Part a line that is a headline, or a headline and its byline; the byline is empty if there is none."""
    for by in reversed(list(_BY.finditer(text))):
        headline, names = text[: by.start()].strip(), text[by.end() :].strip()
        if headline and (_STAFF.fullmatch(names) or (is_names(names) and not _is_passive(headline))):
            return headline, names
    return text, ""


def _may_be_head(text: str) -> bool:
    if len(text) > _LONGEST or text.count(" ") >= _MOST_WORDS or text.endswith((",", ";")):
        return False
    return not any(one.rstrip("\"'”’)").endswith(".") for one in sentences(text)[:-1])


def _parsed(text: str, *, teaser: bool) -> tuple[str, str, str]:
    """The headline, byline and place of what stands before the agency."""
    for by in reversed(list(_BY.finditer(text))):
        headline, after = text[: by.start()].strip(), text[by.end() :].strip()
        staff = _STAFF.match(after)
        if staff:
            return headline, staff["names"].strip(), after[staff.end() :].strip(" ,")
        names, place = _names_and_place(after)
        if names and not (teaser and _is_passive(headline)):
            return headline, names, place
    headline, place = split_place(text)
    return headline, "", place


def _names_and_place(text: str) -> tuple[str, str]:
    names, place = split_place(text)
    names = names.strip(" ,")
    return (names, place) if is_names(names) else ("", "")


def _is_passive(headline: str) -> bool:
    """True if a "by" after it belongs to its verb, as in ``led by`` and ``hit by``; teasers seldom have a byline."""
    last = headline.split()[-1].casefold() if headline else ""
    return last in _PARTICIPLES or (len(last) > 4 and last.endswith("ed"))


def is_names(text: str) -> bool:
    """True if *text* is one or more persons' names, or an agency's, as bylines give them, and whom they wrote for."""
    names, _, house = _FOR.sub("\n", text, count=1).partition("\n")
    if house and not all(word[0].isupper() or word in _HOUSE_JOINS for word in house.split()):
        return False
    people = [_IN.sub("", one.strip()) for one in re.split(r",\s*|\s+(?:and|&|with)\s+", names)]
    return bool(names) and all(_is_person(one) or one.casefold() in AGENCIES for one in people)


def _is_person(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5 or any(character.isdigit() for character in text) or places.known(text):
        return False
    if any(word.casefold() in _NO_NAME or word[-1] in ":;?!\"'”’" for word in words):
        return False
    shouted = text.isupper()
    return words[0][0].isupper() and all(_is_name_word(word, shouted) for word in words)


def _is_name_word(word: str, shouted: bool) -> bool:
    if word in _NAME_JOINS:
        return True
    acronym = len(word.strip(".")) > 1 and word.isupper() and "." not in word and not shouted
    return (word[0].isupper() and not acronym) or word.startswith(("al-", "el-", "d'", "d’"))


def split_place(text: str) -> tuple[str, str]:
    """
    Part *text* before the place that it ends with: ``Rocket lands Cape Canaveral FL``.

    Returns:
        What stands before, and the place with its region; the place is empty where no capitalised word ends the text.
    """
    core, region = _split_region(text)
    words = core.split()
    size = _town_size(words)
    return (" ".join(words[:-size]), f"{' '.join(words[-size:])}{region}") if size else (text.strip(), "")


def _split_region(text: str) -> tuple[str, str]:
    """Take the state or country off the end: ``Bengaluru, India``, ``Cape Canaveral FL``."""
    core, comma, region = text.rpartition(",")
    region = region.strip()
    if comma and places.is_name(region) and _belongs(core.strip(), region):
        inner, more = _split_region(core.strip())
        return inner, f"{more}, {region}"
    core, _, code = text.strip().rpartition(" ")
    if code.rstrip(".") in places.STATE_CODES and core and core.split()[-1][0].isupper():
        return core.rstrip(" ,"), text.strip()[len(core.rstrip(" ,")) :]
    return text.strip(), ""


def _belongs(core: str, region: str) -> bool:
    """True if *region* says where the town that *core* ends with lies, and is not one more name in a headline."""
    words = core.split()
    if not words or not _is_capital(words[-1]):
        return False
    known = _known_size(words)
    town = " ".join(words[-known:]).casefold()
    if places.is_region(region):
        return not known or town in places.CITIES or not _is_country(town)
    return len(region.split()) <= 2 and bool(known) and town in places.CITIES and not _known_size(region.split())


def _is_country(name: str) -> bool:
    """True if *name*, case-folded, is a country's and no city's."""
    return name in places.COUNTRIES and name not in places.CITIES


def _town_size(words: list[str]) -> int:
    """How many words at the end of *words* are the town's name."""
    known = _known_size(words)
    if known:
        return known
    if not words or not _is_capital(words[-1]) or words[-1][-1] in ":;?!\"'”’":
        return 0
    size = 1
    while size < min(4, len(words)) and _extends(words[-size - 1], words[-size]):
        size += 1
    return size


def _known_size(words: list[str]) -> int:
    for size in range(min(5, len(words)), 0, -1):
        tail = words[-size:]
        if places.known(" ".join(tail)) and tail[0][0].isupper() and tail[-1][0].isupper():
            return size
    return 0


def _is_capital(word: str) -> bool:
    """True if *word* begins like a name, as in ``Isère`` and ``d'Isère``."""
    return word[0].isupper() or bool(_ELIDED.match(word))


def _extends(before: str, word: str) -> bool:
    if _ELIDED.match(word) or before in _TOWN_JOINS or word in _TOWN_JOINS:
        return True
    first, last = before.casefold() in places.FIRST_WORDS, word.casefold() in places.LAST_WORDS
    return before[0].isupper() and (first or (last and before[-1].isalnum()))
