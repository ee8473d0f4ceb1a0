"""Which alphabet a telegram or a typed text of one byte a letter is in, where it is not that of the West."""

import re
from string import ascii_letters
from typing import Final

from msgspec import Struct

from dateline.wires.charset import decoded

#: The letters of which a text in each script is mostly made.
_CYRILLIC: Final = frozenset("оеаинтсрвлкмдпуіяыь")
_GREEK: Final = frozenset("αοιετσνηυρπκμςλάόίέή")
_ARABIC: Final = frozenset("اليمونترةبعدسفحهكق")
_HEBREW: Final = frozenset("יוהלארתבשמנםדקעח")
_SCRIPTS: Final = (
    ("cp1251", _CYRILLIC), ("koi8-u", _CYRILLIC), ("cp866", _CYRILLIC), ("iso8859-5", _CYRILLIC), ("cp1253", _GREEK),
    ("iso8859-7", _GREEK), ("cp737", _GREEK), ("cp1256", _ARABIC), ("iso8859-6", _ARABIC), ("cp1255", _HEBREW),
)  # fmt: skip
_LETTERS: Final = ascii_letters.encode()
_ASCII: Final = bytes(range(128))
#: So much of a text is enough to know its alphabet by, in bytes.
_ENOUGH: Final = 4000
#: A share of the letters from which on a script is not Latin, and is the one that is tried.
_FOREIGN, _FITS = 0.35, 0.6


class _Latin(Struct, frozen=True):
    """A kind of Latin that is not that of the West."""

    #: Bytes of which one is in any text of it: a look at them spares the patterns.
    signs: bytes
    #: Within words, what is a letter in it, and elsewhere a sign or seldom; a text has several.
    letters: re.Pattern[bytes]
    #: Of these it has one.
    beside: re.Pattern[bytes] = re.compile(rb"")
    #: Of these it has none.
    never: re.Pattern[bytes] = re.compile(rb"(?!)")


#: Polish and Slovak, Czech, Hungarian, Romanian.
_CENTRAL: Final = (
    _Latin(
        b"\xb1\xb3\xb5\xb6\xb9\xbc\xbe\xbf\x9d\x9f",
        re.compile(
            rb"[A-Za-z][\xb1\xb3\xb5\xb6\xb9\xbc\xbe\xbf\x9d\x9f](?=[a-z\xc0-\xff])|[a-ln-z][\xb1\xb3\xb9](?=[\s.,])"
        ),
    ),
    _Latin(
        b"\xf8",
        re.compile(rb"[a-z]\xf8(?=[a-z\xc0-\xff])|\xf8(?=[a-z])"),
        re.compile(rb"[A-Za-z ][\xe8\xec\xf9][a-z]"),
        re.compile(rb"\xe6"),
    ),
    _Latin(
        b"\xf5\xfb\xd5",
        re.compile(rb"[a-z][\xf5\xfb][a-df-z ]|(?<![a-z])[\xf5\xd5][a-z]"),
        re.compile(rb"[\xe1\xe9][^\xf6\xfc]*[\xf6\xfc]"),
        re.compile(rb"\xe4"),
    ),
    _Latin(
        b"\xfe\xba",
        re.compile(rb"[a-z][\xfe\xba]|[\xfe\xba][a-z]"),
        re.compile(rb"[a-z]\xe3"),
        re.compile(rb"\xf5"),
    ),
)
#: It has nothing of what Icelandic has beside these letters.
_TURKISH: Final = _Latin(
    b"\xfd\xfe\xf0",
    re.compile(rb"[a-z][\xfd\xfe\xf0]|[\xfd\xfe\xf0][a-z]"),
    never=re.compile(rb"[\xe1\xe6\xed\xf3\xfa]"),
)
#: What stands around the letters beyond ASCII.
_AROUND = re.compile(rb"(?:.{0,2}[\x80-\xff])+.{0,2}", re.DOTALL)
#: In Windows the same languages have letters where ISO 8859 has controls; in ISO 8859, where Windows has signs.
_WINDOWS = re.compile(rb"[\x8a\x8c-\x8f\x9a\x9c-\x9f](?=[a-z])|(?<=[a-z])[\x9a\x9c-\x9f]")
_ISO = re.compile(rb"[\xa6\xa9\xae\xb6\xbc\xbe](?=[a-z])|(?<=[a-z])[\xb1\xb6\xbc\xbe]")
_POLISH = re.compile(rb"[a-z][\xb3\xbf]|[\xb3\xbf][a-z]")
_TWICE: Final = 2
_FEW: Final = 3


def lettered(data: bytes, *, seven_bits: bool = False) -> tuple[str, str]:
    """
    Read the bytes of one telegram, in whatever alphabet.

    Args:
        data: As `charset.decoded` takes it, or in one of the charsets of `charset_of`.
        seven_bits: Whether it may be in a national variant of ISO 646, which ANPA's marks forbid.
    Returns:
        The text, and what was guessed or mended, in words; empty where there was nothing to guess.
    """
    if data.isascii():
        text, variant = national(data.decode("ascii")) if seven_bits else (data.decode("ascii"), "")
        return text, f"read as the {variant} variant of ISO 646" if variant else ""
    charset = "" if _is_unicode(data[:_ENOUGH]) else charset_of(data)
    return (data.decode(charset, "replace"), f"read as {charset}") if charset else decoded(data)


def _is_unicode(data: bytes) -> bool:
    """True if most letters beyond ASCII are UTF-8."""
    kept = data.decode("utf-8", "ignore")
    # Each of the others is a byte that was left out.
    return 2 * (len(data) - len(kept.encode())) < len(data.translate(None, _ASCII))


def charset_of(data: bytes) -> str:
    """
    The charset of a text of one byte a letter.

    Args:
        data: Not UTF-8.
    Returns:
        One for Cyrillic, Greek, Arabic, Hebrew, Turkish, or the Latin of Central Europe, by the letters that are common
        in their languages; empty for what the West writes, and for what fits none.
    """
    data = data[:_ENOUGH]
    high = data.translate(None, _ASCII)
    ascii_letters = len(data) - len(data.translate(None, _LETTERS))
    if len(high) > _FEW and len(high) >= _FOREIGN * (len(high) + ascii_letters):
        scores = {name: _share(high, name, letters) for name, letters in _SCRIPTS}
        best = max(scores, key=scores.__getitem__)
        return best if scores[best] >= _FITS else ""
    if any(_is_in(latin, data, high, _TWICE) for latin in _CENTRAL):
        return _central(data)
    return "cp1254" if _is_in(_TURKISH, data, high, _FEW) else ""


def _is_in(latin: _Latin, data: bytes, high: bytes, least: int) -> bool:
    """True if *data*, whose bytes beyond ASCII are *high*, is in that *latin*, by at *least* so many of its letters."""
    if len(high.translate(None, latin.signs)) > len(high) - least:
        return False
    around = b"\n".join(_AROUND.findall(data))
    found = len(latin.letters.findall(around)) >= least
    return found and latin.beside.search(around) is not None and latin.never.search(around) is None


def _central(data: bytes) -> str:
    """Which of two charsets of Central Europe *data* is in; they have most letters in common."""
    windows, iso = len(_WINDOWS.findall(data)), len(_ISO.findall(data))
    if windows or iso:
        return "iso8859-2" if iso > windows else "cp1250"
    return "iso8859-2" if b"\xb9" in data and not _POLISH.search(data) else "cp1250"


def _share(high: bytes, charset: str, letters: frozenset[str]) -> float:
    """How much of *high*, read so, is common letters; in capitals they count for less, and all else against it."""
    text = high.decode(charset, "replace")
    common = sum(letter in letters for letter in text)
    capitals = sum(letter.lower() in letters for letter in text) - common
    strange = sum(not (letter.isalpha() or letter in "«»„“”’–—№،؟؛\xa0ًٌٍَُِّْ") for letter in text)
    return (common + 0.7 * capitals - strange) / len(text)


class Variant(Struct, frozen=True):
    """A country's seven bits: letters stand for brackets, braces, and signs."""

    name: str
    signs: str
    letters: str
    #: Its commonest short words.
    words: str


#: ISO 646.
VARIANTS: Final = (
    Variant("German", "{|}~[\\]@", "äöüßÄÖÜ§", "der die das und in den von zu mit dem ist im auf nach wie bei"),
    Variant("Swedish", "{|}[\\]", "äöåÄÖÅ", "och att det som en ett i av den till inte med har om efter"),
    Variant("Finnish", "{|}[\\]", "äöåÄÖÅ", "ja on ei se ovat mukaan oli myös sekä että sanoi"),
    Variant(
        "Danish and Norwegian", "{|}[\\]", "æøåÆØÅ", "og at det som en et i af av den til ikke er har med efter etter"
    ),
    Variant("Spanish", "{|}[\\]~", "°ñç¡Ñ¿¨", "el la los las de que y en un una por con se del"),
    Variant("French", "{|}~[\\]@", "éùè¨°ç§à", "le la les et des un une en du que qui pour dans sur est"),
    Variant("Italian", "{|}~[\\]@`", "àòèì°çé§ù", "il la che di e del della un una per con non i gli"),
)
_SIGN = re.compile(r"(?<=[A-Za-z])[{|}~@\\](?=[a-z{|}~]|[ .,;:!?\r\n])|(?<=[\s\"(])[\[\\\]{|}](?=[a-z]{2})")
_WORD = re.compile(r"(?<![\w{|}~\[\]\\@])[a-z]{1,6}(?![\w{|}~\[\]\\@])")
_SIGNS: Final = 4


def national(text: str) -> tuple[str, str]:
    """
    A *text* of ASCII with the letters that its national variant of ISO 646 has for signs, and the variant's name.

    Returns:
        The text as it was, and nothing, where too few signs stand in words; else read by the words of each language.
    """
    if not ("{" in text or "|" in text or "}" in text) or len(_SIGN.findall(text)) < _SIGNS:
        return text, ""
    words = _WORD.findall(text)
    found = max(VARIANTS, key=lambda variant: sum(map(words.count, variant.words.split())))
    return text.translate(str.maketrans(found.signs, found.letters)), found.name
