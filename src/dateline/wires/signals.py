"""What a headline, a keyword line or a desk note tells the desk to do, in our words, whatever the wire."""

import re
from typing import Final

from dateline.news.instructions import MARK, openings
from dateline.wires.letters import caseless, first_piece, has_one, mentions, pieces
from dateline.wires.remembered import remembered

#: The signals that words can carry, the gravest first.
ORDER: Final = ("kill", "withhold", "lift", "correction", "update", "refile", "advisory", "urgent")
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
        (signal, re.compile(rf"\s*[\[(*]*{_EDS}[\[(*\s]*(?:{words})(?:{MARK}|\.)", re.IGNORECASE | re.DOTALL))
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
#: What a note calls the text that it stands beside.
_TEXT: Final = (
    r"(?:story|item|report|dispatch|article|text|meldung|bericht|beitrag|dépêche|texte|papier|information|noticia"
    r"|información|despacho|texto|notizia|lancio|testo)"
)
#: Sentences that order something wherever they stand in a note, and nothing else is said in these words; each with
#: words of which it has one.
_ORDERS: Final = tuple(
    (signal, words, re.compile(pattern, re.IGNORECASE))
    for signal, words, pattern in (
        ("kill", ("kill",), r"\bkill is mandatory\b|\bplease kill (?:the|this|our|item|story|dpa)\b"),
        (
            "kill",
            ("withdrawn", "retracted", "killed", "make certain"),
            r"\b(?:this|the|our) (?:story|item|report|dispatch|article|alert)(?:,? (?:headlined|slugged|titled|entitled"
            r"|sent|moved|filed|dated|of \d|[\"“'‘])[^.]{0,160})? (?:has been|is)(?: hereby)? (?:withdrawn|retracted)\b"
            r"|\b(?:this|the|our) (?:story|item) has been killed\b|\bmake certain the (?:story|item) is not used\b",
        ),
        (
            "kill",
            ("cancel", "delete", "retract", "löschen", "streichen", "annul", "supprimer", "anul", "elimin"),
            rf"\bplease (?:cancel|delete|retract) (?:this|our) {_TEXT}\b"
            rf"|\b(?:löschen|streichen) sie (?:bitte )?diese[ns]? {_TEXT}\b"
            rf"|\bbitte diese[ns]? {_TEXT} (?:löschen|streichen)\b|\b(?:annuler|supprimer) (?:cette|ce) {_TEXT}\b"
            rf"|\b(?:anul|elimin)(?:ar|en|e) est[ae] {_TEXT}\b|\bannullare quest[ao] {_TEXT}\b",
        ),
        ("withhold", ("hold ",), r"\bplease (?:with)?hold (?:the|this|our) (?:story|item|report|text)\b"),
        ("withhold", ("do not ",), r"\b(?:please )?do not (?:use|publish) (?:the|this|our) (?:story|item|text)\b"),
        (
            "withhold",
            ("disregard", "ignore", "verwenden", "veröffentlichen", "ne pas ", "no u", "no publi", "no difund", "non "),
            rf"\bplease (?:disregard|ignore) (?:this|our) {_TEXT}\b"
            rf"|\b(?:verwenden|veröffentlichen) sie diese[ns]? {_TEXT} (?:[\w ]{{1,20}} )?nicht\b"
            rf"|\bdiese[ns]? {_TEXT} (?:bitte )?(?:vorerst )?nicht (?:verwenden|veröffentlichen)\b"
            rf"|\bne pas (?:utiliser|publier|diffuser|reprendre) (?:cette|ce) {_TEXT}\b"
            rf"|\bno (?:utili[cz]|us|publi|difund)\w+ est[ae] {_TEXT}\b"
            rf"|\bnon (?:utilizzare|usare|pubblicare|diffondere) quest[ao] {_TEXT}\b",
        ),
    )
)


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
    if slug:
        found |= _in_slug(first_piece(slug))
    for note in notes:
        found |= in_note(note)
    return tuple([signal for signal in ORDER if signal in found]) if found else ()


@remembered
def in_note(note: str) -> frozenset[str]:
    """The signals in one *note*."""
    first, *further = pieces(note)
    found = {signal for signal, pattern in _NOTE if pattern.match(first)} if _MAY_NOTE.match(first) else set()
    for piece in (first, *further):
        folded = caseless(piece)
        found |= {signal for signal, words, order in _ORDERS if has_one(folded, words) and order.search(piece)}
    # "HOLD LIFTED" lifts, and holds nothing.
    return frozenset(found - {"withhold"} if "lift" in found else found)


def _in_headline(headline: str) -> set[str]:
    """The signals at the start of *headline*; one may follow another, as in "REFILE 1ST LEAD"."""
    found = {signal for signal, _ in openings(headline)}
    return found | {"update"} if _leads(headline) else found


def _in_slug(slug: str) -> set[str]:
    """The signals that are set apart from the keyword in a *slug*."""
    found = {"update"} if _leads(slug) else set()
    if "," in slug or "(" in slug:
        found.update(signal for signal, pattern in _KEYWORDS if pattern.search(slug))
    return found


def _leads(line: str) -> bool:
    return mentions(line, ("ld", "lead")) and _LEAD.search(line) is not None
