"""What a source's usage terms and notes take away from what its contract allows: "NO ARCHIVAL USE",
"No Use in Japan"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from dateline.news import until
from dateline.news.house import Use
from dateline.news.territories import TERRITORY, codes_in

#: Whatever shows a text on a site, or leads to it there.
_ONLINE: Final[frozenset[Use]] = frozenset({"display", "teaser", "feed", "index", "river"})
_ARCHIVE: Final[frozenset[Use]] = frozenset({"archive"})
_SYNDICATE: Final[frozenset[Use]] = frozenset({"syndicate"})
_NONE: Final[frozenset[Use]] = frozenset()

#: What may stand behind "no": the words, and the uses that they refuse. None that is a use of ours: no loss to us.
_THINGS: Final[tuple[tuple[str, frozenset[Use]], ...]] = (
    (r"archiv(?:al|es?|ing)(?:\s+(?:use|usage))?", _ARCHIVE),
    (r"storage|storing", frozenset({"archive", "store"})),
    (r"(?:re-?)?sales?|resale|reselling|(?:re-?)?syndication|(?:re-?)?distribution|sub-?licen[sc]ing", _SYNDICATE),
    (r"third[- ]party(?:\s+(?:use|sales?|distribution))?", _SYNDICATE),
    (r"(?:on-?line|web(?:site)?s?|internet|digital|www)(?:\s+(?:use|usage|publication))?", _ONLINE),
    (r"translations?", frozenset({"translate"})),
    (
        r"(?:text\s+(?:and|&)\s+)?data\s+mining|tdm|ai(?:\s+(?:training|use))?|machine\s+learning|scraping",
        frozenset({"mine"}),
    ),
    (r"(?:e-?mail\s+)?newsletters?|e-?mail", frozenset({"newsletter"})),
    (r"(?:rss\s+)?feeds?", frozenset({"feed"})),
    (r"(?:search\s+)?index(?:ing|ation)", frozenset({"index"})),
    (
        r"ads?|advert(?:s|ising|isements?)?|commercial(?:\s+use)?|marketing|merchandis\w+"
        r"|promotion(?:al|s)?(?:\s+use)?",
        _NONE,
    ),
    (
        r"print(?:\s+use)?|tv|television|radio|broadcast(?:\s+use)?|video|film|books?|posters?|social(?:\s+media)?",
        _NONE,
    ),
)
_THING: Final = "|".join(words for words, _ in _THINGS)
_AND: Final = r"\s*(?:,|/|&|\+|\bor\b|\bnor\b|\band\b|\bno\b)(?:\s*(?:\bor\b|\bnor\b|\band\b|\bno\b))?\s*"
_FORBIDDEN: Final = (
    r"(?:(?:is|are)\s+)?(?:strictly\s+)?(?:not\s+(?:permitted|allowed)|prohibited|forbidden|excluded"
    r"|untersagt|nicht\s+gestattet)"
)
_LIST: Final = rf"(?:the\s+)?{TERRITORY}(?:(?:\s*[,/&+]\s*|\s+(?:and|or)\s+)(?:and\s+|or\s+)?(?:the\s+)?{TERRITORY})*"

#: Uses that are refused by name, and the words for it besides "no".
_REFUSALS: Final[tuple[tuple[str, frozenset[Use]], ...]] = (
    (
        rf"archiv(?:al|es?|ing)(?:\s+use)?\s+{_FORBIDDEN}|(?:may|must)\s+not\s+be\s+archived"
        rf"|one[- ]time\s+use(?:\s+only)?",
        _ARCHIVE,
    ),
    (
        r"single\s+use(?:\s+only)?|keine\s+archivierung|archivierung\s+(?:nicht\s+gestattet"
        r"|untersagt)|pas\s+d['’]archivage",
        _ARCHIVE,
    ),
    (r"(?:may|must)\s+not\s+be\s+(?:stored|retained)", frozenset({"archive", "store"})),
    (r"(?:ap\s+|afp\s+|dpa\s+|reuters\s+)?(?:clients?|subscribers?|members?|customers?)\s+only", _SYNDICATE),
    (rf"(?:re)?sale\s+{_FORBIDDEN}|not\s+for\s+(?:re-?)?sale|kein\s+weiterverkauf|revente\s+interdite", _SYNDICATE),
    (rf"(?:on-?line|web|internet|digital|www)(?:\s+use)?(?:\s+out\b|[- ]out\b|\s+{_FORBIDDEN})", _ONLINE),
    (r"not\s+for\s+(?:use\s+)?(?:on\s+(?:the\s+)?)?(?:on-?line|web(?:sites?)?|internet|digital)(?:\s+use)?", _ONLINE),
    (
        r"(?:for\s+)?(?:print|newspapers?|tv|television|radio|broadcast)(?:\s+use)?\s+only"
        r"|kein(?:e)?\s+online(?:-?nutzung)?",
        _ONLINE,
    ),
    (r"nicht\s+f(?:ü|ue)r\s+online|pas\s+d['’](?:utilisation\s+)?(?:en\s+ligne|internet)", _ONLINE),
    (rf"(?:text\s+(?:and|&)\s+data\s+mining|ai\s+training)\s+{_FORBIDDEN}", frozenset({"mine"})),
    (r"(?:may|must)\s+not\s+be\s+(?:used\s+(?:to|for)\s+train\w*(?:\s+[\w ]{1,40})?|translated)", _NONE),
)
_TRAINED = re.compile(r"train", re.IGNORECASE)
_PICTURES: Final = (
    r"(?:no\s+(?:use\s+of\s+)?(?:photos?|pictures?|images?)(?:\s+use)?|(?:photos?|pictures?"
    r"|images?)\s+(?:may\s+not|must\s+not|not\s+to)\s+be\s+used"
    rf"|(?:photos?|pictures?|images?)\s+{_FORBIDDEN}|(?:photos?|pictures?|images?)\s+not\s+for\s+(?:use|publication))"
)
_OUT: Final = (
    rf"out\s*:\s*(?P<out1>{_LIST})|(?P<out2>{_LIST})\s+out\b(?!\s+of\b)"
    rf"|(?:no|not\s+for)\s+use\s+(?:in\s+|by\s+)?(?P<out3>{_LIST})|no\s+(?P<out4>{_LIST})\s+use"
    rf"|not\s+(?:available|for\s+publication)\s+in\s+(?P<out5>{_LIST})"
    rf"|(?:(?:world(?:wide)?|all)\s+rights\s*,?\s*)?(?:except|excluding"
    rf"|excl\.?)\s+(?:for\s+)?(?:use\s+in\s+)?(?P<out6>{_LIST})"
)
_ONLY: Final = (
    rf"(?:for\s+)?(?:use\s+)?(?:in\s+)?(?P<only1>{_LIST})(?:\s+use)?\s+only"
    rf"|(?:for\s+)?use\s+only\s+in\s+(?P<only2>{_LIST})"
    rf"|only\s+(?:for\s+(?:use\s+)?)?(?:in\s+)?(?P<only3>{_LIST})|limited\s+to\s+(?P<only4>{_LIST})"
    rf"|geography\s*[:=]\s*(?P<only5>{_LIST})(?:\s+only)?"
)
_CREDIT: Final = (
    r"mandatory\s+credit\s*[:–—-]?\s*(?P<credit1>[^;\n|]{2,120})"
    r"|(?:must\s+(?:be\s+)?credit(?:ed)?(?:\s+(?:to|as))?|credit\s+must\s+read)\s*:?"
    r"\s*(?P<credit2>[^;\n|]{2,120})"
)
#: Whom a note speaks to.
_ADDRESSED = re.compile(
    r"\A\W*(?:attention\s+|attn:?\s+)?(?:note\s+to\s+(?:the\s+)?)?(?:eds?|editors?|desks?|editor['’]?s['’]?)\.?"
    r"(?:\s+notes?)?\s*[:–—-]\s*|\A\W*(?:note|advisory)\s*:\s*",
    re.IGNORECASE,
)
#: The beginning of a sentence, in which nothing else is refused.
_BEFORE: Final = r"\A(?:(?!\b(?:no|only|out|archiv\w*|resale|online|not\s+for\s+use\s+by)\b)[^.;\n|])*"
#: What plainly takes nothing away: the holder's rights, which the contract answers for, and embargoes, read elsewhere.
_PLAIN: Final = (
    r"(?:this\s+\w+\s+is\s+)?(?:intended\s+)?(?:for\s+)?editorial(?:\s+and\s+news)?\s+use\s+only"
    r"|(?:for\s+)?other\s+uses,?\s+additional\s+clearances?\s+may\s+be\s+required"
    r"|all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|todos\s+los\s+derechos\s+reservados"
    r"|alle\s+auteursrechten[^.;\n]*voorbehouden|(?:©|\(c\)|copyright)[^.;\n|]*"
    rf"|{_BEFORE}\b(?:may|must)\s+not\s+be\s+(?:published|broadcast|rewritten|redistributed|reproduced"
    rf"|copied|transmitted|republished)"
    r"(?:,?\s*(?:or|and|,)?\s*(?:published|broadcast|rewritten|redistributed|reproduced|copied"
    r"|transmitted|republished|distributed|displayed))*"
    r"(?:\s*,?\s*(?:in\s+whole\s+or\s+(?:in\s+)?part)?,?\s*without\b[^.;\n|]*)?(?!\s+(?:in|on|after|for|by|to)\b)"
    r"|no\s+(?:part|portion|reproduction|use|content)\b[^.;\n|]*\bwithout\b[^.;\n|]*\b(?:permission"
    r"|consent|authori[sz]ation)\b[^.;\n|]*"
    rf"|{_BEFORE}\bwithout\s+(?:the\s+)?(?:[\w,]+\s+){{0,4}}(?:permission|consent|authori[sz]ation"
    rf"|agreement|licen[cs]e)\b[^.;\n|]*"
    r"|\A[^.;\n|]*\bsin\s+(?:el\s+)?(?:[\w]+\s+){0,4}(?:consentimiento|autorización|permiso)\b[^.;\n|]*"
    r"|\A[^.;\n|]*\b(?:nur\s+nach|only\s+(?:with|after|under"
    r"|by))\s+(?:the\s+)?(?:[\w]+\s+){0,2}(?:vereinbarung|agreement|contract|permission)[^.;\n|]*"
    r"|\A[^.;\n|]*\b(?:comply|accordance|subject|pursuant|according)\b[^.;\n|]*\b(?:agreement|contract)\b[^.;\n|]*"
    r"|not\s+for\s+(?:publication|release|use|broadcast)(?:\s+(?:before|until|prior\s+to)\b[^.;\n|]*"
    r"|(?=\s*[.;\n|]|\s*\Z))"
    r"|(?:strictly\s+|under\s+)*embargo(?:ed)?\b[^;\n|]*|hold\s+for\s+release\b[^;\n|]*"
    r"|no\s+restrictions?(?:\s+apply)?|none|(?:\A[^.;\n|]{0,60}\b)?until\s+further\s+notice"
    r"|(?:on-?line|web|digital)(?:\s+use)?\s+only|geography\s*[:=]\s*(?:world\w*|global\w*|all)\b"
)
_RULES: Final = re.compile(
    "|".join(
        (
            rf"(?P<plain>{_PLAIN})",
            rf"(?P<credit>{_CREDIT})",
            rf"(?P<pictures>\b{_PICTURES}\b)",
            *(rf"(?P<refusal{number}>\b(?:{words})\b)" for number, (words, _) in enumerate(_REFUSALS)),
            rf"(?P<territory>\b(?:{_OUT})\b)",
            rf"(?P<limit>\b(?:{_ONLY})\b)",
            rf"(?P<no>\b(?:no|not\s+for|kein[e]?"
            rf"|without)\s+(?P<things>(?:{_THING})(?:{_AND}(?:{_THING}))*)\b(?:\s+(?:use|usage|rights))?"
            rf"(?:\s+(?:is\s+|are\s+)?(?:permitted|allowed))?)",
        )
    ),
    re.IGNORECASE,
)
#: Words by which a sentence restricts something.
_RESTRICTS = re.compile(
    r"(?i:\b(?:no|not|never|only|cannot|prohibit\w*|forbid\w*|forbidden|restrict\w*|exclud\w*|except"
    r"|exclusive\w*|limited|banned|unless|expires?|geography"
    r"|nur|nicht|kein\w*|untersagt|verboten|interdit\w*|sauf|uniquement|prohibid\w*|solo|vietat\w*"
    r"|niet|alleen)\b)|\bOUT\b"
)
#: A note speaks of rights where it has one of these.
_OF_RIGHTS = re.compile(
    r"\b(?:rights?|archiv\w*|online|web(?:sites?)?|internet|resale|sales|syndicat\w*|redistribut\w*"
    r"|licen[cs]\w*|territor\w*|usage|use)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:[.;](?=\s|\Z)|[\n|]|\*{2,}|\s-{2,}\s)+")
#: A line that a machine broke goes on in the next one.
_BROKEN = re.compile(r"(?<=[^\n]{55})\r?\n(?=\S)")
#: In letters; a longer clause is read by a person.
_LONGEST: Final = 1000
_DOTS = re.compile(r"\bU\.\s?([SK])\.(?:A\.)?(?=\W|\Z)", re.IGNORECASE)


#: One of these is in every clause that a rule or `_RESTRICTS` finds something in, but for what takes nothing away. To
#: look for them, in a folded clause, takes a fiftieth of the time that the rules do.
_TOUCHES = re.compile(
    r"\b(?:(?:no|not|never|only|cannot|out|nur|nicht|sauf|solo|niet|alleen|unless|banned|limited|without)\b"
    r"|kein|prohib|forbid|restrict|exc[el]|expire|geography|untersagt|verboten|interdit|uniquement|vietat"
    r"|credit|must|one[- ]time|single|pas\b)"
)


class Narrowing(Struct, frozen=True, omit_defaults=True):
    """What terms beside a text take away."""

    refused: frozenset[Use] = frozenset()
    #: Where it may not be used; ISO 3166 codes.
    territories_out: frozenset[str] = frozenset()
    #: Where alone it may be used; ISO 3166 codes. Empty: nothing is said.
    territories_only: frozenset[str] = frozenset()
    #: True where the pictures that came with it may not be used.
    pictures: bool = False
    #: Whom the source insists on having named; empty if it does not.
    credit: str = ""
    #: The last day on which it may be used, which ends with the site's day. None: nothing is said.
    last_day: date | None = None
    #: Hours for which it may be used, counted from its first issue. None: nothing is said.
    hours: int | None = None
    #: Sentences that restrict something, and nobody knows what: a person must read them first.
    unread: tuple[str, ...] = ()


def narrowed(usage: str, notes: tuple[str, ...] = ()) -> Narrowing:
    """
    Read the restrictions in a text's own terms.

    Args:
        usage: Its usage terms, to the letter.
        notes: Words to the desk, which speak of much else: read is what is in capitals, or a whole sentence.
    Returns:
        What they take away. Statements of copyright take nothing: the contract answers for these.
    """
    found: list[Narrowing] = [_read(clause) for clause in _clauses(usage)]
    found += [_noted(clause) for note in notes for clause in _clauses(_ADDRESSED.sub("", note))]
    return _together(found)


def _together(found: Iterable[Narrowing]) -> Narrowing:
    every = list(found)
    limits = [one.territories_only for one in every if one.territories_only]
    only = frozenset.intersection(*limits) if limits else frozenset[str]()
    # Two limits that have nothing in common leave no place; that cannot be what was meant.
    clash = ("its terms limit it to places that have nothing in common",) if limits and not only else ()
    return Narrowing(
        refused=frozenset[Use]().union(*(one.refused for one in every)),
        territories_out=frozenset[str]().union(*(one.territories_out for one in every)),
        territories_only=only,
        pictures=any(one.pictures for one in every),
        credit=next(filter(None, (one.credit for one in every)), ""),
        last_day=min((one.last_day for one in every if one.last_day), default=None),
        hours=min((one.hours for one in every if one.hours is not None), default=None),
        unread=tuple(dict.fromkeys((*(words for one in every for words in one.unread), *clash))),
    )


def _clauses(text: str) -> Iterator[str]:
    undotted = _DOTS.sub(lambda found: f"U{found[1]}", _BROKEN.sub(" ", text))
    found = (clause for part in _CLAUSE.split(undotted) if (clause := part.strip(" \t*-–—,")))
    return (clause for clause in found if _TOUCHES.search(clause.casefold()) or until.speaks(clause))


def _read(clause: str) -> Narrowing:
    """One clause of usage terms; what no rule knows and still restricts is left for a person."""
    if len(clause) > _LONGEST:
        return Narrowing(unread=(clause,) if _restricts(clause) else ())
    if (timed := _timed(clause)) is not None:
        return timed
    known = list(_RULES.finditer(clause))
    unread = (clause,) if _restricts(_without(known, clause)) else ()
    return _together([*(_meant(one) for one in known), Narrowing(unread=unread)])


def _restricts(words: str) -> bool:
    """Whether words of usage terms take something away, whatever that is."""
    return _RESTRICTS.search(words) is not None or until.speaks(words)


def _timed(clause: str) -> Narrowing | None:
    """What a clause says that tells until when a text may be used, and nothing else; None if it is none."""
    found = until.told(clause)
    return Narrowing(last_day=found.last_day, hours=found.hours) if found else None


def _noted(clause: str) -> Narrowing:
    """One clause of a note; news of sales and of France going out is none of it."""
    if len(clause) > _LONGEST:
        return Narrowing()
    clause = _ADDRESSED.sub("", clause)
    if (timed := _timed(clause)) is not None:
        return timed
    found = list(_RULES.finditer(clause))
    rest = _without(found, clause)
    whole = not re.search(r"\w", rest)
    known = [one for one in found if whole or one[0].isupper()]
    restricts = _RESTRICTS.search(rest) and _OF_RIGHTS.search(rest) and clause.isupper()
    return _together([*(_meant(one) for one in known), Narrowing(unread=(clause,) if restricts else ())])


def _without(found: Iterable[re.Match[str]], clause: str) -> str:
    """A *clause* with a blank in the place of all that rules have *found* in it."""
    end, rest = 0, []
    for one in found:
        rest.append(clause[end : one.start()])
        end = one.end()
    return " ".join([*rest, clause[end:]])


def _meant(found: re.Match[str]) -> Narrowing:
    """What one rule that was *found* takes away."""
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    places = frozenset(
        code for name, value in groups.items() if name.startswith(("out", "only")) for code in codes_in(value)
    )
    if "credit" in groups:
        return Narrowing(
            credit=next(value for name, value in groups.items() if re.fullmatch(r"credit\d", name)).strip(" .*")
        )
    if "pictures" in groups:
        return Narrowing(pictures=True)
    if "territory" in groups:
        return Narrowing(territories_out=places)
    if "limit" in groups:
        return Narrowing(territories_only=places)
    if "things" in groups:
        return Narrowing(refused=_refused(groups["things"]))
    for number, (_, uses) in enumerate(_REFUSALS):
        if words := groups.get(f"refusal{number}"):
            return Narrowing(refused=uses or _last_refusal(words))
    return Narrowing()


def _last_refusal(words: str) -> frozenset[Use]:
    """The last row of `_REFUSALS` names two uses that share their words."""
    return frozenset({"mine"}) if _TRAINED.search(words) else frozenset({"translate"})


def _refused(things: str) -> frozenset[Use]:
    """The uses in a list behind "no"."""
    parts = [part for part in re.split(_AND, things, flags=re.IGNORECASE) if part]
    each = (uses for part in parts for words, uses in _THINGS if re.fullmatch(words, part.strip(), re.IGNORECASE))
    return frozenset[Use]().union(*each)
