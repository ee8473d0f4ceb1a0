"""What to say of a server that cannot be asked, or does not answer as it should: what is wrong, and what to do."""

from typing import Final

from urllib3 import exceptions as lib

#: Words of OpenSSL, and ours.
_CERTIFICATES: Final = (
    ("certificate has expired", "the certificate has expired; its owner must renew it"),
    ("not yet valid", "the certificate is not valid yet; is this machine's clock right?"),
    ("self-signed", "the server made it itself; ask its owner for one that others vouch for"),
    ("self signed", "the server made it itself; ask its owner for one that others vouch for"),
    ("Hostname mismatch", "the certificate is for another name; check the address"),
    ("IP address mismatch", "the certificate is for another name; check the address"),
    ("unable to get local issuer", "nobody whom this machine trusts vouches for it; ask its owner"),
    ("WRONG_VERSION_NUMBER", "it does not speak TLS there; is it http, or another port?"),
    ("UNEXPECTED_EOF", "it hangs up as soon as it is spoken to; does it speak TLS there?"),
    (
        "HANDSHAKE_FAILURE",
        "it wants a way of encryption that is not safe any more, or a certificate of ours; ask its owner",
    ),
    ("UNRECOGNIZED_NAME", "it does not know itself by that name; check the address"),
    ("UNSUPPORTED_PROTOCOL", "it speaks only an old TLS that is not safe any more; ask its owner"),
)
_REFUSALS: Final = {
    204: "it has nothing to say; ask its owner if that goes on",
    304: "nothing is new, it says, to a question never asked; ask its owner",
    401: "it wants a name and password; write them into the address in the source's file: https://name:password@host/…",
    402: "it wants to be paid; ask its owner",
    403: "it refuses us; ask its owner",
    404: "nothing is there; check the address",
    407: "a proxy on the way wants a name and password; ask who runs this network",
    429: "we ask too often; raise `every` in the source's file",
    451: "it may not show us that by law; ask its owner",
}
#: What may mend itself is waited for.
_LATER: Final = "it is asked again later; ask its owner if that goes on"


def said(error: Exception, *, connect: float, silence: float) -> str:
    """
    The library's error in our words.

    Args:
        error: What urllib3 raised.
        connect: Seconds that a connection was waited for.
        silence: Seconds that an answer was waited for.
    """
    match error:
        case lib.NameResolutionError():
            return "its host's name is not known; check the address and this machine's network"
        case lib.NewConnectionError():
            return "its server refuses the connection or cannot be reached; check the address"
        case lib.ConnectTimeoutError():
            return f"no connection within {connect:g} seconds; {_LATER}"
        case lib.TimeoutError():
            return f"it was silent for {silence:g} seconds; {_LATER}"
        case lib.SSLError():
            return untrusted(str(error))
        case lib.ProtocolError():
            return f"its answer broke off, or is no HTTP; {_LATER}"
    return f"it cannot be asked ({error}); check the address"


def untrusted(error: str) -> str:
    """What is wrong with a server's certificate, and who can mend it."""
    for words, what in _CERTIFICATES:
        if words in error:
            return f"its certificate or encryption is not in order: {what}"
    return f"its certificate or encryption is not in order ({error[:160]}); ask its owner"


def refusal(status: int, reason: str, *, named: bool) -> str:
    """
    What to say of a status that brings no feed.

    Args:
        status: HTTP's number.
        reason: The server's own words for it.
        named: Whether it was asked with a name and password.
    """
    what = _REFUSALS.get(status, _LATER if status >= 500 else "no feed came; ask its owner")
    if status == 401 and named:
        what = "it does not take the name and password in the address; ask its owner for new ones"
    return f"{status} {reason[:60]}".strip() + ": " + what
