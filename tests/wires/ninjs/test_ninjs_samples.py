from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.wire import Reading
from dateline.wires.ninjs.reader import read

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "sample",
    [path for path in sorted(SAMPLES.glob("*.json")) if ".expected" not in path.name],
    ids=lambda path: path.stem,
)
def test_a_document_is_read_as_expected(sample: Path) -> None:
    """
    Each sample stands beside its reading; adding the pair adds the test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".expected.json").read_bytes(), type=Reading)
    found = read(sample.read_bytes(), received=NOW)
    assert msgspec.to_builtins(found) == msgspec.to_builtins(expected)
    assert found == expected
