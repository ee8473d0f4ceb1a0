"""What a rendition's file says of its picture: an XMP packet, and in a JPEG IPTC's records too."""

from html import escape
from typing import Final

from dateline.pictures.values import Credits

_HEAD: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
_TAIL: Final = '</x:xmpmeta><?xpacket end="r"?>'
_SPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
#: Letters of one property, at most: all of them have to fit into one segment of a JPEG, of 64 kB.
_LONGEST: Final = 2000
#: IPTC's datasets, and how many bytes each may have.
_CREATOR, _CREDIT, _NOTICE = (80, 32), (110, 32), (116, 128)


def packet(credits: Credits) -> bytes:
    """
    An XMP packet, UTF-8; empty where there is nothing to say.

    Source:
        XMP specification part 1; IPTC Photo Metadata Standard 2023.1; PLUS LDF
    """
    one = credits
    licensor = _named("plus:LicensorName", one.licensor) + _named("plus:LicensorURL", one.licensor_address)
    said = "".join((
        _listed("dc:creator", "Seq", one.creator),
        _named("photoshop:Credit", one.credit),
        _listed("dc:rights", "Alt", one.notice),
        _listed("xmpRights:Owner", "Bag", one.holder),
        _listed("xmpRights:UsageTerms", "Alt", one.usage),
        _named("xmpRights:WebStatement", one.statement),
        f'<plus:Licensor><rdf:Bag><rdf:li rdf:parseType="Resource">{licensor}</rdf:li></rdf:Bag></plus:Licensor>'
        if licensor else "",
        _named("plus:DataMining", one.mining),
        _named("Iptc4xmpExt:DigitalSourceType", one.origin),
    ))  # fmt: skip
    if not said:
        return b""
    spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items() if f"{prefix}:" in said)
    rdf = f'<rdf:RDF xmlns:rdf="{_SPACES["rdf"]}"><rdf:Description rdf:about=""'
    # Its own prefix is declared above it.
    others = spaces.replace(f' xmlns:rdf="{_SPACES["rdf"]}"', "")
    return f"{_HEAD}{rdf}{others}>{said}</rdf:Description></rdf:RDF>{_TAIL}".encode()


def _named(name: str, words: str) -> str:
    return f"<{name}>{_safe(words)}</{name}>" if words else ""


def _listed(name: str, kind: str, words: str) -> str:
    """A property that XMP has as a list, or in several languages."""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    inner = f"<rdf:{kind}><rdf:li{language}>{_safe(words)}</rdf:li></rdf:{kind}>"
    return f"<{name}>{inner}</{name}>" if words else ""


def _safe(words: str) -> str:
    """Words as XML may hold them."""
    return escape("".join(c for c in words[:_LONGEST] if c.isprintable() or c in "\n\t"), quote=False)


def records(credits: Credits) -> bytes:
    """
    A JPEG's segment with IPTC's records; empty where there is nothing to say.

    Source:
        IPTC IIM 4.2, datasets 1:90, 2:80, 2:110 and 2:116; Photoshop file formats, image resource 0x0404
    """
    told = ((_CREATOR, credits.creator), (_CREDIT, credits.credit), (_NOTICE, credits.notice))
    sets = b"".join(_dataset(2, number, _cut(words, most)) for (number, most), words in told if words)
    if not sets:
        return b""
    block = _dataset(1, 90, b"\x1b%G") + _dataset(2, 0, b"\0\4") + sets
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + b"\0" * (len(block) % 2)
    body = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def _cut(words: str, most: int) -> bytes:
    """Words in UTF-8 as far as they fit: no letter is cut in two."""
    return " ".join(words.split()).encode()[:most].decode(errors="ignore").encode()
