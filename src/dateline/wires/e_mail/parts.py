"""Which parts of a message are its text, which are attached, and which are messages themselves."""

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.e_mail.charsets import text_of, unpacked
from dateline.wires.e_mail.document import Part, parse
from dateline.wires.e_mail.letter import letter
from dateline.wires.e_mail.page import Shown, page
from dateline.wires.e_mail.sealed import ENCRYPTED, is_seal, opened
from dateline.wires.e_mail.undone import addresses
from dateline.wires.letters import may_have_controls

_TEXTS: Final = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"}
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_LOOKS_HTML = re.compile(r"\s*(?:<!DOCTYPE html|<html[\s>]|<body[\s>])", re.IGNORECASE)
_ENRICHED = re.compile(r"<param>.*?</param>|<(/?)(?:[A-Za-z-]{1,40})>", re.DOTALL)
#: What Outlook calls parts of a text that have no name.
_NAMED_TEXT = re.compile(r"ATT\d{2,6}\.(?:txt|html?)", re.IGNORECASE)
_SEALS: Final = 4
_ENCRYPTED: Final = "-----BEGIN PGP MESSAGE-----"
#: HTML says more than plain words do; it is taken unless it has clearly fewer of them.
_ENOUGH: Final = 0.8


class Chosen(Struct):
    """The parts of a message, by what is done with them."""

    texts: list[Shown] = []
    attached: list[Part] = []
    messages: list[Part] = []
    #: How many seals were opened.
    seals: int = 0


def chosen(message: Part, *, root: bool = True) -> Chosen:
    """
    Part a *message* into its text, what is attached, and the messages in it.

    Args:
        root: False for a part of one.
    """
    found = Chosen()
    _choose(message, found, root=root)
    return found


def _choose(part: Part, found: Chosen, *, root: bool = False) -> None:
    if part.type == "message/rfc822" and part.parts and not root:
        found.messages.append(part)
    elif part.type == "multipart/alternative":
        _alternative(part, found)
    elif is_seal(part) and (inside := _inside(part, found)):
        _choose(inside, found, root=True)
    elif part.parts:
        for place, inner in enumerate(part.parts):
            # Of a report, people read the first part.
            if part.type == "multipart/report" and place:
                found.attached += [one for one in inner.walk() if one.type != "message/rfc822"]
            else:
                _choose(inner, found)
    elif part.type in _TEXTS and (root or not _is_attached(part)):
        found.texts.append(shown(part))
    else:
        found.attached.append(part)


def _alternative(part: Part, found: Chosen) -> None:
    """The same text in several forms: the one that holds the most of it, later ones first."""
    options = [chosen(inner, root=False) for inner in part.parts]
    sizes = [sum(text.words for text in option.texts) for option in options]
    most = max(sizes, default=0)
    best = max((place for place, size in enumerate(sizes) if size >= _ENOUGH * most), default=0)
    for place, option in enumerate(options):
        found.texts += option.texts if place == best else []
        found.attached += option.attached
        found.messages += option.messages


def _inside(part: Part, found: Chosen) -> Part | None:
    """What a seal holds that anybody can open; None where nobody can, or it is no letter."""
    found.seals += 1
    if found.seals > _SEALS or not (data := opened(bytes_of(part)[0])):
        return None
    try:
        return parse(data)
    except WireError:
        return None


def _is_attached(part: Part) -> bool:
    """True of a file; mailers give names to parts of the text too, such as the footer of a list."""
    return not _NAMED_TEXT.fullmatch(part.name) and (part.disposition.value == "attachment" or bool(part.name))


def shown(part: Part) -> Shown:
    """Read a *part* of text."""
    text, problems = _words_of(part)
    if text.lstrip().startswith(_ENCRYPTED):
        return Shown(problems=(*problems, Problem("its text", ENCRYPTED)))
    text = addresses(text)
    if part.type == "text/html" or (part.type == "text/plain" and _LOOKS_HTML.match(text)):
        return replace(page(text), text=text, problems=problems)
    if part.type in ("text/enriched", "text/richtext"):
        text = _ENRICHED.sub("", text).replace("<<", "<")
    blocks, signature = letter(text, part.params)
    return Shown(blocks, signature, text=text, problems=problems)


def _words_of(part: Part) -> tuple[str, tuple[Problem, ...]]:
    """The text of a *part*, and what was mended in it."""
    data, mended = bytes_of(part)
    charset = part.params.get("charset", "")
    if not charset and part.type == "text/html" and (told := _META.search(data, 0, 2048)):
        charset = told[1].decode("ascii", "replace")
    text, guessed = text_of(data, charset)
    controls = len(_CONTROL.findall(text)) if may_have_controls(text) else 0
    dropped = f"{controls} control characters, which no text has; they were dropped" if controls else ""
    return text, tuple(Problem(part.name or part.type, what) for what in (mended, guessed, dropped) if what)


def bytes_of(part: Part) -> tuple[bytes, str]:
    """The bytes of a *part* without their transfer encoding, and what was mended."""
    coding = part.first("content-transfer-encoding").partition(";")[0].strip().strip('"').lower()
    return unpacked(part.body, coding) if part.body else (b"", "")
