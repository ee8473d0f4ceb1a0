"""The lines above a telegram's text: instructions, a label, headlines, a byline."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from dateline.news.takes import Take, take_of
from dateline.wires.advisory import is_for_desk, is_instruction

#: The word before a writer's name; in German, French and Spanish a name must follow.
_BY = re.compile(r"(?:By|BY|by|Von|VON|Par|PAR|Por|POR|Door|Av|Af|Da|Di|De)(?=\s+(?P<first>\S))\s+")
_AMBIGUOUS: Final = frozenset({"Da", "Di", "De", "Av", "Af"})
#: dpa numbers its versions in capitals: "1ST LEAD", "3RD NET", "2. ZUSAMMENFASSUNG".
_NUMBERED = re.compile(
    r"\d{1,2}(?:(?:ST|ND|RD|TH)\b|\.)\s+[A-ZÄÖÜ][A-ZÄÖÜ -]{1,30}(?:\s\d{4})?"
    r"|(?:\d{1,2}\.\s?)?(?:Lead|Zusammenfassung|Neufassung|ZF|Zf)(?:\s+\d{4})?"
)
_NEW = re.compile(r"\(?\s*(?:neu\s*:|(?:\d{1,2}\.\s?)?(?:lead|zusammenfassung|neufassung|zf)\b)", re.IGNORECASE)
_PICTURES = re.compile(
    r"[-–(]+\s*(?:mit\s+|with\s+|avec\s+)?(?:foto|bild|grafik|video|photo|picture|graphic|archiv)", re.I
)
_SUBTITLE = re.compile(r"(?:Utl\.?:|Unterzeile:|Untertitel:|[-–]+)\s*(?=\S)")
#: Words that a label has at most: "Situation", "France:".
_LABEL: Final = 3
#: A note has at most so many lines.
_MOST_LINES: Final = 3
#: A line so long was broken at the margin, and the next goes on.
_FULL: Final = 56


class Head(Struct, frozen=True):
    """What a head says."""

    headline: str = ""
    #: Headlines below the first.
    below: str = ""
    #: What stands over the headline: the kind of text, the country.
    label: str = ""
    byline: str = ""
    #: Instructions, and words in parentheses, for the desk.
    notes: tuple[str, ...] = ()
    #: ``update``, where German words say so that no other wire uses.
    signals: tuple[str, ...] = ()
    #: What a line of its own says.
    take: Take | None = None


def head_of(lines: Sequence[str]) -> Head:
    """Sort the *lines* of a head, cleaned of white space; the last may end with ``=``."""
    rest = [line for one in lines if (line := one.strip("= "))]
    notes: list[str] = []
    kept: list[str] = []
    take = None
    for line in _whole(rest):
        found = take_of(line) if len(rest) > 1 else None
        if found is not None and not found.rest:
            take = found
        elif _is_note(line):
            notes.append(line.removesuffix("///").rstrip())
        else:
            kept.append(line)
    byline, kept = _byline(kept)
    shouted = [line for line in kept[:-1] if _is_shouted(line, kept)]
    notes, kept = [*notes, *shouted], [line for line in kept if line not in shouted]
    if not kept and notes and not is_instruction(notes[-1]):
        kept = [notes.pop()]
    groups = list(_grouped(kept))
    first = next((n for n, one in enumerate(groups) if not _is_label(one)), len(groups) - 1) if groups else 0
    headline = groups[first] if groups else ""
    below = " ".join(_unmarked(one) for one in groups[first + 1 :])
    signals = ("update",) if any(map(_NEW.match, notes)) else ()
    return Head(headline, below, " ".join(groups[:first]), byline, tuple(notes), signals, take)


def _unmarked(line: str) -> str:
    """A further headline without what says that it is one."""
    found = _SUBTITLE.match(line)
    return line[found.end() :] if found else line


def _byline(lines: list[str]) -> tuple[str, list[str]]:
    """The writer below the headline, without the word before the name, and the other lines."""
    for place in range(len(lines) - 1, 0, -1):
        found = _BY.match(lines[place])
        if found and _names(found, lines[place]):
            return " ".join([lines[place][found.end() :], *lines[place + 1 :]]), lines[:place]
        if place < len(lines) - 1:
            break
    return "", lines


def _names(found: re.Match[str], line: str) -> bool:
    """True if a name follows the word "by"; "Von der Leyen" is one itself, "Par for the course" none."""
    word = found[0].strip()
    if word.casefold() == "by":
        return len(line.split()) <= 20
    named = found["first"].isupper() and len(line.split()) <= 12
    return named and (word not in _AMBIGUOUS or (line.split()[2:3] != [] and line.split()[2][:1].isupper()))


def _whole(lines: list[str]) -> Iterator[str]:
    """The *lines*, those as one that go on over several: in parentheses, or AFP's orders, which end with strokes."""
    opened: list[str] = []
    for line in lines:
        if not opened and not _opens(line):
            yield line
            continue
        opened.append(line)
        joined = " ".join(opened)
        if not _opens(joined) or len(opened) > _MOST_LINES:
            yield joined
            opened = []
    yield from opened


def _opens(line: str) -> bool:
    if line.startswith("ATTENTION"):
        return not line.endswith("///")
    return line.startswith("(") and line.count("(") > line.count(")")


def _is_note(line: str) -> bool:
    if (line.startswith("(") and line.endswith(")")) or line.endswith("///"):
        return True
    return _NUMBERED.fullmatch(line) is not None or _PICTURES.match(line) is not None or is_for_desk(line)


def _is_shouted(line: str, lines: list[str]) -> bool:
    """True if a few words are in capitals, and the headline below them is not."""
    return line.isupper() and len(line.split()) <= _LABEL + 1 and any(other != other.upper() for other in lines)


def _grouped(lines: list[str]) -> Iterator[str]:
    """Headlines: lines that the margin broke are one."""
    current = ""
    before = ""
    for line in lines:
        goes_on = before and (len(before) >= _FULL or line[0].islower() or before[-1] in ",-–")
        if goes_on and not _SUBTITLE.match(line):
            current = f"{current} {line}"
        else:
            if current:
                yield current
            current = line
        before = line
    if current:
        yield current


def _is_label(line: str) -> bool:
    return len(line.split()) <= _LABEL and len(line) < 40
