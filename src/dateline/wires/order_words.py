"""Orders in plain words about another item: "Please kill the story Harbour-Fire, V9991", "Please kill item dpa 157"."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from dateline.news.slugs import headline_name, serial_of
from dateline.wires.dateline import MONTHS
from dateline.wires.letters import caseless, has_one, pieces

Action = Literal["kill", "withhold", "lift"]
_KIND: Final = (
    r"(?:story|stories|item|report|text|dispatch|article|alert|brief|copy|take|series|sidebar|meldung"
    r"|beitrag|bericht|dépêche|texte"
    r"|papier|noticia|despacho|información|notizia|lancio)"
)
_KILLS: Final = r"kill|retract|eliminate|delete|spike|streichen|löschen|annuler|anular|anulen|annullare|zurückziehen"
_HOLDS: Final = r"withhold|withdraw|hold|suspend|disregard|do\s+not\s+use|do\s+not\s+publish|stop\s+using|zurückhalten"
_LIFTS: Final = r"release|restore|reinstate|lift\s+the\s+(?:hold|embargo)\s+on|freigeben"
_POLITE: Final = (
    r"please|kindly|bitte|(?:nous\s+vous\s+)?prions?\s+d['’]|prière\s+d['’]|merci\s+d['’]|veuillez"
    r"|rogamos|se\s+ruega|si\s+prega\s+di"
)
_EDITORS: Final = (
    r"eds|editors|att(?:entio)?n:?\s+editors|(?:mandatory\s+)?kill(?:\s+kill)*|note\s+to\s+editors|advisory"
)
#: "Please kill the story Harbour-Fire, V9991"; "Editors: hold the story Ferry-Strike (a0584)".
_IMPERATIVE = re.compile(
    rf"(?:\b(?:{_POLITE})[\s,:-]*|\b(?:{_EDITORS})\s*[:!–—-]+\s*|\A[\s\[(*]*)(?:(?:{_POLITE})[\s,]*)?"
    rf"(?P<verb>{_KILLS}|{_HOLDS}|{_LIFTS})\s+(?:sie\s+(?:bitte\s+)?)?(?:(?:the|this|our"
    rf"|all\s+versions\s+of(?:\s+(?:the|our))?|die|den|la|le|l['’]|el|il)\s*)?"
    rf"(?:(?P<kind>{_KIND})|(?P<picture>picture|photo|graphic|video|image|bild|foto)|(?=slug|urn:|tag:"
    rf"|[a-z]\d{{3,4}}\b|(?-i:[A-Z][\w.]*-[-\w])))"
    r"(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
#: German puts the verb last: "Bitte die Meldung dpa 157 nicht verwenden".
_GERMAN = re.compile(
    rf"\bbitte\s+(?:die|den|unsere[nr]?)\s+(?P<kind>{_KIND})(?P<rest>[^.\n]*?)\s+(?P<verb>nicht\s+(?:mehr\s+)?verwenden|streichen|löschen"
    r"|zurückhalten|nicht\s+veröffentlichen)",
    re.IGNORECASE,
)
#: "The story headlined 'X', moved at 0915 GMT, has been withdrawn"; "The hold on the story X is lifted".
_DECLARED = re.compile(
    rf"\b(?:(?P<lifts>(?:hold|embargo|sperrfrist)\s+(?:on|für|of))\s+)?(?:the|our"
    rf"|die)?\s*(?P<kind>{_KIND})\b(?P<rest>[^\n]{{1,240}}?)"
    r"\s*,?\s+(?:has\s+been|have\s+been|is|was|wird|ist)\s+(?:hereby\s+|now\s+)?(?P<verb>withdrawn"
    r"|retracted|killed|put\s+on\s+hold"
    r"|withheld|lifted|released|zurückgezogen|aufgehoben)\b",
    re.IGNORECASE,
)
#: "KILL: urn:newsml:…", "HOLD a0584".
_BARE = re.compile(
    r"(?:\A|[\s(\[])(?P<verb>KILL|WITHDRAW|HOLD|WITHHOLD|RELEASE)(?:[\s!]+(?:KILL|HOLD))*\s*(?:[:!–—-]+\s*|\s)"
    r"(?P<rest>(?:(?i:item|story|number|no\.?)\s+)?(?:(?:urn|tag|https?):\S+|[a-z]{2,4}\s\d{2,4}\b|[A-Za-z]\d{3,4}\b"
    r"|(?<=[a-z.]\s)\d{2,5}\b))"
)
#: Each form, and the words of which it has one at least: most notes have none of them.
_FORMS: Final = (
    (
        _IMPERATIVE,
        (
            "kill", "retract", "eliminate", "delete", "spike", "streichen", "löschen", "annul", "anul", "zurück",
            "hold", "withdraw", "suspend", "disregard", "do not", "stop using", "release", "restore", "reinstate",
            "lift the", "freigeben",
        ),
    ),
    (_GERMAN, ("bitte",)),
    (
        _DECLARED,
        (
            "withdrawn", "retracted", "killed", "on hold", "withheld", "lifted", "released", "zurückgezogen",
            "aufgehoben",
        ),
    ),
    (_BARE, ("kill", "withdraw", "hold", "release")),
)  # fmt: skip
_SPEAKS = re.compile(
    rf"[\s\[(*]*(?:(?:{_POLITE}|{_EDITORS}|streichen\s+sie)(?!\w)|(?:the|our"
    rf"|die)\s+{_KIND}\s+(?:headlined|slugged|titled|entitled|dpa)\b)",
    re.IGNORECASE,
)
_ID = re.compile(r"(?:urn|https?):[^\s,;)\]\"'”’<>]+|tag:[^\s;)\]\"'”’<>]+")
#: Words before digits that are the name of no agency.
_NO_NAMES: Final = frozenset(
    {"gmt", "utc", "at", "of", "on", "from", "vom", "um", "in", "the", "and", "by", "item", "no", "nr", "version"}
)
_QUOTED = re.compile(r"[\"“«‘'](?P<what>[^\"“”»\n]{3,160}?)[\"”»’'](?=[\s,.;:)]|\Z)")
_CALLED = re.compile(
    r"\b(?P<as>slugged|slug|keyword(?:ed)?|headlined|titled|entitled|headline|under\s+the\s+headline"
    r"|called|mit\s+dem\s+titel)\b[\s:]*",
    re.I,
)
_NUMBERED = re.compile(
    r"\b(?P<letter>[A-Za-z]\d{3,4})\b|\b(?P<name>[a-z]{2,5})\s?-?(?P<digits>\d{2,4})\b"
    r"|\b(?:number|no\.?|nr\.?|nummer|transmission|item|meldung)\s*#?(?P<bare>\d{2,5})\b"
    r"|(?<=\()#?(?P<held>\d{2,5})(?=\))",
    re.IGNORECASE,
)
#: Where the name of a story ends, and what is said of it begins.
_ENDS = re.compile(
    r"\s*(?:[,;(\[\"“«]|\.(?=\s|\Z)|\s(?:of|sent|dated|filed|issued|moved|from|on|vom|von|du|del|de"
    r"|and|as|because|which|that|until|pending|transmitted|at|und|nicht)\s|\Z)"
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
    return bool(_SPEAKS.match(text[:300]))


def _order(found: re.Match[str], text: str) -> Order | None:
    """The order that was *found*; None where it means no item but the one that says so."""
    groups = found.groupdict()
    rest = _SENTENCE.split(found["rest"])[0]
    item = _ID.search(rest)
    picture = bool(groups.get("picture"))
    number, named = _number(rest), "" if picture else _name(rest)
    if not (item or number or named):
        return None
    action = _action(found["verb"], bool(groups.get("lifts")))
    words = " ".join(text.split())
    return Order(action, words, item[0].rstrip(".,") if item else None, "" if item else named, number, picture)


def _action(verb: str, lifts: bool) -> Action:
    word = " ".join(verb.casefold().split())
    if lifts or re.fullmatch(rf"{_LIFTS}|released|lifted|aufgehoben", word, re.IGNORECASE):
        return "lift"
    if re.fullmatch(
        rf"{_HOLDS}|put on hold|withheld|nicht (?:mehr )?(?:verwenden|veröffentlichen)", word, re.IGNORECASE
    ):
        return "withhold"
    return "kill"


def _number(rest: str) -> str:
    """The transmission number in *rest*, as `serial_of` has it; a day such as "Jan 16" is none."""
    for found in _NUMBERED.finditer(_ID.sub(" ", rest)):
        if (name := found["name"]) and (name.casefold() in MONTHS or name.casefold() in _NO_NAMES):
            continue
        number = found["letter"] or (found[0] if name else "") or found["bare"] or found["held"]
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
