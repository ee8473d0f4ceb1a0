"""The benchmark of the sites, made small: the real commands in processes of their own, and every promise told."""

import pytest

from dateline.bench.sites import measure
from dateline.cli.bench import bench_command
from dateline.news.errors import NotAllowed


def test_every_figure_is_measured_on_the_real_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Built by `dateline build`, published and killed by the verbs, served by `dateline run`: nothing answers in their
    place, and what is promised stands beside what was measured.
    """
    for name, small in (("RUNS", 1), ("LARGER", 2), ("VERBS", 4), ("ASKING", 0.3)):
        monkeypatch.setattr(measure, name, small)
    figures = measure.sites(40)
    assert all(f.runs > 0 for f in figures)
    assert not [f.what for f in figures if f.what.startswith("no comparison")]
    aims = " ".join(f.aim for f in figures)
    for promised in ("p95 under 40", "p95 under 10", "p95 under 150", "under 400", "15000 or more", "under 80"):
        assert promised in aims
    assert all(f.median > 0 for f in figures if f.unit in ("CPU-s", "ms", "MB", "requests/s", "outputs") and not f.aim)
    assert all(f.most == 0 for f in figures if f.aim == "0")


def test_a_number_of_stories_is_for_the_sites_alone() -> None:
    """
    An option that would do nothing is refused, and says where it belongs.
    """
    with pytest.raises(NotAllowed, match="bench sites --stories"):
        bench_command("ledger", stories=200)
