"""What stands in and under an ANPA text and is not for readers: trims, end marks, contacts, who sends."""

import re
from typing import Final

from msgspec import Struct

from dateline.news.blocks import Block

#: "(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)", "(BEGIN OPTIONAL TRIM)", "End Adv for Sunday, Jan. 19".
_TRIM = re.compile(
    r"\(?(?:story\s+can\s+end|(?:begin|end)\s+optional|optional\s+(?:trim|material|add)|stories?\s+may\s+end|can\s+trim"
    r"|end\s+(?:of\s+)?(?:adv|advance)\b|\(?end\s+story\b)[^\n]{0,160}",
    re.IGNORECASE,
)
_MARK = re.compile(r"[-–—(\[#*\s]*(?:0|30|ends?)[-–—)\]#*\s]*(?:\d{1,2}/\d{1,2}/\d{2,4})?\s*", re.IGNORECASE)
_FOLLOWS = re.compile(r"[-–—(\[#*\s]*(?P<words>more|more\s+to\s+come)[-–—)\]#*.\s]*", re.IGNORECASE)
_CONTACT = re.compile(
    r"/?\s*(?:contacts?|photo|note\s+to\s+editors|web\s*site|company\s+news\s+on-?call)\s*:.*", re.IGNORECASE
)
_SOURCE = re.compile(r"SOURCE:?\s+(?P<source>\S.{1,100})")
_SENDER = re.compile(r"(?:The\s+)?(?:AP|UPI|Associated\s+Press|United\s+Press\s+International)(?:,?\s+[A-Z][a-z]+)?\.?")
#: The last so many blocks are looked at.
_LAST: Final = 8
_LONGEST: Final = 400
#: What a line about trims begins with, and how long it is at most.
_FIRST: Final = "(SsBbEeOoCc"
_SHORT: Final = 200


class Ending(Struct, frozen=True):
    """What was taken off."""

    notes: tuple[str, ...] = ()
    #: Whose press release it is.
    source: str = ""
    #: The words that say that the text goes on in another message.
    follows: str = ""
    #: Who sends, by a name below the text.
    sender: str = ""


def ended(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], Ending]:
    """A *body* without what is not for readers, and that."""
    kept, trims = _untrimmed(body)
    last = max(len(kept) - _LAST, 0)
    notes: list[str] = []
    source = follows = sender = ""
    rest = list(kept[:last])
    closing = kept[last:]
    for place, block in enumerate(closing):
        text = block.text if len(block.html) <= _LONGEST and block.kind in ("paragraph", "heading") else ""
        if not text or (len(text) > _SHORT and not _CONTACT.match(text)):
            rest.append(block)
        elif found := _FOLLOWS.fullmatch(text):
            follows = found["words"]
        elif _SENDER.fullmatch(text) and place == len(closing) - 1:
            sender = text
        elif (found := _SOURCE.fullmatch(text)) and "." not in text[:-5]:
            source = found["source"]
        elif _CONTACT.fullmatch(text):
            notes.append(text.strip("/ "))
        elif not _MARK.fullmatch(text):
            rest.append(block)
    return (tuple(rest) if len(rest) < len(body) else body), Ending((*trims, *notes), source, follows, sender)


def _untrimmed(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """A *body* without lines that say where it may be cut, and these."""
    trims = [
        block
        for block in body
        if len(block.html) < _SHORT and block.html[block.html.find(">") + 1] in _FIRST and _TRIM.fullmatch(block.text)
    ]
    if not trims:
        return body, ()
    return tuple(block for block in body if block not in trims), tuple(block.text for block in trims)
