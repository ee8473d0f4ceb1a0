"""The benchmark of near-copies, made small."""

from pathlib import Path

from dateline.bench.copies import EDITS, Wire
from dateline.bench.relate import relate, reuters

STORY = """<REUTERS NEWID="{n}"><DATE>26-FEB-1987 15:0{n}:01.79</DATE><TEXT><TITLE>PIER MENDED AT ALDERY</TITLE>
<DATELINE>ALDERY, Feb 26 - </DATELINE><BODY>{words}
    The council &lt;ALD> said so. Reuter
&#3;</BODY></TEXT></REUTERS>
"""


def test_every_figure_is_measured_on_the_real_thing() -> None:
    """
    Each kind of copy among other texts, what must be told apart, and what it costs; beside it what is promised.
    """
    figures = {f.what: f for f in relate(stories=60, each=8, held=100)}
    assert {f"recall: {kind}" for kind in EDITS} <= figures.keys()
    assert figures["precision of all these"].median == 1
    assert figures["recall: cut from the bottom"].median == 1
    assert figures["shown as one: a text and its form with other figures"].median == 0
    assert figures["of that, a story put in"].runs == 60
    assert figures["memory of 100 stories"].aim == "under 100"


def test_no_two_runs_of_the_benchmark_differ() -> None:
    """
    Figures of two days can be compared: the same texts, the same edits.
    """
    one, other = Wire(), Wire()
    assert [one.text() for _ in range(5)] == [other.text() for _ in range(5)]
    text = one.text()
    assert other.text() == text
    for edit in EDITS.values():
        assert edit(text, one) == edit(text, other) != text


def test_a_corpus_can_be_given(tmp_path: Path) -> None:
    """
    The owner points it at real news: it is read with its titles, times and paragraphs, and measured in the same way.
    """
    words = " ".join(f"word{n}" for n in range(250))
    (tmp_path / "reut2-000.sgm").write_text("".join(STORY.format(n=n, words=words) for n in range(3)), "latin-1")
    first, *_ = reuters(tmp_path)
    assert first.at.isoformat() == "1987-02-26T15:00:01+00:00"
    assert first.text.headline == "PIER MENDED AT ALDERY"
    assert first.text.paragraphs == (words, "The council <ALD> said so. Reuter")
    figures = {f.what: f.median for f in relate(tmp_path, stories=10, each=2, held=10)}
    assert figures["Reuters: recall of 3 repeats"] == 1
