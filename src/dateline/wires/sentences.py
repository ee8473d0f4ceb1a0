"""Where one sentence ends and the next begins, in news prose."""

import re

#: A stop, the quotes and brackets that close with it, one space, and the beginning of the next word.
_END = re.compile(
    r"(?<![.?!…])(?P<stop>[.?!…؟।]+)(?P<close>[\"'”’»)\]]*)[ \t\xa0]* (?=(?P<open>[\"'“‘«(\[]*)(?P<next>[^\s]*))"
)

_TITLES = """
mr mrs ms dr prof gen lt col maj capt cpt sgt cpl pvt adm cmdr brig sen rep gov pres supt insp det rev hon st ste fr
mt ft messrs mme mlle herr sr. vs v viz cf al. nos fig figs art ed eds hrsg bzw ca approx dept univ asst
"""
#: Words that a name or a number follows: their stop ends no sentence.
_BEFORE_NAMES = frozenset(_TITLES.split())
_SHORTENED = """
inc co corp ltd llc plc bros cos jr sr phd ph.d esq etc e.g i.e a.m p.m u.s u.k u.n e.u u.a.e d.c u.s.a u.s.s.r b.c
a.d n.y n.j n.h n.m n.c n.d s.c s.d r.i w.va ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich
minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo ave blvd rd mln bln pct dlrs cts hr hrs min sec ft
lb lbs oz mph kph est gmt no jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
sat sun a.k.a op
"""
#: Words whose stop ends a sentence only where a word follows that opens one.
_SHORT = frozenset(_SHORTENED.split())
_NUMBERED = "jan feb mar apr jun jul aug sep sept oct nov dec no op"
#: Words that a number follows: their stop ends a sentence only where none does.
_BEFORE_NUMBERS = frozenset(_NUMBERED.split())
_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember"
_GERMAN_MONTHS = frozenset(_MONTHS.split())
_STARTERS = """
a after all also although amid among an and another as at because before both but by despite during earlier each
even every few for former from he her here his how however i if in instead it its last later many meanwhile most my
no nobody not now of officials on once one only or other our police several she since so some still such that the
their then there these they this those though through to under until we what when where which while who why with
without yet you
"""
#: Words that open sentences and are seldom part of a name.
STARTERS = frozenset(_STARTERS.split())
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?$")


def sentences(text: str) -> tuple[str, ...]:
    """
    The sentences of *text*, in order.

    Args:
        text: One paragraph, or more of them run together; plain words.
    Returns:
        Parts which, joined with single spaces, are *text* to the letter. A quotation of several sentences is several
        parts; a quotation and the "he said" after it are one.
    """
    found, start = [], 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            found.append(text[start : match.end() - 1])
            start = match.end()
    if start < len(text):
        found.append(text[start:])
    return tuple(found)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = match["next"]
    if not any(map(str.isalnum, following)) or following[0].islower() or following[0] in ",;:":
        return False
    if match["stop"] != "." or match["close"]:
        return True
    word = re.split(r"[\s(\[\"“'‘/—-]", text[max(start, match.start() - 24) : match.start()])[-1]
    return _ends_after(word, match["open"], following, match.start() - start <= len(word))


def _ends_after(word: str, opened: str, following: str, alone: bool) -> bool:
    """True if a sentence can end with *word* and a full stop, before *following*; *alone* if nothing precedes it."""
    plain, first = word.casefold(), re.split(r"\W", following, maxsplit=1)[0]
    if alone and (word.isdigit() or len(word) == 1):
        return False
    if word.isdigit() and len(word) <= 2 and first.casefold() in _GERMAN_MONTHS:
        return False
    if plain in _BEFORE_NAMES:
        return False
    starts = bool(opened) or first.casefold() in STARTERS
    if plain in _BEFORE_NUMBERS:
        return not first.isdigit()
    if plain in _SHORT or _INITIALS.match(word + ".") or (len(word) == 1 and word.isupper()):
        return starts
    return True
