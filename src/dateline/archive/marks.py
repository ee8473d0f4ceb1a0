"""Marks: where in a text the words are that were looked for, and the few words around them that are worth showing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.archive.answer import Run
from dateline.archive.meaning import Said
from dateline.archive.words import Token, indexed, tokens

#: Words of a snippet.
SNIPPET = 36

#: First token, the one after the last, and which of the things that were looked for it is.
Mark = tuple[int, int, int]


def marked(text: str, said: Iterable[Said]) -> tuple[Run, ...]:
    """A whole text, with what was looked for marked."""
    found = list(tokens(text))
    return _runs(text, found, _marks(found, said))


def snippet(texts: Iterable[str], said: Sequence[Said], most: int = SNIPPET) -> tuple[Run, ...]:
    """
    The words of a text around what was looked for.

    Args:
        texts: Its paragraphs, in order.
        said: What was looked for.
        most: Words, at most.
    Returns:
        The stretch with the most of it, the first of such; the beginning where nothing of it is there.
    """
    best: _Stretch | None = None
    for text in texts:
        # To cut out the words of a text costs most of an answer's time.
        if best is not None and not _hints(text, said):
            continue
        found = tuple(tokens(text))
        marks = _marks(found, said)
        score, start = _densest(marks, most)
        if found and (best is None or score > best.score):
            best = _Stretch(score, text, found, marks, start)
        if score == len(said):
            break
    return _shown(best, most) if best is not None and most > 0 else ()


class _Stretch(NamedTuple):
    """Words on end in a text."""

    #: How many different things that were looked for are in it.
    score: int
    text: str
    tokens: tuple[Token, ...]
    marks: list[Mark]
    #: The first token that was looked for.
    start: int


def _hints(text: str, said: Iterable[Said]) -> bool:
    folded = f" {indexed(text)}"
    return any(f" {one.words[0]}" in folded for one in said)


def _marks(found: Sequence[Token], said: Iterable[Said]) -> list[Mark]:
    """What was looked for, in the order of the text."""
    by_first: dict[str, list[tuple[int, Said]]] = {}
    openings: list[tuple[int, Said]] = []
    for which, one in enumerate(said):
        if one.prefix and len(one.words) == 1:
            openings.append((which, one))
        else:
            by_first.setdefault(one.words[0], []).append((which, one))
    marks = []
    for place, token in enumerate(found):
        for which, one in (*by_first.get(token.word, ()), *openings):
            if _fits(found, place, one):
                marks.append((place, place + len(one.words), which))
    return marks


def _fits(found: Sequence[Token], place: int, one: Said) -> bool:
    there = [token.word for token in found[place : place + len(one.words)]]
    if len(there) < len(one.words) or there[:-1] != list(one.words[:-1]):
        return False
    return there[-1].startswith(one.words[-1]) if one.prefix else there[-1] == one.words[-1]


def _densest(marks: Sequence[Mark], most: int) -> tuple[int, int]:
    """How many different things are found within *most* words at best, and the first token of these."""
    best, start = 0, 0
    for n, (place, _, _) in enumerate(marks):
        kinds = {which for begin, end, which in marks[n : n + most] if end <= place + most}
        if len(kinds) > best:
            best, start = len(kinds), place
    return best, start


def _shown(best: _Stretch, most: int) -> tuple[Run, ...]:
    text, found, start = best.text, best.tokens, best.start
    # Some words before what was found, as long as that does not push it out; all, where the text is no longer.
    last = max((end for begin, end, _ in best.marks if start <= begin and end <= start + most), default=start + 1)
    first = min(start, max(0, min(start - most // 4, len(found) - most), last - most))
    end = min(len(found), first + most)
    begin = 0 if first == 0 else found[first].start
    close = len(text) if end == len(found) else found[end - 1].end
    runs = _runs(text, found, [m for m in best.marks if first <= m[0] and m[1] <= end], begin, close)
    before, behind = (Run("… "),) if begin else (), (Run(" …"),) if close < len(text) else ()
    return _joined((*before, *runs, *behind))


def _runs(
    text: str,
    found: Sequence[Token],
    marks: Iterable[Mark],
    begin: int = 0,
    close: int | None = None,
) -> tuple[Run, ...]:
    close = len(text) if close is None else close
    runs, at = [], begin
    for first, after, _ in sorted(marks, key=lambda m: (m[0], -m[1])):
        start, end = max(found[first].start, at), found[after - 1].end
        if end > start:
            runs += [Run(text[at:start]), Run(text[start:end], True)]
            at = end
    return _joined((*runs, Run(text[at:close])))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Without empty runs; neighbours of one kind are one."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.text and joined[-1].marked == run.marked:
            joined[-1] = Run(joined[-1].text + run.text, run.marked)
        elif run.text:
            joined.append(run)
    return tuple(joined)
