"""What stands on a page and is no story: footers, appeals to the readers, headings of lists of links."""

import re

_STRONG = re.compile(
    r"""all\ rights\ reserved | copyright\s+(?:\(c\)\s+|©\s+)?\d{4} | © | \(c\)\s*\d{4} | \b(?:is|are)\ copyright\b
    | \bimply\ (?:an\ )?endorsement | \bby\ using\ (?:our|this|these)\ (?:web)?sites? | additional\ copyrights
    | may\ not\ be\ (?:published|reproduced|redistributed|copied) | \bconsent\ to\b.{0,40}\bcookies?
    | reproduction\ .{0,40}(?:prohibited|forbidden)""",
    re.IGNORECASE | re.VERBOSE,
)
_WEAK = re.compile(
    r"""privacy\ (?:statement|policy|notice) | cookies?\b | \badvertis\w+
    | terms\ (?:of|and)\ (?:use|service|conditions)
    | \babout\ us\b | \bcontact\ us\b | \bGDPR\b | public\ domain | copyrights?\b
    | \b(?:our|these|all)\ (?:\w+\ )?websites?\b
    | \beditorial\ (?:policy|standards)\b | \bnewsletters?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_APPEAL = re.compile(
    r"""\byour\ (?:help|support|contribution) | \bcontribut(?:e|ion|or)s?\b | \bdonat(?:e|ion)s?\b
    | \bsubscri(?:be|ber|ption)s?\b | \bad.?blockers?\b | \bpaypal\b | \bcredit\ card\b | \bbilled\b
    | \bwe\ need\b    | \bthanks?\ (?:you\ )?for\ (?:being|reading) | \bsupport\ (?:us|our)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LINKS = re.compile(
    r"""(?:related|external|useful|further)\s+(?:links?|stories|articles|news|content|reading)\s*:? | advertisement
    | share\ (?:this|on)\b.* | comment\ using.* | see\ also:? | more\ (?:stories|news)\b.* | print\ this.*
    | e-?mail\ this.* | next\ story | previous\ (?:report|story)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_footer(text: str, *, sure: int = 3) -> bool:
    """True if *text* speaks of rights, advertising, privacy: the network's own words under a page."""
    strong = {found.casefold() for found in _STRONG.findall(text)}
    weak = {found.casefold() for found in _WEAK.findall(text)}
    return 2 * len(strong) + len(weak) >= sure


def is_appeal(text: str) -> bool:
    """True if *text* asks readers for money, or to subscribe."""
    return len({found.casefold() for found in _APPEAL.findall(text)}) >= 2


def is_links(text: str) -> bool:
    """True if *text* is the bare heading of a list of links, or a button's label."""
    return bool(_LINKS.fullmatch(text.strip())) and text.count(" ") < 8
