"""Near-copies: how many are shown as one, how many that are none, and what that costs."""

import html
import multiprocessing
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, combinations
from pathlib import Path
from typing import Final, NamedTuple

from dateline.bench.copies import EDITS, Text, Wire
from dateline.bench.measure import Figure, figure
from dateline.relate.groups import WINDOW, Groups
from dateline.relate.member import Member
from dateline.relate.shingles import shingles
from dateline.relate.sketch import sketch

START: Final = datetime(2020, 1, 30, tzinfo=UTC)
#: Of a wire that is fifty thousand stories strong in three days.
_PAUSE: Final = WINDOW / 50_000
#: What rensa alone reaches for texts that were cut or lightly edited.
_AIM: Final = "over 0.98"
#: Runs of words of a text that is more than a form filled in.
_LONG: Final = 60
_STORY = re.compile(
    r"<DATE>\s*(\d+-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d)\.(?:(?!</REUTERS>).)*?<TITLE>([^<]+)"
    r"(?:(?!</REUTERS>).)*?<BODY>([^<]+?)(?:&#\d;)?</BODY>",
    re.DOTALL,
)


class Dated(NamedTuple):
    """A text, and when it came."""

    text: Text
    at: datetime


def relate(corpus: Path | None = None, *, stories: int = 10_000, each: int = 300, held: int = 50_000) -> list[Figure]:
    """
    All figures of near-copies.

    Args:
        corpus: A folder with the files of Reuters-21578, to be used besides the texts that are made here.
        stories: To put in, a tenth of them copies.
        each: How many copies of every kind.
        held: How many to hold in memory at once.
    """
    wire = Wire()
    figures = [*_found([wire.text() for _ in range(each)], wire, ""), *_apart(wire, each)]
    figures += [*_cost(wire, stories), _memory(held)]
    if corpus is not None:
        real = list(reuters(corpus))
        long = [d.text for d in real if sum(map(len, d.text.paragraphs)) > 1500][:each]
        found, pairs = repeated(real)
        share = [found / max(pairs, 1)]
        figures += [
            *_found(long, wire, "Reuters: "),
            figure(f"Reuters: recall of {pairs} repeats", "of 1", share, _AIM),
        ]
    return figures


def member(id: str, text: Text, at: datetime = START) -> Member:
    """A text as a story."""
    words = sum(len(p.split()) for p in text.paragraphs)
    made = sketch(text.headline, text.paragraphs)
    return Member(id=id, source="nwa", received=at, issued=at, words=words, rank=1, sketch=made)


def _found(texts: Sequence[Text], wire: Wire, whose: str) -> Iterator[Figure]:
    """Each text and a copy of each kind, among all others: whether the copy is shown with it, and with nothing else."""
    right = wrong = 0
    for kind, edit in EDITS.items():
        groups = Groups()
        for n, text in enumerate(texts):
            groups.put(member(f"text-{n}", text))
            groups.put(member(f"copy-{n}", edit(text, wire), START + _PAUSE))
        found = sum(groups.group_of(f"text-{n}") == groups.group_of(f"copy-{n}") for n in range(len(texts)))
        right += found
        wrong += sum(one[5:] != other[5:] for one, other in _pairs(groups))
        aim = "" if "eight" in kind else _AIM
        yield figure(f"{whose}recall: {kind}", "of 1", [found / len(texts)], aim)
    # What an agency itself sent twice is found among its texts, and is not wrong.
    if not whose:
        yield figure("precision of all these", "of 1", [right / (right + wrong)], "over 0.99")


def _pairs(groups: Groups) -> Iterator[tuple[str, str]]:
    """The ids of each two stories that are shown as one."""
    for name in groups.names():
        yield from combinations([m.id for m in groups.members(name)], 2)


def _apart(wire: Wire, each: int) -> Iterator[Figure]:
    """What an editor must not see as one: a report that repeats some background, a form filled in anew."""
    follow, forms = Groups(), Groups()
    for n in range(each):
        text, form = wire.text(), wire.form()
        follow.put(member(f"{n}-a", text))
        follow.put(member(f"{n}-b", wire.follow_up(text)))
        forms.put(member(f"{n}-a", wire.filled(form)))
        forms.put(member(f"{n}-b", wire.filled(form)))
    kinds = {"a follow-up with two paragraphs of it": follow, "its form with other figures": forms}
    for kind, groups in kinds.items():
        yield figure(f"shown as one: a text and {kind}", "of 1", [len(list(_pairs(groups))) / each], "under 0.01")


def _cost(wire: Wire, stories: int) -> list[Figure]:
    """A wire as it comes in: a tenth of it copies of what came within the last hundred, some out of order."""
    texts, edits = list[Text](), list(EDITS.values())
    for n in range(stories):
        texts.append(wire.chance.choice(edits)(texts[max(0, n - 100)], wire) if n % 10 == 9 else wire.text())
    groups, times = Groups(), list[float]()
    began = time.process_time()
    for n, text in enumerate(texts):
        coming = member(f"s-{n}", text, START + _PAUSE * (n + wire.chance.randrange(50)))
        before = time.process_time()
        groups.put(coming)
        times.append((time.process_time() - before) * 1000)
    taken = time.process_time() - began
    return [
        figure(f"{stories:,} stories sketched and put in", "CPU-s", [taken], "under 5" if stories == 10_000 else ""),
        figure("of that, a story put in", "CPU-ms", times, "p95 under 2"),
        figure("the 99th of a hundred", "CPU-ms", [sorted(times)[int(stories * 0.99)]], "under 2"),
    ]


def _memory(held: int) -> Figure:
    """In a process of its own: what others have held says nothing about this."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return figure(f"memory of {held:,} stories", "MB", [pool.apply(_holding, (held,))], "under 100")


def _holding(held: int) -> float:
    wire, groups = Wire(), Groups()
    before = _resident()
    for n in range(held):
        text = Text(wire.name(), (f"{' '.join(wire.word() for _ in range(30))} {n}.",))
        groups.put(member(f"nwa-{n:08}", text, START + _PAUSE * n))
    return _resident() - before


def _resident() -> float:
    """The memory that this process holds, in MB: the most that it held is that of who began it, if that is more."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def repeated(real: Sequence[Dated]) -> tuple[int, int]:
    """How many of the pairs that an agency sent within three days are shown as one, and how many pairs these are."""
    groups = Groups()
    for n, (text, at) in enumerate(real):
        groups.put(member(str(n), text, at))
    pairs = [(a, b) for a, b in _same(real) if abs(real[a].at - real[b].at) <= WINDOW]
    return sum(groups.group_of(str(a)) == groups.group_of(str(b)) for a, b in pairs), len(pairs)


def _same(real: Sequence[Dated]) -> Iterator[tuple[int, int]]:
    """Which two texts have, of sixty runs of words and more, half in common: all are compared with all."""
    runs = [shingles(*d.text).runs for d in real]
    having = defaultdict[bytes, list[int]](list)
    for n, own in enumerate(runs):
        for run in own if len(own) >= _LONG else ():
            having[run].append(n)
    # A run that stands in more is a form's.
    common = Counter(chain.from_iterable(combinations(ns, 2) for ns in having.values() if len(ns) <= _LONG))
    return (pair for pair, count in common.items() if 2 * count >= len(runs[pair[0]] | runs[pair[1]]))


def reuters(folder: Path) -> Iterator[Dated]:
    """
    The stories of Reuters-21578 that have a text and a time.

    Args:
        folder: With the files ``reut2-*.sgm``.
    """
    for path in sorted(folder.glob("*.sgm")):
        for story in _STORY.finditer(path.read_text("latin-1")):
            at, title, body = (html.unescape(part) for part in story.groups())
            paragraphs = tuple(" ".join(p.split()) for p in re.split(r"\n {4}", body))
            yield Dated(Text(title, paragraphs), datetime.strptime(at, "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC))
