"""The words of IMAP: names of folders, and what a server answers, or fails to."""

import base64
import binascii
import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator

_NAME = re.compile(rb"\) (?:\"[^\"]*\"|NIL) (?:\"(?P<quoted>.*)\"|(?P<bare>\S+))\Z")
_CODED = re.compile(r"&([^-]*)-")
_BEYOND = re.compile(r"[^\x20-\x7e]+")


def folders(server: imaplib.IMAP4) -> Iterator[str]:
    """The first folders that the server has, by name."""
    _, lines = server.list()
    for line in pieces(lines)[:12]:
        if found := _NAME.search(line):
            yield _CODED.sub(_unpacked, (found["quoted"] or found["bare"]).decode("ascii", "replace"))


def quoted(name: str) -> str:
    """
    A folder's name as IMAP writes it.

    Source:
        RFC 3501, §5.1.3
    """
    packed = _BEYOND.sub(_packed, name.replace("&", "&-"))
    return '"' + packed.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _packed(found: re.Match[str]) -> str:
    code = base64.b64encode(found[0].encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
    return f"&{code}-"


def _unpacked(found: re.Match[str]) -> str:
    code = found[1].replace(",", "/")
    try:
        return base64.b64decode(code + "=" * (-len(code) % 4)).decode("utf-16-be", "replace") or "&"
    except binascii.Error:
        return found[0]


def pieces(told: Iterable[object]) -> list[bytes]:
    """The bytes of an answer, which the library nests."""
    parts = (part for one in told or () for part in (one if isinstance(one, tuple) else (one,)))
    return [part for part in parts if isinstance(part, bytes)]


def words(told: Iterable[object]) -> str:
    """An answer as text."""
    texts = (one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in told or ())
    text = " ".join(" ".join(one for one in texts if isinstance(one, str)).split())
    return text[:2000] or "it does not say why"


def said(error: BaseException, silence: float) -> str:
    """The library's error in our words; *silence* is for how many seconds we listened."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not in order: {error.verify_message}; a ca_file may hold the one to trust"
        case ssl.SSLError():
            return f"no encrypted connection comes about ({error.reason or error}); check port and security"
        case TimeoutError():
            return f"it was silent for {silence:g} seconds"
        case ConnectionRefusedError():
            return "its server refuses the connection; check host and port"
        case imaplib.IMAP4.abort() | ConnectionError():
            return f"the connection broke off ({words(map(str, error.args))})"
        case imaplib.IMAP4.error():
            return f"its answer cannot be understood ({words(map(str, error.args))})"
    if getattr(error, "errno", None) in (-2, -3, -5):
        return "its host's name is not known; check the address and this machine's network"
    return f"it cannot be reached ({error})"
