"""The newsroom that a command works in, and what became of its outputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.table import Table

from dateline.app import Newsroom
from dateline.cli.common import DONE, PROBLEMS, counted, err, moment, out, say_json
from dateline.clock import SetClock
from dateline.verbs.receipt import Receipt


@contextmanager
def opened(folder: Path, now: str = "") -> Iterator[Newsroom]:
    """The newsroom of that folder, for as long as the block lasts."""
    room = Newsroom(folder, SetClock(moment(now)) if now else None)
    try:
        yield room
    finally:
        room.close()


def followed(room: Newsroom) -> int:
    """Bring the sites up, and say which could not be; the exit status."""
    troubled = [step for step in room.follow() if step.trouble]
    for step in troubled:
        err.print(f"{step.site} is not brought up yet: {step.trouble}", markup=False)
    return PROBLEMS if troubled else DONE


def receipt(done: Receipt, as_json: bool) -> int:
    """Print a receipt; its exit status."""
    if as_json:
        say_json(done)
        return PROBLEMS if done.waiting or done.outstanding else DONE
    entry = f"entry {done.entry}, durable and gated in {done.ms} ms" if done.entry else "nothing to do, so no entry"
    out.print(f"[bold]{done.verb}[/] {done.id}: {entry}")
    for remark in done.remarks:
        out.print(f"  {remark}")
    if done.outputs:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in ("site", "output", "state", "before", "after", "ms"):
            table.add_column(name, justify="right" if name == "ms" else "left")
        for o in done.outputs:
            table.add_row(o.site, o.path, o.state, o.before[:12] or "-", o.after[:12] or "-", f"{o.ms:.1f}")
        out.print(table)
        sites = counted(len({o.site for o in done.outputs}), "site")
        out.print(f"{counted(len(done.outputs), 'output')} on {sites} in {done.all_ms} ms")
    for site, why in done.waiting.items():
        err.print(f"{site} is not brought up to the entry yet: {why}", markup=False)
        err.print("  Its gate is closed to what may not be shown. `dateline build` brings it up once that is mended.")
    for one in done.outstanding:
        err.print(f"{one.site}: {one.path} is still out at {one.recipient}: {one.because}", markup=False)
    if done.outstanding:
        err.print("  `dateline run` goes on sending until each has answered.")
    return PROBLEMS if done.waiting or done.outstanding else DONE
