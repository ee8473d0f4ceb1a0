"""What keeps pages from being read or made, in words."""

import sqlite3
from pathlib import Path


def trouble(error: Exception, folder: Path) -> str:
    """What keeps a site's pages, which are in that *folder*, from being read or made, in words, and what helps."""
    if isinstance(error, OSError):
        return f"{error.filename or folder}: {error.strerror or error}"
    if not isinstance(error, sqlite3.Error):
        return str(error)
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"{folder}: pages cannot be written there; give that folder to the account that runs this"
        case sqlite3.SQLITE_FULL:
            return f"{folder}: there is no room for pages; make room on that disk"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{folder}: another process has the pages in hand; try again once it is through"
    return f"{folder}: the pages are not what was written there; `dateline build` makes them anew"
