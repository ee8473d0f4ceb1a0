"""What ends a release: whom to call, about the company, whose it is, regards and a name."""

import re
from typing import Final

from dateline.news.blocks import Block

#: In letters; a longer block is looked at so far.
_ENOUGH: Final = 2500
_CONTACT = re.compile(
    r"[\s*_#\[(【■]*(?:(?:for\s+)?(?:(?:press|media|news|further|more|additional)\s+)+(?:contacts?|enquir(?:y"
    r"|ies)|inquir(?:y|ies)|information|relations|office)"
    r"|contacts?\s+(?:de\s+)?presse|contacts?(?:\s+(?:details|information|for\s+(?:the\s+)?(?:press|media)))?"
    r"|notes?\s+(?:to|for)\s+(?:the\s+)?editors?|editors?['’]?s?\s+notes?"
    r"|(?:presse|medien)?kontakte?|(?:presse|medien)stelle|(?:bei\s+)?rückfragen(?:hinweis|\s+(?:bitte\s+)?an)?"
    r"|ansprechpartner(?:in)?|weitere\s+informationen|pour\s+(?:plus|tout(?:e)?)\s+(?:d['’]informations?|information)"
    r"|contacto(?:\s+de\s+prensa)?|(?:para\s+)?más\s+información|ufficio\s+stampa|(?:per\s+)?(?:maggiori\s+)?informazioni"
    r"|contat(?:ti|os)(?:\s+stampa|\s+(?:de|para\s+a)\s+imprensa)?|perscontact|(?:voor\s+)?meer\s+informatie"
    r"|pressekontakt|presskontakt|(?:för\s+)?mer\s+information"
    r"|контакты(?:\s+для\s+(?:сми|прессы))?|пресс-служба|дополнительная\s+информация"
    r"|本件に関するお問い?合わ?せ先?|(?:報道関係者?の?)?お問い?合わ?せ先?|(?:媒体|新闻|新聞|联系)(?:联系|联络|聯絡|方式)人?"
    r"|hinweise?\s+(?:an|für)\s+(?:die\s+)?redaktion(?:en)?)(?!\w)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+?\(?\d[\d\s().-]{6,}\d"
    r"|\b(?:tel|phone|mobile|fax|cell|mob|t|m|ph|тел)\b\s*[.:]|(?:電話|电话)\s*[:：]",
    re.IGNORECASE,
)
#: "About Example", in the languages of releases; what follows speaks of Example.
_ABOUT = re.compile(
    r"[\s*_]*(?:(?:About(?: the)?|Über(?: d(?:ie|en|as|er))?|Over(?: (?:de|het))?|Om|О компании)\s(?=[^\W_a-zß-ÿ])"
    r"|[ÀA] propos (?:de (?:la |l['’])?|du |des |d['’])"
    r"|(?:Acerca de(?:l| la)?|Sobre(?: (?:el|la|o|a))?|Informazioni su(?:l|lla)?)\s)"
    r"(?P<who>[^\W_][^!?\n]{0,80}?)"
    r"[\s:*_.]*(?:\n(?P<said>.*))?",
    re.DOTALL,
)
_SMALL: Final = frozenset({"the", "der", "die", "das", "la", "le", "les", "el", "il", "de", "het", "of", "and"})
_FAREWELL = re.compile(
    r"(?:--|(?:with\s+)?(?:(?:kind(?:est)?|best|warm(?:est)?)\s+)?(?:regards|wishes)"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly)(?:\s+yours)?|(?:many\s+)?thanks(?:\s+(?:and|in)\s+[\w ]{1,30})?"
    r"|thank\s+you|cheers|best"
    r"|mit\s+(?:freundlichen|besten|herzlichen|kollegialen)\s+gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|herzliche|freundliche)\s+gr(?:ü|ue)(?:ß|ss)e"
    r"|mfg|(?:bien\s+)?cordialement|bien\s+à\s+vous|sincères\s+salutations|(?:un\s+)?(?:cordial(?:es)?\s+)?saludos?(?:\s+cordial(?:es)?)?"
    r"|(?:cordiali|distinti)\s+saluti|met\s+vriendelijke\s+groet(?:en)?|med\s+vänliga?\s+hälsning(?:ar)?"
    r"|med\s+venlig\s+hilsen|med\s+vennlig\s+hilsen|atenciosamente|с\s+уважением)[\s,.!;–-]*",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"[\s*_]*(?:notes?\s+(?:to|for)\s+(?:the\s+)?editors?|editors?['’]?s?\s+notes?"
    r"|notes?\s+(?:aux|à l['’]attention des)\s+rédactions?"
    r"|hinweise?\s+(?:an|für)\s+(?:die\s+)?redaktion(?:en)?)[\s:*_]*",
    re.IGNORECASE,
)
#: A signature below regards has at most so many lines, each of so many letters at most.
_SIGNED, _LINE = 14, 90
_SOURCE = re.compile(r"SOURCE:?\s+(?P<who>\S[^\n]{0,150})")


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
    who = next((word for word in re.findall(r"\w+", found["who"].casefold()) if word not in _SMALL), "")
    return bool(who) and who in (found["said"] or following)[:400].casefold()


def is_label(block: Block, text: str) -> bool:
    """True of a heading, and of a few words without a stop."""
    return block.kind == "heading" or (block.kind == "paragraph" and len(text) < 60 and text[-1:] not in '.!?"”:')


def is_farewell(texts: list[str], place: int) -> bool:
    """True if regards stand at a *place* of a letter, and below it nothing but who sends them."""
    first, _, rest = texts[place].partition("\n")
    if len(texts) - place > _SIGNED or len(first) > _LINE or not _FAREWELL.fullmatch(first):
        return False
    lines = [line for text in (rest, *texts[place + 1 :]) for line in text.split("\n") if line]
    return len(lines) <= _SIGNED and all(len(line) <= _LINE for line in lines)


def is_for_editors(text: str) -> bool:
    """True of a line that says that all below it is for editors."""
    return len(text) < _LINE and _EDITORS.fullmatch(text) is not None


def source_in(text: str) -> str:
    """Whom a release comes from, as a last line of it says; empty if it is no such line."""
    found = _SOURCE.fullmatch(text)
    return found["who"].strip() if found else ""
