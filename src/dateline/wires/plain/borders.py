"""Where a headline ends and the text begins, on a line where the two run together with no mark between them."""

import re

from msgspec import Struct

from dateline.wires.plain.layout import word_set
from dateline.wires.sentences import sentences

#: A headline has at most so many words.
_MOST = 22
#: Words that open sentences, and in a headline's middle have no capital.
_OPENS = word_set("""
early late according per today yesterday a after all although amid among an and another as at because before both
but by despite during each earlier every few following for from given he her here his how if in into it its just
last many more most nearly no not now on once one only our over several she since so some such that the their then
there these they this those though three through to two under unlike until we what when where which while who why
with within without you
""")
#: Words that no headline ends with, and that are small in title case.
_NEVER_LAST = word_set("""
a an the and or nor but as at by for from in into of on onto per than that to under upon versus via vs
with within without is are was were be been has have had will would can could may might must should its his her
their our your this these those whose which who no between among amid against across about during until
""")
#: Words that a headline in title case leaves in small letters.
_SMALL_IN_TITLES = word_set("a an the and or but as at by for from in into of on onto to with")
#: A sentence, and no headline, opens with one of these; and has one of those within.
_STARTS_PROSE = word_set("the in but he she they it on at meanwhile however also and")
_PROSE = word_set("said was were had which has have")
#: Verbs that a quotation or a name follows, not the end of a headline.
_SPEAKING = word_set("said told tells called named asked tweeted")
_ASKING = word_set("what how why who where which")
#: Prepositions that a question may end with: "What the tower is made of".
_STRANDED = word_set("of for from with at in on about to against is are")
_FINITE = word_set("""
is are was were has have had will would can could may might must should do does did says said say began begin begins
became become becomes came come comes made make makes took take takes went go goes gave give gives found find finds
left saw see sees held hold holds kept keep keeps led lead leads met put ran rose set show shows stood told won lost
lies remains remain sent grew fell known won't isn't aren't wasn't can't doesn't flew fly flies built cost costs
brings brought
""")
#: Titles and plain plurals that open many a report's first sentence.
_ACTORS = word_set("""
monday tuesday wednesday thursday friday saturday sunday former scientists researchers engineers astronomers
officials police troops lawmakers experts astronauts cosmonauts president prime gen. general dr. professor nations
countries people humans investigators firefighters rescuers physicists farmers
""")
_BARE = re.compile(r"^[\"'“‘(\[]+|[\"'”’)\],.:;?!]+$")


class Border(Struct, frozen=True):
    """A place where headline and text may part."""

    headline: str
    rest: str
    #: How sure: above 3 is as good as marked, below 0 is no border.
    score: float


def border(line: str, *, among: str = "") -> Border | None:
    """
    The likeliest border between a headline and its text on *line*.

    Args:
        line: One line whose first words may be a headline.
        among: Text near it; a word that stands there in small letters is no name.
    Returns:
        The best there is; None where no border is thinkable, as in a line of one sentence.
    """
    words = line.split(" ")
    head = words[: _MOST + 1]
    titled = _is_titled(head)
    small = _small_words(f"{line} {among}", head)
    best: Border | None = None
    for at in range(2, min(len(head), len(words) - 4)):
        if _is_over(words[at - 1]):
            break
        score = _score(words, at, titled, small)
        if score is not None and (best is None or score > best.score):
            best = Border(" ".join(words[:at]), " ".join(words[at:]), score)
    return best


def _is_over(word: str) -> bool:
    """True if a sentence ends with *word*, so that what stands before is no headline."""
    bare = word.rstrip("\"'”’)")
    return bare.endswith(".") and len(bare) > 3 and "." not in bare[:-1]


def _is_titled(words: list[str]) -> bool:
    """True if the line begins in title case: nearly all but the small words have capitals."""
    content = [_bare(word) for word in words[1:7] if _bare(word).casefold() not in _NEVER_LAST and _bare(word)]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in content)
    return len(content) >= 2 and capitals >= 0.75 * len(content)


def _bare(word: str) -> str:
    return _BARE.sub("", word)


def _small_words(text: str, head: list[str]) -> frozenset[str]:
    """Those of the words of *head* that also stand in small letters in *text*: they are no names."""
    wanted = {_bare(word).casefold() for word in head if word[:1].isupper() or word[:1] in "\"'“‘"}
    return frozenset(word for word in text[:60_000].replace("’s", "").split(" ") if word in wanted)


def _score(words: list[str], at: int, titled: bool, small: frozenset[str]) -> float | None:
    """How well the words before *at* read as a headline and those from it on as a text; None where they cannot."""
    before, word = words[at - 1], words[at]
    bare = _bare(word)
    if not bare or word[0] == "(" or not (bare[0].isupper() or bare[0].isdigit()) or not _may_end(words[:at]):
        return None
    if bare[0].isdigit() and before[-1] not in "?!":
        return None
    ended = 1.5 if before[-1] in "?!" else -1.0 if before[-1] in ".:" else 0.4 * _bare(before)[-1:].isdigit()
    opened = _opening_score(words, at, titled, small)
    return opened + _length_score(at) + ended + _text_score(words, at) + _headline_score(words, at)


def _may_end(headline: list[str]) -> bool:
    last = headline[-1]
    if last.endswith(("'s", "’s", ":")) or _bare(last).casefold() in _SPEAKING:
        return False
    asks = headline[0].casefold() in _ASKING and _bare(last).casefold() in _STRANDED
    if last[-1] in ",;(-–—&/" or not _bare(last) or (_bare(last).casefold() in _NEVER_LAST and not asks):
        return False
    joined = " ".join(headline)
    return joined.count('"') % 2 == 0 and all(joined.count(one) == joined.count(other) for one, other in ("“”", "()"))


def _opening_score(words: list[str], at: int, titled: bool, small: frozenset[str]) -> float:
    """How well the word at *at* opens a sentence; a capital there may be a name's or the title's."""
    bare = _bare(words[at])
    folded = bare.casefold()
    follows = _bare(words[at + 1])
    lowered = bool(follows) and not follows[0].isupper()
    again = 1.5 if _named(bare) in {_named(_bare(word)) for word in words[:at]} else 0.0
    if titled:
        return _titled_score(words, at, folded, again)
    named = _bare(words[at - 1])[:1].isupper()
    if folded in _OPENS:
        return 4.0 if lowered or not named else 2.5
    if folded in _ACTORS:
        return 3.0 if lowered or not named else 2.0
    if folded in small:
        return (1.0 if named else 3.0) + again
    return (-1.0 if named else 0.5) + (0.5 if lowered else 0.0) + again


def _named(word: str) -> str:
    """A name without its possessive."""
    return word.removesuffix("'s").removesuffix("’s")


def _titled_score(words: list[str], at: int, folded: str, again: float) -> float:
    """The same after a headline in title case, where only the small words tell much: they have no capital in it."""
    if words[at - 1][-1] == ":":
        return -2.0
    if folded in _SMALL_IN_TITLES:
        return 5.0
    if folded in _OPENS and words[at].endswith(","):
        return 4.5
    if not _is_prose(words[at + 1 : at + 12]):
        return 1.0 if folded in _OPENS else -2.0
    return (3.5 if folded in _OPENS or folded in _ACTORS else 2.0) + again


def _is_prose(words: list[str]) -> bool:
    """True if *words* are in a sentence's case, not in a title's: by half of its weighty words."""
    content = [bare for bare in map(_bare, words) if bare and bare.casefold() not in _NEVER_LAST][:5]
    return 2 * sum(word[0].islower() for word in content) >= len(content)


def _length_score(size: int) -> float:
    if 4 <= size <= 12:
        return 0.5
    return -0.3 * max(size - 12, 0) if size > 12 else -0.6 * (4 - size)


def _text_score(words: list[str], at: int) -> float:
    """How well what begins at *at* reads as prose: a sentence of some length with a finite verb."""
    first = sentences(" ".join(words[at : at + 60]))[0]
    said = [_bare(word).casefold() for word in first.split(" ")]
    verb = any(word in _FINITE or word.endswith("ed") for word in said[1:])
    return (1.0 if verb else -1.0) + (0.5 if len(said) >= 6 else -1.0)


def _headline_score(words: list[str], at: int) -> float:
    """Headlines are terse: an article at the start, or "said" and "was" inside, make them prose."""
    head = [_bare(word).casefold() for word in words[:at]]
    prose = 1.2 * sum(word in _PROSE for word in head)
    started = 1.5 if head[0] in _STARTS_PROSE else 0.0
    return -prose - started - (1.0 if any(word.endswith(",") for word in words[at - 3 : at]) else 0.0)
