"""Golden pairs: a text beside the reading that it must give."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.wire import Reading
from dateline.wires.plain import read

SAMPLES = Path(__file__).parent / "samples"
RECEIVED = datetime(2020, 1, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda sample: sample.stem)
def test_a_text_reads_as_its_sample_says(sample: Path) -> None:
    """
    What a reader makes of a text changes only when somebody means it to: readings are kept for ever.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes(), type=Reading)
    assert read(sample.read_bytes(), received=RECEIVED) == expected
