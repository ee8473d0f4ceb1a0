"""Waiting for mail: a server that knows IDLE says at once that a message has come."""

import imaplib
import socket
import time
from collections.abc import Callable
from typing import Final

#: Marks our command and its answer; the library counts its own.
_TAG: Final = b"IDLING"
#: Seconds between two looks at whether we are to go on waiting.
_LOOK: Final = 0.5
#: No line of an answer is longer, in bytes.
_LONGEST: Final = 64 * 1024


def idle(server: imaplib.IMAP4, *, seconds: float, silence: float, stay: Callable[[], bool]) -> bool:
    """
    Wait in the folder that is selected until something is new in it.

    Args:
        seconds: The longest to wait; a connection that is dead all the same shows then.
        silence: Seconds within which the server has to answer us.
        stay: False once there is no more time to wait.
    Returns:
        False if the server refuses to.
    Raises:
        imaplib.IMAP4.abort: If it hangs up.
        OSError: If the connection breaks.
    Source:
        RFC 2177
    """
    # The library's own buffer would keep back what came together with another line, and bears no timeouts.
    lines = _Lines(server.socket())
    try:
        server.send(_TAG + b" IDLE\r\n")
        if not lines.until((b"+", _TAG), silence).startswith(b"+"):
            return False
        end = time.monotonic() + seconds
        while time.monotonic() < end and stay():
            line = lines.next(_LOOK)
            if line is not None and line.split()[2:3] == [b"EXISTS"]:
                break
        server.send(b"DONE\r\n")
        lines.until((_TAG,), silence)
        return True
    finally:
        server.socket().settimeout(silence)


class _Lines:
    """What a server says, line by line."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = b""

    def until(self, beginnings: tuple[bytes, ...], seconds: float) -> bytes:
        """
        The first line with one of these *beginnings*.

        Raises:
            TimeoutError: If the server says nothing for so many *seconds*.
        """
        while (line := self.next(seconds)) is not None:
            if line.startswith(beginnings):
                return line
        raise TimeoutError

    def next(self, seconds: float) -> bytes | None:
        """The next line; None if none comes within so many *seconds*."""
        while b"\n" not in self._held:
            self._connection.settimeout(seconds)
            try:
                more = self._connection.recv(4096)
            except TimeoutError:
                return None
            if not more or len(self._held) > _LONGEST:
                raise imaplib.IMAP4.abort("the server hung up")
            self._held += more
        line, _, self._held = self._held.partition(b"\n")
        if line.upper().startswith(b"* BYE"):
            raise imaplib.IMAP4.abort(line[5:].strip().decode("utf-8", "replace"))
        return line.strip()
