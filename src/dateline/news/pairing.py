"""Which text is which: paragraphs or sentences of two versions, paired by their words and by likeness."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

#: From this likeness on, two texts are one text, changed; as in wording.py.
LIKE = 0.5
#: Two words that stand side by side in more blocks than these tell no block from another.
_COMMON = 16
#: How many blocks are compared with one, and how many words with how many before word order is left out of account.
_CANDIDATES, _PRODUCT = 3, 40_000


def paired(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """
    Which of the texts *before* is which of those *after*, wherever it stands.

    Args:
        before: Paragraphs or sentences.
        after: Others.
    Returns:
        Number in *before* → number in *after*, each at most once: the same words first, then by likeness.
    """
    pairs = _same(before, after)
    taken = set(pairs.values())
    ours = {n: text.split() for n, text in enumerate(before) if n not in pairs}
    theirs = {n: text.split() for n, text in enumerate(after) if n not in taken}
    for _, _, one, other in sorted(_candidates(ours, theirs, pairs)):
        if one not in pairs and other not in taken and likeness(ours[one], theirs[other]) >= LIKE:
            pairs[one] = other
            taken.add(other)
    return pairs


def _same(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Texts that are the same: those that stand once, then their neighbours, then what is left in its order."""
    counts, others = Counter(before), Counter(after)
    found = {text: n for n, text in enumerate(after)}
    pairs = {n: found[t] for n, t in enumerate(before) if counts[t] == 1 == others[t]}
    taken = set(pairs.values())
    for step, numbers in ((1, range(len(before))), (-1, range(len(before) - 1, -1, -1))):
        for n in numbers:
            other = pairs.get(n - step, -2 if step == 1 else len(after) + 2) + step
            if n not in pairs and other not in taken and 0 <= other < len(after) and before[n] == after[other]:
                pairs[n] = other
                taken.add(other)
    left: dict[str, list[int]] = defaultdict(list)
    for n in range(len(after) - 1, -1, -1):
        if n not in taken:
            left[after[n]].append(n)
    for n, text in enumerate(before):
        if n not in pairs and left.get(text):
            pairs[n] = left[text].pop()
    return pairs


def _candidates(
    ours: Mapping[int, list[str]], theirs: Mapping[int, list[str]], pairs: Mapping[int, int]
) -> Iterable[tuple[float, int, int, int]]:
    """Pairs that may be alike, the likest first by what word counts allow; a few for each, however many there are."""
    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, text in theirs.items():
        for pair in set(pairwise(text)):
            met[pair].append(n)
    counts = {n: Counter(text) for n, text in theirs.items()}
    for n, text in ours.items():
        shared = Counter(t for pair in set(pairwise(text)) if len(at := met.get(pair, ())) <= _COMMON for t in at)
        best = sorted(shared, key=lambda t, n=n: (-shared[t], abs(t - n)))[:_CANDIDATES]  # type: ignore[misc]
        beside = pairs.get(n - 1, n - 1) + 1
        count = Counter(text)
        for t in {*best, *({beside, n} & theirs.keys())}:
            bound = 2 * (count & counts[t]).total() / max(len(text) + len(theirs[t]), 1)
            if bound >= LIKE:
                yield -bound, abs(n - t), n, t


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """
    The share of words that two texts have in common, in their order, from 0 to 1.

    Long texts that differ in much are compared without regard to order, which would take too long.
    """
    total, start, end = len(ours) + len(theirs), 0, 0
    least = min(len(ours), len(theirs))
    while start < least and ours[start] == theirs[start]:
        start += 1
    while end < least - start and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    one, other = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if len(one) * len(other) > _PRODUCT:
        common = (Counter(one) & Counter(other)).total()
    else:
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if one and other else ()
        common = sum(block.size for block in blocks)
    share = 2 * (start + end + common) / total if total else 1.0
    # A text that only goes on where the other ends is that text, changed.
    return max(share, LIKE) if 1 < least == start else share
