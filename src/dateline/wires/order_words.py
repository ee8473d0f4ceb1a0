"""Orders in plain words about another item: "Please kill the story Harbour-Fire, V9991", "Please kill item dpa 157"."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from dateline.news.slugs import headline_name, serial_of
from dateline.wires.dateline import AGENCIES
from dateline.wires.letters import caseless, fold, has_one, mentions, one_of, pieces
from dateline.wires.months import MONTHS
from dateline.wires.remembered import remembered

Action = Literal["kill", "withhold", "lift"]
_TEXTS: Final = """
story stories report text dispatch article alert brief bulletin copy take series sidebar meldung beitrag bericht dépêche
texte papier noticia despacho información notizia lancio announcement communiqué communique mitteilung pressemitteilung
pressemeldung comunicado comunicato
"""
#: "The release of the hostages" is news, and "the news release" is a text.
_KIND: Final = rf"(?:(?:news\s+)?item|(?:(?:press|news|media)\s+)?release(?!\s+of\b)|{'|'.join(_TEXTS.split())})"
_KILLS: Final = (
    r"kill|retract|eliminate|delete|spike|cancel|streichen|löschen|zurückziehen|annuler|supprimer"
    r"|considérer\s+comme\s+annulée?|anular|anulen|eliminar|eliminen|considerar\s+anulad[ao]|annullare"
    r"|considerare\s+annullat[ao]"
)
_HOLDS: Final = (
    r"withhold(?:\s+publication\s+of)?|withdraw|hold|suspend|disregard|ignore|do\s+not\s+(?:use|publish)|stop\s+using"
    r"|zurückhalten|ne\s+pas\s+(?:utiliser|publier|diffuser|reprendre)|no\s+(?:utili[cz]|us|publi|difund)\w+"
    r"|non\s+(?:utilizzare|usare|pubblicare|diffondere)"
)
_LIFTS: Final = r"release|restore|reinstate|lift\s+the\s+(?:hold|embargo)\s+on|freigeben"
_POLITE: Final = (
    r"please|kindly|bitte|(?:nous\s+vous\s+)?prions?\s+d(?:['’]|e\b)|prière\s+d(?:['’]|e\b)|merci\s+d(?:['’]|e\b)|veuillez"
    r"|rogamos|se\s+ruega|si\s+prega\s+di"
)
_EDITORS: Final = (
    r"eds|editors|att(?:entio)?n:?\s+editors|(?:mandatory\s+)?kill(?:\s+kill)*|note\s+to\s+editors|advisory"
)
_THE: Final = r"(?:(?:the|this|our|its|die|den|das|ihre[nr]?|unsere[nr]?|la|le|el|il)\s+|l['’]\s*)"
#: "the AFP story", "the Aldery story".
_ANY: Final = r"(?:[\w.'’-]{2,15}\s+)?"
#: "the 3rd Ld-Writethru of", "all versions of".
_ONE_OF: Final = (
    r"(?:(?:the\s+|all\s+)?(?:\d{1,2}(?:st|nd|rd|th)[\s-]*)?(?:versions?|ld|leads?|adds?|takes?|writethr(?:u|ough)s?)"
    r"(?:[\s-]*writethr(?:u|ough))?\s+(?:of|to)\s+)?"
)
_AGENCY: Final = one_of(name for name in AGENCIES if name.isalpha())
#: A keyword as agencies write them: "Harbour-Fire", "BC-US--Harbour Fire".
_KEYWORD: Final = r"(?-i:[A-Z][\w.]*-[-\w])"
#: What names an item without saying what it is.
_NAMED: Final = rf"(?:slug|urn:|tag:|https?:|[a-z]\d{{3,4}}\b|{_AGENCY}\s?\d{{2,5}}\b|{_KEYWORD})"
#: "Please kill the story Harbour-Fire, V9991"; "Editors: hold the story Ferry-Strike (a0584)".
_IMPERATIVE = re.compile(
    rf"(?:\b(?:{_POLITE})[\s,:-]*|\b(?:{_EDITORS})\s*[:!–—-]+\s*|\A[\s\[(*]*)(?:(?:{_POLITE})[\s,]*)?"
    rf"(?P<verb>{_KILLS}|{_HOLDS}|{_LIFTS})\s+(?:sie\s+(?:bitte\s+)?)?{_ONE_OF}"
    rf"(?:(?:{_THE}{_ANY})?(?P<kind>{_KIND})|{_THE}?(?:(?P<picture>picture|photo|graphic|video|image|bild|foto)|(?={_NAMED})))"
    r"(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
#: German puts the verb, or its "not", last: "Bitte die Meldung dpa 157 nicht verwenden".
_GERMAN = re.compile(
    rf"\bbitte\s+(?:(?:verwenden|veröffentlichen|nutzen)\s+sie\s+)?(?:die|den|das|unsere[nr]?)\s+(?P<kind>{_KIND})(?P<rest>[^.\n]*?)"
    r"\s+(?P<verb>(?:vorerst\s+|vorläufig\s+)?nicht(?:\s+mehr)?(?:\s+(?:verwenden|veröffentlichen))?(?=\s*[.,;:!)]|\s*\Z)"
    r"|streichen|löschen|zurückhalten)",
    re.IGNORECASE,
)
#: "The story headlined 'X', moved at 0915 GMT, has been withdrawn".
_DECLARED = re.compile(
    rf"\b(?:the|our|die)?\s*(?P<kind>{_KIND})\b(?P<rest>[^\n;]{{1,240}}?)"
    r"\s*,?\s+(?:has\s+been|have\s+been|is|was|wird|ist)\s+(?:hereby\s+|now\s+)?(?P<verb>withdrawn"
    r"|retracted|killed|put\s+on\s+hold|withheld|lifted|released|zurückgezogen|aufgehoben)\b"
    # What others take back is news.
    rf"(?!\s+by\s+(?!(?:us|mistake|error|{_AGENCY})\b))",
    re.IGNORECASE,
)
#: "Northwire has withdrawn its story X"; "This notice cancels HARBOUR-FIRE"; "Se anula la información X".
_TAKEN = re.compile(
    r"(?:\A|(?<=[.!:]\s))[\s\[(*]*(?:(?:this|the|die|la)\s+|l['’])?[\w’'-]{2,20}\s+"
    rf"(?P<verb>withdraws|withdrew|has\s+withdrawn|retracts|has\s+retracted|cancels|kills|zieht|annule|annulla|anula)\s+"
    rf"(?:(?:{_THE}|sa\s+|su\s+){_ANY}(?P<kind>{_KIND})\b|(?={_NAMED}))(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
#: "Kill of Harbour-Fire is lifted"; "The hold on the story X has been rescinded".
_LIFTED = re.compile(
    rf"\b(?P<lifts>hold|embargo|kill|withdrawal|sperre|sperrfrist)\s+(?:on|of|for|für|auf|der)\s+{_ONE_OF}"
    rf"(?:{_THE}?{_ANY}(?P<kind>{_KIND})\b|(?={_NAMED}))(?P<rest>[^\n]{{1,240}}?)\s*,?\s+"
    r"(?:has\s+been|is|was|wird|ist)\s+(?:hereby\s+|now\s+)?"
    r"(?P<verb>lifted|rescinded|revoked|removed|withdrawn|cancell?ed|released|aufgehoben)\b",
    re.IGNORECASE,
)
_MAY_BE_USED: Final = (
    r"(?:may|can)\s+(?:now\s+|again\s+)?be\s+(?:used|released|published)"
    r"|(?:kann|darf)\s+(?:wieder\s+)?(?:verwendet|veröffentlicht)\s+werden"
)
#: "Harbour-Fire stands. You may release it"; "Die Meldung dpa 157 ist korrekt und kann verwendet werden".
_STANDS = re.compile(
    rf"(?:\A|(?<=[.!:]\s))[\s\[(*]*(?:(?:the|our|die)\s+{_ANY}(?P<kind>{_KIND})\b|(?={_NAMED}))(?P<rest>[^\n]{{1,160}}?),?\s+"
    rf"(?P<lifts>stands(?=\s*[.,;!]|\s+(?:and|as\s+(?:sent|filed|moved|issued))\b|\s*\Z)"
    rf"|(?:(?:is|ist)\s+(?:correct|korrekt)\s+(?:and|und)\s+)?(?:{_MAY_BE_USED}))(?P<verb>)",
    re.IGNORECASE,
)
#: PR services: "journalists and other readers should disregard the news release, 'X', issued earlier today".
_ADVISED = re.compile(
    r"\b(?:editors|journalists|readers|media|subscribers|desks|newsrooms)\s+(?:should|must|are\s+(?:asked|advised|requested)"
    rf"\s+to)\s+(?P<verb>{_HOLDS}|{_KILLS})\s+{_ONE_OF}{_THE}{_ANY}(?P<kind>{_KIND})\b(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
#: "KILL: urn:newsml:…", "HOLD a0584".
_BARE = re.compile(
    r"(?:\A|[\s(\[])(?P<verb>KILL|WITHDRAW|HOLD|WITHHOLD|RELEASE)(?:[\s!]+(?:KILL|HOLD))*\s*(?:[:!–—-]+\s*|\s)"
    r"(?P<rest>(?:(?i:item|story|number|no\.?)\s+)?(?:(?:urn|tag|https?):\S+|[a-z]{2,4}\s\d{2,4}\b|[A-Za-z]\d{3,4}\b"
    r"|(?<=[a-z.]\s)\d{2,5}\b))"
)
#: Of each verb that kills or holds, letters that all its forms have.
_TAKING: Final = (
    "kill", "retract", "elimin", "delete", "spike", "cancel", "streichen", "löschen", "annul", "anul", "zurück",
    "supprimer", "hold", "withdraw", "suspend", "disregard", "ignore", "do not", "stop using", "ne pas", "no u",
    "no publi", "no difund", "non ",
)  # fmt: skip
#: Each form, and the words of which it has one at least: most notes have none of them.
_FORMS: Final = (
    (_IMPERATIVE, (*_TAKING, "release", "restore", "reinstate", "lift the", "freigeben")),
    (_ADVISED, _TAKING),
    (_GERMAN, ("bitte",)),
    (
        _DECLARED,
        (
            "withdrawn", "retracted", "killed", "on hold", "withheld", "lifted", "released", "zurückgezogen",
            "aufgehoben",
        ),
    ),
    (_TAKEN, ("withdr", "retract", "cancels", "kills", "zieht", "annul", "anula")),
    (_LIFTED, ("lifted", "rescinded", "revoked", "removed", "withdrawn", "cancel", "released", "aufgehoben")),
    (_STANDS, ("stands", "be used", "be released", "be published", "verwendet werden", "veröffentlicht werden")),
    (_BARE, ("kill", "withdraw", "hold", "release")),
)  # fmt: skip
_WORDS: Final = frozenset(word for _, words in _FORMS for word in words)
#: Each order has one of these; none of them has another inside it.
ORDERING: Final = tuple(sorted(one for one in _WORDS if not any(word != one and word in one for word in _WORDS)))
#: A line that begins so tells the desk something; news does not.
_SPEAKS = re.compile(
    rf"[\s\[(*]*(?:(?:{_POLITE}|{_EDITORS}|streichen\s+sie|we\s+(?:are|have\s+been)\s+advised)(?!\w)"
    rf"|(?:the|our|die)\s+{_KIND}\s+(?:(?:headlined|slugged|titled|entitled|dpa)\b|(?=[\"“«'‘])|{_KEYWORD}[^.;]{{1,40}}[,(]\s*[a-z]\d{{3,4}}\b)"
    rf"|(?:the\s+|die\s+)?(?:hold|kill|withdrawal|sperre|sperrfrist)\s+(?:on|of|der|für)\s+(?:the|our|die)?\s*{_KIND}\b"
    rf"|this\s+(?:notice|advisory)\s+(?:cancels|kills|withdraws|retracts)\b|se\s+anula\s+(?:la|el)\s+{_KIND}\b"
    rf"|(?:die\s+|the\s+|l['’]|la\s+)?{_AGENCY}\s+(?:zieht|annule|annulla|anula|retracts|withdraws|has\s+withdrawn)\s+{_THE}?{_ANY}{_KIND}\b)",
    re.IGNORECASE,
)
#: What such a line begins with, behind its article; few lines do.
_FIRST_WORD = re.compile(r"[\s\[(*]*(?:(?:the|our|die|la|l)[\s'’]+)?([^\W_]+)", re.IGNORECASE)
_OPENING: Final = """
please kindly bitte nous prion prions prière merci veuillez rogamos se si eds editors attn attention kill mandatory note
advisory streichen hold withdrawal sperre sperrfrist this item news we release press media
"""
_OPENERS: Final = AGENCIES | frozenset((*_OPENING.split(), *_TEXTS.split()))
_LIFTING = re.compile(rf"{_LIFTS}|released|lifted|aufgehoben", re.IGNORECASE)
_HOLDING = re.compile(
    rf"{_HOLDS}|put on hold|withheld|(?:vorerst |vorläufig )?nicht(?: mehr)?(?: verwenden| veröffentlichen)?",
    re.IGNORECASE,
)
_ID = re.compile(r"(?:urn|https?):[^\s,;)\]\"'”’<>]+|tag:[^\s;)\]\"'”’<>]+")
#: Words before digits that are the name of no agency.
_NO_NAMES: Final = frozenset(
    {
        "gmt", "utc", "at", "of", "on", "from", "vom", "um", "in", "the", "and", "by", "item", "no", "nr", "version",
        "las", "los", "les", "le", "alle", "delle", "ore", "uhr", "ab", "bis", "seit", "del", "dal", "du", "der", "den",
    }
)  # fmt: skip
_QUOTED = re.compile(r"[\"“«‘'](?P<what>[^\"“”»\n]{3,160}?)[\"”»’'](?=[\s,.;:)]|\Z)")
_CALLED = re.compile(
    r"\b(?P<as>slugged|slug|keyword(?:ed)?|headlined|titled|entitled|headline|under\s+the\s+headline"
    r"|called|mit\s+dem\s+titel|intitulée?|titulad[ao]|con\s+el\s+título|dal\s+titolo)\b[\s:]*",
    re.I,
)
_NUMBERED = re.compile(
    r"\b(?P<letter>[A-Za-z]\d{3,4})\b|\b(?P<name>[a-z]{2,5})\s?-?(?P<digits>\d{2,4})\b(?![.:]\d)"
    r"|\b(?:number|no\.?|nr\.?|nummer|transmission|item|meldung)\s*#?(?P<bare>\d{2,5})\b"
    r"|(?<=\()#?(?P<held>\d{2,5})(?=\))|\A\s*#?(?P<first>\d{2,5})(?=\s*[.,;(]|\s(?:of|from|sent|vom|zurück)\b|\s*\Z)",
    re.IGNORECASE,
)
#: Where the name of a story ends, and what is said of it begins.
_ENDS = re.compile(
    r"\s*(?:[,;(\[\"“«]|\.(?=\s|\Z)|\s(?:of|sent|dated|filed|issued|moved|from|on|vom|von|du|del|de"
    r"|and|as|because|which|that|until|pending|transmitted|at|und|nicht)\s|\Z)"
)
#: ", the driver told passengers": somebody is quoted, and orders nothing of us.
_REPORTED = re.compile(
    r",\s(?!(?:as|because|since|after|which|who)\b)[^,.;]{2,60}?\s(?:says?|said|tells?|told|asks?|asked|urges?|urged|warns?|sagt|sagte"
    r"|dit|dice|dijo)(?:\s[\w'’]+){0,4}[\s.!]*\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)\"”’'])[.;](?=\s+[A-ZÄÖÜ])")


class Order(Struct, frozen=True):
    """What a source's words ask us to do with another item of its own."""

    action: Action
    #: The words, folded.
    words: str
    #: The item's id; None where none is named.
    item: str | None = None
    #: Its name as written, or one made of its headline.
    slug: str = ""
    #: Its transmission number, as `serial_of` has it.
    serial: str = ""
    #: True where it is a picture that is meant, and not a text.
    picture: bool = False


@remembered
def may_order(text: str) -> bool:
    """False if there is no order in *text*, for it has none of the words; of standing notes this is known by heart."""
    return mentions(fold(text), ORDERING)


def orders_in(text: str) -> Iterator[Order]:
    """The orders in *text* that name an item, by its id, its number or its name; one that means itself names none."""
    for piece in pieces(text):
        folded = caseless(piece)
        fitting = [pattern for pattern, words in _FORMS if has_one(folded, words)]
        for found in (found for pattern in fitting for found in pattern.finditer(piece)):
            order = _order(found, piece)
            if order is not None:
                yield order


def speaks(text: str) -> bool:
    """True if a line opens as orders do."""
    first = _FIRST_WORD.match(text)
    return first is not None and caseless(first[1]) in _OPENERS and _SPEAKS.match(text[:300]) is not None


def _order(found: re.Match[str], text: str) -> Order | None:
    """The order that was *found*; None where it means no item but the one that says so."""
    groups = found.groupdict()
    rest = _SENTENCE.split(found["rest"])[0]
    item = _ID.search(rest)
    picture = bool(groups.get("picture"))
    number, named = _number(rest), "" if picture else _name(rest)
    if not (item or number or named):
        return None
    if not (item or number) and _REPORTED.search(rest):
        return None
    action = _action(found["verb"], bool(groups.get("lifts")))
    words = " ".join(text.split())
    return Order(action, words, item[0].rstrip(".,") if item else None, "" if item else named, number, picture)


def _action(verb: str, lifts: bool) -> Action:
    word = " ".join(verb.casefold().split())
    if lifts or _LIFTING.fullmatch(word):
        return "lift"
    if _HOLDING.fullmatch(word):
        return "withhold"
    return "kill"


def _number(rest: str) -> str:
    """The transmission number in *rest*, as `serial_of` has it; a day such as "Jan 16" is none."""
    for found in _NUMBERED.finditer(_ID.sub(" ", rest)):
        if (name := found["name"]) and (name.casefold() in MONTHS or name.casefold() in _NO_NAMES):
            continue
        number = found["letter"] or (found[0] if name else "") or found["bare"] or found["held"] or found["first"]
        if serial := serial_of(number):
            return serial
    return ""


def _name(rest: str) -> str:
    """The name by which *rest* means a story: its slug, or a name made of its headline."""
    called = _CALLED.search(rest)
    after = rest[called.end() :] if called else rest
    quoted = _QUOTED.match(after.lstrip(" ,:-")) or (
        None if called and called["as"].casefold().startswith("slug") else _QUOTED.search(after)
    )
    if quoted:
        what = quoted["what"].strip(" ,.")
        return what if called and called["as"].casefold().startswith(("slug", "keyword")) else headline_name(what)
    plain = after.lstrip(" ,:-")
    end = _ENDS.search(plain)
    what = plain[: end.start() if end else len(plain)].strip(" .,:;\"'“”’")
    if not _may_be_name(what, slugged=called is not None):
        return ""
    return headline_name(what) if called and not called["as"].casefold().startswith(("slug", "keyword")) else what


def _may_be_name(what: str, *, slugged: bool = False) -> bool:
    """True if *what* reads as a keyword: "Harbour-Fire"; not as the rest of a sentence, or a number."""
    words = what.split()
    if not words or len(words) > 6 or len(what) < 3 or not re.search(r"[^\W\d_]{2}", what):
        return False
    if _NUMBERED.fullmatch(what) or serial_of(what):
        return False
    return slugged or what[0].isupper() or "-" in what or "/" in what
