"""Lines above a text that are for the desk: what is new in this version, what to kill, until when to wait."""

import re
from datetime import UTC, datetime
from typing import Final

from dateline.wires.release import release_in_note
from dateline.wires.signals import in_note, signals_in

#: In letters; a longer line is text.
_LONGEST: Final = 500
#: In letters; a line that is an instruction and nothing else is shorter.
_SHORT: Final = 60
#: In words: an embargo is asked for in fewer.
_ASKED: Final = 25
#: What is new in this version, said to the desk in parentheses before the text begins.
_NEW = re.compile(
    r"\((?:in [^(),]{1,40}, *)?(?:adds?|updates?|corrects?|recasts?|refiles?|repeats?|removes?|fixes|clarifies|rewrites"
    r"|changes|deletes?|drops?|inserts?|writes through|trims|eds?|editors?|attn|corrige|rettifica"
    r"|berichtigt|ergänzt)\b.*\)\.?",
    re.IGNORECASE | re.DOTALL,
)
#: The same without parentheses, in capitals.
_CAPITALS = re.compile(r"(?:CORRECTS|UPDATES|ADDS|RECASTS|CLARIFIES|REFILES|REPEATS|TRIMS|INSERTS|DELETES)\s+\S")
_TO_EDITORS = re.compile(
    r"[\[(*]*\s*(?:eds|n\s?i\s?e\s?u\s?w\s+bericht,\s+vervangt|att(?:entio)?n:?\s+editors|editors"
    r"|note\s+to\s+editors|(?:ed|editor)['’]?s['’]?\s+note|achtung\s+redaktion(?:en)?"
    r"|hinweis\s+an\s+die\s+redaktion(?:en)?|avis\s+aux\s+rédactions|aviso\s+a\s+los\s+editores)\s*[:–—-]\s*\S",
    re.IGNORECASE,
)
#: An order to the desk opens with one of these, or speaks of its own story.
_ORDERS = re.compile(
    r"[\[(*\s]*(?:please|kindly|bitte|prière|merci|veuillez|rogamos|se\s+ruega|si\s+prega|a\s+kill"
    r"|make\s+certain|the|this|our)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"[^\W_]")
#: One or more words of instruction at the beginning of a line.
_INSTRUCTION = re.compile(
    r"(?:(?:MANDATORY|STORY|PICTURE|PHOTO|NEWS|MEDIA|EDITORS?|KILL|NOTICE|WITHDRAWN"
    r"|HOLD(?:\s+FOR\s+RELEASE)?|ADVISORY|REPEAT|REFILED?|ATTENTION|KILLED|RETRACT(?:ED|ION)|WITHHOLD|WITHHELD|LIFTED"
    r"|ANULAD[OA]|ANNULÉE?|ANNULLAT[OA]|ELIMINATION|RÜCKZUG|ZURÜCKGEZOGEN"
    r"|CORRECT(?:ED|ION|IVE|S)?|UPDATED?(?:\s*\d+)?|WRAPUP(?:\s*\d+)?|RECTIFICATI(?:ON|F)|CORRIGENDUM"
    r"|KORREKTUR|ACHTUNG|BERICHTIGUNG"
    r"|ANNULATION|ANULACI[OÓ]N|ANNULLAMENTO|RETTIFICA|CORRIGE|WRITETHR(?:U|OUGH)|\d{1,2}(?:ST|ND|RD"
    r"|TH)\s?-?\s?(?:LEAD|LD)|LD|LEAD"
    r"|ANNULE\s+ET\s+REMPLACE|EIL(?:MELDUNG)?|URGENT|FLASH|BULLETIN|HOLD\s+LIFTED"
    r"|EMBARGO\s+LIFTED)\b\s*[-–—:;|!\])/*=.]*\s*)+",
    re.IGNORECASE,
)
_NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)


def is_for_desk(text: str) -> bool:
    """
    True if a line above a text tells the desk something, and readers nothing.

    News that merely speaks of such things is not: it has no mark of the trade's, and goes on after the word.
    """
    if len(text) >= _LONGEST:
        return False
    if _NEW.fullmatch(text) or _CAPITALS.match(text) or _TO_EDITORS.match(text) or is_instruction(text):
        return True
    if len(text.split()) <= _ASKED and release_in_note(text, issued=_NO_DAY) is not None:
        return True
    return bool(_ORDERS.match(text)) and bool({"kill", "withhold"} & in_note(text))


def is_instruction(text: str) -> bool:
    """True if *text* is a line such as ``MANDATORY KILL`` or ``1ST LEAD``, and nothing else."""
    found = _INSTRUCTION.match(text) if len(text) < _SHORT else None
    return found is not None and not _REST.search(text, found.end()) and bool(signals_in(text, ()))
