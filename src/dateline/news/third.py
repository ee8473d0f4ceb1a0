"""Whose material a text holds, as the credits in it say."""

import re
from collections.abc import Iterable
from typing import Final

#: Names in a credit: ``NASA/JPL-Caltech/MSSS``; ``ESA & Hubble, A. Nemo``.
_PARTING = re.compile(r"\s*(?:/|,|;|&|\+|\||[()\[\]]|\band\b|\bvia\b)\s*")
_MARKS = " .,;:()[]©"
#: What stands before and behind a name and is none of it: ``© 2020 Reuters``, ``AP Photo``.
_AROUND = re.compile(
    r"\A(?:(?:©|\(c\)|copyright|the\b|(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?|by|handout|file)\s*)+"
    r"|\s+(?:photos?|pool|handout|file)\Z",
    re.IGNORECASE,
)
#: A word of a name begins with a capital or a number; only these small ones may stand between.
_CAPITAL: Final = r"[A-Z0-9À-ÖØ-ÞĀ-Ž]"
_WORD: Final = rf"(?:{_CAPITAL}\w?\.(?:[A-Z]\.)*|{_CAPITAL}(?:[\w'’-]|\.(?=\w))*)"
_SMALL: Final = r"(?:of|the|for|and|via|de|del|di|da|du|des|la|le|van|von|der|den|und|et|y|e)"
_BETWEEN: Final = rf"(?:\s*[/,&+|]\s*|\s+(?:{_SMALL}\s+){{0,2}}|\s*\(\s*|\s*\)\s*(?=[/,&+(]))"
_NAMES: Final = rf"(?:the\s+)?{_WORD}(?:{_BETWEEN}{_WORD}){{0,12}}\)?"
#: Agencies that write themselves small, where nothing else follows: ``Foto: dpa``.
_NAMED: Final = rf"(?:{_NAMES}|[a-z]{{2,5}}(?:\s*/\s*(?:[a-z]{{2,5}}|{_NAMES}))*)"
_THING: Final = (
    r"(?i:(?:(?:cover|file|lead|main|stock|top|satellite|aerial)\s+)?(?:images?|photo(?:graph)?s?|pictures?"
    r"|graphics?|illustrations?|videos?|maps?|infographics?|artwork|renderings?|fotos?|bild(?:er)?|grafik|illustraci[oó]n"
    r"|im[aá]gen|image))"
)
#: Where a clause of its own begins and ends.
_START: Final = r"(?:\A|(?<=[.!?…;|\])”\"’])\s+|\s[-–—]\s|[(\[]\s*|\|\s*)"
_END: Final = r"(?=\s*(?:\Z|[)\];|]|\.(?:\s|\Z)|\s[-–—]\s))"

#: A credit that says that it is one, wherever in a text it stands.
_TOLD = re.compile(
    rf"\b{_THING}\s+(?i:(?:credits?\s*:?|courtesy(?:\s+(?:of|by))?\s*:?))\s*(?P<told>{_NAMES})"
    rf"|(?:©|(?i:\(c\)|\bcopyright\b)(?=\s*(?:(?:19|20)\d\d|©)))\s*(?P<held>{_NAMES})"
)
#: A credit that is a clause of its own, and nothing but names.
_CLAUSE = re.compile(
    rf"{_START}(?:"
    rf"(?:{_THING}|(?i:credits?|courtesy|source\s+(?:image|photo)s?))\s*:\s*(?:(?i:by|courtesy\s+of)\s+)?(?P<labelled>{_NAMED})"
    rf"|{_THING}\s+(?i:by|via|from)\s*:?\s*(?P<by>{_NAMES})"
    rf"|(?i:courtesy\s+of)\s+(?P<courtesy>{_NAMES})"
    rf"|(?i:(?:photo\s+)?handout|supplied|provided|screen(?:shot|grab))\s+(?i:by|via|from|/)\s*(?P<handed>{_NAMES})"
    rf"|(?P<strokes>{_WORD}(?: {_WORD}){{0,3}}(?:\s?/\s?{_WORD}(?: {_WORD}){{0,3}})+)"
    rf"){_END}"
)
#: In the words below a picture a credit may be less than a clause.
_CAPTION = re.compile(rf"\b(?i:courtesy(?:\s+of)?|credits?|via|handout)\s*:?\s+(?P<caption>{_NAMES}){_END}")
#: What tells names set apart by strokes from other words: an agency's capitals, or a picture desk's words.
_AGENCY = re.compile(r"\b[A-Z]{2,}\b|\b(?:Photos?|Pictures?|Images?|Handout|Pool)\b")
#: Without one of these, in small letters, there is no credit; they are looked for in each block of each page.
_TOUCHES: Final = (
    "/", "(", ":", "©", "|", "courtesy", "credit", "copyright", "handout", "suppl", "provided", "screen", "photo",
    "foto", "image", "pictur", "graphic", "illustra", "video", "map", "artwork", "render", "bild", "grafik", "imagen",
    "imágen", "via",
)  # fmt: skip


def credited_names(credit: str) -> tuple[str, ...]:
    """The names in a credit, in order: ``("ats", "afp")`` in ``ats/afp``."""
    return tuple(n for part in _PARTING.split(credit) if (n := part.strip(_MARKS)))


def third_party(credit: str, known: Iterable[str]) -> str:
    """The first name in a *credit* that is none of the *known* ones; empty if there is none."""
    folded = {_bare(k).casefold() for k in known}
    whole = _bare(credit)
    if whole.casefold() in folded:
        return ""
    names = (_bare(n) for n in _PARTING.split(credit))
    return next((n for n in names if n and n.casefold() not in folded), "")


def _bare(name: str) -> str:
    """A name without the words around it."""
    return _AROUND.sub("", name.strip(_MARKS)).strip(_MARKS)


def credited_in(text: str, known: Iterable[str], *, picture: bool = False) -> str:
    """
    The first third party that a block's *text* credits; empty if it credits none.

    A credit is known by its form: "Photo: Jo Doe", "(Photo by Jo Doe/Getty Images)", "Image courtesy of Acme",
    "© 2020 Acme", "REUTERS/Jo Doe" as a clause of its own. Words about credit, or a courtesy, are none.

    Args:
        text: The block's words.
        known: Names that mean the holder.
        picture: Whether they are the words below a picture, in which a credit may be less than a clause.
    """
    if not may_credit(text):
        return ""
    known = tuple(known)
    found = [*_TOLD.finditer(text), *_CLAUSE.finditer(text), *(_CAPTION.finditer(text) if picture else ())]
    for match in sorted(found, key=lambda m: m.start()):
        (names,) = (value for value in match.groupdict().values() if value is not None)
        alone = picture or names == text.strip(_MARKS)
        if match.lastgroup == "strokes" and not _of_agencies(names, known, alone=alone):
            continue
        if name := third_party(names, known):
            return name
    return ""


def may_credit(text: str) -> bool:
    """Whether there could be a credit in a *text*: a quick look, because most have none."""
    small = text.lower()
    return any([touch in small for touch in _TOUCHES])  # noqa: C419 - a list is quicker here than a generator


def _of_agencies(names: str, known: Iterable[str], *, alone: bool) -> bool:
    """Whether names set apart by strokes are those of a credit: "(QA/QC)" in a sentence is a word."""
    folded = {_bare(k).casefold() for k in known}
    parts = [_bare(n) for n in names.split("/")]
    if any(n.casefold() in folded for n in parts):
        return True
    if any(n[:1].isdigit() for n in parts) or (not alone and all(n.isupper() for n in parts)):
        return False
    return _AGENCY.search(names) is not None
