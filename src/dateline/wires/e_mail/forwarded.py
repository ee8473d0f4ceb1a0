"""A release that somebody sent on within a letter of his own: where it begins, and what its head said."""

import re
from typing import Final, NamedTuple

from dateline.news.blocks import Block
from dateline.wires.e_mail.furniture import lined

_MARK = re.compile(
    r"-*\s*(?:forwarded message|begin forwarded message|original message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|message transféré|début du message (?:transféré|réexpédié)|mensaje reenviado"
    r"|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato"
    r"|doorgestuurd bericht|mensagem encaminhada|vidarebefordrat meddelande)\s*:?\s*-*",
    re.IGNORECASE,
)
_NAMES: Final = {
    "from": "From", "von": "From", "de": "From", "da": "From", "van": "From", "från": "From",
    "subject": "Subject", "betreff": "Subject", "objet": "Subject", "asunto": "Subject", "oggetto": "Subject",
    "onderwerp": "Subject", "assunto": "Subject",
    "date": "Date", "sent": "Date", "datum": "Date", "gesendet": "Date", "envoyé": "Date", "fecha": "Date",
    "enviado": "Date", "data": "Date", "verzonden": "Date",
    "to": "To", "an": "To", "à": "To", "para": "To", "a": "To", "aan": "To", "cc": "Cc", "kopie": "Cc",
    "reply-to": "Reply-To", "antwort an": "Reply-To",
}  # fmt: skip
_LINE = re.compile(r"\**(?P<name>[A-Za-zÀ-ÿ-]{1,12}(?: an)?)\**\s?:\**\s*(?P<value>.*)", re.DOTALL)
_FURTHEST: Final = 60


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
        lines = lined(block).split("\n")
        marked = _MARK.fullmatch(lines[0]) is not None
        if not marked and not (told and (found := _line(lines[0])) and found[0] == "From"):
            continue
        head, rest = _head(lines[1:] if marked else lines, blocks[place + 1 :])
        if "From" in head and len(head) > 1:
            return Forwarded(blocks[:place], head, _opened(rest))
    return None


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


def _opened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The *blocks*, taken out of the quotation that some mailers put around what they send on."""
    if len(blocks) == 1 and blocks[0].kind == "quote":
        inner = re.findall(r"<(p|h2|ul|ol|table)>(.*?)</\1>", blocks[0].html, re.DOTALL)
        kinds = {"p": "paragraph", "h2": "heading", "ul": "list", "ol": "list", "table": "table"}
        return tuple(Block(kinds[tag], f"<{tag}>{words}</{tag}>") for tag, words in inner)  # type: ignore[arg-type]
    return blocks
