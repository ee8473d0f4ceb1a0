"""
Another process at the same ledger, for the tests: ``racer.py FOLDER WORK``.

``publish``, ``kill`` and ``spike`` do the verb to each id that comes in on a line, and answer a line: ``done``, or the
refusal. ``ingest`` says ``ready`` and takes in until it is ended, batch after batch.
``hold`` begins a turn, appends two entries, says ``holding``, and stays in it until it is ended or a line comes.
"""

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.open import open_ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Killed, Received
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish
from dateline.verbs.spike import spike


def main(folder: Path, work: str) -> None:
    """Do that work until the lines end."""
    ledger = open_ledger(folder, SetClock(datetime(2020, 1, 17, tzinfo=UTC)))
    if work == "hold":
        hold(ledger)
        return
    if work == "ingest":
        take_in(ledger)
    say("ready")
    for line in sys.stdin:
        say(verb(ledger, work, line.strip()))


def verb(ledger: DatabaseLedger, work: str, id: str) -> str:
    """Publish or kill, and what came of it."""
    try:
        if work == "publish":
            publish(id, sites=("harbour",), by="ada", ledger=ledger)
        elif work == "spike":
            spike(id, by="bo", ledger=ledger)
        else:
            kill(id, reason="the mayor never spoke", by="bo", ledger=ledger)
    except NotAllowed as e:
        return f"NotAllowed {e}"
    return "done"


def take_in(ledger: DatabaseLedger) -> None:
    """Batch after batch, without a pause; one entry a delivery, as only its bytes are kept."""
    say("ready")
    for number in count():
        blob = ledger.prepare(b"%d " % number * 500)
        with ledger.turn() as turn:
            for _ in range(20):
                turn.append(Received("nwa", "hand", f"{number}", blob.digest, blob.size), by="dateline", blobs=[blob])


def hold(ledger: DatabaseLedger) -> None:
    """Stand in the middle of a turn."""
    with ledger.turn() as turn:
        blob = ledger.prepare(b"held " * 400_000)
        turn.append(Killed("nwa-00000000", "half a turn"), by="bo", blobs=[blob])
        turn.append(Killed("nwa-11111111", "half a turn"), by="bo")
        say("holding")
        sys.stdin.readline()


def say(words: str) -> None:
    """Answer a line."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


main(Path(sys.argv[1]), sys.argv[2])
