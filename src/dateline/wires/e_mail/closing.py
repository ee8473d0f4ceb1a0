"""What ends a release: whom to call, about the company, whose it is, regards and a name."""

import re
from typing import Final

from dateline.news.blocks import Block

#: In letters; a longer block is looked at so far.
_ENOUGH: Final = 2500
_EDITORS: Final = (
    "notes? (?:to|for) (?:the )?editors?|editors?['’]?s? notes?|notes? (?:aux|à l['’]attention des) rédactions?"
    "|hinweise? (?:an|für) (?:die )?redaktion(?:en)?"
)
_CONTACTS: Final = (
    "(?:for )?(?:(?:press|media|news|further|more|additional) )+(?:contacts?|[ei]nquir(?:y|ies)|information|relations"
    "|office)|contacts?(?: (?:details|information|for (?:the )?(?:press|media)|(?:de )?presse))?"
    "|(?:presse|medien)?kontakte?|(?:presse|medien)stelle|(?:bei )?rückfragen(?:hinweis|(?: bitte)? an)?"
    "|ansprechpartner(?:in)?|weitere informationen|pour (?:plus d['’]informations?|toute? information)"
    "|contacto(?: de prensa)?|(?:para )?más información|ufficio stampa|(?:per )?(?:maggiori )?informazioni"
    "|contat(?:ti|os)(?: stampa| (?:de|para a) imprensa)?|perscontact|(?:voor )?meer informatie|presse?kontakt"
    "|(?:för )?mer information|контакты(?: для (?:сми|прессы))?|пресс-служба|дополнительная информация"
    "|本件に関するお問い?合わ?せ先?|(?:報道関係者?の?)?お問い?合わ?せ先?|(?:媒体|新闻|新聞|联系)(?:联系|联络|聯絡|方式)人?"
)
_CONTACT = re.compile(rf"[\s*_#\[(【■]*(?:{_CONTACTS}|{_EDITORS})(?!\w)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_FOR_EDITORS = re.compile(rf"[\s*_]*(?:{_EDITORS})[\s:*_]*", re.IGNORECASE)
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+?\(?\d[\d\s().-]{6,}\d"
    r"|\b(?:tel|phone|mobile|fax|cell|mob|t|m|ph|тел)\b\s*[.:]|(?:電話|电话)\s*[:：]",
    re.IGNORECASE,
)
#: "About Example", in the languages of releases; what follows speaks of Example.
_ABOUT = re.compile(
    r"[\s*_]*(?:(?:About(?: the)?|Über(?: d(?:ie|en|as|er))?|Over(?: (?:de|het))?|Om|О компании) (?=[^\W_a-zß-ÿ])"
    r"|[ÀA] propos (?:de (?:la |l['’])?|du |des |d['’])"
    r"|(?:Acerca de(?:l| la)?|Sobre(?: (?:el|la|o|a))?|Informazioni su(?:l|lla)?) )"
    r"(?P<who>[^\W_][^!?\n]{0,80}?)"
    r"[\s:*_.]*(?:\n(?P<said>.*))?",
    re.DOTALL,
)
_SMALL: Final = frozenset({"the", "der", "die", "das", "la", "le", "les", "el", "il", "de", "het", "of", "and"})
#: Regards are made of these words alone.
_FAREWELL: Final = frozenset(
    """
    with kind kindest best warm warmest regards wishes yours sincerely faithfully truly many thanks thank you and in
    advance cheers mit freundlichen besten herzlichen kollegialen grüßen gruessen viele beste herzliche freundliche
    grüße gruesse mfg bien cordialement à vous sincères salutations un cordial cordiales saludo saludos cordiali
    distinti saluti met vriendelijke groet groeten med vänlig vänliga hälsning hälsningar venlig vennlig hilsen
    atenciosamente с уважением
    """.casefold().split()
)
#: In words; regards have no more.
_MOST: Final = 5
#: A signature below regards has at most so many lines, each of so many letters at most.
_SIGNED, _LINE = 14, 90
_SOURCE = re.compile(r"SOURCE:?\s+(?P<who>\S[^\n]{0,150})")
_WORD = re.compile(r"\w+")


def is_contact(text: str) -> bool:
    """True if a *text* tells the desk whom to ask, or opens what is for the desk alone."""
    found = _CONTACT.match(text[:_ENOUGH])
    if found is None:
        return False
    rest = found["rest"].strip(" :：*_-–—】)\n")
    marked = found["rest"].lstrip(" *_").startswith((":", "：", "\n"))
    return not rest or marked or (len(text) < 400 and _REACHED.search(rest) is not None)


def is_reach(text: str) -> bool:
    """True of the lines below a contact: a name, a number, an address."""
    return len(text) < 200 and (_REACHED.search(text) is not None or (len(text) < 60 and text[-1:] not in ".!?"))


def opens_about(text: str, following: str) -> bool:
    """True if a *text*, lines as lines, is "About Example", and what is *following* speaks of Example."""
    found = _ABOUT.fullmatch(text) if len(text) < _ENOUGH else None
    if found is None:
        return False
    who = next((word for word in _WORD.findall(found["who"].casefold()) if word not in _SMALL), "")
    return bool(who) and who in (found["said"] or following)[:400].casefold()


def is_label(block: Block, text: str) -> bool:
    """True of a heading, and of a few words without a stop."""
    return block.kind == "heading" or (block.kind == "paragraph" and len(text) < 60 and text[-1:] not in '.!?"”:')


def is_farewell(texts: list[str], place: int) -> bool:
    """True if regards stand at a *place* of a letter, and below it nothing but who sends them."""
    first, _, rest = texts[place].partition("\n")
    if len(texts) - place > _SIGNED or len(first) > _LINE:
        return False
    words = _WORD.findall(first.casefold())
    if first != "--" and not (0 < len(words) <= _MOST and _FAREWELL.issuperset(words)):
        return False
    lines = [line for text in (rest, *texts[place + 1 :]) for line in text.split("\n") if line]
    return len(lines) <= _SIGNED and all(len(line) <= _LINE for line in lines)


def is_for_editors(text: str) -> bool:
    """True of a line that says that all below it is for editors."""
    return len(text) < _LINE and _FOR_EDITORS.fullmatch(text) is not None


def source_in(text: str) -> str:
    """Whom a release comes from, as a last line of it says; empty if it is no such line."""
    found = _SOURCE.fullmatch(text)
    return found["who"].strip() if found else ""
