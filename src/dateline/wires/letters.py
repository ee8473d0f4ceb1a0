"""Characters and typed lines: what is junk, what is folded, which line breaks were meant."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

#: The letters in a line that a machine broke, at least and at most.
_MARGIN: Final = (50, 90)
#: A typist goes to a new line this near to the margin at the earliest.
_NEARLY: Final = 0.8
_TAG = re.compile(r"<[^>]*>")
_WORDED = re.compile(r"(?:<[^>]*>|\s)*+\S")
_EMPTY = re.compile(r"<(\w+)(?: [^>]*)?>(\s*)</\1>")
#: Controls, soft hyphens and zero-width spaces; joiners and direction marks stay, since scripts need them.
_JUNK = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u180e\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
#: Characters that were escaped once too often; ``&lt;`` may be meant, in a text about markup.
_TWICE = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|quot|apos|amp|nbsp|[lr][ds]quo|[mn]dash|hellip);")
#: All bytes of UTF-8 but controls; white space is none.
_NO_CONTROLS: Final = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\n\r")
#: A line that is blank or set in; where a machine alone broke the lines, none is.
_NEW_LINE = re.compile(r"\n\s")
#: The letters of ASCII that stand for themselves in HTML, and the space.
_PLAIN: Final = bytes(byte for byte in range(0x20, 0x7F) if byte not in b"&<>")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
#: A line set in by a few spaces opens a paragraph, where others stand at the margin.
_SET_IN = re.compile(r"\n(?=[ \t]{1,8}\S)")
_SPACE = re.compile(r"\s")
#: In letters.
_LARGE: Final = 100_000
_AT_MARGIN = re.compile(r"\n\S")


def fold(text: str) -> str:
    """The *text* with its white space folded to single spaces, and controls and zero-width spaces gone."""
    # No white space is printable but the space itself.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    folded = spaced(text)
    # All junk is unprintable; \x85 alone would count as white space, though it was an ellipsis.
    if folded.isprintable() and "\x85" not in text:
        return folded
    text = _JUNK.sub(_mend, text)
    return spaced(text)


def spaced(text: str) -> str:
    """The *text* with its white space folded to single spaces; of a long one never all words are in memory at once."""
    if len(text) < _LARGE:
        return " ".join(text.split())
    pieces, start = [], 0
    while start < len(text):
        space = _SPACE.search(text, start + _LARGE)
        end = space.start() if space else len(text)
        pieces.append(" ".join(text[start:end].split()))
        start = end
    return " ".join(filter(None, pieces))


def is_plain(text: str) -> bool:
    """True if *text* is folded and HTML as it stands, as most paragraphs in letters of ASCII are; cheap to ask."""
    return (
        text.isascii()
        and not text.encode().translate(None, _PLAIN)
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
    )


def escaped(text: str) -> str:
    """The *text* as HTML."""
    # Looked for first: most texts have none of the three, and to replace what is not there takes as long as to look.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def unescaped(text: str) -> str:
    """The *text* with characters that a source escaped twice; nobody writes ``&#39;`` for readers to see."""
    return _TWICE.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def _mend(junk: re.Match[str]) -> str:
    """Controls of the upper half are Windows punctuation that was read as Latin-1; all else goes."""
    character = junk.group()
    if "\x80" <= character <= "\x9f":
        return bytes([ord(character)]).decode("cp1252", "ignore")
    return ""


def is_typed(text: str) -> bool:
    """
    True if *text* was typed in lines that mean something, though no markup says so.

    It has a blank line between words, or lines at the margin and lines set in. Markup that was indented for the eye
    has neither: all its lines are set in.
    """
    if not _NEW_LINE.search(text):
        return False
    text = text.strip()
    return "\n" in text and bool(_BLANK_LINE.search(text) or (_AT_MARGIN.search(text) and _SET_IN.search(text)))


def typed_paragraphs(text: str) -> list[str]:
    """
    The paragraphs of typed *text*, which blank lines part, and lines that are set in.

    Returns:
        Each with a line end where the line was meant to end, and none where it only had reached the margin. The
        first goes on from, and the last goes on into, what stands beside *text*.
    """
    text = text.replace("\r\n", "\n").expandtabs(4)
    set_in = _AT_MARGIN.search(text) is not None
    parts = [piece for part in _BLANK_LINE.split(text) for piece in (_SET_IN.split(part) if set_in else [part])]
    widest = max(_MARGIN[0], *(len(line) for line in text.split("\n")))
    return [_joined(part.split("\n"), widest) for part in parts]


def _joined(lines: list[str], widest: int) -> str:
    """Typed *lines* as one text, parted only where the next line's first word would have fitted."""
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        word = line.split(maxsplit=1)[:1]
        meant = bool(word) and len(before.rstrip()) + 1 + len(word[0]) <= _NEARLY * min(widest, _MARGIN[1])
        pieces += ("\n" if meant and before.strip() else " ", line)
    return "".join(pieces)


def tidy(fragment: str) -> str:
    """The *fragment* with white space folded and junk gone; empty if it has no words."""
    folded = fold(fragment)
    if "<" not in folded:
        return folded
    while ("></" in folded or "> </" in folded) and (slimmer := _EMPTY.sub(r"\2", folded)) != folded:
        folded = slimmer
    if folded[:1] == "<" and not has_words(folded):
        return ""
    if "<br>" not in folded:
        return folded.strip()
    lines = folded.replace(" <br>", "<br>").replace("<br> ", "<br>").strip()
    while lines.startswith("<br>"):
        lines = lines[4:].lstrip()
    while lines.endswith("<br>"):
        lines = lines[:-4].rstrip()
    return unwrapped(lines)


def has_words(fragment: str) -> bool:
    """True if a *fragment* of HTML has more than tags."""
    return _WORDED.match(fragment) is not None


def unwrapped(fragment: str) -> str:
    """A *fragment* of HTML without line breaks that a machine's margin made: all lines but the last about as long."""
    lines = fragment.split("<br>")
    if all(_MARGIN[0] <= _length(line) <= _MARGIN[1] for line in lines[:-1]) and _length(lines[-1]) <= _MARGIN[1]:
        return " ".join(line.strip() for line in lines)
    return fragment


def _length(line: str) -> int:
    """The letters that a reader sees of a *line* of HTML."""
    return len((_TAG.sub("", line) if "<" in line else line).strip())


def may_have_controls(text: str) -> bool:
    """False if *text* has no control character, half a character or non-character; cheaper than a pattern."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True
    return bool(data.translate(None, _NO_CONTROLS)) or "\ufffe" in text or "\uffff" in text


def first_piece(text: str, longest: int = 1200) -> str:
    """The first of the `pieces` of a *text*."""
    return fold(text)[:longest]


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of these *words*; by their first letters, since most texts have none of those."""
    groups = (
        f"{letter}(?:{'|'.join(word[1:] for word in same)})"
        for letter, same in groupby(_longest_first(words), itemgetter(0))
    )
    return f"(?:{'|'.join(groups)})"


def _longest_first(words: Iterable[str]) -> list[str]:
    """The *words* by their first letters, those that begin as shorter ones do before them."""
    return sorted(words, key=lambda word: (word[0], -len(word)))


def caseless(text: str) -> str:
    """The *text* in small letters, all that a pattern without case takes for one letter being one."""
    return text.lower() if text.isascii() else text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


def has_one(caseless: str, words: tuple[str, ...]) -> bool:
    """True if one of these case-folded *words* stands in a text that is *caseless*."""
    for word in words:  # noqa: SIM110 - several times as fast as any() of a generator
        if word in caseless:
            return True
    return False


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """
    False if a pattern that holds for one of these case-folded *words* cannot hold for *text*, whatever its case.

    Much cheaper than the pattern, and of most texts the answer.
    """
    return bool(text) and has_one(caseless(text), words)


def pieces(text: str, longest: int = 1200, shared: int = 200) -> Iterator[str]:
    """
    A folded *text* in pieces of at most *longest* letters, for patterns whose time grows with more than the length.

    Args:
        shared: What stands at the end of a piece, in letters, stands at the beginning of the next one too.
    """
    folded = fold(text)
    yield folded[:longest]
    for start in range(longest - shared, max(len(folded) - shared, 0), longest - shared):
        yield folded[start : start + longest]
