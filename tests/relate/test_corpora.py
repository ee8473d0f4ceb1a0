"""Real news: what was sent twice is one line, and no two events are."""

import csv
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from dateline.bench.copies import EDITS, Text, Wire
from dateline.bench.relate import member, repeated, reuters
from dateline.relate.groups import Groups

CORPORA: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora"


def corpus(name: str) -> Path:
    """The folder of a corpus."""
    if not (CORPORA / name).is_dir():
        pytest.skip("the folder shared is not beside the repository")
    return CORPORA / name


def test_what_an_agency_sent_twice_is_one_line() -> None:
    """
    Reuters in March 1987: of all pairs of long texts of which half is common, 98 in 100 and more are shown as one.
    """
    found, count = repeated(list(islice(reuters(corpus("reuters-21578")), 4000)))
    assert count > 80
    assert found / count >= 0.98


@pytest.mark.parametrize(("kind", "floor"), [(kind, 0.85 if "eight" in kind else 0.98) for kind in EDITS])
def test_real_reports_are_known_whatever_was_done_to_them(kind: str, floor: float) -> None:
    """
    Of a hundred long reports, 98 copies and more stand with theirs; where one word in eight is another, 85.
    """
    texts = (d.text for d in reuters(corpus("reuters-21578")) if sum(map(len, d.text.paragraphs)) > 1500)
    wire, groups = Wire(), Groups()
    for n, text in enumerate(islice(texts, 100)):
        groups.put(member(f"text-{n}", text))
        groups.put(member(f"a-copy-{n}", EDITS[kind](text, wire)))
    assert sum(groups.group_of(f"text-{n}") == groups.group_of(f"a-copy-{n}") for n in range(100)) >= 100 * floor


def test_reports_of_two_events_that_look_alike_are_two_lines() -> None:
    """
    ECB+ has 35 pairs of events that differ in little but names and days; copies are found within events alone.
    """
    groups, copies = Groups(), 0
    for path in sorted(corpus("ecbplus").glob("*/*.xml")):
        sentences = defaultdict[str, list[str]](list)
        for token in etree.parse(path).iter("token"):
            sentences[token.get("sentence", "")].append(token.text or "")
        groups.put(member(path.stem, Text("", tuple(map(" ".join, sentences.values())))))
    for name in groups.names():
        ids = [m.id for m in groups.members(name)]
        # "12_3ecbplus" is the third text on the second event of topic 12.
        assert len({(id.partition("_")[0], id.endswith("plus")) for id in ids}) == 1
        copies += len(ids) - 1
    assert copies > 30


def test_no_two_articles_of_a_wiki_are_one_line() -> None:
    """
    Wikinews prints nothing twice: what is alike in its articles is what stands around them.
    """
    groups, count = Groups(), 0
    for path in corpus("wikinews").glob("data/*.csv"):
        with path.open(encoding="utf-8") as file:
            for n, row in enumerate(csv.DictReader(file)):
                groups.put(member(f"{path.stem}-{n}", Text(row["title"], tuple(row["text"].split("\n")))))
                count += 1
    assert count > 250
    assert len(list(groups.names())) == count
