"""The text of a letter in plain words: flowed lines, quotations, the signature, and lines that name a field."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.wires.e_mail.document import FORMAT
from dateline.wires.letters import fold
from dateline.wires.typed import typed_blocks

#: No letter has more lines, if they have fewer letters each.
_MOST_LINES: Final = 100_000
_SHORT: Final = 16
#: In letters; of a longer text less than one in so many is escaped in HTML: each takes far more memory than its byte.
_LARGE: Final = 1_000_000
#: A signature has at most so many lines with words; what is longer goes on below a rule.
_SIGNED: Final = 20
_QUOTE = re.compile(r"(?:> ?)+")
#: The rule that lists of subscribers set above their footer.
_RULE = re.compile(r"_{20,}\s*")
#: The head of a letter that is passed on, which some mailers set below such a rule.
_HEAD = re.compile(r"\s*\**[^\W\d_]{2,5}\**\s?:\**\s*\S[^\n]*@")
#: What OpenPGP sets around a text that anybody can read.
_SEALED, _SEAL, _SEAL_END = (
    "-----BEGIN PGP SIGNED MESSAGE-----\n", "-----BEGIN PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----"
)  # fmt: skip
_ARMOUR = re.compile(r"(?:[A-Z][\w-]{1,30}: [^\n]*\n){0,20}\n?")
#: A flowed line that is longer was several.
_WIDE: Final = 66
#: A line that names a field stands for itself, however long it is.
_FIELD = re.compile(
    r"[\[*]{0,2}[^\W\d_][\w /()'’.-]{1,32}[\]*]{0,2}\s?:(?:\s|\]|\*|$)|\[[^\W\d_][\w ]{1,30}\]\s"
    r"|-{3,}\s?\w.*-{3,}\s*$"
)
_POINT = re.compile(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s+\S")


def letter(text: str, params: dict[str, str]) -> tuple[tuple[Block, ...], str]:
    """
    Read a plain *text*.

    Args:
        params: Of its content type: ``format=flowed`` tells which line ends count.
    Returns:
        Its blocks; and the signature below the line of two dashes, empty if there is none.
    Raises:
        WireError: If it has more short lines than any news.
    Source:
        RFC 3676; RFC 3676, §4.3 for signatures
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _unsealed(text) if _SEALED in text else text
    lines = text.split("\n")
    if len(lines) > _MOST_LINES and len(text) < _SHORT * len(lines):
        raise WireError(FORMAT, "its text", f"{len(lines)} lines of next to nothing are no news")
    if len(text) > _LARGE and _SHORT * max(map(text.count, "<>&")) > len(text):
        raise WireError(FORMAT, "its text", "a large text of nothing but brackets is no news")
    lines, signature = _signed(lines)
    flowed = params.get("format", "").lower() == "flowed"
    if flowed:
        lines = _unflowed(lines, params.get("delsp", "").lower() == "yes")
    return tuple(_blocks(lines, flowed=flowed)), signature


def _signed(lines: list[str]) -> tuple[list[str], str]:
    """The *lines* above the signature, and the signature."""
    end, signatures = len(lines), [""]
    place = end - 1
    while place > end - 80 and place >= 0:
        line = lines[place]
        if line in ("-- ", "--") or (
            _RULE.fullmatch(line) and not _HEAD.match("\n".join(lines[place + 1 : place + 3]))
        ):
            below = [words for one in lines[place + 1 : end] if (words := fold(one))]
            # Two dashes without the space may be a rule in the midst of a text.
            if len(below) > _SIGNED or (line != "-- " and sum(map(len, below)) >= 1500):
                break
            signatures.append("\n".join(below))
            end = place
        place -= 1
    return lines[:end], "\n".join(filter(None, reversed(signatures)))


def _unsealed(text: str) -> str:
    """
    A *text* without the signatures around what it says.

    Source:
        RFC 4880, §7: lines that begin with a dash are set off by another
    """
    first, *rest = text.split(_SEALED)
    found = [first]
    for one in rest:
        said, seal, after = one.partition(_SEAL)
        start = _ARMOUR.match(said)
        said = said[start.end() :] if start and seal else said
        found += [f"\n{said}".replace("\n- ", "\n"), after.partition(_SEAL_END)[2] if seal else ""]
    return "".join(found)


def _unflowed(lines: list[str], delsp: bool) -> list[str]:
    """The lines that were meant: one that ends with a space goes on in the next of the same depth of quotation."""
    found: list[list[str]] = []
    mark, open = "", False
    for line in lines:
        quoted = _QUOTE.match(line) if line[:1] == ">" else None
        depth = ">" * quoted[0].count(">") if quoted else ""
        rest = line[len(depth) :] if quoted is None else line[quoted.end() :]
        rest = rest[1:] if quoted is None and rest[:1] == " " else rest
        if open and depth == mark:
            found[-1].append(rest)
        else:
            found.append([f"{depth} {rest}" if depth else rest])
        open, mark = rest.endswith(" ") and rest != "-- ", depth
        if open and delsp:
            found[-1][-1] = found[-1][-1][:-1]
    return ["".join(pieces) for pieces in found]


def _blocks(lines: list[str], *, flowed: bool) -> Iterator[Block]:
    for quoted, run in groupby(lines, lambda line: line[:1] == ">"):
        if not quoted:
            yield from typed_blocks([one for line in run for one in _apart(line, flowed=flowed)])
        elif inner := "".join(block.html for block in typed_blocks([_QUOTE.sub("", line, 1) for line in run])):
            yield Block("quote", f"<blockquote>{inner}</blockquote>")


def _apart(line: str, *, flowed: bool) -> tuple[str, ...]:
    """A *line* that stands for itself between blank ones; others as they are."""
    alone = _FIELD.match(line) or (flowed and len(line) > _WIDE and not _POINT.match(line))
    return ("", line, "") if alone else (line,)
