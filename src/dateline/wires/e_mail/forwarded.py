"""A letter in a letter: a release that somebody sent on, or what an answer quotes; where it begins, and its head."""

import re
from typing import Final, NamedTuple

from dateline.news.blocks import Block
from dateline.wires.e_mail.furniture import lined

#: What mailers set above a letter that is passed on or answered, between dashes.
_MARKS: Final = frozenset({
    "forwarded message", "begin forwarded message", "original message", "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "ursprüngliche nachricht",
    "message d'origine", "message d’origine", "message transféré", "début du message transféré",
    "début du message réexpédié", "mensaje reenviado", "mensaje original", "inicio del mensaje reenviado",
    "messaggio inoltrato", "inizio messaggio inoltrato", "messaggio originale", "doorgestuurd bericht",
    "oorspronkelijk bericht", "mensagem encaminhada", "vidarebefordrat meddelande", "пересылаемое сообщение",
    "пересланное сообщение",
})  # fmt: skip
_WROTE = re.compile(
    r"(?:on|am|le|el|il|op|den|em)\b[^\n]{5,200}?\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef"
    r"|skrev|escreveu)\b[^\n]{0,80}:",
    re.IGNORECASE,
)
#: The names of a head's lines, by what mailers write in their languages.
_HEADERS: Final = (
    ("From", "from von de da van från fra от"),
    ("Subject", "subject betreff objet asunto oggetto onderwerp assunto ämne emne тема"),
    ("Date", "date sent datum gesendet envoyé fecha enviado data verzonden skickat дата"),
    ("To", "to an à para a aan till til кому"),
    ("Cc", "cc kopie"),
    ("Reply-To", "reply-to"),
    ("Importance", "importance wichtigkeit priority"),
    ("Attachments", "attachments anlagen"),
)
_NAMES: Final = {word: name for name, words in _HEADERS for word in words.split()} | {"antwort an": "Reply-To"}
_LINE = re.compile(
    r"\**(?P<name>[^\W\d_][^\W\d_-]{0,11}(?:-to| an)?)\**\s?:\**\s*(?P<value>.*)", re.DOTALL | re.IGNORECASE
)
_QUOTED = re.compile(r"<(p|h2|ul|ol|table)>(.*?)</\1>", re.DOTALL)
_KINDS: Final = {"p": "paragraph", "h2": "heading", "ul": "list", "ol": "list", "table": "table"}
_FURTHEST: Final = 60
#: In letters of HTML; a mark above a head has fewer, and its first line.
_MARKED, _HEADER = 120, 400
#: A head that is quoted is looked for in so many blocks.
_HEADED: Final = 8
#: In letters; a longer block is no line above a quotation.
_LONGEST: Final = 2500


class Forwarded(NamedTuple):
    """A letter in a letter."""

    #: What stands above it.
    cover: tuple[Block, ...]
    #: Its own head.
    head: dict[str, str]
    body: tuple[Block, ...]


def forwarded(blocks: tuple[Block, ...], *, told: bool) -> Forwarded | None:
    """
    The letter that *blocks* pass on.

    Args:
        told: Whether the subject says that something is sent on; a head without a mark above it then counts too.
    Returns:
        None where there is none.
    """
    for place, block in enumerate(blocks[:_FURTHEST]):
        inner = _unquoted(block) if block.kind == "quote" else ()
        if inner and (found := forwarded(inner, told=told)) and not found.cover:
            return Forwarded(blocks[:place], found.head, (*found.body, *blocks[place + 1 :]))
        longest = _HEADER if told else _MARKED
        if len(block.html) > longest and block.html.find("<br>", 0, longest) < 0:
            continue
        lines = lined(block).split("\n")
        marked = _is_mark(lines[0])
        if not marked and not (told and (line := _line(lines[0])) and line[0] == "From"):
            continue
        head, rest = _head(lines[1:] if marked else lines, blocks[place + 1 :])
        if "From" in head and len(head) > 1:
            body = _unquoted(rest[0]) if len(rest) == 1 and rest[0].kind == "quote" else rest
            return Forwarded(blocks[:place], head, body)
    return None


def answered(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str]:
    """
    The *blocks* of a letter that answers another, and that other, as quoted; empty if it is not.

    A release that only quotes another's words has no line that says so.
    """
    for place, block in enumerate(blocks):
        text = lined(block) if len(block.html) < _LONGEST else ""
        after = blocks[place + 1 : place + _HEADED]
        if text and after and after[0].kind == "quote" and _WROTE.match(text):
            quoted = [one.text for one in blocks[place + 1 :] if one.kind == "quote"]
            kept = tuple(one for one in blocks[place + 1 :] if one.kind != "quote")
            return (*blocks[:place], *kept), "\n".join([block.text, *quoted])
        if text and place and (_is_mark(text.partition("\n")[0]) or _begins_head(text, after)):
            return blocks[:place], "\n".join(map(lined, blocks[place:]))
    return blocks, ""


def _is_mark(line: str) -> bool:
    return line.strip("- :").casefold() in _MARKS


def _begins_head(text: str, after: tuple[Block, ...]) -> bool:
    """True of the first line of a head such as mailers set above what they quote: From, Sent, To, Subject."""
    first = _line(text)
    return first is not None and first[0] == "From" and len(_head(text.split("\n"), after)[0]) > 2


def _line(text: str) -> tuple[str, str] | None:
    found = _LINE.match(text)
    name = _NAMES.get(found["name"].casefold()) if found else None
    return (name, found["value"].strip()) if found and name else None


def _head(lines: list[str], following: tuple[Block, ...]) -> tuple[dict[str, str], tuple[Block, ...]]:
    """The head that begins on *lines*, and the blocks after it."""
    head: dict[str, str] = {}
    last = ""
    for line in filter(None, lines):
        found = _line(line)
        if found is None and last:
            head[last] += f" {line}"
        elif found:
            last = found[0]
            head.setdefault(*found)
    for place, block in enumerate(following):
        told = [_line(line) for line in lined(block).split("\n") if line]
        if not told or not all(told):
            return head, following[place:]
        for one in told:
            if one:
                head.setdefault(*one)
    return head, ()


def _unquoted(block: Block) -> tuple[Block, ...]:
    """The blocks in a quotation, which some mailers put around what they send on."""
    found = _QUOTED.findall(block.html)
    return tuple(Block(_KINDS[tag], f"<{tag}>{words}</{tag}>") for tag, words in found)  # type: ignore[arg-type]
