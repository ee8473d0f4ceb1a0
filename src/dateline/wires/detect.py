"""Which wire a delivery is, by what it holds; its name proves nothing."""

import codecs
import re
from typing import Final

from dateline.news.errors import WireError

#: The wires that are read.
READ: Final = (
    "newsml-g2", "newsml-1", "nitf", "ninjs", "ap-media", "json-feed", "rss", "iptc-7901", "anpa-1312", "e-mail",
    "html", "wxr", "photo", "plain",
)  # fmt: skip
#: How much of a delivery is looked at, in bytes, after leading white space.
_HEAD: Final = 32 * 1024

_ROOTS: Final = {
    "newsMessage": "newsml-g2", "newsItem": "newsml-g2", "packageItem": "newsml-g2", "conceptItem": "newsml-g2",
    "knowledgeItem": "newsml-g2", "planningItem": "newsml-g2", "catalogItem": "newsml-g2",
    "NewsML": "newsml-1", "nitf": "nitf", "NITF": "nitf", "rss": "rss", "RSS": "rss", "feed": "rss", "entry": "rss",
    "RDF": "rss", "rdf": "rss", "channel": "rss", "CHANNEL": "rss", "Channel": "rss", "Rss": "rss", "Feed": "rss",
    "FEED": "rss", "ENTRY": "rss", "html": "html", "HTML": "html",
}  # fmt: skip
_BINARY: Final = (
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, or an office document, which is one"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"RIFF", "a sound or video file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"{\\rtf", "an RTF document"),
)
#: JPEG, PNG, and TIFF of either byte order.
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = tuple(magic for magic, _ in _BINARY)
_BOMS: Final = tuple(mark for mark, _ in _MARKS)
#: Bytes that text does not have, and binary data has.
_CONTROLS: Final = (b"\x00", b"\x05", b"\x06", b"\x0e", b"\x0f", b"\x10", b"\x18")
_WIDE: Final = re.compile(rb"(?P<le>[<{\[]\x00)|(?P<be>\x00[<{\[])")
#: What may stand before the root: declaration, comments, processing instructions, document type with its subset.
_PROLOG = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]\s*)?>)*", re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<!DOCTYPE\s+html\b", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(r"\s*(?:\{\s*(?:[\"{}\[]|\Z)|\[\s*(?:[\"{\]\[]|\Z))")
_ANPA = re.compile(
    r"[\s\x00\x16\x7f]*\x01?[A-Z]\d{4}"
    # A selector; or a line, and then priority, category and the keyword with its cycle.
    r"(?:[A-Z]{0,12}\x1f|[^\r\n]{0,24}\r?\n[A-Z] [A-Z][ \x11-\x14]{0,6} ?(?:AM|BC|PM|AP)-)"
    # A release as AsiaNet sends it.
    r"|\s*SOURCE ?:?[ \t]+\S[^\n]{0,200}\n(?:[^\n]{0,200}\n){0,4}?MEDIA RELEASE\b",
    re.IGNORECASE | re.ASCII,
)
#: Agency and number, priority, category, then a count of words or a selector.
_WIRE_7901 = re.compile(
    r"[\s\x00\x16\x7f]*(?:\x01[A-Za-z]{1,5} ?\d{2,6}[ \t]+\d[ \t]+[A-Za-z]{1,4}[ \t\r\n]"
    r"|[A-Za-z]{2,5}\d{3,6} \d [A-Za-z]{1,3} +\d{0,5}\s)",
    re.ASCII,
)
#: What an answer of the AP Media API holds beside its version, and what an item of it alone has.
_AP_ANSWER = re.compile(r'"(?:data|error|org_name|api_mode)"\s*:')
_AP_ITEM = re.compile(r'"itemid"\s*:')
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/')
_AP_IDS = re.compile(r'"(?:altids|etag|recordsequencenumber)"\s*:')
#: What a document says that is ninjs, whose ids of other systems may be AP's.
_NINJS = re.compile(r'"\$?standard"\s*:\s*\{[^{}]{0,300}"(?:name"\s*:\s*"ninjs"|schema"\s*:\s*"[^"]{0,100}/ninjs)')
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?")
#: How headers begin: with the first of them, a line of a mailbox file above it, or white space before it.
_MAY_BE_MAIL = re.compile(rf"From |\s|{_HEADER.pattern}")
#: Headers that only mail has, and only software writes.
_MAIL: Final = frozenset({
    "received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature", "x-received",
    "content-transfer-encoding", "reply-to", "authentication-results",
})  # fmt: skip


def detect(data: bytes) -> str:
    """
    Name the wire of a delivery.

    Args:
        data: The delivery; its first 32 kB are looked at.
    Returns:
        One of `READ`; text that is nothing else is ``plain``.
    Raises:
        WireError: If it is empty, binary, or XML of no wire; the error says what it is.
    """
    # Leading white space is longer than the head in some mail; a mark of the charset comes before it.
    head = data.lstrip()[:_HEAD]
    if not head:
        raise WireError("unknown", "byte 0", "nothing in it")
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "photo"
    _refuse_binary(head)
    text = _text(head)
    if text.startswith("<"):
        return _of_xml(text)
    if _JSON.match(text):
        return _of_json(text)
    if _ANPA.match(text):
        return "anpa-1312"
    if _WIRE_7901.match(text):
        return "iptc-7901"
    return "e-mail" if _is_mail(text) else "plain"


def _refuse_binary(head: bytes) -> None:
    """
    Refuse what is no text.

    Raises:
        WireError: If it is none; it names the kind, where the first bytes tell.
    """
    kind = next((kind for magic, kind in _BINARY if head.startswith(magic)), "") if head.startswith(_MAGIC) else ""
    if head[4:8] == b"ftyp":
        kind = "a video or HEIF file"
    if not kind and not head.startswith(_BOMS) and not _WIDE.match(head):
        # To find that a byte is not there is far cheaper than to count it.
        controls = sum([head.count(byte) for byte in _CONTROLS if byte in head])
        kind = "binary data" if 50 * controls > len(head) else ""
    if kind:
        raise WireError("unknown", "byte 0", f"{kind}, not text; {_reads()}")


def _text(head: bytes) -> str:
    for mark, charset in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(charset, "replace").lstrip()
    if wide := _WIDE.match(head):
        return head.decode("utf-16-le" if wide["le"] else "utf-16-be", "replace")
    return head.decode("latin-1")


def _of_xml(text: str) -> str:
    """The wire of a text that begins with a tag; text that merely looks so is plain."""
    if _HTML.match(text):
        return "html"
    prolog = _PROLOG.match(text)
    at = prolog.end() if prolog else 0
    # A document type too odd to step over still has the root behind it.
    root = _ROOT.search(text, at) if text.startswith("<!DOCTYPE", at) else _ROOT.match(text, at)
    if root is None:
        if text.startswith(("<?xml", "<!DOCTYPE")):
            raise WireError("unknown", f"character {at}", "XML without a root element")
        return "plain"
    wire = _ROOTS.get(root[1], "")
    if wire == "rss" and "wordpress.org/export/" in text[root.start() : root.start() + 4096]:
        return "wxr"
    if wire:
        return wire
    if text.startswith("<?xml") or re.search(r"</[A-Za-z]|/>|xmlns", text[at:]):
        return _stranger(root[1])
    return "plain"


def _stranger(root: str) -> str:
    """HTML that was cut out of its page, or XML of no wire."""
    if root.lower() in ("head", "body", "div", "p", "article", "section", "span", "table", "h1", "h2", "ul", "script"):
        return "html"
    raise WireError("unknown", f"<{root}>", f"XML of no wire that Dateline knows; {_reads()}")


def _of_json(text: str) -> str:
    # To look for a word is many times as fast as to search for a pattern with the word in it.
    if '"api_version"' in text and _AP_ANSWER.search(text):
        return "ap-media"
    if '"itemid"' in text and _AP_ITEM.search(text) and _AP_IDS.search(text) and not _NINJS.search(text):
        return "ap-media"
    if "jsonfeed.org/" in text and _JSON_FEED.search(text):
        return "json-feed"
    return "ninjs"


def _is_mail(text: str) -> bool:
    """True if *text* begins with headers, two of them such as only mail has."""
    if not _MAY_BE_MAIL.match(text):
        return False
    found: set[str] = set()
    lines = text.splitlines()[:60]
    # A mailbox file has a line of its own above each letter.
    for line in lines[1:] if text.startswith("From ") else lines:
        header = _HEADER.match(line)
        if header:
            found.add(header[1].lower())
        elif not line.strip() or not line[0].isspace():
            break
    return len(found & _MAIL) >= 2 or ({"from", "subject"} <= found and bool(found & _MAIL))


def _reads() -> str:
    return f"this Dateline reads {', '.join(READ[:-1])} and {READ[-1]}"
