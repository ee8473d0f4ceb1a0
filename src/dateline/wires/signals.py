"""What a headline or a desk note tells the desk to do, in our words, whatever the wire."""

import re

_EMBARGO = r"(?:(?:strictly|under)\s+)?embargo(?:ed)?(?:\s+(?:until|till|for|to)\b.*)?"
#: Words that open a headline, and the signal each stands for, the gravest first. Capitals are part of the convention:
#: "Corrected maps reach schools" is news, "CORRECTED-Maps reach schools" is an instruction.
_OPENINGS = (
    ("kill", r"(?:(?:MANDATORY|PICTURE|PHOTO|STORY)\s+)*KILL(?:\s+KILL)*(?:\s+NOTICE)?"),
    ("kill", r"(?:STORY\s+)?WITHDRAWN|STORY\s+RETRACTED"),
    ("withhold", rf"HOLD(?:\s+HOLD)*(?:\s+FOR\s+RELEASE)?|(?-i:(?=[A-Z]{{6}})(?i:{_EMBARGO}))"),
    ("correction", r"CORRECT(?:ED|ION|IVE|S)?|RECTIFICATION|CORRIGENDUM"),
    ("update", r"UPDATED?(?:\s*\d+)?|\d{1,2}(?:ST|ND|RD|TH)\s+LEAD"),
    ("refile", r"REFILED?|REPEAT"),
    ("advisory", r"(?:(?:MEDIA|EDITORS?|NEWS)\s+)?ADVISORY(?:\s+TO\s+EDITORS)?"),
)
_MARK = r"(?:\s*[-–—:;|!\])*=]|\s*$)"
_HEADLINE = tuple((signal, re.compile(rf"[\[(*\s]*(?:{words})({_MARK}|\s+)", re.DOTALL)) for signal, words in _OPENINGS)
#: AP's version words stand after the keyword: "BC-US--Harbour Fire, 2nd Ld-Writethru".
_LEAD = re.compile(r"(?:^|[\s,(])\d{1,2}(?:st|nd|rd|th)\s?(?:Ld\b|Lead-Writethr)", re.IGNORECASE)

#: Notes in any case: the whole note is the instruction, or it opens with it and a mark.
_NOTES = (
    ("kill", r"(?:mandatory\s+|story\s+)*kill(?:\s+kill)*(?:\s+(?:notice|mandatory))?|(?:story\s+)?withdrawn"),
    ("withhold", rf"(?:please\s+)?hold(?:\s+hold)*(?:\s+for\s+release)?|{_EMBARGO}"),
    ("correction", r"correct(?:ed|ion|ive|s)?|corrects?\s+and\s+replaces?"),
    ("update", r"update[sd]?|(?:\d{1,2}(?:st|nd|rd|th)\s+)?(?:ld|lead)[-\s]writethr[uo](?:ugh)?|writethr[uo](?:ugh)?"),
    ("refile", r"refile[sd]?|repeats?"),
    ("advisory", r"(?:media\s+|editors?\s+)?advisory"),
)
_NOTE = tuple(
    (
        signal,
        re.compile(rf"\s*(?:eds?(?:itors?)?\s*:\s*)?[\[(*\s]*(?:{words})(?:{_MARK}|\.)", re.IGNORECASE | re.DOTALL),
    )
    for signal, words in _NOTES
)
#: Sentences that order a kill wherever they stand in a note; nothing else is said in these words.
_ORDER = re.compile(r"\bkill is mandatory\b|\bplease kill (?:the|this|our)\b", re.IGNORECASE)


def signals_in(headline: str, notes: tuple[str, ...]) -> tuple[str, ...]:
    """
    The signals that a source wrote into its words, each once, the gravest first.

    Args:
        headline: As sent. Read are words in capitals at its start, and AP's "1st Ld-Writethru"; a headline all in
            capitals needs a mark after the word, for there "HOLD ON, MAYOR SAYS" is plain news.
        notes: Notes to the desk; read is one that is an instruction or opens with one.
    Returns:
        Some of ``kill``, ``withhold``, ``correction``, ``update``, ``refile``, ``advisory``.
    """
    found = set(_in_headline(headline))
    for note in notes:
        found.update(signal for signal, pattern in _NOTE if pattern.match(note))
        if _ORDER.search(note):
            found.add("kill")
    return tuple(signal for signal in dict.fromkeys(signal for signal, _ in _OPENINGS) if signal in found)


def _in_headline(headline: str) -> set[str]:
    """The signals at the start of *headline*; one may follow another, as in "REFILE 1ST LEAD"."""
    found = {"update"} if _LEAD.search(headline) else set()
    rest, mixed = headline, any(letter.islower() for letter in headline)
    while match := _opening(rest, mixed):
        signal, end = match
        found.add(signal)
        rest = rest[end:]
    return found


def _opening(headline: str, mixed: bool) -> tuple[str, int] | None:
    for signal, pattern in _HEADLINE:
        match = pattern.match(headline)
        if match and headline and (mixed or match[1].strip() or match.end() == len(headline)):
            return signal, match.end()
    return None
