"""The archive's benchmark, made small."""

from dateline.bench.search import Pieces, search


def test_the_archive_is_measured_as_it_is_used() -> None:
    """
    Real articles in a real ledger; each kind of question by readers and by the desk; what is added is found.
    """
    figures = {f.what: f for f in search(300, 3)}
    assert figures["index of 300 articles made"].median > 10
    assert {"rare word, readers", "phrase, desk: p99", "common word, newest first, readers: p99"} <= figures.keys()
    assert figures["published, then found"].runs == 40
    assert all(f.runs > 0 and 0 < f.median <= f.most for f in figures.values())


def test_no_two_runs_of_the_benchmark_differ() -> None:
    """
    Figures of two days can be compared: the same articles, the same questions.
    """
    pieces = Pieces(500)
    assert Pieces(500).questions(5) == pieces.questions(5)
    (first, *others) = pieces.paragraphs(1)
    assert len(first.split()) == 50 and len(others) == 4
