from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.wire import Reading
from dateline.wires.rss.reader import read

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_feed_is_read_as_expected(sample: Path) -> None:
    """
    Each feed stands beside its reading; adding the pair adds the test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes(), type=Reading)
    found = read(sample.read_bytes(), received=NOW)
    assert msgspec.to_builtins(found) == msgspec.to_builtins(expected)
    assert found == expected
