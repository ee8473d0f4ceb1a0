"""``python -m dateline.readers DATA PORT LINE``: a reader process; `readers.processes` begins it."""

import sqlite3
import sys
from pathlib import Path

from dateline.clock import clock_of
from dateline.news.errors import DatelineError
from dateline.readers.worker import work

if __name__ == "__main__":
    data = Path(sys.argv[1])
    try:
        work(data, clock_of(data), int(sys.argv[2]), int(sys.argv[3]))
    except (DatelineError, sqlite3.Error, OSError) as e:
        sys.exit(f"readers: {e}")
