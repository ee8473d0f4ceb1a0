"""Calls to others over HTTP: short, patient for so long and no longer, and signed."""

import hmac
import re
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3 import exceptions as lib
from urllib3.util import make_headers

from dateline import __version__
from dateline.send import secrets
from dateline.send.values import SendError

#: Seconds until a connection stands, and of silence.
CONNECT, SILENCE = 5.0, 10.0
#: The header with the signature, and what it begins with.
SIGNATURE, _ALGORITHM = "X-Dateline-Signature", "sha256="
#: Bytes of an answer that are read at once.
_PIECE: Final = 16 * 1024
_SECONDS: Final = re.compile(r"[0-9]{1,9}")
#: Statuses by which an answer speaks of what it was asked, and not of who answers: others may be asked all the same.
ALONE: Final = frozenset({400, 413, 414, 422})
#: Status → what to do; what is not here may mend itself.
_REFUSALS: Final = {
    401: "it wants a name and password: https://name:password@host/…",
    403: "it refuses us; ask who runs it",
    404: "nothing is there; check the address",
    405: "it does not know this kind of call; check the address, and `style`",
}


def client() -> PoolManager:
    """Connections for `call`."""
    return PoolManager(headers={"User-Agent": f"Dateline/{__version__}"}, retries=False, maxsize=2)


def call(http: PoolManager, method: str, url: str, headers: dict[str, str], body: bytes = b"") -> None:
    """
    Call an address.

    Args:
        http: As `client` makes it.
        method: Of HTTP.
        url: A name and password in it are sent as such.
        headers: Further ones.
        body: What is said.
    Raises:
        SendError: If it does not answer well; one that asks us to wait says for how long.
    """
    own, asked = urlsplit(url), {**http.headers, **headers}
    if own.username:
        asked |= make_headers(basic_auth=f"{unquote(own.username)}:{unquote(own.password or '')}")
    timeout = Timeout(connect=CONNECT, read=SILENCE)
    try:
        response = http.request(
            method, plain(url), body=body, headers=asked, timeout=timeout, redirect=False, preload_content=False
        )
        with closing(response):
            _read(response)
    except (lib.HTTPError, ValueError) as e:
        raise SendError(_words(e)) from e
    if response.status >= 300:
        raise _refused(response)


def _read(response: BaseHTTPResponse) -> None:
    """Take an answer's body, of which nothing is wanted: its connection can be used again."""
    end = monotonic() + SILENCE
    while response.read1(_PIECE, decode_content=False) and monotonic() < end:
        pass


def _refused(response: BaseHTTPResponse) -> SendError:
    """What to say of an answer that is an error."""
    status, reason = response.status, (response.reason or "")[:60]
    what = _REFUSALS.get(status, "it is tried again later; ask who runs it if that goes on")
    if status < 400:
        what = f"it sends us on to {response.headers.get('Location', 'nowhere')}; write that address in its place"
    wait = _retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
    return SendError(f"it answers {status} {reason}".strip() + f": {what}", wait, status)


def signature(secret_env: str, said: bytes) -> dict[str, str]:
    """
    The header that signs what is said: HMAC-SHA256 with a secret from the environment; none where none is named.

    Raises:
        SendError: If the secret is not there.
    """
    if not secret_env:
        return {}
    secret = secrets.from_environment(secret_env, "the secret that calls are signed with")
    return {SIGNATURE: _ALGORITHM + hmac.digest(secret.encode(), said, "sha256").hex()}


def plain(url: str) -> str:
    """An address without name, password and fragment."""
    parts = urlsplit(url)
    return SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, "").geturl()


def shown(url: str) -> str:
    """An address as people may see it: what stands behind its question mark may be a secret, too."""
    return plain(url).partition("?")[0]


def _retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header means (RFC 9110, §10.2.3); None if it means nothing."""
    if value is None:
        return None
    if _SECONDS.fullmatch(value.strip()):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds())


def _words(error: Exception) -> str:
    match error:
        case lib.NameResolutionError():
            return "its host's name is not known; check the address and this machine's network"
        case lib.NewConnectionError():
            return "it refuses the connection or cannot be reached; check the address"
        case lib.ConnectTimeoutError():
            return f"no connection within {CONNECT:g} seconds; it is tried again later"
        case lib.TimeoutError():
            return f"it was silent for {SILENCE:g} seconds; it is tried again later"
        case lib.SSLError():
            return f"its certificate or encryption is not in order ({str(error)[:160]}); ask who runs it"
        case lib.ProtocolError():
            return "its answer broke off, or is no HTTP; it is tried again later"
    return f"it cannot be asked ({error}); check the address"
