"""Deliveries for the benchmarks: real ones from beside the repository, made distinct; our own where there are none."""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from string import ascii_lowercase

import msgspec

from dateline.news.errors import WireError
from dateline.news.wire import Delivery, Reading
from dateline.wires.detect import detect
from dateline.wires.read import read

START = datetime(2020, 1, 30, 20, 0, tzinfo=UTC)
#: Where real wires lie, where there are any.
SHARED = Path(__file__).resolve().parents[4] / "shared" / "wires"
#: What an agency's line brings; the figures of the ledger have been taken with it since the first.
_MIX = frozenset({"newsml-g2", "newsml-1", "nitf", "ninjs", "rss"})
_LETTERS = ascii_lowercase.encode()


class Sample(msgspec.Struct, frozen=True):
    """A document, and what in it has to differ for it to be another one."""

    name: str
    data: bytes
    #: Ids of its items and of the works they are versions of, the longest first.
    ids: tuple[bytes, ...]
    #: Words that stand in its texts alone, and nowhere in its markup.
    words: tuple[bytes, ...] = ()


@cache
def real() -> tuple[Sample, ...]:
    """Documents with ids, beside the repository, in agencies' main formats; none where that folder is absent."""
    return tuple(s for s in samples(SHARED) if s.ids and detect(s.data) in _MIX)


def samples(folder: Path) -> tuple[Sample, ...]:
    """Those of a *folder*'s files that hold a story."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "INDEX.csv")
    return tuple(sample for path in found if (sample := _sample(path.name, path.read_bytes())))


def _sample(name: str, data: bytes) -> Sample | None:
    try:
        reading = read(data, received=START, name=name)
    except WireError:
        return None
    ids = {v.item.encode() for v in reading.versions if v.item and v.item.encode() in data}
    works = {li.item.encode() for v in reading.versions for li in v.links if li.rel == "work" and len(li.item) > 3}
    told = sorted({*ids, *works}, key=len, reverse=True)
    return Sample(name, data, tuple(told), _words(data, reading)) if reading.versions else None


def _words(data: bytes, reading: Reading) -> tuple[bytes, ...]:
    text = " ".join(" ".join((v.headline, *(b.text for b in v.body))) for v in reading.versions).encode()
    longer = set(_LONGER.findall(text))
    return tuple(sorted(word for word in longer if data.count(word) == text.count(word)))


_LONGER = re.compile(rb"\b[a-z]{6,}\b")


def own() -> tuple[Sample, ...]:
    """Documents of our own, of 150 to 550 words."""
    words = "the council of a small harbour town has voted to mend its oldest pier before the winter storms"
    made = []
    for n in range(20):
        item = {
            "uri": f"urn:bench:{n}",
            "version": "1",
            "versionCreated": "2020-01-30T19:00:00Z",
            "headlines": [{"role": "main", "value": f"Harbour town mends pier number {n}"}],
            "bodies": [{"contentType": "text/html", "value": "".join(f"<p>{words} {k}</p>" for k in range(8 + n))}],
        }
        made.append(Sample(f"{n}.json", msgspec.json.encode(item), (f"urn:bench:{n}".encode(),)))
    return tuple(made)


def _reworded(data: bytes, pattern: re.Pattern[bytes], chance: random.Random) -> bytes:
    """A document with other letters in the words that a *pattern* finds."""
    letters = bytes.maketrans(_LETTERS, bytes(chance.sample(_LETTERS, len(_LETTERS))))
    return pattern.sub(lambda word: word[0].translate(letters), data)


def deliveries(count: int, run: str, samples: Sequence[Sample] = ()) -> Iterator[Delivery]:
    """
    That many deliveries, each of other items than any before, and in other words: a network sees a text once or twice,
    and what is known by heart, or is nearly a killed text, would be measured otherwise.
    """
    samples = samples or real() or own()
    patterns = [re.compile(rb"\b(?:%s)\b" % b"|".join(s.words)) if s.words else None for s in samples]
    chance = random.Random(run)
    for n in range(count):
        sample, pattern = samples[n % len(samples)], patterns[n % len(samples)]
        data = _reworded(sample.data, pattern, chance) if pattern else sample.data
        for id in sample.ids:
            data = data.replace(id, b"%s-%s%d" % (id, run.encode(), n))
        yield Delivery("tra", "folder", sample.name, data, START + timedelta(seconds=n))
