"""Reading whole wires: items a CPU-second by format, and the XML ones beside a bare parse of the same bytes."""

import statistics
import time
from collections import defaultdict
from pathlib import Path

from lxml import etree

from dateline.bench.measure import Figure, figure
from dateline.bench.wires import SHARED, START, Sample, deliveries, own, samples
from dateline.news.errors import NotAllowed
from dateline.news.wire import Delivery
from dateline.wires.detect import detect
from dateline.wires.read import read

#: Readings of each format in one run, at least; and runs.
_COUNT, _RUNS = 200, 5
_XML = frozenset({"newsml-g2", "newsml-1", "nitf"})
#: What is aimed at in items a CPU-second; 5,000 is that of all formats of text together.
_AIMS = dict.fromkeys(("newsml-g2", "newsml-1", "nitf", "rss", "wxr"), "4000 or more")
#: No text format, and one that is off the hot path.
_APART = frozenset({"photo", "html"})


def wires(corpus: Path | None = None) -> list[Figure]:
    """
    How quickly each format is read.

    Every delivery is another one than any before, in other words, so that nothing is known by heart.

    Args:
        corpus: A folder of deliveries, each in its file; None: the real ones beside the repository, else our own.
    Raises:
        NotAllowed: If nothing in it can be read.
    """
    found = samples(corpus or SHARED) or (() if corpus else own())
    if not found:
        raise NotAllowed("bench", f"{corpus}: holds no delivery that can be read")
    by_format: dict[str, list[Sample]] = defaultdict(list)
    for sample in found:
        by_format[detect(sample.data)].append(sample)
    figures: list[Figure] = []
    rates: dict[str, float] = {}
    for format, each in sorted(by_format.items()):
        taken, items, bare = _read(format, each)
        speeds = [items / seconds for seconds in taken]
        rates[format] = statistics.median(speeds)
        figures.append(figure(f"{format}, {_files(each)}", "items per CPU-second", speeds, _AIMS.get(format, "")))
        if format in _XML:
            ratios = [seconds / parse for seconds, parse in zip(taken, bare, strict=True)]
            figures.append(figure(f"{format}, in times of a bare parse", "×", ratios, "3 or less"))
    if text := [rate for format, rate in rates.items() if format not in _APART]:
        mean = statistics.geometric_mean(text)
        figures.append(figure("all formats of text", "geometric mean of these", [mean], "5000 or more"))
    return figures


def _files(found: list[Sample]) -> str:
    return f"{len(found)} files" if len(found) != 1 else "1 file"


def _read(format: str, found: list[Sample]) -> tuple[list[float], int, list[float]]:
    """CPU-seconds of each run, the items in one, and the CPU-seconds of a bare parse of the same bytes."""
    count = -(-_COUNT // len(found)) * len(found)
    coming = deliveries(count * (_RUNS + 1), "read", found)
    taken, bare, items = [], [], 0
    for run in range(_RUNS + 1):
        batch = [next(coming) for _ in range(count)]
        began = time.process_time()
        read_in = [read(d.data, received=START, name=d.name) for d in batch]
        seconds = time.process_time() - began
        # The first run fills caches that a running newsroom has filled.
        if run:
            items = sum(len(r.versions) + len(r.notices) for r in read_in)
            taken.append(seconds)
            bare.append(_parsed(batch) if format in _XML else 0.0)
    return taken, max(items, 1), bare


def _parsed(batch: list[Delivery]) -> float:
    """CPU-seconds in which lxml makes trees of the same bytes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    began = time.process_time()
    for delivery in batch:
        etree.fromstring(delivery.data, parser)
    return time.process_time() - began
