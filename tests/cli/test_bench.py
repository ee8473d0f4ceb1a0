"""The benchmarks themselves, each made small."""

from itertools import islice
from pathlib import Path

import pytest

from dateline.bench import ledger, postgres, reading, runs, wires
from dateline.bench.measure import figure, peak_memory
from dateline.bench.wires import Sample
from dateline.news.errors import NotAllowed
from dateline.wires.read import read


def test_a_figure_is_of_all_runs() -> None:
    """
    Median, 95th percentile and the worst: one bad run in twenty is not hidden by the median.
    """
    found = figure("a thing", "ms", [*[1.0] * 18, 9.0, 50.0])
    assert (found.runs, found.median, found.p95, found.most) == (20, 1.0, 50.0, 50.0)
    assert figure("one", "s", [2.345678]).median == 2.35


def test_memory_is_measured_in_megabytes() -> None:
    """
    More than an interpreter needs, less than a machine has.
    """
    assert 10 < peak_memory() < 100_000


def test_the_items_of_the_benchmark_are_news() -> None:
    """
    What is taken in is read as any wire is: each item another one, of some 350 words.
    """
    for delivery in islice(runs.deliveries(3, "x"), 3):
        (version,) = read(delivery.data, received=delivery.received).versions
        assert 300 < sum(len(b.text.split()) for b in version.body) < 450
    assert len({d.data for d in runs.deliveries(50, "x")}) == 50


def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a benchmark repeat nothing."""
    monkeypatch.setattr(runs, "range", lambda *n: range(min(1, n[-1])) if n[-1] < 10 else range(4), raising=False)


@pytest.mark.parametrize("name", ["demo", "kill", "rebuild"])
def test_a_benchmark_measures_the_real_thing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The same program on the demonstration's newsroom, without a stand-in; every figure has runs and an extent.
    """
    once(monkeypatch)
    figures = runs.BENCHES[name]()
    assert figures
    assert all(f.runs > 0 and 0 < f.median <= f.most for f in figures)


def test_ingest_is_measured_in_deliveries_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    More deliveries take longer, and the rate stays what it is.
    """
    few = runs.deliveries
    monkeypatch.setattr(runs, "deliveries", lambda _, run: few(40, run))
    (rate,) = runs.ingest()
    assert rate.unit == "deliveries per CPU-second"
    assert rate.median > 50


def test_verbs_are_measured_beside_a_running_ingest(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Another process takes in without a pause meanwhile: the figure is of waiting one's turn.
    """
    once(monkeypatch)
    verb, taken = runs.beside()
    assert verb.runs == 4
    assert taken.median > 0


def test_the_ledger_is_measured_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Every figure that is promised of it, here of a very small one.
    """
    monkeypatch.setattr(postgres, "binary", lambda _: None)
    figures = {f.what: f for f in ledger.ledgers(count=100, many=1000)}
    assert {"SQLite: read and appended", "SQLite: verified", "SQLite: state of a story among 1,000: p99"} <= set(
        figures
    )
    assert not any(what.startswith("PostgreSQL") for what in figures)
    assert figures["SQLite: read and appended"].median > 20


def test_no_two_deliveries_of_a_benchmark_say_the_same() -> None:
    """
    What is known by heart would be taken in quicker than news is.
    """
    (sample,) = (Sample("a.json", b'{"words": "harbour boat"}', (), (b"harbour",)),)
    made = {d.data for d in wires.deliveries(20, "x", [sample])}
    assert len(made) == 20
    assert all(data.endswith(b' boat"}') for data in made)


def test_reading_is_measured_by_format(tmp_path: Path) -> None:
    """
    The owner points it at what the newsroom receives; XML stands beside a bare parse of the same bytes.
    """
    for sample in wires.own()[:2]:
        (tmp_path / sample.name).write_bytes(sample.data)
    (tmp_path / "a.xml").write_bytes(
        b"<nitf><head><docdata><doc-id id-string='a.1'/></docdata></head><body><body.head><hedline>"
        b"<hl1>Pier mended</hl1></hedline></body.head>"
        b"<body.content><p>The pier of Aldery is whole again.</p></body.content></body></nitf>"
    )
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    figures = {f.what: f for f in reading.wires(tmp_path)}
    assert list(figures) == [
        "ninjs, 2 files",
        "nitf, 1 file",
        "nitf, in times of a bare parse",
        "all formats of text",
    ]
    assert figures["ninjs, 2 files"].median > 0 and figures["nitf, in times of a bare parse"].median > 1


def test_a_folder_without_wires_is_no_corpus(tmp_path: Path) -> None:
    """
    Figures of nothing are not given.
    """
    with pytest.raises(NotAllowed, match="holds no delivery that can be read"):
        reading.wires(tmp_path)
