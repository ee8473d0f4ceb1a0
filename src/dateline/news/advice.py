"""What is sent for the desk alone: advisories, planners, texts that say they are not for publication."""

import re
from collections.abc import Iterator
from typing import Final

from dateline.news.wire import Version

#: What a sentence says that forbids to publish; "not for publication before noon" is an embargo and says when.
_NOT: Final = (
    r"(?:strictly\s+|bitte\s+)?(?:not\s+(?:intended\s+)?for\s+publication|nicht\s+zur\s+veröffentlichung"
    r"(?:\s+bestimmt)?|no\s+apto\s+para\s+(?:su\s+)?publicación|ne\s+pas\s+publier)"
)
#: With what may stand before it in the same sentence.
_WHOLE = re.compile(rf"\W*(?:[^.!?;\n]{{0,80}}\W)?{_NOT}\W*|\W*{_NOT}\W*[:–—-].*", re.IGNORECASE)
#: One of these stands in every such sentence.
_MARKS = ("for publication", "veröffentlichung", "publicación", "ne pas publier")
#: Not the text, but some words of it are kept back: a telephone number, what a note holds.
_OTHER = re.compile(
    r"\b(?:following|contacts?|phone|tel|telephone|mobile|numbers?|e-?mail|notes?|informationen|folgende[nrs]?"
    r"|address(?:es)?|details?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def unpublishable(version: Version) -> bool:
    """Whether its source tells the desk that a version is no text for readers."""
    return "advisory" in version.signals or any(map(_forbids, _said(version)))


def _said(version: Version) -> Iterator[str]:
    """What may tell it: the headline, the notes, and the paragraph that a text begins with."""
    yield version.headline
    yield from version.notes
    if version.body and len(version.body[0].html) < 200:
        yield version.body[0].text


def _forbids(words: str) -> bool:
    folded = " ".join(words.lower().split())
    if not any(mark in folded for mark in _MARKS):
        return False
    return any(_WHOLE.fullmatch(one) and not _OTHER.search(one) for one in _SENTENCE.split(words))
