"""What a headline opens with for the desk alone ("CORRECTED-", "Korrektur:"), and what it tells the desk to do."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

_TH: Final = r"(?:ST|ND|RD|TH)"
#: Phrases in capitals that open no news, marks or none.
_PHRASES: Final = (
    ("kill", r"MANDATORY\s+(?:(?:STORY|PICTURE|PHOTO)\s+)*(?:KILL|ELIMINATION)(?:[\s!]+KILL)*(?:\s+NOTICE)?"),
    ("kill", r"KILL(?:[\s!.,]+KILL)+(?:\s+NOTICE)?|(?:PICTURE|PHOTO|STORY|BULLETIN|GRAPHIC|VIDEO)\s+KILL"),
    ("kill", r"KILL\s+(?:NOTICE|ADVISORY|ORDER)|STORY\s+(?:WITHDRAWN|RETRACTED|KILLED)|A\s+KILL\s+IS\s+MANDATORY"),
    ("withhold", r"HOLD(?:[\s!.,]+HOLD)+|HOLD\s+FOR\s+RELEASE"),
    (
        "correction",
        r"CORRECT(?:ING|S)?\s+(?i:AND)\s+REPLAC(?:ING|ES?)|ANNULE\s+ET\s+REMPLACE|ANNULLA\s+E\s+SOSTITUISCE",
    ),
    ("correction", r"ANULA\s+Y\s+SUSTITUYE|ERRATA\s+CORRIGE|CORRECTED\s+REFILE"),
    ("update", rf"\d{{1,2}}{_TH}\s*-?\s*(?:LEAD|LD)(?:[\s-]*WRITETHR(?:U|OUGH))?|WRITETHR(?:U|OUGH)"),
    ("update", r"\d\.\s?(?:LEAD|ZUSAMMENFASSUNG|ZF)\b"),
)
#: Single words in capitals. "Corrected maps reach schools" is news, "CORRECTED-Maps reach schools" is an instruction;
#: where the whole headline is in capitals, a mark must follow, for "HOLD ON, MAYOR SAYS" is news again.
_WORDS: Final = (
    ("lift", r"(?:EMBARGO|HOLD|SPERRFRIST)\s+(?:(?:IS|HAS\s+BEEN|WIRD|IST)\s+)?(?:LIFTED|RELEASED|AUFGEHOBEN)"),
    ("lift", r"HOLD\s+(?:CANCELL?ED|REMOVED)|EMBARGO\s+LEVÉ|EMBARGO\s+LEVANTADO|FREIGABE"),
    ("kill", r"KILL|WITHDRAWN|RETRACTED|RETRACTION|ELIMINATION|ANNULATION|ANNULÉE?|ANULACI[OÓ]N|ANULAD[OA]"),
    ("kill", r"ANNULLAMENTO|ANNULLAT[OA]|ANULAÇÃO|RÜCKZUG|ZURÜCKGEZOGEN|INGETROKKEN"),
    ("withhold", r"HOLD|WITHHOLD|WITHHELD|DO\s+NOT\s+USE|BITTE\s+NICHT\s+VERWENDEN"),
    ("correction", r"CORRECT(?:ED|ION|IVE|S|ING)?|CLARIFICATION|RECTIFICATION|RECTIFICATIF|CORRIGENDUM|ERRAT(?:UM|A)"),
    ("correction", r"CORRIGE|CORRECCI[OÓ]N|RECTIFICACI[OÓ]N|RETTIFICA|CORREZIONE|CORREÇÃO|CORRECTIE|RECTIFICATIE"),
    ("correction", r"KORREKTUR|KORRIGIERT|BERICHTIGUNG|BERICHTIGT|RICHTIGSTELLUNG|RÄTTELSE|RETTELSE|OIKAISU|KORJAUS"),
    ("update", r"UPDATED?(?:\s*\d+)?|WRAPUP(?:\s*\d+)?|NEUFASSUNG|AKTUALISIERT|ACTUALISATION|ACTUALIZACI[OÓ]N"),
    ("update", r"ACTUALIZA|AGGIORNAMENTO"),
    ("refile", r"REFILED?|REPEAT|RPT|WIEDERHOLUNG|REPETICI[OÓ]N|RÉPÉTITION|HERHALING"),
    ("advisory", r"(?:(?:MEDIA|EDITORS?|NEWS|PHOTO|VIDEO)\s+)?ADVISORY(?:\s+TO\s+EDITORS)?|ATTENTION\s+EDITORS"),
    ("advisory", r"NOTE\s+TO\s+EDITORS|(?:ACHTUNG|AN\s+DIE)\s+REDAKTION(?:EN)?|AVIS\s+AUX\s+RÉDACTIONS"),
)
#: Words that are nothing without a mark, even where the rest is in small letters.
_MARKED: Final = (("urgent", r"EIL(?:MELDUNG)?|URGENT|FLASH|BULLETIN"),)
#: The same in title case, where a colon follows or parentheses are around them.
_TITLED: Final = (
    ("kill", r"(?:mandatory|picture|photo|story)\s+kill|kill\s+(?:notice|advisory)|story\s+(?:withdrawn|retracted)"),
    (
        "correction",
        r"correct(?:ed|ion|ive)|clarification|rectificati(?:f|on)|rectificación|corrección|corrige|correctie",
    ),
    ("correction", r"(?:achtung\s*[/,:!-]\s*)?(?:berichtigung|korrektur)|rettifica|correzione|errata(?:\s+corrige)?"),
    ("correction", r"rättelse|rettelse|oikaisu|annule\s+et\s+remplace|annulla\s+e\s+sostituisce|anula\s+y\s+sustituye"),
    ("update", r"updated?(?:\s+\d+)?|actualiza(?:ción)?|ampliación|amplía|aktualisiert|aggiornamento"),
)
_ACHTUNG: Final = r"(?:ACHTUNG\s*[/,:!-]\s*)?"
MARK: Final = r"\s*[-–—:;|!\])*=]+|\s*$"
#: A hyphen that a small letter follows makes a compound: "HOLD-up at the bank".
_CLOSED: Final = r"(?!\s*-[a-zà-ÿ])"


class _Opening(Struct, frozen=True):
    signal: str
    pattern: re.Pattern[str]
    #: True where it opens no news in any case.
    phrase: bool = False


_OPENINGS: Final = (
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*{_ACHTUNG}(?:{words})\b(?P<mark>{MARK}|\s+|[.,])", re.DOTALL), True)
        for signal, words in _PHRASES
    ),
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*{_ACHTUNG}(?:{words})(?!\w){_CLOSED}(?P<mark>{MARK}|\s+)", re.DOTALL))
        for signal, words in _WORDS
    ),
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*(?:{words})(?!\w){_CLOSED}(?P<mark>{MARK})", re.DOTALL))
        for signal, words in _MARKED
    ),
    *(
        _Opening(
            signal,
            re.compile(rf"\s*(?:(?:{words})(?P<mark>\s*[:=]|\s*$)|[\[(]\s*(?:{words})\s*[\])])\s*", re.IGNORECASE),
            True,
        )
        for signal, words in _TITLED
    ),
)
#: How all of them begin; few headlines begin so.
_MAY_OPEN: Final = re.compile(
    rf"[\[(*\s]*{_ACHTUNG}(?:{'|'.join(words for _, words in (*_PHRASES, *_WORDS, *_MARKED))}"
    rf"|(?i:{'|'.join(words for _, words in _TITLED)}))"
)


def openings(headline: str) -> Iterator[tuple[str, int]]:
    """
    The instructions at the start of a *headline*; one may follow another, as in "REFILE 1ST LEAD".

    Yields:
        Each with its signal, and where in the headline it ends.
    """
    if not _MAY_OPEN.match(headline):
        return
    rest, mixed = headline, any(letter.islower() for letter in headline)
    while match := _opening(rest, mixed):
        signal, end = match
        rest = rest[end:]
        yield signal, len(headline) - len(rest)


def _opening(headline: str, mixed: bool) -> tuple[str, int] | None:
    if not headline:
        return None
    for opening in _OPENINGS:
        match = opening.pattern.match(headline)
        if match is None:
            continue
        said = mixed and not _goes_on(opening.signal, match, headline)
        if opening.phrase or said or match.end() == len(headline) or _sets_apart(match, headline):
            return opening.signal, match.end()
    return None


def _goes_on(signal: str, match: re.Match[str], headline: str) -> bool:
    """
    True if a word is a part of what follows, without a mark between them.

    A grave one before capitals: "KILL BILL returns", "HOLD THE LINE, say teachers"; a mild one before small letters:
    "REPEAT offenders go free".
    """
    following = headline[match.end() :].split(maxsplit=1)
    # Parentheses have no mark after them, and are one.
    if (match["mark"] or ")").strip() or not following:
        return False
    if signal in ("kill", "withhold"):
        return following[0].isupper() and len(following[0].strip(".,:;!?")) > 1
    return following[0][0].islower()


def _sets_apart(match: re.Match[str], headline: str) -> bool:
    """True if a mark ends the word, in a headline where all is in capitals: "KILL-OR-CURE DEBATE" has none."""
    mark = match["mark"].strip()
    glued = match["mark"] == "-" and headline[match.end() :][:1].isalpha()
    return bool(mark) and not (glued and re.search(r"\b(?:KILL|HOLD|REPEAT|WITHHOLD|ELIMINATION)-\Z", match[0]))
