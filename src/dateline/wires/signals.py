"""What a headline, a keyword line or a desk note tells the desk to do, in our words, whatever the wire."""

import re
from typing import Final

from msgspec import Struct

from dateline.wires.letters import first_piece, mentions, pieces
from dateline.wires.remembered import remembered

#: The signals that words can carry, the gravest first.
ORDER: Final = ("kill", "withhold", "lift", "correction", "update", "refile", "advisory", "urgent")
_TH: Final = r"(?:ST|ND|RD|TH)"
#: Phrases in capitals that open no news, marks or none.
_PHRASES: Final = (
    ("kill", r"MANDATORY\s+(?:(?:STORY|PICTURE|PHOTO)\s+)*(?:KILL|ELIMINATION)(?:[\s!]+KILL)*(?:\s+NOTICE)?"),
    ("kill", r"KILL(?:[\s!.,]+KILL)+(?:\s+NOTICE)?|(?:PICTURE|PHOTO|STORY|BULLETIN|GRAPHIC|VIDEO)\s+KILL"),
    ("kill", r"KILL\s+(?:NOTICE|ADVISORY|ORDER)|STORY\s+(?:WITHDRAWN|RETRACTED|KILLED)|A\s+KILL\s+IS\s+MANDATORY"),
    ("withhold", r"HOLD(?:[\s!.,]+HOLD)+|HOLD\s+FOR\s+RELEASE"),
    ("correction", r"CORRECT(?:ING|S)?\s+AND\s+REPLAC(?:ING|ES?)|ANNULE\s+ET\s+REMPLACE|ANNULLA\s+E\s+SOSTITUISCE"),
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
_MARK: Final = r"\s*[-–—:;|!\])*=]+|\s*$"
#: A hyphen that a small letter follows makes a compound: "HOLD-up at the bank".
_CLOSED: Final = r"(?!\s*-[a-zà-ÿ])"


class _Opening(Struct, frozen=True):
    signal: str
    pattern: re.Pattern[str]
    #: True where it opens no news in any case.
    phrase: bool = False


_OPENINGS: Final = (
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*{_ACHTUNG}(?:{words})\b(?P<mark>{_MARK}|\s+|[.,])", re.DOTALL), True)
        for signal, words in _PHRASES
    ),
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*{_ACHTUNG}(?:{words})(?!\w){_CLOSED}(?P<mark>{_MARK}|\s+)", re.DOTALL))
        for signal, words in _WORDS
    ),
    *(
        _Opening(signal, re.compile(rf"[\[(*\s]*(?:{words})(?!\w){_CLOSED}(?P<mark>{_MARK})", re.DOTALL))
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
#: AP's version words stand after the keyword: "BC-US--Harbour Fire, 2nd Ld-Writethru".
_LEAD: Final = re.compile(r"(?:^|[\s,(])\d{1,2}(?:st|nd|rd|th)\s?(?:Ld\b|Lead-Writethr)", re.IGNORECASE)
#: In a keyword line, what a comma or a parenthesis sets apart from the keyword.
_KEYWORDS: Final = tuple(
    (signal, re.compile(rf"[,(]\s*(?:{words})\s*(?=[,)<=]|\Z)", re.IGNORECASE))
    for signal, words in (
        ("kill", r"(?:mandatory\s+)?kill|withdrawn"),
        ("withhold", r"hold|withhold"),
        ("correction", r"correct(?:ed|ion|ive|s)?|clarification"),
        ("update", r"(?:\d{1,2}(?:st|nd|rd|th)\s?)?(?:ld|lead)(?:\s*-?\s*writethr(?:u|ough))?|writethr(?:u|ough)"),
        ("update", r"update(?:\s?\d{1,2})?|wrapup(?:\s?\d{1,2})?"),
        ("refile", r"refile|repeat"),
        ("advisory", r"advisory"),
    )
)

#: Notes in any case: the whole note is the instruction, or it opens with it and a mark.
_NOTES: Final = (
    ("kill", r"(?:mandatory\s+|story\s+)*kill(?:[\s!]+kill)*(?:\s+(?:notice|mandatory))?|(?:story\s+)?withdrawn"),
    ("kill", r"annulation|anulación|annullamento|rückzug"),
    ("withhold", r"(?:please\s+)?hold(?:[\s!]+hold)*(?:\s+for\s+release)?|(?:please\s+)?withhold|do\s+not\s+use"),
    ("withhold", r"nicht\s+verwenden"),
    (
        "lift",
        r"(?:the\s+)?(?:embargo|hold|sperrfrist)\s+(?:(?:is|has\s+been|wird|ist)\s+)?(?:now\s+)?(?:lifted|aufgehoben)",
    ),
    ("lift", r"embargo\s+levé|embargo\s+levantado"),
    ("correction", r"correct(?:ed|ion|ive|s)?|corrects?\s+and\s+replaces?|clarifi(?:es|cation)|rectificati(?:f|on)"),
    ("correction", r"(?:achtung\s*[/,:!-]\s*)?(?:berichtigung|korrektur|berichtigt|korrigiert)|rettifica|corrige"),
    (
        "correction",
        r"corrección|rectificación|annule\s+et\s+remplace|rättelse|rettelse|oikaisu|korjattu(?:\s+\w+){0,3}",
    ),
    ("update", r"update[sd]?|(?:\d{1,2}(?:st|nd|rd|th)\s+)?(?:ld|lead)[-\s]writethr[uo](?:ugh)?|writethr[uo](?:ugh)?"),
    ("update", r"\d{1,2}(?:st|nd|rd|th)\s+(?:ld|lead)"),
    ("update", r"n\s?i\s?e\s?u\s?w\s+bericht,\s+vervangt"),
    ("refile", r"refile[sd]?|repeats?"),
    ("advisory", r"(?:media\s+|editors?\s+)?advisory"),
)
#: Notes that open with a verb, for what was done to the text: "Corrects spelling in 2nd graf", "(Adds quote)".
_VERBS: Final = (
    ("correction", r"corrects|clarifies|corrige|berichtigt|korrigiert|rectifie|rettifica"),
    (
        "update",
        r"adds|updates|recasts|inserts|changes|deletes|drops|removes|trims|ergänzt|aktualisiert|ajoute|actualiza",
    ),
    ("refile", r"refiles|repeats|resends|fixes|wiederholt"),
)
_SAID: Final = (
    ("correction", r"this\s+(?:story|version|item|article)\s+(?:has\s+been\s+correct(?:ed)|corrects)\b"),
    ("update", r"this\s+(?:story|version|item|article)\s+(?:has\s+been\s+updated|updates)\b"),
)
_EDS: Final = (
    r"(?:(?:eds?|ed(?:itor)?s?|att(?:entio)?n(?:\s+editors?)?|(?:ed(?:itor)?['’]?s?['’]?\s+)?note)\s*[:-]\s*)?"
)
_NOTE: Final = (
    *(
        (signal, re.compile(rf"\s*[\[(*]*{_EDS}[\[(*\s]*(?:{words})(?:{_MARK}|\.)", re.IGNORECASE | re.DOTALL))
        for signal, words in _NOTES
    ),
    *(
        (signal, re.compile(rf"\s*[\[(*]*{_EDS}[\[(*\s]*(?:in [^(),]{{1,40}},\s*)?(?:{verbs})\s+\S", re.IGNORECASE))
        for signal, verbs in _VERBS
    ),
    *((signal, re.compile(words, re.IGNORECASE)) for signal, words in _SAID),
)
#: How all of them begin; few notes begin so.
_MAY_NOTE: Final = re.compile(
    rf"\s*[\[(*]*{_EDS}[\[(*\s]*(?:{'|'.join(words for _, words in _NOTES)}"
    rf"|(?:in [^(),]{{1,40}},\s*)?(?:{'|'.join(verbs for _, verbs in _VERBS)}))"
    rf"|{'|'.join(words for _, words in _SAID)}",
    re.IGNORECASE,
)
#: Sentences that order something wherever they stand in a note; nothing else is said in these words.
_ORDERS: Final = (
    ("kill", re.compile(r"\bkill is mandatory\b|\bplease kill (?:the|this|our|item|story|dpa)\b", re.IGNORECASE)),
    (
        "kill",
        re.compile(
            r"\b(?:this|the|our) (?:story|item|report|dispatch|article|alert)(?:,? (?:headlined"
            r"|slugged|titled|entitled|sent"
            r"|moved|filed|dated|of \d|[\"“'‘])[^.]{0,160})? (?:has been|is)(?: hereby)? (?:withdrawn|retracted)\b"
            r"|\b(?:this|the|our) (?:story|item) has been killed\b|\bmake certain the (?:story|item) is not used\b",
            re.IGNORECASE,
        ),
    ),
    ("withhold", re.compile(r"\bplease (?:with)?hold (?:the|this|our) (?:story|item|report|text)\b", re.IGNORECASE)),
    (
        "withhold",
        re.compile(r"\b(?:please )?do not (?:use|publish) (?:the|this|our) (?:story|item|text)\b", re.IGNORECASE),
    ),
)


#: Words of which each of these sentences has one.
_ORDERING: Final = ("kill", "withdrawn", "retracted", "make certain", "hold ", "do not ")


def signals_in(headline: str, notes: tuple[str, ...], slug: str = "") -> tuple[str, ...]:
    """
    The signals that a source wrote into its words, each once, the gravest first.

    Args:
        headline: As sent. Read are words in capitals at its start, "Correction:" and its sisters, and AP's "1st
            Ld-Writethru"; a headline all in capitals needs a mark after a single word.
        notes: Notes to the desk; read is one that is an instruction, opens with one, or orders a kill or a hold in a
            sentence that is used for nothing else.
        slug: The keyword line; read is what a comma or a parenthesis sets apart from the keyword.
    Returns:
        Some of `ORDER`. An embargo is no signal: see `release`.
    """
    found = _in_headline(first_piece(headline)) if headline else set()
    slug = first_piece(slug)
    if _leads(slug):
        found.add("update")
    if "," in slug or "(" in slug:
        found.update(signal for signal, pattern in _KEYWORDS if pattern.search(slug))
    for note in notes:
        found.update(in_note(note))
    return tuple(signal for signal in ORDER if signal in found)


@remembered
def in_note(note: str) -> frozenset[str]:
    """The signals in one *note*."""
    first = first_piece(note)
    found = {signal for signal, pattern in _NOTE if pattern.match(first)} if _MAY_NOTE.match(first) else set()
    ordering = (piece for piece in pieces(note) if mentions(piece, _ORDERING))
    found.update(signal for piece in ordering for signal, pattern in _ORDERS if pattern.search(piece))
    # "HOLD LIFTED" lifts, and holds nothing.
    return frozenset(found - {"withhold"} if "lift" in found else found)


def _in_headline(headline: str) -> set[str]:
    """The signals at the start of *headline*; one may follow another, as in "REFILE 1ST LEAD"."""
    found = {"update"} if _leads(headline) else set()
    if not _MAY_OPEN.match(headline):
        return found
    rest, mixed = headline, any(letter.islower() for letter in headline)
    while match := _opening(rest, mixed):
        signal, end = match
        found.add(signal)
        rest = rest[end:]
    return found


def _leads(line: str) -> bool:
    return mentions(line, ("ld", "lead")) and _LEAD.search(line) is not None


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
    """True if a grave word is part of a title in capitals: "KILL BILL returns", "HOLD THE LINE, say teachers"."""
    following = headline[match.end() :].split(maxsplit=1)
    capitals = bool(following) and following[0].isupper() and len(following[0].strip(".,:;!?")) > 1
    return signal in ("kill", "withhold") and not match["mark"].strip() and capitals


def _sets_apart(match: re.Match[str], headline: str) -> bool:
    """True if a mark ends the word, in a headline where all is in capitals: "KILL-OR-CURE DEBATE" has none."""
    mark = match["mark"].strip()
    glued = match["mark"] == "-" and headline[match.end() :][:1].isalpha()
    return bool(mark) and not (glued and re.search(r"\b(?:KILL|HOLD|REPEAT|WITHHOLD|ELIMINATION)-\Z", match[0]))
