"""Serves the newsroom that is put to the proof, as a process: folder, clock and port are its words."""

import sys
from pathlib import Path

from tests.network.newsroom import HandClock

from dateline.app import Newsroom
from dateline.daemon import serve


def main() -> None:
    """Serve until interrupted; whoever does the verbs follows them."""
    folder, clock, port = sys.argv[1:]
    room = Newsroom(Path(folder), HandClock(Path(clock)))
    try:
        serve(room.readers, int(port))
    finally:
        room.close()


if __name__ == "__main__":
    main()
