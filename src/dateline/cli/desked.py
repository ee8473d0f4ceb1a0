"""The desk beside a newsroom that is served at the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.daemon import DESK_HOST
from dateline.desks import Desks


@contextmanager
def desk_at(newsroom: Path, port: int, tell: Callable[[str], None], *, guest: bool = False) -> Iterator[None]:
    """
    Serve a newsroom's desk for as long as the block lasts.

    Args:
        newsroom: Its folder.
        port: Where; 0: nowhere.
        tell: Takes a line for the terminal.
        guest: True where whoever sits at this machine is logged in as the owner.
    """
    if not port:
        yield
        return
    desks = Desks(newsroom, (DESK_HOST, port), tell, guest=guest)
    desks.start()
    tell(f"  The desk: http://{DESK_HOST}:{port}/")
    if not desks.accounts.people():
        tell("  Nobody can log in yet; `dateline people add ID --role owner` adds the first.")
    try:
        yield
    finally:
        desks.stop()
