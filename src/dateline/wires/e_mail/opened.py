"""What stands before the story: labels in the subject, a covering letter, a letterhead, the line under the headline."""

import re
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from dateline.news.blocks import Block
from dateline.wires.e_mail.furniture import NAMES, is_head, lined
from dateline.wires.letters import escaped
from dateline.wires.opening import without_dateline
from dateline.wires.preamble import same_words
from dateline.wires.release import asks, release_in_note

_BRACKETED: Final = rf"[\[(【]\s*{NAMES}[^\[\]()【】]{{0,20}}[\])】]\s*[:|–—-]?"
_NUMBERED: Final = rf"{NAMES}(?:\s*(?:nr?\.?|no\.?|n°)?\s*\d[\d/.-]*)?\s*(?:[:：|]|[–—-](?=\s))"
#: What a release calls itself, before two words at least, or as many letters as a headline without spaces has.
_LABEL = re.compile(rf"\s*(?:{_BRACKETED}|{_NUMBERED})\s*(?=\S+\s+\S|[\u3000-\uffff]{{4}})", re.IGNORECASE)
#: Where an embargo may end, and the headline begin.
_PARTING = re.compile(r"\s*(?:[:：|](?=\s)|\s[–—-](?=\s)|[\])](?=\s))[\s:|–—-]*")
#: How a name, or a number, ends that stands before a headline.
_SEPARATED = re.compile(r"[:：|–—\])】\d-]\s*\Z")
#: What covering letters begin with.
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|sehr geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen)"
    r"|hallo|madame,? monsieur|mesdames,? messieurs|bonjour|chers?|chères?|estimad[oa]s?|buen[oa]s (?:días|tardes)"
    r"|hola|gentil[ei]|buongiorno|spettabile|geachte|beste|hej|уважаем\w+|добрый день|здравствуйте)\b|各位|尊敬的",
    re.IGNORECASE,
)
#: In letters, and in words where no mark ends it.
_GREETED, _FEW = 90, 4
#: In letters; a longer subject is no line with an embargo.
_LONG: Final = 500
#: A covering letter has no more blocks.
_COVER: Final = 20
#: In blocks, above the headline on a page; and between it and the dateline.
_LETTERHEAD, _BELOW = 5, 3
#: In words; a line of a letterhead has fewer.
_SHORT: Final = 12
_LINES: Final = ("paragraph", "heading")
#: What every dateline ends with, and within how many letters.
_DASHED = re.compile("[-–—)】:/]")
_OPENING: Final = 120
#: In words; a line under a headline has no more.
_LONGEST: Final = 40
_NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Headed(NamedTuple):
    """A text below its headline."""

    body: tuple[Block, ...]
    #: What stood above it: a day, a number.
    above: tuple[str, ...] = ()
    #: What stood between the headline and the dateline; empty if nothing.
    standfirst: str = ""


def parted(subject: str) -> tuple[str, list[str]]:
    """A *subject* without "Press release:" and "EMBARGOED until …:" before the headline; and such embargoes."""
    notes: list[str] = []
    while True:
        if label := _LABEL.match(subject):
            subject = subject[label.end() :]
        elif len(subject) < _LONG and asks(subject) and (end := _end_of_embargo(subject)):
            notes.append(subject[: end[0]].strip(" [("))
            subject = subject[end[1] :]
        else:
            return subject, notes


def _end_of_embargo(subject: str) -> tuple[int, int] | None:
    """Where an embargo before a headline ends, and the headline begins; None where there is none."""
    whole = release_in_note(subject, issued=_NO_DAY)
    if whole is None:
        return None
    for found in _PARTING.finditer(subject):
        first, rest = subject[: found.start()], subject[found.end() :]
        until = release_in_note(first.strip(" [("), issued=_NO_DAY)
        if until and until.local == whole.local and len(rest.split()) > 1 and not rest[0].isdigit():
            return found.start(), found.end()
    return None


def uncovered(blocks: tuple[Block, ...], subject: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The letter that a release stands under, or the greeting alone; and the release."""
    first, _, rest = lined(blocks[0]).partition("\n") if blocks else ("", "", "")
    if not _greets(first):
        return (), blocks
    for place, block in enumerate(blocks[1:_COVER], 1):
        text = lined(block)
        if place + 1 < len(blocks) and (is_head(text.partition("\n")[0]) or same_words(text, subject)):
            return blocks[:place], blocks[place:]
    return (blocks[:1], blocks[1:]) if not rest and len(blocks) > 1 else ((), blocks)


def _greets(line: str) -> bool:
    if len(line) > _GREETED or "." in line or "?" in line or not _GREETING.match(line):
        return False
    return line.endswith((",", ":", "!", "，", "：", "–", "-")) or line.count(" ") < _FEW


def fuller(subject: str, blocks: tuple[Block, ...]) -> str:
    """The headline that a *subject* means: the page's, where the subject sets words before it or cuts it off."""
    cut = subject.rstrip(".… ") if subject.endswith(("...", "…")) else ""
    for block in blocks[:_LETTERHEAD]:
        if len(block.html) > 4 * len(subject) + 100:
            continue
        text = block.text
        if cut and len(cut) > 20 and text.startswith(cut):
            return text
        if text.count(" ") > 1 and len(text) < len(subject) and subject.casefold().endswith(text.casefold()):
            before = subject[: -len(text)]
            return text if _SEPARATED.search(before) else subject
    return subject


def below(blocks: tuple[Block, ...], headline: str, day: date) -> Headed:
    """
    The *blocks* without the headline that a page repeats below its letterhead, and without the line under it.

    Args:
        day: Near the text's.
    """
    for place, block in enumerate(blocks[:_LETTERHEAD]):
        if len(block.html) < 2 * len(headline) + 20 and same_words(block.text, headline):
            rest = blocks[place + 1 :]
            under = _under(rest, day)
            lines = tuple(Block("heading", f"<h2>{escaped(block.text)}</h2>") for block in rest[1:under])
            short = all(block.kind in _LINES and block.text.count(" ") < _SHORT for block in blocks[:place])
            kept, above = ((), tuple(map(lined, blocks[:place]))) if short else (blocks[:place], ())
            return Headed((*kept, *lines, *rest[under:]), above, rest[0].text if under else "")
    return Headed(blocks)


def _under(blocks: tuple[Block, ...], day: date) -> int:
    """How many lines stand between a headline and the dateline that opens the text; 0 where no dateline does."""
    for place, block in enumerate(blocks[: _BELOW + 1]):
        text = block.text
        if place and _DASHED.search(text, 0, _OPENING) and without_dateline(block, text, day_hint=day)[0] is not None:
            above = blocks[:place]
            return 0 if any(without_dateline(one, one.text, day_hint=day)[0] for one in above) else place
        if block.kind not in _LINES or len(text.split()) > _LONGEST or text.casefold().startswith(("by ", "von ")):
            return 0
    return 0
