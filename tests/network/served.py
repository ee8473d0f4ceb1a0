"""Serves the newsroom that is put to the proof, as processes with its clock: folder, clock and port are its words."""

import sys
from pathlib import Path

from tests.network.newsroom import HandClock

from dateline.app import Newsroom
from dateline.daemon import serve
from dateline.readers.worker import work


def main() -> None:
    """Serve until interrupted; whoever does the verbs follows them."""
    folder, clock, port = sys.argv[1:]
    room = Newsroom(Path(folder), HandClock(Path(clock)))
    program = (sys.executable, "-m", "tests.network.served", clock)
    try:
        serve(room.data, room.readers, ("127.0.0.1", int(port)), print, program=program)
    finally:
        room.close()


def read() -> None:
    """Give out its pages, as one of its reader processes."""
    clock, data, port, line = sys.argv[1:]
    work(Path(data), HandClock(Path(clock)), int(port), int(line))


if __name__ == "__main__":
    main() if len(sys.argv) == 4 else read()
