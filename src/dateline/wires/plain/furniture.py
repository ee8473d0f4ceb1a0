"""What stands on a page and is no story: footers, appeals to the readers, headings of lists of links."""

import re

_STRONG = re.compile(
    r"""all\ rights\ reserved | copyright\s+(?:\(c\)\s+|©\s+)?\d{4} | © | \(c\)\s*\d{4} | \b(?:is|are)\ copyright\b
    | \bimply\ (?:an\ )?endorsement | \bby\ using\ (?:our|this|these)\ (?:web)?sites? | additional\ copyrights
    | may\ not\ be\ (?:published|reproduced|redistributed|copied) | \bconsent\ to\b.{0,40}\bcookies?
    | reproduction\ .{0,40}(?:prohibited|forbidden)""",
    re.VERBOSE,
)
_WEAK = re.compile(
    r"""privacy\ (?:statement|policy|notice) | cookies?\b | \badvertis\w+
    | terms\ (?:of|and)\ (?:use|service|conditions)
    | \babout\ us\b | \bcontact\ us\b | \bgdpr\b | public\ domain | copyrights?\b
    | \b(?:our|these|all)\ (?:\w+\ )?websites?\b
    | \beditorial\ (?:policy|standards)\b | \bnewsletters?\b""",
    re.VERBOSE,
)
#: Appeals speak to their readers, and of money; a story about a collection does one of the two.
_TO_US = (
    "your help", "your support", "your contribution", "we need", "if you", "for being here", "for reading",
    "support us", "become a", "please",
)  # fmt: skip
_MONEY = (
    "donat", "subscri", "paypal", "credit card", "ad blocker", "adblocker", "contribut", "billed", "revenue",
    "supporter", "one-off", "one off",
)  # fmt: skip
_LINKS = re.compile(
    r"""(?:related|external|useful|further)\s+(?:links?|stories|articles|news|content|reading)\s*:? | advertisement
    | share\ (?:this|on)\b.* | comment\ using.* | see\ also:? | more\ (?:stories|news)\b.* | print\ this.*
    | e-?mail\ this.* | tweet | thanks\ for\ being\ (?:here|there)\W* | next\ story | previous\ (?:report|story)""",
    re.IGNORECASE | re.VERBOSE,
)

#: A line without any of these is no footer: a quick look that spares the long one.
_HINTS = ("right", "©", "(c)", "endors", "website", "cookie", "privacy", "advertis", "terms", "reproduc", "public")
#: Footers and appeals show what they are in so many characters.
_ENOUGH = 3000


def is_footer(text: str, *, sure: int = 3) -> bool:
    """True if *text* speaks of rights, advertising, privacy: the network's own words under a page."""
    text = text[:_ENOUGH].casefold()
    if not any(hint in text for hint in _HINTS):
        return False
    strong = set(_STRONG.findall(text))
    weak = set(_WEAK.findall(text))
    return 2 * len(strong) + len(weak) >= sure


def is_appeal(text: str) -> bool:
    """True if *text* asks readers for money, or to subscribe."""
    text = text[:_ENOUGH].casefold()
    money = sum(word in text for word in _MONEY)
    if money < 2:
        return False
    asked = sum(word in text for word in _TO_US)
    return (asked > 0 and asked + money >= 4) or ("billed" in text and money >= 3)


def is_links(text: str) -> bool:
    """True if *text* is the bare heading of a list of links, or a button's label."""
    return bool(_LINKS.fullmatch(text.strip())) and text.count(" ") < 8
