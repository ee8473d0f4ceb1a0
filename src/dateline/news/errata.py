"""What a source's correction changed, in words for readers; and the words that hide an error instead of naming it."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from dateline.news.blocks import Block, plain
from dateline.news.facts import Wording
from dateline.news.pairing import LIKE, likeness, paired

#: Words that are quoted of a sentence at most; and how many stay on each side of what changed in a longer one.
_MOST, _AROUND = 30, 8
#: What makes a difference to a reader: words, and the signs that change what a number says.
_TOKEN = re.compile(r"\w+|[%‰$€£¥°]|(?<!\S)[-−+](?=[\d$€£])")
_ITEM = re.compile(r"</(?:li|tr|p|dt|dd|figcaption)>")
#: What a source writes before a headline, or as a line of its own, to tell desks that it corrected something.
_TAG = re.compile(r"^[\[(*\s]*(?:CORRECT(?:ED|ION|IVE|S)|REFILED?|RECTIFICATION|UPDATED?(?:\s*\d+)?)\b[\s\-–—:|)\]*]+")
_ADVICE = re.compile(
    r"^\W*(?:eds?\b|editors?\b|(?:this )?(?:correct|add|recast|update|clarifie|fixe|remove|refile|change|amend)[sd]\b"
    r"|corrected\b|correction\b).*$",
    re.IGNORECASE,
)
#: A dateline that was left in the text; its day is another in each version.
_DATELINE = re.compile(
    r"^[A-Z][^.!?()]{0,60}\([^()]{2,30}\)\s*[-–—_]+\s*|^[A-Z][^!?()]{0,40}\d\s*[-–—]\s*\([^()]{2,30}\)\s+"
)
_END = re.compile(r"(?P<word>\S*?)(?P<stop>[.?!…]+)(?P<close>[\"'”’»)\]]*)\s+(?=[\"'“‘«(\[]*[^\W_a-z])")
_TITLES = (
    "mr mrs ms dr prof gen lt col maj capt sgt sen rep gov st no vs jan feb mar apr jun jul aug sep sept oct nov dec"
)
_SHORT = frozenset(_TITLES.split())


class _Change(NamedTuple):
    """One passage before and after; empty where it was not there."""

    before: str
    after: str


def said(before: Wording, after: Wording, most: int = 3) -> str:
    """
    What was wrong in a text and what is right, for a dated note to readers.

    Args:
        before: The words that readers saw.
        after: The words that took their place.
        most: How many changes are told; the others are counted.
    Returns:
        ``An earlier version said “…”; it should have said “…”.``; what was taken out is not said again. What was merely
        added is told only where nothing else changed; datelines, marks and blanks never. Empty if nothing is to tell.
    """
    changes = _distinct([*_headlines(before, after), *_sentences(before, after)])
    mended = [c for c in changes if c.before]
    gone = [c for c in mended if not c.after]
    told = [_told(c) for c in (mended or changes) if c.after]
    if gone:
        told.append(_taken_out(len(gone)))
    if len(told) > most:
        told[most - 1 :] = [f"{told[most - 1].rstrip('.')}, and {len(told) - most} more."]
    return " ".join(told)


def _told(change: _Change) -> str:
    if not change.before:
        return f"An earlier version left out: “{_quoted(_shortened(change.after))}”."
    wrong, right = (_quoted(words) for words in _narrowed(change))
    return f"An earlier version said “{wrong}”; it should have said “{right}”."


def _taken_out(count: int) -> str:
    """That passages went, without saying them again: what a source takes back is often what must not be said."""
    if count == 1:
        return "An earlier version held a passage that was wrong; it was taken out."
    return f"An earlier version held {count} passages that were wrong; they were taken out."


def _headlines(before: Wording, after: Wording) -> Iterable[_Change]:
    """What changed above the text. A headline written anew tells of an update, not of an error."""
    for was, now in ((before.headline, after.headline), (before.standfirst, after.standfirst)):
        change = _Change(_TAG.sub("", was).strip(), _TAG.sub("", now).strip())
        if all(change) and _differ(*change) and likeness(change.before.split(), change.after.split()) >= LIKE:
            yield change


def _sentences(before: Wording, after: Wording) -> Iterable[_Change]:
    """Sentences that changed or went, in the order of the old text; then those that came."""
    was, now = list(_all(before.blocks)), list(_all(after.blocks))
    pairs = paired([_key(s) for s in was], [_key(s) for s in now])
    for n, sentence in enumerate(was):
        if n not in pairs:
            yield _Change(sentence, "")
        elif _differ(sentence, now[pairs[n]]):
            yield _Change(sentence, now[pairs[n]])
    come = set(range(len(now))) - set(pairs.values())
    yield from (_Change("", now[n]) for n in sorted(come))


def _all(blocks: Iterable[Block]) -> Iterable[str]:
    """The sentences of a body, without a source's words to desks."""
    for n, block in enumerate(blocks):
        for item in _ITEM.split(block.html):
            text = plain(item)
            text = _DATELINE.sub("", text) if n == 0 else text
            if not (text.startswith(("(", "[")) and _ADVICE.match(text)):
                yield from (s for s in _split(text) if _TOKEN.search(s))


def _split(text: str) -> Iterable[str]:
    """Sentences of news prose; a title's, a month's or an initial's stop ends none."""
    start = 0
    for match in _END.finditer(text):
        word = match["word"].lstrip("\"'“‘«([").casefold()
        if match["stop"] == "." and not match["close"] and (word in _SHORT or len(word) == 1 or "." in word):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    yield text[start:].strip()


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _key(text: str) -> str:
    return " ".join(_tokens(text))


def _differ(one: str, other: str) -> bool:
    return _tokens(one) != _tokens(other)


def _distinct(changes: list[_Change]) -> list[_Change]:
    """The same slip in headline and text, or in every paragraph, is told once."""
    seen: dict[object, _Change] = {}
    for change in changes:
        seen.setdefault(_slip(change), change)
    return list(seen.values())


def _slip(change: _Change) -> object:
    one, other = _tokens(change.before), _tokens(change.after)
    if not one or not other:
        return tuple(one), tuple(other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    steps = [s for s in matcher.get_opcodes() if s[0] != "equal"]
    # Words put in or left out are told apart by their sentence: "not" is another slip in every place.
    if any(tag != "replace" for tag, *_ in steps):
        return tuple(one), tuple(other)
    return tuple((*one[a:b], "→", *other[c:d]) for _, a, b, c, d in steps)


def _narrowed(change: _Change) -> tuple[str, str]:
    """Both passages, cut to what changed and the words around it where one is long."""
    one, other = change.before.split(), change.after.split()
    if max(len(one), len(other)) <= _MOST:
        return change.before, change.after
    keys, others = [_key(w) for w in one], [_key(w) for w in other]
    steps = SequenceMatcher(None, keys, others, autojunk=False).get_opcodes()
    changed = [s for s in steps if s[0] != "equal"] or steps
    (_, a, _, c, _), (_, _, b, _, d) = changed[0], changed[-1]
    return _window(one, a, b), _window(other, c, d)


def _window(words: list[str], start: int, end: int) -> str:
    """At most *_MOST* of the *words*, from a few before *start* to a few after *end*, with dots where words are cut."""
    around = max(2, min(_AROUND, (_MOST - (end - start)) // 2))
    first = max(0, start - around)
    last = min(len(words), end + around, first + _MOST)
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= _MOST else _window(words, 0, _MOST)


def _quoted(text: str) -> str:
    """Words to stand inside quotes: quotes in them are single, and the note has its own full stop."""
    text = re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’").replace('"', "’").strip()
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


#: Our text, as a note speaks of it. What courts, laws and ministries have too is ours only after "this" or "our".
_SURE = "story|headline|caption|standfirst|version|wording|dispatch"
_MAYBE = "article|report|text|item|piece|copy|page|paragraph|sentence|lead|post|note|entry|correction|update|title|name"
#: What was done to these, and by nobody who is named, was done by us.
_PIECE = "article|report|text|item|piece|copy|page|paragraph|post|entry"
_THE_ACT = "clarifications?|updates?|fix(?:es)?|tweaks?|amendments?|recast"
_NUMBERED = (
    r"(?:first|second|third|fourth|fifth|last|final|opening) (?:paragraph|sentence)s?|(?:paragraph|par|graf)s? \d+"
)
_OURS = (
    rf"(?:(?:this|our) (?:{_SURE}|{_MAYBE})|(?:(?:the|an?|its) )?(?:(?:earlier|previous|original) )?(?:{_SURE})"
    rf"|(?:the )?(?:{_NUMBERED})|this)"
)
_ROOM = (
    r"(?:['’]s|,| (?:and|in|of|above|below|its|the|our|this|story|article|headline|lead|caption|paragraphs?|text"
    r"|spelling|wording|first|second|third|last|\d+))*"
)
_AUX = "(?: (?:has|have|had|was|were|is|are|been|being|since|now|also|later|then|already|slightly|subsequently|duly))*"
_DESK = "(?:we|i|(?:the |our )?(?:desk|editors?|newsroom))"
_DONE = "recast|recasted|clarified|fixed|tweaked|changed|updated|amended"
_MENDED = (
    "corrected|edited|reworded|rewritten|rewrote|revised|republished|rephrased|added|removed|changed|updated|amended"
)
_SAYS = "reflect|correct|say|show|add|clarify|remove|include|make|give|name|state|read|fix|note|mention|match|explain"
#: Before these, "changes" and its like are things, not what the note does.
_THING = (
    "(?:in|of|on|at|by|from|for|will|would|are|were|is|was|have|has|had|could|should|may|might|made|came|come|take|took"
    rf"|began|and|or|that|which|agreed|announced|proposed|expected|due|to (?!(?:{_SAYS})\b))\b"
)
_DOES = rf"recasts?|clarif(?:y|ies)|(?:fix(?:es)?|tweaks?|changes?|updates?|amends?)\b(?! {_THING})"
#: Before these, "updated" is what was done to our text; "updated figures" are the world's.
_OBJECT = (
    "to|with|for|throughout|the|an?|its|his|her|their|our|this|spelling|wording|name|title|headline|caption|story"
    rf"|(?:in|at|on|by) (?:us|our|the (?:headline|story|caption|desk|{_NUMBERED})|{_NUMBERED}|\d+)"
)
#: How a note says that it hides something, each read from the beginning of a clause.
_EUPHEMISMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_OURS} |{_DESK} |also |and )(?P<word>{_DOES})\b",
        rf"(?P<word>{_DOES})\b(?!\W*$)",
        # Alone, "changes" may be what was wrong; these never are.
        r"(?:the )?(?P<word>recast(?:s|ed|ing)?|clarif(?:y|ies|ied|ying|ication))\W*$",
        rf"the (?:{_MAYBE}) (?:also |now )?(?P<word>recasts|clarifies)\b",
        rf"the (?:{_PIECE}){_AUX} (?P<word>{_DONE})\b(?=\W*$| (?:to|with|for|since|today|accordingly|after)\b)",
        rf"(?:an?|this|our|one|some) (?:minor |small |short |brief )*(?P<word>{_THE_ACT})\W*$",
        r"(?P<word>update|change|fix|tweak|clarification|amendment|recast)\W*$",
        rf"(?:also |now |and )?(?P<word>{_DONE})\b(?=\W*$| (?:{_OBJECT})\b|\s*[:,–—]|\s+-)",
        rf"{_OURS}{_ROOM}{_AUX} (?P<word>{_DONE})\b",
        rf"{_DESK}(?:['’]ve)?{_AUX} (?P<word>{_DONE})\b",
        rf"(?:{_OURS}{_ROOM}{_AUX} |we{_AUX} )?(?:{_MENDED})\b.*\b(?:to|for) "
        r"(?P<word>clarify|clarity|clarification|update|recast|amend)\b",
        rf"{_OURS} (?:is|was) (?:an? )?(?P<word>clarification|update|fix|amendment)\b",
        r"(?:(?:this|the following) is |just |in order )?(?:to )?(?P<word>(?<=to )clarify|clarifying)\b",
        r"for (?:the sake of )?(?P<word>clarity|clarification)\b",
        rf"(?:an?|this) (?P<word>clarification|update|fix){_AUX} (?:added|appended|made)\b"
        r"(?! (?!to|in|above|below|here))",
        r"(?P<word>clarification)\b(?! (?:of|on|from|by)\b.*\b(?:came|comes|follow(?:s|ed)|was|is|will|had|has)\b)",
        rf"(?:minor |small |slight )+(?P<word>fix(?:es)?|tweaks?|changes?|updates?)"
        rf"(?: (?:to|in|of) {_OURS})?\W*$",
        rf"(?:(?:an?|the|minor|small|factual) )*(?:typos?|mistakes?|errors?|spelling){_AUX} (?P<word>{_DONE})\b",
        rf"(?:name|date|title|figures?|number|age|quote|count|total|link|time|place) (?P<word>{_DONE})\b",
        rf"the (?:{_PIECE}){_AUX} been (?P<word>clarified|updated|tweaked|recast)\b",
        rf"(?:has|have) (?:now |since )?been (?P<word>{_DONE})\W*$",
        rf"(?:adds|corrects|removes|corrected)\b.*[,;] (?:and )?(?P<word>{_DOES})\b",
        # "It" is our text after a clause about our text.
        rf"{_OURS}\b.*[,;] (?:and )?(?:it|which|this) has (?:now |since )?been (?P<word>{_DONE})\b",
    )
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)['‘][^'’]*['’](?!\w)|«[^»]*»")
_CLAUSE = re.compile(r"\s*(?:[;:\n]|\s[–—-]\s|[.!?]+\s+(?=[a-z]))\s*")


def euphemism(words: str) -> str:
    """
    The word with which a note of ours hides an error instead of naming it.

    Args:
        words: The note. What it quotes, and what it tells of the world ("the law changes in May"), may say anything.
    Returns:
        Such as ``clarifies``, as the note has it; empty if it has none.
    Source:
        The Associated Press on corrections: no euphemisms such as "recasts", "fixes", "clarifies" or "changes"
    """
    text = _QUOTED.sub("…", words)
    for sentence in (s for line in text.splitlines() for s in _split(line)):
        for clause in (sentence, *_CLAUSE.split(sentence)):
            for pattern in _EUPHEMISMS:
                if match := pattern.match(clause.strip(" ([*•")):
                    return match["word"]
    return ""
