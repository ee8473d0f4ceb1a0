"""By which name, and by which transmission number, two texts and a word about one of them mean the same story."""

import re
import unicodedata
from typing import Final

from dateline.news.instructions import openings

#: AP's cycle designators, which change from edition to edition: ``BC-``, ``AM-``, ``PM-``, ``AP-``.
_CYCLE = re.compile(r"\A\s*(?:bc|am|pm|ap)-+(?=[^-])")
#: A region or a sport before the keyword: ``US--``, ``BKN--``.
_REGION = re.compile(r"\A[^\W_]{2,4}--+(?=.*\w)")
_LEAD: Final = r"(?:\d{1,2}(?:st|nd|rd|th|\.)?\s?-?\s?)?(?:ld|lead)"
_ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th|\.)\s?-?\s?"
#: Words that tell one version from another, wherever a slug ends with them.
_VERSION: Final = (
    rf"{_ORDINAL}(?:ld|lead|add|sub|insert|take|zusammenfassung|zf)(?:\s*-?\s*writethr(?:u|ough))?"
    rf"|(?:{_LEAD}\s*-?\s*)?write\s?thr(?:u|ough)|adv\s?\d{{1,2}}|\d{{1,2}}\s(?:takes?|adds?)"
    r"|(?:update|wrapup)\s\d{1,2}|={1,3}\d"
)
#: Words that do so only where a comma or a parenthesis sets them apart.
_APART: Final = (
    r"correct(?:ed|ion|ive|s)?|clarification|kill(?:ed)?|withdrawn|withhold|hold|advisory|refile|repeat|urgent|lead|ld"
    r"|update[ds]?|wrapup|pix|pictures?|tv|graphic|video|add|insert|sub|take|\d{1,5}\s?words?|\d{1,5}"
    r"|[a-z]\d{4}|(?:(?:take|part|teil)\s)?\d{1,2}(?:\s?of\s?|\s?von\s?|\s?/\s?)\d{1,2}|(?:take|part|teil)\s\d{1,2}"
)
_TAIL = re.compile(
    rf"(?:(?:(?:\A|[\s,(/-]|(?<=\w)(?==))(?:{_VERSION})|[,(]\s*(?:{_APART})|\(\s*)[\s).,<=:^/-]*|[\s<=:^/.,)(-]+)\Z"
)
#: In letters; what is longer is no name.
_LONGEST: Final = 300
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What a headline may open with that is for the desk.
_INSTRUCTION = re.compile(
    r"^(?:(?:MANDATORY|STORY|PICTURE|PHOTO|NEWS|MEDIA|EDITORS?|KILL|WITHDRAWN|HOLD|CORRECT(?:ED|ION|IVE|S)?|REFILED?"
    r"|REPEAT|ADVISORY|UPDATED?(?:\s*\d+)?|WRAPUP(?:\s*\d+)?|RECTIFICATION|CORRIGENDUM|RECTIFICATIF|KORREKTUR"
    r"|BERICHTIGUNG|ATTENTION\s+EDITORS|RETRACT(?:ED|ION)|WITHHOLD|WITHHELD|ANNULATION|ANNULÉE?|ANULACI[OÓ]N|ANULAD[OA]"
    r"|ANNULLAMENTO|ANNULLAT[OA]|RÜCKZUG|ZURÜCKGEZOGEN|\d{1,2}(?:ST|ND|RD|TH)\s+LEAD)\b\s*[-–—:;|!\])*=]*\s*)+"
)
_HEADLINE_WORDS: Final = 8
#: What a headline opens with for the desk alone: in capitals and before a mark, or dpa's "1ST LEAD".
_FOR_DESKS = re.compile(
    r"^(?:[\[(*\s]*(?:(?:(?:UPDATE|WRAPUP)\s*\d*|CORRECT(?:ED|ION|IVE)|REFILED?|REPEAT|BRIEF|URGENT|EIL|EMBARGO(?:ED)?"
    r"|KORREKTUR|BERICHTIGUNG|RECTIFICATIF|CORRIGENDUM)(?:\s*\([A-Z ]+\))?[\])*]*\s*[-–—:;]+\s*"
    r"|\d{1,2}(?:ST|ND|RD|TH)\s+LEAD\b\s*[-–—:;]*\s*))+"
)
#: What Reuters puts between its tags: "CORRECTED-(OFFICIAL)-".
_OFFICIAL = re.compile(r"^\([A-Z ]{2,30}\)\s*[-–—:]+\s*")
#: AP's version words at its end: ", 1st Ld-Writethru,416".
_LEAD_AT_END = re.compile(r",?\s*\d{1,2}(?:st|nd|rd|th)\s+Ld(?:-\s*Writethru)?(?:,\s*\d+)?\s*$")
_SERIAL = re.compile(r"(?:[^\W\d_]{1,12}[\s#-]+)?([a-z]{0,5})0*(\d{1,6})")


def working_name(slug: str) -> str:
    """
    The name by which two versions, and a notice about them, mean one story.

    Args:
        slug: A working name as sent: ``BC-US--Harbour Fire, 1st Ld-Writethru,416``, ``HARBOUR-FIRE/ (UPDATE 2)``.
    Returns:
        Its words in small letters with single spaces, without the cycle, the version and the word count: ``us harbour
        fire``. The name of a name is itself. Empty only if *slug* is.
    Source:
        AP, Fileprac (keyword lines); Reuters, slugs
    """
    return _words(_kept(_folded(slug))) or slug


def working_names(slug: str) -> tuple[str, ...]:
    """
    All names by which a notice may mean the story of this *slug*: its working name, and the one without AP's region or
    sport (``US--Harbour Fire`` is called ``Harbour-Fire`` in a kill).
    """
    kept = _kept(_folded(slug))
    name, bare = _words(kept) or slug, _REGION.sub("", kept)
    return (name,) if bare == kept else tuple(dict.fromkeys((name, _words(bare) or slug)))


def headline_name(headline: str) -> str:
    """
    The working name of a text that has none, and of one that a notice calls by its headline: the first words of
    *headline* in small letters, joined by hyphens.

    What instructs the desk (``UPDATE 1-``, ``KILL:``) is no part of it, so that all versions of a story share it.
    """
    plain = _INSTRUCTION.sub("", headline) or headline
    words = [re.sub(r"['’]", "", word).casefold() for word in _WORD.findall(unicodedata.normalize("NFC", plain))]
    return "-".join(words[:_HEADLINE_WORDS])


def plain_headline(headline: str) -> str:
    """
    A *headline* as readers get it: without what instructs the desk, such as ``UPDATE 2-`` and ``Korrektur:``.

    All that wires read as a correction, an update, a refile or a lift goes; a kill or a hold is no text for readers.
    """
    plain = _LEAD_AT_END.sub("", headline)
    while (shorter := _OFFICIAL.sub("", _FOR_DESKS.sub("", plain[_instructed(plain) :])).strip()) != plain:
        plain = shorter
    return plain or headline


def _instructed(headline: str) -> int:
    """Where the mild instructions at the start of a *headline* end."""
    return max([0, *(end for signal, end in openings(headline) if signal not in ("kill", "withhold"))])


def serial_of(number: str) -> str:
    """
    A transmission number as notices and versions share it: small letters and digits.

    Returns:
        ``v9991`` for ``V9991``, ``157`` for ``dpa 157`` and for ``dpa 0157``; empty where *number* is none.
    """
    folded = number.strip().strip("()[]#.,;:").casefold()
    found = _SERIAL.fullmatch(folded)
    if not found:
        return ""
    return found[2] if not found[1] else re.sub(r".*[\s#-]", "", folded)


def _folded(slug: str) -> str:
    """In one case and form, with single spaces; folding may bring letters that need composing again."""
    folded = unicodedata.normalize("NFKC", slug[:_LONGEST]).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _kept(slug: str) -> str:
    """The *slug* without what changes from version to version; it always keeps a word if it had one."""
    while True:
        shorter = _TAIL.sub("", _CYCLE.sub("", slug))
        if shorter == slug or not _WORD.search(shorter):
            return slug
        slug = shorter


def _words(slug: str) -> str:
    """The words of a slug with single spaces, less what is a version's once its marks are gone."""
    joined = " ".join(_WORD.findall(slug))
    while joined != (shorter := _kept(joined)):
        joined = " ".join(_WORD.findall(shorter))
    return joined
