"""A page's bytes into text: by its mark, its declaration, or the bytes themselves."""

import codecs
import re
from typing import Final

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.charset import decoded, unmarked
from dateline.wires.xml import LONGEST, MOST

FORMAT: Final = "html"
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I
)
#: Where browsers look for the declaration; some pages put it later.
_HEAD: Final = 8192
#: What browsers take a charset for.
_MEANT: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def text_of(data: bytes, problems: list[Problem]) -> str:
    """
    Decode a page.

    Returns:
        Its text, without control characters; what was mended is added to *problems*.
    Raises:
        WireError: If it is longer than any page of news, or has more tags.
    """
    if len(data) > LONGEST:
        raise WireError(FORMAT, f"byte {LONGEST}", f"{len(data)} bytes are too many for one page")
    if data.count(b"<") > MOST:
        raise WireError(FORMAT, "document", f"more than {MOST} tags in one page")
    text, said = _decoded(data)
    if said:
        problems.append(Problem("encoding", said))
    text, count = _CONTROL.subn("", text)
    if count:
        problems.append(Problem("document", f"{count} control characters, which HTML forbids; they were dropped"))
    return text


def _decoded(data: bytes) -> tuple[str, str]:
    """A page's text, and what is wrong with its charset, in words; empty if nothing is."""
    bare = unmarked(data)
    if bare != data:
        return bare.decode("utf-8", "replace"), ""
    found = _DECLARED.search(data[:_HEAD])
    declared = found[1].decode("ascii") if found else ""
    charset, is_utf8 = _charset(declared), _is_utf8(data)
    if charset not in ("", "utf-8") and not is_utf8:
        text = data.decode(charset, "replace")
        return text, f"declares {declared}, holds other bytes; they show as \ufffd" if "\ufffd" in text else ""
    text, said = decoded(data)
    if declared and not charset:
        said = f"declares {declared}, which nobody knows; {said}"
    elif charset not in ("", "utf-8") and not data.isascii():
        said = f"declares {declared}, is UTF-8; read as UTF-8; {said}"
    elif charset and not is_utf8 and not said:
        said = f"declares {declared}, which it is not; read as Windows-1252"
    return text, said.removesuffix("; ")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _charset(declared: str) -> str:
    """Python's name for the charset that a page means; empty where there is none."""
    try:
        name = codecs.lookup(declared).name if declared else ""
        name = _MEANT.get(name, name)
        return name if name and name not in _NO_CHARSETS and "<".encode(name) == b"<" else ""
    except (LookupError, UnicodeError, TypeError, ValueError):
        return ""
